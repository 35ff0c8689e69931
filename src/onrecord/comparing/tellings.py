"""What one document tells of one happening, gathered from its record: the unit that is compared.

A telling is a sentence's part of one event. Events of one type in one sentence, at one place and time, are one telling ("struck the
town and killed 23"). Where the reading found no event, a sentence that gives a place and a day, a toll, or a denial is a telling of an
unknown type: it is compared by its words, place, time and figures.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cache

import msgspec

from onrecord.comparing.content_words import stem, stems, tokens_of
from onrecord.comparing.parties import Party, doer_in, party_of
from onrecord.comparing.quantities import Quantity, harms_in, holds, quantity_of, revised
from onrecord.comparing.settings import Moment, Site, in_the_past, moment_of, site_of
from onrecord.knowledge.comparison import denials
from onrecord.knowledge.countries import find_countries
from onrecord.knowledge.tables import rows
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize
from onrecord.records import Actor, Event, Record, Span, Statement

_DENYING_REACH = 5  # words before a trigger in which "no" denies it …
_NOT_REACH = 3  # … and another negation
_SAYING = frozenset(("ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE"))
_LEAD = 2  # sentences of which each is taken to tell the news
_OPENING = 9  # words of a sentence without an event in which a negation denies it
_NO_DENIALS = frozenset((("no", "longer"), ("not", "only"), ("no", "matter"), ("not", "far")))
_NAMED = frozenset(("person", "organization", "country", "military"))
_HARMING = frozenset(("ASSAULT", "COERCE", "PROTEST"))


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What a document tells of one happening in one sentence. `words` are the stems of what is told, without who says it; `according_to`
    is the statement that tells it, None where the article itself does."""

    document: str
    published: date | None
    outlet: str | None
    passage: Span
    events: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    triggers: tuple[Span, ...] = ()
    trigger_stems: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    cast: frozenset[str] = frozenset()
    """The stems of all names in the document: two documents with one cast tell of one development."""
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    sites: tuple[Site, ...] = ()
    site: Site | None = None
    moment: Moment | None = None
    moments: tuple[Moment, ...] = ()
    """`moment`, or, where the reading gives the event no time, all that its sentence names."""
    quantities: tuple[Quantity, ...] = ()
    happened: bool | None = None
    """True: it is told as a fact; False: it is denied; None: it is planned, possible or conditional."""
    according_to: str | None = None


def tellings(record: Record, text: str) -> tuple[Telling, ...]:
    """All that a document tells, in the order of its text."""
    return tuple(_Gathering(record, text).run())


