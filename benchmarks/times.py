"""How well times are read: TBAQ-cleaned (tuning and held-out part) and the news-like part of the Recognizers specs.

    python benchmarks/times.py DATA [--peers] [--misses]

DATA holds `times/TBAQ-cleaned` (TimeML) and `times/recognizers/DateTimeModel.json`. A TBAQ article is held out when the
SHA-256 of its file name without the ending, as a number, divides by 3; the rest was tuned on, and only errors of the rest are
ever shown (`--misses`). TBAQ figures are the ones that shared/score/score.py gives: F1 of spans that overlap (relaxed), that are
the same (strict), and that overlap and have the same TIMEX3 value.

A Recognizers spec is news-like when it expects one to three dates or stretches of days and has none of: words that only an
assistant is told and dates in bare figures (`_ASSISTANT`); a range with two ends or an open end, which the record keeps as the
times that the text names (`_OPEN_OR_RANGE`); "mid", "end of" and the like, whose bounds are each program's own convention
(`_PART_OF_A_PERIOD`); weeks, months and years counted from now, which the specs place
on one day and OnRecord, being told no day, on that week, month or year (`_COUNTED_WEEKS`); numbers as they are dictated (`_SPOKEN_NUMBER`). What counts is the interval: ours must be one of those that
the spec allows, compared by the day. `--all` leaves the filter out.
`--peers` runs dateparser and recognizers-text-date-time, where installed, over the same specs and over the held-out articles
(spans alone: their values are of other kinds). recognizers-text-date-time needs `emoji<2`; both may stand in a virtual
environment of their own whose site-packages folder is on PYTHONPATH.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import json
import re
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from onrecord.model.analyse import analyse
from onrecord.reading.times.find import find_times
from onrecord.records import Time
from onrecord.sources.document import Document

Gold = tuple[int, int, str | None]
Interval = tuple[str | None, str | None]

_ASSISTANT = re.compile(
    r"\bcortana\b|\bskype\b|\bschedul|\bbook\b|\bset up\b|\bmeeting\b|\bmeet\b|\barrang|\bplease\b|\bavailable\b|\bset OOO\b"
    r"|\bshow sales\b|\bblocked\b|\bdon't remember\b|\bdinner with\b|\bpartner of\b|\botd\b|\beoy\b|[<>=]|www\.|\d{8}"
    r"|\d+[/-]\d|[a-z]/\d|\d/[a-z]|\d-[a-z]{3}-|\d~\d|\b[a-z]{3}\d|\d s\b|\d{4} \d\d|\d\.\d|\$dec|and greater|\bbusiness day|\bwork(ing )?week|\bboxing\b|\btimes\b",
    re.IGNORECASE,
)
_OPEN_OR_RANGE = re.compile(
    r"\b(from|between)\b.*\b(to|and|till|until|through)\b|[a-z\d]\s*[-~–]\s*[a-z\d]+ \d|[a-z]-[a-z]{3}\b.*\d{4}"
    r"|\b(january|february|march|april|may|june|july|august|september|october|november|december|\w{3} \d+(st|nd|rd|th)?|\d{4}|\w+th)"
    r" (to|through|till)\b"
    r"|\b(since|before|after|until|till|ending|starting|beginning|later than|greater than|within|to date)\b"
    r"|\bas (late|early) as\b|\bor later\b|\band later\b|\bor earlier\b|\bby end\b",
    re.IGNORECASE,
)
_PART_OF_A_PERIOD = re.compile(
    r"\b(early|late|mid|middle|beginning|start|end|earlier|later|first part|remaining)\b", re.IGNORECASE
)
_COUNTED_WEEKS = re.compile(
    r"\b(in|\w+) (a|one|two|three|\d+|couple of) (week|month|year|fortnight)s?( ago|’s time|'s time|\?|$)"
    r"|\b(one|two|three|\d+) (week|month|year)s? (ago|from (now|today))",
    re.IGNORECASE,
)
_SPOKEN_NUMBER = re.compile(
    r"\b(twenty|thirty|thirteen|fifteen|eighteen|nineteen|seventeen) ?(first|second|third|one|two|three|five|six|nine|hundred|of|[A-Z]\w+|\w+ty)\b"
    r"|two thousand",
    re.IGNORECASE,
)
_LEFT_OUT = (_ASSISTANT, _OPEN_OR_RANGE, _PART_OF_A_PERIOD, _COUNTED_WEEKS, _SPOKEN_NUMBER)
_DATE_TYPES = {"datetimeV2.date", "datetimeV2.daterange"}


def held_out(stem: str) -> bool:
    """Whether the article of this file name belongs to the held-out third."""
    return int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 3 == 0


def timeml(path: Path) -> tuple[str, str | None, list[Gold]]:
    """Text, day of publication and TIMEX3 (start, end, value) of one TimeML file, as score.py reads it."""
    raw = path.read_text("utf-8")
    created = re.search(r'<DCT>.*?value="([^"]+)"', raw, re.DOTALL)
    body = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
    assert body is not None
    text, found, open_ = "", [], []
    for piece in re.split(r"(<[^>]+>)", body.group(1)):
        if piece.startswith("<TIMEX3"):
            open_.append((len(text), dict(re.findall(r'(\w+)="([^"]*)"', piece)).get("value")))
        elif piece == "</TIMEX3>":
            start, value = open_.pop()
            if len(text) > start:
                found.append((start, len(text), value))
        elif not piece.startswith("<"):
            text += html.unescape(piece)
    told = created.group(1)[:10] if created else None
    if told and re.match(r"\d{8}", told):
        told = f"{told[:4]}-{told[4:6]}-{told[6:8]}"
    return text, told if told and re.fullmatch(r"\d{4}-\d\d-\d\d", told) else None, found


def matched(gold: list[Gold], have: list[Gold]) -> list[tuple[int, int]]:
    """Pairs of gold and ours that overlap, greedily one to one, the largest overlap first."""
    pairs = [
        (min(g[1], h[1]) - max(g[0], h[0]), i, j)
        for i, g in enumerate(gold)
        for j, h in enumerate(have)
        if g[0] < h[1] and h[0] < g[1]
    ]
    used_gold: set[int] = set()
    used_have: set[int] = set()
    found = []
    for _, i, j in sorted(pairs, key=lambda pair: -pair[0]):
        if i not in used_gold and j not in used_have:
            used_gold.add(i)
            used_have.add(j)
            found.append((i, j))
    return found


def tbaq(folder: Path, held: bool, misses: bool = False) -> dict[str, float]:
    """Figures of one part of TBAQ-cleaned."""
    strict = relaxed = value = ours = total = characters = 0
    spent = 0.0
    for path in sorted(folder.rglob("*.tml")):
        if held_out(path.stem) != held:
            continue
        text, published, gold = timeml(path)
        analysis = analyse(text)
        begin = time.process_time()
        times = find_times(Document.of(text, published=published), analysis)
        spent += time.process_time() - begin
        have = [(t.span.start, t.span.end, t.timex) for t in times]
        pairs = matched(gold, have)
        characters += len(text)
        total += len(gold)
        ours += len(have)
        strict += len({g[:2] for g in gold} & {h[:2] for h in have})
        relaxed += len(pairs)
        value += sum(gold[i][2] == have[j][2] for i, j in pairs)
        if misses and not held:
            for i, j in pairs:
                if gold[i][2] != have[j][2]:
                    print(
                        path.stem, published, repr(text[gold[i][0] : gold[i][1]]), gold[i][2], "≠", have[j][2], sep="\t"
                    )
    sizes = ours + total
    return {
        "gold": total,
        "strict_f1": 2 * strict / sizes,
        "relaxed_f1": 2 * relaxed / sizes,
        "value_f1": 2 * value / sizes,
        "ms_per_4500_characters": spent / characters * 4500 * 1000,
    }


def news_like(path: Path, everything: bool = False) -> Iterator[tuple[str, str, list[tuple[str, list[Interval]]]]]:
    """Input, reference and expected (text, allowed intervals) of the specs that are news-like."""
    for row in json.loads(path.read_text("utf-8-sig")):
        results = row["Results"]
        reference = (row.get("Context") or {}).get("ReferenceDateTime")
        if not 1 <= len(results) <= 3 or not reference:
            continue
        if not everything and any(pattern.search(row["Input"]) for pattern in _LEFT_OUT):
            continue
        if any(r.get("TypeName") not in _DATE_TYPES for r in results):
            continue
        expected = []
        for result in results:
            allowed = [interval_of(v) for v in result["Resolution"]["values"]]
            if any(v == (None, None) for v in allowed):
                break
            expected.append((result["Text"], allowed))
        else:
            yield row["Input"], reference, expected


def interval_of(value: dict[str, str]) -> Interval:
    """The half-open interval of one value of a spec."""
    if value.get("value") == "not resolved":
        return None, None
    if "value" in value:
        day = date.fromisoformat(value["value"][:10])
        return day.isoformat(), (day + timedelta(days=1)).isoformat()
    return value.get("start", "")[:10] or None, value.get("end", "")[:10] or None


def exact_intervals(
    path: Path, reader: Callable[[str, str], list[tuple[str, Interval]]], misses: bool, everything: bool
) -> tuple[int, int]:
    """How many expected expressions of the specs a reader finds with an allowed interval, and of how many."""
    right = total = 0
    for text, reference, expected in news_like(path, everything):
        found = reader(text, reference)
        for told, allowed in expected:
            total += 1
            low = told.lower()
            hit = any(interval in allowed for words, interval in found if words.lower() in low or low in words.lower())
            right += hit
            if misses and not hit:
                print(reference[:10], repr(text), told, allowed, "≠", found, sep="\t")
    return right, total


def our_reader(text: str, reference: str) -> list[tuple[str, Interval]]:
    """Words and intervals as OnRecord reads them, cut to days."""
    times: tuple[Time, ...] = find_times(Document.of(text, published=reference[:10]), analyse(text))
    return [(t.span.text, (t.start and t.start[:10], t.end and t.end[:10])) for t in times]


def dateparser_reader(text: str, reference: str) -> list[tuple[str, Interval]]:
    """The same of dateparser.search: days only."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(reference[:19])}
    found = search_dates(text, languages=["en"], settings=settings) or []
    return [(words, (d.date().isoformat(), (d.date() + timedelta(days=1)).isoformat())) for words, d in found]


