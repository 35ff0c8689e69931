"""The page of a record: everything said with the words it rests on, nothing in a document obeyed by the terminal."""

from __future__ import annotations

import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

import onrecord
from onrecord.cli.page import render
from onrecord.cli.plain import shown
from onrecord.records import Actor, DocumentInfo, Figure, Place, Record, Span, Statement, Time

TEXT = (
    "At least 12 soldiers were killed in Springfield on Tuesday, Mayor Ana Lopez of Mexico admitted in a radio address. "
    "“We will not leave.” It was reported that it will soon be over, and up to 20 left again."
)


def span(words: str, text: str = TEXT) -> Span:
    return Span.of(text, text.index(words), text.index(words) + len(words))


RECORD = Record(
    document=DocumentInfo(
        name="a.txt", id="0" * 16, title="Soldiers killed", outlet="DW", agencies=("dpa",), published="2024-11-05",
        language="en", characters=len(TEXT),
    ),
    actors=(Actor(id="a1", name="Ana Lopez", kind="person", role="Mayor", country="MEX", confidence=0.9),),
    statements=(
        Statement(
            id="s1", source="a1", source_span=span("Mayor Ana Lopez of Mexico"), cue=span("admitted"), when="t1",
            channel=span("a radio address"), content=(span("At least 12 soldiers were killed"),), kind="indirect",
            stance="confirm", confidence=0.8,
        ),
        Statement(id="s2", source="a1", content=(span("We will not leave."),), kind="direct", stance="state", confidence=0.8),
        Statement(
            id="s3", cue=span("reported"), content=(span("that it will soon be over"),), kind="indirect", stance="state",
            confidence=0.8,
        ),
        Statement(id="s4", source="a1", content=(span("left"),), kind="indirect", stance="deny", confidence=0.3),
    ),
    figures=(
        Figure(id="f1", span=span("At least 12"), low=12, counted="soldiers", category="killed", according_to="s1", confidence=0.9),
        Figure(id="f2", span=span("up to 20"), high=20, confidence=0.2),
    ),
    times=(
        Time(id="t1", span=span("Tuesday"), start="2024-11-05", end="2024-11-06", granularity="day", kind="date", anchor="published"),
        Time(id="t2", span=span("soon"), kind="date"),
    ),
    places=(Place(id="p1", spans=(span("Springfield"),), name="Springfield", country="USA", lat=39.8, lon=-89.6, confidence=0.4),),
)  # fmt: skip


def page(record: Record, text: str = TEXT, width: int = 80, encoding: str = "utf-8", **options: object) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="\n")
    render(record, text, Console(file=stream, width=width, **options))  # type: ignore[arg-type]
    stream.seek(0)
    return stream.read()


@pytest.mark.parametrize(
    "words",
    [
        "Soldiers killed\nDW · credit: dpa · published 2024-11-05 · English · 203 characters",
        "Who said what 4",
        "s1 Ana Lopez, Mayor (Mexico), confirmed\n      At least 12 soldiers were killed\n"
        "      “admitted” · in “a radio address” · Tuesday = 2024-11-05",
        "s2 Ana Lopez said\n      “We will not leave.”",
        "s3 nobody named said\n      that it will soon be over\n      “reported”",
        "s4 Ana Lopez denied",
        "f1 at least 12 soldiers · killed — Ana Lopez s1\n      At least 12 soldiers were killed in…",
        "f2 at most 20 — no source given",
        "t1 “Tuesday” → 2024-11-05 · from the publication date",
        "t2 “soon” → no date",
        "p1 Springfield, United States · 39.80, -89.60 · “Springfield”",
        "What is uncertain 5",
        "s3 nobody is named\n      …will not leave.” It was reported that it will soon be over…",
        "s4 who said it, or what: confidence 30%",
        "f2 what is counted, or how many: confidence 20%",
        "t2 “soon”: no date can be told",
        "p1 which place it is: confidence 40%",
    ],
)
def test_the_page_says(words: str) -> None:
    assert words in page(RECORD)


def test_empty_sections_are_left_out_and_unknown_is_said() -> None:
    found = page(Record(document=DocumentInfo(name="a.txt", id="0" * 16, characters=3)), "abc")
    assert "publication date unknown · language unknown" in found
    assert "Nothing was found in it" in found
    for title in ("Who said", "Figures", "Times", "Places", "uncertain"):
        assert title not in found


@pytest.mark.parametrize("width", [20, 40, 80, 120, 300])
def test_the_page_keeps_to_the_width(width: int) -> None:
    assert max(len(line) for line in page(RECORD, width=width).splitlines()) <= width


