"""Utterances in quotation marks that no attribution of the model holds, and whose speaker the page shows all the same:

“We won.” — Ann Lee          a name behind a dash
“We won,” said Ann Lee       a verb of saying beside it, with its subject
LEE: We won.                 a line of a transcript
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.cues import forms_by_first_word
from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground, Triple
from onrecord.reading.statements.dependents import dependents, stretch
from onrecord.reading.statements.transcripts import transcript_lines

_DASHES = frozenset(["―", "—", "–", "--", "-"])
_LONGEST_NAME = 6
_BEHIND = 8  # tokens behind an utterance in which its verb of saying stands
_BEFORE = 6
_SENTENCE_ENDS = frozenset(",.?!…—")
_LONGEST = 40  # tokens of a subject
_CREDIT = (0.9, 0.95)  # probabilities that go with a name behind a dash
_BESIDE = (0.8, 0.9)  # … with a verb beside the utterance


def with_unattributed(ground: Ground, triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """The triples and those found here, by content.

    What the model attributed to somebody within a credited utterance stays where its cue stands inside too.
    """
    found = list(triples)
    covered = bytearray(len(ground.tokens))
    for triple in triples:
        for part in triple.content:
            covered[part.first : part.last] = b"\1" * (part.last - part.first)
    credits = [*transcript_lines(ground), *filter(None, (credited(ground, wall) for wall in ground.walls))]
    if credits:
        found = _uncontested(ground, found, credits) + credits
        for credit in credits:
            for part in credit.content:
                covered[part.first : part.last] = b"\1" * (part.last - part.first)
    for wall in ground.walls:
        if 2 * sum(covered[wall.first : wall.last]) <= wall.last - wall.first:
            said = said_beside(ground, wall)
            if said is not None:
                found.append(said)
        elif wall.last + 1 < len(covered) and any(covered[wall.last : wall.last + 2]):
            found = _given_back(found, wall, said_beside(ground, wall))
    return tuple(sorted(found, key=lambda triple: (triple.content[0].first, triple.content[-1].last)))


def credited(ground: Ground, wall: Range) -> Triple | None:
    """`“We won.” — Ann Lee` up to the end of the line: the name is the source, the dash the cue.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.statements.quotations import find_quotations
    >>> text = "“We won it, all of us.” — Ann Lee"
    >>> ground = Ground(analyse(text), find_quotations(text))
    >>> credited(ground, ground.walls[0]).source
    (Range(first=11, last=13),)
    """
    dash = wall.last
    if dash + 1 >= len(ground.tokens) or ground.lower[dash] not in _DASHES or not ground.is_capitalised(dash + 1):
        return None
    last = dash + 1
    while last < len(ground.tokens) and last - dash <= _LONGEST_NAME + 1:
        if ground.breaks_line(last) or ground.lower[last] in (",", "(", "["):
            break
        last += 1
    while last > dash + 1 and not ground.is_word(last - 1):
        last -= 1
    names = last - dash - 1
    if not 0 < names <= _LONGEST_NAME or (
        last < len(ground.tokens) and ground.is_word(last) and not ground.breaks_line(last)
    ):
        return None
    return Triple((Range(dash, dash + 1),), (Range(dash + 1, last),), (wall,), "credit", *_CREDIT)


def _given_back(triples: list[Triple], wall: Range, said: Triple | None) -> list[Triple]:
    """The utterance with the one who says it beside it, where another's content has swallowed "the ministers said" too."""
    if said is None:
        return triples
    for number, triple in enumerate(triples):
        swallowed = [part for part in triple.content if _holds(part, wall) and _holds(part, said.cue[0])]
        if swallowed:
            rest = tuple(part for part in triple.content if part not in swallowed)
            return [*triples[:number], *([triple._replace(content=rest)] if rest else []), said, *triples[number + 1 :]]
    return triples


def _holds(whole: Range, part: Range) -> bool:
    return whole.first <= part.first and part.last <= whole.last


def _uncontested(ground: Ground, triples: Sequence[Triple], credits: Sequence[Triple]) -> list[Triple]:
    """The triples that neither take words of a credited utterance from outside it nor its name or mark."""
    utterance, own = [-1] * len(ground.tokens), bytearray(len(ground.tokens))
    for number, credit in enumerate(credits):
        for part in credit.content:
            utterance[part.first : part.last] = [number] * (part.last - part.first)
        for part in (*credit.cue, *credit.source):
            own[part.first : part.last] = b"\1" * (part.last - part.first)
    kept = []
    for triple in triples:
        taken = {utterance[index] for part in triple.content for index in range(*part)} - {-1}
        speaks_in = {utterance[index] for part in triple.cue for index in range(*part)}
        if taken <= speaks_in and not any(any(own[slice(*part)]) for part in (*triple.cue, *triple.content)):
            kept.append(triple)
    return kept


def said_beside(ground: Ground, wall: Range) -> Triple | None:
    """A verb of saying right behind the utterance, or before it and a comma or colon, with its subject; else None."""
    end = next((ground.lower[index] for index in range(wall.last - 1, wall.first, -1) if not ground.mark[index]), "")
    if end[-1:] in _SENTENCE_ENDS:
        for index in range(wall.last, min(len(ground.tokens), wall.last + _BEHIND)):
            if ground.breaks_line(index) or ground.wall[index] >= 0 or ground.lower[index] in (".", ";", ":"):
                break
            found = _saying(ground, index, wall)
            if found is not None:
                return found
    before = wall.first - 1
    if (
        before < 0
        or ground.lower[before] not in (",", ":")
        or (ground.lower[before] == "," and ground.breaks_line(wall.first))
    ):
        return None
    for index in range(before, max(-1, before - _BEFORE), -1):
        if (
            (ground.breaks_line(index + 1) and index < before)
            or ground.wall[index] >= 0
            or ground.lower[index] in (".", ";")
        ):
            break
        found = _saying(ground, index, wall)
        if found is not None:
            return found
    return None


def _between(ground: Ground, first: int, verb: int) -> Range | None:
    """ "…,” the ministers said": a noun phrase between the utterance and the verb, where a stray mark broke the tree."""
    upos = ground.analysis.upos
    if upos is None or not first < verb or upos[verb - 1] not in ("NOUN", "PROPN", "PRON"):
        return None
    plain = all(ground.is_word(index) and upos[index] not in ("VERB", "AUX", "SCONJ") for index in range(first, verb))
    return Range(first, verb) if plain else None


def _saying(ground: Ground, index: int, wall: Range) -> Triple | None:
    for form in forms_by_first_word().get(ground.lower[index], ()):
        if len(form.words) > 1 or form.cue.part != "verb" or "quote" not in form.cue.takes:
            continue
        subjects = dependents(ground.analysis, index, "nsubj")
        phrase = stretch(ground.analysis, subjects[0]) if subjects else _between(ground, wall.last, index)
        if phrase is None:
            return None
        if phrase.last - phrase.first > _LONGEST or any(ground.wall[token] >= 0 for token in range(*phrase)):
            return None
        if phrase.first <= index < phrase.last:
            return None
        return Triple((Range(index, index + 1),), (phrase,), (wall,), "beside", *_BESIDE)
    return None
