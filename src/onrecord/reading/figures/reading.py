"""A figure in the making, between the tokens and the record."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.figures.bounds import Bounded
from onrecord.reading.figures.counted import Counted
from onrecord.records import FigureCategory, FigureRole

HUMAN = frozenset(("people", "troops"))
# Set by judgement after reading 20 raw articles, not yet calibrated against a labelled set.
CONFIDENCE = {"unit": 0.97, "harm": 0.9, "noun": 0.93, "bare": 0.75, "vague": 0.85}


@dataclass(frozen=True)
class Reading:
    """A figure in the making: its tokens, interval, what is counted and the category settled on. `sentence` is the sentence's
    first token, `whole` the place in the document's figures of the one that this is a part of."""

    bounds: Bounded
    counted: Counted
    category: FigureCategory
    unit: str | None
    confidence: float
    sentence: int
    whole: int | None = None
    role: FigureRole | None = None

    @property
    def last(self) -> int:
        """The token after the figure and what it counts."""
        return max(self.bounds.last, self.counted.last)
