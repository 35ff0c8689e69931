"""Document and analysis → its figures: every quantity with its bounds, what it counts, and what it says of people.

    tokens ─ numbers ─▶ minus labels ─▶ amounts (units, ranges) ─▶ bounds ─▶ counted, harm ─▶ Figure

Times and figures share nothing: a number inside a time expression is the time's, with one exception. A duration that words
bound ("more than 30 days") is a figure of category "duration" too, for a time has no place for its bounds; and so is one
that no time claims. Money of a bare "$" is USD. "nearly 50" and "almost 50" are approximately 50; "more than 50" has low 50
and no high, for the record does not tell > from >=. Shares ("a third of") are parts of 1 with the unit "share"; the
intervals of "dozens", "several" and the like stand in knowledge/figures/vague_quantities.tsv.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from onrecord.model.analysis import Analysis
from onrecord.reading.figures.amounts import Amount, amounts
from onrecord.reading.figures.bounds import Bounded, bounded
from onrecord.reading.figures.counted import Counted, counted
from onrecord.reading.figures.harm import HARMS
from onrecord.reading.figures.harmed import harm_of
from onrecord.reading.figures.joined import both_ends, part_of_whole, with_shared_noun
from onrecord.reading.figures.labels import is_age, is_label, title_case
from onrecord.reading.figures.numbers import Number, Words, find_numbers
from onrecord.reading.figures.reading import CONFIDENCE, Reading
from onrecord.reading.figures.wholes import with_wholes
from onrecord.reading.figures.wordless import factors, zeros
from onrecord.records import Figure, FigureCategory, Span, Time
from onrecord.sources.document import Document

_ONE_MORE_REACH = 8
_NO_TIMES = frozenset(("percent", "money", "distance", "area"))


def find_figures(document: Document, analysis: Analysis, times: tuple[Time, ...]) -> tuple[Figure, ...]:
    """The figures of a document, in order of the text; `of`, `event` and `according_to` are for later steps.

    >>> from onrecord.model.analyse import analyse
    >>> text = "The blast killed at least 12 people and wounded some 30, the second attack in 2016."
    >>> for f in find_figures(Document.of(text), analyse(text), ()):
    ...     print(f.span.text, f.low, f.high, f.approximate, f.counted, f.category)
    at least 12 12 None False people killed
    some 30 30 30 True None injured
    """
    words = Words(analysis.text, analysis.tokens)
    numbers = find_numbers(words)
    sentences = _Sentences(analysis)
    kept = _without_labels(words, numbers, sentences)
    found: list[Reading] = []
    spans = _TimeSpans(times)
    for amount in amounts(words, kept):
        bounds = bounded(words, amount)
        kinds = spans.kinds(words.tokens[amount.first].start, words.tokens[bounds.last - 1].end)
        if _is_time(amount, bounds, kinds, words):
            continue
        begin, end = sentences.around(amount.first)
        reading = _read(words, amount, bounds, begin, end, found[-1] if found else None)
        if reading is not None:
            if found:
                part, reading = part_of_whole(words, found[-1], reading)
                found[-1] = with_shared_noun(words, part, reading)
            if found and (merged := both_ends(words, found[-1], reading)):
                found[-1] = merged
            else:
                found.append(reading)
    found = sorted([*found, *zeros(words, sentences.around), *factors(words, found)], key=lambda r: r.bounds.first)
    return tuple(_figure(words, number, reading) for number, reading in enumerate(with_wholes(words, found), 1))


def _without_labels(words: Words, numbers: Sequence[Number], sentences: _Sentences) -> list[Number]:
    """The numbers that count; the second of two ages ("between the ages of 18 and 25") goes with the first."""
    kept: list[Number] = []
    age_before = dropped = -1
    for number in numbers:
        joined = number.first - age_before == 1 and words.word(age_before) in ("to", "or", "-", "–")
        if number.first - age_before == 1 and words.word(age_before) == "and":
            joined = (
                "between" in words.lower[max(0, age_before - 6) : age_before]
                or "ages" in words.lower[max(0, age_before - 6) : age_before]
            )
        age = is_age(words, number.first, number.last, number.low) or joined
        age_before = number.last if age else -1
        season = number.first - dropped == 1 and words.raw(dropped) in "-–/" and words.tight(number.first)
        if age or season or is_label(words, number, sentences.is_heading, sentences.begins):
            dropped = number.last
        else:
            kept.append(number)
    return kept


class _Sentences:
    """Where sentences begin and end, and which are headings."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._firsts = [sentence.first for sentence in analysis.sentences]
        self._headings: dict[int, bool] = {}

    def around(self, token: int) -> tuple[int, int]:
        sentence = self._analysis.sentences[self._analysis.sentence_of(token)]
        return sentence.first, sentence.last

    def begins(self, token: int) -> bool:
        return self._firsts[bisect_right(self._firsts, token) - 1] == token

    def is_heading(self, token: int) -> bool:
        index = self._analysis.sentence_of(token)
        if index not in self._headings:
            sentence = self._analysis.sentences[index]
            raw = [
                token.text for token in self._analysis.tokens[sentence.first : min(sentence.last, sentence.first + 40)]
            ]
            self._headings[index] = title_case(raw)
        return self._headings[index]

    def ranges(self) -> Iterable[tuple[int, int]]:
        return ((sentence.first, sentence.last) for sentence in self._analysis.sentences)


