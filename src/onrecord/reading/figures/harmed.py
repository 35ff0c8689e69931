"""The harm done to those that a figure counts, from all that its sentence tells."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reading.figures.amounts import Amount
from onrecord.reading.figures.bounds import Bounded
from onrecord.reading.figures.counted import Counted
from onrecord.reading.figures.harm import HARMS, harm_after, harm_before, harm_of_list, harm_of_object
from onrecord.reading.figures.numbers import Words
from onrecord.reading.figures.reading import HUMAN, Reading
from onrecord.records import FigureCategory


def harm_of(
    words: Words, amount: Amount, bounds: Bounded, thing: Counted, begin: int, end: int, previous: Reading | None
) -> FigureCategory | None:
    """The harm done to those counted, from the words before, the noun itself, the words after, or a figure it is joined to."""
    human = thing.category in HUMAN or thing.category in HARMS
    if thing.last > thing.first and words.word(thing.last - 1) == "lives":
        return harm_of_object(words, bounds.first, begin, "lives") or harm_after(words, thing.last, end)
    if thing.last > thing.first and not human:
        return None
    if thing.category == "troops" and (found := harm_of_object(words, bounds.first, begin, "troops")):
        return found
    if found := harm_before(words, bounds.first, begin):
        return found
    if thing.category in HARMS and (worse := harm_after(words, max(thing.last, bounds.last), end)) in (
        "killed",
        "injured",
    ):
        return worse  # "seven prisoners were killed"
    if thing.category in HARMS or words.lower[max(0, bounds.first - 3) : bounds.first] == ["none", "of", "the"]:
        return None
    for index in range(thing.first, thing.last - 1):
        found_in = words.tables.harms["verb"].at(words.lower, index) or words.tables.harms["after"].at(
            words.lower, index
        )
        if found_in:
            return found_in[1]
    last = max(thing.last, bounds.last)
    if words.word(last) in ("more", "others") and thing.last == thing.first:
        last += 1
    if words.word(last) == "of" and thing.last == thing.first:
        return None
    if found := harm_after(words, last, end):
        return found
    if human and (found := harm_of_list(words, bounds.first, begin)):
        return found
    if previous is None or previous.sentence != begin or previous.category not in HARMS:
        return None
    gap = words.lower[max(previous.counted.last, previous.bounds.last) : bounds.first]
    if human and gap and len(gap) <= 3 and all(word in words.tables.contexts["inherit before"] for word in gap):
        return previous.category
    if thing.last > thing.first:
        return None
    if severe := words.tables.harms["severity"].at(words.lower, bounds.last):
        return severe[1]
    if words.tables.context_phrases["severity"].at(words.lower, bounds.last) or _goes_on(words, bounds, gap):
        return previous.category
    return None


def _goes_on(words: Words, bounds: Bounded, gap: Sequence[str]) -> bool:
    """Whether a bare number tells the same harm at another time or place: "12 deaths, up from 9", "three on Monday and
    seven on Tuesday"."""
    change = words.tables.context_phrases["inherit change"].at(gap, 0) if gap else None
    if change and change[0] == len(gap):
        return True
    place = words.word(bounds.last)
    return words.word(bounds.first - 1) in ("and", ",") and place in words.tables.contexts["same place next"]
