"""A figure in the making, between the tokens and the record."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.figures.bounds import Bounded
from onrecord.reading.figures.counted import Counted
from onrecord.records import FigureCategory

HUMAN = frozenset(("people", "troops"))
# Set by judgement after reading 20 raw articles, not yet calibrated against a labelled set.
CONFIDENCE = {"unit": 0.97, "harm": 0.9, "noun": 0.93, "bare": 0.75, "vague": 0.85}


@dataclass(frozen=True)
class Reading:
    """A figure in the making: its tokens, interval, what is counted and the category settled on."""

    bounds: Bounded
    counted: Counted
    category: FigureCategory
    unit: str | None
    confidence: float
    sentence: int
