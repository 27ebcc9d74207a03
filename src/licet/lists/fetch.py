"""Get a publisher's file: over https, within limits of time and size, and never an error page."""

from __future__ import annotations

import hashlib
import ipaddress
import time
import zlib
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from licet.errors import InputError
from licet.record import record

MOST_BYTES = 400 * 2**20
"""No list is near this; the largest, OFAC's advanced XML, is about 130 MiB."""
MOST_SECONDS = 900.0
SILENT_SECONDS = 60.0
"""How long a publisher may send nothing."""
_CHUNK = 2**18
_HTML = ("text/html", "application/xhtml+xml")


@record
class Download:
    """A file as it came; ``url`` is where it came from in the end, after redirects."""

    url: str
    data: bytes
    sha256: str
    content_type: str


def download(
    url: str,
    *,
    most_bytes: int = MOST_BYTES,
    most_seconds: float = MOST_SECONDS,
    silent_seconds: float = SILENT_SECONDS,
    progress: Callable[[int, int | None], None] = lambda _got, _of: None,
) -> Download:
    """The file at ``url``; ``progress`` is told the bytes that came and, if known, of how many.

    Only https is used, but for a loopback address, on which a mirror or a test may listen.

    Raises:
        InputError: the address cannot be used or reached, or what came is too large, too slow, cut
            short, empty or a web page.
    """
    check_address(url)
    opener = _opener(url)
    request = Request(  # noqa: S310 - check_address lets https and loopback through and nothing else
        url, headers={"User-Agent": "licet-lists", "Accept": "*/*", "Accept-Encoding": "gzip"}
    )
    until = time.monotonic() + most_seconds
    try:
        with opener.open(request, timeout=silent_seconds) as answer:
            kind = answer.headers.get_content_type()
            told = answer.headers.get("Content-Length", "")
            size = int(told) if told.isdigit() else None
            if size is not None and size > most_bytes:
                raise _too_large(url, size, most_bytes)
            data = _body(answer, url, size, most=most_bytes, until=until, progress=progress)
            coding = answer.headers.get("Content-Encoding", "identity").strip().lower()
            final = answer.geturl()
    except HTTPError as error:
        with error:
            raise InputError(
                f"{url} answers {error.code} {error.reason}. Look at the address in a browser; another "
                "one can stand in settings.toml."
            ) from None
    except TimeoutError:
        raise InputError(
            f"{url} sent nothing for {silent_seconds:.0f} seconds. Try later."
        ) from None
    except URLError as error:
        raise InputError(
            f"{url} cannot be reached: {error.reason}. Try later, or get the file another way and use "
            "licet lists load."
        ) from None
    except (HTTPException, OSError) as error:
        raise InputError(
            f"{url} broke off: {str(error) or type(error).__name__}. Try again."
        ) from None
    if size is not None and len(data) != size:
        raise InputError(
            f"{url} broke off: {len(data):,} bytes of {size:,} came. Nothing was taken in. Try again."
        )
    if coding != "identity":
        data = _decoded(url, data, coding, most_bytes)
    _check_body(url, data, kind)
    return Download(final, data, hashlib.sha256(data).hexdigest(), kind)


def check_address(url: str) -> None:
    """Refuse every address but https, and plain http on loopback.

    >>> check_address("https://data.trade.gov/list.json"), check_address("http://127.0.0.1:8000/a")
    (None, None)

    Raises:
        InputError: the address is another.
    """
    try:
        parts = urlsplit(url)
        usable = bool(parts.hostname) and (
            parts.scheme == "https" or (parts.scheme == "http" and is_loopback(url))
        )
    except ValueError:
        usable = False
    if not usable:
        raise InputError(
            f"{url!r} cannot be used: a list is fetched over https, so that nobody on the way can change "
            "it. Mend the address in settings.toml, or get the file and use licet lists load."
        )


def is_loopback(url: str) -> bool:
    """Whether the address is of this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Redirects(HTTPRedirectHandler):
    """Redirects to https only; back to this machine only from this machine."""

    max_redirections = 5

    def redirect_request(  # noqa: PLR0917
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        check_address(newurl)
        if is_loopback(newurl) and not is_loopback(req.full_url):
            raise InputError(
                f"{req.full_url} redirects to this machine ({newurl}), which is refused."
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _opener(url: str) -> OpenerDirector:
    opener = OpenerDirector()
    for handler in (
        ProxyHandler({} if is_loopback(url) else None), HTTPHandler(), HTTPSHandler(), _Redirects(),
        HTTPDefaultErrorHandler(), HTTPErrorProcessor(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


def _body(
    answer: IO[bytes],
    url: str,
    size: int | None,
    *,
    most: int,
    until: float,
    progress: Callable[[int, int | None], None],
) -> bytes:
    parts: list[bytes] = []
    got = 0
    while chunk := answer.read(_CHUNK):
        parts.append(chunk)
        got += len(chunk)
        progress(got, size)
        if got > most:
            raise _too_large(url, got, most)
        if time.monotonic() > until:
            raise InputError(f"{url} is too slow: {got:,} bytes came in all that time. Try later.")
    return b"".join(parts)


def _decoded(url: str, data: bytes, coding: str, most: int) -> bytes:
    """The file behind a transfer coding, never larger than ``most``."""
    if coding not in ("gzip", "x-gzip"):
        raise InputError(
            f"{url} comes in the coding {coding!r}, which was not asked for. Try later."
        )
    unzip = zlib.decompressobj(wbits=31)
    try:
        found = unzip.decompress(data, most + 1)
    except zlib.error as error:
        raise InputError(f"{url} is damaged ({error}). Nothing was taken in. Try again.") from None
    if len(found) > most:
        raise _too_large(url, len(found), most)
    if not unzip.eof:
        raise InputError(f"{url} broke off in the middle. Nothing was taken in. Try again.")
    return found


def _check_body(url: str, data: bytes, kind: str) -> None:
    if not data.strip():
        raise InputError(f"{url} is an empty file. Nothing was taken in. Try later.")
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if kind in _HTML or start.startswith((b"<!doctype html", b"<html")):
        raise InputError(
            f"{url} gives a web page ({kind}), not a list: an error page, or an address that has moved. "
            "Look at it in a browser; another address can stand in settings.toml."
        )


def _too_large(url: str, size: int, most: int) -> InputError:
    return InputError(
        f"{url} is too large: {size:,} bytes or more, and at most {most:,} are taken. If the file is "
        "right, use licet lists load."
    )