HOSTILE = "[bold red]\x1b[31m \x1b]0;owned\x07 \x9b2J a\rb \u202egnp.exe\u202c [/link] :smile: \u2066x\u2069 \ufdd0 \U000e0041"
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0\U000e0041]")


def hostile_record(text: str) -> Record:
    """Every text field of a record holds `text`."""
    whole = Span.of(text, 0, len(text))
    return Record(
        document=DocumentInfo(
            name=text, id="0" * 16, title=text, url=text, outlet=text, byline=text, agencies=(text,), published=text, language=text
        ),
        actors=(Actor(id="a1", name=text, kind="person", role=text, country=text, confidence=0.1),),
        statements=(
            Statement(
                id="s1", source="a1", source_span=whole, cue=whole, content=(whole, whole), kind="direct", stance="state",
                channel=whole, when="t1", within=text, addressee="a1", confidence=0.1,
            ),
            Statement(id="s2", source_span=whole, content=(), kind="direct", stance="state", confidence=0.1),
        ),
        figures=(Figure(id="f1", span=whole, low=1, counted=text, unit=text, confidence=0.1), Figure(id="f2", span=whole, confidence=1)),
        times=(
            Time(id="t1", span=whole, start=text, end=text, granularity="day", kind="date", timex=text),
            Time(id="t2", span=whole, start=text, end=text, granularity="month", kind="date"),
            Time(id="t3", span=whole, start=text, end=text, granularity="year", kind="date"),
        ),
        places=(Place(id="p1", spans=(whole,), name=text, country=text, admin1=text, kind=text, confidence=0.1),),
    )  # fmt: skip


@pytest.mark.parametrize(
    "options", [{"force_terminal": True, "color_system": None}, {"force_terminal": True, "legacy_windows": False}]
)
def test_nothing_in_a_document_is_obeyed(options: dict[str, object]) -> None:
    found = page(hostile_record(HOSTILE), HOSTILE, **options)
    without_own_styles = re.sub(r"\x1b\[[\d;]*m", "", found)
    assert not OBEYED.search(without_own_styles)
    assert "[bold red]␛[31m ␛]0;owned␇" in without_own_styles
    assert ":smile:" in without_own_styles
    assert "\x1b[31m \x1b" not in found


@settings(max_examples=50, deadline=None)
@given(
    text=st.text(st.characters(), min_size=1, max_size=60),
    width=st.integers(1, 130),
    encoding=st.sampled_from(["utf-8", "ascii", "cp1252"]),
)
def test_any_record_can_be_shown_at_any_width_in_any_encoding(text: str, width: int, encoding: str) -> None:
    found = page(hostile_record(text), text, width, encoding)
    assert not OBEYED.search(found)
    assert "Who said what" in " ".join(found.split()) or width < 20


def test_a_terminal_without_unicode_gets_plain_letters() -> None:
    found = page(RECORD, encoding="ascii")
    assert found.isascii()
    assert 's2 Ana Lopez said\n      "We will not leave."' in found
    assert '"Tuesday" -> 2024-11-05' in found


def test_no_color_is_honoured(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[32m" in page(RECORD, force_terminal=True, color_system="standard")
    monkeypatch.setenv("NO_COLOR", "1")
    found = page(RECORD, force_terminal=True, color_system="standard")
    assert not re.search(r"\x1b\[[\d;]*3\d", found)


def test_a_long_text_is_cut_where_it_is_quoted() -> None:
    text = "“" + "never " * 20_000 + "”"
    found = page(hostile_record(text), text)
    assert len(found) < 30_000


def test_the_page_of_a_real_reading() -> None:
    text = "“We will not leave,” Mayor Ana Lopez said on Tuesday.\n\nAt least 12 people fled."
    found = page(onrecord.read(text, published="2024-11-05"), text)
    assert "“We will not leave,”" in found


@pytest.mark.parametrize(
    ("text", "sight"),
    [
        ("plain", "plain"),
        ("a\tb\r\nc\u2028d", "a b c d"),
        ("\0\x7f\x85", "␀␡ "),
        ("soft\u00adhyphen\u200b\ufeff", "softhyphen"),
        ("\u202eabc", "�abc"),
        ("Курск ومع 漢字 👩‍🚒", "Курск ومع 漢字 👩‍🚒"),
    ],
)
def test_characters_as_they_are_shown(text: str, sight: str) -> None:
    assert shown(text) == sight
