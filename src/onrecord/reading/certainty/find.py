"""Whether what a word tells happened: its own auxiliaries, negations and adverbs, then every word above it in the tree that has a say.

"might attack", "did not attack", "denied attacking", "threatened to attack", "if they attack", "averted an attack": what each word
does is a row of `certainty/above.tsv` or `certainty/beside.tsv`; this walks the tree and puts the effects together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows
from onrecord.reading.tree import Tree
from onrecord.records import Certainty, EventStatus

_CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "acl"})
_NOMINAL = frozenset({"obj", "obl", "nmod", "iobj"})
_SUBJECT = frozenset({"nsubj", "nsubj:pass"})
_CARRIED = ("obj", "nsubj:pass", "nsubj")
_HIGHEST = 8
_PURPOSE_CASES = frozenset({"to", "in order"})


class Judgement(NamedTuple):
    """Status of an event and the certainty of the one who asserts it."""

    status: EventStatus
    certainty: Certainty


def certainty_of(tree: Tree, token: int) -> Judgement:
    """The status of the event that the verb or noun at `token` tells.

    >>> from onrecord.model.analyse import analyse
    >>> def status(text, at):
    ...     return certainty_of(Tree(analyse(text)), at).status
    >>> status("Rebels did not attack the base.", 3), status("Rebels might attack the base.", 2), status("They averted an attack.", 3)
    ('denied', 'possible', 'denied')
    """
    judgement = Judgement("happened", "certain")
    for effect in _effects(tree, token):
        if effect == "fact":
            break
        judgement = _under(judgement, effect)
    if judgement.status == "happened" and _is_ongoing(tree, token):
        return judgement._replace(status="ongoing")
    return judgement


def _under(told: Judgement, effect: str) -> Judgement:
    """A judgement with one more word above it."""
    status, certainty = told
    if effect == "denied":
        return Judgement("happened" if status == "denied" else "denied", certainty)
    if effect == "unsaid":  # "did not say that they attacked"
        return Judgement("possible", "possible")
    if effect == "probable":
        return Judgement(status, "probable" if certainty == "certain" else certainty)
    if effect == "ongoing":
        return Judgement("ongoing" if status == "happened" else status, certainty)
    if effect == "conditional":
        return Judgement("conditional", certainty if certainty != "certain" else "possible")
    if effect == "planned":
        return (
            Judgement("planned", certainty if certainty != "certain" else "probable")
            if status in ("happened", "ongoing")
            else told
        )
    if effect == "possible":
        return Judgement("possible", "possible") if status != "conditional" else told
    return told


def _effects(tree: Tree, token: int) -> Iterator[str]:
    """What the words beside and above say, nearest first."""
    here, was_carried = token, False
    for _ in range(_HIGHEST):
        yield from _beside(tree, here)
        relation, head = tree.deprels[here], tree.heads[here]
        if head < 0:
            return
        if relation == "advcl":
            marks = {tree.lower[one] for one in tree.children(here, "mark")}
            if "to" in marks and not (marks & {"if", "unless"}):
                yield "planned"
            return
        if relation == "conj":
            if _has_own_clause(tree, here):
                here = head
                if tree.deprels[here] not in _CLAUSAL:
                    return
                relation, head = tree.deprels[here], tree.heads[here]
                if head < 0:
                    return
            else:
                here = head
                continue
        how = (
            "clause"
            if relation in _CLAUSAL
            else "noun"
            if relation in _NOMINAL
            else "subject"
            if relation in _SUBJECT
            else ""
        )
        if not how:
            return
        effect = _above(tree, head, here, how)
        if effect is None and how == "clause" and relation == "acl" and not tree.children(here, "mark"):
            return
        if effect is not None:
            yield effect
        negated = any(one == "denied" for one in _negations(tree, head))
        if effect == "report" and negated:
            yield "unsaid"
            return
        if (
            effect in ("possible", "planned")
            and negated
            and tree.lemmas[head] not in ("think", "believe", "want", "expect")
        ):
            yield "possible"
            return
        if how == "noun" and effect is None and relation != "obj":
            return
        if how == "subject" and effect is None and was_carried:
            return
        was_carried = True
        here = head
        if tree.upos[here] not in ("VERB", "AUX", "NOUN", "ADJ"):
            return


def _has_own_clause(tree: Tree, token: int) -> bool:
    return bool(tree.children(token, "nsubj", "nsubj:pass", "aux", "mark"))


def _above(tree: Tree, head: int, below: int, how: str) -> str | None:
    particle = tree.child(head, "compound:prt")
    names = (
        [tree.lemmas[head]] if particle is None else [f"{tree.lemmas[head]}_{tree.lower[particle]}", tree.lemmas[head]]
    )
    wanted = [how]
    if how == "noun" and tree.children(head, "nsubj:pass") == [below]:
        wanted.append("subject")
    if tree.deprels[below] == "nsubj:pass":
        wanted.append("noun")  # "talks were cancelled"
    for name in names:
        for way in wanted:
            effect = _table("above").get((way, name))
            if effect is not None:
                return effect
    return None


def _beside(tree: Tree, token: int) -> Iterator[str]:
    """What auxiliaries, adverbs, adjectives, conjunctions and determiners of a word say."""
    table = _table("beside")
    found = []
    for child in tree.children(token):
        relation = tree.deprels[child]
        way = (
            "aux" if relation.startswith("aux") else "adverb" if relation == "advmod" else "adjective" if relation == "amod"
            else "mark" if relation == "mark" else "determiner" if relation in ("det", "cc:preconj") else ""
        )  # fmt: skip
        effect = table.get((way, tree.lower[child])) if way else None
        if effect is not None:
            found.append((way, effect))
    # "not" is inside "may": "may not attack" leaves it open
    yield from (effect for way, effect in sorted(found, key=lambda pair: (pair[0] == "mark", pair[1] != "denied")))


def _negations(tree: Tree, token: int) -> Iterator[str]:
    return (effect for effect in _beside(tree, token) if effect == "denied")


def _is_ongoing(tree: Tree, token: int) -> bool:
    """ "Is attacking": present progressive."""
    if not tree.lower[token].endswith("ing"):
        return False
    return any(tree.lower[one] in ("is", "are", "'s", "’s", "'re", "’re", "am") for one in tree.children(token, "aux"))


@cache
def _table(name: str) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = defaultdict(str)
    for effect, way, words in rows(f"certainty/{name}.tsv", 3):
        for word in words.split():
            found.setdefault((way, word), effect)
    return dict(found)
