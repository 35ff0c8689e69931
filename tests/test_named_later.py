"""A speaker whom only the next quotation names is that person; one about whom anything disagrees is not."""

from __future__ import annotations

import pytest

import onrecord

NAMED = [
    (
        "Another Kiev official said troops fired on soldiers near the border.\n\n“The shelling has already taken place,” said "
        "Andriy Kovalenko, head of a department of Ukraine’s Security Council.",
        "Andriy Kovalenko",
    ),
    (
        "A spokesman for the airport said flights would resume on Monday.\n\n“We are ready,” said spokesman Peter Lang.",
        "Peter Lang",
    ),
]
OTHERS = [
    "A retired pilot said she had been ignored for years.\n\n“This erodes trust,” General Joseph Dunn wrote in a memo.",
    "Peter Lang runs the airport. A spokesman for the airport said flights would resume.\n\n“We are ready,” said Peter Lang.",
    "Two residents said the bridge was gone.\n\n“I heard a blast,” said Ana Lopez, a teacher.",
]


@pytest.mark.parametrize(("text", "name"), NAMED)
def test_the_unnamed_speaker_is_the_one_named_behind(text, name):
    record = onrecord.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    assert [names[one.source] for one in record.statements] == [name, name]
    assert len({actor.name for actor in record.actors if actor.kind in ("person", "unnamed")}) == 1


@pytest.mark.parametrize("text", OTHERS)
def test_whoever_differs_stays_apart(text):
    record = onrecord.read(text)
    assert len({one.source for one in record.statements}) == 2
