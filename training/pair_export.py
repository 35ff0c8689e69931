"""Checkpoint of the comparer → `pairs.onnx` with seven-bit weights.

python -m training.pair_export runs/pairs.pt src/onrecord/model/weights
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path

import torch
from torch import nn

from .export import QuickNorm
from .pair_network import PairNetwork


def export(network: PairNetwork, out: Path) -> None:
    """Writes the graph: `ids` and `segments` [1, length] → `kinds` [1, kinds] and `words` [1, length]."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    network.eval()
    network.norm = QuickNorm(network.norm)  # type: ignore[assignment]
    for layer in network.layers:
        assert isinstance(layer.norm1, nn.LayerNorm)
        layer.norm1, layer.norm2 = QuickNorm(layer.norm1), QuickNorm(layer.norm2)
    ids, segments = torch.randint(1000, 20000, (1, 40)), torch.tensor([[0] * 20 + [1] * 20])
    full = out / "pairs.fp32.onnx"
    length = {1: "length"}
    torch.onnx.export(
        network, (ids, segments), str(full), input_names=["ids", "segments"], output_names=["kinds", "words"],
        dynamic_axes={"ids": length, "segments": length, "words": length}, dynamo=False, opset_version=17,
    )  # fmt: skip
    quantize_dynamic(
        str(full), str(out / "pairs.onnx"), per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=[node.name for node in onnx.load(full).graph.node if "norm" in node.name],
    )  # fmt: skip
    full.unlink()


def enter(folder: Path, name: str) -> None:
    """Enters one of the comparer's files with its checksum in the card."""
    path = folder / "card.json"
    card = json.loads(path.read_text("utf-8"))
    card["comparer"] = card.get("comparer", {}) | {name: hashlib.sha256((folder / name).read_bytes()).hexdigest()}
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    network = PairNetwork()
    network.load_state_dict(torch.load(options.checkpoint))
    export(network, options.out)
    enter(options.out, "pairs.onnx")


if __name__ == "__main__":
    main()
