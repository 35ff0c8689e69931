"""Noun phrases by word class: the phrase that begins after a verb or a preposition.

Rules over closed classes of words, cheap and cautious: where they cannot tell they answer None.
"""

from __future__ import annotations

from onrecord.knowledge.channels import channel_words
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground

_PERSONAL = words_of("personal")
_OBJECT = words_of("object")
_DETERMINER = words_of("determiner", "possessive")
_TIME = words_of("time")
_LINKING = words_of("linking")
_PREDETERMINER = words_of("predeterminer")
_LONGEST = 45


def phrase_after(ground: Ground, first: int, ceiling: int) -> Range | None:
    """The noun phrase that begins at `first` and ends before `ceiling`; None where none begins there.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.statements.quotations import find_quotations
    >>> text = "said Ann Lee, head of the office. Then"
    >>> ground = Ground(analyse(text), find_quotations(text))
    >>> phrase_after(ground, 1, 9)
    Range(first=1, last=3)
    """
    if first >= ceiling or ground.wall[first] >= 0:
        return None
    word = ground.lower[first]
    if word in _PERSONAL or word in _OBJECT:
        return Range(first, first + 1)
    index = first
    while index < ceiling and index - first < _LONGEST and ground.wall[index] < 0:
        word = ground.lower[index]
        if word in _DETERMINER:
            if index > first and ground.lower[index - 1] not in _LINKING | {"and", "or", "&"} | _PREDETERMINER | {","}:
                break
        elif word in _TIME and index > first and ground.lower[index - 1] not in ("the", "-"):
            break
        elif ground.is_nominal(index) and not (ground.is_verb_like(index) and index > first):
            if word == "." or (word in ("-", "/") and not _glued(ground, index)):
                break
        elif word in _LINKING and index > first and index + 1 < ceiling and _phrase_begins(ground, index + 1):
            if word in ("in", "on", "at", "to") and _adjunct_begins(ground, index):
                break
        elif word == "and" and index > first and index + 1 < ceiling and ground.is_capitalised(index + 1):
            if not ground.is_capitalised(index - 1):
                break
        else:
            break
        index += 1
    while index > first and ground.lower[index - 1] in _LINKING | {"and", ",", "-"}:
        index -= 1
    if index == first or not any(ground.is_word(i) for i in range(first, index)):
        return None
    return Range(first, index)


def _glued(ground: Ground, index: int) -> bool:
    return 0 < index < len(ground.tokens) - 1 and ground.tokens[index - 1].end == ground.tokens[index].start


def _phrase_begins(ground: Ground, index: int) -> bool:
    return ground.lower[index] in _DETERMINER or (ground.is_nominal(index) and ground.wall[index] < 0)


def _adjunct_begins(ground: Ground, preposition: int) -> bool:
    """Whether "in …" tells how or when it was said ("said Smith in a statement", "said Smith on Tuesday")."""
    window = ground.lower[preposition + 1 : preposition + 6]
    return any(
        word in channel_words()["noun"] or word in channel_words()["platform"] or word in _TIME for word in window
    )


def before_infinitive(ground: Ground, phrase: Range) -> Range:
    """A hearer without the infinitive that follows: "urged the army to spare …" → "the army".

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.statements.quotations import find_quotations
    >>> text = "the army to spare"
    >>> before_infinitive(Ground(analyse(text), find_quotations(text)), Range(0, 4))
    Range(first=0, last=2)
    """
    for index in range(phrase.first + 1, phrase.last):
        if ground.lower[index] == "to":
            return Range(phrase.first, index)
    return phrase
