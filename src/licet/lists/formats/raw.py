"""A publisher's file from bytes to text: unpacked within limits, decoded, and not a web page.

Whatever is wrong with the bytes ends in an ``InputError`` that names the file and the line; nothing
of a file that cannot be read whole is read.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from licet.errors import InputError, Place

MAX_BYTES = 1 << 30
"""Unpacked size that no list comes near (SDN advanced XML, the largest, has 126 MB in 2026)."""
MAX_MEMBERS = 64
MAX_NAME = 4000
"""Characters of one name; the longest that a publisher printed had under 700."""
MAX_ROWS = 3_000_000
MAX_COLUMNS = 500

_STEP = 1 << 20
_PACKED = ("zip", "gz")


def unpacked(data: bytes, file: str, limit: int = MAX_BYTES) -> dict[str, bytes]:
    """The files in ``data`` by name: itself, or what a gz or zip holds (a gz in a gz, one deep).

    Args:
        data: the file's bytes.
        file: its name, for errors, and to name what a gz holds.
        limit: how many unpacked bytes to take in all.

    Raises:
        InputError: empty, cut short, damaged, encrypted, or more than ``limit`` bytes inside.
    """
    if not data.strip():
        raise InputError("the file is empty. Fetch it again from the publisher.", Place(file))
    if data[:2] == b"\x1f\x8b":
        inside = _gunzip(data, file, limit)
        if not inside.strip():
            raise InputError("the gz file holds nothing. Fetch it again.", Place(file))
        return {file.removesuffix(".gz"): inside}
    if data[:4] in {b"PK\x03\x04", b"PK\x05\x06"}:
        return _unzip(data, file, limit)
    if len(data) > limit:
        raise InputError(f"{len(data)} bytes, more than {limit} are taken.", Place(file))
    return {file: data}


def _gunzip(data: bytes, file: str, limit: int) -> bytes:
    found, held = [], 0
    rest = data
    try:
        while rest:
            machine = zlib.decompressobj(wbits=31)
            while rest and not machine.eof:
                made = machine.decompress(rest, _STEP)
                rest = machine.unconsumed_tail
                held += len(made)
                if held > limit:
                    raise _bomb(file, limit)
                found.append(made)
            if not machine.eof:
                raise InputError("the gz file ends in the middle. Fetch it again.", Place(file))
            rest = machine.unused_data.lstrip(b"\0")
    except zlib.error as error:
        raise InputError(f"the gz file is damaged ({error}). Fetch it again.", Place(file)) from None
    return b"".join(found)


def _unzip(data: bytes, file: str, limit: int) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [each for each in archive.infolist() if not each.is_dir()]
            if not names or len(names) > MAX_MEMBERS:
                raise InputError(
                    f"the zip holds {len(names)} files; from 1 to {MAX_MEMBERS} are taken.",
                    Place(file),
                )
            room = limit
            for each in names:
                with archive.open(each) as member:
                    inside = member.read(room + 1)
                if len(inside) > room:
                    raise _bomb(file, limit)
                room -= len(inside)
                if each.filename in found:
                    raise InputError(f"the zip holds {each.filename} twice.", Place(file))
                if inside.strip():
                    found[each.filename] = inside
    except InputError:
        raise
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError,
            NotImplementedError, KeyError, LookupError, OverflowError) as error:  # fmt: skip
        raise InputError(
            f"the zip is cut short, damaged or encrypted ({error}). Fetch it again.", Place(file)
        ) from None
    if not found:
        raise InputError("the zip holds only empty files. Fetch it again.", Place(file))
    return found


def _bomb(file: str, limit: int) -> InputError:
    return InputError(f"unpacks to more than {limit} bytes, which no list does.", Place(file))


def text_of(data: bytes, file: str, encoding: str = "") -> str:
    """The text of a file: UTF-8, or UTF-16 by its mark or its zeros, or ``encoding`` where given.

    Line ends become ``\\n``.

    Raises:
        InputError: bytes that are no text in that encoding, NUL characters, or a web page.
    """
    chosen = encoding or _guess(data)
    try:
        text = data.decode(chosen)
    except LookupError:
        raise InputError(f"there is no encoding named {encoding!r}.", Place(file)) from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"byte 0x{data[error.start]:02X} is not {chosen}. Save the file as UTF-8, or say its "
            "encoding (Japanese tables are often cp932, Taiwanese ones big5, old US ones cp1252).",
            Place(file, line),
        ) from None
    except (UnicodeError, ValueError) as error:
        raise InputError(f"cannot be decoded as {chosen}: {error}.", Place(file)) from None
    text = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\x1a\n")
    if "\0" in text:
        raise InputError(
            "there is a NUL character, which no list has: the file is damaged or is not text.",
            Place(file, text.count("\n", 0, text.index("\0")) + 1),
        )
    _no_page(text, file)
    if not text.strip():
        raise InputError("the file is empty. Fetch it again from the publisher.", Place(file))
    return text


def _guess(data: bytes) -> str:
    if data[:3] == b"\xef\xbb\xbf":
        return "utf-8-sig"
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return "utf-16"
    head = data[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if max(even, odd) * 10 > len(head):
        return "utf-16-le" if odd > even else "utf-16-be"
    return "utf-8"


def _no_page(text: str, file: str) -> None:
    head = text[:4000].lstrip()
    if re.match(r"(?i)<!doctype\s+html|<html[\s>]|<\?xml[^>]*\?>\s*<!doctype\s+html", head):
        told = re.search(r"(?is)<title[^>]*>(.{1,200}?)</title>", head)
        title = f' entitled "{" ".join(told[1].split())}"' if told else ""
        raise InputError(
            f"a web page{title}, not a list: the publisher's server answered with an error or a "
            "notice. Fetch the file again from its own address.",
            Place(file, 1),
        )
