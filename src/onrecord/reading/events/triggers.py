"""The words that tell an event, with its type: what the tables know of a verb or a noun, tried against what stands beside it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.knowledge.plover import Sense, classes, not_events, nouns, verbs
from onrecord.reading.events import arguments
from onrecord.reading.tree import Tree

_NEAR = 3  # tokens
_SURE, _LIKELY = 0.85, 0.7


class Trigger(NamedTuple):
    """A word that tells an event, its PLOVER type and mode, and how sure the rule is."""

    token: int
    type: str
    mode: str | None
    confidence: float


def find_triggers(tree: Tree) -> list[Trigger]:
    """The triggers of a text in its order.

    >>> from onrecord.model.analyse import analyse
    >>> [(one.token, one.type) for one in find_triggers(Tree(analyse("Troops shelled Douma after talks with the rebels.")))]
    [(1, 'ASSAULT'), (4, 'CONSULT')]
    """
    found = []
    for token, part in enumerate(tree.upos):
        trigger = (
            _of_verb(tree, token) if part == "VERB" else _of_noun(tree, token) if part in ("NOUN", "PROPN") else None
        )
        if trigger is not None:
            found.append(trigger)
    return found


def _of_verb(tree: Tree, token: int) -> Trigger | None:
    lemma = tree.lemmas[token]
    particle = tree.child(token, "compound:prt")
    names = [f"{lemma} {tree.lower[particle]}"] if particle is not None else []
    if token + 1 < len(tree.lower) and tree.heads[token + 1] == token:
        names.append(f"{lemma} {tree.lower[token + 1]}")
    for name in (*names, lemma):
        for sense in verbs().get(name, ()):
            if fits_verb(tree, token, sense) and not is_excluded(tree, token):
                return Trigger(token, sense.type, sense.mode, _LIKELY if sense.needs == "any" else _SURE)
    return None


def fits_verb(tree: Tree, verb: int, sense: Sense) -> bool:
    """Whether what a sense needs stands beside the verb."""
    needs, _, wanted = sense.needs.partition(":")
    passive = arguments.is_passive(tree, verb)
    if needs == "any":
        return True
    if needs == "obj":
        patients = arguments.subjects(tree, verb) if passive else arguments.objects(tree, verb)
        return bool(patients) and (not wanted or any(is_of(tree, token, wanted) for token in patients))
    if needs == "subj":
        agents = arguments.of_verb(tree, verb).actors if passive else arguments.subjects(tree, verb)
        return any(is_of(tree, token, wanted) for token in agents)
    if needs == "plural":
        doers = arguments.subjects(tree, verb)
        return any(tree.children(one, "conj") or tree.lower[one] != tree.lemmas[one] for one in doers)
    if needs == "xcomp":
        return bool(tree.children(verb, "xcomp", "ccomp"))
    beside = [token for token in arguments.complements(tree, verb) if tree.case(token) == needs]
    return bool(beside) and (not wanted or any(is_of(tree, token, wanted) for token in beside))


def is_of(tree: Tree, token: int, name: str) -> bool:
    """Whether a phrase is of a class: its head, a word joined to it, or what it is "of" or made of ("a missile strike")."""
    words = classes()[name]
    if any(tree.lemmas[one] in words for one in tree.joined(token)):
        return True
    beside = [
        *tree.children(token, "compound", "nmod:desc", "appos", "amod"),
        *(c for c in tree.children(token, "nmod") if tree.case(c) == "of"),
    ]
    if name in ("people", "plain_target", "fighters") and tree.upos[token] in ("PROPN", "PRON", "NUM"):
        entity = tree.analysis.entity_at(token)
        person = entity is not None and entity.label in ("Person", "NORP")
        return person or name == "plain_target" or any(tree.lemmas[one] in words for one in beside)
    if name in ("territory", "plain_place", "country") and tree.upos[token] == "PROPN":
        entity = tree.analysis.entity_at(token)
        return entity is not None and entity.label == "Location"
    return any(tree.lemmas[one] in words for one in beside)


def _of_noun(tree: Tree, token: int) -> Trigger | None:
    senses = nouns().get(tree.lemmas[token])
    if not senses or tree.deprels[token] in ("compound", "amod", "nmod:desc", "flat") or is_excluded(tree, token):
        return None
    if tree.upos[token] == "PROPN" and tree.analysis.entity_at(token) is not None:
        return None
    for sense in senses:
        if _fits_noun(tree, token, sense):
            return Trigger(token, sense.type, sense.mode, _LIKELY if sense.needs == "any" else _SURE)
    return None


def _fits_noun(tree: Tree, noun: int, sense: Sense) -> bool:
    needs, _, wanted = sense.needs.partition(":")
    if needs == "any":
        return True
    if needs == "arg":
        told = arguments.of_noun(tree, noun)
        return bool(told.actors or told.recipients)
    beside = [token for token in tree.children(noun, "nmod") if tree.case(token) == needs]
    return bool(beside) and (not wanted or any(is_of(tree, token, wanted) for token in beside))


def is_excluded(tree: Tree, token: int) -> bool:
    """Whether the surroundings show that a word of the tables tells no event: "record high", "war of words"."""
    for where, words in not_events().get(tree.lemmas[token], ()):
        if where == "after" and words & set(tree.lemmas[token + 1 : token + 1 + _NEAR]):
            return True
        if where == "before" and words & set(tree.lemmas[max(0, token - _NEAR) : token]):
            return True
        if where == "object" and words & {tree.lemmas[one] for one in _patients(tree, token)}:
            return True
        if where == "subject" and words & {tree.lemmas[one] for one in _doers(tree, token)}:
            return True
    return False


def _patients(tree: Tree, verb: int) -> list[int]:
    return arguments.subjects(tree, verb) if arguments.is_passive(tree, verb) else arguments.objects(tree, verb)


def _doers(tree: Tree, verb: int) -> list[int]:
    return (
        list(arguments.of_verb(tree, verb).actors)
        if arguments.is_passive(tree, verb)
        else arguments.subjects(tree, verb)
    )
