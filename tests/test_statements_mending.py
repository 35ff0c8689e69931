"""What becomes of the model's attributions: tables of (text, what the model says, statements)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model.analyse import analyse
from onrecord.model.analysis import Analysis, Attribution, Range
from onrecord.reading.statements.find import find_statements
from onrecord.records import Statement
from onrecord.sources.document import Document

Said = tuple[str, str, list[str]]
"""Source, cue, contents: each the words of the text, source and cue empty where there are none."""


def attributed(text: str, found: list[Said]) -> tuple[Statement, ...]:
    """The statements of a text in which the model finds just these attributions."""
    analysis = analyse(text)
    attributions = tuple(
        Attribution(_ranges(analysis, [cue]), _ranges(analysis, [source]), _ranges(analysis, content), 0.95, 0.95, 0.95)
        for source, cue, content in found
    )
    return find_statements(Document.of(text), replace(analysis, attributions=attributions), (), ())[0]


def _ranges(analysis: Analysis, pieces: list[str]) -> tuple[Range, ...]:
    found, at = [], 0
    for piece in pieces:
        if piece:
            at = analysis.text.index(piece, at)
            found.append(analysis.tokens_between(at, at + len(piece)))
            at += len(piece)
    return tuple(found)


def brief(statement: Statement) -> Said:
    source, cue = statement.source_span, statement.cue
    return source.text if source else "", cue.text if cue else "", [content.text for content in statement.content]


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        pytest.param(
            "The ministers said it was a violation of the resolutions of the council.",
            [("The ministers", "said", ["it was a violation", "the resolutions of the council"])],
            [("The ministers", "said", ["it was a violation of the resolutions of the council"])],
            id="a hole of one word",
        ),
        pytest.param(
            "The bridge, she said, would be rebuilt.",
            [("she", "said", ["The bridge", "would be rebuilt"])],
            [("she", "said", ["The bridge", "would be rebuilt"])],
            id="a hole that holds the cue",
        ),
        pytest.param(
            "The road was open. Ann Lee said that the bridge over the river was gone for good.",
            [("Ann Lee", "said", ["The", "that the bridge over the river was gone for good"])],
            [("Ann Lee", "said", ["that the bridge over the river was gone for good"])],
            id="a stray word far away",
        ),
        pytest.param(
            "“We will rebuild the bridge soon,” said Ann Lee.",
            [("Ann Lee", "said", ["will rebuild the bridge"])],
            [("Ann Lee", "said", ["“We will rebuild the bridge soon,”"])],
            id="a quotation is whole, with its marks",
        ),
        pytest.param(
            "“I guess we will rebuild the bridge soon, all of us,” Ann Lee said.",
            [("Ann Lee", "said", ["I", "of us"]), ("I", "guess", ["we will rebuild the bridge soon, all"])],
            [
                ("Ann Lee", "said", ["“I guess we will rebuild the bridge soon, all of us,”"]),
                ("I", "guess", ["we will rebuild the bridge soon, all"]),
            ],
            id="the cue beside it has the quotation, one inside keeps its own",
        ),
        pytest.param(
            "“The step is a very dangerous one for all,” the ministers said in a statement. ” he said.\nSnow fell.",
            [
                ("the ministers", "said", ["The step is a very dangerous one for all"]),
                ("he", "said", ["“", "”"]),
            ],
            [("the ministers", "said", ["“The step is a very dangerous one for all,”"])],
            id="stray marks are no content",
        ),
        pytest.param(
            "“It is a very dangerous step for us,” ministers said in a statement. ” he added.\nSnow fell.",
            [("", "added", ["“It is a very dangerous step for us,” ministers said"])],
            [("ministers", "said", ["“It is a very dangerous step for us,”"])],
            id="who speaks beside the quotation is not swallowed",
        ),
        pytest.param(
            "The clerk was accused of taking money.",
            [("The clerk", "was accused", ["of taking money"])],
            [("", "was accused", ["of taking money"])],
            id="who is accused accuses nobody",
        ),
        pytest.param(
            "Ann Lee left the room, saying the talks were over.",
            [("", "saying", ["the talks were over"])],
            [("Ann Lee", "saying", ["the talks were over"])],
            id="the subject of the clause above",
        ),
        pytest.param(
            "“We will not forget what they did to us.” — Ann Lee\nSnow fell.",
            [],
            [("Ann Lee", "—", ["“We will not forget what they did to us.”"])],
            id="a name behind a dash",
        ),
        pytest.param(
            "“We will not forget what they did to us,” said Ann Lee.",
            [],
            [("Ann Lee", "said", ["“We will not forget what they did to us,”"])],
            id="an utterance that the model missed",
        ),
        pytest.param(
            "He said:\n“We will not forget what they did to us.”",
            [],
            [("He", "said", ["“We will not forget what they did to us.”"])],
            id="an utterance below its cue and colon",
        ),
        pytest.param(
            "LEE: We won it.\nSMITH: Did you?\nLEE: We did, all of us.\nUPDATE: They left.",
            [],
            [
                ("LEE", ":", ["We won it."]),
                ("SMITH", ":", ["Did you?"]),
                ("LEE", ":", ["We did, all of us."]),
            ],
            id="a transcript",
        ),
        pytest.param(
            "FLORIDA: Rain.\nOHIO: Snow.\nUTAH: Sun.",
            [],
            [],
            id="a list under headings in capitals is no transcript",
        ),
        pytest.param(
            "The bridge was gone, she said.",
            [("she", "said", ["The bridge was gone,"])],
            [("she", "said", ["The bridge was gone"])],
            id="no comma at the edge",
        ),
        pytest.param(
            "“It is a hard winter,” said Ann Lee. “We need a lot more help from abroad now.”",
            [("Ann Lee", "said", ["“It is a hard winter,”"])],
            [("Ann Lee", "said", ["“It is a hard winter,”", "“We need a lot more help from abroad now.”"])],
            id="the same paragraph goes on: one statement",
        ),
        pytest.param(
            "“It is a hard winter,” said Ann Lee.\n“We need a lot more help from abroad now.”\nSnow fell.",
            [("Ann Lee", "said", ["“It is a hard winter,”"])],
            [
                ("Ann Lee", "said", ["“It is a hard winter,”"]),
                ("Ann Lee", "", ["“We need a lot more help from abroad now.”"]),
            ],
            id="the next paragraph goes on: the same speaker, no cue",
        ),
        pytest.param(
            "“Is it a hard winter?” asked Ann Lee.\n“We need a lot more help from abroad now.”\nSnow fell.",
            [("Ann Lee", "asked", ["“Is it a hard winter?”"])],
            [("Ann Lee", "asked", ["“Is it a hard winter?”"])],
            id="an answer is not the asker's",
        ),
        pytest.param(
            "Farmers worry about the winter.\n\nThe bridge was gone. Snow fell.",
            [("Farmers", "worry about", ["the winter.\n\nThe bridge"])],
            [("Farmers", "worry about", ["the winter."])],
            id="a content ends where the heading ends",
        ),
        pytest.param(
            "“It is a hard winter,” said Ann Lee.\n“Frozen”\nSnow fell.",
            [("Ann Lee", "said", ["“It is a hard winter,”"])],
            [("Ann Lee", "said", ["“It is a hard winter,”"])],
            id="a title between the paragraphs is nobody's",
        ),
        pytest.param(
            "They watched the so-called “peace talks” fail.",
            [],
            [],
            id="scare quotes that nobody said",
        ),
    ],
)
def test_mended(text: str, found: list[Said], expected: list[Said]) -> None:
    assert [brief(statement) for statement in attributed(text, found)] == expected


def test_a_paragraph_that_goes_on_is_less_sure() -> None:
    text = "“It is a hard winter,” said Ann Lee.\n“We need a lot more help from abroad now.”"
    first, second = attributed(text, [("Ann Lee", "said", ["“It is a hard winter,”"])])
    assert (first.source, second.confidence < first.confidence) == (second.source, True)


def test_within() -> None:
    text = "Ann Lee said that John Smith denied that the bridge was gone."
    outer, inner = attributed(
        text,
        [
            ("Ann Lee", "said", ["that John Smith denied that the bridge was gone"]),
            ("John Smith", "denied", ["that the bridge was gone"]),
        ],
    )
    assert (outer.within, inner.within, inner.stance) == (None, outer.id, "deny")


def test_without_heads_nothing_is_lost() -> None:
    text = "Ann Lee: gone, the bridge."
    plain = analyse(text)
    found = Attribution((Range(2, 3),), (Range(0, 2),), (Range(3, 7),), 0.9, 0.8, 0.9)
    analysis = Analysis(plain.text, plain.tokens, plain.sentences, attributions=(found,))
    (statement,), _ = find_statements(Document.of(text), analysis, (), ())
    assert brief(statement) == ("Ann Lee", ":", ["gone, the bridge"])
