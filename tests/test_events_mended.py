"""Sentences whose events came out wrong once: verbs that the parser took for attributes, deeds given to the wrong side, places taken for people."""

from __future__ import annotations

import pytest
from tests.reading_events import names, told

# text, type, trigger, actors, recipients
WHO_TO_WHOM = [
    ("Norway has suspended aid to Latvia.", "SANCTION", "suspended", ["Norway"], ["Latvia"]),
    ("Norway has suspended fuel supplies and ferries to Latvia.", "SANCTION", "suspended", ["Norway"], ["Latvia"]),
    ("Both sides announced a cease-fire.", "CONCEDE", "announced", ["Both sides"], []),
    ("Trump called Erdogan on Friday.", "CONSULT", "called", ["Trump"], ["Erdogan"]),
    ("The ministry handed over more than $9 million worth of blankets to the refugees.", "AID", "handed", ["The ministry"], ["the refugees"]),
    # whoever is accused does it, not whoever accuses
    ("Syria's government accused rebels of firing a rocket at the town.", "ASSAULT", "firing", ["rebels"], []),
    ("The group accused government forces of carrying out the attack.", "ASSAULT", "carrying", ["government forces"], []),
    ("Iran said its missiles had killed 400 soldiers.", "ASSAULT", "killed", ["Iran"], ["400 soldiers"]),
    # who foils a plot has none
    ("Police foiled a plot to bomb the station.", "ASSAULT", "bomb", [], []),
    # whoever receives threats makes none
    ("The minister received threats from the militia.", "THREATEN", "threats", ["the militia"], ["The minister"]),
    ("Jane Roe has been endorsed by former Gov. Mary Poe.", "SUPPORT", "endorsed", ["Mary Poe"], ["Jane Roe"]),
    # an army's own troops are not those whom they are sent against
    ("The army deployed 2,000 troops.", "MOBILIZE", "deployed", ["The army"], []),
    # whose killing it was suffered it; who only hears of it did not
    ("Washington feared revenge for Soleimani's killing.", "ASSAULT", "killing", [], ["Soleimani"]),
    # where it happens is nobody
    ("Soldiers seized power in Niamey on Wednesday.", "ASSAULT", "seized", ["Soldiers"], []),
    ("A gunman killed 21 people at a school in Uvalde.", "ASSAULT", "killed", ["A gunman"], ["21 people"]),
    ("The bombing in Mogadishu killed nine people.", "ASSAULT", "killed", [], ["nine people"]),
    ("A US-led coalition bombed the bridge.", "ASSAULT", "bombed", ["A US-led coalition"], []),
    ("The regime has used chemical weapons against its own people.", "ASSAULT", "used", ["The regime"], ["its own people"]),
    ("Protesters threw stones at police.", "PROTEST", "threw", ["Protesters"], ["police"]),
    ("Masked men set the aid trucks on fire.", "ASSAULT", "set", ["Masked men"], []),
    ("Ukraine's army seized the airfield at Kramatorsk.", "ASSAULT", "seized", ["Ukraine's army"], []),
    ("The navy sank two boats.", "ASSAULT", "sank", ["The navy"], []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "trigger", "actors", "recipients"), WHO_TO_WHOM)
def test_who_does_what_to_whom(text: str, kind: str, trigger: str, actors: list[str], recipients: list[str]) -> None:
    record, events = told(text)
    found = [(e.type, e.trigger.text, names(record, e.actors), names(record, e.recipients)) for e in events]
    assert (kind, trigger, actors, recipients) in found


def test_what_is_taken_up_again_happened_where_it_was_told_of_first() -> None:
    record, events = told("Rebels attacked a convoy near Goma on Sunday. The attack wounded a driver.")
    places = {place.id: place.name for place in record.places}
    assert {places.get(event.place or "") for event in events} == {"Goma"}


def test_what_is_not_taken_up_again_has_no_place_of_another() -> None:
    record, events = told("Rebels attacked a convoy near Goma on Sunday. Police in Lima killed a student on Monday.")
    places = {place.id: place.name for place in record.places}
    assert [places.get(event.place or "") for event in events] == ["Goma", "Lima"]


@pytest.mark.parametrize(
    "second",
    [
        "Rebels have killed thousands of villagers.",  # the same people are no sign of the same deed
        "The attack by soldiers wounded a driver.",  # nor is "the attack" of somebody else
    ],
)
def test_another_deed_has_neither_place_nor_time_of_the_first(second: str) -> None:
    _, events = told(f"Rebels attacked a convoy near Goma on Sunday. {second}")
    assert [(event.place is None, event.when is None) for event in events][1:] == [(True, True)]


def test_deaths_in_a_text_about_an_earthquake_are_no_attacks() -> None:
    assert told("An earthquake struck Nepal on Tuesday. At least 19 people were killed and 981 were injured.")[1] == ()


def test_deaths_in_a_text_about_a_shooting_are() -> None:
    _, events = told("Gunmen opened fire at a mosque. Twelve people were killed.")
    assert [event.type for event in events] == ["ASSAULT", "ASSAULT"]


def test_what_is_condemned_happened_elsewhere() -> None:
    record, events = told("Abdullah condemned the attack in Kabul.")
    places = {place.id: place.name for place in record.places}
    assert [places.get(event.place or "") for event in events if event.type == "ACCUSE"] == [None]


def test_a_participle_tells_more_of_the_act_that_it_hangs_on() -> None:
    _, events = told("The navy shot down a drone, firing a missile at it.")
    assert [[mention.text for mention in event.mentions] for event in events] == [["shot", "firing"]]


@pytest.mark.parametrize(
    "text", ["The president held a press conference on Friday.", "Peru opened the game with an attacking line-up."]
)
def test_what_tells_no_event(text: str) -> None:
    assert told(text)[1] == ()
