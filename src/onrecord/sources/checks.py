"""What every document is checked for before it is read, wherever it came from."""

from __future__ import annotations

import re

import msgspec

from onrecord.errors import EmptyDocument, TooLarge, UnsupportedLanguage, UsageError
from onrecord.sources.dates import iso_date
from onrecord.sources.document import Document
from onrecord.sources.language import ENGLISH, language_name, recognise

MAX_CHARACTERS = 5_000_000
"""The longest text that is read as one document: more than a shelf of novels. It is a bound on memory, not on news."""

DATE_REMEDY = "Write it as 2024-11-05, or 2024-11-05T18:30."

_WORD = re.compile(r"[^\W_]")


def has_words(text: str) -> bool:
    """Whether there is one letter or digit in the text.

    >>> has_words("“…” —")
    False
    """
    return _WORD.search(text) is not None


def checked(document: Document, *, words_needed: bool = True) -> Document:
    """`document` with its language recognised and its date written as the record writes dates.

    A text too short or too mixed to tell its language passes with `language` None, and so does an empty one where
    `words_needed` is off (a row of a data set that happens to be empty has a record, with nothing in it).

    Raises:
        EmptyDocument: there is not one letter or digit in the text.
        TooLarge: the text is longer than `MAX_CHARACTERS`.
        UnsupportedLanguage: the text is surely not English.
        UsageError: `published` is no ISO 8601 date.

    >>> checked(Document.of("The mayor said that nobody was hurt.", name="a", published="2024-11-05 18:30")).published
    '2024-11-05T18:30:00'
    """
    if words_needed and not has_words(document.text):
        raise EmptyDocument(
            f"{document.name} holds no text.", "Give a document with words in it, or leave this one out."
        )
    if len(document.text) > MAX_CHARACTERS:
        raise TooLarge(
            f"{document.name} holds {len(document.text):,} characters, and one document may hold {MAX_CHARACTERS:,}.",
            "Split it into its articles.",
        )
    published = document.published
    if published is not None and (published := iso_date(published)) is None:
        raise UsageError(
            f"{document.name}: the publication date {str(document.published)[:40]!r} is no ISO 8601 date.", DATE_REMEDY
        )
    language = document.language or recognise(document.text)
    if language is not None and language != ENGLISH:
        raise UnsupportedLanguage(
            f"{document.name} is in {language_name(language)}.", "OnRecord reads English: give an English text."
        )
    return msgspec.structs.replace(document, published=published, language=language)
