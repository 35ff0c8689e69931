"""The toponyms of a text: its candidates, each with what speaks for and against it and how likely it is a place's name."""

from __future__ import annotations

import math
from dataclasses import replace

from onrecord.knowledge.geography import evidence_weights
from onrecord.model.analysis import Analysis
from onrecord.reading.places.toponym_candidates import Mention, candidates
from onrecord.reading.places.toponym_evidence import evidence_of
from onrecord.reading.places.toponym_wholes import with_wholes


def find_mentions(analysis: Analysis) -> list[Mention]:
    """The candidates of the document in order, each with its evidence and probability.

    >>> from onrecord.model.analyse import lay_out
    >>> [(m.name, m.probability > 0.5) for m in find_mentions(lay_out("Mr. Jordan flew to Amman."))]
    [('Jordan', False), ('Amman', True)]
    """
    mentions = candidates(analysis)
    table = evidence_weights(with_model=analysis.entities is not None)
    bias = table.get("bias", 0.0)
    likely = [
        replace(mention, evidence=tuple(found), probability=_likely(bias + sum(table.get(e, 0.0) for e in found)))
        for mention, found in zip(mentions, evidence_of(analysis, mentions), strict=True)
    ]
    return with_wholes(analysis, likely)


def _likely(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
