"""Tokens → the numbers that stand among them: digits, words, mixtures ("2.4 bn", "half a million"), fractions, vague words.

What a number counts, and whether it counts anything at all, is for later steps to say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from onrecord.knowledge.quantities import Quantities, quantities
from onrecord.model.analysis import Token

_PLAIN = re.compile(r"\d{1,15}(?:\.\d{1,9})?")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,9})?")
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,5},\d{3}(?:\.\d{1,9})?")
_EUROPEAN = re.compile(r"\d{1,3}(?:\.\d{3}){2,4}(?:,\d{1,9})?")
_WITH_FRACTION = re.compile(r"(\d{1,9})?([½¼¾⅓⅔⅕⅙⅛⅜⅝⅞])")
_UNICODE_FRACTIONS = {sign: unicodedata.numeric(sign) for sign in "½¼¾⅓⅔⅕⅙⅛⅜⅝⅞"}
_WITH_SCALE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)(k|m|b|t|bn|mn|mil|mln|tn|trn)", re.IGNORECASE)
_HYPHENS = frozenset("-‐‑")
_GROUP_SPACES = frozenset("\u00a0\u2009\u202f")
_LARGEST = 10**17  # beyond it a JSON number is no longer exact in any reader, and no news counts so far


@dataclass(frozen=True)
class Words:
    """The tokens of a text with their lower-case forms; `tight(i)` says that nothing stands between token i - 1 and i."""

    text: str
    tokens: Sequence[Token]
    tables: Quantities = field(default_factory=quantities)

    @cached_property
    def lower(self) -> list[str]:
        return [token.text.lower() for token in self.tokens]

    def word(self, index: int) -> str:
        """The lower-case form of a token, "" outside the text."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def raw(self, index: int) -> str:
        """The token as written, "" outside the text."""
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def tight(self, index: int) -> bool:
        """Whether token `index` touches the one before it."""
        return 0 < index < len(self.tokens) and self.tokens[index - 1].end == self.tokens[index].start


@dataclass(frozen=True)
class Number:
    """Tokens `first` to `last` (exclusive) and what they say. `mantissa` and `scale` are kept apart for "10 to 12 million".

    form: digits, words, vague, or share (a fraction: "a third" is 1/3).
    """

    first: int
    last: int
    low: int | float
    high: int | float | None
    form: str
    approximate: bool = False
    scale: int = 1
    mantissa: int | float = 0
    where: str = "always"


def find_numbers(words: Words) -> list[Number]:
    """The numbers of a text, in order, none overlapping another.

    >>> from onrecord.model.tokens import tokenize
    >>> text = "Half a million fled, 2.4 million stayed, two dozen died; dozens more and twenty-five 12,34,567"
    >>> [(n.low, n.high) for n in find_numbers(Words(text, tokenize(text)))]
    [(500000, 500000), (2400000, 2400000), (24, 24), (24, None), (25, 25), (1234567, 1234567)]
    """
    found: list[Number] = []
    index, total = 0, len(words.tokens)
    lexicon, vague = words.tables.words, words.tables.vague.by_first
    lower = words.lower
    while index < total:
        word = lower[index]
        number = None
        if word[0].isdigit() or word[0] in _UNICODE_FRACTIONS:
            number = _digits(words, index)
        elif word in vague:
            number = _vague(words, index)
        if number is None and (word in lexicon or word in ("a", "an")):
            number = _spelled(words, index)
        if number is None:
            index += 1
        else:
            found.append(number)
            index = number.last
    return found


def whole(value: Decimal | float | int) -> int | float:
    """`value` as an int where it is one.

    >>> whole(2.0), whole(2.5)
    (2, 2.5)
    """
    return int(value) if value == int(value) else float(value)


def _parse(text: str) -> Decimal | None:
    """The value of a run of digits; None where its grouping is no number's."""
    if _PLAIN.fullmatch(text):
        return None if len(text) > 1 and text[0] == "0" and text[1] != "." else Decimal(text)
    if _THOUSANDS.fullmatch(text) or _INDIAN.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if _EUROPEAN.fullmatch(text):
        return Decimal(text.replace(".", "").replace(",", "."))
    return None


