"""Bytes → `Document`: one room per format. Nothing here knows what a statement is."""

from onrecord.sources.document import Document
from onrecord.sources.failure import Failure
from onrecord.sources.opening import open_sources

__all__ = ["Document", "Failure", "open_sources"]
