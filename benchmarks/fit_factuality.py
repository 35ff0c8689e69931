"""Fits the weights by which what words say of an event becomes a number: src/onrecord/knowledge/certainty/weights.tsv.

    python benchmarks/fit_factuality.py PATH/TO/factuality/UW/train.jsonl

Ridge regression, once without and once with the numbers of the model that is loaded (ONRECORD_MODEL). Of the names that occur at least
LEAST times those that move the number most are kept, and fitted again. Run it again when the model's weights change;
`benchmarks/factuality.py` measures the result on the other half of the set.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.factuality import events
from onrecord.reading.certainty import weighing

LEAST, KEPT, RIDGE = 8, 500, 20.0
TABLE = Path(weighing.__file__).parents[2] / "knowledge" / "certainty" / "weights.tsv"
HEADING = """# What the words around an event add to the number of its certainty (-3 certainly not … 3 certainly): what is seen <tab> weight where the
# model gives no number <tab> weight where it does. Written by `python benchmarks/fit_factuality.py .../UW/train.jsonl`; not by hand.
"""
Seen = dict[str, float]


def fitted(seen: Sequence[Seen], gold: NDArray[np.float64]) -> dict[str, float]:
    """Name → weight; the gold's mean is the weight of "1", which every event has."""
    counts = Counter(name for one in seen for name in one if name != "1")
    names = [name for name, count in counts.items() if count >= LEAST]
    mean = float(gold.mean())
    weights = solved(matrix(seen, names), gold - mean)
    moved = np.abs(weights) * np.sqrt([counts[name] for name in names])
    names = [names[n] for n in np.argsort(-moved, kind="stable")[:KEPT]]
    weights = solved(matrix(seen, names), gold - mean)
    return {"1": mean, **dict(zip(names, weights.tolist(), strict=True))}


def matrix(seen: Sequence[Seen], names: Sequence[str]) -> NDArray[np.float64]:
    """One row for each event, one column for each name."""
    places = {name: n for n, name in enumerate(names)}
    found = np.zeros((len(seen), len(names)))
    for row, one in enumerate(seen):
        for name, value in one.items():
            if name in places:
                found[row, places[name]] = value
    return found


def solved(columns: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """The weights of a ridge regression."""
    return np.linalg.solve(columns.T @ columns + RIDGE * np.eye(columns.shape[1]), columns.T @ wanted)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    args = parser.parse_args()
    told = [one for sentence in events(args.gold, True) for one in sentence]
    gold = np.array([one.gold for one in told])
    seen: list[Seen] = [dict(weighing.features(one.tree, one.token, one.found, one.standing)) for one in told]
    without = fitted([{name: v for name, v in one.items() if not name.startswith("model")} for one in seen], gold)
    modelled = any(name.startswith("model") for one in seen for name in one)
    given = fitted(seen, gold) if modelled else without
    names = sorted(set(without) | set(given))
    lines = [f"{name}\t{without.get(name, 0.0):.3f}\t{given.get(name, 0.0):.3f}\n" for name in names]
    TABLE.write_text(HEADING + "".join(lines), "utf-8")
    print(f"{len(names)} weights from {len(told)} events -> {TABLE}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
