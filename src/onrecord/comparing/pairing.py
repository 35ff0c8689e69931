"""Reads the stretches of documents against each other, where that promises something, and says of two tellings how far they are one.

Of two stretches that tell one happening, the two tellings that are most alike and stand among the decisive words are its accounts; what
else they tell is joined by its likeness alone. Nothing here is written down: `found` holds what was read, for whoever keeps it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

import msgspec

from onrecord.comparing.happenings import evidence_for, may_be_one
from onrecord.comparing.pair_features import Features
from onrecord.comparing.tellings import Telling
from onrecord.comparing.verdicts import HOPELESS, PARTING, Kind, Verdict, promise, verdict
from onrecord.model.pairs import Passage
from onrecord.records import Span

_PROMISING = 0.08  # likeness of two tellings from which on their stretches are looked at
_ALIKE = 0.7  # of the shorter one's words the longer has so many: told in the same words, what the records say is surer
_LOOKED_AT = 3  # stretches whose records are compared for each that is read
_LIKELY, _SURELY = 0.4, 0.8  # probabilities of a dispute from which on it is said
_DECISIVE = 0.25  # what it weighs that a telling stands among the words that decide

Place = tuple[str, int]
"""A stretch: its document and where it starts."""


class Stretched(NamedTuple):
    """A stretch: its words, what is told in it, and when its document came in among the others."""

    text: str
    tellings: Sequence[Telling]
    arrival: int


class Identity(NamedTuple):
    """What tells a telling from all others: its document, where its stretch, its passage and its trigger begin, and its types."""

    document: str
    stretch: int
    passage: int
    trigger: int
    types: tuple[str, ...]


class Found(msgspec.Struct, frozen=True):
    """A verdict with the two tellings that it is about, the earlier first."""

    verdict: Verdict
    one: Identity
    other: Identity
    was_read: bool = True
    """False: what the records say was enough to see that they tell different things."""

    @property
    def kind(self) -> Kind:
        """The kind of the verdict; but that two accounts part is only said where it is likely enough: between openings, which tell the news,
        sooner than between what stands farther down."""
        openings = self.one.stretch == self.other.stretch == 0
        least = _LIKELY if openings else _SURELY
        return "agree" if self.verdict.kind in PARTING and self.verdict.probability < least else self.verdict.kind

    def is_about(self, one: Telling, other: Telling) -> bool:
        """Whether these are the two."""
        return {identity(one), identity(other)} == {self.one, self.other}


class Pairing:
    """What was found of the stretches of some documents, read when it is first asked for. `stretched` gives the stretch of a telling;
    `are_copies` whether two documents are one text, which need no reading."""

    def __init__(
        self,
        stretched: Callable[[Telling], Stretched],
        are_copies: Callable[[str, str], bool] = lambda one, other: False,
    ) -> None:
        self._stretched, self._are_copies = stretched, are_copies
        self._is_closed = False
        self.found: dict[tuple[Place, Place], Found | None] = {}

    def read_most_promising(self, pairs: Iterable[tuple[Telling, Telling]], most: int) -> None:
        """Reads the most promising stretches of some pairs of tellings against each other, so many at most, and no others from then on."""
        alike: dict[tuple[Place, Place], tuple[float, Telling, Telling]] = {}
        for one, other in pairs:
            if one.document != other.document and (score := evidence_for(one, other)) >= _PROMISING:
                places = _place(one), _place(other)
                if places not in alike or score > alike[places][0]:
                    alike[places] = score, one, other
        nearest = sorted(alike.values(), key=lambda each: -each[0])[: _LOOKED_AT * most]
        looked_at = [found for _, one, other in nearest if (found := self._look(one, other)) is not None]
        for promising in sorted(looked_at, key=lambda each: -each.same)[:most]:
            self._keep(self._read(promising))
        for promising in looked_at:
            if promising.same < HOPELESS:
                self._keep(self._read(promising))
        self._is_closed = True

    def likeness(self, one: Telling, other: Telling) -> float | None:
        """How far two tellings are one happening: above 1 where their stretches were read and they are its accounts, else from 0 to 1 by
        what they tell; None where they cannot be one."""
        found = self.of(one, other) if one.document != other.document else None
        if found is not None and found.kind == "different":
            return 0.0
        if found is not None and found.is_about(one, other):
            return 1 + found.verdict.same  # what was read goes before all likeness
        if may_be_one(one, other):
            return evidence_for(one, other)
        # In stretches that tell one happening, what else they tell is no obstacle.
        return None if found is None else 0.0

    def of(self, one: Telling, other: Telling) -> Found | None:
        """What was found of the stretches of two tellings; None where they were not read against each other."""
        places = _place(one), _place(other)
        if places not in self.found and places[::-1] not in self.found:
            promising = None if self._is_closed else self._look(one, other)
            if promising is None:
                self.found[places] = None
            else:
                self._keep(self._read(promising))
        return self.found.get(places) or self.found.get(places[::-1])

    def _look(self, one: Telling, other: Telling) -> _Promising | None:
        """What the records of two stretches promise; None where reading them would help nothing."""
        is_known = one.stretch[1] and other.stretch[1]  # not in accounts that were kept before schema 7
        is_dated = one.published and other.published  # without, nobody can tell what happened from what happened again
        if not (is_known and is_dated) or self._are_copies(one.document, other.document):
            return None
        first, second = self._stretched(one), self._stretched(other)
        if came_later(one.published, other.published, first.arrival, second.arrival):
            one, other, first, second = other, one, second, first
        ranked = [(evidence_for(a, b), a, b) for a, b in product(first.tellings, second.tellings)]
        if max(each[0] for each in ranked) < _PROMISING:
            return None
        same, features = promise(first.tellings, second.tellings)
        if features["all words"] >= _ALIKE:
            return None
        return _Promising(same, features, one, other, first, second, ranked)

    def _read(self, each: _Promising) -> Found:
        """What reading finds; where the records leave no hope, that without reading."""
        one, other = each.one, each.other
        if each.same < HOPELESS:
            hopeless = Verdict(kind="different", probability=1 - each.same, same=each.same)
            return Found(hopeless, identity(one), identity(other), False)
        starts = one.stretch[0], other.stretch[0]
        decided = verdict(each.features, _passage(each.first, one), _passage(each.second, other), starts)
        _, ours, theirs = max(
            each.ranked,
            key=lambda pair: pair[0] + _DECISIVE * (_among(pair[1], decided.one) + _among(pair[2], decided.other)),
        )
        return Found(decided, identity(ours), identity(theirs))

    def _keep(self, found: Found) -> None:
        one, other = found.one, found.other
        self.found[(one.document, one.stretch), (other.document, other.stretch)] = found


class _Promising(NamedTuple):
    """Two stretches, the earlier first, with what their records promise and their tellings by how alike they are."""

    same: float
    features: Features
    one: Telling
    other: Telling
    first: Stretched
    second: Stretched
    ranked: list[tuple[float, Telling, Telling]]


def _passage(stretched: Stretched, telling: Telling) -> Passage:
    return Passage(stretched.text, telling.outlet, telling.published)


def _among(telling: Telling, decisive: Span | None) -> bool:
    return decisive is not None and telling.passage.overlaps(decisive)


def _place(telling: Telling) -> Place:
    return telling.document, telling.stretch[0]


def came_later(one: date | None, other: date | None, arrived: int, other_arrived: int) -> bool:
    """Whether the first of two documents was published later than the second; of one day, whether it came in later.

    >>> came_later(date(2024, 1, 2), date(2024, 1, 1), 0, 1), came_later(None, None, 0, 1)
    (True, False)
    """
    if one and other and one != other:
        return one > other
    return arrived > other_arrived


def identity(telling: Telling) -> Identity:
    """What tells a telling from all others."""
    trigger = telling.triggers[0].start if telling.triggers else -1
    return Identity(telling.document, telling.stretch[0], telling.passage.start, trigger, tuple(sorted(telling.types)))
