"""Names of persons: when two spellings are one name, and which given name and surname a name has."""

from __future__ import annotations

import re
import unicodedata

from onrecord.knowledge.tables import word_list

_ENDINGS = re.compile(r"(?:ii|iy|yy|yi|ij|yj|y|i)$")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|an|az)[-‑](?=\w)")  # the Arabic article, left out as often as not
_LETTERS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": "", "'": "", "ʼ": "", "‘": "", ".": ""})
_GENERATION = frozenset({"jr", "sr", "ii", "iii", "iv"})


def folded(word: str) -> str:
    """A name's word in the form in which spellings of one name agree: no marks or article, the endings of transliterated names as one.

    >>> folded("Zelenskiy") == folded("Zelensky") == folded("Zelenskyy") == folded("Zelenskyi"), folded("Erdoğan")
    (True, 'erdogan')
    """
    plain = unicodedata.normalize("NFKD", _ARTICLE.sub("", word.casefold()).translate(_LETTERS))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    return _ENDINGS.sub("i", plain) if len(plain) > 4 else plain


def words_in(name: str) -> list[str]:
    """The words of a name without marks of generation and initials' periods.

    >>> words_in("Donald J. Trump Jr.")
    ['Donald', 'J', 'Trump']
    """
    words = [word.strip(".,") for word in name.replace(",", " ").split()]
    return [word for word in words if word and word.lower() not in _GENERATION] or words


def surname(name: str) -> str:
    """The last word, with what ties to it by particles ("al-Assad", "von der Leyen").

    >>> surname("Bashar al-Assad"), surname("Ursula von der Leyen"), surname("Rustem Umerov")
    ('al-Assad', 'von der Leyen', 'Umerov')
    """
    words = words_in(name)
    if not words:
        return name
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in word_list("actors/particles.txt"):
        first -= 1
    return " ".join(words[first:])


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: equal surnames (folded) and no contradiction in what stands before.

    >>> same_person("Volodymyr Zelenskiy", "Zelensky"), same_person("Bill Clinton", "Hillary Clinton")
    (True, False)
    """
    a, b = [folded(word) for word in words_in(one)], [folded(word) for word in words_in(other)]
    if not a or not b:
        return False
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    if len(short) == 1:
        return short[0] == long[-1] or short[0] == folded(surname(one if long is a else other))
    if short[-1] != long[-1]:
        return False
    if long[-len(short) :] == short:
        return True  # "Peña Nieto" of Enrique Peña Nieto
    first, second = short[0], long[0]
    return first == second or (min(len(first), len(second)) == 1 and first[0] == second[0])