class _Gathering:
    def __init__(self, record: Record, text: str) -> None:
        self.record, self.text = record, text
        self.actors = {actor.id: actor for actor in record.actors}
        self.statements = {statement.id: statement for statement in record.statements}
        self.places = {place.id: place for place in record.places}
        self.times = {time.id: time for time in record.times}
        self.figures = {figure.id: figure for figure in record.figures}
        tokens = tokenize(text)
        ranges = split_sentences(text, tokens)
        self.sentences = [(tokens[one.first].start, tokens[one.last - 1].end) for one in ranges]
        self.starts = [start for start, _ in self.sentences]
        self.published = _day(record.document.published)
        named = [a.name for a in record.actors if a.kind in _NAMED] + [place.name for place in record.places]
        self.cast = frozenset(word for name in named for word in stems(name))

    def run(self) -> Iterator[Telling]:
        told: dict[tuple[int, str], list[Event]] = {}
        for event in self.record.events:
            told.setdefault((self._sentence(event.trigger.start), event.type), []).append(event)
        with_event = {sentence for sentence, _ in told}
        order = sorted([*told, *((n, "") for n in range(len(self.sentences)) if n not in with_event)])
        for sentence, type in order:
            if type:
                for group in self._groups(told[sentence, type]):
                    yield self._telling(sentence, group)
            elif self._is_worth_telling(sentence):
                yield self._telling(sentence, ())

    def _sentence(self, offset: int) -> int:
        return max(0, bisect_right(self.starts, offset) - 1)

    def _groups(self, events: Sequence[Event]) -> list[list[Event]]:
        """Events of one sentence and type, apart where they have different places, times or statuses."""
        groups: list[list[Event]] = []
        for event in events:
            for group in groups:
                if all(_agree(event, other) for other in group):
                    group.append(event)
                    break
            else:
                groups.append([event])
        return groups

    def _is_worth_telling(self, sentence: int) -> bool:
        start, end = self.sentences[sentence]
        dated = any(
            time.kind == "date" and time.start and self._in(time.span, start, end) for time in self.record.times
        )
        placed = any(self._in(span, start, end) for place in self.record.places for span in place.spans)
        counted = any(
            self._in(figure.span, start, end) and (figure.category == "killed" or figure.category == "injured" or dated)
            for figure in self.record.figures
        )
        denied = any(
            s.stance == "deny" and any(self._in(c, start, end) for c in s.content) for s in self.record.statements
        )
        return sentence < _LEAD or counted or denied or (dated and placed)

    @staticmethod
    def _in(span: Span, start: int, end: int) -> bool:
        return start <= span.start < end

    def _telling(self, sentence: int, events: Sequence[Event]) -> Telling:
        start, end = self.sentences[sentence]
        statement = self._statement(start, end, events)
        said = _content(statement, start, end) if statement else (start, end)
        if said[1] - said[0] < (end - start) // 3:
            said = start, end
        accused = self._accused(statement)
        doers = [id for event in events for id in event.actors]
        if accused and all(id == statement.source for id in doers):  # type: ignore[union-attr]
            doers = accused
        denied = self._denied(statement, events, said, start, end, sentence < _LEAD)
        types = {event.type for event in events}
        if denied and events and all(event.status != "denied" for event in events):
            # What is denied need not be of the type that the reading gave to the denial.
            types -= {"REJECT"}
        sites = self._sites(said, start, end)
        placed = next((self.places[e.place] for e in events if e.place in self.places), None)
        site = site_of(placed) if placed and placed.spans else None
        told = self._without_source(statement, start, end)
        happened = False if denied else _happened(events)
        moments = self._moments(events, said, statement)
        if happened is not None:
            moments = tuple(moment for one in moments if (moment := in_the_past(one)))
        triggers = tuple(event.trigger for event in events)
        return Telling(
            document=self.record.document.id, published=self.published, outlet=self.record.document.outlet,
            passage=Span.of(self.text, start, end), events=tuple(event.id for event in events), types=frozenset(types),
            triggers=triggers, trigger_stems=frozenset(stem(span.text) for span in triggers), words=_words(told),
            cast=self.cast,
            actors=self._doers(doers, said, sentence < _LEAD), recipients=self._parties((id for e in events for id in e.recipients), said),
            sites=sites, site=site or (sites[0] if len(sites) == 1 else None), moment=moments[0] if moments else None, moments=moments,
            quantities=self._quantities(events, start, end),
            happened=happened, according_to=statement.id if statement else None,
        )  # fmt: skip

    def _statement(self, start: int, end: int, events: Sequence[Event]) -> Statement | None:
        for event in events:
            if event.according_to in self.statements:
                return self.statements[event.according_to]
        if events:
            return None
        inside = [s for s in self.record.statements if any(self._in(c, start, end) for c in s.content)]
        return max(inside, key=lambda s: sum(c.end - c.start for c in s.content), default=None)

    def _without_source(self, statement: Statement | None, start: int, end: int) -> str:
        """The words of a sentence without those that say who tells it."""
        parts = [s for s in (statement.source_span, statement.cue) if s] if statement else []
        text, place = "", start
        for span in sorted((s for s in parts if self._in(s, start, end)), key=lambda s: s.start):
            text, place = f"{text} {self.text[place : span.start]}", max(place, span.end)
        return f"{text} {self.text[place:end]}"

    def _accused(self, statement: Statement | None) -> list[str]:
        """Whom an accuser accuses: they did what he says, not he."""
        if statement is None or statement.stance != "accuse" or statement.source is None:
            return []
        return [
            id
            for event in self.record.events
            if event.type == "ACCUSE" and statement.source in event.actors
            and statement.cue and event.trigger.overlaps(statement.cue)
            for id in event.recipients
        ]  # fmt: skip

    def _parties(self, ids: Iterable[str], said: tuple[int, int]) -> tuple[Party, ...]:
        known = [self.actors[id] for id in dict.fromkeys(ids) if id in self.actors]
        return tuple(party for actor in known if (party := self._party(actor, said)))

    def _doers(self, ids: Sequence[str], said: tuple[int, int], lead: bool) -> tuple[Party, ...]:
        """Who did it; where the reading names nobody, whom a sentence that tells the news names itself."""
        found = self._parties(ids, said)
        counting = revised(self.text[said[0] : said[1]], ("change", "now", "put"))
        doer = None if found or counting or not lead else doer_in(self.text, *said)
        if doer is None:
            return found
        # What the reading knows of him, where it has him as somebody's speaker or victim elsewhere.
        known = (actor for actor in self.record.actors if any(doer.span.covers(m) for m in actor.mentions))
        named = next(
            (party for actor in known if (party := self._party(actor, (doer.span.start, doer.span.end)))), None
        )
        return (named or doer,)

    def _party(self, actor: Actor, said: tuple[int, int]) -> Party | None:
        return party_of(actor, self.text, *said)

    def _sites(self, said: tuple[int, int], start: int, end: int) -> tuple[Site, ...]:
        inside = [p for p in self.record.places if any(said[0] <= span.start < said[1] for span in p.spans)]
        return tuple(site_of(place) for place in inside)

    def _moments(
        self, events: Sequence[Event], said: tuple[int, int], statement: Statement | None
    ) -> tuple[Moment, ...]:
        """The event's time, else those of what is said. "Said on Monday" is when it was said, not when it happened."""
        speech = statement.when if statement else None
        own = [self.times[e.when] for e in events if e.when in self.times and e.when != speech]
        own = [time for time in own if statement is None or said[0] <= time.span.start < said[1]]
        inside = [t for t in self.record.times if said[0] <= t.span.start < said[1] and t.id != speech]
        return tuple(moment for time in own or inside if (moment := moment_of(time, self.published)))

    def _quantities(self, events: Sequence[Event], start: int, end: int) -> tuple[Quantity, ...]:
        harmed = [
            m
            for e in events
            if e.type in _HARMING
            for id in e.recipients
            if id in self.actors
            for m in self.actors[id].mentions
        ]
        inside = [figure for figure in self.record.figures if self._in(figure.span, start, end)]
        if "http" in self.text[start:end]:
            return ()  # the numbers of an address count nothing
        found = (quantity_of(f, self.text, start, end, harmed=any(f.span.overlaps(m) for m in harmed)) for f in inside)
        return tuple(quantity for quantity in found if quantity)

    def _denied(
        self,
        statement: Statement | None,
        events: Sequence[Event],
        said: tuple[int, int],
        start: int,
        end: int,
        lead: bool,
    ) -> bool:
        if any(event.status == "denied" for event in events):
            return True
        if any(event.type in _SAYING for event in events):
            return False  # what denies a charge does not deny that it was made
        words = [token.text.lower() for token in tokens_of(self.text[start:end])]
        if (statement and statement.stance == "deny") or holds(words, denials()):
            return True
        bounds = [figure.span for figure in self.record.figures]
        if any(self._negated(max(start, said[0]), e.trigger.start, _DENYING_REACH, bounds) for e in events):
            return True
        return not events and lead and self._negated(*said, None, bounds)

    def _negated(self, start: int, end: int, reach: int | None, bounds: Sequence[Span]) -> bool:
        """Whether a negation stands in `text[start:end]`, in its last `reach` words or, without, in its first; those of a number's bounds
        ("no fewer than") and of "no longer" aside."""
        tokens = tokens_of(self.text[start:end])
        words = [token.text.lower() for token in tokens]
        within = range(max(0, len(words) - reach), len(words)) if reach else range(min(len(words), _OPENING))
        return any(
            words[n] in _negations()
            and (not reach or words[n] == "no" or len(words) - n <= _NOT_REACH)
            and not any(span.start <= tokens[n].start + start < span.end for span in bounds)
            and not (n + 1 < len(words) and (words[n], words[n + 1]) in _NO_DENIALS)
            for n in within
        )


