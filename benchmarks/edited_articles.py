"""Articles edited as an outlet edits a wire story, a few sentences left out and some numbers changed, with the record of the article
moved onto them: each span to where its characters stand now; what stood in a sentence that was left out is not in it.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from typing import Any, NamedTuple

import msgspec

from onrecord.records import DocumentInfo, Record
from onrecord.sources.document import Document

SENTENCE = re.compile(r"[^.!?\n]+[.!?]")
NUMBER = re.compile(r"\b\d+\b")
_LEFT_OUT, _CHANGED = 0.15, 0.3  # part of the sentences that an edit leaves out, and of the numbers that it changes
_KINDS = ("actors", "statements", "events", "figures", "times", "places")


class Piece(NamedTuple):
    """Characters of an article, and what stands for them in the edited one from `place` on."""

    start: int
    end: int
    place: int
    text: str


class Edited(NamedTuple):
    """An edited article: its text, and where each part of it comes from, in order."""

    text: str
    pieces: tuple[Piece, ...]


def edited(text: str, seed: int) -> Edited:
    """The text with a few sentences left out and some numbers changed.

    >>> edited("Rain fell. 12 fled. 9 stayed.", 6).text
    'Rain fell. 13 fled. 10 stayed.'
    """
    draw = random.Random(seed)
    sentences = [found.span() for found in SENTENCE.finditer(text)] or [(0, len(text))]
    kept = [sentence for sentence in sentences if draw.random() > _LEFT_OUT] or sentences[:1]
    pieces: list[Piece] = []
    place = 0
    for start, end in kept:
        last = start
        for number in NUMBER.finditer(text, start, end):
            if draw.random() < _CHANGED:
                changed = str(int(number[0][:9]) + 1)
                for piece_start, piece_end, words in (
                    (last, number.start(), text[last : number.start()]),
                    (*number.span(), changed),
                ):
                    pieces.append(Piece(piece_start, piece_end, place, words))
                    place += len(words)
                last = number.end()
        pieces.append(Piece(last, end, place, text[last:end]))
        place += end - last
    return Edited("".join(piece.text for piece in pieces), tuple(piece for piece in pieces if piece.text))


def moved(record: Record, document: Document, edit: Edited) -> Record:
    """The record of an article as that of its edited text, which is the document's."""
    starts = [piece.start for piece in edit.pieces]

    def place(offset: int, *, last: bool) -> int | None:
        number = bisect_right(starts, offset - last) - 1
        piece = edit.pieces[number] if number >= 0 else None
        if piece is None or not piece.start <= offset - last < piece.end:
            return None
        if offset == piece.end:
            return piece.place + len(piece.text)
        return piece.place + min(offset - piece.start, len(piece.text) - last)

    def values(value: Any) -> Any:
        if isinstance(value, dict) and value.keys() == {"start", "end", "text"}:
            start, end = place(value["start"], last=False), place(value["end"], last=True)
            if start is None or end is None or end <= start:
                return None
            return {"start": start, "end": end, "text": edit.text[start:end]}
        if isinstance(value, dict):
            return {key: values(one) for key, one in value.items()}
        if isinstance(value, (list, tuple)):
            return [one for one in map(values, value) if one is not None]
        return value

    told = msgspec.to_builtins(record)
    items = {kind: [values(item) for item in told[kind]] for kind in _KINDS}
    items = {kind: [item for item in every if _stands(kind, item)] for kind, every in items.items()}
    known = {item["id"] for every in items.values() for item in every} | {"published"}
    for kind, every in items.items():
        items[kind] = [_without_strangers(item, known) for item in every]
    info = DocumentInfo(
        name=document.name, id=document.id, title=document.title, outlet=document.outlet,
        published=document.published, characters=len(document.text),
    )  # fmt: skip
    return msgspec.convert({"document": msgspec.to_builtins(info), **items}, Record)


def _stands(kind: str, item: dict[str, Any]) -> bool:
    needed = {
        "actors": "mentions",
        "statements": "content",
        "events": "trigger",
        "figures": "span",
        "times": "span",
        "places": "spans",
    }
    return bool(item[needed[kind]])


_IDS = re.compile(r"[asefptl]\d+")


def _without_strangers(item: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """The item without references to items that are gone."""

    def gone(value: object) -> bool:
        return isinstance(value, str) and bool(_IDS.fullmatch(value)) and value not in known

    kept = {key: None if gone(value) else value for key, value in item.items()}
    return {
        key: [one for one in value if not gone(one)] if isinstance(value, list) else value
        for key, value in kept.items()
    }
