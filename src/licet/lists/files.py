"""Edition files and the lock beside them: whole or not there, whatever stops us half-way."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import zlib
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet import disk
from licet.disk import put, sync_folder
from licet.errors import InputError, Place
from licet.lists.model import Edition, entry_from_plain, plain
from licet.record import fields_of

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 120.0
"""Seconds to wait for another process that is taking in a list."""


def pack(edition: Edition) -> bytes:
    """The edition as gzip of JSON lines: a head, then one line an entry; the same edition, the same bytes."""
    head = {
        name: content.isoformat() if isinstance(content, date) else content
        for name, content, _ in fields_of(edition)
        if name != "entries"
    }
    lines = [_line(head), *(_line(plain(entry)) for entry in edition.entries)]
    return gzip.compress(b"".join(lines), 6, mtime=0)


def unpack(data: bytes) -> Edition:
    """The inverse of ``pack``."""
    lines = gzip.decompress(data).splitlines()
    head = json.loads(lines[0])
    head["as_of"] = date.fromisoformat(head["as_of"])
    head["dropped"] = tuple(head["dropped"])
    return Edition(**head, entries=tuple(entry_from_plain(json.loads(line)) for line in lines[1:]))


def entries_digest(edition: Edition) -> str:
    """A hash of what the entries say, whatever their order and whatever the file around them was."""
    lines = sorted(_line(plain(entry)) for entry in edition.entries)
    return hashlib.sha256(b"".join(lines)).hexdigest()


def read_verified(file: Path, content: str) -> Edition:
    """The edition in ``file``, whose bytes must have the hash ``content``.

    Raises:
        InputError: the file is gone or says something else than what was kept.
    """
    try:
        return unpack(verified(file, content))
    except InputError:
        raise
    except (EOFError, OSError, KeyError, TypeError, ValueError, zlib.error):
        raise InputError(
            f"This edition has another form than this version of Licet reads. {_WAY_OUT}",
            Place(str(file)),
        ) from None


def verified(file: Path, content: str) -> bytes:
    """The bytes of ``file``, which must have the hash ``content``.

    Raises:
        InputError: the file is gone or was changed.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise InputError(
            f"A kept edition cannot be read ({error.strerror}). {_WAY_OUT}", Place(str(file))
        ) from None
    if hashlib.sha256(data).hexdigest() != content:
        raise InputError(
            f"This edition was changed after it was kept: its hash is not {content[:12]}. {_WAY_OUT}",
            Place(str(file)),
        )
    return data


_WAY_OUT = (
    "Nothing is screened against it. Load the publisher's file again (licet lists load FILE), which "
    "mends it, or bring the file back from a backup."
)


def write_whole(file: Path, data: bytes) -> None:
    """Write ``file`` so that a reader, or a machine that stops now, sees all of it or none of it.

    Raises:
        InputError: there is no room, or no right to write.
    """
    try:
        put(file, data)
        sync_folder(file.parent)
    except OSError as error:
        raise InputError(
            f"The edition cannot be kept: {error.strerror}. The shelf is as it was. Make room, or set "
            "LICET_HOME to another folder.",
            Place(str(file.parent)),
        ) from None


@contextlib.contextmanager
def locked(folder: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the folder's lock, which no two processes hold at once; it goes when the process does.

    Raises:
        InputError: another process holds it for longer than ``patience`` seconds, or the folder
            cannot be written.
    """
    busy = InputError(
        f"Another process has been taking in a list for {patience:.0f} seconds. Wait "
        "for it, or end it, and try again.",
        Place(str(folder / ".lock")),
    )
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(disk.locked(folder, patience, busy))
        except OSError as error:
            raise InputError(
                f"Lists cannot be kept here: {error.strerror}. Set LICET_HOME to a folder that can be "
                "written.",
                Place(str(folder)),
            ) from None
        yield


def _line(data: Any) -> bytes:
    return (
        json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    )
