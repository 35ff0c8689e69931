"""From words that tell an event to the event that the sentence tells: "agreed to release" is an agreement, "threatened to attack" a
threat, "called for talks" a request, "will not withdraw" a refusal.

The rules are the manual's: what is promised is AGREE, hostile acts to come are THREATEN, a demand is REQUEST whatever it demands.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.knowledge.plover import Operator, classes, friendly, light_verbs, operators, word_uses
from onrecord.knowledge.tables import word_list
from onrecord.reading.events import arguments
from onrecord.reading.events.conditions import fulfilled, is_excluded
from onrecord.reading.events.triggers import Trigger
from onrecord.reading.tree import Tree

_CLAUSES = ("xcomp", "ccomp")
_NOUN_CASES = frozenset({"for", "on", "of", "to", "against", "over", "from", "with", "in"})
_ACTS_TO_COME = frozenset({"AID", "COOPERATE", "RETREAT", "CONCEDE", "CONSULT", "SUPPORT"})
_FUTURE_THREATS = frozenset({"SANCTION", "COERCE", "ASSAULT", "PROTEST", "MOBILIZE"})
_REFUSABLE = frozenset({"AGREE", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"})
_STRONGER = frozenset({"ACCUSE", "THREATEN"})
_REPORTING = ("ccomp", "parataxis")
_OPERATOR, _REFUSED, _DEMANDED = 0.8, 0.75, 0.6
_VERBAL = frozenset({"VERB", "ADJ", "NOUN", "ADV"})


class Told(NamedTuple):
    """An event as the sentence tells it: its trigger, and what it took in ("attack" of "threatened to attack"): the word, and the trigger
    that it is, each None where there is none. `actor` and `recipient`: the heads of their phrases, where the trigger's own are not meant.
    `refused`: the words that deny it make it what it is ("will not withdraw": REJECT)."""

    trigger: Trigger
    below: int | None = None
    taken: Trigger | None = None
    actor: tuple[int, ...] | None = None
    recipient: tuple[int, ...] | None = None
    refused: bool = False


def composed(tree: Tree, triggers: Iterable[Trigger]) -> list[Told]:
    """The events that triggers make together, in the order of the text.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.events.triggers import find_triggers
    >>> tree = Tree(analyse("Iran threatened to attack the base and agreed to release two prisoners."))
    >>> [(one.trigger.type, one.taken.type) for one in composed(tree, find_triggers(tree))]
    [('THREATEN', 'ASSAULT'), ('AGREE', 'RETREAT')]
    """
    alone = {one.token: one for one in triggers}
    in_time = {token: _in_time(tree, one) for token, one in alone.items()}
    taken: set[int] = set()
    told: dict[int, Told] = {}
    for token, lemma in enumerate(tree.lemmas):
        operator = operators().get(lemma) or operators().get(tree.lower[token])
        if token in taken:
            continue
        if tree.lower[token] in word_uses()["must"] or lemma in classes()["blameworthy"].lemmas:
            demand = _said_of(tree, token)
            if demand is not None:
                told[token] = demand
                assert demand.below is not None
                taken |= {demand.below, *tree.children(demand.below, "obj", "xcomp")} - {token}
            continue
        if operator is None or tree.upos[token] not in _VERBAL or is_excluded(tree, token):
            continue
        if not all(fulfilled(tree, token, condition) for condition in operator.needs):
            continue
        below, found, is_clause = _below(tree, token, operator, alone)
        if found is None and not (is_clause and tree.upos[token] in ("VERB", "ADJ")):
            continue
        outcome = (
            operator.other if found is None else operator.friendly if found.type in friendly() else operator.hostile
        )
        if outcome == "=":
            alone.pop(token, None)
            in_time.pop(token, None)
        elif outcome is not None:
            own = alone.get(token)
            if own is not None and own.type in _STRONGER and outcome == "REQUEST":
                outcome = own.type  # "called for sanctions against"
            mode = own.mode if own is not None and own.type == outcome else None
            event, refused = in_time_of(tree, Trigger(token, outcome, mode, _OPERATOR))
            told[token] = Told(event, below, found, refused=refused)
            if found is not None and not (operator.both and outcome == operator.hostile):
                taken |= {found.token, *_chain(tree, found.token, token)}
    for token, (event, refused) in in_time.items():
        if token not in taken and token not in told and not _is_carried(tree, token, alone, told):
            told[token] = Told(event, refused=refused)
    return [told[token] for token in sorted(told) if token not in taken]


def _below(
    tree: Tree, token: int, operator: Operator, alone: dict[int, Trigger]
) -> tuple[int | None, Trigger | None, bool]:
    """The head of an operator's complement, the trigger in it, and whether the complement is a clause."""
    clauses = tree.children(token, *_CLAUSES)
    if tree.upos[token] in ("ADJ", "NOUN") or not clauses:
        clauses += [one for one in tree.children(token, "advcl", "acl") if _is_infinitive(tree, one)]
    if tree.lemmas[token] in ("accuse", "blame", "suspect"):
        clauses += [one for one in tree.children(token, "advcl") if one not in clauses]
    for clause in clauses:
        found = _first_trigger(tree, clause, alone)
        if found is not None:
            return clause, found, True
    if clauses:
        return clauses[0], None, True
    if not operator.nominal:
        return None, None, False
    nouns = [one for one in tree.children(token, "obl", "nmod") if arguments.case_of(tree, one) in _NOUN_CASES]
    nouns += tree.children(token, "obj", "nsubj:pass")
    for noun in nouns:
        if noun in alone and tree.upos[noun] in ("NOUN", "PROPN"):
            return noun, alone[noun], False
    return None, None, False


