"""What befell the people that a figure counts: killed, injured, missing, displaced, detained."""

from __future__ import annotations

from onrecord.reading.figures.numbers import Words
from onrecord.records import FigureCategory

_BEFORE_REACH = 9
_AFTER_REACH = 16
_TOLL_REACH = 18  # words between a toll and its number
_INSERTION = 10  # tokens between two commas that may be passed over
_DASHES = frozenset(("--", "—", "–"))
_OPENING = frozenset((",", "(", *_DASHES))
_LISTING = frozenset(("a", "an", "the", "and", ",", "one", "another", "his", "her", "their", "former", "’s", "'s"))
_ARTICLES = frozenset(("the", "another", "a", "his", "her", "their", "its", "all", "both"))
HARMS = frozenset(("killed", "injured", "missing", "displaced", "detained"))


def harm_before(words: Words, first: int, start: int) -> FigureCategory | None:
    """From the words before a figure at token `first`, in its sentence from token `start`: "killed 12", "the toll rose to 40"."""
    index = first
    adverbs, harms = words.tables.contexts["adverb"], words.tables.harms
    while index - 1 > start and (words.word(index - 1) in adverbs or words.word(index - 1) in _ARTICLES):
        index -= 1
    for use in ("verb", "before"):
        found = harms[use].before(words.lower, index)
        if found and index - found[0] >= start and not _is_passive(words, index - found[0], start):
            return found[1]
    return harm_of_toll(words, first, start) or harm_of_toll(words, index, start)


def harm_of_toll(words: Words, first: int, start: int) -> FigureCategory | None:
    """From a noun that a running number follows: "the toll rose to 40", "with the number of dead at 12".

    >>> from onrecord.model.tokens import tokenize
    >>> text = "bringing the toll to 40"
    >>> harm_of_toll(Words(text, tokenize(text)), 4, 0)
    'killed'
    """
    links, tolls = words.tables.context_phrases["toll link"], words.tables.harms["toll"]
    if links.at(words.lower, first) and (found := tolls.before(words.lower, first)):
        return found[1]
    told = words.word(first) in words.tables.contexts["toll verb"] and words.tables.contexts["toll noun"].intersection(
        words.lower[max(start, first - _TOLL_REACH) : first]
    )
    if told or links.before(words.lower, first):
        for place in range(first, max(start, first - _TOLL_REACH), -1):
            if words.raw(place - 1) in (",", ";", "“", "”"):
                return None
            if found := tolls.before(words.lower, place):
                return found[1]
    return None


def harm_of_list(words: Words, first: int, start: int) -> FigureCategory | None:
    """From the verb before a list that ends with a figure: "killed a driver, his guard and at least 10 bystanders"."""
    if words.word(first - 1) not in ("and", ","):
        return None
    ends = words.tables.contexts["phrase end"]
    for index in range(first - 1, max(start, first - _AFTER_REACH), -1):
        if found := words.tables.harms["verb"].before(words.lower, index):
            return None if _is_passive(words, index - found[0], start) else found[1]
        word = words.word(index - 1)
        listed = word in _LISTING or word in words.tables.contexts["reflexive"]
        if not listed and (word in ends or not word.isalpha()):
            return None
    return None


def harm_of_object(words: Words, first: int, start: int, use: str) -> FigureCategory | None:
    """From a verb that harms only with its object: "claimed 23 lives" (use lives), "lost 12 soldiers" (use troops)."""
    index = first
    while index - 1 > start and words.word(index - 1) in words.tables.contexts["adverb"]:
        index -= 1
    found = words.tables.harms[use].before(words.lower, index)
    return found[1] if found else None


def _is_passive(words: Words, verb: int, start: int) -> bool:
    """Whether the participle at token `verb` is passive ("were killed 12 km away"), so that no object follows."""
    index = verb
    while index > start and words.word(index - 1) in words.tables.contexts["adverb"]:
        index -= 1
    return index > start and words.word(index - 1) in ("was", "were", "been", "being", "are", "is", "be")


def harm_after(words: Words, last: int, end: int) -> FigureCategory | None:
    """From the words after what is counted, up to token `end`: "12 dead", "12 people in the village were killed"."""
    contexts, harms = words.tables.contexts, words.tables.harms
    if right_after := harms["right after"].at(words.lower, last):
        return right_after[1]
    index, stop = last + (words.word(last) in words.tables.contexts["relative"]), min(end, last + _AFTER_REACH)
    helped = False
    moved = False
    while index < stop:
        word = words.word(index)
        if word == "and" and not helped and _participle(words, index + 1) and not moved:
            index += 1
        if not (moved and not helped and harms["verb"].at(words.lower, index)):
            for use in ("after", "verb"):
                found = harms[use].at(words.lower, index)
                if found and (helped or use == "after" or not _has_object(words, index + found[0])):
                    return found[1]
        if helped and word in contexts["injured passive"]:
            return "injured"
        if word in contexts["suffering"] and _injury(words, index + 1):
            return "injured"
        if word in contexts["scan stop"] and (moved or not _befell(words, index + 1, word)):
            return None
        if helped and word in contexts["held to"] and words.word(index + 1) == "to":
            index += 2  # "are known to have died"
            continue
        if word in contexts["auxiliary"]:
            helped = True
        elif helped and word not in contexts["adverb"]:
            return None
        elif word in _OPENING:
            close = _closing(words, index, min(end, index + 2 * _INSERTION) if word in _DASHES else stop)
            if close is None:
                return None
            index = close
        elif word not in contexts["adverb"]:
            moved = True
        index += 1
    return None


def _injury(words: Words, index: int) -> bool:
    """Whether injuries are named at a token or within two words after it: "(suffered) minor injuries"."""
    return any(words.word(place) in words.tables.contexts["injury"] for place in range(index, index + 3))


def _befell(words: Words, index: int, pronoun: str) -> bool:
    """Whether a relative clause that begins with `pronoun` goes straight on with what befell them: "(20 miners that) had died"."""
    if pronoun not in ("that", "which"):
        return False
    while words.word(index) in words.tables.contexts["auxiliary"]:
        index += 1
    return any(words.tables.harms[use].at(words.lower, index) for use in ("after", "verb"))


def _participle(words: Words, index: int) -> bool:
    return words.tables.harms["verb"].at(words.lower, index) is not None


def _has_object(words: Words, index: int) -> bool:
    """Whether what follows a verb is its object, so that who stands before it did the deed: "12 gunmen killed 30"."""
    word = words.word(index)
    return (
        word in ("the", "a", "an", "some", "his", "her", "their")
        or words.lower[index : index + 2] in (["at", "least"], ["at", "most"])
        or word[:1].isdigit()
        or word in words.tables.words
    )


def _closing(words: Words, index: int, stop: int) -> int | None:
    """The comma or bracket that closes what token `index` opens."""
    opening = words.word(index)
    wanted = ")" if opening == "(" else opening
    if opening in _DASHES and words.word(index + 1) == opening:
        index += 1  # "--" as two tokens
    reach = 2 * _INSERTION if opening in _DASHES else _INSERTION
    for place in range(index + 1, min(stop, index + reach)):
        if words.word(place) == wanted:
            return place
        if words.word(place) in (";", "."):
            return None
    return None
