"""Fixed scales for the 8-bit activations of an exported graph, measured on text, in place of scales taken anew from every batch.

What a text reads as then no longer depends on the texts that are read beside it, and the graph is spared the search for the extremes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper

from onrecord.model.analysis import Range, Token
from onrecord.model.inputs import arrays, batches, views
from onrecord.model.wordpieces import Wordpieces

from .document import Document

_LEVELS = 255


def settle(path: Path, documents: Sequence[Document], cutter: Wordpieces) -> None:
    """Rewrite the graph at `path`, whose activations are quantised by what each batch holds, with the widest range found in `documents`."""
    model = onnx.load(str(path))
    nodes = [node for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"]
    ranges = _ranges(model, [(node.output[1], node.output[2]) for node in nodes], documents, cutter)
    for node, (low, high) in zip(nodes, ranges, strict=True):
        scale = np.float32((high - low) / _LEVELS)
        zero = np.uint8(np.clip(np.rint(-low / scale), 0, _LEVELS))
        for name, value in ((node.output[1], scale), (node.output[2], zero)):
            model.graph.initializer.append(numpy_helper.from_array(np.array(value), name))
        fixed = helper.make_node(
            "QuantizeLinear", [node.input[0], node.output[1], node.output[2]], [node.output[0]], name=node.name
        )
        model.graph.node.insert(list(model.graph.node).index(node), fixed)
        model.graph.node.remove(node)
    _fuse(model.graph)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    onnx.save(model, str(path))


def _fuse(graph: onnx.GraphProto) -> None:
    """Every product of whole numbers becomes one operator with its scales and its bias: MatMulInteger, Cast, Mul, Add → MatMulIntegerToFloat.

    onnxruntime does this by itself for scales that are taken anew from every batch, but not for fixed ones.
    """
    users: dict[str, list[onnx.NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    made = {name: node for node in graph.node for name in node.output}
    constants = {one.name for one in graph.initializer}
    for product in [node for node in graph.node if node.op_type == "MatMulInteger"]:
        (cast,) = users[product.output[0]]
        (scaled,) = users[cast.output[0]]
        scales = made[next(name for name in scaled.input if name != cast.output[0])]
        after = users.get(scaled.output[0], [])
        last, bias = scaled, ""
        if len(after) == 1 and after[0].op_type == "Add":
            beside = next((name for name in after[0].input if name != scaled.output[0]), "")
            if beside in constants:
                last, bias = after[0], beside
        fused = helper.make_node(
            "MatMulIntegerToFloat",
            [*product.input[:2], *scales.input[:2], *product.input[2:4], *([bias] if bias else [])],
            [last.output[0]],
            name=f"{product.name}_fused",
            domain="com.microsoft",
        )
        graph.node.insert(list(graph.node).index(last), fused)
        gone = [product, cast, scaled, scales] + ([last] if bias else [])
        for node in gone:
            if node in graph.node:
                graph.node.remove(node)


def _ranges(
    model: onnx.ModelProto, names: Sequence[tuple[str, str]], documents: Sequence[Document], cutter: Wordpieces
) -> list[tuple[float, float]]:
    """The least and the greatest value of every quantised activation."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    for scale, zero in names:
        watched.graph.output.append(helper.make_tensor_value_info(scale, onnx.TensorProto.FLOAT, []))
        watched.graph.output.append(helper.make_tensor_value_info(zero, onnx.TensorProto.UINT8, []))
    session = onnxruntime.InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    found = [(0.0, 0.0)] * len(names)
    for document in documents:
        tokens = [Token(a, b, word) for (a, b), word in zip(document.offsets, document.words, strict=True)]
        sentences = [Range(*sentence) for sentence in document.sentences]
        for batch in batches(views(0, document.text, tokens, sentences, cutter), 640):
            values = session.run([name for pair in names for name in pair], arrays(batch))
            for place, (low, high) in enumerate(found):
                scale, zero = float(values[2 * place]), int(values[2 * place + 1])
                found[place] = min(low, -zero * scale), max(high, (_LEVELS - zero) * scale)
    return found
