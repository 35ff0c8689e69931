"""An export → a checkpoint to go on from, where the checkpoint that it came from is lost.

    python -m training.restore src/onrecord/model/weights runs/restored.pt

The 8-bit weights are de-quantised; `python -m training.train --start runs/restored.pt` trains them further, and heads that the export lacks
start fresh. What 8 bits lost (less than .001 of any score) a minute of training gives back.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from .network import Reader, Shape


def restored(folder: Path) -> dict[str, object]:
    """The weights of the export in `folder`, as `train --start` takes them.

    Raises:
        ValueError: the graph does not multiply by as many matrices as the network has.
    """
    shape = json.loads((folder / "card.json").read_text("utf-8"))["shape"]
    model = Reader(Shape(**shape))
    raw = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(folder / "reader.onnx")).graph.initializer}
    found = {name.removeprefix("model."): value for name, value in raw.items() if name.startswith("model.")}
    products: list[np.ndarray] = []
    for name, value in raw.items():
        base = name.removesuffix("_quantized")
        if base == name:
            continue
        whole = (value.astype(np.float32) - raw[base + "_zero_point"].astype(np.float32)) * raw[base + "_scale"]
        if base.startswith("model."):
            found[base.removeprefix("model.")] = whole
        else:
            products.append(whole.T)
    names = [
        f"encoder.layers.{n}.{part}.weight" for n in range(shape["layers"]) for part in ("qkv", "out", "up", "down")
    ]
    names += ["project.weight", "arc.weight", "arc_bias.weight"]
    found |= dict(zip(names, products, strict=True))
    found |= _small(np.load(folder / "heads.npz"), shape["label"])
    kept = {name: torch.tensor(value) for name, value in found.items() if name in model.state_dict()}
    return {"model": kept, "average": kept, "steps": 0, "shape": shape}


def _small(weights: dict[str, np.ndarray], label: int) -> dict[str, np.ndarray]:
    """What is computed outside the graph, under the network's names."""
    out = {"label.weight": weights["label"].T[:, : 2 * label], "label_mix.weight": weights["label"].T[:, 2 * label :]}
    out["label.bias"] = weights["label_bias"]
    for name in ("role_inner", "role_out", "event_inner", "event_out"):
        if name in weights:
            out |= {f"{name}.weight": weights[name].T, f"{name}.bias": weights[f"{name}_bias"]}
    for name in ("distance", "event_distance"):
        if name in weights:
            out[f"{name}.weight"] = weights[name]
    return {name: np.ascontiguousarray(value) for name, value in out.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", type=Path)
    parser.add_argument("out", type=Path)
    args = parser.parse_args()
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(restored(args.export), args.out)


if __name__ == "__main__":
    main()
