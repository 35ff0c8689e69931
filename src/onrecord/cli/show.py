"""`onrecord show`: what a ledger holds, and the page of one document."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import OutputFormat, chosen_format, format_option, ledger_option, print_json, terminal

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger.entries import Appearance, Entry, StoredError
    from onrecord.ledger.store import Ledger

_SHORT_ID = 10


@click.command(
    short_help="Show what a ledger holds, or one document's record.",
    epilog="Example: onrecord show 3f9a2c --ledger news.db",
)
@click.argument("document", required=False)
@ledger_option
@format_option
@click.option("--errors", is_flag=True, help="List the documents that could not be read, instead.")
def show(document: str | None, ledger: Path, output_format: OutputFormat | None, errors: bool) -> None:
    """Show what a ledger holds: the list of its documents, or the record of one.

    DOCUMENT is an id or its first characters (4 or more), a name, or an address. Works while another process adds.
    """
    from onrecord.errors import UsageError
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    if document is not None and errors:
        raise UsageError("--errors lists what is no document of the ledger.", "Leave out the document, or --errors.")
    with Ledger(ledger, read_only=True) as opened:
        if document is not None:
            _show_document(opened, _one(opened, document), chosen)
        elif chosen == "text":
            console = terminal()
            if not errors:
                _list_documents(opened.documents(), console)
            _list_errors(opened.errors(), console)
        else:
            print_json(opened.errors() if errors else opened.documents(), chosen)


def _one(ledger: Ledger, reference: str) -> Entry:
    from onrecord.errors import LedgerError, UsageError

    found = ledger.find(reference)
    if not found:
        raise LedgerError(
            f"The ledger {ledger.path} holds no document {reference}.", "See what it holds: onrecord show"
        )
    if len(found) > 1:
        ids = ", ".join(entry.id[:_SHORT_ID] for entry in found[:8]) + (", …" if len(found) > 8 else "")
        raise UsageError(f"{reference} stands for {len(found)} documents: {ids}.", "Name one by its id.")
    return found[0]


def _show_document(ledger: Ledger, entry: Entry, chosen: OutputFormat) -> None:
    record = ledger.record(entry.id)
    if chosen == "jsonl":
        print_json([record], chosen)
    elif chosen == "json":
        import msgspec

        from onrecord.records import to_json

        click.echo(msgspec.json.format(to_json(record), indent=2))
    else:
        from onrecord.cli.page import render

        console = terminal()
        render(record, ledger.text(entry.id), console)
        if entry.appearances > 1:
            _list_appearances(ledger.appearances(entry.id), console)


def _list_documents(entries: Iterable[Entry], console: Console) -> None:
    from rich.text import Text

    from onrecord.cli.plain import line

    count = 0
    for entry in entries:
        count += 1
        outlet = f" · {entry.outlet}" if entry.outlet else ""
        row = Text.assemble(
            line(console, (entry.id[:_SHORT_ID], "cyan")),
            f"  {entry.published[:10] if entry.published else 'no date':10}  ",
            (f"{entry.statements:>3} statements  ", "dim"),
            line(console, (entry.title or entry.name, "bold"), (outlet, "dim")),
        )
        row.truncate(console.width, overflow="ellipsis" if "utf" in console.encoding else "crop")
        console.print(row, soft_wrap=True)
    console.print(line(console, (f"{count:,} document{'' if count == 1 else 's'}", "dim")))


def _list_errors(errors: tuple[StoredError, ...], console: Console) -> None:
    from onrecord.cli.plain import line

    if errors:
        console.print()
        console.print(line(console, ("Could not be read", "bold red"), (f" {len(errors):,}", "dim")))
    for error in errors:
        named = "" if error.name in error.message else f"{error.name}: "
        console.print(line(console, f"- {named}{error.message} ", (error.remedy, "dim")), soft_wrap=True)


def _list_appearances(appearances: tuple[Appearance, ...], console: Console) -> None:
    from onrecord.cli.plain import line

    console.print(line(console, ("The same text appeared as", "bold cyan"), (f" {len(appearances)}", "dim")))
    for appearance in appearances:
        facts = (appearance.name, appearance.outlet, appearance.published, appearance.url)
        console.print(line(console, "- " + " · ".join(fact for fact in facts if fact)), soft_wrap=True)
    console.print()
