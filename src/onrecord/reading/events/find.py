"""Events of a document: triggers ─▶ composed ─▶ participants, setting, certainty, who says so ─▶ tellings of one event joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec

from onrecord.knowledge.plover import contexts, nouns
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis
from onrecord.reading.actors.speakers import Speakers
from onrecord.reading.certainty.find import certainty_of
from onrecord.reading.events import arguments
from onrecord.reading.events.carried import with_settings_carried
from onrecord.reading.events.conditions import is_of, patients
from onrecord.reading.events.disasters import without_disasters
from onrecord.reading.events.headlines import with_headlines_read
from onrecord.reading.events.merging import merged
from onrecord.reading.events.participants import Participants
from onrecord.reading.events.predicates import with_predicates
from onrecord.reading.events.settings import Settings
from onrecord.reading.events.tree_mending import mended
from onrecord.reading.events.triggers import find_triggers
from onrecord.reading.events.types import Told, composed
from onrecord.reading.innermost import Contents
from onrecord.reading.tree import Tree
from onrecord.records import Actor, Event, Figure, Place, Span, Statement, Time
from onrecord.sources.document import Document

_BEFALLEN = frozenset({"ASSAULT", "CONSULT"})
_DONE_TO_COUNTRIES = frozenset({"AID", "MOBILIZE", "COERCE", "SUPPORT", "RETREAT", "AGREE", "CONCEDE", "SANCTION"})
_BESIDE = frozenset({"amod", "advcl", "appos"})
_MUTUAL = frozenset({"AGREE", "CONSULT", "COOPERATE", "SUPPORT"})
_CLASHES = frozenset({"clash", "skirmish", "battle", "fight", "gunfight", "fighting", "combat", "war"})
_MOST_CONTEXTS = 3
_BELIEVED = 0.2  # probability from which on the model's head for events lets a rule's event stand
_MOST_SURE = 0.99
_LONE = 0.55  # confidence of an event that nobody takes part in


def find_events(
    document: Document,
    analysis: Analysis,
    actors: tuple[Actor, ...],
    places: tuple[Place, ...],
    times: tuple[Time, ...],
    statements: tuple[Statement, ...],
    figures: tuple[Figure, ...],
) -> tuple[tuple[Event, ...], tuple[Actor, ...], tuple[Figure, ...]]:
    """The events of a document in the order of its text, the actors with those whom the events add, the figures with their events.

    >>> from onrecord.model.analyse import analyse
    >>> text = "Rebels attacked an army base near Goma, Congo said."
    >>> events, actors, _ = find_events(Document.of(text), analyse(text), (), (), (), (), ())
    >>> [(e.type, e.trigger.text, e.status, len(e.actors)) for e in events]
    [('ASSAULT', 'attacked', 'happened', 1)]
    """
    if analysis.heads is None or not analysis.tokens:
        return (), actors, figures
    tree = tree_of(analysis)
    speakers = Speakers(document, analysis, actors)
    setting = Settings(tree, places, times, figures)
    all_told = without_disasters(tree, composed(tree, find_triggers(tree)))
    setting.know([told.trigger.token for told in all_told])
    reader = _Reader(document, tree, Participants(tree, speakers, places), setting, Contents(statements))
    tellings = [(event, told) for told in _main_first(tree, all_told) if (event := reader.event(told)) is not None]
    found = _main_ones(tree, [(event, told.trigger.token) for event, told in tellings])
    events = merged(
        [event for event, _ in found],
        [tree.lemmas[token] for _, token in found],
        [
            any(tree.lower[one] in word_list("events/definite_words.txt") for one in tree.children(token, "det"))
            for _, token in found
        ],
        _outer(tree, [token for _, token in found]),
        {time.id: time for time in times},
        {place.id: place for place in places},
    )
    events = with_settings_carried(tree, events)
    numbered = tuple(msgspec.structs.replace(event, id=f"e{number}") for number, event in enumerate(events, 1))
    of_figure = {figure: event.id for event in reversed(numbered) for figure in event.figures}
    linked = tuple(
        msgspec.structs.replace(figure, event=of_figure[figure.id]) if figure.id in of_figure else figure
        for figure in figures
    )
    return numbered, speakers.actors, linked


def tree_of(analysis: Analysis) -> Tree:
    """The tree that events are read off: that of the parser, mended."""
    return Tree(mended(with_predicates(with_headlines_read(analysis))))


def _main_first(tree: Tree, all_told: Sequence[Told]) -> list[Told]:
    """Sentence by sentence, and in each what its main clause tells before what its relative clauses and participles add."""

    def rank(told: Told) -> tuple[int, int, int]:
        token = told.trigger.token
        path = [token, *tree.above(token)]
        beside = sum(tree.deprels[one].startswith("acl") or tree.deprels[one] in _BESIDE for one in path)
        return tree.analysis.sentence_of(token), beside, token

    return sorted(all_told, key=rank)


def _outer(tree: Tree, tokens: Sequence[int]) -> list[int | None]:
    """For each telling the number of the one whose verb its participle hangs on: "offered a rebuke, accusing him"."""
    numbers = {token: number for number, token in enumerate(tokens)}
    return [
        numbers.get(tree.heads[token])
        if tree.deprels[token] == "advcl" and tree.lower[token].endswith("ing") and not tree.children(token, "mark")
        else None
        for token in tokens
    ]


class _Reader:
    """Makes the events of one document, one telling at a time."""

    def __init__(
        self, document: Document, tree: Tree, participants: Participants, settings: Settings, contents: Contents
    ) -> None:
        self._document = document
        self._tree = tree
        self._participants = participants
        self._settings = settings
        self._contents = contents

    def event(self, told: Told) -> Event | None:
        """One telling as an event without an id; None where nobody takes part and nothing places it."""
        tree, trigger = self._tree, told.trigger
        confidence = self._belief(told)
        if confidence is None:
            return None
        own = self._arguments(trigger.token)
        actors, recipients = self._sides(told, own)
        place = self._settings.place(trigger.token, befallen=trigger.type in _BEFALLEN)
        when = self._settings.time(trigger.token)
        is_told = bool(actors or recipients or place is not None or self._is_somebodys(own))
        if not is_told and not self._is_done_to_things(told):
            return None
        start, end = tree.analysis.tokens[trigger.token].start, tree.analysis.tokens[trigger.token].end
        span = Span.of(self._document.text, start, end)
        status, certainty = certainty_of(tree, trigger.token)
        if told.refused and status == "denied":
            status = "happened"  # what is denied is what was asked for, not that it is refused
        return Event(
            id="", type=trigger.type, mode=trigger.mode, contexts=self._contexts(trigger.token), trigger=span, actors=actors,  # type: ignore[arg-type]
            recipients=recipients, place=place, when=when, status=status, certainty=certainty,
            according_to=self._contents.innermost(span), figures=self._settings.figures((*own.recipients, *own.actors)),
            mentions=(span,), confidence=confidence if actors or recipients else min(confidence, _LONE),
        )  # fmt: skip

    def _belief(self, told: Told) -> float | None:
        """How sure it is that a word tells an event of its type, None where the model does not believe the rules at all."""
        ground, trigger = self._tree.analysis.events, told.trigger
        if ground is None:
            return trigger.confidence
        chance = ground.head.chance(ground.words, self._tree.heads, trigger.token, trigger.type)
        if chance is None:
            return trigger.confidence
        return round(min(chance, _MOST_SURE), 2) if chance >= _BELIEVED else None

    def _sides(self, told: Told, own: arguments.Arguments) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Who does it and to whom."""
        resolve = self._participants.resolve
        actors = resolve(own.actors if told.actor is None else told.actor, doers=True)
        recipients = resolve(own.recipients if told.recipient is None else told.recipient)
        for noun in () if actors else self._told_again(told.trigger.token):  # "were killed in an attack by rebels"
            again = arguments.of_noun(self._tree, noun)
            actors = actors or resolve(again.actors, doers=True)
        if told.below is not None and not [one for one in recipients if one not in actors]:
            below = self._arguments(told.below)
            recipients = resolve((*below.recipients, *below.actors, *below.scene))
        own_troops: tuple[str, ...] = ()
        if told.trigger.type == "MOBILIZE":  # "sent its troops": they are not those whom they are sent against
            own_troops = resolve([one for one in own.recipients if is_of(self._tree, one, "troops")])
            recipients = tuple(one for one in recipients if one not in own_troops)
        mutual = self._is_mutual(told)
        others = tuple(one for one in recipients if one not in actors)
        if not others and not (mutual and len(actors) > 1) and not self._is_pronoun_done_to(told.trigger.token):
            others = self._participants.first(arguments.reach(self._tree, told.trigger.token), (*actors, *own_troops))
        if not others and told.trigger.type in _DONE_TO_COUNTRIES and not self._is_pronoun_done_to(told.trigger.token):
            where = self._participants.country(arguments.reach(self._tree, told.trigger.token))
            others = tuple(one for one in where if one not in actors)
        if mutual and not others and len(actors) > 1:
            others = actors
        return actors, others

    def _is_pronoun_done_to(self, token: int) -> bool:
        """Whether it is done to "him" or "them", of whom nothing more is known: then it is done to nobody else."""
        tree = self._tree
        return tree.upos[token] == "VERB" and any(tree.upos[one] == "PRON" for one in patients(tree, token))

    def _told_again(self, token: int) -> list[int]:
        """The event nouns that tell again what a verb says."""
        return [one for one in self._tree.children(token, "obl", "obj", "nmod") if self._tree.lemmas[one] in nouns()]

    def _is_done_to_things(self, told: Told) -> bool:
        """Whether a verb tells of violence by or against a thing: "a bomb destroyed the bridge", "a bomb exploded"."""
        tree, token = self._tree, told.trigger.token
        if told.trigger.type != "ASSAULT" or tree.upos[token] != "VERB":
            return False
        return bool(patients(tree, token) or arguments.subjects(tree, token))

    def _is_somebodys(self, own: arguments.Arguments) -> bool:
        """Whether somebody takes part of whom the text only says "they"."""
        return any(self._tree.upos[one] == "PRON" for one in own.actors)

    def _arguments(self, token: int) -> arguments.Arguments:
        tree = self._tree
        has_subject = bool(tree.children(token, "nsubj", "nsubj:pass")) and not tree.children(token, "cop")
        is_said = (
            tree.upos[token] in ("VERB", "ADJ", "AUX") or has_subject
        )  # "it was an attack" names nobody who did it
        return (arguments.of_verb if is_said else arguments.of_noun)(tree, token)

    def _is_mutual(self, told: Told) -> bool:
        """Whether those who do it do it with one another: "A and B met", "failed to reach an agreement", "clashed"."""
        types = {told.trigger.type, told.taken.type if told.taken else None}
        return bool(types & _MUTUAL) or self._tree.lemmas[told.trigger.token] in _CLASHES

    def _contexts(self, token: int) -> tuple[str, ...]:
        tree = self._tree
        sentence = tree.analysis.sentences[tree.analysis.sentence_of(token)]
        near = range(max(sentence.first, token - 15), min(sentence.last, token + 16))
        counted = Counter(context for one in near if one != token for context in contexts().get(tree.lemmas[one], ()))
        return tuple(context for context, _ in counted.most_common(_MOST_CONTEXTS))


def _main_ones(tree: Tree, found: Sequence[tuple[Event, int]]) -> list[tuple[Event, int]]:
    """The tellings with their triggers' tokens, without those that a sentence only brings in beside a fuller one."""
    by_sentence: dict[int, list[tuple[Event, int]]] = {}
    for event, token in found:
        by_sentence.setdefault(tree.analysis.sentence_of(token), []).append((event, token))
    kept = []
    for some in by_sentence.values():
        full = [pair for pair in some if pair[0].actors or pair[0].recipients or pair[0].place]
        kept += full or some
    return kept
