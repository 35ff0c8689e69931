"""Sentences that go on with what the one before told: they take its place, time and words, so that a figure or a denial that stands two
sentences after the happening is known to be of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord.knowledge.comparison import near_types
from onrecord.knowledge.words import words_of
from onrecord.model.tokens import tokenize

if TYPE_CHECKING:
    from onrecord.comparing.tellings import Telling

_FAR = 700  # characters after the lead's end in which a sentence may go on with it


def in_context(told: tuple[Telling, ...]) -> tuple[Telling, ...]:
    """The tellings of a document, those that go on with its lead with what that gives: a sentence without a place or a time of its own that
    counts or denies something."""
    lead = next((one for one in told if one.moments or one.sites), None)
    if lead is None:
        return told
    opening = [one for one in told if one.passage == lead.passage]
    return tuple(_going_on(one, _home(one, opening), told) for one in told)


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
        sites=lead.sites, site=lead.site, moment=lead.moment, moments=lead.moments,
    )  # fmt: skip


def opens_with_pronoun(text: str) -> bool:
    """Whether a sentence begins with a pronoun for what the one before named.

    >>> opens_with_pronoun("They landed on Friday."), opens_with_pronoun("The soldiers landed on Friday.")
    (True, False)
    """
    first = next((token.text.lower() for token in tokenize(text[:40])), "")
    return first in words_of("personal")
