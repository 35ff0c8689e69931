"""Durations, the stretches that end or begin now, sets of times, and words that only say "now" or "some day"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

from onrecord.reading.times.calendar import moved, period
from onrecord.reading.times.timex_counts import count_of, duration_timex, fits
from onrecord.reading.times.timex_patterns import Phrase
from onrecord.reading.times.timex_values import PUBLISHED, Context, Value, of_stretch, year_of
from onrecord.records import Granularity

_AHEAD = {"day": "day", "week": "week", "month": "month", "year": "year"}  # "in two weeks" is some day of that week
_GRANULARITY: dict[str, Granularity] = {"fortnight": "week", "weekend": "day"}


def duration_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Three months", "a two-year", "several weeks". After "have … for" it ends now."""
    unit = _unit(phrase)
    count = 1 if phrase.has("yearword") else count_of(phrase)
    value = Value("duration", duration_timex(count, unit), _granularity(unit))
    about = phrase.has("about", "over", "least", "more")
    if context.perfect and count is not None and not about:
        return _trailing(value, count, unit, -1, context)
    if context.ahead and context.today and count is not None and not about and unit in _AHEAD and fits(count, unit):
        day = of_stretch(period(_AHEAD[unit], moved(context.today, unit, int(count))), context.anchor)
        return replace(value, start=day.start, end=day.end, anchor=day.anchor)
    return value


def range_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Two or three days", "10-12 weeks": one value cannot say it, so the number stays open."""
    unit = _unit(phrase)
    return Value("duration", duration_timex(None, unit), _granularity(unit))


def mixed_value(phrase: Phrase, context: Context) -> Value | None:
    """ "5 1/2 hours"."""
    unit = _unit(phrase)
    whole, upper, lower = (int(float(n.replace(",", ""))) for n in phrase.bound["number"])
    if not 0 < upper < lower:
        return None
    return Value("duration", duration_timex(whole + upper / lower, unit), _granularity(unit))


def span_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The past 24 hours" ends now, "the next two years" begins now."""
    unit = _unit(phrase)
    count = count_of(phrase)
    ahead = phrase.has("next", "following") or not phrase.has("last", "previous", "recent", "latest")
    if phrase.has("recent"):
        return Value("date", "PAST_REF", anchor=PUBLISHED if context.today else None)
    value = Value("duration", duration_timex(count, unit), _granularity(unit))
    if count is None or (phrase.has("following", "previous") and context.told) or phrase.has("about", "least"):
        return value
    return _trailing(value, count, unit, 1 if ahead else -1, context)


def opening_value(phrase: Phrase, context: Context) -> Value | None:
    """ "The first nine months (of 1989)", "the final two weeks": a duration, placed where its year is told."""
    unit = _unit(phrase)
    count = count_of(phrase)
    value = Value("duration", duration_timex(count, unit), _granularity(unit))
    year, anchor = year_of(phrase, context) if phrase.has("year") or phrase.has("yearword") else (None, None)
    if (
        year is not None
        and count is not None
        and not (phrase.has("ordinal"))
        and unit in ("month", "week", "day", "quarter")
    ):
        stop = date(year + 1, 1, 1)
        return replace(value, start=moved(stop, unit, -int(count)).isoformat(), end=stop.isoformat(), anchor=anchor)
    if year is None or count is None or phrase.value("ordinal") != "1" or unit in ("hour", "minute", "second"):
        return value
    first = date(year, 1, 1)
    return replace(value, start=first.isoformat(), end=moved(first, unit, int(count)).isoformat(), anchor=anchor)


def _unit(phrase: Phrase) -> str:
    return phrase.value("unit") or phrase.value("units") or "year"


def _granularity(unit: str) -> Granularity:
    return _GRANULARITY.get(unit, unit)  # type: ignore[arg-type]


