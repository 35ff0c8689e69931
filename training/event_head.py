"""The head that says how far an event of the rules is to be believed, from sentences of real news with every event labelled.

    python -m training.event_head DATA OUT            # OUT: the folder of weights that gets events.npz

What is learned from: benchmarks/events/dev.jsonl and foreign.jsonl (every verb, noun and adjective: which type it tells, or none; doubtful
events count a third), and four fifths of PLV (numbers with % 5 != 4), whose rules' events of the right type are examples of what is one.
benchmarks/events/test.jsonl, foreign_test.jsonl and PLV's last fifth are never seen. Four small networks with seeds of their own; minutes
on one core.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from benchmarks.labelled import texts
from onrecord.knowledge.plover import types
from onrecord.model.event_head import NOTHING
from onrecord.reading.events.find import tree_of
from onrecord.reading.events.triggers import find_triggers
from onrecord.reading.events.types import composed
from onrecord.reading.tree import Tree

from .certainty_events import read, whole_reader

NETWORKS, HIDDEN, EPOCHS, RATE, DECAY, DROPOUT = 4, 24, 14, 2e-3, 0.05, 0.3
RULE = 2.0
"""How strongly a network is told what the rules say."""
DOUBTFUL, OTHERWISE, PLV = 0.3, 0.5, 0.5
"""How much an example counts: a doubtful event; a rule's word beside the labelled one; a sentence of PLV."""
TAUGHT = 20
"""Sure examples in the labelled sentences from which on the head has a say about a type."""
_FOLDS, _UNSEEN = 5, 4
_PLV_NAMES = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


class Example(NamedTuple):
    """One word: its vector, that of the word above it, what the rules call it, what it is, how much it counts."""

    own: Any
    above: Any
    rule: int
    is_of: int
    weight: float


def labels() -> list[str]:
    """No event, then the types."""
    return [NOTHING, *sorted(types())]


def readings(texts: Sequence[str]) -> Iterator[tuple[Tree, Any, dict[int, str]]]:
    """For each text the tree, the encoder's states of its words, and what the rules call them."""
    for analysis in read(texts, whole_reader()):
        assert analysis.certainty is not None
        tree = tree_of(analysis)
        rule = {one.trigger.token: one.trigger.type for one in composed(tree, find_triggers(tree))}
        yield tree, analysis.certainty.words, rule


def labelled(data: Path, path: Path) -> Iterator[Example]:
    """The words of sentences with every event labelled."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    number = {name: n for n, name in enumerate(labels())}
    for row, (tree, vectors, rule) in zip(rows, readings(texts(data, rows)), strict=True):
        gold = {
            tree.analysis.tokens_between(*event["trigger"]).first: (event["type"], event["doubtful"])
            for event in row["events"]
        }
        elsewhere = {kind for token, (kind, _) in gold.items() if token not in rule}
        for token, part in enumerate(tree.upos):
            is_word = part in ("VERB", "NOUN", "ADJ") and tree.analysis.entity_at(token) is None
            if not is_word and token not in rule:
                continue
            kind, weight = NOTHING, 1.0
            if token in gold:
                kind, weight = gold[token][0], DOUBTFUL if gold[token][1] else 1.0
            elif rule.get(token) in elsewhere:
                kind, weight = rule[token], OTHERWISE
            yield example(tree, vectors, token, number[rule.get(token, NOTHING)], number[kind], weight)


def marked(path: Path) -> Iterator[Example]:
    """The words of PLV's sentences to which the rules give the type of the marked pair."""
    number = {name: n for n, name in enumerate(labels())}
    csv.field_size_limit(10**7)
    with path.open(encoding="utf-8", newline="") as lines:
        every = list(csv.DictReader(lines, delimiter="\t"))
    seen = [row for place, row in enumerate(every) if place % _FOLDS != _UNSEEN]
    for row, (tree, vectors, rule) in zip(seen, readings([row["sentence"] for row in seen]), strict=True):
        for token, kind in rule.items():
            if row["gold_root"] in (kind, _PLV_NAMES.get(kind)):
                yield example(tree, vectors, token, number[kind], number[kind], PLV)


def example(tree: Tree, vectors: Any, token: int, rule: int, is_of: int, weight: float) -> Example:
    head = tree.heads[token]
    above = vectors[head] if head >= 0 else np.zeros_like(vectors[token])
    return Example(vectors[token], above, rule, is_of, weight)


