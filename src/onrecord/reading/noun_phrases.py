"""Noun phrases without a parser: the subject before a verb, the phrase after a preposition, with their appositions.

Rules over word classes; where they cannot tell they answer None, because a wrong source is worse than none.
"""

from __future__ import annotations

from typing import NamedTuple

from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Range
from onrecord.reading.attribution import Ground

_PERSONAL = words_of("personal")
_SUBJECT = words_of("subject")
_OBJECT = words_of("object")
_DETERMINER = words_of("determiner", "possessive")
_PREPOSITION = words_of("preposition")
_TIME = words_of("time")
_PAST_TIME = words_of("pasttime")
_ADVERB = words_of("adverb")
_LINKING = frozenset(
    [
        "of",
        "for",
        "at",
        "in",
        "from",
        "with",
        "on",
        "to",
        "against",
        "near",
        "behind",
        "inside",
        "including",
        "within",
        "by",
        "under",
    ]
)
_PREDETERMINER = frozenset(["all", "both", "some", "many", "most", "half", "several", "one", "none", "each", "few"])
_APPOSITION_CLOSERS = frozenset(["however", "though", "meanwhile", "too", "in", "for", "speaking", "citing", "like"])
_LONGEST = 45
_APPOSITION_PARTS = 4


class Subject(NamedTuple):
    """A subject: its tokens, and how it was found."""

    tokens: Range
    how: str  # pronoun | name | phrase | apposition | relative


def subject_before(ground: Ground, verb: int, floor: int) -> Subject | None:
    """The subject that ends right before the token `verb`, not reaching before `floor`.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.quotations import find_quotations
    >>> text = "On Tuesday John Smith, the mayor of Oslo, said so."
    >>> ground = Ground(analyse(text), find_quotations(text))
    >>> found = subject_before(ground, ground.lower.index("said"), 0)
    >>> [token.text for token in ground.tokens[found.tokens.first : found.tokens.last]]
    ['John', 'Smith', ',', 'the', 'mayor', 'of', 'Oslo', ',']
    """
    last = verb - 1
    if last < floor or ground.wall[last] >= 0:
        return None
    word = ground.lower[last]
    if word in ("who", "which", "that") and last > floor:
        return _antecedent(ground, last, floor)
    if word == "you":
        return None
    if word in _PERSONAL:
        return Subject(Range(last, verb), "pronoun")
    if word in (",", ")", "—", "–", "--", "-"):
        return _with_apposition(ground, last, floor)
    found = phrase_before(ground, last, floor)
    if found is None:
        return None
    named = ground.is_capitalised(found.last - 1)
    return Subject(found, "name" if named else "phrase")


def _antecedent(ground: Ground, relative: int, floor: int) -> Subject | None:
    last = relative - 1
    if ground.lower[last] == ",":
        last -= 1
    elif ground.lower[relative] == "that":
        return None
    if last < floor or ground.wall[last] >= 0:
        return None
    found = phrase_before(ground, last, floor)
    return Subject(Range(found.first, relative + 1), "relative") if found else None


def _with_apposition(ground: Ground, closing: int, floor: int) -> Subject | None:
    """`X, the head of Y,` and `X (R-Ohio)` before a verb: X with all that explains it."""
    opening, parts = closing - 1, 0
    mark = "(" if ground.lower[closing] == ")" else ground.lower[closing]
    while opening > floor and closing - opening < _LONGEST:
        if ground.wall[opening] >= 0:
            return None
        if ground.lower[opening] == mark:
            parts += 1
            if opening + 1 < closing and _explains(ground, opening + 1):
                head = _before_brackets(ground, opening - 1, floor)
                before = ground.lower[head]
                if before not in _PERSONAL:
                    found = phrase_before(ground, head, floor)
                    if found and not _is_adverbial(ground, found, floor):
                        aside = ground.lower[opening + 1] in _APPOSITION_CLOSERS
                        return Subject(found if aside else Range(found.first, closing + 1), "apposition")
                elif ground.lower[opening + 1] in _APPOSITION_CLOSERS:
                    return Subject(Range(opening - 1, opening), "pronoun")
            if parts >= _APPOSITION_PARTS or mark == "(":
                return None
        opening -= 1
    return None


def _before_brackets(ground: Ground, last: int, floor: int) -> int:
    """`last`, or what stands before the brackets that end there: "Zoe Lofgren (D-Calif.)"."""
    if ground.lower[last] == ")":
        for index in range(last - 1, max(floor, last - 8), -1):
            if ground.lower[index] == "(":
                return index - 1
    return last


def _explains(ground: Ground, first: int) -> bool:
    """Whether what begins at `first`, after a comma, can be an apposition or an aside."""
    word = ground.lower[first]
    if word in _PERSONAL or word in ("and", "but", "or", "that"):
        return False
    return (
        word in _DETERMINER
        or word in ("who", "which", "whose", "whom", "then", "now", "also", "once", "himself", "herself")
        or word in _APPOSITION_CLOSERS
        or ground.is_nominal(first)
        or ground.mark[first]
        or word in _PREPOSITION
    )


