"""Time per document and memory while a ledger grows: flat, or not.

    python -m benchmarks.adding ../shared                          10,000 documents, the ledger alone (records are stood in for)
    python -m benchmarks.adding ../shared --reading real --documents 2000

The documents are the 6,000 articles of raw/articles.jsonl.gz in an order drawn once, then the same again, each with sentences left
out and numbers changed, as an outlet edits a wire story. `--reading stub` gives each a record of its sentences, names and numbers,
so that as many rows are written as a reading gives. Time is given per document and per thousand characters, for each thousand
documents; memory is what the process holds. The last line is JSON.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from onrecord.ledger.store import Ledger
from onrecord.records import Actor, DocumentInfo, Figure, Record, Span, Statement
from onrecord.sources.dates import iso_date
from onrecord.sources.document import Document

BLOCK = 1000
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]")
_NAME = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_NUMBER = re.compile(r"\b\d+\b")


def articles(shared: Path, count: int, seed: int = 7) -> Iterator[Document]:
    """`count` documents: real articles in a drawn order, then perturbed ones."""
    with gzip.open(shared / "data/raw/articles.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    random.Random(seed).shuffle(rows)
    for number in range(count):
        row, copy = rows[number % len(rows)], number // len(rows)
        text = row["text"] if not copy else perturbed(row["text"], seed + number)
        known = {key: row.get(key) or None for key in ("title", "url", "outlet")}
        yield Document(
            name=f"{row['id']}-{copy}",
            text=text,
            published=iso_date(row.get("published") or ""),
            language="en",
            **known,
        )


def perturbed(text: str, seed: int) -> str:
    """The text with a few sentences left out and some numbers changed."""
    draw = random.Random(seed)
    sentences = _SENTENCE.findall(text) or [text]
    kept = [sentence for sentence in sentences if draw.random() > 0.15] or sentences[:1]
    return _NUMBER.sub(lambda found: str(int(found[0][:9]) + 1) if draw.random() < 0.3 else found[0], "".join(kept))


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
    parser.add_argument("--ledger", type=Path, help="keep the ledger here")
    given = parser.parse_args()
    if given.reading == "real":
        import onrecord

        onrecord.read("The mayor said no.")  # the model is loaded before the clock runs
    blocks = []
    with tempfile.TemporaryDirectory() as folder:
        path = given.ledger or Path(folder) / "news.db"
        with Ledger(path) as ledger:
            documents = articles(given.shared, given.documents)
            while block := list(islice(documents, BLOCK)):
                records = [None if given.reading == "real" else stand_in(document) for document in block]
                begun = time.process_time()
                for document, record in zip(block, records, strict=True):
                    ledger.add(document, record=record)
                spent = time.process_time() - begun
                blocks.append(
                    {
                        "documents": len(block),
                        "ms_per_document": round(spent * 1000 / len(block), 3),
                        "ms_per_1000_characters": round(spent * 1e6 / sum(len(document.text) for document in block), 3),
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
                "reading": given.reading,
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
