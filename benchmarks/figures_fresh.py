"""How well figures are read in sentences of news labelled beside the code's back (figures_sentences.tsv, figures_harm.tsv).

    python -m benchmarks.figures_fresh ARTICLES [--misses] [--peers]

ARTICLES is raw/articles.jsonl.gz: the table holds places in those articles, not their text. Prints the F1 of values, of
values with their bounds, and of values with bounds and category. Peers know no category and are scored without it.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.figures import Value, peer_quantulum, peer_recognizers, same, same_value

_TABLES = ("figures_sentences.tsv", "figures_harm.tsv")
_PER_CENT = 100


@dataclass(frozen=True)
class Told:
    """A figure with its characters in the sentence; `category` is None where a reader knows none."""

    start: int
    end: int
    value: Value
    category: str | None


def sentences(articles: Path, table: str) -> Iterator[tuple[str, str, list[Told]]]:
    """Each sentence with its article's date and its figures.

    Raises:
        ValueError: an article of the table is not in `articles`.
    """
    wanted: dict[tuple[str, int, int], list[Told]] = {}
    for line in Path(__file__).with_name(table).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            article, first, last, start, end, low, high, _, category = line.split("\t")
            found = wanted.setdefault((article, int(first), int(last)), [])
            if start != "none":
                value = (None if low == "-" else float(low), None if high == "-" else float(high))
                found.append(Told(int(start) - int(first), int(end) - int(first), value, category))
    texts: dict[str, tuple[str, str]] = {}
    names = {article for article, _, _ in wanted}
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for line in lines:
            article_found: dict[str, Any] = json.loads(line)
            if article_found["id"] in names:
                texts[article_found["id"]] = (article_found["text"], article_found.get("published") or "")
    if missing := names - set(texts):
        raise ValueError(f"{len(missing)} articles of the table are not in {articles}")
    for (article, first, last), told in wanted.items():
        text, published = texts[article]
        yield text[first:last], published, told


def ours(sentence: str, published: str) -> list[Told]:
    """Our figures. Durations that no words bound are the times' and are left out."""
    from onrecord.model.analyse import analyse
    from onrecord.reading.figures.find import find_figures
    from onrecord.reading.times.find import find_times
    from onrecord.sources.document import Document

    document, analysis = Document.of(sentence, published=published or None), analyse(sentence)
    found = find_figures(document, analysis, find_times(document, analysis))
    return [
        Told(figure.span.start, figure.span.end, (figure.low, figure.high), figure.category)
        for figure in found
        if figure.category != "duration" or figure.low != figure.high
    ]


def matched(wanted: list[Told], have: list[Told], placed: bool) -> list[tuple[Told, Told]]:
    """Pairs of gold and found with a bound in common, and, where `placed`, characters in common."""
    rest, pairs = list(have), []
    for want in wanted:
        near = [one for one in rest if same_value(one.value, want.value)]
        if placed:
            near = [one for one in near if one.start < want.end and want.start < one.end]
        if near:
            best = next((one for one in near if same(one.value, want.value)), near[0])
            rest.remove(best)
            pairs.append((want, best))
    return pairs


def from_peer(read: Callable[[str], list[Value]]) -> Callable[[str, str], list[Told]]:
    """A peer's values without place or category; its crash is a miss."""

    def told(sentence: str, _: str) -> list[Told]:
        try:
            return [Told(0, 0, value, None) for value in read(sentence)]
        except Exception:
            return []

    return told


def score(
    rows: list[tuple[str, str, list[Told]]], read: Callable[[str, str], list[Told]], name: str, misses: bool
) -> dict[str, float]:
    """F1 of values, with bounds, with bounds and category."""
    gold = predicted = value = bound = kind = 0
    own = name == "onrecord"
    for sentence, published, wanted in rows:
        have = read(sentence, published)
        if not own:  # peers also read percentages as parts of 1, and money as money: only the values are compared
            shares = {want.value[0] for want in wanted if want.category == "percent"}
            have = [_as_percent(one, shares) for one in have]
        pairs = matched(wanted, have, own)
        right = [(want, found) for want, found in pairs if same(want.value, found.value)]
        named = [pair for pair in right if pair[0].category == pair[1].category]
        gold, predicted, value = gold + len(wanted), predicted + len(have), value + len(pairs)
        bound, kind = bound + len(right), kind + len(named)
        if misses and own and not len(named) == len(wanted) == len(have):
            print(f"  {sentence!r}")
            print("     want", [(sentence[t.start : t.end], t.value, t.category) for t in wanted])
            print("     have", [(sentence[t.start : t.end], t.value, t.category) for t in have])
    total = (gold + predicted) or 1
    return {
        "gold": gold,
        "value_f1": 2 * value / total,
        "value_bound_f1": 2 * bound / total,
        "category_f1": 2 * kind / total,
    }


def _as_percent(one: Told, shares: set[float | None]) -> Told:
    low, high = one.value
    if low is not None and low == high and low * _PER_CENT in shares and low not in shares:
        return Told(one.start, one.end, (low * _PER_CENT, low * _PER_CENT), one.category)
    return one


def main() -> None:
    """Prints one line a reader, and all as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--peers", action="store_true", help="score recognizers-text and quantulum3 too")
    parser.add_argument("--misses", action="store_true", help="print what differs")
    arguments = parser.parse_args()
    readers: dict[str, Callable[[str, str], list[Told]]] = {"onrecord": ours}
    if arguments.peers:
        for name, made in (("recognizers-text", peer_recognizers()), ("quantulum3", peer_quantulum())):
            if made is not None:
                readers[name] = from_peer(made)
    answer: dict[str, dict[str, float]] = {}
    for table in _TABLES:
        rows = list(sentences(arguments.articles, table))
        for name, read in readers.items():
            found = answer[f"{table} {name}"] = score(rows, read, name, arguments.misses)
            print(f"{table:22}{name:20}" + " ".join(f"{key} {value:.3f}" for key, value in found.items()))
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
