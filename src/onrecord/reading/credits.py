"""Who supplied the text: agencies from credit lines and datelines, the byline."""

from __future__ import annotations

from typing import NamedTuple

from onrecord.model.analysis import Analysis
from onrecord.sources.document import Document


class Credits(NamedTuple):
    """Agencies in the order of the text, and the byline."""

    agencies: tuple[str, ...]
    byline: str | None


def find_credits(document: Document, analysis: Analysis) -> Credits:
    return Credits((), None)
