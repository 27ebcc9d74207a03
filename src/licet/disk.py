"""Files that are whole or not there, and locks between processes, whatever stops us half-way."""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

_TEMPORARY = ".half-"


def carried(name: str) -> Path:
    """The folder of data of this name that an installation carries: in the wheel, or in the checkout."""
    package = Path(__file__).resolve().parent
    shipped = package / "_pack" / name
    return shipped if shipped.is_dir() else package.parent.parent / name


def put(file: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put ``data`` in place of ``file``: a reader sees all of it or what was there before.

    The content is on the disk when this returns; the name is once ``sync_folder`` was called.

    Raises:
        OSError: there is no room, or no right to write; ``file`` is as it was.
    """
    with putting(file, mode=mode) as out:
        out.write(data)


@contextlib.contextmanager
def putting(file: Path, *, mode: int = 0o600) -> Iterator[IO[bytes]]:
    """The same for what is written bit by bit: it is in its place once the block ends, and not at all where that fails."""
    handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
            out.flush()
            Path(name).chmod(mode)
            os.fsync(out.fileno())
        Path(name).replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def sweep(folder: Path) -> None:
    """Drop what a process that was stopped half-way left behind; call it under the lock."""
    for left in folder.glob(f"{_TEMPORARY}*"):
        left.unlink(missing_ok=True)


def wait_for_lock(out: Any, patience: float) -> bool:
    """Take the lock of an open file, which goes when the process does; False after ``patience`` seconds."""
    until = time.monotonic() + patience
    while not _take(out):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


@contextlib.contextmanager
def locked(folder: Path, patience: float, busy: Exception) -> Iterator[None]:
    """Hold the lock of a folder, which no two processes hold at once.

    Raises:
        busy: another process holds it for longer than ``patience`` seconds.
        OSError: the folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("a+b") as out:
        if not wait_for_lock(out, patience):
            raise busy
        try:
            yield
        finally:
            give_lock(out)


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(out: Any) -> bool:
        out.seek(0)
        try:
            msvcrt.locking(out.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def give_lock(out: Any) -> None:
        """Let go of the lock."""
        out.seek(0)
        msvcrt.locking(out.fileno(), msvcrt.LK_UNLCK, 1)

    def sync_folder(folder: Path) -> None:
        """Windows cannot flush a folder; its renames are journalled."""

else:
    import fcntl

    def _take(out: Any) -> bool:
        try:
            fcntl.flock(out, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def give_lock(out: Any) -> None:
        """Let go of the lock."""
        fcntl.flock(out, fcntl.LOCK_UN)

    def sync_folder(folder: Path) -> None:
        """Have the disk know the names in a folder."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
