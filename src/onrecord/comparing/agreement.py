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

from onrecord.comparing.happenings import MUTUAL, VOICED, is_one
from onrecord.comparing.origins import Origin, grouped, same_origin
from onrecord.comparing.parties import Party, conflict, in_common, in_conflict
from onrecord.comparing.quantities import (
    Quantity,
    alone,
    bounded_apart,
    comparable,
    current,
    harms_in,
    relation,
    revised,
)
from onrecord.comparing.settings import same_site, same_time
from onrecord.comparing.tellings import Telling
from onrecord.records import Span

_HAPPENED = {True: "happened", False: "denied", None: "planned"}
_DENIED = 0.25  # the part of what is denied that the other must tell
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
    told = [t for _, t in _tellings(accounts)]
    said = [
        (Said(account=n, value=_HAPPENED[t.happened], span=_span(t)), t.happened)
        for n, t in _tellings(accounts)
        if t.happened
        or (t.happened is False and _is_denial_of_any(t, told))
        or (t.happened is None and any(_denies_plan(other, t) for other in told))
    ]
    if not said:
        return None
    sides = _sides(accounts, said, lambda one, other: (one is False) == (other is False))
    changed = len(sides) > 1 and _changed_by_itself(accounts, sides)
    return Agreement(
        field="happened", status=_status(accounts, sides, disputed=len(sides) > 1, changed=changed), sides=sides
    )


def _denies_plan(denied: Telling, other: Telling) -> bool:
    """Whether one account denies what another says is to come."""
    apart = denied.happened is False and denied.document != other.document
    return apart and is_one(denied, other) and _denies(denied, other)


def _is_denial_of_any(denied: Telling, told: Sequence[Telling]) -> bool:
    """Whether a telling denies what another document tells, or what nobody tells; not something else about it ("not expected")."""
    if any(_denies_plan(denied, other) for other in told if other.happened is None):
        return True
    affirmed = [other for other in told if other.happened]
    if denied.according_to is None and any(
        other.document == denied.document and _denies(denied, other) for other in affirmed
    ):
        return False  # what its own document tells it denies in part: "in one town there was no vote"
    return not affirmed or any(_opposed(denied, other) and _denies(denied, other) for other in affirmed)


def _denies(denied: Telling, other: Telling) -> bool:
    """Whether what one denies is what the other tells, not something about it ("denied that a ransom was paid")."""
    if denied.trigger_stems & other.trigger_stems & denied.denied:
        return True
    if denied.denied_first & other.words - other.names:
        return True
    shared = denied.denied & other.words - other.names
    return len(shared) >= max(1, _DENIED * len(denied.denied))


def _opposed(one: Telling, other: Telling) -> bool:
    """Whether two tellings are so much of one thing that what they say differently is a contradiction: of two documents, told as facts, and
    alike by themselves, not only through others."""
    told = one.happened is not None and other.happened is not None
    return told and one.document != other.document and is_one(one, other)


def _both_count(one: Telling, other: Telling) -> bool:
    """Whether the numbers of two tellings can be held against each other: of one thing, told as facts or both as plans."""
    if one.happened is None and other.happened is None:
        return one.document != other.document and is_one(one, other)
    return _opposed(one, other)


def _parties(accounts: Sequence[Account], field: Literal["who", "whom"]) -> Agreement | None:
    said = [
        (Said(account=n, value="; ".join(p.name for p in parties), span=parties[0].span), (t, parties))
        for n, t in _tellings(accounts)
        if (parties := t.actors if field == "who" else t.recipients)
    ]
    if not said:
        return None
    differ = _who_differs if field == "who" else _whom_differs
    disputed = any(differ(*one, *other) for place, (_, one) in enumerate(said) for _, other in said[place + 1 :])
    sides = _sides(accounts, said, lambda one, other: not differ(*one, *other))
    return Agreement(field=field, status=_status(accounts, sides, disputed=disputed), sides=sides)


def _who_differs(one: Telling, ones: tuple[Party, ...], other: Telling, others: tuple[Party, ...]) -> bool:
    shared = bool((one.types | other.types) & (MUTUAL | VOICED))
    cleared = in_common(one.cleared, others) or in_common(other.cleared, ones)
    passed_on = _passes_on(one, ones, other, others) or _passes_on(other, others, one, ones)
    return not shared and (cleared or passed_on or in_conflict(ones, others)) and _opposed(one, other)


def _passes_on(one: Telling, ones: tuple[Party, ...], other: Telling, others: tuple[Party, ...]) -> bool:
    """Whether one account has it from him who did it by the other, and names somebody else."""
    speaks = any(party.names & one.teller for party in others)
    return speaks and not any(party.names & one.teller for party in ones) and not in_common(ones, others)


