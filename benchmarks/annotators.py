"""How far two annotators of PolNeAR agree with each other, by the rules of the scorer: what a perfect reader could reach.

    python -m benchmarks.annotators ../shared

Over the training texts that at least five annotated, every annotator is scored against every other as if it were a reader: content overlaps
by half, source and cue share a character. The last line is JSON.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from itertools import permutations
from pathlib import Path

from training.evaluate import scorer
from training.polnear import standoff

LEAST = 5  # annotators of a text


def main() -> int:
    shared = Path(sys.argv[1])
    part = shared / "data/statements/polnear/train"
    if not part.is_dir():
        print("annotators: SKIPPED, no gold set there.")
        return 0
    score = scorer(shared / "score/score.py")
    counts: Counter[str] = Counter()
    for path in sorted((part / "text").glob("*.txt")):
        files = sorted((part / "attributions").glob(path.stem + "_*.ann"))
        if len(files) < LEAST:
            continue
        text = path.read_bytes().decode("utf-8")
        counts["texts"] += 1
        read = [
            [
                {role: score.characters(one.get(role, []), text) for role in ("Source", "Cue", "Content")}
                for one in standoff(file)
            ]
            for file in files
        ]
        for gold, other in permutations(read, 2):
            pairs = [
                (len(g["Content"] & o["Content"]) / len(g["Content"] | o["Content"]), i, j)
                for i, g in enumerate(gold)
                for j, o in enumerate(other)
                if g["Content"] & o["Content"]
            ]
            found = score.match([pair for pair in pairs if pair[0] >= 0.5])
            right = sum(
                all(
                    gold[i][role] & other[j][role] or not (gold[i][role] or other[j][role])
                    for role in ("Source", "Cue")
                )
                for i, j in found
            )
            counts.update(gold=len(gold), predicted=len(other), content=len(found), relation=right)
    total = counts["gold"] + counts["predicted"]
    figures = {f"{key}_f1": 2 * counts[key] / total for key in ("content", "relation")}
    print(json.dumps({"texts": counts["texts"], **figures}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
