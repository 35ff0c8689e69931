"""Phrases that point: "last month", "the next day", "three weeks ago", "the third quarter", "this fall", "the early 1990s".

Told from the day of writing, or from the time told last where the words say so ("the following year", "two days later").
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from onrecord.reading.times.calendar import Period, moved, period, shift
from onrecord.reading.times.timex_counts import count_of, duration_timex, fits
from onrecord.reading.times.timex_durations import trailing_unit
from onrecord.reading.times.timex_patterns import Phrase
from onrecord.reading.times.timex_values import (
    Context,
    Told,
    Value,
    calendar_value,
    of_stretch,
    open_date,
    weekday_near,
    with_part,
    year_of,
)
from onrecord.records import Granularity

_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_SATURDAY = 5
_STEPS = {"day": ("day", 1), "week": ("week", 1), "fortnight": ("week", 2), "month": ("month", 1), "year": ("year", 1)}
_FROM_TOLD = ("previous", "following", "same", "that")
_POINTERS = ("last", "previous", "this", "current", "latest", "next", "following", "same", "that")
_OPEN: dict[str, tuple[str, Granularity]] = {
    "day": ("XXXX-XX-XX", "day"), "week": ("XXXX-WXX", "week"), "weekend": ("XXXX-WXX-WE", "day"),
    "month": ("XXXX-XX", "month"), "quarter": ("XXXX-QX", "quarter"), "year": ("XXXX", "year"),
    "decade": ("XXX", "decade"), "century": ("XX", "century"), "half": ("XXXX-HX", "quarter"),
}  # fmt: skip


def deictic_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Last week", "this year", "the next morning", "the previous Friday", "the quarter", "tonight", "overnight"."""
    if phrase.has("tonight"):
        return _part_of_today(phrase.value("tonight"), 0, context)
    if phrase.has("overnight"):
        return _part_of_today("NI", -1, context)
    base = _base(phrase, context)
    step = _step(phrase)
    unit = "weekend" if phrase.has("weekend") else phrase.value("unit") or ""
    if phrase.has("latest", "period") or (
        unit == "quarter" and not phrase.has("this", "current", "next", "last", "following", "previous")
    ):
        return _quarter_told(phrase, context)
    if phrase.has("deictic") and not phrase.has("unit"):
        return calendar_value(phrase, context)
    if phrase.has("season"):
        return _season_near(phrase, context)
    if phrase.has("month"):
        return _month_near(phrase, context)
    if phrase.has("weekday"):
        return _weekday_near(phrase, base, context)
    if phrase.value("last") == "past" and unit in ("week", "month", "year") and not phrase.has("edge", "bound"):
        return trailing_unit(unit, -1, context)
    if unit in ("decade", "century") and phrase.has("last", "next"):
        return trailing_unit(unit, step, context)
    if phrase.has("part") and not unit:
        unit = "day"
        if phrase.has("last"):  # last night was yesterday's
            step = -1
    bare = not phrase.has("edge", "bound", "before", *_POINTERS)
    if unit in ("day", "hour", "minute", "second", "decade", "century") and bare:
        return None
    if not unit:
        unit = "week" if phrase.has("last", "next", "this") else "year"
    return _stretch_near(phrase, base, step, unit, context)


def _part_of_today(part: str, days: int, context: Context) -> Value:
    if context.today is None:
        return open_date(f"XXXX-XX-XXT{part}", "hour")
    return with_part(of_stretch(shift(Period("day", context.today), days), context.anchor), part)


def _base(phrase: Phrase, context: Context) -> Told | None:
    """What the phrase is told from: the last told time where its words say so, else the day of writing."""
    next_after_told = phrase.has("next") and phrase.has("the") and (phrase.value("unit") == "day" or phrase.has("part"))
    before_told = phrase.has("before") and not phrase.has("deictic")
    if (phrase.has(*_FROM_TOLD) or before_told or next_after_told) and (context.told or phrase.has("that", "same")):
        return context.told
    return Told(Period("day", context.today), context.anchor) if context.today else None


def _step(phrase: Phrase) -> int:
    for name in ("previous", "next", "following", "before"):
        if phrase.has(name):
            return int(phrase.value(name))
    if phrase.has("last") and not phrase.has("this"):
        return -1
    return 0


