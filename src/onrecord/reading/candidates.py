"""Attributions by rules: every cue of the text, its source and its content. The exchangeable part of finding statements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from onrecord.knowledge.cues import Form, forms_by_first_word
from onrecord.knowledge.words import words_of
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.attribution import Ground, Triple
from onrecord.reading.complements import Complement, complement_after, content_end
from onrecord.reading.noun_phrases import Subject, phrase_after, subject_before
from onrecord.reading.quotations import Quotations
from onrecord.reading.stance import cue_form
from onrecord.reading.trust import LEAST, trust
from onrecord.sources.document import Document

_AUXILIARY = words_of("auxiliary")
_BE = words_of("be")
_MODAL = words_of("modal")
_DO = words_of("do")
_NEGATION = words_of("negation")
_ADVERB = words_of("adverb")
_PERSONAL = words_of("personal")
_DETERMINER = words_of("determiner", "possessive")
_PREPOSITION = words_of("preposition")
_TIME = words_of("time")
_PLURAL_SUBJECT = frozenset(["i", "we", "you", "they", "who", "people", "some", "many", "others", "both"])
_HYPOTHETICAL = words_of("hypothetical")
_NOUNLIKE = words_of("nounlike")
_NOUN_OR_DETERMINER = words_of("pronoundeterminer")
_PARTICIPIAL = words_of("participial")
_INTRODUCING = words_of("intro")
_PLAIN = words_of("settle")
_REACH = 250
_DASHES = frozenset(["—", "–", "--", "-"])
_CLAUSE_BREAKS = frozenset([";", ":", "—", "–", "--"])


class Group(NamedTuple):
    """A cue with its auxiliaries, adverbs and negation: `tokens` is all of them, `verb` the cue's first word.

    `modal` says that it is only possible ("could say"); the subject ends before token `subject_end`.
    """

    tokens: Range
    verb: int
    form: Form
    passive: bool
    modal: bool
    subject_end: int


def candidates(document: Document, analysis: Analysis, quotations: Quotations) -> tuple[Triple, ...]:
    """The attributions of a text by rules, in order of their content.

    >>> from onrecord.model.analyse import analyse
    >>> from onrecord.reading.quotations import find_quotations
    >>> text = "“We won,” said Ann Lee, the mayor. She denied that votes were lost."
    >>> [(t.pattern, [text[slice(*analyse(text).characters(r))] for r in (*t.source, *t.cue, *t.content)])
    ...  for t in candidates(Document.of(text), analyse(text), find_quotations(text))]
    [('quote-verb-source', ['Ann Lee, the mayor', 'said', '“We won,”']), ('source-verb-that', ['She', 'denied', 'that votes were lost'])]
    """
    ground = Ground(analysis, quotations)
    found = [_measured(ground, triple) for triple in all_candidates(ground)]
    return tuple(triple for triple in found if triple.probability >= LEAST)


def _measured(ground: Ground, triple: Triple) -> Triple:
    form = cue_form(ground, triple.cue[0]) if triple.cue else None
    found, right = trust(triple.pattern, form.cue.lemma if form else None)
    return triple._replace(probability=found, source_probability=right)


def all_candidates(ground: Ground) -> tuple[Triple, ...]:
    """What the rules find before their measured trust is asked."""
    found: list[Triple] = []
    last_source: tuple[int, Range] | None = None  # of the sentence being read
    for group in _groups(ground):
        sentence = _near(_with_quotation_before(ground, ground.sentence(group.verb)), group.verb)
        number = ground.analysis.sentence_of(group.verb)
        earlier = last_source[1] if last_source and last_source[0] == number else None
        triple = _read(ground, group, sentence, earlier)
        if triple is None:
            continue
        if triple.source:
            last_source = (number, triple.source[0])
        found.append(triple)
    return tuple(_without_doubles(found))


def _near(sentence: Range, verb: int) -> Range:
    """The part of a sentence around a cue that is looked at, so that a "sentence" of a million words costs no million steps a cue."""
    return Range(max(sentence.first, verb - _REACH), min(sentence.last, verb + _REACH))


def _with_quotation_before(ground: Ground, sentence: Range) -> Range:
    """The sentence with the utterance that ends right before it: in `“Who knows?” Ann said.` they are two for the splitter."""
    before = sentence.first - 1
    if before < 0 or ground.wall[before] < 0 or ground.wall[sentence.first] == ground.wall[before]:
        return sentence
    if _new_paragraph(ground.analysis.text, ground, sentence.first):
        return sentence
    wall = ground.walls[ground.wall[before]]
    if not _quotation_ends_in_comma(ground, wall.last - 1):
        return sentence  # “No deal.” Smith responded by …: what follows a full stop begins anew
    return Range(max(wall.first, ground.sentence(wall.first).first), sentence.last)


def _groups(ground: Ground) -> Iterable[Group]:
    forms = forms_by_first_word()
    index, count = 0, len(ground.tokens)
    while index < count:
        form = None
        if ground.wall[index] < 0 and not ground.mark[index]:
            for known in forms.get(ground.lower[index], ()):
                size = len(known.words)
                if size == 1 or tuple(ground.lower[index : index + size]) == known.words:
                    if known.cue.part == "verb" and not _is_verb(ground, index, known):
                        continue
                    if known.cue.part == "noun" and not _is_noun(ground, index):
                        continue
                    form = known
                    break
        if form is None:
            index += 1
            continue
        yield _group(ground, index, form)
        index += len(form.words)


def _is_verb(ground: Ground, index: int, form: Form) -> bool:
    """Whether a word that may be a noun too ("reports", "calls", "claim") is a verb here, by what stands before it."""
    before = index - 1
    first = ground.sentence(index).first
    while before >= first and (
        (ground.lower[before] in _ADVERB and ground.lower[before] != "no") or ground.lower[before].endswith("ly")
    ):
        before -= 1
    if before > first and ground.lower[before] in ("all", "both") and ground.lower[before - 1].endswith("s"):
        before -= 1
    if before < first:
        return form.shape in ("past", "ing") and ground.lower[index] not in ("saying",)
    word = ground.lower[before]
    if form.shape in ("base", "third") and ground.lower[index] in _NOUNLIKE and ground.is_capitalised(index):
        return False
    if ground.wall[before] >= 0 or ground.mark[before]:
        return True
    if word in _DETERMINER and word not in _NOUN_OR_DETERMINER:
        return False
    if word in ("'s", "’s"):
        return form.shape in ("past", "ing") and (ground.lower[before - 1] in _PERSONAL or form.shape == "ing")
    if form.shape == "base":
        if ground.lower[index] in _NOUNLIKE:
            governs = (
                ground.lower[index + 1 : index + 2] == ["that"] and word.endswith("s") and ground.is_nominal(before)
            )
            return word in _PLURAL_SUBJECT or word in _MODAL or word in _DO or word in _NEGATION or governs
        return (
            word in _PLURAL_SUBJECT
            or word in _MODAL
            or word in _DO
            or word in _NEGATION
            or word in (",", ")")
            or ((word.endswith("s") or word in ("people", "officials")) and ground.is_nominal(before))
        )
    if form.shape == "third" and ground.lower[index] in _NOUNLIKE:
        return word in ("he", "she", "it", "who", "which") or (
            ground.is_capitalised(before) and ground.is_nominal(before) and not word.endswith("s")
        )
    if form.shape == "third":
        return (
            word in ("he", "she", "it", "who", "which", "that", ",", ")", "and")
            or (ground.is_nominal(before) and not word.endswith("s"))
            or (ground.is_capitalised(before) and form.cue.lemma in ("say", "tell", "write", "add", "argue"))
        )
    if form.shape == "past" and word in _PREPOSITION:
        return word in ("as", "before", "after")
    return True


def _is_noun(ground: Ground, index: int) -> bool:
    before = ground.lower[index - 1] if index else ""
    return bool(before) and (
        before in _DETERMINER
        or before in ("'s", "’s")
        or (ground.is_word(index - 1) and before not in _PERSONAL and not ground.is_verb_like(index - 1))
    )


def _group(ground: Ground, verb: int, form: Form) -> Group:
    first = verb
    floor = ground.sentence(verb).first
    passive = modal = False
    if form.cue.part == "verb":
        while first > floor and ground.wall[first - 1] < 0:
            word = ground.lower[first - 1]
            if word in _TIME and first - 2 > floor and ground.lower[first - 2] == "on":
                first -= 2
            elif (word in _TIME and first - 2 >= floor and first - 1 > floor and _ends_subject(ground, first - 2)) or (
                word in ("all", "both") and first - 2 >= floor and ground.lower[first - 2].endswith("s")
            ):
                first -= 1
            elif word in _AUXILIARY or word in _NEGATION or word in _ADVERB or (word.endswith("ly") and len(word) > 4):
                if (
                    word in ("'s", "’s")
                    and ground.lower[first - 2] not in _PERSONAL | {"who", "that", "there"}
                    and form.shape != "ing"
                ):
                    break
                passive = passive or (
                    (word in _BE and form.shape in ("past", "participle") and first == verb)
                    or (word == "been" and form.shape in ("past", "participle"))
                )
                modal = modal or word in _HYPOTHETICAL
                first -= 1
            else:
                break
        subject_end = first
        while first < verb and (
            ground.lower[first] in _ADVERB
            or ground.lower[first] in _TIME
            or ground.lower[first] == "on"
            or ground.lower[first].endswith("ly")
        ):
            first += 1
        return Group(Range(first, verb + len(form.words)), verb, form, passive, modal, subject_end)
    return Group(Range(first, verb + len(form.words)), verb, form, passive, modal, first)


def _ends_subject(ground: Ground, index: int) -> bool:
    """Whether a subject can end here, so that a weekday after it is when it was said ("Trump Friday said")."""
    return ground.lower[index] in _PERSONAL or ground.lower[index] in (",", ")") or ground.is_nominal(index)


def _read(ground: Ground, group: Group, sentence: Range, earlier: Range | None) -> Triple | None:
    if group.form.cue.part == "adverbial":
        return _adverbial(ground, group, sentence)
    if group.form.cue.part == "noun":
        return _noun(ground, group, sentence)
    if group.modal:
        return None
    if group.passive:
        return _passive(ground, group, sentence)
    inverted = _inverted(ground, group, sentence)
    if inverted is not None:
        return inverted
    return _active(ground, group, sentence, earlier)


def _floor(ground: Ground, index: int, sentence: Range) -> int:
    """Where the clause of a cue can begin: after the utterance, colon or dash before it."""
    at = index - 1
    while at >= sentence.first:
        if ground.wall[at] >= 0 or ground.lower[at] in _CLAUSE_BREAKS:
            return at + 1
        at -= 1
    return sentence.first


def _inverted(ground: Ground, group: Group, sentence: Range) -> Triple | None:
    """“…,” said X.   CLAUSE, said X."""
    before = group.verb - 1
    cue = group.form.cue
    if (
        "quote" not in cue.takes
        or group.form.shape not in ("past", "third")
        or before < sentence.first
        or group.tokens.first < group.verb
    ):
        return None
    comma = ground.lower[before] in (",", "—", "–", "--")
    if not comma and ground.wall[before] < 0 and not ground.mark[before]:
        return None
    after = group.tokens.last
    quoted = ground.wall[before] >= 0 or (comma and before > sentence.first and ground.wall[before - 1] >= 0)
    if not quoted and (
        cue.lemma not in _PLAIN or subject_before(ground, group.verb, _floor(ground, group.verb, sentence)) is not None
    ):
        return None
    source = phrase_after(ground, after, sentence.last, apposition=True)
    if source is None or ground.lower[source.first] in ("that", "it", "there", "this"):
        return None
    if not quoted and ground.lower[source.first] in _PERSONAL:
        return None
    if not quoted and source.last < sentence.last and ground.is_verb_like(source.last):
        return None
    content = _content_before(ground, before, sentence)
    if content is None:
        return None
    rest = _continued_after(ground, source.last, sentence)
    pattern = "quote-verb-source" if quoted else "clause-verb-source"
    return Triple((group.tokens,), (source,), (*content, *rest), pattern, 0.9, 0.9)


def _active(ground: Ground, group: Group, sentence: Range, earlier: Range | None) -> Triple | None:
    cue = group.form.cue
    floor = _floor(ground, group.subject_end, sentence)
    found = (
        subject_before(ground, group.subject_end, floor)
        if group.form.shape != "ing" or _has_be(ground, group)
        else None
    )
    how = found.how if found else ""
    if found is None:
        found = _shared_subject(ground, group, floor, earlier)
        how = "shared"
    if found is None:
        return None
    source = found.tokens
    if how != "shared":
        postposed = _postposed(ground, group, source, sentence)
        if postposed is not None:
            return postposed
    complement = complement_after(ground, cue, group.tokens.last, _ceiling(ground, sentence))
    if complement is None:
        return None
    if complement.how in ("thing", "to", "hearer-to") and how == "shared" and group.form.shape != "ing":
        return None
    if how == "relative":
        complement = complement._replace(content=_within_relative(ground, complement.content))
    content = (
        complement.content,
        *_continued_after(ground, complement.content.last, sentence, quoted=complement.how == "quote"),
    )
    return Triple(
        (group.tokens,),
        (source,),
        content,
        f"source-verb-{complement.how}" if how != "shared" else f"shared-verb-{complement.how}",
        0.8,
        0.9,
    )


def _within_relative(ground: Ground, content: Range) -> Range:
    """Up to the comma that closes a relative clause: "Lee, who said the bridge was gone, left"."""
    for index in range(content.first + 1, content.last - 1):
        if ground.lower[index] == "," and ground.wall[index] < 0 and ground.is_verb_like(index + 1):
            return Range(content.first, index)
    return content


def _has_be(ground: Ground, group: Group) -> bool:
    return any(ground.lower[index] in _BE for index in range(group.tokens.first, group.verb))


def _shared_subject(ground: Ground, group: Group, floor: int, earlier: Range | None) -> Subject | None:
    """The subject of an earlier verb that this one shares: "…, adding that", "and said"."""
    before = group.subject_end - 1
    word = ground.lower[before] if before >= floor else ""
    if before < 0:
        return None
    if group.form.shape == "ing":
        if word not in (",", "by", "while", "and", "after", "before", "without", "for", "in", "—", "–", "-", "--"):
            if before >= floor and ground.is_nominal(before) and group.form.cue.lemma in _PARTICIPIAL:
                named = subject_before(ground, group.subject_end, floor)
                return named
            return None
    elif word not in ("and", "but", "or", "then", ","):
        return None
    if earlier is not None:
        return Subject(earlier, "shared")
    found = first_subject(ground, max(ground.sentence(group.verb).first, group.verb - _REACH), group.tokens.first)
    return Subject(found, "shared") if found else None


def first_subject(ground: Ground, first: int, ceiling: int) -> Range | None:
    """The first noun phrase of a sentence that a verb follows, an introductory phrase skipped."""
    index = first
    while index < ceiling and (not ground.is_word(index) or ground.lower[index] in ("and", "but", "so", "then")):
        if ground.wall[index] >= 0:
            return None
        index += 1
    if index < ceiling and (
        ground.lower[index] in _PREPOSITION
        or ground.lower[index] in ("as", "when", "while", "if", "although", "though", "because", "since")
    ):
        comma = next((i for i in range(index, min(ceiling, index + 25)) if ground.lower[i] == ","), None)
        if comma is None:
            return None
        index = comma + 1
    phrase = phrase_after(ground, index, ceiling)
    if phrase is None or phrase.last >= ceiling:
        return None
    following = ground.lower[phrase.last]
    if ground.is_verb_like(phrase.last) or following in _ADVERB or following in forms_by_first_word():
        return phrase
    if following == ",":
        closing = next(
            (i for i in range(phrase.last + 1, min(ceiling, phrase.last + 25)) if ground.lower[i] == ","), None
        )
        if (
            closing is not None
            and closing + 1 < ceiling
            and (ground.is_verb_like(closing + 1) or ground.lower[closing + 1] in forms_by_first_word())
        ):
            return Range(phrase.first, closing + 1)
    return None


def _postposed(ground: Ground, group: Group, source: Range, sentence: Range) -> Triple | None:
    """“…,” X said.   CLAUSE, X said on Tuesday.   “…,” X said, “…”   The plan, X said, would fail."""
    if "quote" not in group.form.cue.takes:
        return None
    before = source.first - 1
    if before < sentence.first:
        return None
    quoted = ground.wall[before] >= 0
    comma = ground.lower[before] in (",", "—", "–", "--")
    if comma and before > sentence.first and ground.wall[before - 1] >= 0:
        quoted = True
    if not quoted and not comma and not ground.mark[before]:
        return None
    after = group.tokens.last
    if not quoted and not _is_closing(ground, after, sentence):
        return None
    if (
        quoted
        and complement_after(ground, group.form.cue, after, sentence.last) is not None
        and not _quotation_ends_in_comma(ground, before)
        and not _is_closing(ground, after, sentence)
    ):
        return None
    content = _content_before(ground, before, sentence)
    if content is None or (not quoted and _is_introduction(ground, content[0], after, sentence)):
        return None
    rest = _continued_after(ground, after, sentence, quoted=quoted)
    if quoted:
        pattern = "quote-source-verb"
    else:
        pattern = "clause-source-verb"
        if after < sentence.last and ground.lower[after] == "," and not rest and after + 1 < sentence.last:
            # "The plan, he said, would fail": the clause goes on after the aside.
            end = content_end(ground, after + 1, _ceiling(ground, sentence))
            if end > after + 1:
                rest = (Range(after + 1, end),)
    return Triple((group.tokens,), (source,), (*content, *rest), pattern, 0.9, 0.95)


def _is_introduction(ground: Ground, content: Range, after: int, sentence: Range) -> bool:
    """Whether what stands before "X said" only introduces it ("In one tweet, X said: …"), having no verb of its own."""
    if after >= sentence.last or ground.lower[after] in (".", "!", "?"):
        return ground.lower[content.first] in _INTRODUCING and content.last - content.first < 4
    if ground.lower[content.first] not in _INTRODUCING and ground.lower[content.first] not in _TIME:
        return False
    return not any(ground.is_verb_like(index) for index in range(*content))


def _quotation_ends_in_comma(ground: Ground, before: int) -> bool:
    index = before
    while index > 0 and (ground.mark[index]):
        index -= 1
    return ground.lower[index] in (",", "?", "!", "…", "—")


def _is_closing(ground: Ground, after: int, sentence: Range) -> bool:
    """Whether nothing but adjuncts follows a cue up to the sentence's end or a comma."""
    if after >= sentence.last:
        return True
    word = ground.lower[after]
    if word in (".", ",", "!", "?", "…", ":", ";") or word in _DASHES:
        return True
    if word in _TIME or word in (
        "in",
        "on",
        "at",
        "during",
        "after",
        "last",
        "earlier",
        "to",
        "as",
        "via",
        "later",
        "this",
        "when",
        "before",
        "through",
        "of",
        "with",
        "while",
        "by",
    ):
        if (
            word == "this"
            and after + 1 < sentence.last
            and ground.lower[after + 1] not in ("week", "month", "year", "morning")
        ):
            return False
        return not any(ground.lower[i] == "that" for i in range(after, min(sentence.last, after + 20)))
    return False


