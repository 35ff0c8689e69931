"""How many quoted statements are found with their source, and how far the stated confidence can be trusted.

    python benchmarks/quoted.py PATH/TO/polnear/dev [--command "onrecord read --format jsonl -q"] [--bands]

A gold attribution is quoted where most of its content stands in quotation marks. It is found where a statement's content shares
half of its characters with it (intersection over union, the best such statement), and right where the sources overlap or neither
names one. `right_at_90`: of the statements given at a confidence of 0.9 or more, the share that has a content of the gold
standard and its source. The last line is a JSON object of the figures. `--bands` prints the share right by confidence.
"""

from __future__ import annotations

import argparse
import json
import re
import shlex
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from onrecord.reading.statements.quotations import find_quotations

COMMAND = "onrecord read --format jsonl -q"
SURE = 0.9
Spans = list[tuple[int, int]]
Characters = frozenset[int]


def documents(part: Path) -> Iterator[tuple[str, str]]:
    """Name and text of every document of a PolNeAR part."""
    for path in sorted((part / "text").glob("*.txt")):
        yield path.stem, path.read_bytes().decode("utf-8")


def gold(part: Path, name: str) -> Iterator[dict[str, Spans]]:
    """The attributions of one document, by its first annotator: the character spans of Source, Cue and Content."""
    path = min((part / "attributions").glob(name + "_*.ann"))
    spans: dict[str, Spans] = {}
    events = []
    for line in path.read_text("utf-8").split("\n"):
        key, tab, rest = line.partition("\t")
        if tab and key[0] == "T":
            where = rest.split("\t")[0].split(" ", 1)[1]
            spans[key] = [(int(start), int(end)) for start, end in (piece.split() for piece in where.split(";"))]
        elif tab and key[0] == "E":
            events.append(rest)
    for event in events:
        roles: dict[str, Spans] = defaultdict(list)
        for item in event.split():
            role, target = item.split(":")
            roles[re.sub(r"\d+$", "", role)] += spans[target]
        if roles.get("Content"):
            yield roles


def records(part: Path, command: str) -> dict[str, Any]:
    """What the command answers for the documents of a part, by name."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for name, text in documents(part):
            published = re.search(r"_(\d{4}-\d\d-\d\d)_", name)
            row = {
                "id": name,
                "text": text,
                "published": published and published.group(1),
                "outlet": name.split("_")[0],
            }
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        file.flush()
        done = subprocess.run([*shlex.split(command), file.name], stdout=subprocess.PIPE, check=True)
    rows = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines() if line.strip()]
    return {row["document"]["name"]: row for row in rows}


def characters(text: str, spans: Sequence[tuple[int, int]]) -> Characters:
    """The offsets of the characters in the spans, white space left out."""
    return frozenset(at for start, end in spans for at in range(start, end) if not text[at].isspace())


def same_content(one: Characters, other: Characters) -> float:
    """Intersection over union where it is a half or more, else 0."""
    shared = len(one & other)
    return shared / len(one | other) if 2 * shared >= len(one | other) > 0 else 0.0


def same_source(one: Characters, other: Characters) -> bool:
    """Whether the two overlap, or both are nobody."""
    return bool(one & other) if one or other else True


def measure(part: Path, command: str) -> tuple[dict[str, float], list[tuple[float, bool]]]:
    """The figures, and of every statement its confidence and whether it is right."""
    found_records = records(part, command)
    wanted = found = right = 0
    judged: list[tuple[float, bool]] = []
    for name, text in documents(part):
        statements = [
            (
                characters(text, [(span["start"], span["end"]) for span in one["content"]]),
                characters(text, [(span["start"], span["end"]) for span in [one["source_span"]] if span]),
                one["confidence"],
            )
            for one in found_records[name]["statements"]
        ]
        golds = [
            (characters(text, roles["Content"]), characters(text, roles.get("Source", [])))
            for roles in gold(part, name)
        ]
        quotations = find_quotations(text)
        for content, source in golds:
            if 2 * sum(quotations.index_at(at) >= 0 for at in content) <= len(content):
                continue
            wanted += 1
            best = max(statements, key=lambda one: same_content(one[0], content), default=None)
            if best is not None and same_content(best[0], content):
                found += 1
                right += same_source(best[1], source)
        for content, source, confidence in statements:
            best_gold = max(golds, key=lambda one: same_content(one[0], content), default=None)
            matched = best_gold is not None and same_content(best_gold[0], content) > 0
            judged.append((confidence, matched and best_gold is not None and same_source(best_gold[1], source)))
    sure = [is_right for confidence, is_right in judged if confidence >= SURE]
    figures = {
        "quoted_gold": float(wanted),
        "quoted_found": found / max(1, wanted),
        "quoted_recall": right / max(1, wanted),
        "right_at_90": sum(sure) / max(1, len(sure)),
        "share_at_90": len(sure) / max(1, len(judged)),
    }
    return figures, judged


def bands(judged: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """One line for every tenth of confidence: statements, stated and true share."""
    for tenth in range(10):
        inside = [(c, r) for c, r in judged if tenth / 10 <= c < (tenth + 1) / 10 + (tenth == 9)]
        if inside:
            stated, true = (sum(values) / len(inside) for values in zip(*inside, strict=True))
            yield f"{tenth / 10:.1f}  {len(inside):5}  stated {stated:.2f}  right {true:.2f}"


def main() -> int:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--bands", action="store_true")
    arguments = parser.parse_args()
    figures, judged = measure(arguments.gold, arguments.command)
    if arguments.bands:
        print("\n".join(bands(judged)))
    print(json.dumps({key: round(value, 4) for key, value in figures.items()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
