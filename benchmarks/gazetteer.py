"""How fast the gazetteer opens and answers, and how large it is.

    python -m benchmarks.gazetteer [--openings 20] [--look-ups 20000]

Opening is measured in processes of their own, each from nothing (imports left out), the file in the system's cache as after a
first reading. A look-up is `find` without its memory of earlier answers, for names drawn evenly from the gazetteer's own places
(`first`: while the pages of the file are touched for the first time in the process) and for words that are no place; `again`: with
the memory. Time of the processor, so that other work on the machine does not count. Prints one line a figure; the last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.resources import files

from onrecord.knowledge.gazetteer import Gazetteer, gazetteer

_OPEN = (
    "import time; from onrecord.knowledge.gazetteer import gazetteer; "
    "begin = time.process_time(); gazetteer().find('Kyiv'); print(time.process_time() - begin)"
)
LIMITS = {"open_ms": 50.0, "look_up_us": 20.0, "megabytes": 60.0}
"""What issue 5 asks for."""


def opening(times: int) -> list[float]:
    """Seconds from nothing to the first answer, once a process."""
    return sorted(
        float(subprocess.run([sys.executable, "-c", _OPEN], capture_output=True, text=True, check=True).stdout)
        for _ in range(times)
    )


def look_up(find: Callable[[str], object], names: list[str], runs: int = 5) -> float:
    """Seconds for each name, in the best of several runs."""
    spent = []
    for _ in range(runs):
        begin = time.process_time()
        for name in names:
            find(name)
        spent.append(time.process_time() - begin)
    return min(spent) / len(names)


def names_of(opened: Gazetteer, count: int, draw: random.Random) -> list[str]:
    """Names of places, drawn evenly."""
    return [opened.entry(draw.randrange(opened.header["places"])).name for _ in range(count)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--openings", type=int, default=20)
    parser.add_argument("--look-ups", type=int, default=20_000)
    options = parser.parse_args()
    opened, draw = gazetteer(), random.Random(0)
    known = names_of(opened, options.look_ups, draw)
    unknown = [name[::-1].capitalize() for name in known]
    seconds = opening(options.openings)
    measured = {
        "open_ms": statistics.median(seconds) * 1000,
        "open_worst_ms": seconds[-1] * 1000,
        "look_up_first_us": look_up(opened._find, known, runs=1) * 1e6,
        "look_up_us": look_up(opened._find, known) * 1e6,
        "look_up_unknown_us": look_up(opened._find, unknown) * 1e6,
        "look_up_again_us": look_up(opened.find, known) * 1e6,
        "megabytes": len(files("onrecord.knowledge").joinpath("gazetteer.bin").read_bytes()) / 1e6,
        "places": float(opened.header["places"]),
        "names": float(opened.header["keys"]),
    }
    for name, figure in measured.items():
        limit = f" (at most {LIMITS[name]:g})" if name in LIMITS else ""
        print(f"{name:20} {figure:.2f}{limit}")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
