"""A file, a folder or standard input as texts; what cannot be read is refused at once."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

from licet.errors import InputError
from licet.news.clean import cleaned
from licet.news.limits import MOST_BYTES, MOST_FILES
from licet.news.model import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

_KNOWN = frozenset({".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".rss", ".atom", ".xml"})  # fmt: skip
_PACKED = {b"PK\x03\x04": "a zip archive or office file", b"\x1f\x8b": "compressed with gzip", b"\x28\xb5\x2f\xfd": "compressed with zstd", b"BZh": "compressed with bzip2", b"\xfd7zXZ": "compressed with xz", b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a rar archive"}  # fmt: skip
_MARKUP = re.compile(r"<(?:!doctype html|html|head|body|article|div|p|h1|span|main|table)\b", re.IGNORECASE)  # fmt: skip
_CODES = frozenset(
    "utf-8 utf8 us-ascii iso-8859-1 iso-8859-15 windows-1252 shift_jis sjis euc-jp iso-2022-jp gb2312 gbk gb18030 big5 euc-kr".split()
)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w.:-]{2,30})", re.IGNORECASE)


def texts(where: str) -> Iterator[tuple[str, str, Text]]:
    """Name, address and text of every article that ``where`` holds; ``-`` is standard input.

    A folder gives its files in the order of their names, those of other kinds left out.

    Raises:
        InputError: nothing is there, or it is too large, packed, or no text.
    """
    if where == "-":
        yield from of_bytes(_taken(sys.stdin.buffer, "standard input"), "standard input")
        return
    path = Path(where)
    if path.is_dir():
        found = sorted(each for each in path.rglob("*") if each.suffix.casefold() in _KNOWN and each.is_file())  # fmt: skip
        if not found:
            raise InputError(f"{where} holds no file of a kind that the reader knows ({', '.join(sorted(_KNOWN))}).")  # fmt: skip
        if len(found) > MOST_FILES:
            raise InputError(f"{where} holds {len(found):,} files; the reader takes {MOST_FILES:,} at a time.")  # fmt: skip
        for each in found:
            yield from _file(each, str(each.relative_to(path)))
        return
    yield from _file(path, path.name)


def _file(path: Path, name: str) -> Iterator[tuple[str, str, Text]]:
    try:
        if not path.is_file():
            raise InputError(f"{path} is no file or folder.")
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise InputError(f"{path} has {size:,} bytes; the reader takes {MOST_BYTES:,}. No article is that long.")  # fmt: skip
        with path.open("rb") as handle:
            data = _taken(handle, str(path))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}") from None
    yield from of_bytes(data, name)


def _taken(handle: IO[bytes], name: str) -> bytes:
    data = handle.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(f"{name} has more than {MOST_BYTES:,} bytes. No article is that long.")
    return data


def of_bytes(data: bytes, name: str) -> Iterator[tuple[str, str, Text]]:
    """The articles of one file, by what its bytes are; its name decides nothing."""
    for start, what in _PACKED.items():
        if data.startswith(start):
            raise InputError(f"{name} is {what}. Unpack it; the reader opens no archives.")
    if b"%PDF-" in data[:1024]:
        from licet.news.sources.pdf import read_pdf

        yield name, "", read_pdf(data, name)
        return
    yield from of_text(decoded(data, name), name)


def of_text(source: str, name: str) -> Iterator[tuple[str, str, Text]]:
    """The articles of decoded text: a feed, a page, or plain."""
    from licet.news.sources.feed import is_feed, read_feed

    if is_feed(source):
        yield from read_feed(source, name)
    elif _MARKUP.search(source[:20_000]):
        from licet.news.sources.page import read_page

        yield name, "", read_page(source, name)
    else:
        yield name, "", cleaned(source, name=name)


def decoded(data: bytes, name: str) -> str:
    """Bytes as text: by their mark, by the page's own word, as UTF-8, then as Japanese or Chinese.

    Raises:
        InputError: the bytes are no text.
    """
    for mark, code in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):  # fmt: skip
        if data.startswith(mark):
            return _as(data, code) or _no_text(name)
    if b"\x00" in data[:4096]:
        _no_text(name)
    said = _CHARSET.search(data[:4096])
    word = said[1].decode("ascii", "replace").casefold() if said else ""
    named = [word] if word in _CODES else []
    for code in (*named, "utf-8", "shift_jis", "gb18030", "cp1252"):
        found = _as(data, code)
        if found is not None:
            return found
    return _no_text(name)


def _as(data: bytes, code: str) -> str | None:
    try:
        return data.decode(code)
    except (LookupError, ValueError):
        return None


def _no_text(name: str) -> str:
    raise InputError(f"{name} is no text, page, feed or PDF.")
