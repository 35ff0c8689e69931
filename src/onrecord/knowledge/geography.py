"""The tables about places, loaded and checked once: words beside names, kinds, abbreviations, and the weights of the evidence."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import Any, NamedTuple

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
    for word, group in rows("places/place_words.tsv", 2):
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
    for word, where, kinds, code, precision in rows("places/place_features.tsv", 5):
        if where not in ("before", "after"):
            raise ValueError(f"places/place_features.tsv: {word} stands {where}")
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
        for form, name, kind, country, how in rows("places/place_abbreviations.tsv", 5)
    }


@cache
def compass() -> dict[str, tuple[float, float]]:
    """The words for the parts of a country, with how far north and east each points.

    >>> compass()["southeastern"]
    (-1.0, 1.0)
    """
    return {word: (float(north), float(east)) for word, north, east in rows("places/place_compass.tsv", 3)}


@cache
def offices() -> dict[str, tuple[str, ...]]:
    """Words that stand beside a place's name and tell its kind, with the feature codes that they leave.

    >>> offices()["governor"]
    ('ADM1',)
    """
    return {word: tuple(kinds.split("|")) for word, kinds in rows("places/place_offices.tsv", 2)}


@cache
def weights(table: str) -> dict[str, float]:
    """The weight of every piece of evidence in a table of weights."""
    return {name: float(weight) for name, weight in rows(table, 2)}


@cache
def evidence_weights(with_model: bool) -> dict[str, float]:
    """What each piece of evidence is worth in log odds, where the model ran and where it did not.

    >>> evidence_weights(with_model=False)["left locative"] > 0
    True
    """
    table = rows("places/place_evidence.tsv", 3)
    return {name: float(with_it if with_model else alone) for name, alone, with_it in table}


def groups_of(word: str) -> tuple[str, ...]:
    """The groups of a word as it stands in the text.

    >>> groups_of("Mt."), groups_of("In")
    ((), ('locative',))
    """
    return word_groups().get(word.lower().rstrip("."), ())


@cache
def demonyms() -> dict[str, Any]:
    """All demonyms under the empty word; under each first word, the tokens of the longest that begins so."""
    table = rows("actors/countries.txt", 7)
    names = {word for row in table for word in (row[2], *row[3].split("|"))}
    known = {word for row in table for cell in row[4:6] for word in cell.split("|") if word != "-"} - names
    found: dict[str, Any] = {"": frozenset(known)}
    for word in known:
        first = word.split()[0].split("-")[0]
        found[first] = max(found.get(first, 1), 1 + word.count(" ") + 2 * word.count("-"))
    return found


@cache
def other_phrases() -> dict[str, tuple[str, ...]]:
    """The fixed phrases by their first word, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted({row[0] for row in rows("places/not_places.txt", 1)}, key=len, reverse=True):
        found[re.split(r"[ '’-]", phrase)[0]].append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


@cache
def linking_words() -> frozenset[str]:
    """The small words that a place's name may hold.

    >>> "de" in linking_words()
    True
    """
    return frozenset(row[0] for row in rows("places/place_links.txt", 1))


@cache
def place_titles() -> frozenset[str]:
    """Titles before a person's name; without those that also stand before a place's."""
    return frozenset(row[0] for row in rows("actors/titles.txt", 3)) - {"city", "state", "county"}


@cache
def given_names() -> frozenset[str]:
    """Given names of people."""
    return frozenset(row[0] for row in rows("actors/given_names.txt", 2))


@cache
def common_words() -> dict[str, str]:
    """Place names that are ordinary words too, with how much of their use in news is in small letters."""
    return {row[0]: row[1] for row in rows("places/place_names_common.tsv", 2)}


@cache
def usage() -> dict[str, tuple[str, str]]:
    """How news uses the names that can be places: how often after "in", how often after a given name."""
    return {name: (placed, people) for name, placed, people in rows("places/place_names_usage.tsv", 3)}
