"""Two passages read against each other: what the comparer, a model of its own, makes of a pair.

`pairs.onnx` is a BERT cross-encoder (training/pair_network.py): wordpieces of the earlier passage, then of the later one, each behind
its outlet, weekday and distance in days → a score for each kind of pair, and for every wordpiece one for standing among the words in
which the two part.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import ModelError
from onrecord.model.files import FOLDER, REMEDY, checked, session_options
from onrecord.model.tagging import softmax

LONGEST = 144
"""Wordpieces of one passage; what is longer is cut."""
_START, _STOP = "[CLS]", "[SEP]"
_LIKELY = 0.5  # of a wordpiece among the words that decide
_GAP = 12  # characters between two such words that make them one stretch

Floats = NDArray[np.floating[Any]]


class Passage(NamedTuple):
    """A passage with who published it and when."""

    text: str
    outlet: str | None = None
    published: date | None = None


class PairReading(NamedTuple):
    """The probabilities of each kind of pair, in the order of the model; and, of each passage, the characters that decide: none where no
    word stands out."""

    chances: tuple[float, ...]
    decisive: tuple[tuple[int, int] | None, tuple[int, int] | None]


class PairReader:
    """The opened model.

    Raises:
        ModelError: a file is missing, damaged, or not the one that card.json describes.
    """

    def __init__(self, folder: Path = FOLDER, threads: int = 1) -> None:
        checked(folder, "comparer")
        try:
            self._session = onnxruntime.InferenceSession(
                str(folder / "pairs.onnx"), session_options(threads), providers=["CPUExecutionProvider"]
            )
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        except Exception as error:  # onnxruntime raises types of its own
            raise ModelError(f"The model in {folder} that compares does not open: {error}.", REMEDY) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._start, self._stop = (self._tokenizer.token_to_id(mark) for mark in (_START, _STOP))

    def read(self, earlier: Passage, later: Passage) -> PairReading:
        """What the model makes of a pair."""
        days = (later.published - earlier.published).days if earlier.published and later.published else 0
        first, starts = self._cut(earlier, "")
        second, other_starts = self._cut(later, when(days))
        ids = np.array([[self._start, *first, self._stop, *second, self._stop]], dtype=np.int64)
        segments = np.zeros_like(ids)
        segments[0, len(first) + 2 :] = 1
        kinds, words = self._session.run(["kinds", "words"], {"ids": ids, "segments": segments})
        likely = 1 / (1 + np.exp(-words[0]))
        chances = tuple(softmax(kinds[0]).tolist())
        own, others = likely[1 : len(first) + 1], likely[len(first) + 2 : -1]
        return PairReading(chances, (_longest(own, starts), _longest(others, other_starts)))

    def _cut(self, passage: Passage, later: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The wordpieces of a passage and the characters of it that each covers."""
        before = introduction(passage.outlet, passage.published, later)
        text = (before + passage.text).encode("utf-8", "replace").decode("utf-8")
        found = self._tokenizer.encode(text, add_special_tokens=False)
        covers = [(start - len(before), end - len(before)) for start, end in found.offsets[:LONGEST]]
        return found.ids[:LONGEST], covers


def introduction(outlet: str | None, published: date | None, later: str) -> str:
    """What stands before a passage: who told it, on what day of the week, and how long after the other.

    >>> introduction("Echo", date(2024, 11, 5), when(2))
    'Echo, Tuesday, 2 days later: '
    """
    day = f"{published:%A}" if published else ""
    return f"{outlet or ''}, {day}{later}: "


def when(days: int) -> str:
    """How many days after the other passage one was published."""
    return f", {days} days later" if days > 0 else ", same day" if days == 0 else f", {-days} days earlier"


def _longest(likely: Sequence[float], covers: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The likeliest stretch of the passage's words that decide."""
    found: list[tuple[int, int, float]] = []
    for chance, (start, end) in zip(likely, covers, strict=True):
        if chance < _LIKELY or start < 0:
            continue
        if found and start - found[-1][1] <= _GAP:
            found[-1] = found[-1][0], end, found[-1][2] + float(chance)
        else:
            found.append((start, end, float(chance)))
    best = max(found, key=lambda one: one[2], default=None)
    return best[:2] if best else None


@cache
def pair_reader() -> PairReader:
    """The model that comes with OnRecord, opened once."""
    return PairReader()
