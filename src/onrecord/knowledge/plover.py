"""PLOVER as tables: which verbs and nouns tell which type of event, and what must stand beside them.

Source: PLOVER manual, draft 0.8 (2021), Open Event Data Alliance; the rows are OnRecord's own.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows


class Sense(NamedTuple):
    """One way in which a word tells an event: type, mode, and what must stand beside it ("obj:troops")."""

    type: str
    mode: str | None
    needs: str


class Operator(NamedTuple):
    """What a word makes of the event below it, by the kind of that event; "=" keeps it, None makes nothing of it."""

    friendly: str | None
    hostile: str | None
    other: str | None


@cache
def verbs() -> dict[str, tuple[Sense, ...]]:
    """The senses of verbs by lemma; a particle follows after a blank.

    >>> verbs()["bombard"][0].type
    'ASSAULT'
    """
    return _senses("events/verbs.tsv")


@cache
def nouns() -> dict[str, tuple[Sense, ...]]:
    """The senses of nouns by lemma."""
    return _senses("events/nouns.tsv")


def _senses(table: str) -> dict[str, tuple[Sense, ...]]:
    found: dict[str, list[Sense]] = defaultdict(list)
    for kind, mode, needs, words in rows(table, 4):
        for word in words.split():
            found[word.replace("_", " ")].append(Sense(kind, None if mode == "-" else mode, needs))
    return {word: tuple(senses) for word, senses in found.items()}


@cache
def classes() -> dict[str, frozenset[str]]:
    """The classes of words that senses ask for."""
    return {name: frozenset(words.split()) for name, words in rows("events/classes.tsv", 2)}


@cache
def operators() -> dict[str, Operator]:
    """The words that take an event as their complement and make one event of both.

    >>> operators()["vow"].hostile
    'THREATEN'
    """

    def known(cell: str) -> str | None:
        return None if cell == "-" else cell

    return {
        word: Operator(known(friendly), known(hostile), known(other))
        for word, friendly, hostile, other in rows("events/operators.tsv", 4)
    }


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that carry an event noun and whose subject is the noun's actor."""
    return frozenset(row[0] for row in rows("events/light_verbs.txt", 1))


@cache
def friendly() -> frozenset[str]:
    """The cooperative types."""
    return frozenset(row[0] for row in rows("events/friendly.txt", 1))


@cache
def not_events() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Surroundings in which a word tells no event: word → (where, words) pairs."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for word, where, words in rows("events/not_events.tsv", 3):
        found[word].append((where, frozenset(words.split())))
    return {word: tuple(pairs) for word, pairs in found.items()}


@cache
def contexts() -> dict[str, tuple[str, ...]]:
    """The PLOVER contexts that a word points to."""
    found: dict[str, list[str]] = defaultdict(list)
    for context, words in rows("events/contexts.tsv", 2):
        for word in words.split():
            found[word].append(context)
    return {word: tuple(names) for word, names in found.items()}
