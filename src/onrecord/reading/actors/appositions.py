"""What follows a name between commas and says who that is: ", 39, head of the department,"."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge.people import honorifics, people_words, words_for
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.affiliations import affiliation_in, complement_of, countries_in, sector_of, settled_sector
from onrecord.reading.actors.name_words import bare, is_capital, title_at

_REACH = 30  # tokens of an apposition that are read for a role


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
        and tokens[end].text.lower() not in words_for("relative")
        and tokens[end].text.lower() not in word_list("statements/clause_words.txt")
    ):
        end += 1
    head = first
    if head < end and tokens[head].text.lower() in word_list("actors/prepositions.txt"):
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
        if lower in word_list("actors/prepositions.txt") or (
            not is_capital(tokens[head].text) and lower.endswith("ed") and found
        ):
            break
        head += 1
    if found is None or first == end:
        return None
    if tokens[first].text.lower() in words_for("clause start"):
        return None
    words = " ".join(bare(tokens[i].text) for i in range(found.first, found.last))
    following = tokens[found.last].text.lower() if found.last < end else ""
    if (
        following
        and following not in word_list("actors/prepositions.txt")
        and following not in words_for("apposition tie")
    ):
        return None
    noun = people.get(words)
    if noun is not None and noun.plural:
        return None
    if words in honorifics() or (found.last < end and is_capital(tokens[found.last].text)):
        return None
    countries = countries_in(analysis, first, found.last)
    affiliation = affiliation_in(analysis, first, found.first)
    behind = complement_of(analysis, found.last, end, words)
    country = countries[0] if len(countries) == 1 else (affiliation[0] if affiliation else None)
    if country is None and behind:
        country = behind[0]
    start_character, end_character = analysis.characters(Range(first, end))
    role = " ".join(analysis.text[start_character:end_character].split())
    for article in ("a ", "an ", "the "):
        role = role.removeprefix(article)
    small = words in words_for("capital title") and tokens[found.first].text.islower()  # "a psychology major"
    base = noun.sector if noun and not small else None
    sector = sector_of(" ".join(tokens[i].text for i in range(first, found.last))) if base in (None, "GOV") else base
    sector = sector or base or (affiliation[1] if affiliation else None) or (behind[1] if behind else None)
    return Apposition(
        Range(first, end), role, country, settled_sector(words, sector, country), noun.gender if noun else None
    )
