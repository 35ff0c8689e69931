"""Chooses, for every name of a document, which of the gazetteer's places of that name is meant.

A name means one place throughout a document. Each place it could be is weighed by what it is (kind, people, how the name names it), by
what the text puts beside it ("Paris, Texas"; "Sudzha in the Kursk region"), and by how much of what the document's other names could
mean lies in the same country, division and neighbourhood. The other names are as uncertain as this one, so the weighing runs twice, each
time over the shares that the last run gave. Weights: knowledge/places/place_choice.tsv, fitted as a conditional logit.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from onrecord.knowledge.gazetteer import ALTERNATE, FOREIGN, MAIN, SHORTENED, Entry, gazetteer
from onrecord.knowledge.geography import offices, weights
from onrecord.reading.places.toponym_candidates import Mention

Where = tuple[str, int | str | None]
Lies = tuple[Where | None, Where | None, Where | None, tuple[Where, ...]]
ROUNDS = 2
_MOST = 40
"""Places weighed for one name, the most populous first: 1.4% of the candidates in the even articles of LGL and GeoVirus have more."""
_CELL = 2.0  # degrees; the neighbourhood of a place is its cell and the eight around it


@dataclass(frozen=True)
class Choice:
    """What a name means: the place chosen (None: the gazetteer has none that fits) and its share of the weight of all it could be; the
    country that most of that weight lies in, and how much."""

    mentions: tuple[Mention, ...]
    entry: Entry | None
    share: float
    country: str | None = None
    country_share: float = 0.0

    @property
    def backing(self) -> float:
        """What it says for the country, for the other names."""
        return self.country_share * max(mention.probability for mention in self.mentions)


@dataclass
class Name:
    """A name of the document with the places it could be; `beside` holds the numbers of the divisions and the countries that stand
    beside it in the text, `holds` those that hold the place before it ("Buffalo" of "Buffalo, New York"), `offices` the kinds that the
    words beside it leave ("Governor"), `shares` the probabilities of the places."""

    mentions: list[Mention]
    entries: list[Entry]
    probability: float
    beside: set[int | str]
    shares: list[float]
    holds: set[int | str] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)


def resolve(mentions: Sequence[Mention], text: str, context: Sequence[Mention] = ()) -> list[Choice]:
    """One choice for each distinct name among `mentions`, in order of first mention. `context` holds names that were found outside the
    text (title, outlet): they speak for what the others mean, and get no choice of their own."""
    names = gather(mentions, text)
    around = gather(context, "")
    table = weights("places/place_choice.tsv")
    several = [name for name in (*names, *around) if len(name.entries) > 1]
    for name in (*names, *around):
        name.shares = [1.0] * len(name.entries)
    fixed = {}
    for name in several:
        own = [name_evidence(name, entry) for entry in name.entries]
        fixed[id(name)] = [score(found, table) for found in own]
        name.shares = softmax([score({f"alone {k}": v for k, v in found.items()}, table) for found in own])
    for _ in range(ROUNDS if several else 0):
        support = Support((*names, *around))
        shares = []
        for name in several:
            scores = zip(name.entries, fixed[id(name)], strict=True)
            shares.append(softmax([start + score(support.evidence(name, entry), table) for entry, start in scores]))
        for name, found in zip(several, shares, strict=True):
            name.shares = found
    choices = [_choice(name) for name in (*names, *around)]
    return _without_stranded(choices)[: len(names)]


_SEAT_REACH = 0.5  # degrees
_SMALL = 100_000
_BACKED = 0.5
"""Names, by probability, that must mean places in its country for a small place that is only known by another name to stand: of those
without, none of ten on the even articles of LGL and GeoVirus was right; of those with, half."""


def _without_stranded(choices: list[Choice]) -> list[Choice]:
    """The choices, without the small places that are only known by another name and lie in a country that nothing else speaks of:
    "Satan" is no village in North Korea."""
    mass: dict[str | None, float] = defaultdict(float)
    for choice in choices:
        mass[choice.country] += choice.backing
    kept = []
    for choice in choices:
        entry = choice.entry
        stranded = (
            entry is not None
            and entry.naming in (ALTERNATE, FOREIGN)
            and entry.kind in ("PPL", "ADM2")
            and entry.population < _SMALL
            and mass[entry.country] - (choice.backing if choice.country == entry.country else 0.0) < _BACKED
        )
        kept.append(Choice(choice.mentions, None, choice.share) if stranded else choice)
    return kept


def is_namesake(choice: Choice) -> bool:
    """Whether the place chosen is a small town and a metropolis has the same name."""
    entry = choice.entry
    if entry is None or entry.kind not in ("PPL", "ADM2") or entry.population >= _SMALL:
        return False
    return any(
        e.kind in ("PPL", "PPLC") and e.naming == MAIN and e.population >= _CITY and not near(e, entry, _SEAT_REACH)
        for e in choice.mentions[0].entries
    )


def _choice(name: Name) -> Choice:
    best = max(range(len(name.entries)), key=lambda i: name.shares[i], default=None)
    if best is None:
        return Choice(tuple(name.mentions), None, 1.0)
    best = _seat(name, best)
    countries: dict[str | None, float] = defaultdict(float)
    for entry, share in zip(name.entries, name.shares, strict=True):
        countries[entry.country] += share
    country, certainty = max(countries.items(), key=lambda item: item[1])
    return Choice(tuple(name.mentions), name.entries[best], _share(name, best), country, certainty)


def _seat(name: Name, best: int) -> int:
    """The town rather than the district that is called after it, where no word beside the name says "district"."""
    district = name.entries[best]
    if district.kind != "ADM2" or district.naming != SHORTENED or name.mentions[0].feature:
        return best
    towns = [
        i
        for i, e in enumerate(name.entries)
        if e.kind in ("PPL", "PPLC") and e.naming != FOREIGN and near(e, district, _SEAT_REACH)
    ]
    return max(towns, key=lambda i: name.entries[i].population, default=best)


def _share(name: Name, best: int) -> float:
    """The share of the chosen place with those that lie where it lies (a city and the district of its name)."""
    chosen = name.entries[best]
    return min(1.0, sum(s for e, s in zip(name.entries, name.shares, strict=True) if near(e, chosen, 0.5)))


def near(one: Entry, other: Entry, degrees: float) -> bool:
    """Whether two places lie within so many degrees of each other."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.number == other.number
    return abs(one.lat - other.lat) <= degrees and abs(one.lon - other.lon) * math.cos(math.radians(one.lat)) <= degrees


