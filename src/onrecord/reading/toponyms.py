"""Finds the names of places in a text, and weighs for each the evidence that it is one, and not a person, an organisation or a word.

Every gazetteer name among the capitalised words is a candidate; of two that overlap the longer one stands. For each, the words beside
it, the words it runs on into, and how the rest of the document uses it are written down as named pieces of evidence; their weights
(knowledge/place_evidence.tsv, fitted on articles with marked toponyms) add up to the log odds that it is a place.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

from onrecord.knowledge.gazetteer import FOREIGN, MAIN, Entry, gazetteer
from onrecord.knowledge.geography import Feature, abbreviations, compass, features, weights, word_groups
from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Analysis, Token

_LONGEST = 7  # tokens in a name, hyphens counted
_LINKS = frozenset(
    "of the and de la le les el al del der den van von am an in on upon under sur au aux du do da dos das di es ul ibn bin".split()  # noqa: SIM905
)
_HYPHENS = frozenset("-‐‑–")
_APOSTROPHES = frozenset(("'s", "’s", "ʼs"))


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


def find_mentions(analysis: Analysis) -> list[Mention]:
    """The candidates of the document in order, each with its evidence and probability."""
    mentions = _candidates(analysis)
    evidence = [_evidence(analysis, mentions, index) for index in range(len(mentions))]
    _add_document_evidence(analysis, mentions, evidence)
    table = weights("place_evidence.tsv")
    bias = table.get("bias", 0.0)
    return [
        replace(m, evidence=tuple(e), probability=1 / (1 + math.exp(-bias - sum(table.get(name, 0.0) for name in e))))
        for m, e in zip(mentions, evidence, strict=True)
    ]


def _candidates(analysis: Analysis) -> list[Mention]:
    """Every longest gazetteer name among the capitalised words, and what a feature word names."""
    tokens = analysis.tokens
    found: list[Mention] = []
    index, count = 0, len(tokens)
    while index < count:
        if not _starts_name(tokens[index].text):
            index += 1
            continue
        mention = _abbreviated(analysis, index, found[-1] if found else None) or _longest(analysis, index)
        skipped = max(_demonym(analysis, index), _other_phrase(analysis, index))
        if skipped and (mention is None or not mention.entries or mention.last <= index + skipped):
            index += skipped
            continue
        if mention is None or mention.name.lower() in compass():
            index += 1
            continue
        found.append(mention)
        index = mention.last
    return found


def _demonym(analysis: Analysis, index: int) -> int:
    """How many tokens from here on are the adjective or the people of a country: "North Korean", "Russians". They are no toponyms."""
    tokens, known = analysis.tokens, _demonyms()
    longest = known.get(tokens[index].text)
    if longest is None:
        return 0
    for size in range(longest, 0, -1):
        words = analysis.tokens[index : index + size]
        if len(words) == size and analysis.text[words[0].start : words[-1].end] in known[""]:
            return size
    return 0


@cache
def _demonyms() -> dict[str, Any]:
    """All demonyms under the empty word; under each first word, the tokens of the longest that begins so."""
    table = rows("countries.txt", 7)
    names = {word for row in table for word in (row[2], *row[3].split("|"))}
    known = {word for row in table for cell in row[4:6] for word in cell.split("|") if word != "-"} - names
    found: dict[str, Any] = {"": frozenset(known)}
    for word in known:
        first = word.split()[0].split("-")[0]
        found[first] = max(found.get(first, 1), 1 + word.count(" ") + 2 * word.count("-"))
    return found


def _other_phrase(analysis: Analysis, index: int) -> int:
    """How many tokens from here on are a fixed phrase that is no place though it holds the name of one: "Bank of America"."""
    text, start = analysis.text, analysis.tokens[index].start
    for phrase in _phrases().get(analysis.tokens[index].text, ()):
        if text.startswith(phrase, start) and not text[start + len(phrase) : start + len(phrase) + 1].isalnum():
            covered = analysis.tokens_between(start, start + len(phrase))
            return covered.last - index
    return 0


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    """The fixed phrases by their first word, longest first."""
    found: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted({row[0] for row in rows("not_places.txt", 1)}, key=len, reverse=True):
        found[re.split(r"[ '’-]", phrase)[0]].append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


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
            if form.after_place and not (
                before and text[before.end : start].strip() == "," and before.last + 1 == index
            ):
                continue
            entries = tuple(e for e in _lookup(form.name) if e.kind == form.kind and e.country == form.country)
            if entries:
                if stop > end and last < len(tokens) and tokens[last].text == ".":
                    last += 1
                return Mention(index, last, start, stop, form.name, entries, evidence=("abbreviation",))
    return None


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
        if _starts_name(word):
            last += 1
            ends.append(last)
        elif word in _HYPHENS or word in _LINKS or (word == "." and not gap and len(tokens[last - 1].text) <= 2):
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
            if feature and _groups(name)[:1] == ("direction",):
                return None  # "the Eastern province"
            if feature and final > end and feature.precision == "place" and tokens[end].text[0].isupper():
                entries = ()  # "Harbor City" is no Harbor
            elif feature and feature.kinds:
                entries = tuple(e for e in entries if e.kind in feature.kinds) or (
                    () if feature.code in _NATURAL else entries
                )
            return Mention(first, final, tokens[first].start, tokens[final - 1].end, name, entries, feature)
    return None


_NATURAL = frozenset(
    "STM LK RSV DAM SEA OCN GULF BAY STRT CHN CNL ISL ISLS VAL MT MTS DSRT FRST AIRB INSM AIRP AIRF CMP LDNG PRK PS BCH PEN".split()  # noqa: SIM905
)


def _feature(analysis: Analysis, first: int, last: int) -> tuple[Feature | None, int, int]:
    """The feature word beside tokens[first:last], and the tokens that it and the name cover together."""
    tokens, text = analysis.tokens, analysis.text
    after = features(before=False)
    for size in (3, 2, 1):
        words = tuple(t.text.lower() for t in tokens[last : last + size])
        if len(words) == size and words in after and text[tokens[last - 1].end : tokens[last].start] == " ":
            return after[words], first, last + size
    before = features(before=True)
    for size in (3, 2, 1):
        if first >= size:
            words = tuple(t.text.lower() for t in tokens[first - size : first])
            if (
                first - size >= 0
                and words in before
                and not _demonym(analysis, first - size)
                and text[tokens[first - 1].end : tokens[first].start] == " "
            ):
                capital = tokens[first - size].text[0].isupper()
                if size > 1 or capital:
                    return before[words], first - size if capital else first, last
    return None, first, last


@lru_cache(maxsize=65536)
def _lookup(name: str) -> tuple[Entry, ...]:
    """The gazetteer's places of this name, without those that only an unlikely form of their name brings up."""
    if len(name) < 2 or (len(name) < 4 and name.islower()):
        return ()
    found = gazetteer().find(name)
    return found if not name.isascii() else tuple(e for e in found if e.naming != FOREIGN)


