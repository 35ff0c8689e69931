"""Keeps the stories of a ledger up to date: looks up the stories a new document may belong to, applies what `stories` decides, and
writes down what changed.

All functions work inside a transaction of the ledger.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import msgspec

from onrecord.comparing.stories import LATE, Home, Story, home_of, one_with
from onrecord.comparing.story_words import Terms, terms

_KEYS = 16  # a document's stems by which its story is looked up
_LATEST = 40  # stories looked at for one stem, those begun last
_LOOKED_AT = 12  # stories compared with a document, those with the most such stems
_KEPT = 160  # stems of a story

_encode = msgspec.json.Encoder().encode
_terms = msgspec.json.Decoder(dict[str, float]).decode


def keep_story(connection: sqlite3.Connection, document: int, founder: int | None = None) -> int:
    """Finds or begins the story of a document; done once. `founder` is the first document of its copy group. Gives its story."""
    known = story_of(connection, document)
    if known is not None:
        return known
    title, published, text = connection.execute(
        "select appearances.title, appearances.published, documents.text from documents"
        " join current_readings as readings on readings.document = documents.number"
        " join appearances on appearances.number = readings.appearance where documents.number = ?",
        (document,),
    ).fetchone()
    weights, day = terms(title, text), ordinal(published)
    candidates = _candidates(connection, weights)
    home = _with_its_copy(connection, document, founder) or home_of(weights, day, candidates)
    number = home.number if home else begin(connection, title or text.split("\n", 1)[0][:120].strip())
    connection.execute(
        "insert into story_documents values (?, ?, ?, ?, ?)",
        (document, number, home.likeness if home else None, published, _encode(weights).decode()),
    )
    told(connection, number, "joined" if home else "began", document=document)
    _take_in(connection, number, weights, published)
    if home is not None:
        number = _merge_where_one(connection, number, candidates)
    return number


def story_of(connection: sqlite3.Connection, document: int) -> int | None:
    """The story of a document, None where it has none yet."""
    row = connection.execute("select story from story_documents where document = ?", (document,)).fetchone()
    return None if row is None else int(row[0])


def begin(connection: sqlite3.Connection, title: str) -> int:
    """A story without documents yet."""
    number = connection.execute("insert into stories (title, terms, documents) values (?, '{}', 0)", (title,)).lastrowid
    assert number is not None
    return number


def told(
    connection: sqlite3.Connection,
    story: int,
    change: str,
    *,
    document: int | None = None,
    other: int | None = None,
    decision: int | None = None,
) -> None:
    """Writes down what became of a story."""
    connection.execute(
        "insert into story_history (story, change, document, other, decision, at) values (?, ?, ?, ?, ?, ?)",
        (story, change, document, other, decision, datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")),
    )


def redraw(connection: sqlite3.Connection, story: int) -> None:
    """Makes what is known of a story again of its documents, after some came from or went to another."""
    rows = connection.execute(
        "select terms, published from story_documents where story = ? order by document", (story,)
    ).fetchall()
    summed: Counter[str] = Counter()
    for weights, _ in rows:
        summed.update(_terms(weights))
    days = sorted(published[:10] for _, published in rows if published)
    _write(connection, story, dict(summed), days[0] if days else None, days[-1] if days else None, len(rows))


def ordinal(published: str | None) -> int | None:
    """The day of a publication date as a number; None where it is none, or no whole day.

    >>> ordinal("2024-11-05T08:00:00Z") - ordinal("2024-11-04"), ordinal("2024-11")
    (1, None)
    """
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _with_its_copy(connection: sqlite3.Connection, document: int, founder: int | None) -> Home | None:
    """The story of the document's closest copy."""
    if founder is None:
        return None
    row = connection.execute(
        "select story, max(max(of_left, of_right)) from copies join story_documents on story_documents.document = copies.left"
        " where copies.right = ?",
        (document,),
    ).fetchone()
    return None if row is None or row[0] is None else Home(int(row[0]), float(row[1]))


