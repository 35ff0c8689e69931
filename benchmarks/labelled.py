"""The words of sentences that labels only name: an article of the raw news or a document of GUM by its id, and characters."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any


def texts(data: Path, rows: Sequence[dict[str, Any]]) -> list[str]:
    """The sentence of each row: `source` raw or gum, `id`, `start` and `end` in the article's text.

    Raises:
        KeyError: the gold sets have no such article.
    """
    wanted = {row["id"] for row in rows if row["source"] == "raw"}
    articles = {}
    with gzip.open(data / "raw/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in wanted:
                articles[article["id"]] = article["text"]
    for name in {row["id"] for row in rows if row["source"] == "gum"}:
        articles[name] = gum(data / "syntax/gum" / f"{name}.conllu")
    return [articles[row["id"]][row["start"] : row["end"]] for row in rows]


def gum(path: Path) -> str:
    """The text of a GUM document: its sentences as they were printed, joined by one blank."""
    lines = path.read_text("utf-8").split("\n")
    return " ".join(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))
