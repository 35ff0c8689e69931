"""`onrecord read` and `onrecord schema`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING, BinaryIO, Literal

import click

from onrecord.cli.group import FAILED
from onrecord.cli.telling import hear_notes, tell_error

if TYPE_CHECKING:
    from onrecord.records import ErrorRecord, Record
    from onrecord.sources import Document, Failure
    from onrecord.sources.formats import Format

OutputFormat = Literal["text", "json", "jsonl"]


@click.command(
    short_help="Read documents and print their records.",
    epilog="Example: onrecord read article.txt news/ --published 2024-11-05 --format jsonl > records.jsonl",
)
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--published", metavar="DATE", help="Publication date (2024-11-05) of the documents that bring none of their own."
)
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "json", "jsonl"]),
    help="How to print: a page to read, one JSON array, or one JSON object a line.  [default: text on a terminal, else jsonl]",
)
@click.option(
    "--input-format",
    type=click.Choice(["text", "html", "jsonl"]),
    help="What the sources are.  [default: told by the ending, then by the content]",
)
@click.option("--with-text", is_flag=True, help="Put the text of the document into its record.")
@click.option("-q", "--quiet", is_flag=True, help="No notes and no progress on stderr; errors are still told.")
@click.pass_context
def read(
    context: click.Context,
    sources: tuple[str, ...],
    published: str | None,
    output_format: OutputFormat | None,
    input_format: Format | None,
    with_text: bool,
    quiet: bool,
) -> None:
    """Read documents and print their records, one a document, in order.

    SOURCE is a file of plain text, HTML or JSONL ({"id", "text", "title", "published", "url", "outlet"} a line), a folder
    (.txt, .html and .jsonl files in it and below), "-" for standard input, or an http(s) address. A document that cannot be
    read gives an error record in its place and a line on stderr, and the rest are read. Exit code: 0 all read, 1 some
    failed, 2 the call makes no sense.
    """
    from onrecord.sources import open_sources

    hear_notes(quiet)
    found = open_sources(sources, input_format=input_format, published=published)
    chosen = output_format or ("text" if sys.stdout.isatty() else "jsonl")
    answers = _answers(found, with_text, counted=not quiet and not sys.stdout.isatty())
    failed = _print_pages(answers) if chosen == "text" else _print_json(answers, sys.stdout.buffer, chosen == "json")
    if failed:
        context.exit(FAILED)


@click.command(
    short_help="Print the JSON Schema of a record.", epilog="Example: onrecord schema > onrecord.schema.json"
)
def schema() -> None:
    """Print the JSON Schema (2020-12) of the records that `onrecord read` prints."""
    import json

    from onrecord.records import json_schema

    click.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _answers(
    found: Iterator[Document | Failure], with_text: bool, counted: bool
) -> Iterator[tuple[str, Record | ErrorRecord]]:
    """Each document's text ("" where it could not be had) and its answer; an error is told as it comes, and a bar on stderr
    counts what is done if `counted`."""
    import msgspec

    from onrecord.api import answer_or_error
    from onrecord.cli.progress import progress
    from onrecord.records import Record

    with progress() if counted else nullcontext(lambda name: None) as done:
        for document in found:
            got, error = answer_or_error(document)
            text = getattr(document, "text", "")
            if error is not None:
                tell_error(error)
            elif with_text and isinstance(got, Record):
                got = msgspec.structs.replace(got, document=msgspec.structs.replace(got.document, text=text))
            yield text, got
            done(document.name)


def _print_pages(answers: Iterator[tuple[str, Record | ErrorRecord]]) -> bool:
    from rich.console import Console

    from onrecord.cli.page import render
    from onrecord.records import ErrorRecord

    console, failed = Console(), False
    for text, got in answers:
        if isinstance(got, ErrorRecord):
            failed = True
        else:
            render(got, text, console)
    return failed


def _print_json(answers: Iterator[tuple[str, Record | ErrorRecord]], out: BinaryIO, array: bool) -> bool:
    """Writes each record as soon as it is there, a whole line at a time."""
    import msgspec

    from onrecord.records import ErrorRecord, to_json

    failed, separator = False, b"\n"
    if array:
        out.write(b"[")
    try:
        for _, got in answers:
            failed = failed or isinstance(got, ErrorRecord)
            if array:
                out.write(separator + msgspec.json.format(to_json(got), indent=2))
                separator = b",\n"
            else:
                out.write(to_json(got) + b"\n")
            out.flush()
    except KeyboardInterrupt:
        _close(out, array)
        raise
    _close(out, array)
    return failed


def _close(out: BinaryIO, array: bool) -> None:
    if array:
        out.write(b"\n]\n")
    out.flush()
