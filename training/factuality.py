"""Gold sets of factuality (sentences as JSON lines, words apart by spaces) → documents with one number for each marked word.

Scales: 3 is certainly so, -3 certainly not, 0 unknown. UW asked whether the event happened or will, UDS_IH2 whether it happened at all, so
that its future events are negative; MV2, RP and CB asked how sure the author is of the clause.
"""

from __future__ import annotations

import json
import math
import random
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

from onrecord.model.features import breaks
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

from .document import Document
from .labels import FACTUALITY

FOLDERS = {"UW": "UW", "UDS_IH2": "UDS_IH2", "MV2": "MV2/mv2", "RP": "RP/rp", "CB": "CB/CB"}
OFTEN = {"UW": 3}
"""UW is what is measured on: its sentences come so many times in a round."""
_UDS_SHARE = 0.2
_GLUED_LEFT = frozenset((".", ",", ";", ":", "?", "!", ")", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m", "%", "''"))
_GLUED_RIGHT = frozenset(("(", "$", "``"))


def documents(folder: Path, seed: int = 1) -> list[Document]:
    """What is trained on: the training parts, and the development parts of all sets but UW. Half the sentences stand as in the file,
    half as they were printed."""
    chance = random.Random(seed)
    out = []
    for scale, name in enumerate(FACTUALITY):
        for part in ("train",) if name == "UW" else ("train", "dev"):
            for row in rows(folder / FOLDERS[name] / f"{part}.jsonl"):
                if name != "UDS_IH2" or chance.random() < _UDS_SHARE:
                    out += [document(row, scale, chance.random() < 0.5) for _ in range(OFTEN.get(name, 1))]
    return out


def rows(path: Path) -> Iterator[dict[str, object]]:
    """The sentences of one file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def printed(words: list[str], together: bool) -> tuple[str, list[int]]:
    """The text of a sentence's words and where each begins: apart by spaces, or `together` as they would be printed.

    >>> printed(["He", "did", "n't", "go", "."], True)
    ("He didn't go.", [0, 3, 6, 10, 12])
    """
    text, starts, hyphen = "", [], False
    for word in words:
        glued = together and (word in _GLUED_LEFT or hyphen or word == "-" or text[-1:] in _GLUED_RIGHT)
        text += "" if glued or not text else " "
        starts.append(len(text))
        text += word
        hyphen = together and word == "-"
    return text, starts


def document(row: dict[str, object], scale: int, together: bool) -> Document:
    """One sentence with the product's own tokens; a marked phrase is known by its first word."""
    text, starts = printed(str(row["text"]).split(" "), together)
    tokens = tokenize(text)
    offsets = [(token.start, token.end) for token in tokens]
    values = [math.nan] * len(tokens)
    for target in row["targets"]:  # type: ignore[attr-defined]
        place = bisect_right([end for _, end in offsets], starts[target["span1"][0]])
        if place < len(values):
            values[place] = float(target["label"])
    return Document(
        name=f"{FACTUALITY[scale]}-{row.get('idx')}",
        words=[token.text for token in tokens],
        gaps=[i == 0 or offsets[i][0] > offsets[i - 1][1] for i in range(len(offsets))],
        breaks=breaks(text, offsets),
        sentences=[tuple(sentence) for sentence in split_sentences(text, tokens)],
        factuality=values,
        scale=scale,
        offsets=offsets,
        text=text,
    )
