"""A name that is only part of a longer one: "Wilderness" of "Cranberry Wilderness", "Meadow" of "Meadow Grove".

Where the model sees one place in several capitalised words, and the gazetteer only knows some of them, the gazetteer's place is not
meant: on the even articles of LGL and GeoVirus 14 of 152 such parts were what they were taken for. The whole is a place whose point is
not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.knowledge.geography import compass, groups_of, linking_words
from onrecord.model.analysis import Analysis, Entity
from onrecord.reading.places.toponym_candidates import Mention, starts_name


def with_wholes(analysis: Analysis, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, those that are part of a longer name put together into it."""
    found: list[Mention] = []
    for mention in mentions:
        entity = analysis.entity_at(mention.last - 1) if analysis.entities is not None else None
        if entity is None or not _is_part(analysis, mention, entity):
            found.append(mention)
            continue
        whole = _whole(analysis, mention, entity)
        if found and found[-1].last > whole.first:  # another part of the same name
            if found[-1].entries:
                continue  # "Hall" of "Ludlow Town Hall", where "Ludlow" stands for itself
            earlier = found.pop()
            whole = replace(whole, probability=max(whole.probability, earlier.probability))
        found.append(whole)
    return found


def _is_part(analysis: Analysis, mention: Mention, entity: Entity) -> bool:
    """Whether another capitalised word of one place's name stands right before or after the mention."""
    inside = entity.first <= mention.first and mention.last <= entity.last
    if entity.label != "Location" or not inside or "abbreviation" in mention.evidence:
        return False
    tokens, text = analysis.tokens, analysis.text
    words = [token.text for token in tokens[entity.first : entity.last]]
    if not all(starts_name(word) or word == "." or word in linking_words() for word in words):
        return False
    before = tokens[mention.first - 1] if mention.first > entity.first else None
    if before and starts_name(before.text) and text[before.end : mention.start] == " ":
        return before.text.lower() not in compass()
    after = tokens[mention.last] if mention.last < entity.last else None
    if after is None or mention.feature or not starts_name(after.text) or text[mention.end : after.start] != " ":
        return False
    return not set(groups_of(after.text)) & _OF_THE_TOWN and after.text.lower() not in _SEATS


_OF_THE_TOWN = frozenset(("institution city", "institution state"))
_SEATS = frozenset(("police", "town", "city", "county", "unified"))
"""Words that follow the name of the town or county itself: "Ludlow Town Hall"."""


def _whole(analysis: Analysis, mention: Mention, entity: Entity) -> Mention:
    last = entity.last
    while analysis.tokens[last - 1].text == "." and last - 1 > mention.last:
        last -= 1
    start, end = analysis.tokens[entity.first].start, analysis.tokens[last - 1].end
    return replace(
        mention, first=entity.first, last=last, start=start, end=end, name=analysis.text[start:end], entries=()
    )
