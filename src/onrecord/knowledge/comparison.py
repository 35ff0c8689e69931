"""The tables about accounts of one happening: near types, sides, words of revision, nouns for the same thing, weights of the evidence."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.tables import rows


@cache
def near_types() -> frozenset[tuple[str, str]]:
    """Pairs of event types that may tell one happening, both ways round.

    >>> ("COERCE", "ASSAULT") in near_types()
    True
    """
    pairs = rows("accounts/near_types.tsv", 2)
    return frozenset(pair for one, other in pairs for pair in ((one, other), (other, one)))


@cache
def sector_sides() -> dict[str, str]:
    """PLOVER sector → the side it acts for: "state", "armed", "civil"."""
    return dict(rows("accounts/sector_sides.tsv", 2))  # type: ignore[arg-type]


@cache
def side_words() -> dict[str, str]:
    """Words that name a side, before the sector is asked.

    >>> side_words()["insurgents"], side_words()["gunmen"]
    ('armed', 'unknown')
    """
    return dict(rows("accounts/side_words.tsv", 2))  # type: ignore[arg-type]


@cache
def side_names() -> tuple[tuple[str, str], ...]:
    """Names (lower case) that say on whose side a party is, against what their words would say.

    >>> dict(side_names())["islamic state"]
    'armed'
    """
    return tuple(rows("accounts/side_names.tsv", 2))  # type: ignore[arg-type]


@cache
def revision_words(use: str) -> tuple[tuple[str, ...], ...]:
    """The words that say that a count changed, of one use, each as its tokens.

    >>> ("up", "from") in revision_words("change")
    True
    """
    return tuple(tuple(words.split()) for words, known in rows("accounts/revision_words.tsv", 2) if known == use)


@cache
def same_words() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Class → the words and phrases by which reporters tell one thing.

    >>> "walkout" in dict(same_words())["strike"]
    True
    """
    return tuple(
        (name, tuple(each.strip() for each in words.split(";"))) for name, words in rows("accounts/same_words.tsv", 2)
    )


@cache
def rough_words() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Words that round a number, as tokens, and the side on which the true number is: "under", "over"."""
    return tuple((tuple(words.split()), side) for words, side in rows("accounts/rough_words.tsv", 2))


@cache
def blame_words() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Words that lay a deed to somebody's account, as tokens, and where he is named: "before", "after", "last on", "object"."""
    return tuple((tuple(words.split()), place) for words, place in rows("accounts/blame_words.tsv", 2))


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of sets of words of which one party cannot have both: "home" and "visiting" fans."""
    return tuple((frozenset(a.split()), frozenset(b.split())) for a, b in rows("accounts/opposites.tsv", 2))


@cache
def evidence() -> dict[str, float]:
    """What each piece of evidence for one happening weighs."""
    return {name: float(weight) for name, weight in rows("accounts/evidence.tsv", 2)}


@cache
def harm_words() -> tuple[tuple[tuple[str, ...], str, str], ...]:
    """The words for what befell people, as (tokens, category, use), from figures/harm_words.tsv."""
    return tuple((tuple(words.split()), category, use) for words, category, use in rows("figures/harm_words.tsv", 3))


@cache
def number_words() -> frozenset[str]:
    """The words that make numbers, from figures/number_words.tsv.

    >>> "twelve" in number_words()
    True
    """
    return frozenset(word for word, _, kind in rows("figures/number_words.tsv", 3) if kind != "letter")


@cache
def word_uses(use: str) -> frozenset[str]:
    """The small words of one use of accounts/word_uses.tsv.

    >>> "toll" in word_uses("older count")
    True
    """
    return frozenset(word for name, words in rows("accounts/word_uses.tsv", 2) if name == use for word in words.split())


@cache
def phrase_uses(use: str) -> frozenset[tuple[str, ...]]:
    """The same, each as its tokens.

    >>> ("no", "longer") in phrase_uses("no denial")
    True
    """
    return frozenset(tuple(word.split("_")) for word in word_uses(use))
