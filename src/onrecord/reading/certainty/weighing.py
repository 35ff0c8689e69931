"""How certain it is that an event happened or will, as a number from -3 (certainly not) to 3: what the words around it say, weighed.

The weights of `certainty/weights.tsv` are fitted by `python benchmarks/factuality.py DEV --fit TRAIN` on the training half of the
University of Washington's factuality set (Lee et al. 2015), once with the number that the model gives a word and once without, for
models that give none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.model.certainty import Presented
from onrecord.reading.tree import Tree

_SHOWN = frozenset({"aux", "aux:pass", "advmod", "det", "mark", "amod", "case", "nsubj", "cc", "cop"})
_HIGHEST = 3
_MOST = 3.0


def number_of(tree: Tree, token: int, found: Sequence[str], standing: str) -> float:
    """The number of the event at `token`; `found` are its effects, `standing` what they make of it.

    >>> from onrecord.model.analyse import analyse
    >>> did, did_not = Tree(analyse("Rebels attacked the base.")), Tree(analyse("Rebels did not attack the base."))
    >>> number_of(did_not, 3, ["not"], "denied/certain") < 0 < number_of(did, 1, [], "happened/certain")
    True
    """
    presented = presented_at(tree, token, found, standing)
    if presented is not None:
        return presented.number
    column = 0 if tree.analysis.factuality is None else 1
    weights = _weights()
    weighed = (
        weights[name][column] * value for name, value in features(tree, token, found, standing) if name in weights
    )
    return max(-_MOST, min(_MOST, sum(weighed)))


def presented_at(tree: Tree, token: int, found: Sequence[str], standing: str) -> Presented | None:
    """How the model's head for certainty takes the event at `token`; None where the weights have none."""
    ground = tree.analysis.certainty
    if ground is None:
        return None
    sentence = tree.analysis.sentences[tree.analysis.sentence_of(token)]
    names = seen(tree, token, found, standing)
    return ground.head.presented(ground.words, tree.heads, tree.deprels, sentence, token, names)


def features(tree: Tree, token: int, found: Sequence[str], standing: str) -> Iterator[tuple[str, float]]:
    """What is weighed: the model's number and whatever is `seen`."""
    yield "1", 1.0
    yield from _numbers(tree, token, standing)
    yield from ((name, 1.0) for name in seen(tree, token, found, standing))


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


def _numbers(tree: Tree, token: int, standing: str) -> Iterator[tuple[str, float]]:
    """The model's number of the word, bent at whole numbers, and those of the words around it."""
    numbers = tree.analysis.factuality
    if numbers is None:
        return
    own, head = numbers[token], tree.heads[token]
    yield "model", own
    for most in (0, 1, 2):
        yield f"model to {most}", min(most, own)
    yield f"model {standing.partition('/')[0]}", own
    if head >= 0:
        yield "model above", numbers[head]
    sentence = tree.analysis.sentences[tree.analysis.sentence_of(token)]
    yield "model sentence", sum(numbers[sentence.first : sentence.last]) / max(1, sentence.last - sentence.first)


@cache
def _weights() -> Mapping[str, tuple[float, float]]:
    return {name: (float(without), float(given)) for name, without, given in rows("certainty/weights.tsv", 3)}
