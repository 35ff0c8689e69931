"""The ledger: documents, what was read in them, and what failed, in one SQLite file that only ever grows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from onrecord import __version__
from onrecord.errors import LedgerError, OnRecordError, UsageError
from onrecord.ledger.connection import explained, open_for_adding, open_for_reading
from onrecord.ledger.entries import Addition, Appearance, Entry, Hit, Outcome, StoredError
from onrecord.ledger.rows import Row, rows_of
from onrecord.ledger.search import find
from onrecord.records import Record, from_json, to_json
from onrecord.sources.checks import checked
from onrecord.sources.document import Document, storable

_SHORTEST_ID = 4
_METADATA = ("name", "title", "url", "outlet", "byline", "published")

_ENTRY = """
select documents.id, appearances.name, documents.title, appearances.url, appearances.outlet, appearances.published,
    documents.language, documents.characters,
    (select count(*) from statements where reading = readings.number),
    (select count(*) from figures where reading = readings.number),
    (select count(*) from times where reading = readings.number),
    (select count(*) from places where reading = readings.number),
    (select count(*) from appearances as every where every.document = documents.number),
    documents.added_at
from documents
join current_readings as readings on readings.document = documents.number
join appearances on appearances.number = readings.appearance
"""


class Ledger:
    """A ledger file, opened; made where there is none, unless `read_only`.

    Every document is one transaction: after a crash, a full disk or Ctrl-C the ledger holds whole documents only, and adding
    the same ones again goes on where it stopped. Several processes may read while others add. Not to be shared by threads.

    Raises (all methods):
        LedgerError: the file is no ledger, is locked, damaged, or cannot be written; nothing stored is lost.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder, Ledger(f"{folder}/news.db") as ledger:
    ...     added = ledger.add("The toll rose to at least 12, Ana Lopez said.", name="a", published="2024-11-05")
    ...     again = ledger.add("The toll rose to at least 12, Ana Lopez said.", name="a", published="2024-11-05")
    ...     added.outcome, again.outcome, [entry.name for entry in ledger.documents()], len(ledger.search("tolls"))
    ('added', 'known', ['a'], 1)
    """

    def __init__(self, path: str | PathLike[str], *, read_only: bool = False) -> None:
        self.path = Path(path)
        self._connection = open_for_reading(self.path) if read_only else open_for_adding(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the last process to close it folds the write-ahead log in."""
        with explained(self.path):
            self._connection.close()

    # Adding

    def add(self, document: Document | str, *, record: Record | None = None, **known: str | None) -> Addition:
        """Reads a document and stores it with its record; a text that is there is not read again.

        Args:
            document: a `Document`, or a text, of which `known` may give name, title, url, outlet, byline, published.
            record: what was read in this very document, where that is done already.

        Raises:
            EmptyDocument, UnsupportedLanguage, UsageError: as `onrecord.read`; nothing is stored.
        """
        if isinstance(document, str):
            document = Document.of(document, **{"name": "text", **known})  # type: ignore[arg-type]
        elif known:
            raise UsageError("A Document has its metadata already.", "Give keywords with a plain text only.")
        document = checked(_storable(document))
        identity = hashlib.sha256(document.text.encode("utf-8")).hexdigest()
        if record is not None and record.document.id != identity[:16]:
            raise UsageError("The record is not of this document.", "Give the record that was read in this very text.")
        with explained(self.path):
            outcome = self._outcome(identity, document)
        if outcome != "known":
            if outcome in ("added", "reread") and record is None:
                from onrecord.reading.reader import read_document

                record = read_document(document)
            with explained(self.path), self._writing():
                # Another process may have added the same text while this one was reading.
                outcome = self._outcome(identity, document)
                if outcome != "known":
                    self._store(identity, document, record if outcome in ("added", "reread") else None)
        with explained(self.path):
            self._resolve_errors(identity, document.name)
        return Addition(identity[:16], outcome)

    def add_error(self, name: str, error: OnRecordError) -> None:
        """Stores that a document could not be read. It is shown until a document of that name is added; the same error again is
        not stored twice."""
        name, code, message, remedy = (storable(t) for t in (name, error.code, error.message, error.remedy))
        with explained(self.path), self._writing():
            last = self._connection.execute(
                "select code, message, remedy from open_errors where name = ? order by number desc limit 1", (name,)
            ).fetchone()
            if last != (code, message, remedy):
                self._connection.execute(
                    "insert into errors (name, code, message, remedy, onrecord, occurred_at) values (?, ?, ?, ?, ?, ?)",
                    (name, code, message, remedy, __version__, _now()),
                )

    # Reading

    def documents(self) -> Iterator[Entry]:
        """The documents in the order in which they were added."""
        with explained(self.path):
            for row in self._connection.execute(_ENTRY + "order by documents.number"):
                yield _entry(row)

    def find(self, reference: str) -> tuple[Entry, ...]:
        """The documents meant by an id or its beginning (4 characters or more), a name, or an address; most often one or none."""
        beginning = reference if len(reference) >= _SHORTEST_ID and reference.isalnum() else "-"
        condition = (
            "where documents.number in (select number from documents where id >= ? and id < ? || 'g'"
            " union select document from appearances where name = ? union select document from appearances where url = ?)"
            " order by documents.number"
        )
        name = storable(reference)
        with explained(self.path):
            rows = self._connection.execute(_ENTRY + condition, (beginning.lower(), beginning.lower(), name, name))
            return tuple(_entry(row) for row in rows)

    def record(self, id: str) -> Record:
        """The current record of the document with this id.

        Raises:
            LedgerError: there is no such document.
        """
        with explained(self.path):
            row = self._connection.execute(
                "select record from current_readings where document = ?", (self._number(id),)
            ).fetchone()
        return from_json(row[0])

    def text(self, id: str) -> str:
        """The stored text of the document with this id, character for character.

        Raises:
            LedgerError: there is no such document.
        """
        with explained(self.path):
            row = self._connection.execute(
                "select text from documents where number = ?", (self._number(id),)
            ).fetchone()
        return str(row[0])

    def appearances(self, id: str) -> tuple[Appearance, ...]:
        """Under what names, outlets, addresses and dates the text came, in order.

        Raises:
            LedgerError: there is no such document.
        """
        columns = (*_METADATA, "seen_at")
        with explained(self.path):
            rows = self._connection.execute(
                f"select {', '.join(columns)} from appearances where document = ? order by number", (self._number(id),)
            )
            return tuple(Appearance(**dict(zip(columns, row, strict=True))) for row in rows)

    def search(self, words: str, *, limit: int = 20) -> tuple[Hit, ...]:
        """The documents whose title and text hold all the words, best first. `"…"` keeps words together, a trailing `*` stands for
        any ending, everything else is taken as it stands, so that no query is an error."""
        with explained(self.path):
            return tuple(find(self._connection, words, limit))

    def errors(self) -> tuple[StoredError, ...]:
        """What could not be read, and was not read since."""
        with explained(self.path):
            rows = self._connection.execute(
                "select name, code, message, remedy, occurred_at from open_errors order by number"
            )
            return tuple(
                StoredError(name=name, code=code, message=message, remedy=remedy, occurred_at=occurred_at)
                for name, code, message, remedy, occurred_at in rows
            )

    # Inside

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction, which holds the right to write from its beginning, so that two adders wait for each other."""
        self._connection.execute("begin immediate")
        try:
            yield
            self._connection.execute("commit")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("rollback")
            raise

    def _outcome(self, identity: str, document: Document) -> Outcome:
        row = self._connection.execute(
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
        conditions = " and ".join(f"ifnull({column}, '') = ?" for column in _METADATA)
        seen = self._connection.execute(
            f"select 1 from appearances where document = ? and {conditions}",
            (number, *(getattr(document, column) or "" for column in _METADATA)),
        ).fetchone()
        return "known" if seen else "appeared"

    def _store(self, identity: str, document: Document, record: Record | None) -> None:
        now = _now()
        self._connection.execute(
            "insert into documents (id, sha256, text, title, language, characters, added_at) values (?, ?, ?, ?, ?, ?, ?)"
            " on conflict (sha256) do nothing",
            (identity[:16], identity, document.text, document.title, document.language, len(document.text), now),
        )
        number = self._number(identity[:16])
        columns = ", ".join(_METADATA)
        appearance = self._connection.execute(
            f"insert into appearances (document, {columns}, seen_at) values (?, ?, ?, ?, ?, ?, ?, ?)",
            (number, *(getattr(document, column) for column in _METADATA), now),
        ).lastrowid
        if record is None:
            return
        reading = self._connection.execute(
            "insert into readings (document, appearance, onrecord, model, schema, read_at, record) values (?, ?, ?, ?, ?, ?, ?)",
            (number, appearance, __version__, _model_version(), record.schema, now, to_json(record).decode()),
        ).lastrowid
        for table, rows in rows_of(record).items():
            if rows:
                marks = ", ".join("?" * (len(rows[0]) + 1))
                self._connection.executemany(f"insert into {table} values ({marks})", [(reading, *row) for row in rows])

    def _resolve_errors(self, identity: str, name: str) -> None:
        waiting = [row[0] for row in self._connection.execute("select number from open_errors where name = ?", (name,))]
        if waiting:
            with self._writing():
                number = self._number(identity[:16])
                self._connection.executemany(
                    "insert or ignore into resolutions values (?, ?, ?)", [(error, number, _now()) for error in waiting]
                )

    def _number(self, id: str) -> int:
        row = self._connection.execute("select number from documents where id = ?", (storable(id),)).fetchone()
        if row is None:
            raise LedgerError(f"The ledger {self.path} holds no document {id}.", "See what it holds: onrecord show")
        return int(row[0])


def _storable(document: Document) -> Document:
    """The document with lone surrogates (of a file name, say) replaced, which no encoding can carry."""
    text = Document.of(document.text).text
    known = {column: storable(value) for column in _METADATA if (value := getattr(document, column)) is not None}
    return msgspec.structs.replace(document, text=text, **known)


def _entry(row: Row) -> Entry:
    return msgspec.convert(dict(zip(Entry.__struct_fields__, row, strict=True)), Entry)


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@cache
def _model_version() -> str | None:
    """The version on the card of the reader's model; None where none is installed."""
    card = files("onrecord.model") / "weights" / "card.json"
    try:
        version = json.loads(card.read_text(encoding="utf-8")).get("version")
    except (OSError, ValueError, AttributeError):
        return None
    return None if version is None else str(version)
