"""Reading stories and copies back: what documents a story holds, which of them carry the same text, and what became of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import msgspec

from onrecord.errors import LedgerError, UsageError
from onrecord.records import Span

_DOCUMENTS = (
    "from story_documents join documents on documents.number = story_documents.document"
    " join current_readings as readings on readings.document = documents.number"
    " join appearances on appearances.number = readings.appearance"
    " left join copy_groups on copy_groups.document = documents.number"
    " left join documents as founders on founders.number = copy_groups.founder"
)
_ORDER = "order by ifnull(appearances.published, '9'), documents.number"


class StoryLine(msgspec.Struct, frozen=True, kw_only=True):
    """One story: its title is that of its first document. `origins`: documents, a copy group counted once. `documents` are their names,
    in order of publication."""

    story: str
    title: str
    first_published: str | None = None
    last_published: str | None = None
    origins: int
    outlets: int
    documents: tuple[str, ...]


class StoryDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document of a story. `copy_group` is the first document of its copy group, None where it is nobody's copy; `likeness` how like
    the story it was when it came, None where it began it or a reviewer put it there."""

    document: str
    name: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    copy_group: str | None = None
    likeness: float | None = None


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


class StoryChange(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a story: it began, a document joined or left, it was merged with another one or split. `by` is None where the
    machine did it; `decision` is the number of the reviewer's decision."""

    change: str
    document: str | None = None
    other: str | None = None
    by: str | None = None
    why: str | None = None
    decision: int | None = None
    at: str


class StoryTold(msgspec.Struct, frozen=True, kw_only=True):
    """A story with its documents, their copies, and its history."""

    story: StoryLine
    documents: tuple[StoryDocument, ...]
    copies: tuple[CopyLine, ...]
    history: tuple[StoryChange, ...]


def number_of(reference: str) -> int:
    """The number of story "y12" or "12".

    Raises:
        UsageError: it is none.

    >>> number_of("y12"), number_of("12")
    (12, 12)
    """
    digits = reference.strip().lower().removeprefix("y")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > 15:
        raise UsageError(f"{reference[:40]!r} is no story.", "Give its id, such as y12; see: onrecord stories")
    return int(digits)


def present(connection: sqlite3.Connection, story: int, path: object) -> int:
    """The number of the story that a story's id leads to now: its own, or that of the one that it was merged into.

    Raises:
        LedgerError: there is no such story.
    """
    asked = story
    for _ in range(10_000):
        row = connection.execute("select merged_into, documents from stories where number = ?", (story,)).fetchone()
        if row is None:
            break
        if row[0] is None:
            if row[1]:
                return story
            break
        story = row[0]
    raise LedgerError(f"The ledger {path} holds no story y{asked}.", "See what it holds: onrecord stories")


def listed(
    connection: sqlite3.Connection, *, since: str | None, until: str | None, documents: int, limit: int
) -> Iterator[StoryLine]:
    """The stories of at least so many documents that were told from `since` to `until`, those told last first."""
    rows = connection.execute(
        "select number from stories where merged_into is null and documents >= max(?, 1)"
        " and (?2 is null or last_published >= ?2) and (?3 is null or first_published <= ?3)"
        " order by last_published desc, number desc limit ?4",
        (documents, since, until, limit),
    ).fetchall()
    for (number,) in rows:
        yield _line(connection, number)


def story(connection: sqlite3.Connection, number: int) -> StoryTold:
    """A story with all that is known of it."""
    documents = tuple(
        StoryDocument(**dict(zip(StoryDocument.__struct_fields__, row, strict=True)))
        for row in connection.execute(
            "select documents.id, appearances.name, appearances.title, appearances.outlet, appearances.published, appearances.url,"
            f" founders.id, story_documents.likeness {_DOCUMENTS} where story_documents.story = ? {_ORDER}",
            (number,),
        )
    )
    history = tuple(
        StoryChange(
            change=change, document=document, other=None if other is None else f"y{other}", by=by, why=why, decision=decision, at=at
        )
        for change, document, other, by, why, decision, at in connection.execute(
            "select change, documents.id, story_history.other, decided_by, why, decision, at from story_history"
            " left join documents on documents.number = story_history.document"
            " left join story_decisions on story_decisions.number = story_history.decision"
            " where story_history.story = ? order by story_history.number",
            (number,),
        )
    )  # fmt: skip
    return StoryTold(
        story=_line(connection, number),
        documents=documents,
        copies=tuple(_copies(connection, number)),
        history=history,
    )


def copies_of(connection: sqlite3.Connection, document: int) -> Iterator[CopyLine]:
    """The copies that were found of a document, in the order in which they were added."""
    yield from _copy_lines(connection, "copies.left = ?1 or copies.right = ?1", document)


def _copies(connection: sqlite3.Connection, number: int) -> Iterator[CopyLine]:
    within = "(select document from story_documents where story = ?1)"
    yield from _copy_lines(connection, f"copies.left in {within} and copies.right in {within}", number)


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


def _line(connection: sqlite3.Connection, number: int) -> StoryLine:
    title, first, last = connection.execute(
        "select title, first_published, last_published from stories where number = ?", (number,)
    ).fetchone()
    rows = connection.execute(
        "select appearances.name, appearances.outlet, ifnull(copy_groups.founder, story_documents.document)"
        f" {_DOCUMENTS} where story_documents.story = ? {_ORDER}",
        (number,),
    ).fetchall()
    return StoryLine(
        story=f"y{number}",
        title=title,
        first_published=first,
        last_published=last,
        origins=len({origin for _, _, origin in rows}),
        outlets=len({outlet for _, outlet, _ in rows if outlet}),
        documents=tuple(name for name, _, _ in rows),
    )