def _trailing(value: Value, count: float, unit: str, sign: int, context: Context) -> Value:
    """The duration laid against now. Hours need the hour of publication, unless they make whole days."""
    if context.today is None:
        return value
    if unit in ("hour", "minute", "second"):
        if context.moment is None:
            if unit != "hour" or count % 24:
                return replace(value, anchor=PUBLISHED)
            count, unit = count // 24, "day"
        else:
            return _trailing_clock(value, timedelta(**{f"{unit}s": count}) * sign, context.moment)
    if unit == "quarter":  # whole ones, as they are reported
        return _quarters(value, int(count) * sign, context.today)
    months, days = _months_days(count, unit)
    try:
        if not fits(count, unit):
            raise OverflowError
        # what is ahead begins tomorrow, what is behind ends before today: the day of writing is in neither
        near = context.today + timedelta(days=1) if sign > 0 else context.today
        other = moved(moved(near, "month", sign * months), "day", sign * days)
    except (ValueError, OverflowError):
        return replace(value, anchor=PUBLISHED)
    first, last = sorted((other, near))
    return replace(value, start=first.isoformat(), end=last.isoformat(), anchor=PUBLISHED)


def _quarters(value: Value, count: int, today: date) -> Value:
    here = period("quarter", today).first
    try:
        first, last = (
            sorted((moved(here, "quarter", count), here))
            if count < 0
            else (
                moved(here, "quarter", 1),
                moved(here, "quarter", count + 1),
            )
        )
    except (ValueError, OverflowError):
        return value
    return replace(value, start=first.isoformat(), end=last.isoformat(), anchor=PUBLISHED)


def trailing_unit(unit: str, sign: int, context: Context) -> Value:
    """The past year, the next decade: told from now, not those of the calendar."""
    return _trailing(Value("duration", duration_timex(1, unit), _granularity(unit)), 1, unit, sign, context)


def _trailing_clock(value: Value, delta: timedelta, moment: datetime) -> Value:
    try:
        first, last = sorted((moment, moment + delta))
    except OverflowError:
        return value
    return replace(
        value,
        start=first.isoformat(timespec="minutes"),
        end=last.isoformat(timespec="minutes"),
        anchor=PUBLISHED,
    )


def _months_days(count: float, unit: str) -> tuple[int, int]:
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}.get(unit)
    if months is not None:
        return int(count * months), 0
    return 0, int(count * {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}[unit])


# ---------------------------------------------------------------- sets


def set_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Every Friday", "daily", "Tuesday nights", "each of the summers", "twice a week"."""
    if phrase.has("setword"):
        return Value("set", phrase.value("setword"), _set_granularity(phrase.value("setword")))
    part = phrase.value("part") or phrase.value("parts")
    if phrase.has("weekdays", "weekday"):
        weekday = phrase.value("weekdays") or phrase.value("weekday")
        value = f"XXXX-WXX-{weekday}" + (f"T{part}" if part else "")
        return Value("set", value, "hour" if part else "day")
    if part:
        return Value("set", f"XXXX-XX-XXT{part}", "hour")
    if phrase.has("weekend"):
        return Value("set", "XXXX-WXX-WE", "day")
    if phrase.has("month"):
        return Value("set", f"XXXX-{int(phrase.value('month')):02d}", "month")
    if phrase.has("season"):
        return Value("set", f"XXXX-{phrase.value('season')}", "season")
    unit = _unit(phrase) if phrase.has("unit", "units") else "quarter"
    count = count_of(phrase) if phrase.has("number") and not phrase.has("article") else 1
    if phrase.has("ordinal"):
        count = int(phrase.value("ordinal"))
    elif phrase.has("other"):
        count = 2
    return Value("set", duration_timex(count or 1, unit), _granularity(unit))


def _set_granularity(value: str) -> Granularity:
    if value.endswith("TNI") or value == "PT1H":
        return "hour"
    letters: dict[str, Granularity] = {"D": "day", "W": "week", "M": "month", "Y": "year"}
    return letters[value[-1]]


def reference_value(phrase: Phrase, context: Context) -> Value | None:
    """ "Now", "the near future", "in the past": a direction, not a date."""
    anchor = PUBLISHED if context.today else None
    if phrase.has("reference"):
        return Value("date", phrase.value("reference"), anchor=anchor)
    return Value("date", "PAST_REF" if phrase.has("pastword") else "FUTURE_REF", anchor=anchor)
