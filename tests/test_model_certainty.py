"""The head for certainty: how words hang on an event, what it makes of events, and that it does so whatever is read beside them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.model.analyse import analyse, lay_out
from onrecord.model.analysis import Range
from onrecord.model.certainty import REACH, distances, ties, window
from onrecord.model.files import FOLDER, load
from onrecord.model.reader import ReaderModel, load_model
from onrecord.reading.certainty.effects import effects
from onrecord.reading.certainty.find import Judgement, certainty_of, together
from onrecord.reading.certainty.presenting import band, presented_at
from onrecord.reading.tree import Tree

KINDS = {"nsubj": 0, "det": 1, "obj": 2}


def presented(tree: Tree, token: int):
    found = list(effects(tree, token))
    return presented_at(tree, token, found, "/".join(together(found)))


def marked(text: str) -> tuple[str, int, int]:
    before, word, after = text.split("*")
    return before + word + after, len(before), len(before) + len(word)


@pytest.mark.parametrize(
    ("heads", "deprels", "token", "expected"),
    [
        # "rebels denied the attack": of "attack" (3), its head is 1 above, "the" a child of its own, "rebels" a child of its head
        ([1, -1, 3, 1], ["nsubj", "root", "det", "obj"], 3, [8, 1, 6, 0]),
        # of the root, what hangs on its children is told apart from its children
        ([1, -1, 3, 1], ["nsubj", "root", "det", "obj"], 1, [5, 0, 17, 7]),
        # a relation without a number, and a second root
        ([1, -1, -1], ["unheard-of", "root", "root"], 1, [19, 0, 19]),
    ],
)
def test_how_words_hang_on_an_event(heads, deprels, token, expected):
    assert ties(heads, deprels, KINDS, token, Range(0, len(heads))).tolist() == expected


def test_words_far_off_are_not_looked_at():
    assert window(100, Range(0, 300)) == (100 - REACH, 100 + REACH + 1)
    assert window(1, Range(0, 5)) == (0, 5)
    assert distances(5, Range(4, 8)).tolist() == [10, 11, 12, 13]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The fleet *sailed* for the island on Sunday.", "certain"),
        ("The minister said the fleet would *sail* on Sunday.", "certain"),
        ("The fleet may *sail* for the island.", "uncertain"),
        ("The admiral wants to *sail* for the island.", "uncertain"),
        ("If the fleet *sails*, the island will be lost.", "uncertain"),
        ("The fleet did not *sail* for the island.", "denied"),
        ("The admiral refused to *sail* for the island.", "denied"),
        ("There was no *landing* on the island.", "denied"),
    ],
)
def test_what_the_head_makes_of_an_event(text, expected):
    whole, start, end = marked(text)
    analysis = analyse(whole)
    assert band(presented(Tree(analysis), analysis.tokens_between(start, end).first)) == expected


def test_an_event_is_the_same_alone_and_among_other_texts():
    texts = [
        "The fleet did not sail.",
        "No.",
        "Ships may land, the admiral said, if the wind turns and the island is left. " * 9,
    ]
    grounds = [lay_out(text) for text in texts]
    together_read = load_model().analyse_many([(one.text, one.tokens, one.sentences) for one in grounds])
    for ground, among in zip(grounds, together_read, strict=True):
        alone = load_model().analyse(ground.text, ground.tokens, ground.sentences)
        for token in range(len(ground.tokens)):
            one, other = presented(Tree(alone), token), presented(Tree(among), token)
            assert one.number == pytest.approx(other.number, abs=1e-4)
            assert one.chances == pytest.approx(other.chances, abs=1e-4)


def test_numbers_stay_within_the_scale_and_probabilities_add_up():
    analysis = analyse(
        "It did not, could not and never would happen, nobody said, or it may; it has happened, happened and happened!"
    )
    for token in range(len(analysis.tokens)):
        found = presented(Tree(analysis), token)
        assert -3 <= found.number <= 3
        assert sum(found.chances) == pytest.approx(1, abs=1e-5)


def test_weights_without_the_head_leave_the_word_to_the_rules():
    model = ReaderModel(replace(load(FOLDER), certainty=None))
    ground = lay_out("Rebels might attack the base.")
    analysis = model.analyse(ground.text, ground.tokens, ground.sentences)
    assert analysis.certainty is None
    assert presented(Tree(analysis), 2) is None
    assert certainty_of(Tree(analysis), 2) == Judgement("possible", "possible")


def test_every_word_has_its_vector_in_a_text_of_many_windows():
    text = "The fleet did not sail. " * 60
    analysis = analyse(text)
    words = analysis.certainty.words
    assert len(words) == len(analysis.tokens)
    assert np.isfinite(words).all()
    last = len(analysis.tokens) - 2
    assert analysis.tokens[last].text == "sail"
    assert band(presented(Tree(analysis), last)) == "denied"
