"""Keeps the copies of a ledger up to date: looks up what a new document may be a copy of, and writes down what is found.

All functions work inside a transaction of the ledger.
"""

from __future__ import annotations

import sqlite3
from collections import Counter

from onrecord.comparing.copies import Copy, compared, prepared
from onrecord.comparing.fingerprints import enough, fingerprints

_LATEST = 30  # documents looked at for one fingerprint, the latest
_MUCH = 0.3  # of a text
_COMPARED = 12  # documents aligned with a new one, those with the most fingerprints in common


def keep_copies(connection: sqlite3.Connection, document: int) -> list[int]:
    """Finds what earlier documents a document is a copy of; done once, since texts never change. Gives the earlier documents that are
    in another copy group now than before."""
    if connection.execute("select 1 from copies_sought where document = ?", (document,)).fetchone():
        return []
    mine = prepared(_text(connection, document))
    prints = fingerprints(mine.words)
    found: list[int] = []
    for other in _candidates(connection, prints):
        copy = compared(prepared(_text(connection, other)), mine)
        if copy is not None:
            _write(connection, other, document, copy)
            found.append(other)
    connection.executemany("insert into fingerprints values (?, ?)", [(each, document) for each in prints])
    connection.execute("insert into copies_sought values (?)", (document,))
    return _join(connection, document, found) if found else []


def group_of(connection: sqlite3.Connection, document: int) -> int | None:
    """The first document of the copy group that a document is in, None where it is in none."""
    row = connection.execute("select founder from copy_groups where document = ?", (document,)).fetchone()
    return None if row is None else int(row[0])


def _candidates(connection: sqlite3.Connection, prints: tuple[int, ...]) -> list[int]:
    found = [
        [
            document
            for (document,) in connection.execute(
                "select document from fingerprints where hash = ? order by document desc limit ?", (each, _LATEST)
            )
        ]
        for each in prints
    ]
    # What very many have in common is what outlets print around everything, unless it is much of the text: then all print the text.
    common_to_many = sum(len(documents) == _LATEST for documents in found)
    if common_to_many < _MUCH * len(prints):
        found = [documents for documents in found if len(documents) < _LATEST]
    shared = Counter(document for documents in found for document in documents)
    best: list[int] = []
    least = enough(len(prints), 0)  # what even the shortest must have
    ranked = sorted((one for one in shared.items() if one[1] >= least), key=lambda one: (-one[1], one[0]))
    for document, common in ranked:
        if len(best) == _COMPARED:
            break
        if common >= enough(len(prints), _characters(connection, document)):
            best.append(document)
    return best


def _write(connection: sqlite3.Connection, left: int, right: int, copy: Copy) -> None:
    connection.execute(
        "insert into copies (left, right, kind, words, of_left, of_right) values (?, ?, ?, ?, ?, ?)",
        (left, right, copy.kind, copy.words, round(copy.of_left, 4), round(copy.of_right, 4)),
    )
    connection.executemany(
        "insert into passages values (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (left, right, position, one.left.start, one.left.end, one.right.start, one.right.end, one.words)
            for position, one in enumerate(copy.passages)
        ],
    )


def _join(connection: sqlite3.Connection, document: int, copies: list[int]) -> list[int]:
    """Puts a document and all that it is a copy of into one group; groups that it ties together become one. Gives those that changed."""
    groups = {other: group_of(connection, other) for other in copies}
    founders = {group or other for other, group in groups.items()}
    founder = min(founders)
    changed = {other for other, group in groups.items() if group is None}
    for other in founders - {founder}:
        members = connection.execute("select document from copy_groups where founder = ?", (other,)).fetchall()
        changed |= {member for (member,) in members}
        connection.execute("update copy_groups set founder = ? where founder = ?", (founder, other))
    connection.executemany(
        "insert or ignore into copy_groups values (?, ?)", [(one, founder) for one in (*copies, document)]
    )
    return sorted(changed)


def _characters(connection: sqlite3.Connection, document: int) -> int:
    return int(connection.execute("select characters from documents where number = ?", (document,)).fetchone()[0])


def _text(connection: sqlite3.Connection, document: int) -> str:
    return str(connection.execute("select text from documents where number = ?", (document,)).fetchone()[0])