@cache
def _negations() -> frozenset[str]:
    return frozenset(row[0] for row in rows("events/negations.txt", 1))


def _content(statement: Statement, start: int, end: int) -> tuple[int, int]:
    """From where to where in the sentence the statement's content goes."""
    parts = [c for c in statement.content if c.start < end and start < c.end]
    if not parts:
        return start, end
    return max(start, min(c.start for c in parts)), min(end, max(c.end for c in parts))


def _agree(one: Event, other: Event) -> bool:
    return (
        not (one.place and other.place and one.place != other.place)
        and not (one.when and other.when and one.when != other.when)
        and (one.status == "denied") == (other.status == "denied")
        and not (one.actors and other.actors and not set(one.actors) & set(other.actors))
    )


def _happened(events: Sequence[Event]) -> bool | None:
    if not events or any(event.status in ("happened", "ongoing") for event in events):
        return True
    return None


def _words(told: str) -> frozenset[str]:
    """Content stems, with the codes of countries and the harms, so that "Turkish" meets "Turkey" and "died" meets "killed"."""
    countries = {f"@{one.alpha3}" for one in find_countries(told)}
    return stems(told) | countries | {f"@{harm}" for harm in harms_in(told)}


def _day(published: str | None) -> date | None:
    try:
        return date.fromisoformat(published[:10]) if published else None
    except ValueError:
        return None
