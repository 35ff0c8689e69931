"""Several tellings of one event in a document are one event with several mentions."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.records import Event

_LOOK_BACK = 30  # events
_HAPPENED = frozenset({"happened", "ongoing"})


def merged(events: Sequence[Event], lemmas: Sequence[str], definite: Sequence[bool]) -> list[Event]:
    """Events with those that tell the same put together.

    Args:
        events: in the order of the text, one for each telling.
        lemmas: the lemma of each one's trigger.
        definite: whether each one is taken up by the text as known ("the attack").
    """
    kept: list[tuple[Event, set[str]]] = []
    for event, lemma, known in zip(events, lemmas, definite, strict=True):
        for position in range(len(kept) - 1, max(-1, len(kept) - 1 - _LOOK_BACK), -1):
            earlier, words = kept[position]
            if _same(earlier, words, event, lemma, known):
                kept[position] = (_joined(earlier, event), words | {lemma})
                break
        else:
            kept.append((event, {lemma}))
    return [event for event, _ in kept]


def _same(earlier: Event, words: set[str], event: Event, lemma: str, known: bool) -> bool:
    if earlier.type != event.type or (earlier.status in _HAPPENED) != (event.status in _HAPPENED):
        return False
    if earlier.status not in _HAPPENED and earlier.status != event.status:
        return False
    if not (_compatible(earlier.actors, event.actors) and _compatible(earlier.recipients, event.recipients)):
        return False
    if (earlier.place and event.place and earlier.place != event.place) or (
        earlier.when and event.when and earlier.when != event.when
    ):
        return False
    if set(earlier.figures) and set(event.figures) and set(earlier.figures).isdisjoint(event.figures):
        return False
    shared = len(set(earlier.actors) & set(event.actors)) + len(set(earlier.recipients) & set(event.recipients))
    if lemma in words:
        return shared > 0 or (known and not event.actors and not event.recipients)
    return shared > 1


def _compatible(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or not set(one).isdisjoint(other)


def _joined(earlier: Event, event: Event) -> Event:
    return msgspec.structs.replace(
        earlier,
        actors=tuple(dict.fromkeys((*earlier.actors, *event.actors))),
        recipients=tuple(dict.fromkeys((*earlier.recipients, *event.recipients))),
        place=earlier.place or event.place,
        when=earlier.when or event.when,
        mode=earlier.mode or event.mode,
        according_to=earlier.according_to
        if earlier.according_to is None
        else event.according_to and earlier.according_to,
        figures=tuple(dict.fromkeys((*earlier.figures, *event.figures))),
        contexts=tuple(dict.fromkeys((*earlier.contexts, *event.contexts))),
        mentions=(*earlier.mentions, *event.mentions),
        confidence=max(earlier.confidence, event.confidence),
    )