def _digits(words: Words, index: int) -> Number | None:
    text = words.raw(index)
    if glued := _WITH_SCALE.fullmatch(text):
        scale = words.tables.words[glued.group(2).lower()][0]
        return _made(index, index + 1, Decimal(glued.group(1)), scale, "digits")
    if glued := _WITH_FRACTION.fullmatch(text):
        value = Decimal(str(int(glued.group(1) or 0) + _UNICODE_FRACTIONS[glued.group(2)]))
        return _scaled(words, index, index + 1, value, "digits" if glued.group(1) else "share")
    if words.raw(index - 1) == "." and words.tight(index) and not words.tight(index - 1) and text.isdecimal():
        return _scaled(words, index - 1, index + 1, Decimal(f"0.{text}"), "digits")  # ".26"
    value_or_none = _parse(text)
    if value_or_none is None:
        return None
    value, last = value_or_none, index + 1
    if len(text) <= 3 and "." not in text:
        value, last = _spaced_groups(words, last, value)
    apart = words.raw(last) == "." and words.tight(last) and words.tight(last + 1)
    if apart and (cut := _WITH_SCALE.fullmatch(f"{text}.{words.raw(last + 1)}")):  # the "2", ".", "5B" of "$2.5B"
        return _made(index, last + 2, Decimal(cut.group(1)), words.tables.words[cut.group(2).lower()][0], "digits")
    if (part := _slash_fraction(words, last)) is not None:
        return _scaled(words, index, last + 3 + (words.raw(last) in _HYPHENS), value + part, "digits")
    if words.word(last) == "and" and words.word(last + 1) == "a" and words.word(last + 2) == "half":
        return _scaled(words, index, last + 3, value + Decimal("0.5"), "digits")
    return _scaled(words, index, last, value, "digits")


def _spaced_groups(words: Words, last: int, value: Decimal) -> tuple[Decimal, int]:
    """Groups of three set apart by spaces: a no-break or thin space, or a plain one before "000"."""
    while last < len(words.tokens) and len(words.raw(last)) == 3 and words.raw(last).isascii():
        group, gap = words.raw(last), words.text[words.tokens[last - 1].end : words.tokens[last].start]
        more = gap == " " and words.raw(last + 1).isdigit() and len(words.raw(last + 1)) == 3
        plain = (gap == " " and group == "000") or more or (gap == " " and value >= 1000)
        if not group.isdigit() or not (gap in _GROUP_SPACES or plain) or value >= _LARGEST:
            break
        value, last = value * 1000 + int(group), last + 1
    return value, last


def _slash_fraction(words: Words, index: int) -> Decimal | None:
    """The 1/2 of "2 1/2" at token `index`, also after a hyphen ("8-1/2")."""
    if words.raw(index) in _HYPHENS and words.tight(index) and words.tight(index + 1):
        index += 1
        hyphen = True
    else:
        hyphen = False
    top, slash, bottom = words.raw(index), words.raw(index + 1), words.raw(index + 2)
    if slash != "/" or not words.tight(index + 1) or not words.tight(index + 2):
        return None
    if words.tight(index) and not hyphen:
        return None
    if not (top.isascii() and bottom.isascii() and top.isdigit() and bottom.isdigit()) or len(top + bottom) > 4:
        return None
    return Decimal(top) / Decimal(bottom) if 0 < int(top) < int(bottom) else None


def _scaled(words: Words, first: int, last: int, value: Decimal, form: str) -> Number | None:
    """The number with a scale word that follows it ("2.4 million", "2-million", "3 dozen", "5m")."""
    scale, index = 1, last
    while True:
        step = index + 1 if words.raw(index) in _HYPHENS and words.tight(index) else index
        known = words.tables.words.get(words.word(step))
        if known is None or known[1] not in ("hundred", "scale", "dozen", "letter"):
            break
        if known[1] == "letter" and not (words.tight(index) and step == index and _letter_is_scale(words, first, step)):
            break
        if scale > 1 and known[1] != "scale":
            break
        scale *= known[0]
        index = last = step + 1
        form = "digits" if form == "share" else form
        if scale > _LARGEST:
            return None
    if scale > 1 and words.word(last) == "and" and words.word(last + 1) == "a" and words.word(last + 2) == "half":
        return _made(first, last + 3, value + Decimal("0.5"), scale, form)
    return _made(first, last, value, scale, form)


