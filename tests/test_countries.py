"""Countries: every name, adjective, national and capital of the table names its country; what only looks like one does not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge.countries import country_of, find_countries
from onrecord.knowledge.tables import rows

TABLE = rows("actors/countries.txt", 7)
TWO_COUNTRIES = {"Dominican", "Dominicans", "Congolese"}  # the table settles on the one that news means
CARRIERS = {
    2: ["The president of {} said no.", "Talks with {} failed."],
    3: ["The president of {} said no."],
    4: ["The {} government said no.", "A {} official said no."],
    5: ["Two {} were hurt."],
    6: ["Officials in {} said no."],
}


@pytest.mark.parametrize("column", CARRIERS)
def test_every_word_of_the_table_names_its_country_in_a_sentence(column: int) -> None:
    wrong = []
    for row in TABLE:
        for word in row[column].split("|"):
            for carrier in CARRIERS[column] if word != "-" and word not in TWO_COUNTRIES else ():
                found = [one.alpha3 for one in find_countries(carrier.format(word))]
                if found != [row[1]]:
                    wrong.append((word, row[1], found))
    assert wrong == []


def test_the_table_holds_the_world() -> None:
    codes = {row[1] for row in TABLE}
    assert len(codes) == len(TABLE) >= 195
    assert {"XKX", "TWN", "PSE", "VAT", "SSD", "TLS", "COD", "COG"} <= codes
    assert all(len(row[0]) == 2 and len(row[1]) == 3 for row in TABLE)


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("Ukrainian", "UKR"),
        ("Kiev", "UKR"),
        ("the United States", "USA"),
        ("Türkiye", "TUR"),
        ("Côte d’Ivoire", "CIV"),
        ("Burma", "MMR"),
        ("Nigerien", "NER"),
        ("Nigerian", "NGA"),
        ("Republic of the Congo", "COG"),
        ("DR Congo", "COD"),
        ("Dominicans", "DOM"),
        ("North Korean", "PRK"),
        ("Korean", None),
        ("turkey", None),
        ("us", None),
        ("polish", None),
        ("Ruritania", None),
        ("", None),
    ],
)
def test_country_of(words: str, country: str | None) -> None:
    assert country_of(words) == country


@pytest.mark.parametrize(
    ("sentence", "countries"),
    [
        ("It gave us a polish for the turkey.", []),
        ("Ships met in the South China Sea.", []),
        ("Jordan Smith met Jordan’s king.", ["JOR"]),
        ("Michael Jordan left Amman.", ["JOR"]),
        ("Chad Brown flew to Chad.", ["TCD"]),
        ("Georgia Gov. Ali Aziz spoke.", []),
        ("Voters in Georgia and Florida wait.", ["USA"]),
        ("Georgia and Armenia signed.", ["GEO", "ARM"]),
        ("TROOPS ENTER UKRAINE", ["UKR"]),
        ("U.S.-led troops met Ukraine’s envoy.", ["USA", "UKR"]),
        ("Native Americans and African Americans voted.", []),
        ("Niger borders Nigeria and the Niger Delta.", ["NER", "NGA", "NGA"]),
        ("Papua New Guinea, Guinea-Bissau and Equatorial Guinea voted.", ["PNG", "GNB", "GNQ"]),
        ("Texas Sen. Jane Roe spoke.", ["USA"]),
        ("The Washington Post reported it.", []),
    ],
)
def test_what_only_looks_like_a_country(sentence: str, countries: list[str]) -> None:
    assert [found.alpha3 for found in find_countries(sentence)] == countries


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200), st.sampled_from(["Ukraine", "Côte d’Ivoire", "the U.S.", "JORDAN", "N'Djamena"]))
def test_offsets_hold_in_any_text(text: str, name: str) -> None:
    whole = f"{text} {name} {text}"
    for found in find_countries(whole):
        assert 0 <= found.start < found.end <= len(whole)
        assert country_of(whole[found.start : found.end]) in (found.alpha3, None)
