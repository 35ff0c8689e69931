"""Joins what the steps found one by one: which statement a figure stands in."""

from __future__ import annotations

import msgspec

from onrecord.model.analysis import Analysis
from onrecord.reading.innermost import Contents
from onrecord.records import Figure, Statement, Time
from onrecord.sources.document import Document


def link(
    document: Document,
    analysis: Analysis,
    statements: tuple[Statement, ...],
    figures: tuple[Figure, ...],
    times: tuple[Time, ...],
) -> tuple[tuple[Statement, ...], tuple[Figure, ...]]:
    """Statements and figures, each figure with the innermost statement whose content covers it (`according_to`).

    >>> from onrecord.records import Span
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
    contents = Contents(statements)
    return statements, tuple(
        figure
        if figure.according_to is not None
        else msgspec.structs.replace(figure, according_to=contents.innermost(figure.span))
        for figure in figures
    )