def _starts_name(word: str) -> bool:
    return word[0].isupper() or (word[0] > "\u02ff" and word[0].isalpha() and not word[0].islower())


# ---------------------------------------------------------------- evidence


@cache
def _titles() -> frozenset[str]:
    return frozenset(row[0] for row in rows("titles.txt", 3)) - {"city", "state", "county"}


@cache
def _given_names() -> frozenset[str]:
    return frozenset(row[0] for row in rows("given_names.txt", 2))


@cache
def _common() -> dict[str, str]:
    return dict(rows("place_names_common.tsv", 2))  # type: ignore[arg-type]


@cache
def _usage() -> dict[str, tuple[str, str]]:
    return {name: (placed, people) for name, placed, people in rows("place_names_usage.tsv", 3)}


def _groups(word: str) -> tuple[str, ...]:
    return word_groups().get(word.lower().rstrip("."), ())


def _evidence(analysis: Analysis, mentions: list[Mention], index: int) -> list[str]:
    """What the name itself and the words beside it say."""
    mention, tokens, text = mentions[index], analysis.tokens, analysis.text
    found = list(mention.evidence)
    found += _name_evidence(mention)
    sentence = analysis.sentences[analysis.sentence_of(mention.first)]
    at_start = mention.first == sentence.first
    before = tokens[mention.first - 1] if not at_start else None
    after = tokens[mention.last] if mention.last < sentence.last else None
    previous = mentions[index - 1] if index else None
    following = mentions[index + 1] if index + 1 < len(mentions) else None
    found += _left(tokens, text, mention, before, sentence.first, previous)
    found += _right(tokens, text, mention, after, sentence.last, following)
    single = mention.last - mention.first == 1
    if (
        single
        and mention.name in _given_names()
        and after
        and after.text[0].isupper()
        and after.start == mention.end + 1
    ):
        found.append("given name before capital")
    if at_start and single:
        found.append("sentence start")
    if mention.entries and _heads_line(analysis, mention):
        found.append("dateline")
    return found


