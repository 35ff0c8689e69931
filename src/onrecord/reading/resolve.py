"""Chooses, for every name of a document, which of the gazetteer's places of that name is meant.

A name means one place throughout a document. Each place it could be is weighed by what it is (kind, people, how the name names it), by
what the text puts beside it ("Paris, Texas"; "Sudzha in the Kursk region"), and by how much of what the document's other names could
mean lies in the same country, division and neighbourhood. The other names are as uncertain as this one, so the weighing runs twice, each
time over the shares that the last run gave. Weights: knowledge/place_choice.tsv, fitted as a conditional logit.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.knowledge.gazetteer import ALTERNATE, MAIN, SHORTENED, Entry, gazetteer
from onrecord.knowledge.geography import weights
from onrecord.reading.toponyms import Mention

_ROUNDS = 2
_MOST = 40  # places weighed for one name, the most populous first
_CELL = 2.0  # degrees; the neighbourhood of a place is its cell and the eight around it


@dataclass(frozen=True)
class Choice:
    """What a name means: the place chosen (None: the gazetteer has none that fits) and its share of the weight of all it could be."""

    mentions: tuple[Mention, ...]
    entry: Entry | None
    share: float


@dataclass
class Name:
    """A name of the document with the places it could be; `beside` holds the numbers of the divisions and the countries that stand
    beside it in the text, `shares` the probabilities of the places."""

    mentions: list[Mention]
    entries: list[Entry]
    probability: float
    beside: set[int | str]
    shares: list[float]


def resolve(mentions: Sequence[Mention], text: str) -> list[Choice]:
    """One choice for each distinct name among `mentions`, in order of first mention."""
    names = gather(mentions, text)
    table = weights("place_choice.tsv")
    for turn in range(_ROUNDS + 1):
        support = Support(names) if turn else None
        for name in names:
            name.shares = _softmax([_score(evidence(name, e, support), table) for e in name.entries])
    found = []
    for name in names:
        best = max(range(len(name.entries)), key=lambda i: name.shares[i], default=None)
        entry = None if best is None else name.entries[best]
        found.append(Choice(tuple(name.mentions), entry, 1.0 if best is None else _share(name, best)))
    return found


def _share(name: Name, best: int) -> float:
    """The share of the chosen place with those that lie where it lies (a city and the district of its name)."""
    chosen = name.entries[best]
    return min(1.0, sum(s for e, s in zip(name.entries, name.shares, strict=True) if near(e, chosen, 0.5)))


def near(one: Entry, other: Entry, degrees: float) -> bool:
    """Whether two places lie within so many degrees of each other."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return one.index == other.index
    return abs(one.lat - other.lat) <= degrees and abs(one.lon - other.lon) * math.cos(math.radians(one.lat)) <= degrees


def gather(mentions: Sequence[Mention], text: str) -> list[Name]:
    """The distinct names among the mentions; the same name beside another kind of feature word is another name."""
    found: dict[tuple[str, tuple[str, ...]], Name] = {}
    for mention in mentions:
        kinds = mention.feature.kinds if mention.feature else ()
        where = (mention.name.casefold(), kinds if mention.entries else (mention.feature.word if mention.feature else "",))
        if where not in found:
            entries = sorted(mention.entries, key=lambda e: -e.population)[:_MOST]
            found[where] = Name([], entries, 0.0, set(), [])
        name = found[where]
        name.mentions.append(mention)
        name.probability = max(name.probability, mention.probability)
    by_mention = {id(m): n for n in found.values() for m in n.mentions}
    for one, other in zip(mentions, mentions[1:], strict=False):
        between = text[one.end : other.start]
        if len(between) > 24:
            continue
        words = between.split()
        if words in ([","], ["("]) or not words or words[0] in _INSIDE and len(words) <= 4 and "," not in between:
            by_mention[id(one)].beside |= _as_holder(other)
    return list(found.values())


_INSIDE = frozenset(("in", "of"))


