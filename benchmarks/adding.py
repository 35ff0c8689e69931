"""Time per document and memory while a ledger grows: flat, or not.

    python -m benchmarks.kept_records ../shared /tmp/records.jsonl --documents 1000     reads a thousand articles, once
    python -m benchmarks.adding ../shared /tmp/records.jsonl                            10,000 documents
    python -m benchmarks.adding ../shared /tmp/records.jsonl --documents 1000 --read    those that were read, with their own records

The documents are the 6,000 articles of raw/articles.jsonl.gz in an order drawn once, and edited ones, each with sentences left
out and numbers changed, as an outlet edits a wire story (benchmarks/edited_articles.py): two in five documents are one of the 300 articles
before, as reprints follow within days, so that the first thousand is of the same mixture as the last; with `--reprints last` the articles
come first and all the edited ones after them. Reading is not measured: the articles that
were read have the record that the product made, every other one has a record cast in the likeness of one of those
(benchmarks/cast_records.py), and an edited article has that of its article, moved; so copies, stories and happenings have as much to
do as they have for a user. Time is the process's, per document and per thousand characters, for each thousand documents, and also in
"yardsticks", a fixed piece of work measured in between, which a busy machine slows down as much; memory is what the process holds.
The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from itertools import count, islice
from pathlib import Path
from statistics import median

import msgspec

from benchmarks.cast_records import Moulds
from benchmarks.edited_articles import edited, moved
from benchmarks.kept_records import articles, kept
from onrecord.comparing.copies import prepared
from onrecord.ledger.store import Ledger
from onrecord.model.tokens import tokenize
from onrecord.records import Record
from onrecord.sources.document import Document

BLOCK = 1000
_WORK = "The ferry left the harbour before dawn with 40 people on board, the coast guard said. " * 60
_EVERY = 10  # documents between two looks at the yardstick
_REPRINTS, _RECENT = 0.4, 300


def stream(
    every: Sequence[Document], read: Mapping[str, Record], *, only_read: bool = False, last: bool = False, seed: int = 7
) -> Iterator[tuple[Document, Record]]:
    """The articles with their records, those that were read spread evenly among the others, and edited ones: among them, or after them."""
    moulds = Moulds([(document, read[document.id]) for document in every if document.id in read])
    own = [document for document in every if document.id in read]
    others = [] if only_read else [document for document in every if document.id not in read]
    places = [(n / len(group), document) for group in (own, others) for n, document in enumerate(group)]
    ordered = [document for _, document in sorted(places, key=lambda one: one[0])]
    chance = random.Random(seed)
    fresh = 0
    for number in count():
        if fresh < len(ordered) and (last or chance.random() >= _REPRINTS or not fresh):
            document = ordered[fresh]
            fresh += 1
            yield document, read.get(document.id) or moulds.cast(document)
            continue
        # Without `last` one of the articles shortly before, later each in turn.
        document = ordered[(number if last else chance.randrange(max(0, fresh - _RECENT), fresh)) % len(ordered)]
        edit = edited(document.text, seed + number)
        name = f"{document.name.rpartition('-')[0]}-{number}"
        again = msgspec.structs.replace(document, name=name, text=edit.text)
        yield again, moved(read.get(document.id) or moulds.cast(document), again, edit)


def megabytes() -> float:
    """What this process holds in memory now."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1]) / 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def yardstick() -> float:
    """Seconds that a fixed piece of work of the same kind takes this process now: on a busy machine all times grow together."""
    begun = time.process_time()
    for _ in range(3):
        prepared(_WORK)
        tokenize(_WORK)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("records", type=Path, help="what benchmarks.kept_records made")
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--read", action="store_true", help="only articles that were read, with their own records")
    parser.add_argument("--reprints", choices=["soon", "last"], default="soon")
    parser.add_argument("--block", type=int, default=BLOCK)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here")
    given = parser.parse_args()
    every = articles(given.shared)
    read = {document.id: record for document, record in zip(every, kept(given.records), strict=False) if record}
    waiting = islice(stream(every, read, only_read=given.read, last=given.reprints == "last"), given.documents)
    blocks: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "news.db"
        with Ledger(path) as ledger:
            while block := list(islice(waiting, given.block)):
                spent, measures = 0.0, []
                for number, (document, record) in enumerate(block):
                    if number % _EVERY == 0:
                        measures.append(yardstick())
                    begun = time.process_time()
                    ledger.add(document, record=record)
                    spent += time.process_time() - begun
                blocks.append(
                    {
                        "documents": len(block),
                        "ms_per_document": round(spent * 1000 / len(block), 3),
                        "ms_per_1000_characters": round(
                            spent * 1e6 / sum(len(document.text) for document, _ in block), 3
                        ),
                        "yardsticks_per_document": round(spent / len(block) / median(measures), 3),
                        "megabytes": round(megabytes()),
                    }
                )
                print(f"{sum(b['documents'] for b in blocks):>6} {blocks[-1]}", flush=True)
            stored = sum(1 for _ in ledger.documents())
            copies, in_groups = (
                ledger.connection.execute(f"select count(*) from {table}").fetchone()[0]
                for table in ("copies", "copy_groups")
            )
        size = path.stat().st_size / 1e6
    first, last = blocks[0], blocks[-1]
    print(
        json.dumps(
            {
                "records": "their own" if given.read else f"{len(read)} their own, the others cast",
                "stored": stored,
                "pairs_of_copies": copies,
                "documents_in_copy_groups": in_groups,
                "first_ms": first["ms_per_document"],
                "last_ms": last["ms_per_document"],
                "growth_per_document": round(last["ms_per_document"] / first["ms_per_document"] - 1, 3),
                "growth_by_yardstick": round(last["yardsticks_per_document"] / first["yardsticks_per_document"] - 1, 3),
                "growth_per_character": round(last["ms_per_1000_characters"] / first["ms_per_1000_characters"] - 1, 3),
                "megabytes_first": first["megabytes"],
                "megabytes_last": last["megabytes"],
                "ledger_megabytes": round(size, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