class _TimeSpans:
    """The time expressions by place, for looking up what kinds overlap some characters."""

    def __init__(self, times: Sequence[Time]) -> None:
        self._times = sorted(times, key=lambda time: time.span.start)
        self._starts = [time.span.start for time in self._times]

    def kinds(self, start: int, end: int) -> set[str]:
        index = bisect_right(self._starts, end - 1)
        return {time.kind for time in self._times[max(0, index - 3) : index] if time.span.end > start}


def _is_time(amount: Amount, bounds: Bounded, kinds: set[str], words: Words) -> bool:
    """Whether the times have it: any date or set, and a duration that no words bound."""
    duration = amount.unit is not None and amount.unit.category == "duration"
    if duration and amount.high is not None and (bounds.low is None or bounds.high is None):
        return False  # a time has no place for "more than two years ago"
    if amount.unit is not None and amount.unit.category in _NO_TIMES:
        return False
    if kinds - {"duration"}:
        return True
    if duration:
        if words.tables.context_phrases["interval unit end"].at(words.lower, amount.last):
            return True
        marked = bounds.marked or amount.low != amount.high
        return bool(kinds) and not marked
    return bool(kinds)


def _read(
    words: Words, amount: Amount, bounds: Bounded, begin: int, end: int, previous: Reading | None
) -> Reading | None:
    """The figure that an amount makes, or None where it is none worth the name."""
    thing = counted(words, amount, bounds.last)
    bounds = _bound_after(words, bounds, thing)
    unit = amount.unit.name if amount.unit else None
    if unit is not None and amount.number.form != "share":
        category = amount.unit.category if amount.unit else "other"
        return Reading(bounds, thing, category, unit, CONFIDENCE["unit"], begin)
    if amount.number.form == "share":
        if not _is_share(words, amount, bounds):
            return None
        return Reading(bounds, thing, "percent", unit or "share", CONFIDENCE["noun"], begin)
    harm = harm_of(words, amount, bounds, thing, begin, end, previous)
    category = harm or thing.category or ("people" if words.word(bounds.last) == "who" else "other")
    if amount.number.where == "harm" and category not in HARMS:
        return None
    if not _counts(words, amount, bounds, thing, category, begin) and not _one_more(
        words, amount, thing, previous, begin
    ):
        return None
    kind = (
        "harm" if harm else "vague" if amount.number.form == "vague" else "noun" if thing.last > thing.first else "bare"
    )
    return Reading(bounds, thing, category, None, CONFIDENCE[kind], begin)


