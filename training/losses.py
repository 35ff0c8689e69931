"""What each gold set teaches: the losses of the heads that it has labels for."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from .document import NONE
from .network import Reader

ROLE_SCALE = 16.0
"""Role losses are summed over a window's words and divided by this, so that one anchor weighs about as much as one word of other heads."""

EVENT_SCALE = 12.0
"""The same for the roles of events, which stay within the sentence."""
UDS = 1
TOPIC_WEIGHT = 0.3
COMMON_FACT, RARE_WEIGHT = 2.0, 1.5


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
    if "triggers" in batch:
        out |= _events(model, parts, batch)
    if "factuality" in batch:
        out["factuality"] = _factuality(model, parts["factuality"], batch)
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


def _events(model: Reader, parts: dict[str, Tensor], batch: dict[str, Tensor]) -> dict[str, Tensor]:
    """Triggers and their roles; of a document of which only the topic is known, that some word triggers it."""
    out = {}
    if (batch["triggers"] != NONE).any():
        out["triggers"] = 4 * _tags(parts["triggers"], batch["triggers"])
    if len(batch["event_anchors"]):
        scores = model.event_roles(parts, batch["event_rows"], batch["event_anchors"])
        known = batch["event_known"]
        total = F.binary_cross_entropy_with_logits(scores, batch["event_roles"], reduction="none").sum(-1)
        out["event_roles"] = (total * known).sum() / len(scores) / EVENT_SCALE
    rows = torch.nonzero(batch["topics"][:, 0] != NONE).flatten()
    if len(rows):
        out["topics"] = TOPIC_WEIGHT * _topics(
            model, parts, {key: batch[key][rows] for key in ("topics", "pairs", "words")}, rows
        )
    return out


def _topics(model: Reader, parts: dict[str, Tensor], batch: dict[str, Tensor], rows: Tensor) -> Tensor:
    """How surprising it is that some word triggers the document's topic, and has the marked pair as its actor and recipient."""
    tags, width = batch["topics"], parts["triggers"].shape[1]
    logs = parts["triggers"][rows].log_softmax(-1)
    chosen = logs.gather(2, tags.clamp(min=0)[:, None, :].expand(-1, width, -1))
    chosen = chosen.masked_fill((tags == NONE)[:, None, :], -1e4).logsumexp(-1)
    chosen = chosen.masked_fill(torch.arange(width)[None, :] >= batch["words"][:, None], -1e4)
    marked = torch.nonzero(batch["pairs"].sum((1, 2)) > 0).flatten()
    if len(marked):
        anchors = torch.arange(width).repeat(len(marked))
        scores = model.event_roles(parts, rows[marked].repeat_interleave(width), anchors).view(
            len(marked), width, width, 2
        )
        fits = (F.logsigmoid(scores) * batch["pairs"][marked][:, None]).sum((2, 3))
        chosen = chosen.index_add(0, marked, fits)
    return -chosen.logsumexp(1).clamp(max=0).mean()


def _factuality(model: Reader, values: Tensor, batch: dict[str, Tensor]) -> Tensor:
    """Distance to the gold, in the scale of each gold set; what is not plain fact counts more, being rare."""
    scale, gold = batch["scales"], batch["factuality"]
    value = torch.where((scale == UDS)[:, None], values[:, :, 1], values[:, :, 0])
    slope, shift = model.scales(scale).split(1, dim=-1)
    own = (scale > UDS)[:, None]
    value = torch.where(own, value * (1 + slope) + shift, value)
    known = ~gold.isnan()
    weight = torch.where(gold < COMMON_FACT, RARE_WEIGHT, 1.0) * torch.where(scale == 0, 1.0, 0.5)[:, None]
    found = F.smooth_l1_loss(value, gold.nan_to_num(), reduction="none", beta=2.0)
    return 2 * (found * weight)[known].sum() / known.sum().clamp(min=1)
