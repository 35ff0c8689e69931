"""What one document tells of one happening, gathered from its record: the unit that is compared.

A telling is a sentence's part of one event. Events of one type in one sentence, at one place and time, are one telling ("struck the
town and killed 23"). Where the reading found no event, a sentence that gives a place and a day, a toll, or a denial is a telling of an
unknown type: it is compared by its words, place, time and figures.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

import msgspec

from onrecord.comparing.blaming import blamed_in, cleared_in, done_by
from onrecord.comparing.content_words import concept, concepts, stem, stems, tokens_of
from onrecord.comparing.continuing import in_context
from onrecord.comparing.denying import SAYING, Denials, denied_words, first_denied
from onrecord.comparing.parties import Party, doer_in, is_past, party_of, phrase_party
from onrecord.comparing.quantities import Quantity, quantity_of, revised, told_words
from onrecord.comparing.settings import Moment, Site, day_of, in_the_past, moment_of, site_of
from onrecord.comparing.stretches import stretch_of, stretches
from onrecord.knowledge.comparison import revision_words, word_uses
from onrecord.knowledge.countries import find_countries
from onrecord.knowledge.tables import by_word, word_list
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize
from onrecord.records import Actor, Event, Record, Span, Statement, Time

_LONG = timedelta(days=45)
_LEAD = 2  # sentences of which each is taken to tell the news
_LONGEST_TELLER = 9  # words that name who says it and nothing else
_LIMIT = re.compile(r"\b(?:by|as of) $", re.IGNORECASE)
_SPOT_REACH = 6  # words before the name of a spot in which it is said that it happened there
_NAMED = frozenset(("person", "organization", "country", "military"))
_HARMING = frozenset(("ASSAULT", "COERCE", "PROTEST"))


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """What a document tells of one happening in one sentence. `words` are the stems of what is told, without who says it; `according_to`
    is the statement that tells it, None where the article itself does."""

    document: str
    published: date | None
    outlet: str | None
    passage: Span
    stretch: tuple[int, int] = (0, 0)
    """The sentences around it, by their characters, that are read against those of another document."""
    events: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()
    triggers: tuple[Span, ...] = ()
    trigger_stems: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    """The stems of the proper names among them, without those of countries."""
    countries: frozenset[str] = frozenset()
    """The countries that it names by a people that takes no part, or by a place in them."""
    facilities: frozenset[str] = frozenset()
    """The kinds of the places in a town that it names: "market", "station"."""
    cast: frozenset[str] = frozenset()
    """The stems of all names in the document: two documents with one cast tell of one development."""
    actors: tuple[Party, ...] = ()
    cleared: tuple[Party, ...] = ()
    """Who is said not to have done it: "rebels, and not the army"."""
    recipients: tuple[Party, ...] = ()
    sites: tuple[Site, ...] = ()
    site: Site | None = None
    moment: Moment | None = None
    moments: tuple[Moment, ...] = ()
    """`moment`, or, where the reading gives the event no time, all that its sentence names."""
    quantities: tuple[Quantity, ...] = ()
    happened: bool | None = None
    """True: it is told as a fact; False: it is denied; None: it is planned, possible or conditional."""
    teller: frozenset[str] = frozenset()
    """The stems of who tells it."""
    denied: frozenset[str] = frozenset()
    """The stems of what is denied, without names."""
    denied_first: frozenset[str] = frozenset()
    """Those of the first word of it: "meeting" in "no meeting took place"."""
    according_to: str | None = None


def tellings(record: Record, text: str) -> tuple[Telling, ...]:
    """All that a document tells, in the order of its text."""
    return in_context(tuple(_Gathering(record, text).run()))


class _Gathering:
    def __init__(self, record: Record, text: str) -> None:
        self.record, self.text, self.denials = record, text, Denials(record, text)
        self.actors = {actor.id: actor for actor in record.actors}
        self.statements = {statement.id: statement for statement in record.statements}
        self.places = {place.id: place for place in record.places}
        self.times = {time.id: time for time in record.times}
        self.figures = {figure.id: figure for figure in record.figures}
        tokens = tokenize(text)
        ranges = split_sentences(text, tokens)
        self.sentences = [(tokens[one.first].start, tokens[one.last - 1].end) for one in ranges]
        self.starts = [start for start, _ in self.sentences]
        self.stretches = stretches(self.sentences)
        self.published = day_of(record.document.published)
        named = [a.name for a in record.actors if a.kind in _NAMED] + [place.name for place in record.places]
        self.cast = frozenset(word for name in named for word in stems(name))

    def run(self) -> Iterator[Telling]:
        told: dict[tuple[int, str], list[Event]] = {}
        for event in self.record.events:
            told.setdefault((self._sentence(event.trigger.start), event.type), []).append(event)
        # Where the only events are in the words for who says it, what is said is told without one.
        inside: dict[int, list[Event]] = {}
        for event in self.record.events:
            inside.setdefault(self._sentence(event.trigger.start), []).append(event)
        with_event = {
            sentence for sentence, events in inside.items()
            if not all(map(self._of_teller, events)) and not self._only_purposes(sentence, events)
        }  # fmt: skip
        order = sorted([*told, *((n, "") for n in range(len(self.sentences)) if n not in with_event)])
        for sentence, type in order:
            if type:
                for group in self._groups(told[sentence, type]):
                    yield self._telling(sentence, group)
            elif self._is_worth_telling(sentence):
                yield self._telling(sentence, ())

    def _of_teller(self, event: Event) -> bool:
        return any(s.source_span and s.source_span.covers(event.trigger) for s in self.record.statements)

    def _only_purposes(self, sentence: int, events: Sequence[Event]) -> bool:
        """Whether a sentence that tells the news has events only in what something was done for: "have entered the region to help"."""
        if sentence >= _LEAD or any(event.status != "planned" for event in events):
            return False
        before = self.text[self.sentences[sentence][0] : min(event.trigger.start for event in events)].lower().split()
        return before[-1:] == ["to"] and any(
            word in word_list("events/perfect_words.txt") or is_past(word) for word in before
        )

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
        if statement and said[0] <= start + 1:
            teller = [
                span.start for span in (statement.source_span, statement.cue) if span and start < span.start < end
            ]
            said = said[0], max(said[1], min(teller, default=said[1]))
        if said[1] - said[0] < (end - start) // 3:
            said = start, end
        accused = self._accused(statement)
        doers = [id for event in events for id in event.actors]
        if accused and all(id == statement.source for id in doers):  # type: ignore[union-attr]
            doers = accused
        denying = statement is not None and statement.stance == "deny"
        blamed = blamed_in(self.text, *said) if sentence < _LEAD and not denying else None
        denied = None if blamed else self.denials.of(statement, events, said, start, end, sentence < _LEAD)
        types = {event.type for event in events}
        if blamed and not any(self._in(e.trigger, start, end) and e.type not in SAYING for e in self.record.events):
            types -= {"ACCUSE"}  # what is told is the deed, and nothing else tells it
        if denied is not None and events and all(event.status != "denied" for event in events):
            # What is denied need not be of the type that the reading gave to the denial.
            types -= {"REJECT"}
        sites = self._sites(said, start, end)
        placed = next((self.places[e.place] for e in events if e.place in self.places), None)
        spoken = statement.source_span if statement else None
        if placed and spoken and all(spoken.covers(span) for span in placed.spans):
            placed = None  # where the speaker is, not where it happened
        site = site_of(placed) if placed and placed.spans else None
        told = self._without_source(statement, start, end)
        happened = False if denied is not None else _happened(events)
        if denied is None and events and (blamed or all(event.status == "denied" for event in events)):
            happened = True  # it was tried, or somebody is to blame for it
        moments = self._moments(events, said, statement, (start, end))
        if happened is not None:
            moments = tuple(moment for one in moments if (moment := in_the_past(one)))
        cleared = cleared_in(self.text, *said) if sentence < _LEAD else None
        triggers = tuple(event.trigger for event in events)
        names = self._names(start, end, statement)
        return Telling(
            document=self.record.document.id, published=self.published, outlet=self.record.document.outlet,
            passage=Span.of(self.text, start, end), stretch=stretch_of(start, self.stretches), events=tuple(event.id for event in events), types=frozenset(types),
            triggers=triggers, trigger_stems=frozenset(each for span in triggers for each in concept(span.text)), words=told_words(told),
            names=names, teller=concepts(statement.source_span.text) if statement and statement.source_span else frozenset(),
            facilities=_facilities(told),
            cast=self.cast,
            actors=self._doers(doers, said, sentence < _LEAD, blamed, events), cleared=(party,) if cleared and (party := phrase_party(self.text, *cleared)) else (),
            recipients=self._parties((id for e in events for id in e.recipients), said),
            sites=sites, site=site or (sites[0] if len(sites) == 1 else None), moment=moments[0] if moments else None, moments=moments,
            quantities=self._quantities(events, start, end),
            happened=happened, denied=denied_words(denied, names),
            denied_first=first_denied(denied), according_to=statement.id if statement else None,
        )  # fmt: skip

    def _statement(self, start: int, end: int, events: Sequence[Event]) -> Statement | None:
        for event in events:
            if event.according_to in self.statements:
                return self.statements[event.according_to]
        if events:
            return None
        inside = [s for s in self.record.statements if any(self._in(c, start, end) for c in s.content)]
        longest = max(inside, key=_length, default=None)
        # "Thousands gathered to call for his resignation" tells of the gathering.
        short = longest is not None and longest.stance != "deny" and _length(longest) < (end - start) // 3
        return None if short else longest

    def _without_source(self, statement: Statement | None, start: int, end: int) -> str:
        """The words of a sentence without those that say who tells it."""
        parts = [s for s in (statement.source_span, statement.cue) if s] if statement else []
        parts = [s for s in parts if len(s.text.split()) <= _LONGEST_TELLER]  # a longer one tells what happened too
        text, place = "", start
        for span in sorted((s for s in parts if self._in(s, start, end)), key=lambda s: s.start):
            text, place = f"{text} {self.text[place : span.start]}", max(place, span.end)
        return f"{text} {self.text[place:end]}"

    def _names(self, start: int, end: int, statement: Statement | None) -> frozenset[str]:
        """The stems of the capitalised words within a sentence, but for its first, the speaker's and those of countries and times."""
        covered = [(one.start, one.end) for one in find_countries(self.text[start:end])]
        covered = [(a + start, b + start) for a, b in covered]
        covered += [(time.span.start, time.span.end) for time in self.record.times]
        if statement and statement.source_span:
            covered.append((statement.source_span.start, statement.source_span.end))
        first = any(m.start == start for a in self.record.actors if a.kind in _NAMED for m in a.mentions)
        return frozenset(
            stem(token.text)
            for token in tokens_of(self.text[start:end])
            if (token.start or first) and token.text[0].isupper() and len(token.text) > 1
            and not any(a <= token.start + start < b for a, b in covered)
        )  # fmt: skip

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

    def _doers(
        self,
        ids: Sequence[str],
        said: tuple[int, int],
        lead: bool,
        blamed: tuple[int, int] | None,
        deeds: Sequence[Event],
    ) -> tuple[Party, ...]:
        """Who did it; where the reading names nobody, whom a sentence that tells the news names itself."""
        if blamed:
            inside = [
                a for a in self.record.actors if any(blamed[0] <= m.start and m.end <= blamed[1] for m in a.mentions)
            ]
            phrase = phrase_party(self.text, *blamed)
            parties = tuple(party for actor in inside if (party := self._party(actor, blamed)))
            if phrase or parties:
                return (phrase,) if phrase else parties
        for deed in deeds:
            by = done_by(self.text, deed.trigger.end, said[1]) if deed.type in _HARMING else None
            doer = phrase_party(self.text, *by) if by else None
            if doer is not None and (doer.side or doer.country):
                return (doer,)
        counts = {words[-1] for words in revision_words("count")}
        found = tuple(
            party for party in self._parties(ids, said)
            if not (counts & set(party.name.lower().split()) or self.text[: party.span.start].rstrip().endswith(" not"))
        )  # fmt: skip
        found = tuple(party for party in found if not self._is_owned(party, found))
        counting = revised(self.text[said[0] : said[1]], ("change", "now", "put"))
        doer = None if found or counting or not lead else doer_in(self.text, *said)
        if doer is None or counts & set(doer.name.lower().split()):
            return found
        # What the reading knows of him, where it has him as somebody's speaker or victim elsewhere.
        known = (actor for actor in self.record.actors if any(doer.span.covers(m) for m in actor.mentions))
        named = next(
            (party for actor in known if (party := self._party(actor, (doer.span.start, doer.span.end)))), None
        )
        return (named or doer,)

    def _is_owned(self, party: Party, others: Sequence[Party]) -> bool:
        """Whether a party that nothing tells apart is another's: "forces" of "Russia's forces"."""
        if party.country or party.names:
            return False
        between = (self.text[other.span.end : party.span.start] for other in others if other is not party)
        return any(text in ("'s ", "’s ", "' ", "’ ") for text in between)

    def _party(self, actor: Actor, said: tuple[int, int]) -> Party | None:
        return party_of(actor, self.text, *said)

    def _sites(self, said: tuple[int, int], start: int, end: int) -> tuple[Site, ...]:
        inside = [p for p in self.record.places if any(said[0] <= span.start < said[1] for span in p.spans)]
        return tuple(site_of(place) for place in inside)

    def _moments(
        self,
        events: Sequence[Event],
        said: tuple[int, int],
        statement: Statement | None,
        sentence_wide: tuple[int, int],
    ) -> tuple[Moment, ...]:
        """The event's time, else those of what is said. "Said on Monday" is when it was said, not when it happened."""
        speech = statement.when if statement else None
        if speech in self.times and statement and self._tells_first(statement, self.times[speech].span, said):
            speech = None
        own = [self.times[e.when] for e in events if e.when in self.times and e.when != speech]
        own = [time for time in own if statement is None or said[0] <= time.span.start < said[1]]
        inside = [t for t in self.record.times if said[0] <= t.span.start < said[1] and t.id != speech]
        older = [
            t for t in self.record.times if _older_count().search(self.text[max(0, t.span.start - 12) : t.span.start])
        ]
        inside = [t for t in inside if t not in older]
        limits = [t for t in inside if _LIMIT.search(self.text[max(0, t.span.start - 8) : t.span.start])]
        if not self._is_lead(sentence_wide):
            inside = [t for t in inside if t not in limits]  # "by Sunday evening" is when they were counted
        if not own and not inside and not limits:
            beyond = sentence_wide
            inside = [
                t
                for t in self.record.times
                if beyond[0] <= t.span.start < beyond[1] and t.id != speech and t not in older
            ]
        found = tuple(m for time in own or inside if (m := moment_of(time, self.published, self._is_since(time))))
        if revised(self.text[sentence_wide[0] : sentence_wide[1]], ("change", "now", "put")):
            # "Raised the toll on Tuesday": the day may be that of the count.
            found = tuple(m for m in found if self.published is None or m.end.date() <= self.published)
        # "Last year's election" tells what it was about, not when.
        return tuple(moment for moment in found if own or moment.end - moment.start < _LONG)

    def _is_since(self, time: Time) -> bool:
        return self.text[max(0, time.span.start - 6) : time.span.start].lower() == "since "

    def _is_lead(self, sentence: tuple[int, int]) -> bool:
        return self.sentences.index(sentence) == 0

    @staticmethod
    def _tells_first(statement: Statement, time: Span, said: tuple[int, int]) -> bool:
        """Whether a time stands in what is told, before who tells it: "… landed on Friday, the army said"."""
        teller = [span.start for span in (statement.source_span, statement.cue) if span]
        return said[0] <= time.start < said[1] and all(time.end < start for start in teller)

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
        crowd = any(event.type == "PROTEST" for event in events)
        if "http" in self.text[start:end]:
            return ()  # the numbers of an address count nothing
        found = (
            quantity_of(f, self.text, start, end, harmed=any(f.span.overlaps(m) for m in harmed), crowd=crowd)
            for f in inside
        )
        return tuple(quantity for quantity in found if quantity)


def _length(statement: Statement) -> int:
    return sum(content.end - content.start for content in statement.content)


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


def _facilities(told: str) -> frozenset[str]:
    """The kinds of spots at or in which something is told to have happened.

    >>> sorted(_facilities("A bomb went off at a crowded bus station on Monday."))
    ['station']
    """
    words = [token.text.lower() for token in tokens_of(told)]
    found = []
    for number, word in enumerate(words):
        kind = by_word("accounts/facilities.tsv").get(word)
        near = words[max(0, number - _SPOT_REACH) : number]
        if kind and word_uses("spotting").intersection(near):
            found.append(kind)
    return frozenset(found)


@cache
def _older_count() -> re.Pattern[str]:
    """ "Its count of (Monday)"."""
    return re.compile(rf"\b(?:{'|'.join(sorted(word_uses('older count')))}) (?:of|from|on) $", re.IGNORECASE)
