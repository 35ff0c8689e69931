"""The cast of a document while it is being put together: participants, found again by name, and turned into actors."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Set
from dataclasses import dataclass, field

from onrecord.knowledge.people import institution_words
from onrecord.reading.actors.names import folded, same_person, surname
from onrecord.records import Actor, ActorKind, Span

_HELD = 200  # participants that are looked back on


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
    mentions: list[Span] = field(default_factory=list)  # by start, none inside another
    confidence: float = 0.5
    member_of: Participant | None = None
    _starts: list[int] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The id of its actor in the record."""
        return f"a{self.number}"

    def mention(self, span: Span) -> None:
        """Adds a mention; one that lies inside a mention already there adds nothing, one that holds smaller ones replaces them."""
        index = bisect_right(self._starts, span.start)
        if index and self.mentions[index - 1].covers(span):
            return
        first = index - 1 if index and self.mentions[index - 1].start == span.start else index
        last = index
        while last < len(self.mentions) and span.covers(self.mentions[last]):
            last += 1
        self.mentions[first:last] = [span]
        self._starts[first:last] = [span.start]

    def mentions_at(self, start: int) -> list[Span]:
        """The mention that holds the character at `start`, as a list of one or none."""
        index = bisect_right(self._starts, start)
        return [span for span in self.mentions[max(0, index - 1) : index] if span.end > start]

    def last_before(self, position: int) -> int:
        """The start of the last mention that starts before `position`, -1 where there is none."""
        index = bisect_left(self._starts, position)
        return self._starts[index - 1] if index else -1

    def learn(
        self, *, role: str | None = None, country: str | None = None, sector: str | None = None, gender: str | None = None,
        told: bool = False, heads: Iterable[str] = (), confidence: float = 0.0,
    ) -> None:  # fmt: skip
        """Fills what was unknown; what is known stays, but that a fuller role ("Defense Minister") replaces its head ("minister")."""
        if self.role is None or (role is not None and _is_fuller(role, self.role)):
            self.role = role or self.role
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
            member_of=self.member_of.id if self.member_of else None, mentions=tuple(self.mentions), confidence=round(self.confidence, 2),
        )  # fmt: skip


def _is_fuller(role: str, other: str) -> bool:
    """Whether a role says all that another says and more.

    >>> _is_fuller("Defense Minister", "minister"), _is_fuller("Senator", "minister")
    (True, False)
    """
    words, known = role.lower().split(), other.lower().split()
    return len(words) > len(known) and set(known) < set(words) and words[0] not in known[1:]


class Cast:
    """The participants of one document, in the order in which they were found."""

    def __init__(self) -> None:
        self.members: list[Participant] = []
        self._by_surname: dict[str, list[Participant]] = {}
        self._by_name: dict[str, Participant] = {}
        self._by_given: dict[str, list[Participant]] = {}
        self._surnames: set[str] = set()

    def add(self, name: str, kind: ActorKind, confidence: float) -> Participant:
        """A new participant."""
        member = Participant(len(self.members) + 1, name, kind, confidence=confidence)
        member.names.add(name)
        self.members.append(member)
        if kind == "person":
            self._by_surname.setdefault(folded(surname(name)), []).append(member)
            self._learn_name(member, name)
        else:
            self._by_name.setdefault(key_of(name), member)
        return member

    def _learn_name(self, member: Participant, name: str) -> None:
        self._surnames.add(surname(name))
        given, blank, _ = name.partition(" ")
        called = self._by_given.setdefault(given, [])
        if blank and member not in called[-2:]:
            called.append(member)

    def known_as(self, member: Participant, name: str) -> None:
        """Another name of a participant; a person's longer name becomes its name."""
        member.names.add(name)
        if member.kind != "person":
            self._by_name.setdefault(key_of(name), member)
            return
        self._learn_name(member, name)
        if len(name.split()) > len(member.name.split()):
            member.name = name

    def named(self, name: str) -> Participant | None:
        """The organisation, country or group of this name."""
        return self._by_name.get(key_of(name))

    def shortened(self, name: str) -> Participant | None:
        """The one organisation whose longer name has this word, where the word says more than what kind of body it is."""
        if " " in name or name in institution_words():
            return None
        found = [
            m
            for m in self.members[-_HELD:]
            if m.kind == "organization" and name in m.name.split() and m.name[:1].isupper()
        ]
        return found[0] if len(found) == 1 else None

    def persons(self, name: str, gender: str | None = None) -> list[Participant]:
        """The persons whom this name can mean, none whose gender is told and contradicts."""
        found = [member for member in self._by_surname.get(folded(surname(name)), ()) if same_person(member.name, name)]
        if not found and " " not in name:
            called = self._by_given.get(name, [])
            found = called if len(called) == 1 else []
        agreeing = [member for member in found if gender is None or member.gender in (None, gender)]
        return agreeing or [member for member in found if not member.gender_told]

    def surnames(self) -> Set[str]:
        """The surnames of the persons of the cast, as they are written."""
        return self._surnames

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
