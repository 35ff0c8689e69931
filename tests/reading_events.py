"""What tests of events ask of a sentence."""

from __future__ import annotations

from onrecord import read
from onrecord.records import Event, Record


def told(text: str) -> tuple[Record, tuple[Event, ...]]:
    """The record of a text and its events."""
    record = read(text, published="2024-11-05")
    return record, record.events


def names(record: Record, ids: tuple[str, ...]) -> list[str]:
    """The names of some actors."""
    by_id = {actor.id: actor.name for actor in record.actors}
    return [by_id[one] for one in ids]