def _ceiling(ground: Ground, sentence: Range) -> int:
    """The sentence's end, or that of the utterance that runs over it."""
    last = ground.wall_range(sentence.last - 1)
    return max(sentence.last, last.last) if last else sentence.last


def _content_before(ground: Ground, before: int, sentence: Range) -> tuple[Range, ...] | None:
    """The content left of an attribution that begins after the token `before`."""
    index = before
    if ground.lower[index] in (",", "—", "–", "--") and ground.wall[index] < 0 and index > sentence.first:
        index -= 1
    wall = ground.wall_range(index)
    if wall is not None:
        start = wall.first
        if start > sentence.first:
            lead = list(range(sentence.first, start))
            opens = any(ground.is_word(i) for i in lead)
            if opens and ground.lower[start - 1] not in (":", ",") and not any(ground.wall[i] >= 0 for i in lead):
                start = sentence.first  # "The plan was “a disaster for us,” he said"
        earlier = _group_before(ground, ground.wall[index])
        return (*earlier, Range(start, wall.last))
    first = sentence.first
    while first < index and not ground.is_word(first) and not ground.mark[first]:
        first += 1
    if index + 1 - first < 2:
        return None
    for at in range(index, first - 1, -1):
        if ground.lower[at] in (";",) or (ground.wall[at] >= 0):
            first = at + 1
            break
    return (Range(first, index + 1),)


