"""From an item to its anchor, and from an anchor to the item of another reading that rests on the same characters."""

from __future__ import annotations

from collections.abc import Mapping

from onrecord.ledger.decisions import FORMS, Anchor, Kind, Plain

SHARED = 0.5
"""An item of another reading is the same one if the two share at least half of the characters that either has. Below that, a
decision is shown as unplaced rather than put on something its reviewer did not see."""

Spans = tuple[tuple[int, int], ...]
Items = Mapping[str, Plain]
Draft = Mapping[Kind, Items]
"""Kind → id → item, as JSON has it."""


def spans_of(kind: Kind, item: Plain) -> Spans:
    """The characters that an item is known by, in order.

    >>> spans_of("figure", {"span": {"start": 3, "end": 5, "text": "12"}})
    ((3, 5),)
    """
    found = item[FORMS[kind].spans]
    return tuple(sorted((span["start"], span["end"]) for span in (found if isinstance(found, list) else [found])))


def anchor_of(draft: Draft, kind: Kind, id: str, *, whole: bool = True) -> Anchor:
    """The anchor of an item of the draft; with `whole`, the item itself goes along, its references as anchors."""
    item = draft[kind][id]
    return Anchor(
        kind=kind,
        spans=spans_of(kind, item),
        telling=_telling(kind, item),
        item=_detached(draft, kind, item) if whole else None,
    )


def find(items: Items, anchor: Anchor, *, same_telling: bool = False, inside: bool = False) -> str | None:
    """The id of the item that the anchor means; None where there is none, or where two mean it equally.

    Args:
        items: of the anchor's kind.
        same_telling: whether it must also have the same type, name or the like.
        inside: whether an item that covers all the anchor's characters and more will do.

    >>> item = lambda start, end: {"span": {"start": start, "end": end}, "timex": None}
    >>> find({"t1": item(0, 4), "t2": item(9, 19)}, Anchor(kind="time", spans=((9, 18),)))
    't2'
    """
    candidates = {
        id: spans_of(anchor.kind, item)
        for id, item in items.items()
        if not same_telling or _telling(anchor.kind, item) == anchor.telling
    }
    exact = [id for id, spans in candidates.items() if spans == anchor.spans]
    if exact:
        return _told_apart(items, anchor, exact)
    measured = {id: _likeness(anchor.spans, spans) for id, spans in candidates.items()}
    best = max((shared for shared, _ in measured.values()), default=0.0)
    if best >= SHARED:
        return _told_apart(items, anchor, [id for id, (shared, _) in measured.items() if shared == best])
    if inside:
        return _told_apart(items, anchor, [id for id, (_, covered) in measured.items() if covered])
    return None


def _told_apart(items: Items, anchor: Anchor, ids: list[str]) -> str | None:
    if len(ids) > 1:
        ids = [id for id in ids if _telling(anchor.kind, items[id]) == anchor.telling]
    return ids[0] if len(ids) == 1 else None


def _likeness(anchor: Spans, item: Spans) -> tuple[float, bool]:
    """Which share of the characters of both they have in common, and whether the item has all of the anchor's."""
    ours, theirs = _characters(anchor), _characters(item)
    common = len(ours & theirs)
    return (common / len(ours | theirs) if common else 0.0), common > 0 and common == len(ours)


def _characters(spans: Spans) -> set[int]:
    return {place for start, end in spans for place in range(start, end)}


def _telling(kind: Kind, item: Plain) -> str | None:
    field = FORMS[kind].telling
    value = item.get(field) if field else None
    return str(value["text"]) if isinstance(value, dict) else value


def _detached(draft: Draft, kind: Kind, item: Plain) -> Plain:
    """The item with its references as anchors of the items they mean, which have none of their own."""
    detached = dict(item)
    for field, target in FORMS[kind].references.items():
        detached[field] = refer(draft, target, item[field])
    return detached


def refer(draft: Draft, kind: Kind, value: object) -> object:
    """Ids as anchors: of one reference, of a list of them; what is no id stays."""
    if isinstance(value, list | tuple):
        return [refer(draft, kind, each) for each in value]
    if not isinstance(value, str) or value not in draft[kind]:
        return value
    item = draft[kind][value]
    loose = {field: [] if isinstance(item[field], list) else _kept(item[field]) for field in FORMS[kind].references}
    anchor = {"kind": kind, "spans": [list(span) for span in spans_of(kind, item)], "telling": _telling(kind, item)}
    return {"anchor": {**anchor, "item": {**item, **loose}}}


def _kept(reference: object) -> object:
    """What is left of a reference of an item that is itself only referred to: a time counted from the publication date stays so."""
    return reference if reference == "published" else None
