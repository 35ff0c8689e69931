"""Reviewers' decisions on happenings: stored, and asked before anything else when accounts are gathered.

A decision names accounts by their document and characters, which never change, so that it holds on after a document is read again.

    merge    these accounts are of one happening
    split    these accounts are not of the happening of those
    reject   this is no account of any happening
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from onrecord.comparing.tellings import Telling
from onrecord.errors import LedgerError, UsageError
from onrecord.records import Span

Verb = Literal["merge", "split", "reject"]
Anchor = tuple[str, int, int]
"""An account: the id of its document and its characters."""


class Judgement(NamedTuple):
    """A decision that holds."""

    number: int
    verb: Verb
    ones: tuple[Anchor, ...]
    others: tuple[Anchor, ...]


class Judgements(NamedTuple):
    """The decisions that hold, in their order."""

    every: tuple[Judgement, ...]

    def rejects(self, document: str, passage: Span) -> bool:
        """Whether a passage was decided to be no account."""
        return any(one.verb == "reject" and _meant(document, passage, one.ones) for one in self.every)

    def together(self, connection: sqlite3.Connection, telling: Telling) -> int | None:
        """The happening that a reviewer put a telling into, by another account of it that is there; the last decision wins."""
        for one in reversed(self.every):
            mine = _meant(telling.document, told_at(telling), one.ones)
            theirs = _meant(telling.document, told_at(telling), one.others)
            if not mine and not theirs:
                continue
            kin = one.ones if mine else one.others
            for anchors in [kin] if one.verb == "split" else [one.ones, one.others] if one.verb == "merge" else []:
                for happening in _happenings(connection, anchors, telling):
                    return happening
        return None

    def apart(self, connection: sqlite3.Connection, telling: Telling) -> set[int]:
        """The happenings that a reviewer took a telling out of."""
        found: set[int] = set()
        for one in self.every:
            if one.verb != "split":
                continue
            if _meant(telling.document, told_at(telling), one.ones):
                found.update(_happenings(connection, one.others, telling))
            elif _meant(telling.document, told_at(telling), one.others):
                found.update(_happenings(connection, one.ones, telling))
        return found


def judgements(connection: sqlite3.Connection) -> Judgements:
    """The decisions of a ledger that were not taken back."""
    rows = connection.execute(
        "select number, verb, ones, others, undoes from happening_decisions order by number"
    ).fetchall()
    undone: set[int] = set()
    for number, verb, _, _, undoes in reversed(rows):
        if verb == "undo" and number not in undone:
            undone.add(undoes)
    anchors = msgspec.json.Decoder(tuple[Anchor, ...]).decode
    return Judgements(
        tuple(
            Judgement(number, verb, anchors(ones), anchors(others))
            for number, verb, ones, others, _ in rows
            if verb != "undo" and number not in undone
        )
    )


def merge(connection: sqlite3.Connection, happenings: Sequence[int], *, by: str, at: str, why: str | None) -> int:
    """Decides that happenings are one: the first. The others keep their ids, which lead to it."""
    from onrecord.comparing.keeping import redraw

    stays, *rest = dict.fromkeys(happenings)
    if not rest:
        raise UsageError("One happening alone cannot be merged.", "Give two or more.")
    ones = _anchors(connection, "happening = ?", stays)
    others = [anchor for one in rest for anchor in _anchors(connection, "happening = ?", one)]
    number = _store(connection, "merge", ones, others, by, at, why)
    for other in rest:
        connection.execute("update accounts set happening = ? where happening = ?", (stays, other))
        redraw(connection, other)
        connection.execute("update happenings set merged_into = ? where number = ?", (stays, other))
    redraw(connection, stays)
    return number


def split(
    connection: sqlite3.Connection, accounts: Sequence[int], *, by: str, at: str, why: str | None
) -> tuple[int, int]:
    """Decides that some accounts of a happening are of another one. Gives the decision's number and the new happening's."""
    from onrecord.comparing.keeping import new_happening, redraw

    homes = {happening_of(connection, account) for account in accounts}
    if len(homes) != 1:
        raise UsageError("The accounts are of several happenings.", "Split one happening at a time.")
    (home,) = homes
    marks = ", ".join("?" * len(accounts))
    ones = _anchors(connection, f"number in ({marks})", *accounts)
    others = _anchors(connection, f"happening = ? and accounts.number not in ({marks})", home, *accounts)
    if not others:
        raise UsageError("These are all the accounts of the happening.", "Leave at least one where it is.")
    number = _store(connection, "split", ones, others, by, at, why)
    new = new_happening(connection)
    connection.execute(f"update accounts set happening = ? where number in ({marks})", (new, *accounts))
    redraw(connection, home)
    redraw(connection, new)
    return number, new


def reject(connection: sqlite3.Connection, account: int, *, by: str, at: str, why: str | None) -> int:
    """Decides that a passage is no account of a happening."""
    from onrecord.comparing.keeping import redraw

    home = happening_of(connection, account)
    number = _store(connection, "reject", _anchors(connection, "number = ?", account), [], by, at, why)
    connection.execute("delete from agreement_sides where account = ?", (account,))
    connection.execute("delete from account_keys where account = ?", (account,))
    connection.execute("delete from accounts where number = ?", (account,))
    redraw(connection, home)
    return number


def undo(connection: sqlite3.Connection, number: int, *, by: str, at: str, why: str | None) -> int:
    """Takes a decision back; the accounts that it was about are gathered anew.

    Raises:
        LedgerError: there is no such decision.
    """
    from onrecord.comparing.keeping import keep

    row = connection.execute("select ones, others from happening_decisions where number = ?", (number,)).fetchone()
    if row is None:
        raise LedgerError(f"The ledger holds no decision {number} on happenings.", "See them in happening_decisions.")
    made = connection.execute(
        "insert into happening_decisions (verb, ones, others, undoes, decided_by, decided_at, why)"
        " values ('undo', '[]', '[]', ?, ?, ?, ?)",
        (number, by, at, why),
    ).lastrowid
    assert made is not None
    anchors = [anchor for cell in row for anchor in msgspec.json.decode(cell, type=tuple[Anchor, ...])]
    for document in dict.fromkeys(document for document, _, _ in anchors):
        (place,) = connection.execute("select number from documents where id = ?", (document,)).fetchone()
        connection.execute(
            "update happenings set merged_into = null where number in (select happening from accounts where document = ?)",
            (place,),
        )
        keep(connection, place)
    return made


def happening_of(connection: sqlite3.Connection, account: int) -> int:
    """The happening of an account.

    Raises:
        LedgerError: there is no such account.
    """
    row = connection.execute("select happening from accounts where number = ?", (account,)).fetchone()
    if row is None:
        raise LedgerError(f"The ledger holds no account c{account}.", "See them with: onrecord accounts HAPPENING")
    return int(row[0])


def _store(
    connection: sqlite3.Connection,
    verb: Verb,
    ones: Sequence[Anchor],
    others: Sequence[Anchor],
    by: str,
    at: str,
    why: str | None,
) -> int:
    number = connection.execute(
        "insert into happening_decisions (verb, ones, others, decided_by, decided_at, why) values (?, ?, ?, ?, ?, ?)",
        (verb, msgspec.json.encode(ones).decode(), msgspec.json.encode(others).decode(), by, at, why),
    ).lastrowid
    assert number is not None
    return number


def _anchors(connection: sqlite3.Connection, where: str, *values: int) -> list[Anchor]:
    rows = connection.execute(
        "select documents.id, accounts.told_starts, accounts.told_ends from accounts join documents on documents.number = accounts.document"
        f" where accounts.{where} order by accounts.number",
        values,
    )
    return [(id, starts, ends) for id, starts, ends in rows]


def _happenings(connection: sqlite3.Connection, anchors: Sequence[Anchor], telling: Telling) -> list[int]:
    """The happenings in which the accounts are, without that of the telling itself."""
    found: list[int] = []
    for document, starts, ends in anchors:
        if document == telling.document and starts < told_at(telling).end and told_at(telling).start < ends:
            continue
        rows = connection.execute(
            "select happening from accounts where document = (select number from documents where id = ?)"
            " and told_starts < ? and ? < told_ends",
            (document, ends, starts),
        )
        found += [happening for (happening,) in rows if happening not in found]
    return found


def told_at(telling: Telling) -> Span:
    """The words that a telling is known by: its trigger, else its sentence."""
    return telling.triggers[0] if telling.triggers else telling.passage


def _meant(document: str, passage: Span, anchors: Sequence[Anchor]) -> bool:
    return any(id == document and start < passage.end and passage.start < end for id, start, end in anchors)