def _is_adverbial(ground: Ground, phrase: Range, floor: int) -> bool:
    """Whether a noun phrase belongs to "On Tuesday", "In Paris" at the beginning rather than naming somebody."""
    before = phrase.first - 1
    if ground.lower[phrase.last - 1] in _TIME:
        return True
    return before >= floor and ground.lower[before] in _PREPOSITION


def phrase_before(ground: Ground, last: int, floor: int) -> Range | None:
    """The noun phrase whose last token is `last`: determiner, modifiers, "of …" and the like included."""
    word = ground.lower[last]
    if word in _SUBJECT or word in _OBJECT:
        if word in _OBJECT and word not in _SUBJECT:
            return None
        first = last
    elif not ground.is_nominal(last) or (
        not ground.is_word(last) and not ground.mark[last] and word not in ("’", "'", ".")
    ):
        return None
    else:
        first = last
    while first > floor and last - first < _LONGEST:
        before = first - 1
        if ground.wall[before] >= 0:
            break
        word = ground.lower[before]
        here = ground.lower[first]
        if here in _DETERMINER and not _goes_on_before_determiner(ground, before, floor):
            break
        if ground.mark[before] and ground.tokens[before].end < ground.tokens[first].start and before == floor:
            break
        if word in _TIME and not ground.is_nominal(last):
            break
        if word in _DETERMINER or (ground.is_nominal(before) and not ground.is_verb_like(before)):
            first = before
        elif (
            (word in _LINKING and before > floor and _can_link(ground, before, floor))
            or (word == "and" and before > floor and _joins(ground, before, first, floor))
            or (word == "," and before > floor and _lists(ground, before, first, last, floor))
        ):
            first = before - 1
        else:
            break
    first = _without_adverbial(ground, first, last)
    if first > last or ground.lower[last] in _TIME:
        return None
    if not any(ground.is_word(index) for index in range(first, last + 1)):
        return None
    return Range(first, last + 1)


def _goes_on_before_determiner(ground: Ground, before: int, floor: int) -> bool:
    word = ground.lower[before]
    if word in _PREDETERMINER:
        return True
    if word == "and":
        return True
    return word in _LINKING and before > floor and _can_link(ground, before, floor)


def _can_link(ground: Ground, preposition: int, floor: int) -> bool:
    """Whether the preposition hangs on a noun before it ("head of …"), not on a verb or the sentence ("In …")."""
    before = preposition - 1
    if before < floor or ground.wall[before] >= 0 or ground.lower[before] in _TIME:
        return False
    if ground.lower[before] in _PREDETERMINER:
        return ground.lower[preposition] == "of"
    if not ground.is_nominal(before) or not ground.is_word(before) or ground.is_verb_like(before):
        return False
    return not ground.lower[before].endswith("ly")


def _joins(ground: Ground, conjunction: int, first: int, floor: int) -> bool:
    """Whether "and" joins two noun phrases ("Smith and Jones"), not two clauses ("he left and Jones")."""
    before = conjunction - 1
    if before < floor or ground.wall[before] >= 0 or not ground.is_nominal(before) or not ground.is_word(before):
        return False
    if ground.is_verb_like(before):
        return False
    if ground.is_capitalised(before) and ground.is_capitalised(first):
        return not _verb_between(ground, floor, before)
    if ground.is_capitalised(before) and ground.lower[first] in ("other", "others", "several", "two", "three", "both"):
        return not _verb_between(ground, floor, before)
    return ground.lower[before].endswith("s") and not _verb_between(ground, floor, before)


def _lists(ground: Ground, comma: int, first: int, last: int, floor: int) -> bool:
    """Whether the comma stands in a list ("Smith, Jones and Brown")."""
    before = comma - 1
    if before < floor or ground.wall[before] >= 0 or not ground.is_capitalised(before):
        return False
    if not (ground.is_capitalised(first) or ground.lower[first] == "and"):
        return False
    return "and" in ground.lower[first : min(last, first + 12)] and not _verb_between(ground, floor, before)


def _verb_between(ground: Ground, first: int, last: int) -> bool:
    return any(ground.is_verb_like(index) for index in range(max(first, last - 8), last))


def _without_adverbial(ground: Ground, first: int, last: int) -> int:
    """Cuts what belongs to the sentence from the front: "Tuesday the minister" → "the minister", "Late last week Smith" → "Smith"."""
    while first < last:
        word = ground.lower[first]
        following = ground.lower[first + 1]
        if word in _TIME and (following in _DETERMINER or ground.is_capitalised(first + 1)) and following not in _TIME:
            first += 1
        elif word in _PAST_TIME and following in _TIME | {"week", "month", "year"} and first + 2 <= last:
            first += 2
        elif (
            word in _POSSESSIVE_MARK
            or (not ground.is_word(first) and not ground.mark[first] and word not in "$€£#")
            or (word in _ADVERB and word not in _DETERMINER and word not in ("only", "just"))
        ):
            first += 1
        else:
            break
    return first


