"""Figures that no number tells: nobody, no casualties, doubled."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.reading.figures.amounts import Amount
from onrecord.reading.figures.bounds import Bounded, bounded
from onrecord.reading.figures.counted import Counted, counted
from onrecord.reading.figures.harm import harm_after
from onrecord.reading.figures.numbers import Number, Words
from onrecord.reading.figures.reading import CONFIDENCE, HUMAN, Reading


def zeros(words: Words, around: Callable[[int], tuple[int, int]]) -> list[Reading]:
    """ "No one was hurt", "no casualties": nobody, where harm is told; elsewhere "nobody" is a way of speaking.

    >>> from onrecord.model.tokens import tokenize
    >>> words = Words("", tokenize("No one was hurt. Nobody cares. No casualties were reported."))
    >>> [(reading.category, reading.bounds.high) for reading in zeros(words, lambda token: (0, len(words.tokens)))]
    [('injured', 0), ('killed', 0)]
    """
    found = []
    people = words.tables.context_phrases["zero person"]
    for index, word in enumerate(words.lower):
        if word not in people.by_first and word != "no":
            continue
        begin, end = around(index)
        matched = people.at(words.lower, index)
        size = matched[0] if matched else 1
        if matched is None:
            thing = _zero_noun(words, index + 1)
            harm = thing.category if thing else None
        else:
            thing = _none_of(words, index, size)
            harm = harm_after(words, thing.last, end) if word != "none" or thing.last > thing.first else None
        if harm and thing:
            bounds = Bounded(index, index + size, 0, 0, False, False)
            found.append(Reading(bounds, thing, harm, None, CONFIDENCE["bare"], begin))
    return found


def _zero_noun(words: Words, first: int) -> Counted | None:
    """The casualties of "no casualties" and "no immediate reports of casualties"; "no further casualties" are no zero."""
    noun, between = first, words.tables.contexts["zero between"]
    while words.word(noun) in between and noun < first + 5:
        noun += 1
    zero = words.tables.harms["zero"].at(words.lower, noun)
    if zero is None:
        return None
    start = noun if "of" in words.lower[first:noun] else first
    return Counted(start, noun + 1, zero[1])


def _none_of(words: Words, index: int, size: int) -> Counted:
    """The passengers of "none of the passengers"; nothing where other words follow."""
    after = index + size
    if words.word(index) != "none" or words.word(after) != "of":
        return Counted(after, after, None)
    amount = Amount(index, after, Number(index, after, 0, 0, "words"), 0, 0)
    first = after
    while first < after + 4 and (words.word(first) in ("of", "the", "its", "their") or words.raw(first).isdigit()):
        first += 1
    thing = counted(words, amount, first)
    return thing if thing.category in HUMAN else Counted(after, after, None)


def factors(words: Words, found: Sequence[Reading]) -> list[Reading]:
    """ "doubled", "twice as many", "a tenfold increase": how many times, with the unit "times".

    >>> from onrecord.model.tokens import tokenize
    >>> [reading.bounds.low for reading in factors(Words("", tokenize("Prices nearly doubled; it costs twice the price.")), [])]
    [2, 2]
    """
    taken = {index for reading in found for index in range(reading.bounds.first, reading.bounds.last)}
    known, following = words.tables.factors, words.tables.contexts["factor next"]
    made = []
    for index, word in enumerate(words.lower):
        if word not in known or index in taken:
            continue
        value, role = known[word]
        if role == "factor of" and words.word(index + 1) not in following:
            continue
        amount = Amount(index, index + 1, Number(index, index + 1, value, value, "words"), value, value)
        bounds = bounded(words, amount)
        made.append(Reading(bounds, Counted(index + 1, index + 1, None), "other", "times", CONFIDENCE["bare"], -1))
    return made
