"""The words that tell an event, with its type: what the tables know of a verb or a noun, tried against what stands beside it."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.knowledge.plover import Sense, nouns, verbs
from onrecord.reading.events.conditions import fulfilled, is_excluded, is_of
from onrecord.reading.tree import Tree

_SURE, _LIKELY = 0.85, 0.7
_INSIDE = ("compound", "amod", "nmod:desc", "flat")
_OF_PEOPLE = frozenset(
    {"ASSAULT", "COERCE"}
)  # of participles before a noun: "the jailed leader", but not "alleged meddling"
_PARTICLES = ("compound:prt", "xcomp", "advmod")


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
    inside = tree.deprels[token] in _INSIDE
    if inside and not _stands_alone(tree, token):
        return None
    lemma = tree.lemmas[token]
    names = [f"{lemma} {tree.lower[one]}" for one in tree.children(token, *_PARTICLES)]
    if token + 1 < len(tree.lower) and tree.heads[token + 1] == token:
        names.append(f"{lemma} {tree.lower[token + 1]}")
    for name in (*names, lemma):
        for sense in verbs().get(name, ()):
            if fits(tree, token, sense) and not is_excluded(tree, token) and not is_excluded(tree, token, sense.type):
                return (
                    None
                    if inside and sense.type not in _OF_PEOPLE
                    else Trigger(token, sense.type, sense.mode, _confidence(sense))
                )
    return None


def _stands_alone(tree: Tree, token: int) -> bool:
    """Whether a participle before a noun tells more than a property: "the jailed leader", but not "the Russia-backed militia"."""
    if tree.heads[token] < 0 or not is_of(tree, tree.heads[token], "people"):
        return False
    return tree.deprels[token] == "amod" and not tree.children(
        token, "obl", "nmod", "compound", "nsubj", "advmod", "punct"
    )


def fits(tree: Tree, token: int, sense: Sense) -> bool:
    """Whether what a sense needs stands beside its word."""
    return all(fulfilled(tree, token, condition) for condition in sense.needs)


def _confidence(sense: Sense) -> float:
    return _LIKELY if all(condition.where == "any" for condition in sense.needs) else _SURE


def _of_noun(tree: Tree, token: int) -> Trigger | None:
    senses = nouns().get(tree.lemmas[token])
    if not senses or tree.deprels[token] in _INSIDE or is_excluded(tree, token):
        return None
    if tree.upos[token] == "PROPN" and tree.analysis.entity_at(token) is not None:
        return None
    for sense in senses:
        if fits(tree, token, sense) and not is_excluded(tree, token, sense.type):
            return Trigger(token, sense.type, sense.mode, _confidence(sense))
    return None
