"""Feeds that are watched: their articles come in once, nobody is asked more often than need be, and what fails is in sight."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.cli import main
from onrecord.errors import AddressRefused, NotText
from onrecord.ledger.store import Ledger
from onrecord.ledger.watching import Report, Watch
from onrecord.records import DocumentInfo, Record
from onrecord.sources.addresses import public_address
from onrecord.sources.document import Document
from onrecord.sources.feeds import feed_of, feeds_of
from onrecord.sources.fetch import Mark, Refused, fetch

TEXT = "“We will not leave,” Mayor Ana Lopez said. Article {} of the day is about the village of Dorf and its people."


class Site:
    """What a server answers: path → (status, headers, body); and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[int, dict[str, str], str]] = {}
        self.asked: list[str] = []
        self.headers: dict[str, dict[str, str]] = {}
        self.port = 0

    def url(self, path: str, host: str = "news.example") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, path: str, body: str = "", status: int = 200, **headers: str) -> None:
        self.pages[path] = (status, {name.replace("_", "-"): value for name, value in headers.items()}, body)

    def article(self, number: int) -> str:
        self.put(f"/{number}", TEXT.format(number), Content_Type="text/plain")
        return f"/{number}"

    def feed(
        self, *articles: int, path: str = "/feed", date: str = "Tue, 05 Nov 2024 10:00:00 GMT", **headers: str
    ) -> None:
        items = "".join(
            f"<item><title>Number {n}</title><link>{self.article(n)}</link><pubDate>{date}</pubDate></item>"
            for n in articles
        )
        body = f'<rss version="2.0"><channel><title>Dorf News</title>{items}</channel></rss>'
        self.put(path, body, Content_Type="application/rss+xml", **headers)


@pytest.fixture(scope="module")
def server() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *words: object) -> None:
            pass

        def do_GET(self) -> None:
            site.asked.append(self.path)
            site.headers[self.path] = dict(self.headers)
            status, headers, body = site.pages.get(self.path, (404, {}, ""))
            if headers.get("ETag") and self.headers.get("If-None-Match") == headers["ETag"]:
                status, body = 304, ""
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body.encode())

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = True
    Thread(target=running.serve_forever, daemon=True).start()
    site.port = running.server_address[1]
    yield site
    running.shutdown()
    running.server_close()


@pytest.fixture
def site(server: Site) -> Site:
    server.pages.clear()
    server.asked.clear()
    server.headers.clear()
    return server


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reading itself is tested elsewhere, and takes its time."""

    def read(document: Document) -> Record:
        return Record(document=DocumentInfo(name=document.name, id=document.id))

    monkeypatch.setattr("onrecord.reading.reader.read_document", read)


def local(host: str, port: int) -> str:
    """Lets the hosts of the tests through to the server of the test, and treats all others as they are."""
    if host.endswith(".example"):
        return "127.0.0.1"
    return public_address(host, port, lambda host, port: [host])


class Clock:
    """Time that passes only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_730_800_800.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def watch(tmp_path: Path, clock: Clock) -> Iterator[Watch]:
    with Ledger(tmp_path / "news.db") as ledger:
        yield Watch(ledger, every=900, fetch=partial(fetch, door=local), clock=clock, sleep=clock.sleep)


def told(reports: Iterator[Report]) -> list[tuple[str, str]]:
    return [(report.url.partition(".example")[2].partition("/")[2], report.outcome) for report in reports]


def test_articles_of_a_feed_are_added_once(site: Site, watch: Watch, clock: Clock) -> None:
    site.feed(1, 2)
    watch.follow([site.url("/feed")])
    assert told(watch.round()) == [("feed", "read"), ("1", "added"), ("2", "added")]
    assert told(watch.round()) == [], "it is not due again yet"
    clock.now += 901
    site.feed(1, 2, 3)
    assert told(watch.round()) == [("feed", "read"), ("3", "added")]
    assert site.asked == ["/feed", "/robots.txt", "/1", "/2", "/feed", "/3"]
    entries = list(watch.ledger.documents())
    assert next((e.title, e.url, e.published) for e in entries) == (
        "Number 1",
        site.url("/1"),
        "2024-11-05T10:00:00+00:00",
    )
    (state,) = watch.feeds()
    assert (state.title, state.articles, state.added, state.waiting, state.failed, state.problem) == (
        "Dorf News",
        3,
        3,
        0,
        0,
        None,
    )


