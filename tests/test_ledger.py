"""The ledger keeps what it was given: texts, records, appearances, errors; and finds them again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import onrecord
from onrecord.errors import EmptyDocument, InternalError, LedgerError, SourceError, UsageError
from onrecord.ledger.search import query_of
from onrecord.ledger.store import Ledger
from onrecord.records import (
    Actor,
    DocumentInfo,
    Event,
    Figure,
    Place,
    Record,
    Span,
    Statement,
    Time,
)
from onrecord.sources.document import Document

TEXT = "At least 12 soldiers were killed in Kursk on Tuesday, Mayor Ana Lopez said in a radio address."


def record_of(text: str, name: str = "a", **known: str | None) -> Record:
    """A record with one value of every kind, whose spans lie in `TEXT`."""

    def span(words: str) -> Span:
        return Span.of(text, text.index(words), text.index(words) + len(words))

    return Record(
        document=DocumentInfo(name=name, id=Document.of(text).id, characters=len(text), **known),
        actors=(Actor(id="a1", name="Ana Lopez", kind="person", role="Mayor", mentions=(span("Ana Lopez"),), confidence=0.9),),
        statements=(
            Statement(
                id="s1", source="a1", source_span=span("Mayor Ana Lopez"), cue=span("said"), channel=span("a radio address"),
                content=(span("At least 12 soldiers"), span("in Kursk")), kind="indirect", stance="state", when="t1", confidence=0.8,
            ),
        ),
        events=(
            Event(
                id="e1", type="ASSAULT", trigger=span("killed"), recipients=("a1",), place="p1", when="t1", status="happened",
                certainty="certain", according_to="s1", confidence=0.7,
            ),
        ),
        figures=(
            Figure(id="f1", span=span("At least 12"), low=12, counted="soldiers", category="killed", according_to="s1", confidence=0.9),
            Figure(id="f2", span=span("12"), low=10**40, high=10**400, confidence=0.1),
        ),
        times=(Time(id="t1", span=span("Tuesday"), start="2024-11-05", end="2024-11-06", granularity="day", kind="date"),),
        places=(Place(id="p1", spans=(span("Kursk"),), name="Kursk", country="RUS", lat=51.7, lon=36.2, confidence=0.9),),
    )  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "news.db") as opened:
        yield opened


def test_what_is_added_comes_back(ledger: Ledger) -> None:
    added = ledger.add(TEXT, record=record_of(TEXT), name="a", title="Kursk", outlet="DW", published="2024-11-05")
    assert added == (Document.of(TEXT).id, "added")
    assert ledger.text(added.id) == TEXT
    assert ledger.record(added.id) == record_of(TEXT)
    (entry,) = ledger.documents()
    assert (entry.id, entry.name, entry.title, entry.outlet, entry.published) == (
        added.id,
        "a",
        "Kursk",
        "DW",
        "2024-11-05",
    )
    assert (entry.statements, entry.figures, entry.times, entry.places, entry.characters) == (1, 2, 1, 1, len(TEXT))


def test_a_text_without_a_record_is_read(ledger: Ledger) -> None:
    added = ledger.add("“We will not leave,” Mayor Ana Lopez said on Tuesday.", published="2024-11-05")
    assert ledger.record(added.id) == onrecord.read(
        "“We will not leave,” Mayor Ana Lopez said on Tuesday.", published="2024-11-05"
    )


def rows(ledger: Ledger) -> dict[str, int]:
    with sqlite3.connect(ledger.path) as connection:
        tables = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {table: connection.execute(f'select count(*) from "{table}"').fetchone()[0] for table in tables}


def test_adding_again_changes_nothing(ledger: Ledger) -> None:
    ledger.add(TEXT, record=record_of(TEXT), name="a", url="https://a.example/1", published="2024-11-05 18:30")
    before = rows(ledger)
    again = ledger.add(TEXT, name="a", url="https://a.example/1", published="2024-11-05 18:30")
    assert again.outcome == "known"
    assert rows(ledger) == before


def test_a_reprint_is_a_further_appearance_of_the_same_document(ledger: Ledger) -> None:
    ledger.add(TEXT, record=record_of(TEXT), name="a", outlet="DW", published="2024-11-05")
    added = ledger.add(TEXT, name="b", outlet="Herald", published="2024-11-05")
    assert added.outcome == "appeared"
    assert ledger.add(TEXT, name="b", outlet="Herald", published="2024-11-05").outcome == "known"
    assert [(seen.name, seen.outlet) for seen in ledger.appearances(added.id)] == [("a", "DW"), ("b", "Herald")]
    (entry,) = ledger.documents()
    assert (entry.outlet, entry.appearances) == ("DW", 2)


def test_a_first_date_lets_a_text_be_read_again_and_the_old_reading_stays(ledger: Ledger) -> None:
    text = "The bridge fell on Tuesday, the mayor said."
    id = ledger.add(text, name="a").id
    undated = ledger.record(id)
    assert ledger.add(text, name="a", published="2024-11-05").outcome == "reread"
    assert ledger.record(id) == onrecord.read(text, name="a", published="2024-11-05") != undated
    assert ledger.add(text, name="a", published="2024-11-05").outcome == "known"
    assert ledger.add(text, name="a").outcome == "known"
    assert rows(ledger)["readings"] == 2


def test_facts_cannot_be_changed_or_deleted(ledger: Ledger) -> None:
    ledger.add(TEXT, record=record_of(TEXT))
    with sqlite3.connect(ledger.path) as connection:
        for table in ("documents", "appearances", "readings"):
            with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
                connection.execute(f"delete from {table}")
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute("update documents set text = ''")


def test_the_views_are_readable(ledger: Ledger) -> None:
    ledger.add(TEXT, record=record_of(TEXT), name="a", outlet="DW", published="2024-11-05")
    with sqlite3.connect(ledger.path) as connection:
        connection.row_factory = sqlite3.Row

        def only(view: str) -> sqlite3.Row:
            return connection.execute(f"select * from {view}").fetchone()  # type: ignore[no-any-return]

        statement, event, figure = only("statements_view"), only("events_view"), only("figures_view")
        assert statement["content"] == "At least 12 soldiers … in Kursk"
        assert [statement[c] for c in ("speaker", "role", "cue", "channel", "said_from", "starts", "ends", "outlet")] == [
            "Ana Lopez", "Mayor", "said", "a radio address", "2024-11-05", 0, TEXT.index("Kursk") + 5, "DW",
        ]  # fmt: skip
        assert [event[c] for c in ("type", "recipients", "actors", "place", "words", "speaker")] == [
            "ASSAULT", "Ana Lopez", None, "Kursk", "killed", "Ana Lopez",
        ]  # fmt: skip
        assert [figure[c] for c in ("words", "low", "high", "speaker")] == ["At least 12", 12, None, "Ana Lopez"]
        assert only("documents_view")["statements"] == 1


def test_documents_are_found_by_id_name_and_address(ledger: Ledger) -> None:
    id = ledger.add(TEXT, record=record_of(TEXT), name="a.txt", url="https://a.example/1").id
    other = ledger.add("Another text with words.", name="b.txt").id
    for reference in (id, id[:4], id[:6].upper(), "a.txt", "https://a.example/1"):
        assert [entry.id for entry in ledger.find(reference)] == [id]
    assert (
        ledger.find("")
        == ledger.find("no such")
        == ledger.find("%")
        == ledger.find("\0")
        == ledger.find("\udcff")
        == ()
    )
    assert [entry.id for entry in ledger.documents()] == [id, other]


def test_a_document_that_is_not_there(ledger: Ledger) -> None:
    for ask in (ledger.record, ledger.text, ledger.appearances):
        with pytest.raises(LedgerError, match="holds no document"):
            ask("0000000000000000")


def test_a_record_of_another_text_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError):
        ledger.add("Another text.", record=record_of(TEXT))
    with pytest.raises(UsageError):
        ledger.add(Document.of(TEXT), title="x")
    assert list(ledger.documents()) == []


def test_a_damaged_record_is_one_documents_fault(ledger: Ledger) -> None:
    twice = record_of(TEXT)
    twice = Record(document=twice.document, actors=twice.actors * 2)
    with pytest.raises(InternalError):
        ledger.add(TEXT, record=twice)
    assert list(ledger.documents()) == []
    assert ledger.add(TEXT, record=record_of(TEXT)).outcome == "added"


def test_errors_are_kept_until_the_document_is_read(ledger: Ledger) -> None:
    error = SourceError("a.txt cannot be read.", "Check it.")
    ledger.add_error("a.txt", error)
    ledger.add_error("a.txt", error)
    ledger.add_error("b\udcff.txt", EmptyDocument("b holds \udcff nothing.", "Fill it."))
    assert [(e.name, e.code) for e in ledger.errors()] == [("a.txt", "source"), ("b\ufffd.txt", "empty")]
    ledger.add(TEXT, record=record_of(TEXT), name="a.txt")
    assert [e.code for e in ledger.errors()] == ["empty"]
    ledger.add_error("a.txt", error)
    assert [e.code for e in ledger.errors()] == ["empty", "source"]


# Searching

SEARCHED = {
    "korea": "North Korea sent troops to Russia.",
    "split": "Korea lies north of the sea; soldiers came.",
    "nul": "Before the\0nul came a soldier, and then nothing more.",
    "café": "Курск: le café d’Élise, says a reporter of the Café.",
}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("troops", {"korea"}),
        ("troop", {"korea"}),
        ("soldiers", {"split", "nul"}),
        ("north korea", {"korea", "split"}),
        ('"north korea"', {"korea"}),
        ("kor*", {"korea", "split"}),
        ("cafe elise", {"café"}),
        ("КУРСК", {"café"}),
        ("korea nowhere", set()),
        ("OR", set()),
        ("", set()),
    ],
)
def test_search(ledger: Ledger, words: str, found: set[str]) -> None:
    for name, text in SEARCHED.items():
        ledger.add(Document.of(text, name=name, language="en"))
    assert {hit.name for hit in ledger.search(words)} == found


def test_titles_are_searched_and_words_are_marked(ledger: Ledger) -> None:
    ledger.add(Document.of("Nothing of it in the text.", name="a", title="A volcano", language="en"))
    ledger.add(Document.of(SEARCHED["nul"], name="nul", language="en"))
    assert [hit.name for hit in ledger.search("volcano")] == ["a"]
    (hit,) = ledger.search("soldiers")
    assert "".join(piece.text for piece in hit.snippet) == SEARCHED["nul"].replace("\0", " ")
    assert [piece.text for piece in hit.snippet if piece.match] == ["soldier"]


HOSTILE = [
    '"',
    '" OR "',
    "(",
    ")",
    "a AND",
    "NOT a",
    "NEAR(a b, 2)",
    "title:x",
    "{a b}:c",
    "^a",
    "-a",
    "+",
    "*",
    "a**",
    "\0",
    "\ud800",
]


@pytest.mark.parametrize("words", [*HOSTILE, "a " * 5000, "(" * 5000, "x" * 100_000])
def test_no_query_is_an_error(ledger: Ledger, words: str) -> None:
    ledger.add(TEXT, record=record_of(TEXT))
    assert isinstance(ledger.search(words), tuple)


@settings(max_examples=50, deadline=None)
@given(words=st.text(st.characters(), max_size=40))
def test_any_query_is_quoted(words: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("create virtual table words using fts5(text)")
    query = query_of(words)
    if query:
        connection.execute("select * from words where words match ?", (query,)).fetchall()
    connection.close()


# Any text

any_text = st.text(st.characters(), min_size=1, max_size=200).map(lambda text: text + " word")


@settings(max_examples=40, deadline=None)
@given(texts=st.lists(any_text, min_size=1, max_size=4), title=st.none() | any_text, name=any_text)
def test_any_text_comes_back_identical(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str], title: str | None, name: str
) -> None:
    path = tmp_path_factory.mktemp("ledger") / "news.db"
    documents = [Document.of(text, title=title, name=name, language="en") for text in texts]
    with Ledger(path) as ledger:
        ids = [ledger.add(document, record=empty_record(document)).id for document in documents]
        for document in documents:
            assert ledger.add(document).outcome == "known"
        ledger.search("word")
    with Ledger(path, read_only=True) as ledger:
        assert [ledger.text(id) for id in ids] == [document.text for document in documents]
        assert {entry.name for entry in ledger.documents()} == {document.name for document in documents}


def empty_record(document: Document) -> Record:
    return Record(document=DocumentInfo(name=document.name, id=document.id))
