"""A phrase and what it is told from → its TIMEX3 value and interval. One function a meaning of `times/time_rules.txt`.

Nothing here looks at the text: a phrase brings its words, `Context` the day of writing, the time told last and which way the
sentence looks. What these do not settle stays open: X digits in the value, no interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter

from onrecord.reading.times.calendar import (
    GRANULARITY,
    Period,
    interval,
    moved,
    period,
    shift,
    timex,
)
from onrecord.reading.times.timex_patterns import Phrase
from onrecord.records import Granularity, TimeKind

PUBLISHED = "published"
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_PART_HOURS = {
    "MO": (0, 12),
    "AF": (12, 18),
    "EV": (18, 24),
    "NI": (18, 30),
    "DT": (6, 18),
}  # of the day; 30: next 06:00
_HISTORY_DAYS = 3650
_HALF_A_QUARTER = 45  # days
_DAYS_NEAR = 60
_MONTHS_AHEAD = 8  # "in April" written in October is last April's even where the sentence looks ahead
# a month so near ahead is meant even where nothing looks ahead: of its last one, news would name the year
_MONTHS_NEAR, _MONTHS_NEAR_LOOKING_BACK = 5, 2
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


@dataclass(frozen=True, slots=True)
class Told:
    """A time told earlier in the text: its stretch of the calendar and what it is told from (its id where it has one)."""

    stretch: Period
    id: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """What a phrase is told from.

    `today` is the day of writing (None: unknown) and `anchor` what it comes from: "published" or the id of the dateline's
    date. `moment` is the minute of publication where known. `direction` is -1 where the sentence looks back, 1 where it
    looks ahead, 0 where it does not say. `told` is the time told last, `told_quarter` the last quarter and
    `told_in_sentence` the last of the same sentence. `quarterly`: what was told last is a quarter. `perfect` is a duration that lasts until now ("has held it for a week"),
    `ahead` one that says when ("will leave in two days"). `past`: the verb of a month tells of what was.
    """

    today: date | None = None
    anchor: str = PUBLISHED
    moment: datetime | None = None
    direction: int = 0
    told: Told | None = None
    told_quarter: Told | None = None
    told_in_sentence: Told | None = None
    told_near: Told | None = None
    quarterly: bool = False
    perfect: bool = False
    ahead: bool = False
    past: bool = False
    southern: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """What a phrase means. `stretch` is what a later "the next day" is told from; None where nothing is settled."""

    kind: TimeKind
    timex: str | None
    granularity: Granularity | None = None
    start: str | None = None
    end: str | None = None
    anchor: str | None = None
    stretch: Period | None = None


def of_stretch(stretch: Period, anchor: str | None = None) -> Value:
    """The value of one stretch of the calendar."""
    bounds = interval(stretch)
    start, stop = bounds or (None, None)
    return Value("date", timex(stretch), GRANULARITY[stretch.unit], start, stop, anchor, stretch if bounds else None)


def open_date(value: str | None, granularity: Granularity | None = None, anchor: str | None = None) -> Value:
    """A date that is not settled."""
    return Value("date", value, granularity, anchor=anchor)


# ---------------------------------------------------------------- calendar dates


def calendar_value(phrase: Phrase, context: Context) -> Value | None:
    """Days, months, years, weekdays, parts of the day and clock times, in any company."""
    clock = _clock(phrase)
    if clock == "none":
        return None
    day = _calendar_stretch(phrase, context)
    if day is None:
        return None
    if phrase.has("part") and not clock:
        day = with_part(day, phrase.value("part"))
    if clock:
        return _with_clock(day, clock, phrase)
    return day


def part_of_told_value(phrase: Phrase, context: Context) -> Value | None:
    """ "In the morning": of the day that its sentence, else the text told last; none where no day was told."""
    for told in (context.told_in_sentence, context.told):
        if told and told.stretch.unit == "day":
            return with_part(of_stretch(told.stretch, told.id), phrase.value("part"))
    return None


def _calendar_stretch(phrase: Phrase, context: Context) -> Value | None:
    today, anchor = context.today, context.anchor
    weekday = phrase.value("weekday") or phrase.value("shortday")
    if phrase.has("deictic"):
        if today is None:
            return open_date("XXXX-XX-XX", "day")
        return _day(today, int(phrase.value("deictic")), anchor)
    year, year_anchor = year_of(phrase, context)
    number = phrase.value("day") or phrase.value("ordday") or phrase.value("ordinal")
    if number and phrase.has("number") and phrase.has("ordinal"):  # "February twenty-second"
        number = str(int(number) + int(phrase.value("number")))
    if phrase.has("month"):
        month = int(phrase.value("month"))
        if year is not None:
            return _month_day(year, month, number, year_anchor)
        if phrase.has("this", "last", "next", "that", "same"):
            return open_date(_unknown_year(month, number), "day" if number else "month")
        return _yearless(month, number, weekday, context)
    if year is not None:
        return of_stretch(period("year", date(year, 1, 1)), year_anchor) if 0 < year < 9999 else None
    if weekday:
        if today is None:
            return open_date(f"XXXX-WXX-{weekday}", "day")
        return weekday_near(today, int(weekday), context.direction, anchor)
    # a clock time or a part of the day alone: of the day told in its sentence, else of the day told last, else of today
    for told in (context.told_in_sentence, context.told_near):
        if told and told.stretch.unit == "day":
            return of_stretch(told.stretch, told.id)
    return of_stretch(Period("day", today), anchor) if today else open_date("XXXX-XX-XX", "day")


def year_of(phrase: Phrase, context: Context) -> tuple[int | None, str | None]:
    """The year that the phrase gives, and what it is told from."""
    if phrase.has("year"):
        return int(phrase.value("year")), None
    if phrase.has("two"):
        short = int(phrase.value("two"))
        pivot = context.today.year % 100 + 5 if context.today else 30
        return (2000 if short <= pivot else 1900) + short, None
    if phrase.has("that", "same"):
        return (context.told.stretch.first.year, context.told.id) if context.told else (None, None)
    if phrase.has("this", "last", "next") and context.today:
        step = 0 if phrase.has("this") else -1 if phrase.has("last") else 1
        return context.today.year + step, context.anchor
    return None, None


def _month_day(year: int, month: int, number: str, anchor: str | None) -> Value | None:
    try:
        if number:
            return of_stretch(Period("day", date(year, month, int(number))), anchor)
        return of_stretch(Period("month", date(year, month, 1)), anchor)
    except ValueError:
        return None


def _unknown_year(month: int, number: str) -> str:
    return f"XXXX-{month:02d}" + (f"-{int(number):02d}" if number else "")


def _yearless(month: int, number: str, weekday: str, context: Context) -> Value | None:
    """A month or a day of a month without its year: the one of that weekday, else the way the sentence looks, else the
    nearest day, else the last month of that name."""
    today = context.today
    told = context.told_in_sentence
    if told and told.stretch.unit in ("year", "month", "day") and _far(told.stretch.first, today):
        return _month_day(told.stretch.first.year, month, number, told.id)
    if today is None:
        return open_date(_unknown_year(month, number), "day" if number else "month")
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        value = _month_day(year, month, number, context.anchor)
        if value and value.stretch:
            found.append(value)
    if not found:
        return open_date(_unknown_year(month, number), "day") if number == "29" and month == 2 else None
    if weekday:
        fitting = [v for v in found if v.stretch and v.stretch.first.isoweekday() == int(weekday)]
        if fitting:
            return min(fitting, key=lambda v: _distance(v, today))
    if number:
        return _yearless_day(found, context)
    return _yearless_month(found, context)


def _yearless_day(found: list[Value], context: Context) -> Value | None:
    """The nearest day of that date, but the way the sentence looks where that is not far off; the past where it does not say
    and the nearest lies months ahead."""
    today, way = context.today, context.direction
    assert today is not None
    nearest = min(found, key=lambda v: _distance(v, today))
    fitting = [v for v in found if v.stretch and (v.stretch.first - today).days * way >= 0]
    if way == 0 and _distance(nearest, today) > _DAYS_NEAR:
        fitting, way = [v for v in found if v.stretch and v.stretch.first <= today], -2
    if way == 0 or not fitting or (abs(way) < 2 and _distance(nearest, today) <= _DAYS_NEAR):
        return nearest
    return min(fitting, key=lambda v: _distance(v, today))


def _yearless_month(found: list[Value], context: Context) -> Value | None:
    """The last month of that name, or the coming one where the sentence looks ahead and it is not far."""
    assert context.today is not None
    here = period("month", context.today).first
    if context.direction > 0:
        reach = _MONTHS_AHEAD
    elif context.past or context.direction == -2:  # "since December"
        reach = 0
    else:
        reach = _MONTHS_NEAR if context.direction == 0 else _MONTHS_NEAR_LOOKING_BACK
    ahead = [v for v in found if v.stretch and here < v.stretch.first <= moved(here, "month", reach)]
    behind = [v for v in found if v.stretch and v.stretch.first <= here]
    known = ahead[:1] or behind[-1:]
    return known[0] if known else None  # before the first December of the calendar there is none


def next_date_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The next 6th of April": the first such day after the day of writing."""
    month, number = int(phrase.value("month")), phrase.value("day") or phrase.value("ordday")
    if context.today is None:
        return open_date(_unknown_year(month, number), "day")
    for year in (context.today.year, context.today.year + 1):
        value = _month_day(year, month, number, context.anchor)
        if value and value.stretch and value.stretch.first > context.today:
            return value
    return None


