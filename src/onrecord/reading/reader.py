"""The order of the steps: the only place that knows it. Each step is a pure function of the document, its analysis and what
earlier steps found; to replace a step's insides, keep its signature.

    Document ─ analyse ─▶ Analysis ─▶ credits ─▶ times ─▶ places ─▶ actors ─▶ statements ─▶ figures ─▶ events ─▶ links ─▶ Record
"""

from __future__ import annotations

from onrecord.model.analyse import analyse
from onrecord.model.analysis import Analysis
from onrecord.reading.actors.find import find_actors
from onrecord.reading.credits import find_credits
from onrecord.reading.events.find import find_events
from onrecord.reading.figures.find import find_figures
from onrecord.reading.figures.links import link_figures
from onrecord.reading.links import link
from onrecord.reading.numbering import in_order
from onrecord.reading.places.find import find_places
from onrecord.reading.statements.find import find_statements
from onrecord.reading.statements.first_persons import with_first_persons
from onrecord.reading.statements.named_later import with_named_later
from onrecord.reading.statements.outlets import outlets_are_channels
from onrecord.reading.times.find import find_times
from onrecord.records import DocumentInfo, Record
from onrecord.sources.document import Document


def read_document(document: Document) -> Record:
    """The record of one document: analysis, then the steps."""
    return record_of(document, analyse(document.text))


def record_of(document: Document, analysis: Analysis) -> Record:
    """The steps alone, over an analysis made earlier (or by a batch)."""
    credits = find_credits(document, analysis)
    times = find_times(document, analysis)
    places = find_places(document, analysis, times)
    actors = find_actors(document, analysis, places)
    statements, actors = find_statements(document, analysis, actors, times)
    statements = with_first_persons(analysis, statements)
    statements, actors = outlets_are_channels(statements, actors)
    statements, actors = with_named_later(statements, actors)
    actors, statements, _ = in_order(actors, statements)  # without gaps: the events' speakers count them anew
    figures = find_figures(document, analysis, times)
    events, actors, figures = find_events(document, analysis, actors, places, times, statements, figures)
    actors, statements, events = in_order(actors, statements, events)
    events, figures = link_figures(analysis, actors, events, figures)
    statements, figures = link(document, analysis, statements, figures, times)
    info = DocumentInfo(
        name=document.name,
        id=document.id,
        title=document.title,
        url=document.url,
        outlet=document.outlet,
        byline=document.byline or credits.byline,
        agencies=credits.agencies,
        published=document.published,
        language=document.language,
        characters=len(document.text),
    )
    return Record(
        document=info, actors=actors, statements=statements, events=events, figures=figures, times=times, places=places
    )
