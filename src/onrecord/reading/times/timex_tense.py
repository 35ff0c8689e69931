"""Which way the verb that a time belongs to looks, read off the dependency tree and the verb's own form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Analysis, Range

PAST, FUTURE = -1, 1
_LONGEST_CLIMB = 6  # arcs
_UNSURE = 0


def tense_of(analysis: Analysis, phrase: Range, plans: frozenset[str] = frozenset()) -> int | None:
    """PAST or FUTURE where the verb above `phrase` says so, 0 where its form does not tell, None where there is no verb above
    (or no tree) or the verb is one of `plans`, whose tense says nothing of what is planned. Words that tell are rows of
    `times/tense_words.txt`.

    >>> from onrecord.model.analyse import analyse
    >>> [tense_of(analyse(text), Range(at, at + 1)) for text, at in (("Troops left Monday.", 2), ("It will rain Monday.", 3))]
    [-1, 1]
    """
    if analysis.heads is None or analysis.upos is None or analysis.deprels is None:
        return None
    at = phrase.first
    for _ in range(_LONGEST_CLIMB):
        if phrase.first <= at < phrase.last or analysis.upos[at] not in ("VERB", "AUX"):
            at = analysis.heads[at]
            if at < 0:
                return None
            continue
        form = _form_of(analysis, at)
        if analysis.tokens[at].text.lower() in plans:
            return FUTURE if _is_present(analysis, at) else None
        governor = analysis.heads[at]
        planned = form == _UNSURE and governor >= 0 and any(_says_to(analysis, h) for h in _helpers(analysis, at))
        if planned and analysis.tokens[governor].text.lower() in plans and _is_present(analysis, governor):
            return FUTURE  # "they plan on Friday to introduce a bill"
        return form
    return None


def _form_of(analysis: Analysis, verb: int) -> int:
    assert analysis.deprels is not None
    assert analysis.upos is not None
    words = _words()
    helpers = [words.get(analysis.tokens[child].text.lower()) for child in _helpers(analysis, verb)]
    for way in ("future", "unsure", "past"):
        if way in helpers:
            return {"future": FUTURE, "unsure": _UNSURE, "past": PAST}[way]
    if "to" in helpers or analysis.deprels[verb].startswith(("acl", "amod")) or "present" in helpers:
        return _UNSURE
    return PAST if _is_past(analysis, verb) else _UNSURE


def _says_to(analysis: Analysis, helper: int) -> bool:
    return _words().get(analysis.tokens[helper].text.lower()) == "to"


def _is_present(analysis: Analysis, verb: int) -> bool:
    """Whether a verb stands in the plain present."""
    return _form_of(analysis, verb) == _UNSURE and not _is_past(analysis, verb) and not _is_participle(analysis, verb)


def _is_participle(analysis: Analysis, verb: int) -> bool:
    return analysis.tokens[verb].text.lower().endswith(("ed", "ing")) or bool(list(_helpers(analysis, verb)))


def _helpers(analysis: Analysis, verb: int) -> Iterator[int]:
    """The auxiliaries and particles of a verb."""
    assert analysis.deprels is not None
    assert analysis.upos is not None
    for child in _children(analysis, verb):
        if analysis.upos[child] in ("AUX", "PART") and analysis.deprels[child].startswith(("aux", "cop", "mark")):
            yield child


def _is_past(analysis: Analysis, verb: int) -> bool:
    """ "Left", "attacked": neither the bare form nor the third person nor the one in -ing."""
    assert analysis.lemmas is not None
    word, lemma = analysis.tokens[verb].text.lower(), analysis.lemmas[verb].lower()
    if _words().get(word) == "form":
        return True
    return word != lemma and not word.endswith(("ing", "s", "'"))


def _children(analysis: Analysis, head: int) -> Iterator[int]:
    assert analysis.heads is not None
    told = analysis.sentences[analysis.sentence_of(head)]
    return (child for child in range(told.first, told.last) if analysis.heads[child] == head)


@cache
def _words() -> Mapping[str, str]:
    return {word: way for word, way in rows("times/tense_words.txt", 2)}  # noqa: C416  (dict() does not type)
