"""Which numbers are no figures: names (F-16, Article 5), dates and years, clock times, ages (`is_age`), scores, addresses, list marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from onrecord.reading.figures.numbers import Number, Words

_OPENING = frozenset("([{\"“‘'«—…*~≈><=$€£¥₹₽₪₴₩₦₺₱₫,;-–+")
_HYPHENS = frozenset("-‐‑–")
_YEARS = range(1400, 2101)
_TITLE_CASE_SHARE = 0.7  # of a heading's longer words, so many begin with a capital


def is_label(words: Words, number: Number, is_heading: Callable[[int], bool], begins: Callable[[int], bool]) -> bool:
    """Whether `number` names, dates or orders something instead of counting it.

    Args:
        is_heading: whether the sentence of a token is written in title case or capitals.
        begins: whether a token is the first of its sentence.
    """
    digits = number.form == "digits"
    return (
        _is_attached(words, number)
        or _is_named(words, number, digits)
        or _is_date(words, number, digits)
        or _is_list_mark(words, number, begins)
        or (not digits and _is_capitalised_name(words, number, is_heading, begins))
    )


def title_case(raw: Sequence[str]) -> bool:
    """Whether a sentence's words are written like a heading's.

    >>> title_case("Four Killed in Market Blast".split()), title_case("The Big Ten met on Tuesday".split())
    (True, False)
    """
    longer = [word for word in raw if len(word) > 3 and word.isalpha()]
    return len(longer) >= 3 and sum(word[0].isupper() for word in longer) >= _TITLE_CASE_SHARE * len(longer)


def _is_attached(words: Words, number: Number) -> bool:
    """Grown together with something else: T-72, 9/11, 4:30, 555-0143-22, 1990's."""
    first, last = number.first, number.last
    before, after = words.raw(first - 1), words.raw(last)
    left, right = words.tight(first), words.tight(last)
    if left and before in _HYPHENS:
        linked = words.tight(first - 1)
        two_back = words.raw(first - 2)
        if linked and two_back.lower() in ("in", "to") and words.raw(first - 3) in _HYPHENS:
            return False  # "three-in-ten", "8-to-10"
        if linked and not (two_back[-1:].isdigit() or two_back in "%$€£"):
            return words.tables.words.get(two_back.lower(), (0, "letter"))[1] == "letter"
        if linked and right and after in _HYPHENS and words.raw(last + 1)[:1].isdigit():
            return True
    elif left and before == "/" and words.tables.units.before(words.lower, first - 1):
        return False
    elif left and before not in _OPENING and not words.tables.currencies.before(words.lower, first):
        return True
    if left and right and before == "(" and after == ")" and number.form == "digits":
        return (isinstance(number.low, int) and number.low < 100) or words.raw(last + 1)[:1].isdigit()
    if not right:
        return False
    if after in ("/", ":") and words.tight(last + 1) and words.raw(last + 1)[:1].isdigit():
        return True
    if after in ("'", "’") and words.word(last + 1) == "s" and words.tight(last + 1):
        return True
    return after in ("'s", "’s", "@", "_", "x", "×", "^", "\\")


def _is_named(words: Words, number: Number, digits: bool) -> bool:
    phrases = words.tables.context_phrases
    if phrases["label before"].before(words.lower, number.first):
        return True
    if digits and phrases["label before if digits"].before(words.lower, number.first) and number.scale == 1:
        return True
    if not digits:
        return False
    if phrases["label after"].at(words.lower, number.last):
        return True
    street = words.tables.contexts["street"]
    for index in range(number.last, number.last + 4):
        if index > number.last and words.word(index) in street:
            return True
        if not (words.raw(index)[:1].isupper() or words.raw(index)[:1].isdigit()):
            return False
    return False


def _is_date(words: Words, number: Number, digits: bool) -> bool:
    if not digits or number.scale != 1 or not isinstance(number.low, int):
        return False
    raw, months = words.raw(number.first), words.tables.contexts["month"]
    day_or_year = number.low <= 31 or (number.low in _YEARS and len(raw) == 4)
    if day_or_year:
        if words.word(number.first - 1) in months and words.raw(number.first - 1)[0].isupper():
            return True
        if words.word(number.last) in months and words.raw(number.last)[0].isupper():
            return True
    if number.low in _YEARS and len(raw) == 4:
        following = words.word(number.last)
        counts = following in words.tables.nouns or words.tables.units.at(words.lower, number.last)
        paid = words.tables.currencies.before(words.lower, number.first)
        return not (counts or paid or words.tables.before.before(words.lower, number.first))
    return words.raw(number.first - 1) in ("’", "'", "‘") and words.tight(number.first) and len(raw) == 2


def is_age(words: Words, first: int, last: int, value: int | float) -> bool:
    """Whether the number in tokens `first` to `last` is somebody's age: "a 12-year-old", "aged 34", "Smith, 45,"."""
    phrases = words.tables.context_phrases
    if phrases["age after"].at(words.lower, last):
        return True
    if not 0 < value < 120:
        return False
    start = first
    while (bound := words.tables.before.before(words.lower, start)) and start > first - 6:
        start -= bound[0]
    if words.word(start - 1) in ("between", "from"):
        start -= 1
    if phrases["age before"].before(words.lower, start) or _is_beyond(words, first, start, last):
        return True
    if words.raw(first - 1) != "," or words.raw(last) not in (",", ".", ")", ";", "―", "—", "–", ":", ""):
        return False
    name = words.raw(first - 2)
    return name[:1].isupper() and len(name) > 1 and words.raw(first).isdigit() and len(words.raw(first)) <= 3


def _is_beyond(words: Words, first: int, start: int, last: int) -> bool:
    """Whether people are told by an age on one side of the number: "immigrants under 30", "residents between 25 and 64"."""
    beyond = words.tables.context_phrases["age beyond"]
    people = next((k for k in (start - 1, first - 2) if words.tables.nouns.get(words.word(k)) == "people"), None)
    if people is None or not beyond.at(words.lower, people + 1) or not words.raw(first).isdigit():
        return False
    following = words.word(last)
    return following not in words.tables.nouns and words.tables.units.at(words.lower, last) is None


def _is_list_mark(words: Words, number: Number, begins: Callable[[int], bool]) -> bool:
    if number.form != "digits" or not begins(number.first):
        return False
    return words.raw(number.last) in (".", ")", ":") and words.tight(number.last)


def _is_capitalised_name(
    words: Words, number: Number, is_heading: Callable[[int], bool], begins: Callable[[int], bool]
) -> bool:
    """ "the Big Ten", "the Seven Sisters": a number word with a capital where no sentence begins."""
    first = number.first
    if not words.raw(first)[0].isupper() or begins(first):
        return False
    if not words.raw(first - 1)[-1:].isalnum() and words.raw(first - 1) not in (",", "-"):
        return False
    return not is_heading(first)
