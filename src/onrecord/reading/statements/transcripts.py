"""Lines of a transcript: LEE: We won.  SMITH: Did you?  Each is what the one before the colon says."""

from __future__ import annotations

from collections import Counter
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground, Triple

_LONGEST_LABEL = 4
_PROBABILITIES = (0.9, 0.95)


def transcript_lines(ground: Ground) -> tuple[Triple, ...]:
    """One triple a line, where at least two labels in capitals take turns; elsewhere a label is a heading.

    >>> from onrecord.model.analyse import lay_out
    >>> from onrecord.reading.statements.quotations import find_quotations
    >>> text = "LEE: We won it.\\nSMITH: Did you?\\nLEE: We did."
    >>> ground = Ground(lay_out(text), find_quotations(text))
    >>> [(ground.tokens[line.source[0].first].text, line.content) for line in transcript_lines(ground)]
    [('LEE', (Range(first=2, last=6),)), ('SMITH', (Range(first=8, last=11),)), ('LEE', (Range(first=13, last=16),))]
    """
    if ":" not in ground.lower:
        return ()
    labels = _labels(ground)
    turns = Counter(_named(ground, label) for label, _ in labels)
    if len(turns) < 2 or max(turns.values()) < 2:
        return ()
    found = []
    for label, end in labels:
        content = _without_marks(ground, Range(label.last + 1, end))
        if content is not None:
            colon = Range(label.last, label.last + 1)
            found.append(Triple((colon,), (label,), (content,), "transcript", *_PROBABILITIES))
    return tuple(found)


def _labels(ground: Ground) -> list[tuple[Range, int]]:
    """Labels at the beginning of a line, each with where its line ends."""
    starts = [index for index in range(len(ground.tokens)) if not index or ground.breaks_line(index)]
    found = []
    for start, end in zip(starts, [*starts[1:], len(ground.tokens)], strict=True):
        first = start + (1 if not ground.is_word(start) else 0)
        last = first
        while last < end and last - first <= _LONGEST_LABEL and ground.lower[last] != ":":
            last += 1
        if not first < last < end - 1 or ground.lower[last] != ":":
            continue
        label = Range(first, last)
        words = [ground.tokens[index].text for index in range(*label)]
        capitals = all(word.isupper() for word in words if word[0].isalpha()) and any(word.isalpha() for word in words)
        if capitals and len(words[-1]) > 1 and _named(ground, label) not in _refused():
            found.append((label, end))
    return found


def _named(ground: Ground, label: Range) -> str:
    return " ".join(ground.tokens[index].text for index in range(*label))


def _without_marks(ground: Ground, line: Range) -> Range | None:
    """The words of the line without the mark that closes a quotation opened before the label."""
    first, last = line
    while last > first and ground.mark[last - 1] and not any(ground.mark[first : last - 1]):
        last -= 1
    return Range(first, last) if any(ground.is_word(index) for index in range(first, last)) else None


@cache
def _refused() -> frozenset[str]:
    return frozenset(label for (label,) in rows("statements/not_speakers.txt", 1))