def test_what_has_not_changed_is_not_sent_again(site: Site, watch: Watch, clock: Clock) -> None:
    site.feed(1, ETag='"x1"', Last_Modified="Tue, 05 Nov 2024 10:00:00 GMT")
    watch.follow([site.url("/feed")])
    list(watch.round())
    assert "If-None-Match" not in site.headers["/feed"]
    clock.now += 901
    assert told(watch.round()) == [("feed", "unchanged")]
    asked = site.headers["/feed"]
    assert (asked["If-None-Match"], asked["If-Modified-Since"]) == ('"x1"', "Tue, 05 Nov 2024 10:00:00 GMT")
    clock.now += 901
    assert told(watch.round()) == [("feed", "unchanged")], "the mark is kept"


def test_an_article_that_was_changed_is_fetched_again(site: Site, watch: Watch, clock: Clock) -> None:
    site.feed(1)
    watch.follow([site.url("/feed")])
    list(watch.round())
    site.feed(1, date="Tue, 05 Nov 2024 12:00:00 GMT")
    site.put("/1", TEXT.format(1) + " Updated: nobody was hurt.", Content_Type="text/plain")
    clock.now += 901
    assert told(watch.round()) == [("feed", "read"), ("1", "added")]
    assert len(watch.ledger.find(site.url("/1"))) == 2


def test_one_host_is_given_pauses_and_others_are_asked_meanwhile(site: Site, watch: Watch, clock: Clock) -> None:
    site.feed(1, 2)
    site.put(
        "/other",
        f"<rss version='2.0'><channel><item><link>{site.url('/9', 'other.example')}</link></item></channel></rss>",
    )
    site.article(9)
    watch.follow([site.url("/feed"), site.url("/other", "third.example")])
    before = clock.now
    reports = list(watch.round())
    assert [report.outcome for report in reports] == ["read", "read", "added", "added", "added"]
    assert reports[2].url == site.url("/9", "other.example"), "its host rests no longer than need be"
    assert clock.now - before <= 8.1
    assert all(seconds <= 2 for seconds in clock.slept)


def test_a_feed_that_fails_is_asked_less_and_less_often(site: Site, watch: Watch, clock: Clock) -> None:
    site.put("/feed", status=500)
    watch.follow([site.url("/feed")])
    waits = []
    for _ in range(9):
        (report,) = watch.round()
        assert isinstance(report.error, Refused)
        waits.append(watch.ledger.connection.execute("select next_at from feeds").fetchone()[0] - clock.now)
        clock.now += waits[-1]
    assert waits == [1800, 3600, 7200, 14400, 28800, 57600, 86400, 86400, 86400]
    (state,) = watch.feeds()
    assert state.failures == 9
    assert "answers 500" in str(state.problem)
    site.feed(1)
    assert told(watch.round()) == [("feed", "read"), ("1", "added")]
    assert (watch.feeds()[0].failures, watch.feeds()[0].problem) == (0, None)


def test_a_host_that_wants_to_be_left_alone_is(site: Site, watch: Watch, clock: Clock) -> None:
    site.feed(1, 2)
    site.put("/1", status=429, Retry_After="7200")
    watch.follow([site.url("/feed")])
    assert told(watch.round()) == [("feed", "read"), ("1", "failed")]
    assert "/2" not in site.asked
    clock.now += 1000
    assert told(watch.round()) == []
    site.article(1)
    clock.now += 6300
    assert sorted(told(watch.round())) == [("1", "added"), ("2", "added"), ("feed", "read")]
    assert watch.ledger.errors() == ()


