"""Who said what: tables of (text, statements) that read as examples."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.model.analyse import analyse
from onrecord.reading.statements.find import find_statements
from onrecord.reading.times.find import find_times
from onrecord.records import Span, Statement
from onrecord.sources.document import Document


def statements(text: str) -> tuple[Statement, ...]:
    document, analysis = Document.of(text, published="2024-11-05"), analyse(text)
    return find_statements(document, analysis, (), find_times(document, analysis))[0]


def brief(statement: Statement) -> tuple[str | None, str | None, list[str]]:
    source, cue = statement.source_span, statement.cue
    return source and source.text, cue and cue.text.rstrip(":"), [content.text for content in statement.content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We will rebuild it,” said Ann Lee.", ("Ann Lee", "said", ["“We will rebuild it,”"])),
        (
            "“We will rebuild it,” said Ann Lee, the mayor of Oslo.",
            ("Ann Lee, the mayor of Oslo", "said", ["“We will rebuild it,”"]),
        ),
        ("“We will rebuild it,” Ann Lee said.", ("Ann Lee", "said", ["“We will rebuild it,”"])),
        ("“Who will rebuild it?” Ann Lee asked.", ("Ann Lee", "asked", ["“Who will rebuild it?”"])),
        ("Ann Lee said: “We will rebuild it.”", ("Ann Lee", "said", ["“We will rebuild it.”"])),
        (
            "“We will rebuild it,” Ann Lee said, “and we will do it soon.”",
            ("Ann Lee", "said", ["“We will rebuild it,”", "“and we will do it soon.”"]),
        ),
        (
            "“We will rebuild it,” Ann Lee said. “It takes a year or two.”",
            ("Ann Lee", "said", ["“We will rebuild it,”", "“It takes a year or two.”"]),
        ),
        ("Ann Lee said that the bridge was gone.", ("Ann Lee", "said", ["that the bridge was gone"])),
        ("Ann Lee said the bridge was gone.", ("Ann Lee", "said", ["the bridge was gone"])),
        ("The bridge was gone, Ann Lee said.", ("Ann Lee", "said", ["The bridge was gone"])),
        (
            "The bridge, she said, would be rebuilt soon.",
            ("she", "said", ["The bridge", "would be rebuilt soon"]),
        ),
        ("According to the ministry, the bridge was gone.", ("the ministry", "According to", ["the bridge was gone"])),
        ("The bridge was gone, according to the ministry.", ("the ministry", "according to", ["The bridge was gone"])),
        ("It was reported that the bridge was gone.", (None, "was reported", ["that the bridge was gone"])),
        (
            "John Smith, the mayor of Oslo, said the bridge was gone.",
            ("John Smith, the mayor of Oslo,", "said", ["the bridge was gone"]),
        ),
        (
            "Sen. Mary Poe, D-Ohio, on Friday said the bridge was gone.",
            ("Sen. Mary Poe, D-Ohio,", "said", ["the bridge was gone"]),
        ),
        (
            "The Oslo Post and other media reported that it fell.",
            ("The Oslo Post and other media", "reported", ["that it fell"]),
        ),
        ("The army condemned the attack on the bridge.", ("The army", "condemned", ["the attack on the bridge"])),
        ("The rebels vowed to destroy the bridge.", ("The rebels", "vowed", ["to destroy the bridge"])),
    ],
)
def test_source_cue_content(text: str, expected: tuple[str | None, str, list[str]]) -> None:
    assert [brief(statement) for statement in statements(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "He did not elaborate.",
        "The ministry declined to comment on the attack.",
        "The minister refused to say whether the bridge was gone.",
        "She would not comment on the so-called “deep state”.",
        "The United States that we know is large.",
        "The state of the bridge was poor.",
        "The claim that the bridge was gone is old.",
        "The army did not condemn the attack on the bridge.",
        "",
        "” he said.",
    ],
)
def test_no_statement(text: str) -> None:
    assert statements(text) == ()


def test_a_sentence_after_a_full_stop_does_not_take_the_quotation() -> None:
    first, *others = statements("Ann Lee said, “No deal.” John Smith responded by leaving.")
    assert brief(first) == ("Ann Lee", "said", ["“No deal.”"])
    assert others == []


def test_a_stray_mark_gives_nobody_a_voice() -> None:
    text = "“It would be a dangerous step,” the ministers said in a statement. ” he said.\nThe seven signed it."
    (only,) = statements(text)
    assert brief(only) == ("the ministers", "said in a statement", ["“It would be a dangerous step,”"])
    assert only.channel is not None
    assert only.channel.text == "a statement"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“We will rebuild it,” said Ann Lee.", "direct"),
        ("Ann Lee said it opened “a new page” for all.", "mixed"),
        ("Ann Lee said it opened a new page.", "indirect"),
    ],
)
def test_kind(text: str, kind: str) -> None:
    assert statements(text)[0].kind == kind


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ann Lee said the bridge was gone.", "state"),
        ("Ann Lee confirmed that the bridge was gone.", "confirm"),
        ("Ann Lee did not confirm that the bridge was gone.", "doubt"),
        ("Ann Lee denied that the bridge was gone.", "deny"),
        ("Ann Lee did not deny that the bridge was gone.", "state"),
        ("Ann Lee never said that the bridge was gone.", "deny"),
        ("Ann Lee accused the army of shelling the bridge.", "accuse"),
        ("The minister condemned the attack on the bridge.", "condemn"),
        ("Ann Lee urged the army to spare the bridge.", "demand"),
        ("Ann Lee promised that the bridge would stand.", "promise"),
        ("Ann Lee threatened to destroy the bridge.", "threaten"),
        ("Ann Lee praised the defenders of the bridge.", "praise"),
        ("Ann Lee warned that the bridge would fall.", "warn"),
        ("Ann Lee predicted that the bridge would fall.", "expect"),
        ("“We condemn the shelling of the bridge,” Ann Lee said.", "condemn"),
        ("Ann Lee said that the army must spare the bridge.", "demand"),
        ("Ann Lee said the step would signal a dangerous escalation.", "warn"),
        ("No officials confirmed the report.", "doubt"),
    ],
)
def test_stance(text: str, stance: str) -> None:
    assert [statement.stance for statement in statements(text)][:1] == [stance]


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("Ann Lee said in an interview on Korean TV that the bridge was gone.", "an interview on Korean TV"),
        ("“The bridge is gone for good,” Ann Lee wrote on Telegram.", "Telegram"),
        ("In a statement on Friday, Ann Lee said the bridge was gone.", "a statement"),
        ("Ann Lee told Reuters that the bridge was gone.", "Reuters"),
        ("“The bridge is gone for good,” Ann Lee told the Kyiv Post.", "the Kyiv Post"),
        ("Ann Lee said the bridge on television was gone.", None),
        ("Ann Lee said that the bridge was gone.", None),
    ],
)
def test_channel(text: str, channel: str | None) -> None:
    found = statements(text)[0].channel
    assert (found and found.text) == channel


def test_addressee() -> None:
    text = "Ann Lee told reporters that the bridge was gone."
    document, analysis = Document.of(text), analyse(text)
    (statement,), actors = find_statements(document, analysis, (), ())
    assert {actor.id: actor.name for actor in actors}[statement.addressee or ""] == "reporters"
    assert {actor.id: actor.name for actor in actors}[statement.source or ""] == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Ann Lee said on Tuesday that the bridge was gone.", "Tuesday"),
        ("On Tuesday, Ann Lee said that the bridge was gone.", "Tuesday"),
        ("Ann Lee said the bridge was hit on Tuesday.", None),
        ("“The bridge was hit on Tuesday,” Ann Lee said on Wednesday.", "Wednesday"),
    ],
)
def test_when(text: str, when: str | None) -> None:
    document, analysis = Document.of(text, published="2024-11-07"), analyse(text)
    times = find_times(document, analysis)
    (statement,), _ = find_statements(document, analysis, (), times)
    named = {time.id: time.span.text for time in times}.get(statement.when or "")
    assert (when in (named or "")) if when else named is None


def test_a_quotation_over_paragraphs_is_one_statement() -> None:
    text = "Ann Lee said: “It is a hard winter.\n“We need help from abroad now.”\nSnow fell."
    (only,) = statements(text)
    assert [content.text for content in only.content] == ["“It is a hard winter.", "“We need help from abroad now.”"]


words = st.sampled_from(
    ["Ann Lee", "said", "that", "“", "”", '"', ",", ".", "he", "told", "Reuters", "on Tuesday", "according to", "denied",
     "in a statement", "\n", "the", "bridge", "was", "'s", "not", ":", "(", ")", "who", "and", "but", "adding"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=60), st.lists(words, max_size=30).map(" ".join)))
@settings(max_examples=120, deadline=None)
def test_never_a_crash_nor_a_shifted_offset(text: str) -> None:
    text = Document.of(text).text
    found = statements(text)
    assert [statement.id for statement in found] == [f"s{number}" for number in range(1, len(found) + 1)]
    for statement in found:
        spans: list[Span | None] = [statement.source_span, statement.cue, statement.channel, *statement.content]
        assert all(span is None or (span.text == text[span.start : span.end] != "") for span in spans)
        assert statement.source is None or statement.source_span is not None
        assert 0 < statement.confidence <= 1


def test_long_rubbish_is_read_through() -> None:
    for piece in ('"', "said ", "he said, ", "“a ", "and ", ", the ", "1 "):
        assert all(statement.content for statement in statements(piece * (5_000 // len(piece))))


def test_a_time_that_hangs_on_another_verb_is_not_when_it_was_said() -> None:
    text = "The broadcasts began on Monday and South Korea says the broadcasts will continue. He said on Friday that he won."
    record = onrecord.read(text, published="2024-11-05")
    dates = {time.id: time.start for time in record.times}
    assert [dates.get(statement.when or "") for statement in record.statements] == [None, "2024-11-01"]


def test_a_quoted_manner_does_not_tear_what_is_condemned() -> None:
    text = (
        "Both countries condemned “in the strongest possible terms” the increased military cooperation between Iran and Russia, "
        "as well as Iran’s export of missiles and ammunition to Russia."
    )
    (only,) = statements(text)
    assert [part.text for part in only.content][-1].endswith(
        "as well as Iran’s export of missiles and ammunition to Russia"
    )
