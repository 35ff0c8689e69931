"""What becomes of two stretches read against each other: whether they tell one happening, and where they part.

Two things are weighed: what the comparer (`model/pairs.py`) makes of the words, and what the records say (`pair_features`). A first
small model sees the records alone and spares most pairs the second, which sees both. Trained by training/pair_judge.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import numpy as np
from numpy.typing import NDArray

from onrecord.comparing.pair_features import Features, pair_features
from onrecord.comparing.tellings import Telling
from onrecord.errors import ModelError
from onrecord.model.files import FOLDER, REMEDY, checked
from onrecord.model.pairs import Passage, pair_reader
from onrecord.model.tagging import softmax
from onrecord.records import Span

Kind = Literal["agree", "bounds", "disputed-figures", "disputed-actors", "denial", "revised", "different"]
KINDS: tuple[Kind, ...] = ("agree", "bounds", "disputed-figures", "disputed-actors", "denial", "revised", "different")
"""In the order of the model's scores."""

PARTING = frozenset(("disputed-figures", "disputed-actors", "denial"))
"""Kinds of which not all can be true."""

DIFFERENT = KINDS.index("different")
_LEAST = 1e-4
HOPELESS = 0.1
"""Two stretches that are less likely one by their records alone need no reading."""

Floats = NDArray[np.floating[Any]]


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """`kind` is the likeliest, `same` how likely one happening is told; `one` and `other` are the words of the two documents in which they
    part, the earlier first."""

    kind: Kind
    probability: float
    same: float
    one: Span | None = None
    other: Span | None = None


class Judge:
    """The small models over features: weights [features, kinds] on features made to mean 0 and spread 1.

    Raises:
        ModelError: a file of the comparer is missing or damaged.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        checked(folder, "comparer")
        try:
            with np.load(folder / "pair_judge.npz") as arrays:
                self._arrays = {name: arrays[name].astype(np.float64) for name in arrays.files if name != "names"}
                self.names = bytes(arrays["names"]).decode("utf-8").split("\n")
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(f"The model in {folder} that compares does not open: {error}.", REMEDY) from error

    def by_records(self, features: Features) -> Floats:
        """The probabilities of the kinds by what the records say alone."""
        return self._of("records", self._row(features))

    def by_both(self, features: Features, chances: Sequence[float]) -> Floats:
        """The same with what the comparer made of the words."""
        return self._of("both", np.concatenate([self._row(features), np.log(np.array(chances) + _LEAST)]))

    def _row(self, features: Features) -> Floats:
        return np.array([features[name] for name in self.names])

    def _of(self, name: str, row: Floats) -> Floats:
        arrays = self._arrays
        made = (row - arrays[f"{name}_mean"]) / arrays[f"{name}_spread"]
        return softmax(made @ arrays[f"{name}_weights"] + arrays[f"{name}_bias"])


@cache
def judge() -> Judge:
    """The weights that come with OnRecord."""
    return Judge()


def promise(one: Sequence[Telling], other: Sequence[Telling]) -> tuple[float, Features]:
    """How likely two stretches tell one happening by their records alone, and what that rests on."""
    features = pair_features(one, other)
    return 1 - float(judge().by_records(features)[DIFFERENT]), features


def verdict(features: Features, one: Passage, other: Passage, starts: tuple[int, int]) -> Verdict:
    """The verdict on two stretches, the earlier first, that start at `starts` in their documents."""
    reading = pair_reader().read(one, other)
    chances = judge().by_both(features, reading.chances)
    best = int(chances.argmax())
    ours, theirs = (
        None if span is None else Span(start + span[0], start + span[1], passage.text[span[0] : span[1]])
        for start, passage, span in zip(starts, (one, other), reading.decisive, strict=True)
    )
    return Verdict(
        kind=KINDS[best], probability=round(float(chances[best]), 4), same=round(1 - float(chances[DIFFERENT]), 4),
        one=ours, other=theirs,
    )  # fmt: skip
