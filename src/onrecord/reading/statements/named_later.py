"""People who are named only after the fact: "another Kiev official said … “The first shelling …,” said Andriy Kovalenko, head of …".

Who stands behind an unnamed speaker is taken to be named by the direct quotation that follows at once, where its speaker is new to the text and
nothing that is said of him disagrees. Of 17 such pairs in 562 articles of raw news without the last condition 15 were one person.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec

from onrecord.knowledge.people import person_word
from onrecord.records import Actor, Statement

_APART = 4
"""Characters between the unnamed speaker's statement and the quotation: a period, blanks and line ends."""
_CONFIDENCE = 0.75


def with_named_later(
    statements: tuple[Statement, ...], actors: tuple[Actor, ...]
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """Statements whose unnamed speakers are the people named behind them, and the actors with those made one."""
    by_id = {actor.id: actor for actor in actors}
    named: dict[str, str] = {}
    for one, other in pairwise(sorted(statements, key=lambda statement: statement.content[0].start)):
        if one.source in by_id and other.source in by_id and _names(one, by_id[one.source], other, by_id[other.source]):
            named[one.source] = other.source
    if not named:
        return statements, actors
    return tuple(_renamed(one, named) for one in statements), tuple(_joined(actors, named))


def _names(one: Statement, unnamed: Actor, other: Statement, person: Actor) -> bool:
    if unnamed.kind != "unnamed" or person.kind != "person" or len(unnamed.mentions) != 1 or other.kind != "direct":
        return False
    spans = [part for part in (*one.content, one.cue, one.source_span) if part is not None]
    between = other.content[0].start - max(part.end for part in spans)
    new = other.source_span is not None and min(part.start for part in person.mentions) >= other.source_span.start
    return new and 0 <= between <= _APART and _agree(unnamed, person)


def _agree(unnamed: Actor, person: Actor) -> bool:
    """Whether both are called by one noun ("spokesman"), or have sector and country in common, or nothing is said of the person."""
    if person.role is None:
        return person.country is None or unnamed.country in (None, person.country)
    if _nouns(unnamed.name) & _nouns(person.role):
        return True
    known = unnamed.sector is not None and unnamed.country is not None
    return known and (unnamed.sector, unnamed.country) == (person.sector, person.country)


def _nouns(text: str) -> set[str]:
    return {word for word in text.lower().replace("-", " ").split() if person_word(word) is not None}


def _renamed(one: Statement, named: dict[str, str]) -> Statement:
    if one.source not in named:
        return one
    return msgspec.structs.replace(one, source=named[one.source], confidence=min(one.confidence, _CONFIDENCE))


def _joined(actors: Sequence[Actor], named: dict[str, str]) -> list[Actor]:
    mentions = {person: actor.mentions for actor in actors if (person := named.get(actor.id)) is not None}
    out = []
    for actor in actors:
        if actor.id in named:
            continue
        together = sorted((*actor.mentions, *mentions.get(actor.id, ())), key=lambda span: span.start)
        member_of = named.get(actor.member_of or "", actor.member_of)
        out.append(msgspec.structs.replace(actor, mentions=tuple(together), member_of=member_of))
    return out