def recognizers_reader(text: str, reference: str) -> list[tuple[str, Interval]]:
    """The same of recognizers-text-date-time (the specs' own program); of several values the past one."""
    from recognizers_date_time import Culture, recognize_datetime

    found = []
    for result in recognize_datetime(text, Culture.English, reference=datetime.fromisoformat(reference[:19])):
        for value in result.resolution["values"]:
            if "timex" in value and (value.get("value") or value.get("start") or value.get("end")):
                try:
                    found.append((result.text, interval_of(value)))
                except (TypeError, ValueError):  # "Mod" without an end; a year that is no calendar's
                    continue
    return found


def dateparser_spans(text: str, published: str | None) -> list[Gold]:
    """Where dateparser.search finds a date; it tells no offsets, so each is looked for after the one before."""
    from dateparser.search import search_dates

    settings = {"RELATIVE_BASE": datetime.fromisoformat(published)} if published else {}
    found: list[Gold] = []
    for words, _ in search_dates(text, languages=["en"], settings=settings) or []:
        start = text.find(words, found[-1][1] if found else 0)
        if start >= 0:
            found.append((start, start + len(words), None))
    return found


def recognizers_spans(text: str, published: str | None) -> list[Gold]:
    """Where recognizers-text-date-time finds a time."""
    from recognizers_date_time import Culture, recognize_datetime

    reference = datetime.fromisoformat(published) if published else datetime.now()
    return [(r.start, r.end + 1, None) for r in recognize_datetime(text, Culture.English, reference=reference)]