def _far(day: date, today: date | None) -> bool:
    """Whether a sentence about that day is history, not about these months."""
    return today is None or abs((day - today).days) > _HISTORY_DAYS


def weekday_date_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Tuesday the eleventh": the nearest month in which that day is that weekday, this month and those before it first."""
    number = int(phrase.value("ordday") or phrase.value("ordinal"))
    weekday = int(phrase.value("weekday") or phrase.value("shortday"))
    if context.today is None or number > 31:
        return open_date(f"XXXX-XX-{number:02d}", "day") if number <= 31 else None
    first = context.today.replace(day=1)
    for months in sorted(range(-12, 13), key=lambda n: (abs(n), n * (1 if context.direction <= 0 else -1))):
        month = moved(first, "month", months)
        value = _month_day(month.year, month.month, str(number), context.anchor)
        if value and value.stretch and value.stretch.first.isoweekday() == weekday:
            return value
    return None


def _distance(value: Value, today: date) -> int:
    return abs((value.stretch.first - today).days) if value.stretch else 10**6


def _day(today: date, days: int, anchor: str | None) -> Value:
    return of_stretch(shift(Period("day", today), days), anchor)


def weekday_near(today: date, weekday: int, direction: int, anchor: str | None) -> Value:
    """That weekday: today where it is, else the one the sentence looks to, by default the last one."""
    ahead = (weekday - today.isoweekday()) % 7
    return _day(today, ahead if direction > 0 or ahead == 0 else ahead - 7, anchor)


