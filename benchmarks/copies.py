"""Copies found among labelled pairs: benchmarks/copies/pairs.tsv, ids and recipes only; the texts come from the data given by path.

    python -m benchmarks.copies ../shared [--errors]

For each pair: is the one looked up from the other's fingerprints, and is it judged a copy? Found counts pairs where both hold. The last
line is JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from onrecord.comparing.copies import Copy, compared, prepared
from onrecord.comparing.fingerprints import enough, fingerprints, words

PAIRS = Path(__file__).parent / "copies" / "pairs.tsv"
COPIES = ("reprint", "partial", "update")
_SENTENCE = re.compile(r"\S[^.!?\n]*(?:[.!?]+[\"”’']*|\n|$)\s*")
_NUMBER = re.compile(r"(?<![\d,.])\d{1,3}(?![\d,.])")
_SWAPS = (
    ("said", "told reporters"),
    ("people", "persons"),
    ("about", "around"),
    ("but", "although"),
    ("also", "further"),
)
_TAIL = "\n© 2018 The Example Post. All rights reserved.\nSign up for our daily newsletter"


class Pair(NamedTuple):
    """A label, two ids, and how the second text is made."""

    label: str
    left: str
    right: str
    recipe: str


def pairs() -> Iterator[Pair]:
    """The labelled pairs."""
    rows = [line.split("\t") for line in PAIRS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return (Pair(*row) for row in rows[1:])


def texts(shared: Path, pair: Pair) -> tuple[str, str]:
    """The two texts of a pair."""
    left, right = text_of(shared, pair.left), text_of(shared, pair.right)
    return left, right if pair.recipe == "as they stand" else made(left, right, pair.recipe)


@cache
def text_of(shared: Path, id: str) -> str:
    """The text of an article of news_cluster, or of ECB+ with its tokens put together."""
    if "ecb" in id:
        topic = id.split("_")[0]
        root = ElementTree.parse(shared / f"data/coreference/ecbplus/ECB+/{topic}/{id}.xml").getroot()
        sentences: dict[str, list[str]] = {}
        for token in root.iter("token"):
            sentences.setdefault(token.get("sentence", ""), []).append(token.text or "")
        return "\n".join(re.sub(r" ([.,;:!?’')])", r"\1", " ".join(words)) for words in sentences.values())
    (path,) = (shared / "data/stories/news_cluster/data").glob(id + "*.json")
    return str(json.loads(path.read_text("utf-8"))["text"])


def made(left: str, right: str, recipe: str) -> str:
    """The second text by its recipe: what an outlet does to a wire story, or a reporter with another's quotation."""
    kind, seed = recipe.split()
    draw = random.Random(int(seed))
    mine, theirs = _sentences(left), _sentences(right)
    if kind == "reprint":
        return _wrapped(left.translate(str.maketrans("“”’", '""\''))) + _TAIL
    if kind == "partial":
        first = draw.randrange(1, 3)
        kept = mine[first : first + max(4, int(len(mine) * draw.uniform(0.35, 0.7)))]
        swaps = draw.sample(_SWAPS, 2)
        return "".join([*theirs[:2], "\n", *(_swapped(s, swaps) if draw.random() < 0.3 else s for s in kept)])
    if kind == "update":
        kept = [s for s in mine if draw.random() > 0.15] or mine
        for sentence in theirs[2:5]:
            kept.insert(draw.randrange(len(kept) + 1), sentence)
        return _NUMBER.sub(lambda n: str(int(n[0]) + 1) if draw.random() < 0.4 else n[0], "".join(kept))
    quotable = [s.strip() for s in mine if 8 < len(s.split()) < 60] or mine
    said = " ".join(draw.sample(quotable, min(2, len(quotable)))).replace('"', "'").replace("“", "'").replace("”", "'")
    place = min(3, len(theirs))
    return "".join([*theirs[:place], f"“{said}” a statement read.\n", *theirs[place:]])


def _sentences(text: str) -> list[str]:
    return _SENTENCE.findall(text)


def _swapped(sentence: str, swaps: list[tuple[str, str]]) -> str:
    for old, new in swaps:
        sentence = re.sub(rf"\b{old}\b", new, sentence)
    return sentence


def _wrapped(text: str) -> str:
    """The same words, each sentence a paragraph."""
    return "\n\n".join(sentence.strip() for sentence in _sentences(text))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--errors", action="store_true", help="print the pairs that were judged wrongly")
    given = parser.parse_args()
    total, found, looked_up = Counter[str](), Counter[str](), Counter[str]()
    for pair in pairs():
        left, right = texts(given.shared, pair)
        total[pair.label] += 1
        prints = fingerprints(words(right))
        met = len(set(fingerprints(words(left))) & set(prints)) >= enough(len(prints), len(left))
        copy = compared(prepared(left), prepared(right))
        looked_up[pair.label] += met
        found[pair.label] += met and copy is not None
        if given.errors and (met and copy is not None) != (pair.label in COPIES):
            print(*pair, met, _told(copy), sep="  ")
        for passage in copy.passages if copy else ():
            assert left[passage.left.start : passage.left.end] == passage.left.text
            assert right[passage.right.start : passage.right.end] == passage.right.text
    copies, others = sum(total[k] for k in COPIES), sum(total.values()) - sum(total[k] for k in COPIES)
    for label in total:
        print(f"{label:14} {total[label]:>4} pairs  looked up {looked_up[label]:>4}  judged copies {found[label]:>4}")
    print(
        json.dumps(
            {
                "copy_pairs": copies,
                "precision": round(
                    1 - sum(found[k] for k in found if k not in COPIES) / max(1, sum(found.values())), 4
                ),
                "recall": round(sum(found[k] for k in COPIES) / copies, 4),
                "other_pairs": others,
                "false_pairs": sum(found[k] for k in found if k not in COPIES),
            }
        )
    )


def _told(copy: Copy | None) -> str:
    return "no copy" if copy is None else f"{copy.kind} {copy.words} words, {copy.of_left:.2f} {copy.of_right:.2f}"


if __name__ == "__main__":
    main()
