"""Silver labels for the trigger head: what the rules of reading/events find in unlabelled news.

    python -m training.silver DATA silver.jsonl --articles 500

Writes one article a line: its text and [start, end, type] of every trigger. The head learns the rules' vocabulary from it, and the
gold labels that follow teach it where the rules are wrong.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from .document import Document

_LONGEST = 6000
"""Characters of an article that are read."""


def articles(data: Path) -> Iterator[str]:
    """Two articles of raw news, then one on attacks, and so on."""
    with (
        gzip.open(data / "raw/articles.jsonl.gz", "rt", encoding="utf-8") as raw,
        (data / "events/muc/processed/train.json").open(encoding="utf-8") as muc,
    ):
        for attack in muc:
            for line in islice(raw, 2):
                yield json.loads(line)["text"][:_LONGEST]
            yield json.loads(attack)["doctext"][:_LONGEST]


def documents(path: Path) -> list[Document]:
    """The articles of such a file with their triggers, of whose actors and recipients nothing is known."""
    from . import events

    out = []
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        row = json.loads(line)
        one = events.document(
            f"silver-{number}", row["text"], [((a, b), kind, [], []) for a, b, kind in row["triggers"]]
        )
        one.events = []
        out.append(one)
    return out


def main() -> None:
    from onrecord.model.analyse import analyse
    from onrecord.reading.events.find import tree_of
    from onrecord.reading.events.triggers import find_triggers
    from onrecord.reading.events.types import composed

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--articles", type=int, default=500)
    args = parser.parse_args()
    with args.out.open("w", encoding="utf-8") as out:
        for text in islice(articles(args.data), args.articles):
            found = analyse(text)
            tree = tree_of(found)
            tokens = [(one.trigger.token, one.trigger.type) for one in composed(tree, find_triggers(tree))]
            rows = [[found.tokens[n].start, found.tokens[n].end, kind] for n, kind in tokens]
            out.write(json.dumps({"text": text, "triggers": rows}, ensure_ascii=False) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
