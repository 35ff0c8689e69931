"""What the model's head for certainty makes of an event: it is told the names of what rules see, and `certainty/bands.tsv` says from which
probability on it is believed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.model.certainty import Presented
from onrecord.reading.tree import Tree

_SHOWN = frozenset({"aux", "aux:pass", "advmod", "det", "mark", "amod", "case", "nsubj", "cc", "cop"})
_HIGHEST = 3
BANDS = ("denied", "uncertain", "certain")
"""What an event's probabilities are of, in order."""


def presented_at(tree: Tree, token: int, found: Sequence[str], standing: str) -> Presented | None:
    """How the model takes the event at `token`; `found` are its effects, `standing` what they make of it. None where the weights have no
    head for it.

    >>> from onrecord.model.analyse import analyse
    >>> did, did_not = Tree(analyse("Rebels attacked the base.")), Tree(analyse("Rebels did not attack the base."))
    >>> presented_at(did_not, 3, ["not"], "denied/certain").number < 0 < presented_at(did, 1, [], "happened/certain").number
    True
    """
    ground = tree.analysis.certainty
    if ground is None:
        return None
    sentence = tree.analysis.sentences[tree.analysis.sentence_of(token)]
    names = seen(tree, token, found, standing)
    return ground.head.presented(ground.words, tree.heads, tree.deprels, sentence, token, names)


def band(presented: Presented) -> str:
    """Whether the model holds an event for denied, uncertain or certain.

    >>> band(Presented(2.9, (0.0, 0.1, 0.9))), band(Presented(-2.5, (0.9, 0.1, 0.0)))
    ('certain', 'denied')
    """
    least = _bands()
    denied, uncertain, _ = presented.chances
    return "denied" if denied > least["denied"] else "uncertain" if uncertain > least["uncertain"] else "certain"


def seen(tree: Tree, token: int, found: Sequence[str], standing: str) -> Iterator[str]:
    """The names of what rules see of an event: its effects, its word, and the words above and beside it; some come twice."""
    yield f"standing {standing}"
    yield f"first {found[0] if found else '-'} {tree.deprels[token]}"
    yield f"effects {' '.join(found[:3])}"
    for effect in sorted(set(found)):
        yield f"effect {effect}"
    yield f"part {tree.upos[token]}"
    yield f"lemma {tree.lemmas[token]}"
    yield f"ending {tree.lower[token][-3:]}"
    here, path = token, []
    for level in range(_HIGHEST):
        relation, head = tree.deprels[here], tree.heads[here]
        path.append(relation)
        for child in tree.children(here):
            if tree.deprels[child] in _SHOWN:
                yield f"beside {level} {tree.deprels[child]} {tree.lower[child]}"
                yield f"beside {level} {tree.deprels[child]}"
        if head < 0:
            break
        yield f"above {level} {relation} {tree.lemmas[head]}"
        yield f"above {level} {tree.lemmas[head]}"
        yield f"above {level} ending {tree.lower[head][-2:]}"
        here = head
    yield f"path {' '.join(path)}"


@cache
def _bands() -> Mapping[str, float]:
    return {name: float(least) for name, least in rows("certainty/bands.tsv", 2)}
