"""What a cue governs: where the content begins after it (past the hearer, "on Tuesday", "in a statement") and where it ends."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.knowledge.cues import Cue, forms_by_first_word
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Range
from onrecord.reading.attribution import Ground
from onrecord.reading.noun_phrases import phrase_after

_PERSONAL = words_of("personal")
_OBJECT = words_of("object")
_DETERMINER = words_of("determiner", "possessive")
_PREPOSITION = words_of("preposition")
_SUBORDINATOR = words_of("subordinator")
_TIME = words_of("time")
_MONTH = words_of("month")
_PAST_TIME = words_of("pasttime")
_ADVERB = words_of("adverb")
_WH = words_of("wh") | {"what", "which", "who"}
_AUXILIARY = words_of("auxiliary")
_PERIODS = frozenset(
    [
        "week",
        "month",
        "year",
        "night",
        "morning",
        "afternoon",
        "evening",
        "weekend",
        "time",
        "day",
        "spring",
        "summer",
        "fall",
        "winter",
    ]
)
_DASHES = frozenset(["—", "–", "--", "-"])
_SUBJECTS = frozenset(["he", "she", "they", "it", "we", "who", "which", ";"])
_RELATIVE = words_of("relative")
_ASIDE = words_of("intro") | {",", ":", "as", "when", "to", "of"}
_STOPS_AFTER_COMMA = frozenset(["which", "while", "though", "although", "whereas", "even", "according", "despite"])
_WINDOW = 30


class Complement(NamedTuple):
    """The content right of a cue: its tokens, how it is governed (a word of `takes`), and the hearer's tokens."""

    content: Range
    how: str
    hearer: Range | None


def complement_after(ground: Ground, cue: Cue, first: int, ceiling: int) -> Complement | None:
    """What the cue that ends before token `first` governs, up to `ceiling` (the sentence's end)."""
    index, hearer = first, None
    takes = cue.takes
    if "hearer" in takes or "hearer-to" in takes:
        hearer = _hearer(ground, index, ceiling)
        if hearer:
            index = hearer.last
    elif index + 1 < ceiling and ground.lower[index] == "to" and "quote" in takes and "to" not in takes:
        hearer = phrase_after(ground, index + 1, ceiling)
        if hearer:
            index = hearer.last
    start = _quotation_start(ground, index, ceiling) if "quote" in takes or cue.part == "adverbial" else None
    if start is not None and start > index and _has_object(ground, index, start, "thing" in takes):
        start = None
    if start is not None:
        wall = ground.wall_range(start)
        assert wall is not None
        return Complement(Range(start, _after_quotation(ground, wall, ceiling)), "quote", hearer)
    that = _find_that(ground, index, ceiling) if "that" in takes else None
    if that is not None:
        return _clause(ground, that, ceiling, "that", hearer)
    if "to" in takes and index == first and index < ceiling and ground.lower[index] == "to":
        return _clause(ground, index, ceiling, "to", None)
    index = _past_adjuncts(ground, index, ceiling)
    if index >= ceiling:
        return None
    word = ground.lower[index]
    if word == ":" and index + 1 < ceiling and "quote" in takes:
        return _clause(ground, index + 1, ceiling, "quote", hearer)
    if "whether" in takes and word in _WH:
        return _clause(ground, index, ceiling, "whether", hearer)
    if "to" in takes and word == "to":
        return _clause(ground, index, ceiling, "to", None)
    if "hearer-to" in takes and hearer and word == "to":
        return _clause(ground, hearer.first, ceiling, "hearer-to", hearer)
    for preposition in takes:
        if word == preposition and preposition in _PREPOSITION and index == first:
            return _clause(ground, index, ceiling, preposition, hearer)
    if "clause" in takes and _opens_clause(ground, index, ceiling):
        return _clause(ground, index, ceiling, "clause", hearer)
    if "thing" in takes and index == first and _opens_phrase(ground, index):
        return _clause(ground, index, ceiling, "thing", None)
    return None


