"""How a ledger comes to the present schema: an explicit list of steps, each an SQL file, each applied in one transaction.

A released step is never edited; a change of the schema is a new file and a new line in `MIGRATIONS`. `PRAGMA user_version`
says how many steps a file has had, `PRAGMA application_id` that it is a ledger at all.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib.resources import files

from onrecord.errors import LedgerError

APPLICATION_ID = 0x4F4E5245
"""The letters "ONRE" in the header of the file: what tells a ledger from any other SQLite database."""

MIGRATIONS = (
    "001_documents_and_readings.sql",
    "002_decisions_and_views.sql",
    "003_copies_and_stories.sql",
    "004_happenings_and_agreement.sql",
    "005_feeds.sql",
    "006_indexes.sql",
    "007_verdicts.sql",
)

CURRENT_VERSION = len(MIGRATIONS)


def version_of(connection: sqlite3.Connection, path: str) -> int:
    """How many steps the ledger has had; 0 for a database with nothing in it yet.

    Raises:
        LedgerError: the database belongs to something else, or to a newer OnRecord. Nothing was written.
    """
    application_id = connection.execute("pragma application_id").fetchone()[0]
    version = int(connection.execute("pragma user_version").fetchone()[0])
    if application_id != APPLICATION_ID:
        holds_something = connection.execute("select count(*) from sqlite_master").fetchone()[0]
        if application_id or version or holds_something:
            raise LedgerError(
                f"{path} is an SQLite database, but not a ledger of OnRecord; it was left as it is.",
                "Name another file with --ledger.",
            )
    if version > CURRENT_VERSION:
        raise LedgerError(
            f"{path} was written by a newer OnRecord (schema {version}, this one knows {CURRENT_VERSION}).",
            "Upgrade with: pip install --upgrade onrecord",
        )
    return version


def migrate(connection: sqlite3.Connection, path: str) -> None:
    """Applies the steps that the ledger has not had, all in one transaction, so that nobody reads a ledger between two of them. Two
    processes may do this at once: the second finds it done.

    Raises:
        LedgerError: see `version_of`.
    """
    if version_of(connection, path) == CURRENT_VERSION:
        return
    connection.execute("begin immediate")
    try:
        for version in range(version_of(connection, path), CURRENT_VERSION):
            for statement in sql_statements(_script(MIGRATIONS[version])):
                connection.execute(statement)
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
            connection.execute(f"pragma user_version = {version + 1}")
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


def sql_statements(script: str) -> Iterator[str]:
    """The statements of a script, each beginning on a line of its own, one by one (`executescript` would commit before it
    begins, and so break the transaction).

    >>> list(sql_statements("create table a (b); -- a note\\ncreate table c (d);"))
    ['create table a (b); -- a note', 'create table c (d);']
    """
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
    if statement.strip():
        yield statement.strip()


def _script(name: str) -> str:
    return (files("onrecord.ledger") / "schema" / name).read_text(encoding="utf-8")
