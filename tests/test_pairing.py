"""Stretches of two documents read against each other: the verdict, its words, and what agreement makes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import onrecord
from benchmarks.agreement import kind_of
from onrecord.comparing.keeping_verdicts import between
from onrecord.comparing.pairing import Pairing, Stretched
from onrecord.comparing.sides import Agreement, kind_between
from onrecord.comparing.stretches import stretch_of, stretches
from onrecord.comparing.tellings import Telling, tellings
from onrecord.comparing.together import compared
from onrecord.comparing.verdicts import Judge
from onrecord.errors import ModelError
from onrecord.ledger.store import Ledger
from onrecord.model.pairs import PairReader, Passage, pair_reader
from onrecord.records import Record, Span
from onrecord.sources.document import Document

Told = tuple[str, str, str]
"""Outlet, day of publication, text."""


def read(told: Told) -> tuple[Record, str]:
    outlet, day, text = told
    return onrecord.read(text, name=f"{outlet} {day}", outlet=outlet, published=day), text


def agreements(*told: Told) -> list[Agreement]:
    """Where the accounts of the happenings that all tell agree."""
    found = compared([read(one) for one in told])
    shared = [one for one in found if len({account.telling.document for account in one.accounts}) == len(told)]
    return [one for each in shared for one in each.agreements]


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (
            "denial",
            ("Echo", "2024-11-05", "Government troops have taken the radio mast above Gao, the army said on Tuesday."),
            ("Globe", "2024-11-05", "The hill with the radio mast at Gao is still in our hands, a rebel commander said on Tuesday."),
        ),
        (
            "disputed-actors",
            ("Echo", "2024-11-05", "Rebels fired the shells that killed six shoppers in the market of Gao on Monday, the army said."),
            ("Globe", "2024-11-05", "A spokesman for the rebels said that the six people killed in Gao's market on Monday died under the army's own guns."),
        ),
        (
            "disputed-figures",
            ("Echo", "2024-11-05", "Police counted 3,000 people at Monday's march through Oslo."),
            ("Globe", "2024-11-05", "More than 20,000 walked through Oslo on Monday, according to the unions that had called the march."),
        ),
        (
            "revised",
            ("Echo", "2024-11-05", "A bus fell into a ravine near Pokhara on Tuesday, killing 14 passengers, police said."),
            ("Echo", "2024-11-06", "The number of dead in Tuesday's bus accident near Pokhara has reached 19 after five of the injured died in hospital."),
        ),
        (
            "agree",
            ("Echo", "2024-11-05", "A bus fell into a ravine near Pokhara on Tuesday, killing 14 passengers, police said."),
            ("Globe", "2024-11-06", "Fourteen people lost their lives when a coach left the road outside Pokhara on Tuesday."),
        ),
        (
            "different",
            ("Echo", "2024-11-05", "A bus fell into a ravine near Pokhara on Tuesday, killing 14 passengers, police said."),
            ("Globe", "2024-11-12", "A bus fell into a river near Janakpur on Monday, killing nine passengers, police said."),
        ),
    ],
)  # fmt: skip
def test_how_two_accounts_part(kind: str, one: Told, other: Told) -> None:
    found = agreements(one, other)
    assert (kind_of(found) if found else "different") == kind


def test_a_dispute_stands_in_words_of_both_texts() -> None:
    one = "Government troops have taken the radio mast above Gao, the army said on Tuesday."
    other = "The hill with the radio mast at Gao is still in our hands, a rebel commander said on Tuesday."
    (happened,) = [
        each for each in agreements(("Echo", "2024-11-05", one), ("Globe", "2024-11-05", other)) if each.field == "happened"
    ]  # fmt: skip
    assert happened.status == "disputed"
    told, denied = happened.sides
    assert (told.value, denied.value) == ("happened", "did not happen")
    for span, text in ((told.spans[0], one), (denied.spans[0], other)):
        assert text[span.start : span.end] == span.text


@given(st.lists(st.tuples(st.integers(1, 900), st.integers(1, 3)), min_size=1, max_size=20))
def test_stretches_hold_every_sentence_once(lengths: list[tuple[int, int]]) -> None:
    sentences, at = [], 0
    for length, gap in lengths:
        sentences.append((at, at + length))
        at += length + gap
    found = stretches(sentences)
    assert found[0][0] == 0
    assert found[-1][1] == sentences[-1][1]
    for start, end in sentences:
        home = stretch_of(start, found)
        assert home[0] <= start < end <= home[1]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_two_passages_can_be_read(one: str, other: str) -> None:
    found = pair_reader().read(Passage(one), Passage(other, "Echo", date(2024, 11, 5)))
    assert sum(found.chances) == pytest.approx(1, abs=1e-5)
    for span, text in zip(found.decisive, (one, other), strict=True):
        assert span is None or 0 <= span[0] < span[1] <= len(text)


def test_a_missing_model_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="missing"):
        PairReader(tmp_path)
    with pytest.raises(ModelError, match="missing"):
        Judge(tmp_path)


def test_accounts_kept_before_there_were_stretches_are_compared_by_their_records() -> None:
    record, text = read(
        ("Echo", "2024-11-05", "Government troops have taken the radio mast above Gao, the army said on Tuesday.")
    )
    (one,) = tellings(record, text)
    other = msgspec.structs.replace(one, document="other", stretch=(0, 0))
    pairing = Pairing(lambda telling: Stretched(text, [telling], 0))
    assert pairing.of(one, other) is None


def test_a_ledger_keeps_what_reading_two_documents_found(tmp_path: Path) -> None:
    one = "Government troops have taken the radio mast above Gao, the army said on Tuesday."
    other = "The hill with the radio mast at Gao is still in our hands, a rebel commander said on Tuesday."
    path = tmp_path / "news.db"
    with Ledger(path) as ledger:
        for outlet, text in (("Echo", one), ("Globe", other)):
            document = Document(text=text, name=outlet, outlet=outlet, published="2024-11-05")
            ledger.add(document, record=read((outlet, "2024-11-05", text))[0])
        (disputed,) = ledger.disputes()
        assert [(one.field, one.status) for one in disputed.agreements if one.status == "disputed"] == [
            ("happened", "disputed")
        ]
        (kind,) = ledger.connection.execute("select kind from verdicts").fetchone()
        assert kind == "denial"
    with Ledger(path) as ledger:
        (again,) = ledger.disputes()
        assert again.agreements == disputed.agreements


def test_what_nobody_read_parts_only_where_it_is_told_in_the_same_words(tmp_path: Path) -> None:
    span = Span(0, 1, "x")
    one, same, unlike = (
        Telling(document=name, published=None, outlet=None, passage=span, words=frozenset(words.split()))
        for name, words in (
            ("a", "strike market kutum kill"),
            ("b", "strike market kutum die"),
            ("c", "kutum jet bazaar crowd"),
        )
    )
    with Ledger(tmp_path / "news.db") as ledger:
        found = between(ledger.connection, ["a", "b", "c"])
        assert found(one, same) is None  # the records decide
        assert kind_between(one, unlike, found) == "agree"
