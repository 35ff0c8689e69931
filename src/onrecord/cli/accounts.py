"""`onrecord accounts`, `disputes`, `timeline`: happenings of a ledger, and where the accounts of them part."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import OutputFormat, chosen_format, format_option, ledger_option, print_json, terminal
from onrecord.cli.telling import tell

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import Console

    from onrecord.cli.plain import Part
    from onrecord.ledger.happenings import AccountLine, AgreementLine, Comparison, HappeningLine
    from onrecord.records import Span

_STYLES = {"corroborated": "green", "single-source": "dim", "disputed": "bold red", "revised": "bold yellow"}
_PASSAGE = 300
_WORDS = 110
_AROUND = 70  # characters of the passage before and after the words


def _narrowing(command: Callable[..., None]) -> Callable[..., None]:
    """Adds the options that narrow a list of happenings."""
    options = (
        click.option("--country", metavar="COUNTRY", help="Where it happened: a name or a code (Sudan, SDN)."),
        click.option("--type", metavar="TYPE", help="Of this PLOVER type (ASSAULT, AID …)."),
        click.option("--since", metavar="DATE", help="Happened on this day (2024-11-05) or later."),
        click.option("--until", metavar="DATE", help="Happened on this day or earlier."),
        click.option("--limit", type=click.IntRange(1), help="How many at most.  [default: all]"),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command(
    short_help="Show the accounts of a happening side by side.",
    epilog="Example: onrecord accounts h12 --ledger news.db",
)
@click.argument("happening")
@ledger_option
@format_option
@click.option(
    "--merge", "merged", multiple=True, metavar="HAPPENING", help="Decide that this one is the same happening."
)
@click.option("--split", "parted", multiple=True, metavar="ACCOUNT", help="Decide that this account is of another one.")
@click.option("--reject", "rejected", multiple=True, metavar="ACCOUNT", help="Decide that this is no account of any.")
@click.option("--by", envvar="ONRECORD_REVIEWER", show_envvar=True, metavar="NAME", help="Who decides.")
@click.option("--why", metavar="WORDS", help="Why, for those who come after.")
def accounts(
    happening: str,
    ledger: Path,
    output_format: OutputFormat | None,
    merged: tuple[str, ...],
    parted: tuple[str, ...],
    rejected: tuple[str, ...],
    by: str | None,
    why: str | None,
) -> None:
    """Show the accounts of HAPPENING (h12): what each document tells of it, from which origin, and field by field whether they agree.

    corroborated: two or more independent origins agree. single-source: one origin tells it. disputed: it cannot all be true.
    revised: an origin, or a later account that says so, changed it. Accounts of one origin (an outlet, an agency, a speaker whom
    several quote) count once. Decisions hold on, also after documents are read again.
    """
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    deciding = bool(merged or parted or rejected)
    with Ledger(ledger, read_only=not deciding) as opened:
        if merged:
            opened.merge_happenings([happening, *merged], by=by or "", why=why)
        if parted:
            tell(f"Split off as {opened.split_happening(parted, by=by or '', why=why)}.")
        for account in rejected:
            opened.reject_account(account, by=by or "", why=why)
        found = opened.accounts(happening)
    if chosen != "text":
        print_json([found], chosen)
        return
    _show(found, terminal())


@click.command(
    short_help="List where accounts of one happening part.",
    epilog="Example: onrecord disputes --country Sudan --since 2024-11-01 --ledger news.db",
)
@ledger_option
@format_option
@click.option("--disputed-only", is_flag=True, help="Leave out what was only revised.")
@_narrowing
def disputes(
    ledger: Path,
    output_format: OutputFormat | None,
    disputed_only: bool,
    country: str | None,
    type: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
) -> None:
    """List the happenings whose accounts cannot all be true, or were revised, those told last first: each side with who says so and
    in which words."""
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    with Ledger(ledger, read_only=True) as opened:
        found = opened.disputes(
            revised=not disputed_only, country=country, type=type, since=since, until=until, limit=limit
        )
    if chosen != "text":
        print_json(found, chosen)
        return
    console = terminal()
    for comparison in found:
        _heading(comparison.happening, console)
        told = {account.account: account for account in comparison.accounts}
        for agreement in comparison.agreements:
            if agreement.status in ("disputed", "revised"):
                _sides(agreement, told, console)
        console.print()
    _count(len(found), "happening", "whose accounts part", console)


@click.command(
    short_help="List happenings in the order of time.",
    epilog="Example: onrecord timeline --documents 2 --since 2024-11-01 --ledger news.db",
)
@ledger_option
@format_option
@click.option(
    "--documents", type=click.IntRange(1), default=1, show_default=True, help="Told by at least so many documents."
)
@click.option("--story", metavar="STORY", help="Told in the documents of this story (y12).")
@_narrowing
def timeline(
    ledger: Path,
    output_format: OutputFormat | None,
    documents: int,
    story: str | None,
    country: str | None,
    type: str | None,
    since: str | None,
    until: str | None,
    limit: int | None,
) -> None:
    """List the happenings of which a time is known, in the order of time, each with how many documents and independent origins tell
    it and whether they agree."""
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    with Ledger(ledger, read_only=True) as opened:
        found = opened.timeline(
            country=country, type=type, since=since, until=until, documents=documents, story=story, limit=limit
        )
    if chosen != "text":
        print_json(found, chosen)
        return
    from onrecord.cli.plain import line

    console = terminal()
    for happening in found:
        console.print(line(console, *_line(happening)), soft_wrap=True)
    _count(len(found), "happening", "", console)


def _show(found: Comparison, console: Console) -> None:
    from onrecord.cli.plain import clipped, line

    _heading(found.happening, console)
    told = {account.account: account for account in found.accounts}
    parting = [one for one in found.agreements if one.status in ("disputed", "revised")]
    for agreement in parting:
        _sides(agreement, told, console)
    for agreement in found.agreements:
        if agreement not in parting:
            _print(console, 2, *_summary(agreement))
    console.print()
    console.print(line(console, ("Accounts", "bold cyan"), (f"  {len(found.accounts)}", "dim")))
    for account in found.accounts:
        _print(console, 2, (f"{account.account} ", "cyan"), *_teller(account))
        _print(console, 4, clipped(account.passage.text, _PASSAGE))


def _print(console: Console, indent: int, *parts: Part) -> None:
    """One line of parts, moved in."""
    from rich.text import Text

    from onrecord.cli.plain import line

    console.print(Text(" " * indent) + line(console, *parts), soft_wrap=True)


def _heading(happening: HappeningLine, console: Console) -> None:
    from onrecord.cli.plain import clipped, line

    facts = [happening.type, _where(happening), _when(happening), _told_by(happening)]
    status = (happening.status, _STYLES[happening.status])
    console.print(
        line(console, (happening.happening, "bold cyan"), " ", status, "  " + " · ".join(f for f in facts if f))
    )
    _print(console, 4, ("“" + clipped(happening.words, _WORDS) + "”", "italic"))


def _line(happening: HappeningLine) -> list[Part]:
    from onrecord.cli.plain import clipped

    place = _where(happening)
    return [
        (_when(happening) or "no date", "bold"), "  ", (f"{happening.happening:<5}", "cyan"), " ",
        (f"{happening.status:<13}", _STYLES[happening.status]), f" {happening.type or '':<10} ", f"{place}: " if place else "",
        clipped(happening.words, _WORDS), (f"  {_told_by(happening)}", "dim"),
    ]  # fmt: skip


def _sides(agreement: AgreementLine, told: dict[str, AccountLine], console: Console) -> None:
    """A field on which the accounts part: for each side its value, then who says so and in which words."""
    _print(console, 2, f"{_field(agreement)}: ", (agreement.status, _STYLES[agreement.status]))
    sides = agreement.sides
    if agreement.status == "revised":
        sides = tuple(sorted(sides, key=lambda side: min(told[one.account].published or "" for one in side.told)))
    for side in sides:
        _print(console, 4, (side.value, "bold"))
        for one in side.told:
            account = told[one.account]
            _print(console, 6, (f"{one.account} ", "cyan"), *_teller(account), ": ", *_words(account.passage, one.span))


def _words(passage: Span, span: Span) -> list[Part]:
    """The words of a span with some of its passage around them."""
    from onrecord.cli.plain import clipped

    start, end = span.start - passage.start, span.end - passage.start
    before, after = passage.text[:start], passage.text[end:]
    if len(before) > _AROUND:
        before = "…" + before[-_AROUND:].partition(" ")[2]
    if len(after) > _AROUND:
        after = after[:_AROUND].rpartition(" ")[0] + "…"
    words = clipped(span.text, 2 * _AROUND)
    return [before, (words, "underline"), after]


def _summary(agreement: AgreementLine) -> list[Part]:
    from onrecord.cli.plain import clipped

    values = " · ".join(clipped(side.value, 60) for side in agreement.sides)
    bounds = " (other bounds, all can be true)" if agreement.bounds_differ else ""
    return [f"{_field(agreement)}: ", (agreement.status, _STYLES[agreement.status]), f"  {values}", (bounds, "dim")]


def _teller(account: AccountLine) -> list[Part]:
    published = account.published[:10] if account.published else "no date"
    return [" ← ".join(account.chain), (f" {published}", "dim")]


def _field(agreement: AgreementLine) -> str:
    return f"{agreement.field}, {agreement.about}" if agreement.about else agreement.field


def _where(happening: HappeningLine) -> str:
    from onrecord.knowledge.countries import name_of

    country = name_of(happening.country) if happening.country else None
    return ", ".join(dict.fromkeys(part for part in (happening.place, country) if part))


def _when(happening: HappeningLine) -> str:
    return happening.happened_from[:10] if happening.happened_from else ""


def _told_by(happening: HappeningLine) -> str:
    documents = f"{happening.documents} document{'' if happening.documents == 1 else 's'}"
    return f"{documents}, {happening.origins} origin{'' if happening.origins == 1 else 's'}"


def _count(number: int, noun: str, rest: str, console: Console) -> None:
    from onrecord.cli.plain import line

    console.print(line(console, (f"{number:,} {noun}{'' if number == 1 else 's'} {rest}".rstrip(), "dim")))
