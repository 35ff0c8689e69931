"""Quotations that no cue of their own attributes but that go on from one that was: the second sentence, the next paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.knowledge.cues import forms_by_first_word
from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground, Triple
from onrecord.reading.statements.stance import cue_form

_BEHIND = 16  # tokens behind an utterance that are searched for a verb of saying
_FEWEST = 6  # words of a paragraph in quotation marks that is no title
_PARAGRAPH = (0.43, 0.66)
"""How often a paragraph that is taken to go on is a statement, and of the same speaker: measured on PolNeAR train."""


def continued(ground: Ground, triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """The triples with those of continuing quotations among them, in order.

    A further paragraph of the same quotation, or an utterance in quotation marks that follows a statement in the same
    paragraph, becomes a further content of the same triple. One that makes up the next paragraph after one that ended in a
    quoted statement becomes a triple of the same source without a cue.
    """
    found = list(triples)
    order = sorted(range(len(found)), key=lambda number: found[number].content[-1].last)
    covered = bytearray(len(ground.tokens))
    for triple in found:
        for part in (*triple.content, *triple.cue, *triple.source):
            covered[part.first : part.last] = b"\1" * (part.last - part.first)
    paragraph = _paragraphs(ground)
    position = 0
    last: int | None = None  # the statement that ends latest before the utterance at hand
    for number, wall in enumerate(ground.walls):
        while position < len(order) and found[order[position]].content[-1].last <= wall.first:
            last = order[position]
            position += 1
        if any(covered[wall.first : wall.last]) or last is None:
            continue
        before = found[last]
        if _same_quotation(ground, number, before):
            found[last] = before._replace(content=(*before.content, wall))
            continue
        how = _continuation(ground, wall, before, paragraph)
        if how == "sentence":
            found[last] = before._replace(content=(*before.content, wall))
        elif how == "paragraph":
            found.append(Triple((), before.source, (wall,), "continued-paragraph", *_PARAGRAPH))
            last = len(found) - 1
    return tuple(sorted(found, key=lambda triple: (triple.content[0].first, triple.content[-1].last)))


def _same_quotation(ground: Ground, number: int, before: Triple) -> bool:
    if not number:
        return False
    earlier = ground.wall_quotations[number - 1]
    if earlier.group != ground.wall_quotations[number].group:
        return False
    return before.content[-1].last == ground.walls[number - 1].last


def _continuation(ground: Ground, wall: Range, before: Triple, paragraph: list[int]) -> str | None:
    """Whether the utterance continues the statement before it as a "sentence" or a "paragraph"; None where it need not."""
    if not before.source or _is_attributed(ground, wall):
        return None
    end = max(part.last for part in (*before.content, *before.cue, *before.source)) - 1
    if end >= wall.first:
        return None
    here, there = paragraph[wall.first], paragraph[end]
    opens = wall.first == 0 or paragraph[wall.first - 1] != here or ground.sentence(wall.first).first == wall.first
    if not opens:
        return None
    quoted = any(ground.wall[part.last - 1] >= 0 or ground.mark[part.last - 1] for part in before.content) or any(
        ground.mark[index] for part in before.content for index in range(*part)
    )
    if here == there:
        sentences = ground.analysis.sentence_of(wall.first) - ground.analysis.sentence_of(end)
        return "sentence" if sentences <= 1 and (quoted or _is_saying(ground, before)) else None
    alone = paragraph[wall.first - 1] != here
    asked = any(ground.lower[index] == "?" for index in range(before.content[-1].last - 2, before.content[-1].last))
    long = not asked and sum(1 for index in range(*wall) if ground.is_word(index)) >= _FEWEST
    return "paragraph" if here == there + 1 and alone and quoted and long else None


def _is_saying(ground: Ground, triple: Triple) -> bool:
    """Whether its cue is one that introduces quotations ("said", not "lauded")."""
    if not triple.cue:
        return True
    form = cue_form(ground, triple.cue[0])
    return form is None or ("quote" in form.cue.takes[:1] and form.cue.stance not in ("praise", "condemn"))


def _is_attributed(ground: Ground, wall: Range) -> bool:
    """Whether a verb of saying stands close behind the utterance, which then has a source of its own, found or not."""
    forms = forms_by_first_word()
    text = ground.analysis.text
    for index in range(wall.last, min(len(ground.tokens), wall.last + _BEHIND)):
        if "\n" in text[ground.tokens[index - 1].end : ground.tokens[index].start] or ground.wall[index] >= 0:
            return False
        for form in forms.get(ground.lower[index], ()):
            if form.shape in ("past", "third", "base") and form.cue.part == "verb" and "quote" in form.cue.takes:
                return True
    return False


def _paragraphs(ground: Ground) -> list[int]:
    """For each token the number of its line."""
    number, found, text = 0, [], ground.analysis.text
    for index, token in enumerate(ground.tokens):
        if index and ground.tokens[index - 1].end < token.start:
            gap = text[ground.tokens[index - 1].end : token.start]
            number += "\n" in gap or "\r" in gap
        found.append(number)
    return found
