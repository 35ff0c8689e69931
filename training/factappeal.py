"""FactAppeal (single news sentences with in-line tags) → documents with attributions: an appeal is a content, its source a source.

The set marks no cues. The cue is taken to be the words between source and content, or, where they touch or only a comma parts them, the words
behind the source ("“…,” Ann Lee said on Monday").
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from onrecord.model.features import breaks
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

from .document import Document, Gold

Span = tuple[int, int]
_LONGEST_CUE, _BEHIND = 5, 1
_NOT_CUE = frozenset(("that", "the", "a", "an", "had", "has", "have", "would", "later", "also"))


class Marked(NamedTuple):
    """A sentence without its tags, and the character spans of its appeals (direct ones told apart) and sources."""

    text: str
    appeals: list[tuple[Span, bool]]
    sources: list[Span]


def marked(annotation: str) -> Marked:
    """Take the tags out of a sentence.

    >>> marked("<Source:Named:null>Shyu</Source:Named:null> said <Fact_Appeal:Indirect_Quote>it rains.</Fact_Appeal:Indirect_Quote>")
    Marked(text='Shyu said it rains.', appeals=[((10, 19), False)], sources=[(0, 4)])
    """
    text, begun = "", {}
    appeals: list[tuple[Span, bool]] = []
    sources: list[Span] = []
    for piece in re.split(r"(</?(?:Fact_|Source|Recipient|Appeal_)[^<>]*>)", annotation):
        if not re.fullmatch(r"</?(?:Fact_|Source|Recipient|Appeal_)[^<>]*>", piece):
            text += piece
        elif piece[1] != "/":
            begun[piece[1:-1]] = len(text)
        elif (start := begun.pop(piece[2:-1], None)) is not None:
            end = start + len(text[start:].rstrip())
            if piece.startswith("</Fact_Appeal"):
                appeals.append(((start, end), "Direct" in piece))
            elif piece.startswith("</Source:"):
                sources.append((start, end))
    return Marked(text, appeals, sources)


def sentences(path: Path) -> Iterator[Marked]:
    """The sentences of a file that appeal to a source."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found = marked(row["annotation"])
            if found.appeals and found.sources:
                yield found


def documents(folder: Path) -> list[Document]:
    """The training sentences with one source and appeals that lie on one side of it or around it."""
    out = []
    for number, one in enumerate(sentences(folder / "train.csv")):
        found = _document(f"factappeal-{number}", one)
        if found is not None:
            out.append(found)
    return out


def _document(name: str, one: Marked) -> Document | None:
    if len(one.sources) != 1:
        return None
    tokens = tokenize(one.text)
    offsets = [(token.start, token.end) for token in tokens]

    def words(span: Span) -> Span | None:
        inside = [n for n, (a, b) in enumerate(offsets) if a >= span[0] and b <= span[1]]
        return (inside[0], inside[-1] + 1) if inside else None

    source = words(one.sources[0])
    content = [found for span, _ in one.appeals if (found := words(span))]
    if source is None or not content:
        return None
    cue = _cue([token.text for token in tokens], source, content)
    if cue is None:
        return None
    return Document(
        name=name,
        words=[token.text for token in tokens],
        gaps=[i == 0 or offsets[i][0] > offsets[i - 1][1] for i in range(len(offsets))],
        breaks=breaks(one.text, offsets),
        sentences=[tuple(sentence) for sentence in split_sentences(one.text, tokens)],
        attributions=[Gold([source], [cue], content)],
        offsets=offsets,
        text=one.text,
    )


def _cue(words: list[str], source: Span, content: list[Span]) -> Span | None:
    """The words that tie content and source, None where there are too many or none to say."""
    before = [last for _, last in content if last <= source[0]]
    after = [first for first, _ in content if first >= source[1]]
    gap = (source[1], min(after)) if after else (max(before), source[0]) if before else None
    found = _trimmed(words, gap) if gap else None
    if found is None and before:
        found = _trimmed(words, (source[1], min(len(words), source[1] + _BEHIND)))
    return found if found and found[1] - found[0] <= _LONGEST_CUE else None


def _trimmed(words: list[str], span: Span) -> Span | None:
    """Without punctuation, auxiliaries and articles at either end; None where nothing is left."""
    first, last = span
    weak = [not word[0].isalpha() or word.lower() in _NOT_CUE for word in words[first:last]]
    while weak and weak[0]:
        weak, first = weak[1:], first + 1
    while weak and weak[-1]:
        weak, last = weak[:-1], last - 1
    if first >= last or any(not word[0].isalpha() for word in words[first:last]):
        return None
    return first, last