def test_a_feed_that_is_gone_is_not_asked_again(site: Site, watch: Watch, clock: Clock) -> None:
    site.put("/feed", status=410)
    watch.follow([site.url("/feed")])
    assert told(watch.round()) == [("feed", "failed")]
    clock.now += 10**7
    assert told(watch.round()) == []
    assert watch.feeds()[0].gone


def test_articles_that_fail_are_tried_again_where_that_may_help(site: Site, watch: Watch, clock: Clock) -> None:
    site.feed(1, 2, 3)
    site.put("/1", status=404)
    site.put("/2", status=503)
    site.put("/3", "")
    watch.follow([site.url("/feed")])
    assert told(watch.round())[1:] == [("1", "failed"), ("2", "failed"), ("3", "failed")]
    assert [error.code for error in watch.ledger.errors()] == ["fetch-failed", "fetch-failed", "empty"]
    tries = 0
    for _ in range(200):
        clock.now += 901
        tries += sum(report.kind == "article" for report in watch.round())
    assert tries == 3, "the one whose host had a fault, three more times"
    assert watch.feeds()[0].failed == 3
    assert len(watch.ledger.errors()) == 3


ROBOTS = "User-agent: *\nDisallow: /private\nDisallow: /*?print\nCrawl-delay: 5\n\nUser-agent: Other\nDisallow: /\n"


def test_robots_are_heard(site: Site, watch: Watch, clock: Clock) -> None:
    site.put("/robots.txt", ROBOTS, Content_Type="text/plain")
    site.feed(1, 2)
    site.put("/feed", site.pages["/feed"][2].replace("/2<", "/private/2<").replace("/1<", "/1?print<"))
    site.put(
        "/feed", site.pages["/feed"][2].replace("</channel>", f"<item><link>{site.article(3)}</link></item></channel>")
    )
    watch.follow([site.url("/feed")])
    reports = list(watch.round())
    assert [(report.outcome, type(report.error).__name__) for report in reports] == [
        ("read", "NoneType"), ("failed", "Disallowed"), ("added", "NoneType"), ("failed", "Disallowed"),
    ]  # fmt: skip
    assert "robots.txt" in str(reports[1].error)
    assert max(clock.slept) == 5
    assert site.asked.count("/robots.txt") == 1


@pytest.mark.parametrize(("status", "outcome"), [(404, "added"), (403, "added"), (500, "failed"), (429, "failed")])
def test_robots_that_cannot_be_had(site: Site, watch: Watch, status: int, outcome: str) -> None:
    site.put("/robots.txt", status=status)
    site.feed(1)
    watch.follow([site.url("/feed")])
    assert told(watch.round())[1:] == [("1", outcome)]
    assert ("/1" in site.asked) == (outcome == "added")


def test_a_feed_cannot_lead_into_the_own_network(site: Site, tmp_path: Path, clock: Clock) -> None:
    links = (
        "http://127.0.0.1:1/",
        f"http://localhost:{site.port}/1",
        "http://169.254.169.254/latest",
        "file:///etc/passwd",
    )
    site.put(
        "/feed",
        "<rss version='2.0'><channel>" + "".join(f"<item><link>{x}</link></item>" for x in links) + "</channel></rss>",
    )
    with Ledger(tmp_path / "news.db") as ledger:
        watch = Watch(ledger, fetch=partial(fetch, door=local), clock=clock, sleep=clock.sleep)
        watch.follow([site.url("/feed")])
        reports = list(watch.round())[1:]
        assert [type(report.error) for report in reports] == [AddressRefused] * 3
        assert site.asked == ["/feed"]
        strict = Watch(ledger, clock=clock, sleep=clock.sleep)
        strict.follow([f"http://127.0.0.1:{site.port}/feed"])
        (report,) = (report for report in strict.round() if report.kind == "feed")
        assert isinstance(report.error, AddressRefused)
    assert site.asked == ["/feed"]


