"""The reader's model: tokens and sentences in, `Analysis` with every head filled out."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.model import attributions, heads, tagging, triggers
from onrecord.model.analysis import Analysis, Attribution, Entity, Range, Token, Trigger
from onrecord.model.certainty import Ground
from onrecord.model.event_head import EventGround
from onrecord.model.files import FOLDER, Weights, load
from onrecord.model.inputs import View, arrays, batches, views
from onrecord.model.lemmas import lemma
from onrecord.model.state import state_of

VARIABLE = "ONRECORD_MODEL"
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
        return [filling.done(self._weights) for filling in filled]

    def _fill(self, filling: _Filling, view: View, parts: Mapping[str, Floats]) -> None:
        shift, core, last = view.first, view.core, view.last
        small, labels = self._weights.small, self._weights.labels
        filling.upos[core:last] = heads.upos(parts["upos"][core - shift :], labels.upos)
        sentences = filling.pieces(core, last, shift)
        above, relations = heads.syntax(parts, sentences, small, labels.deprels)
        filling.heads[core:last] = [head + shift if head >= 0 else -1 for head in above]
        filling.deprels[core:last] = relations
        for first, end, kind, probability in heads.entities(parts["entities"], self._entity_tags, self._entity_steps):
            if first + shift >= core:
                filling.entities.append(Entity(first + shift, end + shift, kind, probability))
        filling.attributions += [
            attributions.without_strays(_moved(one, shift), filling.ends)
            for one in heads.statements(parts, core - shift, small, self._limits)
        ]
        if "factuality" in parts:
            filling.has_factuality = True
            filling.factuality[core:last] = parts["factuality"][core - shift :, 0].clip(-3, 3).tolist()
        if self._weights.certainty is not None or self._weights.events is not None:
            state = state_of(parts, core - shift)
            if self._weights.certainty is not None:
                filling.words.append((core, self._weights.certainty.words(state)))
            if self._weights.events is not None:
                filling.deeds.append((core, self._weights.events.words(state)))
        if labels.events:
            chances = triggers.chances(parts["triggers"])
            filling.scores[core:last] = map(tuple, _of_beginnings(chances[core - shift :]).tolist())
            filling.triggers += [
                _moved_trigger(one, shift)
                for one in heads.events(chances, parts, core - shift, sentences, small, labels.events)
            ]


def _of_beginnings(chances: Floats) -> Floats:
    """Probabilities of no event and of each type; a further word of a trigger begins none."""
    out = chances[:, :-1].copy()
    out[:, 0] += chances[:, -1]
    return out


class _Filling:
    """One document while its windows come in."""

    def __init__(self, text: str, tokens: Sequence[Token], sentences: Sequence[Range]) -> None:
        self.text, self.tokens, self.sentences = text, tuple(tokens), tuple(sentences)
        self.upos = ["X"] * len(self.tokens)
        self.heads = [-1] * len(self.tokens)
        self.deprels = ["root"] * len(self.tokens)
        self.entities: list[Entity] = []
        self.attributions: list[Attribution] = []
        self.triggers: list[Trigger] = []
        self.has_factuality = False
        self.factuality = [0.0] * len(self.tokens)
        self.scores: list[tuple[float, ...]] = [()] * len(self.tokens)
        self.words: list[tuple[int, Floats]] = []
        self.deeds: list[tuple[int, Floats]] = []
        self.ends = [sentence.last for sentence in self.sentences]
        self._bounds = np.array(self.ends, dtype=np.int64)

    def pieces(self, core: int, last: int, shift: int) -> list[tuple[int, int]]:
        """The core cut at the sentence ends, in the window's token numbers."""
        ends = self._bounds[(self._bounds > core) & (self._bounds < last)].tolist()
        marks = [core, *ends, last]
        return [(a - shift, b - shift) for a, b in pairwise(marks)]

    def done(self, weights: Weights) -> Analysis:
        """The finished `Analysis`, with events and certainty where the weights have heads for them."""
        kinds, head = weights.labels.events, weights.certainty
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
            triggers=tuple(sorted(self.triggers)) if kinds else None,
            factuality=tuple(self.factuality) if self.has_factuality else None,
            trigger_kinds=kinds,
            trigger_scores=tuple(self.scores) if kinds else None,
            certainty=Ground(head, _in_order(self.words)) if head and self.words else None,
            events=EventGround(weights.events, _in_order(self.deeds)) if weights.events and self.deeds else None,
        )


def _in_order(some: Sequence[tuple[int, Floats]]) -> Floats:
    return np.concatenate([one for _, one in sorted(some, key=itemgetter(0))])


def _shifted(some: tuple[Range, ...], by: int) -> tuple[Range, ...]:
    return tuple(Range(part.first + by, part.last + by) for part in some)


def _moved(one: Attribution, by: int) -> Attribution:
    return replace(one, cue=_shifted(one.cue, by), source=_shifted(one.source, by), content=_shifted(one.content, by))


def _moved_trigger(one: Trigger, by: int) -> Trigger:
    actor, recipient = _shifted(one.actor, by), _shifted(one.recipient, by)
    return one._replace(first=one.first + by, last=one.last + by, actor=actor, recipient=recipient)


def load_model(folder: Path | None = None, threads: int = 1) -> ReaderModel:
    """The model that ships with the package, opened once for each process; or the one in `folder`, or in the folder that the environment
    variable ONRECORD_MODEL names.

    Raises ModelError where the files are missing or damaged.
    """
    return _opened(folder or Path(os.environ.get(VARIABLE) or FOLDER), threads)


@cache
def _opened(folder: Path, threads: int) -> ReaderModel:
    return ReaderModel(load(folder, threads))