def peer_on_tbaq(folder: Path, spans: Callable[[str, str | None], list[Gold]]) -> float:
    """Relaxed F1 of another program on the held-out third."""
    pairs = sizes = 0
    for path in sorted(folder.rglob("*.tml")):
        if held_out(path.stem):
            text, published, gold = timeml(path)
            have = spans(text, published)
            pairs += len(matched(gold, have))
            sizes += len(gold) + len(have)
    return 2 * pairs / sizes


def main() -> None:
    """Prints one line a figure; the last line is JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    folder, specs = options.data / "times/TBAQ-cleaned", options.data / "times/recognizers/DateTimeModel.json"
    measured: dict[str, dict[str, float]] = {}
    for name, held in (("tuning", False), ("held out", True)):
        measured[name] = tbaq(folder, held, options.misses)
        for key, figure in measured[name].items():
            print(f"TBAQ {name:9} {key:24} {figure:.3f}")
    readers: dict[str, Callable[[str, str], list[tuple[str, Interval]]]] = {"onrecord": our_reader}
    if options.peers:
        readers |= {"dateparser": dateparser_reader, "recognizers-text": recognizers_reader}
    for name, reader in readers.items():
        try:
            right, total = exact_intervals(specs, reader, options.misses and name == "onrecord", options.all)
        except ImportError:
            print(f"Recognizers specs: {name} is not installed")
            continue
        measured[name] = {"exact_interval": right / total}
        print(f"Recognizers specs {name:17} exact interval {right / total:.3f} ({right} of {total})")
    for name, spans in (
        {"dateparser": dateparser_spans, "recognizers-text": recognizers_spans} if options.peers else {}
    ).items():
        if name in measured:
            measured[name]["relaxed_f1"] = peer_on_tbaq(folder, spans)
            print(f"TBAQ held out  {name:24} relaxed_f1 {measured[name]['relaxed_f1']:.3f}")
    print(json.dumps(measured))


if __name__ == "__main__":
    main()
