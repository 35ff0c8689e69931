"""Who speaks in the news: titles, common nouns for people, words that head organisations, known organisations, given names."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows, word_list


class Title(NamedTuple):
    """A title or office: PLOVER sector and gender, None where the word alone does not tell."""

    sector: str | None
    gender: str | None


class PeopleWord(NamedTuple):
    """A common noun for one person or several."""

    singular: str
    plural: bool
    sector: str | None
    gender: str | None


class Organization(NamedTuple):
    """A known organisation: main name, alpha-3 of its country, PLOVER sector."""

    name: str
    country: str | None
    sector: str | None


@cache
def titles() -> dict[str, Title]:
    """Titles by their words in lower case, without periods.

    >>> titles()["defense minister"]
    Title(sector='MIL', gender=None)
    """
    return {words: Title(known(sector), known(gender)) for words, sector, gender in rows("actors/titles.txt", 3)}


@cache
def title_length() -> int:
    """The number of words of the longest title."""
    return max(words.count(" ") + 1 for words in titles())


@cache
def title_starts() -> frozenset[str]:
    """The first words of all titles; a word that ends at a hyphen counts too ("vice" of "vice-president")."""
    return frozenset(words.replace("-", " ").split()[0] for words in titles())


@cache
def honorifics() -> frozenset[str]:
    """Titles that say nothing of an office and are no part of a role."""
    return frozenset(row[0] for row in rows("actors/honorifics.txt", 1))


@cache
def people_words() -> dict[str, PeopleWord]:
    """Common nouns for people, singular and plural, titles included.

    >>> people_words()["residents"].plural, people_words()["gunman"].gender
    (True, 'm')
    """
    found: dict[str, PeopleWord] = {}
    for words, title in titles().items():
        if words in honorifics():
            continue
        found[words] = PeopleWord(words, False, title.sector, title.gender)
        found[_plural(words)] = PeopleWord(words, True, title.sector, title.gender)
    for singular, plural, sector, gender in rows("actors/people_words.txt", 4):
        found[singular] = PeopleWord(singular, False, known(sector), known(gender))
        if plural != "-":
            found[plural] = PeopleWord(singular, True, known(sector), known(gender))
    return found


def person_word(*forms: str) -> PeopleWord | None:
    """A common noun for people, in the first form that is one: of `people_words`, else of the wide list that says no more than that it means persons.

    >>> person_word("residents").sector, person_word("trailblazers"), person_word("bridge")
    ('CVL', PeopleWord(singular='trailblazer', plural=True, sector=None, gender=None), None)
    """
    for table in (people_words(), _person_nouns()):
        for words in forms:
            if words in table:
                return table[words]
    prefixes = word_list("actors/person_prefixes.txt")
    bare = [word.removeprefix(one).lstrip("-") for word in forms for one in prefixes if word.startswith(one)]
    return person_word(*bare) if bare else None  # "counterprotesters"


@cache
def _person_nouns() -> dict[str, PeopleWord]:
    found = {}
    for (noun,) in rows("actors/person_nouns.txt", 1):
        if noun in institution_nouns() or noun in word_list("statements/message_words.txt"):
            continue
        found[_plural(noun)] = PeopleWord(noun, True, None, None)
        found[noun] = PeopleWord(noun, False, None, None)
    return found


@cache
def institution_words() -> dict[str, str | None]:
    """Words that head an organisation's name, as written there ("Ministry"), with their sector."""
    return {word: known(sector) for word, sector in rows("actors/institution_words.txt", 2)}


@cache
def institution_nouns() -> dict[str, str | None]:
    """The same as common nouns, lower case ("ministry"), and those that are only common nouns."""
    found = {word.lower(): sector for word, sector in institution_words().items()}
    found.update({word: known(sector) for word, sector in rows("actors/institution_nouns.txt", 2)})
    return found


@cache
def organizations() -> dict[str, Organization]:
    """Known organisations, news agencies among them, by every name they go under, without article.

    >>> organizations()["UN"].name
    'United Nations'
    """
    found: dict[str, Organization] = {}
    for name, further, country, sector in rows("actors/organizations.txt", 4):
        organization = Organization(name, known(country), known(sector))
        for written in (name, *(further.split("|") if further != "-" else ())):
            found.setdefault(written.removeprefix("the "), organization)
    for name, further, proof in rows("statements/agencies.txt", 3):
        for written in (name, *(further.split("|") if further != "-" else ())) if proof == "plain" else ():
            found.setdefault(written.removeprefix("the ").removeprefix("The "), Organization(name, None, "JRN"))
    return found


@cache
def same_offices() -> dict[str, tuple[str, ...]]:
    """The further heads under which the holder of an office returns.

    >>> same_offices()["gov"]
    ('governor',)
    """
    return {head: tuple(further.split()) for head, further in rows("actors/same_offices.txt", 2)}


@cache
def given_names() -> dict[str, str | None]:
    """Given names with the gender they lean to, "m" or "f", None where both or unknown."""
    return {name: known(gender) for name, gender in rows("actors/given_names.txt", 2)}


@cache
def words_for(purpose: str) -> frozenset[str]:
    """The words of one class of actors/phrase_words.txt.

    Raises:
        KeyError: there is no such class.

    >>> "whose" in words_for("relative")
    True
    """
    return _purposes()[purpose]


@cache
def _purposes() -> dict[str, frozenset[str]]:
    return {purpose: frozenset(words.split()) for purpose, words in rows("actors/phrase_words.txt", 2)}


def known(cell: str) -> str | None:
    """A cell's value, None for the "-" of an unknown one."""
    return None if cell == "-" else cell


def _plural(words: str) -> str:
    """The plural of a title; of "chief of staff" it is "chiefs of staff"."""
    head, of, rest = words.partition(" of ")
    if head.endswith(("man", "woman")):
        head = head[:-2] + "en"
    elif head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "ch", "x")) and not head.endswith("rch"):
        head += "es"
    else:
        head += "s"
    return head + of + rest
