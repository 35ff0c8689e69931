"""What one noun phrase says of a participant."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.model.analysis import Range
from onrecord.records import ActorKind


@dataclass(frozen=True, slots=True)
class Phrase:
    """What one noun phrase says of a participant. `core` are its tokens without what follows the head; `name` the tokens of
    the proper name, None where there is none; `head` the common noun that it turns on, singular and lower case."""

    core: Range
    kind: ActorKind
    name: Range | None = None
    head: str | None = None
    role: str | None = None
    country: str | None = None
    sector: str | None = None
    gender: str | None = None
    gender_told: bool = False
    plural: bool = False
    definite: bool = False
    determiner: str | None = None
    evidence: str = "bare"  # title | given | institution | known | country | noun | bare
    joined: tuple[Range, ...] = field(default=())  # the parts of "A and B"
