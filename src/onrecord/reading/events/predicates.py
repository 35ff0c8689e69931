"""Verbs that the parser took for something else: the finite verb behind its auxiliary that became an attribute ("Norway has suspended aid"),
the active perfect that became a passive, the object that became a form of address, the infinitive behind "will" that became an adjective.

Only what stands right beside a word decides; the tree around it stays as it was found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from onrecord.knowledge.plover import hyphenated, nouns, verbs
from onrecord.knowledge.tables import word_list
from onrecord.model.analysis import Analysis
from onrecord.model.lemmas import lemma

_ATTRIBUTES = frozenset({"amod", "compound", "nmod:desc", "flat", "appos", "nmod"})
_BETWEEN = frozenset({"ADV", "PART"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_OPENING = frozenset({"DET", "NOUN", "PROPN", "NUM", "PRON", "ADJ"})
_PASSIVE = {"nsubj:pass": "nsubj", "csubj:pass": "csubj"}


def with_predicates(analysis: Analysis) -> Analysis:
    """The same analysis with verbs as predicates where their auxiliary shows that they are.

    >>> from onrecord.model.analyse import analyse
    >>> found = with_predicates(analyse("Both sides announced a cease-fire."))
    >>> found.lemmas[-2]
    'cease-fire'
    """
    assert analysis.heads is not None
    assert analysis.deprels is not None
    assert analysis.upos is not None
    assert analysis.lemmas is not None
    words = _Words(analysis)
    for token, part in enumerate(analysis.upos):
        if part == "ADJ":
            words.raise_infinitive(token)
        if words.upos[token] == "VERB":
            words.raise_attribute(token)
            words.make_active(token)
        elif words.deprels[token] == "vocative" or (words.deprels[token] == "xcomp" and words.is_person(token)):
            words.make_object(token)
    for sentence in analysis.sentences:
        words.lower_first(sentence.first)
    words.join_hyphens()
    return replace(
        analysis,
        heads=tuple(words.heads),
        deprels=tuple(words.deprels),
        upos=tuple(words.upos),
        lemmas=tuple(words.lemmas),
    )


class _Words:
    """The columns of an analysis that change."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis, self.tokens = analysis, analysis.tokens
        self.lower = [token.text.lower() for token in analysis.tokens]
        self.heads, self.deprels = list(analysis.heads or ()), list(analysis.deprels or ())
        self.upos, self.lemmas = list(analysis.upos or ()), list(analysis.lemmas or ())

    def raise_attribute(self, verb: int) -> None:
        """ "Norway has *suspended* aid": an attribute behind an auxiliary is the predicate, the noun that it hung on its object."""
        noun, auxiliary = self.heads[verb], self._auxiliary(verb)
        if self.deprels[verb] not in _ATTRIBUTES or noun <= verb or auxiliary is None or self.upos[noun] not in _NOUNS:
            return
        if any(self.upos[one] in ("PUNCT", "VERB") for one in range(verb + 1, noun)):
            return
        above, subject = self.heads[noun], self._phrase_before(auxiliary, verb)
        moved = {*range(auxiliary, verb), *(() if subject is None else (subject,))}
        if moved.intersection(self._upwards(above)):
            return  # what would hang on the verb has it below itself
        relation = self.deprels[noun] if above < 0 else "ccomp" if self.upos[above] == "VERB" else "parataxis"
        self.heads[verb], self.deprels[verb] = above, relation
        self.heads[noun], self.deprels[noun] = verb, "obj"
        for one in range(auxiliary, verb):
            self.heads[one] = verb
            self.deprels[one] = "aux" if self.upos[one] == "AUX" else "advmod"
        if subject is not None:
            self.heads[subject], self.deprels[subject] = verb, "nsubj"

    def make_active(self, verb: int) -> None:
        """ "Norway *has suspended* ferries": a passive needs its "be"."""
        passive = [one for one in self._below(verb) if self.deprels[one] in _PASSIVE]
        if not passive or any(self.deprels[one] == "aux:pass" for one in self._below(verb)):
            return
        auxiliary = self._auxiliary(verb)
        if auxiliary is not None and self.lower[auxiliary] in word_list("events/perfect_words.txt"):
            for one in passive:
                self.deprels[one] = _PASSIVE[self.deprels[one]]

    def is_person(self, token: int) -> bool:
        entity = self.analysis.entity_at(token)
        return entity is not None and entity.label == "Person"

    def make_object(self, token: int) -> None:
        """ "It will free *Corporal X*", "called *King Y*": whom a verb names right behind itself, without a comma, it does not address,
        nor say of anybody."""
        verb = self.heads[token]
        if 0 <= verb < token and self.upos[verb] == "VERB":
            between = [one for one in range(verb + 1, token) if self.upos[one] in ("PUNCT", "VERB", "ADP", "SCONJ")]
            if not between and not any(self.deprels[one] == "obj" for one in self._below(verb)):
                self.deprels[token] = "obj"

    def raise_infinitive(self, token: int) -> None:
        """ "It would *free* the prisoners": behind "would", before a noun phrase, a verb of the tables is one."""
        if token == 0 or token + 1 >= len(self.upos) or self.upos[token - 1] != "AUX":
            return
        if self.lower[token - 1] not in word_list("events/modal_words.txt") or self.lower[token] not in verbs():
            return
        if self.upos[token + 1] not in _OPENING:
            return
        self.upos[token], self.lemmas[token] = "VERB", self.lower[token]
        for one in self._below(token):
            if one > token and self.deprels[one] == "nsubj":
                self.deprels[one] = "obj"

    def lower_first(self, token: int) -> None:
        """ "*Rallies* took place": the capital of a sentence's first word makes no name of an event noun."""
        if self.upos[token] != "PROPN" or self.analysis.entity_at(token) is not None:
            return
        if token + 1 < len(self.upos) and self.upos[token + 1] == "PROPN":
            return
        noun = lemma(self.lower[token], "NOUN")
        if noun in nouns():
            self.upos[token], self.lemmas[token] = "NOUN", noun

    def join_hyphens(self) -> None:
        """Gives the last part of "cease-fire" the lemma of the whole, where the tables know it."""
        for middle in range(1, len(self.tokens) - 1):
            first, last = self.tokens[middle - 1], self.tokens[middle + 1]
            if self.tokens[middle].text != "-" or first.end + 1 != last.start:
                continue
            whole = f"{self.lower[middle - 1]}-{self.lemmas[middle + 1].lower()}"
            if whole in hyphenated():
                self.lemmas[middle + 1] = whole

    def _upwards(self, token: int) -> Iterator[int]:
        """A word and all that it hangs on."""
        while token >= 0:
            yield token
            token = self.heads[token]

    def _auxiliary(self, verb: int) -> int | None:
        """The first of the auxiliaries right before a verb, adverbs and "not" between them."""
        found, here = None, verb - 1
        while here >= 0 and (self.upos[here] == "AUX" or self.upos[here] in _BETWEEN):
            if self.upos[here] == "AUX":
                found = here
            here -= 1
        return found

    def _phrase_before(self, end: int, verb: int) -> int | None:
        """The head of the noun phrase that ends before `end`."""
        here = end - 1
        if here < 0 or self.upos[here] not in _NOUNS:
            return None
        for _ in range(8):
            above = self.heads[here]
            if not 0 <= above < end or self.upos[above] not in _NOUNS:
                return here
            here = above
        return here

    def _below(self, token: int) -> list[int]:
        return [one for one in range(max(0, token - 30), min(len(self.heads), token + 30)) if self.heads[one] == token]
