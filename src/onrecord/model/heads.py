"""The network's outputs for one window → tags, tree, entities and attributions of its core, in the window's own token numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model import attributions, tagging, trees, triggers
from onrecord.model.analysis import Attribution, Trigger

Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class LabelSets:
    """The labels of the heads, as the card of the weights lists them."""

    upos: tuple[str, ...]
    deprels: tuple[str, ...]
    entities: tuple[str, ...]
    politics: tuple[str, ...]
    events: tuple[str, ...] = ()  # the first version of the weights had no event heads


def upos(scores: Floats, labels: Sequence[str]) -> list[str]:
    """One part of speech for each word."""
    return [labels[tag] for tag in scores.argmax(axis=-1)]


def syntax(
    parts: Mapping[str, Floats],
    sentences: Sequence[tuple[int, int]],
    weights: Mapping[str, Floats],
    labels: Sequence[str],
) -> tuple[list[int], list[str]]:
    """Heads (-1 at a root) and labels of the words of the given sentences, which follow one another."""
    found: list[NDArray[np.int64]] = []
    first = sentences[0][0]
    for a, b in sentences:
        scores = parts["arc_child"][a:b] @ parts["arc_head"][a:b].T + parts["arc_bias"][a:b, 0][None, :]
        found.append(trees.heads(scores) + a)
    above = np.concatenate(found)
    words = np.arange(first, first + len(above))
    child, head = parts["label_child"][words], parts["label_head"][above]
    scores = np.concatenate([child, head, child * head], axis=1) @ weights["label"] + weights["label_bias"]
    root = labels.index("root")
    is_root = above == words
    scores[:, root] = np.where(is_root, 1e9, -1e9)
    names = [labels[n] for n in scores.argmax(axis=1)]
    return [-1 if alone else int(h) for alone, h in zip(is_root, above, strict=True)], names


def entities(scores: Floats, labels: tuple[str, ...], steps: NDArray[np.bool_]) -> list[tuple[int, int, str, float]]:
    """Labelled spans of words with their probability."""
    return tagging.spans(scores, labels, steps)


def statements(
    parts: Mapping[str, Floats], core: int, weights: Mapping[str, Floats], limits: attributions.Thresholds
) -> list[Attribution]:
    """The attributions whose cue lies in the core."""
    return attributions.read(parts["flat"], parts["role_word"], parts["role_anchor"], core, weights, limits)


def events(
    chances: Floats,
    parts: Mapping[str, Floats],
    core: int,
    sentences: Sequence[tuple[int, int]],
    weights: Mapping[str, Floats],
    kinds: Sequence[str],
) -> list[Trigger]:
    """The events whose trigger lies in the core, of the given sentences; `chances` are `triggers.chances` of the window's words."""
    found = [one for one in triggers.found(chances, kinds) if one.first >= core]
    return triggers.with_roles(found, parts["event_word"], parts["event_anchor"], sentences, weights)
