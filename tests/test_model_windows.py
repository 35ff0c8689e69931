"""How a long document is cut for the encoder: whole sentences, paragraphs where possible, every sentence answered for once."""

from __future__ import annotations

import random

from onrecord.model.windows import windows


def test_every_unit_is_the_core_of_exactly_one_window():
    chance = random.Random(7)
    for _ in range(200):
        lengths = [chance.randint(1, 90) for _ in range(chance.randint(1, 40))]
        fresh = [True] + [chance.random() < 0.3 for _ in lengths[1:]]
        found = windows(lengths, fresh, limit=160, context=40)
        cores = [unit for window in found for unit in range(window.core, window.last)]
        assert cores == list(range(len(lengths)))


def test_no_window_is_longer_than_the_limit():
    chance = random.Random(8)
    for _ in range(200):
        lengths = [chance.randint(1, 80) for _ in range(30)]
        fresh = [True] + [chance.random() < 0.3 for _ in lengths[1:]]
        for window in windows(lengths, fresh, limit=160, context=40):
            assert sum(lengths[window.first : window.last]) <= 160


def test_a_window_inside_a_paragraph_repeats_the_sentences_before_it():
    assert [tuple(window) for window in windows([90, 20, 90], [True, False, False], limit=160, context=40)] == [
        (0, 0, 2),
        (1, 2, 3),
    ]


def test_a_paragraph_that_would_be_cut_starts_the_next_window_when_enough_stands_before_it():
    assert [tuple(window) for window in windows([100, 50, 50], [True, True, False], limit=160)] == [
        (0, 0, 1),
        (1, 1, 3),
    ]