def _stretch_near(phrase: Phrase, base: Told | None, step: int, unit: str, context: Context) -> Value | None:
    if unit not in _OPEN:
        return None
    if base is None:
        value, granularity = _OPEN[unit]
        return open_date(value + (f"T{phrase.value('part')}" if phrase.has("part") else ""), granularity)
    if unit == "weekend" and phrase.has("this", "last") and phrase.value("last") == "past":
        step = -1 if base.stretch.first.weekday() < _SATURDAY else 0  # "this past weekend"
    elif unit == "weekend" and not phrase.has("last", "next", "previous", "following"):
        step = _weekend_step(base.stretch.first, phrase, context)
    if unit in ("day", "week") and base.stretch.unit not in ("day", "week", "weekend"):
        value, granularity = _OPEN[unit]
        return open_date(value, granularity)
    value_found = of_stretch(shift(period(unit, base.stretch.first), step), base.id)
    if phrase.has("part"):
        return with_part(value_found, phrase.value("part"))
    return _cut_at_today(value_found, phrase, context)


def _weekend_step(day: date, phrase: Phrase, context: Context) -> int:
    """ "The weekend" is the last one, this one from Saturday on, and the coming one where the sentence looks ahead."""
    if day.weekday() >= 5 or context.direction > 0 or (phrase.has("this") and day.weekday() > 2):
        return 0
    return -1


def _cut_at_today(value: Value, phrase: Phrase, context: Context) -> Value:
    """ "Earlier this week" ends with today, "later this week" begins with it; the value stays the whole."""
    today = context.today
    if today is None or value.stretch is None or not phrase.has("edge") or not value.start or not value.end:
        return value
    told = today.isoformat()
    if not value.start <= told < value.end:
        return value
    if phrase.value("edge") == "BEFORE":
        return replace(value, end=(today + timedelta(days=1)).isoformat())
    return replace(value, start=told) if phrase.value("edge") == "AFTER" else value


def _weekday_near(phrase: Phrase, base: Told | None, context: Context) -> Value | None:
    weekday = int(phrase.value("weekday"))
    if base is None:
        return open_date(f"XXXX-WXX-{weekday}", "day")
    day = base.stretch.first
    if base.stretch.unit not in ("day", "week", "weekend"):
        return open_date(f"XXXX-WXX-{weekday}", "day")
    if not phrase.has("part") and phrase.meaning == "weekday_of_week":
        monday = period("week", day).first + timedelta(weeks=_step(phrase))
        return of_stretch(Period("day", monday + timedelta(days=weekday - 1)), base.id)
    if phrase.has("that", "same"):
        found = weekday_near(day, weekday, 1, base.id)
    elif phrase.has("last", "previous"):
        found = weekday_near(day - timedelta(days=1), weekday, -1, base.id)
    elif phrase.has("next", "following"):
        found = weekday_near(day + timedelta(days=1), weekday, 1, base.id)
    else:
        found = weekday_near(day, weekday, 1 if context.direction >= 0 else -1, base.id)
    return with_part(found, phrase.value("part")) if phrase.has("part") else found


def _month_near(phrase: Phrase, context: Context) -> Value | None:
    month = int(phrase.value("month"))
    if context.today is None:
        return open_date(f"XXXX-{month:02d}", "month")
    here = period("month", context.today)
    found = Period("month", date(context.today.year, month, 1))
    if phrase.has("last", "previous") and found.first >= here.first:
        found = Period("month", moved(found.first, "year", -1))
    elif phrase.has("next", "following") and found.first <= here.first:
        found = Period("month", moved(found.first, "year", 1))
    return of_stretch(found, context.anchor)


