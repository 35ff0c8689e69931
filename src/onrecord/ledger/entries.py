"""What the ledger gives back: plain frozen records."""

from __future__ import annotations

from typing import Literal, NamedTuple

import msgspec

Outcome = Literal["added", "known", "appeared", "reread"]
"""What adding did. added: the text was new. known: nothing changed. appeared: the text was there, now also under another name, outlet,
address or date. reread: as before, and its first publication date let it be read again, so that "Tuesday" is a date now."""


class Addition(NamedTuple):
    """The answer to `Ledger.add`: the document's id and what happened."""

    id: str
    outcome: Outcome


class Appearance(msgspec.Struct, frozen=True, kw_only=True):
    """One name, outlet, address or date under which a text came."""

    name: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    seen_at: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One document of the ledger, without its text: as its current reading has it, with the number of its values."""

    id: str
    name: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    language: str | None = None
    characters: int
    statements: int
    events: int
    figures: int
    times: int
    places: int
    appearances: int
    added_at: str


class StoredError(msgspec.Struct, frozen=True, kw_only=True):
    """A document that could not be read, and was not read since. `code` is one of `onrecord.errors`."""

    name: str
    code: str
    message: str
    remedy: str
    occurred_at: str


class Piece(msgspec.Struct, frozen=True):
    """A piece of a snippet; `match` where it is one of the words looked for."""

    text: str
    match: bool = False


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A document in which the words were found. The pieces of `snippet` joined are a stretch of its text, with "…" where it was cut."""

    id: str
    name: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    snippet: tuple[Piece, ...]


class StatementLine(msgspec.Struct, frozen=True, kw_only=True):
    """A statement in words, as `statements_view` has it. `review` is the last decision on it that holds; `starts` and `ends` are the
    outermost characters of its content."""

    document: str
    name: str
    outlet: str | None
    published: str | None
    statement: str
    speaker: str | None
    role: str | None
    country: str | None
    stance: str
    cue: str | None
    kind: str
    content: str
    channel: str | None
    said_from: str | None
    said_before: str | None
    addressee: str | None
    within: str | None
    confidence: float
    review: str | None
    starts: int
    ends: int


class EventLine(msgspec.Struct, frozen=True, kw_only=True):
    """An event in words, as `events_view` has it. `words` is the trigger; `speaker` who says so, None where the article does."""

    document: str
    name: str
    outlet: str | None
    published: str | None
    event: str
    actors: str | None
    type: str
    mode: str | None
    words: str
    recipients: str | None
    status: str
    certainty: str
    happened_from: str | None
    happened_before: str | None
    place: str | None
    country: str | None
    figures: str | None
    speaker: str | None
    according_to: str | None
    confidence: float
    review: str | None
    starts: int
    ends: int


class FigureLine(msgspec.Struct, frozen=True, kw_only=True):
    """A figure in words, as `figures_view` has it."""

    document: str
    name: str
    outlet: str | None
    published: str | None
    figure: str
    words: str
    low: float | int | None
    high: float | int | None
    approximate: bool
    counted: str | None
    category: str
    unit: str | None
    of: str | None
    event_words: str | None
    event_type: str | None
    event: str | None
    speaker: str | None
    confidence: float
    review: str | None
    starts: int
    ends: int
