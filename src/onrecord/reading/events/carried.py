"""The place and time of an event that the text takes up again: "A bomb went off in Bogotá on Monday. The blast killed nine": what is told
with "the" or "this" happened where and when it was told of first.

A place or time of its own is never overruled, and nothing is carried over more than a few sentences, nor from another type of event, nor
from one with other participants; that the same people are named is no sign that it is the same deed.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.knowledge.plover import nouns
from onrecord.knowledge.tables import word_list
from onrecord.reading.events.merging import HAPPENED, compatible
from onrecord.reading.tree import Tree
from onrecord.records import Event

_REACH = 3  # sentences


def with_settings_carried(tree: Tree, events: Sequence[Event]) -> list[Event]:
    """The events, in the order of their first telling, with the places and times that they take over."""
    known: list[tuple[Event, int]] = []
    for event in events:
        token = tree.analysis.tokens_between(event.trigger.start, event.trigger.end).first
        sentence = tree.analysis.sentence_of(token)
        if event.status in HAPPENED and not (event.place and event.when):
            source = _taken_up(tree, event, token, sentence, known)
            if source is not None:
                event = _with_setting(event, source)
        known.append((event, sentence))
    return [event for event, _ in known]


def _taken_up(tree: Tree, event: Event, token: int, sentence: int, known: Sequence[tuple[Event, int]]) -> Event | None:
    """The event told before that this one goes on about, None where the text gives no sign of one."""
    deeds = [token, *(one for one in tree.children(token, "nsubj") if tree.lemmas[one] in nouns())]
    if not any(
        tree.lower[one] in word_list("events/definite_words.txt")
        for deed in deeds
        for one in tree.children(deed, "det")
    ):
        return None
    for earlier, told in reversed(known):
        if sentence - told > _REACH:
            return None
        if earlier.type != event.type or earlier.status not in HAPPENED or not (earlier.place or earlier.when):
            continue
        if (event.when and earlier.when and event.when != earlier.when) or (
            event.place and earlier.place and event.place != earlier.place
        ):
            continue
        if compatible(earlier.actors, event.actors) and compatible(earlier.recipients, event.recipients):
            return earlier
    return None


def _with_setting(event: Event, source: Event) -> Event:
    return msgspec.structs.replace(event, place=event.place or source.place, when=event.when or source.when)
