"""Windows of a document → the arrays that the network takes: wordpieces, their features, and where each word begins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.model.analysis import Range, Token
from onrecord.model.features import breaks, quotation, shape
from onrecord.model.windows import windows
from onrecord.model.wordpieces import Wordpieces

LIMIT, CONTEXT = 128, 32
"""Wordpieces of a window at most, and of the context that is repeated where a window begins inside a paragraph."""
_START_SHAPE = 8
_ALIKE = 0.93
"""Below this, reading a window by itself is faster than reading the padding."""

Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class View:
    """One window of one document, ready to be read: tokens `first` to `last`, those from `core` on being answered for."""

    document: int
    first: int
    core: int
    last: int
    pieces: tuple[int, ...]  # wordpiece ids with the marks of start and end
    features: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]  # shapes, breaks, quotes
    starts: tuple[int, ...]  # the place of each token's first wordpiece

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for windows that the network cannot tell apart."""
        return (self.pieces, self.features, self.starts)


def views(
    document: int, text: str, tokens: Sequence[Token], sentences: Sequence[Range], cutter: Wordpieces
) -> list[View]:
    """The windows of one document. A sentence longer than half a window is read in pieces."""
    if not tokens:
        return []
    words = [token.text for token in tokens]
    offsets = [(token.start, token.end) for token in tokens]
    pieces = cutter.cut(words)
    gaps = [n == 0 or offsets[n][0] > offsets[n - 1][1] for n in range(len(offsets))]
    before = breaks(text, offsets)
    shapes = {word: shape(word) for word in set(words)}
    units = list(_units(pieces, sentences, LIMIT // 2))
    fresh = [before[a] > 0 for a, _, _ in units]
    out = []
    for window in windows([length for _, _, length in units], fresh, LIMIT, CONTEXT):
        first, core, last = units[window.first][0], units[window.core][0], units[window.last - 1][1]
        paragraph = before[first:last]
        paragraph[0] = 2
        quotes = quotation(words[first:last], gaps[first:last], paragraph)
        ids, forms, lines, marks, starts = [cutter.start], [_START_SHAPE], [0], [0], []
        for place in range(first, last):
            starts.append(len(ids))
            one = pieces[place]
            ids.extend(one)
            count = len(one)
            if count == 1:
                forms.append(shapes[words[place]])
                lines.append(paragraph[place - first])
                marks.append(quotes[place - first])
            else:
                forms.extend([shapes[words[place]]] * count)
                lines.extend([paragraph[place - first]] + [0] * (count - 1))
                marks.extend([quotes[place - first]] * count)
        ids.append(cutter.stop)
        features = ((*forms, _START_SHAPE), (*lines, 0), (*marks, 0))
        out.append(View(document, first, core, last, tuple(ids), features, tuple(starts)))
    return out


def _units(pieces: Sequence[tuple[int, ...]], sentences: Sequence[Range], most: int) -> Iterator[tuple[int, int, int]]:
    """Sentences, or pieces of one that is too long: (first token, last token, wordpieces)."""
    for sentence in sentences:
        begin, total = sentence.first, 0
        for place in range(sentence.first, sentence.last):
            if total + len(pieces[place]) > most:
                yield begin, place, total
                begin, total = place, 0
            total += len(pieces[place])
        if total:
            yield begin, sentence.last, total


def batches(found: Sequence[View], budget: int) -> list[list[View]]:
    """Windows of nearly the same length together, at most `budget` wordpieces a batch with padding."""
    out: list[list[View]] = []
    for view in sorted(found, key=lambda one: len(one.pieces)):
        length = len(view.pieces)
        if out and length * (len(out[-1]) + 1) <= budget and len(out[-1][0].pieces) >= _ALIKE * length:
            out[-1].append(view)
        else:
            out.append([view])
    return out


def arrays(batch: Sequence[View]) -> dict[str, Whole]:
    """The network's inputs for one batch, padded with zeros."""
    longest, width = max(len(view.pieces) for view in batch), max(len(view.starts) for view in batch)
    out = {
        name: np.zeros((len(batch), longest), dtype=np.int64) for name in ("ids", "mask", "shapes", "breaks", "quotes")
    }
    out["starts"] = np.zeros((len(batch), width), dtype=np.int64)
    for row, view in enumerate(batch):
        count = len(view.pieces)
        out["ids"][row, :count] = view.pieces
        out["mask"][row, :count] = 1
        out["shapes"][row, :count], out["breaks"][row, :count], out["quotes"][row, :count] = view.features
        out["starts"][row, : len(view.starts)] = view.starts
    return out
