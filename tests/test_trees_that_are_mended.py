"""Whatever the parser gives, the mended tree is a tree: nothing that walks it comes back to where it was."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.analyse import lay_out
from onrecord.model.analysis import Analysis
from onrecord.reading.events.predicates import with_predicates
from onrecord.reading.events.tree_mending import mended

WORDS = ("troops", "have", "not", "seized", "the", "town", "by", "rebels", "that", "will", "free", "and", "Kabul", "-")
PARTS = ("NOUN", "PROPN", "VERB", "AUX", "ADV", "PART", "ADP", "DET", "ADJ", "SCONJ", "PUNCT", "PRON")
RELATIONS = (
    "nsubj", "nsubj:pass", "obj", "obl", "amod", "compound", "aux", "aux:pass", "advmod", "case", "mark", "nmod", "nmod:desc", "flat",
    "appos", "xcomp", "ccomp", "csubj", "vocative", "acl", "advcl", "conj", "cc", "punct", "parataxis",
)  # fmt: skip


@st.composite
def parsed(draw: st.DrawFn) -> Analysis:
    """An analysis of some words with any parts of speech and any tree."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=10))
    analysis = lay_out(" ".join(words))
    count = len(analysis.tokens)
    heads, relations = [-1] * count, ["root"] * count
    for sentence in analysis.sentences:
        order = draw(st.permutations(range(*sentence)))
        for place, token in enumerate(order[1:], 1):
            heads[token] = order[draw(st.integers(0, place - 1))]
            relations[token] = draw(st.sampled_from(RELATIONS))
    upos = tuple(draw(st.sampled_from(PARTS)) for _ in range(count))
    lemmas = tuple(token.text.lower() for token in analysis.tokens)
    return replace(analysis, heads=tuple(heads), deprels=tuple(relations), upos=upos, lemmas=lemmas, entities=())


def is_tree(analysis: Analysis) -> bool:
    assert analysis.heads is not None
    for token in range(len(analysis.tokens)):
        here = token
        for _ in analysis.tokens:
            here = analysis.heads[here]
            if here < 0:
                break
        else:
            return False
    return True


@settings(max_examples=300, deadline=None)
@given(parsed())
def test_it_stays_a_tree(analysis: Analysis) -> None:
    assert is_tree(with_predicates(analysis))
    assert is_tree(mended(with_predicates(analysis)))


def test_a_predicate_does_not_hang_on_its_own_subject() -> None:
    """ "Troops have seized Kabul", read as "troops (of) Kabul that have-seized": the verb would take the place of the town below its subject."""
    analysis = replace(
        lay_out("troops have seized Kabul"), heads=(-1, 3, 3, 0), deprels=("root", "aux", "amod", "nmod"),
        upos=("NOUN", "AUX", "VERB", "PROPN"), lemmas=("troop", "have", "seize", "kabul"), entities=(),
    )  # fmt: skip
    assert is_tree(with_predicates(analysis))


def test_a_predicate_does_not_hang_on_its_own_auxiliary() -> None:
    analysis = replace(
        lay_out("troops have seized Kabul"), heads=(1, -1, 3, 1), deprels=("nsubj", "root", "amod", "obj"),
        upos=("NOUN", "AUX", "VERB", "PROPN"), lemmas=("troop", "have", "seize", "kabul"), entities=(),
    )  # fmt: skip
    assert is_tree(with_predicates(analysis))
