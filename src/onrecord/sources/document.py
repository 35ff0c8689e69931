"""A document: the text as it is stored, and what came with it. Everything later counts offsets into `text`."""

from __future__ import annotations

import hashlib
import re

import msgspec

_SURROGATE = re.compile("[\ud800-\udfff]")


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
        """A document of `text`, lone surrogates replaced by U+FFFD (the length stays the same), here and in what is known."""
        told = {key: storable(value) if value is not None else None for key, value in known.items()}
        return cls(name=storable(name), text=storable(text), **told)

    @property
    def id(self) -> str:
        """The first 16 hex digits of the SHA-256 of the stored text: the same text has the same id wherever it came from."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()[:16]


def storable(text: str) -> str:
    """`text` with each lone surrogate (of a broken file name, of a broken JSON escape) replaced by U+FFFD.

    >>> storable("caf\\udce9")
    'caf\ufffd'
    """
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)
