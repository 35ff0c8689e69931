"""Agreement: what the accounts of one happening say, field by field, and whether it can all be true.

    corroborated    two or more independent origins agree, or differ only in how much they say
    single-source   one origin tells it
    disputed        not all of it can be true, and the origins differ
    revised         the same origin, or a later account that says so, changed it

Silence is no disagreement, and more precise is none either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Literal, TypeVar

import msgspec

from onrecord.comparing.origins import Origin, grouped, same_origin
from onrecord.comparing.parties import Party, conflict, in_conflict
from onrecord.comparing.quantities import Quantity, comparable, current, relation, revised
from onrecord.comparing.settings import same_site, same_time
from onrecord.comparing.tellings import Telling
from onrecord.records import Span

Value = TypeVar("Value")
Field = Literal["happened", "who", "whom", "where", "when", "how many"]
Status = Literal["corroborated", "single-source", "disputed", "revised"]


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


def agreements(accounts: Sequence[Account]) -> tuple[Agreement, ...]:
    """The agreement of the accounts of one happening on every field that any of them speaks of, in the order in which they were
    published."""
    found = [
        _happened(accounts),
        _parties(accounts, "who"),
        _parties(accounts, "whom"),
        _where(accounts),
        _when(accounts),
    ]
    return tuple(one for one in found if one) + _how_many(accounts)


def _happened(accounts: Sequence[Account]) -> Agreement | None:
    said = [
        (Said(account=n, value="happened" if t.happened else "denied", span=_span(t)), t.happened)
        for n, t in _tellings(accounts)
        if t.happened is not None
    ]
    if not said:
        return None
    sides = _sides(accounts, said, lambda one, other: one == other)
    changed = len(sides) > 1 and _changed_by_itself(accounts, sides)
    return Agreement(
        field="happened", status=_status(accounts, sides, disputed=len(sides) > 1, changed=changed), sides=sides
    )


def _parties(accounts: Sequence[Account], field: Literal["who", "whom"]) -> Agreement | None:
    said = [
        (Said(account=n, value="; ".join(p.name for p in parties), span=parties[0].span), parties)
        for n, t in _tellings(accounts)
        if (parties := t.actors if field == "who" else t.recipients)
    ]
    if not said:
        return None

    def agree(ones: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
        return not _differ(field, ones, others)

    sides = _sides(accounts, said, agree)
    return Agreement(field=field, status=_status(accounts, sides, disputed=len(sides) > 1), sides=sides)


def _differ(field: str, ones: tuple[Party, ...], others: tuple[Party, ...]) -> bool:
    if field == "who":
        return in_conflict(ones, others)
    # Of those who suffered, accounts name now these, now those; only what they are is disputed: fighters or civilians.
    return all(a.side and b.side and a.side != b.side and conflict(a, b) for a in ones for b in others)


def _where(accounts: Sequence[Account]) -> Agreement | None:
    said = [(Said(account=n, value=t.site.name, span=t.site.span), t.site) for n, t in _tellings(accounts) if t.site]
    if not said:
        return None
    sides = _sides(accounts, said, same_site)
    return Agreement(field="where", status=_status(accounts, sides), sides=sides)


def _when(accounts: Sequence[Account]) -> Agreement | None:
    said = [
        (Said(account=n, value=_period(t), span=t.moment.span), t.moment) for n, t in _tellings(accounts) if t.moment
    ]
    if not said:
        return None
    sides = _sides(accounts, said, same_time)
    return Agreement(field="when", status=_status(accounts, sides), sides=sides)


def _how_many(accounts: Sequence[Account]) -> tuple[Agreement, ...]:
    """One agreement for each thing that is counted."""
    given: list[list[tuple[int, Quantity]]] = []
    for number, telling in _tellings(accounts):
        quantities = telling.quantities
        if revised(telling.passage.text):
            quantities = current(quantities)
        for quantity in quantities:
            home = next((group for group in given if all(comparable(quantity, other) for _, other in group)), None)
            if home is None:
                given.append([(number, quantity)])
            elif all(number != known for known, _ in home) or all(quantity.span != q.span for _, q in home):
                home.append((number, quantity))
    return tuple(_counted(accounts, group) for group in given)


def _counted(accounts: Sequence[Account], group: Sequence[tuple[int, Quantity]]) -> Agreement:
    said = [(Said(account=n, value=_number(q), span=q.span), q) for n, q in group]
    sides = _sides(accounts, said, lambda one, other: relation(one, other) == "same")
    pairs = [(a, b) for place, a in enumerate(group) for b in group[place + 1 :]]
    apart = [
        pair for pair in pairs
        if relation(pair[0][1], pair[1][1]) == "disjoint" and not _alone_in_it(pair, group)
    ]  # fmt: skip
    changes = [pair for pair in pairs if _is_revision(accounts, *pair)]
    disputed = [pair for pair in apart if pair not in changes]
    status = _status(accounts, sides, disputed=bool(disputed), changed=bool(changes), compatible=True)
    return Agreement(
        field="how many", status=status, sides=sides, about=_thing([q for _, q in group]),
        bounds_differ=status not in ("disputed", "revised") and any(relation(a[1], b[1]) == "compatible" for a, b in pairs),
    )  # fmt: skip


def _alone_in_it(pair: tuple[tuple[int, Quantity], ...], group: Sequence[tuple[int, Quantity]]) -> bool:
    """Whether one document gives both numbers, or gives another that goes with the other side: parts of a sum, no contradiction."""
    (n, a), (m, b) = pair
    if n == m:
        return True
    return any(k == n and q is not a and relation(q, b) != "disjoint" for k, q in group) or any(
        k == m and q is not b and relation(q, a) != "disjoint" for k, q in group
    )


def _is_revision(accounts: Sequence[Account], one: tuple[int, Quantity], other: tuple[int, Quantity]) -> bool:
    """Whether the later of two accounts gives another number than the earlier one because it knows better: it says so, or both are of
    one origin, or it is the same outlet's word on the same count."""
    (n, a), (m, b) = one, other
    if n == m or relation(a, b) == "same":
        return False
    first, later = accounts[n].telling, accounts[m].telling
    if first.published and later.published and later.published < first.published:
        return _is_revision(accounts, other, one)
    if revised(later.passage.text, ("change",)) or (
        revised(later.passage.text, ("now",)) and relation(a, b) == "disjoint"
    ):
        return True
    if relation(a, b) != "disjoint" or first.published == later.published:
        return False
    origin, other_origin = accounts[n].origin, accounts[m].origin
    if same_origin(origin, other_origin):
        return True
    same_outlet = origin.chain[0].words == other_origin.chain[0].words
    return same_outlet and not (origin.spoken and other_origin.spoken)


