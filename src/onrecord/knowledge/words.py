"""The closed-class words of English, by class."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.tables import rows


@cache
def words_of(*classes: str) -> frozenset[str]:
    """The words of one or more classes of text/function_words.txt, lower case.

    Raises:
        KeyError: there is no such class.

    >>> "which" in words_of("relative", "wh")
    True
    """
    table = _classes()
    return frozenset().union(*(table[name] for name in classes))


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in rows("text/function_words.txt", 2)}
