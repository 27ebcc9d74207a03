"""Whether a request was made by a page of this desk, and under a name that is this desk's.

A browser says which site a form was sent from (``Origin``, ``Sec-Fetch-Site``); a foreign one is
refused.  A desk without accounts answers only to names of this machine, so that a foreign name which
suddenly leads here (DNS rebinding) opens nothing.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

SAFE = ("GET", "HEAD", "OPTIONS")
_FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")


def name_of(host: str) -> str:
    """The name in a ``Host`` header, without the port.

    >>> name_of("Desk.example:8787"), name_of("[::1]:80"), name_of("evil.example@localhost")
    ('desk.example', '::1', '')
    """
    if not host or any(each in host for each in "/@\\?#, "):
        return ""
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return ""


def is_loopback(name: str) -> bool:
    """Whether a name or an address is this machine's own.

    >>> [is_loopback(each) for each in ("localhost", "127.0.0.9", "::1", "localhost.evil.example")]
    [True, True, True, False]
    """
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def host_is_ours(host: str, hosts: Collection[str], *, alone: bool) -> bool:
    """Whether the desk answers to this name.

    ``alone`` is a desk without accounts: this machine's names, and those that the settings give.  A
    desk with accounts answers to every name where the settings give none, since what a foreign name
    leads to is then a visitor's.
    """
    name = name_of(host)
    if not name:
        return False
    if is_loopback(name) or name in hosts:
        return True
    return not alone and not hosts


def from_here(client: str, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine and through no proxy; what is no address is a local one."""
    if any(each in headers for each in _FORWARDED):
        return False
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return True


def foreign(headers: Mapping[str, str], scheme: str) -> str:
    """What says that an unsafe request was not made by a page of this desk; empty where nothing does.

    Programs send neither header.  A browser sends ``Origin`` with every form and script of another site.
    """
    site = headers.get("sec-fetch-site", "")
    if site and site not in ("same-origin", "none"):
        return f"Sec-Fetch-Site: {site}"
    origin = headers.get("origin")
    if origin is None:
        return ""
    if origin != f"{scheme}://{headers.get('host', '')}":
        return f"Origin: {origin}"
    return ""
