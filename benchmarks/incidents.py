"""Whether the incidents of MUC-4's answer keys are among the events: type, place and date; and none in items that have none.

    python -m benchmarks.incidents DATA [--command "onrecord read --format jsonl -q"] [--misses]

DATA holds `events/muc`. Items: tst1 and tst2, 200 news items in capitals. An incident of the key counts unless it is marked
optional. It is found where an event of type ASSAULT, COERCE or PROTEST that is not denied has a place that the key's location
names (or that names it) and a time that meets the key's; where the key says neither, the type is enough. `typed`, `placed`, `dated`
tell how far an incident got: the type alone, type and place, type and date. `placed` and `dated` ask only where the key has one.
`written` and `written_together` say how far the texts go: the share of incidents whose place and date are both among the places and
times of the item, and among those of one sentence in which there is such an event. An item without any incident, optional ones included, is irrelevant; `none_in_irrelevant` is the share of these without such an event
that happened, and `none_set_in_irrelevant` the share without one that has a place and a date, as an incident has. Many irrelevant items
tell of real fighting (attacks on soldiers are no incidents for MUC, and are events here). The last line is a JSON object of the figures.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.running import COMMAND, records
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

TYPES = frozenset({"ASSAULT", "COERCE", "PROTEST"})
PARTS = (("tst1", "tst1-muc3", "key-tst1.v7"), ("tst2", "tst2-muc4", "key-tst2.v4"))
_DATELINE = re.compile(r"\b(\d{1,2} [A-Z]{3} \d\d)\b")
_DAY = re.compile(r"\d{2} [A-Z]{3} \d{2}")


@dataclass(frozen=True)
class Incident:
    """One template of the key: names of its location, its days (half-open), whether it need not be found."""

    names: frozenset[str]
    days: tuple[date, date] | None
    optional: bool


def items(folder: Path) -> Iterator[tuple[str, str, str | None]]:
    """Id, text and day of the dateline of every news item."""
    for part, texts, _ in PARTS:
        raw = (folder / part / texts).read_text("latin-1")
        found = re.split(r"^(TST\d-MUC\d-\d{4})\s*$", raw, flags=re.MULTILINE)
        for name, text in zip(found[1::2], found[2::2], strict=True):
            dateline = _DATELINE.search(text[:400])
            yield name, text.strip(), day(dateline.group(1)).isoformat() if dateline else None


def day(written: str) -> date:
    """ "04 FEB 90" as a date.

    >>> day("4 FEB 90")
    datetime.date(1990, 2, 4)
    """
    return datetime.strptime(written, "%d %b %y").date()


def incidents(folder: Path) -> dict[str, list[Incident]]:
    """The key: item → its incidents."""
    found: dict[str, list[Incident]] = {}
    for part, _, keys in PARTS:
        raw = (folder / part / keys).read_text("latin-1")
        for block in re.split(r"^0\.", raw, flags=re.MULTILINE)[1:]:
            name = re.search(r"TST\d-MUC\d-\d{4}", block)
            number, when, where = (slot(block, label) for label in ("TEMPLATE", "DATE", "LOCATION"))
            if name is None:
                continue
            listed = found.setdefault(name.group(), [])
            if number != "*":
                listed.append(Incident(location_names(where), days(when), "OPTIONAL" in number))
    return found


def slot(block: str, label: str) -> str:
    """What a template says in one slot, its further lines included."""
    found = re.search(rf"(?:MESSAGE|INCIDENT): {label} +(.*(?:\n {{20,}}.*)*)", block)
    return " ".join(found.group(1).split()) if found else "-"


def location_names(written: str) -> frozenset[str]:
    """The names in a location, the country among them only where it stands alone.

    >>> sorted(location_names("EL SALVADOR: SAN SALVADOR (CITY): SOYAPANGO (AREA)"))
    ['san salvador', 'soyapango']
    """
    if written in ("-", "*"):
        return frozenset()
    parts = [re.sub(r"\([^()]*\)|[()]", "", part).strip().lower() for part in re.split(r"[:/]| - ", written)]
    countries = {re.sub(r"[()]", "", way.split(":")[0]).strip().lower() for way in written.split("/")}
    inner = frozenset(part for part in parts if part and part not in countries)
    return inner or frozenset(countries)


def days(written: str) -> tuple[date, date] | None:
    """The stretch from the first to the last day that a date names; with a month to spare before "- 29 DEC 89" (at the latest).

    >>> days("(08 MAR 90) / (07 MAR 90 - 08 MAR 90)")
    (datetime.date(1990, 3, 7), datetime.date(1990, 3, 9))
    """
    found = sorted(day(one) for one in _DAY.findall(written))
    if not found:
        return None
    open_ = written.lstrip("( ").startswith("-")
    return found[0] - timedelta(days=31 if open_ else 0), found[-1] + timedelta(days=1)


def is_found(incident: Incident, record: dict[str, Any], *, place: bool, time: bool) -> bool:
    """Whether one event of the record fits the incident in what is asked."""
    places = {one["id"]: one for one in record["places"]}
    times = {one["id"]: one for one in record["times"]}
    for event in record["events"]:
        if event["type"] not in TYPES or event["status"] == "denied":
            continue
        if place and incident.names and not _at(incident, places.get(event["place"])):
            continue
        if time and incident.days and not _on(incident.days, times.get(event["when"])):
            continue
        return True
    return False


def is_written(incident: Incident, record: dict[str, Any], stretches: list[tuple[int, int]]) -> bool:
    """Whether the place and the date of an incident are among the places and times of one of the stretches of characters."""

    def inside(span: dict[str, Any], stretch: tuple[int, int]) -> bool:
        return stretch[0] <= int(span["start"]) < stretch[1]

    return any(
        (
            not incident.names
            or any(_at(incident, p) for p in record["places"] if any(inside(s, one) for s in p["spans"]))
        )
        and (not incident.days or any(_on(incident.days, t) for t in record["times"] if inside(t["span"], one)))
        for one in stretches
    )


def with_an_event(text: str, record: dict[str, Any]) -> list[tuple[int, int]]:
    """The sentences of an item in which there is an event of a right type."""
    tokens = tokenize(text)
    ranges = [(tokens[one.first].start, tokens[one.last - 1].end) for one in split_sentences(text, tokens)]
    triggers = [
        event["trigger"]["start"]
        for event in record["events"]
        if event["type"] in TYPES and event["status"] != "denied"
    ]
    return [(start, end) for start, end in ranges if any(start <= one < end for one in triggers)]


def _at(incident: Incident, place: dict[str, Any] | None) -> bool:
    if place is None:
        return False
    written = {place["name"].lower(), *(span["text"].lower() for span in place["spans"])}
    return any(name in one or one in name for name in incident.names for one in written)


def _on(stretch: tuple[date, date], time: dict[str, Any] | None) -> bool:
    if time is None or not time["start"] or not time["end"]:
        return False
    start, end = (datetime.fromisoformat(time[edge]).replace(tzinfo=None) for edge in ("start", "end"))
    return start.date() < stretch[1] and end > datetime.combine(stretch[0], datetime.min.time())


def measure(data: Path, command: str, misses: bool = False) -> dict[str, float]:
    """The figures."""
    folder = data / "events/muc/raw_files/muc34/TASK/CORPORA"
    listed = list(items(folder))
    key = incidents(folder)
    read = records(({"id": name, "text": text, "published": told} for name, text, told in listed), command)
    ways = {"typed": (False, False), "placed": (True, False), "dated": (False, True), "found": (True, True)}
    counts = dict.fromkeys(ways, 0)
    total = irrelevant = silent = unset = written = together = 0
    for name, text, _ in listed:
        wanted, record = key.get(name, []), read[name]
        sentences = with_an_event(text, record)
        if not wanted:
            irrelevant += 1
            happened = [one for one in record["events"] if one["type"] in TYPES and one["status"] == "happened"]
            silent += not happened
            unset += not any(one["place"] and one["when"] for one in happened)
        for incident in (one for one in wanted if not one.optional):
            total += 1
            written += is_written(incident, record, [(0, len(text))])
            together += is_written(incident, record, sentences)
            for way, (place, time) in ways.items():
                counts[way] += is_found(incident, record, place=place, time=time)
            if misses and not is_found(incident, record, place=True, time=True):
                print(name, sorted(incident.names), incident.days)
    return {
        "incidents": total,
        **{way: count / total for way, count in counts.items()},
        "written": written / total,
        "written_together": together / total,
        "irrelevant": irrelevant,
        "none_in_irrelevant": silent / irrelevant,
        "none_set_in_irrelevant": unset / irrelevant,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--command", default=COMMAND)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    print(json.dumps(measure(options.data, options.command, options.misses)))


if __name__ == "__main__":
    main()
