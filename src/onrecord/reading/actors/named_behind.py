"""The person whom a description is of and who is named behind it: "His opponent, Rep. Jane Roe,", "Chairman of the Union Jane Roe"."""

from __future__ import annotations

from onrecord.knowledge.people import person_word, words_for
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.cast import Cast
from onrecord.reading.actors.evidence import without_office
from onrecord.reading.actors.find import clean_name
from onrecord.reading.actors.name_words import bare
from onrecord.reading.actors.phrase import Phrase
from onrecord.reading.actors.phrases import read_phrase


def named_behind(analysis: Analysis, tokens: Range, described: Phrase | None, cast: Cast) -> Phrase | None:
    """The phrase of the person named behind a description in these tokens; None where nobody is, or another than is described."""
    after_comma = _after_comma(analysis, tokens, cast) if described is None or not described.joined else None
    if after_comma is not None or analysis.entities is None or described is None:
        return after_comma
    return _directly(analysis, tokens, described, cast)


def _after_comma(analysis: Analysis, tokens: Range, cast: Cast) -> Phrase | None:
    words = analysis.tokens
    for comma in range(tokens.first + 1, tokens.last - 1):
        if words[comma].text != ",":
            continue
        end = comma + 1
        while (
            end < tokens.last
            and words[end].text not in words_for("stop")
            and words[end].text not in words_for("relative")
        ):
            end += 1
        phrase = read_phrase(analysis, comma + 1, end, cast.surnames())
        if phrase is None or phrase.kind != "person" or phrase.name is None or phrase.name.last != end:
            return None
        several = phrase.name.last - phrase.name.first > 1
        return phrase if several or cast.persons(clean_name(analysis, phrase.name)) else None
    return None


def _directly(analysis: Analysis, tokens: Range, described: Phrase, cast: Cast) -> Phrase | None:
    """The model's person who follows a noun without a comma: "Ambassador to the United States Ali Aziz"."""
    if described.joined and not _is_one(analysis, described):
        return None
    for index in range(tokens.first + 1, tokens.last):
        entity = analysis.entity_at(index)
        if analysis.tokens[index].text in words_for("stop") or analysis.tokens[index].text in words_for("relative"):
            return None
        if entity is None and analysis.upos is not None and analysis.upos[index] in ("VERB", "AUX"):
            return None
        if entity is None or entity.first != index or entity.label != "Person":
            continue
        name = without_office(analysis, Range(index, min(entity.last, tokens.last)))
        before = analysis.upos[name.first - 1] if analysis.upos is not None else "PROPN"
        if before not in ("NOUN", "PROPN") or name.last - name.first < 2:
            return None
        phrase = read_phrase(analysis, name.first, name.last, cast.surnames())
        return phrase if phrase is not None and phrase.kind == "person" else None
    return None


def _is_one(analysis: Analysis, described: Phrase) -> bool:
    """Whether "A and B Jane Roe" are two descriptions of one person: common nouns or titles without an own article or name before."""
    first, second = described.joined[0], described.joined[-1]
    if len(described.joined) != 2 or analysis.upos is None:
        return False
    singular = not analysis.tokens[first.last - 1].text.endswith("s")
    named = any(
        (entity := analysis.entity_at(index)) is not None and entity.label == "Person" for index in range(*first)
    )
    article = analysis.tokens[second.first].text.lower() in words_for("no part of a role")
    noun = (
        analysis.entity_at(first.last - 1) is None
        or person_word(bare(analysis.tokens[first.last - 1].text)) is not None
    )
    return singular and not named and not article and noun
