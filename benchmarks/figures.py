"""How well figures are read, on public specifications and on the project's own phrases of news.

    python -m benchmarks.figures DATA [--raw RAW] [--peers] [--misses]

RAW is the folder of articles.jsonl.gz; with it sentences of raw news are scored as well, whose figures were labelled by
reading before the code ran on them (figures_news.tsv: ids and offsets, no text): value with bounds where the words
overlap, and of those found right the share with the right category and with the right words counted.
DATA is the folder that holds recognizers/ and quantulum3/ (the test specifications of Microsoft Recognizers-Text and of
quantulum3, both MIT). Most of these are commands to an assistant or sums, not news; only those that read as news are
scored (`is_news_like`): sentences of at least five words, without formulas, loose tokenisation ("14 . 8 %"), web
addresses or powers. A number counts as found if one of ours has it as a bound; numbers inside a time, an age or a name
are no figures here, so gold numbers that are years, clock times, ages or ordinals, or measure time, are left out of the gold
and of ours. With --peers, recognizers-text and quantulum3 are scored on the same sentences where they are installed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from onrecord.knowledge.quantities import quantities

Value = tuple[float | None, float | None]
_FORMULA = re.compile(
    r"\d \. \d|\d , \d|https?:|[<>=^\[\]]|\b[xy]\b|\bthe answer\b|\banswer is\b|\d+ ?/ ?\d+|\b(?:scp|number range|valid|invalid)\b"
    r"|\b\w+ (?:over|point) (?:one|two|\d)", re.I
)  # fmt: skip
_AGE_OR_ORDINAL = re.compile(r"\byears? old\b|\bthe (?:\w+teenth|tenth|\d+th)\b|\b(?:tenth|fifteenth)\b", re.I)
_NEWS_ROWS = Path(__file__).parent / "figures_news.tsv"
_ROWS = Path(__file__).parent.parent / "tests" / "data" / "figure_phrases.tsv"


def is_news_like(sentence: str) -> bool:
    """Whether a specification reads as a sentence of news.

    >>> is_news_like("Twenty-six people died in the accident"), is_news_like("2.5^-1")
    (True, False)
    """
    spoken = quantities().words
    words = [word for word in re.findall(r"[a-z]{2,}", sentence.lower()) if word not in spoken and word != "and"]
    return len(words) >= 5 and not _FORMULA.search(sentence)


def recognizers(data: Path, model: str) -> Iterator[tuple[str, list[Value]]]:
    """Sentences of one model's specification with the intervals of its results."""
    folder = "Number" if model.startswith(("Number", "Percent")) else "NumberWithUnit"
    path = data / "recognizers" / folder / "English" / f"{model}.json"
    for row in json.loads(path.read_text("utf-8-sig")):
        if not is_news_like(row["Input"]) or _AGE_OR_ORDINAL.search(row["Input"]):
            continue
        resolutions = [result.get("Resolution") or {} for result in row["Results"]]
        values = [resolution.get("value") for resolution in resolutions]
        if any(value in (None, "null") for value in values):
            continue
        yield row["Input"], [interval(str(value)) for value in values]


def interval(value: str) -> Value:
    """The interval that a resolution tells.

    >>> interval("[30,)"), interval("20%"), interval("(10,15)")
    ((30.0, None), (20.0, 20.0), (10.0, 15.0))
    """
    if value[0] in "([":
        low, high = value[1:-1].split(",")
        return (float(low) if low else None, float(high) if high else None)
    return (float(value.rstrip("%")),) * 2


def quantulum(data: Path) -> Iterator[tuple[str, list[Value]]]:
    """Sentences of quantulum3's specification, without those that measure time or that its own tests do not read."""
    time = re.compile(r"second|minute|hour|day|week|month|year|decade|century|bit|byte|volt|hertz|joule|count")
    for row in json.loads((data / "quantulum3" / "quantities.json").read_text("utf-8")):
        if not is_news_like(row["req"]) or any(time.search(found.get("unit", "")) for found in row["res"]):
            continue
        values: list[Value] = []
        for found in row["res"]:
            spread = found.get("uncertainty") or 0
            values.append((found["value"] - spread, found["value"] + spread))
        yield row["req"], [value for value in values if not (value[0] == value[1] and 1900 <= (value[0] or 0) <= 2030)]


