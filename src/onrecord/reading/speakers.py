"""From the words that name a source to the actor they mean: names, surnames, offices ("the president"), pronouns, groups.

Nobody is better than the wrong one: a pronoun without a safe antecedent resolves to None.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import NamedTuple

from onrecord.knowledge.countries import countries_between, name_of
from onrecord.knowledge.people import known, organizations, words_of
from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors import clean_name, heads_of, nearest, told_gender
from onrecord.reading.appositions import read_apposition
from onrecord.reading.cast import Cast, Participant
from onrecord.reading.phrase import Phrase
from onrecord.reading.phrases import read_phrase
from onrecord.records import Actor, Span
from onrecord.sources.document import Document

# How often each kind of evidence named the right actor; measured on OntoGUM's news: scripts/measure_speakers.py.
_CONFIDENCE = {
    "name": 0.95, "surname": 0.9, "ambiguous": 0.6, "office": 0.85, "described": 0.75, "relative": 0.85,
    "he": 0.8, "he-far": 0.65, "it": 0.6, "they": 0.6, "bare": 0.6,
}  # fmt: skip
_ENDING = frozenset(',;:()—–-“”"') | {"--", "who", "which", "that"}  # what belongs to a description goes no further
_INDEFINITE = words_of("indefinite.txt")  # what they introduce is somebody new each time
_HELD = 200  # mentions or participants that are looked back on, so that a text of any length is read in linear time
_MENTIONS = 50  # of one name that are kept
_NEAR = 2  # sentences back within which a pronoun's antecedent must be mentioned
_QUOTED = re.compile(r"“[^“”\n]{0,2000}”|\"[^\"\n]{0,2000}\"")


class Pronoun(NamedTuple):
    """Number ("singular", "plural", "any") and gender ("m", "f", "n", None for any) of a pronoun."""

    number: str
    gender: str | None


@cache
def pronouns() -> dict[str, Pronoun]:
    """The pronouns that can stand for a speaker."""
    return {word: Pronoun(number, known(gender)) for word, number, gender in rows("pronouns.txt", 3)}


def _with_description(named: Phrase, described: Phrase | None) -> Phrase:
    """A person's phrase with what the description before it adds."""
    if described is None:
        return named
    return replace(
        named,
        role=named.role or described.role,
        country=named.country or described.country,
        sector=named.sector or described.sector,
    )


