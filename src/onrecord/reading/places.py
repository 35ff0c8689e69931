from __future__ import annotations

from onrecord.model.analysis import Analysis
from onrecord.records import Place, Time
from onrecord.sources.document import Document


def find_places(document: Document, analysis: Analysis, times: tuple[Time, ...]) -> tuple[Place, ...]:
    return ()
