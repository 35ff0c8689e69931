"""How the page puts a record's codes into words."""

from __future__ import annotations

from onrecord.knowledge.countries import name_of
from onrecord.records import Actor, Figure, Time

STANCES = {
    "state": ("said", ""),
    "confirm": ("confirmed", "green"),
    "deny": ("denied", "red"),
    "accuse": ("accused", "red"),
    "condemn": ("condemned", "red"),
    "demand": ("demanded", "yellow"),
    "promise": ("promised", "green"),
    "threaten": ("threatened", "red"),
    "praise": ("praised", "green"),
    "warn": ("warned", "yellow"),
    "doubt": ("doubted", "yellow"),
    "expect": ("expected", "cyan"),
}
"""Stance → the word for it and its style."""

LANGUAGES = {"en": "English"}

PRECISIONS = {
    "point": "spot",
    "place": "town",
    "district": "district",
    "region": "region",
    "country": "country",
    "area": "area",
}


def country(code: str | None) -> str | None:
    """The country's English name; the code itself where it is not known.

    >>> country("PRK"), country("XXX"), country(None)
    ('North Korea', 'XXX', None)
    """
    return None if code is None else name_of(code) or code


def described(actor: Actor) -> str:
    """What follows an actor's name: role and country.

    >>> described(Actor(id="a1", name="Ana Lopez", kind="person", role="mayor", country="MEX", confidence=0.9))
    ', mayor (Mexico)'
    """
    role = f", {actor.role}" if actor.role and actor.role.casefold() not in actor.name.casefold() else ""
    home = country(actor.country)
    return role + (f" ({home})" if home and home not in actor.name + role else "")


def number(value: float) -> str:
    """A number as news writes it.

    >>> number(10000), number(2.50), number(1e20), number(1 / 3)
    ('10,000', '2.5', '100,000,000,000,000,000,000', '0.3333')
    """
    if isinstance(value, int) or value.is_integer():
        return f"{int(value):,}" if abs(value) < 1e30 else f"{float(value):g}"
    return f"{value:,.4f}".rstrip("0").rstrip(".") if abs(value) >= 0.001 else f"{value:g}"


def bounds(figure: Figure) -> str:
    """A figure in words: its bounds, and what is counted.

    >>> from onrecord.records import Span
    >>> say = lambda **known: bounds(Figure(id="f1", span=Span(0, 1, "x"), confidence=1, **known))
    >>> say(low=10000, counted="soldiers"), say(high=12000), say(low=4, high=6, approximate=True), say(low=5, high=5, unit="km")
    ('at least 10,000 soldiers', 'at most 12,000', 'about 4 to 6', '5 km')
    >>> say(low=74, high=74, unit="percent", counted="Americans", category="percent")
    '74 percent of Americans'
    >>> say(counted="dead")
    'how many is not said: dead'
    """
    low, high = figure.low, figure.high
    about = "about " if figure.approximate else ""
    what = figure.unit if figure.unit and figure.unit != figure.counted else None
    share = " of " if figure.category == "percent" else " "
    kind = share.join(word for word in (what, figure.counted) if word)
    if low is None and high is None:
        return "how many is not said" + (f": {kind}" if kind else "")
    if low is not None and high is not None:
        amount = about + (number(low) if low == high else f"{number(low)} to {number(high)}")
    elif low is not None:
        amount = f"at least {about}{number(low)}"
    else:
        amount = f"at most {about}{number(high or 0)}"
    return f"{amount} {kind}".rstrip()


def moment(time: Time) -> str | None:
    """When a time expression means, None where that is not settled.

    >>> from onrecord.records import Span
    >>> say = lambda start, end, granularity: moment(
    ...     Time(id="t1", span=Span(0, 1, "x"), start=start, end=end, granularity=granularity, kind="date"))
    >>> say("2024-11-05", "2024-11-06", "day"), say("2024-10-01", "2024-11-01", "month"), say("2024-08-05", "2024-11-05", "month")
    ('2024-11-05', '2024-10', '2024-08-05 to 2024-11-05')
    >>> say("2024-11-05", None, "day"), say(None, None, None)
    ('from 2024-11-05 on', None)
    """
    start, end = time.start, time.end
    if start is None or end is None:
        return f"from {start} on" if start else f"before {end}" if end else None
    if time.granularity == "day" and _next_day(start) == end:
        return start
    if time.granularity == "month" and start.endswith("-01") and _next_month(start) == end:
        return start[:7]
    if time.granularity == "year" and start.endswith("-01-01") and end == f"{int(start[:4]) + 1:04}-01-01":
        return start[:4]
    return f"{start} to {end}"


def _next_day(date: str) -> str | None:
    from datetime import date as Date
    from datetime import timedelta

    try:
        return (Date.fromisoformat(date) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return None


def _next_month(date: str) -> str:
    year, month = int(date[:4]), int(date[5:7])
    return f"{year + month // 12:04}-{month % 12 + 1:02}-01"