def _bound_after(words: Words, bounds: Bounded, thing: Counted) -> Bounded:
    """A bound that follows what is counted: "1,000 people or more"."""
    if thing.last == thing.first or bounds.low is None or words.word(thing.last) != "or":
        return bounds
    after = words.tables.after.at(words.lower, thing.last)
    if after and after[1] == "low":
        return replace(bounds, high=None, marked=True)
    if after and after[1] == "high" and bounds.high is not None:
        return replace(bounds, low=None, marked=True)
    return bounds


def _is_share(words: Words, amount: Amount, bounds: Bounded) -> bool:
    """Whether a fraction is a share: of something, bounded, or by itself after "by"; not "a third person"."""
    if bounds.marked or words.word(amount.last) in (
        "of",
        "that",
        "its",
        "their",
        "all",
        "those",
        "these",
        "our",
        "his",
        "her",
    ):
        return True
    if amount.last - amount.first >= 3 or words.word(amount.first - 1) == "by":
        return True
    if words.word(amount.first) == "half":
        return words.word(amount.last) == "the"
    return words.word(amount.first) not in ("a", "an") and amount.last - amount.first > 1


def _counts(
    words: Words, amount: Amount, bounds: Bounded, thing: Counted, category: FigureCategory, begin: int
) -> bool:
    """Whether a bare number counts something: "one of them", "Cannington 32" and numbers alone in a line do not."""
    named = thing.last > thing.first
    one = amount.low == 1 and amount.high == 1 and amount.number.form == "words"
    if one:
        if words.word(amount.last) == "of" or words.word(amount.first - 1) in ("no", "any", "every", "the"):
            return False
        return bounds.marked or category in HARMS or category in ("troops", "weapons")
    if named or category != "other" or bounds.marked:
        return True
    if amount.number.form == "vague":
        if words.word(amount.last) == "of":
            return True
        before = words.word(amount.first - 1) if amount.first > begin else ""
        bare = words.tables.words.get(words.word(amount.first).removesuffix("s"), (0, ""))[1] in ("hundred", "scale")
        return bare and amount.high is None and before not in words.tables.contexts["no bare vague"]
    if amount.number.form == "words" and words.word(amount.first - 1) in words.tables.contexts["pronoun before"]:
        return False
    before = words.raw(amount.first - 1) if amount.first - 1 > begin else ""
    if (
        amount.number.scale == 1
        and before[:1].isupper()
        and before.isalpha()
        and len(before) > 1
        and amount.number.form == "digits"
    ):
        return False
    return amount.first > begin or _is_of_number(words, amount.last)


def _is_of_number(words: Words, index: int) -> bool:
    """Whether "of 161 people" or "of the five" goes on at a token."""
    if words.word(index) != "of":
        return False
    following = words.word(index + 1) if words.word(index + 1) != "the" else words.word(index + 2)
    return following[:1].isdigit() or words.tables.words.get(following, (0, "letter"))[1] != "letter"


def _one_more(words: Words, amount: Amount, thing: Counted, previous: Reading | None, begin: int) -> bool:
    """Whether "one" is counted with others: "five counts of fraud and one count of perjury"."""
    if previous is None or previous.sentence != begin or thing.last == thing.first or words.word(amount.first) != "one":
        return False
    gap = amount.first - max(previous.counted.last, previous.bounds.last)
    return words.word(amount.first - 1) == "and" and gap <= _ONE_MORE_REACH


def _figure(words: Words, number: int, reading: Reading) -> Figure:
    bounds, thing, text = reading.bounds, reading.counted, words.text
    tokens = words.tokens
    name = text[tokens[thing.first].start : tokens[thing.last - 1].end] if thing.last > thing.first else None
    return Figure(
        id=f"f{number}",
        span=Span.of(text, tokens[bounds.first].start, tokens[bounds.last - 1].end),
        low=bounds.low,
        high=bounds.high,
        approximate=bounds.approximate,
        counted=" ".join(name.split()) if name else None,
        category=reading.category,
        unit=reading.unit,
        part_of=None if reading.whole is None else f"f{reading.whole + 1}",
        role=reading.role,
        confidence=reading.confidence,
    )
