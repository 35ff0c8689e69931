"""The network that reads two passages against each other: a BERT cross-encoder with a head for the pair and one for every wordpiece."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F

LAYERS, WIDTH, HEADS, INNER, VOCABULARY, POSITIONS, KINDS, HIDDEN = 6, 384, 12, 1536, 30522, 512, 7, 192
DROPOUT = 0.1


class Layer(nn.Module):
    """One encoder layer, normalised after each part as in BERT."""

    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.out = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part(x).view(batch, length, HEADS, -1).transpose(1, 2) for part in (self.query, self.key, self.value)
        )
        seen = F.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(seen.transpose(1, 2).reshape(batch, length, WIDTH))))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class PairNetwork(nn.Module):
    """Wordpieces [pairs, length] of both passages → scores of the kinds [pairs, kinds], and of every wordpiece [pairs, length]."""

    def __init__(self) -> None:
        super().__init__()
        self.words, self.positions = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(POSITIONS, WIDTH)
        self.segments, self.norm = nn.Embedding(2, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.dropout = nn.Dropout(DROPOUT)
        self.hidden, self.kinds, self.decisive = (
            nn.Linear(4 * WIDTH, HIDDEN),
            nn.Linear(HIDDEN, KINDS),
            nn.Linear(WIDTH, 1),
        )

    def forward(self, ids: Tensor, segments: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """`segments` is 0 on the earlier passage and 1 on the later one, `mask` 1 on wordpieces and 0 on padding (none without)."""
        x = self.dropout(self.norm(self.words(ids) + self.positions.weight[: ids.shape[1]] + self.segments(segments)))
        hidden = None if mask is None else torch.where(mask.bool(), 0.0, -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, hidden)
        there = torch.ones_like(ids) if mask is None else mask
        first, second = (there * (segments == n) for n in (0, 1))
        first, second = first.unsqueeze(-1).to(x.dtype), second.unsqueeze(-1).to(x.dtype)
        one, other = (x * first).sum(1) / first.sum(1), (x * second).sum(1) / second.sum(1)
        strongest = torch.maximum((x * first).max(1).values, (x * second).max(1).values)
        pooled = torch.cat([x[:, 0], one * other, (one - other).abs(), strongest], 1)
        return self.kinds(self.dropout(F.gelu(self.hidden(pooled)))), self.decisive(x).squeeze(-1)

    def start(self, path: Path) -> PairNetwork:
        """Fills the encoder from MiniLM's safetensors; word embeddings stay as they are."""
        from safetensors.torch import load_file

        weights = load_file(str(path))

        def put(module: nn.Module, name: str) -> None:
            for part in ("weight", "bias"):
                if f"{name}.{part}" in weights:
                    getattr(module, part).data.copy_(weights[f"{name}.{part}"])

        for module, name in (
            (self.words, "word_embeddings"), (self.positions, "position_embeddings"), (self.segments, "token_type_embeddings"),
            (self.norm, "LayerNorm"),
        ):  # fmt: skip
            put(module, f"embeddings.{name}")
        for n, layer in enumerate(self.layers):
            for part, name in (
                ("query", "attention.self.query"), ("key", "attention.self.key"), ("value", "attention.self.value"),
                ("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                ("down", "output.dense"), ("norm2", "output.LayerNorm"),
            ):  # fmt: skip
                put(getattr(layer, part), f"encoder.layer.{n}.{name}")
        self.words.weight.requires_grad_(False)
        return self
