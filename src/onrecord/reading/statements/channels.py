"""Around a cue: through what channel the words came, to whom, and when they were said. Read from the words of the attributing
clause alone, never from the content."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from onrecord.knowledge.channels import channel_words
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Range
from onrecord.reading.actors.noun_phrases import before_infinitive, phrase_after
from onrecord.reading.statements.attribution import Ground, Triple
from onrecord.reading.statements.stance import cue_form
from onrecord.records import Time

_TIME = words_of("time")
_CLIMB = 12  # steps from a time up to the verb it hangs on
_REACH = 14  # tokens between a cue and what belongs to it
_WINDOW = 80  # tokens of a sentence on either side of a cue that are looked at


def clause_around(ground: Ground, triple: Triple) -> list[Range]:
    """The pieces of the cue's sentence that are not content: where channel, addressee and time are looked for."""
    if not triple.cue:
        return []
    whole, cue = ground.sentence(triple.cue[0].first), triple.cue[0]
    sentence = Range(max(whole.first, cue.first - _WINDOW), min(whole.last, cue.last + _WINDOW))
    pieces, at = [], sentence.first
    for content in sorted(triple.content):
        if content.first > at and content.first <= sentence.last:
            pieces.append(Range(at, content.first))
        at = max(at, content.last)
    if at < sentence.last:
        pieces.append(Range(at, sentence.last))
    return pieces


def hearer_of(ground: Ground, triple: Triple) -> Range | None:
    """The noun phrase of who was told: "told reporters", "said to him", "urged Iran to"."""
    if not triple.cue:
        return None
    form = cue_form(ground, triple.cue[0])
    if form is None or form.cue.part != "verb":
        return None
    after, limit = triple.cue[-1].last, ground.sentence(triple.cue[-1].first).last
    content = triple.content[0]
    if after >= limit:
        return None
    if "hearer" in form.cue.takes:
        found = phrase_after(ground, after, limit)
        inside = found is not None and found.first < content.last and content.first < found.last
        return None if inside else found
    if "hearer-to" in form.cue.takes and content.first <= after < content.last:
        found = phrase_after(ground, after, limit)
        found = found and before_infinitive(ground, found)
        return found if found and found.last < limit and ground.lower[found.last] == "to" else None
    if "quote" in form.cue.takes and ground.lower[after] == "to" and not content.first <= after < content.last:
        return phrase_after(ground, after + 1, limit)
    return None


def is_outlet(ground: Ground, phrase: Range) -> bool:
    """Whether a noun phrase names a news outlet, by its last word.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.statements.quotations import find_quotations
    >>> text = "the Kyiv Post"
    >>> is_outlet(Ground(analyse(text), find_quotations(text)), Range(0, 3))
    True
    """
    last = phrase.last - 1
    return ground.lower[last] in channel_words()["outlet"] and any(ground.is_capitalised(i) for i in range(*phrase))


def channel_of(ground: Ground, triple: Triple, hearer: Range | None) -> Range | None:
    """The channel's noun phrase: "an interview on South Korean TV", "Telegram", the outlet that was told."""
    words = channel_words()
    if hearer is not None and is_outlet(ground, hearer):
        return hearer
    if not triple.cue:
        return None
    source = triple.source[0] if triple.source else None
    best: tuple[int, Range] | None = None
    for piece in clause_around(ground, triple):
        for index in range(piece.first, piece.last - 1):
            if ground.lower[index] not in words["opening"] or (source and source.first <= index < source.last):
                continue
            phrase = phrase_after(ground, index + 1, piece.last)
            if phrase is None or not _is_channel(ground, phrase, ground.lower[index]):
                continue
            distance = _distance(phrase, triple.cue[0])
            if best is None or distance < best[0]:
                best = (distance, _extended(ground, phrase, piece.last))
    return best[1] if best and best[0] <= _REACH else None


def _distance(phrase: Range, cue: Range) -> int:
    return phrase.first - cue.last if phrase.first >= cue.last else max(0, cue.first - phrase.last)


def _is_channel(ground: Ground, phrase: Range, preposition: str) -> bool:
    words = channel_words()
    head = phrase.first
    while head < phrase.last and ground.lower[head] not in ("of", "with", "on", "to", "for", "in", "at", "by", "from"):
        head += 1
    nouns = ground.lower[phrase.first : head]
    if not nouns:
        return False
    if nouns[-1] in words["noun"] or any(noun in words["noun"] for noun in nouns[-2:]):
        return preposition != "from" or nouns[-1] in ("post", "statement", "podium")
    if preposition in ("on", "via", "through"):
        return nouns[-1] in words["platform"] or is_outlet(ground, Range(phrase.first, head)) or _names_platform(nouns)
    return False


def _names_platform(nouns: Sequence[str]) -> bool:
    words = channel_words()
    return nouns[-1] in words["account"] and any(noun in words["platform"] for noun in nouns)


def _extended(ground: Ground, phrase: Range, ceiling: int) -> Range:
    """With "with Fox News", "to parliament": what belongs to an interview, a letter, a speech."""
    last = phrase.last
    while last + 1 < ceiling and ground.lower[last] in channel_words()["extending"]:
        if ground.lower[last + 1] in _TIME:
            break
        more = phrase_after(ground, last + 1, ceiling)
        if more is None or ground.lower[more.last - 1] in _TIME:
            break
        last = more.last
    return Range(phrase.first, last)


def time_of(ground: Ground, triple: Triple, times: Sequence[Time], starts: Sequence[int]) -> str | None:
    """The id of the time when the words were said: one that stands beside the cue, or opens the sentence.

    `starts` are the start offsets of `times`, in order.
    """
    if not triple.cue:
        return None
    cue = triple.cue[0]
    sentence = ground.sentence(cue.first)
    best: tuple[int, str] | None = None
    for piece in clause_around(ground, triple):
        start, end = ground.analysis.characters(piece)
        for number in range(bisect_left(starts, start), len(times)):
            time = times[number]
            if time.span.start >= end:
                break
            if time.kind == "duration":
                continue
            tokens = ground.analysis.tokens_between(time.span.start, time.span.end)
            if any(source.first <= tokens.first < source.last for source in triple.source):
                continue
            if _of_another_verb(ground, triple, tokens):
                continue
            distance = _distance(tokens, cue)
            leads = tokens.first - sentence.first <= 1
            between = range(cue.last, tokens.first) if tokens.first >= cue.last else range(tokens.last, cue.first)
            blocked = any(ground.is_verb_like(index) for index in between if not _in_source(triple, index))
            near = distance <= _REACH and not blocked
            if (near or leads) and (best is None or distance < best[0]):
                best = (distance, time.id)
    return best[1] if best else None


def _of_another_verb(ground: Ground, triple: Triple, tokens: Range) -> bool:
    """Whether the syntax hangs a time on a verb that is not the cue ("The broadcasts began on Monday and Seoul says …")."""
    heads, upos = ground.analysis.heads, ground.analysis.upos
    cue = {index for part in triple.cue for index in range(*part)}
    if heads is None or upos is None or not any(upos[index] == "VERB" for index in cue):
        return False
    index = heads[tokens.first]
    for _ in range(_CLIMB):
        if index < 0 or index in cue:
            return False
        if upos[index] == "VERB" and not tokens.first <= index < tokens.last:
            return True
        index = heads[index]
    return False


def _in_source(triple: Triple, index: int) -> bool:
    return any(source.first <= index < source.last for source in triple.source)
