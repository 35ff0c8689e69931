"""Feeds and lists of feeds: the bytes of RSS, Atom or OPML → addresses of articles with their dates, or addresses of feeds.

feedparser takes RSS and Atom apart, broken ones too; it is given bytes alone and asks the network for nothing.
"""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import NamedTuple

from onrecord.errors import NotText
from onrecord.sources.document import storable

MOST_ENTRIES = 200
"""So many entries of one feed are looked at, from its beginning; feeds list the newest first and rarely more than 100."""

_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_HEAD = 4096
_LONGEST_ADDRESS = 2000


class FeedEntry(NamedTuple):
    """An article that a feed tells of: its address, and as the feed has them its title, its publication date (ISO 8601, UTC)
    and a mark that changes when the article does."""

    url: str
    title: str | None
    published: str | None
    mark: str


class Feed(NamedTuple):
    """What a feed holds: its title and its entries, in its order, each address once."""

    title: str | None
    entries: tuple[FeedEntry, ...]


def feed_of(data: bytes, *, url: str, content_type: str = "") -> Feed:
    """The feed in `data`; addresses in it are taken from `url`.

    Raises:
        NotText: the bytes are no feed.

    >>> feed = feed_of(b'''<rss version="2.0"><channel><title>News</title><item><link>/a#top</link>
    ... <pubDate>Tue, 05 Nov 2024 10:00:00 +0200</pubDate></item></channel></rss>''', url="https://news.example/feed")
    >>> feed.title, feed.entries[0].url, feed.entries[0].published
    ('News', 'https://news.example/a', '2024-11-05T08:00:00+00:00')
    """
    import feedparser

    headers = {"content-location": url, **({"content-type": content_type} if content_type else {})}
    try:
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # its own faults over broken markup
        raise NotText(
            f"{url} holds a feed that cannot be taken apart ({type(error).__name__}).", "Look at it."
        ) from error
    if not found.get("version") and not found.entries:
        raise NotText(f"{url} is no feed.", "Give the address of RSS, Atom or OPML; a page often names its feed.")
    entries: dict[str, FeedEntry] = {}
    for entry in found.entries[:MOST_ENTRIES]:
        address = storable(str(entry.get("link") or "")).strip().partition("#")[0]
        if address.startswith(("http://", "https://")) and len(address) <= _LONGEST_ADDRESS:
            published = _date(entry.get("published_parsed"))
            changed = _date(dict.get(entry, "updated_parsed")) or published or ""  # .get falls back, with a warning
            entries.setdefault(address, FeedEntry(address, _words(entry.get("title")), published, changed))
    return Feed(_words(found.feed.get("title")), tuple(entries.values()))


def is_list(data: bytes) -> bool:
    """Whether the bytes are a list of feeds (OPML).

    >>> is_list(b'<?xml version="1.0"?><opml version="2.0">'), is_list(b"<rss>")
    (True, False)
    """
    return _OPML.search(data[:_HEAD]) is not None


def feeds_of(data: bytes, *, name: str) -> tuple[str, ...]:
    """The addresses of the feeds that an OPML list names, each once, in its order.

    Raises:
        NotText: the bytes are no OPML, or name no feed.

    >>> feeds_of(b'<opml><body><outline text="a"><outline xmlUrl="https://a.example/f"/></outline></body></opml>', name="f")
    ('https://a.example/f',)
    """
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotText(f"{name} is no OPML list that can be read.", "Export the list of feeds anew.") from error
    found: dict[str, None] = {}
    for outline in root.iter("outline") if root is not None else ():
        for key, value in outline.attrib.items():
            if str(key).lower() == "xmlurl" and str(value).strip():
                found[storable(str(value).strip())] = None
    if not found:
        raise NotText(f"{name} names no feed.", 'An OPML list has <outline xmlUrl="https://…"> for each feed.')
    return tuple(found)


def _date(parsed: object) -> str | None:
    """feedparser's time of nine numbers, which is UTC."""
    if not isinstance(parsed, tuple) or len(parsed) < 6:
        return None
    year, month, day, hour, minute, second = parsed[:6]
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _words(value: object) -> str | None:
    return storable(" ".join(value.split())) or None if isinstance(value, str) else None
