"""Whoever the record gives as the source of a statement is an actor who is mentioned there, or whom a pronoun or description there means."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import onrecord

WIKINEWS = Path(__file__).parent.parent / "examples" / "wikinews.jsonl"
OUTLET = (
    "“We will stay,” Ana Lopez told Reuters. “We will not,” Peter Lang told the Associated Press. Rebels attacked the town of "
    "Goma on Monday, killing nine soldiers. The army said it had fled. “Nobody helped,” said Mary Smith, a teacher."
)
LATER = (
    "Another Kiev official said troops fired on soldiers near the border.\n\n“The shelling has already taken place,” said Andriy "
    "Kovalenko, head of a department of Ukraine’s Security Council. Russian and French sources say Iran is sending 300 men to Syria. "
    "Rebels attacked the base, Mary Smith said."
)


def names_of_sources(text: str) -> list[tuple[str, str]]:
    record = onrecord.read(text)
    names = {actor.id: actor.name for actor in record.actors}
    return [(one.source_span.text, names[one.source]) for one in record.statements if one.source and one.source_span]


@pytest.mark.parametrize("text", [OUTLET, LATER])
def test_actors_that_leave_the_record_move_nobody_elses_words(text):
    found = dict(names_of_sources(text))
    assert found["Mary Smith, a teacher" if text is OUTLET else "Mary Smith"] == "Mary Smith"
    if text is OUTLET:
        assert (found["Ana Lopez"], found["Peter Lang"], found["The army"]) == ("Ana Lopez", "Peter Lang", "The army")
    else:
        assert found["Russian and French sources"] == "Russian and French sources"


@pytest.mark.parametrize("row", WIKINEWS.read_text("utf-8").splitlines(), ids=lambda row: json.loads(row)["id"])
def test_a_named_source_is_mentioned_where_it_speaks(row):
    article = json.loads(row)
    record = onrecord.read(article["text"], published=article.get("published"))
    actors = {actor.id: actor for actor in record.actors}
    for statement in record.statements:
        if statement.source is None or statement.source_span is None:
            continue
        where = statement.source_span
        words = where.text.split()
        if len(words) > 1 and any(word[0].isupper() for word in words[1:]):  # a name, no pronoun
            mentions = actors[statement.source].mentions
            assert any(span.start < where.end and where.start < span.end for span in mentions), where.text
