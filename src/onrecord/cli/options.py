"""What the commands over a ledger have in common."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

Command = TypeVar("Command", bound=Callable[..., Any])
OutputFormat = Literal["text", "json", "jsonl"]

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
