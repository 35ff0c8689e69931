"""Whether what a sense asks for stands beside a word: an object of some class, a preposition, a plural subject."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from onrecord.knowledge.plover import Condition, classes, not_events, word_uses
from onrecord.knowledge.tables import word_list
from onrecord.reading.events import arguments
from onrecord.reading.tree import Tree

_MODIFIERS = ("compound", "nmod:desc", "appos", "amod", "flat", "nmod:poss")
_WORTH = ("obl", "obl:unmarked", "nmod", "nmod:unmarked", "conj", "fixed", "appos", "advmod", "nsubj")
_NEAR = 4  # arcs down
_CLOSE = 3  # tokens


def fulfilled(tree: Tree, token: int, condition: Condition) -> bool:
    """Whether one condition of a sense holds at a verb or a noun."""
    return _holds(tree, token, condition.where, condition.words) != condition.negated


def _holds(tree: Tree, token: int, where: str, wanted: str | None) -> bool:
    if where == "any":
        return True
    if where == "near":
        return wanted is not None and _is_near(tree, token, wanted)
    is_verb = tree.upos[token] == "VERB"
    if where == "arg":
        told = arguments.of_noun(tree, token)
        return bool(told.actors or told.recipients)
    if where == "obj":
        return _some(tree, [one for one in patients(tree, token) if not is_excluded(tree, one)], wanted)
    if where == "subj":
        return _some(tree, doers(tree, token), wanted)
    if where == "plural":
        return any(
            tree.children(one, "conj") or (tree.upos[one] != "PRON" and tree.lower[one] != tree.lemmas[one])
            for one in arguments.subjects(tree, token)
        )
    if where == "to_come":
        clauses = tree.children(token, "xcomp", "ccomp", "advcl")
        later = word_list("events/modal_words.txt")
        return not clauses or any(
            tree.lower[one] in later for clause in clauses for one in tree.children(clause, "aux", "mark")
        )
    if where == "infinitive":
        clauses = [one for one in tree.children(token, "xcomp", "ccomp", "advcl", "acl") if one > token]
        return any(
            tree.lower[mark] == "to" and token < mark
            for one in clauses
            if not tree.children(one, "nsubj")
            for mark in tree.children(one, "mark")
        )
    if where == "xcomp":
        return bool(tree.children(token, "xcomp", "ccomp"))
    beside = arguments.complements(tree, token) if is_verb else tree.children(token, "nmod", "obl")
    if is_verb:
        below = [*patients(tree, token), *beside]
        for _ in range(_NEAR):
            below = [child for one in below for child in tree.children(one, "nmod")]
            beside = [*beside, *below]
    cases = where.split("/")
    return _some(
        tree, [one for one in beside if arguments.case_of(tree, one) in cases and not _is_date(tree, one)], wanted
    )


def _is_date(tree: Tree, token: int) -> bool:
    """ "Called the king on Saturday" is no call on anybody."""
    entity = tree.analysis.entity_at(token)
    return entity is not None and entity.label == "Date"


def _some(tree: Tree, tokens: list[int], wanted: str | None) -> bool:
    return bool(tokens) and (wanted is None or any(is_of(tree, token, wanted) for token in tokens))


def patients(tree: Tree, verb: int) -> list[int]:
    """Who or what suffers what a verb says."""
    return arguments.subjects(tree, verb) if arguments.is_passive(tree, verb) else arguments.objects(tree, verb)


def doers(tree: Tree, verb: int) -> list[int]:
    """Who or what does what a verb says."""
    if arguments.is_passive(tree, verb):
        return list(arguments.of_verb(tree, verb).actors)
    return arguments.subjects(tree, verb)


def is_of(tree: Tree, token: int, name: str) -> bool:
    """Whether a phrase is of a class: its head, a word joined to it, or what it is "of" or made of ("a missile strike")."""
    wanted = classes()[name]
    for one in tree.joined(token):
        if tree.lemmas[one] in wanted.lemmas or _is_kind(tree, one, wanted.kinds):
            return True
    beside = [*tree.children(token, *_MODIFIERS), *_contents(tree, token)]
    return any(tree.lemmas[one] in wanted.lemmas for one in beside)


def _contents(tree: Tree, token: int) -> list[int]:
    """What a phrase is "of", with what is joined to it: "a group of surgeons and nurses", "more than $9 million worth of blankets"."""
    is_measure = tree.lemmas[token] in classes()["measure_word"].lemmas
    cases = word_uses()["measured in" if is_measure else "measured"]  # "an increase in funding"
    found = [one for of in tree.children(token, "nmod") if tree.case(of) in cases for one in tree.joined(of)]
    if is_measure:
        found += [one for worth in tree.children(token, *_WORTH) for one in _contents(tree, worth)]
    return found


def _is_kind(tree: Tree, token: int, kinds: frozenset[str]) -> bool:
    if not kinds:
        return False
    entity = tree.analysis.entity_at(token)
    if entity is not None:
        return entity.label in kinds
    return tree.upos[token] in kinds


def is_excluded(tree: Tree, token: int, kind: str | None = None) -> bool:
    """Whether the surroundings show that a word of the tables tells no event (of that type): "record high", "war of words"."""
    listed = not_events().get(tree.lemmas[token] if kind is None else kind, ())
    return any(_is_beside(tree, token, where, words) for where, words in listed)


def _is_beside(tree: Tree, token: int, where: str, words: frozenset[str]) -> bool:
    if where == "object":
        around: Iterable[int] = patients(tree, token)
    elif where == "subject":
        around = doers(tree, token)
    elif where == "above":
        around = islice(tree.above(token), _CLOSE - 1)
    elif where == "below":
        around = tree.children(token)
    elif where == "after":
        around = range(token + 1, min(len(tree.lower), token + 1 + _CLOSE))
    elif where == "before":
        around = range(max(0, token - _CLOSE), token)
    else:
        sentence = tree.analysis.sentences[tree.analysis.sentence_of(token)]
        around = range(sentence.first, sentence.last)
    return any(tree.lemmas[one] in words or tree.lower[one] in words for one in around)


def _is_near(tree: Tree, token: int, wanted: str) -> bool:
    words = classes()[wanted].lemmas
    level = [token]
    for _ in range(_NEAR):
        level = [child for one in level for child in tree.children(one)]
        if any(tree.lemmas[child] in words and not is_excluded(tree, child) for child in level):
            return True
    return False
