"""The cast of a document while it is being put together: participants, found again by name, and turned into actors."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.reading.names import folded, same_person, surname
from onrecord.records import Actor, ActorKind, Span


@dataclass(slots=True)
class Participant:
    """One participant with what is known of it so far. `number` counts from 1 and makes the actor's id."""

    number: int
    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    gender_told: bool = False  # by a title or a noun, not only by what the given name leans to
    plural: bool = False
    heads: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    mentions: dict[tuple[int, int], Span] = field(default_factory=dict)
    confidence: float = 0.5

    @property
    def id(self) -> str:
        """The id of its actor in the record."""
        return f"a{self.number}"

    def mention(self, span: Span) -> None:
        """Adds a mention; one that lies inside a mention already there adds nothing, one that holds smaller ones replaces them."""
        if any(known.covers(span) for known in self.mentions.values()):
            return
        for key in [key for key, known in self.mentions.items() if span.covers(known)]:
            del self.mentions[key]
        self.mentions[span.start, span.end] = span

    def learn(
        self, *, role: str | None = None, country: str | None = None, sector: str | None = None, gender: str | None = None,
        told: bool = False, heads: Iterable[str] = (), confidence: float = 0.0,
    ) -> None:  # fmt: skip
        """Fills what was unknown; what is known stays."""
        self.role = self.role or role
        self.country = self.country or country
        self.sector = self.sector or sector
        if gender is not None and (self.gender is None or (told and not self.gender_told)):
            self.gender, self.gender_told = gender, told
        self.heads.update(heads)
        self.confidence = max(self.confidence, confidence)

    def actor(self) -> Actor:
        """The record of this participant."""
        return Actor(
            id=self.id, name=self.name, kind=self.kind, role=self.role, country=self.country, sector=self.sector,
            mentions=tuple(self.mentions[key] for key in sorted(self.mentions)), confidence=round(self.confidence, 2),
        )  # fmt: skip


class Cast:
    """The participants of one document, in the order in which they were found."""

    def __init__(self) -> None:
        self.members: list[Participant] = []
        self._by_surname: dict[str, list[Participant]] = {}
        self._by_name: dict[str, Participant] = {}

    def add(self, name: str, kind: ActorKind, confidence: float) -> Participant:
        """A new participant."""
        member = Participant(len(self.members) + 1, name, kind, confidence=confidence)
        member.names.add(name)
        self.members.append(member)
        if kind == "person":
            self._by_surname.setdefault(folded(surname(name)), []).append(member)
        elif kind in ("organization", "country", "military"):
            self._by_name.setdefault(key_of(name), member)
        return member

    def known_as(self, member: Participant, name: str) -> None:
        """Another name of a participant; a person's longer name becomes its name."""
        member.names.add(name)
        if member.kind != "person":
            self._by_name.setdefault(key_of(name), member)
        elif len(name.split()) > len(member.name.split()):
            member.name = name

    def named(self, name: str) -> Participant | None:
        """The organisation or country of this name."""
        return self._by_name.get(key_of(name))

    def persons(self, name: str, gender: str | None = None) -> list[Participant]:
        """The persons whom this name can mean, none whose gender is told and contradicts."""
        found = [member for member in self._by_surname.get(folded(surname(name)), ()) if same_person(member.name, name)]
        if not found and " " not in name:
            called = [m for m in self.members if m.kind == "person" and " " in m.name and m.name.split()[0] == name]
            found = called if len(called) == 1 else []
        agreeing = [member for member in found if gender is None or member.gender in (None, gender)]
        return agreeing or [member for member in found if not member.gender_told]

    def surnames(self) -> frozenset[str]:
        """The surnames of the persons of the cast, as they are written."""
        return frozenset(surname(name) for member in self.members if member.kind == "person" for name in member.names)

    def actors(self) -> tuple[Actor, ...]:
        """The actors, by id."""
        return tuple(member.actor() for member in self.members)


def key_of(name: str) -> str:
    """An organisation's name in the form in which its spellings agree: no case, article or periods.

    >>> key_of("the U.N.") == key_of("UN")
    True
    """
    plain = " ".join(name.casefold().replace(".", "").split())
    return plain.removeprefix("the ")
