"""Words that name or describe a participant, read as a noun phrase: name, role, head, number, gender, country and sector.

"Ukraine’s Defense Minister Rustem Umerov"  →  name "Rustem Umerov", role "Defense Minister", UKR, MIL
"another Kiev official"                     →  head "official", singular, UKR, GOV
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import (
    given_names,
    honorifics,
    institution_nouns,
    institution_words,
    organizations,
    people_words,
    title_length,
    title_starts,
    titles,
    words_of,
)
from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Analysis, Range
from onrecord.records import ActorKind

_STOPS = frozenset(',;:()[]—–"“”‘?!…/|') | {"--", "..", "..."}
_RELATIVE = frozenset({"who", "which", "that", "whose", "whom", "where", "when"})
_PREPOSITIONS = words_of("prepositions.txt")
_JOINING = frozenset({"of", "for", "on", "and", "&", "in", "to", "against", "without"})  # inside names of organisations
_POSSESSIVE = frozenset({"'s", "’s", "ʼs", "'", "’"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "his", "her", "their", "its", "our", "my"})
_PLURAL_DETERMINERS = words_of("plural_determiners.txt")
_ARTICLES = frozenset({"the", "a", "an"})
_NO_PART_OF_ROLE = _DEFINITE | _ARTICLES | {"another", "one", "some", "any", "no", "each", "every"}
LEADING_PARTICLES = frozenset({"al", "el", "von", "van", "de"})
_LEADING_AWAY = frozenset(
    {"to", "on", "against", "near", "about", "after", "by", "and"}
)  # a country behind is not the speaker's
_REACH = 30  # tokens of apposition or complement that are read for a role


@dataclass(frozen=True, slots=True)
class Phrase:
    """What one noun phrase says of a participant. `core` are its tokens without what follows the head; `name` the tokens of
    the proper name, None where there is none; `head` the common noun that it turns on, singular and lower case."""

    core: Range
    kind: ActorKind
    name: Range | None = None
    head: str | None = None
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    gender_told: bool = False
    plural: bool = False
    definite: bool = False
    determiner: str | None = None
    evidence: str = "bare"  # title | given | institution | known | country | noun | bare
    joined: tuple[Range, ...] = field(default=())  # the parts of "A and B"


def is_capital(word: str) -> bool:
    """Whether a token is written as a name is.

    >>> [is_capital(w) for w in ("Umerov", "al-Hamad", "U.N.", "iPhone", "10")]
    [True, False, True, False, False]
    """
    return word[:1].isupper() and (len(word) > 1 or word.isalpha())


def bare(word: str) -> str:
    """A token as the tables have it: lower case, no final period."""
    return word.lower().rstrip(".") if len(word) > 1 else word.lower()


def title_at(analysis: Analysis, index: int, last: int) -> int:
    """How many tokens from `index` make a title (the longest), 0 for none."""
    table, tokens = titles(), analysis.tokens
    if index >= last or bare(tokens[index].text) not in title_starts():
        return 0
    words = [bare(tokens[i].text) for i in range(index, min(index + title_length(), last))]
    for length in range(len(words), 0, -1):
        joined = " ".join(words[:length]).replace(" - ", "-")
        if joined in table and not _goes_on(analysis, index + length, last):
            return length
    return 0


def _goes_on(analysis: Analysis, index: int, last: int) -> bool:
    """Whether a hyphen ties a further word to the one before token `index`: the "major" of "major-domo" is no title."""
    tokens = analysis.tokens
    return index < last and tokens[index].text in "-‑" and tokens[index - 1].end == tokens[index].start


def run_from(analysis: Analysis, first: int, last: int) -> int:
    """The end of the run of name-like tokens that starts at `first`: capitals, particles and hyphens between them."""
    tokens, particles = analysis.tokens, words_of("particles.txt")
    end = index = first
    while index < last:
        word = tokens[index].text
        touching = index > first and tokens[index - 1].end == tokens[index].start
        if is_capital(word):
            if index > first and not touching and "\n" in analysis.text[tokens[index - 1].end : tokens[index].start]:
                break
            end = index = index + 1
        elif _ends_hyphenated(analysis, index, first):
            end = index = index + 1
        elif (
            (index > first and (bare(word) in particles or (word in "-‑" and touching)))
            or _after_initial(analysis, index, first)
            or (index == first and index + 1 < last and word in LEADING_PARTICLES)
        ):
            index += 1
        else:
            break
    return end


def _ends_hyphenated(analysis: Analysis, index: int, first: int) -> bool:
    """Whether the token is the second half of a name such as "Chung-yu", not that of "U.S.-led"."""
    tokens = analysis.tokens
    if index < first + 2 or tokens[index - 1].text not in "-‑" or not tokens[index].text.isalpha():
        return False
    touching = tokens[index - 1].end == tokens[index].start and tokens[index - 2].end == tokens[index - 1].start
    return touching and len(tokens[index].text) <= 5 and tokens[index].text not in words_of("hyphen_endings.txt")


def _after_initial(analysis: Analysis, index: int, first: int) -> bool:
    """Whether the token is the period of an initial: the "." of "Donald J. Trump"."""
    tokens = analysis.tokens
    return (
        index > first
        and tokens[index].text == "."
        and len(tokens[index - 1].text) == 1
        and tokens[index - 1].text.isupper()
    )


def read_phrase(analysis: Analysis, first: int, last: int, surnames: Set[str] = frozenset()) -> Phrase | None:
    """The phrase in tokens `first` to `last`, None where it holds none (punctuation, a pronoun, a bare number).

    `surnames` are those of persons already known, so that "Umerov" alone is a person.
    """
    tokens = analysis.tokens
    while first < last and (tokens[first].text in _STOPS or tokens[first].text in _POSSESSIVE):
        first += 1
    while (
        last > first
        and not _ends_country(analysis, first, last)
        and (tokens[last - 1].text in _STOPS or tokens[last - 1].text in _POSSESSIVE or tokens[last - 1].text == ".")
    ):
        last -= 1
    if first >= last:
        return None
    end, parts = _core_end(analysis, first, last)
    core = Range(first, end)
    determiner = tokens[first].text.lower()
    start = first + 1 if determiner in _NO_PART_OF_ROLE | _PLURAL_DETERMINERS else first
    if len(parts) > 1:
        return _joined(analysis, core, determiner, parts, last)
    return _single(analysis, core, start, determiner, last, surnames)


def _ends_country(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a country's name that ends in "'s" ends here: "St. George's"."""
    start, end = analysis.characters(Range(first, last))
    found = countries_between(analysis.text, start, end)
    return bool(found) and found[-1].end == end


