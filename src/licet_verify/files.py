"""Ordinary files: opened with care, and replaced all or not at all."""

from __future__ import annotations

import io
import os
import stat
import sys
from pathlib import Path

from licet_verify.faults import Unreadable


def open_file(path: Path) -> io.BufferedReader:
    """Open a regular file to read; a pipe or a device is refused, not waited for."""
    try:
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except OSError as error:
        raise Unreadable(str(path), f"cannot be read: {error.strerror or error}") from None
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise Unreadable(str(path), "is no ordinary file")
    return open(handle, "rb")  # noqa: PTH123 - a handle, not a path; the caller closes it


def read_file(path: Path, most: int) -> bytes:
    """A regular file of at most ``most`` bytes."""
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > most:
            raise Unreadable(
                str(path), f"has {size} bytes; {most} are the most it can rightly have"
            )
        try:
            return file.read(most)
        except OSError as error:
            raise Unreadable(str(path), f"cannot be read: {error.strerror or error}") from None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file all or not at all, readable by its owner alone, and durable when this returns."""
    fresh = path.with_name(f"{path.name}.new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(handle, "wb") as file:  # noqa: PTH123 - a handle, not a path
        file.write(data)
        file.flush()
        os.fsync(handle)
    fresh.replace(path)
    if sys.platform != "win32":  # a folder cannot be opened there
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
