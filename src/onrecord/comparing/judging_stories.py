"""Reviewers' decisions on stories: two are one, a part is another, a document does not belong. They always win over the machine: what
was merged stays one, what was parted is never joined again, and a document that was moved stays where it was put.

All functions work inside a transaction of the ledger.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from onrecord.comparing.keeping_stories import begin, redraw, told
from onrecord.errors import LedgerError, UsageError

Move = tuple[int, int, int]
"""A document, its story before, its story after."""


def merge(connection: sqlite3.Connection, stories: Sequence[int], *, by: str, at: str, why: str | None) -> int:
    """Decides that stories are one: the first. Gives the last decision's number.

    Raises:
        UsageError: there are not two different ones.
    """
    kept, *others = dict.fromkeys(stories)
    if not others:
        raise UsageError("A story cannot be merged with itself.", "Name another one: onrecord story y12 --merge y15")
    decision = 0
    for other in others:
        moves = [(document, other, kept) for document in _documents(connection, other)]
        decision = _store(connection, "merge", kept, other, moves, by=by, at=at, why=why)
        connection.execute("update stories set merged_into = ? where number = ?", (kept, other))
        _move(connection, moves)
        told(connection, kept, "merged", other=other, decision=decision)
    return decision


def split(
    connection: sqlite3.Connection, story: int, documents: Sequence[int], *, by: str, at: str, why: str | None
) -> tuple[int, int]:
    """Decides that some documents of a story are of another one. Gives the decision's number and the new story's.

    Raises:
        UsageError: they are not of this story, or are all of it.
    """
    return _part(connection, "split", story, tuple(dict.fromkeys(documents)), by=by, at=at, why=why)


def reject(
    connection: sqlite3.Connection, story: int, document: int, *, by: str, at: str, why: str | None
) -> tuple[int, int]:
    """Decides that a document does not belong to its story: it stands alone from now on. Gives the decision's number and the new
    story's.

    Raises:
        UsageError: it is not of this story, or is all of it.
    """
    return _part(connection, "reject", story, (document,), by=by, at=at, why=why)


def undo(connection: sqlite3.Connection, decision: int, *, by: str, at: str, why: str | None) -> int:
    """Takes a decision back: documents that are still where it put them go back. Gives the number of this decision.

    Raises:
        LedgerError: there is no such decision.
        UsageError: it was taken back already, or is itself an undo.
    """
    row = connection.execute(
        "select verb, story, other, documents from story_decisions where number = ?", (decision,)
    ).fetchone()
    if row is None:
        raise LedgerError(f"There is no decision {decision} on stories.", "See: onrecord story ID")
    verb, story, other, stored = row
    if verb == "undo" or connection.execute("select 1 from story_decisions where undoes = ?", (decision,)).fetchone():
        raise UsageError(f"Decision {decision} cannot be taken back (again).", "Decide anew instead.")
    back = [(document, after, before) for document, before, after in json.loads(stored)]
    back = [move for move in back if move[1] == _story(connection, move[0])]
    number = _store(connection, "undo", story, other, back, by=by, at=at, why=why, undoes=decision)
    if verb == "merge":
        connection.execute("update stories set merged_into = null where number = ?", (other,))
    _move(connection, back)
    change = "split" if verb == "merge" else "merged"
    told(connection, story, change, other=other, decision=number)
    if verb != "merge" and other is not None and not _documents(connection, other):
        connection.execute("update stories set merged_into = ? where number = ?", (story, other))
    return number


def _part(
    connection: sqlite3.Connection,
    verb: str,
    story: int,
    documents: Sequence[int],
    *,
    by: str,
    at: str,
    why: str | None,
) -> tuple[int, int]:
    held = set(_documents(connection, story))
    if not documents or not held.issuperset(documents):
        raise UsageError(f"Not all of these documents are of story y{story}.", f"See: onrecord story y{story}")
    if held == set(documents):
        raise UsageError(f"These are all the documents of story y{story}.", "Leave at least one where it is.")
    (title,) = connection.execute(
        "select ifnull(title, id) from documents where number = ?", (min(documents),)
    ).fetchone()
    new = begin(connection, title)
    moves = [(document, story, new) for document in documents]
    decision = _store(connection, verb, story, new, moves, by=by, at=at, why=why)
    _move(connection, moves)
    told(connection, story, "split", other=new, decision=decision)
    for document in documents:
        told(connection, story, "left", document=document, other=new, decision=decision)
    told(connection, new, "began", document=min(documents), other=story, decision=decision)
    return decision, new


def _move(connection: sqlite3.Connection, moves: Sequence[Move]) -> None:
    connection.executemany(
        "update story_documents set story = ?, likeness = null where document = ?",
        [(after, document) for document, _, after in moves],
    )
    for story in sorted({story for _, *both in moves for story in both}):
        redraw(connection, story)


def _documents(connection: sqlite3.Connection, story: int) -> list[int]:
    found = connection.execute("select document from story_documents where story = ? order by document", (story,))
    return [int(document) for (document,) in found]


def _story(connection: sqlite3.Connection, document: int) -> int | None:
    row = connection.execute("select story from story_documents where document = ?", (document,)).fetchone()
    return None if row is None else int(row[0])


def _store(
    connection: sqlite3.Connection,
    verb: str,
    story: int,
    other: int | None,
    moves: Sequence[Move],
    *,
    by: str,
    at: str,
    why: str | None,
    undoes: int | None = None,
) -> int:
    number = connection.execute(
        "insert into story_decisions (verb, story, other, documents, undoes, decided_by, decided_at, why)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        (verb, story, other, json.dumps(moves), undoes, by, at, why),
    ).lastrowid
    assert number is not None
    return number
