"""Openings of real articles, which pairs of accounts name by the article's id and a number of characters: their texts stay in the gold sets."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Row = dict[str, Any]


def with_texts(rows: Iterable[Row], data: Path) -> Iterator[Row]:
    """Rows of pairs with the `text` of either side, white space as single spaces; and `where` in words."""
    texts: dict[str, str] = {}
    for path in (data / "stories/news_cluster/data").glob("*.json"):
        article = json.loads(path.read_text("utf-8"))
        texts[article["dId"]] = article["text"]
    with gzip.open(data / "raw/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts.update((article["id"], article["text"]) for article in map(json.loads, lines))
    for row in rows:
        found = dict(row)
        for side in "ab":
            whole = re.sub(r"\s+", " ", texts[row[side]["document"]]).strip()
            found[side] = {**row[side], "text": whole[: row[side]["characters"]]}
        found["where"] = {side: found[side]["text"][slice(*row["where"][side])] for side in "ab"}
        yield found
