"""What an amount counts: the noun phrase after it, and the category that its last word makes."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.knowledge.quantities import Quantities
from onrecord.reading.figures.amounts import Amount
from onrecord.reading.figures.numbers import Words
from onrecord.records import FigureCategory

_REACH = 6  # words from the number to the noun it counts


@dataclass(frozen=True)
class Counted:
    """Tokens `first` to `last` that name what is counted (`first == last`: nothing does), and the category."""

    first: int
    last: int
    category: FigureCategory | None


def counted(words: Words, amount: Amount, last: int) -> Counted:
    """What `amount`, whose words end before token `last`, counts.

    >>> from onrecord.model.tokens import tokenize
    >>> from onrecord.reading.figures.amounts import amounts
    >>> from onrecord.reading.figures.numbers import find_numbers
    >>> text = "12 Russian fighter jets, 40 of the 75 members of parliament voted"
    >>> words = Words(text, tokenize(text))
    >>> [words.lower[c.first : c.last] for a in amounts(words, find_numbers(words)) for c in [counted(words, a, a.last)]]
    [['russian', 'fighter', 'jets'], [], ['members', 'of', 'parliament']]
    """
    if amount.joined:
        return _joined(words, amount)
    index = last
    if amount.unit is not None or amount.number.form == "share":
        return _measured(words, amount, index)
    skipped = words.tables.contexts["skip before noun"]
    if words.word(index) in ("to", "in"):
        return Counted(index, index, None)
    if words.lower[index : index + 2] == ["head", "of"]:
        index += 2  # "600 head of cattle"
    if words.lower[index : index + 2] in (["of", "them"], ["of", "whom"]) and is_plural(words, index + 2):
        index += 2  # "49 died, nine of them firefighters"
    while words.word(index) in skipped and index < last + 4:
        index += 1
    if words.word(index) == "other" or (index > last and words.word(index) == "more"):
        index += 1
    return _plural(words, index, amount.low == 1 and amount.high == 1)


def category_of(tables: Quantities, raw: str) -> FigureCategory | None:
    """The category that a noun makes; None if it makes none.

    >>> from onrecord.knowledge.quantities import quantities
    >>> [category_of(quantities(), word) for word in ("rebels", "Palestinians", "buckets")]
    ['troops', 'people', None]
    """
    word = raw.lower()
    if found := tables.nouns.get(word):
        return found
    for ending, capital, kind in tables.endings:
        if word.endswith(ending) and len(word) > len(ending) + 2 and (raw[0].isupper() or not capital):
            return kind
    return None


def _joined(words: Words, amount: Amount) -> Counted:
    """ "a 12-member panel": the members; "a 10,000-strong force": the force."""
    noun = amount.last - 1
    if words.word(noun) == "strong":
        end = noun + 1
        while end < noun + 4 and words.raw(end).isalpha() and not _ends(words, end):
            end += 1
        kind = category_of(words.tables, words.raw(end - 1)) if end > noun + 1 else None
        return Counted(noun + 1, end, kind or "people")
    return Counted(noun, noun + 1, category_of(words.tables, words.raw(noun)) or "other")


def _measured(words: Words, amount: Amount, index: int) -> Counted:
    """What a measure is of: "tonnes of grain", "$2bn in aid", "40% of voters", "half the village"."""
    unit = amount.unit
    share = unit is None or unit.name == "percent"
    if unit is not None and unit.category == "duration":
        return Counted(index, index, unit.category)
    kind: FigureCategory = unit.category if unit else "percent"
    word = words.word(index)
    if word == "worth" and words.word(index + 1) == "of":
        index += 2
    elif word == "of" or (word == "in" and kind == "money"):
        index += 1
    elif not share or word in ("in", "") or (unit is not None and word not in ("the",)):
        return Counted(index, index, kind)
    if share:
        while words.word(index) in words.tables.contexts["skip before noun"]:
            index += 1
    start = index
    plural = _plural(words, index, False)
    if plural.last > plural.first and not (kind == "money" and word == "in" and words.raw(index)[0].isupper()):
        return Counted(plural.first, plural.last, kind)
    while index < start + 3 and words.raw(index).isalpha() and words.raw(index).islower() and not _ends(words, index):
        if index > start and words.word(index).endswith("ed"):
            break
        index += 1
    return Counted(start, index, kind)


def _ends(words: Words, index: int) -> bool:
    """Whether a noun phrase cannot go on with this token."""
    word = words.word(index)
    if word in words.tables.contexts["phrase end"]:
        if word not in words.tables.contexts["also adjective"]:
            return True
        return not is_plural(words, index + 1) and not is_plural(words, index + 2)
    known = words.tables.words.get(word)
    return known is not None and known[1] not in ("letter", "part")


def is_plural(words: Words, index: int) -> bool:
    """Whether a token reads as a plural noun."""
    word = words.word(index)
    contexts = words.tables.contexts
    if word in contexts["irregular plural"]:
        return True
    if len(word) < 3 or not word[0].isalpha() or word in contexts["no plural"] or word in contexts["phrase end"]:
        return False
    if word[-1] == "s" and word[-2:] not in ("ss", "us", "is"):
        return True
    kind = words.tables.nouns.get(word)
    return (kind is not None and word.endswith(("men", "ren"))) or (word[-2:] == "is" and words.raw(index)[0].isupper())


def _plural(words: Words, index: int, single: bool) -> Counted:
    """The noun phrase from token `index` to its plural noun (or, after "one", its first known noun)."""
    end = index
    while end < index + _REACH:
        raw = words.raw(end)
        hyphen = raw in ("-", "‐", "‑") and words.tight(end) and end > index
        if end > index and "\n" in words.text[words.tokens[end - 1].end : words.tokens[end].start if raw else None]:
            break
        if raw == "and" and end > index and _joins(words, end):
            end += 1
            continue
        if raw.isdigit() and end > index + 1 and words.raw(end - 1) in ("-", "‐", "‑") and words.tight(end):
            end += 1  # "COVID-19 deaths"
            continue
        word = raw.isalnum() or (raw.endswith(".") and raw[:1].isupper())
        if not (hyphen or (raw[:1].isalpha() and word)) or (not hyphen and _ends(words, end)):
            break
        end += 1
    for head in range(index, end):
        known = words.tables.nouns.get(words.word(head))
        if single and known is None:
            continue
        if single or is_plural(words, head):
            last = head + 1
            while last < end and not single and _goes_on(words, last):
                last += 1
            if words.raw(last) in ("'", "’") and words.tight(last) and is_plural(words, last + 1):
                last += 2  # "veterans' groups"
            return _extended(words, index, last)
    befallen = any(words.tables.harms[use].at(words.lower, index) for use in ("after", "verb"))
    if end - index == 1 and not befallen and (kind := category_of(words.tables, words.raw(index))):
        return Counted(index, end, kind)
    return Counted(index, index, None)


def _joins(words: Words, index: int) -> bool:
    """Whether the "and" at `index` stands inside what is counted: "Dutch and Belgian drivers", "gay and transgender people"."""
    before, after = words.raw(index - 1), words.raw(index + 1)
    if before[:1].isupper() and after[:1].isupper():
        return True
    plain = before.isalpha() and after.isalpha() and not _ends(words, index + 1)
    alike = not is_plural(words, index - 1) and not is_plural(words, index + 1)
    return plain and alike and words.tables.nouns.get(words.word(index + 2)) in ("people", "troops")


def _goes_on(words: Words, index: int) -> bool:
    """Whether a noun goes on with the noun at `index`: "police officers"; "people wounded" does not."""
    word = words.word(index)
    return is_plural(words, index) or (word in words.tables.nouns and word not in words.tables.contexts["phrase end"])


def _extended(words: Words, first: int, last: int) -> Counted:
    """The phrase with a bare "of …" that completes it: "rounds of ammunition", "members of parliament"."""
    kind = words.tables.nouns.get(" ".join(words.lower[last - 2 : last])) or category_of(
        words.tables, words.raw(last - 1)
    )
    tail = last + 1
    possessive = words.raw(tail + 1) in ("'", "’", "'s", "’s") and words.tight(tail + 1)
    completes = words.word(last) == "of" and not possessive and words.raw(tail)[:1].isalpha() and not _ends(words, tail)
    if not completes or not (words.raw(tail).islower() or is_plural(words, tail)):
        return Counted(first, last, kind)
    if words.raw(tail + 1).isalpha() and not _ends(words, tail + 1):
        return Counted(first, last, kind)
    return Counted(first, tail + 1, kind or category_of(words.tables, words.raw(tail)))
