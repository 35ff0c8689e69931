"""Which statement a stretch of text stands in: the innermost one whose content covers it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from onrecord.records import Span, Statement


class Contents:
    """The contents of a document's statements, asked span by span.

    >>> said = Statement(
    ...     id="s1", content=(Span(12, 21, "nine died"),), kind="indirect", stance="state", confidence=0.9
    ... )
    >>> Contents([said]).innermost(Span(12, 16, "nine")), Contents([said]).innermost(Span(0, 6, "Police"))
    ('s1', None)
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._contents = sorted(
            ((content, statement.id) for statement in statements for content in statement.content),
            key=lambda pair: (pair[0].start, -pair[0].end),
        )
        self._starts = [content.start for content, _ in self._contents]
        self._reach: list[
            int
        ] = []  # the furthest end of all contents up to each, so that the search backwards can stop
        for content, _ in self._contents:
            self._reach.append(max(content.end, self._reach[-1] if self._reach else 0))

    def innermost(self, span: Span) -> str | None:
        """The id of the statement whose content starts last among those that cover `span`."""
        index = bisect_right(self._starts, span.start) - 1
        while index >= 0 and self._reach[index] >= span.end:
            content, statement = self._contents[index]
            if content.covers(span):
                return statement
            index -= 1
        return None
