"""What hangs on a word: its dependents, and the stretch of text that they fill. Empty where no heads were read."""

from __future__ import annotations

from onrecord.model.analysis import Analysis, Range

_REACH = 250
"""Tokens on either side that are looked at, so that a "sentence" of a million words costs no million steps a word."""
_DEEPEST = 60


def dependents(analysis: Analysis, token: int, *relations: str) -> list[int]:
    """The tokens whose head is `token`, in order; with `relations`, those of these relations alone.

    >>> from onrecord.model.analyse import analyse
    >>> dependents(analyse("The mayor denied it."), 2, "nsubj")
    [1]
    """
    if analysis.heads is None or analysis.deprels is None:
        return []
    return [
        index
        for index in _near(analysis, token)
        if analysis.heads[index] == token and (not relations or analysis.deprels[index] in relations)
    ]


def stretch(analysis: Analysis, token: int) -> Range:
    """The tokens from the first to the last that hang on `token`, itself included.

    >>> from onrecord.model.analyse import analyse
    >>> stretch(analyse("The mayor of Oslo denied it."), 1)
    Range(first=0, last=4)
    """
    heads = analysis.heads
    if heads is None:
        return Range(token, token + 1)
    inside = [index for index in _near(analysis, token) if _hangs_on(heads, index, token)]
    return Range(inside[0], inside[-1] + 1)


def stretches(analysis: Analysis, sentence: Range) -> list[Range]:
    """For every token of a sentence the tokens from the first to the last that hang on it."""
    heads = analysis.heads or (-1,) * len(analysis.tokens)
    first, last = list(range(*sentence)), list(range(sentence.first + 1, sentence.last + 1))
    for index in range(*sentence):
        above = heads[index]
        for _ in range(_DEEPEST):
            if not sentence.first <= above < sentence.last:
                break
            place = above - sentence.first
            first[place], last[place] = min(first[place], index), max(last[place], index + 1)
            above = heads[above]
    return [Range(*ends) for ends in zip(first, last, strict=True)]


def head_of(analysis: Analysis, tokens: Range) -> int:
    """The token of a phrase that hangs on none of its others; its first where no heads were read."""
    if analysis.heads is not None:
        for index in range(*tokens):
            if not tokens.first <= analysis.heads[index] < tokens.last:
                return index
    return tokens.first


def _near(analysis: Analysis, token: int) -> range:
    sentence = analysis.sentences[analysis.sentence_of(token)]
    return range(max(sentence.first, token - _REACH), min(sentence.last, token + _REACH))


def _hangs_on(heads: tuple[int, ...], index: int, token: int) -> bool:
    for _ in range(_DEEPEST):
        if index == token:
            return True
        if index < 0:
            return False
        index = heads[index]
    return False
