"""Law that a batch was decided by, kept whole under the home folder, so that it can be asked again.

One file a law and catalogue, compressed (a third of a megabyte), named after both hashes.  A second
batch by the same law keeps nothing more.  Files may be removed by hand: batches by that law can then
be decided again, and no longer be compared with the text that they were decided by.
"""

from __future__ import annotations

import contextlib
import lzma
import os
from typing import TYPE_CHECKING

from licet.errors import InputError, Place, UnknownName
from licet.pack.build import FORMAT
from licet.pack.store import Library
from licet.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

_END, _SHORT = ".pack.xz", 16


def laws_folder(home: Path | None = None) -> Path:
    """Where law is kept; the folder need not exist."""
    return (home or read_settings().home) / "laws"


def keep_law(library: Library, home: Path | None = None) -> Path:
    """Keep the law and catalogue of ``library``; gives their file, which may have been there before.

    Raises:
        InputError: there is no room, or no right to write.
    """
    file = _file(library.header["law"], library.header["catalogue"], home)
    if not file.is_file():
        text = b"\n".join((*library.lines, b"")) if library.lines[-1] else b"\n".join(library.lines)
        write_new(file, lzma.compress(text, preset=1))
    return file


def kept_law(law: str, catalogue: str = "", home: Path | None = None) -> Library:
    """The law of this hash, with the catalogue of its day where ``catalogue`` is given; both may be cut short.

    Raises:
        UnknownName: none is kept that begins so.
        InputError: several are, or the file was changed or made by another release.
    """
    folder = laws_folder(home)
    held = sorted(each.name for each in folder.glob(f"*{_END}")) if folder.is_dir() else []
    fits = [each for each in held if each.startswith(law)] if law else []
    fits = [each for each in fits if f"-{catalogue[:_SHORT]}" in each] or fits
    if not fits:
        raise UnknownName("law kept by hash", law, [each[:12] for each in held], Place(str(folder)))
    if len({each.partition("-")[0] for each in fits}) > 1:
        raise InputError(f"{law} is the beginning of {len(fits)} kept laws; write more of the hash", Place(str(folder)))  # fmt: skip
    return _read(folder / fits[-1])


def write_new(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, its folder as well.

    Raises:
        InputError: there is no room, or no right to write.
    """
    aside = file.with_name(f".{file.name}.{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(data)
        aside.replace(file)
    except OSError as error:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise InputError(
            f"{file.name} cannot be kept: {error.strerror}. Make room, or set LICET_HOME to another folder.",
            Place(str(file.parent)),
        ) from None


def _file(law: str, catalogue: str, home: Path | None) -> Path:
    return laws_folder(home) / f"{law}-{catalogue[:_SHORT]}{_END}"


def _read(file: Path) -> Library:
    try:
        text = lzma.decompress(file.read_bytes())
    except (OSError, lzma.LZMAError, EOFError) as error:
        raise InputError(f"the kept law cannot be read: {error}", Place(str(file))) from None
    library = Library(tuple(text.removesuffix(b"\n").split(b"\n")))
    if library.header.get("format") != FORMAT:
        raise InputError(
            f"this law was kept by another release of Licet ({library.header.get('format')}, not {FORMAT}), "
            "whose form this one does not read",
            Place(str(file)),
        )
    return library
