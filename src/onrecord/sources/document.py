"""A document: the text as it is stored, and what came with it. Everything later counts offsets into `text`."""

from __future__ import annotations

import hashlib

import msgspec


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """One news text.

    `text` is stored as it came, line ends and odd characters included, because every offset counts its code points; only
    lone surrogates, which no encoding can carry, are replaced one for one. `published` is an ISO 8601 date (a time of day
    may follow), `language` an ISO 639-1 code or None where the text is too short to tell.

    >>> Document.of("He said no.", name="a").id
    '6c509c5d824aba9f'
    """

    name: str
    text: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    published: str | None = None
    language: str | None = None

    @classmethod
    def of(cls, text: str, *, name: str = "text", **known: str | None) -> Document:
        """A document of `text`, lone surrogates replaced by U+FFFD (the length stays the same)."""
        if not text.isascii():
            text = "".join("�" if "\ud800" <= c <= "\udfff" else c for c in text) if _has_surrogate(text) else text
        return cls(name=name, text=text, **known)

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the stored text: the same text has the same id wherever it came from."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:16]


def _has_surrogate(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False
