"""Participants without a name: "another Kiev official", "the ministers", "the company", "Nigeriens"."""

from __future__ import annotations

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import institution_nouns, person_word, words_for
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.affiliations import (
    affiliation_in,
    complement_of,
    countries_in,
    role_text,
    sector_of,
    settled_sector,
)
from onrecord.reading.actors.name_words import bare, last_title
from onrecord.reading.actors.phrase import Phrase
from onrecord.records import ActorKind


def described(analysis: Analysis, core: Range, start: int, determiner: str, last: int) -> Phrase | None:
    """A participant without a name: "another Kiev official", "the ministers", "the company", "some reports"."""
    tokens = analysis.tokens
    if determiner == "no":
        return None
    final = tokens[core.last - 1].text
    office = last_title(analysis, Range(start, core.last))
    phrase = " ".join(bare(tokens[i].text) for i in range(office.first, office.last)) if office else bare(final)
    noun = person_word(phrase, final, bare(final))
    if noun is not None and analysis.upos is not None and analysis.upos[core.last - 1] in ("ADJ", "ADV", "ADP", "PRON"):
        noun = None  # "more", "other"
    countries = countries_in(analysis, core.first, core.last)
    affiliation = affiliation_in(analysis, core.first, core.last)
    behind = complement_of(analysis, core.last, last, phrase)
    country = countries[0] if len(countries) == 1 else None
    sector = None
    if affiliation:
        country, sector = country or affiliation[0], affiliation[1]
    if not countries and behind:
        country, sector = country or behind[0], sector or behind[1]
    words = " ".join(tokens[i].text for i in range(start, core.last))
    definite = determiner in words_for("definite") or _owned(analysis, core)
    if noun is not None:
        plural = noun.plural or determiner in word_list("actors/plural_determiners.txt")
        base = noun.sector
        settled = sector_of(words) or base or sector
        kind: ActorKind = "group" if plural and not _counted_few(determiner) else "unnamed"
        return Phrase(
            core=core, kind=kind, head=noun.singular, role=role_text(analysis, start, core.last) if not plural else None,
            country=country, sector=settled_sector(words, settled, country), gender=noun.gender, plural=plural, definite=definite,
            determiner=determiner, evidence="noun",
        )  # fmt: skip
    start_character, end_character = analysis.characters(core)
    found = countries_between(analysis.text, start_character, end_character)
    if found and found[-1].end == end_character and found[-1].kind in ("nationals", "adjective"):
        plural = determiner not in ("a", "an", "one", "another")
        return Phrase(
            core=core, kind="group" if plural else "unnamed", head=found[-1].alpha3, country=country, sector="CVL",
            plural=plural, definite=definite, determiner=determiner, evidence="noun",
        )  # fmt: skip
    entity = analysis.entity_at(core.last - 1)
    if entity is not None and entity.label == "NORP" and final.endswith("s"):
        return Phrase(
            core=core, kind="group", head=bare(final), country=country, sector=sector_of(words), plural=True, definite=definite,
            determiner=determiner, evidence="noun",
        )  # fmt: skip
    lower = bare(final)
    if lower in words_for("states"):
        return Phrase(
            core=core, kind="group", head=lower, country=country, sector="GOV", plural=True, definite=definite,
            determiner=determiner, evidence="noun",
        )  # fmt: skip
    nouns = institution_nouns()
    singular = lower if lower in nouns else lower.removesuffix("s")
    if singular in nouns and lower not in word_list("statements/message_words.txt"):
        military = country is not None and lower in words_for("military")
        return Phrase(
            core=core, kind="military" if military else "group" if lower != singular else "organization", head=singular, country=country,
            sector=sector_of(words) or nouns[singular] or sector, plural=lower in words_for("several bodies") or lower != singular,
            definite=definite, determiner=determiner, evidence="noun",
        )  # fmt: skip
    return None


def _counted_few(determiner: str) -> bool:
    return determiner in word_list("figures/small_numbers.txt")


def _owned(analysis: Analysis, core: Range) -> bool:
    return any(analysis.tokens[i].text in words_for("possessive") for i in range(core.first, core.last - 1))
