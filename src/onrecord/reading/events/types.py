"""From words that tell an event to the event that the sentence tells: "agreed to release" is an agreement, "threatened to attack" a
threat, "called for talks" a request, "will not withdraw" a refusal.

The rules are the manual's: what is promised is AGREE, hostile acts to come are THREATEN, a demand is REQUEST whatever it demands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.knowledge.people import words_of
from onrecord.knowledge.plover import friendly, operators
from onrecord.reading.events import arguments
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.tree import Tree

_CLAUSES = ("xcomp", "ccomp")
_NOUN_CASES = frozenset({"for", "on", "of", "to", "against", "over"})
_ACTS_TO_COME = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE"})
_FUTURE_THREATS = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})
_OPERATOR = 0.8
_REFUSED = 0.75
_VERBAL = frozenset({"VERB", "ADJ", "NOUN"})


class Told(NamedTuple):
    """An event as the sentence tells it: its trigger, and the trigger that it took in ("attack" of "threatened to attack"), or None."""

    trigger: Trigger
    below: Trigger | None = None


def composed(tree: Tree, triggers: Iterable[Trigger]) -> list[Told]:
    """The events that triggers make together, in the order of the text.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.events.triggers import find_triggers
    >>> tree = Tree(analyse("Iran threatened to attack the base and agreed to release two prisoners."))
    >>> [(one.trigger.type, one.below.type) for one in composed(tree, find_triggers(tree))]
    [('THREATEN', 'ASSAULT'), ('AGREE', 'RETREAT')]
    """
    by_token = {one.token: _in_time(tree, one) for one in triggers}
    taken: set[int] = set()
    told: dict[int, Told] = {}
    for token, lemma in enumerate(tree.lemmas):
        operator = operators().get(lemma)
        if operator is None or tree.upos[token] not in _VERBAL or token in taken:
            continue
        below, clausal = _below(tree, token, by_token)
        if below is None and not (clausal and tree.upos[token] == "VERB"):
            continue
        outcome = (
            operator.other if below is None else operator.friendly if below.type in friendly() else operator.hostile
        )
        if outcome == "=":
            by_token.pop(token, None)
        elif outcome is not None:
            mode = by_token[token].mode if token in by_token and by_token[token].type == outcome else None
            told[token] = Told(_in_time(tree, Trigger(token, outcome, mode, _OPERATOR)), below)
            if below is not None:
                taken |= {below.token, *_chain(tree, below.token, token)}
    for token, trigger in by_token.items():
        if token not in taken and token not in told and not _is_carried(tree, token, by_token, told):
            told[token] = Told(trigger)
    return [told[token] for token in sorted(told) if token not in taken]


def _below(tree: Tree, token: int, by_token: dict[int, Trigger]) -> tuple[Trigger | None, bool]:
    """The trigger in the complement of an operator, and whether the complement is a clause."""
    clauses = tree.children(token, *_CLAUSES)
    if tree.upos[token] in ("ADJ", "NOUN"):
        clauses += tree.children(token, "advcl", "acl")
    for clause in clauses:
        found = _first_trigger(tree, clause, by_token)
        if found is not None:
            return found, True
    if clauses:
        return None, True
    nouns = [one for one in tree.children(token, "obl", "nmod") if tree.case(one) in _NOUN_CASES]
    nouns += tree.children(token, "obj", "nsubj:pass")
    for noun in nouns:
        if noun in by_token and tree.upos[noun] in ("NOUN", "PROPN"):
            return by_token[noun], False
    return None, False


def _first_trigger(tree: Tree, clause: int, by_token: dict[int, Trigger]) -> Trigger | None:
    for token in (clause, *tree.children(clause, "obj", "xcomp", "obl", "conj", "ccomp", "advcl")):
        if token in by_token:
            return by_token[token]
    return None


def _chain(tree: Tree, token: int, top: int) -> set[int]:
    """What stands between an event taken in and its operator, with the event nouns that it carries."""
    found = set()
    for head in tree.above(token):
        if head == top:
            break
        found.add(head)
    return found | set(tree.children(token, "obj"))


def _is_carried(tree: Tree, token: int, by_token: dict[int, Trigger], told: dict[int, Told]) -> bool:
    """Whether an event noun only says again what its verb says: "launched an attack", "attends a meeting"."""
    if tree.upos[token] not in ("NOUN", "PROPN"):
        return False
    head = tree.heads[token]
    above = by_token.get(head) or (told[head].trigger if head in told else None)
    if above is None or tree.deprels[token] not in ("obj", "nsubj:pass", "obl", "nmod", "nsubj"):
        return False
    return tree.deprels[token] in ("obj", "nsubj:pass") or above.type == by_token[token].type


def _in_time(tree: Tree, trigger: Trigger) -> Trigger:
    """A friendly act that is refused is REJECT, one to come AGREE; a hostile one to come is THREATEN."""
    verb = trigger.token
    if tree.upos[verb] != "VERB":
        carrier = arguments.carrier(tree, verb)
        if carrier is None:
            return trigger
        verb = carrier
    helpers = {tree.lower[one] for one in tree.children(verb, "aux")}
    to_come = bool(helpers & words_of("events/future_words.txt"))
    negated = any(tree.lower[one] in words_of("events/negations.txt") for one in tree.children(verb, "advmod", "det"))
    if negated:
        refused = trigger.type in friendly() and (to_come or helpers & {"would", "can", "could"})
        return trigger._replace(type="REJECT", mode=None, confidence=_REFUSED) if refused else trigger
    if not to_come:
        return trigger
    if trigger.type in _ACTS_TO_COME:
        return trigger._replace(type="AGREE", mode=None)
    if trigger.type in _FUTURE_THREATS and not arguments.is_passive(tree, verb):
        return trigger._replace(type="THREATEN", mode=None)
    return trigger
