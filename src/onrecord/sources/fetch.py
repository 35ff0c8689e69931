"""A web address → the bytes of its page: within time, within size, from the public network alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from time import monotonic, time
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin

from onrecord import __version__
from onrecord.errors import AddressRefused, FetchFailed, OnRecordError, TooLarge
from onrecord.sources.addresses import Resolver, public_address, resolve
from onrecord.sources.formats import MAX_BYTES

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse, HTTPConnectionPool
    from urllib3.util import Url

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
"""How long the server may stay silent."""
TOTAL_SECONDS = 60.0
"""How long the whole page may take, names and redirects included."""
MAX_REDIRECTS = 5

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_HEADERS = {
    "User-Agent": f"OnRecord/{__version__} (reads news articles on behalf of a person; one request at a time)",
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5",
    "Accept-Language": "en",
}


class Mark(NamedTuple):
    """What a server gives to ask by whether a page has changed: its ETag, and when it was last modified."""

    etag: str | None = None
    modified: str | None = None


class Refused(FetchFailed):
    """The server answered, with an error: its status, and in how many seconds it may be asked again, where it says so."""

    def __init__(self, message: str, remedy: str, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(message, remedy)
        self.status = status
        self.retry_after = retry_after


class Page(NamedTuple):
    """What came back: the address it came from after redirects, the server's content type ("" where none), the bytes, and the mark
    to ask with the next time. `unchanged` where it is what the mark that was given stood for; then there are no bytes."""

    url: str
    content_type: str
    data: bytes
    mark: Mark = Mark()
    unchanged: bool = False


class Limits(NamedTuple):
    """Seconds and bytes that a fetch may take."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    total: float = TOTAL_SECONDS
    size: int = MAX_BYTES


Door = Callable[[str, int], str]
"""(host, port) → the address to connect to; raises where that is refused."""


def fetch(
    url: str,
    *,
    resolver: Resolver = resolve,
    door: Door | None = None,
    limits: Limits = Limits(),  # noqa: B008
    mark: Mark = Mark(),  # noqa: B008
    accept: str | None = None,
) -> Page:
    """The page at `url`. Proxies of the environment are not used: behind one, no address could be checked.

    Args:
        resolver: looks names up.
        door: decides which address is connected to; by default the first of the resolver's, if all are public.
        mark: of the last time; the server need not send what has not changed since.
        accept: the media types that are wanted, as the header has them; by default those of articles.

    Raises:
        AddressRefused: the address, or one it redirects to, is not http or https, or not public.
        FetchFailed: it does not answer in time, or answers with an error.
        TooLarge: the page is above the limit.
    """
    chosen: Door = door or (lambda host, port: public_address(host, port, resolver))
    wanted = {"If-None-Match": mark.etag, "If-Modified-Since": mark.modified, "Accept": accept}
    headers = _HEADERS | {name: value for name, value in wanted.items() if value is not None}
    answer: list[Page | BaseException] = []

    def work() -> None:
        try:
            answer.append(_follow(url, chosen, limits, headers))
        except BaseException as error:
            answer.append(error)

    # In a thread of its own, because neither the resolver nor a server that drips its headers keeps to a time-out.
    worker = threading.Thread(target=work, daemon=True, name="onrecord-fetch")
    worker.start()
    worker.join(limits.total)
    if not answer:
        raise FetchFailed(f"{url} took longer than {limits.total:g} seconds.", "Try again later.")
    if isinstance(answer[0], BaseException):
        raise answer[0]
    return answer[0]


def _follow(url: str, door: Door, limits: Limits, headers: Mapping[str, str]) -> Page:
    deadline = monotonic() + limits.total
    place = url
    for _ in range(MAX_REDIRECTS + 1):
        found = _request(place, url, door, limits, headers, deadline)
        if isinstance(found, Page):
            return found
        place = found
    raise FetchFailed(f"{url} redirects more than {MAX_REDIRECTS} times.", "Give the address that it ends at.")


