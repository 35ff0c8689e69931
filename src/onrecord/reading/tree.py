"""The dependency tree of an analysis, walked from heads to children: what steps ask that read off who did what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.model.analysis import Analysis, Range

_DEEPEST = 40  # arcs from a word to the root that are climbed
_RELATIVE = frozenset({"acl", "acl:relcl", "advcl:relcl"})


class Tree:
    """Children, clauses and prepositions of the tokens of one analysis that has a tree.

    >>> from onrecord.model.analyse import analyse
    >>> tree = Tree(analyse("Troops attacked the town in May."))
    >>> tree.child(1, "nsubj"), tree.child(1, "obj"), tree.case(5)
    (0, 3, 'in')
    """

    def __init__(self, analysis: Analysis) -> None:
        assert analysis.heads is not None
        assert analysis.deprels is not None
        assert analysis.upos is not None
        assert analysis.lemmas is not None
        self.analysis = analysis
        self.heads: Sequence[int] = analysis.heads
        self.deprels: Sequence[str] = analysis.deprels
        self.upos: Sequence[str] = analysis.upos
        self.lemmas: Sequence[str] = [lemma.lower() for lemma in analysis.lemmas]
        self.lower: Sequence[str] = [token.text.lower() for token in analysis.tokens]
        self._children: list[list[int]] = [[] for _ in analysis.tokens]
        for token, head in enumerate(self.heads):
            if head >= 0:
                self._children[head].append(token)

    def children(self, token: int, *relations: str) -> list[int]:
        """The tokens that depend on `token`, of the given relations (all without any), in the order of the text."""
        found = self._children[token]
        return [child for child in found if self.deprels[child] in relations] if relations else found

    def child(self, token: int, *relations: str) -> int | None:
        """The first of `children`, None where there is none."""
        return next(iter(self.children(token, *relations)), None)

    def case(self, token: int) -> str | None:
        """The preposition of a phrase by its head, lower case; of "because of" the first word."""
        found = self.child(token, "case")
        return None if found is None else self.lower[found]

    def above(self, token: int) -> Iterator[int]:
        """The heads of `token`, nearest first."""
        for _ in range(_DEEPEST):
            token = self.heads[token]
            if token < 0:
                return
            yield token

    def subtree(self, token: int, *, clauses: bool = True) -> Range:
        """From the first to the last word below `token`, itself included; without `clauses`, no relative clause nor what is joined."""
        first = last = token
        waiting = [token]
        while waiting:
            here = waiting.pop()
            first, last = min(first, here), max(last, here)
            for child in self._children[here]:
                if not clauses and (
                    self.deprels[child] in _RELATIVE or self.deprels[child] in ("conj", "cc", "parataxis")
                ):
                    continue
                if not clauses and self.deprels[child] in ("appos", "punct", "advcl"):
                    continue
                waiting.append(child)
        return Range(first, last + 1)

    def joined(self, token: int) -> list[int]:
        """`token` and what "and" joins to it."""
        return [token, *self.children(token, "conj")]

    def is_passive(self, verb: int) -> bool:
        """Whether a verb form is passive: "was attacked", "the man attacked by …" is not asked here."""
        return bool(self.children(verb, "aux:pass", "nsubj:pass", "csubj:pass", "obl:agent"))