class Network(nn.Module):
    """One small network over the vectors of a word and of the word above it."""

    def __init__(self, width: int, kinds: int) -> None:
        super().__init__()
        self.own, self.above = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN)
        self.rule, self.out = nn.Linear(kinds, HIDDEN), nn.Linear(HIDDEN + kinds, kinds)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, own: Tensor, above: Tensor, rule: Tensor) -> Tensor:
        hidden = torch.relu(self.own(self.dropout(own)) + self.above(above) + self.rule(rule))
        return self.out(torch.cat([self.dropout(hidden), rule], 1))


def train(examples: Iterable[Example]) -> dict[str, Any]:
    """The arrays of events.npz."""
    listed = list(examples)
    kinds = len(labels())
    own = np.stack([one.own for one in listed]).astype(np.float32)
    above = np.stack([one.above for one in listed]).astype(np.float32)
    mean, spread = own.mean(0), own.std(0) + 1e-3
    present = (np.abs(above).sum(1) > 0)[:, None]
    inputs = [
        torch.tensor((own - mean) / spread),
        torch.tensor(np.where(present, (above - mean) / spread, 0.0)).float(),
    ]
    rule = F.one_hot(torch.tensor([one.rule for one in listed]), kinds).float() * RULE
    is_of = torch.tensor([one.is_of for one in listed])
    weight = torch.tensor([one.weight for one in listed])
    networks = []
    for seed in range(NETWORKS):
        torch.manual_seed(seed)
        network = Network(own.shape[1], kinds)
        steps = torch.optim.AdamW(network.parameters(), RATE, weight_decay=DECAY)
        for _ in range(EPOCHS):
            for batch in torch.randperm(len(listed)).split(128):
                scores = network(inputs[0][batch], inputs[1][batch], rule[batch])
                loss = (F.cross_entropy(scores, is_of[batch], reduction="none") * weight[batch]).mean()
                steps.zero_grad()
                loss.backward()
                steps.step()
        networks.append(network.eval())
    return folded(networks, mean, spread)


def folded(networks: list[Network], mean: Any, spread: Any) -> dict[str, Any]:
    """Networks side by side as the arrays that `EventHead` reads, the scaling of the vectors folded in.

    A root has nothing above it: the bias of `above` counts there, its scaled mean does not, so both go into `bias` and `words`.
    """
    with torch.no_grad():
        own = np.concatenate([n.own.weight.numpy() for n in networks]).T / spread[:, None]
        above = np.concatenate([n.above.weight.numpy() for n in networks]).T / spread[:, None]
        bias = np.concatenate([(n.own.bias + n.above.bias + n.rule.bias).numpy() for n in networks])
        rule = np.concatenate([n.rule.weight.numpy() for n in networks]).T * RULE
        share = 1 / len(networks)
        out = np.concatenate([n.out.weight[:, :HIDDEN].numpy() for n in networks], axis=1).T * share
        rule_out = sum(n.out.weight[:, HIDDEN:].numpy() for n in networks).T * RULE * share
        out_bias = sum(n.out.bias.numpy() for n in networks) * share
    arrays = {
        "words": np.concatenate([own, above], axis=1), "bias": bias - mean @ own, "above_mean": mean @ above, "rule": rule,
        "out": out, "rule_out": rule_out, "out_bias": out_bias,
    }  # fmt: skip
    found: dict[str, Any] = {name: values.astype(np.float16) for name, values in arrays.items()}
    found["types"] = np.frombuffer("\n".join(labels()).encode("utf-8"), dtype=np.uint8)
    return found


def taught(listed: Iterable[Example]) -> Any:
    """Which of the labels have enough sure examples, as an array of 0 and 1."""
    counts = Counter(one.is_of for one in listed if one.weight == 1.0)
    return np.array([counts[number] >= TAUGHT for number in range(len(labels()))], dtype=np.uint8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    options = parser.parse_args()
    torch.set_num_threads(1)
    folder = Path("benchmarks/events")
    news = [one for name in ("dev", "foreign") for one in labelled(options.data, folder / f"{name}.jsonl")]
    examples = news + list(marked(options.data / "events/plover/PLV_train.tsv"))
    path = options.out / "events.npz"
    np.savez(path, **train(examples), taught=taught(news))
    card = json.loads((options.out / "card.json").read_text("utf-8"))
    card["files"]["events.npz"] = hashlib.sha256(path.read_bytes()).hexdigest()
    (options.out / "card.json").write_text(json.dumps(card, indent=1) + "\n", "utf-8")
    print(f"{len(examples)} examples, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
