"""Where the quotation marks of a text stand in pairs: every typography, nested, over several paragraphs, broken.

Marks are paired within a paragraph; only a quotation that is still open at its end, and that the next paragraph takes up
(by opening again, as newspapers do, or by closing first), goes on. So one stray mark costs a paragraph at most, never an
article. Apostrophes are told from single quotation marks by what stands beside them. One pass, linear in the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from onrecord.knowledge.tables import rows
from onrecord.model.sentences import is_hard_wrapped

LONGEST = 6000
"""Characters of one quotation in one paragraph; a longer one is two stray marks."""
LONGEST_OPEN = 1500
"""Characters that an unclosed mark may cover, to the end of its paragraph."""
DEEPEST = 3
"""Quotations within quotations; what is deeper is left alone."""

_MARK = re.compile(r"''|``|,,(?=\w)|[\"“”„‟«»‹›‘’‚‛'`´〝〞〟＂″]")
_FAMILY = {"‘": "single", "’": "single", "‚": "single", "‛": "single", "'": "single", "`": "single", "´": "single",
           "‹": "single", "›": "single", "«": "angle", "»": "angle"}  # fmt: skip
_OPENING = frozenset(["“", "„", "‟", "``", ",,", "«", "‹", "‘", "‚", "‛", "`", "〝"])
_CLOSING = frozenset(["”", "»", "›", "´", "〞", "〟"])  # ’ is an apostrophe far more often
_BEFORE_OPENING = frozenset("([{<—–-/…:;,\"“”„‟«»‹›‘’'`¿¡*>|")
_AFTER_CLOSING = frozenset(".,;:!?)]}>—–-/…\"“”„‟«»‹›‘’'`|*")
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_BLOCK_END = re.compile(r"(?:\r\n|[\n\r\x85\u2028])[^\S\n\r]*(?:\r\n|[\n\r\x85\u2028])\s*|[\x0c\u2029]\s*")
_CUE_BEFORE = re.compile(r"[:,]\s?$")
_ELISIONS = frozenset(word for (word,) in rows("text/elisions.txt", 1))
_WORD_AFTER = re.compile(r"\w{1,8}")


class Quotation(NamedTuple):
    """One quotation: `text[start:end]` with its marks, `text[inner_start:inner_end]` without.

    `depth` is 0 for the outermost; `closed` is false where the closing mark is missing; paragraphs that continue one
    quotation share a `group`; `single` tells single marks (‘ ’) from double ones.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    depth: int
    closed: bool
    group: int
    single: bool


@dataclass(frozen=True)
class Quotations:
    """The quotations of a text, in order of their start."""

    all: tuple[Quotation, ...]

    @cached_property
    def outer(self) -> tuple[Quotation, ...]:
        """Those that stand in no other; they do not overlap."""
        return tuple(q for q in self.all if q.depth == 0)

    @cached_property
    def _starts(self) -> list[int]:
        return [q.start for q in self.outer]

    def index_at(self, offset: int) -> int:
        """The position in `outer` of the quotation that the character at `offset` belongs to (marks included), or -1."""
        index = bisect_right(self._starts, offset) - 1
        return index if index >= 0 and offset < self.outer[index].end else -1

    def at(self, offset: int) -> Quotation | None:
        """The outermost quotation around the character at `offset`, marks included.

        >>> find_quotations("He said “no” twice.").at(9).start
        8
        """
        index = self.index_at(offset)
        return self.outer[index] if index >= 0 else None


class _Mark(NamedTuple):
    start: int
    end: int
    glyph: str
    family: str
    opens: bool  # what its neighbours allow
    closes: bool


class _Pair(NamedTuple):
    opening: _Mark
    inner_end: int
    end: int
    depth: int
    closed: bool


