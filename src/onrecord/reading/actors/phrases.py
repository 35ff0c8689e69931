"""Words that name or describe a participant, read as a noun phrase: name, role, head, number, gender, country and sector.

"Ukraine’s Defense Minister Rustem Umerov"  →  name "Rustem Umerov", role "Defense Minister", UKR, MIL
"another Kiev official"                     →  head "official", singular, UKR, GOV
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import given_names, institution_words, organizations, person_word, words_for
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.affiliations import (
    affiliation_in,
    countries_in,
    gender_of,
    institution_sector,
    office_of,
    sector_of,
    settled_sector,
)
from onrecord.reading.actors.descriptions import described
from onrecord.reading.actors.evidence import find_name
from onrecord.reading.actors.name_words import bare, country_end, inside_name, is_capital, title_at
from onrecord.reading.actors.phrase import Phrase
from onrecord.records import ActorKind

_LONGEST = 60  # tokens of a phrase that is read again behind "dozens of"


def read_phrase(analysis: Analysis, first: int, last: int, surnames: Set[str] = frozenset()) -> Phrase | None:
    """The phrase in tokens `first` to `last`, None where it holds none (punctuation, a pronoun, a bare number).

    `surnames` are those of persons already known, so that "Umerov" alone is a person.
    """
    tokens = analysis.tokens
    while first < last and (
        tokens[first].text in words_for("stop")
        or tokens[first].text in words_for("possessive")
        or tokens[first].text in words_for("handing over")
    ):
        first += 1
    while (
        last > first
        and not _ends_country(analysis, first, last)
        and (
            tokens[last - 1].text in words_for("stop")
            or tokens[last - 1].text in words_for("possessive")
            or tokens[last - 1].text == "."
        )
    ):
        last -= 1
    last = _without_tail(analysis, first, last)
    if first >= last:
        return None
    end, parts = _core_end(analysis, first, last)
    core = Range(first, end)
    if (
        end + 1 < last < first + _LONGEST
        and tokens[end].text == "of"
        and tokens[end - 1].text.lower() in words_for("quantity")
    ):
        counted = read_phrase(analysis, end + 1, last, surnames)
        if counted is None or counted.name is not None:
            return counted
        several = tokens[end - 1].text.lower() not in words_for("one of them")
        kind: ActorKind = "group" if several else "unnamed"
        core = Range(first, counted.core.last)
        return replace(
            counted, core=core, kind=kind, plural=several, definite=False, determiner="some" if several else "one"
        )
    determiner = tokens[first].text.lower()
    start = (
        first + 1
        if determiner in words_for("no part of a role") | word_list("actors/plural_determiners.txt")
        else first
    )
    if len(parts) > 1:
        return _joined(analysis, core, determiner, parts, last)
    return _single(analysis, core, start, determiner, last, surnames)


def _without_tail(analysis: Analysis, first: int, last: int) -> int:
    """The end of a phrase without verbs, adverbs and "himself" behind it, which belong to the clause."""
    while last > first + 1:
        final = analysis.tokens[last - 1].text
        tag = analysis.upos[last - 1] if analysis.upos is not None else None
        clausal = tag in ("VERB", "AUX", "ADV") and final.islower() and analysis.entity_at(last - 1) is None
        if not clausal and final.lower() not in words_for("reflexive"):
            break
        last -= 1
    return last


def _ends_country(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a country's name that ends in "'s" ends here: "St. George's"."""
    start, end = analysis.characters(Range(first, last))
    found = countries_between(analysis.text, start, end)
    return bool(found) and found[-1].end == end


def _core_end(analysis: Analysis, first: int, last: int) -> tuple[int, list[Range]]:
    """Where the core of the phrase ends, and the ranges that "and" joins in it."""
    tokens = analysis.tokens
    parts: list[Range] = []
    begin = index = first
    while index < last:
        word = tokens[index].text
        lower = word.lower()
        length = max(title_at(analysis, index, last), country_end(analysis, index, last) - index)
        if length > 1:
            index += length
            continue
        hyphen = (
            word in "-‑–"
            and first < index < last - 1
            and tokens[index - 1].end == tokens[index].start == tokens[index + 1].start - 1
        )
        if (
            index > first
            and not hyphen
            and (word in words_for("stop") or word == "-" or lower in words_for("relative"))
        ):
            if word == "," and _goes_on_as_list(analysis, index, last):
                parts.append(Range(begin, index))
                begin = index = index + 1
                continue
            break
        if index > first and lower in ("and", "&", "or") and not inside_name(analysis, index, begin, last):
            if index + 1 >= last:
                break
            parts.append(Range(begin, index))
            begin = index + 1
        elif (
            index > first
            and lower in word_list("actors/prepositions.txt")
            and not inside_name(analysis, index, begin, last)
        ):
            break
        index += 1
    if begin < index:
        parts.append(Range(begin, index))
    return index, [part for part in parts if part.first < part.last]


