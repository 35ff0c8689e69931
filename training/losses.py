"""What each gold set teaches: the losses of the heads that it has labels for."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from .document import NONE
from .network import Reader

ROLE_SCALE = 16.0
"""Role losses are summed over a window's words and divided by this, so that one anchor weighs about as much as one word of other heads."""


def _tags(values: Tensor, gold: Tensor) -> Tensor:
    return F.cross_entropy(values.flatten(0, -2), gold.flatten(), ignore_index=NONE)


def losses(model: Reader, batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Name of the head → its mean loss over the batch; only the heads that the batch has labels for."""
    parts = model.words(batch)
    out: dict[str, Tensor] = {}
    for name in ("entities", "politics", "upos", "openings"):
        if name in batch:
            out[name] = _tags(parts[name], batch[name])
    if "flat" in batch:
        source, cue, content = parts["flat"].split(3, dim=-1)
        known = batch["annotators"] if torch.rand(()) < 0.5 else torch.zeros_like(batch["annotators"])
        cue = cue + model.annotator(known)[:, None, :] * (known > 0)[:, None, None]
        for name, values, gold, weight in zip(
            ("source", "cue", "content"), (source, cue, content), batch["flat"], (1, 3, 1), strict=True
        ):
            out[name] = weight * _tags(values, gold)
        if len(batch["anchors"]):
            scores = model.roles(parts, batch["anchor_rows"], batch["anchors"])
            total = F.cross_entropy(scores.flatten(0, 1), batch["roles"].flatten(), ignore_index=NONE, reduction="sum")
            out["roles"] = total / len(batch["anchors"]) / ROLE_SCALE
    if "heads" in batch:
        out |= _syntax(model, parts, batch)
    return out


def same_sentence(sentences: Tensor) -> Tensor:
    """[B, N] sentence numbers, -1 for padding → [B, N, N], true where two words share a sentence."""
    return (sentences[:, :, None] == sentences[:, None, :]) & (sentences >= 0)[:, :, None]


def _syntax(model: Reader, parts: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    arcs = model.arcs(parts).masked_fill(~same_sentence(batch["sentences"]), -1e4)
    heads = batch["heads"].clone()
    heads[(heads < 0) | (heads >= batch["words"][:, None])] = NONE
    rows, children = torch.nonzero(heads != NONE, as_tuple=True)
    parents = heads[rows, children]
    scores = model.deprels(parts["label_child"][rows, children], parts["label_head"][rows, parents])
    return {"arcs": _tags(arcs, heads), "deprels": _tags(scores, batch["deprels"][rows, children])}
