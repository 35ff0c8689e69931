"""Which addresses of the network may be asked for a page: public ones alone.

A page must not make its reader fetch from the reader's own machine or network, be it by its address, by a redirect, or by a
name whose address changes between the check and the connection. So a name is resolved once, every address it has is checked,
and the connection goes to the checked address.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from onrecord.errors import AddressRefused, FetchFailed

Resolver = Callable[[str, int], Sequence[str]]
"""(host, port) → the numeric addresses of the host."""

_NAT64 = IPv6Network("64:ff9b::/96")


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of `host`, as the system resolves it.

    Raises:
        OSError: it has none.
    """
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: str) -> bool:
    """Whether `address` belongs to the public network; an IPv4 address inside an IPv6 one counts as itself.

    >>> [is_public(a) for a in ("93.184.215.14", "10.0.0.1", "127.0.0.1", "::1", "169.254.169.254", "::ffff:10.0.0.1")]
    [True, False, False, False, False, False]
    """
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    inner = _inner(found)
    if inner is not None:
        return is_public(str(inner))
    return found.is_global and not found.is_multicast and not found.is_reserved


def public_address(host: str, port: int, resolver: Resolver) -> str:
    """The address to connect to for `host`.

    Raises:
        FetchFailed: the name has no address.
        AddressRefused: one of its addresses is not public.
    """
    try:
        addresses = resolver(host, port)
    except (OSError, UnicodeError) as error:
        raise FetchFailed(
            f"the address of {host} cannot be found.", "Check the name and the network connection."
        ) from error
    if not addresses:
        raise FetchFailed(f"{host} has no address.", "Check the name.")
    for address in addresses:
        if not is_public(address):
            raise AddressRefused(
                f"{host} leads to {address}, which is not on the public network.",
                "Only public addresses are fetched; save the page and give the file.",
            )
    return addresses[0]


def _inner(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    if not isinstance(address, IPv6Address):
        return None
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)
