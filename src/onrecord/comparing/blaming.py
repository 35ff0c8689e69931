"""Who a sentence says did it, where it says so in so many words: "Turkey was behind the attack", "the raid was the work of rebels"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.comparing.content_words import tokens_of
from onrecord.knowledge.comparison import blame_words, word_uses
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Token

_LONGEST = 9  # words of a phrase that names somebody
_BY_REACH = 6  # words from a deed to "by"
_DAYS = words_of("time")


def blamed_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From where to where in `text[start:end]` stands who is to blame; None where nobody is blamed.

    >>> for text in ("Turkey was behind the fire.", "The raid was the work of a rebel group, he said.", "She blamed the fire on Sunday on home fans who left."):
    ...     print(text[slice(*blamed_in(text, 0, len(text)))])
    Turkey
    a rebel group
    home fans
    """
    tokens = [Token(t.start + start, t.end + start, t.text) for t in tokens_of(text[start:end])]
    words = [token.text.lower() for token in tokens]
    for phrase, place in blame_words():
        at = next((n for n in range(len(words)) if tuple(words[n : n + len(phrase)]) == phrase), None)
        if at is None:
            continue
        found = _named(words, at, at + len(phrase), place)
        if found is not None and 0 < found[1] - found[0] <= _LONGEST:
            return tokens[found[0]].start, tokens[found[1] - 1].end
    return None


def cleared_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From where to where stands who is said not to have done it; None where nobody is.

    >>> text = "Outsiders, and not the villagers, killed him."
    >>> text[slice(*cleared_in(text, 0, len(text)))]
    'the villagers'
    """
    tokens = [Token(t.start + start, t.end + start, t.text) for t in tokens_of(text[start:end])]
    words = [token.text.lower() for token in tokens]
    at = next((n for n in range(1, len(words) - 1) if words[n] == "not" and words[n - 1] in ("and", ",", "but")), None)
    if at is None:
        return None
    first, last = _phrase(words, at + 1)
    verb = next((n for n in range(first + 1, last) if words[n].endswith("ed")), last)
    return (tokens[first].start, tokens[verb - 1].end) if verb > first else None


def done_by(text: str, start: int, end: int) -> tuple[int, int] | None:
    """From where to where stands "by whom" after a deed that ends at `start`; None where it does not.

    >>> text = "They buried him after the attack on Monday by ADF rebels."
    >>> text[slice(*done_by(text, text.index("attack") + 6, len(text)))]
    'ADF rebels'
    """
    tokens = [Token(t.start + start, t.end + start, t.text) for t in tokens_of(text[start:end])]
    words = [token.text.lower() for token in tokens]
    at = next((n for n in range(min(len(words) - 1, _BY_REACH)) if words[n] == "by"), None)
    if at is None or word_uses("by stop").intersection(words[:at]) or words[at + 1] in _DAYS:
        return None
    first, last = _phrase(words, at + 1)
    return (tokens[first].start, tokens[last - 1].end) if 0 < last - first <= _LONGEST else None


def _named(words: Sequence[str], first: int, last: int, place: str) -> tuple[int, int] | None:
    if place == "before":
        begin = max((n + 1 for n in range(first) if words[n] in (",", "that", "said", "says")), default=0)
        end = next(
            (n for n in range(begin + 1, first) if words[n] in _ends() and words[n] not in word_uses("within doer")),
            first,
        )
        return begin, end
    if place == "last on":
        spots = [n for n in range(last, len(words) - 1) if words[n] == "on" and words[n + 1] not in _DAYS]
        return _phrase(words, spots[-1] + 1) if spots else _object(words, last, "for")
    return _phrase(words, last) if place == "after" else _object(words, last, "of")


def _object(words: Sequence[str], first: int, word: str) -> tuple[int, int] | None:
    """What stands between the verb and "of" or "for": "accused rebels of …"."""
    last = next((n for n in range(first + 1, min(len(words), first + _LONGEST + 1)) if words[n] == word), None)
    return None if last is None else (first, last)


def _phrase(words: Sequence[str], first: int) -> tuple[int, int]:
    last = first
    while (
        last < len(words) and (words[last] in ("of", "from") or words[last] not in _ends()) and words[last][0].isalnum()
    ):
        last += 1
    return first, last


@cache
def _ends() -> frozenset[str]:
    """Words that end a phrase which names somebody."""
    return words_of("preposition", "subordinator", "auxiliary", "relative", "time") | word_uses("doer end")
