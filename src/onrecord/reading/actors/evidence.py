"""Which tokens of a phrase are a proper name, and what shows that they name a person, an organisation or a country."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import lru_cache

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import (
    given_names,
    honorifics,
    institution_words,
    organizations,
    people_words,
    person_word,
    words_for,
)
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.name_words import (
    bare,
    belongs,
    country_end,
    last_title,
    opens_name,
    run_from,
    title_at,
)

_SURE = 0.9  # probability from which the model's person outweighs a country of the same name


def find_name(
    analysis: Analysis, within: Range, determiner: str | None, surnames: Set[str]
) -> tuple[Range | None, str, Range | None]:
    """The proper name at the end of a core, what shows that it is one, and the title before it."""
    if analysis.entities is not None:
        modelled = _modelled_name(analysis, within, determiner, surnames)
        if modelled is not None:
            return modelled
    return _written_name(analysis, within, determiner, surnames)


def _modelled_name(
    analysis: Analysis, within: Range, determiner: str | None, surnames: Set[str]
) -> tuple[Range | None, str, Range | None] | None:
    """The same by the entity that the core ends in; None where the way of writing must tell."""
    last = within.last
    entity = analysis.entity_at(last - 1)
    if entity is None or entity.label not in words_for("naming label") or is_party_tag(analysis, entity.first):
        return None
    name = Range(max(entity.first, within.first), last)
    joined = " ".join(analysis.tokens[i].text for i in range(*name))
    person = entity.label == "Person"
    if joined in organizations() and not (person and joined in surnames):
        return None
    if person and name.last - name.first == 1 and (bare(joined) in people_words() or joined in people_words()):
        return None  # "Republicans"
    if person:
        name = without_office(analysis, name)
        if name.first == name.last or not opens_name(analysis.tokens[name.first].text):
            return None
        if joined not in surnames and _in_country(analysis, name, within) and not _is_part_of_person(analysis, joined):
            return None  # "Baku said", "Antigua and Barbuda said"
        return name, *_of_person(analysis, Range(within.first, name.first))
    if entity.label == "Organization" and determiner not in ("a", "an"):
        if final_is_text(analysis, last) or (entity.probability < _SURE and _is_personal(analysis, name)):
            return None
        if joined in surnames or last_title(analysis, name) is not None or _is_common(analysis, name):
            return None
        final = analysis.tokens[last - 1].text
        common = analysis.upos is not None and analysis.upos[last - 1] == "NOUN"
        if person_word(bare(final), final) and (common or name.last - name.first > 1):
            return None  # "a Tea Party Republican" is no organisation
        while name.first > within.first and analysis.entity_at(name.first - 1) is None:
            if not belongs(analysis, name.first - 1, name.first, within.first, last):
                break
            name = Range(name.first - 1, last)
        while name.first < entity.first and not opens_name(analysis.tokens[name.first].text):
            name = Range(name.first + 1, last)
        if title_at(analysis, name.first, last) or _names_country(analysis, name):
            return None
        return name, "institution", None
    return None


def _is_part_of_person(analysis: Analysis, word: str) -> bool:
    """Whether a longer name of a person in the text has this word: "Jordan" where "Jordan Roe" is told of."""
    return any(
        entity.label == "Person"
        and entity.last - entity.first > 1
        and any(analysis.tokens[index].text == word for index in range(entity.first, entity.last))
        for entity in analysis.entities or ()
    )


def _of_person(analysis: Analysis, before: Range) -> tuple[str, Range | None]:
    office = last_title(analysis, before)
    return ("title", office) if office else ("given", None)


def without_office(analysis: Analysis, name: Range) -> Range:
    """The name of a person without titles and a country's adjective that the model took into it.

    >>> from onrecord.model.analyse import lay_out
    >>> without_office(lay_out("Russian President Jane Roe"), Range(0, 4))
    Range(first=2, last=4)
    """
    first, last = name
    while first < last - 1:
        length = title_at(analysis, first, last) or max(0, country_end(analysis, first, last) - first)
        if not length or first + length >= last:
            break
        if first + length == last - 1 and analysis.tokens[first].text in words_for("title or given name"):
            break  # "Dean Roe" is a whole name
        first += length
    return Range(first, last)


def final_is_text(analysis: Analysis, last: int) -> bool:
    """Whether a name ends as laws do ("the First Amendment")."""
    return analysis.tokens[last - 1].text.lower() in words_for("text")


def _is_personal(analysis: Analysis, name: Range) -> bool:
    """Whether a name is built as persons' names are: two words, the first a given name, the second heading no organisation."""
    words = [analysis.tokens[i].text for i in range(*name)]
    return len(words) == 2 and words[0] in given_names() and not any(word in institution_words() for word in words)


def is_party_tag(analysis: Analysis, index: int) -> bool:
    """Whether a party and a state begin here ("R-Ohio"), as they stand behind the names of American politicians."""
    tokens = analysis.tokens
    following = tokens[index + 1].text if index + 1 < len(tokens) else ""
    return tokens[index].text in words_for("party letter") and following in words_for("hyphen")


def _names_country(analysis: Analysis, name: Range) -> bool:
    start, end = analysis.characters(name)
    found = countries_between(analysis.text, start, end)
    return bool(found) and found[0].start == start and found[-1].end == end


def _in_country(analysis: Analysis, name: Range, within: Range) -> bool:
    """Whether a name is that of a country or its end."""
    start, end = analysis.characters(within)
    first, last = analysis.characters(name)
    return any(one.start <= first and one.end == last for one in countries_between(analysis.text, start, end))


def _is_common(analysis: Analysis, name: Range) -> bool:
    """Whether an entity is no name but common nouns, all in lower case ("the army")."""
    return not any(analysis.tokens[i].text[:1].isupper() for i in range(*name))


