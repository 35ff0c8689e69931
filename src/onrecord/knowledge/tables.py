"""Opens the tables of this room, a folder for each kind of knowledge: small commented text files, checked as they are loaded.

A table is UTF-8, tab-separated; empty lines and lines that start with "#" are for the reader alone.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def rows(name: str, columns: int) -> tuple[tuple[str, ...], ...]:
    """The rows of the table `name` (a path below this folder), each of exactly `columns` cells, stripped.

    Raises:
        ValueError: a row has another number of cells; the message names the file and the line.

    >>> rows("text/abbreviations.txt", 2)[0]
    ('mr', 'title')
    """
    found = []
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) != columns:
            raise ValueError(f"{name}, line {number}: {len(cells)} cells, not {columns}: {line!r}")
        found.append(cells)
    return tuple(found)


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a table of one column.

    >>> "not" in word_list("events/negations.txt")
    True
    """
    return frozenset(word for (word,) in rows(name, 1))


@cache
def by_word(name: str) -> dict[str, str]:
    """Word → the name of its row, of a table of two columns: a name, and words.

    >>> by_word("accounts/facilities.tsv")["cathedral"]
    'church'
    """
    return {word: kind for kind, words in rows(name, 2) for word in words.split()}


@cache
def phrases_in(name: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a table of one column, each as its tokens.

    >>> ("nothing", "to", "do", "with") in phrases_in("accounts/denials.txt")
    True
    """
    return tuple(tuple(words.split()) for (words,) in rows(name, 1))
