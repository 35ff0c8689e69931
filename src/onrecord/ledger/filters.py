"""What part of a ledger is meant: by date, place, actor, country, type and status of events, outlet, story. As SQL conditions."""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal, get_args

import msgspec

from onrecord.errors import UsageError
from onrecord.ledger.stories import number_of
from onrecord.records import EventStatus, EventType
from onrecord.sources.dates import iso_date
from onrecord.sources.document import storable

Listed = Literal["documents", "statements", "events", "figures"]
Condition = tuple[str, tuple[str, ...]]
"""SQL with its parameters."""

_NOT_WORD = re.compile(r"[\W_]+")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked for; None asks for nothing, several are all to be met. Names are found by whole words in any case ("putin" in
    "Vladimir Putin").

        since, until                     the publication date, both days included
        happened_since, happened_until   the days on which an event happened; one without a known time is left out
        place, actor                     words of the name
        country                          of the place, or of who speaks or acts: a name or an ISO 3166-1 alpha-3 code
        type, status                     of an event (PLOVER; happened, planned, denied …)
        outlet                           the name as the documents have it
        story                            the id of the story ("y3") that the document belongs to

    Of events they hold for the event itself, of statements for what is said in them, of figures for what they count, and of
    documents for anything in it; where a type, status or day of an event is asked for, all for one and the same event.
    """

    since: str | None = None
    until: str | None = None
    happened_since: str | None = None
    happened_until: str | None = None
    place: str | None = None
    actor: str | None = None
    country: str | None = None
    type: str | None = None
    status: str | None = None
    outlet: str | None = None
    story: str | None = None


def checked(filters: Filters) -> Filters:
    """The filters with dates, country, type, status and story as the ledger writes them.

    Raises:
        UsageError: one of them is none.

    >>> found = checked(Filters(country="Sudan", type="assault", until="2024-11-05"))
    >>> found.country, found.type, found.until
    ('SDN', 'ASSAULT', '2024-11-05')
    """
    from onrecord.knowledge.countries import country_of, name_of

    days = {
        field: _day(field, getattr(filters, field)) for field in ("since", "until", "happened_since", "happened_until")
    }
    code = None
    if filters.country is not None:
        code = filters.country.strip().upper()
        code = code if name_of(code) else country_of(filters.country.strip())
        if code is None:
            raise UsageError(
                f"No country is called {filters.country!r}.", "Give its English name, or a code such as SDN."
            )
    return msgspec.structs.replace(
        filters,
        country=code,
        type=_one_of("type", filters.type and filters.type.upper(), get_args(EventType)),
        **{
            field: storable(words)
            for field in ("place", "actor", "outlet")
            if (words := getattr(filters, field)) is not None
        },
        story=None if filters.story is None else f"y{number_of(filters.story)}",
        status=_one_of("status", filters.status and filters.status.lower(), get_args(EventStatus)),
        **days,
    )


def conditions(filters: Filters, listed: Listed) -> list[Condition]:
    """SQL over `documents`, `appearances` and `readings` as the ledger's queries join them, and over the table that is listed."""
    found = list(_of_document(filters))
    if listed == "documents":
        if filters.type or filters.status or filters.happened_since or filters.happened_until:
            found.append(_some("events", list(_of_event(filters))))
        else:
            found.extend(_of_contents(filters))
    elif listed == "events":
        found.extend(_of_event(filters))
    elif listed == "statements":
        found.extend(_of_statement(filters))
    else:
        found.extend(_of_figure(filters))
    return found


def make_functions(connection: sqlite3.Connection) -> None:
    """Gives SQLite `named(name, words)`: whether the words stand in the name."""
    connection.create_function("named", 2, named, deterministic=True)


def named(name: str | None, words: str) -> bool:
    """Whether all the words stand in the name, one after the other, in any case and without accents.

    >>> named("Abdel Fattah al-Burhan", "burhan"), named("Iranian", "iran"), named("Café", "CAFE"), named(None, "x")
    (True, False, True, False)
    """
    return name is not None and f" {_plain(words)} " in f" {_plain(name)} "


@lru_cache(maxsize=100_000)
def _plain(words: str) -> str:
    bare = "".join(c for c in unicodedata.normalize("NFKD", words) if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.casefold()).strip()


# Conditions

