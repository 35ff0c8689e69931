"""Who has been on stage: the places where participants are mentioned or speak, and how salient each mention is."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence

from onrecord.knowledge.people import given_names
from onrecord.model.analysis import Analysis
from onrecord.reading.actors.cast import Cast, Participant
from onrecord.records import Span

HELD = 200  # mentions or participants that are looked back on, so that a text of any length is read in linear time
_QUOTED = re.compile(r"“[^“”\n]{0,2000}”|\"[^\"\n]{0,2000}\"")
_SOON = 16  # characters in which "he said, " finds room
_SUBJECT = ("nsubj", "nsubj:pass")


class Scene:
    """Mentions and speeches of one document, by position."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self._analysis = analysis
        self._cast = cast
        self._by_head: dict[str, list[Participant]] = {}
        self._seen_at: list[
            tuple[int, int]
        ] = []  # where participants are mentioned or speak, with their numbers, sorted
        self._spoke: list[tuple[int, int]] = []  # where they speak, sorted
        self._spoke_at: set[tuple[int, int]] = set()
        self._known_entities: set[int] = set()  # first tokens of entities that are mentions of participants
        self._persons = [one.first for one in analysis.entities or () if one.label == "Person"]
        self._open: list[tuple[int, str]] = []  # pronouns whose antecedent stayed unknown, with their gender, in order
        self._quoted = [found.span() for found in _QUOTED.finditer(analysis.text)]
        self._quoted_starts = [start for start, _ in self._quoted]

    def note(self, member: Participant, span: Span) -> None:
        """Records a mention, and the words by which the participant may be taken up again."""
        member.mention(span)
        self.see(member, span.start)
        tokens = self._analysis.tokens_between(span.start, span.end)
        for index in range(*tokens):
            entity = self._analysis.entity_at(index)
            if entity is not None:
                self._known_entities.add(entity.first)
        for head in member.heads:
            for word in (head, head + "s"):
                known = self._by_head.setdefault(word, [])
                if not any(other is member for other in known[-HELD:]):
                    known.append(member)

    def see(self, member: Participant, position: int) -> None:
        """Records that a participant is meant at `position`, be it by a pronoun."""
        insort(self._seen_at, (position, member.number))

    def leave_open(self, position: int, gender: str) -> None:
        """Records a pronoun whose antecedent is not known."""
        self._open.append((position, gender))

    def is_open_since(self, position: int, limit: int, gender: str) -> bool:
        """Whether a pronoun of that gender between two offsets means somebody unknown."""
        return any(position < at < limit for at, one in self._open[-HELD:] if one == gender)

    def has_stranger(self, position: int, limit: int, gender: str) -> bool:
        """Whether the model sees a person there, outside quotations, who is no participant (yet) and may be of that gender."""
        first = bisect_left(self._persons, self._analysis.tokens_between(position, position + 1).last)
        for token in self._persons[first : first + HELD]:
            start = self._analysis.tokens[token].start
            if start >= limit:
                return False
            lean = given_names().get(self._analysis.tokens[token].text)
            if token not in self._known_entities and lean in (None, gender) and not self.is_quoted(start):
                return True
        return False

    def has_plural_subject(self, position: int, limit: int) -> bool:
        """Whether a plural noun is subject of a clause between two offsets."""
        analysis = self._analysis
        if analysis.deprels is None or analysis.upos is None:
            return False
        tokens = analysis.tokens_between(position, limit)
        return any(
            analysis.deprels[i] in _SUBJECT
            and analysis.upos[i] in ("NOUN", "PROPN")
            and analysis.tokens[i].text.endswith("s")
            for i in range(*tokens)
        )

    def has_spoken(self, member: Participant, position: int) -> None:
        """Records that a participant speaks at `position`."""
        insort(self._spoke, (position, member.number))
        self.see(member, position)
        self._spoke_at.add((position, member.number))

    def speaks(self, member: Participant, position: int) -> bool:
        """Whether a participant was found to speak at `position`."""
        return (position, member.number) in self._spoke_at

    def last_speaker(self, limit: int) -> tuple[int, Participant] | None:
        """Who spoke last before `limit`, and where."""
        index = bisect_left(self._spoke, (limit, 0)) - 1
        if index < 0:
            return None
        position, number = self._spoke[index]
        return position, self._cast.members[number - 1]

    def seen(self, limit: int, sentence: int) -> Iterator[tuple[int, Participant]]:
        """Who is mentioned or speaks before `limit`, back to a sentence, the last first."""
        index = bisect_left(self._seen_at, (limit, 0)) - 1
        for position, number in self._seen_at[max(0, index - HELD) : index + 1][::-1]:
            if self.sentence_at(position) < sentence:
                return
            yield position, self._cast.members[number - 1]

    def under(self, head: str) -> Sequence[Participant]:
        """The participants whom this word may take up, the last `HELD`."""
        return self._by_head.get(head, ())[-HELD:]

    def sentence_at(self, position: int) -> int:
        """The number of the sentence at an offset."""
        return self._analysis.sentence_of(self._analysis.tokens_between(position, position + 1).first)

    def is_quoted(self, position: int) -> bool:
        """Whether an offset stands inside quotation marks."""
        index = bisect_right(self._quoted_starts, position) - 1
        return index >= 0 and self._quoted[index][0] < position < self._quoted[index][1]

    def quotation_beside(self, position: int) -> tuple[int, int] | None:
        """The quotation that ends right before an offset or begins soon behind it (“…,” he said; he said, “…”); None where none does."""
        index = bisect_left(self._quoted_starts, position) - 1
        if index >= 0 and 0 <= position - self._quoted[index][1] <= 2:
            return self._quoted[index]
        if index + 1 < len(self._quoted) and self._quoted[index + 1][0] - position <= _SOON:
            return self._quoted[index + 1]
        return None

    def prominence(self, member: Participant, position: int) -> float:
        """How strongly a mention offers itself to a pronoun: 1 as subject of its sentence, 0.4 of a clause, else 0."""
        heads, deprels = self._analysis.heads, self._analysis.deprels
        if heads is None or deprels is None:
            return 0.0
        span = next(iter(member.mentions_at(position)), None)
        tokens = self._analysis.tokens_between(position, max(position + 1, span.end if span else 0))
        for index in range(tokens.first, min(tokens.last, tokens.first + 12)):
            if deprels[index] in _SUBJECT and not tokens.first <= heads[index] < tokens.last:
                governor = heads[index]
                return 1.0 if governor >= 0 and heads[governor] < 0 else 0.4
        return 0.0
