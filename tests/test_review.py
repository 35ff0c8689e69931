"""A reviewer's decisions: what they change, that they outlast a new reading, and that none is ever lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import LedgerError, UsageError
from onrecord.ledger.deciding import decided
from onrecord.ledger.decisions import Anchor, Change, Entry
from onrecord.ledger.store import Ledger
from onrecord.records import Actor, DocumentInfo, Event, Figure, Place, Record, Span, Statement, Time
from onrecord.sources.document import Document

TEXT = (
    "Mayor Ana Lopez said on Tuesday that 12 people were killed in Dorf. Lopez blamed the rebels. "
    "The Lopez bridge fell, General Rau said."
)


def span(words: str, number: int = 0) -> Span:
    start = -1
    for _ in range(number + 1):
        start = TEXT.index(words, start + 1)
    return Span.of(TEXT, start, start + len(words))


LOPEZ = Actor(
    id="a1",
    name="Ana Lopez",
    kind="person",
    mentions=(span("Ana Lopez"), span("Lopez", 1), span("Lopez", 2)),
    confidence=0.9,
)
RAU = Actor(id="a2", name="Rau", kind="person", mentions=(span("General Rau"),), confidence=0.8)
REBELS = Actor(id="a3", name="the rebels", kind="group", mentions=(span("the rebels"),), confidence=0.6)
TOLL = Statement(
    id="s1", source="a1", source_span=span("Mayor Ana Lopez"), cue=span("said"), content=(span("12 people were killed in Dorf"),),
    kind="indirect", stance="state", when="t1", confidence=0.7,
)  # fmt: skip
BLAME = Statement(
    id="s2", source="a1", source_span=span("Lopez", 1), cue=span("blamed"), content=(span("the rebels"),), kind="indirect",
    stance="accuse", confidence=0.5,
)  # fmt: skip
BRIDGE = Statement(
    id="s3", source="a2", source_span=span("General Rau"), cue=span("said", 1), content=(span("The Lopez bridge fell"),),
    kind="indirect", stance="state", within="s1", confidence=0.5,
)  # fmt: skip
KILLED = Event(
    id="e1", type="ASSAULT", trigger=span("killed"), actors=("a3",), recipients=("a1",), place="p1", when="t1", status="happened",
    certainty="certain", according_to="s1", figures=("f1",), confidence=0.8,
)  # fmt: skip
FELL = Event(
    id="e2",
    type="COERCE",
    trigger=span("fell"),
    status="happened",
    certainty="certain",
    according_to="s3",
    confidence=0.3,
)
TWELVE = Figure(
    id="f1", span=span("12 people"), low=12, high=12, counted="people", category="killed", event="e1", confidence=0.9
)
TUESDAY = Time(
    id="t1",
    span=span("Tuesday"),
    start="2024-11-05",
    end="2024-11-06",
    granularity="day",
    kind="date",
    anchor="published",
)
DORF = Place(id="p1", spans=(span("Dorf"),), name="Dorf", country="DEU", confidence=0.4)

RECORD = Record(
    document=DocumentInfo(name="a", id=Document.of(TEXT).id, characters=len(TEXT)),
    actors=(LOPEZ, RAU, REBELS), statements=(TOLL, BLAME, BRIDGE), events=(KILLED, FELL), figures=(TWELVE,), times=(TUESDAY,),
    places=(DORF,),
)  # fmt: skip
ID = RECORD.document.id


def changed(item, **values):  # type: ignore[no-untyped-def]
    return msgspec.structs.replace(item, **values)


NEWER = Record(
    document=RECORD.document,
    actors=(changed(RAU, id="a1"), changed(LOPEZ, id="a2", name="Lopez", mentions=LOPEZ.mentions[:2])),
    statements=(
        changed(BRIDGE, id="s1", source="a1", within=None, content=(span("Lopez bridge fell"),)),
        changed(TOLL, id="s2", source="a1", stance="doubt", when=None),
    ),
    events=(
        changed(
            KILLED,
            id="e1",
            type="COERCE",
            actors=(),
            recipients=(),
            place=None,
            when=None,
            figures=(),
            according_to="s2",
        ),
    ),
)
"""What another version may make of the same text: other ids, other values, less."""


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "news.db") as opened:
        opened.add(TEXT, record=RECORD, name="a", published="2024-11-05")
        yield opened


def item(record: Record, id: str):  # type: ignore[no-untyped-def]
    kinds = (record.actors, record.statements, record.events, record.figures, record.times, record.places)
    return next((one for kind in kinds for one in kind if one.id == id), None)


def row(ledger: Ledger, question: str) -> tuple[object, ...] | None:
    with sqlite3.connect(ledger.path) as connection:
        found = connection.execute(question).fetchone()
    return None if found is None else tuple(found)


# What a decision changes


def test_accepting_vouches_for_an_item(ledger: Ledger) -> None:
    ledger.accept(ID, "s1", by="Kim", why="read it twice")
    assert ledger.record(ID).statements == (changed(TOLL, confidence=1.0), BLAME, BRIDGE)
    assert ledger.record(ID, machine=True) == RECORD
    (decision,) = ledger.decisions(ID)
    assert (decision.verb, decision.kind, decision.item, decision.by, decision.why, decision.state) == (
        "accept", "statement", "s1", "Kim", "read it twice", "applied",
    )  # fmt: skip
    assert decision.words == "12 people were killed in Dorf"
    assert row(ledger, "select review, confidence from statements_view where statement = 's1'") == ("accept", 1.0)


@pytest.mark.parametrize(
    ("id", "values", "told"),
    [
        ("s1", {"stance": "deny"}, "stance: state → deny"),
        ("s1", {"source": "a2"}, "source: Ana Lopez → Rau"),
        ("s1", {"source": None, "when": None}, "source: Ana Lopez → unknown; when: Tuesday → unknown"),
        ("s1", {"within": "s2"}, "within: unknown → the rebels"),
        ("e1", {"actors": [], "recipients": ["a3", "a2"]}, "actors: the rebels → nobody; recipients: Ana Lopez → the rebels, Rau"),
        ("e1", {"type": "AID", "status": "denied"}, "type: ASSAULT → AID; status: happened → denied"),
        ("f1", {"high": None, "approximate": True}, "high: 12 → unknown; approximate: False → True"),
        ("a2", {"name": "Jan Rau", "country": "DEU"}, "name: Rau → Jan Rau; country: unknown → DEU"),
        ("t1", {"start": None, "end": None, "anchor": None}, None),
        ("p1", {"name": "Dorf an der Sau", "lat": 47.5}, None),
    ],
)  # fmt: skip
def test_correcting_gives_fields_other_values(
    ledger: Ledger, id: str, values: dict[str, object], told: str | None
) -> None:
    ledger.correct(ID, id, values, by="Kim")
    expected = {field: tuple(value) if isinstance(value, list) else value for field, value in values.items()}
    if id != "t1":
        expected["confidence"] = 1.0
    assert item(ledger.record(ID), id) == changed(item(RECORD, id), **expected)
    if told is not None:
        assert ledger.decisions()[0].change == told


def test_correcting_characters(ledger: Ledger) -> None:
    wanted = span("12 people were killed")
    ledger.correct(ID, "s1", {"content": [(wanted.start, wanted.end)], "channel": None}, by="Kim")
    assert ledger.record(ID).statements[0].content == (wanted,)
    assert row(ledger, "select content from statements_view where statement = 's1'") == (wanted.text,)
    assert ledger.decisions()[0].state == "applied"
    ledger.correct(ID, "s1", {"stance": "deny"}, by="Kim")
    assert (ledger.record(ID).statements[0].content, ledger.record(ID).statements[0].stance) == ((wanted,), "deny")


def test_rejecting_takes_an_item_out_and_nothing_refers_to_it(ledger: Ledger) -> None:
    ledger.reject(ID, "a1", by="Kim")
    record = ledger.record(ID)
    assert item(record, "a1") is None
    assert [statement.source for statement in record.statements] == [None, None, "a2"]
    assert record.events[0].recipients == ()
    ledger.reject(ID, "s1", by="Kim")
    ledger.reject(ID, "e1", by="Kim")
    record = ledger.record(ID)
    assert (record.statements[1].within, record.figures[0].event) == (None, None)
    assert row(ledger, "select count(*) from statements_view") == (2,)
    assert [decision.state for decision in ledger.decisions()] == ["applied"] * 3


def test_merging_makes_one_of_several(ledger: Ledger) -> None:
    ledger.merge(ID, ["a1", "a2"], by="Kim", why="one person")
    record = ledger.record(ID)
    assert item(record, "a1").mentions == tuple(
        sorted((*LOPEZ.mentions, *RAU.mentions), key=lambda mention: mention.start)
    )
    assert item(record, "a2") is None
    assert {statement.source for statement in record.statements} == {"a1"}
    ledger.merge(ID, ["e1", "e2"], by="Kim")
    (event,) = ledger.record(ID).events
    assert (event.type, event.trigger, event.mentions, event.figures) == (
        "ASSAULT",
        span("killed"),
        (span("fell"),),
        ("f1",),
    )


def test_splitting_makes_several_of_one(ledger: Ledger) -> None:
    ana, blamer, bridge = ((mention.start, mention.end) for mention in LOPEZ.mentions)
    ledger.split(ID, "a1", [[ana], [blamer], [bridge]], by="Kim", why="a bridge is nobody")
    record = ledger.record(ID)
    assert [(actor.id, len(actor.mentions)) for actor in record.actors] == [
        ("a1", 1),
        ("a2", 1),
        ("a3", 1),
        ("a4", 1),
        ("a5", 1),
    ]
    assert [statement.source for statement in record.statements] == ["a1", "a4", "a2"]
    ledger.reject(ID, "a5", by="Kim")
    ledger.correct(ID, "a4", {"name": "Bo Lopez"}, by="Kim")
    assert [actor.name for actor in ledger.record(ID).actors] == ["Ana Lopez", "Rau", "the rebels", "Bo Lopez"]


def test_splitting_characters_of_one_span(ledger: Ledger) -> None:
    content = TOLL.content[0]
    middle = TEXT.index(" were")
    ledger.split(ID, "s1", [[(content.start, middle)], [(middle + 1, content.end)]], by="Kim")
    assert [s.content[0].text for s in ledger.record(ID).statements] == [
        "12 people",
        "the rebels",
        "The Lopez bridge fell",
        "were killed in Dorf",
    ]


def test_undoing_is_a_decision_and_can_be_undone(ledger: Ledger) -> None:
    first = ledger.reject(ID, "s1", by="Kim")
    second = ledger.undo(first, by="Ray", why="it is there")
    assert ledger.record(ID) == RECORD
    assert [(d.verb, d.undoes, d.state, d.by) for d in ledger.decisions()] == [
        ("reject", None, "undone", "Kim"), ("undo", first, "applied", "Ray"),
    ]  # fmt: skip
    with pytest.raises(UsageError, match="taken back already"):
        ledger.undo(first, by="Ray")
    ledger.undo(second, by="Kim")
    assert item(ledger.record(ID), "s1") is None
    assert len(ledger.decisions()) == 3


@pytest.mark.parametrize(
    ("decide", "word"),
    [
        (lambda ledger: ledger.accept(ID, "s9", by="Kim"), "no item s9"),
        (lambda ledger: ledger.accept(ID, "s1", by="  "), "name of who decides"),
        (lambda ledger: ledger.correct(ID, "s1", {}, by="Kim"), "needs the field"),
        (lambda ledger: ledger.correct(ID, "s1", {"mood": "deny"}, by="Kim"), "no field 'mood'"),
        (lambda ledger: ledger.correct(ID, "s1", {"id": "s7"}, by="Kim"), "no field 'id'"),
        (lambda ledger: ledger.correct(ID, "s1", {"stance": "sing"}, by="Kim"), "does not fit"),
        (lambda ledger: ledger.correct(ID, "s1", {"source": "t1"}, by="Kim"), "'t1' is none"),
        (lambda ledger: ledger.correct(ID, "s1", {"content": []}, by="Kim"), "cannot be empty"),
        (lambda ledger: ledger.correct(ID, "s1", {"cue": (5, 5000)}, by="Kim"), "no characters 5-5000"),
        (lambda ledger: ledger.correct(ID, "s1", {"cue": "said"}, by="Kim"), r"as \(start, end\)"),
        (lambda ledger: ledger.merge(ID, ["s1"], by="Kim"), "cannot be merged"),
        (lambda ledger: ledger.merge(ID, ["s1", "a1"], by="Kim"), "of one kind"),
        (lambda ledger: ledger.split(ID, "s1", [[(37, 40)]], by="Kim"), "two parts"),
        (lambda ledger: ledger.split(ID, "s1", [[(0, 4)], [(37, 40)]], by="Kim"), "are not the item's"),
    ],
)
def test_decisions_that_make_no_sense_are_refused(ledger: Ledger, decide: object, word: str) -> None:
    with pytest.raises(UsageError, match=word):
        decide(ledger)  # type: ignore[operator]
    assert ledger.decisions() == ()
    assert ledger.record(ID) == RECORD


def test_what_is_not_there(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no document"):
        ledger.accept("0000", "s1", by="Kim")
    with pytest.raises(LedgerError, match="no decision 7"):
        ledger.undo(7, by="Kim")


def test_decisions_cannot_be_changed_or_deleted(ledger: Ledger) -> None:
    ledger.reject(ID, "s1", by="Kim")
    with sqlite3.connect(ledger.path) as connection:
        for sql in ("delete from decisions", "update decisions set decided_by = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                connection.execute(sql)


# After a new reading


def test_a_new_reading_does_not_overrule_a_decision(ledger: Ledger) -> None:
    ledger.correct(ID, "s1", {"stance": "deny"}, by="Kim")
    ledger.correct(ID, "s3", {"source": "a3"}, by="Kim")
    ledger.reread(ID, record=NEWER)
    record = ledger.record(ID)
    toll = next(s for s in record.statements if s.content == TOLL.content)
    bridge = next(s for s in record.statements if s.cue == BRIDGE.cue)
    assert (toll.id, toll.stance, toll.source) == ("s2", "deny", "a1"), "what was not corrected is the new reading's"
    assert item(record, bridge.source).name == "the rebels", "an actor whom only the old reading had comes along"
    assert [(d.item, d.state) for d in ledger.decisions()] == [("s2", "applied"), ("s1", "applied")]


def test_what_was_accepted_stays_as_it_was_seen(ledger: Ledger) -> None:
    for id in ("s1", "s2", "e1", "a1"):
        ledger.accept(ID, id, by="Kim")
    ledger.reread(ID, record=NEWER)
    record = ledger.record(ID)
    toll = next(s for s in record.statements if s.content == TOLL.content)
    assert (toll.stance, item(record, toll.source).mentions, item(record, toll.when).span) == (
        "state",
        LOPEZ.mentions,
        TUESDAY.span,
    )
    blame = next(s for s in record.statements if s.content == BLAME.content)
    assert (blame.stance, blame.source) == ("accuse", toll.source), "put back: the new reading does not have it"
    event = record.events[0]
    assert (event.type, item(record, event.actors[0]).name, event.recipients) == (
        "ASSAULT",
        "the rebels",
        (toll.source,),
    )
    assert (event.according_to, item(record, event.place).name) == (toll.id, "Dorf")
    assert [d.state for d in ledger.decisions()] == ["applied", "restored", "applied", "applied"]


def test_what_was_rejected_merged_or_split_stays_so(ledger: Ledger) -> None:
    ledger.reject(ID, "s3", by="Kim")
    ledger.merge(ID, ["a2", "a1"], by="Kim")
    ledger.reread(ID, record=NEWER)
    record = ledger.record(ID)
    assert [s.content[0].text for s in record.statements] == ["12 people were killed in Dorf"]
    assert [actor.name for actor in record.actors] == ["Rau"]
    assert [d.state for d in ledger.decisions()] == ["applied", "applied"]


def test_what_finds_nothing_any_more_is_shown(ledger: Ledger) -> None:
    ledger.reject(ID, "e2", by="Kim")
    ledger.reject(ID, "e1", by="Kim")
    ledger.reread(ID, record=NEWER)
    assert [(d.words, d.state) for d in ledger.decisions()] == [("fell", "unplaced"), ("killed", "unplaced")]
    assert [e.type for e in ledger.record(ID).events] == ["COERCE"], (
        "another claim on the same word was not what was rejected"
    )
    assert row(ledger, "select words, outcome from decisions_view where decision = 1") == ("fell", "unplaced")
    ledger.reread(ID, record=RECORD)
    assert [d.state for d in ledger.decisions()] == ["applied", "applied"], (
        "they hold again when there is again what they were about"
    )


def test_the_old_reading_stays_until_the_new_one_is_complete(ledger: Ledger) -> None:
    twice = Record(document=RECORD.document, actors=RECORD.actors * 2)
    with pytest.raises(Exception, match="fault"):
        ledger.reread(ID, record=twice)
    assert ledger.record(ID) == RECORD
    ledger.reread(ID, record=NEWER)
    assert ledger.record(ID) == NEWER
    assert row(ledger, "select count(*) from readings") == (2,)
    assert row(ledger, "select count(*) from statements_view") == (2,)


def test_outdated_readings_are_known(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ledger.outdated() == ()
    monkeypatch.setattr("onrecord.ledger.writing.model_version", lambda: "of tomorrow")
    assert ledger.outdated() == (ID,)
    ledger.reread(ID, record=NEWER)
    assert ledger.outdated() == ()


# Any decisions

ids = st.sampled_from(["s1", "s2", "s3", "s4", "e1", "e2", "f1", "a1", "a2", "a3", "a4", "t1", "p1"])
values = st.fixed_dictionaries(
    {},
    optional={
        "stance": st.sampled_from(["deny", "sing"]),
        "source": ids | st.none(),
        "name": st.just("x"),
        "when": ids,
    },
)
acts = st.one_of(
    st.tuples(st.just("accept"), ids), st.tuples(st.just("reject"), ids), st.tuples(st.just("correct"), ids, values),
    st.tuples(st.just("merge"), st.lists(ids, max_size=3)), st.tuples(st.just("undo"), st.integers(1, 5)),
    st.tuples(st.just("split"), ids, st.lists(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 30)), max_size=2), max_size=3)),
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(acts, max_size=8))
def test_any_decisions_leave_a_whole_record(tmp_path_factory: pytest.TempPathFactory, decisions: list[tuple]) -> None:  # type: ignore[type-arg]
    with Ledger(tmp_path_factory.mktemp("review") / "news.db") as ledger:
        ledger.add(TEXT, record=RECORD, name="a")
        made = 0
        for verb, *rest in decisions:
            try:
                getattr(ledger, verb)(*([] if verb == "undo" else [ID]), *rest, by="Kim")
                made += 1
            except (UsageError, LedgerError):
                pass
        for record in (RECORD, NEWER):
            ledger.reread(ID, record=record)
            held = ledger.record(ID)
            assert_whole(held)
            assert len(ledger.decisions()) == made
            assert len(list(ledger.statements())) == len(held.statements)


def assert_whole(record: Record) -> None:
    """Every reference leads somewhere, and every span carries its characters."""
    known = {
        one.id
        for kind in (record.actors, record.statements, record.events, record.figures, record.times, record.places)
        for one in kind
    }
    for statement in record.statements:
        assert {statement.source, statement.addressee, statement.when, statement.within} - {None} <= known
        assert all(TEXT[s.start : s.end] == s.text for s in statement.content)
        assert statement.within != statement.id
    for event in record.events:
        found = {*event.actors, *event.recipients, *event.figures, event.place, event.when, event.according_to}
        assert found - {None} <= known
    for actor in record.actors:
        assert actor.mentions
        assert all(TEXT[s.start : s.end] == s.text for s in actor.mentions)


def test_two_on_the_same_characters_are_told_apart_or_left_alone() -> None:
    other = changed(KILLED, id="e2", type="PROTEST")
    record = changed(RECORD, events=(KILLED, other))
    place = ((KILLED.trigger.start, KILLED.trigger.end),)
    for telling, left in (("PROTEST", ["ASSAULT"]), ("AID", ["ASSAULT", "PROTEST"])):
        change = Change(anchors=(Anchor(kind="event", spans=place, telling=telling),))
        found, _ = decided(record, (Entry(1, "reject", change, None),))
        assert [event.type for event in found.events] == left


# The command


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    from onrecord.cli import main

    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    printed = capfd.readouterr()
    return int(stopped.value.code or 0), printed.out, printed.err


@pytest.fixture
def path(ledger: Ledger) -> str:
    return str(ledger.path)


def test_deciding_on_the_command_line(
    path: str, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    monkeypatch.setenv("COLUMNS", "200")
    items = [json.loads(line) for line in run(capfd, "review", ID[:6], "--ledger", path)[1].splitlines()]
    assert [(i["id"], i["words"], i["spans"]) for i in items][:2] == [
        ("s1", "12 people were killed in Dorf", [[TOLL.content[0].start, TOLL.content[0].end]]),
        ("s2", "the rebels", [[BLAME.content[0].start, BLAME.content[0].end]]),
    ]  # fmt: skip
    code, out, err = run(
        capfd, "review", "a", "s1", "--correct", "stance=deny", "--correct", "source=a2", "--correct", "cue=16-20", "--by", "Kim",
        "--why", "he denies it", "--ledger", path,
    )  # fmt: skip
    assert (code, err) == (0, "")
    assert json.loads(out)["change"] == "stance: state → deny; source: Ana Lopez → Rau; cue: said → said"
    monkeypatch.setenv("ONRECORD_REVIEWER", "Ray")
    assert run(capfd, "review", "a", "e1", "--correct", "actors=a1,a2", "--correct", "place=", "--ledger", path)[0] == 0
    assert run(capfd, "review", "a", "f1", "--correct", "low=1,000", "--correct", "high=null", "--ledger", path)[0] == 0
    parts = ",".join(f"{m.start}-{m.end}" for m in LOPEZ.mentions[:2]), f"{RAU.mentions[0].start}-{RAU.mentions[0].end}"
    assert run(capfd, "review", "a", "a1", "a2", "--merge", "--ledger", path)[0] == 0
    assert run(capfd, "review", "a", "a1", *("--split", parts[0], "--split", parts[1]), "--ledger", path)[0] == 0
    assert run(capfd, "review", "a", "s2", "s3", "--reject", "--ledger", path)[0] == 0
    assert run(capfd, "review", "--undo", "1", "--ledger", path)[0] == 0
    record = json.loads(run(capfd, "show", "a", "--ledger", path)[1])
    assert [(s["id"], s["stance"]) for s in record["statements"]] == [("s1", "state")]
    assert (record["events"][0]["actors"], record["events"][0]["place"]) == (["a1"], None)
    assert (record["figures"][0]["low"], record["figures"][0]["high"]) == (1000, None)
    machine = json.loads(run(capfd, "show", "a", "--machine", "--ledger", path)[1])
    assert len(machine["statements"]) == 3
    text = run(capfd, "review", "--format", "text", "--ledger", path)[1]
    assert "1 correct" in text
    assert "Kim, 20" in text
    assert ": he denies it" in text
    assert "[undone]" in text
    assert "undoes 1" in text
    page = run(capfd, "review", "a", "--format", "text", "--ledger", path)[1]
    assert "f1 12 people [correct]" in page


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("a", "s1"), "Nothing is decided on s1"),
        (("a", "s1", "--accept", "--reject"), "--accept and --reject cannot be decided at once"),
        (("a", "--accept"), "needs a document and an item"),
        (("--accept",), "needs a document and an item"),
        (("a", "--undo", "1"), "the number of a decision alone"),
        (("a", "s1", "s2", "--correct", "stance=deny"), "takes one item"),
        (("a", "s1", "--correct", "stance"), "no FIELD=VALUE"),
        (("a", "f1", "--correct", "low=many"), "is a number"),
        (("a", "s1", "--correct", "cue=16"), "no list of characters"),
        (("a", "s1", "--correct", "cue=1-2,4-6"), "one piece of text"),
        (("a", "s1", "--split", "x"), "no list of characters"),
        (("a", "s1", "--accept", "--by", ""), "name of who decides"),
        (("a", "s7", "--correct", "stance=deny"), "no item s7"),
    ],
)
def test_calls_that_decide_nothing(
    path: str, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], word: str
) -> None:
    by = () if "--by" in arguments else ("--by", "Kim")
    code, out, err = run(capfd, "review", *arguments, *by, "--ledger", path)
    assert (code, out) == (2, "")
    assert word in err
    assert run(capfd, "review", "--ledger", path, "--format", "jsonl")[1] == ""


def test_reviewing_where_there_is_no_ledger(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for arguments in (("review",), ("review", "a", "s1", "--accept", "--by", "Kim")):
        code, _, err = run(capfd, *arguments, "--ledger", str(tmp_path / "none.db"))
        assert (code, "There is no ledger at" in err) == (1, True)
    assert list(tmp_path.glob("none*")) == []
