"""Figures: what they are worth, what they count, and what is none."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.analyse import analyse
from onrecord.reading.figures.find import find_figures
from onrecord.records import Figure, Span, Time
from onrecord.sources.document import Document

_TABLE = Path(__file__).parent / "data" / "figure_phrases.tsv"
_TOLLS = Path(__file__).parent / "data" / "toll_phrases.tsv"


def figures(text: str, times: tuple[Time, ...] = ()) -> tuple[Figure, ...]:
    return find_figures(Document.of(text), analyse(text), times)


def bounds(text: str) -> list[tuple[float | int | None, float | int | None]]:
    return [(figure.low, figure.high) for figure in figures(text)]


def phrases() -> list[tuple[str, list[tuple[str, ...]]]]:
    rows = [line.split("\t") for line in _TABLE.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 7 for row in rows)
    return [
        (phrase, [tuple(row[1:]) for row in group if row[1] != "none"])
        for phrase, group in groupby(rows, key=lambda row: row[0])
    ]


def written(value: float | int | None) -> str:
    return "-" if value is None else str(value) if isinstance(value, int) else f"{value:.6g}"


@pytest.mark.parametrize(("phrase", "expected"), phrases(), ids=lambda value: value if isinstance(value, str) else "")
def test_phrase(phrase: str, expected: list[tuple[str, ...]]) -> None:
    found = [
        (written(f.low), written(f.high), "yes" if f.approximate else "no", f.counted or "-", f.category, f.unit or "-")
        for f in figures(phrase)
    ]
    assert found == expected


def tolls() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in _TOLLS.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(sentence, expected) for sentence, expected in rows]


@pytest.mark.parametrize(("sentence", "expected"), tolls())
def test_toll(sentence: str, expected: str) -> None:
    found = [f"{written(f.low)},{written(f.high)},{f.category}" for f in figures(sentence)]
    assert (";".join(found) or "none") == expected


def test_span_holds_the_words_that_bound_the_number() -> None:
    text = "Officials said at least 10,000 soldiers and some $2.4bn in aid went over 40 km."
    assert [figure.span.text for figure in figures(text)] == ["at least 10,000", "some $2.4bn", "over 40 km"]


def test_whole_numbers_are_ints_and_parts_are_floats() -> None:
    kinds = [type(figure.low) for figure in figures("1.2 million homes, 3.5% of voters, 2.0 tonnes of rice")]
    assert kinds == [int, float, int]


def time(text: str, words: str, kind: str) -> Time:
    start = text.index(words)
    return Time(id="t1", span=Span.of(text, start, start + len(words)), kind=kind)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "words", "kind", "expected"),
    [
        ("They fought for three months there.", "three months", "duration", []),
        ("They fought for more than three months.", "three months", "duration", [(3, None, "duration", "month")]),
        ("It burned for 10 to 12 hours.", "10 to 12 hours", "duration", [(10, 12, "duration", "hour")]),
        ("In the past 24 hours 12 tanks burned.", "the past 24 hours", "date", [(12, 12, "weapons", None)]),
        ("They meet three times a week.", "three times a week", "set", []),
    ],
)
def test_times_keep_their_numbers_unless_a_duration_is_bounded(
    text: str, words: str, kind: str, expected: list[object]
) -> None:
    found = figures(text, (time(text, words, kind),))
    assert [(figure.low, figure.high, figure.category, figure.unit) for figure in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels killed 12 soldiers and captured 30 others.", ["killed", "detained"]),
        ("Three officers and two bystanders were wounded.", ["injured", "injured"]),
        ("Twelve gunmen killed 30 hostages.", ["people", "killed"]),
        ("Six people (two of them children) were killed.", ["killed", "killed"]),
        ("He said 40 people believed the soldiers were killed.", ["people"]),
        ("The attack wounded 12, three of them seriously.", ["injured", "injured"]),
        ("They destroyed 40 homes and killed nobody.", ["other"]),
    ],
)
def test_harm_belongs_to_those_it_befell(text: str, expected: list[str]) -> None:
    assert [figure.category for figure in figures(text)] == expected


def test_ids_follow_the_text() -> None:
    found = figures("Nobody was hurt; prices doubled; 12 died.")
    assert [figure.id for figure in found] == ["f1", "f2", "f3"]
    assert [figure.span.start for figure in found] == sorted(figure.span.start for figure in found)


def test_headings_may_begin_numbers_with_capitals() -> None:
    assert bounds("Blast Kills Twelve People in Market") == [(12, 12)]
    assert bounds("A town of the Big Ten met on Tuesday.") == []


_PIECES = st.sampled_from(
    [
        "at least",
        "up to",
        "between",
        "and",
        "to",
        "-",
        "–",
        ",",
        ".",
        "(",
        ")",
        "$",
        "€",
        "%",
        "12",
        "1,200",
        "0",
        "007",
        "3.5",
        "twenty",
        "two",
        "half",
        "a",
        "dozen",
        "million",
        "of",
        "hundreds\n ",
        "km",
        "killed",
        "people",
        "were",
        "wounded",
        "in",
        "out of",
        "No one",
        "T-72",
        '"',
        "’s",
        "½",
        "12,34,567",
        "9/11",
        "year-old",
        "or more",
        "the toll",
        "doubled",
        "\n",
        "\x00",
        "١٢",
        "²",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=25).map(" ".join), st.lists(_PIECES).map("".join)))
def test_any_text_gives_true_spans_and_ordered_bounds(text: str) -> None:
    for figure in figures(text):
        assert figure.span.text == text[figure.span.start : figure.span.end]
        assert figure.span.text
        assert figure.low is not None or figure.high is not None
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


@pytest.mark.parametrize(
    "piece", ["1 ", "1", "a", '"', "a ", "12-", "two ", "$", "at least ", "1,000,", "half of ", "of a ", "( ", "and 3 "]
)
def test_long_monotonous_text_is_read_in_one_go(piece: str) -> None:
    text = piece * (2_000 // len(piece))
    assert all(figure.span.text == text[figure.span.start : figure.span.end] for figure in figures(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Four people were shot and two others suffered minor injuries.", ["injured", "injured"]),
        ("Two men were shot dead and a third was stabbed.", ["killed"]),
        ("Police shot down 12 drones.", ["weapons"]),
        ("Crews found 20 miners that had gone missing.", ["missing"]),
        ("The official death toll has climbed past 22,700.", ["killed"]),
        ("Four people were killed in Cairo and two elsewhere.", ["killed", "killed"]),
        ("Some 200,000 people remained under evacuation orders.", ["displaced"]),
        ("A shell hit the school, but no casualties were reported.", ["killed"]),
        ("At least 15 people lost their lives and 40 sustained injuries.", ["killed", "injured"]),
        ("The number of dead rose by 5 to 40, up from 35.", ["killed", "killed", "killed"]),
        ("The poll asked 150 gay and transgender people.", ["people"]),
        ("A case for each 100,000 Americans ages 12 and older.", ["people"]),
        ("Seven prisoners were killed in a fight between gangs.", ["killed"]),
        ("Twelve detainees were moved to another prison.", ["detained"]),
        ("There were 71 passengers on the boat that burned.", ["people"]),
        ("The brawl cost 22 inmates their lives.", ["killed"]),
        ("Officials list 12 people as missing.", ["missing"]),
        ("Fifteen people are known to have died in the eruption.", ["killed"]),
        ("Raiders took 600 head of cattle and shot dead five herders.", ["other", "killed"]),
        ("The toll from Monday's collapse of a block of flats in the old quarter of Lima has reached 19.", ["killed"]),
        ("Officials cut the number of dead in the earthquake from 120 to 74.", ["killed", "killed"]),
    ],
)
def test_harm_in_other_words(text: str, expected: list[str]) -> None:
    assert [figure.category for figure in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("about three-in-ten voters", [(0.3, 0.3)]),
        ("growth of 3 percent or better", [(3, None)]),
        ("in more than 8-1/2 years", [(8.5, None)]),
        ("immigrants under 30 who came as children", []),
        ("residents between 25 and 64 would pay", []),
        ("85% of voters younger than 30", [(85, 85)]),
        ("It is corrupt, said Tilghman, 35", []),
        ("a 20-point lead", [(20, 20)]),
    ],
)
def test_bounds_in_other_words(text: str, expected: list[object]) -> None:
    assert bounds(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Profit rose to 361 million pounds.", ("money", "GBP")),
        ("He was fined 500 pounds for it.", ("money", "GBP")),
        ("They pledged 20,000 pounds in aid.", ("money", "GBP")),
        ("The bomb weighed 500 pounds.", ("other", "pound")),
        ("1.2 million pounds of beef were recalled.", ("other", "pound")),
        ("He lost 40 pounds on the diet.", ("other", "pound")),
        ("Shares closed at 197 pence.", ("money", "penny")),
    ],
)
def test_pounds_are_money_or_weight_by_the_words_around(text: str, expected: tuple[str, str]) -> None:
    assert [(figure.category, figure.unit) for figure in figures(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12 people, including 3 children, were killed.", [(12, None, "killed"), (3, "f1", "killed")]),
        ("The 12 dead included two men.", [(12, None, "killed"), (2, "f1", "killed")]),
        ("21 tourists killed, including 16 westerners.", [(21, None, "killed"), (16, "f1", "killed")]),
        ("Five of 161 people arrested were guards.", [(5, "f2", "detained"), (161, None, "detained")]),
        (
            "It killed 20 people, including three soldiers and two police officers.",
            [(20, None, "killed"), (3, "f1", "killed"), (2, "f1", "killed")],
        ),
        ("A gunman killed 27 people, 26 of them in a school.", [(27, None, "killed"), (26, "f1", "killed")]),
        ("It left 17 people dead and 28 wounded, including five guards.", [
            (17, None, "killed"), (28, None, "injured"), (5, "f2", "injured"),
        ]),
        ("The blast killed 12 and wounded 30.", [(12, None, "killed"), (30, None, "injured")]),
        ("It cost $5 million, including 3 trucks.", [(5_000_000, None, "money"), (3, None, "other")]),
        ("They freed 10 women, including 40 children.", [(10, None, "people"), (40, None, "people")]),
    ],
)  # fmt: skip
def test_parts_name_their_whole(text: str, expected: list[tuple[float, str | None, str]]) -> None:
    assert [(figure.low, figure.part_of, figure.category) for figure in figures(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("bringing the toll to 40", [(40, "total")]),
        ("The number of dead rose by 5 to 40.", [(5, "change"), (40, "total")]),
        ("Five more bodies were found.", [(5, "change")]),
        ("14 civilians died, up from 10 reported earlier", [(14, None), (10, "former")]),
        ("The blast killed 12 and wounded 30 more.", [(12, None), (30, None)]),
        ("Air strikes killed at least 60 people.", [(60, None)]),
        ("Prices rose by 5 percent.", [(5, None)]),
    ],
)
def test_totals_are_told_from_changes(text: str, expected: list[tuple[float, str | None]]) -> None:
    assert [(figure.low, figure.role) for figure in figures(text)] == expected
