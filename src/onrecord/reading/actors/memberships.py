"""Who belongs to whom: "Defense Minister" to the ministry or the government of that country, a spokesman to the body named in his role."""

from __future__ import annotations

import re

from onrecord.knowledge.people import words_for
from onrecord.reading.actors.cast import Cast, Participant, key_of

_WORD = re.compile(r"[^\W\d_]+")


class Bodies:
    """The organisations of a document, by the first word of a name and, those of a government, by country."""

    def __init__(self, bodies: list[Participant]) -> None:
        self._by_word: dict[str, list[tuple[str, Participant]]] = {}
        self._governments: dict[str, list[tuple[set[str], Participant]]] = {}
        for body in bodies:
            for name in body.names:
                key = key_of(name)
                if key and name[:1].isupper():
                    self._by_word.setdefault(key.split()[0], []).append((key, body))
            words = set(_WORD.findall(body.name.lower()))
            if body.country is not None and words & (words_for("ministry") | words_for("cabinet")):
                self._governments.setdefault(body.country, []).append((words, body))

    def named_in(self, words: str) -> Participant | None:
        """The body with the longest name that occurs in a role or description."""
        said = key_of(words)
        found = [
            (len(key), body)
            for word in dict.fromkeys(said.split())
            for key, body in self._by_word.get(word, ())
            if f" {key} " in f" {said} "
        ]
        return max(found, key=lambda pair: pair[0])[1] if found else None

    def ministry_of(self, role: set[str], country: str) -> Participant | None:
        """The ministry of that country with the topic of the role, else its government."""
        governments = self._governments.get(country, ())
        for words, body in governments:
            if words & words_for("ministry") and role & words & words_for("ministry topic"):
                return body
        return next((body for words, body in governments if words & words_for("cabinet")), None)


def affiliate(cast: Cast) -> None:
    """Fills `member_of` of persons and the unnamed where the text names the body among its actors."""
    bodies = Bodies([member for member in cast.members if member.kind in ("organization", "military")])
    for member in cast.members:
        if member.member_of is None and member.kind in ("person", "unnamed"):
            member.member_of = _body_of(member, bodies)


def _body_of(member: Participant, bodies: Bodies) -> Participant | None:
    named = bodies.named_in(member.name if member.kind == "unnamed" else member.role or "")
    if named is not None:
        return named
    role = set(_WORD.findall((member.role or "").lower()))
    if not role & words_for("ministerial") or role & words_for("former") or member.country is None:
        return None
    return bodies.ministry_of(role, member.country)
