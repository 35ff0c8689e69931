"""What holds: a machine's record with the reviewers' decisions applied to it, in their order. Pure; nothing is stored here.

    accept    the item stays as the reviewer saw it, whatever a later reading says of it
    correct   the named fields have the reviewer's values
    reject    the item is not there; what referred to it refers to nothing
    merge     several items are one: the first, with the characters of all; what referred to the others refers to it
    split     one item is several, each with its part of the characters; a speaker's statements go with the words they name him by

An item that a reviewer accepted or corrected has confidence 1, and is put back where a later reading has nothing on its characters.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from onrecord.errors import UsageError
from onrecord.ledger.anchoring import find, spans_of
from onrecord.ledger.decisions import FORMS, Anchor, Effect, Entry, Kind, Plain, plain, undone
from onrecord.records import Record

_BROUGHT: frozenset[Kind] = frozenset({"actor", "place", "time"})
"""What is put back together with an item that refers to it. Statements, events and figures need a decision of their own."""

_UNPLACED = Effect("unplaced", None)


class Applied:
    """A record being decided on: its items by kind and id, as JSON has them."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.items: dict[Kind, dict[str, Plain]] = {
            kind: {item["id"]: item for item in plain(getattr(record, form.field))} for kind, form in FORMS.items()
        }

    def result(self) -> Record:
        """The record as it stands now.

        Raises:
            UsageError: a value is not of its field's type.
        """
        try:
            found = {
                form.field: msgspec.convert(list(self.items[kind].values()), tuple[form.type, ...])  # type: ignore[name-defined]
                for kind, form in FORMS.items()
            }
        except msgspec.ValidationError as error:
            raise UsageError(
                f"A value does not fit its field: {error}.", "See the fields with: onrecord schema"
            ) from error
        return msgspec.structs.replace(self.record, **found)

    def apply(self, decision: Entry) -> Effect:
        """Changes the items as the decision says."""
        verb, change = decision.verb, decision.change
        anchor = change.anchors[0]
        items = self.items[anchor.kind]
        if verb == "merge":
            return self._merge(change.anchors)
        id = find(items, anchor, same_telling=verb == "reject" and anchor.kind == "event")
        if verb == "reject":
            if id is None:
                return _UNPLACED
            self._forget(anchor.kind, id)
            return Effect("applied", None)
        if verb == "split":
            return _UNPLACED if id is None else self._split(anchor.kind, id, change.parts)
        restored = id is None
        if id is None:
            id = self._put_back(anchor)
        elif verb == "accept" and anchor.item is not None:
            self._set(anchor.kind, id, {**anchor.item, "id": id})
        self._set(anchor.kind, id, {**items[id], **change.values, **_vouched(items[id])})
        self._claim(anchor.kind, id)
        return Effect("restored" if restored else "applied", id)

    # The verbs

    def _merge(self, anchors: tuple[Anchor, ...]) -> Effect:
        kind = anchors[0].kind
        items = self.items[kind]
        found = [id for anchor in anchors if (id := find(items, anchor, inside=True)) is not None]
        ids = list(dict.fromkeys(found))
        if len(found) < 2:
            return _UNPLACED
        stays = ids[0]
        for other in ids[1:]:
            items[stays] = _joined(kind, items[stays], items[other])
            self._repoint(kind, other, stays)
        return Effect("applied", stays)

    def _split(self, kind: Kind, id: str, parts: tuple[tuple[tuple[int, int], ...], ...]) -> Effect:
        items, whole = self.items[kind], self.items[kind][id]
        words = {(span["start"], span["end"]): span for span in _all_spans(whole)}
        for number, part in enumerate(parts):
            spans = [words.get(place) or self._span(whole, *place) for place in part]
            here = find(items, Anchor(kind=kind, spans=tuple(sorted(part)))) if number else id
            if number and (here is None or here == id):
                here = self._new_id(kind)
            assert here is not None
            items[here] = _with_spans(
                kind, {**(whole if number == 0 or here not in items else items[here]), "id": here}, spans
            )
            if number and kind == "actor":
                self._follow(id, here, part)
        return Effect("applied", id)

    def _put_back(self, anchor: Anchor) -> str:
        assert anchor.item is not None
        id = self._new_id(anchor.kind)
        self.items[anchor.kind][id] = {}
        self._set(anchor.kind, id, {**anchor.item, "id": id})
        return id

    # Their parts

    def _set(self, kind: Kind, id: str, item: Plain) -> None:
        references = FORMS[kind].references
        self.items[kind][id] = {
            field: self._resolved(references[field], value) if field in references else value
            for field, value in item.items()
        }

    def _resolved(self, kind: Kind, value: Any) -> Any:
        """A reference as an id of this record; the item it means is put back where it is missing and of a kind that may be."""
        if isinstance(value, list | tuple):
            return [id for each in value if (id := self._resolved(kind, each)) is not None]
        if not isinstance(value, dict):
            return value
        anchor = msgspec.convert(value["anchor"], Anchor)
        id = find(self.items[kind], anchor, inside=kind in _BROUGHT)
        return self._put_back(anchor) if id is None and kind in _BROUGHT and anchor.item is not None else id

    def _claim(self, kind: Kind, id: str) -> None:
        """A mention belongs to one actor: those that a decision gave to one are taken from the others."""
        if kind not in ("actor", "place"):
            return
        field, mine = FORMS[kind].spans, set(spans_of(kind, self.items[kind][id]))
        for other, item in list(self.items[kind].items()):
            kept = [span for span in item[field] if (span["start"], span["end"]) not in mine]
            if other != id and len(kept) < len(item[field]):
                if kept:
                    self.items[kind][other] = {**item, field: kept}
                else:
                    self._repoint(kind, other, id)

    def _follow(self, old: str, new: str, part: tuple[tuple[int, int], ...]) -> None:
        """Statements whose source is named by characters of the part have the new actor as their source."""
        for id, statement in self.items["statement"].items():
            span = statement["source_span"]
            if (
                statement["source"] == old
                and span
                and any(span["start"] < end and start < span["end"] for start, end in part)
            ):
                self.items["statement"][id] = {**statement, "source": new}

    def _forget(self, kind: Kind, id: str) -> None:
        del self.items[kind][id]
        self._replace(kind, id, None)

    def _repoint(self, kind: Kind, old: str, new: str) -> None:
        del self.items[kind][old]
        self._replace(kind, old, new)

    def _replace(self, kind: Kind, old: str, new: str | None) -> None:
        for own, form in FORMS.items():
            fields = [field for field, target in form.references.items() if target == kind or field == "anchor"]
            for id, item in self.items[own].items() if fields else ():
                changed = {field: _replaced(item[field], old, None if new == id else new) for field in fields}
                if any(changed[field] != item[field] for field in fields):
                    self.items[own][id] = {**item, **changed}

    def _new_id(self, kind: Kind) -> str:
        letter = FORMS[kind].letter
        taken = [int(id[1:]) for id in self.items[kind] if id[1:].isdecimal()]
        return f"{letter}{max(taken, default=0) + 1}"

    def _span(self, whole: Plain, start: int, end: int) -> Plain:
        """Characters inside one of the item's spans."""
        for span in _all_spans(whole):
            if span["start"] <= start < end <= span["end"]:
                return {"start": start, "end": end, "text": span["text"][start - span["start"] : end - span["start"]]}
        raise UsageError(
            f"The characters {start}-{end} are not the item's.",
            "Give parts of its own characters; see: onrecord review DOCUMENT",
        )