def ending_on(value: Value, phrase: Phrase, closing: Told | None) -> Value:
    """A quarter, a year or a number of months that ends on a told day: it has the days before that day. A quarter without a
    number is the one that most of those days lie in."""
    if closing is None or closing.stretch.unit != "day":
        return value
    stop = closing.stretch.first + timedelta(days=1)
    months = re.fullmatch(r"P(\d+)([MQY])", value.timex or "")
    if months:
        first = moved(stop, {"M": "month", "Q": "quarter", "Y": "year"}[months.group(2)], -int(months.group(1)))
        return replace(value, start=first.isoformat(), end=stop.isoformat(), anchor=closing.id)
    if value.granularity != "quarter":
        return value
    first = moved(stop, "quarter", -1)
    told_before = value.anchor not in (None, PUBLISHED)  # a fiscal quarter keeps the number that it was told with
    named = phrase.has("ordinal", "quarter") or value.stretch is None or told_before
    quarter = value.stretch if named else period("quarter", first + timedelta(days=_HALF_A_QUARTER))
    named_value = value.timex if quarter is None or named else timex(quarter)
    return replace(
        value, timex=named_value, start=first.isoformat(), end=stop.isoformat(), anchor=closing.id, stretch=quarter
    )


# ---------------------------------------------------------------- parts of the day and the clock


