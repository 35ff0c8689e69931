"""The same from Python as from the command line: `read` one text, `read_many` documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import InternalError, ModelError, OnRecordError, UsageError
from onrecord.records import DocumentInfo, ErrorRecord, Problem, Record
from onrecord.sources import Document, Failure
from onrecord.sources.document import storable


def read(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    url: str | None = None,
    outlet: str | None = None,
    name: str = "text",
) -> Record:
    """The record of one text.

    Args:
        text: the article, stored and counted as it is.
        published: ISO 8601 date; without it "Tuesday" stays unresolved.
        title, url, outlet, name: what is known about it; they go into the record as they are.

    Raises:
        EmptyDocument: there is nothing to read.
        TooLarge: the text is longer than one document may be (`sources.checks.MAX_CHARACTERS`).
        UnsupportedLanguage: the text is surely not English.
        UsageError: `published` is no ISO 8601 date, or `text` no string.
        ModelError: the model's files are missing or damaged.

    >>> read("The toll rose to at least 12 on Tuesday.", published="2024-11-05").document.characters
    40
    """
    from onrecord.reading.reader import read_document
    from onrecord.sources.checks import checked

    if not isinstance(text, str):
        raise UsageError(f"The text is a {type(text).__name__}, not a string.", "Give a str; decode bytes first.")
    return read_document(
        checked(Document.of(text, name=name, published=published, title=title, url=url, outlet=outlet))
    )


def read_many(
    documents: Iterable[str | Mapping[str, object] | Document | Failure],
) -> Iterator[Record | ErrorRecord]:
    """One answer a document, in order, each read when it is asked for.

    A document is a text, a mapping as a JSONL line has it ({"id", "text", "title", "published", "url", "outlet"}), a
    `Document`, or what `sources.open_sources` yields. One that cannot be read gives an `ErrorRecord` that names it, and the
    rest go on. A mapping whose text is empty is read: its record holds nothing.

    Raises:
        UsageError: `documents` is one text instead of several.
        ModelError: the model's files are missing or damaged, so that no document can be read.

    >>> [type(answer).__name__ for answer in read_many(["He said no.", "", {"id": "a1"}])]
    ['Record', 'ErrorRecord', 'ErrorRecord']
    """
    if isinstance(documents, str | Mapping):
        raise UsageError("read_many was given one document.", "Give a list of documents, or use read for one text.")
    for number, item in enumerate(documents, 1):
        yield answer(_checked(item, number))


def answer(found: Document | Failure) -> Record | ErrorRecord:
    """The record of a checked document, or the error record of one that could not be had or read.

    Raises:
        ModelError: the model's files are missing or damaged.
    """
    return answer_or_error(found)[0]


def answer_or_error(found: Document | Failure) -> tuple[Record | ErrorRecord, OnRecordError | None]:
    """The same with the error itself, for a face that tells it in its own way."""
    from onrecord.reading.reader import read_document

    try:
        if isinstance(found, Failure):
            raise found.error
        return read_document(found), None
    except ModelError:
        raise
    except OnRecordError as error:
        return error_record(found.name, error), error
    except Exception as error:
        internal = InternalError.of(found.name, error)
        return error_record(found.name, internal), internal


def error_record(name: str, error: OnRecordError) -> ErrorRecord:
    """The record that stands in the output for a document that could not be read.

    >>> error_record("a.txt", UsageError("No.", "Yes.")).error.code
    'usage'
    """
    return ErrorRecord(
        document=DocumentInfo(name=storable(name), id=""),
        error=Problem(code=error.code, message=storable(error.message), remedy=storable(error.remedy)),
    )


def _checked(item: str | Mapping[str, object] | Document | Failure, number: int) -> Document | Failure:
    from onrecord.sources.checks import checked
    from onrecord.sources.jsonl import document_of

    if isinstance(item, Failure):
        return item
    name = f"document {number}"
    try:
        if isinstance(item, Document):
            name = item.name
            return checked(item, words_needed=False)
        if isinstance(item, str):
            return checked(Document.of(item, name=name))
        if isinstance(item, Mapping):
            document = document_of(item, name=name)
            name = document.name
            return checked(document, words_needed=False)
        raise UsageError(f"{name} is a {type(item).__name__}.", "Give a text, a mapping or a Document.")
    except OnRecordError as error:
        return Failure(name, error)
    except Exception as error:
        return Failure(name, InternalError.of(name, error))
