"""The tables about places, loaded and checked once: words beside names, kinds, abbreviations, and the weights of the evidence."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows


class Feature(NamedTuple):
    """A word that says what kind of place the name beside it is. `kinds` are those the name may have in the gazetteer, best first (empty:
    any); `code` and `precision` hold where the gazetteer has none."""

    word: str
    before: bool
    kinds: tuple[str, ...]
    code: str
    precision: str


class Abbreviation(NamedTuple):
    """A short form: the name to look up, its feature code and country, and whether it needs a place and a comma before it."""

    name: str
    kind: str
    country: str
    after_place: bool


@cache
def word_groups() -> dict[str, tuple[str, ...]]:
    """The groups of the words that stand beside names.

    >>> word_groups()["near"]
    ('locative',)
    """
    found: dict[str, list[str]] = defaultdict(list)
    for word, group in rows("place_words.tsv", 2):
        if group not in found[word]:
            found[word].append(group)
    return {word: tuple(groups) for word, groups in found.items()}


@cache
def features(before: bool) -> dict[tuple[str, ...], Feature]:
    """The feature words that stand before (or after) a name, by their words.

    >>> features(before=False)[("air", "base")].code
    'AIRB'
    """
    found = {}
    for word, where, kinds, code, precision in rows("place_features.tsv", 5):
        if where not in ("before", "after"):
            raise ValueError(f"place_features.tsv: {word} stands {where}")
        if (where == "before") == before:
            allowed = () if kinds == "-" else tuple(kinds.split("|"))
            found[tuple(word.split())] = Feature(word, before, allowed, "" if code == "-" else code, precision)
    return found


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Short forms by how they are written.

    >>> abbreviations()["W.Va."].name
    'West Virginia'
    """
    return {
        form: Abbreviation(name, kind, country, how == "after")
        for form, name, kind, country, how in rows("place_abbreviations.tsv", 5)
    }


@cache
def compass() -> dict[str, tuple[float, float]]:
    """The words for the parts of a country, with how far north and east each points.

    >>> compass()["southeastern"]
    (-1.0, 1.0)
    """
    return {word: (float(north), float(east)) for word, north, east in rows("place_compass.tsv", 3)}


@cache
def weights(table: str) -> dict[str, float]:
    """The weight of every piece of evidence in a table of weights."""
    return {name: float(weight) for name, weight in rows(table, 2)}
