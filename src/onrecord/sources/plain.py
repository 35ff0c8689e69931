"""Plain text → a document. The text is stored as decoded, line ends and all."""

from __future__ import annotations

from onrecord.sources.document import Document
from onrecord.sources.encoding import decode


def document_of(data: bytes, *, name: str, url: str | None = None, charset: str | None = None) -> Document:
    """The document of a file of plain text; `charset` is what a server declares.

    Raises:
        NotText: the bytes are no text.

    >>> document_of(b"He said no.\\r\\n", name="a.txt").text
    'He said no.\\r\\n'
    """
    return Document.of(decode(data, name=name, declared=charset), name=name, url=url)
