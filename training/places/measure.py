"""Measures the places step on LGL and GeoVirus, the even articles (fitted on) and the odd ones (held out) apart.

    PYTHONPATH=src:. python -m training.places.measure --data DATA/places --analyses FILE [--without-model]

Counts as score.py does: a found span is right where it shares a character with a marked one, one to one; of those with a point on both
sides, the share within 161 km. Also the time of the step for 4,500 characters, on one core.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from onrecord.reading.places.find import find_places
from onrecord.records import Place
from onrecord.sources.document import Document
from training.places.articles import SETS, Article, Toponym, articles, options
from training.places.choice import kilometres


def pairs(marked: Sequence[Toponym], found: Sequence[tuple[int, int, Place]]) -> list[tuple[Toponym, Place]]:
    """The marked toponyms with what was found for them, most shared characters first."""
    shared = [
        (min(t.end, end) - max(t.start, start), i, j)
        for i, t in enumerate(marked)
        for j, (start, end, _) in enumerate(found)
        if t.start < end and start < t.end
    ]
    left, right, out = set[int](), set[int](), []
    for _, i, j in sorted(shared, key=lambda pair: -pair[0]):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            out.append((marked[i], found[j][2]))
    return out


def measure(chosen: Sequence[tuple[Article, Sequence[Place]]]) -> str:
    """One line of measures."""
    hit = located = near = 0
    for article, places in chosen:
        spans = [(span.start, span.end, place) for place in places for span in place.spans]
        for toponym, place in pairs(article.toponyms, spans):
            hit += 1
            if toponym.point and place.lat is not None and place.lon is not None:
                located += 1
                near += kilometres(toponym.point, (place.lat, place.lon)) <= 161
    found = sum(len(place.spans) for _, places in chosen for place in places)
    marked = sum(len(article.toponyms) for article, _ in chosen)
    precision, recall = hit / found, hit / marked
    f1 = 2 * precision * recall / (precision + recall)
    return f"P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, within 161 km {near / located:.3f} of {located}"


def main(arguments: Sequence[str] | None = None) -> None:
    parser = options(__doc__)
    parser.add_argument("--without-model", action="store_true", help="tokens and sentences alone")
    given = parser.parse_args(arguments)
    every = articles(given.data, given.analyses)
    if given.without_model:
        every = [article.without_model() for article in every]
    started = time.process_time()
    read = [(a, find_places(Document.of(a.analysis.text), a.analysis, ())) for a in every]
    seconds = time.process_time() - started
    for name in SETS:
        for even in (True, False):
            part = [(a, places) for a, places in read if a.name == name and a.even == even]
            print(f"{name:8} {'even' if even else 'odd':4} {measure(part)}")
    characters = sum(len(a.analysis.text) for a in every)
    print(f"{seconds / characters * 4500 * 1000:.1f} ms for 4,500 characters")


if __name__ == "__main__":
    main()
