"""Forms of verbs lead back to their verb: those of every verb that the event tables know, and those that once went wrong."""

from __future__ import annotations

import re

import pytest

from onrecord.knowledge.plover import operators, verbs
from onrecord.model.lemmas import lemma

WENT_WRONG = [
    ("freed", "free"),
    ("expelled", "expel"),
    ("withdrew", "withdraw"),
    ("sought", "seek"),
    ("struck", "strike"),
    ("overthrew", "overthrow"),
    ("fled", "flee"),
    ("boycotted", "boycott"),
    ("pardoned", "pardon"),
    ("injuring", "injure"),
    ("raped", "rape"),
    ("discussed", "discuss"),
    ("fulfilled", "fulfill"),
    ("test-fired", "test-fire"),
    ("vetoed", "veto"),
    ("lay", "lay"),
]


@pytest.mark.parametrize(("form", "verb"), WENT_WRONG)
def test_forms_that_went_wrong(form: str, verb: str) -> None:
    assert lemma(form, "VERB") == verb


def test_a_noun_with_a_hyphen_has_a_singular() -> None:
    assert lemma("cease-fires", "NOUN") == "cease-fire"


def third_person(verb: str) -> str:
    if re.search("[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + ("es" if re.search("(s|x|z|ch|sh|o)$", verb) else "s")


def test_third_persons_of_all_verbs_of_the_event_tables() -> None:
    known = {name.split()[0] for name in (*verbs(), *operators())}
    regular = sorted(verb for verb in known if verb.isalpha() and verb not in ("be", "have", "gas"))
    adjectives_and_nouns = {verb for verb in regular if lemma(third_person(verb), "VERB") != verb}
    assert adjectives_and_nouns <= {"readiness", "willingness"}


def test_progressives_of_verbs_on_e() -> None:
    verbs_on_e = sorted(name for name in verbs() if name.isalpha() and re.search("[^eo]e$", name))
    wrong = [verb for verb in verbs_on_e if verb != "be" and lemma(verb[:-1] + "ing", "VERB") != verb]
    assert wrong == []
