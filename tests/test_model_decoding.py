"""From scores to tags, trees and attributions."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onrecord.model import attributions, tagging, trees
from onrecord.model.analysis import Range

TAGS = ("O", "B-Person", "I-Person", "B-Location", "I-Location")


def scores(*tags: str) -> np.ndarray:
    return np.log(np.array([[0.9 if name == tag else 0.025 for name in TAGS] for tag in tags]))


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        (("B-Person", "I-Person", "O"), [(0, 2, "Person")]),
        (("B-Person", "B-Person"), [(0, 1, "Person"), (1, 2, "Person")]),
        (("O", "O"), []),
        (("B-Location", "O", "B-Person"), [(0, 1, "Location"), (2, 3, "Person")]),
    ],
)
def test_spans_of_tags(tags, expected):
    assert [found[:3] for found in tagging.spans(scores(*tags), TAGS, tagging.allowed(TAGS))] == expected


def test_an_inside_tag_never_begins_a_span_of_its_own_kind_unopened():
    found = tagging.spans(scores("O", "I-Person", "I-Person"), TAGS, tagging.allowed(TAGS))
    assert all(first < last for first, last, *_ in found)


def trees_of(count: int):
    for candidate in itertools.product(range(count), repeat=count):
        roots = [word for word, head in enumerate(candidate) if word == head]
        if len(roots) == 1:
            at = np.array(candidate)
            for _ in range(count):
                at = np.array(candidate)[at]
            if (at == roots[0]).all():
                yield candidate


def root(tree):
    return next(word for word, head in enumerate(tree) if word == head)


def total(values, tree):
    return sum(values[word, head] for word, head in enumerate(tree))


def test_the_tree_is_the_best_there_is_under_its_root():
    chance = np.random.default_rng(3)
    for count in (1, 2, 3, 4, 5):
        everything = list(trees_of(count))
        for _ in range(40):
            values = chance.normal(size=(count, count))
            found = tuple(trees.heads(values))
            assert found in everything
            alike = [tree for tree in everything if root(tree) == root(found)]
            assert total(values, found) == pytest.approx(max(total(values, tree) for tree in alike))


def roles(letters: str) -> np.ndarray:
    return np.array([[0.91 if kind == letter else 0.03 for kind in "osqc"] for letter in letters])


def test_one_attribution_from_its_roles():
    found = attributions.one(roles("ccosqo"), anchor=4, of_cue=np.full(9, 0.9))
    assert found is not None
    assert (found.content, found.source, found.cue) == ((Range(0, 2),), (Range(3, 4),), (Range(4, 5),))
    assert 0.8 < found.content_probability <= 1


def test_a_split_quotation_is_one_attribution_with_two_contents():
    found = attributions.one(roles("csqcc"), anchor=2, of_cue=np.full(9, 0.9))
    assert found is not None
    assert found.content == (Range(0, 1), Range(3, 5))


def test_a_cue_without_content_says_nothing():
    assert attributions.one(roles("sqo"), anchor=1, of_cue=np.full(9, 0.9)) is None


def test_of_two_cues_for_the_same_words_the_likelier_stays():
    limits = attributions.Thresholds()
    better = attributions.one(roles("sqocc"), anchor=1, of_cue=np.full(9, 0.9))
    worse = attributions.one(roles("soqcc"), anchor=2, of_cue=np.full(9, 0.6))
    assert better is not None
    assert worse is not None
    assert attributions.disjoint([worse, better], limits) == [better]
