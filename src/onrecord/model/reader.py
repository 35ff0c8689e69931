"""The reader's model: tokens and sentences in, `Analysis` with every head filled out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model import attributions, heads, tagging
from onrecord.model.analysis import Analysis, Attribution, Entity, Range, Token
from onrecord.model.files import FOLDER, Weights, load
from onrecord.model.inputs import View, arrays, batches, views
from onrecord.model.lemmas import lemma

Floats = NDArray[np.floating[Any]]
Laid = tuple[str, Sequence[Token], Sequence[Range]]
_BUDGET = 640
"""Wordpieces of one forward pass: faster than larger ones, whose activations leave the cache."""
_AT_ONCE = 32
"""Documents whose windows are packed together."""


def bio(kinds: Sequence[str]) -> tuple[str, ...]:
    """The tags of a BIO head, in the order of its scores."""
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))


class ReaderModel:
    """Reads laid-out texts: `analyse` one, `analyse_many` packed by length, equal windows once."""

    def __init__(self, weights: Weights, limits: attributions.Thresholds | None = None) -> None:
        self._weights = weights
        self._limits = limits or attributions.Thresholds()
        self._entity_tags = bio(weights.labels.entities)
        self._entity_steps = tagging.allowed(self._entity_tags)

    @property
    def version(self) -> str:
        """The version of the weights, from their card."""
        return self._weights.version

    def analyse(self, text: str, tokens: Sequence[Token], sentences: Sequence[Range]) -> Analysis:
        """The `Analysis` of one text with all heads filled."""
        return self.analyse_many([(text, tokens, sentences)])[0]

    def analyse_many(self, laid: Sequence[Laid]) -> list[Analysis]:
        """One `Analysis` for each (text, tokens, sentences), in order."""
        out: list[Analysis] = []
        for start in range(0, len(laid), _AT_ONCE):
            out += self._some(laid[start : start + _AT_ONCE])
        return out

    def _some(self, laid: Sequence[Laid]) -> list[Analysis]:
        found = [
            view
            for n, (text, tokens, sentences) in enumerate(laid)
            for view in views(n, text, tokens, sentences, self._weights.cutter)
        ]
        same: dict[tuple[object, ...], list[View]] = defaultdict(list)
        for view in found:
            same[view.key].append(view)
        filled = [_Filling(text, tokens, sentences) for text, tokens, sentences in laid]
        for batch in batches([equal[0] for equal in same.values()], _BUDGET):
            scores = self._weights.run(arrays(batch))
            for row, first in enumerate(batch):
                parts = {name: values[row, : len(first.starts)] for name, values in scores.items()}
                for view in same[first.key]:
                    self._fill(filled[view.document], view, parts)
        return [filling.done() for filling in filled]

    def _fill(self, filling: _Filling, view: View, parts: Mapping[str, Floats]) -> None:
        shift, core, last = view.first, view.core, view.last
        small, labels = self._weights.small, self._weights.labels
        filling.upos[core:last] = heads.upos(parts["upos"][core - shift :], labels.upos)
        above, relations = heads.syntax(parts, filling.pieces(core, last, shift), small, labels.deprels)
        filling.heads[core:last] = [head + shift if head >= 0 else -1 for head in above]
        filling.deprels[core:last] = relations
        for first, end, kind, probability in heads.entities(parts["entities"], self._entity_tags, self._entity_steps):
            if first + shift >= core:
                filling.entities.append(Entity(first + shift, end + shift, kind, probability))
        filling.attributions += [
            attributions.without_strays(_moved(one, shift), filling.ends)
            for one in heads.statements(parts, core - shift, small, self._limits)
        ]


class _Filling:
    """One document while its windows come in."""

    def __init__(self, text: str, tokens: Sequence[Token], sentences: Sequence[Range]) -> None:
        self.text, self.tokens, self.sentences = text, tuple(tokens), tuple(sentences)
        self.upos = ["X"] * len(self.tokens)
        self.heads = [-1] * len(self.tokens)
        self.deprels = ["root"] * len(self.tokens)
        self.entities: list[Entity] = []
        self.attributions: list[Attribution] = []
        self.ends = [sentence.last for sentence in self.sentences]
        self._bounds = np.array(self.ends, dtype=np.int64)

    def pieces(self, core: int, last: int, shift: int) -> list[tuple[int, int]]:
        """The core cut at the sentence ends, in the window's token numbers."""
        ends = self._bounds[(self._bounds > core) & (self._bounds < last)].tolist()
        marks = [core, *ends, last]
        return [(a - shift, b - shift) for a, b in pairwise(marks)]

    def done(self) -> Analysis:
        """The finished `Analysis`."""
        return Analysis(
            text=self.text,
            tokens=self.tokens,
            sentences=self.sentences,
            upos=tuple(self.upos),
            heads=tuple(self.heads),
            deprels=tuple(self.deprels),
            lemmas=tuple(lemma(token.text, tag) for token, tag in zip(self.tokens, self.upos, strict=True)),
            entities=tuple(sorted(self.entities)),
            attributions=tuple(sorted(self.attributions, key=lambda one: one.content[0].first)),
        )


def _moved(one: Attribution, by: int) -> Attribution:
    def ranges(some: tuple[Range, ...]) -> tuple[Range, ...]:
        return tuple(Range(part.first + by, part.last + by) for part in some)

    return replace(one, cue=ranges(one.cue), source=ranges(one.source), content=ranges(one.content))


@cache
def load_model(folder: Path = FOLDER, threads: int = 1) -> ReaderModel:
    """The model that ships with the package (or the one in `folder`), opened once for each process.

    Raises ModelError where the files are missing or damaged.
    """
    return ReaderModel(load(folder, threads))
