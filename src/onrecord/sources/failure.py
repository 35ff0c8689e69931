"""What stands in the stream of documents where a document could not be had."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.errors import OnRecordError, SourceError
from onrecord.sources.document import storable


class Failure(NamedTuple):
    """A document by its name, and why it could not be read."""

    name: str
    error: OnRecordError


def failure_of(name: str, error: OSError) -> Failure:
    """The failure of a file that the system will not give.

    >>> failure_of("a.txt", FileNotFoundError(2, "No such file or directory")).error.message
    'a.txt cannot be read: no such file or directory.'
    """
    name = storable(name)
    reason = (error.strerror or type(error).__name__).strip()
    remedy = {
        FileNotFoundError: "Check the name and the folder.",
        PermissionError: "Ask its owner for the right to read it.",
    }.get(type(error), "Check the file, and try again.")
    return Failure(name, SourceError(f"{name} cannot be read: {reason[:1].lower()}{reason[1:]}.", remedy))