def phrases() -> Iterator[tuple[str, list[Value]]]:
    """The project's own phrases with bounds."""
    found: dict[str, list[Value]] = {}
    for line in _ROWS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            phrase, low, high, *_ = line.split("\t")
            values = found.setdefault(phrase, [])
            if low != "none":
                values.append((None if low == "-" else float(low), None if high == "-" else float(high)))
    yield from found.items()


@dataclass(frozen=True)
class NewsFigure:
    """A labelled figure of a sentence of raw news, its offsets in the sentence."""

    start: int
    end: int
    value: Value
    category: str
    counted: str | None


def news(raw: Path) -> Iterator[tuple[str, list[NewsFigure]]]:
    """The labelled sentences of raw news with their figures; see the head of figures_news.tsv."""
    labelled: dict[tuple[str, int, int], list[list[str]]] = {}
    for line in _NEWS_ROWS.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            article, start, end, *figure = line.split("\t")
            labelled.setdefault((article, int(start), int(end)), []).append(figure)
    wanted = {article for article, _, _ in labelled}
    with gzip.open(raw / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines) if row["id"] in wanted}
    for (article, begin, end), rows in labelled.items():
        text = texts[article]
        figures = [
            NewsFigure(
                int(row[0]) - begin,
                int(row[1]) - begin,
                (None if row[2] == "-" else float(row[2]), None if row[3] == "-" else float(row[3])),
                row[4],
                None if row[5] == "-" else text[int(row[5]) : int(row[6])],
            )
            for row in rows
            if row[0] != "-"
        ]
        yield text[begin:end], figures


def score_news(rows: Iterable[tuple[str, list[NewsFigure]]], misses: bool) -> dict[str, float]:
    """Precision, recall and F1 of values with bounds at the labelled place, and the share with the right category too."""
    from onrecord.model.analyse import analyse
    from onrecord.reading.figures.find import find_figures
    from onrecord.reading.times.find import find_times
    from onrecord.sources.document import Document

    gold = predicted = right = sorted_right = counted = named = 0
    for sentence, wanted in rows:
        document, analysis = Document.of(sentence, published="2018-06-15"), analyse(sentence)
        rest = list(find_figures(document, analysis, find_times(document, analysis)))
        gold, predicted, wrong = gold + len(wanted), predicted + len(rest), []
        for want in wanted:
            alike = [one for one in rest if one.span.start < want.end and one.span.end > want.start]
            one = next((one for one in alike if same((one.low, one.high), want.value)), None)
            if one is None:
                wrong.append(("MISSED", sentence[want.start : want.end], want.value, want.category))
                continue
            rest.remove(one)
            right, sorted_right = right + 1, sorted_right + (one.category == want.category)
            named += want.counted is not None
            counted += want.counted is not None and (one.counted or "").lower() == want.counted.lower()
            if one.category != want.category or (want.counted or "-") != (one.counted or "-"):
                wrong.append(("SORT", one.span.text, one.category, one.counted, "want", want.category, want.counted))
        wrong += [("EXTRA", one.span.text, one.low, one.high, one.category, one.counted) for one in rest]
        if misses and wrong:
            print(f"  {sentence[:220]!r}", *wrong, sep="\n      ")
    return {
        "gold": gold,
        "precision": right / predicted,
        "recall": right / gold,
        "value_bound_f1": 2 * right / (gold + predicted),
        "category": sorted_right / right,
        "counted": counted / named,
    }


def ours(sentence: str, kinds: str = "") -> list[Value]:
    """The intervals of our figures; `kinds` keeps money or measures alone, as the specification does."""
    from onrecord.model.analyse import analyse
    from onrecord.reading.figures.find import find_figures
    from onrecord.sources.document import Document

    found = find_figures(Document.of(sentence), analyse(sentence), ())
    kept = list(found)
    if kinds == "CurrencyModel":
        kept = [figure for figure in kept if figure.category == "money"]
    elif kinds == "DimensionModel":
        kept = [figure for figure in kept if figure.unit and figure.category not in ("money", "percent")]
    elif kinds != "own phrases":
        kept = [figure for figure in kept if figure.category != "duration"]
    return [(figure.low, figure.high) for figure in kept]


def peer_recognizers(kinds: str = "") -> Callable[[str], list[Value]] | None:
    """Recognizers-Text as it comes: the recogniser that a set was written for, for other sets numbers and ranges."""
    try:
        from recognizers_number import Culture, recognize_number, recognize_percentage
        from recognizers_number_with_unit import recognize_currency, recognize_dimension
    except ImportError:
        return None
    recognize = {
        "PercentModel": recognize_percentage,
        "CurrencyModel": recognize_currency,
        "DimensionModel": recognize_dimension,
    }
    chosen = recognize.get(kinds, recognize_number)

    def read(sentence: str) -> list[Value]:
        found = chosen(sentence, Culture.English)
        return [
            interval(str(one.resolution["value"])) for one in found if one.resolution and one.resolution.get("value")
        ]

    return read


