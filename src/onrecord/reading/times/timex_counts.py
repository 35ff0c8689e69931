"""Counting words → numbers: "twenty-one", "a dozen", "a couple of", "2.5", "several" (no number)."""

from __future__ import annotations

from onrecord.reading.times.timex_patterns import Phrase

_LETTER = {
    "second": ("PT", 1, "S"), "minute": ("PT", 1, "M"), "hour": ("PT", 1, "H"), "day": ("P", 1, "D"),
    "week": ("P", 1, "W"), "fortnight": ("P", 2, "W"), "month": ("P", 1, "M"), "quarter": ("P", 1, "Q"),
    "year": ("P", 1, "Y"), "decade": ("P", 10, "Y"), "century": ("P", 100, "Y"), "weekend": ("P", 2, "D"),
}  # fmt: skip
_HALF = {"minute": "30S", "hour": "30M", "year": "6M", "day": "T12H"}  # half of one, as the next smaller unit
_HALVES = {"hour": "PT30M", "minute": "PT30S", "year": "P6M", "decade": "P5Y", "century": "P50Y", "day": "PT12H"}
_VAGUE_LETTER = {"decade": "PXY", "century": "PXY", "fortnight": "PXW"}
_LARGEST = {"day": 400_000, "week": 60_000, "month": 13_000, "year": 1_100, "decade": 100, "century": 10}


def count_of(phrase: Phrase) -> float | None:
    """How many units the phrase counts; None where its words are vague ("several", "hundreds of").

    >>> count_of(Phrase("ago", 0, 3, {"number": ["20", "1"], "hyphen": ["-"], "units": ["year"]}))
    21
    """
    if phrase.has("vague", "many", "some"):
        return None
    numbers = [_number(n) for n in phrase.bound.get("number", ())]
    found: float
    if phrase.has("hundred"):
        found = (numbers[0] if numbers else 1) * int(phrase.value("hundred")) + sum(numbers[1:])
    elif numbers:
        if len(numbers) > 1 and not (numbers[0] % 10 == 0 and 20 <= numbers[0] <= 90 and numbers[1] < 10):
            return None
        found = sum(numbers)
    elif phrase.has("dozen", "couple"):
        found = int(phrase.value("dozen") or phrase.value("couple"))
    elif phrase.has("article", "another"):
        found = 1
    elif phrase.has("half"):
        return 0.5
    else:
        return None
    if phrase.has("half"):
        found = found * 0.5 if phrase.value("half") and not phrase.has("number") and _halves(phrase) else found + 0.5
    if phrase.has("fraction"):
        found += float(phrase.value("fraction"))
    return found


def fits(count: float, unit: str) -> bool:
    """Whether so many units lie within the calendar at all."""
    return unit not in _LARGEST or count <= _LARGEST[unit]


def _halves(phrase: Phrase) -> bool:
    """Half a year, a half-hour: one article; a year and a half has two."""
    return len(phrase.bound.get("article", ())) < 2


def _number(text: str) -> float:
    found = float(text.replace(",", ""))
    return int(found) if found.is_integer() else found


def duration_timex(count: float | None, unit: str) -> str:
    """The TIMEX3 duration of so many units; X where the number is open.

    >>> [duration_timex(3, "month"), duration_timex(2.5, "year"), duration_timex(None, "day"), duration_timex(2, "decade"), duration_timex(0.5, "hour")]
    ['P3M', 'P2Y6M', 'PXD', 'P20Y', 'PT30M']
    """
    prefix, factor, letter = _LETTER[unit]
    if count is None:
        return _VAGUE_LETTER.get(unit, f"{prefix}X{letter}")
    if count == 0.5 and unit in _HALVES:
        return _HALVES[unit]
    if count % 1 == 0.5 and unit in _HALF:
        return f"{prefix}{int(count)}{letter}{_HALF[unit]}"
    return f"{prefix}{count * factor:g}{letter}" if count * factor < 1e6 else f"{prefix}{int(count * factor)}{letter}"
