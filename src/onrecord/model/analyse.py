"""Text → `Analysis`: the one door through which the reading gets at tokens, sentences and the model's heads."""

from __future__ import annotations

from onrecord.model.analysis import Analysis
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize


def lay_out(text: str) -> Analysis:
    """Tokens and sentences of `text` alone; the heads stay None.

    >>> lay_out("He said no. She left.").sentences
    (Range(first=0, last=4), Range(first=4, last=7))
    """
    tokens = tokenize(text)
    return Analysis(text=text, tokens=tokens, sentences=split_sentences(text, tokens))


def analyse(text: str) -> Analysis:
    """Tokens, sentences and what the reader's model says of them.

    Raises:
        ModelError: the model's files are missing or damaged.

    >>> found = analyse("Ana Lopez said no.")
    >>> found.upos[:3], [(found.tokens[e.first].text, e.label) for e in found.entities]
    (('PROPN', 'PROPN', 'VERB'), [('Ana', 'Person')])
    """
    from onrecord.model.reader import load_model

    ground = lay_out(text)
    if not ground.tokens:
        return ground
    return load_model().analyse(text, ground.tokens, ground.sentences)
