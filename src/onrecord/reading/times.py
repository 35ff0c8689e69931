from __future__ import annotations

from onrecord.model.analysis import Analysis
from onrecord.records import Time
from onrecord.sources.document import Document


def find_times(document: Document, analysis: Analysis) -> tuple[Time, ...]:
    return ()
