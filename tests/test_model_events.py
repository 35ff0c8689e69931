"""Triggers, their actors and recipients, and factuality: from scores to ranges of tokens, and as the weights give them."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.model import triggers
from onrecord.model.analysis import Analysis, Range, Token
from onrecord.model.files import FOLDER
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize

KINDS = ("ASSAULT", "AID")
TEXT = "Rebels attacked an army base near the town on Monday.\n\nThe government did not attack the rebels."


def chances(*words: tuple[float, float, float, float]) -> np.ndarray:
    return np.array(words)


def test_a_word_below_the_threshold_triggers_nothing():
    found = triggers.found(chances((0.6, 0.3, 0.1, 0.0), (0.2, 0.7, 0.1, 0.0)), KINDS)
    assert [(one.first, one.last, one.kind) for one in found] == [(1, 2, "ASSAULT")]


def test_the_types_of_one_word_add_up_to_a_trigger():
    found = triggers.found(chances((0.4, 0.25, 0.35, 0.0)), KINDS)
    assert [(one.kind, one.probability) for one in found] == [("AID", 0.35)]


def test_no_words_no_triggers():
    assert triggers.found(triggers.chances(np.zeros((0, 4))), KINDS) == []


def small(roles: np.ndarray) -> dict[str, np.ndarray]:
    """Weights that pass the first two numbers of a word's vector on as its logits."""
    return {
        "event_distance": np.zeros((31, roles.shape[1])),
        "event_inner": np.eye(roles.shape[1]),
        "event_inner_bias": np.zeros(roles.shape[1]),
        "event_out": np.eye(roles.shape[1]),
        "event_out_bias": np.full(roles.shape[1], -1.0),
    }


def test_roles_are_looked_for_in_the_sentence_of_the_trigger():
    wanted = np.array([[2, 0], [2, 0], [0, 0], [0, 2], [2, 2]], dtype=float)
    one = triggers.found(
        chances((0.9, 0, 0, 0.1), (0.9, 0, 0, 0.1), (0.1, 0.9, 0, 0), (1, 0, 0, 0), (1, 0, 0, 0)), KINDS
    )
    found = triggers.with_roles(one, wanted, np.zeros((5, 2)), [(0, 4), (4, 5)], small(wanted))
    assert [(item.actor, item.recipient) for item in found] == [((Range(0, 2),), (Range(3, 4),))]


def test_weights_without_event_heads_say_nothing_of_events():
    found = Analysis("no", (Token(0, 2, "no"),), (Range(0, 1),))
    assert found.triggers is None
    assert found.factuality is None
    assert found.event_chance(0, "ASSAULT") == 0.0


@pytest.fixture(scope="module")
def read():
    if not (FOLDER / "card.json").exists():
        pytest.skip("the weights are not in this checkout")
    from onrecord.model.reader import load_model

    def analysed(text: str) -> Analysis:
        tokens = tokenize(text)
        found = load_model().analyse(text, tokens, split_sentences(text, tokens))
        if found.triggers is None:
            pytest.skip("the weights have no event heads")
        return found

    return analysed


def test_who_attacked_whom(read):
    found = read(TEXT)
    first = next(one for one in found.triggers if found.tokens[one.first].text == "attacked")
    assert first.kind == "ASSAULT"
    assert any(found.tokens[part.first].text == "Rebels" for part in first.actor)
    assert any("base" in found.text[slice(*found.characters(part))] for part in first.recipient)


def test_what_happened_is_told_from_what_did_not(read):
    found = read(TEXT)
    happened, denied = (
        next(n for n, token in enumerate(found.tokens) if token.text == word) for word in ("attacked", "attack")
    )
    assert found.factuality[happened] > 1.5 > 0 > found.factuality[denied]


def test_every_token_has_its_numbers(read):
    found = read(TEXT)
    assert len(found.factuality) == len(found.trigger_scores) == len(found.tokens)
    assert all(-3 <= value <= 3 for value in found.factuality)
    for scores in found.trigger_scores:
        assert len(scores) == 1 + len(found.trigger_kinds)
        assert sum(scores) == pytest.approx(1, abs=1e-4)
    at = next(n for n, token in enumerate(found.tokens) if token.text == "attacked")
    assert found.event_chance(at, "ASSAULT") > 0.5
    assert found.event_chance(at, "no such type") == 0.0
