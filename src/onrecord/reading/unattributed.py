"""Utterances in quotation marks that no attribution of the model holds, and whose speaker the page shows all the same:

“We won.” — Ann Lee          a name behind a dash
“We won,” said Ann Lee       a verb of saying beside it, with its subject
LEE: We won.                 a line of a transcript
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.cues import forms_by_first_word
from onrecord.model.analysis import Range
from onrecord.reading.attribution import Ground, Triple
from onrecord.reading.dependents import dependents, stretch

_DASHES = frozenset(["―", "—", "–", "--", "-"])
_LONGEST_NAME = 6
_BEHIND = 8  # tokens behind an utterance in which its verb of saying stands
_BEFORE = 6
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
    for wall in ground.walls:
        credit = credited(ground, wall)
        if credit is not None:
            found = [one for one in found if not _competes(one, credit)]
            found.append(credit)
        elif 2 * sum(covered[wall.first : wall.last]) <= wall.last - wall.first:
            said = said_beside(ground, wall)
            if said is not None:
                found.append(said)
    return tuple(sorted(found, key=lambda triple: (triple.content[0].first, triple.content[-1].last)))


def credited(ground: Ground, wall: Range) -> Triple | None:
    """`“We won.” — Ann Lee` up to the end of the line: the name is the source, the dash the cue.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.quotations import find_quotations
    >>> text = "“We won it, all of us.” — Ann Lee"
    >>> ground = Ground(analyse(text), find_quotations(text))
    >>> credited(ground, ground.walls[0]).source
    (Range(first=10, last=12),)
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


def _competes(triple: Triple, credit: Triple) -> bool:
    wall, own = credit.content[0], (*credit.cue, *credit.source)
    inside = [part.first < wall.last and wall.first < part.last for part in triple.content]
    cue_inside = any(part.first < wall.last and wall.first < part.last for part in triple.cue)
    return (any(inside) and not cue_inside) or any(
        part.first < other.last and other.first < part.last for part in (*triple.cue, *triple.content) for other in own
    )


def said_beside(ground: Ground, wall: Range) -> Triple | None:
    """A verb of saying right behind or before the utterance, and its subject; None without either."""
    for index in range(wall.last, min(len(ground.tokens), wall.last + _BEHIND)):
        if ground.breaks_line(index) or ground.wall[index] >= 0 or ground.lower[index] in (".", ";", ":"):
            break
        found = _saying(ground, index, wall)
        if found is not None:
            return found
    for index in range(wall.first - 1, max(-1, wall.first - 1 - _BEFORE), -1):
        if ground.breaks_line(index + 1) or ground.wall[index] >= 0 or ground.lower[index] in (".", ";"):
            break
        found = _saying(ground, index, wall)
        if found is not None:
            return found
    return None


def _saying(ground: Ground, index: int, wall: Range) -> Triple | None:
    for form in forms_by_first_word().get(ground.lower[index], ()):
        if len(form.words) > 1 or form.cue.part != "verb" or "quote" not in form.cue.takes:
            continue
        subjects = dependents(ground.analysis, index, "nsubj")
        if not subjects:
            return None
        phrase = stretch(ground.analysis, subjects[0])
        if phrase.last - phrase.first > _LONGEST or any(ground.wall[token] >= 0 for token in range(*phrase)):
            return None
        if phrase.first <= index < phrase.last:
            return None
        return Triple((Range(index, index + 1),), (phrase,), (wall,), "beside", *_BESIDE)
    return None
