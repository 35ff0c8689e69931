"""Where and when: whether the places and times that two accounts give can be the same."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from difflib import SequenceMatcher
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

import msgspec

from onrecord.comparing.content_words import stem, tokens_of
from onrecord.records import Place, Span, Time

_WEEK = timedelta(days=7)
_EARTH = 6371.0  # km
_NEAR = 40.0  # km within which two points may be one town and its outskirts
_SPELLING = 0.74  # how alike two spellings of one name are: "Izium" and "Izyum"
_WIDE = frozenset(("region", "country", "area"))


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """A place as one account names it."""

    name: str
    span: Span
    words: frozenset[str] = frozenset()
    geonames: int | None = None
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: str | None = None


class Moment(msgspec.Struct, frozen=True, kw_only=True):
    """A time as one account gives it: `start <= t < end`; `words` as written, which on the same day mean the same."""

    start: datetime
    end: datetime
    span: Span
    words: str
    published: date | None = None


def site_of(place: Place) -> Site:
    """The place of a record."""
    words = frozenset(stem(t.text) for span in place.spans for t in tokens_of(span.text) if t.text[:1].isalpha())
    return Site(
        name=place.name, span=place.spans[0], words=words | {stem(t.text) for t in tokens_of(place.name) if t.text[:1].isalpha()},
        geonames=place.geonames, country=place.country, admin1=place.admin1, lat=place.lat, lon=place.lon,
        precision=place.precision,
    )  # fmt: skip


def moment_of(time: Time, published: date | None, since: bool = False) -> Moment | None:
    """The time of a record, None where it is no date or not settled; with `since`, all from then until publication."""
    start, end = instant(time.start), instant(time.end)
    if time.kind != "date" or start is None or end is None or end <= start:
        return None
    if published is not None and end - start == _WEEK and end.date() <= published < (end + _WEEK).date():
        end = datetime(published.year, published.month, published.day)  # "last week" may be any of the last days
    if since and published is not None and start.date() <= published:
        end = max(end, datetime(published.year, published.month, published.day) + timedelta(days=1))
    return Moment(start=start, end=end, span=time.span, words=time.span.text.lower(), published=published)


def instant(text: str | None) -> datetime | None:
    """The instant of an ISO 8601 text, without a zone as in UTC; None where it is none.

    >>> instant("2024-11-05").hour, instant("the fifth")
    (0, None)
    """
    try:
        found = datetime.fromisoformat(text) if text else None
        return found if found is None or found.tzinfo is None else found.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 text; None where it is none.

    >>> day_of("2024-11-05T10:00:00Z")
    datetime.date(2024, 11, 5)
    """
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None


def in_the_past(moment: Moment | None) -> Moment | None:
    """The time of something that has happened: a day of the week that was taken for the coming one is the last one; another time after
    publication says nothing."""
    if moment is None or moment.published is None or moment.start.date() <= moment.published:
        return moment
    week = timedelta(days=7)
    if moment.end - moment.start > timedelta(days=1) or moment.start.date() - week > moment.published:
        return None
    return msgspec.structs.replace(moment, start=moment.start - week, end=moment.end - week)


def apart_in_time(one: Moment | None, other: Moment | None) -> bool:
    """Whether the two times have no moment in common. The same words written on one day mean the same time, whatever was made of them."""
    if one is None or other is None:
        return False
    if one.words == other.words and one.published and one.published == other.published:
        return False
    return one.end <= other.start or other.end <= one.start


def same_time(one: Moment | None, other: Moment | None) -> bool:
    """Whether the two times are one, or one lies in the other, and neither is longer than a week."""
    if one is None or other is None or apart_in_time(one, other):
        return False
    week = timedelta(days=8)
    return one.end - one.start <= week and other.end - other.start <= week


def same_site(one: Site, other: Site) -> bool:
    """Whether the two name one place, or one lies in the other: by their ids, names, or divisions.

    >>> span = Span(0, 1, "x")
    >>> kursk = Site(name="Kursk", span=span, words=frozenset({"kursk"}), country="RUS", admin1="Kursk Oblast", precision="place")
    >>> same_site(kursk, Site(name="Russia", span=span, words=frozenset({"russia"}), country="RUS", precision="country"))
    True
    """
    if one.geonames is not None and one.geonames == other.geonames:
        return True
    if one.words & other.words:
        return True
    for wide, small in ((one, other), (other, one)):
        if wide.country and wide.country == small.country:
            if wide.precision == "country":
                return True
            if (
                wide.precision == "region"
                and small.admin1
                and wide.name.strip()
                and wide.name.split()[:1] == small.admin1.split()[:1]
            ):
                return True
    if _spelled_alike(one.name, other.name):
        return True
    gap = distance(one, other)
    return gap is not None and gap <= _NEAR and one.precision not in _WIDE and other.precision not in _WIDE


@lru_cache(maxsize=8_192)
def _spelled_alike(one: str, other: str) -> bool:
    return (
        min(len(one), len(other)) >= 5
        and one[0] == other[0]
        and SequenceMatcher(None, one.lower(), other.lower()).ratio() >= _SPELLING
    )


def distance(one: Site, other: Site) -> float | None:
    """Kilometres between two places; None where either has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    lat, other_lat = radians(one.lat), radians(other.lat)
    half = sin((other_lat - lat) / 2) ** 2 + cos(lat) * cos(other_lat) * sin(radians(other.lon - one.lon) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))