def _country_end(analysis: Analysis, index: int, last: int) -> int:
    """The token after the country's name that starts at token `index`, `index` where none does."""
    start, end = analysis.tokens[index].start, analysis.tokens[last - 1].end
    for found in countries_between(analysis.text, start, min(end, start + 60)):
        if found.start == start:
            return analysis.tokens_between(start, found.end).last
        break
    return index


def _core_end(analysis: Analysis, first: int, last: int) -> tuple[int, list[Range]]:
    """Where the core of the phrase ends, and the ranges that "and" joins in it."""
    tokens = analysis.tokens
    parts: list[Range] = []
    begin = index = first
    while index < last:
        word = tokens[index].text
        lower = word.lower()
        length = max(title_at(analysis, index, last), _country_end(analysis, index, last) - index)
        if length > 1:
            index += length
            continue
        hyphen = (
            word in "-‑–"
            and first < index < last - 1
            and tokens[index - 1].end == tokens[index].start == tokens[index + 1].start - 1
        )
        if index > first and not hyphen and (word in _STOPS or word == "-" or lower in _RELATIVE):
            if word == "," and _goes_on_as_list(analysis, index, last):
                parts.append(Range(begin, index))
                begin = index = index + 1
                continue
            break
        if index > first and lower in ("and", "&", "or") and not _inside_name(analysis, index, begin, last):
            if index + 1 >= last:
                break
            parts.append(Range(begin, index))
            begin = index + 1
        elif index > first and lower in _PREPOSITIONS and not _inside_name(analysis, index, begin, last):
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


