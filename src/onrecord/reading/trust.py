"""How far a rule is to be trusted: measured shares of right attributions, by rule and cue (cue_trust.txt, statement_patterns.txt)."""

from __future__ import annotations

from functools import cache

from onrecord.knowledge.tables import rows

LEAST = 0.35
"""Below this share a cue's attributions are left out: more of them are wrong than a reader would forgive."""
_PRIOR_WEIGHT = 6.0
_UNSEEN = (0.5, 0.8)


def complement_of(pattern: str) -> str:
    """The part of a pattern's name that says what the cue governs.

    >>> complement_of("source-verb-that"), complement_of("quote-source-verb")
    ('that', 'before')
    """
    return pattern.rsplit("-", 1)[1] if pattern.startswith(("source-verb", "shared-verb")) else "before"


def trust(pattern: str, lemma: str | None) -> tuple[float, float]:
    """The share of attributions found right, and of right sources among these, for a rule and a cue."""
    found, right = _patterns().get(pattern, _UNSEEN)
    if lemma is not None and (counts := _cues().get((lemma, complement_of(pattern)))) is not None:
        hits, seen = counts
        found = (hits + _PRIOR_WEIGHT * found) / (seen + _PRIOR_WEIGHT)
    return round(found, 3), right


@cache
def _patterns() -> dict[str, tuple[float, float]]:
    return {pattern: (float(found), float(right)) for pattern, found, right, _ in rows("statement_patterns.txt", 4)}


@cache
def _cues() -> dict[tuple[str, str], tuple[int, int]]:
    return {(lemma, how): (int(hits), int(seen)) for lemma, how, hits, seen in rows("cue_trust.txt", 4)}