def _season_near(phrase: Phrase, context: Context) -> Value | None:
    letters = phrase.value("season")
    year, anchor = year_of(phrase, context) if phrase.meaning == "season" else (None, context.anchor)
    if year is not None:
        return _season(Period("season", date(year, _SEASON_MONTH[letters], 1)), anchor, context)
    if context.today is None:
        return open_date(f"XXXX-{letters}", "season")
    here = period("season", context.today)
    found = Period("season", date(context.today.year, _SEASON_MONTH[letters], 1))
    if phrase.has("last") and found.first >= here.first:
        found = Period("season", moved(found.first, "year", -1))
    elif phrase.has("next") and found.first <= here.first:
        found = Period("season", moved(found.first, "year", 1))
    elif not phrase.has("this", "current", "next") and found.first > here.first and context.direction <= 0:
        found = Period("season", moved(found.first, "year", -1))
    return _season(found, context.anchor, context)


def _season(stretch: Period, anchor: str | None, context: Context) -> Value:
    value = of_stretch(stretch, anchor)
    return replace(value, start=None, end=None, stretch=None) if context.southern else value


def season_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The summer", "early spring 1998", "the fall of 1997", "in winter"."""
    return _season_near(phrase, context)


def _quarter_told(phrase: Phrase, context: Context) -> Value | None:
    """ "The quarter", "the latest period": the quarter told last, else the last full one before the day of writing."""
    told, today = context.told_quarter, context.today
    if told and not (phrase.has("latest") and today and shift(told.stretch, 1).first > today):
        return of_stretch(told.stretch, told.id)
    if phrase.has("that", "same") or context.today is None:
        return open_date("XXXX-QX", "quarter")
    return of_stretch(shift(period("quarter", context.today), -1), context.anchor)


# ---------------------------------------------------------------- so long ago, so much later


def ago_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Three weeks ago", "a year earlier", "two days later", "five months from now"."""
    unit = phrase.value("unit") or phrase.value("units")
    if phrase.has("earlier", "later", "before"):
        base = context.told
        sign = -1 if phrase.has("earlier", "before") else 1
    else:
        days = timedelta(days=int(phrase.value("deictic", "0")))
        base = Told(Period("day", context.today + days), context.anchor) if context.today else None
        sign = -1 if phrase.has("ago") else 1
    count = count_of(phrase)
    if unit in ("second", "minute", "hour"):
        if phrase.has("earlier", "later", "before"):
            return open_date(duration_timex(count, unit), "hour")
        return _hours_ago(unit, count, sign, context)
    if count is None:
        return open_date(duration_timex(None, unit))
    if not fits(count, unit):
        return open_date("PAST_REF" if sign < 0 else "FUTURE_REF")
    whole = int(count)
    if unit == "fortnight":
        unit, whole = "week", whole * 2
    if base is None:
        value, granularity = _OPEN[unit]
        return open_date(value, granularity)
    if (
        unit == "year"
        and not phrase.has("later", "before")
        and context.told_quarter
        and _about_quarter(phrase, context)
    ):
        told = context.told_quarter
        return of_stretch(shift(told.stretch, sign * whole * 4), told.id)
    stretch = base.stretch
    if phrase.has("earlier", "later", "before"):
        if _size(stretch.unit) > _size(unit):
            value, granularity = _OPEN[unit]
            return open_date(value, granularity)
        told_closely = stretch.unit in ("day", "week", "weekend") or (
            stretch.unit == "quarter" and not context.quarterly
        )
        kept = "year" if unit == "year" and told_closely else stretch.unit
    else:
        kept = "day" if phrase.has("deictic") else {"decade": "year", "century": "year"}.get(unit, unit)
    try:
        found = period(kept, moved(stretch.first, unit, sign * whole))
    except (ValueError, OverflowError):
        return open_date("PAST_REF" if sign < 0 else "FUTURE_REF")
    return of_stretch(found, base.id)


def day_of_month_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The 15th of last month"."""
    number, unit = int(phrase.value("ordday") or phrase.value("ordinal")), phrase.value("unit")
    if unit != "month":
        return None
    month = deictic_value(Phrase("deictic", phrase.first, phrase.last, phrase.bound), context)
    if month is None or month.stretch is None:
        return open_date(f"XXXX-XX-{number:02d}", "day")
    return of_stretch(Period("day", month.stretch.first.replace(day=number)), month.anchor)


