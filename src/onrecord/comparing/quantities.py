"""How many: whether the figures of two accounts count the same, and whether both can be true."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal

import msgspec

from onrecord.comparing.content_words import concept, concepts, stem, tokens_of
from onrecord.knowledge.comparison import (
    harm_words,
    number_words,
    revision_words,
    rough_words,
)
from onrecord.knowledge.countries import find_countries
from onrecord.knowledge.tables import by_word
from onrecord.records import Figure, Span

Relation = Literal["same", "compatible", "disjoint"]
Use = Literal["new", "old"]

_AROUND = 0.1  # "about 500" stands for 450 to 550
_PEOPLE = frozenset(("people", "troops", "other"))
_PERSONS = frozenset(("people", "troops", "killed", "injured", "missing", "displaced", "detained"))
_LARGEST = 10**18
_CROWD = 50  # so large a number in a sentence about a march, of nothing that is named, is of those who marched
_REACH = 4  # words before a number that say that it is the newer or the older one
ANYBODY = "anybody"


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as one account gives it. `counted` is the stem of the noun counted ("anybody": people of any kind; None: not said);
    `use` tells the newer from the older of two numbers."""

    id: str
    span: Span
    low: float | None
    high: float | None
    approximate: bool = False
    category: str = "other"
    counted: str | None = None
    noun: str | None = None
    """The noun counted, lower case."""
    unit: str | None = None
    use: Use | None = None


def quantity_of(
    figure: Figure, text: str, start: int, end: int, *, harmed: bool, crowd: bool = False
) -> Quantity | None:
    """The figure of a sentence `text[start:end]`, None where no number can be told. Where the reading gives no category, the harm of
    the sentence is taken: of a toll, or, with `harmed`, of an event that does harm; with `crowd`, a large number of nothing is of people."""
    low, high = _finite(figure.low), _finite(figure.high)
    if low is None and high is None:
        return None
    before = [token.text.lower() for token in tokens_of(text[start : figure.span.start])]
    inside = [token.text.lower() for token in tokens_of(figure.span.text)]
    motion = {words[-1] for words in revision_words("motion")}
    if low is None and inside[:2] in (["up", "to"], ["down", "to"]) and before[-1:] and before[-1] in motion:
        low, before = high, [*before, *inside[:2]]
    category: str = figure.category
    numbered = None if figure.counted else _numbered(text[start : figure.span.start])
    behind = None if figure.counted or numbered else _named_after(text[figure.span.end : end])
    counted = ANYBODY if behind and harms_in(behind) else _noun(figure.counted or numbered)
    if counted is None and category == "other" and figure.unit is None:
        counted = next(
            (
                by_word("accounts/measures.tsv")[word]
                for word in reversed(before)
                if word in by_word("accounts/measures.tsv")
            ),
            None,
        )
        if counted == "attendance":
            category, counted = "people", ANYBODY
    near = numbered or behind
    harms = harms_in(near) if near and category in _PEOPLE else frozenset()
    harms = harms or harms_in(text[start:end])
    if (
        category in _PEOPLE
        and figure.unit is None
        and len(harms) == 1
        and (
            counted is None
            or category != "other"
            or behind is not None
            or (numbered is not None and _befell(counted, text[start:end], numbered))
        )
        and (counted is None or harmed or near or revised(text[start:end]))
    ):
        (category,) = harms
    if category == "other" and figure.unit is None and crowd and counted is None and (low or 0) >= _CROWD:
        counted = ANYBODY
    if category == "other" and counted == ANYBODY and figure.unit is None:
        category = "people"
    return Quantity(
        id=figure.id, span=figure.span, low=low, high=high, approximate=figure.approximate, category=category,
        counted=counted, noun=_head(figure.counted or numbered), unit=figure.unit, use="old" if figure.role == "former" or _first_given(text[figure.span.end : end]) else _use(before),
    )  # fmt: skip


def _use(before: Sequence[str]) -> Use | None:
    near = list(before[-_REACH:])
    if any(list(words) == near[-len(words) :] for words in revision_words("new")):
        return "new"
    return "old" if holds(near, revision_words("old")) else None


def _first_given(after: str) -> bool:
    """Whether the words after a number say that it is the older one: "the 140 first reported"."""
    words = [token.text.lower() for token in tokens_of(after)][:_REACH]
    return holds(words, revision_words("old after"))


def _finite(value: float | int | None) -> float | None:
    """A bound as it can be compared and stored: whole numbers stay whole, those beyond all counting are none.

    >>> _finite(12), _finite(10**400)
    (12, None)
    """
    if value is None or abs(value) >= _LARGEST or value != value:
        return None
    return value


