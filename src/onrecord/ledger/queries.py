"""Reading a ledger back: its documents, and lines of its statements, events and figures, by filters."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TypeVar

import msgspec

from onrecord.ledger.entries import Entry, EventLine, FigureLine, StatementLine
from onrecord.ledger.filters import Condition, Filters, Listed, conditions

_ENTRY = """
select documents.id, appearances.name, documents.title, appearances.url, appearances.outlet, appearances.published,
    documents.language, documents.characters,
    (select count(*) from statements where reading = readings.number),
    (select count(*) from events where reading = readings.number),
    (select count(*) from figures where reading = readings.number),
    (select count(*) from times where reading = readings.number),
    (select count(*) from places where reading = readings.number),
    (select count(*) from appearances as every where every.document = documents.number),
    documents.added_at
from documents
join current_readings as readings on readings.document = documents.number
join appearances on appearances.number = readings.appearance
"""
_BY_REFERENCE = (
    "documents.number in (select number from documents where id >= ? and id < ? || 'g'"
    " union select document from appearances where name = ? union select document from appearances where url = ?)"
)
_SHORTEST_ID = 4

Line = TypeVar("Line", StatementLine, EventLine, FigureLine)


def documents(connection: sqlite3.Connection, filters: Filters) -> Iterator[Entry]:
    """The documents that meet the filters, in the order in which they were added."""
    where, values = joined(conditions(filters, "documents"))
    for row in connection.execute(f"{_ENTRY} where {where} order by documents.number", values):
        yield _entry(row)


def document(connection: sqlite3.Connection, reference: str) -> tuple[Entry, ...]:
    """The documents meant by an id or its beginning, a name, or an address."""
    beginning = reference.lower() if len(reference) >= _SHORTEST_ID and reference.isalnum() else "-"
    rows = connection.execute(
        f"{_ENTRY} where {_BY_REFERENCE} order by documents.number", (beginning, beginning, reference, reference)
    )
    return tuple(_entry(row) for row in rows)


def lines(
    connection: sqlite3.Connection, listed: Listed, line: type[Line], filters: Filters, limit: int
) -> Iterator[Line]:
    """Lines of `statements_view`, `events_view` or `figures_view` that meet the filters, in the view's order."""
    item = listed.removesuffix("s")
    values: tuple[str, ...]
    where, values = joined(conditions(filters, listed))
    columns = ", ".join(f'"{column}"' for column in line.__struct_fields__)
    meant = (
        f"select documents.id, {listed}.id from {listed} join current_readings as readings on readings.number = {listed}.reading"
        " join documents on documents.number = readings.document"
        f" join appearances on appearances.number = readings.appearance where {where}"
    )
    narrowed = f"where (document, {item}) in ({meant})" if values else ""
    rows = connection.execute(f"select {columns} from {listed}_view {narrowed} limit ?", (*values, limit))
    for row in rows:
        yield msgspec.convert(dict(zip(line.__struct_fields__, row, strict=True)), line, strict=False)


def joined(found: list[Condition]) -> tuple[str, tuple[str, ...]]:
    """Conditions as one, true where there are none."""
    return " and ".join(["true", *(sql for sql, _ in found)]), tuple(value for _, values in found for value in values)


def _entry(row: tuple[object, ...]) -> Entry:
    return msgspec.convert(dict(zip(Entry.__struct_fields__, row, strict=True)), Entry)