def ago_both_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Two weeks and two days ago": the smaller unit says how exact it is."""
    units, counts = phrase.bound.get("units", []) + phrase.bound.get("unit", []), phrase.bound.get("number", [])
    sign = -1 if phrase.has("ago") else 1
    if context.today is None or len(units) != 2 or len(counts) != 2 or not all(unit in _STEPS for unit in units):
        return open_date("XXXX-XX-XX", "day") if context.today is None else None
    day = context.today
    for unit, count in zip(units, counts, strict=True):
        day = moved(day, _STEPS[unit][0], sign * _STEPS[unit][1] * int(float(count.replace(",", ""))))
    return of_stretch(period(min(units, key=_size), day), context.anchor)


def offset_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Three days from Tuesday", "two weeks from January 15": that day, moved."""
    count, unit = count_of(phrase), phrase.value("unit") or phrase.value("units")
    dated = {k: v for k, v in phrase.bound.items() if k in ("month", "day", "ordday", "year", "two", "weekday")}
    day = calendar_value(Phrase("calendar", phrase.first, phrase.last, dated), context)
    if day is None or day.stretch is None or count is None or unit not in _STEPS:
        return open_date("XXXX-XX-XX", "day") if context.today is None else None
    name, factor = _STEPS[unit]
    return of_stretch(Period("day", moved(day.stretch.first, name, factor * int(count))), day.anchor)


def _about_quarter(phrase: Phrase, context: Context) -> bool:
    """Whether "a year ago" compares quarters: the last told time is one."""
    return phrase.has("article") and context.quarterly


def _size(unit: str) -> int:
    return ("day", "weekend", "week", "month", "quarter", "season", "half", "year", "decade", "century").index(unit)


def _hours_ago(unit: str, count: float | None, sign: int, context: Context) -> Value:
    if context.moment is None or count is None:
        return open_date(duration_timex(count, unit), "hour")
    found = context.moment + sign * timedelta(**{f"{unit}s": count})
    step = timedelta(hours=1) if unit == "hour" else timedelta(minutes=1)
    begin = found.replace(minute=0) if unit == "hour" else found
    value = begin.strftime("%Y-%m-%dT%H") if unit == "hour" else begin.strftime("%Y-%m-%dT%H:%M")
    stop = (begin + step).isoformat(timespec="minutes")
    return Value("date", value, "hour", begin.isoformat(timespec="minutes"), stop, context.anchor)


def year_ago_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The year-ago quarter", "the year-earlier period": the stretch told last, a year before."""
    told = context.told if phrase.value("unit") in ("month", "week") else context.told_quarter
    quarterly = context.quarterly or phrase.has("unit")
    if told is None or not quarterly:
        return (
            open_date("XXXX")
            if context.today is None
            else of_stretch(shift(period("year", context.today), -1), context.anchor)
        )
    return of_stretch(Period(told.stretch.unit, moved(told.stretch.first, "year", -1)), told.id)


# ---------------------------------------------------------------- quarters, halves, decades, centuries, fiscal years


def quarter_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The third quarter of 1990", "Q3 2024", "the fiscal second quarter", "fourth-quarter"."""
    number = int(phrase.value("ordinal") or phrase.value("quarter"))
    if not 1 <= number <= 4:
        return None
    year, anchor = year_of(phrase, context)
    if year is None and context.today is not None:
        year, anchor = context.today.year, context.anchor
        first = date(year, number * 3 - 2, 1)
        here = period("quarter", context.today).first
        # "expects for the third quarter" written in the fourth is about the one just over
        if first > here and (context.direction <= 0 or first > moved(here, "quarter", 2)):
            year -= 1
        elif context.direction > 0 and first < moved(here, "quarter", -1):
            year += 1
    if year is None:
        return open_date(f"XXXX-Q{number}", "quarter")
    value = of_stretch(Period("quarter", date(year, number * 3 - 2, 1)), anchor)
    # a company's fiscal quarter has the name of a calendar quarter but not its days
    return replace(value, start=None, end=None) if phrase.has("fiscal") else value


