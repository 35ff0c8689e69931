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
