"""Which story does a document belong to? Decided when it comes, over the stories that have words in common with it.

A document is like a story if it is like all of it (the sum of its documents) and like the nearest of its late ones. The longer ago the story was
last told, the more alike they must be: the annual flood is another one. A story of months is followed in parts, since its late
documents drift away from the first (`LATE`) and one that went on for long asks for more (`_LONG`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nlargest
from math import inf, log1p
from typing import NamedTuple

import msgspec

from onrecord.comparing.story_words import Terms, similarity

LATE = 20
"""So many of a story's latest documents are looked at one by one."""

# Measured by: python -m benchmarks.stories ../shared
_ALIKE = 0.17  # the least likeness
_WHOLE = 0.3  # weight of the likeness to all of the story; the rest is that of its nearest documents
_NEAREST = 5  # so many of its late documents at most, on average
_A_DAY_OR_TWO = 2
_FADING = 0.02  # what each e-fold of days since then asks for in addition
_WINDOW = 730  # days after which nothing is of the story any more, however alike
_UNDATED = 30  # days that are taken to lie between two where one has no date
_LONG, _LASTING = 45, 0.04  # days that a story goes on; from then on, what each e-fold more asks for
_ONE = 0.42  # likeness of two stories that are one


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """A story as it is compared. `late` are the terms of its latest documents; days are ordinals, None where none has a date."""

    number: int
    terms: Terms
    first: int | None = None
    last: int | None = None
    late: tuple[Terms, ...] = ()


class Home(NamedTuple):
    """A story's number, and how alike they are."""

    number: int
    likeness: float


def home_of(terms: Mapping[str, float], day: int | None, stories: Sequence[Story]) -> Home | None:
    """The story of a document that was published on `day`; None where it begins one.

    >>> flood = Story(number=1, terms={"flood": 2.0, "bridge": 1.0}, first=10, last=10, late=({"flood": 1.0},))
    >>> home_of({"flood": 1.0}, 11, [flood]).number, home_of({"vote": 1.0}, 11, [flood])
    (1, None)
    """
    best = None
    for story in stories:
        nearest = nlargest(_NEAREST, (similarity(terms, one) for one in story.late))
        near = sum(nearest) / len(nearest) if nearest else 0.0
        likeness = _WHOLE * similarity(terms, story.terms) + (1 - _WHOLE) * near
        if likeness < _ALIKE + asked_for(day, story):
            continue
        if best is None or likeness > best.likeness:
            best = Home(story.number, round(likeness, 4))
    return best


def asked_for(day: int | None, story: Story) -> float:
    """What likeness the distance in time asks for in addition.

    >>> story = Story(number=1, terms={}, first=1, last=1)
    >>> asked_for(3, story), 0.07 < asked_for(50, story) < 0.09
    (0.0, True)
    """
    if day is None or story.first is None or story.last is None:
        return _FADING * log1p(_UNDATED)
    gap = max(story.first - day, day - story.last, 0)
    if gap > _WINDOW:
        return inf
    lasting = max(story.last, day) - min(story.first, day) - gap
    asked = _FADING * log1p(max(0, gap - _A_DAY_OR_TWO))
    return asked + (_LASTING * log1p((lasting - _LONG) / _LONG) if lasting > _LONG else 0.0)


def one_with(story: Story, others: Sequence[Story]) -> int | None:
    """The other story that a story turns out to be one with, now that a document joined them; None where it is none.

    >>> flood = Story(number=1, terms={"flood": 2.0, "bridge": 1.0}, first=10, last=10)
    >>> again = Story(number=2, terms={"flood": 1.0, "bridge": 1.0}, first=11, last=11)
    >>> one_with(again, [flood])
    1
    """
    best = None
    for other in others:
        if other.number == story.number:
            continue
        likeness = similarity(story.terms, other.terms)
        asked = max(asked_for(story.first, other), asked_for(story.last, other))
        if likeness >= _ONE + asked and (best is None or likeness > best.likeness):
            best = Home(other.number, likeness)
    return best.number if best else None
