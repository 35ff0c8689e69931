"""Reading copies back: which documents carry the same text, and where."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from onrecord.records import Span


class SharedPassage(msgspec.Struct, frozen=True, kw_only=True):
    """The same words in two documents."""

    left: Span
    right: Span
    words: int


class CopyLine(msgspec.Struct, frozen=True, kw_only=True):
    """That two documents carry the same text: `kind` is reprint, partial or update, `words` are those that both tell, `of_left` and
    `of_right` their part of what each tells."""

    left: str
    right: str
    kind: str
    words: int
    of_left: float
    of_right: float
    passages: tuple[SharedPassage, ...]


def copies_of(connection: sqlite3.Connection, document: int) -> Iterator[CopyLine]:
    """The copies that were found of a document, in the order in which they were added."""
    yield from _copy_lines(connection, "copies.left = ?1 or copies.right = ?1", document)


def _copy_lines(connection: sqlite3.Connection, where: str, value: int) -> Iterator[CopyLine]:
    rows = connection.execute(
        "select copies.left, copies.right, lefts.id, rights.id, kind, words, of_left, of_right, lefts.text, rights.text from copies"
        " join documents as lefts on lefts.number = copies.left join documents as rights on rights.number = copies.right"
        f" where {where} order by copies.right, copies.left",
        (value,),
    ).fetchall()
    for left, right, left_id, right_id, kind, words, of_left, of_right, left_text, right_text in rows:
        passages = connection.execute(
            "select left_starts, left_ends, right_starts, right_ends, words from passages where left = ? and right = ?"
            " order by position",
            (left, right),
        )
        yield CopyLine(
            left=left_id, right=right_id, kind=kind, words=words, of_left=of_left, of_right=of_right,
            passages=tuple(
                SharedPassage(left=Span.of(left_text, a, b), right=Span.of(right_text, c, d), words=n)
                for a, b, c, d, n in passages
            ),
        )  # fmt: skip
