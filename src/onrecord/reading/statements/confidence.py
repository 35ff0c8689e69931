"""How sure a statement is: its raw score → the measured share of such statements that have the right content and source.

The table (statements/statement_confidence.tsv) is measured: `python -m benchmarks.calibration PATH/TO/polnear/dev --write`.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.reading.statements.attribution import Triple
from onrecord.records import StatementKind

KINDS = ("direct", "mixed", "indirect", "nobody", "found", "goes-on")
"""The kinds that the table tells apart: quoted, partly, not at all; without a source; found beside the model; going on."""
NEVER_SEEN = 0.3
"""What is stated of a kind that the table does not hold."""
_FOUND = frozenset(["credit", "transcript", "beside"])


def kind_for_confidence(triple: Triple, kind: StatementKind) -> str:
    """The row of the table that a triple belongs to.

    >>> kind_for_confidence(Triple((), (), (), "model", 0.9, 0.9), "direct")
    'nobody'
    """
    if triple.pattern == "continued-paragraph":
        return "goes-on"
    if triple.pattern in _FOUND:
        return "found"
    return kind if triple.source else "nobody"


def confidence_of(triple: Triple, kind: StatementKind, certainty: float) -> float:
    """The measured share right, no higher than the `certainty` that the source is the actor named.

    >>> confidence_of(Triple((), (), (), "model", 0.9, 0.9), "direct", 0.1)
    0.1
    """
    steps = _steps().get(kind_for_confidence(triple, kind), ())
    number = bisect_right([least for least, _ in steps], triple.score) - 1
    share = steps[number][1] if number >= 0 else NEVER_SEEN
    return round(min(share, certainty), 2)


@cache
def _steps() -> dict[str, tuple[tuple[float, float], ...]]:
    found: dict[str, list[tuple[float, float]]] = {}
    for kind, least, share, _ in rows("statements/statement_confidence.tsv", 4):
        if kind not in KINDS:
            raise ValueError(f"statements/statement_confidence.tsv: unknown kind {kind!r}")
        found.setdefault(kind, []).append((float(least), float(share)))
    return {kind: tuple(sorted(steps)) for kind, steps in found.items()}
