"""The same from Python as from the command line: `read` one text, `read_many` documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import OnRecordError, UsageError
from onrecord.records import DocumentInfo, ErrorRecord, Problem, Record
from onrecord.sources.document import Document


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

    Raises:
        EmptyDocument, UnsupportedLanguage: there is nothing to read, or not in English.
        UsageError: `published` is no ISO 8601 date.

    >>> read("The toll rose to at least 12 on Tuesday.", published="2024-11-05").document.characters
    40
    """
    from onrecord.reading.reader import read_document
    from onrecord.sources.checks import checked

    return read_document(
        checked(Document.of(text, name=name, published=published, title=title, url=url, outlet=outlet))
    )


def read_many(documents: Iterable[str | Mapping[str, str | None] | Document]) -> Iterator[Record | ErrorRecord]:
    """One record a document, in order. A document is a text, a mapping as a JSONL line has it ({"id", "text", "title",
    "published", "url", "outlet"}) or a `Document`; one that cannot be read gives an `ErrorRecord` and the rest go on.

    >>> [type(answer).__name__ for answer in read_many(["He said no.", ""])]
    ['Record', 'ErrorRecord']
    """
    from onrecord.reading.reader import read_document
    from onrecord.sources.checks import checked
    from onrecord.sources.jsonl import document_of

    for number, item in enumerate(documents, 1):
        document = None
        try:
            if isinstance(item, Document):
                document = item
            elif isinstance(item, str):
                document = Document.of(item, name=f"text {number}")
            elif isinstance(item, Mapping):
                document = document_of(item, name=f"document {number}")
            else:
                raise UsageError(
                    f"Document {number} is a {type(item).__name__}.", "Give a text, a mapping or a Document."
                )
            yield read_document(checked(document))
        except OnRecordError as error:
            yield error_record(document.name if document else f"document {number}", error)


def error_record(name: str, error: OnRecordError) -> ErrorRecord:
    """The record that stands in the output for a document that could not be read."""
    return ErrorRecord(
        document=DocumentInfo(name=name, id=""),
        error=Problem(code=error.code, message=error.message, remedy=error.remedy),
    )
