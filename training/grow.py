"""A checkpoint of the network as it was before it had all its heads → one of the network as it is: what is new starts fresh.

`python -m training.train --start CHECKPOINT` does this for any checkpoint; a head's rows in the joint projection come after the older ones.
"""

from __future__ import annotations

import torch
from torch import Tensor

from .network import Reader

State = dict[str, object]


def grown(state: State, model: Reader, names: list[str], old_names: list[str]) -> State:
    """The checkpoint with weights, averages and the optimizer's moments for every parameter of `model`.

    `names` and `old_names` are the parameters' names in the order of the optimizer, now and when the checkpoint was written.
    """
    fresh = {name: value.detach().clone() for name, value in model.state_dict().items()}
    out = dict(state) | {"shape": model.shape.as_dict()}
    for key in ("model", "average"):
        old: dict[str, Tensor] = state[key]  # type: ignore[assignment]
        out[key] = {name: _filled(value, old.get(name)) for name, value in fresh.items()}
    optimizer: dict[str, dict[int, dict[str, Tensor]]] = state.get("optimizer", {"state": {}})  # type: ignore[assignment]
    moments = optimizer["state"]
    by_name = {old_names[number]: one for number, one in moments.items()}
    parameters = dict(model.named_parameters())
    grown_moments = {}
    for number, name in enumerate(names):
        one = by_name.get(name, {})
        zeros = torch.zeros_like(parameters[name])
        grown_moments[number] = {
            "step": one.get("step", torch.tensor(0.0)),
            "exp_avg": _filled(zeros, one.get("exp_avg")),
            "exp_avg_sq": _filled(zeros, one.get("exp_avg_sq")),
        }
    out["moments"] = grown_moments
    return out


def _filled(value: Tensor, old: Tensor | None) -> Tensor:
    out = value.detach().clone()
    if old is not None:
        out[tuple(slice(0, size) for size in old.shape)] = old
    return out
