"""How many: what the accounts of a happening count, where their figures cannot all be true, and where one was changed."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.comparing.happenings import is_one
from onrecord.comparing.origins import same_origin
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
from onrecord.comparing.sides import (
    Account,
    Agreement,
    Between,
    Parted,
    Said,
    Status,
    decisive,
    kind_between,
    parted,
    sides_of,
    status_of,
)
from onrecord.comparing.tellings import Telling

Given = tuple[int, Quantity]
"""A figure with the number of its account."""


def how_many(accounts: Sequence[Account], between: Between) -> tuple[Agreement, ...]:
    """One agreement for each thing that is counted; and one for every two accounts whose words were found to part over a number that the
    records do not set against each other."""
    groups = _groups(accounts)
    found = parted(accounts, between, "disputed-figures", "revised", "bounds")
    meant = {n: each for n, group in enumerate(groups) if (each := [one for one in found if _about(one, group)])}
    for one in found:
        homes = [n for n, each in meant.items() if one in each]
        best = max(homes, key=lambda n: _nearness(one, groups[n]), default=None)
        for n in homes:
            if n != best:
                meant[n].remove(one)
    counted = [_counted(accounts, group, meant.get(n, ()), between) for n, group in enumerate(groups)]
    told = {(one.one, one.other) for each in meant.values() for one in each}
    return (*counted, *(_in_words(accounts, one) for one in found if (one.one, one.other) not in told))


def _groups(accounts: Sequence[Account]) -> list[list[Given]]:
    given: list[list[Given]] = []
    for number, account in enumerate(accounts):
        telling = account.telling
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
    return given


def _about(one: Parted, group: Sequence[Given]) -> bool:
    """Whether the two accounts have figures in a group that part as they were found to do."""
    wanted = "compatible" if one.found.kind == "bounds" else "disjoint"
    return any(relation(a, b) == wanted for a in _of(one.one, group) for b in _of(one.other, group))


def _nearness(one: Parted, group: Sequence[Given]) -> int:
    """How many figures of a group stand among the words that decide."""
    spans = [span for span in (one.found.verdict.one, one.found.verdict.other) if span]
    return sum(span.overlaps(q.span) for n, q in group if n in (one.one, one.other) for span in spans)


def _of(number: int, group: Sequence[Given]) -> list[Quantity]:
    return [quantity for n, quantity in group if n == number]


def _in_words(accounts: Sequence[Account], one: Parted) -> Agreement:
    """What two accounts say on a number, in the words in which they were found to part."""
    kind = one.found.kind
    said = [
        (Said(account=n, value=span.text, span=span), n)
        for n in (one.one, one.other)
        if (span := decisive(one.found, accounts[n].telling))
    ]
    sides = sides_of(accounts, said, lambda a, b: False)
    status = status_of(accounts, sides, disputed=kind == "disputed-figures", changed=kind == "revised")
    return Agreement(field="how many", status=status, sides=sides, bounds_differ=kind == "bounds")


def _told_alike(one: Telling, a: Quantity, other: Telling, b: Quantity) -> bool:
    """Whether the only people that two documents count are the same, though one does not say in so many words what befell them."""
    if one.document == other.document or not (alone(a, one.quantities) and alone(b, other.quantities)):
        return False
    plain, harmed = (one, other) if a.category in ("people", "troops") else (other, one)
    return a.category != b.category and not harms_in(plain.passage.text) and bool(harms_in(harmed.passage.text))


def _counted(
    accounts: Sequence[Account], group: Sequence[Given], meant: Sequence[Parted], between: Between
) -> Agreement:
    said = [(Said(account=n, value=q.span.text, span=q.span), q) for n, q in group]
    sides = sides_of(accounts, said, lambda one, other: relation(one[1], other[1]) == "same")
    couples = [(a, b) for place, a in enumerate(group) for b in group[place + 1 :]]
    unread = [
        (a, b) for a, b in couples if kind_between(accounts[a[0]].telling, accounts[b[0]].telling, between) is None
    ]
    apart = [
        (one, other)
        for one, other in unread
        if relation(one[1], other[1]) == "disjoint"
        and _both_count(accounts[one[0]].telling, accounts[other[0]].telling)
        and not _also_agree(accounts, one, other, group)
    ]
    changes = [pair for pair in unread if _is_revision(accounts, *pair)]
    kinds = {one.found.kind for one in meant}
    disputed = "disputed-figures" in kinds or any(pair not in changes for pair in apart)
    changed = bool(changes) or "revised" in kinds
    status: Status = status_of(accounts, sides, disputed=disputed, changed=changed)
    bounded = "bounds" in kinds or any(bounded_apart(a[1], b[1]) for a, b in unread)
    return Agreement(
        field="how many", status=status, sides=sides, about=_thing([q for _, q in group]),
        bounds_differ=status not in ("disputed", "revised") and bounded,
    )  # fmt: skip


def opposed(one: Telling, other: Telling) -> bool:
    """Whether two tellings are so much of one thing that what they say differently is a contradiction: of two documents, told as facts, and
    alike by themselves, not only through others."""
    told = one.happened is not None and other.happened is not None
    return told and one.document != other.document and is_one(one, other)


def _both_count(one: Telling, other: Telling) -> bool:
    """Whether the numbers of two tellings can be held against each other: of one thing, told as facts or both as plans."""
    if one.happened is None and other.happened is None:
        return one.document != other.document and is_one(one, other)
    return opposed(one, other)


def _also_agree(accounts: Sequence[Account], one: Given, other: Given, group: Sequence[Given]) -> bool:
    """Whether the two documents have other numbers of the same that go together, so that these are parts, or of another time."""
    first, second = accounts[one[0]].telling.document, accounts[other[0]].telling.document
    ours = [q for n, q in group if accounts[n].telling.document == first]
    theirs = [q for n, q in group if accounts[n].telling.document == second]
    return any(relation(a, b) != "disjoint" for a in ours for b in theirs)


def _is_revision(accounts: Sequence[Account], one: Given, other: Given) -> bool:
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


def _thing(quantities: Sequence[Quantity]) -> str:
    category = quantities[0].category
    nouns = {quantity.counted for quantity in quantities if quantity.counted}
    return category if category != "other" or not nouns else sorted(nouns)[0]
