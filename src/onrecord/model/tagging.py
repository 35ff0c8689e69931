"""Scores of a BIO head → labelled spans, by the best path that the scheme allows."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]
_SURELY_OUTSIDE = 0.97


def softmax(values: Floats) -> Floats:
    """Probabilities along the last axis."""
    shifted = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True))


def runs(chosen: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The stretches of true values: (first, last), `last` excluded.

    >>> runs(np.array([True, False, True, True]))
    [(0, 1), (2, 4)]
    """
    out: list[tuple[int, int]] = []
    first = last = -1
    for word in np.flatnonzero(chosen).tolist():
        if word != last:
            if last > first:
                out.append((first, last))
            first = word
        last = word + 1
    if last > first:
        out.append((first, last))
    return out


def allowed(tags: tuple[str, ...]) -> NDArray[np.bool_]:
    """[from, to]: an I may follow only the B or the I of its own kind.

    >>> allowed(("O", "B-x", "I-x")).astype(int).tolist()
    [[1, 1, 0], [1, 1, 1], [1, 1, 1]]
    """
    return np.array([[to[0] != "I" or (of != "O" and of[2:] == to[2:]) for to in tags] for of in tags])


def best_path(logs: Floats, steps: NDArray[np.bool_]) -> list[int]:
    """The likeliest tags of one stretch of words, given log-probabilities [words, tags]; no stretch begins with an I."""
    barred = np.where(steps, 0.0, -1e9)
    score = logs[0] + barred[0]
    back = np.zeros(logs.shape, dtype=np.int64)
    for word in range(1, len(logs)):
        paths = score[:, None] + barred
        back[word] = paths.argmax(axis=0)
        score = paths.max(axis=0) + logs[word]
    out = [int(score.argmax())]
    for word in range(len(logs) - 1, 0, -1):
        out.append(int(back[word, out[-1]]))
    return out[::-1]


def spans(values: Floats, tags: tuple[str, ...], steps: NDArray[np.bool_]) -> list[tuple[int, int, str, float]]:
    """Labelled spans with their mean probability: (first, last, kind, probability), `last` excluded.

    >>> values = np.log(np.array([[.9, .05, .05], [.1, .8, .1], [.1, .1, .8]]))
    >>> tags = ("O", "B-x", "I-x")
    >>> [(a, b, kind, round(p, 2)) for a, b, kind, p in spans(values, tags, allowed(tags))]
    [(1, 3, 'x', 0.9)]
    """
    if not len(values):
        return []
    chances = softmax(values)
    doubtful = np.flatnonzero(chances[:, 0] < _SURELY_OUTSIDE)
    out: list[tuple[int, int, str, float]] = []
    for stretch in np.split(doubtful, np.flatnonzero(np.diff(doubtful) > 1) + 1):
        if not len(stretch):
            continue
        first = int(stretch[0])
        inside = chances[first : int(stretch[-1]) + 1]
        path = inside.argmax(axis=1).tolist()
        if tags[path[0]][0] == "I" or not all(steps[a, b] for a, b in pairwise(path)):
            path = best_path(np.log(inside + 1e-9), steps)
        begin = -1
        for word in range(len(path) + 1):
            tag = tags[path[word]] if word < len(path) else "O"
            if begin >= 0 and tag[0] != "I":
                kind = tags[path[begin]][2:]
                own = [n for n, name in enumerate(tags) if name[2:] == kind and name != "O"]
                out.append((first + begin, first + word, kind, float(inside[begin:word, own].sum(axis=1).mean())))
                begin = -1
            if tag[0] == "B":
                begin = word
    return out
