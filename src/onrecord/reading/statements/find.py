"""Who said what: attributions → statements, with kind, stance, speaker, channel, addressee, time and what stands within what.

quotations, the model's triples ─▶ mended ─▶ utterances that it missed ─▶ those that go on ─▶ one statement a triple
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from onrecord.model.analysis import Analysis, Range
from onrecord.reading.actors.speakers import Speakers
from onrecord.reading.statements.attribution import Ground, Triple, modelled
from onrecord.reading.statements.channels import channel_of, hearer_of, time_of
from onrecord.reading.statements.confidence import confidence_of
from onrecord.reading.statements.continuation import continued
from onrecord.reading.statements.mending import mended
from onrecord.reading.statements.quotations import find_quotations
from onrecord.reading.statements.stance import stance_of
from onrecord.reading.statements.unattributed import with_unattributed
from onrecord.records import Actor, Span, Statement, StatementKind, Time
from onrecord.sources.document import Document

_DEEPEST = 12  # statements around another that are looked at for `within`


def find_statements(
    document: Document, analysis: Analysis, actors: tuple[Actor, ...], times: tuple[Time, ...]
) -> tuple[tuple[Statement, ...], tuple[Actor, ...]]:
    """The statements of a document in the order of their content, and the actors with the speakers that the text adds.

    >>> from onrecord.model.analyse import analyse
    >>> text = "“We won,” Ann Lee told Reuters. She did not elaborate."
    >>> found, _ = find_statements(Document.of(text), analyse(text), (), ())
    >>> [(s.source_span.text, s.kind, s.stance, s.channel.text) for s in found]
    [('Ann Lee', 'direct', 'state', 'Reuters')]
    """
    if not analysis.tokens:
        return (), actors
    ground, triples = find_triples(analysis)
    speakers = Speakers(document, analysis, actors)
    starts = [time.span.start for time in times]
    found = [
        statement
        for triple in triples
        if (statement := _statement(document, ground, triple, times, starts, speakers)) is not None
    ]
    found = [msgspec.structs.replace(statement, id=f"s{number}") for number, statement in enumerate(found, 1)]
    return _nested(found), speakers.actors


def find_triples(analysis: Analysis) -> tuple[Ground, tuple[Triple, ...]]:
    """The attributions of a text in the order of their content, and the ground that they stand on."""
    ground = Ground(analysis, find_quotations(analysis.text))
    return ground, continued(ground, with_unattributed(ground, mended(ground, modelled(analysis))))


def _statement(
    document: Document,
    ground: Ground,
    triple: Triple,
    times: Sequence[Time],
    starts: Sequence[int],
    speakers: Speakers,
) -> Statement | None:
    stance = stance_of(ground, triple)
    if stance is None:
        return None
    hearer = hearer_of(ground, triple)
    channel = channel_of(ground, triple, hearer)
    source_span = _whole(document, ground, triple.source)
    source, certainty = (None, 1.0) if source_span is None else speakers.resolve(source_span)
    addressee = None
    if hearer is not None and (channel is None or not _overlap(hearer, channel)):
        addressee, _ = speakers.resolve(_span(document, ground, hearer))
    kind = kind_of(ground, triple.content)
    return Statement(
        id="",
        source=source,
        source_span=source_span,
        cue=_whole(document, ground, triple.cue),
        content=tuple(_span(document, ground, part) for part in triple.content),
        kind=kind,
        stance=stance,
        addressee=addressee,
        channel=None if channel is None else _span(document, ground, channel),
        when=time_of(ground, triple, times, starts),
        confidence=confidence_of(triple, kind, certainty if source else 1.0),
    )


def kind_of(ground: Ground, content: Sequence[Range]) -> StatementKind:
    """Direct where every word of the content stands in quotation marks, mixed where some do, else indirect.

    >>> from onrecord.model.analyse import analyse
    >>> text = "it was “a new page” for us"
    >>> kind_of(Ground(analyse(text), find_quotations(text)), [Range(0, 9)])
    'mixed'
    """
    words = [index for part in content for index in range(*part) if ground.is_word(index)]
    quoted = sum(1 for index in words if ground.quoted[index])
    if quoted and quoted == len(words):
        return "direct"
    return "mixed" if quoted else "indirect"


def _span(document: Document, ground: Ground, tokens: Range) -> Span:
    return Span.of(document.text, *ground.analysis.characters(tokens))


def _whole(document: Document, ground: Ground, parts: Sequence[Range]) -> Span | None:
    """One span over the parts where they stand close together, else the first; None where there is none."""
    if not parts:
        return None
    first, last = min(parts), max(parts)
    if last.last - first.first > 2 * sum(part.last - part.first for part in parts):
        return _span(document, ground, first)
    return _span(document, ground, Range(first.first, last.last))


def _overlap(one: Range, other: Range) -> bool:
    return one.first < other.last and other.first < one.last


def _nested(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """With `within` set: the innermost statement whose content holds another whole, cue and all."""
    found: list[Statement] = []
    open_: list[tuple[int, Span, str]] = []
    spans = sorted(
        (span.start, -span.end, number) for number, statement in enumerate(statements) for span in statement.content
    )
    parents: dict[int, str] = {}
    for start, negative_end, number in spans:
        statement = statements[number]
        while open_ and open_[-1][1].end <= start:
            open_.pop()
        if number not in parents:
            for other, span, identity in reversed(open_[-_DEEPEST:]):
                extent = [*statement.content, *([statement.cue] if statement.cue else [])]
                if other != number and all(span.covers(part) and span != part for part in extent):
                    parents[number] = identity
                    break
        open_.append((number, Span(start, -negative_end, ""), statement.id))
    for number, statement in enumerate(statements):
        found.append(msgspec.structs.replace(statement, within=parents.get(number)))
    return tuple(found)
