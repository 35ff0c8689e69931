"""Measures the rules for statements on PolNeAR and writes what `onrecord.reading.trust` reads.

    python tools/measure_cues.py PATH/TO/polnear/train

PATH holds text/*.txt and attributions/*.ann (brat). An attribution is found where the contents share half of their characters
(intersection over union); its source is right where it shares a character with the annotated one.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from onrecord.model.analyse import analyse
from onrecord.model.analysis import Range
from onrecord.reading.attribution import Ground
from onrecord.reading.candidates import all_candidates
from onrecord.reading.continuation import continued
from onrecord.reading.quotations import find_quotations
from onrecord.reading.stance import cue_form, stance_of
from onrecord.reading.trust import complement_of

KNOWLEDGE = Path(__file__).parent.parent / "src/onrecord/knowledge"
FEWEST = 4
Spans = dict[str, list[tuple[int, int]]]


def gold(path: Path) -> Iterator[Spans]:
    """The attributions of one .ann file: the character spans of Source, Cue and Content of each."""
    spans: Spans = {}
    events = []
    for line in path.read_text("utf-8").split("\n"):
        key, tab, rest = line.partition("\t")
        if tab and key[0] == "T":
            where = rest.split("\t")[0].split(" ", 1)[1]
            spans[key] = [(int(a), int(b)) for a, b in (part.split() for part in where.split(";"))]
        elif tab and key[0] == "E":
            events.append(rest)
    for event in events:
        roles: Spans = defaultdict(list)
        for item in event.split():
            role, target = item.split(":")
            roles[re.sub(r"\d+$", "", role)] += spans[target]
        if roles.get("Content"):
            yield roles


def characters(text: str, spans: Sequence[tuple[int, int]]) -> set[int]:
    """The offsets of the characters in the spans, white space left out."""
    return {at for start, end in spans for at in range(start, end) if not text[at].isspace()}


def main(part: Path) -> None:
    """Counts over the documents of `part`, then writes the two tables."""
    patterns: dict[str, Counter[str]] = defaultdict(Counter)
    cues: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in sorted((part / "text").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        analysis = analyse(text)
        ground = Ground(analysis, find_quotations(text))
        triples = [t for t in continued(ground, all_candidates(ground)) if stance_of(ground, t)]
        want = list(gold(sorted((part / "attributions").glob(path.stem + "_*.ann"))[0]))
        contents = [characters(text, one["Content"]) for one in want]

        def offsets(parts: Sequence[Range]) -> set[int]:
            return characters(text, [analysis.characters(one) for one in parts])  # noqa: B023

        found = [offsets(triple.content) for triple in triples]
        pairs = sorted(
            (
                (-len(w & h) / len(w | h), i, j)
                for i, w in enumerate(contents)
                for j, h in enumerate(found)
                if len(w & h) * 2 >= len(w | h)
            ),
        )
        used_gold: set[int] = set()
        matched: dict[int, int] = {}
        for _, i, j in pairs:
            if i not in used_gold and j not in matched:
                used_gold.add(i)
                matched[j] = i
        for j, triple in enumerate(triples):
            form = cue_form(ground, triple.cue[0]) if triple.cue else None
            count = patterns[triple.pattern]
            count["seen"] += 1
            if form:
                cues[form.cue.lemma, complement_of(triple.pattern)]["seen"] += 1
            if j in matched:
                count["found"] += 1
                source = characters(text, want[matched[j]].get("Source", []))
                count["right"] += bool(source & offsets(triple.source)) or (not source and not triple.source)
                if form:
                    cues[form.cue.lemma, complement_of(triple.pattern)]["found"] += 1
    write(
        "statement_patterns.txt",
        "How often each rule for statements is right on PolNeAR train: rule, share found right (content IoU >= .5), share of right\n"
        "# sources among those, attributions seen. Written by tools/measure_cues.py.",
        [
            f"{name}\t{c['found'] / c['seen']:.2f}\t{c['right'] / max(1, c['found']):.2f}\t{c['seen']}"
            for name, c in sorted(patterns.items(), key=lambda item: -item[1]["seen"])
        ],
    )
    write(
        "cue_trust.txt",
        "How often a cue with a complement introduced a content that PolNeAR (train) has too: cue, complement (before: the content\n"
        "# stands before the cue), right, seen. Written by tools/measure_cues.py.",
        [
            f"{lemma}\t{how}\t{c['found']}\t{c['seen']}"
            for (lemma, how), c in sorted(cues.items(), key=lambda item: -item[1]["seen"])
            if c["seen"] >= FEWEST
        ],
    )


def write(name: str, heading: str, lines: list[str]) -> None:
    """One table of the knowledge room."""
    (KNOWLEDGE / name).write_text("\n".join(["# " + heading, *lines]) + "\n", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
