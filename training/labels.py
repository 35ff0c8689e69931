"""The label sets of all heads, in the order of the model's outputs."""

from __future__ import annotations

ROLES = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
FLAT = ("source", "cue", "content")  # one three-way head (outside, begin, inside) for each

ENTITIES = ("Person", "Organization", "Location", "NORP", "Date", "Money", "Facility", "Product", "Misc")
POLITICS = (
    "country",
    "event",
    "election",
    "location",
    "misc",
    "organisation",
    "person",
    "politicalparty",
    "politician",
)

UPOS = (
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
)  # fmt: skip

DEPRELS = (
    "acl", "acl:relcl", "advcl", "advcl:relcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "cc:preconj", "ccomp",
    "compound", "compound:prt", "conj", "cop", "csubj", "csubj:outer", "csubj:pass", "dep", "det", "det:predet", "discourse", "dislocated",
    "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark", "nmod", "nmod:desc", "nmod:poss", "nmod:unmarked", "nsubj", "nsubj:outer",
    "nsubj:pass", "nummod", "obj", "obl", "obl:agent", "obl:unmarked", "orphan", "parataxis", "punct", "reparandum", "root", "vocative",
    "xcomp",
)  # fmt: skip

PLOVER = (
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION",
    "PROTEST", "MOBILIZE", "COERCE", "ASSAULT",
)  # fmt: skip
TRIGGERS = ("O", *PLOVER, "I")
"""The tags of the trigger head: an event's type on the first word of its trigger, I on the further ones."""
FACTUALITY = ("UW", "UDS_IH2", "MV2", "RP", "CB")
"""The gold sets of factuality: UW's scale is the one that ships, UDS_IH2 has an output of its own, the others a learned scale."""


def bio(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """The tags of a BIO head: O first, then B and I of each kind.

    >>> bio(("x", "y"))
    ('O', 'B-x', 'I-x', 'B-y', 'I-y')
    """
    return ("O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI"))
