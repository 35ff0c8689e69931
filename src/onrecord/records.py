"""The vocabulary: what `onrecord read` returns for one document. The public contract, frozen and typed.

Three rules hold for every record. A *span* is half-open, counts Unicode code points of the stored text, and carries the
very characters it covers. What the text does not say is `None` or an empty tuple. Nothing is collapsed: "at least 10,000"
is `low=10000, high=None`.

The JSON Schema is generated from these classes (`json_schema`); a change that breaks it needs a new `SCHEMA`.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

SCHEMA = "onrecord/1"

ActorKind = Literal["person", "group", "organization", "country", "military", "unnamed"]
StatementKind = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "state",
    "confirm",
    "deny",
    "accuse",
    "condemn",
    "demand",
    "promise",
    "threaten",
    "praise",
    "warn",
    "doubt",
    "expect",
]
EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "SANCTION", "PROTEST", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
EventStatus = Literal["happened", "ongoing", "planned", "possible", "denied", "conditional"]
Certainty = Literal["certain", "probable", "possible"]
FigureCategory = Literal[
    "killed", "injured", "missing", "displaced", "detained", "troops", "people", "weapons", "money", "percent", "area",
    "distance", "duration", "other",
]  # fmt: skip
FigureRole = Literal["total", "change", "former"]
TimeKind = Literal["date", "duration", "set"]
Granularity = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "season", "year", "decade", "century"
]
Precision = Literal["point", "place", "district", "region", "country", "area"]


class Span(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Characters of the stored text, half-open, in Unicode code points.

    >>> Span.of("He said no.", 3, 7)
    Span(start=3, end=7, text='said')
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, document_text: str, start: int, end: int) -> Span:
        """The span of `document_text[start:end]`."""
        return cls(start, end, document_text[start:end])

    def overlaps(self, other: Span) -> bool:
        """Whether the two share a character.

        >>> Span(0, 4, "four").overlaps(Span(4, 5, "x"))
        False
        """
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end


class DocumentInfo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which document a record is about. `id` is the first 16 hex digits of the SHA-256 of the stored text."""

    name: str
    id: str
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    byline: str | None = None
    agencies: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    characters: int = 0
    text: str | msgspec.UnsetType = msgspec.UNSET
    """The stored text; left out unless asked for (`--with-text`)."""


class Actor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A participant: whoever speaks or acts. `country` is ISO 3166-1 alpha-3, `sector` a PLOVER code."""

    id: str
    name: str
    kind: ActorKind
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    member_of: str | None = None
    mentions: tuple[Span, ...] = ()
    confidence: float


class Statement(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who said (thought, promised, denied …) what, and how it reached us. `content` has several spans where the words are
    split; `source` is null when nobody is named; `within` is the statement that reports this one; `addressee` is an actor."""

    id: str
    source: str | None = None
    source_span: Span | None = None
    cue: Span | None = None
    content: tuple[Span, ...]
    kind: StatementKind
    stance: Stance
    addressee: str | None = None
    channel: Span | None = None
    when: str | None = None
    within: str | None = None
    confidence: float


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who did what to whom (PLOVER), whether it happened, and according to whom (null: the article's own voice)."""

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    trigger: Span
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    place: str | None = None
    when: str | None = None
    status: EventStatus
    certainty: Certainty
    according_to: str | None = None
    figures: tuple[str, ...] = ()
    mentions: tuple[Span, ...] = ()
    confidence: float


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A quantity with its bounds: `low`/`high` null means open on that side. `of` is an actor, `event` an event,
    `according_to` a statement. `part_of` is the figure that this one is a part of ("12 people, including 3 children"); `role`
    says that a figure tells a running total ("the toll rose to 40"), a change of one ("by 5", "five more") or an earlier one
    ("up from 35")."""

    id: str
    span: Span
    low: float | int | None = None
    high: float | int | None = None
    approximate: bool = False
    counted: str | None = None
    category: FigureCategory = "other"
    unit: str | None = None
    of: str | None = None
    event: str | None = None
    according_to: str | None = None
    part_of: str | None = None
    role: FigureRole | None = None
    confidence: float


class Time(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A time expression. `start <= t < end` in ISO 8601; both null where the text and the publication date do not settle it.
    `anchor` is "published", the id of another time or event, or null where none was needed; `timex` the TIMEX3 value."""

    id: str
    span: Span
    start: str | None = None
    end: str | None = None
    granularity: Granularity | None = None
    kind: TimeKind
    anchor: str | None = None
    timex: str | None = None


class Place(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A toponym, resolved to the gazetteer: `lat`/`lon` in degrees (WGS 84), `geonames` the GeoNames id, `precision` how
    small an area the coordinates stand for. All null where it could not be resolved."""

    id: str
    spans: tuple[Span, ...]
    name: str
    country: str | None = None
    admin1: str | None = None
    kind: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: Precision | None = None
    confidence: float


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that was read in one document. One record is one line of JSONL."""

    schema: Literal["onrecord/1"] = "onrecord/1"
    document: DocumentInfo
    actors: tuple[Actor, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What went wrong with one document and what its user can do. `code` names the kind of error (see `errors`)."""

    code: str
    message: str
    remedy: str


class ErrorRecord(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stands in the output where a document could not be read: it is named, never silently dropped."""

    schema: Literal["onrecord/1"] = "onrecord/1"
    document: DocumentInfo
    error: Problem


_encoder = msgspec.json.Encoder()


# JSON need not escape these, but readers that cut text at every Unicode line end (Python's str.splitlines) would cut a record.
_LINE_ENDS = ((b"\xc2\x85", b"\\u0085"), (b"\xe2\x80\xa8", b"\\u2028"), (b"\xe2\x80\xa9", b"\\u2029"))


def to_json(record: Record | ErrorRecord) -> bytes:
    """One line of JSONL (UTF-8, no line end of any kind in it) as RECORD.md says: every field written out, nulls included."""
    line = _encoder.encode(record)
    for character, escaped in _LINE_ENDS:
        line = line.replace(character, escaped)
    return line


def from_json(line: bytes | str) -> Record:
    """The record of one line of JSONL.

    Raises:
        msgspec.ValidationError: the line is not a record of this schema.
    """
    return msgspec.json.decode(line, type=Record)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `Record`, generated from the classes above."""
    schema = msgspec.json.schema(Record)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
