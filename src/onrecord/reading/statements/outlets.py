"""An outlet that is told something is how the words reached us, no participant: "told the Oslo Register"."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.records import Actor, Span, Statement

_BESIDE = 12  # characters between a cue and the outlet that is told


def outlets_are_channels(
    statements: Sequence[Statement], actors: Sequence[Actor]
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """Statements whose addressee is an outlet (an organisation of PLOVER's sector JRN) with it as channel instead, and the actors
    without the outlets that only listen.

    >>> text = "“No,” Roe told the Register."
    >>> outlet = Actor(id="a1", name="the Register", kind="organization", sector="JRN", mentions=(Span.of(text, 15, 27),), confidence=0.9)
    >>> said = Statement(id="s1", cue=Span.of(text, 10, 14), content=(Span.of(text, 0, 5),), kind="direct", stance="state",
    ...     addressee="a1", confidence=0.9)
    >>> (statement,), actors = outlets_are_channels([said], [outlet])
    >>> statement.channel.text, statement.addressee, actors
    ('the Register', None, ())
    """
    outlets = {actor.id: actor for actor in actors if actor.kind == "organization" and actor.sector == "JRN"}
    if not any(statement.addressee in outlets for statement in statements):
        return tuple(statements), tuple(actors)
    listening = {statement.addressee for statement in statements} & set(outlets)
    found = tuple(_through(statement, outlets) for statement in statements)
    needed = {statement.source for statement in found} | {statement.addressee for statement in found}
    needed |= {actor.member_of for actor in actors}
    return found, tuple(actor for actor in actors if actor.id not in listening or actor.id in needed)


def _through(statement: Statement, outlets: dict[str, Actor]) -> Statement:
    outlet = outlets.get(statement.addressee or "")
    if outlet is None or statement.cue is None:
        return statement
    after = statement.cue.end
    told: Span | None = next((span for span in outlet.mentions if 0 <= span.start - after <= _BESIDE), None)
    if told is None:
        return statement
    return msgspec.structs.replace(statement, addressee=None, channel=statement.channel or told)
