"""The part of a `Ledger` that compares accounts: happenings, where they part, and what reviewers decide on them."""

from __future__ import annotations

import sqlite3
from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

from onrecord.errors import UsageError
from onrecord.ledger import happenings, stories, writing
from onrecord.ledger.connection import explained
from onrecord.ledger.happenings import Comparison, HappeningLine
from onrecord.sources.document import storable

NO_LIMIT = -1


class WithHappenings:
    """What `Ledger` has of it."""

    path: Path
    _connection: sqlite3.Connection

    @abstractmethod
    def _writing(self) -> AbstractContextManager[None]: ...

    def accounts(self, happening: str) -> Comparison:
        """The accounts of a happening ("h12"), side by side, and where they agree.

        Raises:
            LedgerError: there is no such happening.
        """
        with explained(self.path):
            return happenings.comparison(self._connection, happenings.number_of(happening, "h"), self.path)

    def disputes(
        self, *, revised: bool = True, country: str | None = None, type: str | None = None, since: str | None = None,
        until: str | None = None, limit: int | None = None,
    ) -> tuple[Comparison, ...]:  # fmt: skip
        """The happenings whose accounts cannot all be true, or (`revised`) were changed; those told last first. `since` and `until`
        are days on which it happened."""
        statuses: tuple[happenings.Status, ...] = ("disputed", "revised") if revised else ("disputed",)
        with explained(self.path):
            return tuple(
                happenings.disputes(
                    self._connection, statuses=statuses, country=country, type=type, since=since, until=until,
                    limit=NO_LIMIT if limit is None else limit,
                )
            )  # fmt: skip

    def timeline(
        self, *, country: str | None = None, type: str | None = None, since: str | None = None, until: str | None = None,
        documents: int = 1, story: str | None = None, limit: int | None = None,
    ) -> tuple[HappeningLine, ...]:  # fmt: skip
        """The happenings that at least so many documents tell and of which a time is known (`story`: in the documents of this one), in the
        order of time."""
        with explained(self.path):
            number = None if story is None else stories.present(self._connection, stories.number_of(story), self.path)
            return tuple(
                happenings.timeline(
                    self._connection, country=country, type=type, since=since, until=until, documents=documents, story=number,
                    limit=NO_LIMIT if limit is None else limit,
                )
            )  # fmt: skip

    def merge_happenings(self, ids: Sequence[str], *, by: str, why: str | None = None) -> int:
        """Decides that happenings are one: the first. Gives the decision's number."""
        from onrecord.comparing import judging

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            numbers = [happenings.number_of(id, "h") for id in ids]
            for number in numbers:
                happenings.comparison(self._connection, number, self.path)
            return judging.merge(self._connection, numbers, by=by, at=writing.now(), why=why)

    def split_happening(self, accounts: Sequence[str], *, by: str, why: str | None = None) -> str:
        """Decides that these accounts are of another happening than the rest of theirs. Gives the id of the new happening."""
        from onrecord.comparing import judging

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            numbers = [happenings.number_of(id, "c") for id in accounts]
            return f"h{judging.split(self._connection, numbers, by=by, at=writing.now(), why=why)[1]}"

    def reject_account(self, account: str, *, by: str, why: str | None = None) -> int:
        """Decides that a passage tells of no happening. Gives the decision's number."""
        from onrecord.comparing import judging

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            number = happenings.number_of(account, "c")
            return judging.reject(self._connection, number, by=by, at=writing.now(), why=why)

    def undo_on_happenings(self, decision: int, *, by: str, why: str | None = None) -> int:
        """Takes a decision on happenings back, which is a decision too."""
        from onrecord.comparing import judging

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            return judging.undo(self._connection, decision, by=by, at=writing.now(), why=why)


def signed(by: str, why: str | None) -> tuple[str, str | None]:
    """Who decides and why, as they are stored.

    Raises:
        UsageError: nobody is named.
    """
    name = storable(by).strip()
    if not name:
        raise UsageError("A decision needs the name of who decides.", "Give it with --by, or in ONRECORD_REVIEWER.")
    return name, storable(why).strip() or None if why is not None else None