def _group_before(ground: Ground, number: int) -> tuple[Range, ...]:
    """Earlier paragraphs of the same quotation."""
    group = ground.wall_quotations[number].group
    found: list[Range] = []
    while number > 0 and ground.wall_quotations[number - 1].group == group:
        number -= 1
        found.append(ground.walls[number])
    return tuple(reversed(found))


def _continued_after(ground: Ground, after: int, sentence: Range, quoted: bool = True) -> tuple[Range, ...]:
    """Quotations that follow an attribution of a quotation in the same paragraph and are its second part."""
    if not quoted:
        return ()
    found: list[Range] = []
    index, limit = after, len(ground.tokens)
    text = ground.analysis.text
    while index < limit:
        skipped = 0
        start = index
        while index < limit and ground.wall[index] < 0 and skipped < 14:
            word = ground.lower[index]
            if index > start and _new_paragraph(text, ground, index):
                return tuple(found)
            if index >= sentence.last and not found and word not in _DASHES:
                return tuple(found)
            if word == "." and index + 1 < limit and ground.wall[index + 1] >= 0:
                index += 1
                break
            if found and word not in (",", "."):
                return tuple(found)
            skipped += 1
            index += 1
        if index >= limit or ground.wall[index] < 0 or _new_paragraph(text, ground, index):
            return tuple(found)
        before = ground.lower[index - 1]
        wall = ground.wall_range(index)
        if wall is None or (before not in (",", ".", ":", "—", "–", "--") and ground.wall[index - 1] < 0):
            return tuple(found)
        if _has_own_cue(ground, wall):
            return tuple(found)
        found.append(wall)
        index = wall.last
    return tuple(found)


