"""Stretches of the calendar: a day, an ISO week, a weekend, a month, a quarter, a half-year, a season, a year, a decade, a
century, each with its TIMEX3 value and its half-open interval. Pure arithmetic over `datetime.date`; years 1 to 9999.

Values follow TimeML 1.2.1 (https://timeml.org): 1998-03-12, 1998-W10, 1998-W10-WE, 1998-03, 1998-Q1, 1998-H1, 1998-SU,
1998, 199 (the decade), 19 (the century).
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from onrecord.records import Granularity

MONTHS_OF = {"month": 1, "quarter": 3, "season": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
"""Months in each unit that is counted in months."""

DAYS_OF = {"day": 1, "weekend": 7, "week": 7}
"""Days from one such unit to the next."""

GRANULARITY: dict[str, Granularity] = {
    "day": "day", "weekend": "day", "week": "week", "month": "month", "quarter": "quarter", "season": "season",
    "half": "quarter", "year": "year", "decade": "decade", "century": "century",
}  # fmt: skip
_SEASON_OF_MONTH = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}


class Period(NamedTuple):
    """One stretch of the calendar: its unit and its first day."""

    unit: str
    first: date


def period(unit: str, day: date) -> Period:
    """The stretch of this unit that holds `day`. Seasons are the meteorological ones, winter from 1 December.

    >>> period("quarter", date(2024, 11, 5))
    Period(unit='quarter', first=datetime.date(2024, 10, 1))
    """
    if unit == "day":
        return Period(unit, day)
    if unit == "week":
        return Period(unit, day - timedelta(days=day.weekday()))
    if unit == "weekend":
        return Period(unit, day + timedelta(days=5 - day.weekday()))
    if unit == "season":
        back = day.month % 3
        return Period(unit, day.replace(day=1) - relativedelta(months=back))
    if unit in ("decade", "century"):
        years = 10 if unit == "decade" else 100
        return Period(unit, date(max(1, day.year - day.year % years), 1, 1))
    months = MONTHS_OF[unit]
    return Period(unit, date(day.year, (day.month - 1) // months * months + 1, 1))


def shift(stretch: Period, count: int) -> Period:
    """The stretch `count` units later (earlier where negative).

    Raises:
        ValueError, OverflowError: it lies outside the years 1 to 9999.

    >>> timex(shift(period("month", date(2024, 1, 31)), -1))
    '2023-12'
    """
    return Period(stretch.unit, moved(stretch.first, stretch.unit, count))


def moved(day: date, unit: str, count: int) -> date:
    """The day `count` units from `day`, cut to the length of the month.

    >>> moved(date(2024, 3, 31), "month", -1)
    datetime.date(2024, 2, 29)
    """
    if unit in DAYS_OF:
        return day + timedelta(days=count * DAYS_OF[unit])
    return day + relativedelta(months=count * MONTHS_OF[unit])


def end(stretch: Period) -> date:
    """The first day after the stretch.

    Raises:
        ValueError, OverflowError: that day lies after the year 9999.

    >>> end(period("weekend", date(2024, 11, 5)))
    datetime.date(2024, 11, 11)
    """
    if stretch.unit == "weekend":
        return stretch.first + timedelta(days=2)
    return moved(stretch.first, stretch.unit, 1)


def timex(stretch: Period) -> str:
    """The TIMEX3 value of the stretch.

    >>> [timex(period(unit, date(1998, 3, 12))) for unit in ("week", "quarter", "season", "decade", "century")]
    ['1998-W11', '1998-Q1', '1998-SP', '199', '19']
    """
    unit, first = stretch
    if unit in ("week", "weekend"):
        year, week, _ = first.isocalendar()
        return f"{year:04d}-W{week:02d}" + ("-WE" if unit == "weekend" else "")
    year_text = f"{first.year:04d}"
    if unit == "day":
        return first.isoformat()
    if unit == "month":
        return f"{year_text}-{first.month:02d}"
    if unit == "quarter":
        return f"{year_text}-Q{(first.month + 2) // 3}"
    if unit == "half":
        return f"{year_text}-H{1 if first.month < 7 else 2}"
    if unit == "season":
        return f"{year_text}-{_SEASON_OF_MONTH[first.month]}"
    return year_text[: {"year": 4, "decade": 3, "century": 2}[unit]]


def interval(stretch: Period) -> tuple[str, str] | None:
    """Start and end of the stretch as ISO 8601 dates, end excluded; None where the calendar ends before it does.

    >>> interval(period("month", date(2024, 2, 5)))
    ('2024-02-01', '2024-03-01')
    """
    try:
        return stretch.first.isoformat(), end(stretch).isoformat()
    except (ValueError, OverflowError):
        return None