def gather(mentions: Sequence[Mention], text: str) -> list[Name]:
    """The distinct names among the mentions; the same name beside another kind of feature word is another name."""
    found: dict[tuple[str, tuple[str, ...]], Name] = {}
    for mention in mentions:
        kinds = mention.feature.kinds if mention.feature else ()
        where = (
            mention.name.casefold(),
            kinds if mention.entries else (mention.feature.word if mention.feature else "",),
        )
        if where not in found:
            entries = sorted(_likely_named(mention.entries), key=lambda e: -e.population)[:_MOST]
            found[where] = Name([], entries, 0.0, set(), [])
        name = found[where]
        name.mentions.append(mention)
        name.offices.update(_offices(mention, text))
        name.probability = max(name.probability, mention.probability)
    by_mention = {id(m): n for n in found.values() for m in n.mentions}
    for one, other in pairwise(mentions):
        between = text[one.end : other.start]
        if len(between) > 24:
            continue
        words = between.split()
        inside = words[:1] != [] and words[0] in _INSIDE and len(words) <= 4 and "," not in between
        if inside or (words in ([","], ["("], []) and not _same_level(one, other)):
            by_mention[id(one)].beside |= _as_holder(other)
            if words == [","]:
                by_mention[id(other)].holds |= _holders(one)
    return list(found.values())


