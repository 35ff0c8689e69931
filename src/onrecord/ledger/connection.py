"""Opening a ledger's file, and saying in words what SQLite means by its errors."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from onrecord.errors import InternalError, LedgerError, OnRecordError
from onrecord.ledger.migrations import migrate, version_of

BUSY_SECONDS = 30.0
"""How long one process waits for another that is writing. A document's transaction takes milliseconds."""

CACHE_KILOBYTES = 64_000
"""Memory for the pages of a ledger that is added to: enough that its indexes do not fall out of it while it grows to 100,000 documents;
with SQLite's own 2 MB, adding takes half as long again after 10,000 (benchmarks/adding.py)."""

_KEPT = "All that was stored before is kept."


def open_for_adding(path: Path) -> sqlite3.Connection:
    """A connection that writes; the ledger is made where there is none, and brought to the present schema.

    Commits go to the write-ahead log without waiting for the disk (`synchronous = normal`): a killed process loses nothing,
    a power cut at most the last documents, never the ledger.

    Raises:
        LedgerError: the file is no ledger, is locked, or cannot be written; it is left as it was.
    """
    _refuse_folder(path)
    if not path.parent.is_dir():
        raise LedgerError(f"The folder {path.parent} does not exist.", "Make it first, or name another with --ledger.")
    with explained(path):
        connection = _connect(f"{_address(path)}?mode=rwc")
        try:
            version_of(connection, str(path))
            _write_ahead(connection)
            connection.execute("pragma synchronous = normal")
            connection.execute(f"pragma cache_size = -{CACHE_KILOBYTES}")
            migrate(connection, str(path))
        except BaseException:
            connection.close()
            raise
    return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, and works while another process adds.

    Raises:
        LedgerError: there is no ledger, or it cannot be read, or an older OnRecord wrote it.
    """
    _refuse_folder(path)
    if not path.exists():
        raise LedgerError(f"There is no ledger at {path}.", f"Make one with: onrecord add SOURCE --ledger {path}")
    with explained(path):
        # With the right to write, SQLite clears its log away when the last process closes the ledger; without, it leaves it.
        writable = os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)
        connection = _connect(f"{_address(path)}?mode={'rw' if writable else 'ro'}")
        try:
            connection.execute("pragma query_only = on")
            version = version_of(connection, str(path))
        except sqlite3.OperationalError:
            connection.close()
            if writable or _has_log(path):
                raise
            # On a medium that cannot be written to, SQLite reads a write-ahead ledger only when told that nobody writes.
            connection = _connect(f"{_address(path)}?immutable=1")
            version = version_of(connection, str(path))
        except BaseException:
            connection.close()
            raise
        if version == 0:
            connection.close()
            raise LedgerError(f"The ledger {path} is empty.", f"Add to it with: onrecord add SOURCE --ledger {path}")
    return connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns SQLite's errors inside the block into a `LedgerError` with a remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _explanation(path, error) from error


def _explanation(path: Path, error: sqlite3.Error) -> OnRecordError:
    if isinstance(error, sqlite3.IntegrityError):
        return InternalError.of("The document", error)
    name = str(getattr(error, "sqlite_errorname", ""))
    if name == "SQLITE_NOTADB":
        return LedgerError(f"{path} is not a ledger; it was left as it is.", "Name another file with --ledger.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LedgerError(f"The ledger {path} is locked by another process.", f"Try again when it is done. {_KEPT}")
    if name.startswith(("SQLITE_FULL", "SQLITE_IOERR")):
        return LedgerError(
            f"The ledger {path} could not be written or read: the disk is full or fails ({error}).",
            f"Make room and run the same command again: it goes on where it stopped. {_KEPT}",
        )
    if name.startswith("SQLITE_READONLY"):
        return LedgerError(f"The ledger {path} is read-only.", "Give yourself the right to write it and its folder.")
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return LedgerError(f"The ledger {path} cannot be opened.", "Look at the rights on the file and its folder.")
    if name.startswith("SQLITE_CORRUPT"):
        return LedgerError(
            f"The ledger {path} is damaged ({error}).",
            f'Save what is left with: sqlite3 "{path}" .recover | sqlite3 recovered.db',
        )
    if "fts5" in str(error):
        return LedgerError(
            "This Python's SQLite has no full-text search (FTS5).", "Use a Python from python.org or uv."
        )
    return LedgerError(f"The ledger {path}: {error}.", _KEPT)


def _connect(address: str) -> sqlite3.Connection:
    connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.execute("pragma foreign_keys = on")
    return connection


def _address(path: Path) -> str:
    return "file:" + quote(str(path.absolute()), safe="/", errors="surrogateescape")


def _refuse_folder(path: Path) -> None:
    if path.is_dir():
        raise LedgerError(f"{path} is a folder, not a ledger.", "Name a file with --ledger, for example news.db.")


def _has_log(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switches to the write-ahead log. SQLite does not wait for its lock here, so two processes that make the same ledger at
    once need this loop."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("pragma journal_mode = wal").fetchone()
            return
        except sqlite3.OperationalError as error:
            if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY") or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
