"""Finds the names in a text that can be a place's: every gazetteer name among the capitalised words, and what a feature word names.

Of two names that overlap the longer one stands. Demonyms and fixed phrases that hold a place's name ("Bank of America") are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.knowledge.gazetteer import FOREIGN, Entry, gazetteer
from onrecord.knowledge.geography import (
    Feature,
    abbreviations,
    compass,
    demonyms,
    features,
    groups_of,
    linking_words,
    other_phrases,
)
from onrecord.model.analysis import Analysis

_LONGEST = 7
"""Tokens in a name, hyphens counted: none of the 3,565 toponyms in the even articles of LGL and GeoVirus has more."""
HYPHENS = frozenset("-‐‑–")
_NATURAL = frozenset(
    "DLTA STM LK RSV DAM SEA OCN GULF BAY STRT CHN CNL ISL ISLS VAL MT MTS DSRT FRST AIRB INSM AIRP AIRF CMP LDNG PRK PS BCH PEN ST RD".split()  # noqa: SIM905
)
"""Feature codes of what is never a town: beside the word for one ("Hood River"), the gazetteer's town of that name is not meant."""


_POSSESSIVES = frozenset(("'s", "’s", "ʼs"))
_STREETS = frozenset(("ST", "RD"))


@dataclass(frozen=True)
class Mention:
    """A name that may be a place's: its tokens, its characters, and the gazetteer's places of that name. `feature` is the word beside
    it that says its kind, `evidence` what speaks for and against, `probability` what that comes to."""

    first: int
    last: int
    start: int
    end: int
    name: str
    entries: tuple[Entry, ...]
    feature: Feature | None = None
    evidence: tuple[str, ...] = field(default=())
    probability: float = 0.0


def candidates(analysis: Analysis) -> list[Mention]:
    """Every longest gazetteer name among the capitalised words, and what a feature word names."""
    tokens = analysis.tokens
    found: list[Mention] = []
    index, count = 0, len(tokens)
    while index < count:
        if not starts_name(tokens[index].text):
            index += 1
            continue
        mention = _abbreviated(analysis, index, found[-1] if found else None) or _longest(analysis, index)
        skipped = max(demonym(analysis, index), _other_phrase(analysis, index))
        if skipped and (mention is None or not mention.entries or mention.last <= index + skipped):
            index += skipped
            continue
        if mention is None or re.sub(r"[ -]", "", mention.name.lower()) in compass():
            index += 1
            continue
        found.append(mention)
        index = mention.last
    return found


def demonym(analysis: Analysis, index: int) -> int:
    """How many tokens from here on are the adjective or the people of a country: "North Korean", "Russians". They are no toponyms."""
    tokens, known = analysis.tokens, demonyms()
    longest = known.get(tokens[index].text)
    if longest is None:
        return 0
    for size in range(longest, 0, -1):
        words = analysis.tokens[index : index + size]
        if len(words) == size and analysis.text[words[0].start : words[-1].end] in known[""]:
            return size
    return 0


def _other_phrase(analysis: Analysis, index: int) -> int:
    """How many tokens from here on are a fixed phrase that is no place though it holds the name of one: "Bank of America"."""
    text, start = analysis.text, analysis.tokens[index].start
    for phrase in other_phrases().get(analysis.tokens[index].text, ()):
        if text.startswith(phrase, start) and not text[start + len(phrase) : start + len(phrase) + 1].isalnum():
            covered = analysis.tokens_between(start, start + len(phrase))
            return covered.last - index
    return 0


def _abbreviated(analysis: Analysis, index: int, before: Mention | None) -> Mention | None:
    """The short form that begins at this token, if one does."""
    tokens, text, forms = analysis.tokens, analysis.text, abbreviations()
    for last in range(min(len(tokens), index + 4), index, -1):
        start, end = tokens[index].start, tokens[last - 1].end
        if end - start > 16:
            continue
        for stop in (end + 1, end) if text[end : end + 1] == "." else (end,):
            form = forms.get(text[start:stop])
            if form is None:
                continue
            if form.after_place and not (_follows_place(analysis, index, before) or _follows_party(analysis, index)):
                continue
            entries = tuple(e for e in _lookup(form.name) if e.kind == form.kind and e.country == form.country)
            if entries:
                if stop > end and last < len(tokens) and tokens[last].text == ".":
                    last += 1
                return Mention(index, last, start, stop, form.name, entries, evidence=("abbreviation",))
    return None


