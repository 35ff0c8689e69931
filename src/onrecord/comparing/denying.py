"""What a sentence denies, and how far a negation in it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from onrecord.comparing.content_words import concepts, stem, tokens_of
from onrecord.comparing.quantities import holds, told_words
from onrecord.knowledge.comparison import phrase_uses, word_uses
from onrecord.knowledge.tables import phrases_in, word_list
from onrecord.knowledge.words import words_of
from onrecord.records import Event, Record, Span, Statement

_DENYING_REACH = 5  # words before a trigger in which "no" denies it …
_NOT_REACH = 3  # … and another negation
_OPENING = 9  # words of a sentence without an event in which a negation denies it
_ASIDE_REACH = 4  # words before a deed in which a preposition makes it what something else is about
_DENIED = 12  # words of a clause that a negation at its beginning denies
_REPORT_REACH = 5  # words of what is rejected, in which it is called a report
SAYING = frozenset(("ACCUSE", "REQUEST", "THREATEN", "SUPPORT", "CONCEDE"))
"""Types of events that are done by saying so: what denies a charge does not deny that it was made."""


class Denials:
    """The denials of one document."""

    def __init__(self, record: Record, text: str) -> None:
        self.record, self.text = record, text

    def of(
        self,
        statement: Statement | None,
        events: Sequence[Event],
        said: tuple[int, int],
        start: int,
        end: int,
        lead: bool,
    ) -> str | None:
        """What a sentence denies, None where it denies nothing."""
        negated = [event for event in events if event.status == "denied"]
        if negated and self._only_bounds(start, end, statement):
            negated = []  # "no more than 2,500 marched"
        told_off = (statement is not None and statement.stance == "deny") or holds(
            [token.text.lower() for token in tokens_of(self.text[start:end])], phrases_in("accounts/denials.txt")
        )
        if negated and not told_off:
            negated = [event for event in negated if not self._is_aside(event, start)]
        if negated:
            if statement and statement.stance == "deny":
                return self.text[said[0] : said[1]]
            foiled = holds(
                [token.text.lower() for token in tokens_of(self.text[start:end])], phrases_in("accounts/foiling.txt")
            )
            return None if foiled else self._around(negated, said)
        refuting = (
            lead and bool(events) and all(event.type == "REJECT" for event in events) and self._refutes(start, end)
        )
        if any(event.type in SAYING for event in events) and not refuting:
            return None  # what denies a charge does not deny that it was made
        words = [token.text.lower() for token in tokens_of(self.text[start:end])]
        if refuting:
            denying = [s for s in self.record.statements if s.stance == "deny" and s.cue and _in(s.cue, start, end)]
            return " ".join(c.text for s in denying for c in s.content)
        if (statement and statement.stance == "deny") or holds(words, phrases_in("accounts/denials.txt")):
            return self.text[said[0] : said[1]]
        bounds = [figure.span for figure in self.record.figures]
        negated = [
            e for e in events if self._negated(max(start, said[0]), e.trigger.start, _DENYING_REACH, bounds) is not None
        ]
        if negated:
            return self._around(negated, said)
        at = self._negated(*said, None, bounds) if lead and (not events or refuting) else None
        if at is None and lead and (not events or refuting):
            at = self._nobody(*said, bounds)
        return None if at is None else self._clause(at, said[1])

    def _nobody(self, start: int, end: int, bounds: Sequence[Span]) -> int | None:
        """Where "nobody" or "there was no" stands, but for a count of none: "nobody forced them"."""
        tokens = tokens_of(self.text[start:end])
        words = [token.text.lower() for token in tokens]
        return next(
            (
                t.start + start for n, t in enumerate(tokens)
                if (words[n] == "nobody" or (words[n] == "no" and tuple(words[max(0, n - 2) : n]) in phrase_uses("none there")))
                and not any(s.start <= t.start + start < s.end for s in bounds)
            ),
            None,
        )  # fmt: skip

    def _only_bounds(self, start: int, end: int, statement: Statement | None) -> bool:
        """Whether the only negations of a sentence bound a number."""
        if statement is not None and statement.stance == "deny":
            return False
        bounds = [f.span for f in self.record.figures if (f.low or f.high) and _in(f.span, start, end)]
        tokens = tokens_of(self.text[start:end])
        negations = [t.start + start for t in tokens if t.text.lower() in word_list("events/negations.txt")]
        return bool(negations) and all(any(s.start <= at < s.end for s in bounds) for at in negations)

    def _is_aside(self, event: Event, start: int) -> bool:
        """Whether what is negated is something about the event: "gave no number for the march"."""
        before = [token.text.lower() for token in tokens_of(self.text[start : event.trigger.start])][-_ASIDE_REACH:]
        return bool(words_of("preposition").intersection(before)) and "no" not in before[-2:]

    def _around(self, events: Sequence[Event], said: tuple[int, int]) -> str:
        """The triggers and what follows each in its clause."""
        return " ".join(self._clause(event.trigger.start, max(said[1], event.trigger.end)) for event in events)

    def _clause(self, start: int, end: int) -> str:
        """The words from `start` on that a negation there denies."""
        tokens = tokens_of(self.text[start:end])
        stop = next(
            (n for n, token in enumerate(tokens) if n and token.text.lower() in word_uses("clause end")), len(tokens)
        )
        last = tokens[min(stop, _DENIED) - 1] if tokens else None
        return self.text[start : start + last.end] if last else ""

    def _refutes(self, start: int, end: int) -> bool:
        """Whether a sentence rejects what others report, not what they ask or offer."""
        denying = [s for s in self.record.statements if s.stance == "deny" and s.cue and _in(s.cue, start, end)]
        words = [token.text.lower() for s in denying for c in s.content for token in tokens_of(c.text)[:_REPORT_REACH]]
        return bool(word_list("accounts/claims.txt").intersection(words)) or any(
            c.text.startswith("that ") for s in denying for c in s.content
        )

    def _negated(self, start: int, end: int, reach: int | None, bounds: Sequence[Span]) -> int | None:
        """Where a negation stands in `text[start:end]`, in its last `reach` words or, without, in its first; those of a number's bounds
        ("no fewer than") and of "no longer" aside."""
        tokens = tokens_of(self.text[start:end])
        words = [token.text.lower() for token in tokens]
        within = range(max(0, len(words) - reach), len(words)) if reach else range(_opening(words))
        return next(
            (
                tokens[n].start + start
                for n in within
                if words[n] in word_list("events/negations.txt")
                and (not reach or words[n] == "no" or len(words) - n <= _NOT_REACH)
                and not any(span.start <= tokens[n].start + start < span.end for span in bounds)
                and not (
                    words[n] == "not" and any(s.start == t.start + start for s in bounds for t in tokens[n + 1 : n + 2])
                )
                and not (n + 1 < len(words) and (words[n], words[n + 1]) in phrase_uses("no denial"))
                and not (words[n] == "not" and n and words[n - 1] in ("and", ","))  # "rebels, and not the army, did it"
            ),
            None,
        )


def denied_words(denied: str | None, names: frozenset[str]) -> frozenset[str]:
    """The stems of what is denied, without names, countries and words for a report.

    >>> sorted(denied_words("the report that troops had crossed the border", frozenset()))
    ['#border', '#soldier', 'cross']
    """
    return frozenset(
        word
        for word in told_words(denied or "")
        if word not in names and word not in _claimed() and not word.startswith("@")
    )


def first_denied(denied: str | None) -> frozenset[str]:
    """The stems of the first word of what is denied that is not a light one: "meeting" in "no meeting took place"."""
    return next((found for token in tokens_of(denied or "") if (found := concepts(token.text))), frozenset())


def _opening(words: Sequence[str]) -> int:
    """How many words of a sentence a negation of all of it may stand in."""
    stop = next((n for n, word in enumerate(words) if n and word in word_uses("clause end")), len(words))
    return min(len(words), max(_OPENING, min(stop, 2 * _OPENING)))


@cache
def _claimed() -> frozenset[str]:
    return frozenset(map(stem, word_list("accounts/claims.txt")))


def _in(span: Span, start: int, end: int) -> bool:
    return start <= span.start < end


def negates(text: str) -> bool:
    """Whether something is negated or denied in a passage, in so many words.

    >>> [negates(text) for text in ("No soldier has landed.", "The hill is still in our hands.", "Soldiers have landed.")]
    [True, True, False]
    """
    words = [token.text.lower() for token in tokens_of(text)]
    signs = word_list("events/negations.txt") | word_uses("denying")
    return bool(signs.intersection(words)) or holds(words, phrases_in("accounts/denials.txt"))
