"""Documents a second and peak memory on one core, and the share of each step, side by side with a peer in the same run.

    python -m benchmarks.speed ../shared --texts 500
    python -m benchmarks.speed ../shared --texts 500 --peer "VENV/bin/python benchmarks/peers/spacy_pipeline.py"

Both commands get the same JSONL file as their last word, run on the same single core one after the other, and are timed from
start to end, loading included. A peer's pipeline reads the texts and discards what it found. The texts are the first of
PolNeAR's training part. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def texts(shared: Path, count: int) -> list[str]:
    """The first `count` training texts of PolNeAR, in the order of their names."""
    paths = sorted((shared / "data/statements/polnear/train/text").glob("*.txt"))[:count]
    return [path.read_bytes().decode("utf-8") for path in paths]


def run(command: list[str]) -> dict[str, float]:
    """Seconds (wall and CPU) and peak resident memory (MB) of a command pinned to one core.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    core = min(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None

    def pin() -> None:
        if core is not None:
            os.sched_setaffinity(0, {core})

    environment = {**os.environ, **dict.fromkeys(_THREADS, "1"), "TOKENIZERS_PARALLELISM": "false"}
    begun = time.monotonic()
    with (
        open(os.devnull, "wb") as sink,
        subprocess.Popen(command, stdout=sink, env=environment, preexec_fn=pin) as process,
    ):
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise subprocess.CalledProcessError(process.returncode, command)
    return {
        "wall": time.monotonic() - begun,
        "cpu": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
    }


def shares(documents: list[str]) -> dict[str, float]:
    """Of the time of reading these documents in this process, the share of each step (they add up to 1)."""
    from onrecord.reading import reader
    from onrecord.sources.document import Document

    spent: Counter[str] = Counter()

    def timed(name: str, step: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **keywords: Any) -> Any:
            begun = time.perf_counter()
            try:
                return step(*args, **keywords)
            finally:
                spent[name] += time.perf_counter() - begun

        return call

    steps = [name for name in vars(reader) if name.startswith("find_") or name in ("analyse", "link")]
    kept = {name: getattr(reader, name) for name in steps}
    reader.read_document(Document.of(documents[0]))  # loads tables and model outside the clock
    for name, step in kept.items():
        setattr(reader, name, timed(name, step))
    begun = time.perf_counter()
    try:
        for text in documents:
            reader.read_document(Document.of(text, published="2016-01-01"))
    finally:
        for name, step in kept.items():
            setattr(reader, name, step)
    total = time.perf_counter() - begun
    out = {name.removeprefix("find_"): seconds / total for name, seconds in spent.most_common()}
    return {**out, "rest": 1 - sum(out.values())}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--texts", type=int, default=500)
    parser.add_argument("--peer", help="a command that reads the JSONL file given as its last word")
    args = parser.parse_args()
    documents = texts(args.shared, args.texts)
    if not documents:
        print("speed: SKIPPED, no texts there.")
        return 0
    onrecord = str(Path(sys.executable).with_name("onrecord"))
    result: dict[str, Any] = {"documents": len(documents), "characters": sum(map(len, documents))}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, text in enumerate(documents):
            file.write(json.dumps({"id": f"{number:05d}", "text": text, "published": "2016-01-01"}) + "\n")
        file.flush()
        commands = {"onrecord": [onrecord, "read", "--format", "jsonl", file.name]}
        if args.peer:
            commands["peer"] = [*shlex.split(args.peer), file.name]
        for name, command in commands.items():
            figures = run(command)
            figures["documents_per_second"] = len(documents) / figures["wall"]
            figures["documents_per_cpu_second"] = len(documents) / figures["cpu"]
            result[name] = figures
            print(
                f"{name:9} {figures['documents_per_second']:7.2f} documents/s   {figures['documents_per_cpu_second']:7.2f} a CPU second"
                f"   {figures['wall']:7.1f} s wall"
                f"   {figures['cpu']:7.1f} s CPU   {figures['megabytes']:6.0f} MB peak",
                flush=True,
            )
    if "peer" in result:
        result["times_peer"] = result["onrecord"]["documents_per_second"] / result["peer"]["documents_per_second"]
        ours, theirs = (result[name]["documents_per_cpu_second"] for name in ("onrecord", "peer"))
        result["times_peer_cpu"] = ours / theirs  # what counts where the machine was busy with other things
        print(
            f"onrecord reads {result['times_peer']:.2f} times as many documents a second as the peer, "
            f"{result['times_peer_cpu']:.2f} times as many a CPU second"
        )
    result["shares"] = shares(documents[:50])
    for name, share in result["shares"].items():
        print(f"  {name:12} {share:6.1%}")
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
