"""Statements on other news than PolNeAR: the appeals to a source of FactAppeal that are found, and found with the right source.

    python -m benchmarks.factappeal ../shared/data/statements/factappeal
    python -m benchmarks.factappeal ../shared/data/statements/factappeal --part train

An appeal is found where a statement's content has an IoU of at least .5 with it, counted in characters; its source is right where the
statement's source overlaps one of the sentence's marked sources. Every sentence is read alone, so a pronoun's antecedent is never there.
The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.running import records
from training.factappeal import Marked, Span, sentences


def covered(span: Span) -> set[int]:
    """The characters of a span."""
    return set(range(*span))


def counted(one: Marked, statements: list[dict[str, Any]]) -> Counter[str]:
    """What was found of one sentence's appeals, direct ones apart."""
    found: Counter[str] = Counter()
    free = list(statements)
    for appeal, direct in one.appeals:
        kind = "direct" if direct else "indirect"
        found[kind] += 1
        want = covered(appeal)
        for statement in free:
            have = set().union(*(covered((part["start"], part["end"])) for part in statement["content"]))
            if len(want & have) < 0.5 * len(want | have):
                continue
            free.remove(statement)
            found[f"{kind} found"] += 1
            source = statement["source_span"]
            if source is None:
                found[f"{kind} without source"] += 1
            elif any(source["start"] < end and start < source["end"] for start, end in one.sources):
                found[f"{kind} right"] += 1
            break
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--part", choices=("train", "val"), default="val")
    args = parser.parse_args()
    listed = list(sentences(args.folder / f"{args.part}.csv"))
    found: Counter[str] = Counter()
    read = records([{"id": str(number), "text": one.text} for number, one in enumerate(listed)])
    for number, one in enumerate(listed):
        record = read.get(str(number))
        if record is not None:
            found += counted(one, record["statements"])
    figures = {}
    for kind in ("direct", "indirect"):
        total, hits = found[kind], found[f"{kind} found"]
        answered = hits - found[f"{kind} without source"]
        figures[kind] = {
            "appeals": total,
            "recall": round(hits / max(1, total), 4),
            "recall_with_source": round(found[f"{kind} right"] / max(1, total), 4),
            "source_right_of_answered": round(found[f"{kind} right"] / max(1, answered), 4),
        }
        print(kind, figures[kind])
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
