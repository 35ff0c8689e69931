"""Times that a neighbour completes: "Nov. 3-5", "from 3 to 5 November", "April 24 and 25", "at 10:35 a.m. (0735 GMT) Friday"."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.analysis import Range, Token
from onrecord.reading.times.timex_patterns import Phrase

_LINKS = frozenset({"-", "–", "—", "to", "and", "or", "through", "until", "till", "&"})
_KEPT = ("month", "year", "two")
_LAST_DAY = 31
_AFTER_DAY = frozenset(
    {"of", "at", "in", "and", "or", "to", "for", "from", "with", "as", "by", "until", "when", "was", "is"}
)
CLOSING = frozenset({"ended", "ending"})
"""Words between a stretch of time and its last day."""
_REACH = 8  # tokens from a clock time to the day that it belongs to
_DAYS = ("weekday", "deictic", "month")


def with_further_days(found: Sequence[Phrase], tokens: Sequence[Token], sentences: Sequence[Range]) -> list[Phrase]:
    """The phrases and, for each day of a month, the bare days that are linked to it, each a phrase of its own.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.times.timex_patterns import phrases
    >>> text = analyse("They met from 3 to 5 November.")
    >>> plain = phrases(text.tokens, text.sentences)
    >>> [(p.first, p.bound["day"]) for p in with_further_days(plain, text.tokens, text.sentences)]
    [(3, ['3']), (5, ['5'])]
    """
    taken = {index for phrase in found for index in range(phrase.first, phrase.last)}
    ends = {sentence.last for sentence in sentences}
    every = []
    for phrase in found:
        every.append(phrase)
        if phrase.meaning != "calendar" or not phrase.has("month") or not phrase.has("day"):
            continue
        bound = {name: phrase.bound[name] for name in _KEPT if name in phrase.bound}
        at = phrase.first - 2
        if tokens[phrase.first].text.isdigit() and at >= 0 and _links(tokens, at, at + 1, taken, ends):
            every.append(Phrase("calendar", at, at + 1, bound | {"day": [tokens[at].text]}))
        at = phrase.last + 1
        closed = phrase.has("year", "two") or not _follows(tokens, at)
        if not closed and _links(tokens, at, at - 1, taken, ends):
            every.append(Phrase("calendar", at, at + 1, bound | {"day": [tokens[at].text]}))
    return sorted(every, key=lambda phrase: phrase.first)


def _links(tokens: Sequence[Token], day: int, link: int, taken: set[int], ends: set[int]) -> bool:
    """Whether a bare day stands at `day`, tied to its neighbour by a linking word in the same sentence."""
    if not 0 <= day < len(tokens) or day in taken or max(day, link) in ends:
        return False
    text = tokens[day].text
    return tokens[link].text in _LINKS and text.isdigit() and len(text) < 3 and 0 < int(text) <= _LAST_DAY


def _follows(tokens: Sequence[Token], day: int) -> bool:
    """Whether the bare day ends there: "Nov. 3-5, " and not "Nov. 3 and 5 people"."""
    if day + 1 >= len(tokens):
        return True
    return (not tokens[day + 1].text[0].isalnum() and tokens[day + 1].text not in "%$/.:") or tokens[
        day + 1
    ].text == "."


def without_others_words(found: Sequence[Phrase], tokens: Sequence[Token]) -> list[Phrase]:
    """The phrases, without an ordinal that belongs to the word after it ("Friday, the fourth decline in a row") and without a
    preposition ("following December's attack")."""
    cut = [_weekday_alone(phrase) if _counts_other(phrase, tokens) else phrase for phrase in found]
    return [_after_preposition(phrase) if _is_preposition(phrase, tokens) else phrase for phrase in cut]


def _is_preposition(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether the phrase begins with "following" without an article."""
    begins = tokens[phrase.first].text.lower() == "following"
    return begins and phrase.meaning == "deictic" and phrase.last - phrase.first == 2 and phrase.has("month", "weekday")


def _after_preposition(phrase: Phrase) -> Phrase:
    bound = {name: words for name, words in phrase.bound.items() if name in ("month", "weekday")}
    return Phrase("calendar", phrase.first + 1, phrase.last, bound)


def _counts_other(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    after = tokens[phrase.last].text if phrase.last < len(tokens) else ""
    counts = phrase.meaning == "weekday_date" and after[:1].isalpha() and after.islower()
    return counts and after not in _AFTER_DAY


def _weekday_alone(phrase: Phrase) -> Phrase:
    bound = {name: words for name, words in phrase.bound.items() if name in ("weekday", "shortday")}
    return Phrase("calendar", phrase.first, phrase.first + 1, bound)


def closing_day(found: Sequence[Phrase], index: int, tokens: Sequence[Token]) -> Phrase | None:
    """The day that a quarter, a year or a number of months ends on, where it is told: "the quarter ended July 31"."""
    here = found[index]
    if index + 1 >= len(found) or here.last >= len(tokens) or tokens[here.last].text not in CLOSING:
        return None
    following = found[index + 1]
    dated = following.meaning == "calendar" and following.has("month") and following.has("day", "ordday")
    return following if dated and following.first == here.last + 1 else None


def day_of_clock(found: Sequence[Phrase], index: int, tokens: Sequence[Token], sentence: Range) -> Phrase | None:
    """The day that a bare clock time belongs to, where it follows: "at 10:35 a.m. (0735 GMT) on Friday". A bracket goes on with
    the sentence even where the period of "a.m." looks like its end."""
    here = found[index]
    if here.meaning != "calendar" or not here.has("clock", "hour", "hhmm", "moment") or here.has(*_DAYS, "year"):
        return None
    bracket = here.last < len(tokens) and tokens[here.last].text == "("
    for phrase in found[index + 1 : index + 3]:
        if (phrase.first >= sentence.last and not bracket) or phrase.first - here.last > _REACH:
            return None
        if phrase.meaning == "calendar" and phrase.has(*_DAYS):
            return phrase
    return None
