"""Decisions in the ledger's file: made of what a reviewer says, stored, applied to the rows, listed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from onrecord.errors import LedgerError, UsageError
from onrecord.ledger.anchoring import anchor_of, refer
from onrecord.ledger.deciding import Applied, decided
from onrecord.ledger.decisions import FORMS, Change, Decision, Entry, Form, Kind, Plain, Verb, kind_of, plain, undone
from onrecord.ledger.rows import rows_of
from onrecord.records import Record, Span, from_json

SPAN_FIELDS = frozenset({"span", "spans", "source_span", "cue", "content", "channel", "trigger", "mentions"})
"""The fields of items that hold characters of the text."""
_FIXED = frozenset({"id", "confidence"})

Part = Sequence[tuple[int, int]]


def entries_of(connection: sqlite3.Connection, document: int) -> tuple[Entry, ...]:
    """The decisions on a document, in their order."""
    rows = connection.execute(
        "select number, verb, change, undoes from decisions where document = ? order by number", (document,)
    )
    return tuple(
        Entry(number, verb, msgspec.json.decode(change, type=Change), undoes) for number, verb, change, undoes in rows
    )


def current_record(connection: sqlite3.Connection, document: int) -> tuple[int, Record]:
    """The number of a document's current reading, and the machine's record of it."""
    number, record = connection.execute(
        "select number, record from current_readings where document = ?", (document,)
    ).fetchone()
    return number, from_json(record)


def draw_rows(connection: sqlite3.Connection, document: int, reading: int, record: Record) -> None:
    """Writes the rows of a reading anew: of the record with the decisions applied. Inside a transaction."""
    held, effects = decided(record, entries_of(connection, document))
    tables = rows_of(held)
    for table in reversed(tables):  # what refers goes before what it refers to
        connection.execute(f"delete from {table} where reading = ?", (reading,))
    for table, rows in tables.items():
        if rows:
            marks = ", ".join("?" * (len(rows[0]) + 1))
            connection.executemany(f"insert into {table} values ({marks})", [(reading, *row) for row in rows])
    connection.execute("delete from effects where reading = ?", (reading,))
    connection.executemany(
        "insert into effects (reading, decision, outcome, item) values (?, ?, ?, ?)",
        [(reading, number, effect.state, effect.item) for number, effect in effects.items()],
    )


def decide(
    connection: sqlite3.Connection,
    document: int,
    text: str,
    verb: Verb,
    ids: Sequence[str],
    *,
    by: str,
    at: str,
    why: str | None,
    values: Mapping[str, object],
    parts: Sequence[Part],
) -> int:
    """Stores one decision and redraws the rows of the document. Inside a transaction.

    Raises:
        UsageError: there is no such item, or the decision makes no sense for it.
    """
    reading, machine = current_record(connection, document)
    before = entries_of(connection, document)
    held = Applied(decided(machine, before)[0])
    kind = _one_kind(held.record, ids)
    change = _change(held, text, verb, kind, ids, values, parts)
    number = 1 + int(connection.execute("select ifnull(max(number), 0) from decisions").fetchone()[0])
    _, effects = decided(machine, (*before, Entry(number, verb, change, None)))
    if effects[number].state != "applied":
        raise UsageError(
            f"{ids[0]} cannot be told apart from another item on the same characters.", "Decide on the other one first."
        )
    words = _words(kind, held.items[kind][ids[0]])
    connection.execute(
        "insert into decisions (number, document, reading, verb, kind, item, words, change, decided_by, decided_at, why)"
        " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (number, document, reading, verb, kind, ids[0], words, msgspec.json.encode(change).decode(), by, at, why),
    )
    draw_rows(connection, document, reading, machine)
    return number


def undo(connection: sqlite3.Connection, path: object, number: int, *, by: str, at: str, why: str | None) -> int:
    """Stores that a decision is taken back. Inside a transaction.

    Raises:
        LedgerError: there is no such decision.
        UsageError: it is taken back already.
    """
    row = connection.execute("select document, kind, item, words from decisions where number = ?", (number,)).fetchone()
    if row is None:
        raise LedgerError(f"The ledger {path} holds no decision {number}.", "See them with: onrecord review")
    document, kind, item, words = row
    if number in undone(entries_of(connection, document)):
        raise UsageError(f"Decision {number} is taken back already.", "Undo the undo, or decide anew.")
    reading, machine = current_record(connection, document)
    made = connection.execute(
        "insert into decisions (document, reading, verb, kind, item, words, change, undoes, decided_by, decided_at, why)"
        " values (?, ?, 'undo', ?, ?, ?, '{}', ?, ?, ?, ?)",
        (document, reading, kind, item, words, number, by, at, why),
    ).lastrowid
    assert made is not None
    draw_rows(connection, document, reading, machine)
    return made


def listed(connection: sqlite3.Connection, document: int | None) -> Iterator[Decision]:
    """The decisions, all or of one document, in their order, each with what became of it in the current reading."""
    rows = connection.execute(
        "select decisions.number, documents.id, decisions.verb, decisions.kind, effects.item, decisions.words,"
        " ifnull(json_extract(decisions.change, '$.told'), ''), decisions.undoes, effects.outcome, decisions.decided_by,"
        " decisions.decided_at, decisions.why"
        " from decisions join documents on documents.number = decisions.document"
        " join current_readings as readings on readings.document = documents.number"
        " join effects on effects.reading = readings.number and effects.decision = decisions.number"
        " where ? is null or documents.number = ? order by decisions.number",
        (document, document),
    )
    for row in rows:
        yield Decision(**dict(zip(Decision.__struct_fields__, row, strict=True)))


def effects_of(connection: sqlite3.Connection, document: int) -> dict[str, Verb]:
    """Id of an item → the last decision on it that holds in the current reading."""
    return {
        decision.item: decision.verb
        for decision in listed(connection, document)
        if decision.item is not None and decision.state in ("applied", "restored")
    }


# A change, from what the reviewer says


def _one_kind(record: Record, ids: Sequence[str]) -> Kind:
    kinds = {id: kind_of(record, id) for id in ids}
    for id, kind in kinds.items():
        if kind is None:
            raise UsageError(f"The document has no item {id}.", "See its items with: onrecord review DOCUMENT")
    found = set(kinds.values())
    if len(found) != 1:
        raise UsageError(
            f"{', '.join(ids) or 'No item'}: give items of one kind.", "Merge actors with actors, and so on."
        )
    (only,) = found
    assert only is not None
    return only


def _change(
    held: Applied,
    text: str,
    verb: Verb,
    kind: Kind,
    ids: Sequence[str],
    values: Mapping[str, object],
    parts: Sequence[Part],
) -> Change:
    if verb == "merge":
        if len(set(ids)) < 2:
            raise UsageError("One item alone cannot be merged.", "Give two or more.")
        told = "with " + "; ".join(_words(kind, held.items[kind][id]) for id in ids[1:])
        return Change(anchors=tuple(anchor_of(held.items, kind, id, whole=False) for id in ids), told=told)
    if len(ids) != 1:
        raise UsageError(f"{verb} takes one item.", "Decide on one at a time.")
    item = held.items[kind][ids[0]]
    if verb == "split":
        checked = _parts(kind, item, parts)
        told = " | ".join(" … ".join(text[start:end] for start, end in part) for part in checked)
        return Change(anchors=(anchor_of(held.items, kind, ids[0], whole=False),), parts=checked, told=told)
    anchor = anchor_of(held.items, kind, ids[0], whole=verb != "reject")
    if verb != "correct":
        return Change(anchors=(anchor,))
    if not values:
        raise UsageError("A correction needs the field and its value.", "For example: --correct stance=deny")
    form = FORMS[kind]
    new = {field: _value(held, form, text, field, value) for field, value in values.items()}
    told = "; ".join(f"{field}: {_told(item[field], held)} → {_told(value, held)}" for field, value in new.items())
    return Change(anchors=(anchor,), values=new, told=told)


def _value(held: Applied, form: Form, text: str, field: str, value: object) -> Any:
    """A value as it is stored: characters with their words, references as anchors.

    Raises:
        UsageError: there is no such field, item or character.
    """
    known = [name for name in form.type.__struct_fields__ if name not in _FIXED]
    if field not in known:
        raise UsageError(f"There is no field {field!r} to correct.", f"Give one of {', '.join(known)}.")
    if field in SPAN_FIELDS:
        return _spans(text, form, field, value)
    if field in form.references and value != "published":
        for id in value if isinstance(value, list | tuple) else [value]:
            if id is not None and id not in held.items[form.references[field]]:
                raise UsageError(
                    f"{field} is one of the document's {FORMS[form.references[field]].field}, and {id!r} is none.",
                    "See them with: onrecord review DOCUMENT",
                )
        return refer(held.items, form.references[field], value)
    return plain(value)


def _spans(text: str, form: Form, field: str, value: object) -> Any:
    several = field in ("spans", "content", "mentions")
    if value is None and not several and field != form.spans:
        return None
    try:
        places = msgspec.convert(value if several else [value], list[tuple[int, int]])
    except msgspec.ValidationError as error:
        raise UsageError(f"{field} is characters, as (start, end).", "On the command line: 120-131") from error
    if not places and field == form.spans:
        raise UsageError(f"{field} cannot be empty.", "Reject the item instead.")
    for start, end in places:
        if not 0 <= start < end <= len(text):
            raise UsageError(f"The text has no characters {start}-{end}.", f"It has {len(text):,}, counted from 0.")
    spans = [plain(Span.of(text, start, end)) for start, end in sorted(places)]
    return spans if several else spans[0]


def _parts(kind: Kind, item: Plain, parts: Sequence[Part]) -> tuple[tuple[tuple[int, int], ...], ...]:
    checked = tuple(tuple(sorted((int(start), int(end)) for start, end in part)) for part in parts)
    if len(checked) < 2 or not all(checked):
        raise UsageError(
            "A split needs two parts or more, each with characters.", "For example: --split 0-12 --split 20-31"
        )
    value = item[FORMS[kind].spans]
    own = [*(value if isinstance(value, list) else [value]), *(item["mentions"] if kind == "event" else ())]
    for part in checked:
        for start, end in part:
            if not any(span["start"] <= start < end <= span["end"] for span in own):
                raise UsageError(
                    f"The characters {start}-{end} are not the item's.",
                    "Give parts of its own characters; see: onrecord review DOCUMENT",
                )
        if kind in ("figure", "time") and len(part) > 1:
            raise UsageError(f"A {kind} stands on one piece of text.", "Give one START-END a part.")
    return checked


def _words(kind: Kind, item: Plain) -> str:
    if "name" in item:
        return str(item["name"])
    value = item[FORMS[kind].spans]
    return " … ".join(span["text"] for span in (value if isinstance(value, list) else [value]))


def _told(value: Any, held: Applied) -> str:
    """A field's value in words."""
    if isinstance(value, list):
        return ", ".join(_told(each, held) for each in value) or "nobody"
    if isinstance(value, dict):
        return str(value["text"]) if "text" in value else _words(value["anchor"]["kind"], value["anchor"]["item"])
    for kind, items in held.items.items():
        if isinstance(value, str) and value in items:
            return _words(kind, items[value])
    return "unknown" if value is None else str(value)
