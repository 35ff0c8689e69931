"""Words → documents: full-text search with the words marked in a snippet."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator

from onrecord.ledger.entries import Hit, Piece
from onrecord.ledger.filters import Filters, conditions
from onrecord.ledger.queries import joined

# Noncharacters of Unicode, which no text is meant to hold, mark the words that matched.
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"
_WORDS_IN_SNIPPET = 32
_MOST_WORDS = 64
_ITEM = re.compile(r'"([^"]*)"|([^\s"]+)')

_FIND = """
select documents.id, appearances.name, documents.title, appearances.outlet, appearances.published, appearances.url,
    snippet(document_words, 1, ?, ?, '…', ?), instr(cast(documents.text as blob), x'00'), documents.number
from document_words
join documents on documents.number = document_words.rowid
join current_readings as readings on readings.document = documents.number
join appearances on appearances.number = readings.appearance
where document_words match ? and {where}
order by bm25(document_words, 4.0, 1.0), documents.number
limit ?
"""


def find(connection: sqlite3.Connection, words: str, limit: int, filters: Filters) -> Iterator[Hit]:
    """The documents that meet the filters and hold all the words, best first. Words are what a reader types: `"…"` keeps words together, a
    trailing `*` stands for any ending; all else is taken as it stands."""
    query = query_of(words)
    if not query:
        return
    where, values = joined(conditions(filters, "documents"))
    found = connection.execute(_FIND.format(where=where), (_OPEN, _CLOSE, _WORDS_IN_SNIPPET, query, *values, limit))
    for document, name, title, outlet, published, url, snippet, nul, number in found:
        marked = _snippet_apart(connection, number, query) if nul else snippet
        yield Hit(
            id=document,
            name=name,
            title=title,
            outlet=outlet,
            published=published,
            url=url,
            snippet=tuple(pieces_of(marked)),
        )


def query_of(words: str) -> str:
    """The words in FTS5's syntax: each one a quoted string, so that no character of theirs is an operator.

    >>> query_of('troops "North Korea" kursk* NOT (')
    '"troops" "North Korea" "kursk"* "NOT"'
    >>> query_of('"*" --')
    ''
    """
    items = []
    for item in _ITEM.finditer(words.encode("utf-8", "replace").decode("utf-8").replace("\0", " ")):
        phrase, word = item.group(1), item.group(2)
        prefix = phrase is None and word.endswith("*")
        plain = (word.rstrip("*") if phrase is None else phrase).strip()
        if any(character.isalnum() for character in plain):
            items.append(f'"{plain}"' + ("*" if prefix else ""))
    return " ".join(items[:_MOST_WORDS])


def pieces_of(marked: str) -> Iterator[Piece]:
    """A marked snippet in pieces.

    >>> list(pieces_of("…the \\ufdd0troops\\ufdd1 left"))
    [Piece(text='…the ', match=False), Piece(text='troops', match=True), Piece(text=' left', match=False)]
    """
    for number, part in enumerate(marked.split(_OPEN)):
        match, closed, rest = part.partition(_CLOSE) if number else ("", "", part)
        if number and not closed:
            match, rest = "", match
        if match:
            yield Piece(match, True)
        if rest:
            yield Piece(rest)


def _snippet_apart(connection: sqlite3.Connection, number: int, query: str) -> str:
    """The snippet of a text with NUL characters, at which FTS5's own snippet ends: made over a copy with spaces in their place."""
    title, text = connection.execute("select title, text from documents where number = ?", (number,)).fetchone()
    apart = sqlite3.connect(":memory:")
    try:
        apart.execute(
            "create virtual table words using fts5(title, text, tokenize = 'porter unicode61 remove_diacritics 2')"
        )
        apart.execute("insert into words values (?, ?)", (title, text.replace("\0", " ")))
        found = apart.execute(
            "select snippet(words, 1, ?, ?, '…', ?) from words where words match ?",
            (_OPEN, _CLOSE, _WORDS_IN_SNIPPET, query),
        ).fetchone()
    finally:
        apart.close()
    return str(found[0]) if found else ""
