"""Every event of real news sentences, against the labels of benchmarks/events: how many are found, how many of those given are there, and
whether who, whom, where, when and the status are right.

    python -m benchmarks.events ../shared/data benchmarks/events/dev.jsonl [MORE …] [--least .7] [--command "onrecord read --format jsonl -q"] [--misses]

The labels name articles of the gold sets by id and characters; each sentence is read alone. An event given is right where the sentence
has one of its type (each counts once, the one whose trigger overlaps first); events marked doubtful may be given or not. `--least` leaves
out events of less confidence. Of the pairs that match: precision and recall of `actors` and `recipients` (a participant is right where one
of its actor's mentions overlaps the labelled words), of `place` and of `when`, and `status`, the share that is the same. The last line is a
JSON object of the figures.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.labelled import texts
from benchmarks.running import COMMAND, records

Row = dict[str, Any]


def overlaps(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two stretches share a character."""
    return one[0] < other[1] and other[0] < one[1]


def spans(identity: str | None, found: dict[str, list[tuple[int, int]]]) -> list[tuple[int, int]]:
    return found.get(identity or "", [])


def pairs(gold: list[Row], given: list[Row]) -> list[tuple[Row, Row]]:
    """Labelled and given events of one sentence that have the same type, those whose triggers overlap first."""
    matched: list[tuple[Row, Row]] = []
    free = list(range(len(given)))
    for exact in (True, False):
        for event in gold:
            if any(event is one for one, _ in matched):
                continue
            for number in free:
                trigger = given[number]["trigger"]
                near = overlaps(tuple(event["trigger"]), (trigger["start"], trigger["end"]))
                if event["type"] == given[number]["type"] and (near or not exact):
                    matched.append((event, given[number]))
                    free.remove(number)
                    break
    return matched


def counted(name: str, wanted: list[Any], given: list[list[tuple[int, int]]], counts: Counter[str]) -> None:
    """Adds how many labelled stretches are met by what was given, and how many given ones meet a label."""
    counts[f"{name} wanted"] += len(wanted)
    counts[f"{name} given"] += len(given)
    counts[f"{name} found"] += sum(any(overlaps(tuple(one), span) for some in given for span in some) for one in wanted)
    counts[f"{name} right"] += sum(any(overlaps(tuple(one), span) for one in wanted for span in some) for some in given)


def measure(rows: Iterator[tuple[Row, Row]], misses: bool = False, least: float = 0.0) -> dict[str, float]:
    """The figures over labelled rows and the records of their sentences."""
    counts: Counter[str] = Counter()
    by_type: dict[str, Counter[str]] = {}
    for row, record in rows:
        counts["sentences"] += 1
        given = [event for event in record["events"] if event["confidence"] >= least]
        matched = pairs(row["events"], given)
        sure = [event for event in row["events"] if not event["doubtful"]]
        allowed = [one for event, one in matched if event["doubtful"]]
        extra = [one for one in given if not any(one is other for _, other in matched)]
        missed = [event for event in sure if not any(event is one for one, _ in matched)]
        counts["wanted"] += len(sure)
        counts["given"] += len(given) - len(allowed)
        counts["right"] += len(sure) - len(missed)
        for event in sure:
            by_type.setdefault(event["type"], Counter())["wanted"] += 1
        for one in given:
            by_type.setdefault(one["type"], Counter())["given"] += not any(one is other for other in allowed)
        if misses and (extra or missed):
            show(row, record, extra, missed)
        mentions = {actor["id"]: [(m["start"], m["end"]) for m in actor["mentions"]] for actor in record["actors"]}
        places = {place["id"]: [(s["start"], s["end"]) for s in place["spans"]] for place in record["places"]}
        times = {time["id"]: [(time["span"]["start"], time["span"]["end"])] for time in record["times"]}
        for event, one in matched:
            if event["doubtful"]:
                continue
            by_type[event["type"]]["right"] += 1
            for role in ("actors", "recipients"):
                counted(role, event[role], [spans(identity, mentions) for identity in one[role]], counts)
            for field, known in (("place", places), ("when", times)):
                wanted = [event[field]] if event[field] else []
                counted(field, wanted, [spans(one[field], known)] if one[field] else [], counts)
            counts["matched"] += 1
            counts["same status"] += event["status"] == one["status"]
    found = {
        "sentences": counts["sentences"],
        "events": counts["wanted"],
        "precision": share(counts["right"], counts["given"]),
        "recall": share(counts["right"], counts["wanted"]),
        "f1": f1(counts["right"], counts["given"], counts["right"], counts["wanted"]),
        "status": share(counts["same status"], counts["matched"]),
    }
    for name in ("actors", "recipients", "place", "when"):
        found[f"{name}_precision"] = share(counts[f"{name} right"], counts[f"{name} given"])
        found[f"{name}_recall"] = share(counts[f"{name} found"], counts[f"{name} wanted"])
    if misses:
        for kind, some in sorted(by_type.items()):
            print(kind, dict(some))
    return found


def share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def f1(right: int, given: int, found: int, wanted: int) -> float:
    precision, recall = share(right, given), share(found, wanted)
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def show(row: Row, record: Row, extra: list[Row], missed: list[Row]) -> None:
    """Prints a sentence with what is missing and what is too much."""
    print(row["text"])
    for event in missed:
        print("   missed", event["type"], repr(row["text"][slice(*event["trigger"])]), event["status"])
    for one in extra:
        print("   extra ", one["type"], repr(one["trigger"]["text"]), one["status"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("labels", type=Path, nargs="+")
    parser.add_argument("--least", type=float, default=0.0, help="the least confidence of an event that counts")
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    rows = [json.loads(line) for path in options.labels for line in path.read_text("utf-8").splitlines()]
    for row, text in zip(rows, texts(options.data, rows), strict=True):
        row["text"] = text
    documents = ({"id": str(number), "text": row["text"]} for number, row in enumerate(rows))
    read = records(documents, options.command)
    labelled = ((row, read[str(number)]) for number, row in enumerate(rows))
    print(json.dumps(measure(labelled, options.misses, options.least)))


if __name__ == "__main__":
    main()
