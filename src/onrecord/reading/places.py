"""Places: the toponyms of a text, each told apart from people and organisations and resolved to the gazetteer.

Two steps do the work: `toponyms` finds the names and says how likely each is a place's, `resolve` chooses which place is meant.
"""

from __future__ import annotations

from onrecord.knowledge.gazetteer import Entry, gazetteer
from onrecord.model.analysis import Analysis
from onrecord.reading.resolve import Choice, resolve
from onrecord.reading.toponyms import Mention, find_mentions
from onrecord.records import Place, Precision, Span, Time
from onrecord.sources.document import Document

_LEAST = 0.4
"""A name less likely than this to be a place's is left out: the point of best F1 on the even articles of LGL."""


def find_places(document: Document, analysis: Analysis, times: tuple[Time, ...]) -> tuple[Place, ...]:
    """The places that the text names, in order of first mention, one for each real place with all its spans.

    >>> from onrecord.model.analyse import analyse
    >>> text = "Troops crossed into the Kursk region and reached Sudzha."
    >>> for place in find_places(Document.of(text), analyse(text), ()):
    ...     print(place.name, place.kind, place.country, place.admin1, place.precision)
    Kursk Oblast ADM1 RUS Kursk Oblast region
    Sudzha PPL RUS Kursk Oblast place
    """
    taken = {(t.span.start, t.span.end) for t in times}
    mentions = [m for m in find_mentions(analysis) if (m.start, m.end) not in taken]
    choices = resolve([m for m in mentions if m.probability >= 0.1], document.text)
    merged: dict[object, list[tuple[Choice, list[Mention]]]] = {}
    for choice in choices:
        sure = [m for m in choice.mentions if m.probability >= _LEAST]
        if sure:
            merged.setdefault(choice.entry.index if choice.entry else (sure[0].name, sure[0].start), []).append((choice, sure))
    groups = sorted(merged.values(), key=lambda group: min(m.start for _, sure in group for m in sure))
    return tuple(_place(f"p{number}", document.text, group) for number, group in enumerate(groups, 1))


def _place(id: str, text: str, group: list[tuple[Choice, list[Mention]]]) -> Place:
    """The record of one real place from the choices that led to it."""
    mentions = sorted((m for _, sure in group for m in sure), key=lambda m: m.start)
    spans = tuple(Span.of(text, m.start, m.end) for m in mentions)
    share = max(choice.share for choice, _ in group)
    likely = max(m.probability for m in mentions)
    entry = group[0][0].entry
    if entry is None:
        feature = mentions[0].feature
        return Place(
            id=id,
            spans=spans,
            name=spans[0].text,
            kind=feature.code if feature else None,
            confidence=round(likely, 2),
        )
    return Place(
        id=id,
        spans=spans,
        name=entry.name,
        country=entry.country,
        admin1=_admin1(entry),
        kind=entry.kind,
        lat=entry.lat,
        lon=entry.lon,
        geonames=entry.geonames,
        precision=_precision(entry),
        confidence=round(likely * share, 2),
    )


def _admin1(entry: Entry) -> str | None:
    if entry.kind == "ADM1":
        return entry.name
    return gazetteer().entry(entry.admin1).name if entry.admin1 is not None else None


def _precision(entry: Entry) -> Precision | None:
    return None if entry.lat is None else entry.precision  # type: ignore[return-value]
