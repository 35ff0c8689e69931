"""Speakers: from the words that name a source to the actor, and to nobody where the text does not say.

Each row marks sources in a text with brackets, in order, and gives the names of the actors they mean (None: nobody).
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.model.analyse import analyse
from onrecord.reading.actors.find import find_actors
from onrecord.reading.actors.speakers import Speakers
from onrecord.records import Actor, Span
from onrecord.sources.document import Document

MARK = re.compile(r"\[([^\[\]]+)\]")


def resolved(marked: str) -> tuple[list[str | None], tuple[Actor, ...]]:
    text = MARK.sub(r"\1", marked)
    document, analysis = Document.of(text), analyse(text)
    speakers = Speakers(document, analysis, find_actors(document, analysis, ()))
    ids = []
    for shift, found in enumerate(MARK.finditer(marked)):
        start = found.start() - 2 * shift
        ids.append(speakers.resolve(Span.of(text, start, start + len(found[1])))[0])
    names = {actor.id: actor.name for actor in speakers.actors}
    return [names.get(one) if one else None for one in ids], speakers.actors


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("[President Jane Roe] left. [Roe] smiled.", ["Jane Roe", "Jane Roe"]),
        ("[Peruvian President Jane Roe] left. [The president] smiled.", ["Jane Roe", "Jane Roe"]),
        ("Minister Ali Aziz met President Jane Roe. [The minister] said no.", ["Ali Aziz"]),
        ("“No,” said [Jane Roe]. [She] left.", ["Jane Roe", "Jane Roe"]),
        ("“No,” said [Mr. Roe]. [He] left.", ["Roe", "Roe"]),
        ("“No,” said [Mr. Roe]. [She] left.", ["Roe", None]),
        ("[Jane Roe], [who] left early, smiled.", ["Jane Roe", "Jane Roe"]),
        # nobody of that kind has spoken, or somebody else stands between
        ("“No,” [the ministers] said in a statement. “Yes,” [he] said.", ["the ministers", None]),
        ("President Ali Roe left.\nIt rained.\nIt snowed.\nIt froze.\n[He] smiled.", [None]),
        ("[He] smiled.", [None]),
        ("[It] rained and [they] said so.", [None, None]),
        # groups and organisations
        ("[Two residents] fled. [They] were afraid.", ["Two residents", "Two residents"]),
        ("[Both countries] signed. [Their statement] was short.", ["Both countries", "Both countries"]),
        ("[The company] closed. [It] gave no reason.", ["The company", "The company"]),
        ("[Police] came. [Police] left.", ["Police", "Police"]),
        ("[A resident] fled. [A resident] stayed.", ["A resident", "A resident"]),
        ("[The World Food Programme (WFP)] came. [WFP] left.", ["World Food Programme", "World Food Programme"]),
        ("[The United Nations] came. [The U.N.] left.", ["United Nations", "United Nations"]),
        ("[Ukraine] spoke. [Kyiv] added more.", ["Ukraine", "Ukraine"]),
        # a description with the name behind it
        ("[His rival, Rep. Jane Roe,] smiled.", ["Jane Roe"]),
        ("[One of her aides, Ali Aziz], smiled.", ["Ali Aziz"]),
        ("[Envoy to the United States Ali Aziz] smiled.", ["Ali Aziz"]),
        ("[Actor and activist Jane Roe] smiled.", ["Jane Roe"]),
        ("[Jane Roe herself] smiled.", ["Jane Roe"]),
        # the subject of the last sentence, not whoever else is named; nobody where somebody unknown may be meant
        ("[Jane Roe] met Anna Lee in Oslo. [She] smiled.", ["Jane Roe", "Jane Roe"]),
        ("“Ali Aziz lies,” [Omar Roe] said. “We know Aziz,” [he] added.", ["Omar Roe", "Omar Roe"]),
        ("“Omar Roe lies,” [Ali Aziz] said. “Aziz knows,” [he] added.", ["Ali Aziz", None]),
        # an office taken up by another word, and one that another minister holds
        ("Ohio Gov. Jane Roe left. [The governor] smiled.", ["Jane Roe"]),
        ("Foreign Minister Jane Roe left. [The defense minister] smiled.", ["The defense minister"]),
        # of several, how many
        ("[Dozens of residents] fled. [They] were afraid.", ["Dozens of residents", "Dozens of residents"]),
        ("[Several people who] fled were afraid.", ["Several people"]),
        # what says nothing of who speaks
        ("[People] talk. [They] do.", [None, None]),
        ("Ann Lee, [R-Ohio], smiled.", [None]),
        ("[Some reports] tell of snow. [I] believe [it]. [Many] do.", [None, None, None, None]),
        ("A note for [us] and for [the US].", [None, "United States"]),
    ],
)
def test_who_is_meant(marked: str, names: list[str | None]) -> None:
    assert resolved(marked)[0] == names


def test_named_parts_of_a_group_are_its_members() -> None:
    (first, group), actors = resolved("[Norway’s Defense Minister Ali Aziz] left. Both [Aziz and Jane Roe] smiled.")
    assert (first, group) == ("Ali Aziz", "Aziz and Jane Roe")
    ids = {actor.name: actor.id for actor in actors}
    assert {actor.name: actor.member_of for actor in actors} == {
        "Ali Aziz": ids["Aziz and Jane Roe"],
        "Jane Roe": ids["Aziz and Jane Roe"],
        "Aziz and Jane Roe": None,
    }


@pytest.mark.parametrize(
    ("marked", "member", "body"),
    [
        ("[Norway’s Ministry of Defense] agreed. [Norwegian Defense Minister Ali Aziz] left.", "Ali Aziz", "Norway’s Ministry of Defense"),
        ("[The Norwegian government] agreed. [Norwegian Prime Minister Jane Roe] left.", "Jane Roe", "The Norwegian government"),
        ("[The Peruvian government] agreed. [Norwegian Prime Minister Jane Roe] left.", "Jane Roe", None),
    ],
)  # fmt: skip
def test_ministers_are_members_of_their_government(marked: str, member: str, body: str | None) -> None:
    _, actors = resolved(marked)
    names = {actor.id: actor.name for actor in actors}
    assert [names.get(actor.member_of or "") for actor in actors if actor.name == member] == [body]


def test_the_fullest_role_is_kept() -> None:
    _, (actor,) = resolved("[Minister Jane Roe] left. [Norwegian Defense Minister Jane Roe] smiled.")
    assert actor.role == "Defense Minister"


def test_a_resident_each_time_is_another() -> None:
    _, actors = resolved("[A resident] fled. [A resident] stayed.")
    assert [actor.id for actor in actors] == ["a1", "a2"]


def test_a_new_speaker_brings_what_its_words_say() -> None:
    _, (actor,) = resolved("[Another Kiev official] said troops fired.")
    assert (actor.kind, actor.role, actor.country, actor.sector) == ("unnamed", "official", "UKR", "GOV")


def test_confidence_falls_with_the_evidence() -> None:
    text = "President Jane Roe left. She smiled."
    document, analysis = Document.of(text), analyse(text)
    speakers = Speakers(document, analysis, find_actors(document, analysis, ()))
    _, named = speakers.resolve(Span.of(text, 0, 18))
    _, pronoun = speakers.resolve(Span.of(text, 25, 28))
    assert 1 > named > pronoun > 0


PIECES = st.sampled_from(
    [
        "Mr. ",
        "Roe ",
        "he ",
        "they ",
        "the president ",
        "who ",
        "’s ",
        ", ",
        "and ",
        "“",
        "”",
        "\n",
        "Kyiv ",
        "their statement ",
    ]
)


@settings(max_examples=50, deadline=None)
@given(st.lists(PIECES | st.text(max_size=3), min_size=1, max_size=25).map("".join), st.data())
def test_any_span_of_any_text_is_resolved_to_an_actor_or_nobody(text: str, data: st.DataObject) -> None:
    document = Document.of(text)
    analysis = analyse(document.text)
    speakers = Speakers(document, analysis, find_actors(document, analysis, ()))
    for _ in range(4):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        found, confidence = speakers.resolve(Span.of(document.text, start, end))
        assert (found is None) == (confidence == 0.0)
        assert found is None or found in {actor.id for actor in speakers.actors}
    for actor in speakers.actors:
        for span in actor.mentions:
            assert document.text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    ["THE MAYOR LEFT. SHE SAID THE TOWN WAS SAFE. THEY DENIED IT. “WE WON,” HE SAID.", "It was late. “Go,” SHE said."],
)
def test_a_pronoun_in_capitals_is_nobodys_name(text: str) -> None:
    record = onrecord.read(text)
    assert record.statements
    assert {actor.name.lower() for actor in record.actors}.isdisjoint({"she", "they", "he", "we", "it"})


def test_a_country_in_capitals_is_no_pronoun() -> None:
    record = onrecord.read("The US said on Monday that its forces had left the base.")
    assert record.actors[0].country == "USA"