def _has_object(ground: Ground, index: int, start: int, takes_thing: bool) -> bool:
    """Whether a content of its own stands between a cue and a quotation: "thanked the allies, “not just …”", "indicated a visit
    was possible: “…”"."""
    between = ground.lower[index:start]
    if between[0] in _ASIDE or any(word in _TIME for word in between[:2]):
        return False
    if any(ground.is_verb_like(at) for at in range(index + 1, start)):
        return not any(word in _RELATIVE for word in between)
    return takes_thing and between[-1] != ":" and _opens_phrase(ground, index)


def _hearer(ground: Ground, first: int, ceiling: int) -> Range | None:
    if first >= ceiling or ground.lower[first] in ("that", "this", "it"):
        return None
    found = phrase_after(ground, first, ceiling)
    if found is None:
        return None
    return before_infinitive(ground, found)


def before_infinitive(ground: Ground, phrase: Range) -> Range:
    """A hearer without the infinitive that follows: "urged the army to spare …" → "the army".

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.quotations import find_quotations
    >>> text = "the army to spare"
    >>> before_infinitive(Ground(analyse(text), find_quotations(text)), Range(0, 4))
    Range(first=0, last=2)
    """
    for index in range(phrase.first + 1, phrase.last):
        if ground.lower[index] == "to":
            return Range(phrase.first, index)
    return phrase


def _quotation_start(ground: Ground, first: int, ceiling: int) -> int | None:
    """The first token of an utterance that follows: directly, after ":" or ",", or past adjuncts before ":" or ","."""
    for index in range(first, min(ceiling, first + _WINDOW)):
        wall = ground.wall_range(index)
        if wall is not None:
            if index == first:
                return index
            before = ground.lower[index - 1]
            if before in (":", ",") or before in _DASHES:
                return index
            return index if all(_is_adjunct_word(ground, i) for i in range(first, index)) else None
        word = ground.lower[index]
        if index > first and (word == "that" or (word in _SUBJECTS and ground.lower[index - 1] not in _SUBORDINATOR)):
            return None
    return None


def _is_adjunct_word(ground: Ground, index: int) -> bool:
    word = ground.lower[index]
    return (
        word in _ADVERB
        or word in _TIME
        or word in _PAST_TIME
        or word in _PERIODS
        or word in ("on", "of", "the")
        or word.endswith("ly")
    )


def _find_that(ground: Ground, first: int, ceiling: int) -> int | None:
    """The complementiser of a that-clause: at once, or past adjuncts without a verb."""
    for index in range(first, min(ceiling, first + _WINDOW)):
        word = ground.lower[index]
        if word == "that":
            if index == first:
                if index + 1 >= ceiling:
                    return None
                following = ground.lower[index + 1]
                return index if following[0].isalnum() or ground.mark[index + 1] or following[0] in "$€£" else None
            return index if _past_adjuncts(ground, first, ceiling, stop=index) == index else None
        if ground.wall[index] >= 0 or word in (";", ":") or (word in _PERSONAL and index > first):
            return None
    return None


