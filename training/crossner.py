"""CrossNER politics (one token and its BIO tag a line, single sentences) → documents of one sentence each."""

from __future__ import annotations

from pathlib import Path

from .document import Document
from .labels import POLITICS, bio

_TAGS = {tag: number for number, tag in enumerate(bio(POLITICS))}


def documents(path: Path) -> list[Document]:
    """The sentences of train.txt, dev.txt or test.txt."""
    out = []
    for number, block in enumerate(path.read_text("utf-8").strip().split("\n\n")):
        rows = [line.split() for line in block.split("\n") if line.strip()]
        words, tags = [row[0] for row in rows], [_TAGS[row[-1]] for row in rows]
        breaks = [2] + [0] * (len(words) - 1)
        out.append(
            Document(f"{path.stem}-{number}", words, [True] * len(words), breaks, [(0, len(words))], politics=tags)
        )
    return out
