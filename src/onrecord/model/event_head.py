"""How far the model believes that a word tells an event of the type that the rules give it, read off the encoder's vectors of the word and
of the word above it.

`EventHead.words` folds the encoder's state of each word (`state.py`) into two short vectors.
Trained by `training/event_head.py` on sentences of real news with every event labelled; the arrays are `events.npz` beside the model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model.tagging import softmax

Floats = NDArray[np.floating[Any]]
NOTHING = "-"


@dataclass(frozen=True)
class EventHead:
    """The weights, opened: several small networks side by side, whose answers are averaged."""

    weights: Mapping[str, Floats]
    types: Mapping[str, int]

    @classmethod
    def load(cls, path: Path) -> EventHead:
        """The head in a file."""
        with np.load(path) as arrays:
            weights = {name: arrays[name].astype(np.float32) for name in arrays.files if name != "types"}
            types = bytes(arrays["types"]).decode("utf-8").split("\n")
        return cls(weights, {name: n for n, name in enumerate(types)})

    def words(self, state: Floats) -> Floats:
        """Two short vectors for each word side by side: what it adds as an event's own word, and as the word above one."""
        return np.asarray(state @ self.weights["words"])

    def chance(self, words: Floats, heads: Sequence[int], token: int, kind: str) -> float | None:
        """The probability that the word at `token` tells an event of the type `kind`, which the rules give it; None for a type of which the
        head has seen too few."""
        small, number, width = self.weights, self.types[kind], len(self.weights["bias"])
        if not small["taught"][number]:
            return None
        hidden = words[token, :width] + small["rule"][number] + small["bias"]
        if heads[token] >= 0:
            hidden = hidden + words[heads[token], width:] - small["above_mean"]
        scores = np.maximum(hidden, 0) @ small["out"] + small["rule_out"][number] + small["out_bias"]
        return float(softmax(scores[None])[0, number])


@dataclass(frozen=True, eq=False)
class EventGround:
    """A text's word vectors with the head that reads them."""

    head: EventHead
    words: Floats
