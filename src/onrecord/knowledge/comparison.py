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
def peoples() -> frozenset[str]:
    """Peoples and creeds without a country of their own, lower case."""
    return frozenset(word for (word,) in rows("accounts/peoples.txt", 1))


@cache
def revision_words(use: str) -> tuple[tuple[str, ...], ...]:
    """The words that say that a count changed, of one use, each as its tokens.

    >>> ("up", "from") in revision_words("change")
    True
    """
    return tuple(tuple(words.split()) for words, known in rows("accounts/revision_words.tsv", 2) if known == use)


@cache
def same_things() -> dict[str, str]:
    """Noun (lower case) → the first noun of the set that means the same.

    >>> same_things()["troops"], same_things()["civilians"]
    ('soldiers', 'anybody')
    """
    return {noun: name for name, nouns in rows("accounts/same_things.tsv", 2) for noun in nouns.split()}


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
def facilities() -> dict[str, str]:
    """Word → the kind of place in a town that it names.

    >>> facilities()["cathedral"]
    'church'
    """
    return {word: name for name, words in rows("accounts/facilities.tsv", 2) for word in words.split()}


@cache
def part_nouns() -> dict[str, str]:
    """Noun → the kind of people that may be a part of all who were killed.

    >>> part_nouns()["conscripts"]
    'soldiers'
    """
    return {noun: name for name, nouns in rows("accounts/part_nouns.tsv", 2) for noun in nouns.split()}


@cache
def measures() -> dict[str, str]:
    """Noun → the measure that it names.

    >>> measures()["magnitude"]
    'magnitude'
    """
    return {noun: name for name, nouns in rows("accounts/measures.tsv", 2) for noun in nouns.split()}


@cache
def rough_words() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Words that round a number, as tokens, and the side on which the true number is: "under", "over"."""
    return tuple((tuple(words.split()), side) for words, side in rows("accounts/rough_words.tsv", 2))


@cache
def denials() -> tuple[tuple[str, ...], ...]:
    """The words that deny what their sentence tells, each as its tokens.

    >>> ("nothing", "to", "do", "with") in denials()
    True
    """
    return tuple(tuple(words.split()) for (words,) in rows("accounts/denials.txt", 1))


@cache
def claims() -> frozenset[str]:
    """Nouns for what somebody says and another may deny: "report", "allegation"."""
    return frozenset(word for (word,) in rows("accounts/claims.txt", 1))


@cache
def blame_words() -> tuple[tuple[tuple[str, ...], str], ...]:
    """Words that lay a deed to somebody's account, as tokens, and where he is named: "before", "after", "last on", "object"."""
    return tuple((tuple(words.split()), place) for words, place in rows("accounts/blame_words.tsv", 2))


@cache
def opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    """Pairs of sets of words of which one party cannot have both: "home" and "visiting" fans."""
    return tuple((frozenset(a.split()), frozenset(b.split())) for a, b in rows("accounts/opposites.tsv", 2))


@cache
def light_words() -> frozenset[str]:
    """Words that stand in any account, whatever it tells of."""
    return frozenset(word for (word,) in rows("accounts/light_words.txt", 1))


@cache
def foiling() -> tuple[tuple[str, ...], ...]:
    """Words for what was tried and did not come about, each as its tokens: it is no denial that it was tried."""
    return tuple(tuple(words.split()) for (words,) in rows("accounts/foiling.txt", 1))


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
