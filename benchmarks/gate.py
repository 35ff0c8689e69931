"""The accuracy gate: scores the installed command against gold sets and fails where a floor is not held.

    python -m benchmarks.gate ../shared                 every task
    python -m benchmarks.gate ../shared statements      some tasks
    python -m benchmarks.gate ../shared --raise         raise the floors to what was measured
    python -m benchmarks.gate ../shared --raise --lower statements:relation_f1     the only way to lower one

`floors.json` holds, for each task, its scorer, its gold set (below the shared folder, or the project's own below `benchmarks/`) with the
checksum of every byte in it, and the floors. A small set may have a tolerance of its own, one item of it, since another processor may tip an item. A
gold set that has changed fails the gate: its floors mean nothing any more. Where the data are absent the gate says so and passes.
Scorers print figures as JSON on their last line, as `../shared/score/score.py` does.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
HERE = Path(__file__).resolve().parent
COMMAND = "onrecord read --format jsonl --quiet"
TOLERANCE = (
    0.003  # sums of int8 products differ a little from one kind of processor to the next; no floor is set lower for it
)


def checksum(*golds: Path) -> str:
    """SHA-256 over the names and bytes of files, and of all files of folders, in the order of their names."""
    digest = hashlib.sha256()
    for gold in golds:
        for path in sorted(p for p in ([gold] if gold.is_file() else gold.rglob("*")) if p.is_file()):
            digest.update(path.relative_to(gold.parent).as_posix().encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def measure(scorer: str, shared: Path, gold: Path) -> dict[str, float]:
    """Run one scorer. `{shared}`, `{gold}`, `{here}`, `{python}` and `{command}` in it stand for the paths of this run.

    Raises:
        RuntimeError: the scorer failed or printed no figures.
    """
    onrecord = str(Path(sys.executable).with_name("onrecord"))
    command = COMMAND.replace("onrecord", onrecord, 1)
    words = [
        word.format(shared=shared, gold=gold, here=HERE, python=sys.executable, command=command)
        for word in shlex.split(scorer)
    ]
    run = subprocess.run(words, stdout=subprocess.PIPE, text=True, check=False)
    if run.returncode or not run.stdout.strip():
        raise RuntimeError(f"the scorer ended with {run.returncode}: {shlex.join(words)}")
    return flat(json.loads(run.stdout.strip().splitlines()[-1]))


def flat(figures: dict[str, Any], above: str = "") -> dict[str, float]:
    """Figures in one level, the names of the levels joined by dots.

    >>> flat({"held out": {"value_f1": 0.7}, "gold": 3})
    {'held out.value_f1': 0.7, 'gold': 3}
    """
    out: dict[str, float] = {}
    for key, value in figures.items():
        if isinstance(value, dict):
            out |= flat(value, f"{above}{key}.")
        elif isinstance(value, int | float):
            out[f"{above}{key}"] = value
    return out


def broken(figures: dict[str, float], floors: dict[str, float], tolerance: float = TOLERANCE) -> list[str]:
    """The measures that are below their floor by more than the tolerance, or missing."""
    return [name for name, floor in floors.items() if figures.get(name, -math.inf) < floor - tolerance]


def raised(name: str, figures: dict[str, float], floors: dict[str, float], lower: set[str]) -> dict[str, float]:
    """The floors at what was measured, cut to three decimals; a floor goes down only where `lower` names it.

    >>> raised("t", {"a": 0.5129, "b": 0.4}, {"a": 0.5, "b": 0.45}, set())
    {'a': 0.512, 'b': 0.45}
    >>> raised("t", {"b": 0.4}, {"b": 0.45}, {"t:b"})
    {'b': 0.4}
    """
    out = {}
    for key, floor in floors.items():
        measured = math.floor(figures[key] * 1000 + 1e-9) / 1000 if key in figures else floor
        out[key] = measured if f"{name}:{key}" in lower else max(floor, measured)
    return out


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="the folder that holds data/ and score/")
    parser.add_argument("tasks", nargs="*", help="names of tasks (default: all)")
    parser.add_argument("--raise", dest="lift", action="store_true", help="raise the floors to what was measured")
    parser.add_argument(
        "--lower", action="append", default=[], metavar="TASK:MEASURE", help="allow this floor to go down"
    )
    args = parser.parse_args(arguments)
    table: dict[str, Any] = json.loads(FLOORS.read_text("utf-8"))
    unknown = [name for name in args.tasks if name not in table]
    if unknown:
        parser.error(f"no such task: {', '.join(unknown)}; there are {', '.join(table)}")
    if args.lower and not args.lift:
        parser.error("--lower goes with --raise")
    if not (args.shared / "data").is_dir():
        print(f"gate: SKIPPED, no gold sets at {args.shared / 'data'}: no floor was checked.")
        return 0
    failed = False
    for name in args.tasks or table:
        task = table[name]
        golds = [
            (HERE.parent if part.startswith("benchmarks/") else args.shared.resolve()) / part
            for part in task["gold"].split()
        ]
        gold = golds[0]
        if not all(part.exists() for part in golds):
            print(f"{name:16} SKIPPED, no gold set at {task['gold']}")
            continue
        found = checksum(*golds)
        if found != task["sha256"]:
            print(f"{name:16} FAILED: {task['gold']} is not the gold set whose floors these are (checksum {found})")
            failed = True
            continue
        begun = time.monotonic()
        try:
            figures = measure(task["scorer"], args.shared.resolve(), gold)
        except (RuntimeError, OSError, ValueError) as error:
            print(f"{name:16} FAILED: {error}")
            failed = True
            continue
        if args.lift:
            task["floors"] = raised(name, figures, task["floors"], set(args.lower))
        below = broken(figures, task["floors"], task.get("tolerance", TOLERANCE))
        failed |= bool(below)
        for key, floor in task["floors"].items():
            mark = "BELOW" if key in below else "ok"
            print(f"{name:16} {key:28} {figures.get(key, math.nan):.4f}  floor {floor:.3f}  {mark}")
        print(f"{name:16} took {time.monotonic() - begun:.0f} s", flush=True)
    if args.lift:
        FLOORS.write_text(json.dumps(table, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
