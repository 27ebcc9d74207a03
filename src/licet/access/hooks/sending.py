"""Sending: over TLS, to an address of the open internet, without following anybody elsewhere.

The name is looked up once and the connection goes to the very address that was checked, so that a name which
changes in between leads nowhere.  Nothing of an answer is kept but its status.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from licet.access.hooks import kept
from licet.access.hooks.signing import headers_of
from licet.errors import InputError
from licet.registry.registry import Registry

_SECONDS = 10
_GOOD = range(200, 300)
Send = Callable[[str, Mapping[str, str], bytes], int]
"""Sends a body to an address; gives the status.  ``OSError`` where nobody answers."""


def checked(url: str) -> str:
    """An address that may be kept.

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


def _open(address: str) -> bool:
    found = ipaddress.ip_address(address)
    mapped = getattr(found, "ipv4_mapped", None)
    return (mapped or found).is_global and not found.is_multicast


def send(url: str, headers: Mapping[str, str], body: bytes) -> int:
    """POST a body; gives the status.  A redirect is a status like any other and is not followed."""
    parts = urlsplit(checked(url))
    host, port = parts.hostname or "", parts.port or 443
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    addresses = [str(each[4][0]) for each in found]
    if not addresses or not all(map(_open, addresses)):
        raise InputError("The name leads to an inner network; nothing was sent.")
    link = _Pinned(host, port, addresses[0])
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        link.request(
            "POST",
            path,
            body,
            {"Content-Type": "application/json", "User-Agent": "Licet", **headers},
        )
        return link.getresponse().status
    except http.client.HTTPException as error:
        raise OSError(type(error).__name__) from None
    finally:
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


def deliver(registry: Registry, sender: Send = send) -> tuple[int, int]:
    """Queue what is new and send what is due; gives how many arrived and how many did not.

    At least once: a kill after a message arrived and before that is noted sends it again, under the same id.
    """
    kept.fill(registry)
    arrived = failed = 0
    store = registry.store
    for each in kept.due(store, registry.clock()):
        if not kept.claimed(store, each, registry.clock()):
            continue
        body = each.body.encode()
        head = headers_of(
            each.hook.secret,
            f"evt_{each.hook.id}_{each.number}",
            int(registry.clock().timestamp()),
            body,
        )
        try:
            status = sender(each.hook.url, head, body)
            good, said = status in _GOOD, f"HTTP {status}"
        except (OSError, InputError, UnicodeError) as error:
            good, said = False, f"{type(error).__name__}: nobody answered, or not safely"
        kept.ended(store, each, arrived=good, said=said)
        arrived, failed = arrived + good, failed + (not good)
    return arrived, failed
