"""What stands beside a verb or an event noun in the tree: who does it and who suffers it, as the heads of their phrases."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from onrecord.knowledge.plover import classes, light_verbs, word_uses
from onrecord.knowledge.tables import word_list
from onrecord.reading.tree import Tree

_SUBJECTS = ("nsubj", "nsubj:outer")
_OBJECTS = ("obj", "iobj")
_PASSIVE_SUBJECTS = ("nsubj:pass", "csubj:pass")
_COMPLEMENTS = ("obl", "obl:agent", "nmod")
_CLAUSES = ("xcomp", "ccomp", "advcl", "conj", "parataxis")
_QUOTES = frozenset({"“", "”", '"', "‘", "’", "``", "''"})
_LONGEST_CHAIN = 6
_FARTHEST = 4  # arcs down from an event's word to somebody it is directed at
_DIRECTED = frozenset({"obj", "iobj", "obl", "nmod", "nsubj:pass", "obl:agent", "nsubj"})
_LEADING_ON = frozenset({"xcomp", "ccomp", "acl", "advcl"})
_MODIFIERS = ("compound", "amod", "nmod:poss", "nmod:desc", "nummod")


def recipient_cases() -> frozenset[str]:
    """The prepositions that bring in whom an event is directed at."""
    return word_list("events/recipient_prepositions.txt")


def place_cases() -> frozenset[str]:
    """The prepositions that say where something happens."""
    return word_list("events/place_prepositions.txt")


class Arguments(NamedTuple):
    """Heads of phrases, nearest to the trigger first: who does it, who suffers it, and where it is, for want of anybody."""

    actors: tuple[int, ...]
    recipients: tuple[int, ...]
    scene: tuple[int, ...]


def of_verb(tree: Tree, verb: int) -> Arguments:
    """Who does what a verb says and to whom; subjects that a verb leaves out are those of the verb it hangs on.

    >>> from onrecord.model.analyse import analyse
    >>> of_verb(Tree(analyse("Rebels were attacked by troops.")), 2)
    Arguments(actors=(4,), recipients=(0,), scene=())
    """
    passive = is_passive(tree, verb)
    actors = (
        [one for one in complements(tree, verb) if tree.case(one) == "by" or tree.deprels[one] == "obl:agent"]
        if passive
        else subjects(tree, verb)
    )
    patients = subjects(tree, verb) if passive else objects(tree, verb)
    cases = complements(tree, verb)
    beside = [token for token in cases if tree.case(token) in recipient_cases()]
    given = classes()["given_thing"].lemmas
    if any(
        tree.case(token) in ("to", "for") for token in beside
    ):  # "sent tanks to Ukraine": the tanks are no recipient
        recipients = [*(token for token in patients if tree.lemmas[token] not in given), *beside]
    else:
        recipients = [*patients, *beside]
    scene = [token for token in cases if tree.case(token) in place_cases()]
    for noun in patients:
        recipients += [
            token
            for token in tree.children(noun, "nmod")
            if tree.case(token) in (recipient_cases() | word_uses()["beside object"])
        ]
        for clause in tree.children(noun, "acl"):
            recipients += [token for token in complements(tree, clause) if tree.case(token) == "by"]
        scene += [token for token in tree.children(noun, "nmod") if tree.case(token) in place_cases()]
    return Arguments(_unique(actors), _unique(recipients), _unique(scene))


def of_noun(tree: Tree, noun: int) -> Arguments:
    """The same of an event noun: "the shelling of Kharkiv by Russian forces", "Israel's attack on", "carried out a raid on".

    >>> from onrecord.model.analyse import analyse
    >>> of_noun(Tree(analyse("Israel carried out an airstrike on the base.")), 4).actors
    (0,)
    """
    actors = [token for token in tree.children(noun, "nmod") if tree.case(token) == "by"]
    for clause in tree.children(noun, "acl"):
        if tree.lemmas[clause] in light_verbs() and is_passive(tree, clause):
            actors += of_verb(tree, clause).actors
    before = [token for token in tree.children(noun, *_MODIFIERS) if token < noun and tree.deprels[token] != "nummod"]
    owners = [token for token in before if tree.deprels[token] == "nmod:poss"]
    of = [token for token in tree.children(noun, "nmod") if tree.case(token) == "of"]
    suffered = tree.lemmas[noun] in word_list("events/suffered_nouns.txt")
    if not suffered or of:
        actors += owners
    actors += [token for token in before if tree.deprels[token] != "nmod:poss" and not _is_person(tree, token)]
    cases = recipient_cases()
    if tree.lemmas[noun] in word_list("events/nouns_from.txt"):
        cases = cases - {"from"}
        actors += [token for token in tree.children(noun, "nmod") if tree.case(token) == "from"]
    if suffered:
        recipients = of or owners
    else:
        recipients = [token for token in tree.children(noun, "nmod") if tree.case(token) in cases]
    scene = [token for token in tree.children(noun, "nmod") if tree.case(token) in place_cases()]
    verb = carrier(tree, noun)
    if verb is not None:
        carried = tree.deprels[noun] in (*_OBJECTS, *_PASSIVE_SUBJECTS, "obl")
        borne = tree.lemmas[verb] in word_list("events/borne_verbs.txt")
        if carried and borne:
            actors += [token for token in complements(tree, verb) if tree.case(token) in word_uses()["doer"]]
            recipients += of_verb(tree, verb).actors
        elif carried:
            actors += of_verb(tree, verb).actors
        if not borne:
            recipients += [token for token in complements(tree, verb) if tree.case(token) in cases]
        scene += [token for token in complements(tree, verb) if tree.case(token) in place_cases()]
    return Arguments(_unique(actors), _unique(recipients), _unique(scene))


def _is_person(tree: Tree, token: int) -> bool:
    """Whether a word before a noun names a person: who "the Suleimani strike" was by, it does not say."""
    entity = tree.analysis.entity_at(token)
    return entity is not None and entity.label == "Person"


def carrier(tree: Tree, noun: int) -> int | None:
    """The light verb that carries an event noun as its object or subject, None where none does."""
    head = tree.heads[noun]
    if head >= 0 and tree.deprels[noun] == "conj":
        return carrier(tree, head)
    if head >= 0 and tree.deprels[noun] == "obl" and tree.case(noun) in word_uses()["bearing"]:  # "came under attack"
        return head if tree.lemmas[head] in word_list("events/borne_verbs.txt") else None
    if head < 0 or tree.deprels[noun] not in (*_OBJECTS, *_SUBJECTS, *_PASSIVE_SUBJECTS, "xcomp"):
        return None
    carries = tree.lemmas[head] in light_verbs() or tree.lemmas[head] in word_list("events/borne_verbs.txt")
    return head if tree.upos[head] == "VERB" and carries else None


def is_passive(tree: Tree, verb: int) -> bool:
    """Whether the subject of a verb suffers it: "was arrested", "the man arrested on Monday"."""
    if tree.is_passive(verb):
        return True
    if tree.deprels[verb] == "conj" and not tree.children(verb, *_SUBJECTS, *_OBJECTS, "aux"):
        head = tree.heads[verb]
        return head >= 0 and tree.upos[head] == "VERB" and _is_participle(tree, verb) and is_passive(tree, head)
    reduced = tree.deprels[verb] in ("acl", "amod", "advcl") and _is_participle(tree, verb)
    return reduced and not tree.children(verb, *_OBJECTS, "aux", *_SUBJECTS, "mark")


def _is_participle(tree: Tree, verb: int) -> bool:
    word = tree.lower[verb]
    return word != tree.lemmas[verb] and not word.endswith(("ing", "s"))


def subjects(tree: Tree, verb: int) -> list[int]:
    """The grammatical subjects of a verb, its own or those of the verb (or the noun) that it hangs on."""
    here, control = verb, False
    for _ in range(_LONGEST_CHAIN):
        own = tree.children(here, *_SUBJECTS, *_PASSIVE_SUBJECTS)
        if control:
            governed = tree.children(here, *_OBJECTS)
            if governed and tree.lemmas[here] in word_list("events/object_control.txt"):
                return governed
            control = False
        if own:
            return [one for token in own for one in _meant(tree, here, token)]
        relation, head = tree.deprels[here], tree.heads[here]
        if head < 0:
            return []
        if relation in ("acl", "amod", "acl:relcl") and tree.upos[head] in ("NOUN", "PROPN", "PRON"):
            if _is_accused_of(tree, here, head):
                return [head]
            if tree.upos[here] == "VERB" and tree.children(here, "mark"):
                here = head  # "the decision to attack": whoever decides
                return _owners(tree, head)
            if tree.lower[here].endswith("ing") and tree.deprels[head] in _OBJECTS and _is_thing(tree, head):
                return _owners(tree, head)  # "filed a lawsuit accusing": whoever filed it
            return [head]
        if relation not in _CLAUSES and not relation.startswith("acl"):
            return []
        control = relation == "xcomp"
        named = _named_right_before(tree, here, head) if relation == "advcl" else None
        if named is not None:
            return [named]
        if relation == "advcl" and tree.lemmas[head] in word_list("events/accused_of.txt") and _gerund(tree, here):
            governed = (
                tree.children(head, *_PASSIVE_SUBJECTS) if is_passive(tree, head) else tree.children(head, *_OBJECTS)
            )
            if governed:
                return governed
        here = head
    return []


def _named_right_before(tree: Tree, verb: int, above: int) -> int | None:
    """ "Warned of *Russia* moving troops": whose name stands right before the participle does it; but of "clashed with soldiers killing
    nine" nobody can tell."""
    if not tree.lower[verb].endswith("ing") or tree.children(verb, "mark"):
        return None
    named = (one for one in tree.children(above, "obl") if tree.case(one) in word_uses()["topic"])
    return next((one for one in named if tree.subtree(one, clauses=False).last == verb), None)