def _candidates(connection: sqlite3.Connection, weights: Terms) -> list[Story]:
    shared: Counter[int] = Counter()
    for term in list(weights)[:_KEYS]:
        shared.update(
            story
            for (story,) in connection.execute(
                "select story from story_terms where term = ? order by story desc limit ?", (term, _LATEST)
            )
        )
    best = sorted(shared.items(), key=lambda one: (-one[1], -one[0]))[:_LOOKED_AT]
    return [story for number, _ in best if (story := _story(connection, number)) is not None]


def _story(connection: sqlite3.Connection, number: int, *, late: bool = True) -> Story | None:
    row = connection.execute(
        "select terms, first_published, last_published from stories where number = ? and merged_into is null", (number,)
    ).fetchone()
    if row is None:
        return None
    latest: Iterable[tuple[str]] = ()
    if late:
        latest = connection.execute(
            "select terms from story_documents where story = ? order by document desc limit ?", (number, LATE)
        )
    return Story(
        number=number,
        terms=_terms(row[0]),
        first=ordinal(row[1]),
        last=ordinal(row[2]),
        late=tuple(_terms(weights) for (weights,) in latest),
    )


def _take_in(connection: sqlite3.Connection, story: int, weights: Terms, published: str | None) -> None:
    stored, first, last, documents = connection.execute(
        "select terms, first_published, last_published, documents from stories where number = ?", (story,)
    ).fetchone()
    summed = _terms(stored)
    for term, weight in weights.items():
        summed[term] = summed.get(term, 0.0) + weight
    if ordinal(published) is not None and published is not None:
        day = published[:10]
        first, last = min(first or day, day), max(last or day, day)
    _write(connection, story, summed, first, last, documents + 1)


def _write(
    connection: sqlite3.Connection, story: int, summed: Terms, first: str | None, last: str | None, documents: int
) -> None:
    kept = sorted(summed.items(), key=lambda one: (-one[1], one[0]))[:_KEPT]
    connection.execute(
        "update stories set terms = ?, first_published = ?, last_published = ?, documents = ? where number = ?",
        (_encode({term: round(weight, 4) for term, weight in kept}).decode(), first, last, documents, story),
    )
    now = {term for term, _ in kept[:_KEYS]} if documents else set()
    before = {term for (term,) in connection.execute("select term from story_terms where story = ?", (story,))}
    connection.executemany("insert into story_terms values (?, ?)", [(term, story) for term in sorted(now - before)])
    connection.executemany(
        "delete from story_terms where term = ? and story = ?", [(term, story) for term in sorted(before - now)]
    )


def _merge_where_one(connection: sqlite3.Connection, number: int, candidates: Sequence[Story]) -> int:
    """Where the story turns out to be another one too, and no reviewer told them apart, the later becomes the earlier."""
    story = _story(connection, number, late=False)
    if story is None:
        return number
    apart = _told_apart(connection, number)
    other = one_with(story, [one for one in candidates if one.number not in apart])
    if other is None:
        return number
    kept, gone = min(number, other), max(number, other)
    absorb(connection, kept, gone)
    told(connection, kept, "merged", other=gone)
    return kept


def absorb(connection: sqlite3.Connection, kept: int, gone: int) -> None:
    """All documents of one story become those of another; the id of the former leads to the latter."""
    connection.execute("update story_documents set story = ? where story = ?", (kept, gone))
    connection.execute("update stories set merged_into = ? where number = ?", (kept, gone))
    redraw(connection, gone)
    redraw(connection, kept)


def _told_apart(connection: sqlite3.Connection, story: int) -> frozenset[int]:
    """The stories that reviewers parted from this one, with a decision that still holds."""
    found = connection.execute(
        "select story, other from story_decisions as decision where verb in ('split', 'reject') and (story = ?1 or other = ?1)"
        " and number not in (select undoes from story_decisions where undoes is not null)",
        (story,),
    )
    return frozenset(number for pair in found for number in pair if number is not None) - {story}