_PARTICIPANT = (
    "exists (select 1 from participants join actors on actors.reading = participants.reading and actors.id = participants.actor"
    " where participants.reading = events.reading and participants.event = events.id and {})"
)
_ACTOR = "exists (select 1 from actors where actors.reading = readings.number and {})"
_PLACE = "exists (select 1 from places where places.reading = readings.number and {})"
_PLACE_OF_EVENT = (
    "exists (select 1 from places where places.reading = events.reading and places.id = events.place and {})"
)
_SPEAKER = (
    "exists (select 1 from actors where actors.reading = statements.reading and actors.id = statements.source and {})"
)
_PLACE_SAID = (
    "exists (select 1 from places join spans as named on named.reading = places.reading and named.item = places.id"
    " join spans as said on said.reading = places.reading and said.item = statements.id and said.role = 'content'"
    " and said.starts <= named.starts and named.ends <= said.ends where places.reading = statements.reading and {})"
)
_COUNTED = (
    "exists (select 1 from actors where actors.reading = figures.reading and {} and (actors.id = figures.of or actors.id ="
    " (select source from statements where reading = figures.reading and id = figures.according_to)))"
)


def _of_document(filters: Filters) -> list[Condition]:
    found: list[Condition] = []
    if filters.since:
        found.append(("appearances.published >= ?", (filters.since,)))
    if filters.until:
        found.append(("appearances.published < ?", (_next(filters.until),)))
    if filters.outlet:
        found.append(
            ("documents.number in (select document from appearances where named(outlet, ?))", (filters.outlet,))
        )
    if filters.story:
        number = str(number_of(filters.story))
        found.append(("documents.number in (select document from story_documents where story = ?)", (number,)))
    return found


def _of_contents(filters: Filters) -> list[Condition]:
    found = _named(filters.place, _PLACE, "places") + _named(filters.actor, _ACTOR, "actors")
    if filters.country:
        either = f"({_PLACE.format('places.country = ?')} or {_ACTOR.format('actors.country = ?')})"
        found.append((either, (filters.country, filters.country)))
    return found


def _of_event(filters: Filters) -> list[Condition]:
    found = _named(filters.place, _PLACE_OF_EVENT, "places") + _named(filters.actor, _PARTICIPANT, "actors")
    if filters.country:
        either = f"({_PLACE_OF_EVENT.format('places.country = ?')} or {_PARTICIPANT.format('actors.country = ?')})"
        found.append((either, (filters.country, filters.country)))
    if filters.type:
        found.append(("events.type = ?", (filters.type,)))
    if filters.status:
        found.append(("events.status = ?", (filters.status,)))
    time = "exists (select 1 from times where times.reading = events.reading and times.id = events.time and {})"
    if filters.happened_since:
        found.append((time.format("times.ends > ?"), (filters.happened_since,)))
    if filters.happened_until:
        found.append((time.format("times.starts < ?"), (_next(filters.happened_until),)))
    return found


def _of_statement(filters: Filters) -> list[Condition]:
    found = _named(filters.place, _PLACE_SAID, "places") + _named(filters.actor, _SPEAKER, "actors")
    if filters.country:
        found.append((_SPEAKER.format("actors.country = ?"), (filters.country,)))
    told = _event_alone(filters)
    if told:
        found.append(_some("events", [("events.according_to = statements.id", ()), *_of_event(told)]))
    return found


def _of_figure(filters: Filters) -> list[Condition]:
    found = _named(filters.actor, _COUNTED, "actors")
    about = Filters(place=filters.place, country=filters.country)
    told = _event_alone(filters)
    if told or filters.place or filters.country:
        event = [*_of_event(told or Filters()), *_of_event(about)]
        found.append(_some("events", [("events.id = figures.event", ()), *event]))
    return found


def _event_alone(filters: Filters) -> Filters | None:
    asked = Filters(
        type=filters.type,
        status=filters.status,
        happened_since=filters.happened_since,
        happened_until=filters.happened_until,
    )
    return None if asked == Filters() else asked


def _named(words: str | None, exists: str, table: str) -> list[Condition]:
    return [] if words is None else [(exists.format(f"named({table}.name, ?)"), (words,))]


def _some(table: str, found: list[Condition]) -> Condition:
    where = " and ".join([f"{table}.reading = readings.number", *(sql for sql, _ in found)])
    return f"exists (select 1 from {table} where {where})", tuple(value for _, values in found for value in values)


# Values


def _day(field: str, value: str | None) -> str | None:
    if value is None:
        return None
    found = iso_date(value)
    if found is None or len(found) != 10:
        raise UsageError(f"{field.replace('_', ' ')}: {value[:40]!r} is no day.", "Write it as 2024-11-05.")
    return found


def _next(day: str) -> str:
    """The day after; the last day that there is has none, and everything comes before "~"."""
    return "~" if day == date.max.isoformat() else (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _one_of(field: str, value: str | None, known: tuple[str, ...]) -> str | None:
    if value is not None and value not in known:
        raise UsageError(f"{value!r} is no {field} of an event.", f"Give one of {', '.join(known)}.")
    return value
