"""Which way a sentence looks: to what was or to what will be. Words that tell are rows of `times/time_directions.txt`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Analysis, Range, Token
from onrecord.reading.times.timex_patterns import Phrase, normalised
from onrecord.reading.times.timex_tense import tense_of

_REACH_BACK, _REACH_AHEAD = 25, 12  # tokens
_STRONG_REACH = 2  # tokens: a telling word so near decides against nearness too
_DEADLINE_REACH = 4
_PLUPERFECT_REACH = 6
_PERFECT = frozenset({"have", "has", "'ve", "having"})
_PERFECT_REACH = 12
_MODAL = frozenset({"could", "should", "might", "may", "must", "not", "to"})
_WAYS = {"future": 1, "past": -1, "ahead": 2, "to": 3, "deadline": 4}


@cache
def _directions() -> dict[str, int]:
    return {word: _WAYS[way] for word, way in rows("times/time_directions.txt", 2)}


def direction_of(phrase: Phrase, analysis: Analysis, sentence: int) -> int:
    """Negative where the words nearest to the phrase look back, positive where they look ahead, 0 where none says; -2 where
    a word that looks back stands right before it.

    The nearest telling word before it in the sentence decides; only where there is none, the nearest after it. The tense of the
    verb that the phrase belongs to goes before words that stand farther off.
    """
    way = _nearest(phrase, analysis, sentence)
    tense = tense_of(analysis, Range(phrase.first, phrase.last), _plans())
    if tense and tense * way <= 0 and not _stands_ahead(phrase, analysis.tokens):
        return tense
    return way


def is_past(phrase: Phrase, analysis: Analysis) -> bool:
    """Whether the verb that the phrase belongs to tells of what was: "In December it changed its name"."""
    tense = tense_of(analysis, Range(phrase.first, phrase.last), _plans())
    return tense is not None and tense < 0


def _stands_ahead(phrase: Phrase, tokens: Sequence[Token]) -> bool:
    """Whether a word right before it looks ahead by itself: "until 9 a.m. Tuesday"."""
    near = tokens[max(0, phrase.first - _STRONG_REACH) : phrase.first]
    return any(_directions().get(normalised(token.text)) == _WAYS["ahead"] for token in near)


def _nearest(phrase: Phrase, analysis: Analysis, sentence: int) -> int:
    tokens, told = analysis.tokens, analysis.sentences[sentence]
    if any(_directions().get(t.text) == _WAYS["deadline"] for t in tokens[phrase.last : phrase.last + _DEADLINE_REACH]):
        return 1
    for index in range(phrase.first - 1, max(told.first, phrase.first - _REACH_BACK) - 1, -1):
        way, near = _way(analysis, index), phrase.first - index <= _STRONG_REACH
        if way == 2 and (not near or index == told.first):
            continue
        if way < 0 and index > told.first and tokens[index - 1].text == "be":
            continue  # "would be held on Friday": what would be decides
        if way > 0 and any(
            token.text in ("had", "Had") for token in tokens[max(told.first, index - _PLUPERFECT_REACH) : index]
        ):
            return -1  # "had been due to expire Friday"
        if way:
            return 1 if way > 0 else -2 if index == phrase.first - 1 else -1
    for index in range(phrase.last, min(told.last, phrase.last + _REACH_AHEAD)):
        way = _way(analysis, index)
        if way in (1, -1):
            return way
    return 0


@cache
def _plans() -> frozenset[str]:
    """Words whose past tells of what is to come: "planned", "scheduled"."""
    return frozenset(word for word, way in _directions().items() if way in (_WAYS["future"], _WAYS["to"]))


def _way(analysis: Analysis, index: int) -> int:
    tokens = analysis.tokens
    word = tokens[index].text
    form = normalised(word)
    found = _directions().get(form)
    if found == _WAYS["to"]:
        return 1 if index + 1 < len(tokens) and tokens[index + 1].text == "to" else 0
    if found == _WAYS["deadline"]:
        return 0
    if found is not None:
        return found
    return -1 if len(form) > 4 and form.endswith("ed") and word[0].islower() and _is_verb(analysis, index) else 0


def _is_verb(analysis: Analysis, index: int) -> bool:
    """Whether a word in -ed tells what was done: no adjective ("unspecified"), nor one that the model reads as such."""
    return analysis.upos is None or analysis.upos[index] in ("VERB", "AUX")


def is_perfect(phrase: Phrase, tokens: Sequence[Token], sentence_first: int) -> bool:
    """Whether a duration lasts until now: "have been … for three months"."""
    if phrase.first <= sentence_first or normalised(tokens[phrase.first - 1].text) != "for":
        return False
    for index in range(phrase.first - 2, max(sentence_first, phrase.first - _PERFECT_REACH) - 1, -1):
        form = normalised(tokens[index].text)
        if form in _PERFECT:
            before = normalised(tokens[index - 1].text) if index > sentence_first else ""
            return _directions().get(before) != 1 and before not in _MODAL
        if _directions().get(form) == 1 or form in ("had", "was", "were", "did"):
            return False
    return False


def is_ahead(phrase: Phrase, tokens: Sequence[Token], sentence_first: int, direction: int) -> bool:
    """Whether a duration says when: "will leave in two days"."""
    return direction > 0 and phrase.first > sentence_first and normalised(tokens[phrase.first - 1].text) == "in"


def names_the_south(tokens: Sequence[Token]) -> bool:
    """Whether the text names a country south of the equator, where summer begins in December."""
    south = _south()
    return any(token.text.lower() in south for token in tokens)


@cache
def _south() -> frozenset[str]:
    return frozenset(word for word, name, _, _ in rows("times/time_words.txt", 4) if name == "SOUTH")
