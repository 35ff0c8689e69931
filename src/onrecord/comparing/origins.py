"""Where an account comes from: outlet → agency → quoted speaker → whom that one relies on. Independence is counted over origins.

The origin of an account is the last of its chain that can be told. What cannot be told apart is not counted twice: two outlets that
quote "police" on one happening have one origin for it, and so have the documents of one copy group.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from onrecord.comparing.content_words import stem, tokens_of
from onrecord.comparing.tellings import Telling
from onrecord.knowledge.countries import find_countries
from onrecord.records import Record, Span, Statement

LinkKind = Literal["outlet", "agency", "speaker"]


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One link of the chain by which an account reached us. `span` are the words that name it, where the text does."""

    kind: LinkKind
    name: str
    span: Span | None = None
    country: str | None = None
    words: frozenset[str] = frozenset()


class Origin(msgspec.Struct, frozen=True, kw_only=True):
    """The chain of one account, from the outlet to the origin, which is its last link. `copies` is the copy group of the document."""

    chain: tuple[Link, ...]
    copies: str | None = None

    @property
    def last(self) -> Link:
        """The origin itself."""
        return self.chain[-1]

    @property
    def spoken(self) -> bool:
        """Whether a speaker is named; else the account is the outlet's (or its agency's) own."""
        return self.last.kind == "speaker"


def origin_of(record: Record, telling: Telling, copies: str | None = None) -> Origin:
    """The chain of a telling."""
    document = record.document
    chain = [Link(kind="outlet", name=document.outlet or document.name, words=_key(document.outlet or document.name))]
    chain += [Link(kind="agency", name=name, words=_key(name)) for name in document.agencies if name != document.outlet]
    actors = {actor.id: actor for actor in record.actors}
    for statement in _chain(record, telling.according_to):
        actor = actors.get(statement.source or "")
        span = statement.source_span
        if actor is None and span is None:
            continue
        name = actor.name if actor else span.text  # type: ignore[union-attr]
        words = _key(" ".join([name, (actor.role or "") if actor else "", span.text if span else ""]))
        chain.append(Link(kind="speaker", name=name, span=span, country=actor.country if actor else None, words=words))
    return Origin(chain=tuple(chain), copies=copies)


def _chain(record: Record, id: str | None) -> list[Statement]:
    """The statements that a telling comes through, from the outermost to the innermost."""
    statements = {statement.id: statement for statement in record.statements}
    found: list[Statement] = []
    while id is not None and id in statements and statements[id] not in found:
        found.append(statements[id])
        id = statements[id].within
    return found[::-1]


def _key(name: str) -> frozenset[str]:
    """The stems of a name without its country, by which two are known to be one."""
    words = tokens_of(name)
    countries = find_countries(name)
    inside = {word.start for word in words for one in countries if one.start <= word.start < one.end}
    kept = {
        stem(w.text) for w in words if w.text[:1].isalnum() and w.start not in inside and w.text.lower() not in _DULL
    }
    return frozenset(kept) or frozenset(one.alpha3 for one in countries)


_DULL = frozenset(("the", "a", "an", "of", "in", "and", "'s", "’s", "its", "his", "her", "their"))


def same_origin(one: Origin, other: Origin) -> bool:
    """Whether two accounts have one origin: one speaker, one copied text, or one outlet or agency that speaks for itself.

    >>> def said(outlet, *speakers):
    ...     links = [Link(kind="outlet", name=outlet, words=_key(outlet))]
    ...     return Origin(chain=(*links, *(Link(kind="speaker", name=name, words=_key(name)) for name in speakers)))
    >>> same_origin(said("Reuters", "the defence minister"), said("AFP", "the defence minister"))
    True
    >>> same_origin(said("Reuters", "police"), said("Reuters", "the union"))
    False
    """
    if one.spoken != other.spoken:
        return False
    if not one.spoken and one.copies is not None and one.copies == other.copies:
        return True  # a copied text speaks once; whom it quotes are origins of their own
    a, b = one.last, other.last
    if a.country and b.country and a.country != b.country:
        return False
    if a.kind != b.kind:
        return False
    shorter, longer = sorted((a.words, b.words), key=len)
    return bool(shorter) and shorter <= longer


def grouped(origins: Sequence[Origin]) -> list[int]:
    """The number of its origin for each account, from 0 in the order of their first.

    >>> grouped([])
    []
    """
    numbers: list[int] = []
    for place, origin in enumerate(origins):
        same = next((n for n in range(place) if same_origin(origin, origins[n])), None)
        numbers.append(numbers[same] if same is not None else max(numbers, default=-1) + 1)
    return numbers


def told(origin: Origin, names: Mapping[str, str] | None = None) -> str:
    """The chain in words: "Reuters ← Yonhap ← spy agency"."""
    return " ← ".join(dict.fromkeys((names or {}).get(link.name, link.name) for link in origin.chain))
