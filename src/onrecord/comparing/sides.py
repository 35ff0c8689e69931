"""The sides of a field: which accounts say the same on it, and what that makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple, TypeVar

import msgspec

from onrecord.comparing.origins import Origin, grouped
from onrecord.comparing.pairing import Found, identity
from onrecord.comparing.tellings import Telling
from onrecord.comparing.verdicts import Kind
from onrecord.records import Span

Field = Literal["happened", "who", "whom", "where", "when", "how many"]
Status = Literal["corroborated", "single-source", "disputed", "revised"]
Value = TypeVar("Value")
_MARKS = re.compile(r"[,;:] |[.!?]$|[“”\"]")
Between = Callable[[Telling, Telling], Found | None]
"""What reading two tellings' stretches against each other found; None where nobody did."""


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """A telling with its origin."""

    telling: Telling
    origin: Origin


class Side(msgspec.Struct, frozen=True, kw_only=True):
    """What some of the accounts say: `value` in words, `accounts` by their number among the happening's, `spans` one per account."""

    value: str
    accounts: tuple[int, ...]
    spans: tuple[Span, ...]
    origins: int


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Where the accounts of a happening stand on one field. `about` says of what, where a field holds several ("people killed");
    `bounds_differ`: all can be true, but they give other bounds."""

    field: Field
    status: Status
    sides: tuple[Side, ...]
    about: str | None = None
    bounds_differ: bool = False


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What one account says on a field."""

    account: int
    value: str
    span: Span


class Parted(NamedTuple):
    """Two accounts by their numbers, and what was found of their stretches."""

    one: int
    other: int
    found: Found


def nobody(one: Telling, other: Telling) -> None:
    """Nothing was read against each other."""
    return


def kind_between(one: Telling, other: Telling, between: Between) -> Kind | None:
    """How two accounts part by what reading them found: of the other tellings of two such stretches nothing is to be said, so they agree;
    None where nobody read them."""
    found = between(one, other)
    if found is None:
        return None
    return found.kind if found.is_about(one, other) else "agree"


def parted(accounts: Sequence[Account], between: Between, *kinds: Kind) -> list[Parted]:
    """The pairs of accounts that part in one of these ways."""
    return [
        Parted(n, m, found)
        for n, m in pairs(accounts)
        if (found := between(accounts[n].telling, accounts[m].telling)) is not None
        and found.kind in kinds
        and found.is_about(accounts[n].telling, accounts[m].telling)
    ]


def pairs(accounts: Sequence[Account]) -> Iterable[tuple[int, int]]:
    """The numbers of every two accounts of different documents."""
    for m, later in enumerate(accounts):
        for n in range(m):
            if accounts[n].telling.document != later.telling.document:
                yield n, m


def decisive(found: Found, telling: Telling) -> Span:
    """The words of a telling in which it parts from the other, up to the marks of punctuation around them; without any, all that it tells."""
    mine = found.verdict.one if identity(telling) == found.one else found.verdict.other
    passage = telling.passage
    if mine is None or not passage.covers(mine):
        return mine or passage
    first, last = mine.start - passage.start, mine.end - passage.start
    before = max((mark.end() for mark in _MARKS.finditer(passage.text, 0, first)), default=0)
    after = next((mark.start() for mark in _MARKS.finditer(passage.text, last)), len(passage.text))
    return Span(passage.start + before, passage.start + after, passage.text[before:after])


def sides_of(
    accounts: Sequence[Account], said: Sequence[tuple[Said, Value]], agree: Callable[[tuple[Said, Value], tuple[Said, Value]], bool]
) -> tuple[Side, ...]:  # fmt: skip
    """The accounts by what they say: one joins the first side with all of whose accounts it agrees."""
    groups: list[list[tuple[Said, Value]]] = []
    for one in said:
        home = next((group for group in groups if all(agree(one, known) for known in group)), None)
        if home is None:
            groups.append([one])
        elif all(one[0].account != known.account or one[0].span != known.span for known, _ in home):
            home.append(one)
    return tuple(
        Side(
            value=max((known.value for known, _ in group), key=len), accounts=tuple(known.account for known, _ in group),
            spans=tuple(known.span for known, _ in group), origins=origins_of(accounts, {known.account for known, _ in group}),
        )
        for group in groups
    )  # fmt: skip


def status_of(
    accounts: Sequence[Account], sides: Sequence[Side], *, disputed: bool = False, changed: bool = False
) -> Status:
    """What a field is: a change goes before a dispute."""
    if changed:
        return "revised"
    if disputed:
        return "disputed"
    agreeing = {n for side in sides for n in side.accounts}
    return "corroborated" if origins_of(accounts, agreeing) > 1 else "single-source"


def origins_of(accounts: Sequence[Account], numbers: Iterable[int]) -> int:
    """How many independent origins some accounts have."""
    return len(set(grouped([accounts[n].origin for n in sorted(numbers)])))
