"""From the heads of phrases to actors: whoever the phrase names, or else whoever is named within it."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.knowledge.people import institution_nouns, person_word
from onrecord.knowledge.plover import classes, nouns, word_uses
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Range
from onrecord.reading.actors.speakers import Speakers
from onrecord.reading.events import arguments
from onrecord.reading.events.conditions import is_of, patients
from onrecord.reading.tree import Tree
from onrecord.records import ActorKind, Place, Span

_MOST = 4  # participants of one role
_BODIES = (
    "people",
    "people_or_body",
    "fighters",
    "body",
    "leader",
    "refugees",
    "government",
    "protesters",
    "helpers",
    "sides",
)
_SAFE = 0.75  # confidence of a pronoun that is taken for somebody
_NO_PARTICIPANT = frozenset({"Date", "Money", "Product"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET"})
_KINDS: dict[str, ActorKind] = {"Person": "person", "Organization": "organization", "NORP": "group"}
_MODIFYING = frozenset({"amod", "compound", "flat"})
_EDGES = frozenset({",", ";", ":", "(", ")", "--", "—", "–", "“", "”", '"'})
_RELATIVE = frozenset({"who", "which", "that", "whom", "what"})


class Participants:
    """Resolves the arguments of a document's events, in the order of its text."""

    def __init__(self, tree: Tree, speakers: Speakers, places: Iterable[Place] = ()) -> None:
        self._tree = tree
        self._speakers = speakers
        self._places = [(span, place.country) for place in places if place.country for span in place.spans]
        self._countries = {span.start for place in places if place.precision == "country" for span in place.spans}
        self._known: dict[tuple[int, bool], str | None] = {}
        self._named: dict[int, str | None] = {}

    def resolve(self, heads: Iterable[int], *, doers: bool = False) -> tuple[str, ...]:
        """The actors that phrases name, by the heads of the phrases; those joined by "and" one by one. `doers`: who does something, else
        who suffers it."""
        found: list[str] = []
        for head in heads:
            for token in self._tree.joined(head):
                identity = self._one(token, doers=doers)
                if identity is not None and identity not in found:
                    found.append(identity)
        return tuple(found[:_MOST])

    def first(self, heads: Iterable[int], without: tuple[str, ...]) -> tuple[str, ...]:
        """The first of the phrases that names anybody else than the given ones."""
        for head in heads:
            found = tuple(one for one in self.resolve([head]) if one not in without)
            if found:
                return found
        return ()

    def country(self, heads: Iterable[int]) -> tuple[str, ...]:
        """The first country among the phrases that say where something happens: "deployed troops in Libya" is done to Libya."""
        for head in heads:
            entity = self._tree.analysis.entity_at(head)
            if entity is None or entity.label != "Location":
                continue
            span = self._span(Range(entity.first, entity.last))
            if span.start not in self._countries:
                continue
            found = self._resolved(entity.first, entity.last) or self._introduced(
                head, Range(entity.first, entity.last)
            )
            if found is not None:
                return (found,)
        return ()

    def _one(self, token: int, *, doers: bool) -> str | None:
        if (token, doers) not in self._known:
            self._known[token, doers] = self._look(token, doers)
        return self._known[token, doers]

    def _look(self, token: int, doers: bool) -> str | None:
        tree = self._tree
        if not self._may_name(token) or (doers and self._is_town_before(token)):
            return None
        whole = self._phrase(token)
        if not self._is_thing(token):  # "met at the Group of 20 summit"
            identity = self._named_by(token, whole)
            if identity is not None:
                return identity
        for inner in arguments.within(tree, token, doers=doers):
            if inner == token or not (self._may_name(inner) or self._is_country_of(inner)):
                continue
            owner = arguments.owner(tree, inner) if tree.deprels[inner] == "nmod:poss" else None
            if owner is not None and owner != token:
                return self._one(owner, doers=doers)
            part = self._phrase(inner)
            if part.last - part.first >= whole.last - whole.first or (doers and self._is_town_before(inner)):
                continue
            identity = self._named_by(inner, part)
            if identity is not None:
                return identity
        return None

    def _named_by(self, token: int, phrase: Range) -> str | None:
        """The actor that one phrase names, looked for once."""
        if token not in self._named:
            self._named[token] = self._resolved(phrase.first, phrase.last) or self._introduced(token, phrase)
        return self._named[token]

    def _is_town_before(self, token: int) -> bool:
        """Whether a town only says which event is meant: "the Berkeley rally" is not held by Berkeley, nor by its country."""
        tree = self._tree
        entity = tree.analysis.entity_at(token)
        if entity is None or entity.label != "Location" or tree.deprels[token] not in _MODIFYING:
            return False
        return self._span(Range(entity.first, entity.last)).start not in self._countries

    def _introduced(self, token: int, phrase: Range) -> str | None:
        """Somebody who is only known as a participant: a name, a city that stands for its country, or people by their common noun."""
        tree = self._tree
        entity = tree.analysis.entity_at(token)
        if entity is not None and entity.label in _KINDS:
            return self._speakers.introduce(self._span(Range(entity.first, entity.last)), _KINDS[entity.label])
        if entity is not None and entity.label == "Location":
            span = self._span(Range(entity.first, entity.last))
            country = next((country for where, country in self._places if where.start <= span.start < where.end), None)
            return None if country is None else self._speakers.introduce(span, "country", country)
        word, lemma = tree.lower[token], tree.lemmas[token]
        if entity is not None or tree.upos[token] != "NOUN":
            return None
        if (
            person_word(word, lemma) is None
            and lemma not in institution_nouns()
            and lemma not in classes()["people"].lemmas
        ):
            return None
        is_several = word != lemma or bool(tree.children(token, "nummod"))
        first = phrase.first
        while first < token and tree.deprels[first] in ("case", "punct", "cc", "mark"):
            if tree.lower[first + 1] in word_uses()["bound"]:
                break  # "at least 19 people"
            first += 1
        return self._speakers.introduce(self._span(Range(first, phrase.last)), "group" if is_several else "unnamed")

    def _span(self, tokens: Range) -> Span:
        return Span.of(self._tree.analysis.text, *self._tree.analysis.characters(tokens))

    def _phrase(self, token: int) -> Range:
        """The words of a noun phrase around its head, as far as they stand together and no verb comes between."""
        below = self._tree.subtree(token, clauses=False)
        first, last = token, token + 1
        entity = self._tree.analysis.entity_at(token)
        if entity is not None:
            first, last = min(first, entity.first), max(last, entity.last)
        while first > below.first and not self._is_edge(first - 1, token):
            first -= 1
        while last < below.last and not self._is_edge(last, token):
            last += 1
        torn = self._tree.analysis.entity_at(last - 1)
        return Range(first, max(last, torn.last) if torn is not None else last)

    def _is_edge(self, token: int, head: int) -> bool:
        tree = self._tree
        if tree.upos[token] in ("AUX", "SCONJ") or tree.lower[token] in _RELATIVE:
            return True
        if tree.upos[token] == "VERB":
            return tree.deprels[token] not in ("amod", "compound") or token > head
        return tree.upos[token] == "PUNCT" and tree.lower[token] in _EDGES

    def _may_name(self, token: int) -> bool:
        entity = self._tree.analysis.entity_at(token)
        if entity is not None and entity.label in _NO_PARTICIPANT:
            return False
        if entity is not None and entity.label == "Location" and self._is_where(token):
            return False
        if self._is_scene(token) or self._is_prefixed(token):
            return False
        if self._tree.upos[token] == "ADJ" or self._tree.deprels[token] in _MODIFYING:
            return entity is not None  # "Russian" names somebody, "international" nobody
        return self._tree.upos[token] in _NAMING and self._tree.lower[token] not in _RELATIVE

    def _is_where(self, token: int) -> bool:
        """Whether a place is only where something happens: "shook hands in Geneva" brings no Switzerland in."""
        for head in (token, *self._tree.above(token)):
            case = self._tree.case(head)
            if case is not None:
                return case in arguments.place_cases()
            if self._tree.deprels[head] not in ("flat", "compound", "appos", "conj"):
                return False
        return False

    def _is_prefixed(self, token: int) -> bool:
        """Whether a name only stands in "inter-Korean", "pro-Russian"."""
        words = self._tree.lower
        return token > 1 and words[token - 1] == "-" and words[token - 2] in word_list("events/name_prefixes.txt")

    def _is_scene(self, token: int) -> bool:
        """Whether a building or a body is only where something happens: "killed 21 people at a school", but not "fired at a school"."""
        tree = self._tree
        case = tree.case(token)
        entity = tree.analysis.entity_at(token)
        is_body = entity is not None and entity.label == "Organization"
        if (tree.upos[token] != "NOUN" and not is_body) or case not in arguments.place_cases():
            return False
        if person_word(tree.lower[token], tree.lemmas[token]) or tree.lemmas[token] in classes()["people"].lemmas:
            return False
        if case != "at" or tree.deprels[token] == "nmod":
            return True
        suffering = patients(tree, tree.heads[token]) if tree.heads[token] >= 0 else []
        return any(is_of(tree, one, "people") for one in suffering)

    def _is_thing(self, token: int) -> bool:
        """Whether a phrase names an event or a thing, and whoever takes part only within: "the summit", "a gun and explosives"."""
        tree = self._tree
        if tree.upos[token] != "NOUN":
            return False
        weapons = classes()["banned_weapon"].lemmas
        if tree.lemmas[token] in weapons and any(
            tree.lemmas[one] in weapons for one in tree.children(token, "compound", "amod")
        ):
            return True  # "a nerve agent"
        if person_word(tree.lower[token], tree.lemmas[token]) is not None:
            return False
        lemma = tree.lemmas[token]
        if lemma in nouns():
            return True
        is_body = lemma in institution_nouns() or any(lemma in classes()[name].lemmas for name in _BODIES)
        return tree.analysis.entity_at(token) is None and not is_body

    def _is_country_of(self, token: int) -> bool:
        """Whether a country is where the thing stands that a participant's phrase names: "a warehouse in Syria" is hit, and Syria with it."""
        tree = self._tree
        entity = tree.analysis.entity_at(token)
        if entity is None or entity.label != "Location" or tree.deprels[token] != "nmod":
            return False
        thing = tree.heads[token]
        is_thing = thing >= 0 and tree.upos[thing] == "NOUN" and tree.lemmas[thing] not in nouns()
        return is_thing and self._span(Range(entity.first, entity.last)).start in self._countries

    def _resolved(self, first: int, last: int) -> str | None:
        start, end = self._tree.analysis.tokens[first].start, self._tree.analysis.tokens[last - 1].end
        while first < last and self._tree.deprels[first] in ("case", "punct", "cc", "mark"):
            first += 1
            if first < last:
                start = self._tree.analysis.tokens[first].start
        if first >= last:
            return None
        identity, confidence = self._speakers.resolve(Span.of(self._tree.analysis.text, start, end))
        is_pronoun = last - first == 1 and self._tree.upos[first] == "PRON"
        return None if is_pronoun and confidence < _SAFE else identity
