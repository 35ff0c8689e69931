"""Is one document a copy of another? Exact alignment of their words decides, after `fingerprints` found the pair.

What counts are words that the outlet itself tells. Two reporters on one event quote the same sentences, print the same message and the
same caption; outlets put the same lines around everything they print (knowledge/text/boilerplate.txt). None of that is copied text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal, NamedTuple

import msgspec

from onrecord.comparing.fingerprints import SHINGLE, Word, lowered, shingles, words
from onrecord.knowledge.tables import rows
from onrecord.knowledge.words import words_of
from onrecord.records import Span

Kind = Literal["reprint", "partial", "update"]
"""reprint: nearly all of both. partial: one is in the other, or both have much of a third. update: much of both, edited throughout."""

_GAP = 3  # words that were edited inside a passage that is still one
# Measured by: python -m benchmarks.copies ../shared
_PASSAGE = 14  # told words of at least one passage
_FEWEST, _OF_SHORTER = 48, 0.35  # told words that are shared, and their part of the shorter document's
_BRIEF, _OF_BOTH = 24, 0.6  # or so few, where they are most of both
_MANY, _OF_LONG = 150, 0.15  # or so many, inside long documents
_NEARLY_ALL = 0.8
_FIRST_PERSON = 0.06  # share of I, we, my … above which a passage is somebody's own words, quotation marks or not
_QUOTED = re.compile(r"[“\"][^“”\"\n]{2,1500}?[”\"]|[“\"][^“”\"\n]{40,1500}(?=\n|$)")
_LINE = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


class Passage(msgspec.Struct, frozen=True):
    """Characters of both documents that are the same words, but for a few inside. `words`: those that are the same and told."""

    left: Span
    right: Span
    words: int


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """That two documents carry the same text: how many told words, what part of those of each, and where."""

    kind: Kind
    words: int
    of_left: float
    of_right: float
    passages: tuple[Passage, ...]


class Prepared(NamedTuple):
    """A text made ready to be compared: its words, and which of them the outlet tells itself."""

    text: str
    words: list[Word]
    told: list[bool]


class Run(NamedTuple):
    """`length` words that are the same from these places on."""

    left: int
    right: int
    length: int


def prepared(text: str) -> Prepared:
    """The words of a text, and whether each is told: outside quotation marks and boiler-plate.

    >>> [word.low for word, told in zip(*prepared('He said "no way" again.')[1:]) if told]
    ['he', 'said', 'again']
    """
    found = words(text)
    blank = bytearray(len(text) + 1)
    for start, end in (*(quoted.span() for quoted in _QUOTED.finditer(text)), *_boilerplate(lowered(text))):
        blank[start:end] = b"\x01" * (end - start)
    return Prepared(text, found, [not blank[word.start] for word in found])


def compared(left: Prepared, right: Prepared) -> Copy | None:
    """The copy that two documents are of each other, or of a third; None where they are not.

    >>> wire = "The ferry left the harbour before dawn with forty people on board and never reached the island, the coast guard said. "
    >>> wire += "Boats searched the strait until night, and two fishermen were pulled out of the water alive near the northern cape."
    >>> copy = compared(prepared(wire), prepared("News from the north. " + wire))
    >>> copy.kind, copy.passages[0].right.start
    ('reprint', 21)
    """
    passages, shared = [], 0
    for group in _joined(_runs(left, right)):
        told = sum(_told(left, right, run) for run in group)
        if told >= SHINGLE:
            passages.append(Passage(_span(left, group, 0), _span(right, group, 1), told))
            shared += told
    longest = max((passage.words for passage in passages), default=0)
    of_left, of_right = (shared / max(1, sum(each.told)) for each in (left, right))
    most, least = max(of_left, of_right), min(of_left, of_right)
    enough = (
        (shared >= _FEWEST and most >= _OF_SHORTER)
        or (shared >= _BRIEF and least >= _OF_BOTH)
        or (shared >= _MANY and most >= _OF_LONG)
    )
    if longest < _PASSAGE or not enough:
        return None
    return Copy(
        kind=_kind(of_left, of_right, longest / shared),
        words=shared,
        of_left=min(1.0, of_left),
        of_right=min(1.0, of_right),
        passages=tuple(passages),
    )


def _kind(of_left: float, of_right: float, longest: float) -> Kind:
    if min(of_left, of_right) >= _NEARLY_ALL:
        return "reprint"
    return "update" if min(of_left, of_right) >= 0.5 and longest < 0.5 else "partial"


def _runs(left: Prepared, right: Prepared) -> Iterator[Run]:
    """Runs of the same words, the longest that begin at each place of the right document, in its order, none over another."""
    lows, others = [word.low for word in left.words], [word.low for word in right.words]
    places: dict[int, list[int]] = defaultdict(list)
    ours, theirs = shingles(left.words).tolist(), shingles(right.words).tolist()
    wanted = set(theirs)
    for place, hashed in enumerate(ours):
        if hashed in wanted:
            places[hashed].append(place)
    place, used, expected = 0, bytearray(len(lows)), 0
    while place <= len(others) - SHINGLE:
        best = Run(0, place, 0)
        # Of equally long runs, the one that goes on where the last ended.
        for start in sorted(places.get(theirs[place], ())[:20], key=lambda s: abs(s - expected)):
            length = _length(lows, others, start, place, used)
            if length > best.length:
                best = Run(start, place, length)
        if best.length >= SHINGLE:
            used[best.left : best.left + best.length] = b"\x01" * best.length
            expected, place = best.left + best.length, place + best.length
            yield best
        else:
            place += 1


def _length(lows: Sequence[str], others: Sequence[str], start: int, place: int, used: bytearray) -> int:
    length = 0
    while (
        start + length < len(lows)
        and place + length < len(others)
        and not used[start + length]
        and lows[start + length] == others[place + length]
    ):
        length += 1
    return length


def _joined(runs: Iterator[Run]) -> Iterator[list[Run]]:
    """Runs with at most a few words between them in both documents are one passage."""
    group: list[Run] = []
    for run in runs:
        if group:
            last = group[-1]
            gaps = run.left - last.left - last.length, run.right - last.right - last.length
            if not all(0 <= gap <= _GAP for gap in gaps):
                yield group
                group = []
        group.append(run)
    if group:
        yield group


def _told(left: Prepared, right: Prepared, run: Run) -> int:
    """The words of a run that both tell; none of one that is somebody's own words."""
    both = [
        left.words[run.left + n].low
        for n in range(run.length)
        if left.told[run.left + n] and right.told[run.right + n]
    ]  # fmt: skip
    own = sum(word.split("'")[0] in _first_person() for word in both)
    return 0 if both and own / len(both) > _FIRST_PERSON else len(both)


def _span(document: Prepared, group: Sequence[Run], side: int) -> Span:
    first, last = group[0], group[-1]
    start, end = document.words[first[side]].start, document.words[last[side] + last.length - 1].end
    return Span.of(document.text, start, end)


def _boilerplate(text: str) -> Iterator[tuple[int, int]]:
    for line in _LINE.finditer(text):
        if not _lines().search(line[0]):
            continue
        for sentence in _SENTENCE.finditer(line[0]):
            if _lines().search(sentence[0]):
                yield line.start() + sentence.start(), line.start() + sentence.end()


@cache
def _lines() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row[0]})" for row in rows("text/boilerplate.txt", 1)))


@cache
def _first_person() -> frozenset[str]:
    return frozenset({"i", "we", "me", "us", "my", "our"}) & words_of("personal", "object", "possessive")