def find_quotations(text: str) -> Quotations:
    """The quotations of `text`.

    >>> [text[q.start : q.end] for text in ["'I can't,' he said. \\"No.\\"", "»Ja«, said ``X''."]
    ...  for q in find_quotations(text).all]
    ["'I can't,'", '"No."', '»Ja«', "``X''"]
    """
    found: list[Quotation] = []
    group, continued = 0, False  # continued: the last paragraph ended inside an open quotation
    for start, end in _paragraphs(text):
        marks = _marks(text, start, end)
        pairs, still_open = _paired(text, marks, start, end, continued)
        if not pairs:
            continued = False
            continue
        first_group = group if continued and pairs[0].opening.start == _first_character(text, start) else group + 1
        group += 0 if first_group == group else 1
        for number, pair in enumerate(pairs):
            if number and pair.depth == 0:
                group += 1
            opening = pair.opening
            single = opening.family == "single"
            found.append(
                Quotation(opening.start, pair.end, opening.end, pair.inner_end, pair.depth, pair.closed, group, single)
            )
        continued = still_open
    return Quotations(tuple(found))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines; in a hard-wrapped text, blocks between empty lines."""
    if not is_hard_wrapped(text):
        for line in _LINE.finditer(text):
            if not line.group().isspace():
                yield line.span()
        return
    start = 0
    for gap in _BLOCK_END.finditer(text):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def _first_character(text: str, start: int) -> int:
    while start < len(text) and text[start].isspace():
        start += 1
    return start


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """The marks of a paragraph that may open or close a quotation; apostrophes and measures (6'2") are left out."""
    found = []
    for match in _MARK.finditer(text, start, end):
        at, to, glyph = match.start(), match.end(), match.group()
        left = text[at - 1] if at > start else ""
        right = text[to] if to < end else ""
        family = _FAMILY.get(glyph, "double")
        if family == "single" and left.isalnum() and right.isalnum():
            continue
        if glyph in "'\"″" and left.isdigit() and (right.isdigit() or glyph == "″"):
            continue
        open_left = not left or left.isspace() or left in _BEFORE_OPENING
        open_right = bool(right) and not right.isspace() and right not in ".,;:!?)]}"
        close_left = bool(left) and not left.isspace()
        close_right = not right or right.isspace() or right in _AFTER_CLOSING
        opens = open_left and (open_right or glyph in _OPENING)
        closes = close_left and (close_right or glyph in _CLOSING)
        if glyph in _OPENING and not (closes and not (open_left and open_right)):
            opens, closes = True, False
        elif glyph in _CLOSING and not (opens and not close_left):
            opens, closes = False, True
        elif not opens and not closes and family == "double" and (close_left or open_right):
            opens, closes = not left.isalnum() and open_right, close_left and not right.isalnum()
        if family == "single" and glyph in "'’" and opens:
            word = _WORD_AFTER.match(text, to, min(end, to + 9))
            if word and (word.group().lower() in _ELISIONS or word.group()[0].isdigit()):
                continue
        if opens or closes:
            found.append(_Mark(at, to, glyph, family, opens, closes))
    return found


def _paired(text: str, marks: list[_Mark], start: int, end: int, continued: bool) -> tuple[list[_Pair], bool]:
    """The pairs among the marks of one paragraph, in order of their start, and whether it ends inside a quotation.

    `continued`: the paragraph before ended inside one, so that a closing mark may come first here.
    """
    pairs: list[_Pair] = []
    stack: list[_Mark] = []
    singles_to_come = _closers_after(text, marks)
    first = _first_character(text, start)
    if continued and marks and marks[0].closes and not marks[0].opens and marks[0].start > first:
        stack.append(_Mark(first, first, "", marks[0].family, True, False))
    for number, mark in enumerate(marks):
        if mark.closes and stack:
            level = _matching(stack, mark)
            apostrophe = mark.family == "single" and (
                level is None or _is_possessive(text, mark, singles_to_come[number], end)
            )
            if level is not None and not apostrophe:
                opening = stack[level]
                del stack[level:]
                if mark.start > opening.end and mark.end - opening.start <= LONGEST:
                    pairs.append(_Pair(opening, mark.start, mark.end, level, True))
                continue
        if mark.opens:
            if mark.family == "single" and (singles_to_come[number] < 0 or mark.glyph in "´"):
                continue
            same = _matching(stack, mark)
            anew = same is not None and stack[same].glyph == mark.glyph and mark.family != "single"
            if same is not None and anew and not _two_close(marks, number):
                # The one before was never closed: end it here, at the last sentence it holds.
                _close_early(text, stack, same, mark.start, pairs)
            if len(stack) < DEEPEST:
                stack.append(mark)
    still_open = False
    while stack:
        opening = stack.pop()
        if opening.family == "single":
            continue
        begins = opening.start <= first or bool(_CUE_BEFORE.search(text, max(start, opening.start - 3), opening.start))
        stop = end
        while stop > opening.end and text[stop - 1].isspace():
            stop -= 1
        if begins and not stack and opening.end < stop and stop - opening.start <= LONGEST_OPEN:
            pairs.append(_Pair(opening, stop, stop, 0, False))
            still_open = True
    return _without_overlap(pairs), still_open


def _two_close(marks: list[_Mark], number: int) -> bool:
    """Whether the next two double marks both close, as in `"We are "happy" today,"`: then one opens inside another."""
    following = [mark for mark in marks[number + 1 : number + 4] if mark.family != "single"][:2]
    return len(following) == 2 and all(mark.closes and not mark.opens for mark in following)


def _close_early(text: str, stack: list[_Mark], level: int, before: int, pairs: list[_Pair]) -> None:
    """Ends the unclosed quotation at `level` before the mark that opens anew; drops it where nothing says it began."""
    opening = stack[level]
    del stack[level:]
    stop = before
    while stop > opening.end and text[stop - 1].isspace():
        stop -= 1
    whole = level == 0 and stop - opening.start <= LONGEST_OPEN and text[stop - 1 : stop] in (".", "!", "?", "…")
    begins = opening.start == 0 or text[opening.start - 1] in "\n\r"
    if whole and (begins or _CUE_BEFORE.search(text, max(0, opening.start - 3), opening.start)):
        pairs.append(_Pair(opening, stop, stop, 0, False))


def _matching(stack: list[_Mark], mark: _Mark) -> int | None:
    """The innermost open quotation that `mark` could close: of its family; angle and double marks may be mixed."""
    for level in range(len(stack) - 1, -1, -1):
        if stack[level].family == mark.family or "single" not in (stack[level].family, mark.family):
            return level
    return None


def _closers_after(text: str, marks: list[_Mark]) -> list[int]:
    """For each mark, the start of the next single mark after it that could close, or -1."""
    following, answer = -1, [0] * len(marks)
    for number in range(len(marks) - 1, -1, -1):
        answer[number] = following
        mark = marks[number]
        if mark.family == "single" and mark.closes:
            following = mark.start
    return answer


def _is_possessive(text: str, mark: _Mark, following: int, end: int) -> bool:
    """Whether a single mark after "s" is the apostrophe of "the ministers’ words" and a later one closes."""
    if following < 0 or mark.glyph not in "'’" or text[mark.start - 1 : mark.start] not in ("s", "S", "z"):
        return False
    return text[mark.end : mark.end + 1] == " " and text[mark.end + 1 : mark.end + 2].islower()


def _without_overlap(pairs: list[_Pair]) -> list[_Pair]:
    """In order of start, with depths counted anew; of two that cross, the later is dropped."""
    kept: list[_Pair] = []
    open_ends: list[int] = []
    for pair in sorted(pairs, key=lambda p: (p.opening.start, -p.end)):
        while open_ends and open_ends[-1] <= pair.opening.start:
            open_ends.pop()
        if open_ends and pair.end > open_ends[-1]:
            continue
        kept.append(pair._replace(depth=len(open_ends)))
        open_ends.append(pair.end)
    return kept
