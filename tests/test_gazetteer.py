"""The gazetteer: what names can mean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.knowledge.gazetteer import Gazetteer, gazetteer, key


@pytest.mark.parametrize(
    ("name", "place", "kind", "country"),
    [
        ("Kursk Oblast", "Kursk Oblast", "ADM1", "RUS"),
        ("Sudzha", "Sudzha", "PPL", "RUS"),
        ("Курск", "Kursk", "PPL", "RUS"),
        ("North Kivu", "North Kivu", "ADM1", "COD"),
        ("Tigray", "Tigray", "ADM1", "ETH"),
        ("Kiev", "Kyiv", "PPLC", "UKR"),
        ("Laurel County", "Laurel County", "ADM2", "USA"),
        ("Black Sea", "Black Sea", "SEA", None),
        ("the Donbas", "Donbas", "RGN", "UKR"),
        ("South Korea", "South Korea", "PCLI", "KOR"),
        ("Africa", "Africa", "CONT", None),
        ("Kosovo", "Kosovo", "PCLI", "XKX"),
    ],
)
def test_a_name_finds_its_place(name: str, place: str, kind: str, country: str | None) -> None:
    assert (place, kind, country) in {(e.name, e.kind, e.country) for e in gazetteer().find(name)}


def test_a_name_finds_all_places_called_so() -> None:
    paris = {gazetteer().entry(e.admin1).name for e in gazetteer().find("Paris") if e.admin1 is not None}
    assert {"Texas", "Kentucky", "Île-de-France"} <= paris


def test_marks_case_and_hyphens_do_not_matter() -> None:
    assert key("KRAMATORS’K") == key("Kramatorsk")
    assert key("Deir-ez-Zor") == key("deir ez zor")
    assert key("Côte d’Ivoire") == key("Cote d'Ivoire")


def test_unknown_names_find_nothing() -> None:
    assert gazetteer().find("Xyzzyqq") == ()
    assert gazetteer().find("") == ()
    assert gazetteer().find(" - ") == ()


def test_points_lie_on_the_globe() -> None:
    entries = [gazetteer().entry(index) for index in range(0, gazetteer().header["places"], 97)]
    assert all(e.lat is None or (-90 <= e.lat <= 90 and -180 <= (e.lon or 0) <= 180) for e in entries)
    assert all(e.name for e in entries)


def test_the_header_names_sources_and_licences() -> None:
    assert "CC BY 4.0" in gazetteer().header["sources"].values()


def test_another_file_is_refused(tmp_path) -> None:  # type: ignore[no-untyped-def]
    other = tmp_path / "other.bin"
    other.write_bytes(b"something else entirely")
    with pytest.raises(ValueError, match="no gazetteer"):
        Gazetteer(other)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_looked_up(name: str) -> None:
    assert isinstance(gazetteer().find(name), tuple)
