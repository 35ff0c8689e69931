"""Stretches: a document cut into a few sentences at a time, the unit that is read against a stretch of another document."""

from __future__ import annotations

from collections.abc import Sequence

_LONGEST = 620  # characters, unless one sentence is longer
_SHORTEST = 200  # what is left at the end goes to the stretch before

Stretch = tuple[int, int]
"""From which to which character of the document."""


def stretches(sentences: Sequence[tuple[int, int]]) -> tuple[Stretch, ...]:
    """The stretches of a document, whole sentences each, one after another.

    >>> stretches([(0, 300), (301, 600), (601, 900), (901, 950)])
    ((0, 600), (601, 950))
    """
    found: list[Stretch] = []
    for start, end in sentences:
        if found and end - found[-1][0] <= _LONGEST:
            found[-1] = found[-1][0], end
        else:
            found.append((start, end))
    if len(found) > 1 and found[-1][1] - found[-1][0] < _SHORTEST:
        last = found.pop()
        found[-1] = found[-1][0], last[1]
    return tuple(found)


def stretch_of(offset: int, found: Sequence[Stretch]) -> Stretch:
    """The stretch in which a character stands; the nearest one before it where it stands between two."""
    return next((one for one in reversed(found) if one[0] <= offset), found[0])
