"""Sending: over TLS, to an address of the open internet, without following anybody elsewhere.

The name is looked up once and the connection goes to the very address that was checked, so that a name which
changes in between leads nowhere.  Nothing of an answer is kept but its status.  Hosts of a firm's own network
are sent to only where whoever runs the server named them (``hook_hosts`` under ``[desk]``, as host:port).
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Collection, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import groupby
from threading import Timer
from urllib.parse import urlsplit

from licet.access.hooks import kept
from licet.access.hooks.sealing import Seal
from licet.access.hooks.signing import headers_of
from licet.errors import InputError
from licet.registry.registry import Registry

_SECONDS, _IN_ALL = 10, 20
"""Seconds that a receiver may be silent, and that one message may take in all."""
_AT_ONCE = 8
"""Receivers that are sent to at the same time: one that is slow keeps none of the others waiting."""
_GOOD = range(200, 300)
Send = Callable[[str, Mapping[str, str], bytes], int]
"""Sends a body to an address; gives the status.  ``OSError`` where nobody answers."""


def checked(url: str, named: Collection[str] = ()) -> str:
    """An address that may be kept; ``named`` are hosts, as host:port, that may be of an inner network.

    Raises:
        InputError: it is no https address, carries a name and password, or is of an inner network.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError(f"This is no address: {error}.") from None
    if (
        parts.scheme != "https"
        or not parts.hostname
        or parts.username
        or parts.password
        or parts.fragment
    ):
        raise InputError(
            "Wanted is an https address without name, password or fragment, such as https://hooks.example.com/licet."
        )
    if _host(url) in named:
        return url
    if port not in (None, 443, 8443):
        raise InputError(f"Messages are sent to port 443 or 8443, not {port}.")
    try:
        inner = not _open(parts.hostname)
    except ValueError:
        inner = parts.hostname == "localhost" or parts.hostname.endswith(
            (".localhost", ".local", ".internal")
        )
    if inner:
        raise InputError(
            "The address is of an inner network; messages go to the open internet alone."
        )
    return url


def _host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 443}"


def _open(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


def send(url: str, headers: Mapping[str, str], body: bytes, named: Collection[str] = ()) -> int:
    """POST a body; gives the status.  A redirect is a status like any other and is not followed."""
    parts = urlsplit(checked(url, named))
    host, port = parts.hostname or "", parts.port or 443
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not (_host(url) in named or all(map(_open, addresses))):
        raise InputError("The name leads to an inner network; nothing was sent.")
    link = _Pinned(host, port, addresses[0])
    late = Timer(_IN_ALL, link.cut)
    late.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        link.request("POST", path, body, {"Content-Type": "application/json", "User-Agent": "Licet", **headers})  # fmt: skip
        return link.getresponse().status
    except http.client.HTTPException as error:
        raise OSError(type(error).__name__) from None
    finally:
        late.cancel()
        link.close()


class _Pinned(http.client.HTTPSConnection):
    """A connection to one address, whose certificate is held against the name."""

    def __init__(self, host: str, port: int, address: str) -> None:
        self._tls = ssl.create_default_context()
        super().__init__(host, port, timeout=_SECONDS, context=self._tls)
        self._address = address

    def connect(self) -> None:
        """To the address that was checked."""
        raw = socket.create_connection((self._address, self.port), _SECONDS)
        self.sock = self._tls.wrap_socket(raw, server_hostname=self.host)

    def cut(self) -> None:
        """End what takes too long, in whatever it is waiting."""
        if (open_ := self.sock) is not None:
            with contextlib.suppress(OSError):
                open_.shutdown(socket.SHUT_RDWR)


def deliver(registry: Registry, seal: Seal, sender: Send = send) -> tuple[int, int]:
    """Queue what is new and send what is due; gives how many arrived and how many did not.

    At least once: a kill after a message arrived and before that is noted sends it again, under the same id.
    After a message that did not arrive the receiver's others wait for the next turn.
    """
    kept.fill(registry)
    due = sorted(kept.due(registry.store, registry.clock()), key=_hook)
    each_hook = [list(each) for _, each in groupby(due, _hook)]
    with ThreadPoolExecutor(_AT_ONCE, "hooks") as pool:
        told = list(pool.map(lambda mine: _told(registry, seal, sender, mine), each_hook))
    return sum(each[0] for each in told), sum(each[1] for each in told)


def _hook(each: kept.Due) -> int:
    return each.hook.id


def _told(registry: Registry, seal: Seal, sender: Send, mine: list[kept.Due]) -> tuple[int, int]:
    """Send to one receiver, the oldest first, until one does not arrive."""
    arrived = 0
    for each in mine:
        if not kept.claimed(registry.store, each, registry.clock()):
            continue
        good, said = _sent(registry, seal, sender, each)
        kept.ended(registry.store, each, arrived=good, said=said)
        if not good:
            return arrived, 1
        arrived += 1
    return arrived, 0


def _sent(registry: Registry, seal: Seal, sender: Send, each: kept.Due) -> tuple[bool, str]:
    """Whether it arrived, and what was said."""
    hook, body = each.hook, each.body.encode()
    try:
        secret = seal.open(hook.secret, hook.url)
        now = int(registry.clock().timestamp())
        status = sender(
            hook.url, headers_of(secret, f"evt_{hook.id}_{each.number}", now, body), body
        )
    except (OSError, InputError, UnicodeError) as error:
        return False, f"{type(error).__name__}: nobody answered, or not safely"
    return status in _GOOD, f"HTTP {status}"
