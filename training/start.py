"""Starting weights: the MiniLM-L6 safetensors, or layers of the int8 bge-small ONNX graph, de-quantised."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch

from .network import Encoder

Weights = dict[str, np.ndarray]


def read(path: Path) -> Weights:
    """BERT weights under their usual names (`embeddings.word_embeddings.weight`, `encoder.layer.0.…`)."""
    if path.suffix == ".safetensors":
        from safetensors.numpy import load_file

        return {key.removeprefix("bert."): value.astype(np.float32) for key, value in load_file(str(path)).items()}
    return _dequantised(path)


def _dequantised(path: Path) -> Weights:
    import onnx
    from onnx import numpy_helper

    graph = onnx.load(str(path)).graph
    raw = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer}
    out: Weights = {}
    for name, value in raw.items():
        base = name.removesuffix("_quantized")
        if base != name:
            scale, zero = raw[base + "_scale"], raw[base + "_zero_point"]
            value = (value.astype(np.float32) - zero.astype(np.float32)) * scale.astype(np.float32)
        if value.dtype.kind == "f" and not name.endswith("_scale"):
            out[base] = value.astype(np.float32)
    for node in graph.node:  # a weight without a name of its own is known by the node that multiplies it
        if node.op_type in ("MatMul", "MatMulInteger"):
            base = node.input[1].removesuffix("_quantized")
            path_parts = node.name.strip("/").split("/")
            if base in out and base.startswith("onnx::") and "layer" in node.name:
                key = ".".join(path_parts[:-1]).replace("layer.", "layer.") + ".weight"
                out[key] = out.pop(base).T
    return out


def fill(encoder: Encoder, weights: Weights, layers: Sequence[int]) -> None:
    """Copy embeddings and the chosen layers into the encoder."""

    def put(target: torch.Tensor, value: np.ndarray) -> None:
        assert target.shape == value.shape, (target.shape, value.shape)
        with torch.no_grad():
            target.copy_(torch.from_numpy(np.ascontiguousarray(value)))

    put(encoder.words.weight, weights["embeddings.word_embeddings.weight"])
    kinds = weights["embeddings.token_type_embeddings.weight"]
    put(encoder.positions.weight, weights["embeddings.position_embeddings.weight"] + kinds[0])
    put(encoder.norm.weight, weights["embeddings.LayerNorm.weight"])
    put(encoder.norm.bias, weights["embeddings.LayerNorm.bias"])
    for layer, number in zip(encoder.layers, layers, strict=True):
        get = lambda name, n=number: weights[f"encoder.layer.{n}.{name}"]  # noqa: E731
        for end in ("weight", "bias"):
            put(
                getattr(layer.qkv, end),
                np.concatenate([get(f"attention.self.{part}.{end}") for part in ("query", "key", "value")]),
            )
            put(getattr(layer.out, end), get(f"attention.output.dense.{end}"))
            put(getattr(layer.norm1, end), get(f"attention.output.LayerNorm.{end}"))
            put(getattr(layer.up, end), get(f"intermediate.dense.{end}"))
            put(getattr(layer.down, end), get(f"output.dense.{end}"))
            put(getattr(layer.norm2, end), get(f"output.LayerNorm.{end}"))
