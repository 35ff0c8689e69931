"""PLOVER as tables: which verbs and nouns tell which type of event, and what must stand beside them. Every row is checked as it is loaded.

Source: PLOVER manual, draft 0.8 (2021), and the published table from CAMEO, Open Event Data Alliance; the rows are OnRecord's own.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows

_BARE = frozenset({"any", "obj", "subj", "plural", "xcomp", "infinitive", "arg", "to_come"})
_CLASSED = frozenset({"obj", "subj", "near"})
_SURROUNDINGS = frozenset({"before", "after", "object", "subject", "within", "above", "below"})


class Condition(NamedTuple):
    """One thing that must (or, negated, must not) stand beside a word: where, and of which class of words (None: whatever it is)."""

    where: str
    words: str | None
    negated: bool


class Sense(NamedTuple):
    """One way in which a word tells an event: type, mode, and what must stand beside it."""

    type: str
    mode: str | None
    needs: tuple[Condition, ...]


class Operator(NamedTuple):
    """What a word makes of the event below it, by the kind of that event; "=" keeps it, None makes nothing of it. `nominal`: a noun may be
    the complement too; `both`: a hostile event below is told as well."""

    friendly: str | None
    hostile: str | None
    other: str | None
    nominal: bool
    both: bool
    needs: tuple[Condition, ...] = ()


class Class(NamedTuple):
    """A class of words: lemmas, and the kinds of names and words that belong to it ("Person", "PRON")."""

    lemmas: frozenset[str]
    kinds: frozenset[str]


@cache
def types() -> dict[str, tuple[bool, frozenset[str]]]:
    """The types: whether each is friendly, and its modes.

    >>> types()["CONSULT"][0], "phone" in types()["CONSULT"][1], types()["ASSAULT"][0]
    (True, True, False)
    """
    return {name: (kind == "friendly", frozenset(modes.split())) for name, kind, modes in rows("events/types.tsv", 3)}


@cache
def friendly() -> frozenset[str]:
    """The cooperative types."""
    return frozenset(name for name, (is_friendly, _) in types().items() if is_friendly)


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
        if kind not in types() or (mode != "-" and mode not in types()[kind][1]):
            raise ValueError(f"{table}: the manual knows no {kind} {mode}: {words!r}")
        conditions = tuple(_condition(table, one) for one in needs.split("&"))
        for word in words.split():
            found[word.replace("_", " ")].append(Sense(kind, None if mode == "-" else mode, conditions))
    return {word: tuple(senses) for word, senses in found.items()}


def _condition(table: str, written: str) -> Condition:
    """ "not:obj:people" as a condition.

    >>> _condition("", "not:obj:people")
    Condition(where='obj', words='people', negated=True)
    """
    positive = written.removeprefix("not:")
    where, colon, words = positive.partition(":")
    if colon and words not in classes():
        raise ValueError(f"{table}: classes.tsv has no {words!r}, which {written!r} asks for")
    if not colon and where not in _BARE and where in classes():
        raise ValueError(f"{table}: {written!r} is a class of words; say where it must stand")
    if where in _CLASSED - _BARE and not colon:
        raise ValueError(f"{table}: {written!r} says no class of words")
    return Condition(where, words if colon else None, positive != written)


@cache
def classes() -> dict[str, Class]:
    """The classes of words that senses ask for.

    >>> "troop" in classes()["fighters"].lemmas, "Person" in classes()["people"].kinds
    (True, True)
    """
    found = {}
    for name, words in rows("events/classes.tsv", 2):
        if name in found:
            raise ValueError(f"events/classes.tsv: {name!r} stands there twice")
        listed = words.split()
        found[name] = Class(
            frozenset(word for word in listed if not word.startswith("@")),
            frozenset(word[1:] for word in listed if word.startswith("@")),
        )
    return found


@cache
def operators() -> dict[str, Operator]:
    """The words that take an event as their complement and make one event of both.

    >>> operators()["vow"].hostile, operators()["accuse"].both
    ('THREATEN', True)
    """
    found = {}
    for word, *outcomes, flags in rows("events/operators.tsv", 5):
        nominal, *conditions = flags.split("&")
        both = outcomes[1].endswith("+")
        known = [None if cell == "-" else cell.removesuffix("+") for cell in outcomes]
        if any(cell is not None and cell != "=" and cell not in types() for cell in known):
            raise ValueError(f"events/operators.tsv: {word!r} makes no type of PLOVER: {outcomes}")
        needs = tuple(_condition("events/operators.tsv", one) for one in conditions)
        found[word] = Operator(known[0], known[1], known[2], nominal == "n", both, needs)
    return found


@cache
def hyphenated() -> frozenset[str]:
    """The words of the tables that are written with a hyphen: the tokenizer parts them.

    >>> "cease-fire" in hyphenated()
    True
    """
    told = {*verbs(), *nouns(), *(word for one in classes().values() for word in one.lemmas)}
    return frozenset(word for word in told if "-" in word)


@cache
def word_uses() -> dict[str, frozenset[str]]:
    """Small words by what they do beside an event.

    >>> "unless" in word_uses()["condition"]
    True
    """
    return {use: frozenset(words.split()) for use, words in rows("events/word_uses.tsv", 2)}


@cache
def light_verbs() -> frozenset[str]:
    """Verbs that carry an event noun and whose subject is the noun's actor."""
    return frozenset(row[0] for row in rows("events/light_verbs.txt", 1))


@cache
def not_events() -> dict[str, tuple[tuple[str, frozenset[str]], ...]]:
    """Surroundings in which a word tells no event: word → (where, words) pairs."""
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for word, where, words in rows("events/not_events.tsv", 3):
        if where not in _SURROUNDINGS:
            raise ValueError(f"events/not_events.tsv: {word!r} cannot be looked for {where!r}")
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
