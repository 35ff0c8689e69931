"""Which stance a cue takes to its content: from the cue's row, then what negation and the content's own words do to it."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.cues import Form, forms_by_first_word
from onrecord.knowledge.tables import rows
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Range
from onrecord.reading.attribution import Ground, Triple
from onrecord.records import Stance

_NEGATION = words_of("negation") - {"nor", "neither", "hardly", "barely"}
_WH = words_of("wh") - {"who"}
_FIRST_WORDS = 4


def cue_form(ground: Ground, cue: Range) -> Form | None:
    """The entry of the cue table that the tokens of a cue hold; the first verb, else whatever is found.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.quotations import find_quotations
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
    if form and is_negated(ground, triple.cue[0]):
        table = _negated()
        complement = "whether" if ground.lower[triple.content[0].first] in _WH else "*"
        outcome = table.get((stance, complement)) or table[stance, "*"]
        return None if outcome == "none" else outcome  # type: ignore[return-value]
    return _told_by_content(ground, triple) or stance if stance == "state" else stance


def is_negated(ground: Ground, cue: Range) -> bool:
    """Whether a negation belongs to the cue."""
    return any(ground.lower[index] in _NEGATION for index in range(*cue))


def _is_silence(ground: Ground, triple: Triple, form: Form) -> bool:
    silences = _silences()
    if form.cue.lemma in silences and form.cue.lemma != "not":
        window = ground.lower[triple.cue[0].first : triple.cue[0].last] + ground.lower[triple.content[0].first :][:3]
        return any(word in silences[form.cue.lemma] for word in window)
    return is_negated(ground, triple.cue[0]) and form.cue.lemma in silences["not"]


def _told_by_content(ground: Ground, triple: Triple) -> Stance | None:
    first, anywhere = _performatives()
    content = triple.content[0]
    opening = [word for word in ground.lower[content.first : content.first + _FIRST_WORDS] if word[0].isalnum()][:3]
    if opening and opening[0] in ("i", "we"):
        for word in opening[1:]:
            if word in first:
                return first[word]
    for part in triple.content:
        for index in range(*part):
            if ground.lower[index] in anywhere and ground.lower[min(index + 1, part.last - 1)] not in ("have", "has"):
                return anywhere[ground.lower[index]]
    return None


@cache
def _negated() -> dict[tuple[str, str], str]:
    return {(stance, complement): outcome for stance, complement, outcome in rows("stances.txt", 3)}


@cache
def _silences() -> dict[str, frozenset[str]]:
    return {refuser: frozenset(verbs.split()) for refuser, verbs in rows("silences.txt", 2)}


@cache
def _performatives() -> tuple[dict[str, Stance], dict[str, Stance]]:
    first: dict[str, Stance] = {}
    anywhere: dict[str, Stance] = {}
    for where, word, stance in rows("performatives.txt", 3):
        (first if where == "first" else anywhere)[word] = stance  # type: ignore[assignment]
    return first, anywhere