def _is_infinitive(tree: Tree, clause: int) -> bool:
    return any(tree.lower[one] == "to" for one in tree.children(clause, "mark"))


def _first_trigger(tree: Tree, clause: int, alone: dict[int, Trigger]) -> Trigger | None:
    for token in (clause, *tree.children(clause, "obj", "xcomp", "obl", "conj", "ccomp", "advcl", "nsubj:pass")):
        if token in alone:
            return alone[token]
    return None


def _chain(tree: Tree, token: int, top: int) -> set[int]:
    """What stands between an event taken in and its operator, with the event nouns that it carries."""
    found = set()
    for head in tree.above(token):
        if head == top:
            break
        found.add(head)
    return found | set(tree.children(token, "obj", "nsubj:pass"))


def _is_carried(tree: Tree, token: int, alone: dict[int, Trigger], told: dict[int, Told]) -> bool:
    """Whether an event noun only says again what its verb says: "launched an attack", "attends a meeting"."""
    if tree.upos[token] not in ("NOUN", "PROPN"):
        return False
    head = tree.heads[token]
    above = alone.get(head) or (told[head].trigger if head in told else None)
    if above is None or tree.deprels[token] not in ("obj", "nsubj:pass", "obl", "nmod", "nsubj"):
        return False
    if above.type == alone[token].type:
        return True
    if tree.deprels[token] not in ("obj", "nsubj:pass"):
        return False
    return (
        tree.lemmas[head] in light_verbs() or alone[token].type in friendly() or above.type not in ("ACCUSE", "REJECT")
    )


def _said_of(tree: Tree, word: int) -> Told | None:
    """ "Paris said that the rebels must leave": a request, of whoever says it, to whoever must; "that they were responsible": an accusation."""
    is_demand = tree.lower[word] in word_uses()["must"]
    clause = tree.heads[word] if is_demand else word
    if clause < 0 or tree.deprels[clause] not in _REPORTING or tree.heads[clause] < 0:
        return None
    says = tree.heads[clause]
    if tree.lemmas[says] not in classes()["speech"].lemmas or tree.upos[says] != "VERB":
        return None
    speakers, addressed = arguments.subjects(tree, says), arguments.subjects(tree, clause)
    if not speakers or not addressed or set(speakers) & set(addressed):
        return None
    kind, mode = ("REQUEST", None) if is_demand else ("ACCUSE", "allege")
    return Told(Trigger(word, kind, mode, _DEMANDED), clause, None, tuple(speakers), tuple(addressed))


def _in_time(tree: Tree, trigger: Trigger) -> tuple[Trigger, bool]:
    verb = trigger.token
    if tree.upos[verb] != "VERB":
        carrier = arguments.carrier(tree, verb)
        if carrier is None:
            return trigger, False
        verb = carrier
    return in_time_of(tree, trigger, verb)


def _has_condition(tree: Tree, verb: int) -> bool:
    marks = (tree.lower[mark] for clause in tree.children(verb, "advcl") for mark in tree.children(clause, "mark"))
    return any(mark in word_uses()["condition"] for mark in marks)


def in_time_of(tree: Tree, trigger: Trigger, verb: int | None = None) -> tuple[Trigger, bool]:
    """A friendly act that is refused is REJECT, one to come AGREE; a hostile one to come is THREATEN. The second value: whether it is refused."""
    verb = trigger.token if verb is None else verb
    helpers = {tree.lower[one] for one in tree.children(verb, "aux")}
    is_said = tree.deprels[verb] == "ccomp" and "would" in helpers and not _has_condition(tree, verb)
    to_come = bool(helpers & word_list("events/future_words.txt")) or is_said
    negated = any(tree.lower[one] in word_list("events/negations.txt") for one in tree.children(verb, "advmod", "det"))
    if negated:
        refused = trigger.type in friendly() and (
            to_come or bool(helpers & word_uses()["may"]) or trigger.type in _REFUSABLE
        )
        return (trigger._replace(type="REJECT", mode=None, confidence=_REFUSED), True) if refused else (trigger, False)
    if not to_come:
        return trigger, False
    if trigger.type in _ACTS_TO_COME:
        return trigger._replace(type="AGREE", mode=None), False
    if trigger.type in _FUTURE_THREATS and not arguments.is_passive(tree, verb):
        return trigger._replace(type="THREATEN", mode=None), False
    return trigger, False