def _inside_name(analysis: Analysis, index: int, begin: int, last: int) -> bool:
    """Whether a joining word stands inside the name of an organisation: "Ministry of Defense", "Council on Foreign Relations"."""
    tokens = analysis.tokens
    if tokens[index].text.lower() not in _JOINING or index + 1 >= last:
        return False
    after = tokens[index + 1].text
    if after.lower() == "the" and index + 2 < last:
        after = tokens[index + 2].text
    if not is_capital(after) or not is_capital(tokens[index - 1].text) or after in words_of("capital_words.txt"):
        return False
    institutions = institution_words()
    before = [tokens[i].text for i in range(begin, index)]
    joined = " ".join([*before[-3:], tokens[index].text, after])
    if any(name.startswith(joined) for name in organizations()):
        return True
    if not any(word in institutions for word in before):
        return False
    if tokens[index].text.lower() in ("and", "in", "to"):
        return before[-2:-1] == ["of"] and after not in institutions and after not in given_names()
    return True


def _joined(analysis: Analysis, core: Range, determiner: str, parts: list[Range], last: int) -> Phrase:
    """ "A and B": modifiers of one noun ("Ukrainian, South Korean and US sources") or several participants."""
    tokens = analysis.tokens
    final = tokens[core.last - 1].text
    if final in institution_words() and _is_one_name(analysis, core, parts):
        first = core.first + (determiner in _ARTICLES)
        countries = _countries(analysis, core.first, core.last)
        return Phrase(
            core=core, kind="organization", name=Range(first, core.last), country=countries[0] if len(countries) == 1 else None,
            sector=sector_of(" ".join(tokens[i].text for i in range(first, core.last))) or institution_words()[final],
            definite=True, determiner=determiner, evidence="institution",
        )  # fmt: skip
    noun = people_words().get(bare(final)) or people_words().get(final)
    shared = noun is not None and all(not _has_noun(analysis, part) for part in parts[:-1])
    countries = _countries(analysis, core.first, core.last)
    return Phrase(
        core=core, kind="group", head=noun.singular if noun and shared else None, plural=True,
        country=countries[0] if len(countries) == 1 else None, sector=noun.sector if noun and shared else None,
        determiner=determiner, definite=determiner in _DEFINITE, evidence="noun" if shared else "joined",
        joined=() if shared else tuple(parts),
    )  # fmt: skip


def _is_one_name(analysis: Analysis, core: Range, parts: list[Range]) -> bool:
    """Whether "A and B C" is the name of one organisation: "the Rights and Risks Analysis Group"."""
    tokens, institutions = analysis.tokens, institution_words()
    words = [tokens[i].text for part in parts[:-1] for i in range(part.first, part.last)]
    names = [word for word in words if word.lower() not in _ARTICLES]
    return bool(names) and all(
        is_capital(word) and word not in institutions and word not in given_names() for word in names
    )


def _has_noun(analysis: Analysis, part: Range) -> bool:
    text = analysis.tokens[part.last - 1].text
    if bare(text) in people_words() or text in people_words():
        return True
    start, end = analysis.characters(part)
    found = countries_between(analysis.text, start, end)
    return not (found and found[-1].end == end and found[-1].kind in ("adjective", "name"))


def _single(
    analysis: Analysis, core: Range, start: int, determiner: str, last: int, surnames: Set[str]
) -> Phrase | None:
    name, evidence, office = find_name(analysis, Range(start, core.last), determiner, surnames)
    if name is None:
        return _described(analysis, core, start, determiner, last)
    kind: ActorKind = "person" if evidence in ("title", "given", "surname", "bare") else "organization"
    if evidence == "country":
        kind = "country"
    head_end = office.first if office else name.first
    countries = _countries(analysis, core.first, head_end if kind == "person" else name.last)
    role, gender, sector, told = None, None, None, False
    if office is not None:
        role, gender, sector = _office(analysis, Range(start, name.first), office)
    words = " ".join(analysis.tokens[i].text for i in range(name.first, name.last))
    known = organizations().get(words)
    if kind == "organization":
        sector = (known.sector if known else None) or sector_of(words) or _institution_sector(analysis, name)
        country = known.country if known and known.country else (countries[0] if len(countries) == 1 else None)
        if (
            sector == "MIL"
            and country
            and bare(analysis.tokens[name.last - 1].text) in ("army", "military", "forces", "navy")
        ):
            kind = "military"
    elif kind == "country":
        country, sector = (countries[-1] if countries else None), "GOV"
    else:
        country = countries[0] if len(countries) == 1 else None
        affiliation = _affiliation(analysis, core.first, name.first)
        if affiliation is not None:
            country, sector = country or affiliation[0], sector or affiliation[1]
        sector = _settled_sector(role, sector, country)
        told = gender is not None
        gender = gender or gender_of(analysis, name)
    return Phrase(
        core=core, kind=kind, name=name, role=role, country=country, sector=sector, gender=gender, gender_told=told,
        definite=True, determiner=determiner, evidence=evidence,
    )  # fmt: skip


