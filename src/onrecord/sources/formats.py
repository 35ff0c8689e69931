"""Which format a source is in: by what its user or server says, by the ending of its name, by its first bytes."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal

Format = Literal["text", "html", "jsonl"]
FORMATS: tuple[Format, ...] = ("text", "html", "jsonl")

ENDINGS: dict[str, Format] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}
"""What a folder is searched for; a file named by itself may have any ending."""

MAX_BYTES = 20_000_000
"""The most bytes that one file of text or HTML, one line of JSONL or one page of the web may have."""

_MEDIA_TYPES: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "application/jsonl": "jsonl",
    "application/x-ndjson": "jsonl",
    "application/x-jsonlines": "jsonl",
}
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_JSON_OBJECT = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"')


def format_of_name(name: str) -> Format | None:
    """The format that the ending of a file name tells.

    >>> format_of_name("news/A.HTM"), format_of_name("notes.md")
    ('html', None)
    """
    return ENDINGS.get(PurePath(name).suffix.lower())


def format_of_media_type(content_type: str) -> Format | None:
    """The format that a server tells.

    >>> format_of_media_type("text/html; charset=utf-8")
    'html'
    """
    return _MEDIA_TYPES.get(content_type.partition(";")[0].strip().lower())


def format_of_content(head: bytes) -> Format:
    """The format that the first bytes tell: JSONL begins with an object, HTML has one of its first tags early on.

    >>> format_of_content(b'{"text": "He said no."}'), format_of_content(b"<p>x<html>"), format_of_content(b"He said no.")
    ('jsonl', 'html', 'text')
    """
    if _JSON_OBJECT.match(head):
        return "jsonl"
    # A page in UTF-16 has a NUL beside every letter of its tags.
    if _HTML.search(head[:2048].replace(b"\0", b"")):
        return "html"
    return "text"
