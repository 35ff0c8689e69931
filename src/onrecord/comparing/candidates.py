"""Looks up the happenings that a telling may be of: those told about the same weeks with the same names.

However large a ledger is, as much is looked up: of each key the latest accounts, of all the happenings with the most keys in
common. All functions work inside a transaction of the ledger.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from onrecord.comparing.pairing import Identity, identity
from onrecord.comparing.tellings import Telling

_LATEST = 24  # accounts looked at for one key, the latest
_CANDIDATES = 12  # happenings that a telling is held against
_MEMBERS = 4  # accounts of each that it is held against, the first and the last

_telling = msgspec.json.Decoder(Telling).decode


class Known(NamedTuple):
    """A candidate: a happening with some of its tellings."""

    number: int
    members: list[Telling]


class Candidates:
    """The happenings that the tellings of one document may be of; what was looked up for one telling is kept for the next."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._members: dict[int, list[Telling]] = {}
        self._at_hand: dict[int, list[Telling]] = {}
        self._found: dict[Identity, list[int]] = {}

    def of(self, telling: Telling) -> list[Known]:
        """The happenings with the most in common with a telling, and all that its document tells already."""
        numbers = dict.fromkeys([*self._looked_up(telling), *self._at_hand])
        return [
            Known(number, [*self._earlier(number), *self._at_hand.get(number, ())[-_MEMBERS:]]) for number in numbers
        ]

    def take_in(self, happening: int, telling: Telling) -> None:
        """The document tells this happening too, from now on."""
        self._earlier(happening)
        self._at_hand.setdefault(happening, []).append(telling)

    def _looked_up(self, telling: Telling) -> list[int]:
        which = identity(telling)
        if which not in self._found:
            self._found[which] = self._look_up(telling)
        return self._found[which]

    def _look_up(self, telling: Telling) -> list[int]:
        shared: dict[int, int] = defaultdict(int)
        for key in keys_of(telling):
            found = self._connection.execute(
                "select accounts.happening from (select account from account_keys where key = ? order by account desc limit ?)"
                " join accounts on accounts.number = account",
                (key, _LATEST),
            ).fetchall()
            for happening in {number for (number,) in found}:
                shared[happening] += 1
        return sorted(shared, key=lambda number: (-shared[number], -number))[:_CANDIDATES]

    def _earlier(self, happening: int) -> list[Telling]:
        """The first published accounts of a happening and the last, without those of this document."""
        if happening not in self._members:
            self._members[happening] = [
                _telling(told)
                for (told,) in self._connection.execute(
                    "select telling from accounts where number in"
                    " (select number from (select number from accounts where happening = ?1 order by published, number limit ?2)"
                    " union select number from (select number from accounts where happening = ?1 order by published desc, number desc limit ?2))",
                    (happening, _MEMBERS // 2),
                )
            ]
        return self._members[happening]


def keys_of(telling: Telling) -> list[str]:
    """By what other accounts of the happening are found: the weeks in which it may have been, each with the names it is told with."""
    names: set[str] = {word for site in telling.sites for word in site.words} | telling.names
    for party in (*telling.actors, *telling.recipients):
        names |= party.names | ({f"@{party.country}"} if party.country else set())
    names |= {word for word in telling.words if word.startswith("@")} | set(telling.trigger_stems)
    return sorted(f"{week}|{name}" for week in _weeks(telling) for name in names)


def _weeks(telling: Telling) -> list[str]:
    if telling.moments:
        days = [moment.start.date() for moment in telling.moments]
    elif telling.published:
        week = timedelta(days=7)
        days = [telling.published, max(telling.published, date.min + week) - week]
    else:
        return ["-"]
    return sorted({_week(day) for day in days})


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-{week:02}"
