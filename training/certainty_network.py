"""The certainty head as it is trained: the same sums as `onrecord.model.certainty`, for many events at once, and its arrays for the product."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.model.certainty import ABOVE, EDGES, LEVELS

from .certainty_events import Event


@dataclass(frozen=True)
class Sizes:
    """The sizes of the head."""

    word: int = 96  # of a word's vector
    heads: int = 6
    head: int = 16  # of one attention head
    seen: int = 24  # of what rules see
    inner: int = 96
    scales: int = 5  # gold sets, each with a number of its own; the first is the one that ships
    dropout: float = 0.3


def framed(vectors: NDArray[np.float32], frame: tuple[NDArray[np.float32], NDArray[np.float32]]) -> Tensor:
    """The vectors of all words, centred and made equally wide in every direction; a last row is nothing."""
    whole = (vectors - frame[0]) @ frame[1]
    return torch.cat([torch.from_numpy(whole), torch.zeros(1, whole.shape[1])])


def frame(vectors: NDArray[np.float32], size: int = 384) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and directions of the word vectors: as many as the encoder's state has numbers."""
    mean = vectors.mean(0)
    wide, along = np.linalg.eigh(np.cov((vectors[::3] - mean).T))
    wide, along = wide[::-1][:size], along[:, ::-1][:, :size]
    return mean, (along / np.sqrt(wide + 1e-3 * wide[0])).astype(np.float32)


def batch(words: Tensor, events: Sequence[Event], names: Mapping[str, int], kinds: int) -> dict[str, Tensor]:
    """The arrays of some events, padded; rows of `words` are the words, the last nothing."""
    width, count, nothing = max(e.words[1] - e.words[0] for e in events), len(events), len(words) - 1
    places = np.full((count, width), nothing)
    tied = np.full((count, width), ties_count(kinds) - 1)
    apart = np.full((count, width), len(EDGES))
    real = np.zeros((count, width), bool)
    above, present = np.full((count, ABOVE), nothing), np.zeros((count, ABOVE), np.float32)
    relations = np.full((count, ABOVE + 1), kinds)
    seen = [[names[name] for name in event.seen if name in names] for event in events]
    rows = np.full((count, max(1, *map(len, seen))), len(names))
    for row, event in enumerate(events):
        size = event.words[1] - event.words[0]
        places[row, :size] = np.arange(*event.words)
        tied[row, :size], apart[row, :size], real[row, :size] = event.ties, event.distances, True
        above[row, : len(event.above)], present[row, : len(event.above)] = event.above, 1
        relations[row, : len(event.relations)] = event.relations
        rows[row, : len(seen[row])] = seen[row]
    whole = {"tied": tied, "apart": apart, "real": real, "present": present, "relations": relations, "rows": rows}
    out = {name: torch.from_numpy(value) for name, value in whole.items()}
    out["own"] = words[torch.tensor([event.token for event in events])]
    out["around"], out["above"] = words[torch.from_numpy(places)], words[torch.from_numpy(above)]
    return out


def ties_count(kinds: int) -> int:
    """How many ties there are with so many relations."""
    return 1 + LEVELS * (kinds + 1) + 3


