"""Figures and their events and owners, through the whole reading."""

from __future__ import annotations

import pytest

from onrecord.reading.reader import read_document
from onrecord.records import Record
from onrecord.sources.document import Document


def read(text: str) -> Record:
    return read_document(Document.of(text, published="2024-11-05"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least nine people died when a bomb exploded in a market in Kabul.", [("At least nine", "exploded")]),
        (
            "A suicide bomber struck a mosque in Kano, killing at least 12 people and leaving 30 wounded.",
            [("at least 12", "killing"), ("30", "killing")],
        ),
        ("A car bomb went off in Baghdad, leaving three dead and 10 hurt.", [("three", "went"), ("10", "went")]),
        (
            "A bomb exploded at a market in Kabul on Tuesday. The death toll rose to 45 on Sunday.",
            [("45", "exploded")],
        ),
        (
            "Clashes between troops and rebels left at least 70 dead, including 45 rebels.",
            [("at least 70", "Clashes"), ("45", "Clashes")],
        ),
        ("A drone hit a school in Kharkiv, but no casualties were reported.", [("no", "hit")]),
        ("The earthquake killed more than 2,000 people.", [("more than 2,000", None)]),
        ("An earthquake struck, killing 41 people. Rebels attacked a town in Syria.", [("41", None)]),
        ("The government sent 10,000 soldiers to the border.", [("10,000", "sent")]),
        ("Rebels attacked a town in Syria. The ministry will spend $5 million.", [("$5 million", None)]),
    ],
)
def test_figures_have_the_event_that_made_them(text: str, expected: list[tuple[str, str | None]]) -> None:
    record = read(text)
    triggers = {event.id: event.trigger.text for event in record.events}
    assert [(f.span.text, triggers.get(f.event or "")) for f in record.figures] == expected


def test_events_and_figures_name_each_other() -> None:
    record = read(
        "A bomb exploded at a market in Kabul on Tuesday. The toll rose to 45. Some 60 were wounded in the attack, including 12 guards."
    )
    events = {figure.id: figure.event for figure in record.figures}
    assert {figure for event in record.events for figure in event.figures} == {
        name for name, event in events.items() if event
    }
    assert all(events[name] == event.id for event in record.events for name in event.figures)


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Israeli strikes killed at least 60 Palestinians.", "PSE"),
        ("Israel freed 90 Palestinian prisoners.", "PSE"),
        ("The blast killed 12 people.", None),
        ("The ministry spent $5 million.", None),
    ],
)
def test_figures_have_whose_they_are(text: str, country: str | None) -> None:
    record = read(text)
    countries = {actor.id: actor.country for actor in record.actors}
    assert [countries.get(figure.of or "") for figure in record.figures] == [country]
