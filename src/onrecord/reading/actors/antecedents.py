"""Whom pronouns and definite descriptions take up. Nobody is better than the wrong one."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from onrecord.knowledge.countries import countries_between
from onrecord.knowledge.people import known, words_for
from onrecord.knowledge.tables import rows, word_list
from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.cast import Participant
from onrecord.reading.actors.name_words import bare
from onrecord.reading.actors.phrase import Phrase
from onrecord.reading.actors.scene import Scene

_NEAR = 2  # sentences back within which a pronoun's antecedent must be mentioned
_FARTHEST = 12  # the same, where only quotations stand between
# Weights of salience and the margin to the next candidate from which an antecedent is taken; chosen on OntoGUM (all genres but news) so that
# precision stays, checked on its news: tools/measure_speakers.py.
_SPOKE_LAST = 0.75
_GENDER_KNOWN = 0.5
_MARGIN = 0.3


class Pronoun(NamedTuple):
    """Number ("singular", "plural", "any") and gender ("m", "f", "n", None for any) of a pronoun."""

    number: str
    gender: str | None


@cache
def pronouns() -> dict[str, Pronoun]:
    """The pronouns that can stand for a speaker.

    >>> pronouns()["she"]
    Pronoun(number='singular', gender='f')
    """
    return {word: Pronoun(number, known(gender)) for word, number, gender in rows("actors/pronouns.txt", 3)}


class Antecedent(NamedTuple):
    """Who is taken up, and whether nobody else came near."""

    member: Participant
    sure: bool


def he_or_she(scene: Scene, gender: str, position: int, limit: int) -> Antecedent | None:
    """The most salient single participant of a gender: who spoke last, is a subject, stands near; None where two come close, or where
    somebody spoke since who cannot be meant."""
    sentence = scene.sentence_at(position)
    candidates: dict[int, tuple[float, Participant]] = {}
    leading: dict[int, int] = {}  # where each last was a subject or spoke
    newest = -1
    last = scene.last_speaker(limit)
    said = scene.quotation_beside(position)
    for at, member in scene.seen(limit, _floor(scene, sentence, limit)):
        if member.plural or member.kind not in ("person", "unnamed") or member.gender not in (None, gender):
            continue
        if scene.is_quoted(at) and not scene.speaks(member, at):
            continue
        if said is not None and said[0] < member.last_before(said[1]) < said[1]:
            continue  # “Roe is a mystery,” he said: it was not Roe who did
        newest = max(newest, at)
        prominence = scene.prominence(member, at)
        score = prominence - (sentence - scene.sentence_at(at)) + (_GENDER_KNOWN if member.gender == gender else 0)
        if prominence or scene.speaks(member, at):
            leading[member.number] = max(at, leading.get(member.number, -1))
        if last is not None and last[1] is member and last[0] >= at:
            score += _SPOKE_LAST
        if member.number not in candidates or candidates[member.number][0] < score:
            candidates[member.number] = (score, member)
    if not candidates:
        return None
    if last is not None and last[1].number not in candidates and last[0] > newest and _may_intervene(last[1], gender):
        return None
    ranked = sorted(candidates.values(), key=lambda pair: -pair[0])
    since = leading.get(ranked[0][1].number, -1)
    if (
        scene.is_open_since(since, limit, gender)
        and scene.sentence_at(limit) - scene.sentence_at(max(since, 0)) <= _FARTHEST
    ):
        return None
    if scene.has_stranger(since if since >= 0 else newest, limit, gender):
        return None
    if ranked[0][1].gender is None and " " not in ranked[0][1].name and (last is None or last[1] is not ranked[0][1]):
        return None  # nothing tells the gender of a lone name
    if len(ranked) == 1:
        return Antecedent(ranked[0][1], True)
    margin = ranked[0][0] - ranked[1][0]
    if margin < _MARGIN and (ranked[0][1].gender is None or ranked[1][1].gender is not None):
        return None
    return Antecedent(ranked[0][1], margin >= 1)


def _floor(scene: Scene, sentence: int, limit: int) -> int:
    """The earliest sentence in which an antecedent may stand: two back, or where the last speaker stands behind quotations alone."""
    last = scene.last_speaker(limit)
    if last is not None and limit - last[0] > 1 and scene.is_quoted(limit - 2):
        spoke = scene.sentence_at(last[0])
        if sentence - _FARTHEST <= spoke:
            return min(sentence - _NEAR, spoke)
    return sentence - _NEAR


def _may_intervene(member: Participant, gender: str) -> bool:
    """Whether a speaker who cannot be meant makes it doubtful who is; a person of the other gender does not."""
    return member.kind not in ("person", "unnamed") or member.plural or member.gender in (None, gender)


def group_or_thing(scene: Scene, form: Pronoun, limit: int) -> Participant | None:
    """ "they", "it": the last speaker, where it is a group or an organisation and nobody has spoken since."""
    last = scene.last_speaker(limit)
    if last is None or scene.sentence_at(limit) - scene.sentence_at(last[0]) > _NEAR:
        return None
    member = last[1]
    if member.name.lower() in pronouns():  # "people"
        return None
    body = member.kind in ("organization", "country", "military")
    if form.number == "plural":
        return member if member.plural or (body and not scene.has_plural_subject(last[0], limit)) else None
    return member if body and not member.plural else None


def taken_up(analysis: Analysis, scene: Scene, phrase: Phrase, limit: int) -> Participant | None:
    """The participant that a definite description takes up: the last before it whose office or noun it is, and whom its further words
    do not contradict ("the foreign minister" is no defence minister)."""
    head = (phrase.head or "").split(" ")[-1]
    further = _modifiers(analysis, phrase.core, head)
    fitting: list[tuple[int, Participant]] = []
    for member in scene.under(head):
        if phrase.plural != member.plural or (phrase.country and member.country not in (None, phrase.country)):
            continue
        if phrase.gender and member.gender not in (None, phrase.gender):
            continue
        at = member.last_before(limit)
        if at >= 0:
            fitting.append((at, member))
    agreeing = [(at, member) for at, member in fitting if further <= _words_of(member)]
    return max(agreeing, key=lambda pair: pair[0])[1] if agreeing else None


def _modifiers(analysis: Analysis, core: Range, head: str) -> set[str]:
    """The words of a description that say which one of a kind is meant: nouns, names and words of offices, lower case."""
    found = set()
    countries = [(one.start, one.end) for one in countries_between(analysis.text, *analysis.characters(core))]
    for index in range(*core):
        word = analysis.tokens[index].text
        if any(start <= analysis.tokens[index].start < end for start, end in countries):
            continue
        lower = bare(word)
        if (
            lower == head
            or lower.removesuffix("s") == head
            or not word[:1].isalpha()
            or lower in words_for("no part of a role")
        ):
            continue
        tag = analysis.upos[index] if analysis.upos is not None else None
        if (
            lower in word_list("actors/role_modifiers.txt")
            or tag in ("NOUN", "PROPN")
            or (tag is None and word[:1].isupper())
        ):
            found.add(lower)
    return found


def _words_of(member: Participant) -> set[str]:
    """All words by which a participant has been called, and of its country."""
    words = {
        bare(word)
        for text in (member.role or "", *member.names, *(span.text for span in member.mentions[:20]))
        for word in text.split()
    }
    return words | {word.strip(",’'") for word in words} | set(member.heads)
