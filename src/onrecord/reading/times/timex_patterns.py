"""Tokens → the phrases that the rules of `times/time_rules.txt` find in them.

Every token is given a *kind*: the set of classes it may stand for ("second" is a unit and an ordinal, "12" a number, a day of
the month and an hour). A kind is written as one private character, so a text becomes a string of one character a token and a
rule becomes an ordinary regular expression over it: short strings, no nested repetition, linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows
from onrecord.model.analysis import Range, Token
from onrecord.model.tokens import tokenize

Meanings = Mapping[str, str]
"""What a token may stand for: class → value."""

_OTHER = "\x00"
_TRIGGERS = frozenset(
    [
        "MONTH",
        "WEEKDAY",
        "WEEKDAYS",
        "SHORTDAY",
        "UNIT",
        "UNITS",
        "WEEKEND",
        "PART",
        "PARTS",
        "MOMENT",
        "SEASON",
        "DEICTIC",
        "TONIGHT",
        "OVERNIGHT",
        "SETWORD",
        "REFERENCE",
        "FUTURE",
        "PASTWORD",
        "TERM",
        "YEAR",
        "TWO",
        "DECADE",
        "CLOCK",
        "HHMM",
        "MERIDIEM",
        "OCLOCK",
        "QUARTER",
        "HALF",
        "HOLIDAY",
        "ERA",
        "ERAFIRST",
        "CENTURIES",
        "PERIOD",
    ]
)
_FIRST_KIND = 0xE000  # the private use area: one character a kind
_LONGEST_WORD = 16  # no word of the tables is longer
_DIGITS = (
    # pattern, classes; the value is the digits themselves, suffixes cut off
    (r"0?[1-9]|1[0-2]", "NUMBER DAY MONTHNO HOUR"),
    (r"0?0|1[3-9]|2[0-4]", "NUMBER DAY HOUR"),
    (r"2[5-9]|3[01]", "NUMBER DAY"),
    (r"\d{1,3}|\d{1,3}(?:,\d{3})+|\d+\.\d", "NUMBER"),
    (r"1[0-9]{3}|20\d\d|21\d\d", "YEAR"),
    (r"(?:[01]\d|2[0-3])[0-5]\d", "HHMM"),
    (r"\d\d", "TWO"),
    (r"(?:0?[1-9]|1\d|2[0-3])\.[0-5]\d", "DECIMAL"),
    (r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?", "CLOCK"),
    (r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)", "ORDINAL ORDDAY"),
    (r"(?:[3-9]\d|[12]?\d\d)(?:st|nd|rd|th)", "ORDINAL"),
    (r"(?:1\d|20)?\d0['’]?s", "DECADE"),
)
_SAMPLES = [
    "0",
    "1",
    "01",
    "13",
    "25",
    "32",
    "100",
    "1,000",
    "2.5",
    "2.30",
    "1630",
    "1995",
    "0830",
    "2015",
    "2199",
    "2060",
    "2460",
    "4:30",
    "1st",
    "32nd",
    "99th",
    "1990s",
    "90s",
]


@dataclass(frozen=True, slots=True)
class Phrase:
    """One match of a rule: its meaning, its tokens, and the words in them by class, in the order of the text."""

    meaning: str
    first: int
    last: int
    bound: dict[str, list[str]]

    def has(self, *names: str) -> bool:
        """Whether one of these classes (lower case) is in the phrase."""
        return any(name in self.bound for name in names)

    def value(self, name: str, default: str = "") -> str:
        """The value of the first word of this class."""
        return self.bound[name][0] if name in self.bound else default


class _Rule(NamedTuple):
    meaning: str
    expression: re.Pattern[str]
    names: dict[str, str]  # group → class


@dataclass(frozen=True, slots=True)
class _Grammar:
    words: dict[str, list[tuple[str, str, bool]]]
    holidays: dict[str, list[tuple[tuple[str, ...], str, bool]]]
    holiday_heads: frozenset[str]
    kinds: dict[frozenset[str], str]
    triggers: frozenset[str]
    rules: tuple[_Rule, ...]


def normalised(word: str) -> str:
    """The form a word has in the tables: lower case, straight apostrophe, no final period.

    >>> [normalised(word) for word in ("Oct.", "p.m.", "’ll", ".")]
    ['oct', 'p.m', "'ll", '.']
    """
    word = word.lower().replace("’", "'").replace("ʼ", "'")
    return word[:-1] if len(word) > 1 and word[-1] == "." else word


def phrases(tokens: Sequence[Token], sentences: Sequence[Range]) -> list[Phrase]:
    """The time phrases of a text, longest first where they overlap, in the order of the text, none overlapping.

    >>> from onrecord.model.analyse import analyse
    >>> found = analyse("It rained for three days until last Friday.")
    >>> [(phrase.meaning, phrase.bound) for phrase in phrases(found.tokens, found.sentences)]
    [('duration', {'number': ['3'], 'units': ['day']}), ('deictic', {'last': ['-1'], 'weekday': ['5']})]
    """
    grammar = _grammar()
    meanings: dict[int, Meanings] = {}
    for index, token in enumerate(tokens):
        if len(token.text) <= _LONGEST_WORD:
            found = _meanings(token.text)
            if found is not None:
                meanings[index] = found
    _mark_holidays(tokens, meanings, grammar)
    kinds, places = _kinds(sentences, meanings, grammar)
    matches = []
    for order, rule in enumerate(grammar.rules):
        for match in rule.expression.finditer(kinds):
            matches.append((match.start() - match.end(), order, match, rule))
    matches.sort(key=lambda item: (item[0], item[1], item[2].start()))
    taken = bytearray(len(kinds))
    chosen = []
    for _, _, match, rule in matches:
        start, end = match.span()
        if not any(taken[start:end]):
            taken[start:end] = b"\x01" * (end - start)
            if rule.meaning != "none":
                chosen.append((start, end, rule, match))
    chosen.sort(key=lambda item: item[0])
    return [_phrase(start, end, rule, match, places, meanings) for start, end, rule, match in chosen]


def _phrase(
    start: int, end: int, rule: _Rule, match: re.Match[str], places: Sequence[int], meanings: Mapping[int, Meanings]
) -> Phrase:
    spans = sorted((match.span(group), name) for group, name in rule.names.items() if match.start(group) >= 0)
    bound: dict[str, list[str]] = {}
    for (at, _), name in spans:
        bound.setdefault(name, []).append(meanings[places[at]][name.upper()])
    return Phrase(rule.meaning, places[start], places[end - 1] + 1, bound)


def _kinds(sentences: Sequence[Range], meanings: Mapping[int, Meanings], grammar: _Grammar) -> tuple[str, list[int]]:
    """The string of kinds and the token that each of its characters stands for.

    Only runs of known words that hold a trigger (a month, a unit, a year …) are written; a mark stands between runs.
    """
    characters: list[str] = []
    places: list[int] = []
    run: list[int] = []
    kinds, triggers = grammar.kinds, grammar.triggers

    def close() -> None:
        written = [kinds.get(frozenset(meanings[index]), _OTHER) for index in run]
        if not triggers.isdisjoint(written):
            characters.extend(written)
            characters.append(_OTHER)
            places.extend(run)
            places.append(run[-1])
        run.clear()

    ends = {sentence.last for sentence in sentences}
    for index in sorted(meanings):
        if run and (index != run[-1] + 1 or index in ends):
            close()
        run.append(index)
    if run:
        close()
    return "".join(characters), places


@lru_cache(maxsize=50_000)
def _meanings(word: str) -> Mapping[str, str] | None:
    """The classes of one word, each with its value; None where it has none."""
    if word[0].isdigit():
        return _digit_meanings(word) or None
    found = _grammar().words.get(normalised(word))
    if not found:
        return None
    capital = word[0].isupper()
    return {name: value for name, value, needs_capital in found if capital or not needs_capital} or None


@cache
def _digit_rules() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(pattern), tuple(names.split())) for pattern, names in _DIGITS)


def _digit_meanings(word: str) -> dict[str, str]:
    if not word.isascii():
        word = word.replace("’", "'")
    found: dict[str, str] = {}
    value = re.sub(r"(?<=\d)(?:st|nd|rd|th|'?s)$", "", word)
    for pattern, names in _digit_rules():
        if pattern.fullmatch(word):
            for name in names:
                found.setdefault(name, value)
    return found


def _mark_holidays(tokens: Sequence[Token], meanings: dict[int, Meanings], grammar: _Grammar) -> None:
    """Where the name of a holiday stands, its first token becomes a HOLIDAY and the rest INSIDE it."""
    covered = 0
    for index, token in enumerate(tokens):
        if index < covered or token.text not in grammar.holiday_heads:
            continue
        for name, rule, capital in grammar.holidays.get(normalised(token.text), ()):
            if capital and not token.text[0].isupper():
                continue
            following = tuple(normalised(t.text) for t in tokens[index : index + len(name)])
            if following == name:
                meanings[index] = {"HOLIDAY": rule}
                covered = index + len(name)
                for inside in range(index + 1, covered):
                    meanings[inside] = {"INSIDE": ""}
                break


@cache
def _grammar() -> _Grammar:
    words: dict[str, list[tuple[str, str, bool]]] = {}
    for word, name, value, case in rows("times/time_words.txt", 4):
        words.setdefault(word, []).append((name, value, case == "capital"))
    macros: dict[str, str] = {}
    patterns: list[tuple[str, str]] = []
    for meaning, pattern in rows("times/time_rules.txt", 2):
        if meaning.startswith("macro "):
            macros[meaning.removeprefix("macro ").strip()] = pattern
        else:
            patterns.append((meaning, pattern))
    expanded = [(meaning, _expanded(pattern, macros)) for meaning, pattern in patterns]
    for word in sorted(
        {word for _, pattern in expanded for word in re.findall(r"[A-Za-z]+", pattern) if word.islower()}
    ):
        words.setdefault(word, []).append((f"={word}", "", False))
    holidays: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
    for name, rule, case in rows("times/time_holidays.txt", 3):
        split = tuple(normalised(token.text) for token in tokenize(name))
        holidays.setdefault(split[0], []).append((split, rule, case == "capital"))
    for found in holidays.values():
        found.sort(key=lambda item: -len(item[0]))
    kinds: dict[frozenset[str], str] = {}
    for names in _all_kinds(words):
        kinds.setdefault(names, chr(_FIRST_KIND + len(kinds)))
    return _Grammar(
        words=words,
        holidays=holidays,
        holiday_heads=frozenset(
            form for head in holidays for form in (head, head.capitalize(), head.upper(), f"{head.capitalize()}.")
        ),
        kinds=kinds,
        triggers=frozenset(character for names, character in kinds.items() if not names.isdisjoint(_TRIGGERS)),
        rules=tuple(_compiled(meaning, pattern, kinds) for meaning, pattern in expanded),
    )


def _all_kinds(words: Mapping[str, Sequence[tuple[str, str, bool]]]) -> list[frozenset[str]]:
    """Every set of classes that a token can have."""
    found = [frozenset({"HOLIDAY"}), frozenset({"INSIDE"})]
    for entries in words.values():
        found.append(frozenset(name for name, _, _ in entries))
        found.append(frozenset(name for name, _, needs_capital in entries if not needs_capital))
    for sample in [*_SAMPLES, *(str(n) for n in range(2200)), *(f"{n:02d}" for n in range(100))]:
        found.append(frozenset(_digit_meanings(sample)))
    return [names for names in found if names]


def _expanded(pattern: str, macros: Mapping[str, str]) -> str:
    for _ in range(4):  # macros may name macros, three deep at most
        pattern = re.sub(r"\{(\w+)\}", lambda found: f"({macros[found.group(1)]})", pattern)
    return pattern


def _compiled(meaning: str, pattern: str, kinds: Mapping[frozenset[str], str]) -> _Rule:
    """The rule as a regular expression over kinds, one named group a class.

    Raises:
        ValueError: the pattern names a class that no word has, or holds something that is no pattern.
    """
    names: dict[str, str] = {}

    def characters(name: str) -> str:
        key = f"={name}" if name.islower() else name
        found = "".join(character for kind, character in kinds.items() if key in kind)
        if not found:
            raise ValueError(f"times/time_rules.txt: no word has the class {name!r} ({pattern!r})")
        return found

    def replaced(found: re.Match[str]) -> str:
        look, word, mark = found.group("look", "word", "mark")
        if look:
            sign = {"<=": "(?<=", "<!": "(?<!", ">=": "(?=", ">!": "(?!"}[look[:2]]
            return f"{sign}[{''.join(characters(name) for name in look[2:].split(','))}])"
        if word:
            if word.islower():
                return f"[{characters(word)}]"
            group = f"g{len(names)}"
            names[group] = word.lower()
            return f"(?P<{group}>[{characters(word)}])"
        return {"(": "(?:"}.get(mark, mark) if mark else ""

    lexed = re.compile(r"(?P<look>[<>][=!][\w,']+)|(?P<word>[A-Za-z]+)|(?P<mark>[()|?])|\s+")
    if lexed.sub("", pattern):
        raise ValueError(f"times/time_rules.txt: {lexed.sub('', pattern)!r} in {pattern!r} is no pattern")
    return _Rule(meaning, re.compile(lexed.sub(replaced, pattern)), names)
