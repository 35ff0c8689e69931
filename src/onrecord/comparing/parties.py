"""Who is said to have done it: whether the actors that two accounts name can be the same."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import msgspec

from onrecord.comparing.content_words import stem, tokens_of
from onrecord.knowledge.comparison import (
    harm_words,
    number_words,
    opposites,
    sector_sides,
    side_names,
    side_words,
    word_uses,
)
from onrecord.knowledge.countries import CountryFound, find_countries
from onrecord.knowledge.geography import groups_of
from onrecord.knowledge.tables import word_list
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Token
from onrecord.model.lemmas import lemma
from onrecord.records import Actor, Span

_NAMED = frozenset(("person", "organization", "country", "military"))
_FIRED_REACH = 6  # words after arms in which "by" names who fired them
_BY_REACH = 12  # words after a passive verb in which "by" names who did it
_LONGEST_DOER = 9  # words of a phrase that names who did it


class Party(msgspec.Struct, frozen=True, kw_only=True):
    """An actor as one account names him. `side` is "state", "armed", "civil" or None; `peoples` are all countries named ("Turkish
    Cypriot"); `kind` is the actor's, None of a mere phrase; `names` are the stems of his proper names without
    those of countries, `words` those of all his words."""

    name: str
    span: Span
    country: str | None = None
    peoples: frozenset[str] = frozenset()
    side: str | None = None
    kind: str | None = None
    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def party_of(actor: Actor, text: str, start: int, end: int) -> Party | None:
    """The actor as he is named in `text[start:end]`; None where he is not named there, or only as the place where it happened."""
    mention = next((span for span in actor.mentions if start <= span.start and span.end <= end), None)
    if mention is None or is_setting(text, mention):
        return None
    if fired := _fired_by().match(text[mention.end : end]):
        last = next(
            (
                n
                for n, token in enumerate(tokens_of(fired.group(1)))
                if n and _ends_phrase(token.text.lower(), first=False)
            ),
            None,
        )
        words = tokens_of(fired.group(1))[:last]
        begin = mention.end + fired.start(1)
        return phrase_party(text, begin, begin + words[-1].end) if words else None
    owned = _owned_side(text, mention.end)
    party = _party(
        actor.name,
        mention,
        country=actor.country,
        kind="organization" if owned and actor.kind == "person" else actor.kind,
        sector=actor.sector,
        opens=_opens(text, mention.start),
        led_by=_led_by(text, mention.start),
    )
    called = _called(text, mention.start) if party.side is None else None
    if called is not None:
        return msgspec.structs.replace(party, side=_settled(called, party.country))
    if owned is None or party.side is not None:
        return party
    return msgspec.structs.replace(party, side=_settled(owned, party.country))


def _called(text: str, start: int) -> str | None:
    """The side of the words that say what a name right after them is: "the opposition group (X)", "rebel movement (Y)"."""
    words = re.findall(r"\w[\w-]*|[^\w\s]", text[max(0, start - 50) : start].lower())
    if not words or words[-1] not in word_uses("body"):
        return None
    return next((side_words()[word] for word in reversed(words[-4:]) if word in side_words()), None)


def _owned_side(text: str, end: int) -> str | None:
    """The side of what is named right after a mention: "Shi'ite (militiamen)", "Haftar('s warplanes)"; None where nothing of a side is."""
    words = [token.text.lower() for token in tokens_of(re.sub(r"^['’]s\b", "", text[end : end + 40]))]
    return next((side_words()[word] for word in words[:1] if word in side_words()), None)


def doer_in(text: str, start: int, end: int) -> Party | None:
    """Who does it in a clause `text[start:end]` in which the reading found no actor: the subject of an active verb, or who stands after
    "by" of a passive one. None where that names nobody: no name, country or side; several; those whom it befell; or a number of people.

    >>> [doer_in(text, 0, len(text)).name for text in ("Masked rebels set fire to a bus.", "A bus was set on fire by rebels on Friday.")]
    ['Masked rebels', 'rebels']
    >>> doer_in("Two rebels died in Gao.", 0, 23), doer_in("The bus burned.", 0, 15)
    (None, None)
    """
    tokens = [Token(t.start + start, t.end + start, t.text) for t in tokens_of(text[start:end])]
    verb = next((n for n, token in enumerate(tokens) if n and _is_verb(token.text.lower())), None)
    if verb is None:
        return None
    words = [token.text.lower() for token in tokens[:verb]]
    phrase = range(words.index("that") + 1 if "that" in words[:-1] else 0, verb)  # "reports that troops (had left)"
    while tokens[phrase.stop - 1].text.lower() in words_of("adverb") and len(phrase) > 1:
        phrase = range(phrase.stop - 1)
    rest = [token.text.lower() for token in tokens[verb:]]
    arms = side_words().get(tokens[phrase.stop - 1].text.lower()) == "arms" and "by" in rest[1:_FIRED_REACH]
    if (
        arms
        or rest[0] in word_uses("passive")
        or rest[1:2] == ["by"]
        or (len(rest) > 2 and rest[0] in words_of("auxiliary") and rest[1] == "been")
    ):
        by = next(
            (n for n in range(verb + 1, min(len(tokens), verb + _BY_REACH)) if tokens[n].text.lower() == "by"), None
        )
        if by is None:
            return None
        stop = by + 1
        while stop < len(tokens) and not _ends_phrase(tokens[stop].text.lower(), first=stop == by + 1):
            stop += 1
        phrase = range(by + 1, stop)
    elif any(rest[: len(words)] == list(words) for words, _, use in harm_words() if use == "after"):
        return None
    comma = next((n for n in phrase if tokens[n].text == ","), phrase.stop)
    phrase = range(phrase.start, comma)
    setting = next((n for n in phrase if n > phrase.start and "locative" in groups_of(tokens[n].text)), phrase.stop)
    phrase = range(phrase.start, setting)
    if not phrase or phrase.stop - phrase.start > _LONGEST_DOER:
        return None
    words = [tokens[n].text.lower() for n in phrase]
    if word_uses("several doers").intersection(words) or any(
        word[0].isdigit() or word in number_words() for word in words
    ):
        return None
    mention = Span.of(text, tokens[phrase.start].start, tokens[phrase.stop - 1].end)
    party = _party(mention.text, mention, country=None, kind=None, sector=None, opens=_opens(text, mention.start))
    if party.names and any(word in side_words() for word in words):
        party = msgspec.structs.replace(party, kind="group")  # "youths from Duk county"
    return party if party.country or party.side or party.names else None


def phrase_party(text: str, start: int, end: int) -> Party | None:
    """The party of a phrase that names who did it; None where it names nobody that can be told from others."""
    while start < end and not text[start].isalnum():
        start += 1
    mention = Span.of(text, start, end)
    party = _party(mention.text, mention, country=None, kind="group", sector=None, opens=_opens(text, start))
    return party if party.country or party.side or party.names or party.words & _opposing() else None


def _led_by(text: str, start: int) -> str:
    found = re.search(r"(\w[\w.]*)-$", text[max(0, start - 20) : start])
    return found.group(1) if found else ""


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - 3) : start].rstrip(" ")
    return not before or before[-1] in ".!?\n\"“‘'"


def _is_verb(word: str) -> bool:
    if word in words_of("auxiliary") or word in words_of("verb"):
        return True
    return (
        lemma(word, "VERB") != word
        and (word.endswith("ed") or lemma(word, "NOUN") == word)
        and not word.endswith("ing")
    )


def is_past(word: str) -> bool:
    """Whether a word (lower case) is the past of a verb.

    >>> is_past("walked"), is_past("drove"), is_past("walks")
    (True, True, False)
    """
    return word.endswith("ed") or (_is_verb(word) and lemma(word, "VERB") != word and not word.endswith("s"))


def _ends_phrase(word: str, *, first: bool) -> bool:
    return word in _phrase_ends() or not word[0].isalnum() or (not first and _is_verb(word))


@cache
def _phrase_ends() -> frozenset[str]:
    return words_of("preposition", "subordinator", "coordinator", "auxiliary", "relative", "time")


def is_setting(text: str, mention: Span) -> bool:
    """Whether a mention names where something happened, not who did it.

    >>> text = "The bombing in Mogadishu killed nine."
    >>> is_setting(text, Span.of(text, 15, 24)), is_setting(text, Span.of(text, 0, 11))
    (True, False)
    """
    before = text[max(0, mention.start - 24) : mention.start].split()
    while before and before[-1].lower() in word_uses("article"):
        before.pop()
    return bool(before) and "locative" in groups_of(before[-1])


def _party(
    name: str,
    mention: Span,
    *,
    country: str | None,
    kind: str | None,
    sector: str | None,
    opens: bool,
    led_by: str = "",
) -> Party:
    """`opens`: the mention opens its sentence, so that the capital of its first word says nothing. `led_by`: what
    a hyphen ties to it ("US" of "US-led coalition")."""
    words = tokens_of(mention.text)
    countries = find_countries(mention.text) or find_countries(led_by)
    in_country = {word.start for word in words for one in countries if one.start <= word.start < one.end}
    names = {
        stem(word.text)
        for number, word in enumerate(words)
        if word.text[:1].isupper()
        and word.start not in in_country
        and word.text.lower() not in word_uses("article")
        and (
            number
            or not opens
            or word.text.isupper()
            or (len(words) == 1 and kind in _NAMED)
            or word.text.lower() in word_list("accounts/peoples.txt")
        )
    }
    lower = [word.text.lower() for word in words]
    side = next((side_words()[word] for word in _allegiance(lower) if word in side_words()), None)
    if by_name := _side_of_name(mention.text):
        side = by_name
    elif side is None and kind in ("country", "military"):
        side = "state"
    elif side is None and not _is_only_country(lower, countries, mention):
        side = sector_sides().get(sector or "")
    elif side is None:
        # "Turkish (warplanes)", "a Ukrainian missile": what a state's arms do, the state does.
        side = "state"
    found = country or (countries[0].alpha3 if len(countries) == 1 else None)
    known = {word for word in names if any(word == stem(each) for each in side_words())}
    if kind in _NAMED:
        names |= {stem(word.text) for word in tokens_of(name) if word.text[:1].isupper() and not find_countries(name)}
    alone = side is not None and len(words) == 1
    return Party(
        name=name, span=mention, country=found, kind=kind, peoples=_peoples(mention.text),
        side=_settled(side, found), names=frozenset() if alone else frozenset(names - known),
        words=frozenset(stem(word) for word in lower if word.isalpha() and word not in _closed()),
    )  # fmt: skip


@cache
def _closed() -> frozenset[str]:
    return words_of("determiner", "possessive", "preposition", "coordinator", "auxiliary", "relative")


def _side_of_name(text: str) -> str | None:
    phrase = f" {text.lower().replace('’', chr(39))} "
    return next((side for name, side in side_names() if re.search(rf"\b{re.escape(name)}\b", phrase)), None)


def _peoples(text: str) -> frozenset[str]:
    """The countries of every word by itself: "Greek Cypriot" names two."""
    return frozenset(one.alpha3 for word in text.split() for one in find_countries(word))


def _allegiance(words: list[str]) -> list[str]:
    """The words that say on whose side: of "supporters of the government", those after "of"."""
    if "of" in words:
        head, rest = words[: words.index("of")], words[words.index("of") :]
        if "supporters" in head or not any(side_words().get(word, "unknown") != "unknown" for word in head):
            return rest + head
    return words


def _settled(side: str | None, country: str | None) -> str | None:
    if side == "arms":
        # What the arms of a state do, the state does; whose arms they are otherwise, nobody can tell.
        return "state" if country else None
    return None if side == "unknown" else side


def _is_only_country(lower: list[str], countries: list[CountryFound], mention: Span) -> bool:
    covered = sum(one.end - one.start for one in countries)
    return bool(countries) and covered >= len(mention.text) - 4


def conflict(one: Party, other: Party) -> bool:
    """Whether the two cannot be the same: of two countries, or of one and of two sides, or with names that have nothing in common.
    Who is named more vaguely ("gunmen", "police") may be anybody that fits.

    >>> span = Span(0, 1, "x")
    >>> rebels, army = Party(name="rebels", span=span, side="armed"), Party(name="the army", span=span, side="state")
    >>> conflict(rebels, army), conflict(rebels, Party(name="gunmen", span=span))
    (True, False)
    """
    if one.names & other.names or _abbreviates(one, other) or _abbreviates(other, one):
        return False
    if one.peoples and other.peoples and one.peoples - other.peoples and other.peoples - one.peoples:
        return True
    if _opposite(one, other):
        return True
    if one.country and other.country and one.country != other.country:
        return True
    if one.side and other.side and one.side != other.side:
        return True
    if not (one.names and other.names):
        return False
    if one.side == other.side == "armed":
        return True
    if one.country and one.country == other.country:
        return False
    return _ranked(one) == _ranked(other) is not None


def _opposite(one: Party, other: Party) -> bool:
    """Whether their words are opposites of a table: "home fans" and "visiting supporters"."""
    return any(
        bool(a & one.words and b & other.words) or bool(b & one.words and a & other.words) for a, b in _opposites()
    )


@cache
def _opposites() -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
    return tuple((frozenset(map(stem, a)), frozenset(map(stem, b))) for a, b in opposites())


@cache
def _opposing() -> frozenset[str]:
    return frozenset(word for pair in _opposites() for words in pair for word in words)


def _abbreviates(one: Party, other: Party) -> bool:
    """Whether one is named by the initials of the other: "EU" and "European Union"."""
    initials = "".join(word[0] for word in re.findall(r"[A-Z][\w]+", other.name)).lower()
    return len(initials) > 1 and initials in one.names


def _ranked(party: Party) -> str | None:
    """Whether names tell a party from others: people from people, groups from groups; of a phrase that is no actor they say nothing."""
    if party.kind is None:
        return None
    return "person" if party.kind == "person" else "group"


def in_conflict(ones: Iterable[Party], others: Iterable[Party]) -> bool:
    """Whether two accounts name different doers: both name some, and no two of them can be the same."""
    ones, others = tuple(ones), tuple(others)
    return bool(ones and others) and all(conflict(one, other) for one in ones for other in others)


def in_common(ones: Iterable[Party], others: Iterable[Party]) -> bool:
    """Whether the two accounts name one party alike: by a name, by country and side, or in the same words."""
    others = tuple(others)
    return any(
        not conflict(one, other)
        and bool(
            one.names & other.names
            or (one.country and one.country == other.country)
            or (one.side and one.side == other.side)
            or one.words & other.words
        )
        for one in ones
        for other in others
    )


@cache
def _fired_by() -> re.Pattern[str]:
    """ "(shells) fired by (rebels)"."""
    return re.compile(rf"\s+(?:{'|'.join(sorted(word_uses('fired')))})\s+by\s+([^,.;]{{3,60}})")