def _request(place: str, url: str, door: Door, limits: Limits, asked: Mapping[str, str], deadline: float) -> Page | str:
    """The page at `place`, or the address that it redirects to; `url` is what the user asked for."""
    from urllib3.exceptions import HTTPError, MaxRetryError, NewConnectionError, SSLError, TimeoutError

    parts = _parts(place)
    host, port = str(parts.host).strip("[]"), parts.port or (443 if parts.scheme == "https" else 80)
    try:
        address = door(host, port)
    except OnRecordError as error:
        raise type(error)(f"{url}: {error.message}", error.remedy) from error
    pool = _pool(parts.scheme == "https", host, address, port, limits)
    try:
        response = pool.urlopen(
            "GET",
            parts.request_uri,
            headers={**asked, "Host": parts.netloc or host},
            redirect=False,
            retries=False,
            preload_content=False,
        )
        try:
            return _page_or_redirect(response, place, url, limits, deadline)
        finally:
            response.close()
    except OnRecordError:
        raise
    except SSLError as error:
        raise FetchFailed(f"{url}: the certificate of {host} is not valid.", "Check the address.") from error
    except NewConnectionError as error:
        raise FetchFailed(
            f"{url}: {host} cannot be reached.", "Check the address and the network connection."
        ) from error
    except TimeoutError as error:
        raise FetchFailed(f"{url} does not answer in time.", "Try again later.") from error
    except (HTTPError, MaxRetryError, OSError, ValueError) as error:
        raise FetchFailed(
            f"{url}: {host} breaks the connection off ({type(error).__name__}).", "Try again later."
        ) from error
    finally:
        pool.close()


def _parts(url: str) -> Url:
    from urllib3.exceptions import LocationParseError
    from urllib3.util import parse_url

    try:
        parts = parse_url(url)
    except LocationParseError as error:
        raise AddressRefused(f"{url} is no address of the web.", "Check the address.") from error
    if parts.scheme not in ("http", "https") or not parts.host:
        raise AddressRefused(f"{url} is no http or https address.", "Give an address that begins with https://.")
    if parts.auth:
        raise AddressRefused(
            f"The address at {parts.host} carries a user name.", "Leave it out; pages behind a login are not fetched."
        )
    return parts


def _pool(secure: bool, host: str, address: str, port: int, limits: Limits) -> HTTPConnectionPool:
    """A pool that connects to `address` while speaking to, and checking the certificate of, `host`."""
    from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
    from urllib3.util import Timeout

    timeout = Timeout(connect=limits.connect, read=limits.read)
    if not secure:
        return HTTPConnectionPool(address, port, timeout=timeout, maxsize=1)
    import certifi

    return HTTPSConnectionPool(
        address,
        port,
        timeout=timeout,
        maxsize=1,
        cert_reqs="CERT_REQUIRED",
        ca_certs=certifi.where(),
        assert_hostname=host,
        server_hostname=host,
    )


def _page_or_redirect(response: BaseHTTPResponse, place: str, url: str, limits: Limits, deadline: float) -> Page | str:
    headers: Mapping[str, str] = response.headers
    if response.status in _REDIRECTS and headers.get("Location"):
        return urljoin(place, headers["Location"])
    mark = Mark(headers.get("ETag"), headers.get("Last-Modified"))
    if response.status == 304:
        return Page(place, "", b"", mark, unchanged=True)
    if response.status != 200:
        reason = f"{response.status} {response.reason or ''}".strip()
        raise Refused(
            f"{url} answers {reason}.",
            "Check the address, or save the page and give the file.",
            response.status,
            seconds_of(headers.get("Retry-After")),
        )
    chunks, size = [], 0
    while chunk := response.read1(1 << 16, decode_content=True):
        chunks.append(chunk)
        size += len(chunk)
        if size > limits.size:
            raise TooLarge(f"{url} is larger than {limits.size:,} bytes.", "Give the article alone.")
        if monotonic() > deadline:
            raise FetchFailed(f"{url} took longer than {limits.total:g} seconds.", "Try again later.")
    return Page(place, headers.get("Content-Type", ""), b"".join(chunks), mark)


def seconds_of(retry_after: str | None) -> float | None:
    """How long a server asks to be left alone: seconds, or until a date.

    >>> seconds_of("120"), seconds_of("Tue, 05 Nov 2013 10:00:00 GMT"), seconds_of("soon"), seconds_of(None)
    (120.0, 0.0, None, None)
    """
    from email.utils import parsedate_to_datetime

    value = (retry_after or "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time())
    except (ValueError, TypeError, OverflowError):
        return None
