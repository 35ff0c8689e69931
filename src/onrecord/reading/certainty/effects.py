"""The words that have a say in whether an event happened: a walk from the event's word up the tree, with what each word does by the tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from onrecord.knowledge.tables import rows
from onrecord.reading.tree import Tree

_CLAUSAL = frozenset({"xcomp", "ccomp", "csubj", "acl"})
_NOMINAL = frozenset({"obj", "obl", "nmod", "iobj", "compound", "nsubj:pass", "obl:agent"})
_OBJECTS = frozenset({"obj", "nsubj:pass"})
_PARTICIPANT = ("nsubj", "nsubj:pass", "obj")
_HEADS = frozenset({"VERB", "AUX", "NOUN", "ADJ", "ADV"})
_HIGHEST = 8  # words above an event's word that are asked
_WAYS = {"advmod": "adverb", "amod": "adjective", "mark": "mark", "case": "case", "det": "determiner", "cc:preconj": "determiner", "cc": "adverb"}  # fmt: skip


def effects(tree: Tree, token: int) -> Iterator[str]:
    """What the words beside and above `token` say of it, nearest first.

    >>> from onrecord.model.analyse import analyse
    >>> list(effects(Tree(analyse("They failed to prevent an attack.")), 5))
    ['averted', 'averted']
    """
    here, below = token, -1
    for _ in range(_HIGHEST):
        yield from _beside(tree, here, below)
        relation, head = tree.deprels[here], tree.heads[here]
        if head < 0:
            yield from _at_root(tree, here)
            return
        if relation == "conj":
            here, below, shared = head, here, _shares(tree, here, head)
            if shared:
                continue
            relation, head = tree.deprels[here], tree.heads[here]
            if head < 0 or relation not in _CLAUSAL:
                return
        found = _above(tree, token, here, head, relation)
        if found is None:
            if relation == "advcl" and any(tree.lower[one] == "to" for one in tree.children(here, "mark")):
                yield "planned"
            return
        yield from found
        here, below = head, here
        if tree.upos[here] not in _HEADS:
            return


def _at_root(tree: Tree, root: int) -> Iterator[str]:
    """A headline's infinitive ("Rebels to attack base"), a question."""
    if any(tree.lower[one] == "to" for one in tree.children(root, "mark", "aux")):
        yield "planned"
    sentence = tree.analysis.sentences[tree.analysis.sentence_of(root)]
    if tree.lower[sentence.last - 1] == "?":
        yield "asked"


def _shares(tree: Tree, here: int, head: int) -> bool:
    """Whether what "and" joins also has the auxiliaries and negation of the first: "did not attack or shell", not "did not stop and attacked"."""
    if tree.children(here, "nsubj", "nsubj:pass", "aux", "aux:pass", "cop", "mark"):
        return False
    if any(tree.lower[one] in _words("but") for one in tree.children(here, "cc")):
        return False
    verbs = tree.upos[here] == "VERB", tree.upos[head] == "VERB"
    return verbs == (False, False) or (verbs == (True, True) and _form(tree, here) == _form(tree, head))


def _form(tree: Tree, token: int) -> str:
    word = tree.lower[token]
    return "base" if word == tree.lemmas[token] else "ing" if word.endswith("ing") else "other"


def _above(tree: Tree, token: int, here: int, head: int, relation: str) -> tuple[str, ...] | None:
    """The effects of the word above by the way in which the event hangs on it; None where it has none and nothing further up has."""
    links = [tree.lower[one] for one in tree.children(here, "case", "mark")]
    if not links and relation in ("obl", "nmod") and tree.upos[here - 1] == "ADP" and here > 0:
        links = [tree.lower[here - 1]]  # a preposition that the tree hangs elsewhere
    infinitive = relation == "xcomp" or "to" in links
    if relation == "advcl":
        tied = infinitive or any(one in _words("tying") for one in links)
        effect = _clausal(tree, here, head, infinitive, links) if tied else None
        if effect == "carried" and _effect(tree, here, head, "infinitive", links) is None:
            effect = None  # "went to attack" is a purpose, "managed to attack" none
        return None if effect is None else (effect, *_unsaid(tree, head, effect))
    if relation in _CLAUSAL:
        if relation != "xcomp" and _asks(tree, here, head):
            return ("fact",)
        effect = _clausal(tree, here, head, infinitive, links)
        if (
            effect is None
            and relation == "acl"
            and links
            and (tree.deprels[head] in _OBJECTS or 0 <= tree.heads[head] < head)
        ):
            effect = _clausal(tree, here, tree.heads[head], infinitive, links)  # "accused the rebels of attacking"
        if effect is None and relation == "acl":
            return ("planned", "fact") if "to" in links else None
        return () if effect is None else (effect, *_unsaid(tree, head, effect))
    if relation == "nsubj":
        effect = _effect(tree, here, head, "subject", links)
        if effect is None and here == token and _is_hypothetical(tree, here, head):
            return ("conditional",)
        return None if effect is None else (effect,)
    if relation in _NOMINAL:
        ways = ("noun", "subject") if relation == "nsubj:pass" else ("noun",)
        if tree.lemmas[here] in _words("speech"):
            if _effect(tree, here, head, "content", links) is not None:
                return ("fact",)  # who denies or refuses to deny an accusation was accused
        else:
            ways = (*ways, "content")
        ways = (*ways, "new") if _is_indefinite(tree, here) else ways
        effect = next((found for way in ways if (found := _effect(tree, here, head, way, links))), None)
        if effect is None:
            if relation == "compound":
                return ("not", "fact") if "not" in _beside(tree, head, -1) else None  # "no takeover bids"
            return () if relation == "obj" and _is_indefinite(tree, here) and tree.upos[head] == "VERB" else None
        return (effect, *_unsaid(tree, head, effect))
    return None


