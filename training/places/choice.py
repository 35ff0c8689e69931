"""Fits knowledge/places/place_choice.tsv: what speaks for one of the places that a name can mean.

    PYTHONPATH=src:. python -m training.places.choice --data DATA/places --analyses FILE

A conditional logit over the places of each name in the even articles, read with the model; right is what lies within 30 km of the marked
point, or within 5 km more than the nearest. The other names of the document enter with the shares that the last table gave them, so
the fit is done several times over. Fit evidence.py first. Prints the share of names for which the best place is right.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from onrecord.knowledge.geography import weights
from onrecord.reading.places import resolve
from onrecord.reading.places.find import HEARD
from onrecord.reading.places.toponyms import find_mentions
from training.places.articles import Article, articles, options

TABLE = Path("src/onrecord/knowledge/places/place_choice.tsv")
_PENALTY = 0.15
_ROUNDS = 4
_RIGHT, _FURTHER, _FAR = 30.0, 5.0, 161.0  # km
_HEAD = """\
# What speaks for one of the places that a name can mean: conditional logit, fitted on the even-numbered articles of LGL (Lieberman 2010)
# and GeoVirus. "alone" weighs before anything is known of the document's other names. Evidence: reading/places/resolve.py.
# Made by: PYTHONPATH=src:. python -m training.places.choice --data DATA/places --analyses FILE
# evidence <TAB> weight
"""
Evidence = dict[str, float]


class Case(NamedTuple):
    """A name to choose a place for: the evidence for each place, which are right, and how much the case counts."""

    evidence: list[Evidence]
    right: set[int]
    weight: float


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance between two points on the globe."""
    north, east, north_too, east_too = map(math.radians, (*one, *other))
    half = math.sin((north_too - north) / 2) ** 2
    half += math.cos(north) * math.cos(north_too) * math.sin((east_too - east) / 2) ** 2
    return 2 * 6371 * math.asin(min(1, math.sqrt(half)))


def fit(cases: Sequence[Case]) -> dict[str, float]:
    """The weights under which the right places are likeliest."""
    names = sorted({piece for case in cases for found in case.evidence for piece in found})
    at = {name: column for column, name in enumerate(names)}
    filled = []
    for case in cases:
        matrix = np.zeros((len(case.evidence), len(names)))
        for row, found in enumerate(case.evidence):
            for piece, strength in found.items():
                matrix[row, at[piece]] = strength
        right = np.zeros(len(case.evidence), bool)
        right[list(case.right)] = True
        filled.append((matrix, right, case.weight))

    def loss(now: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = _PENALTY * float(now @ now), 2 * _PENALTY * now
        for matrix, right, weight in filled:
            scores = matrix @ now
            raised = np.exp(scores - scores.max())
            good = np.where(right, raised, 0)
            total -= weight * math.log(good.sum() / raised.sum() + 1e-12)
            slope = slope + weight * (matrix.T @ (raised / raised.sum() - good / max(good.sum(), 1e-300)))
        return total, slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200})
    return dict(zip(names, map(float, found.x), strict=True))


def cases_of(article: Article, table: dict[str, float]) -> tuple[list[Case], list[Case]]:
    """The names of an article as cases: before anything is known of the others, and after."""
    mentions = [m for m in find_mentions(article.analysis) if m.probability >= HEARD]
    names = resolve.gather(mentions, article.analysis.text)
    alone: list[Case] = []
    full: list[Case] = []
    for turn in range(resolve.ROUNDS + 1):
        support = resolve.Support(names) if turn else None
        shares = []
        for name in names:
            own = [resolve.name_evidence(name, entry) for entry in name.entries]
            if support is None:
                found = [{f"alone {piece}": strength for piece, strength in e.items()} for e in own]
            else:
                found = [e | support.evidence(name, entry) for e, entry in zip(own, name.entries, strict=True)]
            shares.append(resolve.softmax([resolve.score(e, table) for e in found]))
            case = _case(article, name, found) if turn != 1 else None
            if case:
                (full if turn else alone).append(case)
        for name, share in zip(names, shares, strict=True):
            name.shares = share
    return alone, full


def _case(article: Article, name: resolve.Name, evidence: list[Evidence]) -> Case | None:
    """The case of one name, None where it has nothing to choose or the marked place is not among its places."""
    points = Counter(
        t.point for m in name.mentions for t in article.toponyms if t.point and m.start < t.end and t.start < m.end
    )
    if len(evidence) < 2 or not points:
        return None
    (point, count), *_ = points.most_common(1)
    away = [math.inf if e.lat is None or e.lon is None else kilometres(point, (e.lat, e.lon)) for e in name.entries]
    if min(away) >= _FAR:
        return None
    right = {row for row, distance in enumerate(away) if distance <= max(_RIGHT, min(away) + _FURTHER)}
    return Case(evidence, right, min(3, count) ** 0.5) if len(right) < len(evidence) else None


def main(arguments: Sequence[str] | None = None) -> None:
    given = options(__doc__).parse_args(arguments)
    even = [a for a in articles(given.data, given.analyses) if a.even]
    table = dict(weights(f"places/{TABLE.name}"))
    for turn in range(_ROUNDS):
        found = [cases_of(article, table) for article in even]
        alone = [case for one, _ in found for case in one]
        full = [case for _, other in found for case in other]
        table = fit(alone) | fit(full)
        print(f"round {turn}: right alone {_right(alone, table):.3f}, with the others {_right(full, table):.3f}")
    lines = [f"{name}\t{weight:.2f}\n" for name, weight in sorted(table.items())]
    TABLE.write_text(_HEAD + "".join(lines), "utf-8")


def _right(cases: Sequence[Case], table: dict[str, float]) -> float:
    best = [max(range(len(c.evidence)), key=lambda row, c=c: resolve.score(c.evidence[row], table)) for c in cases]  # type: ignore[misc]
    return sum(row in case.right for row, case in zip(best, cases, strict=True)) / len(cases)


if __name__ == "__main__":
    main()