def test_lists_of_feeds_are_taken_apart(site: Site, watch: Watch) -> None:
    site.feed(1, path="/a")
    site.feed(2, path="/b")
    outlines = "".join(f'<outline text="x" xmlUrl="{site.url(path)}"/>' for path in ("/a", "/b"))
    site.put(
        "/opml",
        f'<?xml version="1.0"?><opml version="2.0"><body><outline text="all">{outlines}</outline></body></opml>',
    )
    watch.follow([site.url("/opml")])
    assert told(watch.round()) == [("opml", "read")]
    assert told(watch.round()) == [("a", "read"), ("b", "read"), ("1", "added"), ("2", "added")]


def test_stopping_between_any_two_steps_loses_nothing(site: Site, tmp_path: Path, clock: Clock) -> None:
    site.feed(1, 2, 3)
    site.feed(4, path="/other")
    done: list[tuple[str, str]] = []
    for _ in range(7):
        with Ledger(tmp_path / "news.db") as ledger:
            watch = Watch(ledger, fetch=partial(fetch, door=local), clock=clock, sleep=clock.sleep)
            watch.follow([site.url("/feed"), site.url("/other")])
            steps = watch.round()
            done += told(iter([step])) if (step := next(steps, None)) else []
            steps.close()
    assert done == [("feed", "read"), ("other", "read"), ("1", "added"), ("2", "added"), ("3", "added"), ("4", "added")]


# Feeds

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><link rel="self" href="/no"/><link href="x"/>
<updated>2024-11-05T12:00:00+02:00</updated><published>2024-11-04T12:00:00Z</published></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>R</title></channel><item rdf:about="x"><title>T</title><link>https://n.example/y</link></item></rdf:RDF>"""
BROKEN = "<rss version='2.0'><channel><title>B & C</title><item><link>/z</link><title>Un<b>closed &nbsp;</title></item><item>"
ENTITY = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss version="2.0"><channel><title>&x;E</title><item><link>/e</link></item></channel></rss>'


@pytest.mark.parametrize(
    ("data", "title", "entries"),
    [
        (ATOM, "A", [("https://n.example/d/x", "2024-11-04T12:00:00+00:00", "2024-11-05T10:00:00+00:00")]),
        (RDF, "R", [("https://n.example/y", None, "")]),
        (BROKEN, "B & C", [("https://n.example/z", None, "")]),
        (ENTITY, "&x;E", [("https://n.example/e", None, "")]),
    ],
)
def test_feeds_of_all_kinds(data: str, title: str, entries: list[tuple[str, str | None, str]]) -> None:
    feed = feed_of(data.encode(), url="https://n.example/d/feed")
    assert (feed.title, [(e.url, e.published, e.mark) for e in feed.entries]) == (title, entries)


@pytest.mark.parametrize("data", [b"", b"hello", b"<html><p>No feed here", b"\0\xff\xfe" * 99, b'{"items": []}'])
def test_what_is_no_feed(data: bytes) -> None:
    with pytest.raises(NotText):
        feed_of(data, url="https://n.example/")
    with pytest.raises(NotText):
        feeds_of(data, name="feeds.opml")


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300) | st.text(alphabet="<>&;/rsitemlnkd x\"'=!-[]", max_size=300).map(str.encode))
def test_any_bytes_are_a_feed_or_none(data: bytes) -> None:
    for head in (b"", b"<rss version='2.0'><channel><item><link>https://a.example/1</link>", b"<opml><body>"):
        for take in (partial(feed_of, url="https://n.example/"), partial(feeds_of, name="n")):
            with suppress(NotText):
                take(head + data)


def test_tags_that_are_never_closed() -> None:
    assert feed_of(b"<rss version='2.0'><channel><item>" + b"<a>" * 5000, url="https://n.example/").entries == ()
    with pytest.raises(NotText):
        feeds_of(b"<opml>" + b"<outline>" * 100_000, name="n")


