from __future__ import annotations

from onrecord.model.analysis import Analysis
from onrecord.records import Actor, Place
from onrecord.sources.document import Document


def find_actors(document: Document, analysis: Analysis, places: tuple[Place, ...]) -> tuple[Actor, ...]:
    return ()
