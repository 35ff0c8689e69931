"""Documents that carry the same text: reprints, parts, updates; not two reporters on one event."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from onrecord.comparing.copies import Copy, compared, prepared
from onrecord.comparing.fingerprints import SHINGLE, WINDOW, fingerprints
from onrecord.comparing.fingerprints import words as words_of
from onrecord.ledger.store import Ledger
from onrecord.records import Actor, DocumentInfo, Event, Place, Record, Span
from onrecord.sources.document import Document

WIRE = (
    "The ferry left the harbour of Torvik before dawn with forty people on board and never reached the island. "
    "Boats searched the strait until night, and two fishermen were pulled out of the water alive near the northern cape. "
    "The coast guard sent a helicopter and three ships, which were held back by waves of up to six metres. "
    "Relatives waited in the school of the village, where the mayor read out the names of those who had bought a ticket. "
    "The ship was built in 1971 and had passed its last inspection in March, according to the owner of the line.\n"
)
LEAD = "Torvik mourns. The king will travel to the coast on Friday, the palace announced late in the evening.\n"
REPORTER = (
    "A small passenger ship sank off Torvik, and rescuers found only two survivors among those who had embarked. "
    "Weather kept the rescuers from reaching the wreck all day long, officers in the port explained to journalists. "
    "Families gathered at a school and heard from the mayor who was missing. A commission is to examine the hull.\n"
)
QUOTED = (
    "“We have lost neighbours, friends and children today, and nobody in this village will ever forget the morning on which "
    "the sea took them from us, nor the men who went out again and again to look for them in the dark,” the mayor said.\n"
)
FOOT = "Copyright 2024 The Example Post. All rights reserved. This material may not be published, broadcast or rewritten.\n"


def judged(left: str, right: str) -> Copy | None:
    return compared(prepared(left), prepared(right))


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        (WIRE, WIRE.upper(), "reprint"),
        (WIRE, "By Our Staff\n\n" + WIRE.replace(". ", ".\n\n") + FOOT, "reprint"),
        (WIRE, LEAD + WIRE[WIRE.index("Boats") :] + REPORTER, "partial"),
        (WIRE, WIRE.replace("forty", "43").replace("two fishermen", "three fishermen").replace("six", "seven"), "reprint"),
        (WIRE, REPORTER, None),
        (WIRE + QUOTED, REPORTER + QUOTED, None),
        (WIRE + FOOT, LEAD + FOOT, None),
        (WIRE, "", None),
        ("", "", None),
    ],
    ids=["whole", "new lines and a foot", "another lead", "numbers changed", "same event", "same quotation", "same foot", "none", "nothing"],
)  # fmt: skip
def test_which_pairs_are_copies(left: str, right: str, kind: str | None) -> None:
    found, turned = judged(left, right), judged(right, left)
    assert (found and found.kind) == kind
    assert (turned is None) == (found is None)


def test_passages_are_the_characters_of_both_documents() -> None:
    right = LEAD + WIRE[WIRE.index("Boats") :].replace("three ships", "four ships")
    copy = judged(WIRE, right)
    assert copy is not None
    assert [passage.left.text[:5] for passage in copy.passages] == ["Boats"]
    for passage in copy.passages:
        assert WIRE[passage.left.start : passage.left.end] == passage.left.text
        assert right[passage.right.start : passage.right.end] == passage.right.text
    assert "three ships" in copy.passages[0].left.text
    assert "four ships" in copy.passages[0].right.text


def test_a_shared_passage_is_always_looked_up() -> None:
    words = [f"word{number}" for number in range(400)]
    length = SHINGLE + WINDOW - 1
    for start in range(0, 380, 7):
        passage = " ".join(words[start : start + length])
        after = fingerprints(words_of(f"some other words before {passage} and after"))
        assert set(fingerprints(words_of(" ".join(words)))) & set(after)


def test_a_short_text_has_fingerprints_where_it_has_a_shingle() -> None:
    assert [len(fingerprints(words_of(text))) for text in ("", "One two three.", "One two three four five six.")] == [
        0,
        0,
        1,
    ]


# In the ledger


def add(ledger: Ledger, text: str, name: str, **known: str) -> str:
    document = Document.of(text, name=name, published="2024-11-05", **known)
    return ledger.add(document, record=Record(document=DocumentInfo(name=name, id=document.id))).id


def groups(path: Path) -> set[frozenset[str]]:
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "select founder, appearances.name from copy_groups join appearances using (document) order by 1, 2"
        ).fetchall()
    found: dict[int, set[str]] = {}
    for founder, name in rows:
        found.setdefault(founder, set()).add(name)
    return {frozenset(names) for names in found.values()}


def test_copies_are_found_as_documents_are_added(tmp_path: Path) -> None:
    with Ledger(tmp_path / "news.db") as ledger:
        wire = add(ledger, WIRE, "wire")
        add(ledger, REPORTER, "reporter")
        again = add(ledger, LEAD + WIRE, "paper")
        (copy,) = ledger.copies(wire)
        assert (copy.left, copy.right, copy.passages[0].left.text) == (wire, again, WIRE.strip().rstrip("."))
        assert ledger.copies(again) == (copy,)
    assert groups(tmp_path / "news.db") == {frozenset({"wire", "paper"})}


def test_groups_that_a_document_ties_together_become_one(tmp_path: Path) -> None:
    other = WIRE.translate(str.maketrans("aeiou", "eioua"))  # words that no one shares with the first
    with Ledger(tmp_path / "news.db") as ledger:
        for text, name in ((WIRE, "a"), (LEAD + WIRE, "b"), (other, "c"), (LEAD + other, "d")):
            add(ledger, text, name)
        assert groups(ledger.path) == {frozenset("ab"), frozenset("cd")}
        add(ledger, WIRE + other, "e")
        assert groups(ledger.path) == {frozenset("abcde")}


def test_a_document_read_again_is_not_compared_again(tmp_path: Path) -> None:
    with Ledger(tmp_path / "news.db") as ledger:
        wire = add(ledger, WIRE, "wire")
        add(ledger, LEAD + WIRE, "paper")
        before = ledger.copies(wire)
        ledger.reread(wire, record=ledger.record(wire, machine=True))
        assert ledger.copies(wire) == before


def test_people_see_passages_in_a_view(tmp_path: Path) -> None:
    with Ledger(tmp_path / "news.db") as ledger:
        add(ledger, WIRE, "wire")
        add(ledger, LEAD + WIRE, "paper")
        row = ledger.connection.execute("select kind, passage from copies_view").fetchone()
    assert row == ("reprint", WIRE.strip().rstrip("."))


def test_a_copy_is_no_origin_of_its_own(tmp_path: Path) -> None:
    """Also that of the document which was there before there was a copy of it."""
    from onrecord.comparing.keeping import copy_group

    with Ledger(tmp_path / "news.db") as ledger:
        first = add(ledger, WIRE, "wire", outlet="Wire")
        assert copy_group(ledger.connection, 1) is None
        add(ledger, LEAD + WIRE, "paper", outlet="Paper")
        assert {copy_group(ledger.connection, number) for number in (1, 2)} == {first}


def test_documents_of_an_earlier_onrecord_are_compared_when_one_is_added(tmp_path: Path) -> None:
    with Ledger(tmp_path / "news.db") as ledger:
        add(ledger, WIRE, "wire")
        add(ledger, LEAD + WIRE, "paper")
        for table in ("passages", "copies", "copy_groups", "copies_sought", "fingerprints"):
            ledger.connection.execute(f"delete from {table}")
    with Ledger(tmp_path / "news.db") as ledger:
        add(ledger, REPORTER, "reporter")
    assert groups(tmp_path / "news.db") == {frozenset({"wire", "paper"})}


def test_two_accounts_from_copies_have_one_origin(tmp_path: Path) -> None:
    """The wire's account was drawn before it had a copy; its happening is counted anew when the copy comes."""
    with Ledger(tmp_path / "news.db") as ledger:
        for text, name in ((WIRE, "wire"), (LEAD + WIRE, "paper")):
            document = Document.of(text, name=name, published="2024-11-05", outlet=name)
            start = text.index("sent")
            place = text.index("Torvik")
            record = Record(
                document=DocumentInfo(name=name, id=document.id, outlet=name, published="2024-11-05"),
                actors=(
                    Actor(id="a1", name="the coast guard", kind="organization", mentions=(Span.of(text, start - 16, start - 1),), confidence=1.0),
                ),
                places=(Place(id="p1", name="Torvik", spans=(Span.of(text, place, place + 6),), confidence=1.0),),
                events=(
                    Event(
                        id="e1", trigger=Span.of(text, start, start + 4), type="AID", actors=("a1",), place="p1", status="happened",
                        certainty="certain", confidence=1.0,
                    ),
                ),
            )  # fmt: skip
            ledger.add(document, record=record)
        told = ledger.connection.execute("select documents, origins from happenings where accounts > 1").fetchall()
    assert told == [(2, 1)]
