"""What is known of text, applied to the model's contents: quotations are whole, a content has no holes and no stray words.

The model reads word by word and in windows, so that a long content frays: a word lost here, one gained there. Each step gives
triples for triples; measured one by one on PolNeAR dev.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from onrecord.model.analysis import Range
from onrecord.reading.statements.attribution import Ground, Triple
from onrecord.reading.statements.dependents import dependents, stretch, stretches
from onrecord.reading.statements.edges import with_whole_edges
from onrecord.reading.statements.sources import with_right_source

_CLAIM = 0.3
"""Share of a quotation's words that makes it a triple's; by its cue beside the quotation, any word does."""
_BESIDE = 6
"""Tokens between a quotation and a cue beside it."""
_HOLE = 2
"""Tokens between two parts of a content that always belong to it; more do where the parts are twice as long."""
_STRAY = 2
"""Tokens of a part that is dropped beside one of more than twice its length."""

_MOST = 0.5
"""Share of words in common that makes parts those of one stretch of the sentence's tree."""
_NEARLY_ALL = 0.8
_FAR = 400
_LONGEST_SENTENCE = 150
_EDGES = frozenset([",", ";", ":", "-", "–", "—", "--"])


def mended(ground: Ground, triples: Sequence[Triple]) -> tuple[Triple, ...]:
    """The triples after all steps, those without a word of content left out."""
    whole = with_whole_quotations(ground, triples)
    found = [without_small_holes(ground, one) for one in whole]
    found = [completed(ground, without_holes(ground, without_strays(ground, one))) for one in found]
    found = [with_whole_edges(ground, one) for one in found]
    words = [without_edges(ground, by_paragraph(ground, one)) for one in found if _has_words(ground, one)]
    return tuple(with_right_source(ground, one) for one in words)


def with_whole_quotations(ground: Ground, triples: Sequence[Triple]) -> list[Triple]:
    """Each quotation, marks and all, with the one triple that holds most of it, unless its cue stands inside.

    "Sanders said" and a stray "I guess" share `“I'll tell you, I guess it is time,” Sanders said`: the quotation is his.
    """
    content = [_tokens(triple.content) for triple in triples]
    cues = [_tokens(triple.cue) for triple in triples]
    of_words: dict[int, list[int]] = {}
    for number, tokens in enumerate(content):
        for token in tokens:
            of_words.setdefault(token, []).append(number)
    for quotation in ground.quotations:
        inside = range(*quotation)
        words = [token for token in inside if ground.is_word(token)]
        shares: dict[int, int] = {}
        for token in words:
            for number in of_words.get(token, ()):
                shares[number] = shares.get(number, 0) + 1
        if not ground.is_whole[quotation.first]:
            continue  # a mark that nobody closed says where a quotation begins, not where it ends
        outside = {
            n: share for n, share in shares.items() if not any(quotation.first <= c < quotation.last for c in cues[n])
        }
        if not outside:
            continue
        is_utterance = ground.wall[quotation.first] >= 0
        best = max(outside, key=lambda n: (is_utterance and _is_beside(quotation, cues[n]), outside[n]))
        if outside[best] < _CLAIM * len(words) and not (is_utterance and _is_beside(quotation, cues[best])):
            continue
        content[best].update(token for token in inside if token not in cues[best])
        content[best] -= _tokens(triples[best].source)
        if is_utterance:
            for number in outside:
                if number != best and not content[number] <= set(inside):
                    content[number].difference_update(inside)
    return [
        triple._replace(content=parts_of(tokens)) for triple, tokens in zip(triples, content, strict=True) if tokens
    ]


def _is_beside(quotation: Range, cue: set[int]) -> bool:
    return any(0 <= token - quotation.last < _BESIDE or 0 < quotation.first - token <= _BESIDE for token in cue)


def without_small_holes(ground: Ground, triple: Triple) -> Triple:
    """ "a violation of … Security Council resolutions": a word or two that the model lost."""
    return _joined(ground, triple, lambda hole, one, other: hole <= _HOLE)


def without_holes(ground: Ground, triple: Triple) -> Triple:
    """Parts of one sentence that are both more than twice as long as what stands between them, as one."""
    return _joined(ground, triple, lambda hole, one, other: 2 * hole <= min(one, other))


def _joined(ground: Ground, triple: Triple, belongs: Callable[[int, int, int], bool]) -> Triple:
    own = (*triple.cue, *triple.source)
    parts: list[Range] = []
    for part in sorted(triple.content):
        if parts:
            hole = Range(parts[-1].last, part.first)
            same = ground.sentence(parts[-1].last - 1) == ground.sentence(part.first)
            sizes = (hole.last - hole.first, parts[-1].last - parts[-1].first, part.last - part.first)
            if same and belongs(*sizes) and not _touches(hole, own):
                parts[-1] = Range(parts[-1].first, part.last)
                continue
        parts.append(part)
    return triple._replace(content=tuple(parts))