def _gerund(tree: Tree, verb: int) -> bool:
    """Whether a clause is "of firing", "for killing", "from launching"."""
    marks = {tree.lower[one] for one in tree.children(verb, "mark", "case")}
    return tree.lower[verb].endswith("ing") and bool(marks & word_uses()["gerund"])


def _is_accused_of(tree: Tree, verb: int, noun: int) -> bool:
    """ "Accused *rebels* of firing a rocket": the accused does what he is accused of."""
    above = tree.heads[noun]
    if above < 0 or tree.lemmas[above] not in word_list("events/accused_of.txt") or not _gerund(tree, verb):
        return False
    return tree.deprels[noun] in (*_OBJECTS, *_PASSIVE_SUBJECTS)


def _is_thing(tree: Tree, noun: int) -> bool:
    """Whether a noun is a paper that somebody issues there: "filed a lawsuit"."""
    issued = tree.heads[noun] >= 0 and tree.lemmas[tree.heads[noun]] in classes()["issuing"].lemmas
    return tree.upos[noun] == "NOUN" and issued and tree.lemmas[noun] in classes()["document_word"].lemmas


def _owners(tree: Tree, noun: int) -> list[int]:
    verb = tree.heads[noun]
    owners = tree.children(noun, "nmod:poss")
    if owners or verb < 0 or tree.upos[verb] not in ("VERB", "AUX") or tree.deprels[noun] not in _OBJECTS:
        return owners
    if tree.lemmas[verb] in word_list("events/not_owners.txt"):
        return []
    return subjects(tree, verb)


