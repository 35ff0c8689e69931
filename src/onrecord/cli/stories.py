"""`onrecord stories`, `onrecord story`: what documents tell one development, and which of them carry the same text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.options import (
    SHORT_ID,
    OutputFormat,
    chosen_format,
    format_option,
    ledger_option,
    one_document,
    print_json,
    terminal,
)
from onrecord.cli.telling import tell

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.ledger.stories import CopyLine, StoryChange, StoryDocument, StoryLine, StoryTold

_PASSAGE = 240
_CHANGES = {
    "began": "began",
    "joined": "was joined",
    "left": "was left",
    "merged": "took in",
    "split": "was parted from",
}


@click.command(
    short_help="List the stories of a ledger.",
    epilog="Example: onrecord stories --documents 2 --since 2024-11-01 --ledger news.db",
)
@ledger_option
@format_option
@click.option("--since", metavar="DATE", help="Told on this day (2024-11-05) or later.")
@click.option("--until", metavar="DATE", help="Told on this day or earlier.")
@click.option(
    "--documents", type=click.IntRange(1), default=1, show_default=True, help="Told by at least so many documents."
)
@click.option("--limit", type=click.IntRange(1), help="How many at most.  [default: all]")
def stories(
    ledger: Path,
    output_format: OutputFormat | None,
    since: str | None,
    until: str | None,
    documents: int,
    limit: int | None,
) -> None:
    """List the stories of a ledger, those told last first: documents on one development, with how many origins they have.

    A copy (a wire story reprinted whole or in part, an update of the same page) is no origin of its own.
    """
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    with Ledger(ledger, read_only=True) as opened:
        found = opened.stories(since=since, until=until, documents=documents, limit=limit)
    if chosen != "text":
        print_json(found, chosen)
        return
    console = terminal()
    for line in found:
        _heading(line, console)
    if not found:
        tell("No story is as asked for.")


@click.command(
    short_help="Show a story: its documents, their copies, its history.",
    epilog="Example: onrecord story y12 --ledger news.db",
)
@click.argument("story", metavar="ID")
@ledger_option
@format_option
@click.option("--merge", "merged", multiple=True, metavar="STORY", help="Decide that this one is the same story.")
@click.option("--split", "parted", multiple=True, metavar="DOCUMENT", help="Decide that this is of another story.")
@click.option("--reject", "rejected", multiple=True, metavar="DOCUMENT", help="Decide that this does not belong here.")
@click.option("--undo", metavar="NUMBER", type=click.IntRange(1), help="Take this decision on stories back.")
@click.option("--by", envvar="ONRECORD_REVIEWER", show_envvar=True, metavar="NAME", help="Who decides.")
@click.option("--why", metavar="WORDS", help="Why, for those who come after.")
def story(
    story: str,
    ledger: Path,
    output_format: OutputFormat | None,
    merged: tuple[str, ...],
    parted: tuple[str, ...],
    rejected: tuple[str, ...],
    undo: int | None,
    by: str | None,
    why: str | None,
) -> None:
    """Show story ID (y12): its documents in the order of publication, which of them carry the same text and where, and how it came about.

    Documents given with --split become one other story, each given with --reject one of its own. Decisions win over what OnRecord
    finds, also later and after documents are read again.
    """
    from onrecord.ledger.store import Ledger

    chosen = chosen_format(output_format)
    deciding = bool(merged or parted or rejected or undo)
    with Ledger(ledger, read_only=not deciding) as opened:
        if undo:
            opened.undo_on_stories(undo, by=by or "", why=why)
        if merged:
            opened.merge_stories([story, *merged], by=by or "", why=why)
        if parted:
            documents = [one_document(opened, document).id for document in parted]
            tell(f"Split off as {opened.split_story(story, documents, by=by or '', why=why)}.")
        for document in rejected:
            new = opened.reject_from_story(story, one_document(opened, document).id, by=by or "", why=why)
            tell(f"{document} is {new} now.")
        found = opened.story(story)
    if chosen != "text":
        print_json([found], chosen)
        return
    _show(found, terminal())


def _heading(line: StoryLine, console: Console) -> None:
    from onrecord.cli.plain import line as printed

    days = " – ".join(dict.fromkeys(day for day in (line.first_published, line.last_published) if day)) or "no date"
    told = f" {_counted(len(line.documents), 'document')}, {_counted(line.origins, 'origin')}"
    console.print(printed(console, (f"{line.story:<6}", "cyan"), f" {days}  ", (line.title, "bold"), (told, "dim")))


def _show(found: StoryTold, console: Console) -> None:
    from onrecord.cli.plain import line as printed

    _heading(found.story, console)
    for document in found.documents:
        console.print(printed(console, *_document(document)))
    for copy in found.copies:
        _copy(copy, console)
    for change in found.history:
        console.print(printed(console, (f"  {_change(change)}", "dim")))


def _document(document: StoryDocument) -> list[str | tuple[str, str]]:
    facts = " · ".join(fact for fact in (document.outlet, document.name) if fact)
    group = [(f"  copies of {document.copy_group[:SHORT_ID]}", "yellow")] if document.copy_group else []
    day = document.published[:10] if document.published else "no date"
    return [
        "  ", (document.document[:SHORT_ID], "cyan"), f"  {day:10}  {document.title or document.name}", (f"  {facts}", "dim"), *group,
    ]  # fmt: skip


def _copy(copy: CopyLine, console: Console) -> None:
    from rich.padding import Padding

    from onrecord.cli.plain import clipped
    from onrecord.cli.plain import line as printed

    parts = f"{copy.of_left:.0%} and {copy.of_right:.0%} of what they tell"
    console.print(
        printed(
            console, "  ", (f"{copy.left[:SHORT_ID]} = {copy.right[:SHORT_ID]}", "yellow"),
            f"  {copy.kind}: {copy.words} words, {parts}",
        )
    )  # fmt: skip
    longest = max(copy.passages, key=lambda passage: passage.words)
    where = f"characters {longest.left.start}–{longest.left.end} = {longest.right.start}–{longest.right.end}: "
    console.print(Padding(printed(console, (where, "dim"), f"“{clipped(longest.left.text, _PASSAGE)}”"), (0, 0, 0, 4)))


def _change(change: StoryChange) -> str:
    about = change.document[:SHORT_ID] if change.document and change.change != "began" else change.other or ""
    by = f", decided by {change.by} (decision {change.decision})" if change.by else ""
    why = f": {change.why}" if change.why else ""
    joined = " by" if change.change in ("joined", "left") else ""
    return f"{change.at[:10]} {_CHANGES[change.change]}{joined} {about}".rstrip() + by + why


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
