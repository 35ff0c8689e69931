from __future__ import annotations

from onrecord.model.analysis import Analysis
from onrecord.records import Actor, Statement, Time
from onrecord.sources.document import Document


def find_statements(
    document: Document, analysis: Analysis, actors: tuple[Actor, ...], times: tuple[Time, ...]
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    return (), actors
