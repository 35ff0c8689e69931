"""The ledger: documents, what was read in them, and what failed, in one SQLite file that only ever grows."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from onrecord import __version__
from onrecord.errors import LedgerError, OnRecordError, UsageError
from onrecord.ledger import queries, reviewing, stories, writing
from onrecord.ledger.connection import explained, open_for_adding, open_for_reading
from onrecord.ledger.deciding import decided
from onrecord.ledger.decisions import Decision, Verb
from onrecord.ledger.entries import Addition, Appearance, Entry, EventLine, FigureLine, Hit, StatementLine, StoredError
from onrecord.ledger.filters import Filters, Listed, make_functions
from onrecord.ledger.filters import checked as checked_filters
from onrecord.ledger.search import find
from onrecord.ledger.stories import CopyLine, StoryLine, StoryTold
from onrecord.ledger.with_happenings import WithHappenings, signed
from onrecord.records import Record
from onrecord.sources.checks import checked
from onrecord.sources.document import Document, storable

_NO_LIMIT = -1


class Ledger(WithHappenings):
    """A ledger file, opened; made where there is none, unless `read_only`.

    Every document is one transaction: after a crash, a full disk or Ctrl-C the ledger holds whole documents only, and adding
    the same ones again goes on where it stopped. Several processes may read while others add. Not to be shared by threads.

    Raises (all methods):
        LedgerError: the file is no ledger, is locked, damaged, or cannot be written; nothing stored is lost.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(f"{folder}/news.db") as ledger:
    ...     added = ledger.add("The toll rose to at least 12, Ana Lopez said.", name="a", published="2024-11-05")
    ...     again = ledger.add("The toll rose to at least 12, Ana Lopez said.", name="a", published="2024-11-05")
    ...     added.outcome, again.outcome, [entry.name for entry in ledger.documents()], len(ledger.search("tolls"))
    ('added', 'known', ['a'], 1)
    """

    def __init__(self, path: str | PathLike[str], *, read_only: bool = False) -> None:
        self.path = Path(path)
        self._connection = open_for_reading(self.path) if read_only else open_for_adding(self.path)
        make_functions(self._connection)
        self._all_compared = read_only

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the last process to close it folds the write-ahead log in."""
        with explained(self.path):
            self._connection.close()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection to the file, for the rooms of this package that keep tables of their own in it."""
        return self._connection

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One transaction over those tables, whole or not at all."""
        with explained(self.path), self._writing():
            yield self._connection

    # Adding

    def add(self, document: Document | str, *, record: Record | None = None, **known: str | None) -> Addition:
        """Reads a document and stores it with its record; a text that is there is not read again.

        Args:
            document: a `Document`, or a text, of which `known` may give name, title, url, outlet, byline, published.
            record: what was read in this very document, where that is done already.

        Raises:
            EmptyDocument, UnsupportedLanguage, UsageError: as `onrecord.read`; nothing is stored.
        """
        if isinstance(document, str):
            document = Document.of(document, **{"name": "text", **known})  # type: ignore[arg-type]
        elif known:
            raise UsageError("A Document has its metadata already.", "Give keywords with a plain text only.")
        document = checked(_storable(document))
        identity = hashlib.sha256(document.text.encode("utf-8")).hexdigest()
        if record is not None and record.document.id != identity[:16]:
            raise UsageError("The record is not of this document.", "Give the record that was read in this very text.")
        with explained(self.path):
            outcome = writing.outcome_of(self._connection, identity, document)
        if outcome != "known":
            if outcome in ("added", "reread") and record is None:
                record = _read(document)
            self._compare_earlier()
            with explained(self.path), self._writing():
                # Another process may have added the same text while this one was reading.
                outcome = writing.outcome_of(self._connection, identity, document)
                if outcome != "known":
                    read = record if outcome in ("added", "reread") else None
                    writing.store(self._connection, identity, document, read)
                    if read is not None:
                        self._compare(self._number(identity[:16]))
        with explained(self.path):
            self._resolve_errors(identity, document.name)
        return Addition(identity[:16], outcome)

    def outdated(self) -> tuple[str, ...]:
        """The ids of the documents whose current reading another version of OnRecord or of its model made."""
        with explained(self.path):
            rows = self._connection.execute(
                "select documents.id from documents join current_readings as readings on readings.document = documents.number"
                " where readings.onrecord <> ? or readings.model is not ? order by documents.number",
                (__version__, writing.model_version()),
            )
            return tuple(id for (id,) in rows)

    def reread(self, id: str, *, record: Record | None = None) -> None:
        """Reads a document again, with the title and date of its current reading. That one stays the current one until the new
        reading is complete, and stays in the ledger after; decisions hold on.

        Args:
            record: what was read in this very document, where that is done already.

        Raises:
            LedgerError: there is no such document.
        """
        with explained(self.path):
            number = self._number(id)
            appearance, document = writing.document_of(self._connection, number)
        if record is not None and record.document.id != document.id:
            raise UsageError("The record is not of this document.", "Give the record that was read in this very text.")
        record = record or _read(document)
        with explained(self.path), self._writing():
            writing.store_reading(self._connection, number, appearance, record)
            self._compare(number)

    def add_error(self, name: str, error: OnRecordError) -> None:
        """Stores that a document could not be read. It is shown until a document of that name is added; the same error again is
        not stored twice."""
        name, code, message, remedy = (storable(t) for t in (name, error.code, error.message, error.remedy))
        with explained(self.path), self._writing():
            last = self._connection.execute(
                "select code, message, remedy from open_errors where name = ? order by number desc limit 1", (name,)
            ).fetchone()
            if last != (code, message, remedy):
                self._connection.execute(
                    "insert into errors (name, code, message, remedy, onrecord, occurred_at) values (?, ?, ?, ?, ?, ?)",
                    (name, code, message, remedy, __version__, writing.now()),
                )

    # Reading

    def documents(self, filters: Filters | None = None) -> Iterator[Entry]:
        """The documents that meet the filters, in the order in which they were added.

        Raises (all that take filters):
            UsageError: a filter is no date, country, type, status or story.
            LedgerError: there is no such story.
        """
        wanted = self._wanted(filters)
        with explained(self.path):
            yield from queries.documents(self._connection, wanted)

    def statements(self, filters: Filters | None = None, *, limit: int | None = None) -> Iterator[StatementLine]:
        """The statements that meet the filters, in words; newest documents first, within one in the order of the text."""
        return self._lines("statements", StatementLine, filters, limit)

    def events(self, filters: Filters | None = None, *, limit: int | None = None) -> Iterator[EventLine]:
        """The events that meet the filters, in words, in the same order."""
        return self._lines("events", EventLine, filters, limit)

    def figures(self, filters: Filters | None = None, *, limit: int | None = None) -> Iterator[FigureLine]:
        """The figures that meet the filters, in words, in the same order."""
        return self._lines("figures", FigureLine, filters, limit)

    def find(self, reference: str) -> tuple[Entry, ...]:
        """The documents meant by an id or its beginning (4 characters or more), a name, or an address; most often one or none."""
        with explained(self.path):
            return queries.document(self._connection, storable(reference))

    def record(self, id: str, *, machine: bool = False) -> Record:
        """The current record of the document with this id, with the reviewers' decisions applied.

        Args:
            machine: give what the machine read, whatever reviewers decided.

        Raises:
            LedgerError: there is no such document.
        """
        with explained(self.path):
            number = self._number(id)
            _, record = reviewing.current_record(self._connection, number)
            return record if machine else decided(record, reviewing.entries_of(self._connection, number))[0]

    def text(self, id: str) -> str:
        """The stored text of the document with this id, character for character.

        Raises:
            LedgerError: there is no such document.
        """
        with explained(self.path):
            row = self._connection.execute(
                "select text from documents where number = ?", (self._number(id),)
            ).fetchone()
        return str(row[0])

    def appearances(self, id: str) -> tuple[Appearance, ...]:
        """Under what names, outlets, addresses and dates the text came, in order.

        Raises:
            LedgerError: there is no such document.
        """
        columns = (*writing.METADATA, "seen_at")
        with explained(self.path):
            rows = self._connection.execute(
                f"select {', '.join(columns)} from appearances where document = ? order by number", (self._number(id),)
            )
            return tuple(Appearance(**dict(zip(columns, row, strict=True))) for row in rows)

    def search(self, words: str, filters: Filters | None = None, *, limit: int = 20) -> tuple[Hit, ...]:
        """The documents that meet the filters and whose title and text hold all the words, best first. `"…"` keeps words together,
        a trailing `*` stands for any ending, everything else is taken as it stands, so that no words are an error."""
        wanted = self._wanted(filters)
        with explained(self.path):
            return tuple(find(self._connection, words, limit, wanted))

    def errors(self) -> tuple[StoredError, ...]:
        """What could not be read, and was not read since."""
        with explained(self.path):
            rows = self._connection.execute(
                "select name, code, message, remedy, occurred_at from open_errors order by number"
            )
            return tuple(
                StoredError(name=name, code=code, message=message, remedy=remedy, occurred_at=occurred_at)
                for name, code, message, remedy, occurred_at in rows
            )

    # Comparing

    def stories(
        self, *, since: str | None = None, until: str | None = None, documents: int = 1, limit: int | None = None
    ) -> tuple[StoryLine, ...]:
        """The stories of at least so many documents that were told from `since` to `until` (days of publication), those told last
        first."""
        days = checked_filters(Filters(since=since, until=until))
        with explained(self.path):
            return tuple(
                stories.listed(
                    self._connection, since=days.since, until=days.until, documents=documents,
                    limit=_NO_LIMIT if limit is None else limit,
                )
            )  # fmt: skip

    def story(self, id: str) -> StoryTold:
        """A story ("y12") with its documents, their copies and its history; of one that was merged into another, that one.

        Raises:
            LedgerError: there is no such story.
        """
        number = stories.number_of(id)
        with explained(self.path):
            return stories.story(self._connection, stories.present(self._connection, number, self.path))

    def copies(self, id: str) -> tuple[CopyLine, ...]:
        """The documents that carry the same text as this one, with the passages that they share.

        Raises:
            LedgerError: there is no such document.
        """
        with explained(self.path):
            return tuple(stories.copies_of(self._connection, self._number(id)))

    def merge_stories(self, ids: Sequence[str], *, by: str, why: str | None = None) -> int:
        """Decides that stories are one: the first. Gives the decision's number."""
        from onrecord.comparing import judging_stories

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            numbers = [stories.present(self._connection, stories.number_of(id), self.path) for id in ids]
            return judging_stories.merge(self._connection, numbers, by=by, at=writing.now(), why=why)

    def split_story(self, id: str, documents: Sequence[str], *, by: str, why: str | None = None) -> str:
        """Decides that these documents of a story are of another one. Gives the id of the new story."""
        from onrecord.comparing import judging_stories

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            number = stories.present(self._connection, stories.number_of(id), self.path)
            parted = [self._number(document) for document in documents]
            _, new = judging_stories.split(self._connection, number, parted, by=by, at=writing.now(), why=why)
            return f"y{new}"

    def reject_from_story(self, id: str, document: str, *, by: str, why: str | None = None) -> str:
        """Decides that a document does not belong to a story; it has one of its own from then on, whose id this gives."""
        from onrecord.comparing import judging_stories

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            number = stories.present(self._connection, stories.number_of(id), self.path)
            _, new = judging_stories.reject(
                self._connection, number, self._number(document), by=by, at=writing.now(), why=why
            )
            return f"y{new}"

    def undo_on_stories(self, decision: int, *, by: str, why: str | None = None) -> int:
        """Takes a decision on stories back, which is a decision too."""
        from onrecord.comparing import judging_stories

        by, why = signed(by, why)
        with explained(self.path), self._writing():
            return judging_stories.undo(self._connection, decision, by=by, at=writing.now(), why=why)

    # Reviewing

    def accept(self, id: str, item: str, *, by: str, why: str | None = None) -> int:
        """Decides that an item of the document ("s3" of its current record) is right as it stands. Gives the decision's number.

        Raises (all decisions):
            LedgerError: there is no such document, or decision.
            UsageError: there is no such item, or the decision makes no sense for it. Nothing is stored.
        """
        return self._decide(id, "accept", [item], by, why)

    def correct(self, id: str, item: str, values: Mapping[str, object], *, by: str, why: str | None = None) -> int:
        """Decides what fields of an item are: `{"stance": "deny", "source": "a4", "cue": (120, 126)}`. References are ids of the
        document's current record, characters are (start, end), None is unknown."""
        return self._decide(id, "correct", [item], by, why, values=values)

    def reject(self, id: str, item: str, *, by: str, why: str | None = None) -> int:
        """Decides that the text does not say this."""
        return self._decide(id, "reject", [item], by, why)

    def merge(self, id: str, items: Sequence[str], *, by: str, why: str | None = None) -> int:
        """Decides that items of one kind are one: the first."""
        return self._decide(id, "merge", items, by, why)

    def split(
        self, id: str, item: str, parts: Sequence[Sequence[tuple[int, int]]], *, by: str, why: str | None = None
    ) -> int:
        """Decides that an item is several, each with its part of the item's characters; the first part keeps the id."""
        return self._decide(id, "split", [item], by, why, parts=parts)

    def undo(self, decision: int, *, by: str, why: str | None = None) -> int:
        """Takes a decision back, which is a decision too."""
        by, why = signed(by, why)
        with explained(self.path), self._writing():
            made = reviewing.undo(self._connection, self.path, decision, by=by, at=writing.now(), why=why)
            (number,) = self._connection.execute(
                "select document from decisions where number = ?", (decision,)
            ).fetchone()
            self._compare(number)
            return made

    def decisions(self, id: str | None = None) -> tuple[Decision, ...]:
        """The decisions on all documents, or on one, in order, each with what became of it in the current reading."""
        with explained(self.path):
            return tuple(reviewing.listed(self._connection, None if id is None else self._number(id)))

    # Inside

    def _decide(
        self,
        id: str,
        verb: Verb,
        items: Sequence[str],
        by: str,
        why: str | None,
        *,
        values: Mapping[str, object] | None = None,
        parts: Sequence[Sequence[tuple[int, int]]] = (),
    ) -> int:
        by, why = signed(by, why)
        with explained(self.path), self._writing():
            made = reviewing.decide(
                self._connection, self._number(id), self.text(id), verb, items,
                by=by, at=writing.now(), why=why, values=values or {}, parts=parts,
            )  # fmt: skip
            self._compare(self._number(id))
            return made

    def _compare_earlier(self) -> None:
        """Compares the documents that an earlier OnRecord, which compared nothing, added. Once for each opened ledger."""
        if self._all_compared:
            return
        with explained(self.path):
            missing = self._connection.execute(
                "select number from documents where number not in (select document from copies_sought) order by number"
            ).fetchall()
        for (number,) in missing:
            with explained(self.path), self._writing():
                self._compare(number)
        self._all_compared = True

    def _compare(self, number: int) -> None:
        """Brings the copies and the story of a document, and the happenings that it tells, up to date. Inside a transaction."""
        from onrecord.comparing.keeping import keep
        from onrecord.comparing.keeping_copies import group_of, keep_copies
        from onrecord.comparing.keeping_stories import keep_story

        changed = keep_copies(self._connection, number)
        keep_story(self._connection, number, group_of(self._connection, number))
        keep(self._connection, number, changed)

    def _lines(
        self, listed: Listed, line: type[queries.Line], filters: Filters | None, limit: int | None
    ) -> Iterator[queries.Line]:
        wanted = self._wanted(filters)
        with explained(self.path):
            yield from queries.lines(self._connection, listed, line, wanted, _NO_LIMIT if limit is None else limit)

    def _wanted(self, filters: Filters | None) -> Filters:
        """The filters as the ledger writes them; of a story that was merged into another, that one."""
        wanted = checked_filters(filters or Filters())
        if wanted.story is None:
            return wanted
        with explained(self.path):
            number = stories.present(self._connection, stories.number_of(wanted.story), self.path)
        return msgspec.structs.replace(wanted, story=f"y{number}")

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, which holds the right to write from its beginning, so that two adders wait for each other."""
        self._connection.execute("begin immediate")
        try:
            yield
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise

    def _resolve_errors(self, identity: str, name: str) -> None:
        waiting = [row[0] for row in self._connection.execute("select number from open_errors where name = ?", (name,))]
        if waiting:
            with self._writing():
                number = self._number(identity[:16])
                self._connection.executemany(
                    "insert or ignore into resolutions values (?, ?, ?)",
                    [(error, number, writing.now()) for error in waiting],
                )

    def _number(self, id: str) -> int:
        row = self._connection.execute("select number from documents where id = ?", (storable(id),)).fetchone()
        if row is None:
            raise LedgerError(f"The ledger {self.path} holds no document {id}.", "See what it holds: onrecord show")
        return int(row[0])


def _read(document: Document) -> Record:
    from onrecord.reading.reader import read_document

    return read_document(document)


def _storable(document: Document) -> Document:
    """The document with lone surrogates (of a file name, say) replaced, which no encoding can carry."""
    text = Document.of(document.text).text
    known = {column: storable(value) for column in writing.METADATA if (value := getattr(document, column)) is not None}
    return msgspec.structs.replace(document, text=text, **known)