def _as_holder(mention: Mention) -> set[int | str]:
    """The numbers of the divisions and the countries that a name can mean."""
    return {e.index for e in mention.entries if e.kind in ("ADM1", "ADM2")} | {
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
                for where in places_of(entry):
                    own[where] += weight
            for where, weight in own.items():
                self._mass[where] += weight
            self._own[id(name)] = own

    def of(self, name: Name, where: object) -> float:
        """The weight that the other names put on `where`."""
        return max(0.0, self._mass.get(where, 0.0) - self._own[id(name)].get(where, 0.0))


def places_of(entry: Entry) -> list[object]:
    """What a place speaks for: its country, its divisions, its neighbourhood."""
    found: list[object] = []
    if entry.country:
        found.append(entry.country)
    if entry.kind == "PCLI":
        found.append(("names country", entry.country))
        return found
    first = entry.index if entry.kind == "ADM1" else entry.admin1
    second = entry.index if entry.kind == "ADM2" else entry.admin2
    if first is not None:
        found.append(("admin1", first))
        if entry.kind == "ADM1":
            found.append(("names admin1", first))
    if second is not None:
        found.append(("admin2", second))
        if entry.kind == "ADM2":
            found.append(("names admin2", second))
    if entry.lat is not None and entry.lon is not None and entry.kind != "ADM1":
        row, column = int(entry.lat // _CELL), int(entry.lon // _CELL)
        found += [("cell", row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return found


def evidence(name: Name, entry: Entry, support: Support | None) -> dict[str, float]:
    """What speaks for `entry` being the place meant, each piece with its strength."""
    kind = entry.kind if entry.kind in ("PCLI", "CONT", "ADM1", "ADM2", "PPLC", "PPL") else "region"
    found = {f"kind {kind}": 1.0}
    if kind in ("PPL", "PPLC", "ADM2", "ADM1", "PCLI"):
        found[f"people {kind}"] = math.log10(entry.population + 1) / 7
    if entry.naming != MAIN:
        found["alternate" if entry.naming == ALTERNATE else "shortened" if entry.naming == SHORTENED else "foreign"] = 1.0
    if entry.lat is None:
        found["nowhere"] = 1.0
    feature = name.mentions[0].feature
    if feature and feature.kinds and entry.kind in feature.kinds:
        found["feature first" if entry.kind == feature.kinds[0] else "feature later"] = 1.0
    if name.beside:
        if entry.admin1 in name.beside and entry.admin1 is not None:
            found["beside admin1"] = 1.0
        elif entry.admin2 in name.beside and entry.admin2 is not None:
            found["beside admin2"] = 1.0
        elif entry.country in name.beside and entry.kind != "PCLI":
            found["beside country"] = 1.0
        else:
            found["beside other"] = 1.0
    if support is None:
        return {f"alone {piece}": strength for piece, strength in found.items()}
    places = dict.fromkeys(places_of(entry))
    scale = 1.0 + support.total
    for where in places:
        label = where if isinstance(where, str) else where[0]  # type: ignore[index]
        if isinstance(where, str):
            label = "country"
        if label in ("names country", "names admin1", "names admin2"):
            continue
        weight = support.of(name, where)
        if label == "cell":
            if where != ("cell", int((entry.lat or 0) // _CELL), int((entry.lon or 0) // _CELL)):
                continue
        found[f"share {label}"] = weight / scale
        found[f"weight {label}"] = math.log1p(weight)
    for label, holder in (("names admin1", entry.admin1), ("names admin2", entry.admin2), ("names country", entry.country)):
        if holder is not None and entry.kind != "PCLI":
            found[label] = min(1.0, support.of(name, (label, holder)))
    return found


def _score(found: dict[str, float], table: dict[str, float]) -> float:
    return sum(table.get(piece, 0.0) * strength for piece, strength in found.items())


def _softmax(scores: list[float]) -> list[float]:
    if not scores:
        return []
    top = max(scores)
    raised = [math.exp(s - top) for s in scores]
    total = sum(raised)
    return [r / total for r in raised]
