"""A teacher for the certainty head: the whole encoder learns factuality and nothing else. It does not ship; it gives events of news their numbers.

    python -m training.certainty_teacher DATA/factuality START.pt TEACHER.pt [--seed 1]

START is what `training.restore` or `training.train` writes. UW and, by turns, seven tenths as many sentences of the other gold sets.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from onrecord.model.analyse import lay_out
from onrecord.model.files import FOLDER, load
from onrecord.model.inputs import View, arrays, views
from onrecord.model.wordpieces import Wordpieces

from .certainty_events import Event, Events, gold_events, gold_texts, kept, moved, whole_reader
from .certainty_head import AIDS, LEAST, band
from .certainty_network import Head, Sizes, batch
from .factuality import FOLDERS
from .network import Encoder, Shape

_SENTENCES, _POOL, _AIDS = 24, 20, 0.7
_SIZES = Sizes(word=128, inner=128)


@dataclass
class Sentence:
    """One sentence as the encoder takes it, the row of its first word in its set's vectors, and its events with their set."""

    views: list[View]
    first: int
    events: list[Event]
    scale: int = 0


class Teacher(nn.Module):
    """Encoder and certainty head."""

    def __init__(self, shape: dict[str, int], names: Sequence[str], kinds: int) -> None:
        super().__init__()
        self.shape, self.kinds = shape, kinds
        self.names = {name: n for n, name in enumerate(names)}
        self.encoder = Encoder(Shape(**shape), 0.1)
        self.norm = nn.LayerNorm(shape["width"])
        self.head = Head(_SIZES, len(self.names), kinds, shape["width"])

    def forward(self, sentences: Sequence[Sentence]) -> tuple[Tensor, Tensor]:
        """Numbers and bands of the events of some sentences, in order."""
        found = [view for one in sentences for view in one.views]
        given = {name: torch.from_numpy(value) for name, value in arrays(found).items()}
        states = self.encoder(given["ids"], given["mask"], given["shapes"], given["breaks"], given["quotes"])
        states = states.gather(1, given["starts"].unsqueeze(-1).expand(-1, -1, states.shape[-1]))
        rows, events, base = [], [], 0
        each = iter(states)
        for one in sentences:
            events += [moved(event, base - one.first) for event in one.events]
            for view in one.views:
                rows.append(next(each)[view.core - view.first : view.last - view.first])
                base += view.last - view.core
        words = torch.cat([self.norm(torch.cat(rows)), torch.zeros(1, states.shape[-1])])
        numbers, bands = self.head(batch(words, events, self.names, self.kinds))
        return numbers, bands


def sentences(texts: Sequence[str], found: Events, cutter: Wordpieces, scale: int = 0) -> list[Sentence]:
    """The sentences that have events, ready for the encoder."""
    events: dict[int, list[Event]] = {}
    for event in found.events:
        events.setdefault(event.sentence, []).append(event)
    out, base = [], 0
    for number, text in enumerate(texts):
        ground = lay_out(text)
        if number in events:
            cut = views(number, text, ground.tokens, ground.sentences, cutter)
            out.append(Sentence(cut, base, events[number], scale))
        base += len(ground.tokens)
    return out


def taught(teacher: Teacher, own: list[Sentence], aids: list[Sentence], rounds: int, rate: float, seed: int) -> None:
    """Teaches the teacher."""
    chance = np.random.default_rng(seed)
    inner = [value for name, value in teacher.named_parameters() if name.startswith("encoder.") and value.requires_grad]
    outer = [value for name, value in teacher.named_parameters() if not name.startswith("encoder.")]
    optimiser = torch.optim.AdamW([{"params": outer, "lr": 1e-3}, {"params": inner, "lr": rate}], weight_decay=0.01)
    full = [group["lr"] for group in optimiser.param_groups]
    share = min(len(aids), int(_AIDS * len(own)))
    total, step = rounds * -(-(len(own) + share) // _SENTENCES), 0
    weights = torch.tensor([2.0, 1.5, 1.0])
    for _ in range(rounds):
        chosen = own + [aids[n] for n in chance.choice(len(aids), share, replace=False)]
        for some in _batches(chosen, chance):
            for group, most in zip(optimiser.param_groups, full, strict=True):
                group["lr"] = most * min(1.0, (step + 1) / 60) * max(0.02, 1 - step / total)
            teacher.train()
            numbers, bands = teacher(some)
            gold = torch.tensor([event.gold for one in some for event in one.events])
            scale = torch.tensor([one.scale for one in some for _ in one.events])
            loss = F.smooth_l1_loss(numbers.gather(1, scale[:, None])[:, 0], gold, beta=0.5, reduction="none")
            told = F.cross_entropy(bands, band(gold), weight=weights, reduction="none") * (scale == 0)
            optimiser.zero_grad()
            (loss + 0.3 * told).mean().backward()
            nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            step += 1
            if step % 50 == 0:
                print(f"{step} of {total}: {float(loss.mean()):.3f}", flush=True)
    teacher.eval()


def _batches(chosen: list[Sentence], chance: np.random.Generator) -> Iterator[list[Sentence]]:
    mixed = [chosen[n] for n in chance.permutation(len(chosen))]
    found = []
    for start in range(0, len(mixed), _SENTENCES * _POOL):
        pool = sorted(mixed[start : start + _SENTENCES * _POOL], key=lambda one: len(one.views[0].pieces))
        found += [pool[n : n + _SENTENCES] for n in range(0, len(pool), _SENTENCES)]
    return (found[n] for n in chance.permutation(len(found)))


def opened(path: Path) -> Teacher:
    """A teacher that was saved."""
    state: dict[str, Any] = torch.load(path, weights_only=False)
    teacher = Teacher(state["shape"], state["names"], state["kinds"])
    teacher.load_state_dict(state["model"])
    return teacher.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--tokenizer", type=Path, default=Path("src/onrecord/model/weights/tokenizer.json"))
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--cache", type=Path, help="a folder that keeps what the encoder says between runs")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    reader, cutter = whole_reader(), Wordpieces(args.tokenizer)
    kinds = len(load(FOLDER).labels.deprels)
    gold: list[list[Sentence]] = []
    names: list[str] = []
    for scale, name in enumerate(("UW", *AIDS)):
        path = args.data / FOLDERS[name] / "train.jsonl"
        found = kept(args.cache and args.cache / f"{name}-train.pkl", lambda: gold_events(path, reader))  # noqa: B023
        if not scale:
            counts = Counter(name for event in found.events for name in set(event.seen))
            names = sorted(name for name, count in counts.items() if count >= LEAST)
        gold.append(sentences(gold_texts(path)[0], found, cutter, scale))
    state = torch.load(args.start, weights_only=False)
    weights = state.get("average", state["model"])
    teacher = Teacher(state["shape"], names, kinds)
    start = {name.removeprefix("encoder."): value for name, value in weights.items() if name.startswith("encoder.")}
    teacher.encoder.load_state_dict(start)
    taught(teacher, gold[0], [one for some in gold[1:] for one in some], args.rounds, args.rate, args.seed)
    saved = {"model": teacher.state_dict(), "shape": state["shape"], "names": names, "kinds": kinds}
    torch.save(saved, args.out)


if __name__ == "__main__":
    main()