def _name_evidence(mention: Mention) -> list[str]:
    """What the name alone says: the greatest place it can mean, how it names it, whether people are called so."""
    if mention.feature:
        kind = "feature " + ("unknown " if not mention.entries else "") + mention.feature.word
        return [kind, "feature unknown" if not mention.entries else "feature known"]
    if "abbreviation" in mention.evidence:
        return []
    entries = [e for e in mention.entries if e.naming == MAIN] or list(mention.entries)
    naming = ("main", "alternate", "shortened", "foreign")[min(e.naming for e in entries)]
    best = max(entries, key=_rank)
    rank = best.kind if best.kind in ("PCLI", "CONT", "ADM1", "PPLC", "ADM2", "PPL") else "region"
    size = ""
    if rank in ("PPL", "ADM2"):
        size = str(min(6, int(math.log10(best.population + 1))))
    found = [f"naming {naming}", f"best {rank}{size}", f"naming {naming} best {rank}{size}"]
    words = mention.name.split()
    found.append("words 1" if len(words) == 1 else "words 2+")
    if len(words) == 1:
        if mention.name in _given_names():
            found += ["given name", "given name " + rank]
        if mention.name.isupper() and len(mention.name) < 6:
            found.append("capitals")
        if len(mention.name) < 4:
            found.append("short")
        if _groups(mention.name) or mention.name.lower() in _titles():
            found.append("known word")
        if mention.name.lower() in _common():
            found += ["common", f"common {_common()[mention.name.lower()]}"]
    used = _usage().get(mention.name)
    found.append(f"used {used[0]}" if used else "used unseen")
    if used:
        found.append(f"used by people {used[1]}")
    if any(e.country == "USA" for e in mention.entries):
        found.append("american")
    return found


def _rank(entry: Entry) -> float:
    order = {"PCLI": 9.0, "CONT": 9.0, "ADM1": 7.5, "PPLC": 7.0}
    return order.get(entry.kind, 0.0) or (math.log10(entry.population + 1) if entry.kind in ("PPL", "ADM2") else 6.5)


def _left(
    tokens: tuple[Token, ...], text: str, mention: Mention, before: Token | None, first: int, previous: Mention | None
) -> list[str]:
    if before is None:
        return ["left none"]
    word = before.text
    if previous and previous.last == mention.first - 1 and word == ",":
        return ["left place comma"]
    if previous and previous.last == mention.first - 1 and word in ("and", "or"):
        return ["left place and"]
    if previous and previous.last == mention.first:
        return ["left place"]
    groups = _groups(word)
    if groups and word.islower():
        found = [f"left {group}" for group in groups]
        if word == "of" and mention.first - 2 >= first:
            head = tokens[mention.first - 2].text
            if head[0].isupper():
                kind = "institution" if "institution" in _groups(head) else "capital"
                found = [f"left of {kind}"]
        elif word == "the" and mention.first - 2 >= first:
            found.append("left the " + (_groups(tokens[mention.first - 2].text) or ("other",))[0])
        elif word == "and" and mention.first - 2 >= first and tokens[mention.first - 2].text[0].isupper():
            found.append("left capital and")
        elif "direction" in groups:
            found = ["left direction lower"]
        return found
    if word.lower().rstrip(".") in _titles() and word[0].isupper():
        return ["left title"]
    if word in _given_names():
        return ["left given name"]
    if word[0].isupper():
        return [f"left capital {groups[0]}" if groups else "left capital"]
    if word in _HYPHENS and before.end == mention.start:
        return [
            "left hyphen letter"
            if mention.first - 2 >= first and len(tokens[mention.first - 2].text) == 1
            else "left hyphen"
        ]
    if word == "," or word in _APOSTROPHES:
        return [f"left {'comma' if word == ',' else 'possessive'}"]
    if word[0].isdigit():
        return ["left number"]
    return ["left word" if word[0].isalpha() else "left mark"]