def _numbered(before: str) -> str | None:
    """What a number counts that stands after "the number of …".

    >>> _numbered("Organisers put the number of marchers at ")
    'marchers'
    """
    found = re.search(r"\b(?:number|total|count|crowd) of (?:the )?([a-z]+)", before)
    return found.group(1) if found else None


def _named_after(after: str) -> str | None:
    """What a number counts that is named after it with its harm: "(put at 22) the number killed".

    >>> _named_after(" the number of people killed in the shooting")
    'people killed in'
    """
    found = re.match(r" the (?:number|total|toll|count)(?: of)?((?: [a-z]+){1,3})", after)
    return found.group(1).strip() if found else None


def _noun(counted: str | None) -> str | None:
    """The stem of the noun counted; nouns for the same people have one.

    >>> _noun("Russian soldiers"), _noun("troops"), _noun("passengers on board"), _noun(None)
    ('soldi', 'soldi', 'passen', None)
    """
    words = _phrase(counted)
    if not words:
        return None
    if words and words[-1] in _harmed_nouns():
        return _noun(" ".join(words[:-1])) if len(words) > 1 else ANYBODY
    same = by_word("accounts/same_things.tsv").get(words[-1], words[-1]) if words else None
    return same if same in (None, ANYBODY) else stem(same)


def _befell(counted: str | None, passage: str, numbered: str) -> bool:
    """Whether a number is of people whom something befell: "the number of people", "of pupils kidnapped"."""
    if counted == ANYBODY or numbered in by_word("accounts/part_nouns.tsv"):
        return True
    after = passage[passage.index(numbered) + len(numbered) :].split()[:2]
    return bool(harms_in(" ".join(after)))


def _phrase(counted: str | None) -> list[str]:
    return re.split(r"\s+(?:of|in|on|at|from|who|with|by)\s+", counted.lower())[0].split() if counted else []


def _head(counted: str | None) -> str | None:
    return next(iter(_phrase(counted)[-1:]), None)


@cache
def _harmed_nouns() -> frozenset[str]:
    return frozenset(phrase[0] for phrase, _, _ in harm_words() if len(phrase) == 1)


def harms_in(passage: str) -> frozenset[str]:
    """What befell people in a passage, by the words of figures/harm_words.tsv.

    >>> sorted(harms_in("Nine people were killed and many wounded."))
    ['injured', 'killed']
    """
    words = _words(passage)
    table = _harm_phrases()
    return frozenset(
        category
        for place, word in enumerate(words)
        for phrase, category in table.get(word, ())
        if words[place : place + len(phrase)] == phrase
    )


@lru_cache(maxsize=4096)
def _words(passage: str) -> tuple[str, ...]:
    return tuple(token.text.lower() for token in tokens_of(passage))


@cache
def _harm_phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
    for phrase, category, use in harm_words():
        if use in ("lives", "troops", "severity", "zero"):
            continue  # "took" and "lost" befall only those who are named with them
        found[phrase[0]] = (*found.get(phrase[0], ()), (phrase, category))
    return found


def revised(passage: str, uses: Sequence[str] = ("change", "now")) -> bool:
    """Whether a passage says that a count changed.

    >>> revised("The toll rose to 40."), revised("The attack killed 40.")
    (True, False)
    >>> revised("The missile brought down the airliner.")
    False
    """
    words = _words(passage)
    if any(holds(words, revision_words(use)) for use in uses if use != "put"):
        return True
    if "now" in uses and any(
        _is_number(each) for n, word in enumerate(words) if word == "now" for each in words[n : n + 4]
    ):
        return True
    if "put" in uses and holds(words, revision_words("put")) and holds(words, revision_words("count")):
        return True
    if "change" not in uses or not holds(words, revision_words("verb")):
        return False
    numbers = (n for n, word in enumerate(words) if _is_number(word))
    return holds(words, revision_words("count")) or any(
        (word,) in revision_words("new") for n in numbers for word in words[max(0, n - 1) : n] if words[n - 2] != "up"
    )


def _is_number(word: str) -> bool:
    return word[0].isdigit() or word in number_words()


def holds(words: Sequence[str], phrases: tuple[tuple[str, ...], ...]) -> bool:
    """Whether any of the phrases stands in `words`.

    >>> holds(["the", "toll", "rose"], (("rose",), ("up", "from")))
    True
    """
    by_first = _by_first(phrases)
    return any(
        tuple(words[place : place + len(phrase)]) == phrase
        for place, word in enumerate(words)
        for phrase in by_first.get(word, ())
    )


@lru_cache(maxsize=64)
def _by_first(phrases: tuple[tuple[str, ...], ...]) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        found.setdefault(phrase[0], []).append(phrase)
    return found


