"""What is said on stderr: one line for each thing that went wrong, notes unless they are not wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from time import monotonic
from typing import TypeVar

import click

from onrecord.errors import InternalError, OnRecordError

Item = TypeVar("Item")

_WIPE = "\r\x1b[K"


def tell(line: str) -> None:
    """One line on stderr; control characters in it (of a file name, of a page) are shown, not obeyed."""
    shown = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in " ".join(line.split())
    )
    with suppress(OSError):
        click.echo(f"{_WIPE if _on_terminal() else ''}onrecord: {shown}", err=True)


def count_progress(items: Iterable[Item], quiet: bool) -> Iterator[Item]:
    """`items` as they come, with a count of them on stderr, rewritten in place twice a second at most; silent where stderr
    is no terminal, or stdout is one (the items themselves show there), or `quiet` is set."""
    if quiet or not _on_terminal() or sys.stdout.isatty():
        yield from items
        return
    shown = monotonic()
    try:
        for number, item in enumerate(items, 1):
            yield item
            if monotonic() - shown > 0.5:
                shown = monotonic()
                click.echo(f"{_WIPE}{number:,} read", err=True, nl=False)
    finally:
        click.echo(_WIPE, err=True, nl=False)


def tell_error(error: OnRecordError) -> None:
    """An error as one line, with the traceback of its cause below where ONRECORD_DEBUG is set."""
    tell(str(error))
    trace(error.__cause__ if isinstance(error, InternalError) else error)


def trace(error: BaseException | None) -> None:
    """The traceback of `error`, for those who set ONRECORD_DEBUG."""
    if error is not None and os.environ.get("ONRECORD_DEBUG"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)


def hear_notes(quiet: bool) -> None:
    """Shows what OnRecord logs (a damaged character that was replaced) on stderr, and nothing of what other libraries log."""
    import logging

    class Notes(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            tell(record.getMessage())

    logging.getLogger().addHandler(logging.NullHandler())
    own = logging.getLogger("onrecord")
    own.handlers = [logging.NullHandler() if quiet else Notes(logging.WARNING)]
    own.propagate = False


def _on_terminal() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()
