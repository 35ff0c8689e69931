"""Where to cut a long document: windows of whole sentences, begun at a paragraph where possible, never longer than the encoder wants.

A window that must begin inside a paragraph repeats the sentences before it as context, so that a quotation keeps its speaker; every
sentence is the core of exactly one window, and only there it is answered for.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Window(NamedTuple):
    """Units `first` to `last` are read together; those from `core` on are answered for. A unit is a sentence or a piece of one."""

    first: int
    core: int
    last: int


def windows(
    lengths: Sequence[int], starts_paragraph: Sequence[bool], limit: int = 256, context: int = 64
) -> list[Window]:
    """Cut units of the given lengths (in wordpieces) into windows of at most `limit`, with at most `context` repeated before the core.

    >>> windows([100, 100, 100, 30], [True, False, True, False], limit=256)
    [Window(first=0, core=0, last=2), Window(first=2, core=2, last=4)]
    >>> windows([100, 100, 50, 100], [True, False, False, False], limit=256)
    [Window(first=0, core=0, last=3), Window(first=2, core=3, last=4)]
    """
    out: list[Window] = []
    count, core = len(lengths), 0
    while core < count:
        first, total = core, lengths[core]
        if not starts_paragraph[core]:
            room = context
            while first > 0 and lengths[first - 1] <= room and total + lengths[first - 1] <= limit:
                first -= 1
                room -= lengths[first]
                total += lengths[first]
                if starts_paragraph[first]:
                    break
        last = core + 1
        while last < count and total + lengths[last] <= limit:
            total += lengths[last]
            last += 1
        if last < count and not starts_paragraph[last]:
            paragraph = next((unit for unit in range(last, core, -1) if starts_paragraph[unit]), core)
            kept = sum(lengths[first:paragraph])
            if paragraph > core and kept * 2 >= limit:
                last = paragraph
        out.append(Window(first, core, last))
        core = last
    return out
