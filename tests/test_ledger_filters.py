"""What part of a ledger is meant: by date, place, actor, country, type and status of events, outlet, story."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.cli import main
from onrecord.errors import LedgerError, UsageError
from onrecord.ledger.filters import Filters
from onrecord.ledger.store import Ledger
from onrecord.records import Actor, DocumentInfo, Event, Figure, Place, Record, Span, Statement, Time
from onrecord.sources.document import Document

RAID = "Rebels shelled El Fasher on Monday and killed 30 people, Governor Minni Arko said."
AID = "Egypt will send aid to Sudan, President Sisi promised. Rebels fled."


def record(
    text: str, *, actors: dict[str, str | None], places: dict[str, str], events: list[dict[str, object]], **rest: object
) -> Record:
    """A record whose actors and places are given as words → country, whose events name them by their words."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    ids = {words: f"a{n}" for n, words in enumerate(actors, 1)} | {words: f"p{n}" for n, words in enumerate(places, 1)}
    return Record(
        document=DocumentInfo(name="", id=Document.of(text).id, characters=len(text)),
        actors=tuple(Actor(id=ids[w], name=w, kind="person", country=c, mentions=(span(w),), confidence=0.9) for w, c in actors.items()),
        places=tuple(Place(id=ids[w], name=w, country=c, spans=(span(w),), confidence=0.9) for w, c in places.items()),
        events=tuple(
            Event(
                id=f"e{n}", type=event["type"], trigger=span(str(event["words"])), status=event["status"], certainty="certain",  # type: ignore[arg-type]
                actors=tuple(ids[w] for w in event["actors"]), place=ids.get(str(event.get("place"))), when=event.get("when"),  # type: ignore[attr-defined,arg-type]
                figures=event.get("figures", ()), according_to="s1", confidence=0.9,  # type: ignore[arg-type]
            )
            for n, event in enumerate(events, 1)
        ),
        statements=(
            Statement(
                id="s1", source="a2", content=(span(text[: text.rindex(",")]),), kind="indirect", stance="state", confidence=0.9,
            ),
        ),
        **rest,  # type: ignore[arg-type]
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    figure = Figure(
        id="f1",
        span=Span.of(RAID, 46, 55),
        low=30,
        high=30,
        counted="people",
        category="killed",
        event="e1",
        according_to="s1",
        confidence=0.9,
    )
    monday = Time(
        id="t1", span=Span.of(RAID, 28, 34), start="2024-11-04", end="2024-11-05", granularity="day", kind="date"
    )
    raid = record(
        RAID, actors={"Rebels": "SDN", "Minni Arko": "SDN"}, places={"El Fasher": "SDN"}, figures=(figure,), times=(monday,),
        events=[{"type": "ASSAULT", "words": "shelled", "status": "happened", "actors": ["Rebels"], "place": "El Fasher", "when": "t1", "figures": ("f1",)}],
    )  # fmt: skip
    aid = record(
        AID, actors={"Egypt": "EGY", "Sisi": "EGY", "Rebels": None}, places={"Sudan": "SDN"},
        events=[
            {"type": "AID", "words": "send aid", "status": "planned", "actors": ["Egypt"], "place": "Sudan"},
            {"type": "RETREAT", "words": "fled", "status": "happened", "actors": ["Rebels"]},
        ],
    )  # fmt: skip
    with Ledger(tmp_path / "news.db") as opened:
        opened.add(Document.of(RAID, name="raid", outlet="Radio Dabanga", published="2024-11-05T10:00:00"), record=raid)
        opened.add(Document.of(RAID, name="reprint", outlet="BBC", published="2024-11-06"))
        opened.add(Document.of(AID, name="aid", outlet="Al-Ahram", published="2024-11-07"), record=aid)
        opened.add(
            Document.of("Nothing happened at all.", name="empty", language="en"),
            record=record(
                "Nothing happened at all.,", actors={"Nothing": None, "all": None}, places={}, events=[]
            ).__class__(document=DocumentInfo(name="", id=Document.of("Nothing happened at all.").id)),
        )
        yield opened


@pytest.mark.parametrize(
    ("filters", "documents", "statements", "events", "figures"),
    [
        ({}, "raid aid empty", "aid raid", "send fled shelled", 1),
        ({"since": "2024-11-05", "until": "2024-11-05"}, "raid", "raid", "shelled", 1),
        ({"since": "2024-11-06"}, "aid", "aid", "send fled", 0),
        ({"until": "2024-11-04"}, "", "", "", 0),
        ({"outlet": "bbc"}, "raid", "raid", "shelled", 1),
        ({"outlet": "al ahram"}, "aid", "aid", "send fled", 0),
        ({"place": "el fasher"}, "raid", "raid", "shelled", 1),
        ({"place": "fash"}, "", "", "", 0),
        ({"place": "sudan"}, "aid", "aid", "send", 0),
        ({"actor": "REBELS"}, "raid aid", "", "fled shelled", 0),
        ({"actor": "arko"}, "raid", "raid", "", 1),
        ({"country": "Sudan"}, "raid aid", "raid", "send shelled", 1),
        ({"country": "egy"}, "aid", "aid", "send", 0),
        ({"type": "assault"}, "raid", "raid", "shelled", 1),
        ({"type": "AID", "status": "happened"}, "", "", "", 0),
        ({"status": "happened"}, "raid aid", "aid raid", "fled shelled", 1),
        ({"type": "RETREAT", "country": "SDN"}, "", "", "", 0),
        ({"type": "RETREAT", "actor": "rebels"}, "aid", "", "fled", 0),
        ({"happened_since": "2024-11-04", "happened_until": "2024-11-04"}, "raid", "raid", "shelled", 1),
        ({"happened_since": "2024-11-05"}, "", "", "", 0),
        ({"happened_until": "2024-11-03"}, "", "", "", 0),
        ({"happened_until": "9999-12-31"}, "raid", "raid", "shelled", 1),
        ({"story": "y1"}, "raid", "raid", "shelled", 1),
        ({"story": "Y2", "type": "AID"}, "aid", "aid", "send", 0),
        ({"story": "2", "type": "ASSAULT"}, "", "", "", 0),
    ],
)
def test_filters(
    ledger: Ledger, filters: dict[str, str], documents: str, statements: str, events: str, figures: int
) -> None:
    asked = Filters(**filters)
    assert [entry.name for entry in ledger.documents(asked)] == documents.split()
    assert [line.name for line in ledger.statements(asked)] == statements.split()
    assert [line.words.split()[0] for line in ledger.events(asked)] == events.split()
    assert len(list(ledger.figures(asked))) == figures
    assert {hit.name for hit in ledger.search("rebels", asked)} == set(documents.split()) - {"empty"}


def test_lines_say_in_words_what_the_record_says_in_ids(ledger: Ledger) -> None:
    (event,) = ledger.events(Filters(type="ASSAULT"))
    assert (event.actors, event.words, event.place, event.happened_from, event.figures, event.speaker) == (
        "Rebels", "shelled", "El Fasher", "2024-11-04", "30 people", "Minni Arko",
    )  # fmt: skip
    (figure,) = ledger.figures()
    assert (figure.low, figure.words, figure.event_words, figure.speaker) == (30, "30 people", "shelled", "Minni Arko")
    assert [line.name for line in ledger.events(limit=2)] == ["aid", "aid"]


@pytest.mark.parametrize(
    ("filters", "word"),
    [
        ({"since": "Tuesday"}, "is no day"),
        ({"until": "2024-11-05T10:00"}, "is no day"),
        ({"country": "Atlantis"}, "No country is called 'Atlantis'"),
        ({"type": "WAR"}, "'WAR' is no type"),
        ({"status": "maybe"}, "'maybe' is no status"),
        ({"story": "the raid"}, "'the raid' is no story"),
    ],
)
def test_filters_that_mean_nothing(ledger: Ledger, filters: dict[str, str], word: str) -> None:
    with pytest.raises(UsageError, match=word):
        list(ledger.documents(Filters(**filters)))
    with pytest.raises(UsageError, match=word):
        ledger.search("x", Filters(**filters))


def test_the_id_of_a_merged_story_leads_to_what_it_became(ledger: Ledger) -> None:
    ledger.merge_stories(["y1", "y2"], by="Ida")
    for story in ("y1", "y2"):
        assert [entry.name for entry in ledger.documents(Filters(story=story))] == ["raid", "aid"]
    parted = ledger.split_story("y1", [next(iter(ledger.find("aid"))).id], by="Ida")
    assert [entry.name for entry in ledger.documents(Filters(story=parted))] == ["aid"]


def test_a_story_that_the_ledger_does_not_hold(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="holds no story y99"):
        ledger.search("x", Filters(story="y99"))


@pytest.mark.parametrize("words", ["", "   ", "%", "'", '"', "\0", "\ud800", "a" * 100_000, "(", "*"])
def test_any_words_filter(ledger: Ledger, words: str) -> None:
    for asked in (Filters(place=words), Filters(actor=words), Filters(outlet=words)):
        for ask in (ledger.documents, ledger.statements, ledger.events, ledger.figures):
            list(ask(asked))


@pytest.mark.parametrize("listed", ["statements", "events", "figures"])
def test_listing_on_the_command_line(
    ledger: Ledger, listed: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as stopped:
            main((*arguments, "--ledger", str(ledger.path)))
        assert not stopped.value.code
        return capfd.readouterr().out

    (line,) = run("show", f"--{listed}", "--type", "ASSAULT", "--format", "jsonl").splitlines()
    assert json.loads(line)["name"] == "raid"
    text = run(
        "show",
        f"--{listed}",
        "--country",
        "Sudan",
        "--since",
        "2024-11-05",
        "--until",
        "2024-11-06",
        "--format",
        "text",
    )
    words = {
        "statements": "Minni Arko said: Rebels shelled El Fasher on Monday and killed 30 people",
        "events": "Rebels ASSAULT “shelled” unknown, El Fasher, 2024-11-04, 30 people (happened) according to Minni Arko",
        "figures": "30 people (killed) “30 people” according to Minni Arko",
    }
    assert words[listed] in text
    assert text.endswith(f"1 {listed.removesuffix('s')}\n")
    assert len(run("show", "--actor", "rebels", "--limit", "1", "--format", "jsonl").splitlines()) == 1
    assert "aid" in run("search", "rebels", "--type", "RETREAT", "--format", "text")
    assert "aid" in run("search", "rebels", "--story", "y2", "--format", "text")
    assert len(run("show", f"--{listed}", "--story", "y1", "--format", "jsonl").splitlines()) == 1


def test_views_are_in_order_and_in_words(ledger: Ledger) -> None:
    with sqlite3.connect(ledger.path) as connection:
        assert [n for (n,) in connection.execute("select name from documents_view")] == ["aid", "raid", "empty"]
        assert [n for (n,) in connection.execute("select words from events_view")] == ["send aid", "fled", "shelled"]
        for view in ("statements_view", "events_view"):
            columns = [column for _, column, *_ in connection.execute(f"pragma table_info({view})")]
            assert columns[:4] == ["document", "name", "outlet", "published"]
            plan = " ".join(str(row) for row in connection.execute(f"explain query plan select * from {view} limit 10"))
            assert "appearances_by_published" in plan, "a page of a large ledger does not sort all of it"