def _past_adjuncts(ground: Ground, first: int, ceiling: int, stop: int | None = None) -> int:
    """Skips times, adverbs, "in a statement", ", however,": the first token of what follows them."""
    index = first
    end = stop if stop is not None else ceiling
    while index < end:
        word = ground.lower[index]
        following = ground.lower[index + 1] if index + 1 < end else ""
        if word in _TIME or (word in _MONTH and following[:1].isdigit()):
            index += 2 if word in _MONTH else 1
            if (
                index < end
                and ground.lower[index] == ","
                and index + 1 < end
                and ground.lower[index + 1][:2] in ("19", "20")
            ):
                index += 2
        elif word in _PAST_TIME and (following in _PERIODS or following in _TIME or following in _MONTH):
            index += 2
        elif (
            word in _ADVERB
            and following not in ("", ",")
            and word not in ("there", "here", "no", "not", "only", "even", "just", "now", "today")
        ) or (word.endswith("ly") and len(word) > 4 and following not in ("", ",")):
            index += 1
        elif word in (
            "in",
            "on",
            "at",
            "during",
            "from",
            "after",
            "via",
            "through",
            "by",
            "with",
            "before",
            "to",
            "of",
            "about",
            "under",
        ):
            phrase = phrase_after(ground, index + 1, end)
            if phrase is None or (
                stop is None
                and word in ("of", "about", "with", "to", "by", "under", "in", "after", "for", "over")
                and not _is_setting(ground, phrase)
            ):
                break
            index = phrase.last
        elif word == "," and index > first and following not in ("and", "but"):
            closing = next((i for i in range(index + 1, min(end, index + 14)) if ground.lower[i] == ","), None)
            if closing is None or (closing + 1 >= end and stop is None):
                break
            index = closing + 1
        elif word == "," and index == first:
            closing = next((i for i in range(index + 1, min(end, index + 12)) if ground.lower[i] == ","), None)
            if closing is None or not (
                closing + 1 == stop or (closing + 1 < end and ground.lower[closing + 1] == "that")
            ):
                break
            index = closing + 1
        else:
            break
    return index


_SETTINGS = frozenset(
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
        "call",
        "twitter",
        "facebook",
        "telegram",
        "instagram",
        "court",
        "debate",
        "rally",
        "hearing",
        "testimony",
        "brief",
        "remarks",
        "comments",
        "press",
        "ad",
        "filing",
        "documents",
        "news",
        "meeting",
        "study",
        "survey",
        "poll",
        "event",
    ]
)


def _is_setting(ground: Ground, phrase: Range) -> bool:
    words = ground.lower[phrase.first : phrase.last]
    return any(
        word in _SETTINGS or word in _TIME or word in _MONTH or word in _PERIODS or word[:2] in ("19", "20")
        for word in words
    )


def _opens_clause(ground: Ground, index: int, ceiling: int) -> bool:
    """Whether a clause without "that" begins here: something that can be a subject, and a verb after it."""
    word = ground.lower[index]
    if ground.wall[index] >= 0:
        return True
    opens = (
        word in _PERSONAL
        or word in _DETERMINER
        or ground.is_nominal(index)
        or word
        in (
            "there",
            "if",
            "when",
            "while",
            "as",
            "in",
            "because",
            "what",
            "it",
            "nobody",
            "nothing",
            "everyone",
            "not",
            "by",
            "at",
            "despite",
            "until",
            "one",
            "given",
            "among",
            "after",
            "once",
        )
        or ground.mark[index]
    )
    if not opens:
        return False
    return any(
        ground.is_verb_like(i)
        or ground.lower[i] in _AUXILIARY
        or ground.wall[i] >= 0
        or ground.lower[i] in forms_by_first_word()
        or ground.lower[i].endswith("s")
        for i in range(index + 1, min(ceiling, index + 25))
    )


def _opens_phrase(ground: Ground, index: int) -> bool:
    word = ground.lower[index]
    return (
        word in _DETERMINER
        or word in _OBJECT
        or word in _PERSONAL
        or ground.is_nominal(index)
        or ground.wall[index] >= 0
        or word in ("what", "how")
    )


def _clause(ground: Ground, first: int, ceiling: int, how: str, hearer: Range | None) -> Complement | None:
    last = content_end(ground, first, ceiling)
    return Complement(Range(first, last), how, hearer) if last > first else None


