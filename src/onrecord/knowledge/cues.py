"""The cues: words that attribute a content to a source (statements/cues.txt), and their inflected forms."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple, get_args

from onrecord.knowledge.tables import rows
from onrecord.records import Stance

_PARTS = frozenset(["verb", "noun", "adverbial"])
_GOVERNED = frozenset(["quote", "that", "clause", "whether", "hearer", "to", "hearer-to", "thing"])
_PREPOSITIONS = frozenset(["of", "for", "on", "with", "about", "against", "in", "at", "as", "over", "to"])
_VOWELS = "aeiou"


class Cue(NamedTuple):
    """One row of statements/cues.txt."""

    lemma: str
    part: str
    stance: Stance
    takes: tuple[str, ...]


class Form(NamedTuple):
    """A form of a cue: its words in lower case and what form it is: base, third, ing, past, noun, adverbial.

    "past" stands for the participle too, where the two are alike.
    """

    words: tuple[str, ...]
    shape: str
    cue: Cue


@cache
def forms_by_first_word() -> dict[str, tuple[Form, ...]]:
    """All forms, longest first, under their first word.

    >>> [(form.shape, form.cue.stance) for form in forms_by_first_word()["denied"]]
    [('past', 'deny')]

    Raises:
        ValueError: a row names an unknown part, stance or complement.
    """
    found: dict[str, dict[tuple[str, ...], list[Form]]] = {}
    for lemma, part, stance, takes, listed in rows("statements/cues.txt", 5):
        governed = tuple(takes.split(","))
        if part not in _PARTS or stance not in get_args(Stance) or not set(governed) <= _GOVERNED | _PREPOSITIONS:
            raise ValueError(f"statements/cues.txt: the row of {lemma!r} names an unknown part, stance or complement")
        cue = Cue(lemma, part, stance, governed)  # type: ignore[arg-type]
        for shape, form in _forms(lemma, part, listed):
            words = tuple(form.split())
            known = found.setdefault(words[0], {}).setdefault(words, [])
            if all(other.shape != shape or other.cue.part != part for other in known):
                known.append(Form(words, shape, cue))
    return {
        first: tuple(form for words in sorted(by_words, key=len, reverse=True) for form in by_words[words])
        for first, by_words in found.items()
    }


def _forms(lemma: str, part: str, listed: str) -> list[tuple[str, str]]:
    if part == "adverbial":
        return [("adverbial", lemma)]
    if part == "noun":
        return [("noun", lemma), ("noun", listed if listed != "-" else lemma + "s")]
    if listed == "-":
        verb, space, rest = lemma.partition(" ")
        third, ing, past = regular_forms(verb)
        found = [third + space + rest, ing + space + rest, past + space + rest, past + space + rest]
    else:
        found = [form.strip() for form in listed.split(",")]
        if len(found) != 4:
            raise ValueError(f"statements/cues.txt: {lemma!r} lists {len(found)} forms, not 4")
    third, ing, past, participle = found
    shapes = [("base", lemma), ("third", third), ("ing", ing), ("past", past)]
    if participle not in (past, lemma):
        shapes.append(("participle", participle))
    return shapes


def regular_forms(verb: str) -> tuple[str, str, str]:
    """Third person, -ing form and past of a regular verb.

    >>> regular_forms("deny"), regular_forms("urge"), regular_forms("stress")
    (('denies', 'denying', 'denied'), ('urges', 'urging', 'urged'), ('stresses', 'stressing', 'stressed'))
    """
    if verb.endswith("y") and verb[-2] not in _VOWELS:
        return verb[:-1] + "ies", verb + "ing", verb[:-1] + "ied"
    if verb.endswith(("s", "sh", "ch", "x", "z")):
        return verb + "es", verb + "ing", verb + "ed"
    if verb.endswith("ee"):
        return verb + "s", verb + "ing", verb + "d"
    if verb.endswith("e"):
        return verb + "s", verb[:-1] + "ing", verb + "d"
    return verb + "s", verb + "ing", verb + "ed"
