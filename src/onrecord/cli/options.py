"""What the commands over a ledger have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger.entries import Entry
    from onrecord.ledger.filters import Filters
    from onrecord.ledger.store import Ledger

Command = TypeVar("Command", bound=Callable[..., Any])
OutputFormat = Literal["text", "json", "jsonl"]
SHORT_ID = 10
"""So many characters of a document's id are printed."""

ledger_option: Callable[[Command], Command] = click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    default="onrecord.db",
    envvar="ONRECORD_LEDGER",
    show_default=True,
    show_envvar=True,
    metavar="FILE",
    help="The ledger: one SQLite file.",
)

format_option: Callable[[Command], Command] = click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "jsonl"]),
    help="How to print: text to read, JSON, or one JSON object a line.  [default: text on a terminal, else jsonl]",
)


_FILTERS = (
    ("since", "DATE", "Published on this day (2024-11-05) or later."),
    ("until", "DATE", "Published on this day or earlier."),
    (
        "happened-since",
        "DATE",
        "With an event that happened on this day or later; events without a known time are left out.",
    ),
    ("happened-until", "DATE", "With an event that happened on this day or earlier."),
    ("place", "WORDS", "With these words in a place's name."),
    ("actor", "WORDS", "With these words in the name of one who speaks or acts."),
    ("country", "COUNTRY", "Of a place or an actor: a name or a code (Sudan, SDN)."),
    ("type", "TYPE", "With an event of this PLOVER type (ASSAULT, AID …)."),
    ("status", "STATUS", "With an event of this status (happened, planned, denied …)."),
    ("outlet", "WORDS", "From an outlet with these words in its name."),
    ("story", "STORY", "Told in the documents of this story (y12)."),
)


def filter_options(command: Command) -> Command:
    """Adds the options that narrow a list, one for each field of `onrecord.ledger.filters.Filters`."""
    for name, metavar, help in reversed(_FILTERS):
        command = click.option(f"--{name}", metavar=metavar, help=help)(command)
    return command


def filters_of(given: dict[str, Any]) -> Filters:
    """The options' values as `Filters`; they are checked where they are used."""
    from onrecord.ledger.filters import Filters

    return Filters(**given)


def one_document(ledger: Ledger, reference: str) -> Entry:
    """The document that is meant by an id or its beginning, a name or an address.

    Raises:
        LedgerError: there is none.
        UsageError: there are several.
    """
    from onrecord.errors import LedgerError, UsageError

    found = ledger.find(reference)
    if not found:
        raise LedgerError(
            f"The ledger {ledger.path} holds no document {reference}.", "See what it holds: onrecord show"
        )
    if len(found) > 1:
        ids = ", ".join(entry.id[:SHORT_ID] for entry in found[:8]) + (", …" if len(found) > 8 else "")
        raise UsageError(f"{reference} stands for {len(found)} documents: {ids}.", "Name one by its id.")
    return found[0]


def chosen_format(given: OutputFormat | None) -> OutputFormat:
    """The format asked for; else text on a terminal, JSON lines into a pipe or a file."""
    return given or ("text" if sys.stdout.isatty() else "jsonl")


def print_json(items: Iterable[object], output_format: OutputFormat) -> None:
    """The items as one JSON array, or one a line."""
    import msgspec

    out = sys.stdout.buffer
    if output_format == "jsonl":
        for item in items:
            out.write(msgspec.json.encode(item) + b"\n")
    else:
        out.write(msgspec.json.format(msgspec.json.encode(list(items)), indent=2) + b"\n")
    out.flush()


def terminal() -> Console:
    """The console for stdout."""
    from rich.console import Console

    return Console(highlight=False, markup=False, emoji=False)
