"""A record for a document that was not read, in the likeness of one that was: for benchmarks of what comes after reading.

It has as many actors, statements, events, figures, times and places as the record it is cast from, in the same sentences, of the same
types, as long before publication; but who, where and how many are names and numbers of the document's own text. A name stands for the
same place and the same kind of actor in every document, so that documents meet in it as those that were read do.
"""

from __future__ import annotations

import random
import re
import zlib
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

import msgspec

from benchmarks.edited_articles import NUMBER, SENTENCE
from onrecord.comparing.content_words import stem
from onrecord.comparing.story_words import frequencies
from onrecord.records import Actor, DocumentInfo, Event, Figure, Place, Record, Span, Statement, Time
from onrecord.sources.document import Document

_NAME = re.compile(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]+(?: [A-Z][a-z]+)*")
_DEED = re.compile(r"\b[a-z]{3,}(?:ed|ing)\b|\b[a-z]{5,}\b")


class Moulds:
    """Records that were read, with the sentences of their texts: what others are cast from."""

    def __init__(self, read: Sequence[tuple[Document, Record]]) -> None:
        self.every = sorted(
            ((starts_of(document.text), document, record) for document, record in read), key=lambda one: len(one[0])
        )
        self.lengths = [len(starts) for starts, _, _ in self.every]
        self.places = [place for _, _, record in self.every for place in record.places]
        self.actors = [actor for _, _, record in self.every for actor in record.actors]

    def cast(self, document: Document) -> Record:
        """A record for the document, from one of those with about as many sentences; always the same."""
        draw = random.Random(zlib.crc32(document.id.encode()))
        sentences = sentences_of(document.text)
        near = bisect_right(self.lengths, len(sentences)) + draw.randrange(-5, 6)
        starts, origin, record = self.every[min(max(near, 0), len(self.every) - 1)]
        return _Casting(self, document, sentences, starts, origin, record, draw).run()


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends."""
    return [found.span() for found in SENTENCE.finditer(text)] or [(0, len(text))]


def starts_of(text: str) -> list[int]:
    """Where each sentence of a text begins."""
    return [start for start, _ in sentences_of(text)]


class _Casting:
    def __init__(
        self, moulds: Moulds, document: Document, sentences: list[tuple[int, int]], starts: list[int], origin: Document,
        record: Record, draw: random.Random,
    ) -> None:  # fmt: skip
        self.moulds, self.document, self.text, self.draw = moulds, document, document.text, draw
        self.sentences, self.starts, self.origin, self.record = sentences, starts, origin, record
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}

    def run(self) -> Record:
        times = tuple(self._time(time) for time in self.record.times)
        dated = {time.id for time in times}
        events = tuple(self._event(event, dated) for event in self.record.events)
        statements = tuple(self._statement(statement) for statement in self.record.statements)
        for place in self.record.places:
            self._place(self._sentence(place.spans[0].start))
        for actor in self.record.actors:
            if actor.mentions:
                self._actor(self._sentence(actor.mentions[0].start))
        info = DocumentInfo(
            name=self.document.name, id=self.document.id, title=self.document.title, outlet=self.document.outlet,
            published=self.document.published, characters=len(self.text),
        )  # fmt: skip
        return Record(
            document=info, actors=tuple(self.actors.values()), places=tuple(self.places.values()), times=times, events=events,
            statements=statements, figures=self._figures(),
        )  # fmt: skip

    def _sentence(self, offset: int) -> tuple[int, int]:
        number = max(0, bisect_right(self.starts, offset) - 1)
        return self.sentences[number * len(self.sentences) // len(self.starts)]

    def _word(self, pattern: re.Pattern[str], sentence: tuple[int, int]) -> Span:
        found = [one.span() for one in pattern.finditer(self.text, *sentence)]
        start, end = (sentence[0], min(sentence[1], sentence[0] + 8))
        if found:
            # Of two, the word that more articles have: most deeds and actors of the news are common ones.
            two = [self.draw.choice(found), self.draw.choice(found)]
            start, end = max(two, key=lambda place: frequencies()[0].get(stem(self.text[slice(*place)].split()[0]), 0))
        return Span.of(self.text, start, max(end, start + 1))

    def _actor(self, sentence: tuple[int, int]) -> str:
        span = self._word(_NAME, sentence)
        known = self.actors.get(span.text)
        kind = self.moulds.actors[zlib.crc32(span.text.encode()) % len(self.moulds.actors)]
        actor = known or msgspec.structs.replace(
            kind, id=f"a{len(self.actors) + 1}", name=span.text, member_of=None, mentions=()
        )
        self.actors[span.text] = msgspec.structs.replace(actor, mentions=(*actor.mentions, span))
        return actor.id

    def _place(self, sentence: tuple[int, int]) -> str:
        span = self._word(_NAME, sentence)
        known = self.places.get(span.text)
        where = self.moulds.places[zlib.crc32(span.text.encode()) % len(self.moulds.places)]
        place = known or msgspec.structs.replace(where, id=f"p{len(self.places) + 1}", name=span.text, spans=())
        self.places[span.text] = msgspec.structs.replace(place, spans=(*place.spans, span))
        return place.id

    def _time(self, time: Time) -> Time:
        start, end = (self._day(day) for day in (time.start, time.end))
        return msgspec.structs.replace(
            time,
            span=self._word(_DEED, self._sentence(time.span.start)),
            start=start and end and start,
            end=start and end,
        )

    def _day(self, day: str | None) -> str | None:
        """The day as long before publication as it was; None where that is not known."""
        try:
            came, told = (date.fromisoformat((one.published or "")[:10]) for one in (self.origin, self.document))
            return (date.fromisoformat((day or "")[:10]) + (told - came)).isoformat()
        except (ValueError, OverflowError):
            return None

    def _event(self, event: Event, dated: set[str]) -> Event:
        sentence = self._sentence(event.trigger.start)
        return msgspec.structs.replace(
            event, trigger=self._word(_DEED, sentence), mentions=(), figures=(), according_to=event.according_to,
            actors=tuple(dict.fromkeys(self._actor(sentence) for _ in event.actors)),
            recipients=tuple(dict.fromkeys(self._actor(sentence) for _ in event.recipients)),
            place=event.place and self._place(sentence), when=event.when if event.when in dated else None,
        )  # fmt: skip

    def _statement(self, statement: Statement) -> Statement:
        sentence = self._sentence(statement.content[0].start)
        return msgspec.structs.replace(
            statement, source=statement.source and self._actor(sentence), source_span=None, channel=None, addressee=None,
            cue=statement.cue and self._word(_DEED, sentence), content=(Span.of(self.text, *sentence),),
        )  # fmt: skip

    def _figures(self) -> tuple[Figure, ...]:
        numbers = [found.span() for found in NUMBER.finditer(self.text)]
        return tuple(
            msgspec.structs.replace(
                figure, span=Span.of(self.text, *place), low=int(self.text[place[0] : place[1]][:9]), high=None, of=None,
                event=None, according_to=None, part_of=None,
            )
            for figure, place in zip(self.record.figures, numbers, strict=False)
        )  # fmt: skip
