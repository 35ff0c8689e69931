"""What speaks for and against a name being a place's and not a person's, an organisation's or a word: named pieces of evidence.

They come from the name itself, the words beside it, the rest of the document, and, where the model ran, the entity and the part of speech
that it sees there. What each is worth stands in knowledge/places/place_evidence.tsv.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from onrecord.knowledge.gazetteer import MAIN, Entry
from onrecord.knowledge.geography import common_words, given_names, groups_of, place_titles, usage
from onrecord.model.analysis import Analysis, Token
from onrecord.reading.places.toponym_candidates import HYPHENS, Mention

_APOSTROPHES = frozenset(("'s", "’s", "ʼs"))
_PLACED = frozenset(
    ("left locative", "right comma state", "left place comma", "dateline", "feature known", "left motion")
)
"""Evidence that by itself shows a place: of 1,444 such names in the even articles of LGL and GeoVirus, 89% are marked."""
_NAMED = frozenset(("left title", "left given name"))
"""Evidence that by itself shows a person: of 486 such names in the same articles, one is marked."""


def evidence_of(analysis: Analysis, mentions: list[Mention]) -> list[list[str]]:
    """The evidence for each of the candidates of a document."""
    found = [_evidence(analysis, mentions, index) for index in range(len(mentions))]
    _add_document_evidence(analysis, mentions, found)
    if analysis.entities is not None:
        _add_model_evidence(analysis, mentions, found)
    return found


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
        and mention.name in given_names()
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
        if mention.name in given_names():
            found += ["given name", "given name " + rank]
        if mention.name.isupper() and len(mention.name) < 6:
            found.append("capitals")
        if len(mention.name) < 4:
            found.append("short")
        if groups_of(mention.name) or mention.name.lower() in place_titles():
            found.append("known word")
        if mention.name.lower() in common_words():
            found += ["common", f"common {common_words()[mention.name.lower()]}"]
    used = usage().get(mention.name)
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
    groups = groups_of(word)
    if groups and word.islower():
        found = [f"left {group}" for group in groups]
        if word == "of" and mention.first - 2 >= first:
            head = tokens[mention.first - 2].text
            if head[0].isupper():
                kind = "institution" if "institution" in groups_of(head) else "capital"
                found = [f"left of {kind}", *(f"left of {group}" for group in institutions(groups_of(head)))]
        elif word == "the" and mention.first - 2 >= first:
            found.append("left the " + (groups_of(tokens[mention.first - 2].text) or ("other",))[0])
        elif word == "and" and mention.first - 2 >= first and tokens[mention.first - 2].text[0].isupper():
            found.append("left capital and")
        elif "direction" in groups:
            found = ["left direction lower"]
        return found
    if word.lower().rstrip(".") in place_titles() and word[0].isupper():
        return ["left title"]
    if word in given_names():
        return ["left given name"]
    if word[0].isupper():
        return [f"left capital {groups[0]}" if groups else "left capital"]
    if word in HYPHENS and before.end == mention.start:
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
    groups = groups_of(word)
    if word[0].isupper():
        kind = next((g for g in groups if g in ("street", "institution", "team", "direction")), "")
        if kind:
            return [f"right capital {kind}", *(f"right capital {group}" for group in institutions(groups))]
        ahead = tokens[mention.last + 1].text if mention.last + 1 < last else ""
        more = (
            next((g for g in groups_of(ahead) if g in ("street", "institution", "team")), "")
            if ahead[:1].isupper()
            else ""
        )
        return [f"right capital then {more}" if more else "right capital"]
    if groups:
        return [f"right {groups[0]}"]
    if word in _APOSTROPHES:
        ahead = tokens[mention.last + 1].text if mention.last + 1 < last else ""
        return ["right possessive", "right possessive " + ("capital" if ahead[:1].isupper() else "lower")]
    if word in HYPHENS and after.start == mention.end:
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
    as_place, as_person, times = Counter[str](), Counter[str](), Counter[str]()
    for mention, found in zip(mentions, evidence, strict=True):
        times[mention.name] += 1
        as_place[mention.name] += bool(_PLACED.intersection(found)) and not _NAMED.intersection(found)
        as_person[mention.name] += bool(_NAMED.intersection(found))
    for name in _surnames(analysis):
        as_person[name] += 1
    lower = {t.text for t in analysis.tokens if t.text.islower()}
    for mention, found in zip(mentions, evidence, strict=True):
        own = bool(_PLACED.intersection(found)) and not _NAMED.intersection(found)
        if as_place[mention.name] - own > 0:
            found.append("place elsewhere")
        if as_person[mention.name] - bool(_NAMED.intersection(found)) > 0:
            found.append("person elsewhere")
        if mention.name.lower() in lower:
            found.append("lower elsewhere")


def _surnames(analysis: Analysis) -> set[str]:
    """Words that follow a given name or a title somewhere: most are the surnames of people."""
    found, given, titles = set(), given_names(), place_titles()
    for before, after in zip(analysis.tokens, analysis.tokens[1:], strict=False):
        if (
            after.text[0].isupper()
            and before.text[0].isupper()
            and (before.text in given or before.text.lower().rstrip(".") in titles)
            and after.start - before.end == 1
        ):
            found.add(after.text)
    return found


def _add_model_evidence(analysis: Analysis, mentions: Sequence[Mention], evidence: list[list[str]]) -> None:
    """What the model says: the label of the entity there and how the name lies in it, the part of speech, and the label that the same
    name has elsewhere in the document."""
    seen = [_entity(analysis, mention) for mention in mentions]
    people = (e for e in analysis.entities or () if e.label == "Person" and e.last - e.first > 1)
    surnames = {analysis.tokens[person.last - 1].text for person in people}
    labels = Counter[tuple[str, str]]()
    for mention, (label, _) in zip(mentions, seen, strict=True):
        labels[mention.name, label] += 1
    for mention, (label, lie), found in zip(mentions, seen, evidence, strict=True):
        found += [f"entity {label}", f"entity {label} {lie}"] if lie else [f"entity {label}"]
        if lie == "whole" and label != "Location":
            found.append(f"entity {label} whole {_ahead(analysis, mention)}")
            found += [f"entity {label} {piece}" for piece in found if piece.startswith("used ") and "by" not in piece]
        if lie in ("first", "middle", "last"):
            found += [f"entity {lie} {kind}" for kind in _institution(analysis, mention)]
        best = next((piece for piece in found if piece.startswith("best ")), "best unknown")
        found.append(f"entity {label} {best.rstrip('0123456789')}")
        labels[mention.name, label] -= 1
        found += [f"elsewhere {other}" for other in _LABELS if labels[mention.name, other] > 0]
        labels[mention.name, label] += 1
        if mention.name in surnames and (label, lie) != ("Person", "last"):
            found.append("surname elsewhere")
        if analysis.upos is not None:
            proper = any(analysis.upos[token] == "PROPN" for token in range(mention.first, mention.last))
            found.append("proper noun" if proper else "no proper noun")


_LABELS = ("Location", "Person", "Organization", "Facility", "NORP", "Misc", "none")


def institutions(groups: Sequence[str]) -> list[str]:
    """The kinds of institution among the groups of a word."""
    return [group for group in groups if group.startswith("institution ")]


def _institution(analysis: Analysis, mention: Mention) -> list[str]:
    """The kind of institution that the rest of the entity around a name says: "institution school" of "Kent State University"."""
    entity = analysis.entity_at(mention.last - 1)
    if entity is None:
        return []
    around = (*range(entity.last - 1, mention.last - 1, -1), *range(mention.first - 1, entity.first - 1, -1))
    return next((found for at in around if (found := institutions(groups_of(analysis.tokens[at].text)))), ["other"])


def _ahead(analysis: Analysis, mention: Mention) -> str:
    """Whether a noun goes on after the name ("Winona police"), as it does where the model takes a place for an organisation."""
    if analysis.upos is None or mention.last >= len(analysis.tokens):
        return "alone"
    return "before noun" if analysis.upos[mention.last] in ("NOUN", "PROPN", "ADJ") else "alone"


def _entity(analysis: Analysis, mention: Mention) -> tuple[str, str]:
    """The label of the entity that covers a name ("none" without one), and how the name lies in it: "whole", "first", "last" or "middle"
    of it; "over" where the name reaches beyond it."""
    at = [analysis.entity_at(token) for token in range(mention.first, mention.last)]
    entity = next((e for e in reversed(at) if e is not None), None)
    if entity is None:
        return "none", ""
    label = entity.label if entity.label in _LABELS else "Misc"
    if entity.first >= mention.first and entity.last <= mention.last:
        whole = entity.last - entity.first == mention.last - mention.first
        return label, "whole" if whole else "over"
    if entity.first > mention.first or entity.last < mention.last:
        return label, "over"
    if entity.first == mention.first:
        return label, "first"
    return label, "last" if entity.last == mention.last else "middle"