def _goes_on_as_list(analysis: Analysis, comma: int, last: int) -> bool:
    """Whether a comma joins modifiers or names of one list: "Ukrainian, South Korean and US sources"."""
    tokens = analysis.tokens
    for index in range(comma + 1, min(comma + 5, last)):
        word = tokens[index].text
        if word.lower() == "and" or (word == "," and index > comma + 1):
            return index + 1 < last and tokens[comma - 1].text[:1].isupper() and tokens[comma + 1].text[:1].isupper()
        if not is_capital(word):
            return False
    return False


def _joined(analysis: Analysis, core: Range, determiner: str, parts: list[Range], last: int) -> Phrase:
    """ "A and B": modifiers of one noun ("Ukrainian, South Korean and US sources") or several participants."""
    tokens = analysis.tokens
    final = tokens[core.last - 1].text
    if final in institution_words() and _is_one_name(analysis, core, parts):
        first = core.first + (determiner in words_for("article"))
        countries = countries_in(analysis, core.first, core.last)
        return Phrase(
            core=core, kind="organization", name=Range(first, core.last), country=countries[0] if len(countries) == 1 else None,
            sector=sector_of(" ".join(tokens[i].text for i in range(first, core.last))) or institution_words()[final],
            definite=True, determiner=determiner, evidence="institution",
        )  # fmt: skip
    noun = person_word(bare(final), final)
    shared = noun is not None and all(not _has_noun(analysis, part) for part in parts[:-1])
    countries = countries_in(analysis, core.first, core.last)
    return Phrase(
        core=core, kind="group", head=noun.singular if noun and shared else None, plural=True,
        country=countries[0] if len(countries) == 1 and not _ends_country(analysis, *core) else None, sector=noun.sector if noun and shared else None,
        determiner=determiner, definite=determiner in words_for("definite"), evidence="noun" if shared else "joined",
        joined=() if shared else tuple(parts),
    )  # fmt: skip


def _is_one_name(analysis: Analysis, core: Range, parts: list[Range]) -> bool:
    """Whether "A and B C" is the name of one organisation: "the Rights and Risks Analysis Group"."""
    tokens, institutions = analysis.tokens, institution_words()
    words = [tokens[i].text for part in parts[:-1] for i in range(part.first, part.last)]
    names = [word for word in words if word.lower() not in words_for("article")]
    return bool(names) and all(
        is_capital(word) and word not in institutions and word not in given_names() for word in names
    )


def _has_noun(analysis: Analysis, part: Range) -> bool:
    text = analysis.tokens[part.last - 1].text
    if person_word(bare(text), text):
        return True
    start, end = analysis.characters(part)
    found = countries_between(analysis.text, start, end)
    return not (found and found[-1].end == end and found[-1].kind in ("adjective", "name"))


def _single(
    analysis: Analysis, core: Range, start: int, determiner: str, last: int, surnames: Set[str]
) -> Phrase | None:
    name, evidence, office = find_name(analysis, Range(start, core.last), determiner, surnames)
    if name is None:
        return described(analysis, core, start, determiner, last)
    kind: ActorKind = "person" if evidence in ("title", "given", "surname", "bare") else "organization"
    if evidence == "country":
        kind = "country"
    head_end = office.first if office else name.first
    countries = countries_in(analysis, core.first, head_end if kind == "person" else name.last)
    role, gender, sector, told = None, None, None, False
    if office is not None:
        role, gender, sector = office_of(analysis, Range(start, name.first), office)
    words = " ".join(analysis.tokens[i].text for i in range(name.first, name.last))
    known = organizations().get(words)
    if kind == "organization":
        sector = (known.sector if known else None) or sector_of(words) or institution_sector(analysis, name)
        country = known.country if known and known.country else (countries[0] if len(countries) == 1 else None)
        if sector == "MIL" and country and bare(analysis.tokens[name.last - 1].text) in words_for("military"):
            kind = "military"
    elif kind == "country":
        country, sector = (countries[-1] if countries else None), "GOV"
    else:
        country = countries[0] if len(countries) == 1 else None
        affiliation = affiliation_in(analysis, core.first, name.first)
        if affiliation is not None:
            country, sector = country or affiliation[0], sector or affiliation[1]
        sector = settled_sector(role, sector, country)
        told = gender is not None
        gender = gender or gender_of(analysis, name)
    return Phrase(
        core=core, kind=kind, name=name, role=role, country=country, sector=sector, gender=gender, gender_told=told,
        definite=True, determiner=determiner, evidence=evidence,
    )  # fmt: skip
