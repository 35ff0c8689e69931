"""Places: the toponyms of a text, each told apart from people and organisations and resolved to the gazetteer.

Two steps do the work: `toponyms` finds the names and says how likely each is a place's, `resolve` chooses which place is meant.

A demonym ("Russian") is no toponym and gets no place, nor does a capital that stands for its government ("Moscow said", "Washington
urged Beijing"). A country that does ("Russia said") is kept with lower confidence.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.knowledge.gazetteer import Entry, gazetteer
from onrecord.knowledge.geography import compass, groups_of
from onrecord.model.analysis import Analysis
from onrecord.model.sentences import split_sentences
from onrecord.model.tokens import tokenize
from onrecord.reading.places.resolve import Choice, is_namesake, resolve
from onrecord.reading.places.toponym_candidates import HYPHENS, Mention
from onrecord.reading.places.toponyms import find_mentions
from onrecord.records import Place, Precision, Span, Time
from onrecord.sources.document import Document

_LEAST = 0.4
"""A name less likely than this to be a place's is left out: the point of best F1 on the even articles of LGL and GeoVirus."""
HEARD = 0.1
"""A name at least this likely still helps to tell what the others mean."""
_SETTLED = 0.4
"""A place with less than this share of what its name could mean is not chosen: below it one in four was right, above it four in five."""
_NAMESAKE_SETTLED = 0.7
"""The same for a small town with the name of a metropolis ("Boston" in the state of New York): below it 9 of 14 names were right, above it
16 of 17."""
_COUNTRY_SETTLED = 0.8
_LONGEST_LINK = 4  # letters of the small word within a hyphenated name: "des", "sur"
_NEAR = frozenset(("near", "outside", "around", "toward", "towards"))
_SPEAKING = frozenset(("nsubj", "obj", "iobj"))
_PART = 0.4  # "eastern" is the two fifths of a country's divisions that lie farthest east


@dataclass(frozen=True)
class Found:
    """A mention with what it means and how it limits it: `part` is the compass word before it ("northwest" of "north-west Pakistan"),
    `start` the character that this word begins at, `beside` that it only lies near."""

    mention: Mention
    choice: Choice
    entry: Entry | None
    part: str | None
    start: int
    beside: bool


def find_places(document: Document, analysis: Analysis, times: tuple[Time, ...]) -> tuple[Place, ...]:
    """The places that the text names, in order of first mention, one for each real place with all its spans.

    >>> from onrecord.model.analyse import analyse
    >>> text = "Troops crossed into the Kursk region and reached Sudzha."
    >>> for place in find_places(Document.of(text), analyse(text), ()):
    ...     print(place.name, place.kind, place.country, place.admin1, place.precision)
    Kursk Oblast ADM1 RUS Kursk Oblast region
    Sudzha PPL RUS Kursk Oblast place
    """
    mentions = [m for m in find_mentions(analysis) if m.probability >= HEARD and not _within(m, times)]
    if all(m.probability < _LEAST for m in mentions):
        return ()
    groups: dict[object, list[Found]] = {}
    for choice in resolve(mentions, document.text, _context(document)):
        known = choice.entry if choice.share >= (_NAMESAKE_SETTLED if is_namesake(choice) else _SETTLED) else None
        for mention in choice.mentions:
            entry = None if _is_torn(analysis, mention) else known
            if mention.probability >= _LEAST and not _stands_for_government(analysis, mention, entry):
                part, start = _part(analysis, mention, entry)
                found = Found(mention, choice, entry, part, start, _lies_beside(analysis, mention))
                groups.setdefault((entry.number if entry else mention.name.casefold(), part), []).append(found)
    ordered = sorted(
        (sorted(g, key=lambda f: f.mention.start) for g in groups.values()), key=lambda g: g[0].mention.start
    )
    return tuple(_place(f"p{number}", analysis, group) for number, group in enumerate(ordered, 1))


def _within(mention: Mention, times: Sequence[Time]) -> bool:
    return any(t.span.start <= mention.start and mention.end <= t.span.end for t in times)


def _stands_for_government(analysis: Analysis, mention: Mention, entry: Entry | None) -> bool:
    """Whether a capital is who speaks or is spoken to: the subject or object of a verb of saying."""
    if entry is None or entry.kind != "PPLC" or analysis.heads is None or analysis.deprels is None:
        return False
    name = mention.last - 1
    head = analysis.heads[name]
    speaks = head >= 0 and "saying" in groups_of(analysis.tokens[head].text)
    return speaks and analysis.deprels[name] in _SPEAKING


def _context(document: Document) -> list[Mention]:
    """The names in the title and the outlet: not in the text, but they say where it is from."""
    around = ". ".join(part[:300] for part in (document.title, document.outlet) if part)
    if not around:
        return []
    tokens = tokenize(around)
    return [
        m for m in find_mentions(Analysis(around, tokens, split_sentences(around, tokens))) if m.probability >= HEARD
    ]


def _part(analysis: Analysis, mention: Mention, entry: Entry | None) -> tuple[str | None, int]:
    """The compass word that narrows the place down, and where it begins: "eastern" of "eastern Ukraine", "northwest" of "north-west
    Pakistan" and of "North West Pakistan"."""
    if entry is None or mention.first == 0 or entry.precision in ("place", "point", "district"):
        return None, mention.start
    before = analysis.tokens[mention.first - 1]
    word = before.text.lower()
    if word not in compass() or analysis.text[before.end : mention.start] != " ":
        return None, mention.start
    earlier = analysis.tokens[max(0, mention.first - 3) : mention.first - 1]
    for first in earlier:
        joined = first.text.lower() + word
        if joined in compass() and analysis.text[first.end : before.start] in ("-", " ", "‑", "–"):
            return joined, first.start
    return word, before.start