def _meant(tree: Tree, verb: int, subject: int) -> list[int]:
    """Whom a subject means: of "it" and "they" in what somebody says, most often the one who says it ("France said it would")."""
    if tree.lower[subject] not in word_uses()["taking up"]:
        return [_antecedent(tree, subject)]
    clause = verb
    while tree.deprels[clause] == "conj" and tree.heads[clause] >= 0:
        clause = tree.heads[clause]
    if tree.deprels[clause] not in ("ccomp", "advcl") or tree.heads[clause] < 0:
        return [subject]
    above = tree.heads[clause]
    if any(tree.lower[one] in _QUOTES for one in tree.children(clause, "punct")):
        return [subject]  # what is quoted speaks of "they" as others
    own = tree.children(above, *_SUBJECTS)
    if not own and tree.deprels[above] == "xcomp":  # "ended up denying that he"
        own = [one for one in subjects(tree, above) if one < above]
    if not own or own[0] == subject or tree.upos[own[0]] == "PRON":
        return [subject]
    entity = tree.analysis.entity_at(own[0])
    is_person = entity is not None and entity.label == "Person"
    fits = tree.lower[subject] == "they" or is_person == (tree.lower[subject] in ("he", "she"))
    return own if fits else [subject]


def owner(tree: Tree, pronoun: int) -> int | None:
    """Whom "its" means in what somebody says of his own: "Iran said *its* missiles had killed"; None where it may be anybody.

    >>> from onrecord.model.analyse import analyse
    >>> owner(Tree(analyse("Iran said its missiles had killed 400 soldiers.")), 2)
    0
    """
    if tree.lower[pronoun] not in word_uses()["owning"]:
        return None
    clause = next((one for one in tree.above(pronoun) if tree.upos[one] == "VERB"), None)
    if clause is None or tree.deprels[clause] != "ccomp" or tree.heads[clause] < 0:
        return None
    inside = tree.children(clause, *_SUBJECTS)
    if not inside or pronoun > clause:
        return None  # "said the army had lost its base": the army's
    own = tree.children(tree.heads[clause], *_SUBJECTS)
    return own[0] if own and tree.upos[own[0]] != "PRON" else None


