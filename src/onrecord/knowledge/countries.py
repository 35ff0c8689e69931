"""The countries of the world as news names them: country names, adjectives, nationals and capitals → ISO 3166-1 alpha-3.

The table is written by tools/make_countries.py from CLDR and GeoNames and completed by hand; Kosovo has no official code and
stands under XKX, as in most data on conflicts.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from onrecord.knowledge.tables import rows

CountryWord = Literal["name", "adjective", "nationals", "capital"]

# One character for one, so that offsets stay: typographic marks, and the capital letters of headlines are handled apart.
_MARKS = str.maketrans("’‘ʼʻ‐‑–—\u00a0", "''''----\u0020")
_WORD = re.compile(
    r"(?<![\w&])(?:[^\W\d_a-z][^\W\d_]*|eSwatini|ni(?=-Vanuatu))"
)  # names begin with a capital, but for two
_SHORT = 3  # a word in capitals and no longer than this is an acronym, never a headline's "CHAD"


class Country(NamedTuple):
    """What a word of the table says: the country and how the word names it."""

    alpha3: str
    kind: CountryWord


class CountryFound(NamedTuple):
    """A country named in a text: offsets there, alpha-3, and how it is named."""

    start: int
    end: int
    alpha3: str
    kind: CountryWord


def country_of(words: str) -> str | None:
    """The alpha-3 code of the country that `words` name as a whole (a name, adjective, national or capital), else None.

    >>> [country_of(w) for w in ("Ukrainian", "the U.S.", "Kyiv", "Côte d’Ivoire", "Nigerien", "DR Congo", "turkey", "Korean")]
    ['UKR', 'USA', 'UKR', 'CIV', 'NER', 'COD', None, None]
    """
    found = _readings().get(_plain(words))
    return found.alpha3 if found else None


def name_of(alpha3: str) -> str | None:
    """The English name of a country, None for an unknown code.

    >>> name_of("UKR")
    'Ukraine'
    """
    return _names().get(alpha3)


def doubtful(words: str) -> str | None:
    """What else than a country a word may well be ("person", "state", "city"), None where it is plain.

    >>> doubtful("Jordan"), doubtful("Ukraine")
    ('person', None)
    """
    return _doubts().get(_plain(words))


def countries_between(text: str, start: int, end: int) -> list[CountryFound]:
    """The same as `find_countries` over a part of a text of which many parts are asked for: the whole is searched once.

    >>> countries_between("Ukraine and the U.S. and Peru", 8, 30)[0].alpha3
    'USA'
    """
    found, starts = _whole(text)
    first = bisect_left(starts, start)
    return [one for one in found[first : bisect_left(starts, end)] if one.end <= end]


@lru_cache(maxsize=2)
def _whole(text: str) -> tuple[list[CountryFound], list[int]]:
    found = find_countries(text)
    return found, [one.start for one in found]


def find_countries(text: str, start: int = 0, end: int | None = None) -> list[CountryFound]:
    """All countries named in `text[start:end]`, in order, the longest name at each place. Offsets count from the start of `text`.

    Phrases of actors/not_countries.txt ("South China Sea") are left out; doubtful words are left out where their neighbour says
    that they are something else ("Jordan Smith", "Georgia Gov.").

    >>> [(f.alpha3, f.kind) for f in find_countries("North Korea’s envoy met Guinea-Bissau’s in New Mexico.")]
    [('PRK', 'name'), ('GNB', 'name'), ('USA', 'name')]
    """
    end = len(text) if end is None else end
    plain = unicodedata.normalize("NFC", text).translate(_MARKS) if _is_composed(text) else text.translate(_MARKS)
    starts = _by_first_word()
    found: list[CountryFound] = []
    reached = start
    for word in _WORD.finditer(plain, start, end):
        if word.start() < reached:
            continue
        key = word.group()
        candidates = starts.get(key) or (starts.get(key.title()) if key.isupper() and len(key) > _SHORT else None)
        for name, country in candidates or ():
            stop = word.start() + len(name)
            piece = plain[word.start() : stop]
            if stop > end or not (piece == name or (key.isupper() and len(key) > _SHORT and piece == name.upper())):
                continue
            if stop < len(plain) and (plain[stop].isalnum() or (plain[stop - 1].isalnum() and _goes_on(plain, stop))):
                continue
            reached = stop
            if country is not None and not _is_something_else(plain, word.start(), stop):
                found.append(CountryFound(word.start(), stop, country.alpha3, country.kind))
            break
    return found


def _is_composed(text: str) -> bool:
    """Whether composing the text keeps every offset (it is ASCII or already composed)."""
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def _goes_on(plain: str, stop: int) -> bool:
    """Whether a hyphen ties the word to a following name ("Austria-Hungary", "Bosnian-Serb" stay apart from "US-led")."""
    return plain[stop] == "_"


_NEIGHBOUR = re.compile(r" ([^\W\d_][\w.'-]*)")
_BEFORE = re.compile(r"([^\W\d_][\w.'-]*) $")


def _is_something_else(plain: str, start: int, stop: int) -> bool:
    doubt = _doubts().get(plain[start:stop])
    if doubt is None:
        return False
    after = _NEIGHBOUR.match(plain, stop)
    before = _BEFORE.search(plain, max(0, start - 30), start)
    next_word = after.group(1) if after else ""
    last_word = before.group(1) if before else ""
    if doubt == "person":
        return (next_word[:1].isupper() and not _is_office(next_word)) or last_word in _given()
    if doubt == "state":
        beside = next_word.rstrip(".") in _state_words() or last_word in _state_words()
        return beside or _told_of_the_state(plain)
    return next_word[:1].isupper() and not _is_office(next_word)


def _told_of_the_state(text: str) -> bool:
    """Whether a text that says "Georgia" tells of the state: it names the state's towns or parties, and nothing of the country's."""
    signs = rows("actors/georgia_signs.txt", 2)
    if any(word in text for word, which in signs if which == "country"):
        return False
    return any(word in text for word, which in signs if which == "state")


def _is_office(word: str) -> bool:
    """Whether a capitalised word goes on as an institution or a title: "Jordan Ministry", "German President"."""
    return word.rstrip(".") in _institutions() or word.lower().rstrip(".") in _title_words()


@cache
def _title_words() -> frozenset[str]:
    return frozenset(row[0].split()[0] for row in rows("actors/titles.txt", 3))


@cache
def _given() -> frozenset[str]:
    return frozenset(row[0] for row in rows("actors/given_names.txt", 2))


@cache
def _institutions() -> frozenset[str]:
    return frozenset(row[0] for row in rows("actors/institution_words.txt", 2))


@cache
def _state_words() -> frozenset[str]:
    return frozenset(row[0] for row in rows("actors/state_words.txt", 1))


@cache
def _doubts() -> dict[str, str]:
    return {row[0]: row[1] for row in rows("actors/doubtful_countries.txt", 2)}


@cache
def _names() -> dict[str, str]:
    return {row[1]: row[2] for row in rows("actors/countries.txt", 7)}


@cache
def _readings() -> dict[str, Country]:
    """Every word of the table → its country; a word of two countries is left out, except where one reading is usual."""
    found: dict[str, set[str]] = {}
    kinds: dict[str, CountryWord] = {}
    for _, alpha3, name, further, adjectives, nationals, capitals in rows("actors/countries.txt", 7):
        cells: tuple[tuple[CountryWord, str], ...] = (
            ("name", name), ("name", further), ("adjective", adjectives), ("nationals", nationals), ("capital", capitals),
        )  # fmt: skip
        for kind, cell in cells:
            for word in cell.split("|") if cell != "-" else ():
                key = _plain(word)
                found.setdefault(key, set()).add(alpha3)
                kinds.setdefault(key, kind)
    settled = {}
    usual = {word: alpha3 for word, alpha3 in rows("actors/usual_countries.txt", 2)}  # noqa: C416
    for key, codes in found.items():
        code = usual.get(key) if len(codes) > 1 else next(iter(codes))
        if code:
            settled[key] = Country(code, kinds[key])
    return settled


@cache
def _by_first_word() -> dict[str, list[tuple[str, Country | None]]]:
    """First word → the names that begin with it, longest first; None for a phrase that names no country."""
    index: dict[str, list[tuple[str, Country | None]]] = {}
    names: dict[str, Country | None] = dict(_readings())
    for phrase, code in rows("actors/not_countries.txt", 2):
        names[_plain(phrase)] = None if code == "-" else Country(code, "name")
    for name, country in names.items():
        first = _WORD.match(name)
        if first:
            index.setdefault(first.group(), []).append((name, country))
    for candidates in index.values():
        candidates.sort(key=lambda pair: -len(pair[0]))
    return index


def _plain(words: str) -> str:
    """The form under which a word is looked up: composed, plain marks, one space, no article."""
    plain = " ".join(unicodedata.normalize("NFC", words).translate(_MARKS).split())
    return plain[4:] if plain[:4] in ("the ", "The ") else plain
