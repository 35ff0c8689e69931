"""Feeds asked again and again, and their articles added to a ledger, without being a burden to anybody.

One request at a time; between two to the same host a pause; a feed that has not changed is not sent again; one that fails is asked
less and less often; a host that says how long it wants to be left alone is; robots.txt holds for articles (feeds are there to be
asked); addresses that are not public are refused. All that is known is in the ledger, each step stored by itself, so that the
watching can be stopped at any moment and goes on where it was.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from typing import Literal, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit

import msgspec

from onrecord.errors import (
    AddressRefused,
    EmptyDocument,
    FetchFailed,
    InternalError,
    LedgerError,
    ModelError,
    OnRecordError,
)
from onrecord.ledger import feeds
from onrecord.ledger.entries import Outcome
from onrecord.ledger.feeds import DueArticle, DueFeed, FeedState
from onrecord.ledger.store import Ledger
from onrecord.sources.checks import checked
from onrecord.sources.document import Document
from onrecord.sources.failure import Failure
from onrecord.sources.feeds import Feed, feed_of, feeds_of, is_list
from onrecord.sources.fetch import Limits, Mark, Page, Refused, fetch
from onrecord.sources.opening import documents_of_page

AGENT = "OnRecord"
PAUSE = 2.0
"""Seconds between two requests to the same host; a robots.txt may ask for more, up to `LONGEST_PAUSE`."""
LONGEST_PAUSE = 30.0
"""A host that wants to be left alone for longer is left for a later round."""
LONGEST_BACK_OFF = 24 * 3600.0
LONGEST_RETRY_AFTER = 7 * 24 * 3600.0
MOST_ATTEMPTS = 4
"""So often an article is tried whose host does not answer or has a fault: at once, after 15 minutes, one hour, four hours."""
FIRST_RETRY = 15 * 60.0
ROBOTS_SECONDS = 24 * 3600.0
ROBOTS_BYTES = 512_000
FEED_BYTES = 3_000_000
"""More than any feed has; feedparser needs a tenth of a millisecond for each tag."""
_ACCEPT = "application/rss+xml,application/atom+xml,application/xml;q=0.9,text/xml;q=0.9,*/*;q=0.5"

Task = TypeVar("Task", DueFeed, DueArticle)


class Fetch(Protocol):
    """`sources.fetch.fetch`, or what stands for it in a test."""

    def __call__(self, url: str, *, mark: Mark = ..., accept: str | None = ..., limits: Limits = ...) -> Page:
        """The page at `url`."""


class Report(NamedTuple):
    """One step: of a feed "unchanged" or "read" with how many articles are new, of an article what adding it did, or what failed."""

    kind: Literal["feed", "article"]
    url: str
    outcome: Outcome | Literal["unchanged", "read", "failed"]
    new: int = 0
    error: OnRecordError | None = None


class Watch:
    """The feeds of a ledger, being watched.

    Args:
        ledger: open for adding.
        every: seconds between two questions to a feed that answers.
        fetch: fetches pages; the one given by default refuses what is not on the public network. Only a Python program may
            give another.
        clock, sleep: seconds since 1970, and waiting.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        every: float = 15 * 60.0,
        fetch: Fetch = fetch,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        pause: float = PAUSE,
    ) -> None:
        self.ledger, self.every, self.pause = ledger, every, pause
        self._fetch, self._clock, self._sleep = fetch, clock, sleep
        self._ready: dict[str, float] = {}

    def follow(self, urls: Iterable[str]) -> tuple[str, ...]:
        """Takes up feeds and OPML lists of feeds by their addresses; gives those of the feeds. What an address holds is looked at
        when it is asked for the first time; a list is taken apart then."""
        taken = tuple(dict.fromkeys(urls))
        with self.ledger.transaction() as connection:
            feeds.follow(connection, taken, self._clock())
        return taken

    def feeds(self) -> tuple[FeedState, ...]:
        """Where each feed stands, those that fail first."""
        return feeds.states(self.ledger.connection)

    def round(self) -> Iterator[Report]:
        """Asks every feed that is due, then fetches every article that is, one by one. Stop iterating to stop.

        Raises:
            LedgerError, ModelError: no further article could be added.
        """
        yield from self._each(feeds.due_feeds, self._ask)
        yield from self._each(feeds.due_articles, self._add)

    def rest(self) -> float:
        """How many seconds there is nothing to do; at most `every`."""
        due = feeds.next_due(self.ledger.connection)
        return self.every if due is None else min(self.every, max(0.0, due - self._clock()))

    def forever(self) -> Iterator[Report | None]:
        """Round after round, with rests between; None ends each round."""
        while True:
            yield from self.round()
            yield None
            self._sleep(max(self.rest(), 1.0))

    # Feeds

    def _ask(self, feed: DueFeed) -> Report:
        try:
            page = self._get(feed.url, feed.mark, _ACCEPT, Limits(size=FEED_BYTES))
            found = None if page.unchanged else self._entries(feed, page)
        except OnRecordError as error:
            return self._feed_failed(feed, error)
        except Exception as fault:
            return self._feed_failed(feed, InternalError.of(feed.url, fault))
        at = self._clock()
        mark = feed.mark if page.unchanged else page.mark
        with self.ledger.transaction() as connection:
            new = feeds.feed_answered(connection, feed, mark, found, at, at + self.every)
        return Report("feed", feed.url, "unchanged" if found is None else "read", new)

    def _entries(self, feed: DueFeed, page: Page) -> Feed:
        """What the feed holds. A list is no feed: the feeds that it names are followed, now and whenever it changes."""
        if is_list(page.data):
            self.follow(feeds_of(page.data, name=feed.url))
            return Feed(None, ())
        return feed_of(page.data, url=page.url, content_type=page.content_type)

    def _feed_failed(self, feed: DueFeed, error: OnRecordError) -> Report:
        at = self._clock()
        again = at + back_off(self.every, feed.failures, _retry_after(error))
        gone = isinstance(error, Refused) and error.status == 410
        with self.ledger.transaction() as connection:
            feeds.feed_failed(connection, feed, str(error), at, again, gone)
        return Report("feed", feed.url, "failed", error=error)

    # Articles

    def _add(self, article: DueArticle) -> Report:
        error: OnRecordError
        try:
            self._ask_leave(article.url)
            page = self._get(article.url, Mark(), None)
            outcomes = [self._added(document, article) for document in documents_of_page(page, article.url)]
            if not outcomes:
                raise EmptyDocument(f"{article.url} holds no text.", "Leave it out.")
            return Report("article", article.url, outcomes[0])
        except (LedgerError, ModelError):
            raise
        except OnRecordError as known:
            error = known
        except Exception as fault:
            error = InternalError.of(article.url, fault)
        again = None
        if is_temporary(error) and article.attempts + 1 < MOST_ATTEMPTS:
            again = self._clock() + back_off(FIRST_RETRY, 2 * article.attempts - 1, _retry_after(error))
        self.ledger.add_error(article.url, error)
        with self.ledger.transaction() as connection:
            feeds.article_failed(connection, article.url, str(error), again)
        return Report("article", article.url, "failed", error=error)

    def _added(self, found: Document | Failure, article: DueArticle) -> Outcome:
        if isinstance(found, Failure):
            raise found.error
        known = {"title": found.title or article.title, "published": found.published or article.published}
        addition = self.ledger.add(checked(msgspec.structs.replace(found, url=found.url or article.url, **known)))
        with self.ledger.transaction() as connection:
            feeds.article_done(connection, article.url, addition.id)
        return addition.outcome

    def _ask_leave(self, url: str) -> None:
        """Sees to it that robots.txt lets the address be fetched.

        Raises:
            FetchFailed: it does not, or cannot be had.
        """
        from protego import Protego

        host = host_of(url)
        robots = feeds.robots_of(self.ledger.connection, host, self._clock())
        if robots is None:
            robots = self._robots(host)
            with self.ledger.transaction() as connection:
                feeds.robots_found(connection, host, robots, self._clock() + ROBOTS_SECONDS)
        rules = Protego.parse(robots)
        wanted = rules.crawl_delay(AGENT)
        if wanted and wanted > self.pause:
            self._ready[host] = max(self._ready.get(host, 0.0), self._clock() + min(float(wanted), LONGEST_PAUSE))
        if not rules.can_fetch(url, AGENT):
            raise Disallowed(
                f"{url}: the robots.txt of {host} does not let it be fetched.", "Save the page and give the file."
            )

    def _robots(self, host: str) -> str:
        try:
            page = self._get(f"{host}/robots.txt", Mark(), "text/plain,*/*;q=0.5", Limits(size=ROBOTS_BYTES))
        except Refused as error:
            if 400 <= error.status < 500 and error.status != 429:
                return ""
            raise
        return page.data.decode("utf-8", "replace").replace("\0", "")

    # Requests

    def _each(self, due: Callable[..., list[Task]], work: Callable[[Task], Report]) -> Iterator[Report]:
        """Does what is due, each when its host may be asked; what cannot be asked soon is left for a later round."""
        waiting = due(self.ledger.connection, self._clock())
        until = {
            host: feeds.host_waiting(self.ledger.connection, host) for host in {host_of(task.url) for task in waiting}
        }
        while waiting:
            now = self._clock()
            ready = {host: max(until[host], self._ready.get(host, 0.0)) for host in until}
            chosen = turn([host_of(task.url) for task in waiting], ready, now)
            if chosen is None:
                return
            task = waiting.pop(chosen)
            host = host_of(task.url)
            if ready[host] > now:
                self._sleep(ready[host] - now)
            yield work(task)
            until[host] = feeds.host_waiting(self.ledger.connection, host)

    def _get(self, url: str, mark: Mark, accept: str | None, limits: Limits = Limits()) -> Page:  # noqa: B008
        host = host_of(url)
        wait = self._ready.get(host, 0.0) - self._clock()
        if 0 < wait <= LONGEST_PAUSE:
            self._sleep(wait)
        try:
            return self._fetch(url, mark=mark, accept=accept, limits=limits)
        except Refused as error:
            if error.retry_after:
                with self.ledger.transaction() as connection:
                    feeds.host_waits(connection, host, self._clock() + min(error.retry_after, LONGEST_RETRY_AFTER))
            raise
        finally:
            self._ready[host] = max(self._ready.get(host, 0.0), self._clock() + self.pause)


