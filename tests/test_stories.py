"""Documents on one development: found as they come, told apart by time, merged and split; reviewers' decisions win."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onrecord.cli.group import run
from onrecord.errors import LedgerError, UsageError
from onrecord.ledger.store import Ledger
from onrecord.records import DocumentInfo, Record
from onrecord.sources.document import Document

FERRY = [
    ("Ferry sinks off Torvik", "A ferry with forty passengers sank in the strait off Torvik before dawn, the coast guard said."),
    ("Two rescued from Torvik ferry", "Rescuers pulled two passengers of the sunken ferry out of the strait off Torvik, the coast guard said."),
    ("Torvik ferry passed inspection", "The ferry that sank off Torvik with forty passengers had passed an inspection, its owner told the coast guard."),
]  # fmt: skip
VOTE = [
    ("Senate rejects harvest tax", "Senators in Belmora rejected a tax on the harvest by three votes after a night of debate on the budget."),
    ("Harvest tax fails in Belmora", "The harvest tax failed in the senate of Belmora by three votes, and the budget has a hole now."),
]  # fmt: skip


def add(ledger: Ledger, told: tuple[str, str], published: str | None) -> str:
    title, text = told
    document = Document.of(text, name=title, title=title, published=published, outlet="Post")
    return ledger.add(document, record=Record(document=DocumentInfo(name=title, id=document.id))).id


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    opened = Ledger(tmp_path / "news.db")
    for number, told in enumerate([FERRY[0], VOTE[0], FERRY[1], VOTE[1], FERRY[2]]):
        add(opened, told, f"2024-11-0{number + 1}")
    return opened


def stories(ledger: Ledger) -> list[tuple[str, int]]:
    return [(line.title, len(line.documents)) for line in ledger.stories()]


def test_documents_find_their_story_or_begin_one(ledger: Ledger) -> None:
    assert stories(ledger) == [("Ferry sinks off Torvik", 3), ("Senate rejects harvest tax", 2)]
    told = ledger.story("y1")
    assert [document.title for document in told.documents] == [title for title, _ in FERRY]
    assert [change.change for change in told.history] == ["began", "joined", "joined"]


def test_stories_are_narrowed(ledger: Ledger) -> None:
    assert [line.story for line in ledger.stories(documents=3)] == ["y1"]
    assert [line.story for line in ledger.stories(since="2024-11-05")] == ["y1"]
    assert [line.story for line in ledger.stories(until="2024-11-01")] == ["y1"]
    assert [line.story for line in ledger.stories(limit=1)] == ["y1"]
    with pytest.raises(UsageError):
        ledger.stories(since="yesterday")


def test_read_again_a_document_stays_in_its_story(ledger: Ledger) -> None:
    before = ledger.story("y1")
    id = before.documents[1].document
    ledger.reread(id, record=ledger.record(id, machine=True))
    assert ledger.story("y1") == before


def test_merged_stories_are_one_and_the_id_leads_there(ledger: Ledger) -> None:
    decision = ledger.merge_stories(["y1", "y2"], by="Ida", why="one newsletter")
    assert stories(ledger) == [("Ferry sinks off Torvik", 5)]
    assert ledger.story("y2") == ledger.story("y1")
    assert ledger.story("y1").history[-1].by == "Ida"
    ledger.undo_on_stories(decision, by="Ida")
    assert stories(ledger) == [("Ferry sinks off Torvik", 3), ("Senate rejects harvest tax", 2)]


def test_what_was_split_stays_apart(ledger: Ledger) -> None:
    """A further document like both does not bring them together again."""
    inspection = ledger.story("y1").documents[2].document
    assert ledger.split_story("y1", [inspection], by="Ida") == "y3"
    add(
        ledger,
        ("Torvik ferry", "The ferry with forty passengers that sank off Torvik: the coast guard and the owner."),
        "2024-11-06",
    )
    homes = {
        document.document: line.story for line in ledger.stories() for document in ledger.story(line.story).documents
    }
    assert homes[inspection] == "y3"
    assert len({homes[document.document] for document in ledger.story("y1").documents}) == 1
    assert ledger.story("y1").story.story == "y1"


def test_what_was_rejected_stands_alone_until_that_is_taken_back(ledger: Ledger) -> None:
    rescued = ledger.story("y1").documents[1].document
    assert ledger.reject_from_story("y1", rescued, by="Ida", why="another ferry") == "y3"
    assert [document.document for document in ledger.story("y3").documents] == [rescued]
    ledger.undo_on_stories(1, by="Ole")
    assert len(ledger.story("y1").documents) == 3
    assert ledger.story("y3") == ledger.story("y1")


def test_decisions_that_make_no_sense_are_refused(ledger: Ledger) -> None:
    everything = [document.document for document in ledger.story("y2").documents]
    before = stories(ledger)
    for call in (
        lambda: ledger.merge_stories(["y1", "y1"], by="Ida"),
        lambda: ledger.split_story("y2", everything, by="Ida"),
        lambda: ledger.split_story("y1", everything, by="Ida"),
        lambda: ledger.merge_stories(["y1", "y2"], by=""),
        lambda: ledger.story("s3"),
    ):
        with pytest.raises(UsageError):
            call()
    for call in (lambda: ledger.story("y99"), lambda: ledger.undo_on_stories(7, by="Ida")):
        with pytest.raises(LedgerError):
            call()
    assert stories(ledger) == before


def test_the_same_words_years_later_are_another_story(tmp_path: Path) -> None:
    with Ledger(tmp_path / "news.db") as ledger:
        add(
            ledger, ("Floods in Torvik", "Rain flooded the lower town of Torvik and a bridge was closed."), "2014-03-01"
        )
        add(
            ledger,
            ("Harbour of Torvik", "The harbour was closed by a storm that flooded the road to the fishing museum."),
            "2024-03-01",
        )
        assert len(ledger.stories()) == 2


def test_on_the_command_line(ledger: Ledger, capfd: pytest.CaptureFixture[str]) -> None:
    def call(*arguments: str) -> tuple[str, str]:
        run([*arguments, "--ledger", str(ledger.path)])
        printed = capfd.readouterr()
        return printed.out, printed.err

    lines = [json.loads(line) for line in call("stories", "--format", "jsonl")[0].splitlines()]
    assert [(line["story"], len(line["documents"])) for line in lines] == [("y1", 3), ("y2", 2)]
    text = " ".join(call("story", "y1", "--format", "text")[0].split())
    assert [title in text for title, _ in FERRY] == [True] * 3
    assert "y9" in call("story", "y9")[1]
