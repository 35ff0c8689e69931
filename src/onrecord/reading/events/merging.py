"""Several tellings of one event in a document are one event with several mentions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TypeVar

import msgspec

from onrecord.records import Event, Place, Time

Named = TypeVar("Named", Time, Place)
_LOOK_BACK = 30  # events
HAPPENED = frozenset({"happened", "ongoing"})


def merged(
    events: Sequence[Event],
    lemmas: Sequence[str],
    definite: Sequence[bool],
    within: Sequence[int | None],
    times: Mapping[str, Time] = MappingProxyType({}),
    places: Mapping[str, Place] = MappingProxyType({}),
) -> list[Event]:
    """Events with those that tell the same put together.

    Args:
        events: in the order of the text, one for each telling.
        lemmas: the lemma of each one's trigger.
        definite: whether each one is taken up by the text as known ("the attack").
        within: the number of the telling that each one only tells more of ("offered a rebuke, *accusing* him of"), None where there is none.
        times, places: those of the document by id; a wider one ("this year", "Congo") does not keep a telling apart from a narrower one.
    """
    kept: list[tuple[Event, set[str], set[int]]] = []
    for number, (event, lemma, known, outer) in enumerate(zip(events, lemmas, definite, within, strict=True)):
        for position in range(len(kept) - 1, max(-1, len(kept) - 1 - _LOOK_BACK), -1):
            earlier, words, tellings = kept[position]
            same = _goes_on(earlier, event) if outer in tellings else _same(earlier, words, event, lemma, known)
            if same and _within(earlier, event, times, places):
                kept[position] = (_joined(earlier, event, times, places), words | {lemma}, tellings | {number})
                break
        else:
            kept.append((event, {lemma}, {number}))
    return [event for event, _, _ in kept]


def _goes_on(earlier: Event, event: Event) -> bool:
    """Whether a participle tells more of the act that it hangs on: of the same type, by the same doers, to nobody else."""
    return (
        earlier.type == event.type
        and earlier.status == event.status
        and earlier.actors == event.actors
        and not (
            set(earlier.recipients) and set(event.recipients) and set(earlier.recipients).isdisjoint(event.recipients)
        )
    )


def _same(earlier: Event, words: set[str], event: Event, lemma: str, known: bool) -> bool:
    if earlier.type != event.type or (earlier.status in HAPPENED) != (event.status in HAPPENED):
        return False
    if earlier.status not in HAPPENED and earlier.status != event.status:
        return False
    if not (compatible(earlier.actors, event.actors) and compatible(earlier.recipients, event.recipients)):
        return False
    if set(earlier.figures) and set(event.figures) and set(earlier.figures).isdisjoint(event.figures):
        return False
    shared = len(set(earlier.actors) & set(event.actors)) + len(set(earlier.recipients) & set(event.recipients))
    if lemma in words:
        return shared > 0 or (known and not event.actors and not event.recipients)
    return shared > 1


def compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sets of participants can be of one event: one is unknown, or somebody is in both."""
    return not one or not other or not set(one).isdisjoint(other)


def _within(earlier: Event, event: Event, times: Mapping[str, Time], places: Mapping[str, Place]) -> bool:
    """Whether places and times of two tellings are the same, unknown, or one inside the other."""
    return (
        _narrower(earlier.when, event.when, times, _spans_time) is not None or not (earlier.when and event.when)
    ) and (
        _narrower(earlier.place, event.place, places, _holds_place) is not None or not (earlier.place and event.place)
    )


def _narrower(
    one: str | None, other: str | None, known: Mapping[str, Named], holds: Callable[[Named, Named], bool]
) -> str | None:
    """The narrower of two times or places, None where neither holds the other or both are unknown."""
    if one is None or other is None or one == other:
        return one or other
    if one not in known or other not in known:
        return None
    if holds(known[one], known[other]):
        return other
    return one if holds(known[other], known[one]) else None


def _spans_time(wide: Time, narrow: Time) -> bool:
    edges = (wide.start, wide.end, narrow.start, narrow.end)
    if any(edge is None for edge in edges):
        return False
    first, last, start, end = (str(edge)[:16] for edge in edges)
    return first <= start and end <= last


def _holds_place(wide: Place, narrow: Place) -> bool:
    if wide.country is None or wide.country != narrow.country:
        return False
    return wide.precision == "country" or (
        wide.precision == "region" and wide.admin1 is not None and wide.admin1 == narrow.admin1
    )


def _joined(earlier: Event, event: Event, times: Mapping[str, Time], places: Mapping[str, Place]) -> Event:
    return msgspec.structs.replace(
        earlier,
        actors=tuple(dict.fromkeys((*earlier.actors, *event.actors))),
        recipients=tuple(dict.fromkeys((*earlier.recipients, *event.recipients))),
        place=_narrower(earlier.place, event.place, places, _holds_place),
        when=_narrower(earlier.when, event.when, times, _spans_time),
        mode=earlier.mode or event.mode,
        according_to=earlier.according_to
        if earlier.according_to is None
        else event.according_to and earlier.according_to,
        figures=tuple(dict.fromkeys((*earlier.figures, *event.figures))),
        contexts=tuple(dict.fromkeys((*earlier.contexts, *event.contexts))),
        mentions=(*earlier.mentions, *event.mentions),
        confidence=max(earlier.confidence, event.confidence),
    )
