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
class Event:
    """One event: the words of its trigger, the number of its PLOVER type, and the word ranges of its actors and recipients."""

    trigger: tuple[int, int]
    kind: int
    actors: list[tuple[int, int]]
    recipients: list[tuple[int, int]]


@dataclass
class Document:
    """Words with the features that need the text, sentences as word ranges, and the labels of one gold set.

    `topic` are the trigger tags one of which stands somewhere in the document, at the trigger of an event between `pair`, an actor and a
    recipient, where that is known; `factuality` is one number a word, not a number where
    nothing is known, on the scale of the gold set number `scale`.
    """

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
    triggers: Labels | None = None
    events: list[Event] = field(default_factory=list)
    topic: tuple[int, ...] = ()
    pair: tuple[tuple[int, int], tuple[int, int]] | None = None
    factuality: list[float] | None = None
    scale: int = 0
    offsets: list[tuple[int, int]] = field(default_factory=list)
    text: str = ""