def test_marks_of_a_page(site: Site) -> None:
    site.put("/x", "words", ETag='"1"')
    first = fetch(site.url("/x"), door=local)
    again = fetch(site.url("/x"), door=local, mark=first.mark)
    assert (first.mark, first.unchanged, again.unchanged, again.data) == (Mark('"1"', None), False, True, b"")
    with pytest.raises(Refused) as refused:
        fetch(site.url("/none"), door=local)
    assert (refused.value.status, refused.value.retry_after, refused.value.code) == (404, None, "fetch-failed")


# The command


@pytest.fixture
def call(
    site: Site, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    from onrecord.ledger import watching

    made = watching.Watch
    monkeypatch.setattr(
        watching, "Watch", lambda ledger, **known: made(ledger, fetch=partial(fetch, door=local), pause=0, **known)
    )

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        printed = capfd.readouterr()
        return int(stopped.value.code or 0), printed.out, printed.err

    return run


def test_watching_once(call, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setenv("COLUMNS", "200")
    path = str(tmp_path / "news.db")
    site.feed(1, 2)
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{site.url("/feed")}"/></body></opml>')
    assert call("watch", str(tmp_path / "feeds.opml"), "--once", "--ledger", path) == (
        0, "", "onrecord: 1 feed asked: 2 articles added, 0 already there, 0 failed. Next in 15 minutes.\n",
    )  # fmt: skip
    assert call("watch", "--once", "--ledger", path) == (0, "", "")
    code, out, err = call("watch", site.url("/none"), "--once", "--ledger", path)
    assert (code, out) == (1, "")
    assert "/none answers 404" in err
    states = [json.loads(line) for line in call("watch", "--list", "--ledger", path)[1].splitlines()]
    assert [(state["title"], state["added"], state["failures"]) for state in states] == [
        (None, 0, 1),
        ("Dorf News", 2, 0),
    ]
    text = call("watch", "--list", "--ledger", path, "--format", "text")[1]
    assert "Dorf News · 2 of 2 articles added" in text
    assert "failed 1 times in a row" in text


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        (("watch", "--once"), 2, "no feed to watch yet"),
        (("watch", "ftp://x.example/feed"), 2, "no http or https address"),
        (("watch", "none.opml"), 1, "cannot be read"),
        (("watch", "--every", "0"), 2, "--every"),
        (("watch", "--list"), 1, "no ledger"),
    ],
)
def test_calls_that_watch_nothing(
    call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: int, word: str
) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.chdir(tmp_path)
    answer = call(*arguments)
    assert answer[0] == code
    assert word in answer[2]


@pytest.mark.skipif(os.name != "posix", reason="sends signals")
def test_stopped_by_ctrl_c(site: Site, tmp_path: Path) -> None:
    site.feed(1)
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from functools import partial; from test_watch import local; from onrecord.ledger import watching\n"
        "from onrecord.sources.fetch import fetch; made = watching.Watch\n"
        "watching.Watch = lambda ledger, **known: made(ledger, fetch=partial(fetch, door=local), pause=0, **known)\n"
        "from onrecord.cli import main; main(['watch', sys.argv[2], '--ledger', sys.argv[3]])"
    )
    path = tmp_path / "news.db"
    arguments = [sys.executable, "-c", code, str(Path(__file__).parent), site.url("/feed"), str(path)]
    heard = partial(
        signal.signal, signal.SIGINT, signal.SIG_DFL
    )  # a shell's background jobs, this test among them, start deaf to it
    with subprocess.Popen(arguments, stderr=subprocess.PIPE, text=True, preexec_fn=heard) as process:
        assert process.stderr is not None
        first = process.stderr.readline()
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, rest = process.communicate(timeout=30)
    assert "1 articles added" in first
    assert process.returncode == 130
    assert "Stopped" in rest
    with Ledger(path, read_only=True) as ledger:
        assert len(list(ledger.documents())) == 1