def _whom_differs(one: Telling, ones: tuple[Party, ...], other: Telling, others: tuple[Party, ...]) -> bool:
    """Of those who suffered, accounts name now these, now those; only what they are is disputed, fighters or civilians, and only of those
    whom one deed befell."""
    deed = "ASSAULT" in one.types & other.types and bool(one.trigger_stems & other.trigger_stems)
    apart = all(a.side and b.side and a.side != b.side and conflict(a, b) for a in ones for b in others)
    return deed and apart and _opposed(one, other)


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
            home = next(
                (
                    g
                    for g in given
                    if all(
                        comparable(quantity, q) or _told_alike(telling, quantity, accounts[n].telling, q) for n, q in g
                    )
                ),
                None,
            )
            if home is None:
                given.append([(number, quantity)])
            elif all(number != known for known, _ in home) or all(quantity.span != q.span for _, q in home):
                home.append((number, quantity))
    return tuple(_counted(accounts, group) for group in given)


def _told_alike(one: Telling, a: Quantity, other: Telling, b: Quantity) -> bool:
    """Whether the only people that two documents count are the same, though one does not say in so many words what befell them."""
    if one.document == other.document or not (alone(a, one.quantities) and alone(b, other.quantities)):
        return False
    plain, harmed = (one, other) if a.category in ("people", "troops") else (other, one)
    return a.category != b.category and not harms_in(plain.passage.text) and bool(harms_in(harmed.passage.text))


def _counted(accounts: Sequence[Account], group: Sequence[tuple[int, Quantity]]) -> Agreement:
    said = [(Said(account=n, value=_number(q), span=q.span), q) for n, q in group]
    sides = _sides(accounts, said, lambda one, other: relation(one, other) == "same")
    pairs = [(a, b) for place, a in enumerate(group) for b in group[place + 1 :]]
    apart = [
        (one, other)
        for one, other in pairs
        if relation(one[1], other[1]) == "disjoint"
        and _both_count(accounts[one[0]].telling, accounts[other[0]].telling)
        and not _also_agree(accounts, one, other, group)
    ]
    changes = [pair for pair in pairs if _is_revision(accounts, *pair)]
    disputed = [pair for pair in apart if pair not in changes]
    status = _status(accounts, sides, disputed=bool(disputed), changed=bool(changes), compatible=True)
    return Agreement(
        field="how many", status=status, sides=sides, about=_thing([q for _, q in group]),
        bounds_differ=status not in ("disputed", "revised") and any(bounded_apart(a[1], b[1]) for a, b in pairs),
    )  # fmt: skip


def _also_agree(
    accounts: Sequence[Account],
    one: tuple[int, Quantity],
    other: tuple[int, Quantity],
    group: Sequence[tuple[int, Quantity]],
) -> bool:
    """Whether the two documents have other numbers of the same that go together, so that these are parts, or of another time."""
    first, second = accounts[one[0]].telling.document, accounts[other[0]].telling.document
    ours = [q for n, q in group if accounts[n].telling.document == first]
    theirs = [q for n, q in group if accounts[n].telling.document == second]
    return any(relation(a, b) != "disjoint" for a in ours for b in theirs)


def _is_revision(accounts: Sequence[Account], one: tuple[int, Quantity], other: tuple[int, Quantity]) -> bool:
    """Whether the later of two accounts gives another number than the earlier one because it knows better: it says so, or both are of
    one origin, or it is the same outlet's word on the same count."""
    (n, a), (m, b) = one, other
    first, later = accounts[n].telling, accounts[m].telling
    if first.document == later.document or relation(a, b) == "same" or not is_one(first, later):
        return False
    if first.published and later.published and later.published < first.published:
        return _is_revision(accounts, other, one)
    former = (
        q for account in accounts if account.telling.document == later.document for q in account.telling.quantities
    )
    if b.use != "old" and any(q.use == "old" and _recalls(q, a) for q in former):
        return True
    origin, other_origin = accounts[n].origin, accounts[m].origin
    same_outlet = origin.chain[0].words == other_origin.chain[0].words
    if revised(later.passage.text, ("change",)):
        return True
    disjoint = relation(a, b) == "disjoint"
    if revised(later.passage.text, ("now",)) and (disjoint or same_outlet or same_origin(origin, other_origin)):
        return True
    if not disjoint or first.published == later.published:
        return False
    if same_origin(origin, other_origin):
        return True
    return same_outlet and not (origin.spoken and other_origin.spoken)


def _recalls(former: Quantity, known: Quantity) -> bool:
    """Whether a number that an account gives as the older one is that of an earlier account."""
    alike = comparable(former, known) or former.counted is None
    return alike and (former.low, former.high) == (known.low, known.high)


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
