"""Credits: who supplied the text, told from whom the text quotes."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.analysis import Analysis
from onrecord.reading.credits import find_credits, find_dateline
from onrecord.sources.document import Document

BODY = "The ferry left the harbour at dawn. It carried 40 people.\n"


def credits_of(text: str):
    return find_credits(Document.of(text), Analysis(text, (), ()))


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        (BODY + "rc/wmr (dpa, Reuters)", ("dpa", "Reuters")),
        (BODY + "jsi/kb (AP, AFP, Reuters)", ("AP", "AFP", "Reuters")),
        (BODY + "(AP)", ("AP",)),
        (BODY + "(with AFP)", ("AFP",)),
        ("LONDON (Reuters) — " + BODY, ("Reuters",)),
        ("KYIV, Nov 5 (Reuters) - " + BODY, ("Reuters",)),
        ("NAIROBI, 3 May 2023 (IPS) - " + BODY, ("IPS",)),
        ("BEIJING, May 3 (Xinhua) -- " + BODY, ("Xinhua",)),
        (BODY + "Reuters contributed to this report.", ("Reuters",)),
        (BODY + "The Associated Press contributed to this report.", ("AP",)),
        (BODY + "Jane Roe, Ali Aziz and The Associated Press contributed to this report.", ("AP",)),
        (BODY + "Associated Press writer Jane Roe contributed to this report.", ("AP",)),
        (BODY + "With AFP", ("AFP",)),
        (BODY + "Source: TASS", ("TASS",)),
        (BODY + "Xinhua", ("Xinhua",)),
        (BODY + "Agencies: AFP, dpa", ("AFP", "dpa")),
        (BODY + "The launch was reported by Yonhap late on Monday.", ("Yonhap",)),
        (BODY + "Contributing: The Associated Press", ("AP",)),
        (BODY + "IPS UN Bureau", ("IPS",)),
        # quoted, named or pictured is not credited
        (BODY + "“It sank,” he told Reuters.", ()),
        ("(Jane Roe/Reuters)\n" + BODY, ()),
        (BODY + "The pilot, who used to work for the AP, was unhurt.", ()),
        (BODY + "The ministers met (PA).", ("PA",)),
        (BODY + "Read more about the UN and the EU.", ()),
        (BODY, ()),
    ],
)
def test_agencies(text: str, agencies: tuple[str, ...]) -> None:
    assert credits_of(text).agencies == agencies


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("By Jane Doe\n" + BODY, "Jane Doe"),
        ("Ferry leaves\nBy Jane Doe and Ali Aziz\n" + BODY, "Jane Doe and Ali Aziz"),
        ("By Jane Doe, Staff Writer\n" + BODY, "Jane Doe"),
        ("By Monday the ferry had left.\n" + BODY, None),
        ("By New York standards it was small.\n" + BODY, None),
        (BODY, None),
    ],
)
def test_byline(text: str, byline: str | None) -> None:
    assert credits_of(text).byline == byline


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("KYIV, Nov 5 (Reuters) - The ferry left.", "KYIV", "Nov 5"),
        ("EL PASO, Texas (AP) — The ferry left.", "EL PASO, Texas", None),
        ("WASHINGTON — The ferry left.", "WASHINGTON", None),
        ("Ferry leaves\n\nNairobi, 3 May 2023 - The ferry left.", "Nairobi", "3 May 2023"),
        ("BREAKING — The ferry left.", None, None),
        ("Background: the ferry left.", None, None),
        ("The ferry — an old one — left.", None, None),
        ("", None, None),
    ],
)
def test_dateline(text: str, place: str | None, date: str | None) -> None:
    found = find_dateline(text)
    assert (found and found.place.text) == place
    assert (found and found.date and found.date.text) == date


@settings(max_examples=50, deadline=None)
@given(st.text(alphabet=st.sampled_from('AP() -—\n,./Ra1“"\0ط') | st.characters(), max_size=300))
def test_any_text_is_read_and_spans_hold(text: str) -> None:
    document = Document.of(text)
    found = find_credits(document, Analysis(document.text, (), ()))
    if found.dateline:
        for span in (found.dateline.span, found.dateline.place):
            assert document.text[span.start : span.end] == span.text


@pytest.mark.parametrize("unit", ['"', "a", "1 ", "A ", "(AP) ", "By A ", "reported by ", "\n"])
def test_long_texts_of_one_kind(unit: str) -> None:
    assert credits_of(unit * (200_000 // len(unit))).dateline is None