def _changed_by_itself(accounts: Sequence[Account], sides: Sequence[Side]) -> bool:
    one, other = accounts[sides[0].accounts[-1]], accounts[sides[1].accounts[-1]]
    return one.telling.published != other.telling.published and same_origin(one.origin, other.origin)


def _status(
    accounts: Sequence[Account],
    sides: Sequence[Side],
    *,
    disputed: bool = False,
    changed: bool = False,
    compatible: bool = False,
) -> Status:
    if disputed and not changed:
        return "disputed"
    if changed:
        return "revised"
    agreeing = {n for side in sides for n in side.accounts}
    if _origins(accounts, agreeing) > 1:
        return "corroborated"
    return "single-source"


def _origins(accounts: Sequence[Account], numbers: Iterable[int]) -> int:
    return len(set(grouped([accounts[n].origin for n in sorted(numbers)])))


def _sides(
    accounts: Sequence[Account], said: Sequence[tuple[Said, Value]], agree: Callable[[Value, Value], bool]
) -> tuple[Side, ...]:
    """The accounts by what they say: one joins the first side with all of whose accounts it agrees."""
    groups: list[list[tuple[Said, Value]]] = []
    for one, value in said:
        home = next((group for group in groups if all(agree(value, known) for _, known in group)), None)
        if home is None:
            groups.append([(one, value)])
        elif all(one.account != known.account or one.span != known.span for known, _ in home):
            home.append((one, value))
    return tuple(
        Side(
            value=max((known.value for known, _ in group), key=len), accounts=tuple(known.account for known, _ in group),
            spans=tuple(known.span for known, _ in group), origins=_origins(accounts, {known.account for known, _ in group}),
        )
        for group in groups
    )  # fmt: skip


def _tellings(accounts: Sequence[Account]) -> Iterable[tuple[int, Telling]]:
    return ((number, account.telling) for number, account in enumerate(accounts))


def _span(telling: Telling) -> Span:
    return telling.triggers[0] if telling.triggers else telling.passage


def _period(telling: Telling) -> str:
    moment = telling.moment
    assert moment is not None
    return (
        moment.start.date().isoformat()
        if moment.start.date() == (moment.end.date()) or (moment.end - moment.start).days <= 1
        else (f"{moment.start.date().isoformat()} – {moment.end.date().isoformat()}")
    )


def _number(quantity: Quantity) -> str:
    return quantity.span.text


def _thing(quantities: Sequence[Quantity]) -> str:
    category = quantities[0].category
    nouns = {quantity.counted for quantity in quantities if quantity.counted}
    return category if category != "other" or not nouns else sorted(nouns)[0]