def _new_paragraph(text: str, ground: Ground, index: int) -> bool:
    return index > 0 and "\n" in text[ground.tokens[index - 1].end : ground.tokens[index].start]


def _has_own_cue(ground: Ground, wall: Range) -> bool:
    """Whether the words right after an utterance attribute it ("…,” he said)."""
    if wall.last >= len(ground.tokens):
        return False
    inner = wall.last - 1
    while inner > wall.first and ground.mark[inner]:
        inner -= 1
    return ground.lower[inner] == "," or (ground.lower[wall.last] == "," and ground.lower[inner] not in ".!?")


def _passive(ground: Ground, group: Group, sentence: Range) -> Triple | None:
    """It was reported (by X) that …: the source is X or nobody."""
    subject = group.tokens.first - 1
    if subject < sentence.first or ground.lower[subject] != "it" or "that" not in group.form.cue.takes:
        return None
    source: tuple[Range, ...] = ()
    after = group.tokens.last
    if after + 1 < sentence.last and ground.lower[after] == "by":
        named = phrase_after(ground, after + 1, sentence.last)
        if named:
            source, after = (named,), named.last
    complement = complement_after(ground, group.form.cue, after, _ceiling(ground, sentence))
    if complement is None or complement.how not in ("that", "quote"):
        return None
    return Triple((group.tokens,), source, (complement.content,), "it-passive", 0.7, 0.9)


