"""`onrecord show`: what a ledger holds, and the page of one document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from onrecord.cli.options import (
    SHORT_ID,
    OutputFormat,
    chosen_format,
    filter_options,
    filters_of,
    format_option,
    ledger_option,
    one_document,
    print_json,
    terminal,
)

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.cli.lines import Line
    from onrecord.ledger.entries import Appearance, Entry, StoredError
    from onrecord.ledger.filters import Filters
    from onrecord.ledger.store import Ledger


@click.command(
    short_help="Show what a ledger holds, or one document's record.",
    epilog="Example: onrecord show --events --type ASSAULT --country Sudan --since 2024-11-01 --ledger news.db",
)
@click.argument("document", required=False)
@ledger_option
@format_option
@click.option("--statements", "listed", flag_value="statements", help="List statements, instead.")
@click.option("--events", "listed", flag_value="events", help="List events, instead.")
@click.option("--figures", "listed", flag_value="figures", help="List figures, instead.")
@click.option("--errors", is_flag=True, help="List the documents that could not be read, instead.")
@filter_options
@click.option("--limit", type=click.IntRange(1), help="How many lines at most.  [default: all]")
@click.option("--machine", is_flag=True, help="Show the record as the machine read it, without reviewers' decisions.")
def show(
    document: str | None,
    ledger: Path,
    output_format: OutputFormat | None,
    listed: Literal["statements", "events", "figures"] | None,
    errors: bool,
    limit: int | None,
    machine: bool,
    **filters: str | None,
) -> None:
    """Show what a ledger holds: the list of its documents, statements, events or figures, or the record of one document.

    DOCUMENT is an id or its first characters (4 or more), a name, or an address. Options that filter hold for the event,
    statement or figure that is listed, for documents where anything in them meets it. Reviewers' decisions are applied. Works
    while another process adds.
    """
    from onrecord.errors import UsageError
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    narrowed = listed is not None or limit is not None or any(value is not None for value in filters.values())
    if document is not None and (errors or narrowed):
        raise UsageError(
            "A document is shown whole, and --errors lists what is no document of the ledger.",
            "Leave out the document, or the other options.",
        )
    if errors and narrowed:
        raise UsageError(
            "--errors lists what is no document of the ledger.", "Leave out --errors, or the other options."
        )
    if machine and document is None:
        raise UsageError("--machine is for the record of one document.", "Name the document.")
    with Ledger(ledger, read_only=True) as opened:
        if document is not None:
            _show_document(opened, one_document(opened, document), chosen, machine)
        elif errors:
            _show_errors(opened, chosen)
        elif listed is not None:
            _show_lines(opened, listed, filters_of(filters), limit, chosen)
        else:
            entries = islice(opened.documents(filters_of(filters)), limit)
            if chosen != "text":
                print_json(entries, chosen)
                return
            console = terminal()
            _list_documents(entries, console)
            if not narrowed:
                _list_errors(opened.errors(), console)


def _show_errors(ledger: Ledger, chosen: OutputFormat) -> None:
    if chosen == "text":
        _list_errors(ledger.errors(), terminal())
    else:
        print_json(ledger.errors(), chosen)


def _show_lines(
    ledger: Ledger,
    listed: Literal["statements", "events", "figures"],
    filters: Filters,
    limit: int | None,
    chosen: OutputFormat,
) -> None:
    lines: Iterable[Line]
    if listed == "statements":
        lines = ledger.statements(filters, limit=limit)
    elif listed == "events":
        lines = ledger.events(filters, limit=limit)
    else:
        lines = ledger.figures(filters, limit=limit)
    if chosen != "text":
        print_json(lines, chosen)
        return
    from onrecord.cli.lines import told
    from onrecord.cli.plain import line

    console, count = terminal(), 0
    for each in lines:
        count += 1
        console.print(line(console, *told(each)), soft_wrap=True)
    name = listed if count != 1 else listed.removesuffix("s")
    console.print(line(console, (f"{count:,} {name}", "dim")))


def _show_document(ledger: Ledger, entry: Entry, chosen: OutputFormat, machine: bool) -> None:
    record = ledger.record(entry.id, machine=machine)
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
            line(console, (entry.id[:SHORT_ID], "cyan")),
            f"  {entry.published[:10] if entry.published else 'no date':10}  ",
            (f"{entry.statements:>3} statements {entry.events:>3} events  ", "dim"),
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