class Head(nn.Module):
    """Word vectors and what rules see → a number for each scale, and scores of the three bands."""

    def __init__(self, sizes: Sizes, names: int, kinds: int, state: int = 384) -> None:
        super().__init__()
        self.sizes = sizes
        across = sizes.heads * sizes.head
        self.word = nn.Linear(state, sizes.word)
        self.query = nn.Linear(sizes.word, across)
        self.key = nn.Linear(sizes.word, across, bias=False)
        self.value = nn.Linear(sizes.word, across, bias=False)
        self.tie = nn.Embedding(ties_count(kinds), sizes.heads)
        self.distance = nn.Embedding(2 * len(EDGES) + 1, sizes.heads)
        self.tie_value = nn.Embedding(ties_count(kinds), sizes.head)
        self.own = nn.Linear(sizes.word, sizes.inner)
        self.above = nn.ModuleList(nn.Linear(sizes.word, sizes.inner, bias=False) for _ in range(ABOVE))
        self.gathered = nn.Linear(across, sizes.inner, bias=False)
        self.relation = nn.ModuleList(
            nn.Embedding(kinds + 1, sizes.inner) for _ in range(ABOVE + 1)
        )  # the last: no word
        self.seen = nn.Embedding(names + 1, sizes.seen, padding_idx=names)
        self.seen_inner = nn.Linear(sizes.seen, sizes.inner, bias=False)
        self.seen_number = nn.Embedding(names + 1, 1, padding_idx=names)
        self.number = nn.Linear(sizes.inner, sizes.scales)
        self.bands = nn.Linear(sizes.inner, 3)
        for table in (self.tie, self.distance, self.seen_number):
            nn.init.zeros_(table.weight)
        for table in (self.tie_value, *self.relation):
            nn.init.normal_(table.weight, std=0.1)
        nn.init.normal_(self.seen.weight, std=0.03)
        with torch.no_grad():
            self.number.bias += 1.5
            self.seen.weight[names] = 0
        self.drop, self.light = nn.Dropout(sizes.dropout), nn.Dropout(0.1)

    def forward(self, b: Mapping[str, Tensor]) -> tuple[Tensor, Tensor]:
        count, heads, size = len(b["own"]), self.sizes.heads, self.sizes.head
        around = self._word(b["around"])
        own, above = self._word(b["own"]), self._word(b["above"]) * b["present"].unsqueeze(-1)
        query = self.query(own).view(count, 1, heads, size)
        scores = (query * self.key(around).view(count, -1, heads, size)).sum(-1) / size**0.5
        scores = (scores + self.tie(b["tied"]) + self.distance(b["apart"])).masked_fill(~b["real"].unsqueeze(-1), -1e4)
        share = self.drop(scores.softmax(1)).unsqueeze(-1)
        value = self.value(around).view(count, -1, heads, size) + self.tie_value(b["tied"]).unsqueeze(2)
        gathered = (share * value).sum(1).flatten(1)
        rows = b["rows"]
        if self.training:
            rows = rows.masked_fill(torch.rand(rows.shape) < 0.2, self.seen.padding_idx or 0)
        hidden = self.own(self.drop(own)) + self.gathered(self.drop(gathered))
        for level, matrix in enumerate(self.above):
            hidden = hidden + matrix(self.drop(above[:, level]))
        for level, table in enumerate(self.relation):
            hidden = hidden + self.drop(table(b["relations"][:, level]))
        hidden = self.drop(F.silu(hidden + self.seen_inner(self.drop(self.seen(rows).sum(1)))))
        return self.number(hidden) + self.seen_number(rows).sum(1), self.bands(hidden)

    def _word(self, states: Tensor) -> Tensor:
        return F.relu(self.word(self.light(states)))

    def arrays(
        self, mean: NDArray[np.float32], directions: NDArray[np.float32], names: Sequence[str]
    ) -> dict[str, NDArray[np.generic]]:
        """What ships: 16-bit numbers, the making of word vectors folded into one product."""
        get = lambda tensor: tensor.detach().numpy()  # noqa: E731
        word = (
            (directions @ get(self.word.weight).T).astype(np.float16).astype(np.float32)
        )  # the mean goes through what ships
        out = {
            "word": word, "word_bias": get(self.word.bias) - mean @ word, "tie": get(self.tie.weight), "distance": get(self.distance.weight),
            "tie_value": get(self.tie_value.weight), "query": get(self.query.weight).T, "query_bias": get(self.query.bias),
            "key": get(self.key.weight).T, "value": get(self.value.weight).T, "own": get(self.own.weight).T, "inner_bias": get(self.own.bias),
            "above": np.stack([get(one.weight).T for one in self.above]), "gathered": get(self.gathered.weight).T,
            "relation": np.stack([get(one.weight) for one in self.relation]), "seen": get(self.seen.weight)[:-1],
            "seen_inner": get(self.seen_inner.weight).T, "seen_number": get(self.seen_number.weight)[:-1, 0],
            "out": np.concatenate([get(self.number.weight)[:1], get(self.bands.weight)]).T,
            "out_bias": np.concatenate([get(self.number.bias)[:1], get(self.bands.bias)]),
        }  # fmt: skip
        packed: dict[str, NDArray[np.generic]] = {name: value.astype(np.float16) for name, value in out.items()}
        packed["word_bias"] = packed["word_bias"].astype(np.float32)
        packed["names"] = np.frombuffer("\n".join(names).encode("utf-8"), np.uint8)
        return packed