def _adverbial(ground: Ground, group: Group, sentence: Range) -> Triple | None:
    """According to X, CLAUSE.   CLAUSE, according to X."""
    opens = (
        group.tokens.first - sentence.first <= 1
    )  # then a comma closes the source: "According to X, the bridge is gone"
    source = phrase_after(ground, group.tokens.last, sentence.last, apposition=not opens)
    if source is None:
        return None
    before = group.tokens.first - 1
    while before >= sentence.first and ground.lower[before] in _ADVERB:
        before -= 1
    if before < sentence.first or (not ground.is_word(before) and ground.wall[before] < 0 and before == sentence.first):
        comma = source.last
        if comma < sentence.last and ground.lower[comma] == ",":
            comma += 1
        end = content_end(ground, comma, _ceiling(ground, sentence)) if comma < sentence.last else comma
        if end <= comma:
            return None
        return Triple((group.tokens,), (source,), (Range(comma, end),), "according-first", 0.8, 0.9)
    content = _content_before(ground, before, sentence)
    if content is None:
        return None
    return Triple((group.tokens,), (source,), content, "according-last", 0.8, 0.95)


def _noun(ground: Ground, group: Group, sentence: Range) -> Triple | None:
    """X's claim that …   the claim that …"""
    complement: Complement | None = None
    after = group.tokens.last
    if after < sentence.last and ground.lower[after] == "that":
        complement = complement_after(ground, group.form.cue, after, _ceiling(ground, sentence))
    if complement is None or complement.how != "that":
        return None
    source: tuple[Range, ...] = ()
    before = group.verb - 1
    limit = max(sentence.first, before - 4)
    while (
        before >= limit
        and ground.lower[before] not in ("'s", "’s", "’", "'")
        and ground.lower[before] not in words_of("possessive")
    ):
        if not ground.is_nominal(before):
            break
        before -= 1
    if before >= limit:
        if ground.lower[before] in words_of("possessive"):
            source = (Range(before, before + 1),)
        elif ground.lower[before] in ("'s", "’s", "’", "'"):
            subject = subject_before(ground, before, sentence.first)
            if subject:
                source = (subject.tokens,)
    if not source:
        return None
    return Triple((Range(group.verb, group.tokens.last),), source, (complement.content,), "noun-that", 0.5, 0.8)


def _without_doubles(found: list[Triple]) -> list[Triple]:
    """Of several triples with the same content, the one with the higher probability (the first of equals)."""
    kept: dict[tuple[Range, ...], Triple] = {}
    for triple in found:
        other = kept.get(triple.content)
        if other is None or triple.probability > other.probability:
            kept[triple.content] = triple
    return sorted(kept.values(), key=lambda triple: (triple.content[0].first, triple.cue[0].first if triple.cue else 0))
