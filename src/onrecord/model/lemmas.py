"""Word and part of speech → lemma: a table of the exceptions, then English inflection undone by rule.

The table (lemmas.tsv: form, part of speech, lemma) is made by `training/lemmas.py`; verb_forms.tsv (verb, its forms) is written by hand and
goes before it.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path

_TABLE = Path(__file__).with_name("lemmas.tsv")
_VERB_FORMS = Path(__file__).with_name("verb_forms.tsv")
_DOUBLED = re.compile(r"([bdgklmnprtv])\1$")
_NEEDS_E = re.compile(
    r"(?:[bcdfgkpstz]l|[aeiou]v|[^aeiou]v|[^s]s(?<![aou]us)|c|[dln]g|u|[iy]z|at(?<!eat)(?<!oat)|[^aeiou][aiou][bdgkmnt]|[ao]r(?<!our)(?<!oor))$"
)
_SIBILANT = re.compile(r"(?:s|x|z|ch|sh|o)$")


@cache
def _table() -> dict[tuple[str, str], str]:
    found = {(form, tag): base for form, tag, base in _rows(_TABLE)}
    return found | {(form, "VERB"): verb for verb, forms in _rows(_VERB_FORMS) for form in forms.split()}


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


@lru_cache(maxsize=100_000)
def lemma(form: str, upos: str) -> str:
    """The dictionary form of one word. Names keep their capitals; everything else is in lower case.

    >>> [lemma(*pair) for pair in (("said", "VERB"), ("Troops", "NOUN"), ("launched", "VERB"), ("Kyiv", "PROPN"), ("cities", "NOUN"))]
    ['say', 'troop', 'launch', 'Kyiv', 'city']
    """
    if upos in ("PROPN", "X", "SYM", "PUNCT"):
        return form
    low = form.lower().replace("’", "'")
    if upos == "NUM":
        return low
    if upos == "PRON" and low in ("i", "me"):
        return "I"
    found = _table().get((low, upos))
    if found is not None:
        return found
    before, hyphen, last = low.rpartition("-")  # "test-fired", "cease-fires"
    return before + hyphen + (_table().get((last, upos)) or regular(last, upos))


def regular(form: str, upos: str) -> str:
    """The lemma by rule alone; `form` is in lower case.

    >>> [regular(form, "VERB") for form in ("denies", "stopped", "making", "killed", "warns")]
    ['deny', 'stop', 'make', 'kill', 'warn']
    """
    if len(form) < 4 or not form.isalpha():
        return form
    if upos == "NOUN":
        return _singular(form)
    if upos in ("VERB", "AUX"):
        if form.endswith("ing") and len(form) > 4:
            return _stem(form[:-3])
        if form.endswith("ied"):
            return form[:-3] + "y"
        if form.endswith("ed"):
            return _stem(form[:-2])
        return _singular(form)
    return form


def _singular(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith("es") and _SIBILANT.search(form[:-2]):
        return form[:-2] if not form.endswith(("ses", "zes")) or form.endswith(("sses", "zzes")) else form[:-1]
    if form.endswith("s") and not form.endswith(("ss", "us", "is")):
        return form[:-1]
    return form


def _stem(form: str) -> str:
    if not re.search("[aeiouy]", form):
        return form
    if _DOUBLED.search(form) and not form.endswith("ll"):
        return form[:-1]
    return form + "e" if _NEEDS_E.search(form) else form
