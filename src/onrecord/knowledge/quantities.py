"""The tables that figures are read with, checked and made ready to look up: number words, bounds, units, what is counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar, get_args

from onrecord.knowledge.tables import rows
from onrecord.records import FigureCategory

Value = TypeVar("Value")


@dataclass(frozen=True)
class Phrases(Generic[Value]):
    """Phrases of one to a few words, found at, or just before, a place among tokens; the longest one wins.

    >>> found = Phrases.of({"per cent": "percent", "per": "rate"})
    >>> found.at(["3", "per", "cent", "of"], 1), found.before(["3", "per", "cent", "of"], 2)
    ((2, 'percent'), (1, 'rate'))
    """

    by_first: Mapping[str, Sequence[tuple[tuple[str, ...], Value]]]
    by_last: Mapping[str, Sequence[tuple[tuple[str, ...], Value]]]

    @classmethod
    def of(cls, values: Mapping[str, Value]) -> Phrases[Value]:
        """The phrases that are the keys of `values`, their words apart by single spaces."""
        first: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        last: dict[str, list[tuple[tuple[str, ...], Value]]] = {}
        for phrase in sorted(values, key=lambda text: -len(text.split())):
            words = tuple(phrase.split())
            first.setdefault(words[0], []).append((words, values[phrase]))
            last.setdefault(words[-1], []).append((words, values[phrase]))
        return cls(first, last)

    def at(self, words: Sequence[str], index: int) -> tuple[int, Value] | None:
        """The longest phrase that begins at `words[index]`: how many words it has, and its value."""
        for phrase, value in self.by_first.get(words[index], ()) if 0 <= index < len(words) else ():
            if len(phrase) == 1 or tuple(words[index : index + len(phrase)]) == phrase:
                return len(phrase), value
        return None

    def before(self, words: Sequence[str], index: int) -> tuple[int, Value] | None:
        """The longest phrase that ends with `words[index - 1]`."""
        for phrase, value in self.by_last.get(words[index - 1], ()) if 0 < index <= len(words) else ():
            size = len(phrase)
            if size == 1 or (size <= index and tuple(words[index - size : index]) == phrase):
                return size, value
        return None


@dataclass(frozen=True)
class Vague:
    """A vague quantity as an interval; see figures/vague_quantities.tsv for `where`."""

    low: int
    high: int | None
    approximate: bool
    where: str


@dataclass(frozen=True)
class Unit:
    """A unit as recorded and the category it makes; `where` is any, tight or before (figures/units.tsv)."""

    name: str
    category: FigureCategory
    where: str


@dataclass(frozen=True)
class Quantities:
    """All tables of figures at once, so that one look-up gives them."""

    words: Mapping[str, tuple[int, str]]
    vague: Phrases[Vague]
    before: Phrases[str]
    after: Phrases[str]
    units: Phrases[Unit]
    tight_units: Phrases[Unit]
    currencies: Phrases[Unit]
    nouns: Mapping[str, FigureCategory]
    endings: Sequence[tuple[str, bool, FigureCategory]]
    harms: Mapping[str, Phrases[FigureCategory]]
    contexts: Mapping[str, frozenset[str]]
    context_phrases: Mapping[str, Phrases[str]]
    factors: Mapping[str, tuple[int, str]]
    event_types: Mapping[str, frozenset[str]]


def category(name: str) -> FigureCategory:
    """`name`, if it is a category of figures.

    Raises:
        ValueError: it is none.
    """
    for known in get_args(FigureCategory):
        if known == name:
            return known  # type: ignore[no-any-return]
    raise ValueError(f"{name!r} is no category of figures")


@cache
def quantities() -> Quantities:
    """The tables of figures, read once.

    >>> quantities().words["dozen"], quantities().nouns["soldiers"]
    ((12, 'dozen'), 'troops')
    """
    units = [(words, Unit(name, category(kind), where)) for words, name, kind, where in rows("figures/units.tsv", 4)]
    bounds = rows("figures/figure_bounds.tsv", 3)
    nouns = {noun: category(kind) for noun, kind in rows("figures/counted_nouns.tsv", 2)}
    contexts: dict[str, dict[str, str]] = {}
    for role, words in rows("figures/figure_contexts.tsv", 2):
        contexts.setdefault(role, {})[words] = words
    harms: dict[str, dict[str, FigureCategory]] = {}
    for words, kind, use in rows("figures/harm_words.tsv", 3):
        harms.setdefault(use, {})[words] = category(kind)
    types: dict[str, set[str]] = {}
    for kind, event_type in rows("figures/figure_events.tsv", 2):
        types.setdefault(category(kind), set()).add(event_type)
    factors = {}
    for role in ("factor", "factor of"):
        for entry in contexts[role]:
            word, value = entry.split()
            factors[word] = (int(value), role)
    return Quantities(
        words={word: (int(value), kind) for word, value, kind in rows("figures/number_words.tsv", 3)},
        vague=Phrases.of(
            {
                words: Vague(int(low), None if high == "-" else int(high), about == "yes", where)
                for words, low, high, about, where in rows("figures/vague_quantities.tsv", 5)
            }
        ),
        before=Phrases.of({words: effect for words, side, effect in bounds if side == "before"}),
        after=Phrases.of({words: effect for words, side, effect in bounds if side == "after"}),
        units=Phrases.of({words: unit for words, unit in units if unit.where == "any"}),
        tight_units=Phrases.of({words: unit for words, unit in units if unit.where == "tight"}),
        currencies=Phrases.of({words: unit for words, unit in units if unit.where == "before"}),
        nouns={noun: kind for noun, kind in nouns.items() if noun[0] not in "-^"},
        endings=[(noun[1:], noun[0] == "^", kind) for noun, kind in nouns.items() if noun[0] in "-^"],
        harms={use: Phrases.of(values) for use, values in harms.items()},
        contexts={role: frozenset(values) for role, values in contexts.items()},
        context_phrases={role: Phrases.of(values) for role, values in contexts.items()},
        factors=factors,
        event_types={kind: frozenset(names) for kind, names in types.items()},
    )