def find_name(
    analysis: Analysis, within: Range, determiner: str | None, surnames: Set[str]
) -> tuple[Range | None, str, Range | None]:
    """The proper name at the end of a core, what shows that it is one, and the title before it."""
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
    while first > within.first and _belongs(analysis, first - 1, first, within.first, last):
        first -= 1
    while first < last and not _opens_name(tokens[first].text):
        first += 1
    if first == last:
        return None, "noun", None
    run = Range(first, last)
    evidence = evidence_of(analysis, run, determiner, surnames)
    if evidence is None:
        return None, "noun", None
    if evidence == "given" or evidence == "bare":
        run = _without_country(analysis, run)
        if run.first == run.last:
            return None, "noun", None
    return run, evidence, None


def _opens_name(word: str) -> bool:
    """Whether a name can begin with this word: no joining word or lone mark, no weekday or month."""
    if word in words_of("calendar_words.txt"):
        return False
    return is_capital(word) or word in LEADING_PARTICLES


def _belongs(analysis: Analysis, index: int, following: int, floor: int, last: int) -> bool:
    tokens = analysis.tokens
    word = tokens[index].text
    if is_capital(word):
        return True
    if following == last:
        return _ends_hyphenated(analysis, index, floor) and is_capital(tokens[index - 2].text)
    lower = bare(word)
    if word in "-‑–":
        return tokens[index].end == tokens[index + 1].start
    if _after_initial(analysis, index, floor) or _ends_hyphenated(analysis, index, floor):
        return True
    if lower in words_of("particles.txt"):
        return index > floor or word in LEADING_PARTICLES
    return index > floor and (
        _inside_name(analysis, index, floor, last)
        or (lower == "the" and _inside_name(analysis, index - 1, floor, last))
    )


def evidence_of(analysis: Analysis, run: Range, determiner: str | None, surnames: Set[str]) -> str | None:
    """What a run of capitals names and by what evidence: country, known, institution, surname, given, bare; None for no name."""
    tokens = analysis.tokens
    words = [tokens[i].text for i in range(run.first, run.last)]
    joined = " ".join(words)
    if joined in organizations() or joined.replace(" - ", "-") in organizations():
        return "known"
    start, end = analysis.characters(run)
    found = countries_between(analysis.text, start, end)
    if len(found) == 1 and found[0].start == start and found[0].end == end and joined not in surnames:
        return "country" if found[0].kind in ("name", "capital") else None
    if len(words) == 1 and (bare(words[0]) in people_words() or words[0] in people_words()):
        return None
    plain = [word for word in words if word not in "-‑–"]
    given = plain[0] in given_names() and len(plain) > 1 and plain[0] not in institution_words()
    institution = any(word.rstrip(".") in institution_words() for word in words)
    if institution and not (given and len(plain) <= 3 and determiner != "the" and plain[-1] not in institution_words()):
        return "institution"
    if plain[-1] in surnames:
        return "surname"
    if plain[-1] in words_of("no_person_words.txt") and len(plain) > 1:
        return None
    if given and determiner not in ("the", "a", "an"):
        return "given"
    if (
        bare(words[-1]) in people_words()
        or words[-1] in people_words()
        or (found and found[-1].end == end and found[-1].kind == "nationals")
    ):
        return None
    if len(words) == 1 and (words[0] in words_of("capital_words.txt") or not _is_name_elsewhere(analysis, run)):
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


