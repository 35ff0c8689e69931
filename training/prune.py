"""Take the least useful attention heads and inner units out of a checkpoint, half-way through the training, which then heals the rest.

    python -m training.prune RUN/latest.pt NEW_RUN/latest.pt --data DATA --tokenizer TOKENIZER --heads 8 --inner 1024

The usefulness of a unit is the first-order change of the loss without it, |activation x gradient|, added up over batches of all gold sets
(Michel et al. 2019, "Are Sixteen Heads Really Better than One?"). Every layer keeps the same number.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import torch
from torch import Tensor

from onrecord.model.wordpieces import Wordpieces

from .batches import collate, endless
from .losses import losses
from .network import Layer, Reader, Shape
from .train import SHARES, gold_sets, ordered


def usefulness(model: Reader, data: Path, cutter: Wordpieces, batches: int) -> list[tuple[Tensor, Tensor]]:
    """For each layer, one number for each attention head and for each inner unit."""
    layers: list[Layer] = list(model.encoder.layers)  # type: ignore[arg-type]
    found = [(torch.zeros(layer.heads), torch.zeros(layer.up.out_features)) for layer in layers]
    hold: dict[int, dict[str, Tensor]] = {n: {} for n in range(len(layers))}
    for n, layer in enumerate(layers):
        for name, part in (("heads", layer.out), ("inner", layer.down)):

            def keep(_: object, inputs: tuple[Tensor, ...], n: int = n, name: str = name) -> None:
                inputs[0].retain_grad()
                hold[n][name] = inputs[0]

            part.register_forward_pre_hook(keep)
    chance = random.Random(5)
    streams = {name: endless(documents, cutter, 1536, 5) for name, documents in gold_sets(data, SHARES).items()}
    for number in range(batches):
        name = "polnear" if number % 2 else chance.choices(list(streams), [SHARES[one] for one in streams])[0]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            loss = sum(losses(model, collate(next(streams[name]), cutter, chance)).values(), torch.zeros(()))
        model.zero_grad()
        loss.backward()
        for n, (heads, inner) in enumerate(found):
            for key, sink in (("heads", heads), ("inner", inner)):
                value = hold[n][key]
                assert value.grad is not None
                product = (value.detach() * value.grad).float().flatten(0, 1)
                if key == "heads":
                    product = product.view(len(product), len(heads), -1).sum(-1)
                sink += product.abs().sum(0)
    return found


def pruned(state: dict[str, object], best: list[tuple[Tensor, Tensor]], names: list[str]) -> dict[str, object]:
    """The checkpoint with only the given heads and inner units, in weights, averages and the optimizer's moments alike."""
    shape = Shape(**state["shape"])  # type: ignore[arg-type]
    size, old = shape.attention_size, shape.attention_heads

    def cut(name: str, value: Tensor) -> Tensor:
        parts = name.split(".")
        if parts[:2] != ["encoder", "layers"] or value.ndim == 0:
            return value
        heads, inner = best[int(parts[2])]
        across = (heads[:, None] * size + torch.arange(size)).flatten()
        match parts[3], parts[4]:
            case "qkv", _:
                return value[torch.cat([across + part * old * size for part in range(3)])]
            case "out", "weight":
                return value[:, across]
            case "up", _:
                return value[inner]
            case "down", "weight":
                return value[:, inner]
        return value

    new = Shape(**(shape.as_dict() | {"attention_heads": len(best[0][0]), "inner": len(best[0][1])}))
    out = dict(state) | {"shape": new.as_dict()}
    for key in ("model", "average"):
        out[key] = {name: cut(name, value) for name, value in state[key].items()}  # type: ignore[attr-defined]
    moments = state["optimizer"]["state"]  # type: ignore[index]
    for number, one in moments.items():
        for key in ("exp_avg", "exp_avg_sq"):
            one[key] = cut(names[number], one[key])
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--heads", type=int, default=8)
    parser.add_argument("--inner", type=int, default=1024)
    parser.add_argument("--batches", type=int, default=40)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(5)
    state = torch.load(args.checkpoint, weights_only=False)
    model = Reader(Shape(**state["shape"]))
    model.load_state_dict(state["average"])
    found = usefulness(model, args.data, Wordpieces(args.tokenizer), args.batches)
    best = [(h.topk(args.heads).indices.sort().values, i.topk(args.inner).indices.sort().values) for h, i in found]
    for number, (heads, inner) in enumerate(found):
        kept = heads[best[number][0]].sum() / heads.sum(), inner[best[number][1]].sum() / inner.sum()
        print(f"layer {number}: heads kept hold {kept[0]:.2f} of all usefulness, inner units {kept[1]:.2f}", flush=True)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(pruned(state, best, ordered(model)), args.out)


if __name__ == "__main__":
    main()
