"""A record as rows: pure, table by table. The rows are an index into the record; its JSON stays the truth."""

from __future__ import annotations

import json
from collections.abc import Iterator

from onrecord.records import Record, Span

Value = str | int | float | None
Row = tuple[Value, ...]

_LARGEST = 2**63 - 1


def rows_of(record: Record) -> dict[str, list[Row]]:
    """Table → its rows without the leading `reading`, columns in the order of the schema.

    >>> from onrecord.records import DocumentInfo, Figure, Span
    >>> figure = Figure(id="f1", span=Span(0, 2, "12"), low=12, high=12, confidence=0.9)
    >>> rows = rows_of(Record(document=DocumentInfo(name="a", id="b"), figures=(figure,)))
    >>> rows["figures"], rows["spans"]
    ([('f1', 12, 12, 0, None, 'other', None, None, None, None, 0.9)], [('f1', 'span', 0, 0, 2, '12')])
    """
    return {
        "actors": [
            (a.id, a.name, a.kind, a.role, a.country, a.sector, a.member_of, a.confidence) for a in record.actors
        ],
        "statements": [
            (s.id, s.source, s.kind, s.stance, s.addressee, s.when, s.within, s.confidence) for s in record.statements
        ],
        "events": [
            (
                e.id, e.type, e.mode, json.dumps(e.contexts), e.place, e.when, e.status, e.certainty, e.according_to,
                e.confidence,
            )
            for e in record.events
        ],
        "participants": list(_participants(record)),
        "event_figures": [
            (e.id, position, figure) for e in record.events for position, figure in enumerate(e.figures)
        ],
        "figures": [
            (
                f.id, _number(f.low), _number(f.high), int(f.approximate), f.counted, f.category, f.unit, f.of, f.event,
                f.according_to, f.confidence,
            )
            for f in record.figures
        ],
        "times": [(t.id, t.start, t.end, t.granularity, t.kind, t.anchor, t.timex) for t in record.times],
        "places": [
            (p.id, p.name, p.country, p.admin1, p.kind, p.lat, p.lon, p.geonames, p.precision, p.confidence)
            for p in record.places
        ],
        "spans": list(_spans(record)),
    }  # fmt: skip


def _participants(record: Record) -> Iterator[Row]:
    for event in record.events:
        for role, actors in (("actor", event.actors), ("recipient", event.recipients)):
            for position, actor in enumerate(actors):
                yield event.id, role, position, actor


def _spans(record: Record) -> Iterator[Row]:
    def of(item: str, role: str, spans: tuple[Span | None, ...]) -> Iterator[Row]:
        for position, span in enumerate(spans):
            if span is not None:
                yield item, role, position, span.start, span.end, span.text

    for actor in record.actors:
        yield from of(actor.id, "mention", actor.mentions)
    for statement in record.statements:
        yield from of(statement.id, "source", (statement.source_span,))
        yield from of(statement.id, "cue", (statement.cue,))
        yield from of(statement.id, "content", statement.content)
        yield from of(statement.id, "channel", (statement.channel,))
    for event in record.events:
        yield from of(event.id, "trigger", (event.trigger,))
        yield from of(event.id, "mention", event.mentions)
    for figure in record.figures:
        yield from of(figure.id, "span", (figure.span,))
    for time in record.times:
        yield from of(time.id, "span", (time.span,))
    for place in record.places:
        yield from of(place.id, "span", place.spans)


def _number(value: float | int | None) -> float | int | None:
    """A bound as SQLite can hold it: integers above 64 bits as floating point, none where even that is too small."""
    if isinstance(value, int) and abs(value) > _LARGEST:
        try:
            return float(value)
        except OverflowError:
            return None
    return value