def _asks(tree: Tree, here: int, head: int) -> bool:
    """Whether a clause is asked about as a fact: "explain why they attacked"."""
    near = [
        *tree.children(here, "advmod", "obj", "nsubj", "mark", "obl"),
        *tree.children(head, "advmod", "obj", "mark"),
    ]
    return any(
        one < here and (tree.heads[one] == here or one > head) and tree.lower[one] in _words("question word")
        for one in near
    )


def _clausal(tree: Tree, here: int, head: int, infinitive: bool, links: list[str]) -> str | None:
    effect = _effect(tree, here, head, "infinitive", links) if infinitive else None
    return effect or _effect(tree, here, head, "clause", links)


def _unsaid(tree: Tree, head: int, effect: str) -> tuple[str, ...]:
    """ "Said it would attack" tells of a future, "did not say that they attacked" leaves it open."""
    if effect != "report":
        return ()
    return ("unsaid", "fact") if "not" in _beside(tree, head, -1) else ("reported",)


def _effect(tree: Tree, here: int, head: int, way: str, links: list[str]) -> str | None:
    table, lemma = _table("above"), tree.lemmas[head]
    particles = [tree.lower[one] for one in tree.children(head, "compound:prt")]
    for tied in (*particles, *links):
        effect = table.get((way, f"{lemma}_{tied}"))
        if effect is not None:
            return effect
    if tree.deprels[here] in ("obl", "nmod") and links and not any(one in _words("noun link") for one in links):
        return None
    effect = table.get((way, tree.lower[head])) or table.get((way, lemma))
    return None if particles and way == "noun" and effect == "carried" else effect


def _is_indefinite(tree: Tree, token: int) -> bool:
    return not any(
        tree.lower[one] in _words("definite") or tree.deprels[one] == "nmod:poss"
        for one in tree.children(token, "det", "nmod:poss")
    )


def _is_hypothetical(tree: Tree, here: int, head: int) -> bool:
    """ "An attack would kill many": of an attack that nobody has told of."""
    indefinite = any(tree.lower[one] in _words("indefinite") for one in tree.children(here, "det"))
    return indefinite and any(tree.lower[one] in _words("hypothetical") for one in tree.children(head, "aux"))


def _beside(tree: Tree, token: int, below: int) -> Iterator[str]:
    """What auxiliaries, adverbs, adjectives, conjunctions and determiners of a word say; "not" is inside "may", and both inside "if".

    `below` is the word from which the walk came, -1 at the event's own word.
    """
    table = _table("beside")
    inner: list[str] = []
    outer: list[str] = []
    verb = tree.upos[token] in ("VERB", "AUX")
    for child in tree.children(token):
        if child == below:
            continue
        relation, word = tree.deprels[child], tree.lower[child]
        effect = None
        if relation.startswith("aux"):
            effect = table.get(("aux", word))
        elif relation in _WAYS:
            effect = table.get((_WAYS[relation], word)) or table.get((_WAYS[relation], "_".join([*(tree.lower[one] for one in tree.children(child)), word])))  # fmt: skip
        elif verb and relation in _PARTICIPANT:
            effect = table.get(("participant", word)) or next(
                (found for one in tree.children(child, "det", "cc:preconj") if (found := table.get(("determiner", tree.lower[one])))), None
            )  # fmt: skip
        elif (
            verb and relation == "obl" and f"{tree.case(child)}_{tree.lemmas[child]}" in _words("never")
        ):  # "at no time"
            effect = next(
                (found for one in tree.children(child, "det") if (found := table.get(("determiner", tree.lower[one])))), None
            )  # fmt: skip
        elif relation == "advcl" and any(
            tree.lower[one] in _words("conditional word") for one in tree.children(child, "mark")
        ):
            effect = "depends" if any(tree.lower[one] in _words("modal") for one in tree.children(token, "aux")) else None  # fmt: skip
            if effect is not None:
                outer.append(effect)
                continue
        if (
            effect == "not"
            and relation == "advmod"
            and not verb
            and tree.upos[token] != "ADJ"
            and word not in _words("plain not")
        ):
            continue
        if effect == "not" and child + 1 < len(tree.lower) and tree.lower[child + 1] in _words("not only"):
            continue
        if effect is not None:
            (outer if relation in ("mark", "case") else inner).append(effect)
    inner.sort(key=lambda effect: effect != "not")
    if "not" in inner and "able" in inner:
        inner.remove("able")  # "could not"
    yield from inner
    yield from outer
    if (
        below < 0
        and not inner
        and tree.lower[token].endswith("ing")
        and any(tree.lower[one] in _words("present") for one in tree.children(token, "aux"))
    ):
        yield "ongoing"


@cache
def _table(name: str) -> Mapping[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for effect, way, words in rows(f"certainty/{name}.tsv", 3):
        for word in words.split():
            found.setdefault((way, word), effect)
    return found


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(word for which, words in rows("certainty/words.tsv", 2) if which == name for word in words.split())