def _letter_is_scale(words: Words, first: int, index: int) -> bool:
    """Whether the "m" of "5m" is a million: where money or people are counted, or the letter is no unit."""
    if words.word(index) not in ("m", "t", "mm"):
        return True
    following = words.word(index + 1)
    paid = bool(words.tables.currencies.before(words.lower, first))
    return paid or (words.word(index) != "mm" and following in words.tables.nouns)


def _made(first: int, last: int, value: Decimal, scale: int, form: str) -> Number | None:
    product = value * scale
    if abs(product) > _LARGEST:
        return None
    plain = whole(product)
    return Number(first, last, plain, plain, form, scale=scale, mantissa=whole(value))


def _vague(words: Words, index: int) -> Number | None:
    found = words.tables.vague.at(words.lower, index)
    if found is None:
        return None
    size, vague = found
    last, scale = index + size, 1
    if vague.where != "always":
        while (known := words.tables.words.get(words.word(last))) and known[1] in ("hundred", "scale", "dozen"):
            if known[0] == 20 or (scale * known[0]) > _LARGEST:
                break
            scale, last = scale * known[0], last + 1
        if scale == 1 and vague.where == "scaled":
            return None
    high = None if vague.high is None else vague.high * scale
    where = "always" if scale > 1 else vague.where
    return Number(index, last, vague.low * scale, high, "vague", vague.approximate, scale, vague.low, where)


def _spelled(words: Words, index: int) -> Number | None:
    """A number in words, from token `index` on, or None."""
    if words.word(index) == "half":
        return _half(words, index)
    if words.word(index) == "quarter" and words.raw(index + 1) in _HYPHENS and words.word(index + 2) == "percentage":
        return _made(index, index + 1, Decimal("0.25"), 1, "words")
    if words.word(index) == "quarter":
        known = words.tables.words.get(words.word(index + 1))
        return _scaled(words, index, index + 1, Decimal("0.25"), "words") if known and known[1] == "scale" else None
    if words.word(index) in ("a", "an"):
        return _with_article(words, index)
    value, last = _cardinal(words, index)
    if last == index:
        return None
    step = last + 1 if words.raw(last) in _HYPHENS and words.tight(last) else last
    part = words.tables.words.get(words.word(step))
    if part and part[1] in ("part", "parts", "half") and 0 < value <= part[0]:
        if (part[1] == "parts") == (value > 1):
            return _share(words, index, step + 1, value / Decimal(part[0]))
        return None
    halves = [w for w in (words.raw(last), words.raw(last + 2), words.raw(last + 4)) if w in _HYPHENS]
    plain = [words.word(k) for k in range(last, last + 6) if words.raw(k) not in _HYPHENS]
    if plain[:3] in (["and", "a", "half"], ["and", "one", "half"]):
        ending = words.tables.words[words.word(last - 1)]
        if ending[1] == "scale":
            return _made(index, last + 3 + len(halves), value + Decimal(ending[0]) / 2, 1, "words")
        return _scaled(words, index, last + 3 + len(halves), value + Decimal("0.5"), "words")
    fraction = words.tables.words.get(plain[2], (0, "")) if plain[:2] in (["and", "a"], ["and", "one"]) else (0, "")
    beyond = words.word(last + 3)
    measured = beyond in words.tables.words or beyond == "times" or words.tables.units.at(words.lower, last + 3)
    if fraction[1] == "part" and value < 1000 and words.word(last) == "and" and (measured or not beyond.isalpha()):
        return _scaled(words, index, last + 3, value + 1 / Decimal(fraction[0]), "words")
    if plain[:2] == ["point"] or (plain[:1] == ["point"] and len(plain) > 1 and plain[1] in words.tables.words):
        digits, end = "", last + 1
        while (known := words.tables.words.get(words.word(end))) and known[1] == "small" and known[0] < 10:
            digits, end = digits + str(known[0]), end + 1
        if 0 < len(digits) < 9:
            return _scaled(words, index, end, value + Decimal("0." + digits), "words")
    return _made(index, last, value, 1, "words")


