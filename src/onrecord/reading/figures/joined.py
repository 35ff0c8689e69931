"""Two figures that are one, or a part and its whole: "more than 10 but fewer than 20", "22 of the 60 passengers"."""

from __future__ import annotations

from dataclasses import replace

from onrecord.reading.figures.harm import HARMS
from onrecord.reading.figures.numbers import Words
from onrecord.reading.figures.reading import HUMAN, Reading

_SHARED_REACH = 4  # words from a number to the next with which it shares its noun


def part_of_whole(words: Words, part: Reading, whole: Reading) -> tuple[Reading, Reading]:
    """ "54 of 75 drones": the 54 are drones too. "22 of the 60 passengers drowned": the 22 did, the 60 did not."""
    between = words.lower[part.bounds.last : whole.bounds.first]
    if part.counted.last > part.counted.first or part.unit or whole.unit or not between or between[0] != "of":
        return part, whole
    if any(word not in words.tables.contexts["skip before noun"] for word in between):
        return part, whole
    harmed = [one.category for one in (part, whole) if one.category in HARMS]
    category = harmed[0] if harmed else whole.counted.category or "other"
    if whole.category in HARMS and whole.counted.category in HUMAN and not _is_qualified(words, whole.counted.last):
        return replace(part, counted=whole.counted, category=whole.category), replace(
            whole, category=whole.counted.category
        )
    return replace(part, counted=whole.counted, category=category), whole


def _is_qualified(words: Words, index: int) -> bool:
    """Whether the participle at token `index` tells which ones are meant: "two of the 12 people killed were children"."""
    harmed = words.tables.harms["verb"].at(words.lower, index)
    return harmed is not None and words.word(index + harmed[0]) in words.tables.contexts["after qualifier"]


def with_shared_noun(words: Words, one: Reading, other: Reading) -> Reading:
    """ "10,000 South Korean and about 3,000 American troops": all of them are troops."""
    between = range(one.bounds.last, other.bounds.first)
    bare = one.counted.last == one.counted.first and one.category == "other" and one.unit is None and other.unit is None
    if not bare or not 1 < len(between) <= _SHARED_REACH or words.word(between[-1]) != "and":
        return one
    if not all(words.raw(index).isalpha() and words.raw(index)[0].isupper() for index in between[:-1]):
        return one
    return replace(one, counted=other.counted, category=other.category)


def both_ends(words: Words, one: Reading, other: Reading) -> Reading | None:
    """ "more than 10 but fewer than 20 trucks": one figure with two ends."""
    a, b = one.bounds, other.bounds
    between = tuple(words.lower[a.last : b.first])
    if (
        one.unit != other.unit
        or one.counted.last > one.counted.first
        or between not in (("and",), ("but",), (",", "but"), (",",))
    ):
        return None
    if a.high is None and b.low is None and a.low is not None and b.high is not None and a.low < b.high:
        return replace(other, bounds=replace(b, first=a.first, low=a.low))
    if a.low is None and b.high is None and a.high is not None and b.low is not None and b.low < a.high:
        return replace(other, bounds=replace(b, first=a.first, high=a.high))
    return None
