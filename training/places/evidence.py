"""Fits knowledge/places/place_evidence.tsv: what each piece of evidence says for or against a name's being a place's.

    PYTHONPATH=src:. python -m training.places.evidence --data DATA/places --analyses FILE

Two logistic regressions on the candidates of the even articles, with and without what the model found; a candidate is a place where it
shares a character with a marked toponym. Prints precision, recall and F1 of the candidates on the even and the odd articles.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from onrecord.reading.places.toponym_candidates import Mention
from onrecord.reading.places.toponyms import find_mentions
from training.places.articles import SETS, Article, articles, options

TABLE = Path("src/onrecord/knowledge/places/place_evidence.tsv")
_PENALTY = 2.0
"""L2."""
_SEEN = 5
"""Evidence on fewer candidates than this gets no weight."""
_SMALLEST = 0.05
"""A weight nearer nought than this is left out of the table."""
_HEAD = """\
# What each piece of evidence beside or inside a name says for (positive) or against its being a place: log odds, fitted by logistic
# regression on the even-numbered articles of LGL (Lieberman 2010) and GeoVirus (Gritta 2018). Names of evidence: reading/places/toponym_evidence.py.
# Made by: PYTHONPATH=src:. python -m training.places.evidence --data DATA/places --analyses FILE
# evidence <TAB> weight where no model ran <TAB> weight where it did
"""
Weights = dict[str, float]
Read = list[tuple[Article, list[Mention]]]


def is_place(article: Article, mention: Mention) -> bool:
    """Whether a marked toponym shares a character with the mention."""
    return any(mention.start < t.end and t.start < mention.end for t in article.toponyms)


def fit(read: Read) -> Weights:
    """Newton's method on the even articles."""
    chosen = [(m, is_place(a, m)) for a, mentions in read if a.even for m in mentions]
    seen = Counter(piece for mention, _ in chosen for piece in set(mention.evidence))
    names = ["bias", *sorted(piece for piece, count in seen.items() if count >= _SEEN)]
    at = {name: column for column, name in enumerate(names)}
    matrix = np.zeros((len(chosen), len(names)))
    for row, (mention, _) in enumerate(chosen):
        matrix[row, [0, *(at[piece] for piece in mention.evidence if piece in at)]] = 1
    wanted = np.array([place for _, place in chosen], float)
    penalty = np.full(len(names), _PENALTY)
    penalty[0] = 1e-3
    weights = np.zeros(len(names))
    for _ in range(30):
        likely = 1 / (1 + np.exp(-matrix @ weights))
        slope = matrix.T @ (likely - wanted) + penalty * weights
        bend = (matrix.T * (likely * (1 - likely))) @ matrix + np.diag(penalty)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-5:
            break
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def report(title: str, read: Read, weights: Weights) -> None:
    """Precision, recall and F1 of the candidates, at the log odds of places._LEAST."""
    for name in SETS:
        for even in (True, False):
            part = [(a, mentions) for a, mentions in read if a.name == name and a.even == even]
            taken = [is_place(a, m) for a, mentions in part for m in mentions if _odds(m, weights) > np.log(0.4 / 0.6)]
            marked = sum(len(a.toponyms) for a, _ in part)
            precision, recall = sum(taken) / len(taken), sum(taken) / marked
            f1 = 2 * precision * recall / (precision + recall)
            print(f"{title:14} {name:8} {'even' if even else 'odd':4} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}")


def _odds(mention: Mention, weights: Weights) -> float:
    return weights["bias"] + sum(weights.get(piece, 0.0) for piece in mention.evidence)


def write(path: Path, alone: Weights, with_model: Weights) -> None:
    """The table of both fits."""
    lines = []
    for name in ["bias", *sorted((alone.keys() | with_model.keys()) - {"bias"})]:
        pair = alone.get(name, 0.0), with_model.get(name, 0.0)
        if max(map(abs, pair)) >= _SMALLEST:
            lines.append(f"{name}\t{pair[0]:.2f}\t{pair[1]:.2f}\n")
    path.write_text(_HEAD + "".join(lines), "utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    given = options(__doc__).parse_args(arguments)
    every = articles(given.data, given.analyses)
    tables = []
    for title, chosen in (("without model", [a.without_model() for a in every]), ("with model", every)):
        read: Read = [(a, find_mentions(a.analysis)) for a in chosen]
        tables.append(fit(read))
        report(title, read, tables[-1])
    write(TABLE, *tables)


if __name__ == "__main__":
    main()
