"""Joins what the steps found one by one: which statement a figure stands in."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from onrecord.model.analysis import Analysis
from onrecord.records import Figure, Span, Statement, Time
from onrecord.sources.document import Document


def link(
    document: Document,
    analysis: Analysis,
    statements: tuple[Statement, ...],
    figures: tuple[Figure, ...],
    times: tuple[Time, ...],
) -> tuple[tuple[Statement, ...], tuple[Figure, ...]]:
    """Statements and figures, each figure with the innermost statement whose content covers it (`according_to`).

    >>> text = "Police said nine died."
    >>> said = Statement(
    ...     id="s1", content=(Span.of(text, 12, 21),), kind="indirect", stance="state", confidence=0.9
    ... )
    >>> nine = Figure(id="f1", span=Span.of(text, 12, 16), low=9, high=9, confidence=0.9)
    >>> link(Document.of(text), Analysis(text, (), ()), (said,), (nine,), ())[1][0].according_to
    's1'
    """
    if not statements or not figures:
        return statements, figures
    contents = sorted(
        ((content, statement.id) for statement in statements for content in statement.content),
        key=lambda pair: (pair[0].start, -pair[0].end),
    )
    reach: list[int] = []  # the furthest end of all contents up to each, so that the search backwards can stop
    for content, _ in contents:
        reach.append(max(content.end, reach[-1] if reach else 0))
    starts = [content.start for content, _ in contents]
    return statements, tuple(
        figure
        if figure.according_to is not None
        else msgspec.structs.replace(figure, according_to=_innermost(figure.span, contents, starts, reach))
        for figure in figures
    )


def _innermost(span: Span, contents: list[tuple[Span, str]], starts: list[int], reach: list[int]) -> str | None:
    """The statement of the content that starts last among those that cover `span`."""
    index = bisect_right(starts, span.start) - 1
    while index >= 0 and reach[index] >= span.end:
        content, statement = contents[index]
        if content.covers(span):
            return statement
        index -= 1
    return None
