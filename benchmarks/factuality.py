"""How well the product tells what happened from what did not and from what is uncertain, on the factuality gold of UW.

    python benchmarks/factuality.py PATH/TO/factuality/UW/dev.jsonl

Gold numbers run from 3 (certainly happened or will) to -3 (certainly not), means of five readers. As the field does since FactBank, a
number is read as the nearest of certain (±3), probable (±2), possible (±1) and unknown (0). `did_not_happen` are the events whose gold
lies at -1 or below, `uncertain` those between that and 1.5: possible, unknown. The model's numbers are cut at NOT and SURE, chosen
on the other half of the sentences each time (`f1_*`, two halves by turns), so that no cut-off is measured on what it was chosen on.
Pearson's r and the mean absolute error compare the numbers themselves. The sentences go in as printed, with the words' own spacing
mended ("did n't" → "didn't"); `--as-they-stand` leaves the spaces. The last line is a JSON object of the figures.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from onrecord.model.analyse import lay_out
from onrecord.model.reader import load_model
from onrecord.reading.certainty.effects import effects
from onrecord.reading.certainty.find import certainty_of, together
from onrecord.reading.certainty.weighing import number_of
from onrecord.reading.tree import Tree

DENIED, POSSIBLE = -1.0, 1.5
"""Gold at or below the first did not happen; gold between them is uncertain; from the second on it is probable or certain."""
GLUED_LEFT = frozenset((".", ",", ";", ":", "?", "!", ")", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "%", "''"))
GLUED_RIGHT = frozenset(("(", "$", "``"))
Pair = tuple[float, float]


def printed(words: Sequence[str], mended: bool) -> tuple[str, list[int]]:
    """The sentence as a text, and where each of its words begins."""
    text, starts, hyphen = "", [], False
    for word in words:
        glued = mended and (word in GLUED_LEFT or hyphen or word == "-" or text[-1:] in GLUED_RIGHT)
        text += "" if glued or not text else " "
        starts.append(len(text))
        text += word
        hyphen = mended and word == "-"
    return text, starts


class Told(NamedTuple):
    """One event of the gold with what the rules see of it."""

    gold: float
    tree: Tree
    token: int
    found: list[str]
    standing: str


def events(path: Path, mended: bool) -> Iterator[list[Told]]:
    """The events of each sentence."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    texts = [printed(row["text"].split(" "), mended) for row in rows]
    grounds = [lay_out(text) for text, _ in texts]
    analyses = load_model().analyse_many([(one.text, one.tokens, one.sentences) for one in grounds])
    for row, (_, starts), analysis in zip(rows, texts, analyses, strict=True):
        tree = Tree(analysis)
        told = []
        for target in row["targets"]:
            place = starts[target["span1"][0]]
            token = analysis.tokens_between(place, place + 1).first
            found = list(effects(tree, token))
            told.append(Told(target["label"], tree, token, found, "/".join(together(found))))
        yield told


def pairs(sentences: Sequence[list[Told]]) -> list[list[Pair]]:
    """For each sentence, (gold, the product's number) of its events."""
    return [[(one.gold, number_of(one.tree, one.token, one.found, one.standing)) for one in some] for some in sentences]


def f1(gold: Sequence[bool], found: Sequence[bool]) -> float:
    """F1 of a yes-or-no question."""
    hit = sum(g and f for g, f in zip(gold, found, strict=True))
    return 2 * hit / max(1, sum(gold) + sum(found))


def cut_offs(known: Sequence[Pair]) -> tuple[float, float]:
    """The numbers of the model below which an event did not happen, and below which it is uncertain, best for these events."""
    steps = np.arange(-2.5, 2.75, 0.05).tolist()
    low = max(steps, key=lambda cut: f1([g <= DENIED for g, _ in known], [v <= cut for _, v in known]))
    uncertain = [DENIED < g < POSSIBLE for g, _ in known]
    high = max((s for s in steps if s > low), key=lambda cut: f1(uncertain, [low < v < cut for _, v in known]))
    return low, high


def by_halves(sentences: Sequence[list[Pair]]) -> tuple[list[bool], list[bool]]:
    """Whether each event, in order, is read as one that did not happen and as an uncertain one; cut-offs are of the other half."""
    denied: list[bool] = []
    unsure: list[bool] = []
    cuts = [cut_offs([one for some in sentences[1 - half :: 2] for one in some]) for half in (0, 1)]
    for number, some in enumerate(sentences):
        low, high = cuts[number % 2]
        denied += [value <= low for _, value in some]
        unsure += [low < value < high for _, value in some]
    return denied, unsure


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--as-they-stand", action="store_true")
    args = parser.parse_args()
    told = list(events(args.gold, not args.as_they_stand))
    sentences = pairs(told)
    everything = [one for some in sentences for one in some]
    gold, found = np.array([g for g, _ in everything]), np.array([v for _, v in everything])
    denied, unsure = by_halves(sentences)
    low, high = cut_offs(everything)
    records = [certainty_of(one.tree, one.token) for some in told for one in some]
    open_ones = [
        one.status in ("possible", "conditional")
        or (one.status != "denied" and one.certainty != "certain" and one.status != "planned")
        for one in records
    ]
    figures = {
        "events": len(gold),
        "pearson_r": float(np.corrcoef(gold, found)[0, 1]),
        "mean_absolute_error": float(np.abs(gold - found).mean()),
        "f1_did_not_happen": f1((gold <= DENIED).tolist(), denied),
        "f1_uncertain": f1(((gold > DENIED) & (gold < POSSIBLE)).tolist(), unsure),
        "f1_status_denied": f1((gold <= DENIED).tolist(), [one.status == "denied" for one in records]),
        "f1_status_uncertain": f1(((gold > DENIED) & (gold < POSSIBLE)).tolist(), open_ones),
        "best_cut_did_not_happen": round(low, 2),
        "best_cut_uncertain": round(high, 2),
    }
    for name, value in figures.items():
        print(f"{name:24} {value:.4f}" if isinstance(value, float) else f"{name:24} {value}")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
