"""Writing a document, its appearance and its reading: the rows of one transaction."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files

from onrecord import __version__
from onrecord.ledger.entries import Outcome
from onrecord.ledger.reviewing import draw_rows
from onrecord.records import Record, to_json
from onrecord.sources.document import Document

METADATA = ("name", "title", "url", "outlet", "byline", "published")
"""What an appearance tells about a document."""


def outcome_of(connection: sqlite3.Connection, identity: str, document: Document) -> Outcome:
    """What adding the document, whose text has the SHA-256 `identity`, would do."""
    row = connection.execute(
        "select documents.number, appearances.published from documents"
        " join current_readings as readings on readings.document = documents.number"
        " join appearances on appearances.number = readings.appearance where documents.sha256 = ?",
        (identity,),
    ).fetchone()
    if row is None:
        return "added"
    number, published = row
    if published is None and document.published is not None:
        return "reread"
    conditions = " and ".join(f"ifnull({column}, '') = ?" for column in METADATA)
    seen = connection.execute(
        f"select 1 from appearances where document = ? and {conditions}",
        (number, *(getattr(document, column) or "" for column in METADATA)),
    ).fetchone()
    return "known" if seen else "appeared"


def store(connection: sqlite3.Connection, identity: str, document: Document, record: Record | None) -> None:
    """Stores the document where it is new, its appearance, and its record as a reading. Inside a transaction."""
    at = now()
    connection.execute(
        "insert into documents (id, sha256, text, title, language, characters, added_at) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (sha256) do nothing",
        (identity[:16], identity, document.text, document.title, document.language, len(document.text), at),
    )
    (number,) = connection.execute("select number from documents where sha256 = ?", (identity,)).fetchone()
    appearance = connection.execute(
        f"insert into appearances (document, {', '.join(METADATA)}, seen_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
        (number, *(getattr(document, column) for column in METADATA), at),
    ).lastrowid
    assert appearance is not None
    if record is not None:
        store_reading(connection, number, appearance, record)


def store_reading(connection: sqlite3.Connection, document: int, appearance: int, record: Record) -> None:
    """Stores a reading and draws its rows; from then on it is the document's current one. Inside a transaction."""
    reading = connection.execute(
        "insert into readings (document, appearance, onrecord, model, schema, read_at, record) values (?, ?, ?, ?, ?, ?, ?)",
        (document, appearance, __version__, model_version(), record.schema, now(), to_json(record).decode()),
    ).lastrowid
    assert reading is not None
    draw_rows(connection, document, reading, record)


def document_of(connection: sqlite3.Connection, number: int) -> tuple[int, Document]:
    """The document as its current reading had it, and the number of that appearance."""
    appearance, text, language, *known = connection.execute(
        f"select appearances.number, documents.text, documents.language, {', '.join('appearances.' + c for c in METADATA)}"
        " from documents join current_readings as readings on readings.document = documents.number"
        " join appearances on appearances.number = readings.appearance where documents.number = ?",
        (number,),
    ).fetchone()
    return appearance, Document(text=text, language=language, **dict(zip(METADATA, known, strict=True)))


def now() -> str:
    """This second, UTC, ISO 8601."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def model_version() -> str | None:
    """The version on the card of the reader's model; None where none is installed."""
    card = files("onrecord.model") / "weights" / "card.json"
    try:
        version = json.loads(card.read_text(encoding="utf-8")).get("version")
    except (OSError, ValueError, AttributeError):
        return None
    return None if version is None else str(version)
