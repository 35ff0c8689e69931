"""Reads every text under the shared data and checks each record: no crash, and every span's text is what stands there.

    python -m benchmarks.offsets ../shared            everything (some minutes)
    python -m benchmarks.offsets ../shared --every 10     each tenth text; with --first 3 the third, the thirteenth …

Prints each failure; the last line is JSON; exit code 1 where there was one.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def texts(data: Path) -> Iterator[tuple[str, str]]:
    """(name, text) of every document of the gold sets, raw, as a user's file might be."""
    for pattern in ("statements/polnear/*/text/*.txt", "syntax/gum/*.conllu", "times/TBAQ-cleaned/**/*.tml"):
        for path in sorted(data.glob(pattern)):
            raw = path.read_bytes().decode("utf-8", "replace")
            if path.suffix == ".conllu":
                raw = "\n".join(re.findall(r"^# text = (.*)$", raw, re.M))
            yield path.relative_to(data).as_posix(), re.sub(r"<[^>]+>", "", raw) if path.suffix == ".tml" else raw
    for path in sorted(data.glob("actors/worldwide/*.tsv")):
        yield (
            path.name,
            " ".join(line.split("\t")[0] for line in path.read_bytes().decode("utf-8", "replace").split("\n")),
        )
    for path in sorted(p for p in data.glob("events/muc/**/*") if p.is_file()):
        yield path.relative_to(data).as_posix(), path.read_bytes().decode("utf-8", "replace")
    for name in ("places/lgl.xml", "places/GeoVirus.xml"):
        raw = (data / name).read_bytes().decode("utf-8", "replace")
        for number, text in enumerate(re.findall(r"<text>(.*?)</text>", raw, re.S)):
            yield f"{name}:{number}", text
    for folder in ("stories", "fivew", "agreement"):
        for path in sorted((data / folder).rglob("*.json")):
            try:
                row = json.loads(path.read_text("utf-8"))
            except ValueError:
                continue
            if isinstance(row, dict) and isinstance(row.get("text"), str):
                yield path.relative_to(data).as_posix(), row["text"]
    for path in sorted(data.glob("coreference/ecbplus/**/*.xml")):
        yield path.relative_to(data).as_posix(), re.sub(r"<[^>]+>", "", path.read_text("utf-8", "replace"))
    with gzip.open(data / "raw/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            yield f"raw:{number}", json.loads(line)["text"]


def wrong_spans(value: Any, text: str) -> Iterator[str]:
    """Each span anywhere inside a decoded record whose text is not what stands there."""
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys() and isinstance(value["start"], int):
            start, end = value["start"], value["end"]
            if not (0 <= start <= end <= len(text)) or text[start:end] != value["text"]:
                yield f"[{start}:{end}] {value['text'][:60]!r}"
        for inner in value.values():
            yield from wrong_spans(inner, text)
    elif isinstance(value, list):
        for inner in value:
            yield from wrong_spans(inner, text)


def main() -> int:
    from onrecord.reading.reader import read_document
    from onrecord.records import to_json
    from onrecord.sources.document import Document

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--first", type=int, default=1)
    args = parser.parse_args()
    if not (args.shared / "data").is_dir():
        print("offsets: SKIPPED, no data there.")
        return 0
    read = crashed = wrong = 0
    for number, (name, text) in enumerate(texts(args.shared / "data")):
        if number % args.every != args.first - 1 or not text.strip():
            continue
        document = Document.of(text, name=name, published="2016-06-15")
        read += 1
        try:
            record = json.loads(to_json(read_document(document)))
        except Exception:  # a benchmark of "never crashes": whatever it is, name the document and go on
            crashed += 1
            print(f"CRASH {name}\n{traceback.format_exc()}", flush=True)
            continue
        for problem in wrong_spans(record, document.text):
            wrong += 1
            print(f"WRONG {name} {problem}", flush=True)
    print(json.dumps({"documents": read, "crashed": crashed, "wrong_spans": wrong}))
    return int(bool(crashed or wrong or not read))


if __name__ == "__main__":
    sys.exit(main())
