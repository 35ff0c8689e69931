"""`onrecord add`: documents and their records into a ledger."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.group import FAILED
from onrecord.cli.options import ledger_option
from onrecord.cli.telling import hear_notes, tell, tell_error

if TYPE_CHECKING:
    from onrecord.errors import OnRecordError
    from onrecord.ledger.store import Ledger
    from onrecord.sources import Document, Failure
    from onrecord.sources.formats import Format


@click.command(
    short_help="Add documents and their records to a ledger.",
    epilog="Example: onrecord add news/ --ledger news.db --published 2024-11-05",
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@ledger_option
@click.option(
    "--published", metavar="DATE", help="Publication date (2024-11-05) of the documents that bring none of their own."
)
@click.option(
    "--input-format",
    type=click.Choice(["text", "html", "jsonl"]),
    help="What the sources are.  [default: told by the ending, then by the content]",
)
@click.option("-q", "--quiet", is_flag=True, help="Print no notes and no count on stderr; errors are still told.")
@click.pass_context
def add(
    context: click.Context,
    sources: tuple[str, ...],
    ledger: Path,
    published: str | None,
    input_format: Format | None,
    quiet: bool,
) -> None:
    """Add documents and their records to a ledger, which is made where there is none.

    SOURCE is what `onrecord read` takes. A text that is in the ledger is not read again: only a new name, outlet or address
    for it is noted. Each document is stored whole or not at all, so that a run that was stopped goes on where it was when
    the same command is given again. What cannot be read is stored as an error (`onrecord show --errors`) and told on stderr.
    Exit code: 0 all added or there, 1 some failed, 2 the call makes no sense.
    """
    from onrecord.cli.progress import progress
    from onrecord.ledger.store import Ledger
    from onrecord.sources import open_sources

    hear_notes(quiet)
    counts: Counter[str] = Counter()
    found = open_sources(sources, input_format=input_format, published=published)
    with Ledger(ledger) as opened:
        try:
            with progress() as done:
                for document in found:
                    error = _added(opened, document, counts)
                    if error is not None:
                        tell_error(error)
                    done(document.name)
        finally:
            if not quiet:
                tell(summary(counts))
    if counts["failed"]:
        context.exit(FAILED)


def summary(counts: Counter[str]) -> str:
    """The closing line.

    >>> summary(Counter(added=12, known=2, appeared=1, failed=1))
    '12 added, 3 already there (1 under a new name, outlet or address), 1 failed.'
    >>> summary(Counter(reread=1))
    '0 added, 0 already there, 1 read again with its date, 0 failed.'
    """
    there = f"{counts['known'] + counts['appeared']:,} already there"
    if counts["appeared"]:
        there += f" ({counts['appeared']:,} under a new name, outlet or address)"
    again = [f"{counts['reread']:,} read again with its date"] if counts["reread"] else []
    return ", ".join([f"{counts['added']:,} added", there, *again, f"{counts['failed']:,} failed"]) + "."


def _added(ledger: Ledger, document: Document | Failure, counts: Counter[str]) -> OnRecordError | None:
    """Adds one document and counts what happened; gives the error, stored, of one that cannot be read.

    Raises:
        LedgerError, ModelError: no further document could be added either.
    """
    from onrecord.errors import InternalError, LedgerError, ModelError, OnRecordError
    from onrecord.sources import Failure

    error: OnRecordError
    try:
        if isinstance(document, Failure):
            raise document.error
        counts[ledger.add(document).outcome] += 1
        return None
    except (LedgerError, ModelError):
        raise
    except OnRecordError as known:
        error = known
    except Exception as fault:
        error = InternalError.of(document.name, fault)
    counts["failed"] += 1
    ledger.add_error(document.name, error)
    return error
