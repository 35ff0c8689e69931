"""Numbers → amounts: with their currency or unit, and joined to ranges ("between 10 and 12 million") and ratios ("two in three")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.knowledge.quantities import Unit
from onrecord.reading.figures.numbers import Number, Words, whole

_DASHES = frozenset("-‐‑–—−")
_RATIO_BASES = frozenset((20, 25, 50, 100, 1000, 10000, 100000))
_RATIO_WORDS = frozenset(
    (("in",), ("-", "in", "-"), ("out", "of"), ("of", "every"), ("in", "every"), ("out", "of", "every"))
)
_HYPHENED = ("-", "to", "-")
_SURE_RANGE = 200  # two numbers with a dash above it are a range, below it perhaps a score
_CHANGE_REACH = 6
_MONEY_REACH = 6


@dataclass(frozen=True)
class Amount:
    """A number with what stands right at it. `first` to `last` are its tokens; `joined` the noun after a hyphen
    ("12-member"); `ratio` says that it is a part of 1."""

    first: int
    last: int
    number: Number
    low: int | float
    high: int | float | None
    unit: Unit | None = None
    joined: str | None = None
    hyphen: bool = False

    @property
    def approximate(self) -> bool:
        return self.number.approximate


def amounts(words: Words, numbers: Sequence[Number]) -> list[Amount]:
    """The amounts that `numbers` make, in order.

    >>> from onrecord.model.tokens import tokenize
    >>> from onrecord.reading.figures.numbers import find_numbers
    >>> text = "between $10 and $12 million, 20 to 30 km, two in three"
    >>> words = Words(text, tokenize(text))
    >>> [(a.low, a.high, a.unit and a.unit.name) for a in amounts(words, find_numbers(words))]
    [(10000000, 12000000, 'USD'), (20, 30, 'km'), (0.6666666666666666, 0.6666666666666666, None)]
    """
    single = [_with_unit(words, number) for number in numbers]
    found: list[Amount] = []
    index = 0
    while index < len(single):
        amount = single[index]
        following = single[index + 1] if index + 1 < len(single) else None
        joined = _joined(words, amount, following) if following and following.first - amount.last <= 3 else None
        if joined == "neither":
            index += 2
        elif isinstance(joined, Amount):
            found.append(joined)
            index += 2
        else:
            if not _dangles(words, amount):
                found.append(amount)
            index += 1
    return found


def _with_unit(words: Words, number: Number) -> Amount:
    first, last = number.first, number.last
    low, high = number.low, number.high
    unit, start = _currency(words, first)
    if unit is None and words.word(first - 1) == "minus":
        low, high, start = -low, None if high is None else -high, first - 1
    elif words.raw(first - 1) in _DASHES and words.tight(first) and not words.tight(first - 1) and first > 1:
        unit_ahead = words.tables.units.at(words.lower, last)
        if unit_ahead and number.form == "digits":
            low, high, start = -low, None if high is None else -high, first - 1
    amount = Amount(start, last, number, low, high, unit)
    return _unit_after(words, amount)


def _currency(words: Words, first: int) -> tuple[Unit | None, int]:
    """The currency written before token `first`, and where the amount begins."""
    found = words.tables.currencies.before(words.lower, first)
    if found is None:
        return None, first
    size, unit = found
    start = first - size
    if size == 2 and not (words.tight(first - 1) and words.raw(start).replace(".", "").isupper()):
        found_alone = words.tables.currencies.before(words.lower[first - 1 : first], 1)
        return (found_alone[1], first - 1) if found_alone else (None, first)
    if words.raw(start)[0].isalpha() and not words.raw(start)[0].isupper():
        return None, first
    return unit, start


def _unit_after(words: Words, amount: Amount) -> Amount:
    last, units = amount.last, words.tables.units
    if words.tight(last) and (tight := words.tables.tight_units.at(words.lower, last)):
        return amount if amount.unit else replace(amount, last=last + tight[0], unit=tight[1])
    hyphen = words.raw(last) in "-‐‑" and words.raw(last) != "" and words.tight(last)
    step = last + 1 if hyphen else last
    if not hyphen and words.word(step) == "of" and amount.number.form == "vague":
        step += 1
    found = units.at(words.lower, step)
    if found and amount.unit is not None and found[1].category != "money":
        found = None
    if (
        found
        and step > last
        and words.word(last) == "of"
        and found[1].category not in ("money", "duration", "distance")
    ):
        found = None
    if found:
        end = step + found[0]
        if not (words.raw(end) in "-‐‑" and words.tight(end) and not hyphen):
            unit = amount.unit or _of_money(words, amount, end, found[1])
            scale = words.tables.words.get(words.word(end))
            if scale and scale[1] == "scale" and unit.category == "money" and amount.number.scale == 1 and amount.high:
                low, high = whole(amount.low * scale[0]), whole(amount.high * scale[0])
                return replace(amount, last=end + 1, unit=unit, low=low, high=high)  # "75 USD million"
            return replace(amount, last=end, unit=unit, hyphen=hyphen)
    if hyphen and amount.unit is None and words.word(last + 1) in words.tables.contexts["member noun"]:
        return replace(amount, last=last + 2, joined=words.raw(last + 1), hyphen=True)
    return amount


def _of_money(words: Words, amount: Amount, end: int, unit: Unit) -> Unit:
    """Pounds are money where money is spoken of or millions of them stand alone; "of" something they are a weight."""
    if unit.name != "pound":
        return unit
    rate = words.tables.units.at(words.lower, end + 1) if words.word(end) in ("a", "per", "each") else None
    if rate and rate[1].category == "duration":
        return Unit("GBP", "money", unit.where)
    if words.word(end) in ("of", "in") and words.word(end + 1) in words.tables.contexts["money near"]:
        return Unit("GBP", "money", unit.where)
    if words.word(end) in ("of", "per"):
        return unit
    near = words.lower[max(0, amount.first - _MONEY_REACH) : end + _MONEY_REACH]
    if any(word in words.tables.contexts["weight near"] for word in near):
        return unit
    if amount.low >= 10**6 or any(word in words.tables.contexts["money near"] for word in near):
        return Unit("GBP", "money", unit.where)
    return unit


def _dangles(words: Words, amount: Amount) -> bool:
    """Whether a hyphen binds the number to a word that is neither unit nor noun counted: "two-pronged", "2013-14"."""
    last = amount.last
    if amount.hyphen or not (words.tight(last) and words.raw(last) in _DASHES - {"—"} and words.tight(last + 1)):
        return False
    return words.tables.after.at(words.lower, last) is None


def _joined(words: Words, a: Amount, b: Amount) -> Amount | str | None:
    """`a` and `b` as one range or ratio; "neither" where they are a score; None where they stay two."""
    between = tuple(words.lower[a.last : b.first])
    if (whole_one := _compound(words, a, b, between)) is not None:
        return whole_one
    if between in _RATIO_WORDS:
        return _ratio(words, a, b, between)
    if a.high is None or b.high is None or a.number.form == "vague" or b.number.form == "vague":
        return None
    dash = len(between) == 1 and between[0] in _DASHES
    if not (dash or between in (("to",), _HYPHENED, ("-", "to"), ("-", "or"), ("or",), ("and",))):
        return None
    if dash and not (words.tight(a.last) and words.tight(a.last + 1)) and between[0] == "—":
        return None
    joined = _range(words, a, b)
    if between == _HYPHENED:
        return joined or "neither"
    if dash:
        if joined and _is_sure(words, joined, a):
            return joined
        return "neither" if words.tight(a.last) else None
    if between == ("and",):
        return joined if joined and _introduced(words, a, "between") else None
    if between[-1] == "or":
        return joined if joined and b.low <= 2 * a.low + 1 else None
    reach = 9 if a.low > b.low else 4
    if _near(words, a.first, "score", reach) and a.unit is None and b.unit is None and a.low < _SURE_RANGE:
        return "neither"
    if joined and _near(words, a.first, "change", _CHANGE_REACH) and not _introduced(words, a, "between"):
        return None
    return joined


def _compound(words: Words, a: Amount, b: Amount, between: tuple[str, ...]) -> Amount | None:
    """Two units that news joins to one amount: "6 feet 2 inches", "3 dollars and 50 cents"."""
    if not a.unit or not b.unit or a.high is None or between not in ((), ("and",), (",",)):
        return None
    for entry in words.tables.contexts["compound unit"]:
        large, small, size = entry.split()
        if (large, small) == (a.unit.name, b.unit.name) and isinstance(b.low, int) and 0 < b.low < int(size):
            total = whole(round(a.low + b.low / int(size), 6))
            return replace(b, first=a.first, low=total, high=total, unit=a.unit)
    return None


def _range(words: Words, a: Amount, b: Amount) -> Amount | None:
    """`a` to `b` with the scale and unit of one carried over to the other; None if it does not ascend."""
    if a.unit and b.unit and a.unit.name != b.unit.name:
        return None
    low = a.low
    if a.number.scale == 1 and b.number.scale > 1 and 0 < a.low < b.number.mantissa:
        low = whole(a.low * b.number.scale)
    if low > b.low and _introduced(words, a, "between"):
        return replace(b, first=a.first, low=b.low, high=low, unit=b.unit or a.unit)
    if low >= b.low or (a.joined and not b.joined):
        return None
    first = a.first - 1 if words.word(a.first - 1) in ("between", "from") else a.first
    return replace(b, first=first, low=low, unit=b.unit or a.unit)


def _is_sure(words: Words, joined: Amount, a: Amount) -> bool:
    """Whether two numbers with a dash between are a range, not a score or a season ("2013-14")."""
    if joined.unit is not None or joined.joined:
        return True
    if 1400 <= a.low <= 2100 and len(words.raw(a.number.first)) == 4:
        return False
    if joined.low >= _SURE_RANGE:
        return True
    following = words.word(joined.last)
    return following in words.tables.nouns or (following.endswith("s") and following.isalpha() and len(following) > 3)


def _introduced(words: Words, amount: Amount, word: str) -> bool:
    start = amount.first
    while start > 0 and (bound := words.tables.before.before(words.lower, start)):
        start -= bound[0]
    return words.word(start - 1) == word


def _near(words: Words, index: int, role: str, reach: int) -> bool:
    known = words.tables.contexts[role]
    return any(words.word(k) in known for k in range(max(0, index - reach), index))


def _ratio(words: Words, a: Amount, b: Amount, between: tuple[str, ...]) -> Amount | None:
    """ "two in three", "nine out of 10": a part of 1. "12 out of 15 members" stays two counts."""
    small = isinstance(a.low, int) and isinstance(b.low, int) and 0 < a.low < b.low
    if not small or a.unit or b.unit or "digits words".find(a.number.form) < 0 or b.high is None:
        return None
    if a.low > 10 or not (b.low <= 10 or b.low in _RATIO_BASES):
        return None
    value = a.low / b.low
    share = replace(b.number, form="share")
    return replace(b, first=a.first, number=share, low=value, high=value)
