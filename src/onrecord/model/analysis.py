"""What one pass over the text found: the ground that every step of the reading stands on.

Tokens and sentences are always there. What the model's heads give (`upos` … `attributions`) is None where no model ran, so
that a step can tell "not looked for" from "not found". Token indices are positions in `tokens`; ranges are half-open.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from onrecord.model.certainty import Ground
    from onrecord.model.event_head import EventGround


class Token(NamedTuple):
    """One token: code-point offsets into the document's text, and the characters there."""

    start: int
    end: int
    text: str


class Range(NamedTuple):
    """Tokens `first` to `last`, `last` excluded."""

    first: int
    last: int


class Entity(NamedTuple):
    """A named entity: its tokens, label (Person, Organization, Location, NORP, …) and probability."""

    first: int
    last: int
    label: str
    probability: float


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as the model sees it: token ranges of cue, source and content; any may be empty but the content.
    Probabilities are of the anchor (that there is an attribution), and of the source and content given it."""

    cue: tuple[Range, ...]
    source: tuple[Range, ...]
    content: tuple[Range, ...]
    probability: float
    source_probability: float
    content_probability: float


class Trigger(NamedTuple):
    """An event that some words tell of: the words, its PLOVER type and that type's probability, and which words of the sentence are its
    actors (who does it) and its recipients (to whom)."""

    first: int
    last: int
    kind: str
    probability: float
    actor: tuple[Range, ...] = ()
    recipient: tuple[Range, ...] = ()


@dataclass(frozen=True)
class Analysis:
    """Tokens and sentences of a text with what the model's heads say of them.

    `heads[i]` is the token that token i depends on, -1 at a root; `upos`, `deprels`, `lemmas` are one per token. So is `factuality`, which
    says of a word that tells of an event how far the text presents it as a fact: 3 it is so, 0 nobody can tell, -3 it is not so; of other
    words it says nothing. `trigger_scores[i]` are the probabilities that token i begins the telling of no event, or of one of each of
    `trigger_kinds`. `certainty` is what the head for the certainty of events reads from,
    `events` what the one that believes events or does not reads from.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Range, ...]
    upos: tuple[str, ...] | None = None
    heads: tuple[int, ...] | None = None
    deprels: tuple[str, ...] | None = None
    lemmas: tuple[str, ...] | None = None
    entities: tuple[Entity, ...] | None = None
    attributions: tuple[Attribution, ...] | None = field(default=None)
    triggers: tuple[Trigger, ...] | None = field(default=None)
    factuality: tuple[float, ...] | None = field(default=None)
    trigger_kinds: tuple[str, ...] = ()
    trigger_scores: tuple[tuple[float, ...], ...] | None = field(default=None)
    certainty: Ground | None = field(default=None, compare=False, repr=False)
    events: EventGround | None = field(default=None, compare=False, repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [token.end for token in self.tokens]

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [sentence.first for sentence in self.sentences]

    def tokens_between(self, start: int, end: int) -> Range:
        """The tokens that share a character with `text[start:end]`; `first == last` where none does."""
        first = bisect_right(self._ends, start)
        return Range(first, max(first, bisect_left(self._starts, end)))

    @cached_property
    def _entity_of(self) -> dict[int, Entity]:
        return {token: entity for entity in self.entities or () for token in range(entity.first, entity.last)}

    def entity_at(self, token: int) -> Entity | None:
        """The entity that a token belongs to, None where it belongs to none or no model ran."""
        return self._entity_of.get(token)

    def event_chance(self, token: int, kind: str) -> float:
        """The probability that a token begins the telling of an event of this type; 0 where the weights know no such type."""
        if self.trigger_scores is None or kind not in self.trigger_kinds:
            return 0.0
        return self.trigger_scores[token][1 + self.trigger_kinds.index(kind)]

    def sentence_of(self, token: int) -> int:
        """The index of the sentence that token belongs to."""
        return max(0, bisect_right(self._sentence_firsts, token) - 1)

    def characters(self, tokens: Range) -> tuple[int, int]:
        """Start and end offsets of a non-empty range of tokens."""
        return self.tokens[tokens.first].start, self.tokens[tokens.last - 1].end