class Disallowed(AddressRefused):
    """An address that its host does not want to be fetched by programs."""


def host_of(url: str) -> str:
    """Scheme, host and port: what is asked as one.

    >>> host_of("https://News.example:8080/a?b")
    'https://news.example:8080'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def turn(hosts: list[str], ready: dict[str, float], now: float) -> int | None:
    """Which of the tasks at these hosts is next: the first whose host may be asked now, else the one whose host may be first;
    None where all are to be left alone for longer than `LONGEST_PAUSE`.

    >>> turn(["a", "a", "b"], {"a": 12.0, "b": 0.0}, 10.0), turn(["a"], {"a": 12.0}, 10.0), turn(["a"], {"a": 99.0}, 10.0)
    (2, 0, None)
    """
    first = min(range(len(hosts)), key=lambda place: (max(ready[hosts[place]], now), place))
    return first if ready[hosts[first]] - now <= LONGEST_PAUSE else None


def back_off(every: float, failures: int, retry_after: float | None) -> float:
    """Seconds until the next try after one more failure: twice as long each time, up to a day, and not before the server wants.

    >>> back_off(900, 0, None), back_off(900, 2, None), back_off(900, 99, None), back_off(900, 0, 7200.0)
    (1800.0, 7200.0, 86400.0, 7200.0)
    """
    waited = min(every * 2.0 ** min(failures + 1, 30), max(LONGEST_BACK_OFF, every))
    return max(waited, min(retry_after or 0.0, LONGEST_RETRY_AFTER))


def is_temporary(error: OnRecordError) -> bool:
    """Whether it may go well the next time: no answer, too many questions, or a fault of the server.

    >>> is_temporary(Refused("", "", 503)), is_temporary(Refused("", "", 404)), is_temporary(FetchFailed("", ""))
    (True, False, True)
    """
    if isinstance(error, Refused):
        return error.status >= 500 or error.status in (408, 425, 429)
    return isinstance(error, FetchFailed)


def _retry_after(error: OnRecordError) -> float | None:
    return error.retry_after if isinstance(error, Refused) else None
