"""Pairs of accounts with their kinds: what the comparer learns from, and what its judge does.

Written pairs are `training/pairs/*.jsonl` and the tuned sets of benchmarks/agreement, as described in benchmarks/agreement/README.md;
`benchmarks/agreement/real.jsonl` names openings of real articles in the gold sets by id and length, with no text. Pairs that share two rare
names with a pair of a sealed set are left out, for they may tell the same event.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tokenizers import Tokenizer

from benchmarks.openings import with_texts
from onrecord.comparing.settings import day_of
from onrecord.comparing.stretches import stretch_of, stretches
from onrecord.comparing.verdicts import KINDS
from onrecord.model.pairs import LONGEST, introduction, when
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

Row = dict[str, Any]

PAIRS = Path("training/pairs")
SETS = Path("benchmarks/agreement")
TUNED = ("open", "sealed", "third", "own")
SEALED = ("unread", "sealed_2", "sealed_3")
HELD_FILE, BLOCK, HELD_EVERY, HELD_AT = "newspapers", 12, 8, 3
"""The judge learns from pairs that the comparer has not seen: one file, and of the others every eighth block of twelve."""
_COMMON, _SHARED = 8, 2
UNSURE = 0.5


class Piece(NamedTuple):
    """A pair as the network sees it: wordpieces, segments, which stand among the decisive words (-1: not known)."""

    ids: list[int]
    segments: list[int]
    decisive: list[int]


def read(path: Path) -> list[Row]:
    """The rows of a file of pairs."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def written() -> tuple[list[Row], list[Row]]:
    """The written pairs: those to learn from, those that are held back for the judge."""
    rows = []
    for path in sorted(PAIRS.glob("*.jsonl")):
        rows += [{**row, "file": path.stem, "block": n // BLOCK} for n, row in enumerate(read(path))]
    count = Counter(name for row in rows for name in names(row))
    sealed = [names(row) for each in SEALED for row in read(SETS / f"{each}.jsonl")]
    kept = [
        row
        for row in rows
        if all(len([n for n in names(row) & one if count[n] <= _COMMON]) < _SHARED for one in sealed)
    ]
    held = [row for row in kept if row["file"] == HELD_FILE or row["block"] % HELD_EVERY == HELD_AT]
    known = {row["id"] for row in held}
    learnt = [row for row in kept if row["id"] not in known]
    learnt += [row for each in TUNED for row in read(SETS / f"{each}.jsonl")]
    return learnt, held


def names(row: Row) -> set[str]:
    """The capitalised words within the sentences of a pair."""
    return set(re.findall(r"(?<=[a-z,;:] )[A-Z][\w-]{3,}", f"{row['a']['text']} {row['b']['text']}"))


def real(data: Path, part: str) -> list[Row]:
    """The pairs of openings of real articles of one part, with their texts from the gold sets."""
    rows = [row for row in read(SETS / "real.jsonl") if row["part"] == part]
    return [{**row, "weight": 1.0 if row["sure"] else UNSURE} for row in with_texts(rows, data)]


def in_stretches(row: Row) -> Row:
    """The pair of the stretches in which the decisive words stand, as documents are read."""
    found = dict(row)
    for side in "ab":
        text = row[side]["text"]
        tokens = tokenize(text)
        parts = stretches([(tokens[r.first].start, tokens[r.last - 1].end) for r in split_sentences(text, tokens)])
        at = max(0, text.find((row.get("where") or {}).get(side) or "\0"))
        start, end = stretch_of(at, parts)
        found[side] = {**row[side], "text": text[start:end]}
    return found


def swapped(row: Row) -> Row:
    """The same pair the other way round."""
    where = row.get("where")
    turned = {"where": {"a": where["b"], "b": where["a"]}} if where else {}
    return {**row, "a": row["b"], "b": row["a"], **turned}


def pieces(row: Row, tokenizer: Tokenizer) -> Piece:
    """A pair in wordpieces, as `onrecord.model.pairs` makes them."""
    days = [day_of(row[side].get("published")) for side in "ab"]
    gap = when((days[1] - days[0]).days if days[0] and days[1] else 0)
    where = row.get("where") or {}
    ids, segments, decisive = [tokenizer.token_to_id("[CLS]")], [0], [-1]
    for n, (side, later) in enumerate(zip("ab", ("", gap), strict=True)):
        own, marks = _side(row[side], days[n], later, where.get(side), tokenizer)
        ids += [*own, tokenizer.token_to_id("[SEP]")]
        segments += [n] * (len(own) + 1)
        decisive += [*marks, -1]
    return Piece(ids, segments, decisive)


def _side(side: Row, day: Any, later: str, words: str | None, tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    before = introduction(side.get("outlet"), day, later)
    found = tokenizer.encode(before + side["text"], add_special_tokens=False)
    at = side["text"].find(words) if words else -1
    if at < 0:
        return found.ids[:LONGEST], [-1] * min(LONGEST, len(found.ids))
    start, end = at + len(before), at + len(before) + len(words or "")
    return found.ids[:LONGEST], [int(a < end and b > start) for a, b in found.offsets[:LONGEST]]


def kinds(rows: Iterable[Row]) -> list[int]:
    """The numbers of the kinds."""
    return [KINDS.index(row["kind"]) for row in rows]


def shares(rows: Sequence[Row], right: Sequence[bool]) -> dict[str, float]:
    """The share that is right, of all and by kind."""
    found = {"all": sum(right) / max(1, len(right))}
    for kind in KINDS:
        own = [ok for row, ok in zip(rows, right, strict=True) if row["kind"] == kind]
        if own:
            found[kind] = sum(own) / len(own)
    return {name: round(value, 3) for name, value in found.items()}
