"""JSONL → documents: one object a line, {"id", "text", "title", "published", "url", "outlet"}, only "text" required.

Texts are stored verbatim. Lines are read one by one, so that a file of any length needs the memory of one line.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from onrecord.errors import BadLine, EmptyDocument, TooLarge
from onrecord.sources.checks import DATE_REMEDY
from onrecord.sources.dates import iso_date
from onrecord.sources.document import Document
from onrecord.sources.failure import Failure
from onrecord.sources.formats import MAX_BYTES

_KNOWN = ("title", "url", "outlet", "byline")
_NOTHING = frozenset({"none", "null", "nan", "nat"})
"""What pandas, Python and SQL write into a string where there is no value."""
_REMEDY = 'Write one object a line: {"id": "a1", "text": "…", "published": "2024-11-05"}.'


def documents(stream: BinaryIO, *, name: str) -> Iterator[Document | Failure]:
    """The documents of a JSONL stream in order, each named by its id, or by `name` and the number of its line. A line that
    is none gives a `Failure` and the rest go on; empty lines are passed over.

    >>> from io import BytesIO
    >>> [found.name for found in documents(BytesIO(b'{"id": 7, "text": "Yes."}\\n\\n{"text": "No."}'), name="a.jsonl")]
    ['7', 'a.jsonl:3']
    """
    empty = True
    for number, line in _lines(stream):
        place = f"{name}:{number}"
        if line is None:
            empty = False
            yield Failure(
                place, TooLarge(f"{place} is longer than {MAX_BYTES:,} bytes.", "Split the document into its articles.")
            )
        elif line.strip():
            empty = False
            try:
                yield document_of(_object(line, place), name=place)
            except BadLine as error:
                yield Failure(place, error)
    if empty:
        yield Failure(name, EmptyDocument(f"{name} holds no line.", _REMEDY))


def document_of(mapping: Mapping[str, object], *, name: str) -> Document:
    """The document of one object; `name` stands in where it has no "id". Keys that are not known are passed over, and an
    empty title, date, address or outlet counts as unknown, and so does the "None" or "NaN" that an export writes for it.

    Raises:
        BadLine: there is no text, a value is of the wrong type, or the date is no ISO 8601 date.

    >>> document_of({"id": "a1", "text": "He said no.", "published": "None"}, name="line 1").published is None
    True
    """
    text = mapping.get("text")
    if not isinstance(text, str):
        raise BadLine(f'{name} has no "text".' if text is None else f'{name}: "text" is no string.', _REMEDY)
    known = {key: _string(mapping, key, name) for key in _KNOWN}
    published = _string(mapping, "published", name)
    if published is not None:
        known["published"] = iso_date(published)
        if known["published"] is None:
            raise BadLine(f'{name}: "published" is no ISO 8601 date: {published[:40]!r}.', DATE_REMEDY)
    return Document.of(text, name=_id(mapping, name), **known)


def _id(mapping: Mapping[str, object], name: str) -> str:
    value = mapping.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or value == "":
        return name
    if not isinstance(value, str):
        raise BadLine(f'{name}: "id" is neither a string nor a whole number.', _REMEDY)
    return value


def _string(mapping: Mapping[str, object], key: str, name: str) -> str | None:
    value = mapping.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise BadLine(f'{name}: "{key}" is no string.', _REMEDY)
    written = value.strip()
    return None if not written or written.lower() in _NOTHING else written


def _object(line: bytes, place: str) -> dict[str, object]:
    try:
        found = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLine(f"{place} is not UTF-8 (byte {error.start + 1}).", "Write the file in UTF-8.") from error
    except RecursionError as error:
        raise BadLine(f"{place} is nested too deeply.", _REMEDY) from error
    except ValueError as error:
        reason = str(error).partition(":")[0]
        raise BadLine(f"{place} is no JSON ({reason}).", _REMEDY) from error
    if not isinstance(found, dict):
        raise BadLine(f"{place} is no JSON object.", _REMEDY)
    return found


def _lines(stream: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Numbered lines (from 1), cut at LF alone; None stands for a line above the limit, which is never held in memory."""
    number = 0
    while line := stream.readline(MAX_BYTES + 1):
        number += 1
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) <= MAX_BYTES:
            yield number, line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(1 << 20)
        yield number, None
