"""Sentences that go on with what the one before told: they take its place, time and words, so that a figure or a denial that stands two
sentences after the happening is known to be of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord.comparing.content_words import tokens_of
from onrecord.knowledge.comparison import near_types, word_uses
from onrecord.knowledge.words import words_of

if TYPE_CHECKING:
    from onrecord.comparing.tellings import Telling

_FAR = 700  # characters after the lead's end in which a sentence may go on with it


def in_context(told: tuple[Telling, ...]) -> tuple[Telling, ...]:
    """The tellings of a document, those that go on with its lead with what that gives: a sentence without a place or a time of its own that
    counts or denies something."""
    told = tuple(map(_with_countries, _dated(told)))
    lead = next((one for one in told if one.moments or one.sites), None)
    if lead is None:
        return told
    opening = [one for one in told if one.passage == lead.passage]
    return tuple(_going_on(one, _home(one, opening), told) for one in told)


def _with_countries(one: Telling) -> Telling:
    """With the countries that it names, by themselves, by a people that takes no part or by a place in them: a drone may be far from home."""
    told = {word for word in one.words if word[0] == "@" and word[1:].isupper()}
    told -= {f"@{party.country}" for party in (*one.actors, *one.recipients)}
    told |= {f"@{site.country}" for site in one.sites if site.country and site.precision != "country"}
    return msgspec.structs.replace(one, countries=frozenset(told)) if told else one


def _dated(told: tuple[Telling, ...]) -> tuple[Telling, ...]:
    """A lead without a time has that of the next sentence, where this goes on with it; both are then told in the words of either."""
    if not told or any(one.moments for one in told if one.passage == told[0].passage):
        return told
    after = next((one for one in told if one.passage != told[0].passage), None)
    if after is None or len(after.moments) != 1 or not goes_on(after.passage.text):
        return told
    opening = told[0].passage
    words, names = after.words | told[0].words, after.names | told[0].names
    sites = (*told[0].sites, *(site for site in after.sites if site not in told[0].sites))
    return tuple(
        msgspec.structs.replace(one, moment=after.moment, moments=after.moments, words=words, names=names, sites=sites)
        if one.passage == opening
        else msgspec.structs.replace(one, words=words, names=names, sites=sites)
        if one.passage == after.passage
        else one
        for one in told
    )


def _home(one: Telling, opening: Sequence[Telling]) -> Telling | None:
    """The telling of the lead that another may go on with: of a near type if there is one."""
    if one.passage.start <= opening[0].passage.start:
        return None
    return next((lead for lead in opening if not lead.types or not one.types or _near(lead, one)), None)


def _near(one: Telling, other: Telling) -> bool:
    return bool(one.types & other.types) or any((a, b) in near_types() for a in one.types for b in other.types)


def _going_on(one: Telling, lead: Telling | None, told: Sequence[Telling]) -> Telling:
    if lead is None or one.passage.start - lead.passage.end > _FAR or one.moments or one.sites:
        return one
    if not (one.quantities or one.happened is False):
        return one
    return msgspec.structs.replace(
        one, words=one.words | lead.words, names=one.names | lead.names, facilities=one.facilities | lead.facilities,
        sites=lead.sites, site=lead.site, countries=one.countries | lead.countries, moment=lead.moment, moments=lead.moments,
    )  # fmt: skip


def goes_on(text: str) -> bool:
    """Whether a sentence begins with what the one before named: a pronoun, or "the" and no word for another.

    >>> goes_on("They landed on Friday."), goes_on("Soldiers landed on Friday."), goes_on("The other two landed later.")
    (True, False, False)
    """
    words = [token.text.lower() for token in tokens_of(text[:80])]
    if words[:1] and words[0] in words_of("personal"):
        return True
    return words[:1] == ["the"] and not word_uses("another").intersection(words[1:6])
