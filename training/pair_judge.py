"""The judge of the comparison: two logistic models, on what the records of a pair say alone and on that with the comparer's probabilities.

    python -m training.pair_judge DATA src/onrecord/model/weights

It learns from pairs that the comparer has not seen: the written ones that training.pair_data holds back and the real openings marked
"judged", read as a user's would be; the model on records alone learns from all written pairs besides. Prints the
share of right kinds over five folds, and writes pair_judge.npz.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

import onrecord
from onrecord.comparing.pair_features import pair_features
from onrecord.comparing.pairing import came_later
from onrecord.comparing.settings import day_of
from onrecord.comparing.tellings import Telling, tellings
from onrecord.comparing.verdicts import KINDS
from onrecord.model.pairs import PairReader, Passage

from . import pair_data
from .pair_data import Row
from .pair_export import enter

Floats = NDArray[np.floating[Any]]

FOLDS = 5
STEPS, RATE, L2 = 600, 0.02, 0.01
LEAST, LEAST_SPREAD = 1e-4, 1e-3


def told(rows: Sequence[Row]) -> dict[str, list[Telling]]:
    """What each side of the pairs tells, by id and side."""
    found = {}
    for row in rows:
        for side in "ab":
            text, name = row[side]["text"], f"{row['id']}{side}"
            record = onrecord.read(
                text, published=row[side].get("published"), outlet=row[side].get("outlet"), name=name
            )
            found[name] = list(tellings(record, text))
    return found


def examples(rows: Sequence[Row], comparer: PairReader | None) -> tuple[list[str], Floats, Floats]:
    """The names of the features, the features [pairs, features] and the comparer's log probabilities [pairs, kinds] of pairs of which
    both sides tell something."""
    by_side = told(rows)
    names: list[str] = []
    features, logs = [], []
    for row in rows:
        sides = ["a", "b"]
        if came_later(*(_published(row[side]) for side in sides), 0, 1):
            sides.reverse()
        one, other = (by_side[f"{row['id']}{side}"] for side in sides)
        if not (one and other):
            raise ValueError(f"{row['id']}: a side tells nothing")
        found = pair_features(one, other)
        names = sorted(found)
        features.append([found[name] for name in names])
        if comparer:
            read = comparer.read(*(Passage(row[s]["text"], row[s].get("outlet"), _published(row[s])) for s in sides))
            logs.append(np.log(np.array(read.chances) + LEAST))
    return names, np.array(features), np.array(logs)


def _published(side: Row) -> Any:
    return day_of(side.get("published"))


def fitted(rows: Floats, kinds: Sequence[int], weights: Sequence[float]) -> dict[str, Floats]:
    """A logistic model: means, spreads, weights and bias."""
    mean, spread = rows.mean(0), rows.std(0) + LEAST_SPREAD
    made, wanted = torch.tensor((rows - mean) / spread, dtype=torch.float32), torch.tensor(kinds)
    counted = torch.tensor(weights, dtype=torch.float32)
    torch.manual_seed(0)
    model = torch.nn.Linear(rows.shape[1], len(KINDS))
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE)
    for _ in range(STEPS):
        each = F.cross_entropy(model(made), wanted, reduction="none")
        loss = (each * counted).sum() / counted.sum() + L2 * (model.weight**2).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return {
        "mean": mean, "spread": spread, "weights": model.weight.detach().numpy().T, "bias": model.bias.detach().numpy()
    }  # fmt: skip


def scored(model: dict[str, Floats], rows: Floats) -> Floats:
    """Scores [pairs, kinds]; the greatest is the kind."""
    return np.asarray((rows - model["mean"]) / model["spread"] @ model["weights"] + model["bias"])


def folded(name: str, rows: Sequence[Row], features: Floats, folds: int) -> None:
    """Prints how many kinds are right over folds, blocks of pairs together, of written pairs and of real ones."""
    wanted = np.array(pair_data.kinds(rows))
    fold = np.array([(n // pair_data.BLOCK) % folds for n in range(len(rows))])
    found = np.zeros(len(rows), dtype=int)
    for one in range(folds):
        rest = fold != one
        weights = [row.get("weight", 1.0) for row, kept in zip(rows, rest, strict=True) if kept]
        model = fitted(features[rest], wanted[rest].tolist(), weights)
        found[~rest] = scored(model, features[~rest]).argmax(1)
    for part, is_real in (("written", False), ("real", True)):
        chosen = [n for n, row in enumerate(rows) if ("part" in row) == is_real]
        print(name, part, pair_data.shares([rows[n] for n in chosen], [bool(found[n] == wanted[n]) for n in chosen]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("weights", type=Path)
    options = parser.parse_args()
    learnt, held = pair_data.written()
    judged = [*held, *pair_data.real(options.data, "judged")]
    judged = [pair_data.in_stretches(row) for row in judged]
    names, features, logs = examples(judged, PairReader(options.weights, threads=2))
    both = np.concatenate([features, logs], axis=1)
    for name, rows in (("records", features), ("comparer", logs), ("both", both)):
        folded(name, judged, rows, FOLDS)
    learnt = [pair_data.in_stretches(row) for row in learnt]
    _, more, _ = examples(learnt, None)
    weights = [row.get("weight", 1.0) for row in judged]
    every = [*weights, *[1.0] * len(learnt)]
    models = {
        "records": fitted(
            np.concatenate([features, more]), [*pair_data.kinds(judged), *pair_data.kinds(learnt)], every
        ),
        "both": fitted(both, pair_data.kinds(judged), weights),
    }
    arrays = {
        f"{name}_{part}": values.astype(np.float32) for name, one in models.items() for part, values in one.items()
    }
    text = np.frombuffer("\n".join(names).encode("utf-8"), dtype=np.uint8)
    np.savez(options.weights / "pair_judge.npz", names=text, **arrays)
    enter(options.weights, "pair_judge.npz")
    print(json.dumps({"judged": len(judged), "learnt": len(learnt), "features": len(names)}))


if __name__ == "__main__":
    main()
