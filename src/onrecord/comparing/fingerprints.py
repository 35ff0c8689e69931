"""Fingerprints of a text: a few numbers by which documents that share a passage are looked up.

Winnowing (Schleimer, Wilkerson and Aiken 2003): of the hashes of all shingles (runs of `SHINGLE` words), the least of each window. Two
texts with a common run of `SHINGLE + WINDOW - 1` words share at least one, wherever it stands in either, so that a part reprinted
inside a longer article is found, which MinHash over whole texts misses.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

import numpy as np

SHINGLE = 6
WINDOW = 12
# Without so many prints in common no longer text is a copy; those of benchmarks.copies have 7 and more, and a fifth of the shorter's.
_FEWEST, _LEAST_PART = 3, 0.05
_CHARACTERS = 40  # of a text that has one print, about
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MIXED = np.uint64(0x9E3779B97F4A7C15)


class Word(NamedTuple):
    """A word as it is compared, and its characters."""

    low: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """The words of a text in small letters, with one kind of apostrophe.

    >>> words("It’s  ON.")
    [Word(low="it's", start=0, end=4), Word(low='on', start=6, end=8)]
    """
    return [Word(found[0], *found.span()) for found in _WORD.finditer(lowered(text))]


def lowered(text: str) -> str:
    """The text in small letters, with one kind of apostrophe, and every character where it was: one whose small form is two stays.

    >>> lowered("It’s İzmir.")
    "it's İzmir."
    """
    low = text.replace("’", "'").lower()
    if len(low) == len(text):
        return low
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text.replace("’", "'"))


def shingles(words: Sequence[Word]) -> np.ndarray:
    """The hash of each run of `SHINGLE` words, 63 bits, the same in every process.

    >>> one, two = words("a b c d e f g"), words("x a b c d e f")
    >>> bool(shingles(one)[0] == shingles(two)[1])
    True
    """
    if len(words) < SHINGLE:
        return np.empty(0, dtype=np.int64)
    each = np.array([zlib.crc32(word.low.encode()) for word in words], dtype=np.uint64)
    count, found = len(words) - SHINGLE + 1, np.zeros(len(words) - SHINGLE + 1, dtype=np.uint64)
    for place in range(SHINGLE):
        found = (found ^ each[place : place + count]) * _MIXED
        found ^= found >> np.uint64(29)
    return (found >> np.uint64(1)).astype(np.int64)


def fingerprints(words: Sequence[Word]) -> tuple[int, ...]:
    """The fingerprints of a text's words, each once.

    >>> wire = "the ferry left the harbour before dawn with forty people on board and never reached the island"
    >>> bool(set(fingerprints(words("Police said " + wire))) & set(fingerprints(words(wire + ", as told"))))
    True
    """
    hashes = shingles(words)
    if len(hashes) <= WINDOW:
        return (int(hashes.min()),) if len(hashes) else ()
    windows = np.lib.stride_tricks.sliding_window_view(hashes, WINDOW)
    return tuple(int(found) for found in np.unique(windows.min(axis=1)))


def enough(prints: int, characters: int) -> int:
    """So many fingerprints must a document with `prints` of them and one of so many `characters` have in common to be looked at side by
    side: a turn of phrase that many use, or a line that an outlet prints around everything, is a few of a long text.

    >>> enough(150, 6000), enough(150, 1000), enough(2, 6000)
    (8, 3, 1)
    """
    part = ceil(_LEAST_PART * min(prints, characters / _CHARACTERS))
    return min(max(_FEWEST, part), (prints + 1) // 2)
