"""The head that says how far an event of the rules is to be believed: what it takes for one, and that it does so whatever is read beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from onrecord.model.analyse import analyse, lay_out
from onrecord.model.analysis import Analysis
from onrecord.model.event_head import EventHead
from onrecord.model.files import FOLDER, load
from onrecord.model.reader import ReaderModel, load_model
from onrecord.reading.events.find import find_events
from onrecord.sources.document import Document


def chance(analysis: Analysis, word: str, kind: str) -> float | None:
    assert analysis.events is not None
    assert analysis.heads is not None
    token = next(n for n, one in enumerate(analysis.tokens) if one.text == word)
    return analysis.events.head.chance(analysis.events.words, analysis.heads, token, kind)


def test_an_attack_is_believed_more_than_a_figure_of_speech() -> None:
    told = chance(analyse("Rebels attacked the army base near the border."), "attacked", "ASSAULT")
    not_told = chance(analyse("It would take an attack of common sense to make him understand."), "attack", "ASSAULT")
    assert told is not None
    assert not_told is not None
    assert 0 <= not_told < 0.5 < told <= 1


def test_of_a_type_that_it_was_not_taught_it_says_nothing() -> None:
    assert chance(analyse("Both armies hold joint exercises."), "hold", "COOPERATE") is None


def test_the_confidence_of_an_event_is_its_probability() -> None:
    text = "Rebels attacked the army base near the border."
    analysis = analyse(text)
    events, _, _ = find_events(Document.of(text), analysis, (), (), (), (), ())
    told = chance(analysis, "attacked", "ASSAULT")
    assert told is not None
    assert [event.confidence for event in events] == [pytest.approx(min(told, 0.99), abs=0.005)]


def test_weights_without_the_head_leave_the_rule_its_confidence() -> None:
    text = "Rebels attacked the army base near the border."
    ground = lay_out(text)
    model = ReaderModel(replace(load(FOLDER), events=None))
    analysis = model.analyse(ground.text, ground.tokens, ground.sentences)
    events, _, _ = find_events(Document.of(text), analysis, (), (), (), (), ())
    assert analysis.events is None
    assert [event.confidence for event in events] == [0.85]


def test_an_event_is_the_same_alone_and_among_other_texts() -> None:
    texts = ["Rebels attacked the base.", "No.", "Troops seized the town, an official said, and left it again. " * 9]
    grounds = [lay_out(text) for text in texts]
    among = load_model().analyse_many([(one.text, one.tokens, one.sentences) for one in grounds])[0]
    alone = load_model().analyse(grounds[0].text, grounds[0].tokens, grounds[0].sentences)
    assert chance(among, "attacked", "ASSAULT") == pytest.approx(chance(alone, "attacked", "ASSAULT"), abs=1e-4)


def test_a_root_has_nothing_above_it() -> None:
    head = EventHead.load(FOLDER / "events.npz")
    width = len(head.weights["bias"])
    words = np.zeros((2, 2 * width), dtype=np.float32)
    rooted, hanging = (head.chance(words, heads, 0, "ASSAULT") for heads in ((-1, 0), (1, -1)))
    assert rooted != hanging
