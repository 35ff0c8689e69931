"""Actors: who takes part, with role, country, sector and every mention; a short list that holds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.analyse import analyse, lay_out
from onrecord.reading.actors.find import find_actors
from onrecord.reading.actors.phrases import read_phrase
from onrecord.reading.reader import read_document
from onrecord.records import Actor
from onrecord.sources.document import Document


def actors_of(text: str) -> tuple[Actor, ...]:
    document = Document.of(text)
    return find_actors(document, analyse(document.text), ())


@pytest.mark.parametrize(
    ("text", "name", "role", "country", "sector"),
    [
        ("Albania’s Defense Minister Ali Roe spoke.", "Ali Roe", "Defense Minister", "ALB", "MIL"),
        ("Peruvian President Jane Roe left.", "Jane Roe", "President", "PER", "GOV"),
        ("The Kenyan foreign minister Jane Roe left.", "Jane Roe", "foreign minister", "KEN", "GOV"),
        ("South African police chief Jane Roe left.", "Jane Roe", "police chief", "ZAF", "COP"),
        ("Texas Sen. Jane Roe left.", "Jane Roe", "Sen.", "USA", "LEG"),
        ("Pentagon spokesman Ali Roe left.", "Ali Roe", "Pentagon spokesman", "USA", "MIL"),
        (
            "Ali Roe, head of Norway’s security service, left.",
            "Ali Roe",
            "head of Norway’s security service",
            "NOR",
            None,
        ),
        ("Jane Roe, 42, a Spanish economist, left.", "Jane Roe", "Spanish economist", "ESP", None),
        ("Former Prime Minister Jane Roe left.", "Jane Roe", "Former Prime Minister", None, "ELI"),
        ("Mr. Roe left.", "Roe", None, None, None),
        ("Police met Kim Jong-roe. Jong-roe and Ms. Kim Jong-roe left.", "Kim Jong-roe", None, None, None),
        ("Gen. Juan van der Roe left.", "Juan van der Roe", "Gen.", None, "MIL"),
        ("Prince Salman bin Roe left.", "Salman bin Roe", "Prince", None, "GOV"),
    ],
)
def test_a_person(text: str, name: str, role: str | None, country: str | None, sector: str | None) -> None:
    (actor,) = actors_of(text)
    assert (actor.name, actor.kind, actor.role, actor.country, actor.sector) == (name, "person", role, country, sector)


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("President Jane Roe spoke. Roe left. Ms. Roe slept.", ["President Jane Roe", "Roe", "Ms. Roe"]),
        ("President Ivan Zelenskiy spoke. Later Zelensky left.", ["President Ivan Zelenskiy", "Zelensky"]),
        ("Gen. Ali al-Roe spoke. Later al-Roe left.", ["Gen. Ali al-Roe", "al-Roe"]),
    ],
)
def test_one_actor_with_all_its_mentions(text: str, mentions: list[str]) -> None:
    (actor,) = actors_of(text)
    assert [span.text for span in actor.mentions] == mentions


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The ferry left at dawn.",
        "Workers Of All Lands Gather In Great Hall Today",
        "They crossed the Padma Bridge and the Alta River.",
        "The Justice Department sued Windy Limited.",
        "On Monday Berlin was quiet.",
        "Student Union fees rose.",
    ],
)
def test_nobody(text: str) -> None:
    assert actors_of(text) == ()


def test_two_persons_of_one_surname_stay_two() -> None:
    found = actors_of("President Bill Roe met Senator Hillary Roe. Mrs. Roe smiled; Mr. Roe did not.")
    assert [(actor.name, [span.text for span in actor.mentions][-1]) for actor in found] == [
        ("Bill Roe", "Mr. Roe"),
        ("Hillary Roe", "Mrs. Roe"),
    ]


@pytest.mark.parametrize(
    ("words", "kind", "country", "sector", "plural"),
    [
        ("Ukraine’s Ministry of Defense", "organization", "UKR", "MIL", False),
        ("the White House", "organization", "USA", "GOV", False),
        ("the U.N.", "organization", None, "IGO", False),
        ("the ministers", "group", None, "GOV", True),
        ("Ukrainian, South Korean and US sources", "group", None, None, True),
        ("another Kiev official", "unnamed", "UKR", "GOV", False),
        ("a senior aide who asked not to be named", "unnamed", None, None, False),
        ("two residents", "unnamed", None, "CVL", True),
        ("a spokesman for the Kremlin", "unnamed", "RUS", "GOV", False),
        ("the president of Albania", "unnamed", "ALB", "GOV", False),
        ("Tirana", "country", "ALB", "GOV", False),
        ("Trinidad and Tobago", "country", "TTO", "GOV", False),
        ("the Albanian government", "organization", "ALB", "GOV", False),
        ("the Russian army", "military", "RUS", "MIL", False),
        ("the Ministry of Trade and Industry", "organization", None, "GOV", False),
        ("Hamas", "organization", "PSE", "REB", False),
        ("Spanish fishermen", "group", "ESP", "AGR", True),
        ("Nigeriens", "group", "NER", "CVL", True),
        ("the company", "organization", None, "BUS", False),
        ("police", "organization", None, "COP", True),
    ],
)
def test_a_phrase(words: str, kind: str, country: str | None, sector: str | None, plural: bool) -> None:
    analysis = analyse(words)
    phrase = read_phrase(analysis, 0, len(analysis.tokens))
    assert phrase is not None
    assert (phrase.kind, phrase.country, phrase.sector, phrase.plural) == (kind, country, sector, plural)


@pytest.mark.parametrize("words", ["some reports", "the statement", "…", "12", "’s", "the new poll"])
def test_no_phrase_of_a_participant(words: str) -> None:
    analysis = analyse(words)
    assert read_phrase(analysis, 0, len(analysis.tokens)) is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Seeing Barack Obama leave, the crowd wept.", ["Barack Obama"]),
        ("In Moscow, Putin met his aides on Monday. Nobody had expected Putin to stay at home.", ["Putin"]),
        ("President Jane was early. Jane Roe left.", ["Jane Roe"]),
        ("Sen. Ann Lee, R-Ohio, and Sen. Bob Fox, D-Utah, left.", ["Ann Lee", "Bob Fox"]),
        ("The Afghan team left.", []),
    ],
)
def test_the_model_tells_names_from_capitals(text: str, names: list[str]) -> None:
    assert [actor.name for actor in actors_of(text)] == names


def test_capitals_do_where_no_model_ran() -> None:
    text = "Peruvian President Jane Roe left. Roe smiled."
    (actor,) = find_actors(Document.of(text), lay_out(text), ())
    assert (actor.name, actor.role, actor.country, len(actor.mentions)) == ("Jane Roe", "President", "PER", 2)


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("Baku said on Monday that the talks had failed.", "country", "AZE"),
        ("Jordan said on Monday that the talks had failed.", "country", "JOR"),
        ("Antigua and Barbuda said on Monday that the talks had failed.", "country", "ATG"),
        ("Jordan Roe left. Jordan said it was late.", "person", None),
    ],
)
def test_a_country_that_speaks_is_no_person(text: str, kind: str, country: str | None) -> None:
    (actor,) = read_document(Document.of(text)).actors
    assert (actor.kind, actor.country) == (kind, country)


@pytest.mark.parametrize(
    ("text", "name", "role", "country", "sector"),
    [
        ("The Group of Seven said on Monday it would impose sanctions.", "Group of Seven", None, None, "IGO"),
        ("Officials of Japan and South Korea said no.", "Officials of Japan and South Korea", None, None, "GOV"),
        ("His father Ali Roe said no.", "Ali Roe", "father", None, None),
        ("Father Ali Roe said no.", "Ali Roe", "Father", None, "REL"),
        ("Ann Roe, a psychology major, said no.", "Ann Roe", "psychology major", None, None),
        ("Dean Heller said no.", "Dean Heller", None, None, None),
        ("Both US presidential candidates said no.", "Both US presidential candidates", None, "USA", "PTY"),
        ("South Carolina said it would sue the company.", "South Carolina", None, "USA", "GOV"),
    ],
)
def test_attributes_are_told_not_invented(
    text: str, name: str, role: str | None, country: str | None, sector: str | None
) -> None:
    actor = read_document(Document.of(text)).actors[0]
    assert (actor.name, actor.role, actor.country, actor.sector) == (name, role, country, sector)


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("Enrique Peña Nieto left. Mr. Peña Nieto said no. Peña Nieto slept.", "Enrique Peña Nieto", 3),
        ("Michael Bloomberg left. Bloomberg said no.", "Michael Bloomberg", 2),
        ("Volodymyr Zelensky met troops. Zelenskyy said no. Mr Zelenskiy slept.", "Volodymyr Zelensky", 3),
    ],
)
def test_a_shorter_name_is_the_same_person(text: str, name: str, mentions: int) -> None:
    actor = read_document(Document.of(text)).actors[0]
    assert (actor.name, len(actor.mentions)) == (name, mentions)


PIECES = st.sampled_from(
    [
        "President ",
        "Jane ",
        "Roe",
        "’s ",
        ", ",
        "head of ",
        "the ",
        "Ukraine",
        " and ",
        "Mr. ",
        "al-",
        "\n",
        "\0",
        "ط ",
        ". ",
        "J. ",
        "- ",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join))
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    document = Document.of(text)
    for actor in find_actors(document, analyse(document.text), ()):
        assert actor.mentions
        for span in actor.mentions:
            assert document.text[span.start : span.end] == span.text


@pytest.mark.parametrize("unit", ["Roe ", "President ", "Jane Roe, ", "’s ", "U.S. ", "a", "Ministry of ", "J. "])
def test_long_texts_of_one_kind(unit: str) -> None:
    assert len(actors_of(unit * (40_000 // len(unit)))) < 10