class Speakers:
    """Resolves source spans of one document, in any order, best in that of the text; new speakers join the actors.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.actors import find_actors
    >>> text = "President Jane Roe left. “No,” she said. Two residents agreed."
    >>> document, analysis = Document.of(text), analyse(text)
    >>> speakers = Speakers(document, analysis, find_actors(document, analysis, ()))
    >>> at = text.index
    >>> speakers.resolve(Span.of(text, at("she"), at("she") + 3))[0], speakers.resolve(Span.of(text, at("Two"), at(" agreed")))[0]
    ('a1', 'a2')
    """

    def __init__(self, document: Document, analysis: Analysis, actors: tuple[Actor, ...]) -> None:
        self._text = document.text
        self._analysis = analysis
        self._cast = Cast()
        self._by_head: dict[str, list[Participant]] = {}
        self._seen_at: list[
            tuple[int, int]
        ] = []  # where participants are mentioned or speak, with their numbers, sorted
        self._spoke: list[tuple[int, int]] = []  # where they speak, sorted
        self._spoke_at: set[tuple[int, int]] = set()
        for actor in actors:
            self._take_in(actor)
        self._quoted = [found.span() for found in _QUOTED.finditer(document.text)]
        self._quoted_starts = [start for start, _ in self._quoted]

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors, those that were given and those that joined, ids as `resolve` returned them."""
        return self._cast.actors()

    def resolve(self, span: Span, *, before: int | None = None) -> tuple[str | None, float]:
        """The id of the actor that a source span names, with a confidence; (None, 0.0) where it names nobody.

        Args:
            before: only what stands before this offset can be an antecedent; the start of the span without it.
        """
        tokens = self._analysis.tokens_between(span.start, span.end)
        if tokens.first >= tokens.last:
            return None, 0.0
        limit = span.start if before is None else min(before, span.start)
        found = self._resolve(tokens, span, limit)
        if found is None:
            return None, 0.0
        member, confidence = found
        if (
            not self._is_message(tokens) or member.plural
        ):  # "Umerov’s statement" does not make him the "he" that follows
            self._has_spoken(member, span.start)
        return member.id, round(min(confidence, 0.99), 2)

    # -- the kinds of words

    def _resolve(self, tokens: Range, span: Span, limit: int) -> tuple[Participant, float] | None:
        first = self._analysis.tokens[tokens.first].text.lower()
        word_count = sum(1 for i in range(tokens.first, tokens.last) if self._analysis.tokens[i].text[0].isalnum())
        if word_count == 1:
            for index in range(tokens.first, tokens.last):
                word = self._analysis.tokens[index].text
                lower = word.lower()
                if lower in pronouns() and not (len(word) > 1 and word.isupper()):
                    return self._pronoun(lower, self._analysis.tokens[index].start, limit)
        if first in ("his", "her", "their", "its", "whose") and self._is_message(tokens):
            return self._pronoun(first, span.start, limit)
        phrase = read_phrase(self._analysis, tokens.first, tokens.last, self._cast.surnames())
        if phrase is None or (phrase.name is None and not phrase.plural):
            named = self._named_behind(tokens)
            if named is not None:
                return self._person(_with_description(named, phrase), tokens)
        if phrase is None:
            return self._owner_of_message(tokens, limit)
        if phrase.kind == "person" and phrase.name is not None:
            return self._person(phrase, tokens)
        if phrase.name is not None:
            return self._organization(phrase)
        return self._described(phrase, tokens, limit)

    def _named_behind(self, tokens: Range) -> Phrase | None:
        """The person that a description is of: "His opponent, Rep. Jane Roe,", "One of his advisers, Ali Aziz"."""
        words = self._analysis.tokens
        for comma in range(tokens.first + 1, tokens.last - 1):
            if words[comma].text != ",":
                continue
            end = comma + 1
            while end < tokens.last and words[end].text not in _ENDING:
                end += 1
            phrase = read_phrase(self._analysis, comma + 1, end, self._cast.surnames())
            if phrase is None or phrase.kind != "person" or phrase.name is None or phrase.name.last != end:
                return None
            several = phrase.name.last - phrase.name.first > 1
            known_already = self._cast.persons(clean_name(self._analysis, phrase.name))
            return phrase if known_already or several else None
        return None

    def _person(self, phrase: Phrase, tokens: Range) -> tuple[Participant, float]:
        assert phrase.name is not None
        name = clean_name(self._analysis, phrase.name)
        candidates = self._cast.persons(name, phrase.gender)
        behind = read_apposition(self._analysis, phrase.name.last, self._sentence_end(phrase.name.first))
        if candidates:
            member = nearest(candidates, self._analysis.tokens[phrase.name.first].start)
            kind = "ambiguous" if len(candidates) > 1 else "name" if len(name.split()) > 1 else "surname"
        else:
            kind = "bare" if phrase.evidence == "bare" else "name"
            member = self._cast.add(name, "person", _CONFIDENCE[kind])
        self._cast.known_as(member, name)
        member.learn(
            role=phrase.role or (behind.role if behind else None), country=phrase.country or (behind.country if behind else None),
            sector=phrase.sector or (behind.sector if behind else None), gender=phrase.gender or (behind.gender if behind else None), told=told_gender(phrase, behind),
            heads=heads_of(phrase.role, behind.role if behind else None), confidence=_CONFIDENCE[kind],
        )  # fmt: skip
        last = behind.span.last if behind and behind.role == member.role else phrase.core.last
        self._mention(member, Range(phrase.core.first, last))
        return member, _CONFIDENCE[kind]

    def _organization(self, phrase: Phrase) -> tuple[Participant, float]:
        assert phrase.name is not None
        name = clean_name(self._analysis, phrase.name)
        listed = organizations().get(name)
        main = listed.name if listed else name
        if phrase.kind == "country" and phrase.country:
            main = name_of(phrase.country) or name
        elif listed is None and phrase.country and phrase.core.first < phrase.name.first:
            main = clean_name(self._analysis, self._with_owner(phrase))
        elif listed is None and phrase.name.last - phrase.name.first == 1 and phrase.core.first < phrase.name.first:
            main = clean_name(
                self._analysis, phrase.core
            )  # "the Prime Minister’s Office": the last word alone is no name
        member = self._cast.named(main) or self._cast.named(name)
        if member is None:
            member = self._cast.add(main, phrase.kind, _CONFIDENCE["name" if phrase.evidence != "article" else "bare"])
            self._cast.known_as(member, name)
            self._acronym(member, phrase.name)
            self._all_mentions(member)
        member.learn(country=phrase.country, sector=phrase.sector)
        self._mention(member, phrase.core)
        return member, member.confidence

    def _described(self, phrase: Phrase, tokens: Range, limit: int) -> tuple[Participant, float] | None:
        if phrase.joined:
            return self._several(phrase)
        if phrase.definite and phrase.determiner != "both" and phrase.head:
            member = self._taken_up(phrase, limit)
            if member is not None:
                self._mention(member, phrase.core)
                return member, _CONFIDENCE["office"]
        start, end = self._analysis.characters(self._described_range(phrase, tokens))
        name = " ".join(self._text[start:end].split())
        same = self._same_words(name) if phrase.determiner not in _INDEFINITE else None
        if same is not None:
            self._note(same, Span.of(self._text, start, end))
            return same, _CONFIDENCE["described"]
        member = self._cast.add(name, phrase.kind, _CONFIDENCE["described"])
        member.plural = phrase.plural
        member.learn(
            role=phrase.role, country=phrase.country, sector=phrase.sector, gender=phrase.gender,
            heads={phrase.head} if phrase.head else set(),
        )  # fmt: skip
        self._note(member, Span.of(self._text, start, end))
        return member, _CONFIDENCE["described"]

    def _same_words(self, name: str) -> Participant | None:
        """The participant that was described in the same words before: "police … police"."""
        return self._cast.named(name)

    def _several(self, phrase: Phrase) -> tuple[Participant, float]:
        """ "A and B": one group; that its parts are actors too stays in the parts' own mentions."""
        member = self._cast.add(clean_name(self._analysis, phrase.core), "group", _CONFIDENCE["described"])
        member.plural = True
        member.learn(country=phrase.country, sector=phrase.sector)
        self._mention(member, phrase.core)
        return member, _CONFIDENCE["described"]

    def _taken_up(self, phrase: Phrase, limit: int) -> Participant | None:
        """The participant that a definite description takes up: the last before it whose office or noun it is."""
        best: tuple[int, Participant] | None = None
        for member in self._by_head.get(phrase.head or "", ())[-_HELD:]:
            if phrase.plural != member.plural or (phrase.country and member.country not in (None, phrase.country)):
                continue
            if phrase.gender and member.gender not in (None, phrase.gender):
                continue
            at = member.last_before(limit)
            if at >= 0 and (best is None or at > best[0]):
                best = (at, member)
        return best[1] if best else None

    # -- pronouns

    def _pronoun(self, word: str, position: int, limit: int) -> tuple[Participant, float] | None:
        form = pronouns()[word]
        if form.number in ("speaker", "nobody"):
            return None
        if word in ("who", "which", "that", "whose"):
            return self._relative(form, position)
        if self._is_quoted(position):
            return None
        if form.number == "singular" and form.gender in ("m", "f"):
            return self._he_or_she(form.gender, position, limit)
        return self._group_or_thing(form, limit)

    def _relative(self, form: Pronoun, position: int) -> tuple[Participant, float] | None:
        """ "who": whoever is named right before it."""
        for start, member in self._seen(position, self._sentence_at(position) - 1):
            ends = [span.end for span in member.mentions_at(start)]
            if any(0 <= position - end <= 2 for end in ends) and (form.gender != "n" or member.kind != "person"):
                return member, _CONFIDENCE["relative"]
        return None

    def _he_or_she(self, gender: str, position: int, limit: int) -> tuple[Participant, float] | None:
        """The last single speaker of that gender, unless somebody else could be meant or a contradiction stands between."""
        sentence = self._sentence_at(position)
        last_speaker = self._last_speaker(limit)
        candidates: dict[int, tuple[int, Participant]] = {}
        for at, member in self._seen(limit, sentence - _NEAR):
            if member.plural or member.kind not in ("person", "unnamed") or member.gender not in (None, gender):
                continue
            if member.number not in candidates and (not self._is_quoted(at) or (at, member.number) in self._spoke_at):
                candidates[member.number] = (at, member)
        if not candidates:
            return None
        if last_speaker is not None and last_speaker[1].number not in candidates:
            newest = max(at for at, _ in candidates.values())
            if last_speaker[0] > newest and sentence - self._sentence_at(last_speaker[0]) <= _NEAR:
                return None
        if last_speaker is not None and last_speaker[1].number in candidates:
            return last_speaker[1], _CONFIDENCE["he"]
        ranked = sorted(candidates.values(), key=lambda pair: pair[0])
        same = [pair for pair in ranked if self._sentence_at(pair[0]) == self._sentence_at(ranked[-1][0])]
        sure = same[0][1].gender == gender or len(candidates) == 1
        if len(same) > 1 and not sure:
            return None
        return same[0][1], _CONFIDENCE["he" if len(candidates) == 1 else "he-far"]

    def _group_or_thing(self, form: Pronoun, limit: int) -> tuple[Participant, float] | None:
        """ "they", "it": the last speaker, where it is a group or an organisation and nobody has spoken since."""
        last = self._last_speaker(limit)
        if last is None or self._sentence_at(limit) - self._sentence_at(last[0]) > _NEAR:
            return None
        member = last[1]
        if form.number == "plural":
            return (member, _CONFIDENCE["they"]) if member.plural else None
        fits = member.kind in ("organization", "country", "military") and not member.plural
        return (member, _CONFIDENCE["it"]) if fits else None

    # -- small things

    def _take_in(self, actor: Actor) -> None:
        member = self._cast.add(actor.name, actor.kind, actor.confidence)
        member.learn(role=actor.role, country=actor.country, sector=actor.sector, heads=heads_of(actor.role))
        member.plural = actor.kind == "group"
        for span in actor.mentions:
            self._note(member, span)
            tokens = self._analysis.tokens_between(span.start, span.end)
            phrase = read_phrase(self._analysis, tokens.first, tokens.last)
            if phrase is not None:
                member.learn(gender=phrase.gender, told=phrase.gender_told, heads=heads_of(phrase.role))
                if phrase.name is not None:
                    self._cast.known_as(member, clean_name(self._analysis, phrase.name))
            behind = read_apposition(self._analysis, phrase.name.last, tokens.last) if phrase and phrase.name else None
            if behind is not None:
                member.learn(gender=behind.gender, heads=heads_of(behind.role))

    def _mention(self, member: Participant, tokens: Range) -> None:
        self._note(member, Span.of(self._text, *self._analysis.characters(tokens)))

    def _note(self, member: Participant, span: Span) -> None:
        """Records a mention, and the words by which the participant may be taken up again."""
        member.mention(span)
        insort(self._seen_at, (span.start, member.number))
        for head in member.heads:
            for word in (head, head + "s"):
                known = self._by_head.setdefault(word, [])
                if not any(other is member for other in known[-_HELD:]):
                    known.append(member)

    def _has_spoken(self, member: Participant, position: int) -> None:
        insort(self._spoke, (position, member.number))
        insort(self._seen_at, (position, member.number))
        self._spoke_at.add((position, member.number))

    def _last_speaker(self, limit: int) -> tuple[int, Participant] | None:
        """Who spoke last before `limit`, and where."""
        index = bisect_left(self._spoke, (limit, 0)) - 1
        if index < 0:
            return None
        position, number = self._spoke[index]
        return position, self._cast.members[number - 1]

    def _seen(self, limit: int, sentence: int) -> Iterator[tuple[int, Participant]]:
        """Who is mentioned or speaks before `limit`, back to a sentence, the last first."""
        index = bisect_left(self._seen_at, (limit, 0)) - 1
        for position, number in self._seen_at[max(0, index - _HELD) : index + 1][::-1]:
            if self._sentence_at(position) < sentence:
                return
            yield position, self._cast.members[number - 1]

    def _is_message(self, tokens: Range) -> bool:
        return self._analysis.tokens[tokens.last - 1].text.lower() in words_of("message_words.txt")

    def _owner_of_message(self, tokens: Range, limit: int) -> tuple[Participant, float] | None:
        """ "a statement from the ministry", "Umerov’s statement": the participant that the message is of."""
        words = self._analysis.tokens
        for index in range(tokens.first, tokens.last):
            if words[index].text in ("'s", "’s") and index > tokens.first:
                phrase = read_phrase(self._analysis, tokens.first, index, self._cast.surnames())
            elif words[index].text.lower() in ("from", "by") and index > tokens.first:
                phrase = read_phrase(self._analysis, index + 1, tokens.last, self._cast.surnames())
            else:
                continue
            if phrase is None:
                return None
            if phrase.kind == "person" and phrase.name is not None:
                return self._person(phrase, tokens)
            return (
                self._organization(phrase) if phrase.name is not None else self._described(phrase, phrase.core, limit)
            )
        return None

    def _described_range(self, phrase: Phrase, tokens: Range) -> Range:
        """A description with what belongs to it behind the head ("A spokesman for the Kremlin"), up to a comma."""
        end = phrase.core.last
        while end < min(tokens.last, phrase.core.last + 12) and self._analysis.tokens[end].text not in ',;:()—–“”"':
            end += 1
        return Range(phrase.core.first, end)

    def _with_owner(self, phrase: Phrase) -> Range:
        start, end = self._analysis.characters(phrase.core)
        found = countries_between(self._text, start, end)
        first = self._analysis.tokens_between(found[0].start, end).first if found else phrase.core.first
        assert phrase.name is not None
        return Range(min(first, phrase.name.first), phrase.name.last)

    def _acronym(self, member: Participant, name: Range) -> None:
        """Takes up an acronym in brackets right behind the name: "the World Food Programme (WFP)"."""
        tokens = self._analysis.tokens
        if name.last + 2 < len(tokens) and tokens[name.last].text == "(" and tokens[name.last + 2].text == ")":
            short = tokens[name.last + 1].text
            if short.isupper() and len(short) > 1:
                self._cast.known_as(member, short)

    def _all_mentions(self, member: Participant) -> None:
        """The other places where an organisation's or a country's names stand."""
        for name in sorted(member.names, key=len, reverse=True):
            if not name[:1].isupper() or (len(name) < 3 and not name.isupper()):
                continue
            pattern = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
            for found in islice(pattern.finditer(self._text), _MENTIONS):
                self._note(member, Span.of(self._text, *found.span()))

    def _sentence_at(self, position: int) -> int:
        return self._analysis.sentence_of(self._analysis.tokens_between(position, position + 1).first)

    def _sentence_end(self, token: int) -> int:
        return self._analysis.sentences[self._analysis.sentence_of(token)].last

    def _is_quoted(self, position: int) -> bool:
        index = bisect_right(self._quoted_starts, position) - 1
        return index >= 0 and self._quoted[index][0] < position < self._quoted[index][1]