def _written_name(
    analysis: Analysis, within: Range, determiner: str | None, surnames: Set[str]
) -> tuple[Range | None, str, Range | None]:
    """The same by capitals, titles and tables."""
    tokens = analysis.tokens
    last = within.last
    office: Range | None = None
    index = within.first
    while index < last:
        length = title_at(analysis, index, last)
        if length:
            office = Range(index, index + length)
        index += length or 1
    if office is not None:
        if office.last == last:
            return None, "noun", office
        if run_from(analysis, office.last, last) == last:
            rest = Range(office.last, last)
            words = " ".join(bare(tokens[i].text) for i in range(office.first, office.last))
            shown = evidence_of(analysis, rest, None, surnames)
            if words not in honorifics() and shown in ("institution", "known"):
                return Range(office.first, last), "institution", None
            if shown == "country":
                return None, "noun", None
            return rest, "title", office
    start, end = analysis.characters(Range(within.first, last)) if within.first < last else (0, 0)
    country = countries_between(analysis.text, start, end)
    if country and country[-1].end == end and country[-1].kind in ("name", "capital"):
        named = analysis.tokens_between(country[-1].start, end)
        alone = named.last - named.first == 1 and tokens[named.first].text in surnames
        if not alone and (named.first == within.first or analysis.tokens[named.first - 1].text.islower()):
            return named, "country", None
    first = last
    while first > within.first and belongs(analysis, first - 1, first, within.first, last):
        first -= 1
    while first < last and not opens_name(tokens[first].text):
        first += 1
    if first == last:
        return None, "noun", None
    run = Range(first, last)
    evidence = evidence_of(analysis, run, determiner, surnames)
    if evidence is None or (evidence in ("bare", "given", "article") and not _allowed(analysis, run)):
        return None, "noun", None
    if evidence == "given" or evidence == "bare":
        run = without_country(analysis, run)
        if run.first == run.last:
            return None, "noun", None
    return run, evidence, None


def _allowed(analysis: Analysis, run: Range) -> bool:
    """Whether the model leaves room for capitals alone to name a participant; True where no model ran."""
    if analysis.entities is None or analysis.upos is None:
        return True
    entity = analysis.entity_at(run.last - 1)
    if is_party_tag(analysis, run.first):
        return False
    return analysis.upos[run.last - 1] == "PROPN" if entity is None else entity.label in words_for("naming label")


def evidence_of(analysis: Analysis, run: Range, determiner: str | None, surnames: Set[str]) -> str | None:
    """What a run of capitals names and by what evidence: country, known, institution, surname, given, bare; None for no name."""
    tokens = analysis.tokens
    words = [tokens[i].text for i in range(run.first, run.last)]
    joined = " ".join(words)
    if joined not in surnames and (joined in organizations() or joined.replace(" - ", "-") in organizations()):
        return "known"
    start, end = analysis.characters(run)
    found = countries_between(analysis.text, start, end)
    if len(found) == 1 and found[0].start == start and found[0].end == end and joined not in surnames:
        return "country" if found[0].kind in ("name", "capital") else None
    if len(words) == 1 and (bare(words[0]) in people_words() or words[0] in people_words()):
        return None
    plain = [word for word in words if word not in "-‑–"]
    given = plain[0] in given_names() and len(plain) > 1 and plain[0] not in institution_words()
    if determiner in ("a", "an") and person_word(bare(words[-1]), words[-1]):
        return None  # "a House Democrat"
    institution = any(word.rstrip(".") in institution_words() for word in words)
    if institution and not (given and len(plain) <= 3 and determiner != "the" and plain[-1] not in institution_words()):
        return "institution"
    if plain[-1] in surnames:
        return "surname"
    if plain[-1] in word_list("actors/no_person_words.txt") and len(plain) > 1:
        return None
    if given and determiner not in ("the", "a", "an"):
        return "given"
    if (
        bare(words[-1]) in people_words()
        or words[-1] in people_words()
        or (found and found[-1].end == end and found[-1].kind == "nationals")
    ):
        return None
    if len(words) == 1 and (words[0] in word_list("text/capital_words.txt") or not is_name_elsewhere(analysis, run)):
        return None
    beside = run.first > 0 and tokens[run.first - 1].text.lower() == determiner  # "the elder Roe" is no organisation
    if determiner in ("the", "this") and beside:
        return None if len(plain) == 1 and plain[0].endswith("s") and plain[0][:-1] in surnames else "article"
    if re.search(r"\w\.[a-z]{2,}$", words[-1]) or (
        len(plain) == 1 and len(plain[0]) > 1 and plain[0].replace(".", "").isupper()
    ):
        return "institution"
    if determiner in ("a", "an"):
        return None
    return "bare"


def is_name_elsewhere(analysis: Analysis, run: Range) -> bool:
    """Whether a lone word has its capital for itself, not only because a sentence begins with it."""
    sentence = analysis.sentences[analysis.sentence_of(run.first)]
    before = analysis.tokens[run.first - 1].text if run.first > sentence.first else ""
    if before and (before[0].isalnum() or before in ",’'"):
        return True
    return analysis.tokens[run.first].text.lower() not in _lower_words(analysis.text)


@lru_cache(maxsize=2)
def _lower_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b[a-z]+\b", text))


def without_country(analysis: Analysis, run: Range) -> Range:
    """The run without a country's adjective before the name ("Russian Ivan Petrov")."""
    start, end = analysis.characters(run)
    found = countries_between(analysis.text, start, end)
    if found and found[0].start == start and found[0].end < end:
        return Range(analysis.tokens_between(found[0].end, end).first, run.last)
    return run
