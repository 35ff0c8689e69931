"""What a document is about, as weighted stems: TF-IDF, with the title, the first words and names counting for more."""

from __future__ import annotations

import heapq
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import islice
from math import log, sqrt

from onrecord.comparing.content_words import stem
from onrecord.knowledge.tables import rows

Terms = dict[str, float]
"""Stem → weight; of a document, of length 1."""

_WORD = re.compile(r"[^\W\d_][\w'’-]*|\d[\d,.]*\d|\d")
_READ = 600  # words of a text that tell what it is about
_LEAD, _LEAD_WEIGHT, _TITLE_WEIGHT = 80, 1.5, 4.0
_KEPT = 80  # stems of a document
_NAMED = 0.6  # share of a word's places with a capital from which it is a name
_NAME_WEIGHT = 1.3
_TOO_COMMON = 0.3  # stems in more of all articles tell nothing
_UNSEEN = 2.0  # articles that a stem which the table does not have is taken to stand in


def stems_in(text: str, limit: int | None = None) -> list[str]:
    """The stems of the words of a text, in order.

    >>> stems_in("Two soldiers' bombings in 2018")
    ['two', 'soldi', 'bomb', 'in', '2018']
    """
    return [_stem(word) for word in _words(text, limit)]


def terms(title: str | None, text: str) -> Terms:
    """The weighted stems of a document.

    >>> weights = terms("Ferry sinks", "A ferry sank off the island on Tuesday. The ferry had left before dawn.")
    >>> max(weights, key=weights.get), "the" in weights
    ('ferry', False)
    """
    counts: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for place, written in enumerate(_words(text, _READ)):
        word = _stem(written)
        counts[word] += _LEAD_WEIGHT if place < _LEAD else 1.0  # type: ignore[assignment]
        seen[word] += 1
        capital[word] += written[0].isupper()
    for word in stems_in(title or ""):
        counts[word] += _TITLE_WEIGHT  # type: ignore[assignment]
    table, articles = frequencies()
    weights = {
        word: (1 + log(count))
        * log(articles / table.get(word, _UNSEEN))
        * (_NAME_WEIGHT if capital[word] > _NAMED * seen[word] else 1.0)
        for word, count in counts.items()
        if len(word) > 1 and table.get(word, _UNSEEN) < articles * _TOO_COMMON
    }
    kept = heapq.nlargest(_KEPT, weights.items(), key=lambda each: (each[1], each[0]))
    length = sqrt(sum(weight * weight for _, weight in kept)) or 1.0
    return {word: round(weight / length, 4) for word, weight in kept}


def _words(text: str, limit: int | None) -> list[str]:
    return [found[0] for found in islice(_WORD.finditer(text), limit)]


def _stem(word: str) -> str:
    return stem(word) if word[0].isalpha() else word


def similarity(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    """The cosine of two sets of terms, 0 to 1.

    >>> round(similarity({"a": 3.0, "b": 4.0}, {"a": 1.0}), 2)
    0.6
    """
    if len(one) > len(other):
        one, other = other, one
    shared = sum(weight * other[word] for word, weight in one.items() if word in other)
    return shared / (length_of(one) * length_of(other)) if shared else 0.0


def length_of(weights: Mapping[str, float]) -> float:
    """The length of a set of terms as a vector."""
    return sqrt(sum(weight * weight for weight in weights.values()))


@cache
def frequencies() -> tuple[dict[str, int], int]:
    """Stem → in how many articles it stands, and how many articles there are (text/document_frequencies.tsv)."""
    (articles, _), *rest = rows("text/document_frequencies.tsv", 2)
    return {word: int(count) for count, words in rest for word in words.split()}, int(articles)
