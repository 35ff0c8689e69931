"""Happenings in a ledger: gathered as documents are added, compared, decided on by reviewers, and shown."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.cli import run
from onrecord.errors import LedgerError, UsageError
from onrecord.ledger.store import Ledger

STRIKE = (
    "Echo",
    "2024-11-06",
    "An air strike on a market in Kutum killed 64 people on Tuesday, a health official said.",
)
OTHER_COUNT = (
    "Globe",
    "2024-11-06",
    "Ten people were killed in Tuesday's air strike on the market in Kutum, the army said.",
)
NEXT_DAY = (
    "Echo",
    "2024-11-07",
    "An air strike on a market in Kutum killed 12 people on Wednesday, a health official said.",
)
LATER_COUNT = (
    "Echo",
    "2024-11-08",
    "A health official said the toll of Tuesday's air strike on the market in Kutum had risen to 71.",
)
MARCH = ("Globe", "2024-11-06", "Thousands of teachers marched in Oslo on Tuesday.")


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "news.db") as opened:
        yield opened


def add(ledger: Ledger, *accounts: tuple[str, str, str]) -> list[str]:
    return [
        ledger.add(text, name=f"{outlet} {published}", outlet=outlet, published=published).id
        for outlet, published, text in accounts
    ]


def told(ledger: Ledger) -> list[tuple[int, str]]:
    """How many documents tell each happening, and its status, in the order of time."""
    return [(one.documents, one.status) for one in ledger.timeline()]


def test_the_same_happening_is_told_apart_from_the_next_days(ledger: Ledger) -> None:
    add(ledger, STRIKE, NEXT_DAY, OTHER_COUNT, MARCH)
    days = [(one.happened_from and one.happened_from[:10], one.documents) for one in ledger.timeline()]
    assert sorted(days) == [("2024-11-05", 1), ("2024-11-05", 2), ("2024-11-06", 1)]


def test_the_order_of_adding_does_not_matter_for_what_is_disputed(ledger: Ledger) -> None:
    add(ledger, OTHER_COUNT, MARCH, STRIKE)
    (dispute,) = ledger.disputes()
    (counted,) = [one for one in dispute.agreements if one.status == "disputed"]
    assert (counted.field, counted.about, {side.value for side in counted.sides}) == (
        "how many",
        "killed",
        {"64", "Ten"},
    )


def test_spans_of_every_side_lie_in_the_document(ledger: Ledger) -> None:
    add(ledger, STRIKE, OTHER_COUNT)
    (dispute,) = ledger.disputes()
    documents = {account.account: account.document for account in dispute.accounts}
    found = [(documents[one.account], one.span) for a in dispute.agreements for side in a.sides for one in side.told]
    assert len(found) > 4
    assert all(ledger.text(document)[span.start : span.end] == span.text for document, span in found)


def test_a_toll_that_rises_is_revised_with_its_history(ledger: Ledger) -> None:
    add(ledger, STRIKE, LATER_COUNT)
    (dispute,) = ledger.disputes()
    assert dispute.happening.status == "revised"
    (counted,) = [one for one in dispute.agreements if one.status == "revised"]
    assert [side.value for side in counted.sides] == ["64", "71"]
    assert ledger.disputes(revised=False) == ()


def test_two_origins_corroborate_and_one_quoted_twice_does_not(ledger: Ledger) -> None:
    add(
        ledger,
        STRIKE,
        (
            "Globe",
            "2024-11-06",
            "A health official said an air strike on a market in Kutum killed 64 people on Tuesday.",
        ),
    )
    assert told(ledger) == [(2, "single-source")]
    add(
        ledger,
        ("Times", "2024-11-06", "An air strike killed 64 people at a market in Kutum on Tuesday, residents said."),
    )
    assert told(ledger) == [(3, "corroborated")]


def test_the_timeline_of_one_story(ledger: Ledger) -> None:
    add(ledger, STRIKE, MARCH)
    told_in = {story.story: len(ledger.timeline(story=story.story)) for story in ledger.stories()}
    assert len(told_in) == 2
    assert set(told_in.values()) == {1}


def test_adding_a_document_again_changes_nothing(ledger: Ledger) -> None:
    add(ledger, STRIKE, OTHER_COUNT)
    before = ledger.disputes()
    add(ledger, STRIKE, OTHER_COUNT)
    assert ledger.disputes() == before


def test_reading_again_keeps_the_ids_of_happenings(ledger: Ledger) -> None:
    ids = add(ledger, STRIKE, OTHER_COUNT, MARCH)
    before = [one.happening for one in ledger.timeline()]
    for id in ids:
        ledger.reread(id)
    assert [one.happening for one in ledger.timeline()] == before
    assert told(ledger) == [(2, "disputed"), (1, "single-source")] or sorted(told(ledger)) == [
        (1, "single-source"),
        (2, "disputed"),
    ]


def test_a_rejected_event_is_no_account_any_more(ledger: Ledger) -> None:
    first, second = add(ledger, STRIKE, OTHER_COUNT)
    for event in ledger.record(second).events:
        ledger.reject(second, event.id, by="Kim")
    (left,) = [one for one in ledger.timeline() if one.type == "ASSAULT"]
    events = {account.document: account.events for account in ledger.accounts(left.happening).accounts}
    assert events[first]
    assert not events.get(second)


# Reviewers


def test_what_a_reviewer_merged_stays_merged(ledger: Ledger) -> None:
    ids = add(ledger, STRIKE, NEXT_DAY)
    one, other = (line.happening for line in ledger.timeline())
    ledger.merge_happenings([one, other], by="Kim", why="the night between")
    assert [line.documents for line in ledger.timeline()] == [2]
    assert ledger.accounts(other).happening.happening == one
    for id in ids:
        ledger.reread(id)
    assert [(line.happening, line.documents) for line in ledger.timeline()] == [(one, 2)]


def test_what_a_reviewer_split_stays_split(ledger: Ledger) -> None:
    ids = add(ledger, STRIKE, OTHER_COUNT)
    (line,) = ledger.timeline()
    last = ledger.accounts(line.happening).accounts[-1]
    new = ledger.split_happening([last.account], by="Kim")
    assert new != line.happening
    for id in ids:
        ledger.reread(id)
    assert sorted(one.documents for one in ledger.timeline()) == [1, 1]
    assert ledger.disputes() == ()


def test_a_rejected_account_does_not_come_back_until_the_decision_is_undone(ledger: Ledger) -> None:
    ids = add(ledger, STRIKE, OTHER_COUNT)
    (line,) = ledger.timeline()
    last = ledger.accounts(line.happening).accounts[-1]
    number = ledger.reject_account(last.account, by="Kim")
    ledger.reread(last.document)
    assert [one.documents for one in ledger.timeline()] == [1]
    ledger.undo_on_happenings(number, by="Kim")
    assert [(one.happening, one.documents) for one in ledger.timeline()] == [(line.happening, len(ids))]


def test_decisions_need_a_name_and_are_never_changed(ledger: Ledger) -> None:
    add(ledger, STRIKE, NEXT_DAY)
    one, other = (line.happening for line in ledger.timeline())
    with pytest.raises(UsageError):
        ledger.merge_happenings([one, other], by=" ")
    with pytest.raises(UsageError):
        ledger.merge_happenings([one], by="Kim")
    with pytest.raises(LedgerError):
        ledger.merge_happenings([one, "h999"], by="Kim")
    ledger.merge_happenings([one, other], by="Kim")
    with pytest.raises(sqlite3.DatabaseError):
        ledger.connection.execute("delete from happening_decisions")


@pytest.mark.parametrize(("id", "error"), [("h999", LedgerError), ("x", UsageError), ("", UsageError)])
def test_an_unknown_happening(ledger: Ledger, id: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        ledger.accounts(id)


# The command line


@pytest.fixture
def filled(tmp_path: Path) -> str:
    path = str(tmp_path / "filled.db")
    with Ledger(path) as opened:
        add(opened, STRIKE, OTHER_COUNT, NEXT_DAY, MARCH)
    return path


def test_disputes_in_words(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["disputes", "--ledger", filled, "--format", "text"]) == 0
    shown = capsys.readouterr().out
    for words in (
        "how many, killed: disputed",
        "64",
        "Ten",
        "Echo ← a health official",
        "Globe ← the army",
        "1 happening",
    ):
        assert words in shown


def test_accounts_in_words_and_as_json(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger(filled, read_only=True) as opened:
        id = opened.disputes()[0].happening.happening
    assert run(["accounts", id, "--ledger", filled, "--format", "text"]) == 0
    shown = capsys.readouterr().out
    assert STRIKE[2] in shown
    assert OTHER_COUNT[2] in shown
    assert run(["accounts", id, "--ledger", filled, "--format", "jsonl"]) == 0
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert line["happening"]["status"] == "disputed"
    assert len(line["accounts"]) == 2


def test_the_timeline_in_words_and_as_json(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["timeline", "--ledger", filled, "--format", "text", "--documents", "2"]) == 0
    assert "2024-11-05" in capsys.readouterr().out
    assert run(["timeline", "--ledger", filled, "--format", "jsonl", "--country", "Norway"]) == 0
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert line["country"] == "NOR"
    assert run(["timeline", "--ledger", filled, "--country", "Nowhere"]) == 2


def test_decisions_on_the_command_line(filled: str, capsys: pytest.CaptureFixture[str]) -> None:
    with Ledger(filled, read_only=True) as opened:
        dispute = opened.disputes()[0]
    happening, account = dispute.happening.happening, dispute.accounts[-1].account
    call = ["accounts", happening, "--split", account, "--ledger", filled, "--format", "jsonl"]
    assert run(call) == 2
    assert run([*call, "--by", "Kim"]) == 0
    capsys.readouterr()
    assert run(["disputes", "--ledger", filled, "--format", "jsonl"]) == 0
    assert capsys.readouterr().out == ""


def test_views(filled: str) -> None:
    connection = sqlite3.connect(filled)
    assert connection.execute("select count(*) from happenings_view where parts_at = 'how many killed'").fetchone() == (
        1,
    )
    assert connection.execute("select count(distinct value) from disputes_view").fetchone() == (2,)
    assert connection.execute("select count(*) from accounts_view").fetchone()[0] >= 4
    connection.close()