_POSSESSIVE_MARK = frozenset(["'s", "’s", "'", "’", ",", ".", "-"])


def phrase_after(ground: Ground, first: int, ceiling: int, *, apposition: bool = False) -> Range | None:
    """The noun phrase that begins at `first`; with `apposition`, also ", the head of …" up to the clause's end.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.quotations import find_quotations
    >>> text = "said Ann Lee, head of the office. Then"
    >>> ground = Ground(analyse(text), find_quotations(text))
    >>> phrase_after(ground, 1, 9, apposition=True)
    Range(first=1, last=8)
    """
    if first >= ceiling or ground.wall[first] >= 0:
        return None
    word = ground.lower[first]
    if word in _PERSONAL or word in _OBJECT:
        return Range(first, first + 1)
    index = first
    while index < ceiling and index - first < _LONGEST and ground.wall[index] < 0:
        word = ground.lower[index]
        if word in _DETERMINER:
            if index > first and ground.lower[index - 1] not in _LINKING | {"and", "or", "&"} | _PREDETERMINER | {","}:
                break
        elif word in _TIME and index > first and ground.lower[index - 1] not in ("the", "-"):
            break
        elif ground.is_nominal(index) and not (ground.is_verb_like(index) and index > first):
            if word == "." or (word in ("-", "/") and not _glued(ground, index)):
                break
        elif word in _LINKING and index > first and index + 1 < ceiling and _phrase_begins(ground, index + 1):
            if word in ("in", "on", "at", "to") and _adjunct_begins(ground, index):
                break
        elif word == "and" and index > first and index + 1 < ceiling and ground.is_capitalised(index + 1):
            if not ground.is_capitalised(index - 1):
                break
        else:
            break
        index += 1
    while index > first and ground.lower[index - 1] in _LINKING | {"and", ",", "-"}:
        index -= 1
    if index == first or not any(ground.is_word(i) for i in range(first, index)):
        return None
    if apposition and index + 1 < ceiling and ground.lower[index] in (",", "("):
        index = _apposition_end(ground, index, ceiling)
    return Range(first, index)


def _glued(ground: Ground, index: int) -> bool:
    return 0 < index < len(ground.tokens) - 1 and ground.tokens[index - 1].end == ground.tokens[index].start


def _phrase_begins(ground: Ground, index: int) -> bool:
    return ground.lower[index] in _DETERMINER or (ground.is_nominal(index) and ground.wall[index] < 0)


_CHANNEL_NOUNS = frozenset(
    [
        "statement",
        "interview",
        "tweet",
        "speech",
        "email",
        "e-mail",
        "letter",
        "post",
        "video",
        "address",
        "conference",
        "briefing",
        "report",
        "article",
        "blog",
        "memo",
        "release",
        "column",
        "op-ed",
        "message",
        "text",
        "phone",
        "call",
        "twitter",
        "facebook",
        "telegram",
        "instagram",
    ]
)


def _adjunct_begins(ground: Ground, preposition: int) -> bool:
    """Whether "in …" tells how or when it was said ("said Smith in a statement", "said Smith on Tuesday")."""
    window = ground.lower[preposition + 1 : preposition + 6]
    return any(word in _CHANNEL_NOUNS or word in _TIME for word in window)


def _apposition_end(ground: Ground, comma: int, ceiling: int) -> int:
    """Where the apposition that the comma opens ends; the comma itself where none follows."""
    first = comma + 1
    word = ground.lower[first]
    if ground.lower[comma] == "(":
        for index in range(first, min(ceiling, first + 8)):
            if ground.lower[index] == ")":
                return (
                    _apposition_end(ground, index + 1, ceiling)
                    if index + 1 < ceiling and ground.lower[index + 1] == ","
                    else index + 1
                )
        return comma
    if ground.wall[first] >= 0 or word in (
        "and",
        "but",
        "or",
        "as",
        "when",
        "while",
        "that",
        "adding",
        "in",
        "on",
        "at",
        "to",
    ):
        return comma
    if word.endswith("ing") or word in _PERSONAL or word in ("after", "before", "during", "if", "because"):
        return comma
    index = first
    while index < ceiling and index - first < _LONGEST and ground.wall[index] < 0:
        if ground.lower[index] == ",":
            following = ground.lower[index + 1] if index + 1 < ceiling else ""
            if following not in ("who", "which", "whose") and not (
                ground.is_capitalised(index + 1) if index + 1 < ceiling else False
            ):
                break
        if ground.lower[index] in (":", ";", "—", "–", "--"):
            break
        index += 1
    while (
        index > first
        and not ground.is_word(index - 1)
        and not ground.mark[index - 1]
        and ground.lower[index - 1] not in (")",)
    ):
        index -= 1
    return index
