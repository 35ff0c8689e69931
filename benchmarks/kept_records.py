"""Real articles, and records that were read in them once and kept, for benchmarks that need many.

python -m benchmarks.kept_records ../shared /tmp/records.jsonl [--documents 2000]     reads articles, goes on where it stopped
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from itertools import islice
from pathlib import Path

from onrecord.errors import OnRecordError
from onrecord.records import Record, from_json, to_json
from onrecord.sources.dates import iso_date
from onrecord.sources.document import Document


def articles(shared: Path, seed: int = 7) -> list[Document]:
    """All real articles, in an order drawn once."""
    with gzip.open(shared / "data/raw/articles.jsonl.gz", "rt", encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    random.Random(seed).shuffle(rows)
    return [
        Document(
            name=f"{row['id']}-0",
            text=row["text"],
            published=iso_date(row.get("published") or ""),
            language="en",
            **{key: row.get(key) or None for key in ("title", "url", "outlet")},
        )
        for row in rows
    ]


def kept(path: Path) -> list[Record | None]:
    """The records of a file, in order; None where an article could not be read."""
    with path.open("rb") as stream:
        return [None if line.startswith(b"null") else from_json(line) for line in stream if line.endswith(b"\n")]


def main() -> None:
    from onrecord.reading.reader import read_document
    from onrecord.sources.checks import checked

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("records", type=Path)
    parser.add_argument("--documents", type=int, help="how many; all without")
    given = parser.parse_args()
    done = len(kept(given.records)) if given.records.exists() else 0
    with given.records.open("ab", buffering=0) as stream:
        for document in islice(articles(given.shared), done, given.documents):
            try:
                stream.write(to_json(read_document(checked(document))) + b"\n")
            except OnRecordError:
                stream.write(b"null\n")


if __name__ == "__main__":
    main()