def _antecedent(tree: Tree, token: int) -> int:
    """For a relative pronoun the noun that its clause hangs on, else the token itself."""
    if tree.upos[token] != "PRON" or tree.lower[token] not in word_uses()["relative"]:
        return token
    for head in tree.above(token):
        if tree.deprels[head].startswith("acl") and tree.heads[head] >= 0:
            return tree.heads[head]
    return token


def objects(tree: Tree, verb: int) -> list[int]:
    """The objects of an active verb; of a verb joined to another one that has none, the object that both share is behind the second."""
    own = [_antecedent(tree, token) for token in tree.children(verb, *_OBJECTS)]
    if own:
        return own
    if tree.deprels[verb] == "acl:relcl" and tree.heads[verb] >= 0 and tree.children(verb, *_SUBJECTS):
        subject = tree.child(verb, *_SUBJECTS)
        relative = subject is not None and tree.lower[subject] in word_uses()["relative"]
        return [] if relative else [tree.heads[verb]]
    return []


def complements(tree: Tree, verb: int) -> list[int]:
    """The phrases with a preposition that belong to a verb."""
    return tree.children(verb, *_COMPLEMENTS)


def case_of(tree: Tree, token: int) -> str | None:
    """The preposition of a phrase, also where it went to the verb: "went on strike"."""
    case = tree.case(token)
    if case is None and token > 0 and tree.upos[token - 1] == "ADP" and tree.heads[token - 1] == tree.heads[token]:
        return tree.lower[token - 1]
    return case


def reach(tree: Tree, trigger: int) -> list[int]:
    """The phrases that hang farther below an event's word, nearest first: whoever else the event may be directed at, where nobody stands beside it.

    What happens before, after or because of it is left out.
    """
    found, level = [], [trigger]
    for _ in range(_FARTHEST):
        below = []
        for here in level:
            for child in tree.children(here):
                relation = tree.deprels[child]
                if relation in _SUBJECTS and here == trigger:
                    continue
                if relation in _DIRECTED and case_of(tree, child) not in word_list("events/aside_words.txt"):
                    below.append(child)
                    if tree.upos[child] in ("NOUN", "PROPN", "NUM"):
                        found.append(child)
                elif relation in _LEADING_ON and not (
                    {tree.lower[one] for one in tree.children(child, "mark")} & word_list("events/aside_words.txt")
                ):
                    below.append(child)
        level = below
    return found


def within(tree: Tree, token: int, *, doers: bool) -> Iterator[int]:
    """The words of a phrase that may name a participant: its head, owners, what it is "of", modifiers, what is joined; nearest first.

    Args:
        doers: whether those are looked for who do something ("a raid by rebels on the town": the rebels) or those who suffer it.
    """
    cases = word_list("events/doer_prepositions.txt" if doers else "events/sufferer_prepositions.txt")
    waiting, seen = [token], 0
    while waiting and seen < 12:
        here = waiting.pop(0)
        seen += 1
        yield here
        waiting += tree.children(here, "nmod:poss", "conj", "appos")
        waiting += [child for child in tree.children(here, "nmod") if tree.case(child) in cases]
        waiting += tree.children(here, "compound", "amod", "nmod:desc", "flat")


def _unique(tokens: list[int]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(tokens))
