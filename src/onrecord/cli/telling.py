"""What is said on stderr: one line for each thing that went wrong, notes unless they are not wanted."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import click

from onrecord.errors import InternalError, OnRecordError


def tell(line: str) -> None:
    """One line on stderr; control characters in it (of a file name, of a page) are shown, not obeyed."""
    shown = "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in " ".join(line.split())
    )
    with suppress(OSError):
        # Given by name, or click would write past the progress bar that stands there.
        click.echo(f"onrecord: {shown}", err=True, file=sys.stderr)


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