def _cardinal(words: Words, index: int) -> tuple[Decimal, int]:
    """The value of a run of number words and the token after it: "two hundred and twenty-five thousand"."""
    total, group, previous, last = 0, 0, "", index
    while last - index < 24:
        step = last
        if previous and words.raw(step) in _HYPHENS and words.tight(step) and words.tight(step + 1):
            step += 1
        elif previous in ("hundred", "scale") and words.word(step) == "and":
            ahead = words.tables.words.get(words.word(step + 1))
            beyond = words.tables.words.get(words.word(step + 2))
            if not ahead or ahead[1] not in ("small", "tens"):
                break
            if beyond and beyond[1] == "hundred" and previous == "hundred":
                break
            step += 1
        known = words.tables.words.get(words.word(step))
        if known is None or not _may_follow(known, previous, group):
            break
        value, kind = known
        if kind in ("hundred", "dozen"):
            group = max(group, 1) * value
        elif kind == "scale" and previous == "scale" and group == 0:
            total *= value  # "three lakh crore"
        elif kind == "scale":
            total, group = total + max(group, 1) * value, 0
        else:
            group += value
        previous, last = kind, step + 1
    return Decimal(total + group), last


def _may_follow(known: tuple[int, str], previous: str, group: int) -> bool:
    value, kind = known
    if kind == "small":
        return previous in ("", "hundred", "scale") or (previous == "tens" and 0 < value < 10)
    if kind == "tens":
        return previous in ("", "hundred", "scale")
    if kind == "hundred":
        return previous == "small" and 0 < group < 100
    if kind == "dozen":
        return previous in ("small", "tens") and 0 < group < 100
    return kind == "scale" and (
        previous in ("small", "tens", "hundred", "dozen") or (previous == "scale" and value == 10**7)
    )


def _with_article(words: Words, index: int) -> Number | None:
    """ "a dozen", "a hundred and two", "a million", "a third", "a quarter of a million", "a half"."""
    known = words.tables.words.get(words.word(index + 1))
    if known is None:
        return _one_unit(words, index)
    if known[1] in ("small", "tens", "letter", "parts"):
        return None
    value, kind = known
    if kind == "part":
        hyphened = (
            words.raw(index + 2) in _HYPHENS and words.tables.words.get(words.word(index + 3), (0, ""))[1] == "scale"
        )
        if hyphened:  # "a quarter-million"
            return _scaled(words, index, index + 2, 1 / Decimal(value), "words")
        return _share(words, index, index + 2, 1 / Decimal(value))
    if kind == "half":
        return _half(words, index + 1, index)
    if value == 20:
        return None
    if kind == "dozen" and words.word(index + 2) not in ("million", "thousand", "billion"):
        return _made(index, index + 2, Decimal(value), 1, "words")
    if kind == "hundred" and words.word(index + 2) == "and":
        tail, last = _cardinal(words, index + 3)
        if last > index + 3 and tail < 100:
            return _made(index, last, value + tail, 1, "words")
    return _scaled(words, index, index + 1, Decimal(1), "words")


def _one_unit(words: Words, index: int) -> Number | None:
    """The "a" of "more than a week", "nearly a mile": one, where words bound it."""
    unit, bound = words.tables.units.at(words.lower, index + 1), words.tables.before.before(words.lower, index)
    if (
        unit is None
        or bound is None
        or not words.raw(index + 1).isalpha()
        or bound[1] not in ("low", "high", "approximate")
        or words.raw(index + 2) in _HYPHENS
    ):
        return None
    return _made(index, index + 1, Decimal(1), 1, "words")


def _half(words: Words, index: int, first: int | None = None) -> Number | None:
    """ "half a million", "half-dozen", "half the …"; `first` is the article before it."""
    first = index if first is None else first
    step = index + 1
    if words.raw(step) in _HYPHENS and words.tight(step):
        step += 1
    if words.word(step) in ("a", "an"):
        step += 1
    known = words.tables.words.get(words.word(step))
    if known and known[1] in ("dozen", "scale") and known[0] != 20:
        return _scaled(words, first, step, Decimal("0.5"), "words")
    if words.tables.units.at(words.lower, step) and words.word(index + 1) != "the":
        return _made(first, index + 1 if words.raw(index + 1) in _HYPHENS else step, Decimal("0.5"), 1, "words")
    if step > index + 1:
        return None
    return _share(words, first, index + 1, Decimal("0.5"))


def _share(words: Words, first: int, last: int, value: Decimal) -> Number | None:
    """A part of 1, or of the million that follows ("a quarter of a million")."""
    if words.word(last) == "of" and words.word(last + 1) in ("a", "one"):
        known = words.tables.words.get(words.word(last + 2))
        if known and known[1] == "scale":
            return _made(first, last + 3, value, known[0], "words")
    return Number(first, last, float(value), float(value), "share", mantissa=float(value))
