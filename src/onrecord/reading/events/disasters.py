"""Deaths without a doer in a text about an earthquake or a crash are no attacks: "More than 1,000 people were injured." tells of violence
only where the text does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.knowledge.plover import classes
from onrecord.reading.events import arguments
from onrecord.reading.events.conditions import doers
from onrecord.reading.events.types import Told
from onrecord.reading.tree import Tree

_BACK = 6  # sentences before a telling that are looked through
_LEAD = 4  # sentences that say what a text is about


def without_disasters(tree: Tree, all_told: Iterable[Told]) -> list[Told]:
    """The tellings without harm that nobody is said to do, where what the text last told of, or tells of first, is a disaster.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.events.triggers import find_triggers
    >>> from onrecord.reading.events.types import composed
    >>> tree = Tree(analyse("An earthquake struck Nepal. At least 60 people were killed."))
    >>> without_disasters(tree, composed(tree, find_triggers(tree)))
    []
    """
    listed = list(all_told)
    disasters = _sentences(tree, [n for n, lemma in enumerate(tree.lemmas) if lemma in classes()["disaster"].lemmas])
    if not disasters:
        return listed
    violent = _sentences(
        tree, [one.trigger.token for one in listed if one.trigger.type == "ASSAULT" and not _is_harm(tree, one)]
    )
    return [one for one in listed if not (_is_harm(tree, one) and _is_of_disaster(tree, one, disasters, violent))]


def _sentences(tree: Tree, tokens: Sequence[int]) -> set[int]:
    return {tree.analysis.sentence_of(token) for token in tokens}


def _is_harm(tree: Tree, told: Told) -> bool:
    """Whether a telling says that people came to harm, and not by whom."""
    token = told.trigger.token
    if told.trigger.type != "ASSAULT" or tree.lemmas[token] not in classes()["harm_verb"].lemmas:
        return False
    return arguments.is_passive(tree, token) and not doers(tree, token)


def _is_of_disaster(tree: Tree, told: Told, disasters: set[int], violent: set[int]) -> bool:
    here = tree.analysis.sentence_of(told.trigger.token)
    for sentence in range(here, max(-1, here - _BACK), -1):
        if sentence in violent:
            return False
        if sentence in disasters:
            return True
    lead = set(range(_LEAD))
    return bool(lead & disasters) and not lead & violent
