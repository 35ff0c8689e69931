"""Makes src/onrecord/knowledge/text/document_frequencies.tsv: in how many of some thousand news articles each stem stands.

    python tools/make_document_frequencies.py ../shared/data/raw/articles.jsonl.gz

Only stems of letters that stand in at least four articles are kept; no order of words or text is.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from onrecord.comparing.story_words import stems_in

TABLE = Path("src/onrecord/knowledge/text/document_frequencies.tsv")
FEWEST = 4


def main() -> None:
    counts, articles = Counter[str](), 0
    with gzip.open(sys.argv[1], "rt", encoding="utf-8") as stream:
        for line in stream:
            row = json.loads(line)
            articles += 1
            counts.update(set(stems_in(f"{row.get('title') or ''}\n{row['text']}")))
    with TABLE.open("w", encoding="utf-8") as out:
        out.write(
            "# How common words are: stems (comparing/content_words.py), by in how many of the articles they stand (the first row: of all).\n"
        )
        out.write(
            "# Made by tools/make_document_frequencies.py of 6,000 US news articles of 2012-2020. A row: the number, then the stems.\n"
        )
        out.write(f"{articles}\t*\n")
        by_count: dict[int, list[str]] = {}
        for stem, count in counts.items():
            if count >= FEWEST and stem.isalpha():
                by_count.setdefault(count, []).append(stem)
        for count in sorted(by_count, reverse=True):
            out.write(f"{count}\t{' '.join(sorted(by_count[count]))}\n")


if __name__ == "__main__":
    main()