def peer_quantulum() -> Callable[[str], list[Value]] | None:
    """quantulum3 as it comes, without its classifier and without quantities of time."""
    try:
        from quantulum3 import parser
    except ImportError:
        return None

    def read(sentence: str) -> list[Value]:
        found = [quantity for quantity in parser.parse(sentence) if quantity.unit.entity.name != "time"]
        spread = [(quantity, quantity.uncertainty or 0) for quantity in found]
        return [(quantity.value - extra, quantity.value + extra) for quantity, extra in spread]

    return read


def same(a: Value, b: Value) -> bool:
    """Whether two intervals are the same, bound for bound."""
    return all(
        (x is None) == (y is None) and (x is None or y is None or math.isclose(x, y, rel_tol=1e-4))
        for x, y in zip(a, b, strict=True)
    )


def same_value(a: Value, b: Value) -> bool:
    """Whether a bound of one is a bound of the other, open sides aside."""
    return any(math.isclose(x, y, rel_tol=1e-4) for x in a if x is not None for y in b if y is not None)


def score(
    rows: Iterable[tuple[str, list[Value]]], read: Callable[[str], list[Value]], misses: bool
) -> tuple[int, float, float]:
    """Gold figures, F1 of values, F1 of values with their bounds."""
    gold = predicted = value = bound = 0
    for sentence, wanted in rows:
        try:
            have = read(sentence)
        except Exception:  # a peer's crash is a peer's miss
            have = []
        gold, predicted, rest, start = gold + len(wanted), predicted + len(have), list(have), value
        for want in wanted:
            alike = [one for one in rest if same_value(one, want)]
            if alike:
                best = next((one for one in alike if same(one, want)), alike[0])
                rest.remove(best)
                value, bound = value + 1, bound + same(best, want)
        if misses and (rest or value - start < len(wanted)):
            print(f"  {sentence[:150]!r}\n      want {wanted}\n      have {have}")
    total = gold + predicted
    return gold, 2 * value / total if total else 0.0, 2 * bound / total if total else 0.0


def main() -> None:
    """Prints one line a set and reader."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--raw", type=Path, help="the folder of articles.jsonl.gz")
    parser.add_argument("--peers", action="store_true", help="score recognizers-text and quantulum3 too")
    parser.add_argument("--misses", action="store_true", help="print what differs")
    arguments = parser.parse_args()
    sets: dict[str, list[tuple[str, list[Value]]]] = {"own phrases": list(phrases())}
    for model in ("NumberModel", "NumberRangeModel", "CurrencyModel", "DimensionModel"):
        sets[f"recognizers {model}"] = list(recognizers(arguments.data, model))
    sets["quantulum3"] = list(quantulum(arguments.data))
    readers: dict[str, Callable[[str], list[Value]]] = {"onrecord": ours}
    if arguments.peers:
        for name, made in (("recognizers-text", peer_recognizers()), ("quantulum3", peer_quantulum())):
            if made is None:
                print(f"{name} is not installed here: left out.")
            else:
                readers[name] = made
    answer: dict[str, Any] = {}
    print(f"{'set':32}{'reader':20}{'sentences':>10}{'gold':>7}{'value F1':>10}{'with bounds':>13}")
    for name, rows in sets.items():
        for reader, read in readers.items():
            if reader == "onrecord":
                read = partial(ours, kinds=name.removeprefix("recognizers "))
            elif reader == "recognizers-text":
                read = peer_recognizers(name.removeprefix("recognizers ")) or read
            gold, value, bound = score(rows, read, arguments.misses and reader == "onrecord")
            answer[f"{name} {reader}" if reader != "onrecord" else name] = {
                "gold": gold,
                "value_f1": value,
                "value_bound_f1": bound,
            }
            print(f"{name:32}{reader:20}{len(rows):10}{gold:7}{value:10.3f}{bound:13.3f}")
    if arguments.raw:
        answer["raw news"] = found = score_news(news(arguments.raw), arguments.misses)
        print("raw news: " + ", ".join(f"{name} {value:.3f}" for name, value in found.items()))
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