def _right(
    tokens: tuple[Token, ...], text: str, mention: Mention, after: Token | None, last: int, following: Mention | None
) -> list[str]:
    if after is None:
        return ["right none"]
    word = after.text
    if following and following.first == mention.last:
        return ["right place"]
    if following and following.first == mention.last + 1 and word == ",":
        return [
            "right comma place",
            "right comma " + ("state" if any(e.kind in ("ADM1", "PCLI") for e in following.entries) else "other"),
        ]
    if following and following.first == mention.last + 1 and word in ("and", "or"):
        return ["right and place"]
    groups = _groups(word)
    if word[0].isupper():
        kind = next((g for g in groups if g in ("street", "institution", "team", "direction")), "")
        if kind:
            return [f"right capital {kind}"]
        ahead = tokens[mention.last + 1].text if mention.last + 1 < last else ""
        more = (
            next((g for g in _groups(ahead) if g in ("street", "institution", "team")), "")
            if ahead[:1].isupper()
            else ""
        )
        return [f"right capital then {more}" if more else "right capital"]
    if groups:
        return [f"right {groups[0]}"]
    if word in _APOSTROPHES:
        ahead = tokens[mention.last + 1].text if mention.last + 1 < last else ""
        return ["right possessive", "right possessive " + ("capital" if ahead[:1].isupper() else "lower")]
    if word in _HYPHENS and after.start == mention.end:
        ahead = tokens[mention.last + 1].text if mention.last + 1 < last else ""
        return ["right hyphen capital" if ahead[:1].isupper() else "right hyphen"]
    if word == "$":
        return ["right money"]
    if word in (",", ".", "(", ")", ":", ";"):
        return [f"right {word}"]
    if word[0].isdigit():
        return ["right number"]
    return ["right word" if word[0].isalpha() else "right mark"]


def _heads_line(analysis: Analysis, mention: Mention) -> bool:
    """Whether this is the "KYIV, Ukraine (AP) —" of a dateline: at the head of a line, soon followed by a bracket or a dash."""
    start = mention.start
    line = analysis.text.rfind("\n", 0, start) + 1
    if start - line > 40 or not analysis.text[line : line + 1].isupper():
        return False
    ahead = analysis.text[mention.end : mention.end + 30]
    head = analysis.text[line : mention.end]
    dash = min((at for at in (ahead.find(mark) for mark in ("—", "–", " - ", "--", "(")) if at >= 0), default=-1)
    return (
        dash >= 0
        and "." not in head.replace("St.", "")
        and ahead[:dash].count(" ") <= 4
        and (start == line or "," in head)
    )


def _add_document_evidence(analysis: Analysis, mentions: list[Mention], evidence: list[list[str]]) -> None:
    """What the rest of the document says: the name used as a place elsewhere, or as part of a person's name."""
    strong = {"left locative", "right comma state", "left place comma", "dateline", "feature known", "left motion"}
    person = {"left title", "left given name"}
    as_place, as_person, times = Counter[str](), Counter[str](), Counter[str]()
    for mention, found in zip(mentions, evidence, strict=True):
        times[mention.name] += 1
        as_place[mention.name] += bool(strong.intersection(found)) and not person.intersection(found)
        as_person[mention.name] += bool(person.intersection(found))
    for name in _surnames(analysis):
        as_person[name] += 1
    lower = {t.text for t in analysis.tokens if t.text.islower()}
    for mention, found in zip(mentions, evidence, strict=True):
        own = bool(strong.intersection(found)) and not person.intersection(found)
        if as_place[mention.name] - own > 0:
            found.append("place elsewhere")
        if as_person[mention.name] - bool(person.intersection(found)) > 0:
            found.append("person elsewhere")
        if mention.name.lower() in lower:
            found.append("lower elsewhere")


def _surnames(analysis: Analysis) -> set[str]:
    """Words that follow a given name or a title somewhere: most are the surnames of people."""
    found, given, titles = set(), _given_names(), _titles()
    for before, after in zip(analysis.tokens, analysis.tokens[1:], strict=False):
        if (
            after.text[0].isupper()
            and before.text[0].isupper()
            and (before.text in given or before.text.lower().rstrip(".") in titles)
            and after.start - before.end == 1
        ):
            found.add(after.text)
    return found
