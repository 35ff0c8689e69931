"""Events, read off the model's scores: find the words that tell of one, then ask of each which words are its actors and recipients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model.analysis import Range, Trigger
from onrecord.model.attributions import EDGES
from onrecord.model.tagging import runs, softmax

Floats = NDArray[np.floating[Any]]
LEAST = 0.5
"""What it takes to be a trigger, of the probability that the word begins one of any type; chosen by cross-validation on PLV."""
ROLE = 0.5
"""What it takes to be a word of an actor or recipient."""


def chances(scores: Floats) -> Floats:
    """Each word's probabilities of beginning the telling of no event, of one of each type, and of being a further word of one."""
    return softmax(scores) if len(scores) else scores


def found(chances: Floats, kinds: Sequence[str], least: float = LEAST) -> list[Trigger]:
    """The triggers among words of such probabilities.

    >>> values = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.2, 0.1, 0.7], [0.8, 0.1, 0.1]])
    >>> [(one.first, one.last, one.kind, one.probability) for one in found(values, ["ASSAULT"])]
    [(1, 3, 'ASSAULT', 0.8)]
    """
    begins, best = chances[:, 1:-1].sum(axis=1), chances.argmax(axis=1)
    further = best == chances.shape[1] - 1
    out = []
    for word in np.flatnonzero(begins >= least).tolist():
        last = word + 1
        while last < len(chances) and further[last]:
            last += 1
        kind = int(chances[word, 1:-1].argmax())
        out.append(Trigger(word, last, kinds[kind], float(chances[word, 1 + kind])))
    return out


def with_roles(
    triggers: Sequence[Trigger],
    word: Floats,
    anchor: Floats,
    sentences: Sequence[tuple[int, int]],
    weights: Mapping[str, Floats],
) -> list[Trigger]:
    """The triggers with their actors and recipients, which are looked for in the trigger's own sentence."""
    out = []
    for one in triggers:
        first, last = next((s for s in sentences if s[0] <= one.first < s[1]), (one.first, one.last))
        chances = _roles(word[first:last], anchor[one.first], one.first - first, weights)
        actor, recipient = (
            tuple(Range(a + first, b + first) for a, b in runs(chances[:, role] >= ROLE)) for role in (0, 1)
        )
        out.append(one._replace(actor=actor, recipient=recipient))
    return out


def _roles(word: Floats, anchor: Floats, place: int, weights: Mapping[str, Floats]) -> Floats:
    """The probabilities of each word of a sentence to belong to the actors and to the recipients of the trigger at `place`: [words, 2]."""
    apart = np.arange(len(word)) - place
    near = np.searchsorted(EDGES, np.abs(apart), side="right")
    hidden = word + anchor + weights["event_distance"][len(EDGES) + np.where(apart < 0, -near, near)]
    inner = np.maximum(hidden, 0) @ weights["event_inner"] + weights["event_inner_bias"]
    scores = np.maximum(inner, 0) @ weights["event_out"] + weights["event_out_bias"]
    return np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))))
