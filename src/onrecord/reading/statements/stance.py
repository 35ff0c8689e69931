"""Which stance a cue takes to its content: from the cue's row, then what negation and the content's own words do to it."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.cues import Form, forms_by_first_word
from onrecord.knowledge.tables import rows
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground, Triple
from onrecord.reading.statements.dependents import dependents
from onrecord.records import Stance

_NEGATION = words_of("negation") - {"nor", "neither", "hardly", "barely"}
_WH = words_of("wh") - {"who"}
_NOBODY = words_of("nobody")
_TO_COME = words_of("tocome")
_FIRST_WORDS = 4
_AHEAD = 10  # tokens within which a modal makes a danger one to come


def cue_form(ground: Ground, cue: Range) -> Form | None:
    """The entry of the cue table that the tokens of a cue hold; the first verb, else whatever is found.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.statements.quotations import find_quotations
    >>> ground = Ground(analyse("did not confirm"), find_quotations("did not confirm"))
    >>> cue_form(ground, Range(0, 3)).cue.stance
    'confirm'
    """
    found: Form | None = None
    for index in range(*cue):
        for form in forms_by_first_word().get(ground.lower[index], ()):
            size = len(form.words)
            if index + size <= cue.last and tuple(ground.lower[index : index + size]) == form.words:
                if form.cue.part == "verb":
                    return form
                found = found or form
    return found


def stance_of(ground: Ground, triple: Triple) -> Stance | None:
    """The stance of an attribution, or None where it is no statement of its content ("did not say whether")."""
    form = cue_form(ground, triple.cue[0]) if triple.cue else None
    stance: Stance = form.cue.stance if form else "state"
    if form and _is_silence(ground, triple, form):
        return None
    nobody = any(ground.lower[part.first] in _NOBODY for part in triple.source)
    if form and (nobody or is_negated(ground, triple.cue[0])):
        if nobody and stance == "state":
            return None  # "nobody said that" is no denial of anybody's
        table = _negated()
        complement = "whether" if ground.lower[triple.content[0].first] in _WH else "*"
        outcome = table.get((stance, complement)) or table[stance, "*"]
        return None if outcome == "none" else outcome  # type: ignore[return-value]
    return _told_by_content(ground, triple) or stance if stance == "state" else stance


def is_negated(ground: Ground, cue: Range) -> bool:
    """Whether a negation belongs to the cue: among its words, or hanging on one of its verbs."""
    if any(ground.lower[index] in _NEGATION for index in range(*cue)):
        return True
    upos = ground.analysis.upos
    return upos is not None and any(
        ground.lower[word] in _NEGATION
        for index in range(*cue)
        if upos[index] == "VERB"
        for word in dependents(ground.analysis, index, "advmod")
    )


def _is_silence(ground: Ground, triple: Triple, form: Form) -> bool:
    silences = _silences()
    if form.cue.lemma in silences and form.cue.lemma != "not":
        window = ground.lower[triple.cue[0].first : triple.cue[0].last] + ground.lower[triple.content[0].first :][:3]
        return any(word in silences[form.cue.lemma] for word in window)
    return is_negated(ground, triple.cue[0]) and form.cue.lemma in silences["not"]


def _told_by_content(ground: Ground, triple: Triple) -> Stance | None:
    told = _performatives()
    content = triple.content[0]
    opening = [word for word in ground.lower[content.first : content.first + _FIRST_WORDS] if word[0].isalnum()][:3]
    if opening and opening[0] in ("i", "we"):
        for word in opening[1:]:
            if word in told["first"]:
                return told["first"][word]
    for part in triple.content:
        modal = -_AHEAD - 1
        for index in range(*part):
            word = ground.lower[index]
            if word in told["anywhere"] and ground.lower[min(index + 1, part.last - 1)] not in ("have", "has"):
                return told["anywhere"][word]
            if word in _TO_COME:
                modal = index
            elif word in told["to-come"] and index - modal <= _AHEAD:
                return told["to-come"][word]
    return None


@cache
def _negated() -> dict[tuple[str, str], str]:
    return {(stance, complement): outcome for stance, complement, outcome in rows("statements/stances.txt", 3)}


@cache
def _silences() -> dict[str, frozenset[str]]:
    return {refuser: frozenset(verbs.split()) for refuser, verbs in rows("statements/silences.txt", 2)}


@cache
def _performatives() -> dict[str, dict[str, Stance]]:
    found: dict[str, dict[str, Stance]] = {"first": {}, "anywhere": {}, "to-come": {}}
    for where, word, stance in rows("statements/performatives.txt", 3):
        found[where][word] = stance  # type: ignore[assignment]
    return found
