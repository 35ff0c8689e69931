"""Mends what the parser often gets wrong, before events are read off the tree: subjects hung on auxiliaries, names torn apart.

A verb that lost its subject to its own auxiliary ("has" of "has condemned") gets it back; the words of one name hang together, on the word
that stands for the name in the sentence; a finite verb without any subject takes the noun phrase that stands right before it.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterable
from dataclasses import replace

from onrecord.knowledge.plover import light_verbs, nouns
from onrecord.model.analysis import Analysis

_HELPING = frozenset({"aux", "aux:pass", "cop"})
_KEPT = frozenset({"punct", "cc", "fixed", "goeswith"})
_ARGUMENTS = frozenset(
    {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "nmod:poss", "obl:agent", "appos", "conj", "root"}
)
_NAMING = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_BETWEEN = frozenset({"ADV", "AUX", "PUNCT"})
_WITHOUT_SUBJECT = _HELPING | {"acl", "amod", "xcomp", "conj", "advcl", "csubj", "compound", "case", "advmod"}
_BEFORE_NOUN = frozenset({"compound", "amod", "det", "nummod", "nmod:desc", "flat", "nmod:poss", "vocative", "dep"})
_TITLES = frozenset({"nmod:desc", "compound", "amod", "flat"})
_DASHES = frozenset({"--", "—", "–", "-", ":"})
_WHERE = frozenset({"in", "at", "near", "outside", "inside"})
_DATELINE = 12  # tokens
_NAMES = frozenset({"Person", "Organization", "Location"})


def mended(analysis: Analysis) -> Analysis:
    """The same analysis with a better tree.

    >>> from onrecord.model.analyse import analyse
    >>> found = mended(analyse("Rebels have attacked the base."))
    >>> found.heads[0], found.deprels[0]
    (2, 'nsubj')
    """
    assert analysis.heads is not None
    assert analysis.deprels is not None
    assert analysis.upos is not None
    tree = _Growing(list(analysis.heads), list(analysis.deprels), analysis.upos)
    for entity in analysis.entities or ():
        if entity.label in _NAMES and entity.last - entity.first > 1:
            tree.hold_together(entity.first, entity.last)
    for token in range(len(tree.heads)):
        tree.bring_home(token)
    for token in range(len(tree.heads)):
        tree.free_auxiliary(token)
        tree.give_preposition(token)
        tree.join(token)
        tree.lift_case(token)
        tree.bring_back(token)
    for sentence in analysis.sentences:
        tree.set_dateline_apart(sentence.first, sentence.last, analysis)
        tree.find_headline_verb(sentence.first, sentence.last)
    starts = {token: sentence.first for sentence in analysis.sentences for token in range(*sentence)}
    within = {token: entity.first for entity in analysis.entities or () for token in range(entity.first, entity.last)}
    dates = {
        token
        for entity in analysis.entities or ()
        if entity.label == "Date"
        for token in range(entity.first, entity.last)
    }
    for token in range(len(tree.heads)):
        tree.find_subject(token, starts.get(token, 0), within, dates)
    for token in range(len(tree.heads)):
        tree.raise_object(token)
        tree.find_object(token, dates)
    for entity in analysis.entities or ():
        if entity.label == "Location":
            tree.lift_place(entity.first, entity.last, analysis)
    for sentence in analysis.sentences:
        if not tree.is_tree(sentence.first, sentence.last):
            span = slice(sentence.first, sentence.last)
            tree.heads[span], tree.deprels[span] = analysis.heads[span], analysis.deprels[span]
    return replace(analysis, heads=tuple(tree.heads), deprels=tuple(tree.deprels))


class _Heads(list[int]):
    """The heads of words, which also know what hangs on each word (`below`) while they are changed one by one."""

    def __init__(self, heads: Iterable[int]) -> None:
        super().__init__(heads)
        self.below: list[list[int]] = [[] for _ in self]
        for token, head in enumerate(self):
            if head >= 0:
                self.below[head].append(token)

    def hang(self, token: int, head: int) -> None:
        """Hangs a word on another one (-1: on none)."""
        if self[token] >= 0:
            self.below[self[token]].remove(token)
        if head >= 0:
            insort(self.below[head], token)
        self[token] = head


class _Growing:
    """A tree that is being changed."""

    def __init__(self, heads: list[int], deprels: list[str], upos: tuple[str, ...]) -> None:
        self.heads, self.deprels, self.upos = _Heads(heads), deprels, upos

    def _hang(self, token: int, head: int, relation: str) -> None:
        self.heads.hang(token, head)
        self.deprels[token] = relation

    def is_tree(self, first: int, last: int) -> bool:
        """Whether every word of a sentence still hangs, through others of it, on a root."""
        for token in range(first, last):
            here = token
            for _ in range(last - first + 1):
                here = self.heads[here]
                if here < 0:
                    break
                if not first <= here < last:
                    return False
            else:
                return False
        return True

    def lift_place(self, first: int, last: int, analysis: Analysis) -> None:
        """Hangs a place on the verb whose object stands before it: "arrested 120 protesters in Minsk" tells where they were arrested; but
        "condemned the attack in Minsk" not where it was condemned."""
        for token in range(first, last):
            noun = self.heads[token]
            verb = self.heads[noun] if noun >= 0 else -1
            if self.deprels[token] != "nmod" or not 0 <= verb < noun < token:
                continue
            where = any(
                self.heads[one] == token and analysis.tokens[one].text.lower() in _WHERE for one in range(noun, token)
            )
            lemmas = analysis.lemmas or ()
            is_deed = lemmas[noun].lower() in nouns() and lemmas[verb].lower() not in light_verbs()
            if where and self.deprels[noun] == "obj" and self.upos[verb] == "VERB" and not is_deed:
                self._hang(token, verb, "obl")

    def hold_together(self, first: int, last: int) -> None:
        """Hangs the words of a name on the one of them that stands for it."""
        outer = [token for token in range(first, last) if not first <= self.heads[token] < last]
        if len(outer) < 2:
            return
        main = next((token for token in outer if self.deprels[token] in _ARGUMENTS), outer[0])
        for token in outer:
            if token != main and self.deprels[token] not in _KEPT and not self._is_below(main, token):
                self._hang(token, main, "flat")

    def bring_home(self, token: int) -> None:
        """Hangs a word that belongs before a noun, or a name, on its own noun phrase where it went to one behind a verb."""
        head = self.heads[token]
        if self.deprels[token] not in _BEFORE_NOUN or head < 0 or abs(head - token) < 2:
            return
        between = range(min(token, head) + 1, max(token, head))
        if not any(self.upos[one] in ("VERB", "AUX") and self.deprels[one] not in _BEFORE_NOUN for one in between):
            return
        before, behind = token - 1, token + 1
        if head > token and behind < len(self.heads) and self.upos[behind] in ("NOUN", "PROPN", "ADJ"):
            home = behind
        elif before >= 0 and self.upos[before] in ("NOUN", "PROPN"):
            home = before
        else:
            return
        while (
            self.deprels[home] in ("flat", "compound", "amod")
            and abs(self.heads[home] - home) < 6
            and self.heads[home] != token
        ):
            home = self.heads[home]
        if home != token and home >= 0 and not self._is_below(home, token):
            self.heads.hang(token, home)
            self.deprels[token] = "flat" if home < token else self.deprels[token]

    def free_auxiliary(self, token: int) -> None:
        """Gives what hangs on an auxiliary to its verb."""
        head = self.heads[token]
        if head < 0 or self.deprels[token] not in _HELPING:
            return
        for child in self._below(token):
            if self.deprels[child] not in _KEPT and child != head:
                self.heads.hang(child, head)

    def join(self, token: int) -> None:
        """ "President X *and* his counterpart Y": what "and" brings in is joined, no apposition."""
        if self.deprels[token] == "appos" and any(
            self.deprels[child] == "cc" and child < token for child in self._below(token)
        ):
            self.deprels[token] = "conj"

    def lift_case(self, token: int) -> None:
        """ "*By* former Gov. Mary Poe": the preposition of a title is that of the name behind it."""
        title = self.heads[token]
        if self.deprels[token] != "case" or title < token or self.deprels[title] not in _TITLES:
            return
        name = self.heads[title]
        if name > title and self.upos[name] in ("PROPN", "NOUN") and not self._has_case(name):
            self.heads.hang(token, name)

    def give_preposition(self, token: int) -> None:
        """Hangs a preposition that went to the verb on the noun phrase behind it."""
        if self.upos[token] != "ADP" or self.deprels[token] in ("case", "mark", "fixed", "compound:prt", "cc"):
            return
        verb, noun = self.heads[token], token + 1
        if noun >= len(self.heads) or self.upos[noun] not in (*_NAMING, "DET", "ADJ"):
            return
        for _ in range(8):
            if self.heads[noun] == verb or self.heads[noun] <= token:
                break
            noun = self.heads[noun]
        if self.heads[noun] == verb and noun > token and not self._has_case(noun):
            self._hang(token, noun, "case")
            if self.deprels[noun] in ("obj", "nsubj") and self.upos[verb] == "VERB":
                self.deprels[noun] = "obl"

    def bring_back(self, token: int) -> None:
        """Hangs "by former president X" on the noun before it where it went to one behind a verb."""
        head = self.heads[token]
        if self.deprels[token] != "nmod" or head < token:
            return
        case = next((child for child in self._below(token) if self.deprels[child] == "case"), None)
        if case is None or case == 0 or not any(self.upos[n] in ("VERB", "AUX") for n in range(token + 1, head)):
            return
        home = case - 1
        if self.upos[home] in ("NOUN", "PROPN", "VERB") and not self._is_below(home, token):
            self._hang(token, home, "obl" if self.upos[home] == "VERB" else "nmod")

    def set_dateline_apart(self, first: int, last: int, analysis: Analysis) -> None:
        """Takes the words before the dash of "GENEVA (AP) --" out of the sentence behind it."""
        end = next(
            (n for n in range(first + 1, min(first + _DATELINE, last - 1)) if analysis.tokens[n].text in _DASHES), None
        )
        if end is None or any(self.upos[n] in ("VERB", "AUX") for n in range(first, end)):
            return
        starts = analysis.tokens[first].text
        entity = analysis.entity_at(first)
        if not starts.isupper() and (entity is None or entity.label not in ("Location", "Organization")):
            return
        dash = analysis.tokens[end]
        is_glued = dash.text in "-:" and analysis.text[dash.start - 1] not in " )"
        if is_glued and not (starts.isupper() and analysis.text[dash.end : dash.end + 1].isspace()):
            return  # "A US-led coalition"
        inner = range(first, end + 1)
        root = next((n for n in range(end + 1, last) if self.heads[n] in inner), None)
        top = next((n for n in range(first, last) if self.heads[n] < 0), None)
        if root is None and (top is None or top in inner):
            return
        if top in inner:
            assert root is not None
            root = next((n for n in range(end + 1, last) if self.heads[n] in inner and self.upos[n] == "VERB"), root)
            self._hang(root, -1, "root")
            top = root
        if top is None:
            return
        for n in range(end + 1, last):
            if self.heads[n] in inner:
                self.heads.hang(n, top)
        for n in inner:
            self._hang(n, top, "dep")

    def find_headline_verb(self, first: int, last: int) -> None:
        """ "Authorities suspended publication": a sentence without a verb whose participle is none."""
        top = next((n for n in range(first, last) if self.heads[n] < 0), None)
        if top is None or self.upos[top] not in ("NOUN", "PROPN"):
            return
        for verb in range(first + 1, top):
            if self.upos[verb] == "VERB" and self.heads[verb] == top and self.deprels[verb] == "amod":
                subject = self._top(verb - 1, first, verb)
                if self.upos[verb - 1] not in ("NOUN", "PROPN") or self.heads[subject] not in (top, verb):
                    return
                self._hang(verb, -1, "root")
                self._hang(subject, verb, "nsubj")
                self._hang(top, verb, "obj")
                return

    def find_object(self, token: int, dates: set[int]) -> None:
        """Calls an object what stands behind a verb as one, whatever the parser took it for."""
        verb, relation = self.heads[token], self.deprels[token]
        if (
            verb < 0
            or token < verb
            or self.upos[verb] != "VERB"
            or self.upos[token] not in (*_NAMING, "SYM")
            or token in dates
        ):
            return
        beside = [(child, self.deprels[child]) for child in self._below(verb) if child != token]
        if relation == "obj" and self.upos[token] not in ("NUM", "SYM") and self._has_case(token):
            self.deprels[token] = "obl"
        elif relation == "nsubj" and any(one.startswith("nsubj") and child < verb for child, one in beside):
            self.deprels[token] = "obj"
        elif relation in ("obl", "nmod") and not any(
            one in ("obj", "aux:pass", "nsubj:pass", "ccomp") for _, one in beside
        ):
            case = next(
                (child for child in self._below(token) if self.deprels[child] == "case"),
                None,
            )
            if case is None and all(
                self.upos[n] not in ("ADP", "PUNCT") or self.deprels[n] == "compound:prt"
                for n in range(verb + 1, token)
            ):
                self.deprels[token] = "obj"

    def raise_object(self, token: int) -> None:
        """ "Convicted the bank to pay": whom the infinitive took for its subject is the upper verb's object."""
        below = self.heads[token]
        if below < 0 or self.deprels[token] != "nsubj" or self.deprels[below] != "xcomp" or self.heads[below] < 0:
            return
        if self.heads[below] < token < below and self.upos[self.heads[below]] == "VERB":
            self._hang(token, self.heads[below], "obj")

    def find_subject(self, verb: int, start: int, within: dict[int, int], dates: set[int]) -> None:
        """Looks to the left of a finite verb that has no subject for the noun phrase that stands there."""
        if self.upos[verb] != "VERB":
            return
        below = self._below(verb)
        marks = [child for child in below if self.deprels[child] == "mark" and child < verb]
        finite = bool(marks) and any(self.deprels[child] in ("aux", "aux:pass") for child in below)
        is_that = finite and self.deprels[verb] == "csubj" and all(self.upos[mark] == "SCONJ" for mark in marks)
        if self.deprels[verb] in _WITHOUT_SUBJECT and not is_that:
            return
        if self.deprels[verb].startswith("acl") or any(
            self.deprels[one].startswith(("nsubj", "csubj")) for one in below
        ):
            return
        if marks and not (finite and all(self.upos[mark] == "SCONJ" for mark in marks)):
            return
        start = max([start, *(mark + 1 for mark in marks)])
        here = verb - 1
        while here >= start and (self.upos[here] in _BETWEEN or here in dates or self._is_dated(here, dates)):
            if self.upos[here] == "PUNCT" and self._is_quotation(here):
                return
            here -= 1
        if here < start or self.upos[here] not in _NAMING:
            return
        noun = self._top(here, start, verb)
        if self._has_case(noun) or self.upos[noun] not in _NAMING or self._is_below(verb, noun):
            return
        passive = any(self.deprels[child] == "aux:pass" for child in below)
        self._hang(noun, verb, "nsubj:pass" if passive else "nsubj")
        if is_that:
            self.deprels[verb] = "ccomp"

    def _top(self, token: int, start: int, verb: int) -> int:
        """The head of the phrase that ends at `token`, as far as it stands to the left of the verb."""
        while start <= self.heads[token] < verb and self.upos[self.heads[token]] in _NAMING:
            token = self.heads[token]
        return token

    def _below(self, token: int) -> list[int]:
        """The words that hang on a word, in the order of the text."""
        return list(self.heads.below[token])

    def _is_dated(self, token: int, dates: set[int]) -> bool:
        return self.upos[token] == "ADP" and token + 1 in dates

    def _is_quotation(self, token: int) -> bool:
        return self.heads[token] < 0

    def _has_case(self, token: int) -> bool:
        return any(self.deprels[child] == "case" and child < token for child in self._below(token))

    def _is_below(self, token: int, top: int) -> bool:
        for _ in range(60):
            token = self.heads[token]
            if token == top:
                return True
            if token < 0:
                return False
        return True
