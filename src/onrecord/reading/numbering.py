"""Gives actors their ids in the order of the text, once nobody joins any more."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.records import Actor, Event, Statement


def in_order(
    actors: Sequence[Actor], statements: Sequence[Statement], events: Sequence[Event] = ()
) -> tuple[tuple[Actor, ...], tuple[Statement, ...], tuple[Event, ...]]:
    """Actors as a1, a2, … by first mention, and the statements and events with the new ids.

    >>> from onrecord.records import Span
    >>> late = Actor(id="a1", name="B", kind="person", mentions=(Span(9, 10, "B"),), confidence=0.9)
    >>> early = Actor(id="a2", name="A", kind="person", mentions=(Span(0, 1, "A"),), confidence=0.9)
    >>> [(actor.id, actor.name) for actor in in_order([late, early], [])[0]]
    [('a1', 'A'), ('a2', 'B')]
    """
    ordered = sorted(actors, key=lambda actor: (actor.mentions[0].start if actor.mentions else -1, actor.id))
    ids = {actor.id: f"a{number}" for number, actor in enumerate(ordered, 1)}
    return (
        tuple(
            msgspec.structs.replace(actor, id=ids[actor.id], member_of=ids.get(actor.member_of or ""))
            for actor in ordered
        ),
        tuple(
            msgspec.structs.replace(
                statement,
                source=ids.get(statement.source or ""),
                addressee=ids.get(statement.addressee or ""),
            )
            for statement in statements
        ),
        tuple(
            msgspec.structs.replace(
                event,
                actors=tuple(ids[actor] for actor in event.actors),
                recipients=tuple(ids[actor] for actor in event.recipients),
            )
            for event in events
        ),
    )
