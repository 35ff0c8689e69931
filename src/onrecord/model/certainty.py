"""How certainly a text presents an event as a fact, read off the encoder's vectors of the event's word and of the words around it.

`CertaintyHead.words` folds the encoder's state of each word (`state.py`) into one short vector. For one event the head looks at its word, at the two words above it in the tree and, with attention, at every word of
its sentence, told how each hangs on the event (`ties`) and how far away it stands (`distances`). What rules see of the event comes in by
name. Trained by `training/certainty_head.py`; the arrays are `certainty.npz` beside the model.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from onrecord.model.analysis import Range
from onrecord.model.tagging import softmax

Floats = NDArray[np.floating[Any]]
Whole = NDArray[np.int64]
EDGES = np.array((1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33))
"""Distances in words at which a new class begins, on either side of the event."""
REACH = 40
"""Words to either side that are looked at, of the event's sentence."""
LEVELS = 4
"""Words from the event's own upwards whose children are told apart by their relation."""
ABOVE = 2
_HIGHEST = 12
_MOST = 3.0


class Presented(NamedTuple):
    """How an event is presented: a number from -3 (certainly not so) to 3 (certainly so), and the probabilities that it did not happen,
    that it is uncertain, and that it happened or will."""

    number: float
    chances: tuple[float, float, float]


def ties(heads: Sequence[int], deprels: Sequence[str], kinds: Mapping[str, int], token: int, words: Range) -> Whole:
    """How each of `words` hangs on the event at `token`, as a number: 0 itself, 1 to 4 above it, then children of each of these by the
    number of their relation in `kinds`, children's children of the event and of the word above it, and last all others.

    >>> kinds = {"nsubj": 0, "det": 1, "obj": 2}
    >>> ties([1, -1, 3, 1], ["nsubj", "root", "det", "obj"], kinds, 1, Range(0, 4)).tolist()  # children of the event: 5 + their relation
    [5, 0, 17, 7]
    """
    above = [token]
    while heads[above[-1]] >= 0 and len(above) < _HIGHEST:
        above.append(heads[above[-1]])
    level = {word: min(LEVELS, place) for place, word in enumerate(above)}
    further = 1 + LEVELS * (len(kinds) + 1)
    second = above[1] if len(above) > 1 else -1
    out = []
    for word in range(words.first, words.last):
        head = heads[word]
        if word in level:
            tie = level[word]
        elif head < 0:
            tie = further + 2
        elif level.get(head, LEVELS) < LEVELS and deprels[word] in kinds:
            tie = 1 + LEVELS + level[head] * len(kinds) + kinds[deprels[word]]
        else:
            tie = further + (0 if heads[head] == token else 1 if heads[head] == second >= 0 else 2)
        out.append(tie)
    return np.array(out, dtype=np.int64)


def distances(token: int, words: Range) -> Whole:
    """The class of each word's distance from `token`.

    >>> distances(2, Range(0, 6)).tolist()
    [9, 10, 11, 12, 13, 14]
    """
    apart = np.arange(words.first, words.last) - token
    near = np.searchsorted(EDGES, np.abs(apart), side="right")
    return len(EDGES) + np.where(apart < 0, -near, near)


def window(token: int, sentence: Range) -> Range:
    """The words of a sentence that are looked at."""
    return Range(max(sentence.first, token - REACH), min(sentence.last, token + REACH + 1))


@dataclass(frozen=True)
class CertaintyHead:
    """The weights, opened."""

    weights: Mapping[str, Floats]
    names: Mapping[str, int]
    relations: Mapping[str, int]

    @classmethod
    def load(cls, path: Path, relations: Sequence[str]) -> CertaintyHead:
        """The head in a file; `relations` are the labels of the tree."""
        with np.load(path) as arrays:
            weights = {name: arrays[name].astype(np.float32) for name in arrays.files if name != "names"}
            names = bytes(arrays["names"]).decode("utf-8").split("\n")
        for name in ("key", "value"):
            weights[name] = _by_head(weights[name], weights["tie"].shape[1])
        return cls(weights, {name: n for n, name in enumerate(names)}, {name: n for n, name in enumerate(relations)})

    def words(self, state: Floats) -> Floats:
        """One short vector for each word, of the encoder's state of it."""
        return np.asarray(np.maximum(state @ self.weights["word"] + self.weights["word_bias"], 0))

    def presented(
        self,
        words: Floats,
        heads: Sequence[int],
        deprels: Sequence[str],
        sentence: Range,
        token: int,
        seen: Iterable[str],
    ) -> Presented:
        """How the event at `token` is presented; `words` are the vectors of all words, `seen` the names of what rules see of it."""
        small = self.weights
        rows = [self.names[name] for name in seen if name in self.names]
        hidden = self._around(words, heads, deprels, window(token, sentence), token)
        here = token
        for level in range(ABOVE + 1):
            relation = deprels[here] if here >= 0 else ""
            hidden += small["relation"][level, self.relations.get(relation, len(self.relations))]
            here = heads[here] if here >= 0 else -1
            if here >= 0 and level < ABOVE:
                hidden += words[here] @ small["above"][level]
        hidden += small["seen"][rows].sum(axis=0) @ small["seen_inner"]
        hidden *= 1 / (1 + np.exp(-hidden))
        out = hidden @ small["out"] + small["out_bias"]
        number = float(out[0] + small["seen_number"][rows].sum())
        denied, uncertain, certain = softmax(out[1:]).tolist()
        return Presented(max(-_MOST, min(_MOST, number)), (denied, uncertain, certain))

    def _around(self, words: Floats, heads: Sequence[int], deprels: Sequence[str], near: Range, token: int) -> Floats:
        """What the event's own word and, by attention, its sentence add to the inner layer."""
        small = self.weights
        tied = ties(heads, deprels, self.relations, token, near)
        own, around = words[token], words[near.first : near.last]
        count, size = small["tie"].shape[1], small["tie_value"].shape[1]
        query = (own @ small["query"] + small["query_bias"]).reshape(count, size, 1)
        sought = (small["key"] @ query)[:, :, 0] / np.sqrt(np.float32(size))
        share = softmax(sought @ around.T + (small["tie"][tied] + small["distance"][distances(token, near)]).T)
        value = ((share @ around)[:, None, :] @ small["value"])[:, 0]
        gathered = (value + share @ small["tie_value"][tied]).reshape(-1)
        return np.asarray(own @ small["own"] + gathered @ small["gathered"] + small["inner_bias"])


def _by_head(matrix: Floats, count: int) -> Floats:
    """A product of so many attention heads side by side, one under another."""
    return np.ascontiguousarray(matrix.reshape(len(matrix), count, -1).transpose(1, 0, 2))


@dataclass(frozen=True, eq=False)
class Ground:
    """A text's word vectors with the head that reads them."""

    head: CertaintyHead
    words: Floats
