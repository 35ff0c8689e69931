"""Which figure is a part of which ("12 people, including 3 children"), and which ones tell a toll or a change of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.reading.figures.harm import HARMS, harm_of_toll
from onrecord.reading.figures.numbers import Words
from onrecord.reading.figures.reading import Reading
from onrecord.records import FigureRole

_COUNTS = frozenset((*HARMS, "people", "troops", "weapons", "other"))
_PERSONS = frozenset((*HARMS, "people", "troops", "other"))
_CHAIN = frozenset(("and", ",", "or", "plus", "as", "well"))
_CHAIN_REACH = 4
_TOLL_REACH = 9
_LIST_REACH = 10
_DASHES = frozenset(("--", "—", "–", "-"))


def with_wholes(words: Words, found: Sequence[Reading]) -> list[Reading]:
    """`found`, in the order of the text, each with its whole and its role; who is part of the killed is killed too."""
    made: list[Reading] = []
    for index, reading in enumerate(found):
        role = _role(words, reading, made)
        if role == "former" and reading.category == "other" and reading.counted.first == reading.counted.last and made:
            before = made[-1]
            if before.sentence == reading.sentence and before.unit == reading.unit:
                reading = replace(reading, category=before.category)
        whole = _whole(words, found, made, index)
        if whole is not None:
            above = made[whole] if whole < index else found[whole]
            if above.category in HARMS and reading.category in _PERSONS and reading.category not in HARMS:
                reading = replace(reading, category=above.category)
        made.append(replace(reading, whole=whole, role=role))
    return made


def _role(words: Words, reading: Reading, made: Sequence[Reading]) -> FigureRole | None:
    """ "rose by 5 to 40, up from 35": by how much, the toll so far, the earlier one."""
    first, contexts = reading.bounds.first, words.tables.contexts
    if reading.unit is not None:
        return None
    if words.tables.context_phrases["former before"].before(words.lower, first):
        return "former"
    if words.word(first - 1) == "by" and words.word(first - 2) in contexts["change"]:
        return "change"
    if reading.category not in HARMS:
        return None
    if harm_of_toll(words, first, reading.sentence):
        tolls = contexts["toll noun"]
        start = max(reading.sentence, first - _TOLL_REACH)
        return "total" if any(words.word(index) in tolls for index in range(start, first)) else None
    added = words.word(reading.bounds.last) in contexts["one more"] or words.word(first - 1) in contexts["one more"]
    beside = any(one.sentence == reading.sentence and one.category in HARMS and one.role != "total" for one in made)
    return "change" if added and not beside else None


def _whole(words: Words, found: Sequence[Reading], made: Sequence[Reading], index: int) -> int | None:
    reading = found[index]
    if reading.unit is not None or reading.category not in _COUNTS:
        return None
    first, last = reading.bounds.first, reading.bounds.last
    following = found[index + 1] if index + 1 < len(found) else None
    if words.word(last) == "of" and following is not None and following.unit is None:
        skipped = words.tables.contexts["skip before noun"]
        between = words.lower[last : following.bounds.first]
        if 0 < len(between) <= _CHAIN_REACH and all(word in skipped for word in between) and _fits(reading, following):
            return index + 1
    previous = made[-1] if made and made[-1].sentence == reading.sentence else None
    if previous is None:
        return None
    phrases = words.tables.context_phrases
    lead = phrases["part before"].before(words.lower, first) or phrases["part after"].at(words.lower, last)
    if lead or _is_listed(words, first, previous.last):
        return _nearest(made, reading)
    between = words.lower[previous.last : first]
    if between and all(word in _DASHES for word in between) and previous.whole is None and _fits(reading, previous):
        return index - 1 if previous.last > previous.bounds.last else None
    if previous.whole is not None and previous.whole < index and 0 < len(between) <= _CHAIN_REACH:
        goes_on = all(word in _CHAIN for word in between) and previous.category in (
            reading.category,
            made[previous.whole].category,
        )
        return previous.whole if goes_on and _fits(reading, made[previous.whole]) else None
    return None


def _is_listed(words: Words, first: int, start: int) -> bool:
    """Whether the figure ends a list after "including" that begins after `start`: "including Iranians and three officers"."""
    index = first - 1
    while words.word(index) in ("also", "at", "least"):
        index -= 1
    if words.word(index) not in ("and", ","):
        return False
    ends = words.tables.contexts["auxiliary"]
    for place in range(index, max(start - 1, first - _LIST_REACH), -1):
        if words.tables.context_phrases["part before"].before(words.lower, place):
            return True
        if words.word(place) in ends or not (words.raw(place).isalpha() or words.raw(place) == ","):
            return False
    return False


def _nearest(made: Sequence[Reading], reading: Reading) -> int | None:
    """The nearest figure before that is no part itself and large enough."""
    for index in range(len(made) - 1, -1, -1):
        whole = made[index]
        if whole.sentence != reading.sentence:
            return None
        counts = whole.unit is None and whole.category in _COUNTS and whole.role != "former"
        if counts and whole.whole is None and _fits(reading, whole):
            return index
    return None


def _fits(part: Reading, whole: Reading) -> bool:
    """Whether the part can be as many as it says."""
    low, high = part.bounds.low, whole.bounds.high
    people = (part.category in _PERSONS) == (whole.category in _PERSONS) or "other" in (part.category, whole.category)
    return people and (low is None or high is None or low <= high)
