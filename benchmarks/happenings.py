"""Whether mentions of one happening in several documents are known to be one, against ECB+.

    python -m benchmarks.happenings DATA/coreference/ecbplus [--topics 30-35] [--command "onrecord read --format jsonl -q"]

Counted are the action mentions of ECB+, in the sentences that its makers checked, that OnRecord reads as PLOVER events. Documents are
gathered topic by topic, as they are within a story; each topic of ECB+ holds two similar happenings of the world. Two mentions are one
where their events came into one happening. Against it stands the usual baseline, for which two mentions of a topic are one where their
words have one lemma. Figures: B-cubed and CoNLL F1 (the mean of MUC, B-cubed and CEAF-e), over all mentions. ECB+ tells "the attack"
from "the killing" in it and OnRecord's happenings do not; `events` are happenings taken apart by the stems of their triggers.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import msgspec
import numpy as np

from benchmarks.running import COMMAND, records
from onrecord.comparing.content_words import stem
from onrecord.comparing.together import compared
from onrecord.records import Record

Grouping = Mapping[str, object]
"""Mention → its cluster."""


class Mention(NamedTuple):
    """An action mention: where it stands in the text of its document, and the happening that ECB+ says it tells."""

    id: str
    start: int
    end: int
    happening: str


class Page(NamedTuple):
    """A document of ECB+: its text, one sentence a line, and its action mentions."""

    name: str
    topic: str
    text: str
    mentions: tuple[Mention, ...]


def pages(folder: Path, topics: range) -> Iterator[Page]:
    """The documents of some topics."""
    checked: dict[tuple[str, str], set[str]] = defaultdict(set)
    with (folder / "ECBplus_coreference_sentences.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            checked[row["Topic"], f"{row['Topic']}_{row['File']}"].add(row["Sentence Number"])
    for topic in topics:
        for path in sorted((folder / "ECB+" / str(topic)).glob("*.xml")):
            yield _page(path, str(topic), checked[str(topic), path.stem])


def _page(path: Path, topic: str, checked: set[str]) -> Page:
    root = ElementTree.parse(path).getroot()
    text, places, last = "", {}, None
    for token in root.iter("token"):
        text += "" if last is None else (" " if token.get("sentence") == last else "\n")
        last = token.get("sentence")
        places[token.get("t_id")] = (len(text), len(text) + len(token.text or ""), last)
        text += token.text or ""
    markables = root.find("Markables")
    spans = {}
    for one in markables if markables is not None else ():
        anchors = [places[a.get("t_id")] for a in one.iter("token_anchor")]
        if re.match(r"(?:NEG_)?ACTION_", one.tag) and anchors and anchors[0][2] in checked:
            spans[one.get("m_id")] = (anchors[0][0], anchors[-1][1])
    clusters_of = {m: f"{topic} {path.stem} {m}" for m in spans}
    for relation in root.iter("CROSS_DOC_COREF"):
        for source in relation.iter("source"):
            if source.get("m_id") in spans:
                clusters_of[source.get("m_id")] = str(relation.get("note"))
    for relation in root.iter("INTRA_DOC_COREF"):
        for source in relation.iter("source"):
            if source.get("m_id") in spans:
                clusters_of[source.get("m_id")] = f"{topic} {path.stem} {relation.get('r_id')}"
    mentions = tuple(Mention(f"{path.stem} {m}", start, end, clusters_of[m]) for m, (start, end) in spans.items())
    return Page(path.stem, topic, text, mentions)


def found(every: list[Page], read: Mapping[str, Record], stretches: bool = True) -> tuple[dict[str, Grouping], int]:
    """Gold, happenings, events and lemmas over the mentions that are PLOVER events; and how many mentions there are in all."""
    gold: dict[str, object] = {}
    ours: dict[str, object] = {}
    finer: dict[str, object] = {}
    lemmas: dict[str, object] = {}
    for topic in dict.fromkeys(page.topic for page in every):
        own = [page for page in every if page.topic == topic]
        happenings = compared([(read[page.name], page.text) for page in own], read=stretches)
        home = {
            (account.telling.document, event): number
            for number, happening in enumerate(happenings)
            for account in happening.accounts
            for event in account.telling.events
        }
        for page in own:
            record = read[page.name]
            for mention in page.mentions:
                event = next(
                    (
                        event for event in record.events
                        if any(s.start < mention.end and mention.start < s.end for s in (event.trigger, *event.mentions))
                    ),
                    None,
                )  # fmt: skip
                if event is None:
                    continue
                words = stem(page.text[mention.start : mention.end].split()[0])
                gold[mention.id] = mention.happening
                ours[mention.id] = (topic, home[record.document.id, event.id])
                finer[mention.id] = (topic, home[record.document.id, event.id], words)
                lemmas[mention.id] = (topic, words)
    return {"gold": gold, "happenings": ours, "events": finer, "lemmas": lemmas}, sum(len(p.mentions) for p in every)


def groups(grouping: Grouping) -> list[set[str]]:
    """The clusters themselves."""
    held: dict[object, set[str]] = defaultdict(set)
    for mention, cluster in grouping.items():
        held[cluster].add(mention)
    return list(held.values())


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(gold: Grouping, ours: Grouping) -> float:
    """B-cubed F1."""

    def side(of: Grouping, against: Grouping) -> float:
        total = 0.0
        for group in groups(of):
            for mention in group:
                total += sum(against[mention] == against[other] for other in group) / len(group)
        return total / len(of)

    return f1(side(ours, gold), side(gold, ours))


def muc(gold: Grouping, ours: Grouping) -> float:
    """MUC F1: the links that both need."""

    def side(of: Grouping, against: Grouping) -> float:
        held = groups(of)
        links = sum(len(group) - 1 for group in held)
        return sum(len(group) - len({against[m] for m in group}) for group in held) / links if links else 0.0

    return f1(side(ours, gold), side(gold, ours))


def matched(likeness: np.ndarray) -> tuple[list[int], list[int]]:
    """The one-to-one pairs of rows and columns with the greatest sum (the Hungarian method by shortest augmenting paths).

    >>> matched(np.array([[0.9, 0.8], [0.8, 0.0]]))
    ([1, 0], [0, 1])
    """
    if likeness.shape[0] > likeness.shape[1]:
        columns, rows = matched(likeness.T)
        return rows, columns
    n, m = likeness.shape
    cost = np.zeros((n + 1, m + 1))
    cost[1:, 1:] = -likeness
    u, v, row_of = np.zeros(n + 1), np.zeros(m + 1), np.zeros(m + 1, dtype=int)
    for row in range(1, n + 1):
        row_of[0], column = row, 0
        least, used, way = np.full(m + 1, np.inf), np.zeros(m + 1, dtype=bool), np.zeros(m + 1, dtype=int)
        while True:
            used[column] = True
            current = row_of[column]
            reduced = cost[current] - u[current] - v
            better = ~used & (reduced < least)
            better[0] = False
            least[better], way[better] = reduced[better], column
            free = np.where(used, np.inf, least)
            free[0] = np.inf
            following = int(free.argmin())
            step = free[following]
            u[row_of[used]] += step
            v[used] -= step
            least[~used] -= step
            column = following
            if row_of[column] == 0:
                break
        while column:
            row_of[column] = row_of[way[column]]
            column = int(way[column])
    pairs = [(int(row_of[column]) - 1, column - 1) for column in range(1, m + 1) if row_of[column]]
    return [row for row, _ in pairs], [column for _, column in pairs]


def ceaf(gold: Grouping, ours: Grouping) -> float:
    """CEAF-e F1: clusters matched one to one."""
    a, b = groups(gold), groups(ours)
    likeness = np.array([[2 * len(x & y) / (len(x) + len(y)) for y in b] for x in a])
    total = float(likeness[matched(likeness)].sum())
    return f1(total / len(b), total / len(a))


def figures(gold: Grouping, ours: Grouping) -> dict[str, float]:
    """All measures of one grouping."""
    parts = {"b_cubed": b_cubed(gold, ours), "muc": muc(gold, ours), "ceaf_e": ceaf(gold, ours)}
    return {name: round(value, 4) for name, value in {**parts, "conll": sum(parts.values()) / 3}.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", type=Path)
    parser.add_argument("--topics", default="30-35")
    parser.add_argument("--command", default=COMMAND)
    options = parser.parse_args()
    first, _, last = options.topics.partition("-")
    every = list(pages(options.data, range(int(first), int(last or first) + 1)))
    answers = records([{"id": page.name, "text": page.text} for page in every], options.command)
    read = {name: msgspec.convert(answer, Record) for name, answer in answers.items()}
    grouped, all_mentions = found(every, read)
    gold = grouped.pop("gold")
    report: dict[str, Any] = {"mentions": len(gold), "of": all_mentions}
    for name, grouping in grouped.items():
        report[name] = figures(gold, grouping)
    print(json.dumps(report))


if __name__ == "__main__":
    main()
