"""Trains the head that says how certain events are (`onrecord.model.certainty`) on the encoder that ships, which stays as it is.

    python -m training.certainty_head DATA/factuality src/onrecord/model/weights [--folds 2]

UW is what it is for; UDS_IH2, MV2, RP and CB help with a number of their own, `--silver` adds events of news with the numbers of a teacher
(`training/certainty_silver.py`). With `--folds` nothing is written: the head is measured on each part of UW's training half, having been
trained on the rest. Otherwise certainty.npz is written and its checksum entered in card.json. Every number is drawn from `--seed`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.factuality import DENIED, POSSIBLE, f1

from .certainty_events import Events, Silver, gold_events, joined, kept, whole_reader
from .certainty_network import Head, Sizes, batch, frame, framed
from .factuality import FOLDERS

AIDS = ("UDS_IH2", "MV2", "RP", "CB")
LEAST = 8
"""What rules see is known to the head where it was seen so often in UW."""
_SIZE, _POOL = 128, 16


@dataclass(frozen=True)
class Plan:
    """How long and with what the head learns."""

    rounds: int = 8
    aids: float = 0.5  # events of other sets to one of UW
    silver: float = 0.0  # events of the teacher to one of UW
    rate: float = 2e-3
    decay: float = 1e-2
    bands: float = 0.5  # weight of the bands' loss
    sizes: Sizes = field(default_factory=Sizes)


WITH_SILVER = Plan(rounds=5, aids=0.0, silver=4.0, sizes=Sizes(dropout=0.2))


class Taught:
    """All that is learned from: events of UW first, then of the aids, each with its set; silver has the teacher's numbers."""

    def __init__(self, sets: Sequence[Events], names: Sequence[str], kinds: int) -> None:
        vectors, events = joined(sets)
        self.frame = frame(vectors)
        self.words = framed(vectors, self.frame)
        self.sets = events
        self.names = {name: n for n, name in enumerate(names)}
        self.kinds = kinds

    def batch(self, chosen: Sequence[tuple[int, int]]) -> dict[str, Tensor]:
        """The arrays of events given as (set, number)."""
        events = [self.sets[one][number] for one, number in chosen]
        out = batch(self.words, events, self.names, self.kinds)
        out["gold"] = torch.tensor([event.gold for event in events], dtype=torch.float32)
        out["set"] = torch.tensor([one for one, _ in chosen])
        return out


def band(gold: Tensor) -> Tensor:
    """0 did not happen, 1 uncertain, 2 happened or will."""
    return torch.where(gold <= DENIED, 0, torch.where(gold < POSSIBLE, 1, 2))


