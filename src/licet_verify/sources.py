"""Where a log's files come from: a folder, a web address or a zip file, none of them trusted.

Each source gives at most the bytes asked for, follows no link out of its folder, writes nothing
and runs nothing.
"""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from http.client import HTTPException
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

from licet_verify.faults import Unreadable
from licet_verify.files import read_file

_NOT_FOUND, _GONE = 404, 410
_ZIP_MEMBERS = 2_000_000
_TRIES = 3


class Source(Protocol):
    """Files by their path under one root."""

    name: str

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes at ``path``; None where there is no such file; ``Unreadable`` past ``most``."""


class _Readable(Protocol):
    def read(self, most: int, /) -> bytes: ...


class Folder:
    """A folder on this machine."""

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise Unreadable(str(root), "is no folder")
        self.name = str(root)
        self._root = root.resolve()

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes of a regular file that lies within the folder."""
        place = check_path(path)
        try:
            whole = (self._root / place).resolve(strict=True)
        except (FileNotFoundError, NotADirectoryError):
            return None
        except (OSError, RuntimeError) as error:
            raise Unreadable(path, f"cannot be read: {error}") from None
        if not whole.is_relative_to(self._root):
            raise Unreadable(path, "is a link that leads out of the folder")
        return read_file(whole, most)


def _bounded(file: _Readable, most: int, where: str) -> bytes:
    data = file.read(most + 1)
    if len(data) > most:
        raise Unreadable(where, f"has more than {most} bytes, the most that it can rightly have")
    return data


def check_path(path: str) -> str:
    """The path, if it is plain: no way up, no root, no drive, no backslash, no empty part."""
    parts = path.split("/")
    if (
        not path
        or any(part in ("", ".", "..") for part in parts)
        or any(c in path for c in "\\:\0")
    ):
        raise Unreadable(repr(path[:100]), "is a path that leads elsewhere")
    return path


class Zip:
    """A zip file, read member by member; nothing is unpacked to disk."""

    def __init__(self, path: Path) -> None:
        self.name = str(path)
        try:
            self._zip = zipfile.ZipFile(path)
        except (
            OSError,
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            RuntimeError,
        ) as error:
            raise Unreadable(self.name, f"is no zip file that can be read: {error}") from None
        members = self._zip.infolist()
        if len(members) > _ZIP_MEMBERS:
            raise Unreadable(self.name, f"has {len(members)} members, more than {_ZIP_MEMBERS}")
        self.members: dict[str, zipfile.ZipInfo] = {}
        for each in members:
            if each.is_dir():
                check_path(each.filename.rstrip("/"))
                continue
            name = check_path(each.filename)
            if name in self.members:
                raise Unreadable(f"{self.name}, {name!r}", "is in the zip file twice")
            if each.flag_bits & 1 or each.compress_type not in (
                zipfile.ZIP_STORED,
                zipfile.ZIP_DEFLATED,
            ):
                raise Unreadable(
                    f"{self.name}, {name!r}",
                    "is encrypted or packed in a way this program does not read",
                )
            self.members[name] = each

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes of a member, unpacked no further than ``most``."""
        info = self.members.get(check_path(path))
        if info is None:
            return None
        try:
            with self._zip.open(info) as file:
                return _bounded(file, most, f"{self.name}, {path}")
        except (
            OSError,
            EOFError,
            zipfile.BadZipFile,
            zlib.error,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise Unreadable(f"{self.name}, {path}", f"cannot be unpacked: {error}") from None


class Web:
    """A log at a web address (http or https)."""

    def __init__(self, address: str, *, timeout_seconds: float = 30) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise Unreadable(address, "is no web address: http:// or https:// is wanted")
        self.name = address.rstrip("/")
        self._timeout = timeout_seconds
        self._opener: OpenerDirector = build_opener(_SameKind)

    def read(self, path: str, most: int) -> bytes | None:
        """The bytes behind an address; a passing fault is tried again."""
        address = f"{self.name}/{check_path(path)}"
        wanted = Request(  # noqa: S310 - http and https alone are let in above
            address, headers={"Accept-Encoding": "gzip, identity", "User-Agent": "licet-verify"}
        )
        for left in reversed(range(_TRIES)):
            try:
                with self._opener.open(wanted, timeout=self._timeout) as answer:
                    data = _bounded(answer, most, address)
                    return (
                        _unzipped(data, most, address)
                        if answer.headers.get("Content-Encoding") == "gzip"
                        else data
                    )
            except HTTPError as error:
                if error.code in (_NOT_FOUND, _GONE):
                    return None
                if error.code < 500 or not left:  # noqa: PLR2004 - the server's own faults pass
                    raise Unreadable(address, f"the server answers {error.code}") from None
            except (URLError, HTTPException, OSError) as error:
                if not left:
                    raise Unreadable(address, f"cannot be fetched: {error}") from None
        raise AssertionError  # pragma: no cover - the last try returns or raises


class _SameKind(HTTPRedirectHandler):
    """Follow a redirect to another web address, and to nothing else."""

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def] # noqa: ANN001, ANN202, PLR0917
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise Unreadable(req.full_url, f"leads to {newurl[:100]!r}, which is no web address")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _unzipped(data: bytes, most: int, where: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return _bounded(file, most, where)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(where, f"is no gzip data: {error}") from None


def source_of(place: str) -> Source:
    """The source that a word names: an address, a zip file or a folder."""
    if "://" in place:
        return Web(place)
    path = Path(place)
    return Zip(path) if path.is_file() else Folder(path)