def _follows_place(analysis: Analysis, index: int, before: Mention | None) -> bool:
    """Whether only a comma stands between the place before and this token: "Scranton, Pa."."""
    if before is None or before.last + 1 != index:
        return False
    return analysis.text[before.end : analysis.tokens[index].start].strip() == ","


def _follows_party(analysis: Analysis, index: int) -> bool:
    """Whether a letter for a party and a hyphen stand before this token: "R-Pa."."""
    letter, hyphen = (t.text for t in analysis.tokens[index - 2 : index]) if index >= 2 else ("", "")
    return letter in ("R", "D", "I") and hyphen in HYPHENS


def _longest(analysis: Analysis, index: int) -> Mention | None:
    """The longest gazetteer name that begins at this token, with the feature word that goes with it."""
    tokens, text = analysis.tokens, analysis.text
    if tokens[index].text == "The":
        return None
    last, ends = index + 1, [index + 1]
    while last < len(tokens) and last - index < _LONGEST:
        word, gap = tokens[last].text, text[tokens[last - 1].end : tokens[last].start]
        if len(gap) > 1 or gap in ("\n", "\r"):
            break
        if starts_name(word):
            last += 1
            ends.append(last)
        elif word in _POSSESSIVES and not gap and _written_so(text[tokens[index].start : tokens[last].end]):
            last += 1
            ends.append(last)  # "St. John's"
        elif (
            word in HYPHENS
            or word in linking_words()
            or (word in _POSSESSIVES and not gap and last + 1 < len(tokens) and starts_name(tokens[last + 1].text))
            or (word == "." and not gap and len(tokens[last - 1].text) <= 2)
        ):
            last += 1
        else:
            break
    opens = (tokens[index].text.lower(),) in features(before=True) and len(ends) > 1
    for end in reversed(ends):
        name = text[tokens[index].start : tokens[end - 1].end]
        entries = _lookup(name)
        if opens and end == index + 1:
            return None  # "Lake" of "Lake Lanier": the name comes next
        if entries or end == index + 1:
            feature, first, final = _feature(analysis, index, end)
            if not entries and not (feature and feature.code and len(name) > 2):
                continue
            if feature and groups_of(name)[:1] == ("direction",):
                return None  # "the Eastern province"
            if feature and final > end and feature.precision == "place" and tokens[end].text[0].isupper():
                entries = ()  # "Harbor City" is no Harbor
            elif feature and feature.kinds:
                never = feature.code in _NATURAL or not feature.code
                entries = tuple(e for e in entries if e.kind in feature.kinds) or (() if never else entries)
                if not entries and not feature.code:
                    return None  # "Red State" is neither a state nor a town
            return Mention(first, final, tokens[first].start, tokens[final - 1].end, name, entries, feature)
    return None


def _written_so(name: str) -> bool:
    """Whether a place is written with that apostrophe: "St. John's", not "Kyiv's"."""
    return any("'" in e.name or "’" in e.name for e in _lookup(name))


def _feature(analysis: Analysis, first: int, last: int) -> tuple[Feature | None, int, int]:
    """The feature word beside tokens[first:last], and the tokens that it and the name cover together."""
    tokens, text = analysis.tokens, analysis.text
    after, before = features(before=False), features(before=True)
    if text[tokens[last - 1].end : tokens[last - 1].end + 1] == " ":
        words = tuple(t.text.lower() for t in tokens[last : last + 3])
        for size in range(len(words), 0, -1):
            found = after.get(words[:size])
            if found and (found.code not in _STREETS or tokens[last].text[0].isupper()):
                return found, first, last + size
    if first and text[tokens[first].start - 1] == " ":
        words = tuple(t.text.lower() for t in tokens[max(0, first - 3) : first])
        for size in range(len(words), 0, -1):
            found = before.get(words[-size:])
            capital = tokens[first - size].text[0].isupper()
            if found and (size > 1 or capital) and not demonym(analysis, first - size):
                return found, first - size if capital else first, last
    return None, first, last


@lru_cache(maxsize=65536)
def _lookup(name: str) -> tuple[Entry, ...]:
    """The gazetteer's places of this name, without those that only an unlikely form of their name brings up."""
    if len(name) < 2 or (len(name) < 4 and name.islower()):
        return ()
    found = gazetteer().find(name)
    return found if not name.isascii() else tuple(e for e in found if e.naming != FOREIGN)


def starts_name(word: str) -> bool:
    return word[0].isupper() or (word[0] > "\u02ff" and word[0].isalpha() and not word[0].islower())
