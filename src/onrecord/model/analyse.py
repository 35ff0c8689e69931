"""Text → `Analysis`: the one door through which the reading gets at tokens, sentences and the model's heads."""

from __future__ import annotations

from onrecord.model.analysis import Analysis
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize


def analyse(text: str) -> Analysis:
    """Tokens and sentences of `text`; the heads stay None until the reader's model fills them.

    >>> analyse("He said no. She left.").sentences
    (Range(first=0, last=4), Range(first=4, last=7))
    """
    tokens = tokenize(text)
    return Analysis(text=text, tokens=tokens, sentences=split_sentences(text, tokens))
