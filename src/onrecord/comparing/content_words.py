"""The words by which two accounts are known to tell the same: content words, cut to their stems."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from onrecord.knowledge.comparison import same_words
from onrecord.knowledge.tables import word_list
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Token
from onrecord.model.lemmas import lemma
from onrecord.model.tokens import tokenize

_DOER = re.compile(r"(?<=[a-z]{4})(?:er|or)$")  # "marchers" are those who march
_STEM = 6  # letters that tell words apart: "bombing" and "bombed" are one, "protest" and "protector" are not


@lru_cache(maxsize=2_000)
def tokens_of(text: str) -> tuple[Token, ...]:
    """The tokens of a passage, kept for the many questions that are put to it.

    >>> [token.text for token in tokens_of("He left.")]
    ['He', 'left', '.']
    """
    return tuple(tokenize(text))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of one word: its lemma without accents, cut to its first letters.

    >>> [stem(word) for word in ("bombings", "bombed", "killed", "killing", "soldiers", "Cúcuta")]
    ['bomb', 'bomb', 'kill', 'kill', 'soldi', 'cucuta']
    """
    low = word.lower().replace("’", "'").removesuffix("'s").strip("-'")
    low = "".join(letter for letter in unicodedata.normalize("NFKD", low) if not unicodedata.combining(letter))
    low = lemma(low, "NOUN")
    low = lemma(low, "VERB")
    return _DOER.sub("", low)[:_STEM]


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the content words of `text`: no closed-class words, no numbers, no names of days.

    >>> sorted(stems("On Tuesday 12 of the soldiers were killed in an air strike."))
    ['air', 'kill', 'soldi', 'strike']
    """
    dull = _dull()
    words = (token.text for token in tokens_of(text))
    return frozenset(
        stem(word) for word in words if len(word) > 1 and any(map(str.isalpha, word)) and word.lower() not in dull
    )


@cache
def _dull() -> frozenset[str]:
    return words_of(
        "personal", "object", "relative", "wh", "determiner", "possessive", "preposition", "subordinator", "coordinator",
        "auxiliary", "negation", "adverb", "time", "predeterminer",
    )  # fmt: skip


@lru_cache(maxsize=20_000)
def concepts(text: str) -> frozenset[str]:
    """The stems of the content words of `text`, where reporters have several words for one thing its class ("#die") in their place.

    >>> sorted(concepts("Teachers walked off the job.") & concepts("The teachers' walkout"))
    ['#strike', '#teacher']
    """
    found = set(stems(text))
    words = [stem(token.text) for token in tokens_of(text)]
    table = _classes()
    for place, word in enumerate(words):
        for phrase, name in table.get(word, ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                found.difference_update(phrase)
                found.add(name)
    return frozenset(found - _light())


@cache
def _light() -> frozenset[str]:
    return frozenset(map(stem, word_list("accounts/light_words.txt")))


@cache
def concept(word: str) -> frozenset[str]:
    """The classes of one word, or its stem.

    >>> sorted(concept("walkout")), sorted(concept("Gouro"))
    (['#strike'], ['gouro'])
    """
    low = stem(word)
    return frozenset(name for phrase, name in _classes().get(low, ()) if phrase == (low,)) or frozenset((low,))


@cache
def _classes() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """First stem of a phrase → the phrases that begin with it, and their classes."""
    found: dict[str, dict[tuple[tuple[str, ...], str], None]] = {}
    for name, phrases in same_words():
        for each in phrases:
            key = tuple(stem(token.text) for token in tokenize(each))
            found.setdefault(key[0], {})[key, f"#{name}"] = None
    return {first: tuple(kept) for first, kept in found.items()}
