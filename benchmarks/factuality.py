"""How well the product tells what happened from what did not and from what is uncertain, on the factuality gold of UW.

    python benchmarks/factuality.py PATH/TO/factuality/UW/dev.jsonl

Gold numbers run from 3 (certainly happened or will) to -3 (certainly not), means of five readers. As the field does since FactBank, a
number is read as the nearest of certain (±3), probable (±2), possible (±1) and unknown (0). `did_not_happen` are the events whose gold
lies at -1 or below, `uncertain` those between that and 1.5: possible, unknown. `f1_*` are of the band that the model's head holds an event
for, by the probabilities of `certainty/bands.tsv`, which were chosen on the training half; `f1_status_*` are of the status and certainty
that a record would have, in which rules have the first say. Pearson's r and the mean absolute error compare the numbers themselves. The sentences go in as printed, with the words' own spacing
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
from onrecord.model.certainty import Presented
from onrecord.model.reader import load_model
from onrecord.reading.certainty.effects import effects
from onrecord.reading.certainty.find import certainty_of, together
from onrecord.reading.certainty.presenting import band, presented_at
from onrecord.reading.tree import Tree

DENIED, POSSIBLE = -1.0, 1.5
"""Gold at or below the first did not happen; gold between them is uncertain; from the second on it is probable or certain."""
GLUED_LEFT = frozenset((".", ",", ";", ":", "?", "!", ")", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "%", "''"))
GLUED_RIGHT = frozenset(("(", "$", "``"))


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


def presented(one: Told) -> Presented:
    """What the model's head says of one event."""
    found = presented_at(one.tree, one.token, one.found, one.standing)
    if found is None:
        raise SystemExit("These weights have no head for certainty.")
    return found


def f1(gold: Sequence[bool], found: Sequence[bool]) -> float:
    """F1 of a yes-or-no question."""
    hit = sum(g and f for g, f in zip(gold, found, strict=True))
    return 2 * hit / max(1, sum(gold) + sum(found))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--as-they-stand", action="store_true")
    args = parser.parse_args()
    told = [one for some in events(args.gold, not args.as_they_stand) for one in some]
    given = [presented(one) for one in told]
    gold, found = np.array([one.gold for one in told]), np.array([one.number for one in given])
    denied, uncertain = (gold <= DENIED).tolist(), ((gold > DENIED) & (gold < POSSIBLE)).tolist()
    bands = [band(one) for one in given]
    records = [certainty_of(one.tree, one.token) for one in told]
    open_ones = [
        one.status in ("possible", "conditional")
        or (one.status != "denied" and one.certainty != "certain" and one.status != "planned")
        for one in records
    ]
    figures = {
        "events": len(gold),
        "pearson_r": float(np.corrcoef(gold, found)[0, 1]),
        "mean_absolute_error": float(np.abs(gold - found).mean()),
        "f1_did_not_happen": f1(denied, [one == "denied" for one in bands]),
        "f1_uncertain": f1(uncertain, [one == "uncertain" for one in bands]),
        "f1_status_denied": f1(denied, [one.status == "denied" for one in records]),
        "f1_status_uncertain": f1(uncertain, open_ones),
    }
    for name, value in figures.items():
        print(f"{name:24} {value:.4f}" if isinstance(value, float) else f"{name:24} {value}")
    print(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
