"""Who said what, read off the model's scores: find the cues, then ask of each which words are its source and its content.

A word with a high probability of beginning a cue is an *anchor*. For every anchor each word of the window gets a role from a small
network over the word's vector, the anchor's vector and their distance, so that linking is part of reading and not a rule.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model.analysis import Attribution, Range
from onrecord.model.tagging import runs, softmax

Floats = NDArray[np.floating[Any]]
EDGES = np.array((1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129))
"""Distances in words at which a new bucket begins, on either side of the anchor (as in training)."""
OUTSIDE, SOURCE, CUE, CONTENT = range(4)
_CLAIMED, _CUE_LIKE, _STRAY = 0.5, 0.4, 3
_OUTSIDE_WEIGHT = 1.3
"""Roles are left rather than taken in doubt: relation F1 on PolNeAR dev .735 → .738 (python -m training.evaluate)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What it takes to be answered, of the anchor's probability and of the product of all three; measured on PolNeAR dev."""

    anchor: float = 0.2
    accept: float = 0.35


def anchors(tags: Floats, core: int, least: float) -> list[int]:
    """Words from `core` on that may begin a cue, given each word's probabilities of no cue, of its beginning, of its inside.

    A stretch of words that are probably of a cue, none of which is sure to begin it, gives its likeliest beginning.

    >>> anchors(np.array([[0.9, 0.1, 0.0], [0.3, 0.6, 0.1], [0.8, 0.1, 0.1], [0.6, 0.15, 0.25], [0.4, 0.1, 0.5]]), 0, 0.2)
    [1, 3]
    """
    begins = tags[:, 1]
    found = set(np.flatnonzero(begins >= least).tolist())
    stretches = np.flatnonzero(1 - tags[:, 0] >= _CUE_LIKE)
    for stretch in np.split(stretches, np.flatnonzero(np.diff(stretches) > 1) + 1):
        if len(stretch) and found.isdisjoint(stretch.tolist()):
            found.add(int(stretch[begins[stretch].argmax()]))
    return sorted(word for word in found if word >= core)


def role_scores(word: Floats, anchor: Floats, at: NDArray[np.int64], weights: Mapping[str, Floats]) -> Floats:
    """Probabilities of being outside, source, cue and content: [anchors, words, 4]."""
    inner = np.empty((len(at), len(word), weights["role_inner"].shape[1]), dtype=np.float32)
    apart = np.arange(-len(word), len(word))
    near = np.searchsorted(EDGES, np.abs(apart), side="right")
    distance = weights["distance"][len(EDGES) + np.where(apart < 0, -near, near)]
    for number, place in enumerate(at.tolist()):  # one at a time stays in the processor's cache
        hidden = word + anchor[place]
        hidden += distance[len(word) - place : 2 * len(word) - place]
        np.maximum(hidden, 0, out=hidden)
        np.matmul(hidden, weights["role_inner"], out=inner[number])
    inner += weights["role_inner_bias"]
    np.maximum(inner, 0, out=inner)
    labels = softmax(inner @ weights["role_out"] + weights["role_out_bias"])
    kinds = np.concatenate([labels[:, :, :1] * _OUTSIDE_WEIGHT, labels[:, :, 1::2] + labels[:, :, 2::2]], axis=-1)
    return np.asarray(kinds / kinds.sum(axis=-1, keepdims=True))


def one(chances: Floats, anchor: int, of_cue: Floats) -> Attribution | None:
    """The attribution of one anchor from each word's probabilities of being outside, source, cue and content [words, 4] and of being of
    some cue; None where it has no content."""
    chosen = chances.argmax(axis=1)
    content = runs(chosen == CONTENT)
    if not content:
        return None
    cues = [run for run in runs(chosen == CUE) if run[0] <= anchor < run[1]] or [(anchor, anchor + 1)]
    sources = runs(chosen == SOURCE)
    source: tuple[Range, ...] = ()
    if sources:
        first, last = max(sources, key=lambda run: float(chances[run[0] : run[1], SOURCE].sum()))
        source, source_sure = (Range(first, last),), float(chances[first:last, SOURCE].mean())
    else:
        source_sure = 1 - float(chances[:, SOURCE].max())
    return Attribution(
        cue=(Range(*cues[0]),),
        source=source,
        content=tuple(Range(*run) for run in content),
        probability=float(of_cue[cues[0][0] : cues[0][1]].mean()),
        source_probability=source_sure,
        content_probability=float(chances[chosen == CONTENT, CONTENT].mean()),
    )


def read(
    flat: Floats, word: Floats, anchor: Floats, core: int, weights: Mapping[str, Floats], limits: Thresholds
) -> list[Attribution]:
    """The attributions of one window whose anchors lie from word `core` on; token indices count from the window's first word."""
    tags = softmax(flat[:, 3:6])
    found = anchors(tags, core, limits.anchor)
    if not found:
        return []
    at, of_cue = np.array(found), 1 - tags[:, 0]
    chances = role_scores(word, anchor, at, weights)
    compete(chances, of_cue[at] + tags[at, 1])
    read = [one(chances[n], at_word, of_cue) for n, at_word in enumerate(found)]
    return disjoint([item for item in read if item is not None], limits)


def without_strays(found: Attribution, ends: Sequence[int]) -> Attribution:
    """The attribution without contents of one or two words in another sentence than its longest; `ends` are the sentences' ends, sorted.

    >>> long, stray = Range(0, 5), Range(8, 9)
    >>> without_strays(Attribution((Range(6, 7),), (), (long, stray), 0.9, 0.9, 0.9), [7, 12]).content
    (Range(first=0, last=5),)
    """
    if len(found.content) == 1:
        return found
    longest = max(found.content, key=lambda part: part.last - part.first)
    if longest.last - longest.first < _STRAY:
        return found
    home = bisect_right(ends, longest.first)
    kept = [
        part for part in found.content if part.last - part.first >= _STRAY or bisect_right(ends, part.first) == home
    ]
    return replace(found, content=tuple(kept))


def compete(chances: Floats, strength: Floats) -> None:
    """Where several anchors claim a word as content, leave it to one of them: no content for the others. Changes `chances` in place."""
    content = chances[:, :, CONTENT]
    winner = (content * strength[:, None] ** 2).argmax(axis=0)
    loses = (winner != np.arange(len(chances))[:, None]) & (content.max(axis=0) > _CLAIMED)
    chances[loses, CONTENT] = 0


def _total(one: Attribution) -> float:
    return one.probability * one.content_probability * one.source_probability


def disjoint(found: list[Attribution], limits: Thresholds) -> list[Attribution]:
    """The best of attributions that compete for the same words: no word is the content of two."""
    taken: set[int] = set()
    out: list[Attribution] = []
    for item in sorted(found, key=lambda one: -_total(one)):
        words = {word for part in item.content for word in range(*part)}
        if _total(item) < limits.accept or len(words & taken) * 2 > len(words):
            continue
        cue = {word for part in item.cue for word in range(*part)}
        if any(cue & {word for part in other.cue for word in range(*part)} for other in out):
            continue
        taken |= words
        out.append(item)
    return sorted(out, key=lambda one: one.content[0].first)
