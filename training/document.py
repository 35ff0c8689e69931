"""What every reader of a gold set returns: one document as words, sentences and whatever labels the set has."""

from __future__ import annotations

from dataclasses import dataclass, field

Labels = list[int]
NONE = -100
"""The label of a word that says nothing: it is left out of the loss."""


@dataclass
class Gold:
    """One attribution: the word ranges (half-open) of each role."""

    source: list[tuple[int, int]]
    cue: list[tuple[int, int]]
    content: list[tuple[int, int]]


@dataclass
class Document:
    """Words with the features that need the text, sentences as word ranges, and the labels of one gold set."""

    name: str
    words: list[str]
    gaps: list[bool]
    breaks: list[int]
    sentences: list[tuple[int, int]]
    attributions: list[Gold] | None = None
    annotator: int = 0
    entities: Labels | None = None
    politics: Labels | None = None
    upos: Labels | None = None
    heads: Labels | None = None
    deprels: Labels | None = None
    offsets: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""
