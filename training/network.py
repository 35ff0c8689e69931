"""The network: a small BERT encoder with extra word features, and the heads that read it, one vector for each word."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.model.features import BREAKS, QUOTES, SHAPES

from .labels import DEPRELS, ENTITIES, FACTUALITY, POLITICS, ROLES, TRIGGERS, UPOS, bio


@dataclass
class Shape:
    """The sizes of the network; they go into the model's card."""

    layers: int = 6
    width: int = 384
    attention_heads: int = 12
    attention_size: int = 32  # of one head
    inner: int = 1536
    vocabulary: int = 30522
    positions: int = 512
    arc: int = 128
    label: int = 96
    role: int = 224
    role_inner: int = 64
    reach: int = 20  # number of distance buckets on each side
    event: int = 96
    event_inner: int = 32

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


EDGES = (1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129)
"""Distances in words at which a new bucket begins, on either side of the anchor."""


def bucket(distance: Tensor) -> Tensor:
    """Signed distances → bucket numbers from 0 to 2·len(EDGES)."""
    edges = torch.tensor(EDGES)
    near = torch.bucketize(distance.abs(), edges, right=True)
    return len(EDGES) + torch.where(distance < 0, -near, near)


class Layer(nn.Module):
    """One encoder layer, normalised after each part as in BERT."""

    def __init__(self, shape: Shape, dropout: float) -> None:
        super().__init__()
        self.heads = shape.attention_heads
        across = shape.attention_heads * shape.attention_size
        self.qkv = nn.Linear(shape.width, 3 * across)
        self.out = nn.Linear(across, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(y.transpose(1, 2).reshape(b, t, -1))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Wordpieces with their features → one vector for each wordpiece."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.positions = nn.Embedding(shape.positions, shape.width)
        self.shapes = nn.Embedding(len(SHAPES), shape.width)
        self.breaks = nn.Embedding(len(BREAKS), shape.width)
        self.quotes = nn.Embedding(len(QUOTES), shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(shape, dropout) for _ in range(shape.layers))
        self.words.weight.requires_grad = False
        for table in (self.shapes, self.breaks, self.quotes):
            nn.init.zeros_(table.weight)

    def forward(self, ids: Tensor, mask: Tensor, shapes: Tensor, breaks: Tensor, quotes: Tensor) -> Tensor:
        x = (
            self.words(ids)
            + self.positions.weight[: ids.shape[1]]
            + self.shapes(shapes)
            + self.breaks(breaks)
            + self.quotes(quotes)
        )
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Reader(nn.Module):
    """Encoder and heads. `words()` gives what every head says of every word; roles are scored for given anchors by `roles()`."""

    def __init__(self, shape: Shape, dropout: float = 0.0) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape, dropout)
        self.sizes = {
            "flat": 9, "entities": len(bio(ENTITIES)), "politics": len(bio(POLITICS)), "upos": len(UPOS), "openings": 2,
            "arc_child": shape.arc, "arc_head": shape.arc, "label_child": shape.label, "label_head": shape.label,
            "role_word": shape.role, "role_anchor": shape.role, "triggers": len(TRIGGERS), "factuality": 2,
            "event_word": shape.event, "event_anchor": shape.event,
        }  # fmt: skip
        self.project = nn.Linear(shape.width, sum(self.sizes.values()))
        self.arc = nn.Linear(shape.arc, shape.arc)
        self.arc_bias = nn.Linear(shape.arc, 1, bias=False)
        self.label = nn.Linear(2 * shape.label, len(DEPRELS))
        self.label_mix = nn.Linear(shape.label, len(DEPRELS), bias=False)
        self.distance = nn.Embedding(2 * len(EDGES) + 1, shape.role)
        self.role_inner = nn.Linear(shape.role, shape.role_inner)
        self.role_out = nn.Linear(shape.role_inner, len(ROLES))
        self.annotator = nn.Embedding(7, 3)
        self.event_distance = nn.Embedding(2 * len(EDGES) + 1, shape.event)
        self.event_inner = nn.Linear(shape.event, shape.event_inner)
        self.event_out = nn.Linear(shape.event_inner, 2)
        self.scales = nn.Embedding(len(FACTUALITY), 2)
        self.dropout = nn.Dropout(dropout * 2)
        nn.init.zeros_(self.annotator.weight)
        nn.init.zeros_(self.scales.weight)
        nn.init.normal_(self.distance.weight, std=0.1)
        nn.init.normal_(self.event_distance.weight, std=0.1)

    def words(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """Every head's values at the first wordpiece of every word: name → [B, N, size]."""
        x = self.encoder(batch["ids"], batch["mask"], batch["shapes"], batch["breaks"], batch["quotes"])
        x = x.gather(1, batch["starts"].unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        parts = self.project(self.dropout(x)).float().split(list(self.sizes.values()), dim=-1)
        return dict(zip(self.sizes, parts, strict=True))

    def arcs(self, parts: dict[str, Tensor]) -> Tensor:
        """How well each word fits as the head of each word: [B, child, head]."""
        child, head = F.leaky_relu(parts["arc_child"], 0.1), F.leaky_relu(parts["arc_head"], 0.1)
        return torch.einsum("bid,bjd->bij", self.arc(self.dropout(child)), self.dropout(head)) + self.arc_bias(
            head
        ).transpose(1, 2)

    def deprels(self, child: Tensor, head: Tensor) -> Tensor:
        """Labels of the arcs between given pairs of word vectors [M, label] → [M, number of labels]."""
        child, head = self.dropout(F.leaky_relu(child, 0.1)), self.dropout(F.leaky_relu(head, 0.1))
        return self.label(torch.cat([child, head], -1)) + self.label_mix(child * head)

    def roles(self, parts: dict[str, Tensor], rows: Tensor, anchors: Tensor) -> Tensor:
        """The role of every word of an anchor's window: [A, N, number of roles]."""
        width = parts["role_word"].shape[1]
        apart = bucket(torch.arange(width)[None, :] - anchors[:, None])
        x = parts["role_word"][rows] + parts["role_anchor"][rows, anchors][:, None] + self.distance(apart)
        return self.role_out(F.relu(self.role_inner(self.dropout(F.relu(x)))))

    def event_roles(self, parts: dict[str, Tensor], rows: Tensor, anchors: Tensor) -> Tensor:
        """How far every word of a trigger's window belongs to its actors, and to its recipients, as logits: [A, N, 2]."""
        width = parts["event_word"].shape[1]
        apart = bucket(torch.arange(width)[None, :] - anchors[:, None])
        x = parts["event_word"][rows] + parts["event_anchor"][rows, anchors][:, None] + self.event_distance(apart)
        return self.event_out(F.relu(self.event_inner(self.dropout(F.relu(x)))))
