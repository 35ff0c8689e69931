"""`onrecord search`: documents of a ledger by their words."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli.options import (
    SHORT_ID,
    OutputFormat,
    chosen_format,
    filter_options,
    filters_of,
    format_option,
    ledger_option,
    print_json,
    terminal,
)
from onrecord.cli.telling import tell


@click.command(
    short_help="Search the texts of a ledger.",
    epilog="Example: onrecord search 'troops \"North Korea\" Kursk*' --ledger news.db",
)
@click.argument("words", nargs=-1, required=True)
@ledger_option
@filter_options
@format_option
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="How many documents at most."
)
def search(
    words: tuple[str, ...], ledger: Path, output_format: OutputFormat | None, limit: int, **filters: str | None
) -> None:
    """Search titles and texts for documents that hold all the WORDS, best first, in any grammatical form.

    "…" keeps words together, a trailing * stands for any ending; everything else is taken as it stands. Options that filter
    leave out documents in which nothing meets them. Works while another process adds.
    """
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    with Ledger(ledger, read_only=True) as opened:
        hits = opened.search(" ".join(words), filters_of(filters), limit=limit)
    if chosen != "text":
        print_json(hits, chosen)
        return
    if not hits:
        tell("No document holds all of these words.")
        return
    from rich.padding import Padding

    from onrecord.cli.plain import line

    console = terminal()
    for hit in hits:
        facts = " · ".join(fact for fact in (hit.outlet, hit.published) if fact)
        console.print(
            line(console, (hit.id[:SHORT_ID], "cyan"), " ", (hit.title or hit.name, "bold"), (f" {facts}", "dim"))
        )
        snippet = line(console, *((piece.text, "bold yellow" if piece.match else "") for piece in hit.snippet))
        console.print(Padding(snippet, (0, 0, 1, 2)))
