"""Reviewers' decisions: what they hold, and how they name what they are about.

A decision names characters, not ids: the document's text never changes, while the ids of a reading ("s3") are given anew by the
next one. `Anchor` is kind and characters; `Change` is what the decision does, with every item that it mentions as an anchor.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

import msgspec

from onrecord.records import Actor, Event, Figure, Place, Record, Statement, Time

Verb = Literal["accept", "correct", "reject", "merge", "split", "undo"]
Kind = Literal["statement", "event", "figure", "actor", "place", "time"]
State = Literal["applied", "restored", "unplaced", "undone"]
"""What became of a decision in the current reading. applied: it holds. restored: this reading no longer had the item, so it was put
back as it was when a reviewer vouched for it. unplaced: nothing in this reading is what it was about. undone: taken back."""

Item = Statement | Event | Figure | Actor | Place | Time
Plain = dict[str, Any]
"""An item as JSON has it."""


class Form(NamedTuple):
    """How one kind of item is made: its class, the record's field, the letter of its ids, the field whose characters it is known by,
    the field that tells two apart which rest on the same characters, and the fields that refer to other items."""

    type: type[Item]
    field: str
    letter: str
    spans: str
    telling: str | None
    references: dict[str, Kind]


FORMS: dict[Kind, Form] = {
    "statement": Form(
        Statement, "statements", "s", "content", "source_span",
        {"source": "actor", "addressee": "actor", "when": "time", "within": "statement"},
    ),
    "event": Form(
        Event, "events", "e", "trigger", "type",
        {
            "actors": "actor", "recipients": "actor", "place": "place", "when": "time", "according_to": "statement",
            "figures": "figure",
        },
    ),
    "figure": Form(
        Figure, "figures", "f", "span", "counted", {"of": "actor", "event": "event", "according_to": "statement"}
    ),
    "actor": Form(Actor, "actors", "a", "mentions", "name", {"member_of": "actor"}),
    "place": Form(Place, "places", "p", "spans", "name", {}),
    "time": Form(Time, "times", "t", "span", "timex", {"anchor": "time"}),
}  # fmt: skip
"""Kind → its form. A time's `anchor` may also be "published" or an event; only times are followed."""


class Anchor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What an item is, by its characters. `telling` is its name, type or the like, to tell apart two on the same characters.
    `item` is the whole item, so that it can be put back where a later reading has nothing there; its own references are anchors."""

    kind: Kind
    spans: tuple[tuple[int, int], ...]
    telling: str | None = None
    item: dict[str, Any] | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a decision does: to `anchors` (one item; several of a merge, the first of which stays), with `values` (field → value;
    references to items as anchors) or `parts` (of a split: the characters of each). `told` is the same in words."""

    anchors: tuple[Anchor, ...] = ()
    values: dict[str, Any] = {}
    parts: tuple[tuple[tuple[int, int], ...], ...] = ()
    told: str = ""


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision of a reviewer on one item of a document, by whom, when (UTC) and why. `item` is the id that the item has in the
    current reading, None where it has none; `words` are the characters it was decided on; `change` says in words what changed."""

    number: int
    document: str
    verb: Verb
    kind: Kind | None
    item: str | None
    words: str
    change: str
    undoes: int | None
    state: State
    by: str
    at: str
    why: str | None


class Entry(NamedTuple):
    """A decision as the ledger applies it."""

    number: int
    verb: Verb
    change: Change
    undoes: int | None


class Effect(NamedTuple):
    """What became of one decision, and the id of its item where it has one."""

    state: State
    item: str | None


def kind_of(record: Record, id: str) -> Kind | None:
    """The kind of the item with this id, None where the record has no such item.

    >>> from onrecord.records import DocumentInfo, Span
    >>> time = Time(id="t1", span=Span(0, 1, "x"), kind="date")
    >>> record = Record(document=DocumentInfo(name="a", id="b"), times=(time,))
    >>> kind_of(record, "t1"), kind_of(record, "t2")
    ('time', None)
    """
    for kind, form in FORMS.items():
        if any(item.id == id for item in getattr(record, form.field)):
            return kind
    return None


def undone(decisions: tuple[Entry, ...]) -> frozenset[int]:
    """The numbers of the decisions that are taken back: by an undo that is not itself taken back.

    >>> entry = lambda number, undoes=None: Entry(number, "undo" if undoes else "accept", Change(), undoes)
    >>> sorted(undone((entry(1), entry(2, 1)))), sorted(undone((entry(1), entry(2, 1), entry(3, 2))))
    ([1], [2])
    """
    found: set[int] = set()
    for decision in reversed(decisions):
        if decision.undoes is not None and decision.number not in found:
            found.add(decision.undoes)
    return frozenset(found)


def plain(value: object) -> Any:
    """A value as JSON has it: structs as dicts, tuples as lists.

    >>> plain((Anchor(kind="time", spans=((3, 5),)),))
    [{'kind': 'time', 'spans': [[3, 5]]}]
    """
    return msgspec.json.decode(msgspec.json.encode(value))
