"""The words beside an amount that bound it: "at least", "up to", "some", "or more"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.reading.figures.amounts import Amount
from onrecord.reading.figures.numbers import Words

_LARGE = 10


@dataclass(frozen=True)
class Bounded:
    """An amount's interval, and the tokens with the words that bound it. `marked` says that any did."""

    first: int
    last: int
    low: int | float | None
    high: int | float | None
    approximate: bool
    marked: bool


def bounded(words: Words, amount: Amount) -> Bounded:
    """The interval of `amount` as the words around it leave it.

    >>> from onrecord.model.tokens import tokenize
    >>> from onrecord.reading.figures.amounts import amounts
    >>> from onrecord.reading.figures.numbers import find_numbers
    >>> text = "at least 10, up to about 12, 50 or more"
    >>> words = Words(text, tokenize(text))
    >>> [(b.low, b.high, b.approximate) for a in amounts(words, find_numbers(words)) for b in [bounded(words, a)]]
    [(10, None, False), (None, 12, True), (50, None, False)]
    """
    first, effects = _before(words, amount)
    last = amount.last
    if after := words.tables.after.at(words.lower, last):
        size, effect = after
        elsewhere = words.word(last + size) == "than"  # "50 or more than 60" bounds the 60
        if not elsewhere and (words.raw(last) not in ("+", "plus") or words.tight(last)):
            last += size
            effects.append(effect)
    low: int | float | None = amount.low
    high = amount.high
    if "low" in effects:
        high = None
    elif "high" in effects and high is not None:
        low = None
    approximate = amount.approximate or "approximate" in effects
    return Bounded(first, last, low, high, approximate, bool(effects))


def _before(words: Words, amount: Amount) -> tuple[int, list[str]]:
    """Where the bounding words before an amount begin, and their effects; words that change nothing are passed over
    only to reach a bound ("at least another 12")."""
    first = index = amount.first
    effects: list[str] = []
    large = amount.unit is not None or abs(amount.low) >= _LARGE or amount.number.form == "share"
    while found := words.tables.before.before(words.lower, index):
        size, effect = found
        if effect.endswith(" if large"):
            if not large or (amount.unit is not None and amount.unit.category == "duration"):
                break
            effect = effect.removesuffix(" if large")
        if effect in ("low", "high") and ("low" in effects or "high" in effects):
            break
        if effect not in ("none", "exact"):
            effects.append(effect)
            first = index - size
        elif words.word(index - 1) == "about" or size > 2 or amount.first - index > 4:
            break
        index -= size
    return first, effects
