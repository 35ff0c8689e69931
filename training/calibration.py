"""How far the probabilities can be trusted: `python -m training.calibration RECORDS --gold PART --score score.py`.

RECORDS are what `training.evaluate --records` wrote. Prints, by the product of an attribution's three probabilities, how many there are, how
many have the right content (IoU of at least .5 with a gold one), and how many the right source as well; as a table in Markdown.
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path
from types import ModuleType

from .evaluate import scorer

EDGES = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)


def judged(score: ModuleType, gold: Path, records: dict[str, dict]) -> list[tuple[float, bool, bool]]:
    """(product of the probabilities, content right, content and source right) of every statement."""
    out = []
    for document in score.polnear_documents(gold):
        text, statements = document["text"], records[document["id"]]["statements"]
        want = [
            (score.characters(one["Content"], text), score.characters(one.get("Source", []), text))
            for one in score.polnear_gold(gold, document["id"])
        ]
        have = [
            (
                score.characters([score.span(part) for part in one["content"]], text),
                score.characters([score.span(one["source_span"])] if one["source_span"] else [], text),
            )
            for one in statements
        ]
        alike = [(len(w[0] & h[0]) / len(w[0] | h[0]), g, p) for g, w in enumerate(want) for p, h in enumerate(have)]
        found = {p: g for g, p in score.match([pair for pair in alike if pair[0] >= 0.5])}
        for place, one in enumerate(statements):
            source = False
            if place in found:
                w, h = want[found[place]][1], have[place][1]
                source = bool(w & h) or not (w or h)
            product = one["probability"] * one["source_probability"] * one["content_probability"]
            out.append((product, place in found, source))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", type=Path)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--score", type=Path, required=True)
    args = parser.parse_args()
    rows = [json.loads(line) for line in args.records.read_text("utf-8").splitlines()]
    found = judged(scorer(args.score), args.gold, {row["document"]["name"]: row for row in rows})
    print("| product | statements | content right | content and source right |\n|---|---|---|---|")
    for low, high in pairwise(EDGES):
        some = [one for one in found if low <= one[0] < high]
        shares = [sum(one[n] for one in some) / max(1, len(some)) for n in (1, 2)]
        print(f"| {low} to {min(high, 1.0)} | {len(some)} | {shares[0]:.2f} | {shares[1]:.2f} |")


if __name__ == "__main__":
    main()
