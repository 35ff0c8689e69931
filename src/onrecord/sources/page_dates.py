"""The day on which a page says that it was published. A related story's date, a copyright line, a comment's time or a day in the
headline is none, and one wrong day shifts every "Tuesday" of the article: what the page does not state as its own stays unknown.

In order: `datePublished` of the page's article in JSON-LD; the <meta> elements of `knowledge/text/page_dates.txt`; a <time> marked as the
date of publication, or standing between the headline (the start of the
<article> where there is none) and the first paragraph; /2024/11/05/ in the page's address.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from email.utils import parsedate
from itertools import chain
from typing import TYPE_CHECKING

from onrecord.knowledge.tables import rows
from onrecord.sources.dates import iso_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DAY = re.compile(r"\s*(\d{4})[-/](\d\d)[-/](\d\d)(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(\d\d?)/(\d\d?)(?=/|$)")
_ARTICLE = re.compile(r"(?:Article|BlogPosting|Report)$")
# What content systems write where they know no date.
_PLACEHOLDERS = frozenset({"0001-01-01", "1900-01-01", "1970-01-01"})
_ASIDE = ("aside", "footer", "nav")
_PARAGRAPH = 80  # a <p> with so many characters is text of the article, not its byline


def stated_date(page: HtmlElement) -> str | None:
    """The day, "YYYY-MM-DD", as the page writes it (in its own time zone), or None.

    >>> from lxml.html import fromstring
    >>> stated_date(fromstring('<html><meta name="date" content="2024-11-05T23:30-05:00"><p>No.</p></html>'))
    '2024-11-05'
    >>> stated_date(fromstring("<html><p>No.</p><footer>Copyright 5 January 2019</footer></html>")) is None
    True
    """
    days = map(day_of, chain(_of_linked_data(page), _of_meta(page), _of_time(page)))
    return next(filter(None, days), None)


def date_in_address(url: str) -> str | None:
    """The day that an address carries.

    >>> date_in_address("https://a.example/news/2024/11/5/fire"), date_in_address("https://a.example/2024/11")
    ('2024-11-05', None)
    """
    found = _IN_ADDRESS.search(url)
    return iso_date("{}-{:0>2}-{:0>2}".format(*found.groups())) if found else None


def day_of(statement: str) -> str | None:
    """The day that a machine-readable date names; None where day and month could be mistaken for each other.

    >>> [day_of(s) for s in ("2024-11-05T08:30:00Z", "Tue, 05 Nov 2024 08:30:00 GMT", "05/11/2024", "2024-11", "0001-01-01")]
    ['2024-11-05', '2024-11-05', None, None, None]
    """
    found = _DAY.match(statement)
    if found:
        day = iso_date("-".join(found.groups()))
    else:
        parsed = parsedate(statement) if re.search("[A-Za-z]{3}", statement) else None
        day = iso_date("{:04}-{:02}-{:02}".format(*parsed[:3])) if parsed else None
    return None if day in _PLACEHOLDERS else day


def _of_linked_data(page: HtmlElement) -> Iterator[str]:
    for script in page.iterfind('.//script[@type="application/ld+json"]'):
        try:
            found = json.loads(script.text or "")
        except (ValueError, RecursionError):
            continue
        for node in _nodes(found):
            kinds = node.get("@type")
            date = node.get("datePublished")
            if isinstance(date, str) and any(_ARTICLE.search(str(kind)) for kind in _list(kinds)):
                yield date


def _nodes(found: object) -> Iterator[dict[str, object]]:
    """The objects at the top and in its @graph; those further in are other pages."""
    for node in _list(found):
        if isinstance(node, dict):
            yield node
            yield from (inner for inner in _list(node.get("@graph")) if isinstance(inner, dict))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _of_meta(page: HtmlElement) -> Iterator[str]:
    names = {row[0] for row in rows("text/page_dates.txt", 2)}
    for meta in page.iterfind(".//meta[@content]"):
        if any((meta.get(key) or "").strip().lower() in names for key in ("property", "name", "itemprop")):
            yield meta.get("content") or ""


def _of_time(page: HtmlElement) -> Iterator[str]:
    for time in page.iterfind('.//*[@itemprop="datePublished"]'):
        yield time.get("datetime") or time.get("content") or ""
    for time in page.iterfind(".//time[@pubdate]"):
        yield time.get("datetime") or ""
    headline = page.find(".//h1")
    if headline is None:
        headline = page.find(".//article")
    begun = False
    for element in page.iter("h1", "article", "p", "time", *_ASIDE):
        begun = begun or element is headline
        if begun and element.tag == "time":
            yield element.get("datetime") or ""
        elif begun and (element.tag in _ASIDE or (element.tag == "p" and len(element.text_content()) > _PARAGRAPH)):
            return
