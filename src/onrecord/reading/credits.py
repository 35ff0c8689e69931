"""Who supplied the text: agencies from credit lines, datelines and "reported by", the byline, and the dateline itself.

An agency is named only where the text credits it; that a source is quoted ("told Reuters") is no credit.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from onrecord.knowledge.tables import rows, word_list
from onrecord.model.analysis import Analysis
from onrecord.records import Span
from onrecord.sources.document import Document

_HEAD = 700  # characters at the start in which bylines and datelines stand
_TAIL = 900  # characters at the end in which credit lines stand
_SHORT_LINE = 120  # a credit line is no longer
_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{2,80})[)\]]")
_LONGEST_NAME = 40
_OPENING = re.compile(r"[(\[]([^()\[\]\n]{2,60})[)\]]\s*(?:[–—]|--?)\s")
_SEPARATORS = re.compile(r"\s*(?:[,/;|&+•·]|\band\b|\bwith\b)\s*")
_INITIALS = re.compile(r"[a-z]{1,4}(?:/[a-z]{1,4}){0,4}(?:\s*,?\s*[a-z]{1,4}(?:/[a-z]{1,4}){0,4})?\s*$")
_MONTHS = "Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|Mar(?:ch|\\.)?|Apr(?:il|\\.)?|May|June?|July?|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?"
_DATE = rf"(?:(?:{_MONTHS})\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s(?:{_MONTHS})(?:\s\d{{4}})?)"
_PLACE = r"[^\W\d_a-z][^\n()\[\]–—:\"“”]{1,60}?"
# "KYIV, Nov 5 (Reuters) - ", "LONDON (AP) —", "GENEVA, 3 May 2023 (IPS) - ", "Nairobi — "
_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?:\s*,\s*(?P<date>{_DATE}))?\s*(?:[(\[](?P<agency>[^()\[\]\n]{{2,60}})[)\]])?\s*(?:[–—]|--?|:)\s*(?=\S)"
)
_BRACKET_DATELINE = re.compile(
    rf"(?P<place>{_PLACE})(?:\s*,\s*(?P<date>{_DATE}))?\s*[(\[](?P<agency>[^()\[\]\n]{{2,60}})[)\]]\s*(?:[–—:-]+\s*)?(?=\S)"
)
_NAME = r"[^\W\d_a-z][\w.'’-]*(?:[ ](?:(?:de|da|del|van|von|der|al|bin|la|le)[ ])?[^\W\d_a-z][\w.'’-]*){1,3}"
_BYLINE = re.compile(
    rf"(?:^|\n)[ \t]*(?:By|BY)[ ]+(?P<names>{_NAME}(?:(?:,[ ]{_NAME}){{0,4}},?[ ]and[ ]{_NAME})?)(?P<rest>[^\n]{{0,80}})"
)


_CUE = re.compile(
    r"\breported (?:first |earlier )?by (?:the )?|\bcontributed (?:to|reporting)\b|\b[Rr]eporting by |\bContributing: |\bCopyright (?:© ?)?(?:\d{4} )?(?:by )?"
)
_WORD = re.compile(r"[^\s,;()]+")


class Dateline(NamedTuple):
    """Where and when a report was filed, as it begins: "KYIV, Nov 5 (Reuters) -"."""

    span: Span
    place: Span
    date: Span | None


class Credits(NamedTuple):
    """Agencies in the order of the text, the byline, and the dateline."""

    agencies: tuple[str, ...]
    byline: str | None
    dateline: Dateline | None = None


def find_credits(document: Document, analysis: Analysis) -> Credits:
    """The credits of a document.

    >>> from onrecord.model.analyse import analyse
    >>> text = "KYIV, Nov 5 (Reuters) - Troops came.\\nrc/wmr (dpa, AFP)"
    >>> credits = find_credits(Document.of(text), analyse(text))
    >>> credits.agencies, credits.dateline.place.text, credits.dateline.date.text
    (('Reuters', 'dpa', 'AFP'), 'KYIV', 'Nov 5')
    """
    text = document.text
    dateline = find_dateline(text)
    found: dict[str, int] = {}
    for at, agency in (*_of_dateline(text, dateline), *_of_lines(text), *_of_phrases(text)):
        found[agency] = min(at, found.get(agency, at))
    agencies = tuple(sorted(found, key=lambda agency: found[agency]))
    return Credits(agencies, _byline(text), dateline)


def find_dateline(text: str) -> Dateline | None:
    """The dateline among the first lines, None where there is none.

    The place must be written in capitals, or carry a date or an agency, so that "Background: …" is none.

    >>> find_dateline("By A. Li\\nWASHINGTON — The president left.").place.text
    'WASHINGTON'
    """
    at = 0
    for line in text[:_HEAD].split("\n")[:12]:
        shift = len(line) - len(line.lstrip())
        match = _DATELINE.match(text, at + shift, at + min(len(line), 140)) or _BRACKET_DATELINE.match(
            text, at + shift, at + min(len(line), 140)
        )
        if match and _is_dateline(match):
            place = Span.of(text, *_trimmed(text, match.span("place")))
            date = Span.of(text, *match.span("date")) if match["date"] else None
            return Dateline(Span.of(text, match.start(), match.start() + len(match.group().rstrip())), place, date)
        at += len(line) + 1
    return None


def _is_dateline(match: re.Match[str]) -> bool:
    place = match["place"].strip(" ,")
    town = place.split(",")[0]
    if len(place.split()) > 6:
        return False
    agency = match["agency"]
    if agency is not None:
        return bool(agencies_in(agency, listed=True))
    if match.group().rstrip().endswith(":"):
        return False
    return bool(match["date"]) or (
        town.isupper() and len(town) > 3 and town not in word_list("statements/dateline_refused.txt")
    )


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    start, end = span
    while end > start and text[end - 1] in " ,\t":
        end -= 1
    return start, end


def _of_dateline(text: str, dateline: Dateline | None) -> list[tuple[int, str]]:
    if dateline is None:
        return []
    found = _BRACKETS.search(dateline.span.text)
    return [(dateline.span.start, name) for name in agencies_in(found[1], listed=True)] if found else []


def _of_lines(text: str) -> list[tuple[int, str]]:
    """Agencies of the credit lines among the last and the first lines."""
    found = []
    for start, line in (*_lines(text, max(0, len(text) - _TAIL), len(text)), *_lines(text, 0, min(len(text), _HEAD))):
        stripped = line.strip()
        if not stripped or len(stripped) > _SHORT_LINE:
            continue
        found += [(start, name) for name in _credited(stripped)]
    for opening in _OPENING.finditer(text, 0, _HEAD):
        found += [(opening.start(), name) for name in agencies_in(opening[1], listed=True, whole=True)]
    brackets = _BRACKETS.search(text, max(0, len(text) - _SHORT_LINE))
    if brackets and not text[brackets.end() :].strip(" .\n\r\t"):
        found += [(brackets.start(), name) for name in agencies_in(brackets[1], listed=True, whole=True)]
    return found


def _lines(text: str, start: int, end: int) -> list[tuple[int, str]]:
    lines, at = [], start
    for line in text[start:end].split("\n"):
        lines.append((at, line))
        at += len(line) + 1
    return lines if start == 0 else lines[1:] if len(lines) > 1 else lines


def _credited(line: str) -> list[str]:
    """Agencies of one short line, if the line is a credit: "rc/wmr (dpa, Reuters)", "Source: TASS", "With AFP", "Xinhua"."""
    bracketed = _BRACKETS.search(line)
    if (
        bracketed
        and bracketed.end() >= len(line.rstrip("."))
        and _INITIALS.fullmatch(line[: bracketed.start()].strip() or "a")
    ):
        return agencies_in(bracketed[1], listed=True, whole=True)
    body = line
    introduced = False
    for start in _introductions():
        if body.lower().startswith(start):
            body, introduced = body[len(start) :].lstrip(" :—–-"), True
            break
    body = body.strip(" .–—-*()[]©")
    if introduced or len(body) <= 60:
        return agencies_in(body, listed=introduced, whole=True)
    return []


def _of_phrases(text: str) -> list[tuple[int, str]]:
    """ "Reuters contributed to this report", "reported by Yonhap", "Reporting by Jane Roe for AFP"."""
    found = []
    for cue in _CUE.finditer(text):
        if cue.group().startswith("contributed"):
            floor = max(0, cue.start() - _SHORT_LINE)
            start = max(text.rfind(". ", floor, cue.start()), text.rfind("\n", floor, cue.start()), floor)
            window = (start, cue.start())
        else:
            several = cue.group().startswith(("Reporting", "reporting", "Contributing"))
            limit = min(len(text), cue.end() + (_SHORT_LINE if several else _LONGEST_NAME))
            ends = [text.find(mark, cue.end(), limit) for mark in (".", "\n")]
            window = (cue.end(), min((end for end in ends if end >= 0), default=limit))
        named = _named_in(text[slice(*window)])
        if cue.group().startswith(("reported", "Copyright")):
            named = [(at, name) for at, name in named if at == 0][:1]
        found += [(window[0] + at, name) for at, name in named]
    return found


def _named_in(words: str) -> list[tuple[int, str]]:
    """The agencies named in a few words, in order, the longest name at each place, and only names that are proof."""
    plain, written = _table()
    parts = [(found.start(), found.end()) for found in _WORD.finditer(words)]
    if parts and words[slice(*parts[0])].lower() == "the":
        words, parts = words[parts[0][1] :].lstrip(), []
        parts = [(found.start(), found.end()) for found in _WORD.finditer(words)]
    found, index = [], 0
    while index < len(parts):
        for length in (4, 3, 2, 1):
            if index + length <= len(parts):
                form = words[parts[index][0] : parts[index + length - 1][1]].replace("’", "'").strip(".")
                name = written.get(form)
                if name is not None and (name in plain or " " in form):
                    found.append((parts[index][0], name))
                    index += length - 1
                    break
        index += 1
    return found


def agencies_in(words: str, *, listed: bool, whole: bool = False) -> list[str]:
    """The agencies of a list of names, in order.

    Args:
        listed: whether the place (brackets, "Source:") says that these are credits, so that short common names count too.
        whole: every part must be an agency, else none is.

    >>> agencies_in("dpa, Reuters", listed=True), agencies_in("PA", listed=False), agencies_in("UN and AFP", listed=False, whole=True)
    (['dpa', 'Reuters'], [], [])
    """
    plain, written = _table()
    found: list[str] = []
    for part in _SEPARATORS.split(words.replace("’", "'")):
        part = part.strip(" .").removeprefix("the ").removeprefix("The ")
        if not part:
            continue
        name = written.get(part)
        if name is None or not (listed or name in plain or found or " " in part):
            if whole:
                return []
            continue
        found.append(name)
    return list(dict.fromkeys(found))


@cache
def _table() -> tuple[frozenset[str], dict[str, str]]:
    """Names whose mere mention in a credit line is proof, and every written form → the agency."""
    plain: set[str] = set()
    written: dict[str, str] = {}
    for name, further, proof in rows("statements/agencies.txt", 3):
        if proof == "plain":
            plain.add(name)
        for form in (name, *(further.split("|") if further != "-" else ())):
            written.setdefault(form.removeprefix("The ").removeprefix("the "), name)
    return frozenset(plain), written


@cache
def _introductions() -> tuple[str, ...]:
    return tuple(sorted((row[0] for row in rows("statements/credit_introductions.txt", 1)), key=len, reverse=True))


def _byline(text: str) -> str | None:
    """The names of a "By …" line among the first lines or, where there is none, the last."""
    for start, end in ((0, min(len(text), _HEAD)), (max(0, len(text) - 300), len(text))):
        found = _BYLINE.search(text[start:end])
        if found and found["rest"].strip(" ,.|–—-").split(" ")[0].lower() not in word_list(
            "statements/byline_refused.txt"
        ):
            rest = found["rest"].lstrip()
            if not rest or rest[0] in ",|•–—-(./" or rest[0].isupper():
                return " ".join(found["names"].split())
    return None
