"""Sources as a user names them (files, folders, "-", web addresses) → documents, one by one, in order."""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import msgspec

from onrecord.errors import EmptyDocument, InternalError, OnRecordError, SourceError, TooLarge, UsageError
from onrecord.sources import folder, html, jsonl, plain
from onrecord.sources.checks import DATE_REMEDY, checked, has_words
from onrecord.sources.dates import iso_date
from onrecord.sources.document import Document, storable
from onrecord.sources.failure import Failure, failure_of
from onrecord.sources.fetch import Page, fetch
from onrecord.sources.formats import (
    ENDINGS,
    FORMATS,
    MAX_BYTES,
    Format,
    format_of_content,
    format_of_media_type,
    format_of_name,
)

_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)


def open_sources(
    names: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    input_format: Format | None = None,
    published: str | None = None,
) -> Iterator[Document | Failure]:
    """The documents of `names` in order, each checked (`checks.checked`), read as they are asked for. What cannot be had or
    read gives a `Failure` in its place and the rest go on.

    Args:
        names: files, folders, "-" for standard input, http and https addresses; one alone need not stand in a list.
        input_format: the format of every source; by default told by its ending, then by its content.
        published: ISO 8601 date for the documents that bring none of their own.

    Raises:
        UsageError: `published` is no ISO 8601 date, or `input_format` no format. Raised at once, before anything is opened.

    >>> [type(found).__name__ for found in open_sources(["/no/such/file"])]
    ['Failure']
    """
    if input_format is not None and input_format not in FORMATS:
        raise UsageError(f"{input_format!r} is no input format.", f"Give one of {', '.join(FORMATS)}.")
    date = None if published is None else iso_date(published)
    if published is not None and date is None:
        raise UsageError(f"The publication date {published[:40]!r} is no ISO 8601 date.", DATE_REMEDY)
    listed = [names] if isinstance(names, str | os.PathLike) else names
    return (
        _ready(found, date) if isinstance(found, Document) else found
        for name in listed
        for found in _guarded(os.fspath(name), input_format)
    )


def _ready(document: Document, published: str | None) -> Document | Failure:
    """`document` as it is stored, or why it cannot be read."""
    try:
        if document.published is None and published is not None:
            document = msgspec.structs.replace(document, published=published)
        return checked(document, words_needed=False)  # files were looked at as they were opened; a row may be empty
    except OnRecordError as error:
        return Failure(document.name, error)
    except Exception as error:
        return Failure(document.name, InternalError.of(document.name, error))


def _guarded(name: str, input_format: Format | None) -> Iterator[Document | Failure]:
    """Whatever happens in one source stays in it."""
    known = storable(name)
    try:
        yield from _documents(name, input_format)
    except OnRecordError as error:
        yield Failure(known, error)
    except OSError as error:
        yield failure_of(known, error)
    except Exception as error:
        yield Failure(known, InternalError.of(known, error))


def _documents(name: str, input_format: Format | None) -> Iterator[Document | Failure]:
    if name == "-":
        if sys.stdin is None:
            raise SourceError("Standard input is closed.", "Pipe a document into the command.")
        yield from _of_stream(sys.stdin.buffer, "stdin", input_format)
    elif _URL.match(name):
        yield from documents_of_page(fetch(name), name, input_format)
    elif "\0" in name:
        raise SourceError(f"{name!r} is no name of a file.", "Check the name.")
    elif os.path.isdir(name):
        yield from _of_folder(name, input_format)
    else:
        with open(name, "rb") as stream:
            yield from _of_stream(stream, storable(name), input_format or format_of_name(name))


def _of_folder(name: str, input_format: Format | None) -> Iterator[Document | Failure]:
    empty = True
    for found in folder.files(name):
        empty = False
        if isinstance(found, Failure):
            yield found
        else:
            yield from _guarded(found, input_format)
    if empty:
        raise EmptyDocument(
            f"{storable(name)} holds no file that can be read.", f"Known endings are {', '.join(ENDINGS)}."
        )


def documents_of_page(page: Page, name: str, input_format: Format | None = None) -> Iterator[Document | Failure]:
    """The documents of a page that was fetched.

    Raises:
        SourceError: there is none in it.
    """
    declared = _CHARSET.search(page.content_type)
    yield from _of_stream(
        io.BytesIO(page.data),
        storable(name),
        input_format or format_of_media_type(page.content_type),
        url=page.url,
        charset=declared.group(1) if declared else None,
    )


def _of_stream(
    stream: BinaryIO, name: str, given: Format | None, *, url: str | None = None, charset: str | None = None
) -> Iterator[Document | Failure]:
    """The documents in `stream`, whose format is `given` or told by its first bytes."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    found = given or format_of_content(buffered.peek(4096))
    if found == "jsonl":
        yield from jsonl.documents(buffered, name=name)
        return
    data = buffered.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise TooLarge(f"{name} is larger than {MAX_BYTES:,} bytes.", "Split it into its articles.")
    room = html if found == "html" else plain
    document = room.document_of(data, name=name, url=url, charset=charset)
    if not has_words(document.text):
        raise EmptyDocument(f"{name} holds no text.", "Give a document with words in it, or leave this one out.")
    yield document
