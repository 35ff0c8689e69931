"""Contents that break off inside a phrase, by a word: "his obsession with Mexico, China and the | North American Free Trade Agreement"."""

from __future__ import annotations

from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground, Triple
from onrecord.reading.statements.dependents import stretch

_LEADING = frozenset(["DET", "ADP", "CCONJ", "PART", "AUX", "ADJ"])
"""Parts of speech that no content ends with where the word that they belong to follows."""
_OPENING = frozenset(["det", "case", "amod", "compound", "nummod", "mark", "nmod"])
"""Relations of words that stand before what they hang on: a content that begins with the one begins with the other."""
_STEPS = 4


def with_whole_edges(ground: Ground, triple: Triple) -> Triple:
    """The triple with no part ending in a word that leads to what follows it, or beginning behind one that leads to it.

    Measured on PolNeAR dev: exactly right statements .569 → .573, all else the same within .001.
    """
    if ground.analysis.heads is None or ground.analysis.deprels is None or ground.analysis.upos is None:
        return triple
    taken = {token for part in (*triple.cue, *triple.source, *triple.content) for token in range(*part)}
    parts = tuple(Range(_first(ground, part, taken), _last(ground, part, taken)) for part in triple.content)
    return triple._replace(content=parts)


def _last(ground: Ground, part: Range, taken: set[int]) -> int:
    analysis, last = ground.analysis, part.last
    assert analysis.heads is not None
    assert analysis.upos is not None
    for _ in range(_STEPS):
        above = analysis.heads[last - 1]
        if analysis.upos[last - 1] not in _LEADING or above < last:
            break
        end = stretch(analysis, above).last
        if not _free(ground, range(last, end), taken):
            break
        last = end
    return last


def _first(ground: Ground, part: Range, taken: set[int]) -> int:
    analysis, first = ground.analysis, part.first
    assert analysis.heads is not None
    assert analysis.deprels is not None
    sentence = ground.sentence(first)
    for _ in range(_STEPS):
        before = first - 1
        if before < sentence.first or not first <= analysis.heads[before] < part.last:
            break
        begin = stretch(analysis, before).first
        if analysis.deprels[before].split(":")[0] not in _OPENING or not _free(ground, range(begin, first), taken):
            break
        first = begin
    return first


def _free(ground: Ground, tokens: range, taken: set[int]) -> bool:
    """Whether the tokens are nobody's, and no quotation mark is among them."""
    return not any(token in taken or ground.mark[token] for token in tokens)
