"""Event labels (labels/*.tsv, offsets only) with the gold sets' texts → documents with triggers, actors and recipients.

PLV sentences are measured on by cross-validation: sentence number n belongs to fold n % 5.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from onrecord.model.features import breaks
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

from .document import NONE, Document, Event
from .labels import PLOVER, TRIGGERS

LABELS = Path(__file__).with_name("labels")
FOLDS = 5
_CONTEXT = 600
"""Characters of the article that stand before and after a labelled sentence."""
Span = tuple[int, int]
Row = tuple[Span, str, list[Span], list[Span]]


def labels(folder: Path = LABELS, name: str = "events_*.tsv") -> dict[str, dict[str, list[Row]]]:
    """Set → sentence id → its events: trigger, type, actors, recipients; an empty list where a sentence was read and has none."""
    out: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for path in sorted(folder.glob(name)):
        for line in path.read_text("utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            gold_set, key, start, end, kind, _, actors, recipients = line.split("\t")
            found = out[gold_set][key]
            if int(start) >= 0:
                found.append(((int(start), int(end)), kind, _spans(actors), _spans(recipients)))
    return out


def _spans(field: str) -> list[Span]:
    return [(int(a), int(b)) for a, b in re.findall(r"(\d+)-(\d+)", field)]


def document(name: str, text: str, rows: Iterable[Row], start: int = 0, end: int | None = None) -> Document:
    """A text whose sentence from `start` to `end` is labelled with the events of `rows`, given in the sentence's own offsets."""
    tokens = tokenize(text)
    offsets = [(token.start, token.end) for token in tokens]
    starts, ends = [a for a, _ in offsets], [b for _, b in offsets]

    def words(span: Span) -> Span:
        first = bisect_right(ends, span[0] + start)
        return first, max(first, bisect_left(starts, span[1] + start))

    first, last = words((0, (len(text) if end is None else end) - start))
    tags = [0 if first <= n < last else NONE for n in range(len(tokens))]
    events = []
    for trigger, kind, actors, recipients in rows:
        a, b = words(trigger)
        if a < b:
            tags[a:b] = [TRIGGERS.index(kind), *[TRIGGERS.index("I")] * (b - a - 1)]
            spans = [[found for found in map(words, part) if found[0] < found[1]] for part in (actors, recipients)]
            events.append(Event((a, b), PLOVER.index(kind), *spans))
    return Document(
        name=name,
        words=[token.text for token in tokens],
        gaps=[i == 0 or offsets[i][0] > offsets[i - 1][1] for i in range(len(offsets))],
        breaks=breaks(text, offsets),
        sentences=[tuple(sentence) for sentence in split_sentences(text, tokens)],
        triggers=tags,
        events=events,
        offsets=offsets,
        text=text,
    )


def plv(path: Path, without: int | None = None) -> list[Document]:
    """The sentences of PLV without those of one fold, with their labels where they are labelled, and with the marked pair and its type.

    Where one labelled event joins the marked pair, the gold type goes before the label.
    """
    known = labels(name="silver_plv.tsv")["plv"] | labels()["plv"]
    out = []
    csv.field_size_limit(10**7)
    with path.open(encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            if without is None or number % FOLDS != without:
                key = next((key for key in (f"{number:05d}", str(number)) if key in known), None)
                one = document(f"plv-{number}", row["sentence"], _agreed(known[key], row) if key else [])
                if key is None and one.triggers:
                    one.triggers = [NONE] * len(one.words)
                spans = [marked(row["marked_sentence"], tag) for tag in "st"]
                one.topic = _topic(row["gold_root"])
                if spans[0] and spans[1]:
                    one.pair = _words(one, spans[0]), _words(one, spans[1])
                out.append(one)
    return out


def _topic(root: str) -> tuple[int, ...]:
    return tuple(TRIGGERS.index(kind) for kind in (("CONCEDE", "RETREAT") if root == "YIELD" else (root,)))


def _words(one: Document, span: Span) -> Span:
    touched = [n for n, (a, b) in enumerate(one.offsets) if a < span[1] and span[0] < b]
    return (touched[0], touched[-1] + 1) if touched else (0, 0)


def _agreed(rows: list[Row], gold: dict[str, str]) -> list[Row]:
    pair = [marked(gold["marked_sentence"], tag) for tag in "st"]
    both = [
        row for row in rows if all(where and _touch(part, where) for part, where in zip(row[2:], pair, strict=True))
    ]
    root = gold["gold_root"]
    if len(both) != 1 or root == "YIELD" or root not in PLOVER:
        return rows
    return [(row[0], root, row[2], row[3]) if row is both[0] else row for row in rows]


def _touch(spans: list[Span], where: Span) -> bool:
    return any(a < where[1] and where[0] < b for a, b in spans)


def marked(sentence: str, tag: str) -> Span | None:
    """Where <tag>…</tag> stands, in the offsets of the sentence without such marks."""
    clean, start, end = 0, None, None
    for piece in re.split(r"(</?[st]>)", sentence):
        if piece == f"<{tag}>":
            start = clean
        elif piece == f"</{tag}>":
            end = clean
        elif not re.fullmatch(r"</?[st]>", piece):
            clean += len(piece)
    return (start, end) if start is not None and end is not None else None


def news(data: Path) -> list[Document]:
    """The labelled sentences of other news, each with what stands around it in its article."""
    known = labels()
    texts = {"muc": dict(_muc(data)), "raw": dict(_raw(data, {key.split(":")[0] for key in known["raw"]}))}
    out = []
    for name, articles in texts.items():
        for key, rows in known[name].items():
            article, where = key.rsplit(":", 1)
            start, end = map(int, where.split("-"))
            text = articles[article]
            first, last = max(0, start - _CONTEXT), min(len(text), end + _CONTEXT)
            if first:
                first = text.find(" ", first, start) + 1 or start
            out.append(document(f"{name}-{key}", text[first:last], rows, start - first, end - first))
    return out


def _muc(data: Path) -> Iterator[tuple[str, str]]:
    for line in (data / "events/muc/processed/train.json").open(encoding="utf-8"):
        row = json.loads(line)
        yield row["docid"], row["doctext"]


def _raw(data: Path, wanted: set[str]) -> Iterator[tuple[str, str]]:
    with gzip.open(data / "raw/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if row["id"] in wanted:
                yield row["id"], row["text"]


def headlines(data: Path) -> list[Document]:
    """Machine-written headlines of which only the type of their event is known."""
    out = []
    csv.field_size_limit(10**7)
    for archive in sorted((data / "events/synthetic").glob("*.zip")):
        with zipfile.ZipFile(archive) as parts:
            for name in parts.namelist():
                for row in csv.DictReader(io.StringIO(parts.read(name).decode("utf-8"))):
                    title = row["prompt"].split("\n")[0]
                    if row["label"] in PLOVER and title:
                        one = document(f"headline-{len(out)}", title, [])
                        one.triggers, one.topic = [NONE] * len(one.words), _topic(row["label"])
                        out.append(one)
    return out