def current(quantities: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """The figures that hold in an account that tells of a change: without the older ones; with a newer one, that one alone of its category
    and noun."""
    kept = [one for one in quantities if one.use != "old"]
    newer = {one.category for one in kept if one.use == "new"}
    return tuple(one for one in kept if one.category not in newer or one.use == "new")


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether the two count the same: one category, one unit, and nouns that can mean the same.

    >>> span = Span(0, 1, "9")
    >>> nine = Quantity(id="f1", span=span, low=9, high=9, category="killed", counted="anybody")
    >>> comparable(nine, Quantity(id="f2", span=span, low=4, high=4, category="injured", counted="anybody"))
    False
    """
    loose = one.category in _PEOPLE and other.category in _PEOPLE
    if (one.category != other.category and not loose) or one.unit != other.unit:
        return False
    if (
        "other" in (one.category, other.category)
        and one.unit is None
        and (one.counted is None or other.counted is None)
    ):
        return False
    if one.counted == other.counted or one.counted in (None, ANYBODY) or other.counted in (None, ANYBODY):
        return True
    if one.category in _PERSONS or other.category in _PERSONS:
        return _part(one) == _part(other)
    return bool(concept(one.noun or one.counted) & concept(other.noun or other.counted))


def _part(one: Quantity) -> str | None:
    """The kind of people that may be part of all, None where it may be all of them."""
    return by_word("accounts/part_nouns.tsv").get(one.noun) if one.noun else _parts().get(one.counted or "")


@cache
def _parts() -> dict[str, str]:
    return {
        stem(by_word("accounts/same_things.tsv").get(noun, noun)): kind
        for noun, kind in by_word("accounts/part_nouns.tsv").items()
    }


def alone(one: Quantity, every: Iterable[Quantity]) -> bool:
    """Whether it is the only count of people among them."""
    return one.category in _PERSONS and all(
        other is one or other.use == "old" or other.category not in _PERSONS for other in every
    )


def relation(one: Quantity, other: Quantity) -> Relation:
    """same: the same number with the same bounds; compatible: both can be true; disjoint: not both.

    >>> span = Span(0, 1, "x")
    >>> least = Quantity(id="f1", span=span, low=10_000, high=None)
    >>> most, ten, four = (Quantity(id="f2", span=span, low=low, high=high) for low, high in ((None, 12_000), (10, 10), (4, 4)))
    >>> relation(least, most), relation(ten, four), relation(ten, ten)
    ('compatible', 'disjoint', 'same')
    """
    if (one.low, one.high) == (other.low, other.high) and _rounded(one) == _rounded(other):
        return "same"
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    if high < other_low or other_high < low:
        # Part of the whole: fewer of one kind than of people in all is no contradiction.
        part, whole = (one, other) if _part(one) else (other, one)
        if (
            one.category in _PERSONS - _PEOPLE
            and _part(part) not in (None, _part(whole))
            and bounds(part)[1] <= bounds(whole)[0]
        ):
            return "compatible"
        return "disjoint"
    same = one.span.text.lower() == other.span.text.lower()
    return "same" if same and (one.low, one.high) == (other.low, other.high) else "compatible"


def bounded_apart(one: Quantity, other: Quantity) -> bool:
    """Whether both numbers can be true of the same, but are bounded differently; not a part beside its whole."""
    if relation(one, other) != "compatible":
        return False
    (low, high), (other_low, other_high) = bounds(one), bounds(other)
    return low <= other_high and other_low <= high and _part(one) == _part(other)


def _rounded(one: Quantity) -> tuple[bool, str | None]:
    """Whether and how a number is rounded: "about 500" and "some 500" are one, "nearly 500" is another."""
    words = _words(one.span.text)
    return one.approximate, next((side for phrase, side in rough_words() if words[: len(phrase)] == phrase), None)


def bounds(one: Quantity) -> tuple[float, float]:
    """From how many to how many; "about" leaves some room on both sides."""
    low = one.low if one.low is not None else float("-inf")
    high = one.high if one.high is not None else float("inf")
    if one.approximate:
        low, high = low - abs(low) * _AROUND, high + abs(high) * _AROUND
    return low, high


def told_words(told: str) -> frozenset[str]:
    """Content stems of what is told, with the codes of countries and the harms, so that "Turkish" meets "Turkey" and "died" meets "killed"."""
    countries = find_countries(told)
    plain, place = "", 0
    for one in countries:
        plain, place = f"{plain} {told[place : one.start]}", max(place, one.end)
    plain += told[place:]
    return concepts(plain) | {f"@{one.alpha3}" for one in countries} | {f"@{harm}" for harm in harms_in(told)}
