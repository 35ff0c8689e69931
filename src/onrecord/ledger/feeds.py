"""Where the watching of feeds stands: rows of `feeds`, `feed_articles` and `hosts`."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from onrecord.sources.document import storable
from onrecord.sources.feeds import Feed
from onrecord.sources.fetch import Mark


class FeedState(msgspec.Struct, frozen=True, kw_only=True):
    """One feed as `feeds_view` has it: how many articles it told of, how many of them were added, wait, or failed, and what went
    wrong the last time it was asked."""

    url: str
    title: str | None
    asked_at: str | None
    next_at: str
    failures: int
    problem: str | None
    gone: bool
    articles: int
    added: int
    waiting: int
    failed: int


class DueFeed(NamedTuple):
    """A feed to be asked, with the mark of the last time."""

    number: int
    url: str
    mark: Mark
    failures: int


class DueArticle(NamedTuple):
    """An article to be fetched, with what its feed says of it."""

    url: str
    title: str | None
    published: str | None
    attempts: int


def follow(connection: sqlite3.Connection, urls: Sequence[str], at: float) -> None:
    """Takes feeds up; those that are followed already stay as they are."""
    connection.executemany(
        "insert into feeds (url, added_at) values (?, ?) on conflict (url) do update set gone = 0",
        [(storable(url), stamp(at)) for url in urls],
    )


def states(connection: sqlite3.Connection) -> tuple[FeedState, ...]:
    """All feeds, those that fail first."""
    columns = FeedState.__struct_fields__
    rows = connection.execute(f"select {', '.join(columns)} from feeds_view")
    return tuple(msgspec.convert(dict(zip(columns, row, strict=True)), FeedState, strict=False) for row in rows)


def due_feeds(connection: sqlite3.Connection, at: float) -> list[DueFeed]:
    """The feeds that may be asked now, the longest waiting first."""
    rows = connection.execute(
        "select number, url, etag, modified, failures from feeds where not gone and next_at <= ? order by next_at, number",
        (at,),
    )
    return [DueFeed(number, url, Mark(etag, modified), failures) for number, url, etag, modified, failures in rows]


def next_due(connection: sqlite3.Connection) -> float | None:
    """When the next feed or article is due; None where nothing is followed."""
    (found,) = connection.execute(
        "select min(at) from (select min(next_at) as at from feeds where not gone union all"
        " select min(next_at) from feed_articles where next_at is not null)"
    ).fetchone()
    return None if found is None else float(found)


def feed_answered(
    connection: sqlite3.Connection, feed: DueFeed, mark: Mark, found: Feed | None, at: float, again: float
) -> int:
    """Notes that a feed answered, with what it holds (None: unchanged). Gives how many articles are new or changed."""
    connection.execute(
        "update feeds set asked_at = ?, next_at = ?, etag = ?, modified = ?, failures = 0, problem = null,"
        " title = ifnull(?, title) where number = ?",
        (stamp(at), again, mark.etag, mark.modified, found and found.title, feed.number),
    )
    before = connection.total_changes
    connection.executemany(
        "insert into feed_articles (url, feed, title, published, mark, found_at, next_at) values (?, ?, ?, ?, ?, ?, ?)"
        " on conflict (url) do update set mark = excluded.mark, next_at = excluded.next_at, attempts = 0"
        " where excluded.mark > mark",
        [(e.url, feed.number, e.title, e.published, e.mark, stamp(at), at) for e in (found.entries if found else ())],
    )
    return connection.total_changes - before


def feed_failed(
    connection: sqlite3.Connection, feed: DueFeed, problem: str, at: float, again: float, gone: bool
) -> None:
    """Notes that a feed could not be had."""
    connection.execute(
        "update feeds set asked_at = ?, next_at = ?, failures = failures + 1, problem = ?, gone = ? where number = ?",
        (stamp(at), again, storable(problem), gone, feed.number),
    )


def due_articles(connection: sqlite3.Connection, at: float) -> list[DueArticle]:
    """The articles that are to be fetched now, the longest waiting first."""
    rows = connection.execute(
        "select url, title, published, attempts from feed_articles where next_at <= ? order by next_at, found_at, url",
        (at,),
    )
    return [DueArticle(*row) for row in rows]


def article_done(connection: sqlite3.Connection, url: str, document: str) -> None:
    """Notes that an article is in the ledger."""
    connection.execute(
        "update feed_articles set next_at = null, document = ?, problem = null, attempts = attempts + 1 where url = ?",
        (document, url),
    )


def article_failed(connection: sqlite3.Connection, url: str, problem: str, again: float | None) -> None:
    """Notes that an article could not be had or read; `again` is when to try once more, None: never."""
    connection.execute(
        "update feed_articles set next_at = ?, problem = ?, attempts = attempts + 1 where url = ?",
        (again, storable(problem), url),
    )


def host_waits(connection: sqlite3.Connection, host: str, until: float) -> None:
    """Notes that a host is to be left alone until then."""
    connection.execute(
        "insert into hosts (host, next_at) values (?, ?) on conflict (host) do update set next_at = max(next_at, excluded.next_at)",
        (host, until),
    )


def host_waiting(connection: sqlite3.Connection, host: str) -> float:
    """Until when a host is to be left alone; 0 where it is not."""
    row = connection.execute("select next_at from hosts where host = ?", (host,)).fetchone()
    return float(row[0]) if row else 0.0


def robots_of(connection: sqlite3.Connection, host: str, at: float) -> str | None:
    """The robots.txt of a host, None where it must be asked for."""
    row = connection.execute("select robots from hosts where host = ? and robots_until > ?", (host, at)).fetchone()
    return row[0] if row else None


def robots_found(connection: sqlite3.Connection, host: str, robots: str, until: float) -> None:
    """Keeps the robots.txt of a host for a while."""
    connection.execute(
        "insert into hosts (host, robots, robots_until) values (?, ?, ?)"
        " on conflict (host) do update set robots = excluded.robots, robots_until = excluded.robots_until",
        (host, storable(robots), until),
    )


def stamp(at: float) -> str:
    """Seconds since 1970 as the ledger writes times.

    >>> stamp(1730800800)
    '2024-11-05T10:00:00Z'
    """
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
