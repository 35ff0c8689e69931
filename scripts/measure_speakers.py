"""How often a speaker is resolved to the right participant, on documents with gold coreference (OntoGUM, CC BY 4.0).

    python scripts/measure_speakers.py …/coreference/ontogum news

For every subject of a verb of saying, the resolved actor is right if one of the mentions it had till then overlaps a mention of
the gold chain. Printed a kind (he, she, they, it, name, noun): right, wrong, none; "new" is a speaker that joined the actors here.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from onrecord.model.analyse import analyse
from onrecord.reading.actors import find_actors
from onrecord.reading.speakers import Speakers
from onrecord.records import Span
from onrecord.sources.document import Document

SAYING = frozenset(
    "say tell add explain warn claim argue note state announce declare report insist admit deny confirm write acknowledge"  # noqa: SIM905
    " suggest believe ask reply respond promise tweet comment describe accuse conclude think know hope expect".split()
)


class Word(NamedTuple):
    number: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    head: int
    relation: str


def read(path: Path) -> tuple[str, list[list[Word]], dict[str, list[tuple[int, int]]]]:
    """Text, sentences and gold chains (offsets) of one CoNLL-U file."""
    text, paragraph, opened = "", False, []
    sentences: list[list[Word]] = []
    chains: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for block in path.read_text("utf-8").split("\n\n"):
        sentence: list[Word] = []
        for line in block.split("\n"):
            cells = line.split("\t")
            paragraph = paragraph or line.startswith("# newpar")
            if len(cells) != 10 or not cells[0].isdigit():
                continue
            if not sentence and text:
                text = text.rstrip(" ") + ("\n" if paragraph else " ")
            paragraph = False
            start, text = len(text), text + cells[1]
            sentence.append(Word(int(cells[0]), start, len(text), *cells[1:4], int(cells[6]), cells[7]))
            entity = re.search(r"(?:^|\|)Entity=([^|]+)", cells[9])
            for begins, chain, ends in re.findall(r"(\()?([^()]+)(\))?", entity[1]) if entity else ():
                if begins:
                    opened.append((chain, start))
                if ends:
                    index = max(i for i, (name, _) in enumerate(opened) if name == chain)
                    chains[chain].append((opened.pop(index)[1], len(text)))
            text += "" if "SpaceAfter=No" in cells[9] else " "
        sentences += [sentence] if sentence else []
    return text, sentences, chains


def subjects(sentence: list[Word]) -> list[tuple[Word, int, int]]:
    """The subjects of verbs of saying: head word, start and end of the phrase."""
    by_number = {word.number: word for word in sentence}
    found = []
    for word in sentence:
        verb = by_number.get(word.head)
        if word.relation != "nsubj" or verb is None or verb.lemma not in SAYING or verb.upos != "VERB":
            continue
        inside = {word.number}
        while (
            more := {w.number for w in sentence if w.head in inside and w.relation not in ("acl:relcl", "parataxis")}
            - inside
        ):
            inside |= more
        found.append((word, by_number[min(inside)].start, by_number[max(inside)].end))
    return found


def measure(path: Path) -> Counter[tuple[str, str]]:
    text, sentences, chains = read(path)
    document, analysis = Document.of(text), analyse(text)
    speakers = Speakers(document, analysis, find_actors(document, analysis, ()))
    counts: Counter[tuple[str, str]] = Counter()
    for word, start, end in (found for sentence in sentences for found in subjects(sentence)):
        lower = word.text.lower()
        kind = lower if lower in ("he", "she", "they", "it") else "name" if word.upos == "PROPN" else "noun"
        gold = [
            c
            for c, spans in chains.items()
            if any(s <= word.start and word.end <= e and e - s <= end - start + 3 for s, e in spans)
        ]
        if (word.upos == "PRON" and kind == "noun") or not gold:
            continue
        before = {actor.id: actor.mentions for actor in speakers.actors}
        actor, _ = speakers.resolve(Span.of(text, start, end))
        if actor is None:
            counts[kind, "none"] += 1
        elif actor not in before:
            known = any(s < start for chain in gold for s, _ in chains[chain])
            counts[kind, "new, though mentioned before" if known else "new, rightly"] += 1
        else:
            spans = [span for chain in gold for span in chains[chain]]
            mentions = [m for m in before[actor] if m.start <= word.end]
            right = any(
                (m.start <= s and e <= m.end) or (s <= m.start and m.end <= e) for m in mentions for s, e in spans
            )
            counts[kind, "right" if right else "wrong"] += 1
    return counts


def main() -> None:
    folder, genres = Path(sys.argv[1]), sys.argv[2].split(",")
    total: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.conllu")):
        if path.name.split("_")[1] in genres:
            total += measure(path)
    for (kind, answer), number in sorted(total.items()):
        print(f"{kind:5} {answer:30} {number}")


if __name__ == "__main__":
    main()