def with_part(value: Value, part: str) -> Value:
    """A day's morning, night … An evening or night's small hours belong to it."""
    timex_value = f"{value.timex}T{part}" if value.timex else None
    if value.stretch is None or value.stretch.unit != "day":
        return replace(value, kind="date", timex=timex_value, granularity="hour", start=None, end=None)
    first, last = _PART_HOURS[part]
    midnight = datetime.combine(value.stretch.first, datetime.min.time())
    return replace(
        value,
        timex=timex_value,
        granularity="hour",
        start=_minute(midnight + timedelta(hours=first)),
        end=_minute(midnight + timedelta(hours=last)),
    )


def _clock(phrase: Phrase) -> str:
    """HH:MM of the phrase; "" where it tells none, "none" where what it tells is no time of the day."""
    if phrase.has("moment"):
        return phrase.value("moment")
    if phrase.has("hhmm"):
        return f"{phrase.value('hhmm')[:2]}:{phrase.value('hhmm')[2:]}"
    told = phrase.value("clock") or phrase.value("decimal").replace(".", ":") or phrase.value("hour")
    if not told:
        return ""
    hour, minute = int(told.split(":")[0]), told.split(":")[1] if ":" in told else "00"
    part = phrase.value("part")
    meridiem = phrase.value("meridiem") or ("PM" if part in ("AF", "EV") or (part == "NI" and hour > 5) else "")
    if meridiem and hour > 12 and phrase.has("hour"):
        return "none"
    if meridiem == "PM" and hour < 12:
        hour += 12
    elif (meridiem == "AM" or part == "NI") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute}"


def _with_clock(value: Value, clock: str, phrase: Phrase) -> Value:
    timex_value = f"{value.timex}T{clock}" if value.timex else f"T{clock}"
    if value.stretch is None or value.stretch.unit != "day":
        return replace(value, timex=timex_value, granularity="minute", start=None, end=None)
    hour, minute = (int(part) for part in clock.split(":"))
    try:
        begin = datetime.combine(value.stretch.first, datetime.min.time()) + timedelta(hours=hour, minutes=minute)
        stop = begin + timedelta(minutes=1)
    except OverflowError:
        return value
    zone = phrase.value("zone", "local")
    offset = "" if zone == "local" else _offset(int(zone))
    return replace(
        value, timex=timex_value, granularity="minute", start=_minute(begin) + offset, end=_minute(stop) + offset
    )