def decided(record: Record, decisions: tuple[Entry, ...]) -> tuple[Record, dict[int, Effect]]:
    """The record that holds, and what became of each decision (by its number)."""
    if not decisions:
        return record, {}
    taken_back, applied, effects = undone(decisions), Applied(record), dict[int, Effect]()
    for decision in decisions:
        if decision.number in taken_back:
            effects[decision.number] = Effect("undone", None)
        elif decision.verb == "undo":
            effects[decision.number] = Effect("applied", None)
        else:
            effects[decision.number] = applied.apply(decision)
    return applied.result(), effects


def _vouched(item: Plain) -> Plain:
    return {"confidence": 1.0} if "confidence" in item else {}


def _all_spans(item: Plain) -> Iterator[Plain]:
    for value in item.values():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and "start" in each and "text" in each:
                yield each


def _with_spans(kind: Kind, item: Plain, spans: list[Plain]) -> Plain:
    """The item with these characters: of an event, the first is the trigger and the rest are mentions."""
    field = FORMS[kind].spans
    if isinstance(item[field], list):
        return {**item, field: spans}
    return {**item, field: spans[0], **({"mentions": spans[1:]} if kind == "event" else {})}


def _joined(kind: Kind, one: Plain, other: Plain) -> Plain:
    """One item of two: what the first knows, what only the other knows, and the characters of both."""
    joined = {field: other[field] if value is None else value for field, value in one.items()}
    for field, value in one.items():
        if isinstance(value, list):
            joined[field] = value + [each for each in other[field] if each not in value]
    if kind == "event":
        joined["mentions"] = [*joined["mentions"], *(s for s in [other["trigger"]] if s not in joined["mentions"])]
    for field in ("mentions", "spans", "content"):
        if field in joined:
            joined[field] = sorted(joined[field], key=lambda span: (span["start"], span["end"]))
    return joined


def _replaced(value: Any, old: str, new: str | None) -> Any:
    if isinstance(value, list):
        return list(dict.fromkeys(id for each in value if (id := _replaced(each, old, new)) is not None))
    return new if value == old else value
