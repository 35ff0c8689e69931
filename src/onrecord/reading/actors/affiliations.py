"""Where somebody belongs: the country, the PLOVER sector and the role that the words around a name or a noun settle."""

from __future__ import annotations

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import (
    given_names,
    honorifics,
    institution_words,
    organizations,
    titles,
    words_for,
)
from onrecord.knowledge.tables import rows, word_list
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.name_words import bare, country_end, last_title


def countries_in(analysis: Analysis, first: int, last: int) -> list[str]:
    """The distinct countries named in these tokens, in order."""
    if first >= last:
        return []
    start, end = analysis.characters(Range(first, last))
    return list(dict.fromkeys(found.alpha3 for found in countries_between(analysis.text, start, end)))


def affiliation_in(analysis: Analysis, first: int, last: int) -> tuple[str | None, str | None] | None:
    """Country and sector of a known organisation named in these tokens ("a Pentagon spokesman")."""
    tokens, known = analysis.tokens, organizations()
    for index in range(first, last):
        for length in (4, 3, 2, 1):
            if index + length <= last:
                found = known.get(" ".join(tokens[i].text for i in range(index, index + length)))
                owned = index > first and tokens[index - 1].text in words_for("possessive")
                if found and not owned:
                    return found.country, found.sector
    return None


def complement_of(analysis: Analysis, first: int, last: int, head: str) -> tuple[str | None, str | None] | None:
    """Country and sector from what follows the head: "a spokesman for the Kremlin", "the president of Albania"."""
    tokens = analysis.tokens
    if first >= last or tokens[first].text.lower() not in words_for("tying"):
        return None
    end = first + 1
    while (
        end < min(last, first + 14)
        and tokens[end].text not in words_for("stop")
        and tokens[end].text.lower() not in words_for("relative")
    ):
        if tokens[end].text.lower() in words_for("leading away"):
            break
        end = max(end + 1, country_end(analysis, end, last))
    affiliation = affiliation_in(analysis, first, end)
    countries = countries_in(analysis, first, end)
    joined = (
        end + 1 < last and tokens[end].text.lower() == "and" and countries_in(analysis, end + 1, min(last, end + 4))
    )
    country = countries[0] if len(countries) == 1 and not joined else None  # "of Japan and South Korea"
    words = " ".join(tokens[i].text for i in range(first + 1, end))
    sector = (affiliation[1] if affiliation else None) or sector_of(words)
    if affiliation and affiliation[0] and not country:
        country = affiliation[0]
    return (country, sector) if country or sector else None


def office_of(analysis: Analysis, before: Range, office: Range) -> tuple[str | None, str | None, str | None]:
    """Role, gender and sector of the titles before a name; courtesy titles are no role."""
    words = " ".join(bare(analysis.tokens[i].text) for i in range(office.first, office.last)).replace(" - ", "-")
    title = titles()[words]
    if words in honorifics():
        earlier = last_title(analysis, Range(before.first, office.first))
        role = role_text(analysis, before.first, office.first) if earlier else None
        return role, title.gender, (sector_of(role) if role else None) or title.sector
    role = role_text(analysis, before.first, before.last)
    settled = sector_of(role) if role and title.sector in (None, "GOV") else None
    lower = words in words_for("capital title") and analysis.tokens[office.first].text.islower()  # "his father Ali"
    return role, title.gender, settled or (None if lower else title.sector)


def role_text(analysis: Analysis, first: int, last: int) -> str | None:
    """The words of a role without determiner, possessor and country before it: "Defense Minister"."""
    tokens = analysis.tokens
    for index in range(first, last):
        if tokens[index].text in words_for("possessive"):
            first = index + 1
    while first < last and tokens[first].text.lower() in words_for("no part of a role") | word_list(
        "actors/plural_determiners.txt"
    ):
        first += 1
    if first >= last:
        return None
    start, end = analysis.characters(Range(first, last))
    found = countries_between(analysis.text, start, end)
    if found and found[0].start == start:
        first = analysis.tokens_between(found[0].end, end).first
        while first < last and tokens[first].text in words_for("stop"):
            first += 1
    if first >= last:
        return None
    start, end = analysis.characters(Range(first, last))
    return " ".join(analysis.text[start:end].split())


def institution_sector(analysis: Analysis, name: Range) -> str | None:
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
    for word, sector in rows("actors/sector_words.txt", 2):
        if f" {word} " in padded:
            return sector
    return None


def settled_sector(role: str | None, sector: str | None, country: str | None) -> str | None:
    """A president or leader of a country is its government; who held an office formerly belongs to the elites (PLOVER: ELI)."""
    if role is None:
        return sector
    lower = role.lower()
    presides = role in ("President", "Vice President") or lower.startswith(
        ("former president", "former vice president")
    )
    if sector is None and (
        presides or (country is not None and lower.split()[-1:] and lower.split()[-1] in words_for("state office"))
    ):
        sector = "GOV"
    held = lower.split()[:1] == ["former"] or lower.startswith(("ex-", "ex "))
    return "ELI" if held and f"{sector}" in words_for("office sector") else sector


def gender_of(analysis: Analysis, name: Range) -> str | None:
    """The gender that the given name leans to."""
    return given_names().get(analysis.tokens[name.first].text)
