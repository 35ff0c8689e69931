"""How often a speaker is resolved to the right participant, on documents with gold coreference (OntoGUM, CC BY 4.0).

    python tools/measure_speakers.py …/coreference/ontogum news,interview,fiction

Two tables. *subjects*: every subject of a verb of saying, given to `Speakers` one by one. *sources*: every source that the statements
step found in the whole reading, resolved there. A resolved actor is right if one of the mentions it had elsewhere before overlaps a
mention of the gold chain. Printed a kind (he, she, they, it, definite, name, noun): right, wrong, none; "new" is an actor first
mentioned here; precision is right / (right + wrong).
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import NamedTuple

from onrecord.model.analyse import analyse
from onrecord.model.analysis import Analysis
from onrecord.reading.actors.find import find_actors
from onrecord.reading.actors.speakers import Speakers
from onrecord.reading.reader import record_of
from onrecord.records import Span
from onrecord.sources.document import Document

SAYING = frozenset(
    "say tell add explain warn claim argue note state announce declare report insist admit deny confirm write acknowledge"  # noqa: SIM905
    " suggest believe ask reply respond promise tweet comment describe accuse conclude think know hope expect".split()
)


PRONOUNS = frozenset(("he", "she", "they", "it", "i", "we", "who", "which", "that"))
DEFINITE = frozenset(("the", "this", "that", "these", "those", "both", "his", "her", "their", "its", "our", "my"))


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
            sentence.append(
                Word(int(cells[0]), start, len(text), cells[1], cells[2], cells[3], int(cells[6]), cells[7])
            )
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


def measure(path: Path, analysis: Analysis) -> Counter[tuple[str, str]]:
    text, sentences, chains = read(path)
    document = Document.of(text)
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


def kind_of_source(words: str, is_name: bool) -> str:
    """What a source is: a pronoun itself, "pronoun", "definite", "name" or "noun"."""
    lower = words.lower()
    if lower in PRONOUNS:
        return lower
    if is_name:
        return "name"
    return "definite" if lower.split()[0] in DEFINITE else "noun"


def measure_sources(path: Path, analysis: Analysis, verbose: bool = False) -> Counter[tuple[str, str]]:
    """The sources that the statements step found, each against the gold mention that its words are."""
    text, _, chains = read(path)
    record = record_of(Document.of(text), analysis)
    actors = {actor.id: actor for actor in record.actors}
    mentions = [(start, end, chain) for chain, spans in chains.items() for start, end in spans]
    counts: Counter[tuple[str, str]] = Counter()
    for statement in record.statements:
        span = statement.source_span
        if span is None:
            continue
        tokens = analysis.tokens_between(span.start, span.end)
        heads = analysis.heads or ()
        head = next((i for i in range(*tokens) if not tokens.first <= heads[i] < tokens.last), tokens.first)
        at = analysis.tokens[head]
        fitting = [
            m
            for m in mentions
            if m[0] <= at.start and at.end <= m[1] and abs(m[0] - span.start) < 6 and m[1] <= span.end + 90
        ]
        if not fitting:
            continue
        gold = chains[max(fitting, key=lambda m: m[1] - m[0])[2]]
        upos = analysis.upos or ()
        kind = kind_of_source(span.text, upos[head] == "PROPN")
        if upos[head] == "PRON" and kind not in PRONOUNS:
            continue
        earlier = any(start < span.start for start, _ in gold)
        if statement.source is None:
            answer = "none" if earlier else "none, and none before"
        else:
            before = [m for m in actors[statement.source].mentions if m.end <= span.start]
            if not before:
                answer = "new, though mentioned before" if earlier else "new, rightly"
            else:
                right = any(m.start < e and s < m.end for m in before for s, e in gold)
                answer = "right" if right else "wrong"
        counts[kind, answer] += 1
        if verbose and (answer in ("wrong", "none") or "though" in answer):
            name = actors[statement.source].name if statement.source else None
            print(
                path.stem,
                answer,
                repr(span.text),
                "->",
                name,
                "|",
                repr(text[max(0, span.start - 250) : span.end + 40]),
            )
    return counts


def show(title: str, total: Counter[tuple[str, str]]) -> None:
    """Prints one table."""
    print(title)
    for kind in sorted({kind for kind, _ in total}):
        row = {answer: number for (one, answer), number in sorted(total.items()) if one == kind}
        right, wrong = row.get("right", 0), row.get("wrong", 0)
        precision = f"{right / (right + wrong):.2f}" if right + wrong else "-"
        print(f"  {kind:9} precision {precision:5}", ", ".join(f"{answer} {number}" for answer, number in row.items()))


def main() -> None:
    folder, genres = Path(sys.argv[1]), sys.argv[2].split(",")
    subject, source = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for path in sorted(folder.glob("*.conllu")):
        if path.name.split("_")[1] in genres:
            analysis = analyse(read(path)[0])
            subject += measure(path, analysis)
            source += measure_sources(path, analysis, verbose="--verbose" in sys.argv)
    show("subjects", subject)
    show("sources", source)


if __name__ == "__main__":
    main()