def content_end(ground: Ground, first: int, ceiling: int) -> int:
    """Where a content that begins at `first` ends: at the sentence's end without its full stop, or where the reporting goes on
    (", but", ", while", ", saying", "and said")."""
    index = first + 1
    while index < ceiling:
        wall = ground.wall_range(index)
        if wall is not None:
            index = max(index + 1, min(wall.last, max(ceiling, wall.last)))
            if index >= ceiling:
                return index
            if _is_reporting_participle(ground, index):
                return index
            continue
        word = ground.lower[index]
        if ground.mark[index - 1] and ground.lower[index - 2] == "," and _is_reporting_participle(ground, index):
            break
        if (word == "," or word in _DASHES or word in ("and", "but", "then")) and _stops_at(ground, index, ceiling):
            break
        index += 1
    last = min(index, max(ceiling, index))
    while (
        last > first
        and not ground.is_word(last - 1)
        and not ground.mark[last - 1]
        and ground.lower[last - 1] not in (")", "%", "]")
        and ground.wall[last - 1] < 0
    ):
        last -= 1
    return last


def _stops_at(ground: Ground, index: int, ceiling: int) -> bool:
    word = ground.lower[index]
    following = index + 1
    if following >= ceiling:
        return False
    if word == "," or word in _DASHES:
        after = ground.lower[following]
        if after in ("and", "but") and following + 1 < ceiling:
            if after == "but":
                next_word = ground.lower[following + 1]
                return not (next_word in _AUXILIARY or next_word in _PREPOSITION or ground.is_verb_like(following + 1))
            return _is_reporting(ground, following + 1, ceiling)
        if after in _STOPS_AFTER_COMMA:
            return True
        if after == "with":  # ", with some reports citing …": another source follows
            return any(_is_reporting_participle(ground, at) for at in range(following + 2, min(ceiling, following + 5)))
        if _is_reporting_participle(ground, following):
            return True
        if after == "as" and following + 1 < ceiling and ground.lower[following + 1] in _PERSONAL:
            return True
        return _is_source_and_cue(ground, following, ceiling)
    return _is_reporting(ground, following, ceiling)


def _is_reporting(ground: Ground, index: int, ceiling: int) -> bool:
    """Whether a finite cue stands here ("and said …"), adverbs and auxiliaries skipped."""
    while index < ceiling and (
        ground.lower[index] in ("has", "have", "had", "also", "then", "later") or ground.lower[index].endswith("ly")
    ):
        index += 1
    if index >= ceiling:
        return False
    forms = forms_by_first_word().get(ground.lower[index], ())
    return any(
        form.shape in ("past", "third")
        and form.cue.part == "verb"
        and len(form.words) == 1
        and "that" in form.cue.takes
        for form in forms
    )


def _is_reporting_participle(ground: Ground, index: int) -> bool:
    forms = forms_by_first_word().get(ground.lower[index], ())
    return any(form.shape == "ing" and len(form.words) == 1 for form in forms)


def _is_source_and_cue(ground: Ground, index: int, ceiling: int) -> bool:
    """Whether ", Smith said" or ", he added" begins here and closes the sentence."""
    if ground.lower[index] in _PERSONAL:
        end = index + 1
    else:
        phrase = phrase_after(ground, index, ceiling)
        if phrase is None:
            return False
        end = phrase.last
    while end < ceiling and (
        ground.lower[end] in ("has", "have", "had", "also", "later") or ground.lower[end].endswith("ly")
    ):
        end += 1
    if end >= ceiling:
        return False
    forms = forms_by_first_word().get(ground.lower[end], ())
    return any(
        form.shape in ("past", "third", "base") and form.cue.part == "verb" and "quote" in form.cue.takes
        for form in forms
    ) and (end + 1 >= ceiling or ground.lower[end + 1] not in ("that",))


def _after_quotation(ground: Ground, wall: Range, ceiling: int) -> int:
    """The end of a content that begins with a quotation: the quotation's, or the clause's where the sentence goes on from it."""
    inner_last = wall.last - 1
    while inner_last > wall.first and ground.mark[inner_last]:
        inner_last -= 1
    if wall.last >= ceiling or ground.lower[inner_last] in (",", ".", "!", "?", "…"):
        return wall.last
    word = ground.lower[wall.last]
    if word[0] in ".,;:!?—–-)" or word in ("and", "but", "as", "when", "in", "on", "at", "while", "after", "before"):
        return wall.last
    return max(wall.last, content_end(ground, wall.first, ceiling))