def _is_name_elsewhere(analysis: Analysis, run: Range) -> bool:
    """Whether a lone word has its capital for itself, not only because a sentence begins with it."""
    sentence = analysis.sentences[analysis.sentence_of(run.first)]
    before = analysis.tokens[run.first - 1].text if run.first > sentence.first else ""
    if before and (before[0].isalnum() or before in ",’'"):
        return True
    return analysis.tokens[run.first].text.lower() not in _lower_words(analysis.text)


@lru_cache(maxsize=2)
def _lower_words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\b[a-z]+\b", text))


def _without_country(analysis: Analysis, run: Range) -> Range:
    """The run without a country's adjective before the name ("Russian Ivan Petrov")."""
    start, end = analysis.characters(run)
    found = countries_between(analysis.text, start, end)
    if found and found[0].start == start and found[0].end < end:
        return Range(analysis.tokens_between(found[0].end, end).first, run.last)
    return run


def _described(analysis: Analysis, core: Range, start: int, determiner: str, last: int) -> Phrase | None:
    """A participant without a name: "another Kiev official", "the ministers", "the company", "some reports"."""
    tokens, people = analysis.tokens, people_words()
    if determiner == "no":
        return None
    final = tokens[core.last - 1].text
    office = _last_title(analysis, Range(start, core.last))
    phrase = " ".join(bare(tokens[i].text) for i in range(office.first, office.last)) if office else bare(final)
    noun = people.get(phrase) or people.get(final) or people.get(bare(final))
    countries = _countries(analysis, core.first, core.last)
    affiliation = _affiliation(analysis, core.first, core.last)
    behind = _complement(analysis, core.last, last, phrase)
    country = countries[0] if len(countries) == 1 else None
    sector = None
    if affiliation:
        country, sector = country or affiliation[0], affiliation[1]
    if not countries and behind:
        country, sector = country or behind[0], sector or behind[1]
    words = " ".join(tokens[i].text for i in range(start, core.last))
    definite = determiner in _DEFINITE or _owned(analysis, core)
    if noun is not None:
        plural = noun.plural or determiner in _PLURAL_DETERMINERS
        base = noun.sector
        settled = sector_of(words) or base or sector
        kind: ActorKind = "group" if plural and not _counted_few(determiner) else "unnamed"
        return Phrase(
            core=core, kind=kind, head=noun.singular, role=_role_text(analysis, start, core.last) if not plural else None,
            country=country, sector=_settled_sector(words, settled, country), gender=noun.gender, plural=plural, definite=definite,
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
    lower = bare(final)
    if lower in ("countries", "nations", "governments", "sides", "states"):
        return Phrase(
            core=core, kind="group", head=lower, country=country, sector="GOV", plural=True, definite=definite,
            determiner=determiner, evidence="noun",
        )  # fmt: skip
    nouns = institution_nouns()
    singular = lower if lower in nouns else lower.removesuffix("s")
    if singular in nouns and lower not in words_of("message_words.txt"):
        military = country is not None and lower in ("army", "military", "navy", "forces", "troops")
        return Phrase(
            core=core, kind="military" if military else "group" if lower != singular else "organization", head=singular, country=country,
            sector=sector_of(words) or nouns[singular] or sector, plural=lower in ("authorities", "police", "forces", "media") or lower != singular,
            definite=definite, determiner=determiner, evidence="noun",
        )  # fmt: skip
    return None


def _last_title(analysis: Analysis, within: Range) -> Range | None:
    office = None
    index = within.first
    while index < within.last:
        length = title_at(analysis, index, within.last)
        if length:
            office = Range(index, index + length)
        index += length or 1
    return office if office and office.last == within.last else None


def _counted_few(determiner: str) -> bool:
    return determiner in words_of("small_numbers.txt")


def _owned(analysis: Analysis, core: Range) -> bool:
    return any(analysis.tokens[i].text in _POSSESSIVE for i in range(core.first, core.last - 1))


def _countries(analysis: Analysis, first: int, last: int) -> list[str]:
    """The distinct countries named in these tokens, in order."""
    if first >= last:
        return []
    start, end = analysis.characters(Range(first, last))
    return list(dict.fromkeys(found.alpha3 for found in countries_between(analysis.text, start, end)))


def _affiliation(analysis: Analysis, first: int, last: int) -> tuple[str | None, str | None] | None:
    """Country and sector of a known organisation named in these tokens ("a Pentagon spokesman")."""
    tokens, known = analysis.tokens, organizations()
    for index in range(first, last):
        for length in (4, 3, 2, 1):
            if index + length <= last:
                found = known.get(" ".join(tokens[i].text for i in range(index, index + length)))
                owned = index > first and tokens[index - 1].text in _POSSESSIVE
                if found and not owned:
                    return found.country, found.sector
    return None


def _complement(analysis: Analysis, first: int, last: int, head: str) -> tuple[str | None, str | None] | None:
    """Country and sector from what follows the head: "a spokesman for the Kremlin", "the president of Albania"."""
    tokens = analysis.tokens
    if first >= last or tokens[first].text.lower() not in ("of", "for", "from", "at", "in", "with"):
        return None
    end = first + 1
    while end < min(last, first + 14) and tokens[end].text not in _STOPS and tokens[end].text.lower() not in _RELATIVE:
        if tokens[end].text.lower() in _LEADING_AWAY:
            break
        end = max(end + 1, _country_end(analysis, end, last))
    affiliation = _affiliation(analysis, first, end)
    countries = _countries(analysis, first, end)
    country = countries[0] if len(countries) == 1 else None
    words = " ".join(tokens[i].text for i in range(first + 1, end))
    sector = (affiliation[1] if affiliation else None) or sector_of(words)
    if affiliation and affiliation[0] and not country:
        country = affiliation[0]
    return (country, sector) if country or sector else None


def _office(analysis: Analysis, before: Range, office: Range) -> tuple[str | None, str | None, str | None]:
    """Role, gender and sector of the titles before a name; courtesy titles are no role."""
    words = " ".join(bare(analysis.tokens[i].text) for i in range(office.first, office.last)).replace(" - ", "-")
    title = titles()[words]
    if words in honorifics():
        earlier = _last_title(analysis, Range(before.first, office.first))
        role = _role_text(analysis, before.first, office.first) if earlier else None
        return role, title.gender, (sector_of(role) if role else None) or title.sector
    role = _role_text(analysis, before.first, before.last)
    settled = sector_of(role) if role and title.sector in (None, "GOV") else None
    return role, title.gender, settled or title.sector


def _role_text(analysis: Analysis, first: int, last: int) -> str | None:
    """The words of a role without determiner, possessor and country before it: "Defense Minister"."""
    tokens = analysis.tokens
    for index in range(first, last):
        if tokens[index].text in _POSSESSIVE:
            first = index + 1
    while first < last and tokens[first].text.lower() in _NO_PART_OF_ROLE | _PLURAL_DETERMINERS:
        first += 1
    if first >= last:
        return None
    start, end = analysis.characters(Range(first, last))
    found = countries_between(analysis.text, start, end)
    if found and found[0].start == start:
        first = analysis.tokens_between(found[0].end, end).first
        while first < last and tokens[first].text in _STOPS:
            first += 1
    if first >= last:
        return None
    start, end = analysis.characters(Range(first, last))
    return " ".join(analysis.text[start:end].split())


def _institution_sector(analysis: Analysis, name: Range) -> str | None:
    table = institution_words()
    for index in range(name.first, name.last):
        sector = table.get(analysis.tokens[index].text.rstrip("."))
        if sector:
            return sector
    return None


def sector_of(words: str | None) -> str | None:
    """The PLOVER sector that a description settles, None where it does not.

    >>> sector_of("head of the counter-disinformation department of Ukraine’s Security Council"), sector_of("Defense Minister")
    ('GOV', 'MIL')
    """
    if not words:
        return None
    padded = f" {words.lower()} "
    for word, sector in rows("sector_words.txt", 2):
        if f" {word} " in padded:
            return sector
    return None


def _settled_sector(role: str | None, sector: str | None, country: str | None) -> str | None:
    """A president or leader of a country is its government; who held an office formerly belongs to the elites (PLOVER: ELI)."""
    if (
        sector in ("GOV", "LEG", "MIL", "SPY", "JUD")
        and role is not None
        and role.lower().startswith(("former ", "ex-", "ex "))
    ):
        return "ELI"
    if sector is None and role in ("President", "Vice President"):
        return "GOV"
    if sector is None and role and role.lower().startswith(("former president", "former vice president")):
        return "ELI"
    if sector is None and country is not None and role is not None:
        last = role.lower().split()[-1] if role.split() else ""
        if last in ("president", "leader", "secretary", "spokesman", "spokeswoman", "spokesperson", "deputy", "chief"):
            return "GOV"
    return sector


def gender_of(analysis: Analysis, name: Range) -> str | None:
    """The gender that the given name leans to."""
    return given_names().get(analysis.tokens[name.first].text) if name.last - name.first > 1 else None


@dataclass(frozen=True, slots=True)
class Apposition:
    """What follows a name between commas: role, country, sector, gender, and the tokens it takes."""

    span: Range
    role: str | None
    country: str | None
    sector: str | None
    gender: str | None


def read_apposition(analysis: Analysis, after: int, last: int) -> Apposition | None:
    """The apposition that starts at the comma at token `after`: ", 39, head of the … department of Ukraine’s Security Council".

    None where no word for a person or office stands in its core, so that what follows is another clause.
    """
    tokens = analysis.tokens
    first = after
    if first >= last or tokens[first].text not in (",", "(", "—", "–"):
        return None
    first += 1
    if first + 1 < last and tokens[first].text.isdigit() and tokens[first + 1].text == ",":
        first += 2
    end = first
    while (
        end < min(last, first + _REACH)
        and tokens[end].text not in ',;)(“”"—–.'
        and tokens[end].text.lower() not in _RELATIVE
        and tokens[end].text.lower() not in words_of("clause_words.txt")
    ):
        end += 1
    head = first
    if head < end and tokens[head].text.lower() in _PREPOSITIONS:
        return None
    people = people_words()
    found = None
    while head < min(end, first + 8):
        lower = tokens[head].text.lower()
        length = title_at(analysis, head, end)
        if length or bare(lower) in people:
            found = Range(head, head + max(1, length))
            head = found.last
            continue
        if lower in _PREPOSITIONS or (not is_capital(tokens[head].text) and lower.endswith("ed") and found):
            break
        head += 1
    if found is None or first == end:
        return None
    if tokens[first].text.lower() in (
        "its",
        "he",
        "she",
        "they",
        "it",
        "we",
        "i",
        "and",
        "but",
        "said",
        "says",
        "told",
    ):
        return None
    words = " ".join(bare(tokens[i].text) for i in range(found.first, found.last))
    following = tokens[found.last].text.lower() if found.last < end else ""
    if following and following not in _PREPOSITIONS and following not in ("and", "&", "or", "-", "emeritus"):
        return None
    noun = people.get(words)
    if noun is not None and noun.plural:
        return None
    if words in honorifics() or (found.last < end and is_capital(tokens[found.last].text)):
        return None
    countries = _countries(analysis, first, found.last)
    affiliation = _affiliation(analysis, first, found.first)
    behind = _complement(analysis, found.last, end, words)
    country = countries[0] if len(countries) == 1 else (affiliation[0] if affiliation else None)
    if country is None and behind:
        country = behind[0]
    start_character, end_character = analysis.characters(Range(first, end))
    role = " ".join(analysis.text[start_character:end_character].split())
    for article in ("a ", "an ", "the "):
        role = role.removeprefix(article)
    base = noun.sector if noun else None
    sector = sector_of(" ".join(tokens[i].text for i in range(first, found.last))) if base in (None, "GOV") else base
    sector = sector or base or (affiliation[1] if affiliation else None) or (behind[1] if behind else None)
    return Apposition(
        Range(first, end), role, country, _settled_sector(words, sector, country), noun.gender if noun else None
    )
