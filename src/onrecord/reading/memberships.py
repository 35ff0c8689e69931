"""Who belongs to whom: "Defense Minister" to the ministry or the government of that country, a spokesman to the body named in his role."""

from __future__ import annotations

import re

from onrecord.knowledge.people import words_for
from onrecord.reading.cast import Cast, Participant, key_of

_WORD = re.compile(r"[^\W\d_]+")


def affiliate(cast: Cast) -> None:
    """Fills `member_of` of persons and the unnamed where the text names the body among its actors."""
    bodies = [member for member in cast.members if member.kind in ("organization", "military")]
    if not bodies:
        return
    for member in cast.members:
        if member.member_of is None and member.kind in ("person", "unnamed"):
            member.member_of = _body_of(member, bodies)


def _body_of(member: Participant, bodies: list[Participant]) -> Participant | None:
    said = f" {key_of(member.name if member.kind == 'unnamed' else member.role or '')} "
    named = [body for body in bodies if any(f" {key_of(name)} " in said and name[:1].isupper() for name in body.names)]
    if named:
        return max(named, key=lambda body: len(body.name))
    role = set(_WORD.findall((member.role or "").lower()))
    if not role & words_for("ministerial") or role & words_for("former") or member.country is None:
        return None
    same = [body for body in bodies if body.country == member.country]
    for body in same:
        words = set(_WORD.findall(body.name.lower()))
        if words & words_for("ministry") and role & words & words_for("ministry topic"):
            return body
    return next((body for body in same if set(_WORD.findall(body.name.lower())) & words_for("cabinet")), None)