def _minute(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _offset(minutes: int) -> str:
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


# ---------------------------------------------------------------- dates written in figures, eras, spelled years


def iso_value(phrase: Phrase, context: Context) -> Value | None:
    """1998-03-12."""
    month, day = phrase.bound["two"][:2]
    return _month_day(int(phrase.value("year")), int(month), day, None) if 1 <= int(month) <= 12 else None


def slash_value(phrase: Phrase, context: Context) -> Value | None:
    """12/31/1998 and 31/12/98: the part that cannot be a month tells the order; where both could, the day stays open."""
    year, _ = year_of(phrase, context)
    months = phrase.bound.get("monthno", [])
    if year is None or not months:
        return None
    if len(months) == 2 and months[0] != months[1]:
        return open_date(f"{year}-XX-XX", "day")
    return _month_day(year, int(months[0]), phrase.value("day") or months[-1], None)


def spelled_year_value(phrase: Phrase, context: Context) -> Value | None:
    """Nineteen ninety-eight, the year two thousand (and one)."""
    numbers = [int(n) for n in phrase.bound.get("number", ())]
    if phrase.has("centuries"):
        tail = sum(numbers)
        if tail < 10 or tail > 99:
            return None
        year = int(phrase.value("centuries")) * 100 + tail
    else:
        year = numbers[0] * int(phrase.value("hundred")) + sum(numbers[1:])
    if not 1000 <= year <= 2200:
        return None
    return (
        _month_day(year, int(phrase.value("month")), "", None)
        if phrase.has("month")
        else of_stretch(period("year", date(year, 1, 1)))
    )


def era_value(phrase: Phrase, context: Context) -> Value | None:
    """300 B.C., A.D. 70. Years before Christ have a value but no interval: ISO 8601 has no agreed form for them."""
    digits = phrase.value("year") or phrase.value("number").replace(",", "")
    if not digits.isdigit() or not 0 < int(digits) < 9999:
        return None
    if phrase.value("era") == "BC":
        return open_date(f"BC{int(digits):04d}", "year")
    return of_stretch(period("year", date(int(digits), 1, 1)))


# ---------------------------------------------------------------- holidays


def holiday_value(phrase: Phrase, context: Context) -> Value | None:
    """A named day of the year told, else of the year that the sentence's direction or nearness gives."""
    rule = phrase.value("holiday")
    told = phrase.has("year") or not phrase.has("the")
    year, anchor = year_of(phrase, context) if told else (None, None)
    if rule[:4].isdigit():  # one day of history
        return of_stretch(Period("day", date.fromisoformat(rule)))
    if phrase.meaning == "holiday" and not phrase.has("year", "two") and not phrase.has("yearword"):
        year, anchor = None, context.anchor  # "last Christmas": the last one, not last year's
    today = context.today
    if year is None and today is None:
        return open_date(f"XXXX-{rule}" if rule[-2:].isdigit() and rule[:2].isdigit() else None, "day")
    if year is not None:
        found = [holiday(rule, year)]
    else:
        assert today is not None
        found = sorted(
            (holiday(rule, today.year + step) for step in (-1, 0, 1)), key=lambda day: abs((day - today).days)
        )
        if phrase.has("last", "previous"):
            found = [day for day in found if day < today] or found
        elif phrase.has("next", "following"):
            found = [day for day in found if day > today] or found
    return of_stretch(Period("day", found[0]), anchor)


def holiday_week_value(phrase: Phrase, context: Context) -> Value | None:
    """Easter week, Labor Day weekend."""
    value = holiday_value(phrase, context)
    if value is None or value.stretch is None:
        return value
    day = value.stretch.first
    if not phrase.has("weekend"):
        return of_stretch(period("week", day), value.anchor)
    if day.weekday() == 0:  # a Monday's long weekend ends with it
        weekend = of_stretch(period("weekend", day - timedelta(days=1)), value.anchor)
        return replace(weekend, end=value.end)
    return of_stretch(period("weekend", day), value.anchor)


def holiday(rule: str, year: int) -> date:
    """The day that a rule of `times/time_holidays.txt` gives in a year.

    >>> [holiday(rule, 2024).isoformat() for rule in ("12-25", "11-4THU", "05-LMON", "easter-2", "11-1MON+1")]
    ['2024-12-25', '2024-11-28', '2024-05-27', '2024-03-29', '2024-11-05']
    """
    if rule.startswith(("easter", "orthodox")):
        name, _, days = rule.replace("-", "+-").partition("+")
        return easter(year, EASTER_WESTERN if name == "easter" else EASTER_ORTHODOX) + timedelta(days=int(days))
    month, rest = int(rule[:2]), rule[3:]
    if rest.isdigit():
        return date(year, month, int(rest))
    rest, _, plus = rest.partition("+")
    weekday = _WEEKDAYS.index(rest[1:])
    if rest[0] == "L":
        last = moved(date(year, month, 1), "month", 1) - timedelta(days=1)
        found = last - timedelta(days=(last.weekday() - weekday) % 7)
    else:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (int(rest[0]) - 1))
    return found + timedelta(days=int(plus or 0))
