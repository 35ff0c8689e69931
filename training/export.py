"""Checkpoint → what ships: reader.onnx (int8), heads.npz, tokenizer.json and card.json with their checksums."""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.model.wordpieces import Wordpieces

from . import factuality, polnear
from .document import Document
from .labels import DEPRELS, ENTITIES, PLOVER, POLITICS, UPOS
from .network import Reader, Shape
from .settle import settle


class QuickNorm(nn.Module):
    """Layer normalisation whose means are products of matrices: onnxruntime adds up one number at a time in its own operator, which takes
    four times as long on a processor."""

    def __init__(self, norm: nn.LayerNorm) -> None:
        super().__init__()
        self.weight, self.bias, self.eps = norm.weight, norm.bias, norm.eps
        self.mean = nn.Buffer(torch.full((len(norm.weight), 1), 1 / len(norm.weight)))

    def forward(self, x: Tensor) -> Tensor:
        centred = x - x @ self.mean
        spread = (centred * centred) @ self.mean
        return centred * torch.rsqrt(spread + self.eps) * self.weight + self.bias


def quick(model: Reader) -> Reader:
    """The model with every normalisation replaced by the quick one. Changes the model."""
    model.encoder.norm = QuickNorm(model.encoder.norm)  # type: ignore[assignment]
    for layer in model.encoder.layers:
        layer.norm1, layer.norm2 = QuickNorm(layer.norm1), QuickNorm(layer.norm2)  # type: ignore[assignment]
    return model


EVENT_OUTPUTS = ("triggers", "event_word", "event_anchor")


class Exported(nn.Module):
    """The graph that ships: what depends on one word alone is done here, what depends on two is left to the reader."""

    INPUTS = ("ids", "mask", "shapes", "breaks", "quotes", "starts")
    OUTPUTS = (
        "flat", "entities", "politics", "upos", "openings", "arc_child", "arc_head", "arc_bias", "label_child", "label_head",
        "role_word", "role_anchor", "triggers", "factuality", "event_word", "event_anchor",
    )  # fmt: skip

    def __init__(self, model: Reader, events: bool = True) -> None:
        super().__init__()
        self.model = model
        self.outputs = [name for name in self.OUTPUTS if events or name not in EVENT_OUTPUTS]

    def forward(
        self, ids: Tensor, mask: Tensor, shapes: Tensor, breaks: Tensor, quotes: Tensor, starts: Tensor
    ) -> tuple[Tensor, ...]:
        parts = self.model.words(
            {"ids": ids, "mask": mask, "shapes": shapes, "breaks": breaks, "quotes": quotes, "starts": starts}
        )
        head = F.leaky_relu(parts["arc_head"], 0.1)
        parts["arc_child"] = self.model.arc(F.leaky_relu(parts["arc_child"], 0.1))
        parts["arc_head"] = head
        parts["arc_bias"] = self.model.arc_bias(head)
        for name in ("label_child", "label_head"):
            parts[name] = F.leaky_relu(parts[name], 0.1)
        parts["factuality"] = parts["factuality"][..., :1]  # on UW's scale; the other output only helps the training
        return tuple(parts[name] for name in self.outputs)


def small_weights(model: Reader) -> dict[str, np.ndarray]:
    """The weights of what is computed outside the graph, ready to be multiplied from the right."""
    get = lambda tensor: np.ascontiguousarray(tensor.detach().float().numpy())  # noqa: E731
    label = torch.cat([model.label.weight, model.label_mix.weight], dim=1)
    return {
        "label": get(label.T),
        "label_bias": get(model.label.bias),
        "distance": get(model.distance.weight),
        "role_inner": get(model.role_inner.weight.T),
        "role_inner_bias": get(model.role_inner.bias),
        "role_out": get(model.role_out.weight.T),
        "role_out_bias": get(model.role_out.bias),
        "event_distance": get(model.event_distance.weight),
        "event_inner": get(model.event_inner.weight.T),
        "event_inner_bias": get(model.event_inner.bias),
        "event_out": get(model.event_out.weight.T),
        "event_out_bias": get(model.event_out.bias),
    }


def sample(data: Path) -> list[Document]:
    """Texts to measure the activations on: whole articles, and some of them without capitals or all in capitals."""
    articles = list(polnear.documents(data / "statements/polnear/train"))[::14]
    sentences = factuality.documents(data / "factuality")[::97]
    odd = [
        replace(one, words=[change(word) for word in one.words])
        for change in (str.lower, str.upper)
        for one in articles[::6]
    ]
    return [*articles, *sentences, *odd]


def export(checkpoint: Path, tokenizer: Path, data: Path, out: Path, version: str, events: bool = True) -> None:
    """Write the folder that `onrecord.model.files.load` reads; without `events` the heads for triggers and their roles stay at home."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    out.mkdir(parents=True, exist_ok=True)
    state = torch.load(checkpoint, weights_only=False)
    model = Reader(Shape(**state["shape"]))
    model.load_state_dict(state.get("average", state["model"]))
    model.eval()
    small = {name: value for name, value in small_weights(model).items() if events or not name.startswith("event_")}
    exported = Exported(quick(model), events)
    full = out.parent / f"{out.name}.fp32.onnx"
    example = (*(torch.ones((2, 9), dtype=torch.long) for _ in range(5)), torch.ones((2, 7), dtype=torch.long))
    axes = {name: {0: "windows", 1: "pieces"} for name in Exported.INPUTS[:-1]} | {"starts": {0: "windows", 1: "words"}}
    torch.onnx.export(
        exported,
        example,
        str(full),
        input_names=list(Exported.INPUTS),
        output_names=exported.outputs,
        dynamic_axes=axes | {name: {0: "windows", 1: "words"} for name in exported.outputs},
        opset_version=17,
        dynamo=False,
    )
    quantize_dynamic(
        str(full),
        str(out / "reader.onnx"),
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=[node.name for node in onnx.load(full).graph.node if "norm" in node.name],
    )
    settle(out / "reader.onnx", sample(data), Wordpieces(tokenizer))
    np.savez(out / "heads.npz", **small)
    shutil.copy(tokenizer, out / "tokenizer.json")
    files = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (out / n for n in ("reader.onnx", "heads.npz", "tokenizer.json"))
    }
    card = {
        "version": version,
        "files": files,
        "shape": state["shape"],
        "labels": {
            "upos": UPOS,
            "deprels": DEPRELS,
            "entities": ENTITIES,
            "politics": POLITICS,
            "events": PLOVER if events else (),
        },
    }
    (out / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--version", default="2")
    parser.add_argument(
        "--without-events", action="store_true", help="leave out the heads for triggers and their roles"
    )
    args = parser.parse_args()
    export(args.checkpoint, args.tokenizer, args.data, args.out, args.version, not args.without_events)


if __name__ == "__main__":
    main()
