"""LGL (Lieberman 2010) and GeoVirus (Gritta 2018) → articles with their marked toponyms, and what the reader's model says of each.

The articles with even numbers are for fitting, those with odd numbers for measuring. The model takes some minutes over all of them, so
what it found is kept in a file (--analyses) and read from there the next time; delete the file when the model has changed.
"""

from __future__ import annotations

import argparse
import html
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from onrecord.model.analyse import analyse, lay_out
from onrecord.model.analysis import Analysis

SETS = ("lgl", "GeoVirus")
_DRIFT = 8
"""Some offsets of LGL are a few characters off: a phrase is looked for so far to either side."""


@dataclass(frozen=True)
class Toponym:
    """A marked place name: code points `start` to `end`, and degrees (None where the set gives none)."""

    start: int
    end: int
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Article:
    """One article: the set it is of, its number there, what the model found in it, and the marked toponyms."""

    name: str
    number: int
    analysis: Analysis
    toponyms: tuple[Toponym, ...]

    @property
    def even(self) -> bool:
        """Whether it is one to fit on."""
        return self.number % 2 == 0

    def without_model(self) -> Article:
        """The same article read without a model."""
        return Article(self.name, self.number, lay_out(self.analysis.text), self.toponyms)


def options(purpose: str | None) -> argparse.ArgumentParser:
    """The options that every command here takes."""
    parser = argparse.ArgumentParser(description=purpose)
    parser.add_argument("--data", type=Path, required=True, help="folder of lgl.xml and GeoVirus.xml")
    parser.add_argument(
        "--analyses", type=Path, required=True, help="file that keeps what the model found; made if absent"
    )
    return parser


def articles(data: Path, analyses: Path) -> list[Article]:
    """All articles of both sets, in order."""
    marked = [(name, *found) for name in SETS for found in _marked(data / f"{name}.xml")]
    if not analyses.exists():
        analyses.write_bytes(pickle.dumps([analyse(text) for _, _, text, _ in marked]))
    known: list[Analysis] = pickle.loads(analyses.read_bytes())
    if [a.text for a in known] != [text for _, _, text, _ in marked]:
        raise ValueError(f"{analyses} was made from other articles: delete it")
    return [
        Article(name, number, analysis, toponyms)
        for (name, number, _, toponyms), analysis in zip(marked, known, strict=True)
    ]


def _marked(path: Path) -> Iterator[tuple[int, str, tuple[Toponym, ...]]]:
    """Number, text and toponyms of each article of a set."""
    raw = path.read_bytes().decode("utf-8", "replace")
    for number, block in enumerate(re.findall(r"<article\b.*?</article>", raw, re.S)):
        body = _inside(block, "text") or ""
        data = re.fullmatch(r"\s*<!\[CDATA\[(.*?)\]\]>\s*", body, re.S)
        text = data.group(1) if data else html.unescape(body)
        places = re.findall(r"<(?:toponym|location)>(.*?)</(?:toponym|location)>", block, re.S)
        yield number, text, tuple(found for place in places if (found := _toponym(text, place)))


def _toponym(text: str, block: str) -> Toponym | None:
    """One marked toponym, None where it has no offsets or the text does not bear them out."""
    phrase = html.unescape(_inside(block, "phrase", "extractedName", "name") or "")
    start, end = _inside(block, "start"), _inside(block, "end")
    if not (phrase and start and end):
        return None
    near = sorted(range(-_DRIFT, _DRIFT + 1), key=abs)
    at = next((s for s in (int(start) + d for d in near) if s >= 0 and text.startswith(phrase, s)), None)
    if at is None:
        return None
    lat, lon = _inside(block, "lat", "latitude"), _inside(block, "lon", "longitude")
    return Toponym(at, at + len(phrase), (float(lat), float(lon)) if lat and lon else None)


def _inside(block: str, *names: str) -> str | None:
    for name in names:
        found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", block, re.S)
        if found:
            return found.group(1).strip() if name != "text" else found.group(1)
    return None
