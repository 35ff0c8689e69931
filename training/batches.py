"""Documents → windows → padded batches. Words are cut into wordpieces here, with the run time's own code for features and windows."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch

from onrecord.model.features import quotation, shape
from onrecord.model.windows import windows
from onrecord.model.wordpieces import Wordpieces

from .document import NONE, Document, Gold

QUOTE_STYLES = (
    {"“": '"', "”": '"'},
    {"“": "«", "”": "»"},
    {"“": "„", "”": "“"},
    {"“": "''", "”": "''"},
    {"“": "‘", "”": "’"},
)


@dataclass
class Item:
    """One window: words `first` to `last` of a document; the words before `core` are context."""

    document: Document
    first: int
    core: int
    last: int
    pieces: int


def cut(documents: Sequence[Document], cutter: Wordpieces, limit: int, context: int) -> list[Item]:
    """All windows of all documents."""
    out = []
    for document in documents:
        if not document.words:
            continue
        pieces = cutter.cut(document.words)
        units = [
            (a, min(b, a + limit // 2)) for s, e in document.sentences for a in range(s, e, limit // 2) for b in (e,)
        ]
        lengths = [sum(len(p) for p in pieces[a:b]) for a, b in units]
        fresh = [document.breaks[a] > 0 for a, _ in units]
        for window in windows(lengths, fresh, limit, context):
            total = sum(lengths[window.first : window.last])
            item = Item(document, units[window.first][0], units[window.core][0], units[window.last - 1][1], total)
            if _teaches(item):
                out.append(item)
    return out


def _teaches(item: Item) -> bool:
    """Whether the window holds a label: of an article with a few sentences labelled for events, most windows hold none."""
    tags = item.document.triggers
    return tags is None or bool(item.document.topic) or any(tag != NONE for tag in tags[item.core : item.last])


def packed(items: list[Item], budget: int, chance: random.Random | None = None) -> list[list[Item]]:
    """Batches of windows of similar length, of at most `budget` wordpieces with padding; shuffled when given a source of chance."""
    noise = (lambda: chance.uniform(-12, 12)) if chance else (lambda: 0.0)
    ordered = sorted(items, key=lambda item: item.pieces + noise())
    out: list[list[Item]] = [[]]
    longest = 0
    for item in ordered:
        longest = max(longest, item.pieces)
        if out[-1] and longest * (len(out[-1]) + 1) > budget:
            out.append([])
            longest = item.pieces
        out[-1].append(item)
    if chance:
        chance.shuffle(out)
    return out


def _disturbed(words: list[str], chance: random.Random) -> list[str]:
    """Now and then a window without capitals, all in capitals, or with other quotation marks: broken text must be read too."""
    dice = chance.random()
    if dice < 0.03:
        return [word.lower() for word in words]
    if dice < 0.05:
        return [word.upper() for word in words]
    if dice < 0.15:
        style = chance.choice(QUOTE_STYLES)
        return [style.get(word, word) for word in words]
    return words


def _labels(values: list[int] | None, item: Item, width: int, shift: int = 0) -> list[int]:
    if values is None:
        return [NONE] * width
    kept = [value - shift if value != NONE else NONE for value in values[item.first : item.last]]
    return [NONE] * (item.core - item.first) + kept[item.core - item.first :] + [NONE] * (width - len(kept))


def collate(items: list[Item], cutter: Wordpieces, chance: random.Random | None = None) -> dict[str, torch.Tensor]:
    """The tensors of one batch: wordpieces and their features [B, T], word positions and labels [B, N], anchors [A] with roles [A, N]."""
    rows = []
    for item in items:
        document = item.document
        words = document.words[item.first : item.last]
        paragraph = list(document.breaks[item.first : item.last])
        paragraph[0] = 2
        if chance:
            words = _disturbed(words, chance)
            if document.entities is not None:
                for start, _ in document.sentences:
                    if item.first < start < item.last and chance.random() < 0.3:
                        paragraph[start - item.first] = 2
        quotes = quotation(words, document.gaps[item.first : item.last], paragraph)
        ids, shapes, breaks, marks, starts = [cutter.start], [8], [0], [0], []
        for word, pieces, gap, quote in zip(words, cutter.cut(words), paragraph, quotes, strict=True):
            starts.append(len(ids))
            ids += pieces
            form = shape(word)
            shapes += [form] * len(pieces)
            breaks += [gap] + [0] * (len(pieces) - 1)
            marks += [quote] * len(pieces)
        ids.append(cutter.stop)
        rows.append((ids, [*shapes, 8], [*breaks, 0], [*marks, 0], starts))
    longest, width = max(len(row[0]) for row in rows), max(len(row[4]) for row in rows)

    def padded(values: Sequence[Sequence[int]], size: int, fill: int = 0) -> torch.Tensor:
        return torch.tensor([[*v, *[fill] * (size - len(v))] for v in values], dtype=torch.long)

    batch = {
        "ids": padded([row[0] for row in rows], longest),
        "mask": padded([[1] * len(row[0]) for row in rows], longest),
        "shapes": padded([row[1] for row in rows], longest),
        "breaks": padded([row[2] for row in rows], longest),
        "quotes": padded([row[3] for row in rows], longest),
        "starts": padded([row[4] for row in rows], width),
        "words": torch.tensor([len(row[4]) for row in rows]),
    }
    first = items[0].document
    if first.attributions is not None:
        batch |= _attributions(items, width, chance)
    if first.entities is not None:
        batch["entities"] = padded([_labels(i.document.entities, i, width) for i in items], width)
    if first.politics is not None:
        batch["politics"] = padded([_labels(i.document.politics, i, width) for i in items], width)
    if first.upos is not None:
        batch["upos"] = padded([_labels(i.document.upos, i, width) for i in items], width)
        batch["heads"] = padded([_labels(i.document.heads, i, width, i.first) for i in items], width, NONE)
        batch["deprels"] = padded([_labels(i.document.deprels, i, width) for i in items], width)
        number, opening = [], []
        for item in items:
            rank, start = [-1] * width, [NONE] * width
            for n, (a, b) in enumerate(item.document.sentences):
                for word in range(max(a, item.first), min(b, item.last)):
                    rank[word - item.first] = n
                    start[word - item.first] = int(word == a)
            number.append(rank)
            opening.append(start)
        batch["sentences"] = torch.tensor(number)
        batch["openings"] = torch.tensor(opening)
    if first.triggers is not None:
        batch["triggers"] = padded([_labels(i.document.triggers, i, width) for i in items], width, NONE)
        batch["topics"] = padded([item.document.topic for item in items], 2, NONE)
        batch["pairs"] = torch.from_numpy(np.stack([_pair(item, width) for item in items]))
        batch |= _events(items, width)
    if first.factuality is not None:
        batch["scales"] = torch.tensor([item.document.scale for item in items])
        batch["factuality"] = torch.tensor([_numbers(item, width) for item in items], dtype=torch.float32)
    return batch


def _pair(item: Item, width: int) -> np.ndarray:
    """[N, 2]: the words of the marked actor and recipient, in even shares; nothing where no pair is marked."""
    out = np.zeros((width, 2), dtype=np.float32)
    for kind, (a, b) in enumerate(item.document.pair or ()):
        out[max(0, a - item.first) : max(0, min(b, item.last) - item.first), kind] = 1
    return out / np.maximum(1, out.sum(axis=0))


def _numbers(item: Item, width: int) -> list[float]:
    """The factuality of the words of the core, not a number elsewhere."""
    assert item.document.factuality is not None
    kept = item.document.factuality[item.core : item.last]
    before = item.core - item.first
    return [math.nan] * before + kept + [math.nan] * (width - before - len(kept))


def _events(items: list[Item], width: int) -> dict[str, torch.Tensor]:
    """The triggers of the cores as anchors, with the words of their actors and recipients where they are known."""
    rows, anchors, roles, known = [], [], [], []
    for row, item in enumerate(items):
        document = item.document
        labels = np.array(document.triggers[item.first : item.last]) if document.triggers else np.array([])
        for event in document.events:
            if not item.core <= event.trigger[0] < item.last:
                continue
            target = np.zeros((width, 2), dtype=np.float32)
            for kind, spans in enumerate((event.actors, event.recipients)):
                for a, b in spans:
                    target[max(0, a - item.first) : max(0, min(b, item.last) - item.first), kind] = 1
            rows.append(row)
            anchors.append(event.trigger[0] - item.first)
            roles.append(target)
            known.append(np.pad(labels != NONE, (0, width - len(labels))))
    return {
        "event_rows": torch.tensor(rows, dtype=torch.long),
        "event_anchors": torch.tensor(anchors, dtype=torch.long),
        "event_roles": torch.from_numpy(np.array(roles, dtype=np.float32).reshape(len(rows), width, 2)),
        "event_known": torch.from_numpy(np.array(known, dtype=np.float32).reshape(len(rows), width)),
    }


def _attributions(items: list[Item], width: int, chance: random.Random | None) -> dict[str, torch.Tensor]:
    flat = np.full((3, len(items), width), NONE)
    rows, anchors, roles, firsts = [], [], [], []
    for row, item in enumerate(items):
        flat[:, row, item.core - item.first : item.last - item.first] = 0
        assert item.document.attributions is not None
        for gold in item.document.attributions:
            target = _roles(gold, item)
            if target is None:
                continue
            for kind in range(3):
                begin, inside = 1 + 2 * kind, 2 + 2 * kind
                where = np.flatnonzero((target == begin) | (target == inside))
                where = where[flat[kind, row, where] != NONE]
                flat[kind, row, where] = 1 + (target[where] == inside)
            at = gold.cue[0][0] if gold.cue else gold.content[0][0]
            if not item.core <= at < item.last:
                continue
            if chance and gold.cue and chance.random() < 0.25:
                at = chance.randrange(gold.cue[0][0], min(gold.cue[-1][1], item.last))
            rows.append(row)
            anchors.append(at - item.first)
            roles.append(np.pad(target, (0, width - len(target)), constant_values=NONE))
            firsts.append(int(bool(gold.cue)))
    return {
        "flat": torch.from_numpy(flat),
        "anchor_rows": torch.tensor(rows, dtype=torch.long),
        "anchors": torch.tensor(anchors, dtype=torch.long),
        "roles": torch.from_numpy(np.array(roles, dtype=np.int64).reshape(len(rows), width)),
        "annotators": torch.tensor([item.document.annotator for item in items]),
    }


def _roles(gold: Gold, item: Item) -> np.ndarray | None:
    """Role labels of the window's words for one attribution, None where it has no word in the window."""
    out = np.zeros(item.last - item.first, dtype=np.int64)
    for kind, spans in enumerate((gold.source, gold.cue, gold.content)):
        for a, b in spans:
            for word in range(max(a, item.first), min(b, item.last)):
                out[word - item.first] = 1 + 2 * kind + (word > a)
    return out if out.any() else None


def endless(documents: Sequence[Document], cutter: Wordpieces, budget: int, seed: int) -> Iterator[list[Item]]:
    """Batches for ever. Each round cuts the documents anew with another limit, so that windows begin elsewhere each time."""
    chance = random.Random(seed)
    while True:
        limit = chance.choice((96, 128, 128, 160, 192))
        yield from packed(cut(documents, cutter, limit, 48), budget, chance)