_GREAT = frozenset(("PCLI", "CONT", "ADM1"))
_CITY = 500_000
"""People from which a place may be called by a name that is first a country's or division's ("Mexico", "New York")."""


def _likely_named(entries: Sequence[Entry]) -> list[Entry]:
    """Without the small places that only have as another name what a country or division is called: a town in California is listed as
    "Florida" too, and the district of Livorno as "Tuscany"."""
    claim = min((e.naming for e in entries if e.kind in _GREAT), default=None)
    if claim is None:
        return list(entries)
    return [
        e
        for e in entries
        if e.naming not in (ALTERNATE, FOREIGN)
        or e.naming < claim
        or not (e.kind == "ADM2" or (e.kind == "PPL" and e.population < _CITY))
    ]


_INSIDE = frozenset(("in", "of"))


def _same_level(one: Mention, other: Mention) -> bool:
    """Whether both can be divisions, or both countries: "Ohio, California" is a list, not a place in a place."""
    levels = [{e.kind for e in m.entries if e.kind in ("ADM1", "PCLI") and e.naming == MAIN} for m in (one, other)]
    return bool(levels[0] & levels[1])


_OFFICE_AFTER = re.compile(r"(?:['’]s)? (\w+)")
_OFFICE_BEFORE = re.compile(r"(\w+) of (?:the )?$")


def _offices(mention: Mention, text: str) -> set[str]:
    """The kinds of place that the word after a name, or before it and "of", leaves."""
    if not text:
        return set()
    after = _OFFICE_AFTER.match(text, mention.end)
    before = _OFFICE_BEFORE.search(text[max(0, mention.start - 30) : mention.start])
    return {kind for found in (after, before) if found for kind in offices().get(found.group(1).lower(), ())}


def _holders(mention: Mention) -> set[int | str]:
    """The divisions and countries that the places of a name lie in."""
    found = {where for e in mention.entries if e.kind != "PCLI" for where in (e.admin1, e.admin2, e.country)}
    return {where for where in found if where is not None}


def _as_holder(mention: Mention) -> set[int | str]:
    """The numbers of the divisions and the countries that a name can mean."""
    return {e.number for e in mention.entries if e.kind in ("ADM1", "ADM2")} | {
        e.country for e in mention.entries if e.kind == "PCLI" and e.country
    }


class Support:
    """How much of what the names of a document could mean lies in each country, division and neighbourhood."""

    def __init__(self, names: Sequence[Name]) -> None:
        self.total = sum(n.probability for n in names if n.entries)
        self._mass: dict[object, float] = defaultdict(float)
        self._own: dict[int, dict[object, float]] = {}
        for name in names:
            own: dict[object, float] = defaultdict(float)
            for entry, share in zip(name.entries, name.shares, strict=True):
                weight = share * name.probability
                if weight < 0.002:
                    continue
                country, first, second, cells = places_of(entry)
                level = ("level", f"{entry.kind} {entry.country}")
                for where in (country, first, second, _names_whole(entry), level, *cells):
                    if where is not None:
                        own[where] += weight
            for spot, weight in own.items():
                self._mass[spot] += weight
            self._own[id(name)] = own

    def of(self, name: Name, where: object) -> float:
        """The weight that the other names put on `where`."""
        return max(0.0, self._mass.get(where, 0.0) - self._own[id(name)].get(where, 0.0))

    def evidence(self, name: Name, entry: Entry) -> dict[str, float]:
        """What the other names say for `entry`: the share and the weight of theirs that lies where it lies."""
        found = {}
        scale = 1.0 + self.total
        country, first, second, cells = places_of(entry)
        for label, where in (
            ("country", country),
            ("admin1", first),
            ("admin2", second),
            ("cell", cells[4] if cells else None),
        ):
            if where is not None:
                weight = self.of(name, where)
                found[f"share {label}"] = weight / scale
                found[f"weight {label}"] = math.log1p(weight)
        if entry.kind in ("ADM1", "PPL", "PPLC"):
            found[f"share level {entry.kind}"] = self.of(name, ("level", f"{entry.kind} {entry.country}")) / scale
        if entry.kind != "PCLI":
            for label, holder in (
                ("names admin1", entry.admin1),
                ("names admin2", entry.admin2),
                ("names country", entry.country),
            ):
                if holder is not None:
                    found[label] = min(1.0, self.of(name, (label, holder)))
        return found


