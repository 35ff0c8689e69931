"""PolNeAR (news texts with brat standoff files) → documents with attributions."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from onrecord.model.features import breaks
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

from .document import Document, Gold

ANNOTATORS = ("4b22", "4e07", "5fec", "6b86", "d473", "ef2d")
Spans = dict[str, list[tuple[int, int]]]


def standoff(path: Path) -> list[Spans]:
    """The attributions of one .ann file: for each, the character spans of Source, Cue and Content."""
    spans: Spans = {}
    events: list[str] = []
    for line in path.read_text("utf-8").split("\n"):
        key, tab, rest = line.partition("\t")
        if tab and key[0] == "T":
            where = rest.split("\t")[0].split(" ", 1)[1]
            spans[key] = [(int(a), int(b)) for a, b in (part.split() for part in where.split(";"))]
        elif tab and key[0] == "E":
            events.append(rest)
    out = []
    for event in events:
        roles: Spans = defaultdict(list)
        for item in event.split():
            role, target = item.split(":")
            roles[re.sub(r"\d+$", "", role)] += spans[target]
        if roles.get("Content"):
            out.append(dict(roles))
    return out


def documents(part: Path, every_annotator: bool = False) -> Iterator[Document]:
    """The documents of `part` (a folder with text/ and attributions/); of several annotators the first, as the scorer takes it."""
    for path in sorted((part / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        tokens = tokenize(text)
        offsets = [(token.start, token.end) for token in tokens]
        files = sorted((part / "attributions").glob(path.stem + "_*.ann"))
        for file in files if every_annotator else files[:1]:
            yield Document(
                name=path.stem,
                words=[token.text for token in tokens],
                gaps=[i == 0 or offsets[i][0] > offsets[i - 1][1] for i in range(len(offsets))],
                breaks=breaks(text, offsets),
                sentences=[tuple(sentence) for sentence in split_sentences(text, tokens)],
                attributions=_on_words(standoff(file), text, offsets),
                annotator=1 + ANNOTATORS.index(file.stem.rsplit("_", 1)[1]),
                offsets=offsets,
                text=text,
            )


def _on_words(events: list[Spans], text: str, offsets: list[tuple[int, int]]) -> list[Gold]:
    starts, ends = [a for a, _ in offsets], [b for _, b in offsets]

    def ranges(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        out: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            first = bisect_right(ends, start)
            last = max(first, bisect_left(starts, end))
            if out and first <= out[-1][1]:
                out[-1] = (out[-1][0], max(last, out[-1][1]))
            elif last > first:
                out.append((first, last))
        return out

    golds = [Gold(ranges(e.get("Source", [])), ranges(e.get("Cue", [])), ranges(e["Content"])) for e in events]
    return [gold for gold in golds if gold.content]
