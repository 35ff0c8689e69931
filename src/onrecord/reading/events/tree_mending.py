"""Mends what the parser often gets wrong, before events are read off the tree: subjects hung on auxiliaries, names torn apart.

A verb that lost its subject to its own auxiliary ("has" of "has condemned") gets it back; the words of one name hang together, on the word
that stands for the name in the sentence; a finite verb without any subject takes the noun phrase that stands right before it.
"""

from __future__ import annotations

from dataclasses import replace

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
    return replace(analysis, heads=tuple(tree.heads), deprels=tuple(tree.deprels))


class _Growing:
    """A tree that is being changed."""

    def __init__(self, heads: list[int], deprels: list[str], upos: tuple[str, ...]) -> None:
        self.heads, self.deprels, self.upos = heads, deprels, upos

    def hold_together(self, first: int, last: int) -> None:
        """Hangs the words of a name on the one of them that stands for it."""
        outer = [token for token in range(first, last) if not first <= self.heads[token] < last]
        if len(outer) < 2:
            return
        main = next((token for token in outer if self.deprels[token] in _ARGUMENTS), outer[0])
        for token in outer:
            if token != main and self.deprels[token] not in _KEPT and not self._is_below(main, token):
                self.heads[token], self.deprels[token] = main, "flat"

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
        while self.deprels[home] in ("flat", "compound", "amod") and abs(self.heads[home] - home) < 6 and self.heads[home] != token:
            home = self.heads[home]
        if home != token and home >= 0 and not self._is_below(home, token):
            self.heads[token] = home
            self.deprels[token] = "flat" if home < token else self.deprels[token]

    def free_auxiliary(self, token: int) -> None:
        """Gives what hangs on an auxiliary to its verb."""
        head = self.heads[token]
        if head < 0 or self.deprels[token] not in _HELPING:
            return
        for child, above in enumerate(self.heads):
            if above == token and self.deprels[child] not in _KEPT and child != head:
                self.heads[child] = head

    def find_subject(self, verb: int, start: int, within: dict[int, int], dates: set[int]) -> None:
        """Looks to the left of a finite verb that has no subject for the noun phrase that stands there."""
        if self.upos[verb] != "VERB" or self.deprels[verb] in _WITHOUT_SUBJECT or self.deprels[verb].startswith("acl"):
            return
        if any(above == verb and self.deprels[child].startswith(("nsubj", "csubj", "mark")) for child, above in self._around(verb)):
            return
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
        passive = any(above == verb and self.deprels[child] == "aux:pass" for child, above in self._around(verb))
        self.heads[noun], self.deprels[noun] = verb, "nsubj:pass" if passive else "nsubj"

    def _top(self, token: int, start: int, verb: int) -> int:
        """The head of the phrase that ends at `token`, as far as it stands to the left of the verb."""
        while start <= self.heads[token] < verb and self.upos[self.heads[token]] in _NAMING:
            token = self.heads[token]
        return token

    def _around(self, verb: int) -> list[tuple[int, int]]:
        first = max(0, verb - 40)
        return list(enumerate(self.heads[first : verb + 40], first))

    def _is_dated(self, token: int, dates: set[int]) -> bool:
        return self.upos[token] == "ADP" and token + 1 in dates

    def _is_quotation(self, token: int) -> bool:
        return self.heads[token] < 0

    def _has_case(self, token: int) -> bool:
        return any(above == token and self.deprels[child] == "case" and child < token for child, above in self._around(token))

    def _is_below(self, token: int, top: int) -> bool:
        for _ in range(60):
            token = self.heads[token]
            if token == top:
                return True
            if token < 0:
                return False
        return True
