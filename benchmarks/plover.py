"""Events on PLV's sentences by five-fold cross-validation: each sentence is read with weights that never saw it.

    python benchmarks/plover.py PATH/TO/PLV_train.tsv --score score.py --folds FOLDER [--command "onrecord read --format jsonl -q"]

FOLDER holds five folders of weights, fold0 to fold4 (`training/README.md` says how they are made); sentence number n is read with
fold n % 5, through the command line with ONRECORD_MODEL set. Without --folds the weights that ship are used, which have seen the
sentences. PLV names CONCEDE and RETREAT by their older common name YIELD, so they are renamed before scoring. What score.py
prints follows; the last line is its JSON object of figures.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = f"{shlex.quote(str(Path(sys.executable).with_name('onrecord')))} read --format jsonl -q"
FOLDS = 5
OLDER = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def read(lines: list[str], command: str, weights: Path | None) -> str:
    """The records of the documents, one a line, read with these weights."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.write("".join(lines))
        file.flush()
        environment = os.environ | ({"ONRECORD_MODEL": str(weights)} if weights else {})
        done = subprocess.run([*shlex.split(command), file.name], stdout=subprocess.PIPE, check=True, env=environment)
        return done.stdout.decode("utf-8")


def renamed(line: str) -> str:
    """A record with the older names of the types."""
    record = json.loads(line)
    for event in record["events"]:
        event["type"] = OLDER.get(event["type"], event["type"])
    return json.dumps(record, ensure_ascii=False)


def part_of(gold: Path, fifth: int, path: Path) -> Path:
    """A copy of the gold set at `path` with only the sentences whose number leaves `fifth` over 5."""
    csv.field_size_limit(10**7)
    with gold.open(encoding="utf-8", newline="") as lines, path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.DictReader(lines, delimiter="\t")
        writer = csv.DictWriter(out, rows.fieldnames or (), delimiter="\t")
        writer.writeheader()
        writer.writerows(row for number, row in enumerate(rows) if number % FOLDS == fifth)
    return path


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    parser.add_argument("--folds", type=Path)
    parser.add_argument(
        "--fifth", type=int, help="only sentences whose number leaves this over 5; nobody who wrote the tables read 4"
    )
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--records", type=Path, help="keep the records here")
    args = parser.parse_args()
    if args.folds and args.fifth is not None:
        parser.error("--fifth counts the sentences of the whole set, --folds divides them: give one of the two")
    with tempfile.TemporaryDirectory() as folder:
        documents, predictions = Path(folder, "documents.jsonl"), args.records or Path(folder, "records.jsonl")
        gold = args.gold if args.fifth is None else part_of(args.gold, args.fifth, Path(folder, "gold.tsv"))
        scorer = [sys.executable, str(args.score), "plover", str(gold)]
        subprocess.run([*scorer, "--documents", str(documents)], check=True)
        lines = documents.read_text("utf-8").splitlines(keepends=True)
        if args.folds:
            found = [read(lines[fold::FOLDS], args.command, args.folds / f"fold{fold}") for fold in range(FOLDS)]
        else:
            found = [read(lines, args.command, None)]
        rows = [renamed(line) for part in found for line in part.splitlines() if line.strip()]
        predictions.write_text("".join(row + "\n" for row in rows), "utf-8")
        return subprocess.run([*scorer, "--predictions", str(predictions)], check=True).returncode


if __name__ == "__main__":
    sys.exit(main())
