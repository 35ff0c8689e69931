"""A statement, an event or a figure of a ledger as one line to read: when and where it stood, then who and what, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from onrecord.cli.plain import Part, clipped
from onrecord.cli.wording import STANCES, bounds

if TYPE_CHECKING:
    from onrecord.ledger.entries import EventLine, FigureLine, StatementLine
    from onrecord.records import FigureCategory

    Line = StatementLine | EventLine | FigureLine

_LONGEST = 300
_STATUS_STYLES = {"happened": "", "ongoing": "", "denied": "red"}


def told(line: Line) -> list[Part]:
    """The parts of a line with their styles."""
    from onrecord.ledger.entries import EventLine, StatementLine

    if isinstance(line, StatementLine):
        rest, item = _statement(line), line.statement
    elif isinstance(line, EventLine):
        rest, item = _event(line), line.event
    else:
        rest, item = _figure(line), line.figure
    outlet = f" · {line.outlet}" if line.outlet else ""
    review = [(f" [{line.review}]", "bold green")] if line.review else []
    return [
        (line.document[:10], "cyan"), f" {item:<4} ", f"{line.published[:10] if line.published else 'no date':10}  ", *rest, *review,
        (f"  {line.name}{outlet}", "dim"),
    ]  # fmt: skip


def _statement(line: StatementLine) -> list[Part]:
    stance, style = STANCES.get(line.stance, (line.stance, ""))
    return [
        (line.speaker or "somebody unnamed", "bold"), " ", (stance, style), f": {clipped(line.content, _LONGEST)}",
    ]  # fmt: skip


def _event(line: EventLine) -> list[Part]:
    kind = line.type + (f"/{line.mode}" if line.mode else "")
    parts: list[Part] = [(line.actors or "unknown", "bold"), " ", (kind, "yellow"), f" “{line.words}” "]
    parts.append((line.recipients or "unknown", "bold"))
    where = f", {line.place}" if line.place else ""
    when = f", {line.happened_from}" if line.happened_from else ""
    how_many = f", {line.figures}" if line.figures else ""
    status = line.status if line.certainty == "certain" else f"{line.status}, {line.certainty}"
    parts += [f"{where}{when}{how_many} ", (f"({status})", _STATUS_STYLES.get(line.status, "magenta"))]
    return [*parts, (f" according to {line.speaker}", "")] if line.speaker else parts


def _figure(line: FigureLine) -> list[Part]:
    from onrecord.records import Figure, Span

    figure = Figure(
        id=line.figure,
        span=Span(line.starts, line.ends, line.words),
        low=line.low,
        high=line.high,
        approximate=line.approximate,
        counted=line.counted,
        category=cast("FigureCategory", line.category),
        unit=line.unit,
        confidence=line.confidence,
    )
    parts: list[Part] = [(bounds(figure), "bold"), f" ({line.category}) “{line.words}”"]
    return [*parts, f" according to {line.speaker}"] if line.speaker else parts
