"""What looks like a time and is none: "May" the verb and the name, 2000 troops, the Daily News, Black Friday, a score of 4:30.

The words are rows of `times/time_guards.txt`; the decisions are about one phrase and its neighbours only.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Token
from onrecord.reading.times.timex_patterns import Phrase, normalised

_EARLIEST_BARE_YEAR = 1700  # before it a bare figure is a year only after a word that says so
_FURTHEST_BARE_YEAR = 2060


@cache
def _words(role: str) -> frozenset[str]:
    return frozenset(word for name, word in rows("times/time_guards.txt", 2) if name == role)


def is_time(phrase: Phrase, tokens: Sequence[Token], sentence_first: int) -> bool:
    """Whether the phrase tells a time where it stands. `sentence_first` is the first token of its sentence."""
    bound = set(phrase.bound)
    before = normalised(tokens[phrase.first - 1].text) if phrase.first > sentence_first else ""
    after = tokens[phrase.last].text if phrase.last < len(tokens) else ""
    if phrase.meaning == "calendar":
        if bound - {"the"} == {"year"}:
            return _is_year(phrase, tokens, before, after)
        if bound == {"month"}:
            return _is_month(phrase, tokens, before, after, sentence_first)
        if bound <= {"clock", "about"} or bound == {"moment"}:
            return "moment" in bound or before in _words("clocks")
        if bound == {"apostrophe", "two"}:
            return before in _words("leads") and _glued(tokens, phrase.first)
        if bound == {"weekday"}:
            return _is_weekday(tokens, phrase, before, after)
        if bound == {"deictic"} and phrase.first > sentence_first:  # USA Today
            previous = tokens[phrase.first - 1].text
            return not (tokens[phrase.first].text[0].isupper() and previous[0].isupper() and previous.isalpha())
    if phrase.meaning == "set" and bound == {"setword"}:
        return _is_set(tokens, phrase, after, sentence_first)
    if phrase.meaning == "duration" and bound == {"article", "unit"}:
        return before in _words("lasting") or normalised(tokens[phrase.first].text) in _words("lasting")
    if phrase.meaning in ("duration", "deictic") and _is_title(phrase, tokens, sentence_first):
        return False
    if phrase.meaning == "decade":
        return not ("apostrophe" in bound and not _glued(tokens, phrase.last - 2))
    return True


def _is_title(phrase: Phrase, tokens: Sequence[Token], sentence_first: int) -> bool:
    """Whether every word is capitalised as in a name: "60 Minutes", "This Week"."""
    words = [token.text for token in tokens[phrase.first : phrase.last] if token.text[0].isalpha()]
    if phrase.has("weekday", "month", "season") or (phrase.first == sentence_first and len(words) < 2):
        return False
    return phrase.first != sentence_first and all(word[0].isupper() for word in words)


def _glued(tokens: Sequence[Token], index: int) -> bool:
    return index + 1 < len(tokens) and tokens[index].end == tokens[index + 1].start


def _is_year(phrase: Phrase, tokens: Sequence[Token], before: str, after: str) -> bool:
    """A figure of four digits is a year unless it is numbered, counts something, or is part of a longer figure."""
    year = int(phrase.value("year"))
    here = tokens[phrase.last - 1]
    previous = tokens[phrase.first - 1] if phrase.first else None
    following = tokens[phrase.last] if phrase.last < len(tokens) else None
    glued_before = previous is not None and previous.end == tokens[phrase.first].start
    glued_after = following is not None and following.start == here.end
    if glued_before and previous is not None and (previous.text.isalnum() or previous.text in "$£€#¥.+/:@_&="):
        return False
    if glued_before and before in "-–" and phrase.first > 1:
        head = tokens[phrase.first - 2].text
        if not head.isdigit():
            return normalised(head) in ("mid", "pre", "post", "early", "late")
        if len(head) != 4 or (phrase.first > 2 and tokens[phrase.first - 3].text in "-–+"):
            return False  # a telephone number
    if glued_after and (after.isalnum() or after in "%/:@_&=+°"):
        return False
    led = before in _words("leads")
    if before in _words("numbered"):
        return False
    if after.lower() in _words("counted"):
        return False
    if after in "-–" and phrase.last + 1 < len(tokens) and after:
        beyond = tokens[phrase.last + 1].text
        if glued_before and before in "-–" and beyond.isdigit():
            return False
        if beyond[0].isalpha():  # a 2000-acre site
            return beyond.lower() in ("and",)
    if (
        after[:1].islower()
        and after.endswith("s")
        and after.lower() not in ("was", "is", "has", "as", "this", "its", "his")
    ):
        return led and before in ("in", "of", "the", "since", "fiscal")
    if not _EARLIEST_BARE_YEAR <= year <= _FURTHEST_BARE_YEAR:
        return before in ("in", "since", "until", "by", "year", "from", "around") and year <= 2200
    return True


def _is_month(phrase: Phrase, tokens: Sequence[Token], before: str, after: str, sentence_first: int) -> bool:
    word = normalised(tokens[phrase.first].text)
    if word not in _words("namelike"):
        return True
    if phrase.first > sentence_first and tokens[phrase.first - 1].text[:1].isupper() and before not in _words("leads"):
        return False
    if (
        after[:1].isupper()
        and after.lower() not in ("and",)
        and before not in ("in", "since", "until", "last", "next", "this")
    ):
        return False
    if word == "march" and after.lower() in _words("marching"):
        return before in ("in", "since", "until", "last", "next", "this")
    if word == "may" or word == "march":
        return before in _words("leads") - {"and", "or", "the", ",", "to", "-", "–", "—", "was", "on", "for"} or (
            before == "the" and after[:1].islower()
        )
    return before in _words("leads") or phrase.first == sentence_first


def _is_weekday(tokens: Sequence[Token], phrase: Phrase, before: str, after: str) -> bool:
    if before in _words("titled-before") and tokens[phrase.first - 1].text[:1].isupper():
        return False
    return not (after[:1].isupper() and after.lower() in _words("titled-after"))


def _is_set(tokens: Sequence[Token], phrase: Phrase, after: str, sentence_first: int) -> bool:
    word = tokens[phrase.first].text
    if not word[0].isupper():
        return True
    return phrase.first == sentence_first and not after[:1].isupper()
