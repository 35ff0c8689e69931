"""Arc scores of a sentence → a dependency tree: the heads that score best where they form one, else the best tree (Chu-Liu-Edmonds)
under the word that loses least by being the root."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]


def heads(scores: Floats) -> NDArray[np.int64]:
    """The head of each word of one sentence, its own index at the root. `scores[child, head]`; the diagonal scores being the root.

    >>> heads(np.array([[0., 5., 0.], [0., 9., 0.], [0., 3., 8.]]))  # two roots are one too many
    array([1, 1, 1])
    """
    chosen = scores.argmax(axis=1)
    if _is_tree(chosen):
        return np.asarray(chosen, dtype=np.int64)
    elsewhere = scores.astype(np.float64).copy()
    np.fill_diagonal(elsewhere, -np.inf)
    root = int((scores.diagonal() - elsewhere.max(axis=1)).argmax())
    elsewhere[root] = -np.inf
    elsewhere[root, root] = 0.0
    chosen = elsewhere.argmax(axis=1)
    found = chosen if _is_tree(chosen) else _contract(elsewhere, root)
    return np.asarray(found, dtype=np.int64)


def _is_tree(chosen: NDArray[np.int64]) -> bool:
    count = len(chosen)
    roots = np.flatnonzero(chosen == np.arange(count))
    if len(roots) != 1:
        return False
    above = chosen
    for _ in range(max(1, count.bit_length())):  # after k rounds every word looks 2**k heads up
        above = above[above]
    return bool((above == roots[0]).all())


def _cycle(head: NDArray[np.int64], root: int) -> list[int]:
    state = [0] * len(head)
    state[root] = 2
    for start in range(len(head)):
        path, at = [], start
        while state[at] == 0:
            state[at] = 1
            path.append(at)
            at = int(head[at])
        if state[at] == 1:
            return path[path.index(at) :]
        for word in path:
            state[word] = 2
    return []


def _contract(weights: Floats, root: int) -> NDArray[np.int64]:
    """The best tree under `root`, which has no head but itself: one cycle is made into one word until none is left."""
    head = weights.argmax(axis=1)
    head[root] = root
    cycle = _cycle(head, root)
    if not cycle:
        return np.asarray(head, dtype=np.int64)
    rest = [word for word in range(len(weights)) if word not in set(cycle)]
    ring = np.array(cycle)
    kept = np.array(rest)
    new = len(rest)
    smaller = np.full((new + 1, new + 1), -np.inf)
    smaller[:new, :new] = weights[np.ix_(kept, kept)]
    out_of = weights[np.ix_(kept, ring)]  # a word of the rest hangs on the ring
    smaller[:new, new] = out_of.max(axis=1)
    into = weights[np.ix_(ring, kept)] - weights[ring, head[ring]][:, None]  # the ring hangs on a word of the rest
    smaller[new, :new] = into.max(axis=0)
    at = rest.index(root)
    smaller[at] = -np.inf
    smaller[at, at] = 0.0
    found = _contract(smaller, at)
    out = head.copy()
    for place, word in enumerate(rest):
        target = int(found[place])
        out[word] = ring[out_of[place].argmax()] if target == new else kept[target]
    entry = int(found[new])
    broken = int(into[:, entry].argmax())
    out[ring[broken]] = kept[entry]
    return np.asarray(out, dtype=np.int64)
