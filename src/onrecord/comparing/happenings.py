"""Happenings: which tellings of several documents are of one event of the world, and which only of a similar one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache

from onrecord.comparing.parties import in_common, in_conflict
from onrecord.comparing.quantities import comparable, relation
from onrecord.comparing.settings import Site, apart_in_time, distance, same_site, same_time
from onrecord.comparing.tellings import Telling
from onrecord.knowledge.comparison import evidence, near_types

VOICED = frozenset(("ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "CONCEDE", "COOPERATE"))
"""What many do about one matter, each for himself: two who condemn an attack are two happenings, no dispute."""

MUTUAL = frozenset(("CONSULT", "AGREE", "COOPERATE"))
"""What two parties do together, of whom one account names this one first and another that one."""

Likeness = Callable[[Telling, Telling], float | None]
"""How far two tellings are one happening, from 0 to 1; None where they cannot be one."""

_FAR = 60.0  # km between two towns that cannot be one
_KNOWN_TELLER = 2  # words in common that make two tellers one: "interior ministry", not "police"
_SURELY_NAMED = 2  # names that both tell, beside which other parties are a dispute
_CAST = 5  # names without which a document's cast says nothing
_OTHER_CAST = 0.15  # so small a part of the names in common makes two developments
_ALIKE = 0.5  # the part of the words in common from which on types tell nothing apart
_HARMS = frozenset(("@killed", "@injured", "@missing", "@displaced", "@detained"))
_FEW, _GENERAL = 2, 0.6  # what so few words of a class are worth where no others are shared
_UNDATED = timedelta(days=10)
"""How long after an event an account that gives no time may be published; longer apart, two accounts need a common time."""
_NAMED_UNDATED = timedelta(days=100)
"""The same where both tell it of the same names."""


def may_be_one(one: Telling, other: Telling) -> bool:
    """Whether nothing says that the two tell different happenings: types that are near, times with a common moment, places of which one
    can be in the other, and, of what many do each for himself, one doer."""
    denied = one.document != other.document and False in (one.happened, other.happened)
    if one.types and other.types and not denied and not _near(one, other) and not _told_alike(one, other):
        return False
    if one.moments and other.moments and all(apart_in_time(a, b) for a in one.moments for b in other.moments):
        return False
    if (one.moment is None or other.moment is None) and _long_apart(one, other):
        return False
    if in_places_apart(one, other):
        return False
    mutual = bool((one.types | other.types) & MUTUAL)
    apart = not mutual and (one.types & other.types or not (one.types and other.types))
    if apart and in_conflict(one.actors, other.actors) and in_conflict(one.recipients, other.recipients):
        return len(one.names & other.names) >= _SURELY_NAMED
    return not (
        one.types | other.types <= VOICED and (one.types or other.types) and in_conflict(one.actors, other.actors)
    )


def likeness(one: Telling, other: Telling) -> float:
    """How much speaks for one happening, by the weights of accounts/evidence.tsv; 0 where they cannot be one."""
    return evidence_for(one, other) if may_be_one(one, other) else 0.0


def evidence_for(one: Telling, other: Telling) -> float:
    """The weights of all that speaks for one happening, whether or not the two can be one."""
    weights = evidence()
    typed = one.types and other.types
    found = weights["words" if typed else "words alone"] * overlap(one.words, other.words)
    if one.types & other.types:
        found += weights["same type"]
    elif typed:
        found += weights["near type"] if _near(one, other) else weights["far type"]
    if one.trigger_stems & other.trigger_stems:
        found += weights["same trigger"]
    if any(same_time(a, b) for a in one.moments for b in other.moments):
        found += weights["same time"]
    elif one.moment is None or other.moment is None:
        found += weights["published together"] if _published_together(one, other) else weights["time unknown"]
    if one.sites and other.sites:
        alike = any(same_site(a, b) for a in places_of(one) for b in places_of(other))
        found += weights["same place"] if alike else weights["place differs"] if _places_differ(one, other) else 0.0
    found += _cast(one, other, weights)
    if one.countries and other.countries and not one.countries & other.countries:
        found += weights["other country"]
    if one.document != other.document and len(one.teller & other.teller) >= _KNOWN_TELLER:
        found += weights["same teller"]
    found += weights["same name"] * min(2, len(one.names & other.names))
    if one.facilities and other.facilities and not one.facilities & other.facilities:
        found += weights["other facility"]
    if in_common(one.actors, other.actors) or in_common(one.recipients, other.recipients):
        found += weights["same party"]
    if any(comparable(a, b) and relation(a, b) == "same" for a in one.quantities for b in other.quantities):
        found += weights["same figure"]
    return found


def is_one(one: Telling, other: Telling) -> bool:
    """Whether the two tell one happening."""
    return likeness(one, other) >= evidence()["threshold"]


def by_records(one: Telling, other: Telling) -> float | None:
    """How far two tellings are one happening by what their records say; None where they cannot be one."""
    return evidence_for(one, other) if may_be_one(one, other) else None


def clusters(tellings: Sequence[Telling], likeness: Likeness = by_records) -> list[list[Telling]]:
    """The happenings of some documents: each telling, in the order given, joins the happening that it is most like on average, or begins
    one.

    >>> clusters([])
    []
    """
    found: list[list[Telling]] = []
    for telling in tellings:
        home = best_home(telling, found, likeness)
        if home is None:
            found.append([telling])
        else:
            found[home].append(telling)
    return found


def best_home(telling: Telling, happenings: Iterable[Sequence[Telling]], likeness: Likeness = by_records) -> int | None:
    """The number of the happening that a telling belongs to, None where it begins one; never of one with a telling of which `likeness` says
    None."""
    best, most = None, evidence()["threshold"]
    for number, members in enumerate(happenings):
        scores: dict[tuple[str, int], float] = {}
        for member in members:
            score = likeness(telling, member)
            if score is None:
                break
            # Of its own document each passage counts, of another one the passage that it is most like.
            place = member.document, member.passage.start if member.document == telling.document else 0
            scores[place] = max(scores.get(place, 0.0), score)
        else:
            # The members that it is most like decide: a happening is told in many ways.
            nearest = sorted(scores.values(), reverse=True)[:2]
            score = sum(nearest) / len(nearest)
            if score >= most:
                best, most = number, score
    return best


def _told_alike(one: Telling, other: Telling) -> bool:
    """Whether two documents tell so alike that one of the types may be misread."""
    apart = one.document != other.document and not (one.types & VOICED or other.types & VOICED)
    return apart and overlap(one.words, other.words) >= _ALIKE


def _near(one: Telling, other: Telling) -> bool:
    if one.types & other.types or one.trigger_stems & other.trigger_stems:
        return True
    return any((a, b) in near_types() for a in one.types for b in other.types)


def _published_together(one: Telling, other: Telling) -> bool:
    if one.published is None or other.published is None:
        return False
    return one.document != other.document and abs(one.published - other.published) <= timedelta(days=1)


def _long_apart(one: Telling, other: Telling) -> bool:
    if one.published is None or other.published is None:
        return False
    undated = _NAMED_UNDATED if len(one.names & other.names) >= _SURELY_NAMED else _UNDATED
    if one.moment is None and other.moment is None:
        return abs(one.published - other.published) > undated
    dated, published = (one, other.published) if one.moment else (other, one.published)
    for moment in dated.moments:
        after = published - moment.start.date()
        if -timedelta(days=1) <= after <= max(undated, moment.end - moment.start):
            return False
    return True


def in_places_apart(one: Telling, other: Telling) -> bool:
    """Whether both have a place of their own, small enough to tell towns apart, and these are not one; a place that the other names too
    does not part them."""
    if one.site is None or other.site is None:
        return False
    if any(same_site(a, b) for a in places_of(one) for b in places_of(other)):
        return False
    if _names(other, one.site) or _names(one, other.site):
        return False
    gap = distance(one.site, other.site)
    wide = {"country", "region", "area"}
    if gap is None:
        if (one.site.lat is None) != (other.site.lat is None):
            return False  # a name that no map has may be of a spot in the other
        return one.site.precision not in wide and other.site.precision not in wide
    return gap > _FAR or one.site.country != other.site.country


def _names(telling: Telling, site: Site) -> bool:
    """Whether a telling names a place, be it by its people: "Russian banks"."""
    by_people = site.precision == "country" and f"@{site.country}" in telling.words
    return by_people or site.words <= telling.words


def _places_differ(one: Telling, other: Telling) -> bool:
    """Whether places that are not one tell apart: not where a map has only one of them, nor an area ("central Chile") of the country."""
    return any(
        (a.lat is None) == (b.lat is None)
        and not ("area" in (a.precision, b.precision) and None not in (a.country, b.country) and a.country == b.country)
        for a in places_of(one)
        for b in places_of(other)
    )


def places_of(telling: Telling) -> tuple[Site, ...]:
    """All places that a telling names, its own among them."""
    sites = list(telling.sites)
    if telling.site is not None and telling.site not in sites:
        sites.append(telling.site)
    return tuple(sites)


@lru_cache(maxsize=4_096)
def _weighty(words: frozenset[str]) -> frozenset[str]:
    """The words without the harms, which have classes of their own among them."""
    return words - _HARMS


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of the shorter account's words the longer one has; few words say little, and so do those that stand for a class alone:
    there are many attacks in which people die."""
    one, other = _weighty(one), _weighty(other)
    if not one or not other:
        return 0.0
    shared = one & other
    part = len(shared) / max(4, min(len(one), len(other)))
    alone = len(shared) <= _FEW and all(word.startswith("#") for word in shared)
    return part * _GENERAL if alone else part


def _cast(one: Telling, other: Telling, weights: Mapping[str, float]) -> float:
    """What the names of the two documents say, where both name enough."""
    if one.document == other.document or min(len(one.cast), len(other.cast)) < _CAST:
        return 0.0
    shared = len(one.cast & other.cast) / min(len(one.cast), len(other.cast))
    return weights["same cast"] * shared + (weights["other cast"] if shared < _OTHER_CAST else 0.0)
