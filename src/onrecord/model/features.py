"""What the encoder cannot see in uncased wordpieces: the shape of a word, the break before it, and whether it stands in quotation marks.

Each is a small whole number per token; the model adds a learned vector for each to the wordpiece's own. All three are computed in one
pass over the tokens, in training and at run time by this same code.
"""

from __future__ import annotations

from collections.abc import Sequence

SHAPES = ("lower", "capital", "upper", "mixed", "initial", "digits", "alphanumeric", "punctuation", "other")
BREAKS = ("none", "line", "paragraph")
QUOTES = ("outside", "inside", "opening", "closing", "inside single", "single mark")

_OPENING = frozenset("“„«‟❝〝")
_CLOSING = frozenset("”»❞〞")
_STRAIGHT = frozenset(('"', "``", "''", "＂"))
_SINGLE_OPENING = frozenset("‘‚‹`")
_SINGLE = frozenset("'’›")
_CLITICS = frozenset("sSdDmM")


def shape(word: str) -> int:
    """The index in SHAPES that fits `word`.

    >>> [SHAPES[shape(word)] for word in ("said", "Kyiv", "NATO", "McCain", "A", "10,000", "F-16", "”", "été", "2nd")]
    ['lower', 'capital', 'upper', 'mixed', 'initial', 'digits', 'alphanumeric', 'punctuation', 'lower', 'alphanumeric']
    """
    if word.islower() and word.isalpha():
        return 0
    if word.isalpha():
        if len(word) == 1:
            return 4 if word.isupper() else 8
        if word.istitle():
            return 1
        return 2 if word.isupper() else (3 if any(map(str.isupper, word)) else 8)
    if any(map(str.isdigit, word)):
        return 6 if any(map(str.isalpha, word)) else 5
    if not any(map(str.isalpha, word)):
        return 7
    return 0 if word.islower() else (2 if word.isupper() else 3)


def breaks(text: str, offsets: Sequence[tuple[int, int]]) -> list[int]:
    """The index in BREAKS for the white space before each token.

    >>> breaks("A.\\nB.\\n \\nC", [(0, 2), (3, 5), (8, 9)])
    [2, 1, 2]
    """
    out, last = [], 0
    for number, (start, end) in enumerate(offsets):
        lines = text.count("\n", last, start) if start - last > 0 else 0
        if not lines and start > last and "\r" in text[last:start]:
            lines = text.count("\r", last, start)
        out.append(2 if number == 0 else min(2, lines))
        last = end
    return out


def quotation(words: Sequence[str], gaps: Sequence[bool], paragraph: Sequence[int]) -> list[int]:
    """The index in QUOTES for each word: where it stands among the quotation marks of its paragraph.

    `gaps[i]` says that white space (or nothing at all) precedes word i; `paragraph[i]` is 2 where a paragraph starts, which closes what was
    left open. An unbalanced mark therefore spoils one paragraph at most.

    >>> words = "He said : “ No ” . “ Yes".split()
    >>> quotation(words, [True] * len(words), [2] + [0] * 8)
    [0, 0, 0, 2, 1, 3, 0, 2, 1]
    """
    out: list[int] = []
    double = single = False
    last = len(words) - 1
    for i, word in enumerate(words):
        if paragraph[i] == 2:
            double = single = False
        if len(word) > 2:
            out.append(1 if double else 4 if single else 0)
        elif word in _OPENING and not (word == "«" and double):
            double = True
            out.append(2)
        elif word in _CLOSING or word == "«":
            double = False
            out.append(3)
        elif word in _STRAIGHT:
            double = not double
            out.append(2 if double else 3)
        elif word in _SINGLE_OPENING:
            single = True
            out.append(5)
        elif word in _SINGLE:
            if single:
                single = False
            elif (gaps[i] and i < last and not gaps[i + 1]) or (gaps[i] and i < last and words[i + 1] not in _CLITICS):
                single = True
            out.append(5)
        else:
            out.append(1 if double else 4 if single else 0)
    return out