def learned(
    taught: Taught, own: Sequence[int], plan: Plan, seed: int, silver: int | None = None, chances: Tensor | None = None
) -> Head:
    """A head that has learned from those events of UW, the aids and silver (the number of its set)."""
    torch.manual_seed(seed)
    chance = np.random.default_rng(seed)
    head = Head(plan.sizes, len(taught.names), taught.kinds)
    optimiser = torch.optim.AdamW(head.parameters(), lr=plan.rate, weight_decay=plan.decay)
    aids = [(one, n) for one in range(1, len(taught.sets)) if one != silver for n in range(len(taught.sets[one]))]
    extra = [(silver, n) for n in range(len(taught.sets[silver]))] if silver is not None else []
    shares = [(aids, int(plan.aids * len(own))), (extra, int(plan.silver * len(own)))]
    total = max(1, plan.rounds * ((len(own) + sum(count for some, count in shares if some)) // _SIZE))
    weights = torch.tensor([2.0, 1.5, 1.0])
    step = 0
    for _ in range(plan.rounds):
        chosen = [(0, n) for n in own]
        for some, count in shares:
            if some:
                chosen += [some[n] for n in chance.choice(len(some), count, replace=count > len(some))]
        for some in _batches(taught, chosen, chance):
            for group in optimiser.param_groups:
                group["lr"] = plan.rate * min(1.0, (step + 1) / 50) * max(0.02, 1 - step / total)
            inputs = taught.batch(some)
            is_silver = inputs["set"] == (-1 if silver is None else silver)
            scale = inputs["set"].masked_fill(is_silver, 0)
            numbers, bands = head(inputs)
            number = numbers.gather(1, scale[:, None])[:, 0]
            loss = F.smooth_l1_loss(number, inputs["gold"], beta=0.5, reduction="none")
            told = F.cross_entropy(bands, band(inputs["gold"]), weight=weights, reduction="none")
            if chances is not None and bool(is_silver.any()):
                soft = chances[torch.tensor([n for _, n in some])[is_silver]]
                told = told.masked_scatter(is_silver, -(soft * bands[is_silver].log_softmax(1)).sum(1))
            loss = (loss + plan.bands * told * (scale == 0)).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimiser.step()
            step += 1
    return head.eval()


def _batches(
    taught: Taught, chosen: list[tuple[int, int]], chance: np.random.Generator
) -> Iterator[list[tuple[int, int]]]:
    """Events of nearly equal sentences together, in an order by chance."""
    mixed = [chosen[n] for n in chance.permutation(len(chosen))]
    found = []
    for start in range(0, len(mixed), _SIZE * _POOL):
        pool = sorted(mixed[start : start + _SIZE * _POOL], key=lambda one: len(taught.sets[one[0]][one[1]].ties))
        found += [pool[n : n + _SIZE] for n in range(0, len(pool), _SIZE)]
    return (found[n] for n in chance.permutation(len(found)))


@torch.no_grad()
def told(
    heads: Sequence[Head], taught: Taught, chosen: Sequence[tuple[int, int]]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The mean number and mean band probabilities that heads give events."""
    numbers, bands = [], []
    for start in range(0, len(chosen), 256):
        inputs = taught.batch(chosen[start : start + 256])
        given = [head(inputs) for head in heads]
        numbers.append(torch.stack([one[:, 0] for one, _ in given]).mean(0).clamp(-3, 3).numpy())
        bands.append(torch.stack([two.softmax(1) for _, two in given]).mean(0).numpy())
    return np.concatenate(numbers), np.concatenate(bands)


def measures(gold: NDArray[np.float32], numbers: NDArray[np.float32], bands: NDArray[np.float32]) -> dict[str, float]:
    """Pearson's r and the F1 of both bands, by cut-offs of the number and of the probabilities that are best for these events."""
    denied, uncertain = gold <= DENIED, (gold > DENIED) & (gold < POSSIBLE)
    found: dict[str, float] = {
        "r": float(np.corrcoef(gold, numbers)[0, 1]),
        "mae": float(np.abs(gold - numbers).mean()),
    }
    for name, values, low, high in (("number", -numbers, -3.0, 3.0), ("chance", bands[:, 0], 0.0, 1.0)):
        steps = np.linspace(low, high, 81)
        first = max(steps, key=lambda cut: f1(denied, values > cut))
        gone = values > first
        unsure = values if name == "number" else bands[:, 1]
        second = max(steps, key=lambda cut: f1(uncertain, ~gone & (unsure > cut)))
        found |= {f"{name} denied": f1(denied, gone), f"{name} uncertain": f1(uncertain, ~gone & (unsure > second))}
        found |= {f"{name} cut denied": float(first), f"{name} cut uncertain": float(second)}
    return {name: round(value, 4) for name, value in found.items()}


def crossed(
    taught: Taught, plan: Plan, folds: int, seeds: int, silver: int | None, chances: Tensor | None
) -> dict[str, float]:
    """Measures of UW's events, each told by heads that have not learned from its part of the set."""
    events = taught.sets[0]
    last = max(event.sentence for event in events) + 1
    part = [event.sentence * folds // last for event in events]
    order, numbers, bands = [], [], []
    for fold in range(folds):
        own = [n for n, one in enumerate(part) if one != fold]
        asked = [n for n, one in enumerate(part) if one == fold]
        heads = [learned(taught, own, plan, seed, silver, chances) for seed in range(seeds)]
        some, chance = told(heads, taught, [(0, n) for n in asked])
        order += asked
        numbers.append(some)
        bands.append(chance)
    gold = np.array([events[n].gold for n in order], dtype=np.float32)
    return measures(gold, np.concatenate(numbers), np.concatenate(bands))


def write(head: Head, taught: Taught, folder: Path) -> None:
    """certainty.npz in the model's folder, and its checksum in the card."""
    path, card_path = folder / "certainty.npz", folder / "card.json"
    np.savez_compressed(path, **head.arrays(*taught.frame, sorted(taught.names)))  # type: ignore[arg-type]
    card = json.loads(card_path.read_text("utf-8"))
    card["files"][path.name] = hashlib.sha256(path.read_bytes()).hexdigest()
    card_path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(f"{path}: {path.stat().st_size} bytes")


def sets(data: Path, cache: Path | None) -> list[Events]:
    """UW's training half, then the aids with their development parts."""
    reader = None
    out = []
    for name in ("UW", *AIDS):
        parts = []
        for part in ("train",) if name in ("UW", "UDS_IH2") else ("train", "dev"):
            file = cache / f"{name}-{part}.pkl" if cache else None
            if reader is None and not (file and file.is_file()):
                reader = whole_reader()
            parts.append(kept(file, lambda: gold_events(data / FOLDERS[name] / f"{part}.jsonl", reader)))  # noqa: B023
        vectors, events = joined(parts)
        out.append(Events(vectors, [event for some in events for event in some]))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("folder", type=Path, help="the model's folder, with reader.onnx and card.json")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seeds", type=int, default=1, help="heads whose mean is measured")
    parser.add_argument("--silver", type=Path, help="what training.certainty_silver wrote")
    parser.add_argument("--cache", type=Path, help="a folder that keeps what the encoder says between runs")
    args = parser.parse_args()
    torch.set_num_threads(1)
    found = sets(args.data, args.cache)
    chances = None
    if args.silver:
        silver: Silver = pickle.loads(args.silver.read_bytes())
        found, chances = [*found, silver.events], torch.from_numpy(silver.chances)
    counts = Counter(name for event in found[0].events for name in set(event.seen))
    names = sorted(name for name, count in counts.items() if count >= LEAST)
    labels = json.loads((args.folder / "card.json").read_text("utf-8"))["labels"]["deprels"]
    taught = Taught(found, names, len(labels))
    plan = WITH_SILVER if args.silver else Plan()
    extra = len(found) - 1 if args.silver else None
    if args.folds:
        print(json.dumps(crossed(taught, plan, args.folds, args.seeds, extra, chances)))
        return
    write(learned(taught, range(len(found[0].events)), plan, args.seed, extra, chances), taught, args.folder)


if __name__ == "__main__":
    main()
