"""Who is the source of a cue, where the sentence's syntax says what the model did not: the subject, never that of a passive."""

from __future__ import annotations

from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground, Triple
from onrecord.reading.statements.dependents import dependents, head_of, stretch

_SUBJECT_FROM_ABOVE = frozenset(["conj", "xcomp", "advcl"])
_NOBODY = frozenset(["PUNCT", "CCONJ", "SCONJ", "ADP", "AUX", "SYM"])
_LONGEST = 40  # tokens of a subject


def with_right_source(ground: Ground, triple: Triple) -> Triple:
    """The triple with the agent for the subject of a passive, and with the cue's subject where it has no source.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.statements.quotations import find_quotations
    >>> text = "Ann Lee was accused of theft."
    >>> ground = Ground(analyse(text), find_quotations(text))
    >>> accused = Triple((Range(2, 4),), (Range(0, 2),), (Range(5, 6),), "model", 0.9, 0.9)
    >>> with_right_source(ground, accused).source
    ()
    """
    if ground.analysis.heads is None:
        return triple
    triple = _with_names(ground, triple)
    if not triple.cue:
        return triple
    return _subject(ground, triple) if not triple.source else _agent(ground, triple)


def _with_names(ground: Ground, triple: Triple) -> Triple:
    """ "and others" of "G7 and others" is the whole of it; "and" alone, a mark or an article is nobody."""
    upos = ground.analysis.upos
    if upos is None or not triple.source:
        return triple
    if all(upos[index] in _NOBODY for part in triple.source for index in range(*part)):
        return triple._replace(source=())
    source = triple.source[0]
    if upos[source.first] == "CCONJ":
        named = head_of(ground.analysis, Range(source.first + 1, source.last))
        above = ground.analysis.heads[named] if ground.analysis.heads else -1
        joined = ground.analysis.deprels is not None and ground.analysis.deprels[named] == "conj" and above >= 0
        whole = stretch(ground.analysis, above if joined else named)
        if joined and whole.last - whole.first <= _LONGEST and _is_free(triple, whole):
            source = whole
        else:
            source = Range(source.first + 1, source.last)
    return triple._replace(source=(source, *triple.source[1:]))


def _agent(ground: Ground, triple: Triple) -> Triple:
    """ "Mr. Quiros was accused of fraud" says nothing of who accused him."""
    analysis = ground.analysis
    heads, deprels, upos = analysis.heads, analysis.deprels, analysis.upos
    if heads is None or deprels is None or upos is None:
        return triple
    named = head_of(analysis, triple.source[0])
    verb = heads[named]
    in_cue = any(part.first <= verb < part.last for part in triple.cue)
    if deprels[named] != "nsubj:pass" or not in_cue or upos[verb] != "VERB":
        return triple
    for agent in dependents(analysis, verb, "obl:agent", "obl"):
        if any(ground.lower[word] == "by" for word in dependents(analysis, agent, "case")):
            phrase = _without_preposition(ground, stretch(analysis, agent))
            return triple._replace(source=(phrase,)) if _is_free(triple, phrase) else triple._replace(source=())
    return triple._replace(source=())


def _without_preposition(ground: Ground, phrase: Range) -> Range:
    first = phrase.first
    while first + 1 < phrase.last and ground.lower[first] == "by":
        first += 1
    return Range(first, phrase.last)


def _subject(ground: Ground, triple: Triple) -> Triple:
    """ "Ann Lee left, saying “no”": the subject of "left" is the source of "saying"."""
    analysis = ground.analysis
    heads, deprels, upos = analysis.heads, analysis.deprels, analysis.upos
    if heads is None or deprels is None or upos is None:
        return triple
    verbs = [index for part in triple.cue for index in range(*part) if upos[index] == "VERB"]
    if not verbs:
        return triple
    verb = verbs[0]
    if dependents(analysis, verb, "nsubj:pass", "aux:pass"):
        return triple
    found = dependents(analysis, verb, "nsubj")
    above = heads[verb]
    if not found and deprels[verb] in _SUBJECT_FROM_ABOVE and above >= 0:
        if deprels[verb] == "advcl" and not ground.lower[verb].endswith("ing"):
            return triple
        found = dependents(analysis, above, "nsubj")
    if not found:
        return triple
    phrase = stretch(analysis, found[0])
    if phrase.last - phrase.first > _LONGEST or not _is_free(triple, phrase):
        return triple
    return triple._replace(source=(phrase,))


def _is_free(triple: Triple, phrase: Range) -> bool:
    return not any(part.first < phrase.last and phrase.first < part.last for part in (*triple.cue, *triple.content))
