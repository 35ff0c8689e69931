"""Statements of broken and unusual text: no crash, no shifted offset, no invented speaker."""

from __future__ import annotations

import pytest

from onrecord.model.analyse import analyse
from onrecord.reading.statements.find import find_statements
from onrecord.records import Statement
from onrecord.sources.document import Document


def statements(text: str) -> tuple[Statement, ...]:
    document = Document.of(text)
    found, _ = find_statements(document, analyse(document.text), (), ())
    for statement in found:
        for span in (statement.source_span, statement.cue, statement.channel, *statement.content):
            assert span is None or (span.text == document.text[span.start : span.end] != "")
    return found


def sources(text: str) -> list[str | None]:
    return [one.source_span.text if one.source_span else None for one in statements(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("“", "”"), ('"', '"'), ("„", "“"), ("»", "«"), ("« ", " »"), ("‘", "’"), ("'", "'"), ("``", "''"), ("”", "”")],
)
def test_every_typography(opening: str, closing: str) -> None:
    """The words, marks included, are what Ann Lee said."""
    text = f"{opening}We need a lot more help now,{closing} said Ann Lee."
    (only,) = statements(text)
    assert only.source_span is not None
    assert only.source_span.text == "Ann Lee"
    assert [span.text for span in only.content] == [f"{opening}We need a lot more help now,{closing}"]


@pytest.mark.parametrize(
    "text",
    [
        "” he said.",
        "“ ” he said.",
        "He said.",
        "““““",
        '""""""',
        "The so-called “peace talks” collapsed after the “experts” left.",
        "Name | Votes | Share\nAnn Lee | 1,204 | 51%\nBob Ray | 1,150 | 49%",
        "- rain\n- snow\n- wind",
        "UPDATE: Rain.\nBREAKING: Snow.\nUPDATE: Wind.",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert statements(text) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“The step is dangerous,” the ministers said in a statement. ” he said.\nSeven signed it.",
            ["the ministers"],
            id="a stray mark and a pronoun",
        ),
        pytest.param(
            "“He told me ‘go home now’ and I left,” said Ann Lee.", ["Ann Lee"], id="a quotation in a quotation"
        ),
        pytest.param(
            "12:05 Ann Lee says the bridge is gone.\n12:10 Rain.\n12:15 Fire in the town.",
            ["Ann Lee"],
            id="a live blog",
        ),
        pytest.param(
            "ANN LEE SAID THE BRIDGE WAS GONE. “WE NEED HELP,” SHE SAID.", ["ANN LEE", "SHE"], id="all capitals"
        ),
        pytest.param(
            "ann lee said the bridge was gone. “we need help,” she told reuters.", ["ann lee", "she"], id="no capitals"
        ),
    ],
)
def test_no_invented_speaker(text: str, expected: list[str]) -> None:
    assert sources(text) == expected


def test_a_heading_stands_between_a_speaker_and_the_words() -> None:
    text = "Ann Lee, the mayor, spoke on Friday.\nWhat comes next\n“We will build a new bridge next year.”"
    assert all(source != "What comes next" for source in sources(text))


def test_an_unclosed_mark_does_not_take_the_paragraph() -> None:
    text = '"We need help from abroad, said Ann Lee. The bridge was gone.\nThe mayor left the town.'
    assert all("mayor" not in span.text for one in statements(text) for span in one.content)


def test_a_sentence_of_two_thousand_words() -> None:
    text = "Ann Lee said that the bridge was gone, " + "and the road was closed, " * 400 + "and nobody came."
    assert sources(text)[:1] == ["Ann Lee"]


@pytest.mark.parametrize(
    "piece", ['"', "“", "” said. ", "A: ", "X: “", "― ", "'s ", "said: ", "\n“", "«", "— Ann Lee\n"]
)
def test_rubbish_is_read_through(piece: str) -> None:
    assert all(one.content for one in statements(piece * (3_000 // len(piece))))