def half_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The first half of 1998", "the second half"."""
    number = int(phrase.value("halfyear") or phrase.value("ordinal", "2"))
    if number > 2:
        return None
    if phrase.has("decade"):
        return decade_value(phrase, context)
    year, anchor = year_of(phrase, context)
    if year is None and context.today is not None:
        year, anchor = context.today.year, context.anchor
    if year is None:
        return open_date(f"XXXX-H{number}", "quarter")
    value = of_stretch(Period("half", date(year, number * 6 - 5, 1)), anchor)
    return replace(value, start=None, end=None) if phrase.has("fiscal") else value


def decade_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The early 1990s", "the '80s"; "in his 30s" without the apostrophe is an age."""
    digits = phrase.value("decade") or phrase.value("decadename")
    if len(digits) == 2:
        if not phrase.has("apostrophe") or digits in ("00", "10", "20"):
            return None
        digits = "19" + digits
    return of_stretch(period("decade", date(int(digits), 1, 1)))


def century_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The 20th century": 1900 to 1999, as TIMEX3 counts."""
    number = int(phrase.value("ordinal"))
    if not 2 <= number <= 22:
        return None
    return of_stretch(period("century", date((number - 1) * 100, 1, 1)))


def fiscal_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Fiscal 1989", "the current fiscal year": a value, but no interval, since each has its own first day."""
    year, anchor = year_of(phrase, context)
    if year is None and context.today is not None:
        step = -1 if phrase.has("latest") else _step(phrase)  # the latest is the last full one
        year, anchor = context.today.year + step, context.anchor
    return open_date(f"{year:04d}" if year else "XXXX", "year", anchor)


def week_of_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The week of March 6"."""
    value = calendar_value(phrase, context)
    if value is None or value.stretch is None:
        return value
    return of_stretch(period("week", value.stretch.first), value.anchor)


def nth_of_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The first week of December", "the last day of 2016": weeks belong to the month or year that holds their Thursday."""
    unit = "weekend" if phrase.has("weekend") else phrase.bound.get("unit", ["week"])[0]
    number = (
        -1
        if phrase.has("final") or (phrase.has("last") and not phrase.has("ordinal"))
        else int(phrase.value("ordinal"))
    )
    whole = _whole(phrase, context)
    if whole is None or whole.stretch is None or unit not in ("day", "week", "weekend", "month"):
        return whole if whole is None else open_date(None)
    first, stop = whole.stretch.first, moved(whole.stretch.first, whole.stretch.unit, 1)
    inside = timedelta(days=3) if unit == "week" else timedelta(days=5) if unit == "weekend" else timedelta()
    start = period(unit, first)
    if start.first + inside < first:
        start = shift(start, 1)
    last = period(unit, stop - timedelta(days=1))
    if last.first + inside >= stop:
        last = shift(last, -1)
    found = last if number < 0 else shift(start, number - 1)
    return of_stretch(found, whole.anchor) if start.first <= found.first <= last.first else None


def _whole(phrase: Phrase, context: Context) -> Value | None:
    """The month or year that a part of it is told of."""
    if phrase.has("month") or phrase.has("year"):
        inner = Phrase(
            "calendar",
            phrase.first,
            phrase.last,
            {k: v for k, v in phrase.bound.items() if k in ("month", "year", "two")},
        )
        return calendar_value(inner, context)
    unit = "year" if phrase.has("yearword") else phrase.bound["unit"][-1]
    if context.today is None or unit not in ("month", "year", "week", "quarter"):
        return None
    lasts = len(phrase.bound.get("last", ())) - (0 if phrase.has("ordinal", "final") else 1)
    step = 1 if phrase.has("next") else -1 if lasts > 0 else 0
    return of_stretch(shift(period(unit, context.today), step), context.anchor)


def period_of_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The 1988 period": the stretch told last, in that year; the year where none was told."""
    year = int(phrase.value("year"))
    if context.told_quarter and context.quarterly:
        return of_stretch(Period("quarter", context.told_quarter.stretch.first.replace(year=year)))
    return of_stretch(period("year", date(year, 1, 1)))


def deictic_off_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The day before yesterday", "the day after tomorrow"."""
    if context.today is None:
        return open_date("XXXX-XX-XX", "day")
    days = int(phrase.value("deictic")) + (-1 if phrase.has("before") else 1)
    return of_stretch(shift(Period("day", context.today), days), context.anchor)