def completed(ground: Ground, triple: Triple) -> Triple:
    """Parts that make up most of what hangs on one word of their sentence, or of the cue's object, as all of it.

    "condemned the cooperation between the two, as well as … export of … missiles" lost words of an object that goes on.
    """
    if len(triple.content) < 2 or ground.analysis.heads is None:
        return triple
    tokens = _tokens(triple.content)
    words = {token for token in tokens if ground.is_word(token)}
    whole = _of_object(ground, triple, words) or _of_sentence(ground, triple, words)
    return triple if whole is None else triple._replace(content=parts_of(tokens | set(range(*whole))))


def _of_object(ground: Ground, triple: Triple, words: set[int]) -> Range | None:
    """The object or clause of one of the cue's words that nearly all of the content stands in, quotations beside it left out of account:
    "condemned “in the strongest terms” the cooperation between the two, as well as …"."""
    own = (*triple.cue, *triple.source)
    plain = {token for token in words if not ground.quoted[token]}
    words = plain if len(plain) > _HOLE else words
    for verb in sorted(_tokens(triple.cue)):
        for governed in dependents(ground.analysis, verb, "obj", "ccomp", "xcomp"):
            whole = stretch(ground.analysis, governed)
            inside = sum(1 for token in words if whole.first <= token < whole.last)
            if inside >= _NEARLY_ALL * len(words) and not _touches(whole, own):
                return whole
    return None


def _of_sentence(ground: Ground, triple: Triple, words: set[int]) -> Range | None:
    """What hangs on one word of the sentence and is mostly the content."""
    sentence = ground.sentence(triple.content[0].first)
    if triple.content[-1].last > sentence.last or sentence.last - sentence.first > _LONGEST_SENTENCE:
        return None
    own = (*triple.cue, *triple.source)
    best, share = None, _MOST
    for whole in set(stretches(ground.analysis, sentence)):
        if whole.last - whole.first < len(words) * _MOST or _touches(whole, own):
            continue
        inside = {token for token in range(*whole) if ground.is_word(token)}
        overlap = len(inside & words) / max(1, len(inside | words))
        if overlap > share or (overlap == share and (best is None or whole < best)):
            best, share = whole, overlap
    return best


def without_strays(ground: Ground, triple: Triple) -> Triple:
    """Without parts that are no words, or one or two beside a long part: `” he said.`, "| the | and their drivers"."""
    longest = max(part.last - part.first for part in triple.content)
    kept = tuple(
        part
        for part in triple.content
        if (part.last - part.first > _STRAY or 2 * (part.last - part.first) >= longest)
        and any(ground.is_word(token) for token in range(*part))
    )
    return triple._replace(content=kept or triple.content)


def without_edges(ground: Ground, triple: Triple) -> Triple:
    """Without the comma or dash that parts a content from its cue: "the bridge was gone, she said"."""
    parts = []
    for first, last in triple.content:
        while last > first + 1 and ground.lower[last - 1] in _EDGES and not ground.mark[last - 1]:
            last -= 1
        while first < last - 1 and ground.lower[first] in _EDGES and not ground.mark[first]:
            first += 1
        parts.append(Range(first, last))
    return triple._replace(content=tuple(parts))


def by_paragraph(ground: Ground, triple: Triple) -> Triple:
    """One part a paragraph, so that "worry about November" ends where the heading ends."""
    parts: list[Range] = []
    for part in triple.content:
        first = part.first
        for token in range(part.first + 1, part.last):
            if ground.breaks_line(token) and (ground.opens[token] or ground.sentence(token).first == token):
                parts.append(Range(first, token))
                first = token
        parts.append(Range(first, part.last))
    near = [part for part in parts if ground.quoted[part.first] or _in_paragraph_of_cue(ground, part, triple)]
    return triple._replace(content=tuple(near or parts))


def _in_paragraph_of_cue(ground: Ground, part: Range, triple: Triple) -> bool:
    """Whether no line ends in a sentence's end between the part and the cue; far away is taken as not."""
    if not triple.cue:
        return True
    cue = triple.cue[0]
    between = range(cue.last, part.first + 1) if cue.last <= part.first else range(part.last, cue.first + 1)
    return len(between) <= _FAR and not any(
        ground.breaks_line(token) and ground.sentence(token).first == token for token in between
    )


def _has_words(ground: Ground, triple: Triple) -> bool:
    return any(ground.is_word(token) for part in triple.content for token in range(*part))


def _touches(part: Range, others: Iterable[Range]) -> bool:
    return any(part.first < other.last and other.first < part.last for other in others)


def _tokens(parts: Iterable[Range]) -> set[int]:
    return {token for part in parts for token in range(*part)}


def parts_of(tokens: Iterable[int]) -> tuple[Range, ...]:
    """The stretches that tokens make up.

    >>> parts_of({5, 1, 2})
    (Range(first=1, last=3), Range(first=5, last=6))
    """
    parts: list[Range] = []
    for token in sorted(tokens):
        if parts and parts[-1].last == token:
            parts[-1] = Range(parts[-1].first, token + 1)
        else:
            parts.append(Range(token, token + 1))
    return tuple(parts)