def _lies_beside(analysis: Analysis, mention: Mention) -> bool:
    """Whether the text says "near X" or "20 km north of X": what it tells of is not in X itself."""
    words = [t.text.lower() for t in analysis.tokens[max(0, mention.first - 2) : mention.first]]
    return words[-1:] != [] and (words[-1] in _NEAR or (len(words) == 2 and words[1] == "of" and words[0] in compass()))


def _place(id: str, analysis: Analysis, group: list[Found]) -> Place:
    """The record of one real place from its mentions."""
    first = group[0]
    spans = tuple(_span(analysis, found) for found in group)
    likely = max(found.mention.probability for found in group)
    share = max(found.choice.share for found in group)
    entry = first.entry
    if entry is None:
        feature = first.mention.feature
        known = first.choice.country_share >= _COUNTRY_SETTLED and (first.choice.entry is not None)
        return Place(
            id=id,
            spans=spans,
            name=spans[0].text,
            country=first.choice.country if known else None,
            kind=(feature.code or None) if feature else None,
            confidence=round(likely * share, 2),
        )
    lat, lon, precision = _where(entry, first.part, all(found.beside for found in group))
    return Place(
        id=id,
        spans=spans,
        name=entry.name if first.part is None else spans[0].text,
        country=entry.country,
        admin1=_admin1(entry),
        kind=entry.kind if first.part is None else "RGN",
        lat=lat,
        lon=lon,
        geonames=entry.geonames if first.part is None else None,
        precision=precision,
        confidence=round(likely * share, 2),
    )


def _span(analysis: Analysis, found: Found) -> Span:
    if found.entry is None:
        return _hyphenated(analysis, found.mention)
    return Span.of(analysis.text, found.start, found.mention.end)


def _is_torn(analysis: Analysis, mention: Mention) -> bool:
    """Whether a mention is the beginning of a name of three or more parts: "Croix" of "Croix-des-Bouquets"."""
    after = analysis.tokens[mention.last : mention.last + 4]
    parts = [token.text for token in after]
    if len(parts) < 4 or parts[0] not in HYPHENS or parts[2] not in HYPHENS:
        return False
    tight = after[0].start == mention.end and all(a.end == b.start for a, b in pairwise(after))
    return tight and parts[1].islower() and len(parts[1]) <= _LONGEST_LINK and parts[3][:1].isupper()


def _hyphenated(analysis: Analysis, mention: Mention) -> Span:
    """The whole of a hyphenated name of which the gazetteer knows a part alone: "Croix-des-Bouquets", not "Croix"."""
    tokens, first, last = analysis.tokens, mention.first, mention.last
    while first >= 2 and tokens[first - 1].text in HYPHENS and tokens[first - 2].text[:1].isupper():
        if not tokens[first - 2].end == tokens[first - 1].start == tokens[first].start - 1:
            break
        first -= 2
    while last + 1 < len(tokens) and tokens[last].text in HYPHENS and tokens[last + 1].text.isalpha():
        if not tokens[last - 1].end == tokens[last].start == tokens[last + 1].start - 1:
            break
        last += 2
    while last > mention.last and not tokens[last - 1].text[:1].isupper():
        last -= 2  # "Gaza-based" is in Gaza
    return Span.of(analysis.text, tokens[first].start, tokens[last - 1].end)


def _where(entry: Entry, part: str | None, beside: bool) -> tuple[float | None, float | None, Precision | None]:
    """The point of a place and what it stands for; a part of a country has a point of its own, "near X" a wider one."""
    if entry.lat is None or entry.lon is None:
        return None, None, None
    precision: Precision = entry.precision  # type: ignore[assignment]
    if part is not None and entry.kind == "PCLI" and entry.country:
        lat, lon = part_of_country(entry.country, part) or (None, None)
        return lat, lon, None if lat is None else "area"
    if beside and precision in ("point", "place"):
        precision = "district"
    return entry.lat, entry.lon, precision


def part_of_country(country: str, part: str) -> tuple[float, float] | None:
    """The middle of the divisions that lie in one part of a country, None where the country has too few to tell.

    >>> lat, lon = part_of_country("UKR", "eastern")
    >>> 47 < lat < 50 and 35 < lon < 40
    True
    """
    divisions = gazetteer().first_divisions(country)
    if len(divisions) < 5:
        return None
    points = [(d.lat or 0.0, d.lon or 0.0) for d in divisions]
    north, east = compass()[part]
    middle = sorted(points)[len(points) // 2][0], sorted(lon for _, lon in points)[len(points) // 2]
    narrow = math.cos(math.radians(middle[0]))
    if north == east == 0:
        distance = lambda p: -math.hypot(p[0] - middle[0], (p[1] - middle[1]) * narrow)  # noqa: E731
    else:
        distance = lambda p: north * (p[0] - middle[0]) + east * (p[1] - middle[1]) * narrow  # noqa: E731
    chosen = sorted(points, key=distance)[-max(2, int(len(points) * _PART)) :]
    return (
        round(sum(lat for lat, _ in chosen) / len(chosen), 1),
        round(sum(lon for _, lon in chosen) / len(chosen), 1),
    )


def _admin1(entry: Entry) -> str | None:
    if entry.kind == "ADM1":
        return entry.name
    return gazetteer().entry(entry.admin1).name if entry.admin1 is not None else None
