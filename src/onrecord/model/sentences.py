"""Tokens → sentences. Rules and two tables; a heading, a list item or a paragraph of its own is a sentence of its own.

A line end closes a sentence unless the text is hard-wrapped (its lines go on in lower case), where only an empty line does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Range, Token

_KIND = {word: kind for word, kind in rows("text/abbreviations.txt", 2)}  # noqa: C416  (dict() does not type)
_STARTERS = frozenset(row[0] for row in rows("text/sentence_starters.txt", 1))
_TERMINAL = frozenset(".!?…。！？‽")
_CLOSERS = frozenset("\"'”’»)]}›“") | {"''"}
_OPENERS = frozenset("\"'“‘«([{‹„‚”—–-•*") | {"''", "``"}
_BLANK_LINE = re.compile(r"(?:\r\n|[\n\r\x0b\x0c\x85\u2028\u2029])[^\S\n\r]*(?:\r\n|[\n\r\x0c\u2029])|[\x0c\u2029]")
_LINE_END = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_LONGEST_RUN = 16  # marks in a row that are looked through; a megabyte of them must not cost a megabyte squared
_MARKS_IN_A_ROW = 8  # so many marks around a sentence end are looked past; a text of nothing but marks stays linear
_WIDTH = (50, 90)  # characters of a line that goes on
_SEEN, _FEW_LOWER = 2000, 20  # so few lower-case letters among so many characters: the text is in capitals
_WRAPPED_LINES = 3  # so many line ends that go on in lower case, and a quarter of all, make a text hard-wrapped


def split_sentences(text: str, tokens: Sequence[Token]) -> tuple[Range, ...]:
    """The sentences of `text` as ranges of `tokens`; together they hold every token once, in order.

    >>> from onrecord.model.tokens import tokenize
    >>> text = "“Stop!” he told Gen. Li in the U.S. The rest left at 5 p.m. Monday.\\nWhat we know\\nHe is 50."
    >>> found = tokenize(text)
    >>> [text[found[s.first].start : found[s.last - 1].end] for s in split_sentences(text, found)]
    ['“Stop!” he told Gen. Li in the U.S.', 'The rest left at 5 p.m. Monday.', 'What we know', 'He is 50.']
    """
    if not tokens:
        return ()
    wrapped = is_hard_wrapped(text)
    found, first = [], 0
    for index in range(1, len(tokens)):
        before, after = tokens[index - 1], tokens[index]
        gap = text[before.end : after.start]
        if (gap and _breaks_line(gap, wrapped)) or _ends_sentence(tokens, index, bool(gap)):
            found.append(Range(first, index))
            first = index
    found.append(Range(first, len(tokens)))
    return tuple(found)


def is_hard_wrapped(text: str) -> bool:
    """Whether the lines of `text` are cut to a width, so that a line end alone says nothing.

    >>> is_hard_wrapped("Troops fired on\\nthe border area\\nof Kursk, where\\nthey stand.")
    True
    """
    ends = re.findall(r"[^\n]\n[ \t]*([^\s])", text)
    lower = sum(1 for character in ends if character.islower())
    return (lower >= _WRAPPED_LINES and lower * 4 >= len(ends)) or (lower == 0 and _is_wrapped_in_capitals(text))


def _is_wrapped_in_capitals(text: str) -> bool:
    """Whether a text all in capitals, where no line can go on in lower case, has lines that go on at one width: "A WIRE STORY OF\nTHE PAST"."""
    lines = text.splitlines()
    going_on = [len(line) for line, following in pairwise(lines) if line.strip() and following.strip()]
    if len(going_on) < _WRAPPED_LINES or sum(1 for character in text[:_SEEN] if character.islower()) > _FEW_LOWER:
        return False
    full = sum(1 for length in going_on if _WIDTH[0] <= length <= _WIDTH[1])
    return full * 4 >= len(going_on) * 3


def _breaks_line(gap: str, wrapped: bool) -> bool:
    return bool((_BLANK_LINE if wrapped else _LINE_END).search(gap))


def _ends_sentence(tokens: Sequence[Token], index: int, gap: bool) -> bool:
    """Whether a sentence ends between tokens[index - 1] and tokens[index]."""
    last = index - 1
    if not gap and tokens[last].text not in _CLOSERS:
        return False
    while (
        last > max(0, index - _LONGEST_RUN)
        and tokens[last].text in _CLOSERS
        and tokens[last - 1].end == tokens[last].start
    ):
        last -= 1
    word = tokens[last].text
    if word[-1] not in _TERMINAL:
        return False
    following = tokens[index].text
    if following in _CLOSERS and not gap:
        return False
    start = index
    while start < min(len(tokens) - 1, index + _LONGEST_RUN) and tokens[start].text in _OPENERS:
        start += 1
    opener = tokens[start].text
    if opener[0].islower():
        return False
    kind = _KIND.get(word[:-1].lower()) if len(word) > 1 and word[0].isalpha() else None
    if kind is None and word == "." and last > 0 and tokens[last - 1].end == tokens[last].start:
        stem = tokens[last - 1].text
        if len(stem) == 1 and stem.isupper() and stem != "I":
            kind = "title"
        elif _KIND.get(stem.lower()) == "number":
            return not opener[0].isdigit()
    elif kind is None and len(word) > 1 and word[0].isalpha():
        kind = "any"
    if kind == "title":
        return False
    if kind == "number":
        return not opener[0].isdigit()
    if kind == "any":
        return opener.lower() in _STARTERS or index != start
    return True
