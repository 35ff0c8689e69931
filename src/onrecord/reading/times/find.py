"""Times: TIMEX3 dates, times, durations and sets, resolved against the day of writing.

    tokens ─ phrases ─▶ guards ─▶ values ─▶ Time        (timex_patterns, timex_guards, timex_values and its neighbours)

The day of writing is the date of the dateline ("WASHINGTON, March 12 (Xinhua) --") where it stands no more than three days
before the day of publication, else the day of publication. Without either, what is told from it stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from onrecord.model.analysis import Analysis, Token
from onrecord.reading.times import timex_durations as durations
from onrecord.reading.times import timex_pointing as pointing
from onrecord.reading.times import timex_values as values
from onrecord.reading.times.timex_direction import direction_of, is_ahead, is_past, is_perfect, names_the_south
from onrecord.reading.times.timex_guards import is_time
from onrecord.reading.times.timex_neighbours import (
    CLOSING,
    closing_day,
    day_of_clock,
    with_further_days,
    without_others_words,
)
from onrecord.reading.times.timex_patterns import Phrase, phrases
from onrecord.reading.times.timex_values import Context, Told, Value
from onrecord.records import Span, Time
from onrecord.sources.document import Document

_MEANINGS: Mapping[str, Callable[[Phrase, Context], Value | None]] = {
    "calendar": values.calendar_value,
    "weekday_date": values.weekday_date_value,
    "iso": values.iso_value,
    "slash": values.slash_value,
    "spelled_year": values.spelled_year_value,
    "era": values.era_value,
    "holiday": values.holiday_value,
    "holiday_week": values.holiday_week_value,
    "deictic": pointing.deictic_value,
    "deictic_off": pointing.deictic_off_value,
    "weekday_of_week": pointing.deictic_value,
    "nth_of": pointing.nth_of_value,
    "week_of": pointing.week_of_value,
    "ago": pointing.ago_value,
    "ago_both": pointing.ago_both_value,
    "offset": pointing.offset_value,
    "next_date": values.next_date_value,
    "day_of_month": pointing.day_of_month_value,
    "year_ago": pointing.year_ago_value,
    "quarter": pointing.quarter_value,
    "half": pointing.half_value,
    "season": pointing.season_value,
    "decade": pointing.decade_value,
    "century": pointing.century_value,
    "fiscal": pointing.fiscal_value,
    "period_of": pointing.period_of_value,
    "duration": durations.duration_value,
    "duration_range": durations.range_value,
    "span_range": durations.range_value,
    "mixed": durations.mixed_value,
    "span": durations.span_value,
    "opening": durations.opening_value,
    "set": durations.set_value,
    "reference": durations.reference_value,
    "part_of_told": values.part_of_told_value,
}
_COMPARISONS = ("year_ago", "ago", "period_of")  # "up from a year ago": what follows is told from what was compared
_DATELINE_REACH = 300  # characters from the start in which a dateline's date stands
_NEAR_SENTENCES = 2
_DATELINE_DAYS = 3
_DATELINE_MARKS = frozenset({"(", "-", "--", "—", "–", "_", "/"})


@dataclass(frozen=True, slots=True)
class _Memory:
    """What the times told so far leave to those that follow."""

    told: Told | None = None
    quarter: Told | None = None
    quarterly: bool = False
    in_sentence: Told | None = None
    sentence: int = -1
    told_sentence: int = -9


def find_times(document: Document, analysis: Analysis) -> tuple[Time, ...]:
    """The times of a document, in the order of its text; spans never overlap.

    >>> from onrecord.model.analyse import analyse
    >>> text = "The army said on Tuesday it had held the town for three months."
    >>> found = find_times(Document.of(text, published="2024-11-05"), analyse(text))
    >>> [(time.span.text, time.timex, time.start, time.end) for time in found]
    [('Tuesday', '2024-11-05', '2024-11-05', '2024-11-06'), ('three months', 'P3M', None, None)]
    """
    tokens = analysis.tokens
    found = without_others_words(phrases(tokens, analysis.sentences), tokens)
    found = with_further_days(found, tokens, analysis.sentences)
    if not found:
        return ()
    day, moment = published_moment(document.published)
    base = Context(today=day, moment=moment, southern=names_the_south(tokens))
    memory = _Memory()
    times: list[Time] = []
    for index, phrase in enumerate(found):
        sentence = analysis.sentence_of(phrase.first)
        first = analysis.sentences[sentence].first
        if not is_time(phrase, tokens, first):
            continue
        if memory.sentence != sentence:
            memory = replace(memory, in_sentence=None, sentence=sentence)
        span = Span.of(document.text, tokens[phrase.first].start, _end(phrase, tokens))
        direction = direction_of(phrase, analysis, sentence)
        context = replace(
            base,
            direction=direction,
            told=memory.told,
            told_quarter=memory.quarter,
            quarterly=memory.quarterly,
            told_in_sentence=memory.in_sentence,
            told_near=memory.told if sentence - memory.told_sentence <= _NEAR_SENTENCES else None,
            perfect=phrase.meaning == "duration" and is_perfect(phrase, tokens, first),
            past=phrase.has("month") and direction < 0 and is_past(phrase, analysis),
            ahead=phrase.meaning == "duration" and is_ahead(phrase, tokens, first, direction),
        )
        dated = day_of_clock(found, index, tokens, analysis.sentences[sentence]) if memory.in_sentence is None else None
        if dated is not None:
            context = replace(context, told_in_sentence=_told_of(dated, context))
        value = _value(phrase, context)
        if value is None:
            continue
        closing = closing_day(found, index, tokens)
        if closing is not None:
            value = values.ending_on(value, phrase, _told_of(closing, context))
        key = f"t{len(times) + 1}"
        times.append(_time(key, span, value))
        if phrase.meaning not in _COMPARISONS:
            memory = _remembered(memory, value, key, closes=_closes_a_quarter(phrase, tokens))
        written = _dateline(phrase, value, span, tokens, base)
        if written:
            base = replace(base, today=written, anchor=key)
    return tuple(times)


def published_moment(published: str | None) -> tuple[date | None, datetime | None]:
    """The day and, where told, the minute of publication.

    >>> published_moment("2024-11-05T08:30:00Z")[1].isoformat()
    '2024-11-05T08:30:00'
    """
    if not published:
        return None, None
    try:
        found = datetime.fromisoformat(published.strip())
    except ValueError:
        return None, None
    return found.date(), found.replace(tzinfo=None) if len(published.strip()) > 10 else None


def _end(phrase: Phrase, tokens: Sequence[Token]) -> int:
    """Where the phrase ends: without the period that ends its sentence ("at 4:30 p.m. EST.")."""
    last = tokens[phrase.last - 1]
    return last.end - 1 if phrase.has("zone") and last.text.endswith(".") else last.end


def _value(phrase: Phrase, context: Context) -> Value | None:
    try:
        return _MEANINGS[phrase.meaning](phrase, context)
    except (ValueError, OverflowError):  # a day that the calendar does not have
        return None


def _told_of(phrase: Phrase, context: Context) -> Told | None:
    """The day that a phrase further on tells."""
    value = _value(phrase, context)
    return Told(value.stretch, value.anchor) if value and value.stretch else None


def _time(key: str, span: Span, value: Value) -> Time:
    return Time(
        id=key,
        span=span,
        start=value.start,
        end=value.end,
        granularity=value.granularity,
        kind=value.kind,
        anchor=value.anchor,
        timex=value.timex,
    )


def _remembered(memory: _Memory, value: Value, key: str, closes: bool) -> _Memory:
    if value.stretch is None:
        # "for the nine months": what is compared next is no quarter
        return replace(memory, quarterly=False) if value.kind == "duration" and value.granularity == "month" else memory
    told = Told(value.stretch, key)
    if memory.quarterly and closes:
        return replace(memory, in_sentence=told)
    is_quarter = value.stretch.unit == "quarter"
    quarter = told if is_quarter else memory.quarter
    return replace(
        memory, told=told, told_sentence=memory.sentence, quarter=quarter, quarterly=is_quarter, in_sentence=told
    )


def _closes_a_quarter(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether the day only says how long a quarter was: "the fourth quarter ended Aug. 26"."""
    return phrase.meaning == "calendar" and phrase.first > 0 and tokens[phrase.first - 1].text in CLOSING


def _dateline(phrase: Phrase, value: Value, span: Span, tokens: Sequence[Token], base: Context) -> date | None:
    """The day that a dateline gives, where this phrase is one."""
    if phrase.meaning != "calendar" or span.start > _DATELINE_REACH or not phrase.has("month"):
        return None
    if value.stretch is None or value.stretch.unit != "day" or phrase.last >= len(tokens):
        return None
    if tokens[phrase.last].text not in _DATELINE_MARKS or base.anchor != values.PUBLISHED:
        return None
    if phrase.first == 0 or tokens[phrase.first - 1].text not in {",", "/", "(", ")", "-"}:
        return None
    day = value.stretch.first
    if base.today is None:
        return day if phrase.has("year") else None
    return day if timedelta() <= base.today - day <= timedelta(days=_DATELINE_DAYS) else None
