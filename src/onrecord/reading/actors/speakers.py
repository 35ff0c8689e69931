"""From the words that name a source to the actor they mean: names, surnames, offices ("the president"), pronouns, groups.

Nobody is better than the wrong one: a pronoun without a safe antecedent resolves to None.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import islice

from onrecord.knowledge.countries import countries_between, country_of, name_of
from onrecord.knowledge.people import organizations, words_for
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.antecedents import Antecedent, Pronoun, group_or_thing, he_or_she, pronouns, taken_up
from onrecord.reading.actors.appositions import read_apposition
from onrecord.reading.actors.cast import Cast, Participant
from onrecord.reading.actors.find import clean_name, heads_of, nearest, told_gender
from onrecord.reading.actors.memberships import affiliate
from onrecord.reading.actors.named_behind import named_behind
from onrecord.reading.actors.phrase import Phrase
from onrecord.reading.actors.phrases import read_phrase
from onrecord.reading.actors.scene import Scene
from onrecord.records import Actor, ActorKind, Span
from onrecord.sources.document import Document

# How often each kind of evidence named the right actor; measured on OntoGUM's news: tools/measure_speakers.py.
_CONFIDENCE = {
    "name": 0.95, "surname": 0.9, "ambiguous": 0.6, "office": 0.85, "described": 0.75, "relative": 0.85,
    "he": 0.9, "he-far": 0.7, "it": 0.7, "they": 0.7, "bare": 0.6,
}  # fmt: skip
_MENTIONS = 50  # of one name that are kept
_REACH = 14  # tokens of the noun phrase before "who" that are read


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


def clean_words(text: str) -> str:
    """A description as a name: white space made one blank.

    >>> clean_words("opposition\\n parties")
    'opposition parties'
    """
    return " ".join(text.split())


_CAPITALS_AROUND = 12
"""Tokens on either side of a word in capitals that tell whether all of the text is."""


class Speakers:
    """Resolves source spans of one document, in any order, best in that of the text; new speakers join the actors.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.actors.find import find_actors
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
        self._scene = Scene(analysis, self._cast)
        self._caught_up = 0  # tokens up to which pronouns that are no source have been followed
        for actor in actors:
            self._take_in(actor)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All actors, those that were given and those that joined, ids as `resolve` returned them."""
        affiliate(self._cast)
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
        self._follow_pronouns(tokens.first)
        found = self._resolve(tokens, span, limit)
        if found is None:
            return None, 0.0
        member, confidence = found
        if (
            not self._is_message(tokens) or member.plural
        ):  # "Umerov’s statement" does not make him the "he" that follows
            self._scene.has_spoken(member, span.start)
        return member.id, round(min(confidence, 0.99), 2)

    def introduce(self, span: Span, kind: ActorKind, country: str | None = None) -> str:
        """The id of the actor of that name, who joins the actors where nobody has it yet: somebody who speaks nowhere, and is only known as
        doing or suffering something. A country is known by its alpha-3 code, whatever the words that stand for it."""
        name = (name_of(country) if country else None) or clean_words(span.text)
        member = self._cast.named(name)
        if member is None:
            member = self._cast.add(name, kind, _CONFIDENCE["bare"])
            member.plural = kind == "group"
        member.learn(country=country)
        self._scene.note(member, span)
        return member.id

    # -- the kinds of words

    def _resolve(self, tokens: Range, span: Span, limit: int) -> tuple[Participant, float] | None:
        words = [index for index in range(*tokens) if self._analysis.tokens[index].text[0].isalnum()]
        first = self._analysis.tokens[tokens.first].text.lower()
        if words and (len(words) == 1 or self._analysis.tokens[words[0]].text in words_for("relative")):
            word = self._analysis.tokens[words[0]].text
            if word.lower() in pronouns() and not self._is_acronym(words[0]):
                return self._pronoun(word.lower(), words[0], limit)
        if first in words_for("possessive pronoun") and self._is_message(tokens):
            return self._pronoun(first, tokens.first, limit)
        if words and self._analysis.upos is not None and self._analysis.upos[words[0]] in ("AUX", "SCONJ"):
            return None
        phrase = read_phrase(self._analysis, tokens.first, tokens.last, self._cast.surnames())
        if phrase is None or (phrase.name is None and not phrase.plural) or phrase.joined:
            named = named_behind(self._analysis, tokens, phrase, self._cast)
            if named is not None:
                return self._person(
                    _with_description(named, None if phrase is None or phrase.joined else phrase), tokens
                )
        if phrase is None:
            return self._owner_of_message(tokens, limit)
        if phrase.kind == "person" and phrase.name is not None:
            return self._person(phrase, tokens)
        if phrase.name is not None:
            return self._organization(phrase)
        return self._described(phrase, tokens, limit)

    def _is_acronym(self, index: int) -> bool:
        """Whether a pronoun in capitals is a name ("US", "IT") and no shouted pronoun, nor one of a text all in capitals."""
        tokens, upos = self._analysis.tokens, self._analysis.upos
        word = tokens[index].text
        if len(word) < 2 or not word.isupper() or (upos is not None and upos[index] == "PRON"):
            return False
        near = tokens[max(0, index - _CAPITALS_AROUND) : index + _CAPITALS_AROUND]
        return any(token.text.islower() for token in near)

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
            main = (
                name_of(phrase.country) if country_of(name) else None
            ) or name  # "South Carolina" is not all of its country
        elif listed is None and phrase.country and phrase.core.first < phrase.name.first:
            main = clean_name(self._analysis, self._with_owner(phrase))
        elif listed is None and phrase.name.last - phrase.name.first == 1 and phrase.core.first < phrase.name.first:
            main = clean_name(
                self._analysis, phrase.core
            )  # "the Prime Minister’s Office": the last word alone is no name
        member = self._cast.named(main) or self._cast.named(name)
        if member is None and phrase.kind != "country" and country_of(name) is None:
            member = self._cast.shortened(name)  # "the US" is no short "US Supreme Court"
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
            member = taken_up(self._analysis, self._scene, phrase, limit)
            if member is not None:
                self._mention(member, phrase.core)
                return member, _CONFIDENCE["office"]
        start, end = self._analysis.characters(self._described_range(phrase, tokens))
        name = " ".join(self._text[start:end].split())
        same = self._cast.named(name) if phrase.determiner not in word_list("actors/indefinite.txt") else None
        if same is not None:
            self._scene.note(same, Span.of(self._text, start, end))
            return same, _CONFIDENCE["described"]
        member = self._cast.add(name, phrase.kind, _CONFIDENCE["described"])
        member.plural = phrase.plural
        member.learn(
            role=phrase.role, country=phrase.country, sector=phrase.sector, gender=phrase.gender,
            heads=heads_of(phrase.head) if phrase.head else set(),
        )  # fmt: skip
        self._scene.note(member, Span.of(self._text, start, end))
        if phrase.determiner == "the":
            self._all_mentions(member)
        return member, _CONFIDENCE["described"]

    def _several(self, phrase: Phrase) -> tuple[Participant, float]:
        """ "A and B": one group, whose parts that have a name are actors too and its members."""
        group = self._cast.add(clean_name(self._analysis, phrase.core), "group", _CONFIDENCE["described"])
        group.plural = True
        group.learn(country=phrase.country, sector=phrase.sector)
        self._mention(group, phrase.core)
        for first, last in phrase.joined:
            tokens = Range(first + (self._analysis.tokens[first].text.lower() in words_for("correlative")), last)
            part = read_phrase(self._analysis, tokens.first, tokens.last, self._cast.surnames())
            if part is None or part.name is None or part.evidence == "bare":
                continue
            member, _ = self._person(part, tokens) if part.kind == "person" else self._organization(part)
            member.member_of = member.member_of or group
        return group, _CONFIDENCE["described"]

    # -- pronouns

    def _pronoun(self, word: str, token: int, limit: int) -> tuple[Participant, float] | None:
        form, position = pronouns()[word], self._analysis.tokens[token].start
        if form.number in ("speaker", "nobody"):
            return None
        if word in words_for("relative"):
            return self._relative(form, token)
        if self._scene.is_quoted(position):
            return None
        if form.number == "singular" and form.gender is not None and form.gender != "n":
            found = he_or_she(self._scene, form.gender, position, limit)
            if found is None:
                return None
            found.member.learn(gender=form.gender)
            return found.member, _CONFIDENCE["he" if found.sure else "he-far"]
        member = group_or_thing(self._scene, form, limit)
        return None if member is None else (member, _CONFIDENCE["they" if form.number == "plural" else "it"])

    def _follow_pronouns(self, token: int) -> None:
        """Resolves the "he" and "she" that are subjects before `token`, so that a chain of them carries on who is meant."""
        deprels = self._analysis.deprels
        if deprels is None:
            return
        for index in range(self._caught_up, token):
            if deprels[index] != "nsubj":
                continue
            form = pronouns().get(self._analysis.tokens[index].text.lower())
            if form is None or form.number != "singular" or form.gender is None or form.gender == "n":
                continue
            position = self._analysis.tokens[index].start
            if self._scene.is_quoted(position):
                continue
            found: Antecedent | None = he_or_she(self._scene, form.gender, position, position)
            if found is not None and found.sure:
                found.member.learn(gender=form.gender)
                self._scene.see(found.member, position)
            elif found is None:
                self._scene.leave_open(position, form.gender)
        self._caught_up = max(self._caught_up, token)

    def _relative(self, form: Pronoun, token: int) -> tuple[Participant, float] | None:
        """ "who": whoever is named right before it, or whom the noun means that its clause hangs on."""
        position = self._analysis.tokens[token].start
        for start, member in self._scene.seen(position, self._scene.sentence_at(position) - 1):
            ends = [span.end for span in member.mentions_at(start)]
            if any(0 <= position - end <= 2 for end in ends) and (form.gender != "n" or member.kind != "person"):
                return member, _CONFIDENCE["relative"]
        heads, deprels, upos = self._analysis.heads, self._analysis.deprels, self._analysis.upos
        if heads is None or deprels is None or upos is None or form.gender == "n":
            return None
        verb = heads[token]
        noun = heads[verb] if verb >= 0 and deprels[verb] == "acl:relcl" else -1
        if not 0 < token - noun <= _REACH or noun < 0 or upos[noun] not in ("NOUN", "PROPN"):
            return None
        first = noun
        while (
            first > max(0, noun - _REACH)
            and noun - _REACH < heads[first - 1] <= noun
            and upos[first - 1] not in ("VERB", "PUNCT", "ADP")
        ):
            first -= 1
        phrase = read_phrase(self._analysis, first, token, self._cast.surnames())
        if phrase is None or phrase.joined:
            return None
        if phrase.name is None:
            return self._described(phrase, Range(first, noun + 1), position)
        return self._person(phrase, phrase.core) if phrase.kind == "person" else self._organization(phrase)

    # -- small things

    def _take_in(self, actor: Actor) -> None:
        member = self._cast.add(actor.name, actor.kind, actor.confidence)
        member.learn(role=actor.role, country=actor.country, sector=actor.sector, heads=heads_of(actor.role))
        member.plural = actor.kind == "group"
        for span in actor.mentions:
            tokens = self._analysis.tokens_between(span.start, span.end)
            phrase = read_phrase(self._analysis, tokens.first, tokens.last) if tokens.last - tokens.first > 1 else None
            if phrase is not None:
                member.learn(gender=phrase.gender, told=phrase.gender_told, heads=heads_of(phrase.role))
                if phrase.name is not None:
                    self._cast.known_as(member, clean_name(self._analysis, phrase.name))
            behind = read_apposition(self._analysis, phrase.name.last, tokens.last) if phrase and phrase.name else None
            if behind is not None:
                member.learn(gender=behind.gender, heads=heads_of(behind.role))
            self._scene.note(member, span)

    def _mention(self, member: Participant, tokens: Range) -> None:
        self._scene.note(member, Span.of(self._text, *self._analysis.characters(tokens)))

    def _is_message(self, tokens: Range) -> bool:
        return self._analysis.tokens[tokens.last - 1].text.lower() in word_list("statements/message_words.txt")

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
        while end < min(tokens.last, phrase.core.last + 12):
            word = self._analysis.tokens[end].text
            if word in words_for("stop") or word in words_for("relative"):
                break
            end += 1
        while end > phrase.core.first + 1 and self._analysis.tokens[end - 1].text in words_for("possessive"):
            end -= 1
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
                self._scene.note(member, Span.of(self._text, *found.span()))

    def _sentence_end(self, token: int) -> int:
        return self._analysis.sentences[self._analysis.sentence_of(token)].last
