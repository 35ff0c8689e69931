"""Agreement: what the accounts of one happening say, field by field, and whether it can all be true.

    corroborated    two or more independent origins agree, or differ only in how much they say
    single-source   one origin tells it
    disputed        not all of it can be true, and the origins differ
    revised         the same origin, or a later account that says so, changed it

Silence is no disagreement, and more precise is none either. Of two accounts whose stretches were read against each other (`pairing`),
what was found decides; of all others the tables of parties, denials and numbers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from onrecord.comparing.counting import how_many, opposed
from onrecord.comparing.denying import negates
from onrecord.comparing.happenings import MUTUAL, VOICED, is_one
from onrecord.comparing.origins import same_origin
from onrecord.comparing.parties import Party, conflict, in_common, in_conflict
from onrecord.comparing.settings import same_site, same_time
from onrecord.comparing.sides import (
    Account,
    Agreement,
    Between,
    Parted,
    Said,
    Side,
    decisive,
    kind_between,
    nobody,
    parted,
    sides_of,
    status_of,
)
from onrecord.comparing.tellings import Telling
from onrecord.records import Span

_HAPPENED = {True: "happened", False: "did not happen", None: "planned or possible"}
_DENIED = 0.5  # of the words of what is denied, so many are told by the other account

Doers = tuple[Party, ...]


def agreements(accounts: Sequence[Account], between: Between = nobody) -> tuple[Agreement, ...]:
    """The agreement of the accounts of one happening on every field that any of them speaks of, in the order in which they were
    published. `between` gives what reading two of them against each other found."""
    found = [
        _happened(accounts, between),
        _parties(accounts, "who", between),
        _parties(accounts, "whom", between),
        _where(accounts),
        _when(accounts),
    ]
    return tuple(one for one in found if one) + how_many(accounts, between)


def _happened(accounts: Sequence[Account], between: Between) -> Agreement | None:
    denials = parted(accounts, between, "denial")
    denying = _deniers(accounts, denials)
    affirming = {n for number, one in denying.items() for n in (one.one, one.other) if n != number} - set(denying)
    said = []
    for number, account in enumerate(accounts):
        telling = account.telling
        unread = [t.telling for t in accounts if t is account or kind_between(telling, t.telling, between) is None]
        if number in denying:
            words = decisive(denying[number].found, telling)
            said.append((Said(account=number, value=_HAPPENED[False], span=words), False))
        elif telling.happened is False:
            if _is_denial_of_any(telling, unread, alone=len(unread) == len(accounts)):
                said.append((Said(account=number, value=_HAPPENED[False], span=_span(telling)), False))
        elif telling.happened or number in affirming or any(_denies_plan(other, telling) for other in unread):
            said.append((Said(account=number, value=_HAPPENED[telling.happened], span=_span(telling)), True))
    if not said:
        return None
    sides = sides_of(accounts, said, lambda one, other: one[1] == other[1])
    changed = len(sides) > 1 and _changed_by_itself(accounts, sides)
    return Agreement(
        field="happened", status=status_of(accounts, sides, disputed=len(sides) > 1, changed=changed), sides=sides
    )


def _deniers(accounts: Sequence[Account], denials: Sequence[Parted]) -> dict[int, Parted]:
    """Which accounts deny what others tell, by what was found. Where two do not show which of them denies, one that denies against a third
    denies here too; else it is the later one."""
    found: dict[int, Parted] = {}
    unclear = []
    for one in denials:
        number = _denier(accounts, one)
        if number is None:
            unclear.append(one)
        else:
            found.setdefault(number, one)
    for one in unclear:
        if one.one not in found and one.other not in found:
            found[one.other] = one
    return found


def _denier(accounts: Sequence[Account], one: Parted) -> int | None:
    """Which of two accounts denies what the other tells: the one whose reading is a denial; else the one in whose decisive words, or whose
    passage, something is negated."""
    first, second = accounts[one.one].telling, accounts[one.other].telling
    if (first.happened is False) != (second.happened is False):
        return one.one if first.happened is False else one.other
    for texts in (
        [decisive(one.found, telling).text for telling in (first, second)],
        [telling.passage.text for telling in (first, second)],
    ):
        negated = [negates(text) for text in texts]
        if negated[0] != negated[1]:
            return one.one if negated[0] else one.other
    return None


def _denies_plan(denied: Telling, other: Telling) -> bool:
    """Whether one account denies what another says is to come."""
    apart = denied.happened is False and denied.document != other.document
    return apart and is_one(denied, other) and _denies(denied, other)


def _is_denial_of_any(denied: Telling, told: Sequence[Telling], *, alone: bool) -> bool:
    """Whether a telling denies what another document tells, or (`alone`) what nobody tells; not something else about it ("not expected")."""
    if any(_denies_plan(denied, other) for other in told if other.happened is None):
        return True
    affirmed = [other for other in told if other.happened]
    if denied.according_to is None and any(
        other.document == denied.document and _denies(denied, other) for other in affirmed
    ):
        return False  # what its own document tells it denies in part: "in one town there was no vote"
    return (alone and not affirmed) or any(opposed(denied, other) and _denies(denied, other) for other in affirmed)


def _denies(denied: Telling, other: Telling) -> bool:
    """Whether what one denies is what the other tells, not something about it ("denied that a ransom was paid")."""
    if denied.trigger_stems & other.trigger_stems & denied.denied:
        return True
    if denied.denied_first & other.words - other.names:
        return True
    shared = denied.denied & other.words - other.names
    return len(shared) >= max(1, _DENIED * len(denied.denied))


def _parties(accounts: Sequence[Account], field: Literal["who", "whom"], between: Between) -> Agreement | None:
    named: dict[int, Doers] = {
        n: parties
        for n, account in enumerate(accounts)
        if (parties := account.telling.actors if field == "who" else account.telling.recipients)
    }
    said = {
        n: Said(account=n, value="; ".join(p.name for p in parties), span=parties[0].span)
        for n, parties in named.items()
    }
    found = parted(accounts, between, "disputed-actors") if field == "who" else []
    for one in found:
        for n in (one.one, one.other):
            if n not in said or not in_conflict(named.get(one.one, ()), named.get(one.other, ())):
                words = decisive(one.found, accounts[n].telling)  # what was found to part them, in their own words
                said[n] = Said(account=n, value=words.text, span=words)
    if not said:
        return None
    apart = {frozenset((one.one, one.other)) for one in found}

    def differ(n: int, m: int) -> bool:
        if frozenset((n, m)) in apart:
            return True
        one, other = accounts[n].telling, accounts[m].telling
        if n not in named or m not in named or kind_between(one, other, between) is not None:
            return False
        return (_who_differs if field == "who" else _whom_differs)(one, named[n], other, named[m])

    told = [(one, n) for n, one in sorted(said.items())]
    disputed = any(differ(n, m) for place, (_, n) in enumerate(told) for _, m in told[place + 1 :])
    sides = sides_of(accounts, told, lambda one, other: not differ(one[1], other[1]))
    return Agreement(field=field, status=status_of(accounts, sides, disputed=disputed), sides=sides)


def _who_differs(one: Telling, ones: Doers, other: Telling, others: Doers) -> bool:
    shared = bool((one.types | other.types) & (MUTUAL | VOICED))
    cleared = in_common(one.cleared, others) or in_common(other.cleared, ones)
    passed_on = _passes_on(one, ones, other, others) or _passes_on(other, others, one, ones)
    return not shared and (cleared or passed_on or in_conflict(ones, others)) and opposed(one, other)


def _passes_on(one: Telling, ones: Doers, other: Telling, others: Doers) -> bool:
    """Whether one account has it from him who did it by the other, and names somebody else."""
    speaks = any(party.names & one.teller for party in others)
    return speaks and not any(party.names & one.teller for party in ones) and not in_common(ones, others)


def _whom_differs(one: Telling, ones: Doers, other: Telling, others: Doers) -> bool:
    """Of those who suffered, accounts name now these, now those; only what they are is disputed, fighters or civilians, and only of those
    whom one deed befell."""
    deed = "ASSAULT" in one.types & other.types and bool(one.trigger_stems & other.trigger_stems)
    apart = all(a.side and b.side and a.side != b.side and conflict(a, b) for a in ones for b in others)
    return deed and apart and opposed(one, other)


def _where(accounts: Sequence[Account]) -> Agreement | None:
    sites = [(n, account.telling.site) for n, account in enumerate(accounts)]
    said = [(Said(account=n, value=site.name, span=site.span), site) for n, site in sites if site]
    if not said:
        return None
    sides = sides_of(accounts, said, lambda one, other: same_site(one[1], other[1]))
    return Agreement(field="where", status=status_of(accounts, sides), sides=sides)


def _when(accounts: Sequence[Account]) -> Agreement | None:
    moments = [(n, account.telling, account.telling.moment) for n, account in enumerate(accounts)]
    said = [
        (Said(account=n, value=_period(telling), span=moment.span), moment) for n, telling, moment in moments if moment
    ]
    if not said:
        return None
    sides = sides_of(accounts, said, lambda one, other: same_time(one[1], other[1]))
    return Agreement(field="when", status=status_of(accounts, sides), sides=sides)


def _changed_by_itself(accounts: Sequence[Account], sides: Sequence[Side]) -> bool:
    one, other = accounts[sides[0].accounts[-1]], accounts[sides[1].accounts[-1]]
    return one.telling.published != other.telling.published and same_origin(one.origin, other.origin)


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
