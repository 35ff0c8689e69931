"""`onrecord watch`: the articles of feeds into a ledger, again and again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.group import FAILED
from onrecord.cli.options import OutputFormat, chosen_format, format_option, ledger_option, print_json, terminal
from onrecord.cli.telling import hear_notes, tell, tell_error

if TYPE_CHECKING:
    from onrecord.ledger.feeds import FeedState
    from onrecord.ledger.watching import Report, Watch


@click.command(
    short_help="Add the articles of RSS and Atom feeds to a ledger, again and again.",
    epilog="Example: onrecord watch https://www.example.org/rss.xml feeds.opml --every 30 --ledger news.db",
)
@click.argument("feeds", metavar="[FEED]...", nargs=-1)
@ledger_option
@click.option("--once", is_flag=True, help="Ask the feeds that are due once, and stop.")
@click.option(
    "--every", type=click.IntRange(1, 10_080), default=15, show_default=True, metavar="MINUTES",
    help="How often a feed is asked that answers; one that fails is asked less and less often.",
)  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="Show how each feed stands and what failed, and ask nothing.")
@format_option
@click.option("-q", "--quiet", is_flag=True, help="Print no notes and no counts on stderr; errors are still told.")
@click.pass_context
def watch(
    context: click.Context,
    feeds: tuple[str, ...],
    ledger: Path,
    once: bool,
    every: int,
    listing: bool,
    output_format: OutputFormat | None,
    quiet: bool,
) -> None:
    """Add the articles of FEEDs to a ledger, until Ctrl-C; later they go on where they were.

    FEED is the address of RSS, Atom or an OPML list, or an OPML file. The feeds are kept in the ledger: without a FEED, those that it
    has are watched. One request at a time, with pauses; what has not changed is not asked for again; a host that wants to be
    left alone is; robots.txt holds for articles; addresses that are not public are refused. What fails is told on stderr, stored
    as an error (`onrecord show --errors`) and tried again later where that may help.
    Exit code with --once: 0 all well, 1 some failed.
    """
    from onrecord.errors import UsageError
    from onrecord.ledger.store import Ledger
    from onrecord.ledger.watching import Watch

    hear_notes(quiet)
    if listing:
        with Ledger(ledger, read_only=True) as opened:
            _show(Watch(opened).feeds(), chosen_format(output_format))
        return
    urls = [url for feed in feeds for url in _addresses(feed)]
    with Ledger(ledger) as opened:
        watching = Watch(opened, every=every * 60.0)
        watching.follow(urls)
        if not watching.feeds():
            raise UsageError("The ledger has no feed to watch yet.", "Name one: onrecord watch https://…/rss.xml")
        failed = _follow(watching, watching.round() if once else watching.forever(), quiet)
    if failed:
        context.exit(FAILED)


def _addresses(feed: str) -> Iterable[str]:
    """The addresses that a FEED stands for: itself, or those in an OPML file.

    Raises:
        SourceError: the file cannot be read, or is no OPML.
    """
    from onrecord.errors import UsageError
    from onrecord.sources.failure import failure_of
    from onrecord.sources.feeds import feeds_of
    from onrecord.sources.formats import MAX_BYTES

    if "://" in feed:
        if not feed.lower().startswith(("http://", "https://")):
            raise UsageError(f"{feed} is no http or https address.", "Give an address that begins with https://.")
        return [feed]
    try:
        with open(feed, "rb") as stream:
            return feeds_of(stream.read(MAX_BYTES), name=feed)
    except (OSError, ValueError) as error:
        raise failure_of(feed, error if isinstance(error, OSError) else OSError(str(error))).error from error


def _follow(watching: Watch, reports: Iterable[Report | None], quiet: bool) -> bool:
    """Tells what happens; whether anything failed."""
    counts: Counter[str] = Counter()
    failed = False
    try:
        for report in reports:
            if report is None:
                _tell_counts(watching, counts, quiet)
                counts.clear()
                continue
            if report.error is not None:
                tell_error(report.error)
                failed = True
            counts["feeds" if report.kind == "feed" else report.outcome] += 1
    finally:
        _tell_counts(watching, counts, quiet)
    return failed


def _tell_counts(watching: Watch, counts: Counter[str], quiet: bool) -> None:
    if not quiet and counts:
        tell(summary(counts, watching.rest()))


def summary(counts: Counter[str], rest: float) -> str:
    """The closing line of a round.

    >>> summary(Counter(feeds=3, added=12, known=2, failed=1), 840)
    '3 feeds asked: 12 articles added, 2 already there, 1 failed. Next in 14 minutes.'
    """
    asked = f"{counts['feeds']:,} feed{'' if counts['feeds'] == 1 else 's'} asked"
    there = counts["known"] + counts["appeared"] + counts["reread"]
    minutes = max(1, round(rest / 60))
    return (
        f"{asked}: {counts['added']:,} articles added, {there:,} already there, {counts['failed']:,} failed."
        f" Next in {minutes} minute{'' if minutes == 1 else 's'}."
    )


def _show(states: tuple[FeedState, ...], chosen: OutputFormat) -> None:
    if chosen != "text":
        print_json(states, chosen)
        return
    if not states:
        tell("The ledger has no feed to watch yet. Name one: onrecord watch https://…/rss.xml")
        return
    from onrecord.cli.plain import line

    console = terminal()
    for state in states:
        numbers = f"{state.added:,} of {state.articles:,} articles added"
        numbers += f", {state.failed:,} failed" if state.failed else ""
        numbers += f", {state.waiting:,} waiting" if state.waiting else ""
        asked = f"asked {state.asked_at}" if state.asked_at else "not asked yet"
        console.print(
            line(console, (state.title or state.url, "bold"), f" · {numbers}", (f" · {asked}", "dim")),
            soft_wrap=True,
        )
        if state.title:
            console.print(line(console, ("- " + state.url, "dim")), soft_wrap=True)
        if state.problem:
            often = (
                "gone; it is not asked again"
                if state.gone
                else f"failed {state.failures} times in a row, next {state.next_at}"
            )
            console.print(line(console, ("- " + state.problem, "red"), (f" ({often})", "dim")), soft_wrap=True)