def places_of(entry: Entry) -> Lies:
    """Where a place lies: its country, its divisions, and its cell with the eight around it (the fifth is its own)."""
    return _places_of(entry.number)


@lru_cache(maxsize=65536)
def _places_of(number: int) -> Lies:
    entry = gazetteer().entry(number)
    country = ("country", entry.country) if entry.country else None
    if entry.kind == "PCLI":
        return country, None, None, ()
    first = entry.number if entry.kind == "ADM1" else entry.admin1
    second = entry.number if entry.kind == "ADM2" else entry.admin2
    cells: tuple[Where, ...] = ()
    if entry.lat is not None and entry.lon is not None and entry.kind != "ADM1":
        row, column = int(entry.lat // _CELL), int(entry.lon // _CELL)
        cells = tuple(("cell", (row + i) * 1000 + column + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
    return country, None if first is None else ("admin1", first), None if second is None else ("admin2", second), cells


def _names_whole(entry: Entry) -> Where | None:
    """The mark of an entry that is itself a country or division, for those that lie in it."""
    if entry.kind == "PCLI":
        return ("names country", entry.country)
    label = {"ADM1": "names admin1", "ADM2": "names admin2"}.get(entry.kind)
    return (label, entry.number) if label else None


def name_evidence(name: Name, entry: Entry) -> dict[str, float]:
    """What the name itself and the words beside it say for `entry`, each piece with its strength."""
    kind = entry.kind if entry.kind in ("PCLI", "CONT", "ADM1", "ADM2", "PPLC", "PPL") else "region"
    found = {f"kind {kind}": 1.0}
    if kind not in ("CONT", "region"):
        found[f"people {kind}"] = math.log10(entry.population + 1) / 7
    if entry.naming != MAIN:
        found["alternate" if entry.naming == ALTERNATE else "shortened" if entry.naming == SHORTENED else "foreign"] = (
            1.0
        )
    if entry.lat is None:
        found["nowhere"] = 1.0
    if kind == "ADM1" and any(other.admin1 == entry.number and other.kind in ("PPL", "PPLC") for other in name.entries):
        found["division of its city"] = 1.0
    feature = name.mentions[0].feature
    if feature and feature.kinds and entry.kind in feature.kinds:
        found["feature first" if entry.kind == feature.kinds[0] else "feature later"] = 1.0
    if kind in ("PPL", "PPLC") and entry.population >= _CITY and entry.naming == MAIN:
        found["metropolis"] = 1.0
    if name.offices:
        found["office fits" if entry.kind in name.offices else "office other"] = 1.0
    if name.holds:
        held = entry.number in name.holds or (entry.kind == "PCLI" and entry.country in name.holds)
        found["holds" if held else "holds not"] = 1.0
    if name.beside:
        if entry.admin1 in name.beside and entry.admin1 is not None:
            found["beside admin1"] = 1.0
        elif entry.admin2 in name.beside and entry.admin2 is not None:
            found["beside admin2"] = 1.0
        elif entry.country in name.beside and entry.kind != "PCLI":
            found["beside country"] = 1.0
        else:
            found["beside other"] = 1.0
    return found


def score(found: dict[str, float], table: dict[str, float]) -> float:
    """The sum of the evidence, each piece by its weight."""
    total = 0.0
    for piece, strength in found.items():
        total += table.get(piece, 0.0) * strength
    return total


def softmax(scores: list[float]) -> list[float]:
    """Scores as shares that add up to one."""
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]
