"""Measures how often statements of a raw score are right, and writes the table that `onrecord.reading.statements.confidence` reads.

    python -m benchmarks.calibration PATH/TO/polnear/dev [--write]

The raw score of a triple is the product of the model's probabilities; a triple is right where a gold attribution has its content
(half of the characters in common) and its source. For every kind of statement the shares right are made monotone (pool adjacent
violators, at least `FEWEST` triples a step). The table is fitted on every second document and tested on the others; with `--write`
it is then fitted on all. The last line is a JSON object: of the other half's statements at 0.9 or more the share right, their share
of all, and the mean distance between stated and true share (ten bands).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.quoted import SURE, characters, documents, gold, same_content, same_source
from onrecord.model.analyse import analyse
from onrecord.reading.statements.confidence import KINDS, NEVER_SEEN, kind_for_confidence
from onrecord.reading.statements.find import find_triples, kind_of

TABLE = Path(__file__).parent.parent / "src/onrecord/knowledge/statements/statement_confidence.tsv"
FEWEST = 30
_SEEN_RARELY = 0.85
"""No more is stated of a kind that was seen less often than `FEWEST` times."""
Judged = tuple[str, float, bool]
Step = tuple[str, float, float, int]


def judged(part: Path) -> Iterator[list[Judged]]:
    """Of every document, the kind and raw score of its triples and whether they are right."""
    for name, text in documents(part):
        ground, triples = find_triples(analyse(text))
        golds = [
            (characters(text, roles["Content"]), characters(text, roles.get("Source", [])))
            for roles in gold(part, name)
        ]
        found = []
        for triple in triples:
            content = characters(text, [ground.analysis.characters(piece) for piece in triple.content])
            source = characters(text, [ground.analysis.characters(piece) for piece in triple.source])
            best = max(golds, key=lambda one: same_content(one[0], content), default=None)
            right = best is not None and same_content(best[0], content) > 0 and same_source(best[1], source)
            kind = kind_for_confidence(triple, kind_of(ground, triple.content))
            found.append((kind, triple.score, right))
        yield found


def fitted(rows: Sequence[Judged]) -> list[Step]:
    """Steps of (kind, least raw score, share right, triples), rising within a kind."""
    steps: list[Step] = []
    for kind in KINDS:
        scores = sorted((score, right) for one, score, right in rows if one == kind)
        pools: list[list[float]] = []  # least score, right, triples
        for first in range(0, len(scores), FEWEST):
            chunk = scores[first : first + FEWEST]
            if len(chunk) < FEWEST and pools:
                pools[-1][1] += sum(right for _, right in chunk)
                pools[-1][2] += len(chunk)
            else:
                pools.append([chunk[0][0], sum(right for _, right in chunk), len(chunk)])
            while len(pools) > 1 and pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2]:
                _, right, count = pools.pop()
                pools[-1][1] += right
                pools[-1][2] += count
        for number, (least, right, count) in enumerate(pools):
            share = (right + 1) / (count + 2)
            if count < FEWEST:
                share = min(share, _SEEN_RARELY)
            steps.append((kind, round(least, 3) if number else 0.0, round(share, 2), int(count)))
    return steps


def stated(steps: Sequence[Step], kind: str, score: float) -> float:
    """The share that the table states."""
    return max((share for one, least, share, _ in steps if one == kind and score >= least), default=NEVER_SEEN)


def tested(steps: Sequence[Step], rows: Sequence[Judged]) -> dict[str, float]:
    """The figures of a table over triples that it was not fitted on."""
    answers = [(stated(steps, kind, score), right) for kind, score, right in rows]
    sure = [right for share, right in answers if share >= SURE]
    bands: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for share, right in answers:
        bands[min(9, int(share * 10))].append((share, right))
    off = sum(abs(sum(share - right for share, right in band)) for band in bands.values()) / max(1, len(answers))
    return {
        "right_at_90": round(sum(sure) / max(1, len(sure)), 4),
        "share_at_90": round(len(sure) / max(1, len(answers)), 4),
        "calibration_error": round(off, 4),
    }


def written(steps: Sequence[Step]) -> str:
    """The table's text."""
    head = (
        "# How often statements are right (content and source), by kind and least raw score: kind, least score, share right, statements\n"
        "# seen. Measured on PolNeAR dev; written by `python -m benchmarks.calibration PATH/TO/polnear/dev --write`.\n"
    )
    return head + "".join(f"{kind}\t{least:g}\t{share:g}\t{count}\n" for kind, least, share, count in steps)


def main() -> int:
    """Prints the figures; writes the table where told to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    per_document = list(judged(arguments.gold))
    one = [row for rows in per_document[::2] for row in rows]
    other = [row for rows in per_document[1::2] for row in rows]
    steps = fitted(one)
    print(written(steps))
    if arguments.write:
        TABLE.write_text(written(fitted([*one, *other])), "utf-8")
    print(json.dumps(tested(steps, other)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
