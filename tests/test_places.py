"""Places: toponyms told apart from people and organisations, and resolved."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.analyse import analyse
from onrecord.model.analysis import Analysis, Entity
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize
from onrecord.reading.places.find import find_places
from onrecord.records import Place
from onrecord.sources.document import Document


def places(text: str, **known: str) -> tuple[Place, ...]:
    tokens = tokenize(text)
    analysis = Analysis(text, tokens, split_sentences(text, tokens))
    return find_places(Document.of(text, **known), analysis, ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell in the Kursk region overnight.", ("Kursk Oblast", "ADM1", "RUS", "region")),
        ("They crossed the border area of Kursk in Russia.", ("Kursk Oblast", "ADM1", "RUS", "region")),
        ("Rebels marched through North Kivu on Friday.", ("North Kivu", "ADM1", "COD", "region")),
        ("A ferry sank in the Black Sea on Monday.", ("Black Sea", "SEA", None, "area")),
        ("Aid was flown to the Gaza Strip last week.", ("Gaza Strip", "ADM1", "PSE", "region")),
        ("The family fled from Sri Lanka in 2009.", ("Sri Lanka", "PCLI", "LKA", "country")),
        ("Fighting went on in the Donbas.", ("Donbas", "RGN", "UKR", "area")),
        ("Two people died near Pokrovsk in Ukraine.", ("Pokrovsk", "PPL", "UKR", "district")),
        ("A bus crashed 20 km north of Kramatorsk.", ("Kramatorsk", "PPL", "UKR", "district")),
        ("The U.S. withdrew its offer.", ("United States", "PCLI", "USA", "country")),
        ("Ships crossed the South China Sea.", ("South China Sea", "SEA", None, "area")),
        ("They crossed the Dnipro River.", ("Dnipro River", "STM", "UKR", "area")),
        ("Tankers passed the Strait of Hormuz.", ("Strait of Hormuz", "STRT", None, "district")),
        ("Snow fell in the Himalayas.", ("Himalayas", "MTS", None, "area")),
        ("He died on Mount Everest.", ("Mount Everest", "MT", None, "point")),
        ("Rockets hit the Nuseirat refugee camp.", ("Nuseirat refugee camp", "CMP", "PSE", "place")),
        ("Drones struck Bagram Airfield.", ("Bagram Air Base", "AIRB", "AFG", "point")),
        ("He was held at Guantanamo Bay.", ("Guantanamo Bay", "INSM", "CUB", "point")),
        ("Clashes in Nagorno-Karabakh went on.", ("Nagorno-Karabakh", "RGN", "AZE", "region")),
        ("Rohingya fled to Cox's Bazar, Bangladesh.", ("Cox’s Bāzār", "PPL", "BGD", "place")),
        ("A storm hit St. John's, Newfoundland.", ("St. John's", "PPL", "CAN", "place")),
        ("Talks with the People's Republic of China failed.", ("China", "PCLI", "CHN", "country")),
        ("Birds died in the Danube Delta.", ("Danube Delta", "DLTA", None, None)),
    ],
)
def test_a_toponym_is_resolved(text: str, expected: tuple[str, str, str | None, str]) -> None:
    assert expected in {(p.name, p.kind, p.country, p.precision) for p in places(text)}


@pytest.mark.parametrize(
    ("text", "admin1"),
    [
        ("The sheriff searched a farm in Paris, Texas, on Sunday.", "Texas"),
        ("The sheriff searched a farm in Paris, Ky., on Sunday.", "Kentucky"),
        (
            "Police in Lexington, Ky., said the man fled to Paris. Troopers from Kentucky found him in Georgetown.",
            "Kentucky",
        ),
        ("She flew from Lyon to Paris and met ministers from France.", "Île-de-France"),
    ],
)
def test_the_document_decides_between_places_of_one_name(text: str, admin1: str) -> None:
    assert admin1 in {p.admin1 for p in places(text) if p.name == "Paris"}


@pytest.mark.parametrize(
    "text",
    [
        "Paris Hilton laughed and left.",
        "President Washington never lied.",
        "Mr. Jordan said he was tired, and Mr. Jordan left.",
        "The New York Times reported it.",
        "The Bank of England raised its rate.",
        "A Russian soldier and two North Koreans were caught.",
        "He was reading a nice book of mobile phones.",
        "The United Nations and the European Union met.",
        "Nothing is named here.",
    ],
)
def test_people_organisations_and_demonyms_are_no_places(text: str) -> None:
    assert places(text) == ()


def test_one_place_has_all_its_spans() -> None:
    (place,) = places("Kharkiv was hit in the morning. Smoke rose over Kharkiv, and fires burned in Kharkiv.")
    assert [span.text for span in place.spans] == ["Kharkiv"] * 3


def test_a_part_of_a_country_is_a_place_of_its_own() -> None:
    found = {p.name: p for p in places("Shelling went on in eastern Ukraine, while western Ukraine was quiet.")}
    east, west = found["eastern Ukraine"], found["western Ukraine"]
    assert east.precision == west.precision == "area"
    assert east.lon is not None
    assert west.lon is not None
    assert east.lon > west.lon + 5


@pytest.mark.parametrize("words", ["north-west Pakistan", "north west Pakistan", "northwest Pakistan"])
def test_a_part_may_be_told_in_two_words(words: str) -> None:
    (place,) = places(f"Floods hit {words}.")
    assert (place.name, place.country, place.precision) == (words, "PAK", "area")
    assert place.lat is not None
    assert place.lat > 33


@pytest.mark.parametrize(
    ("text", "name", "admin1"),
    [
        ("New York Governor Ana Lopez closed the parks.", "New York", "New York"),
        ("Flu spread in Buffalo, New York, on Sunday.", "New York", "New York"),
        ("The mayor of New York closed the parks.", "New York City", "New York"),
    ],
)
def test_words_beside_a_name_tell_its_kind(text: str, name: str, admin1: str) -> None:
    assert (name, admin1) in {(p.name, p.admin1) for p in places(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow said it would respond.", []),
        ("Washington urged Beijing to act.", []),
        ("Protesters in Moscow said they would stay.", ["Moscow"]),
        ("Drones hit Moscow on Sunday.", ["Moscow"]),
    ],
)
def test_a_capital_that_speaks_is_a_government(text: str, expected: list[str]) -> None:
    assert [p.name for p in find_places(Document.of(text), analyse(text), ())] == expected


def test_what_the_gazetteer_does_not_hold_has_no_point() -> None:
    (place,) = places("They swam across the Qwertzu River at night.")
    assert (place.kind, place.lat, place.lon, place.geonames, place.precision) == ("STM", None, None, None, None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rep. Ana Lopez (R-Pa.) and Sen. Tom Reed (D-La.) voted no.", {"Pennsylvania", "Louisiana"}),
        ("She won the primary in the Granite State on Tuesday.", {"New Hampshire"}),
        ("He moved to Florida from a suburb of Los Angeles, California.", {"Florida", "Los Angeles", "California"}),
        ("The mayor of Livorno met the governor of Tuscany.", {"Livorno", "Tuscany"}),
    ],
)
def test_states_go_by_many_names(text: str, expected: set[str]) -> None:
    assert {p.name for p in places(text)} == expected


def test_a_street_is_a_place_without_a_point() -> None:
    found = {p.name: p for p in places("A fire broke out on Memphis Street in Columbus, Ohio, on Monday.")}
    street = found["Memphis Street"]
    assert (street.kind, street.lat, street.geonames) == ("ST", None, None)
    assert found["Columbus"].admin1 == "Ohio"


def _seen(text: str, *entities: tuple[str, str]) -> tuple[Place, ...]:
    """The places of a text in which a model saw these entities, each a phrase and its label."""
    tokens = tokenize(text)
    analysis = Analysis(text, tokens, split_sentences(text, tokens))
    found = []
    for phrase, label in entities:
        start = text.index(phrase)
        found.append(Entity(*analysis.tokens_between(start, start + len(phrase)), label, 0.9))
    return find_places(Document.of(text), replace(analysis, entities=tuple(found)), ())


@pytest.mark.parametrize(
    ("text", "phrase", "label"),
    [
        ("Support fell, a Gallup poll found.", "Gallup", "Organization"),
        ("The hearing of Zuckerberg lasted a day.", "Zuckerberg", "Person"),
        ("Valeska Paris was born at sea.", "Valeska Paris", "Person"),
        ("The book by Helena is out.", "Helena", "Person"),
    ],
)
def test_what_the_model_sees_tells_people_and_organisations_from_places(text: str, phrase: str, label: str) -> None:
    assert _seen(text, (phrase, label)) == ()


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Hikers were lost in the Cranberry Wilderness on Sunday.", "Cranberry Wilderness"),
        ("Police searched Meadow Grove on Sunday.", "Meadow Grove"),
    ],
)
def test_part_of_a_longer_name_is_not_the_place_of_that_name(text: str, phrase: str) -> None:
    (place,) = _seen(text, (phrase, "Location"))
    assert (place.name, place.lat, place.geonames) == (phrase, None, None)


def test_the_town_keeps_its_name_in_that_of_its_hall() -> None:
    found = _seen("They met at Ludlow Town Hall in Shropshire, England.", ("Ludlow Town Hall", "Location"))
    assert "Ludlow" in {place.name for place in found}


def test_a_small_namesake_of_a_metropolis_is_left_open() -> None:
    found = places("New York Governor Ana Lopez met the mayor of Boston.")
    assert [(p.name, p.lat) for p in found if p.spans[0].text == "Boston" and p.admin1 == "New York"] == []


def test_the_model_speaks_for_a_place_too() -> None:
    text = "Helena was quiet on Sunday."
    as_place, as_person = _seen(text, ("Helena", "Location")), _seen(text, ("Helena", "Person"))
    assert [p.name for p in as_place] == ["Helena"]
    assert as_person == ()


def test_a_name_that_nothing_settles_has_no_point() -> None:
    (place,) = places("Police in Springfield arrested two men.")
    assert (place.country, place.admin1, place.lat) == ("USA", None, None)


def test_the_title_helps_but_gets_no_span() -> None:
    found = places("Police in Springfield arrested two men.", title="Fire crews called out in Eugene, Oregon")
    assert [(p.name, p.admin1) for p in found] == [("Springfield", "Oregon")]


def _whole(text: str) -> None:
    for place in places(text):
        assert place.spans
        assert 0 <= place.confidence <= 1
        for span in place.spans:
            assert span.text == text[span.start : span.end]


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_is_read(text: str) -> None:
    _whole(Document.of(text).text)


_HEAP = (
    "Paris|Kursk|region|,|.|the|The|of|near|Lake|River|“|”|-|eastern|Ukraine's|U.S.|Jordan|said|\n|20|km|al-|Курск|\x00"
)
_WORDS = st.sampled_from(re.split(r"\|", _HEAP))


@settings(max_examples=50, deadline=None)
@given(st.lists(_WORDS, max_size=40).map(" ".join))
def test_any_heap_of_names_is_read(text: str) -> None:
    _whole(text)


@pytest.mark.parametrize(
    "text", ["Lake " * 20_000, "Paris, " * 20_000, "A" * 1_000_000, '"' * 200_000, "The of " * 30_000]
)
def test_long_monotonous_texts_are_read(text: str) -> None:
    _whole(text)
