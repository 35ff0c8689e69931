"""The "I" and "we" of quotations: whoever speaks there."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from onrecord.model.analysis import Analysis
from onrecord.reading.actors.antecedents import pronouns
from onrecord.reading.statements.quotations import find_quotations
from onrecord.records import Statement

_CERTAINTY = 0.85  # of the resolution alone; judged, as OntoGUM has hardly any in its news


def with_first_persons(analysis: Analysis, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Statements whose source is the speaker of the quotation around it ("I", "we"), with that speaker; null where he is not known.

    >>> from onrecord.model.analyse import lay_out
    >>> from onrecord.records import Span
    >>> text = "“I think so,” Roe said."
    >>> said = Statement(id="s1", source="a1", source_span=Span.of(text, 14, 17), content=(Span.of(text, 0, 13),), kind="direct",
    ...     stance="state", confidence=0.9)
    >>> thought = msgspec.structs.replace(said, id="s2", source=None, source_span=Span.of(text, 1, 2), content=(Span.of(text, 9, 11),))
    >>> [statement.source for statement in with_first_persons(lay_out(text), [said, thought])]
    ['a1', 'a1']
    """
    if not any(_is_first_person(statement) for statement in statements):
        return tuple(statements)
    quotations = find_quotations(analysis.text)

    def group_at(offset: int) -> int:
        around = quotations.at(offset)
        return -1 if around is None else around.group

    speakers: dict[int, set[str]] = {}
    for statement in statements:
        if statement.source is None or statement.source_span is None:
            continue
        own = group_at(statement.source_span.start)
        for content in statement.content:
            group = max(group_at(content.start), group_at(content.end - 1))
            if group >= 0 and group != own:
                speakers.setdefault(group, set()).add(statement.source)
    return tuple(_spoken_by(statement, speakers, group_at) for statement in statements)


def _is_first_person(statement: Statement) -> bool:
    span = statement.source_span
    if span is None or (len(span.text) > 1 and span.text.isupper()):  # "US" is no "us"
        return False
    form = pronouns().get(span.text.lower())
    return statement.source is None and form is not None and form.number == "speaker" and form.gender is None


def _spoken_by(statement: Statement, speakers: dict[int, set[str]], group_at: Callable[[int], int]) -> Statement:
    span = statement.source_span
    if span is None or not _is_first_person(statement):
        return statement
    around = speakers.get(group_at(span.start), set())
    if len(around) != 1:
        return statement
    return msgspec.structs.replace(
        statement, source=next(iter(around)), confidence=round(statement.confidence * _CERTAINTY, 2)
    )
