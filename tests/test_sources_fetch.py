"""Pages of the web, from a server on this machine: `door` stands for the check that would refuse it."""

from __future__ import annotations

import gzip
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from onrecord.errors import AddressRefused, FetchFailed, TooLarge
from onrecord.sources import Document, opening
from onrecord.sources.addresses import is_public, public_address
from onrecord.sources.fetch import Limits, Page, fetch

ARTICLE = "The mayor said on Tuesday that nobody was hurt in the fire at the café."


class Handler(BaseHTTPRequestHandler):
    """/text, /to?ADDRESS (redirect), /loop, /missing, /slow, /drip (headers), /big, /bomb, /cut, /echo."""

    def log_message(self, *words: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self) -> None:
        path, _, rest = self.path.partition("?")
        try:
            if path == "/text":
                self.answer(200, ARTICLE.encode("cp1252"), Content_Type="text/plain; charset=windows-1252")
            elif path == "/to":
                self.answer(302, Location=rest)
            elif path == "/loop":
                self.answer(301, Location="/loop")
            elif path == "/slow":
                time.sleep(1)
            elif path == "/drip":
                for _ in range(20):
                    self.wfile.write(b"HTTP/1.0 200 OK\r\nX: y\r\n"[:1])
                    time.sleep(0.1)
            elif path == "/big":
                self.answer(200, b"a" * 300_000)
            elif path == "/bomb":
                self.answer(200, gzip.compress(b"a" * 10_000_000), Content_Encoding="gzip")
            elif path == "/cut":
                self.answer(200, b"a", Content_Length="500")
            elif path == "/echo":
                self.answer(200, f"{self.headers['Host']} {self.headers['User-Agent']}".encode())
            else:
                self.answer(404)
        except OSError:
            pass


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def local(host: str, port: int) -> str:
    """Lets news.example through to the server of the test, and treats all others as they are."""
    if host == "news.example":
        return "127.0.0.1"
    return public_address(host, port, lambda host, port: [{"rebound.example": "10.0.0.7"}.get(host, host)])


FAST = Limits(connect=1, read=0.3, total=0.8, size=100_000)


def test_a_page_comes_with_its_type_and_last_address(port: int) -> None:
    page = fetch(f"http://news.example:{port}/to?/text", door=local)
    assert page == Page(
        f"http://news.example:{port}/text", "text/plain; charset=windows-1252", ARTICLE.encode("cp1252")
    )


def test_the_checked_address_is_asked_under_the_name_of_the_host(port: int) -> None:
    page = fetch(f"http://news.example:{port}/echo", door=local)
    assert page.data.startswith(f"news.example:{port} OnRecord/".encode())


@pytest.mark.parametrize(
    ("path", "error", "word"),
    [
        ("/missing", FetchFailed, "404 Not Found"),
        ("/loop", FetchFailed, "redirects more than 5 times"),
        ("/slow", FetchFailed, "in time"),
        ("/drip", FetchFailed, "longer than 0.8 seconds"),
        ("/big", TooLarge, "larger than 100,000 bytes"),
        ("/bomb", TooLarge, "larger than 100,000 bytes"),
        ("/cut", FetchFailed, "breaks the connection off"),
        ("/to?http://127.0.0.1/", AddressRefused, "127.0.0.1"),
        ("/to?http://rebound.example/", AddressRefused, "10.0.0.7"),
        ("/to?http://[::1]/", AddressRefused, "::1"),
        ("/to?file:///etc/passwd", AddressRefused, "no http or https"),
        ("/to?http://me:secret@news.example/", AddressRefused, "carries a user name"),
    ],
)
def test_what_goes_wrong_is_one_clear_error(port: int, path: str, error: type[Exception], word: str) -> None:
    with pytest.raises(error, match=word.replace("?", r"\?")):
        fetch(f"http://news.example:{port}{path}", door=local, limits=FAST)


def test_a_port_that_nobody_listens_on() -> None:
    with pytest.raises(FetchFailed, match="cannot be reached"):
        fetch("http://news.example:1/", door=local)


def test_a_server_that_speaks_no_tls(port: int) -> None:
    with pytest.raises(FetchFailed):
        fetch(f"https://news.example:{port}/text", door=local, limits=FAST)


@pytest.mark.parametrize(
    "address",
    [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.1.2.3", "169.254.169.254", "172.16.0.1", "192.168.1.1",
        "192.0.2.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fe80::1%eth0",
        "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
        "no address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)
    with pytest.raises(AddressRefused):
        public_address("news.example", 80, lambda host, port: ["93.184.215.14", address])


@pytest.mark.parametrize("url", ["http://2130706433/", "http://127.1/", "http://0x7f.1/", "http://localhost/"])
def test_other_spellings_of_this_machine_are_refused(url: str) -> None:
    with pytest.raises((AddressRefused, FetchFailed)):
        fetch(url)


def test_a_name_without_an_address() -> None:
    def resolver(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    with pytest.raises(FetchFailed, match=r"the address of news\.example cannot be found"):
        fetch("https://news.example/", resolver=resolver)


def test_a_page_becomes_a_document(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "fetch", lambda url: fetch(url, door=local))
    (found,) = opening.open_sources([f"http://news.example:{port}/text"])
    assert isinstance(found, Document)
    assert (found.text, found.name, found.url) == (ARTICLE, f"http://news.example:{port}/text", found.name)
