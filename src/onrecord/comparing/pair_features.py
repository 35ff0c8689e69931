"""What the records of two stretches say of each other, as numbers with names: what the comparison knows besides the words themselves.

The first of the two was published first. Every number lies between 0 and about 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import product

from onrecord.comparing.happenings import evidence_for, in_places_apart, may_be_one, overlap, places_of
from onrecord.comparing.parties import in_common, in_conflict
from onrecord.comparing.quantities import Quantity, bounded_apart, bounds, comparable, current, relation, revised
from onrecord.comparing.settings import Moment, apart_in_time, same_site, same_time
from onrecord.comparing.tellings import Telling

Features = dict[str, float]

_WIDE = ("country", "region", "area")
_KNOWN_TELLER = 2
_PERSONS = frozenset(("killed", "injured", "missing", "people", "troops", "detained", "displaced"))
_MOST_DAYS, _WEEK = 10, 5


def pair_features(one: Sequence[Telling], other: Sequence[Telling]) -> Features:
    """The features of two stretches by what is told in them; both tell something.

    >>> from datetime import date
    >>> from onrecord.records import Span
    >>> text = "Rebels shelled Gao."
    >>> tell = lambda outlet: Telling(document=outlet, published=date(2020, 1, 1), outlet=outlet, passage=Span.of(text, 0, 19), words=frozenset({"shell", "gao"}))
    >>> found = pair_features([tell("Echo")], [tell("Globe")])
    >>> found["all words"], found["same day"], found["time unknown"]
    (0.5, 1.0, 1.0)
    """
    found = _likeness(one, other)
    found |= _settings(one, other)
    found |= _parties(one, other)
    found |= _numbers(one, other)
    found |= _publication(one[0], other[0])
    found["denied before"] = _any(telling.happened is False for telling in one)
    found["denied after"] = _any(telling.happened is False for telling in other)
    found["denied once"] = abs(found["denied before"] - found["denied after"])
    found["tellings before"], found["tellings after"] = _share(len(one), 8), _share(len(other), 8)
    return found


def _likeness(one: Sequence[Telling], other: Sequence[Telling]) -> Features:
    pairs = [(evidence_for(a, b), may_be_one(a, b), a, b) for a, b in product(one, other)]
    _, _, first, second = max(pairs, key=lambda pair: pair[0])
    names, others = _all(t.names for t in one), _all(t.names for t in other)
    cast, other_cast = _all(t.cast for t in one), _all(t.cast for t in other)
    return {
        "likeness": max(pair[0] for pair in pairs),
        "likeness allowed": max((pair[0] for pair in pairs if pair[1]), default=0.0),
        "words": max(overlap(a.words, b.words) for a, b in product(one, other)),
        "all words": overlap(_all(t.words for t in one), _all(t.words for t in other)),
        "names": _share(len(names & others), 4),
        "share of names": len(names & others) / max(1, min(len(names), len(others))),
        "no names": float(not names or not others),
        "share of cast": len(cast & other_cast) / max(1, min(len(cast), len(other_cast))),
        "same trigger": _any(a.trigger_stems & b.trigger_stems for a, b in product(one, other)),
        "same type": _any(a.types & b.types for a, b in product(one, other)),
        "same spot": float(bool(_all(t.facilities for t in one) & _all(t.facilities for t in other))),
        "same teller": _any(len(a.teller & b.teller) >= _KNOWN_TELLER for a, b in product(one, other)),
        "nearest apart": float(in_places_apart(first, second)),
        "nearest allowed": float(may_be_one(first, second)),
        "none allowed": float(not any(pair[1] for pair in pairs)),
        "leads apart": float(in_places_apart(one[0], other[0])),
        "leads allowed": float(may_be_one(one[0], other[0])),
        "other spot": float(_unlike(_all(t.facilities for t in one), _all(t.facilities for t in other))),
        "nearest in conflict": float(in_conflict(first.actors, second.actors)),
    }


def _settings(one: Sequence[Telling], other: Sequence[Telling]) -> Features:
    lead, other_lead = _lead_moments(one), _lead_moments(other)
    every, others = [m for t in one for m in t.moments], [m for t in other for m in t.moments]
    sites, other_sites = [s for t in one for s in places_of(t)], [s for t in other for s in places_of(t)]
    small = [site for site in sites if site.precision not in _WIDE]
    other_small = [site for site in other_sites if site.precision not in _WIDE]
    small_same = _any(same_site(a, b) for a, b in product(small, other_small))
    countries, other_countries = _all(t.countries for t in one), _all(t.countries for t in other)
    return {
        "same time": _any(same_time(a, b) for a, b in product(lead, other_lead)),
        "times apart": float(_all_apart(lead, other_lead)),
        "time unknown": float(not (lead and other_lead)),
        "any time same": _any(same_time(a, b) for a, b in product(every, others)),
        "all times apart": float(_all_apart(every, others)),
        "same place": _any(same_site(a, b) for a, b in product(sites, other_sites)),
        "place unknown": float(not (sites and other_sites)),
        "same spot on the map": small_same,
        "other spot on the map": float(bool(small and other_small) and not small_same),
        "other country": float(bool(countries and other_countries and not countries & other_countries)),
    }


def _parties(one: Sequence[Telling], other: Sequence[Telling]) -> Features:
    actors, other_actors = [p for t in one for p in t.actors], [p for t in other for p in t.actors]
    sufferers, other_sufferers = [p for t in one for p in t.recipients], [p for t in other for p in t.recipients]
    return {
        "actors in conflict": float(in_conflict(actors, other_actors)),
        "actors in common": float(in_common(actors, other_actors)),
        "some actors in conflict": _any(in_conflict(a.actors, b.actors) for a, b in product(one, other)),
        "recipients in common": float(in_common(sufferers, other_sufferers)),
        "recipients in conflict": float(in_conflict(sufferers, other_sufferers)),
        "somebody cleared": _any(t.cleared for t in (*one, *other)),
    }


def _numbers(one: Sequence[Telling], other: Sequence[Telling]) -> Features:
    before, after = _quantities(one), _quantities(other)
    pairs = [(a, b, relation(a, b)) for a, b in product(before, after) if comparable(a, b)]
    persons = [pair for pair in pairs if pair[0].category in _PERSONS]
    now = [(a, b, relation(a, b)) for a, b in product(current(before), current(after)) if comparable(a, b)]
    told, told_later = _words(one), _words(other)
    apart = _with(pairs, "disjoint")
    found = {
        "numbers unknown": float(not (before and after)),
        "numbers same": _share(len(_with(pairs, "same"))),
        "numbers apart": _share(len(apart)),
        "numbers bounded": _share(len(_bounded(pairs))),
        "numbers compatible": _share(len(_with(pairs, "compatible")) - len(_bounded(pairs))),
        "persons same": _share(len(_with(persons, "same"))),
        "persons apart": _share(len(_with(persons, "disjoint"))),
        "persons bounded": _share(len(_bounded(persons))),
        "current same": _share(len(_with(now, "same"))),
        "current apart": _share(len(_with(now, "disjoint"))),
        "current bounded": _share(len(_bounded(now))),
        "rising": _share(sum(bounds(a)[1] < bounds(b)[0] for a, b, _ in apart)),
        "falling": _share(sum(bounds(a)[0] > bounds(b)[1] for a, b, _ in apart)),
        "recalled": _any(b.use == "old" and (a.low, a.high) == (b.low, b.high) for a, b in product(before, after)),
        "one number kept": float(bool(apart) and any((a.low, a.high) == (b.low, b.high) for a, b in product(before, after))),
        "older number": _any(b.use == "old" for b in after),
        "newer number": _any(b.use == "new" for b in after),
        "changed before": float(revised(told)),
    }  # fmt: skip
    found |= {
        f"first {name}": float(bool(pairs) and pairs[0][2] == name) for name in ("same", "compatible", "disjoint")
    }
    return found | {f"changed after by {use}": float(revised(told_later, (use,))) for use in ("change", "now", "put")}


def _publication(one: Telling, other: Telling) -> Features:
    days = _days(one.published, other.published)
    return {
        "same outlet": float(one.outlet is not None and one.outlet == other.outlet),
        "days": min(days, _MOST_DAYS) / _MOST_DAYS,
        "same day": float(days == 0),
        "next day": float(days == 1),
        "a week": float(days >= _WEEK),
    }


def _days(one: date | None, other: date | None) -> int:
    return abs((other - one).days) if one and other else 0


def _lead_moments(told: Sequence[Telling]) -> list[Moment]:
    """The times of the first sentence, else the first time that is told."""
    lead = [moment for telling in told if telling.passage == told[0].passage for moment in telling.moments]
    return lead or [moment for telling in told for moment in telling.moments][:1]


def _unlike(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _all_apart(one: Sequence[Moment], other: Sequence[Moment]) -> bool:
    return bool(one and other) and all(apart_in_time(a, b) for a, b in product(one, other))


def _quantities(told: Sequence[Telling]) -> list[Quantity]:
    """The figures of a stretch, each once."""
    return list({(q.span.start, q.category): q for telling in told for q in telling.quantities}.values())


def _words(told: Sequence[Telling]) -> str:
    return " ".join(dict.fromkeys(telling.passage.text for telling in told))


def _with(pairs: Sequence[tuple[Quantity, Quantity, str]], name: str) -> list[tuple[Quantity, Quantity, str]]:
    return [pair for pair in pairs if pair[2] == name]


def _bounded(pairs: Sequence[tuple[Quantity, Quantity, str]]) -> list[tuple[Quantity, Quantity, str]]:
    return [pair for pair in pairs if bounded_apart(pair[0], pair[1])]


def _all(sets: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*sets)


def _any(truths: Iterable[object]) -> float:
    return float(any(truths))


def _share(count: int, most: int = 3) -> float:
    return min(count, most) / most
