"""Stories of news_cluster (or BASIL), with documents added to a ledger one by one in the order of their dates.

    python -m benchmarks.stories ../shared                    B-cubed, also of each half of the events
    ../shared/score/score.py stories GOLD --command "python -m benchmarks.stories --lines"

With `--lines` the documents are a JSONL file, and one {"story", "documents"} line a story is printed, as `onrecord stories` does. Stories
need no reading, so an empty record is stood in for each unless `--reading real`. The last line is JSON.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from onrecord.ledger.store import Ledger
from onrecord.records import DocumentInfo, Record
from onrecord.sources.document import Document

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path, help="the shared folder, or with --lines the documents")
    parser.add_argument("--lines", action="store_true")
    parser.add_argument("--reading", choices=["none", "real"], default="none")
    given = parser.parse_args()
    if given.lines:
        rows = [json.loads(line) for line in given.path.read_text("utf-8").splitlines()]
        for number, names in found(rows, given.reading == "real").items():
            print(json.dumps({"story": number, "documents": names}))
        return
    gold = [
        json.loads(path.read_text("utf-8")) for path in (given.path / "data/stories/news_cluster/data").glob("*.json")
    ]
    events = {row["dId"]: int(row["newsCluster"]["EventId"]) for row in gold}
    rows = [
        {
            "id": r["dId"],
            "title": r["title"],
            "text": r["text"],
            "published": r["date_publish"][:10],
            "outlet": r["source_domain"],
        }
        for r in gold
    ]
    have = {name: story for story, names in found(rows, given.reading == "real").items() for name in names}
    halves: list[tuple[str, Callable[[int], bool]]] = [
        ("all", lambda event: True), ("even events", lambda event: event % 2 == 0), ("odd events", lambda event: event % 2 == 1)
    ]  # fmt: skip
    figures = {name: b_cubed(events, have, of) for name, of in halves}
    print(
        json.dumps(
            {"documents": len(rows), "events": len(set(events.values())), "stories": len(set(have.values())), **figures}
        )
    )


def found(rows: Iterable[Row], real: bool) -> dict[str, list[str]]:
    """Story → names of its documents, after all were added in the order of their dates."""
    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "news.db") as ledger:
        for row in sorted(rows, key=lambda row: (row["published"] or "", row["id"])):
            known = {key: row.get(key) for key in ("title", "published", "outlet")}
            document = Document.of(row["text"], name=row["id"], **known)
            info = DocumentInfo(name=document.name, id=document.id, characters=len(document.text))
            ledger.add(document, record=None if real else Record(document=info))
        stories = {line.story: list(line.documents) for line in ledger.stories()}
        # The same text under several names is one document: its other names are told by its appearances.
        for names in stories.values():
            for name in list(names):
                for entry in ledger.find(name):
                    names += [one.name for one in ledger.appearances(entry.id) if one.name not in names]
        return stories


def b_cubed(gold: dict[str, int], have: dict[str, str], of: Callable[[int], bool]) -> dict[str, float]:
    """B-cubed precision, recall and F1 over the documents of the events that `of` takes."""
    wanted, given = _groups(gold), _groups(have)
    names = [name for name in gold if of(gold[name])]
    shared = {name: len(wanted[gold[name]] & given[have[name]]) for name in names}
    precision = sum(shared[name] / len(given[have[name]]) for name in names) / len(names)
    recall = sum(shared[name] / len(wanted[gold[name]]) for name in names) / len(names)
    both = {"p": precision, "r": recall, "f1": 2 * precision * recall / (precision + recall)}
    return {key: round(value, 4) for key, value in both.items()}


def _groups(labels: dict[str, Any]) -> dict[Any, set[str]]:
    groups: dict[Any, set[str]] = {}
    for name, label in labels.items():
        groups.setdefault(label, set()).add(name)
    return groups


if __name__ == "__main__":
    main()
