"""Time per document and memory while a ledger grows: flat, or not.

    python -m benchmarks.kept_records ../shared /tmp/records.jsonl             reads the articles, once (about an hour)
    python -m benchmarks.adding ../shared --records /tmp/records.jsonl         10,000 documents with their records
    python -m benchmarks.adding ../shared                                      the same without reading: records are stood in for
    python -m benchmarks.adding ../shared --reading real --documents 2000      reading and adding

The documents are the 6,000 articles of raw/articles.jsonl.gz in an order drawn once, then the same again, each with sentences left
out and numbers changed, as an outlet edits a wire story. With `--records` each has the record that the product read in it (the edited
ones that of their article, moved), so that copies, stories and happenings cost what they cost a user; the clock runs for
`Ledger.add` alone. `--reading stub` gives each a record of its sentences, names and numbers, which has no events. Time is given per
document and per thousand characters, for each thousand documents; memory is what the process holds. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path

from benchmarks.kept_records import articles, edited_documents, kept
from onrecord.ledger.store import Ledger
from onrecord.records import Actor, DocumentInfo, Figure, Record, Span, Statement
from onrecord.sources.document import Document

BLOCK = 1000
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]")
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_NUMBER = re.compile(r"\b\d+\b")


def stand_in(document: Document) -> Record:
    """A record of about as many values as a reading gives, of sentences, names and numbers as they come."""
    text = document.text
    names: dict[str, list[Span]] = {}
    for found in _NAME.finditer(text):
        names.setdefault(found[0], []).append(Span.of(text, *found.span()))
    actors = tuple(
        Actor(id=f"a{n}", name=name, kind="person", mentions=tuple(spans), confidence=0.5)
        for n, (name, spans) in enumerate(islice(names.items(), 20), 1)
    )
    statements = tuple(
        Statement(
            id=f"s{n}", source=actors[n % len(actors)].id if actors else None, content=(Span.of(text, *found.span()),),
            kind="indirect", stance="state", confidence=0.5,
        )
        for n, found in enumerate(islice(_SENTENCE.finditer(text), 25), 1)
    )  # fmt: skip
    figures = tuple(
        Figure(id=f"f{n}", span=Span.of(text, *found.span()), low=int(found[0][:9]), confidence=0.5)
        for n, found in enumerate(islice(_NUMBER.finditer(text), 15), 1)
    )
    info = DocumentInfo(name=document.name, id=document.id, characters=len(text), published=document.published)
    return Record(document=info, actors=actors, statements=statements, figures=figures)


def megabytes() -> float:
    """What this process holds in memory now."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1]) / 1024  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--reading", choices=["stub", "real"], default="stub")
    parser.add_argument(
        "--records", type=Path, help="what benchmarks.kept_records made; as many articles as it holds are taken"
    )
    parser.add_argument("--block", type=int, default=BLOCK)
    parser.add_argument("--ledger", type=Path, help="keep the ledger here")
    given = parser.parse_args()
    if given.reading == "real":
        import onrecord

        onrecord.read("The mayor said no.")  # the model is loaded before the clock runs
    every = articles(given.shared)
    records = kept(given.records) if given.records else [None] * len(every)
    documents = edited_documents(every[: len(records)], records)
    blocks: list[dict[str, float]] = []
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "news.db"
        with Ledger(path) as ledger:
            while block := list(
                islice(documents, min(given.block, given.documents - sum(b["documents"] for b in blocks)))
            ):
                if given.reading == "stub" and not given.records:
                    block = [(document, stand_in(document)) for document, _ in block]
                begun = time.process_time()
                for document, record in block:
                    ledger.add(document, record=record)
                spent = time.process_time() - begun
                blocks.append(
                    {
                        "documents": len(block),
                        "ms_per_document": round(spent * 1000 / len(block), 3),
                        "ms_per_1000_characters": round(
                            spent * 1e6 / sum(len(document.text) for document, _ in block), 3
                        ),
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
                "reading": "kept" if given.records else given.reading,
                "read_articles": len(records),
                "stored": stored,
                "pairs_of_copies": copies,
                "documents_in_copy_groups": in_groups,
                "first_ms": first["ms_per_document"],
                "last_ms": last["ms_per_document"],
                "growth_per_document": round(last["ms_per_document"] / first["ms_per_document"] - 1, 3),
                "growth_per_character": round(last["ms_per_1000_characters"] / first["ms_per_1000_characters"] - 1, 3),
                "megabytes_first": first["megabytes"],
                "megabytes_last": last["megabytes"],
                "ledger_megabytes": round(size, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
