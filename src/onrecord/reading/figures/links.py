"""Figures joined to what the other steps found: the event that a figure is of, and the actor whose it is.

figure ─ words of its clause ─▶ trigger near it in the tree ─▶ event      "At least nine died when a bomb exploded"
toll of a sentence without an event ─▶ the one event told just before it   "The death toll rose to 45"
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

import msgspec

from onrecord.knowledge.quantities import quantities
from onrecord.model.analysis import Analysis
from onrecord.reading.tree import Tree
from onrecord.records import Actor, Event, Figure, Span

_TOLLS = frozenset(("killed", "injured", "missing"))
_HAPPENED = frozenset(("happened", "ongoing"))
_CLAUSES = frozenset(("advcl", "acl", "acl:relcl", "ccomp", "csubj", "parataxis"))
_NEAR = 6  # arcs from a toll to the word that tells its event
_ABOVE = 3  # arcs from another figure up to it
_BEFORE = 2  # sentences before a toll in which its event is told
_COUNTED_REACH = 150
_NAMED = frozenset(("organization", "country", "military"))
_OF = frozenset((" of ", " of the "))
_POSSESSIVE = frozenset(("’s ", "'s ", "’ ", "' "))


def link_figures(
    analysis: Analysis, actors: Sequence[Actor], events: Sequence[Event], figures: Sequence[Figure]
) -> tuple[tuple[Event, ...], tuple[Figure, ...]]:
    """Events with all their figures, and figures with their `event` and `of`.

    >>> from onrecord.model.analyse import analyse
    >>> text = "At least nine people died when a bomb exploded."
    >>> bomb = Event(
    ...     id="e1", type="ASSAULT", trigger=Span.of(text, 38, 46), status="happened", certainty="certain", confidence=0.9
    ... )
    >>> nine = Figure(id="f1", span=Span.of(text, 0, 13), low=9, category="killed", confidence=0.9)
    >>> link_figures(analyse(text), (), (bomb,), (nine,))[1][0].event
    'e1'
    """
    found = tuple(_with_owner(analysis.text, figure, actors) for figure in figures)
    if not events or not found or analysis.heads is None:
        return tuple(events), found
    linked = _Linking(analysis, events).linked(found)
    moved = {figure.id for figure, before in zip(linked, found, strict=True) if figure.event != before.event}
    return tuple(_with_figures(event, linked, moved) for event in events), linked


def _with_figures(event: Event, figures: Sequence[Figure], moved: set[str]) -> Event:
    kept = {name for name in event.figures if name not in moved}
    own = tuple(
        figure.id for figure in figures if figure.id in kept or (figure.id in moved and figure.event == event.id)
    )
    return event if own == event.figures else msgspec.structs.replace(event, figures=own)


class _Linking:
    """The events of one document by sentence, asked figure by figure."""

    def __init__(self, analysis: Analysis, events: Sequence[Event]) -> None:
        self._analysis = analysis
        self._tree = Tree(analysis)
        self._events = {event.id: event for event in events}
        self._triggers: dict[int, list[tuple[int, Event]]] = {}
        for event in events:
            for span in dict.fromkeys((event.trigger, *event.mentions)):
                token = self._token(span)
                if token is not None:
                    self._triggers.setdefault(analysis.sentence_of(token), []).append((token, event))

    def _token(self, span: Span) -> int | None:
        tokens = self._analysis.tokens_between(span.start, span.end)
        return tokens.first if tokens.first < tokens.last else None

    def linked(self, figures: Sequence[Figure]) -> tuple[Figure, ...]:
        """`figures` with their events; a part has the event of its whole."""
        made: dict[str, Figure] = {}
        for figure in figures:
            made[figure.id] = msgspec.structs.replace(figure, event=self._event(figure))
        for figure in figures:
            whole = made.get(figure.part_of or "")
            if whole is not None and whole.event and figure.category == whole.category:
                made[figure.id] = msgspec.structs.replace(made[figure.id], event=whole.event)
        return tuple(made.values())

    def _event(self, figure: Figure) -> str | None:
        token = self._token(figure.span)
        if token is None:
            return figure.event
        types = quantities().event_types.get(figure.category)
        current = self._events.get(figure.event or "")
        if types is None:
            return figure.event or self._above(token)
        if current is not None and (current.type in types or figure.category not in _TOLLS):
            return figure.event
        sentence = self._analysis.sentence_of(token)
        own = [(place, event) for place, event in self._triggers.get(sentence, ()) if event.type in types]
        if own:
            return self._nearest(token, own)
        return self._told_before(figure, sentence, types) if figure.category in _TOLLS else None

    def _above(self, token: int) -> str | None:
        """The event that tells what is done with the counted: a word above them in their own clause."""
        triggers = dict(self._triggers.get(self._analysis.sentence_of(token), ()))
        here = token
        for head in islice(self._tree.above(token), _ABOVE):
            if self._tree.deprels[here] in _CLAUSES:
                return None
            if head in triggers:
                return triggers[head].id
            here = head
        return None

    def _nearest(self, token: int, triggers: Iterable[tuple[int, Event]]) -> str | None:
        """The event whose word is the fewest arcs away."""
        up = {place: arcs for arcs, place in enumerate(self._line(token))}
        best: tuple[int, int, str] | None = None
        for place, event in triggers:
            met = next(((arcs, one) for arcs, one in enumerate(self._line(place)) if one in up), None)
            if met is None:
                continue
            arcs = met[0] + up[met[1]]
            ranked = (arcs, abs(place - token), event.id)
            if arcs <= _NEAR and (best is None or ranked < best):
                best = ranked
        return best[2] if best else None

    def _line(self, token: int) -> Iterator[int]:
        yield token
        yield from self._tree.above(token)

    def _told_before(self, figure: Figure, sentence: int, types: frozenset[str]) -> str | None:
        """The event of a running toll: the only one told in the sentences just before, else the only one so far."""
        if figure.role is None and figure.low != 0 and not self._is_known(figure):
            return None
        if self._triggers.get(sentence):
            return None
        earlier: list[tuple[int, str]] = [
            (place, event.id)
            for place, told in self._triggers.items()
            for _, event in told
            if place < sentence and event.type in types and event.status in _HAPPENED
        ]
        for reach in (range(sentence - _BEFORE, sentence), range(sentence)):
            near = {identity for place, identity in earlier if place in reach}
            if near:
                return near.pop() if len(near) == 1 else None
        return None

    def _is_known(self, figure: Figure) -> bool:
        """Whether the sentence takes the event up as known: "the attack", "the dead"."""
        known = quantities().contexts["known event"]
        sentence = self._analysis.sentences[self._analysis.sentence_of(self._token(figure.span) or 0)]
        words = self._tree.lower[sentence.first : sentence.last]
        return any(one in ("the", "that", "this") and other in known for one, other in pairwise(words))


def _with_owner(text: str, figure: Figure, actors: Sequence[Actor]) -> Figure:
    """The figure with the actor named within, before ("Russia's 12 ships") or right after what it counts ("40 members of Hamas")."""
    if figure.of is not None or figure.unit is not None:
        return figure
    start, end = figure.span.start, _counted_end(text, figure)
    best: tuple[int, str] | None = None
    for actor in actors:
        for mention in actor.mentions:
            inside = start <= mention.start < end and figure.span.end <= mention.end
            after = mention.start >= end and text[end : mention.start] in _OF
            before = mention.end <= start and text[mention.end : start] in _POSSESSIVE
            named = actor.country is not None or actor.kind in _NAMED
            if named and (inside or after or before):
                best = max(best or (0, ""), (mention.end - mention.start, actor.id))
    return figure if best is None else msgspec.structs.replace(figure, of=best[1])


def _counted_end(text: str, figure: Figure) -> int:
    """Where what a figure counts ends; the figure's own end where it counts nothing that follows it."""
    end = figure.span.end
    if not figure.counted:
        return end
    pattern = r"\s+".join(map(re.escape, figure.counted.split()))
    found = re.search(pattern, text[end : end + _COUNTED_REACH])
    return end + found.end() if found else end
