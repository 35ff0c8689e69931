"""Worldwide news (one token and its BIO tag a line) → documents with entities; every fifth file is held out."""

from __future__ import annotations

from pathlib import Path

from .document import Document
from .labels import ENTITIES, bio

_TAGS = {tag: number for number, tag in enumerate(bio(ENTITIES))}


def held_out(number: int) -> bool:
    """Whether the file at this place of the sorted list is measured on and never trained on."""
    return number % 5 == 4


def documents(folder: Path, held: bool) -> list[Document]:
    """The held-out fifth, or the rest."""
    return [_document(path) for n, path in enumerate(sorted(folder.glob("*.tsv"))) if held_out(n) == held]


def _document(path: Path) -> Document:
    words: list[str] = []
    tags: list[int] = []
    sentences: list[tuple[int, int]] = []
    first = 0
    for line in [*path.read_text("utf-8").split("\n"), ""]:
        fields = line.split()
        if len(fields) == 1 and fields[0].startswith("http"):
            continue
        named = (field for field in fields[1:] if field in _TAGS)  # further columns hold the names inside a name
        tag = next(named, None)
        if tag is not None:
            words.append(fields[0])
            tags.append(_TAGS[tag])
        elif not fields and len(words) > first:
            sentences.append((first, len(words)))
            first = len(words)
    breaks = [0] * len(words)
    if words:
        breaks[0] = 2
    return Document(path.name, words, [True] * len(words), breaks, sentences, entities=tags)
