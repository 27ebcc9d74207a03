"""The reforms that come with Licet, and those that the user names by their folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from licet.disk import carried
from licet.errors import InputError, Place, UnknownName
from licet.reform.read import FILE, read

if TYPE_CHECKING:
    from licet.reform.model import Reform


def reforms_folder() -> Path:
    """Where this installation keeps its reforms; ``LICET_REFORMS`` names another folder."""
    if named := os.environ.get("LICET_REFORMS"):
        return Path(named)
    return carried("reforms")


def shipped() -> tuple[Reform, ...]:
    """Every reform of the folder, by name.  ``InputError`` where one cannot be read."""
    return tuple(read(file.parent) for file in sorted(reforms_folder().glob(f"*/{FILE}")))


def named(name: str) -> Reform:
    """The reform of a folder, or the shipped one of this name.

    Raises:
        UnknownName: there is neither; with the nearest names.
        InputError: it cannot be read, or its name is not that of its folder.
    """
    folder = Path(name)
    inside = reforms_folder() / name
    if os.sep not in name and (inside / FILE).is_file():
        found = read(inside)
        if found.name != name:
            raise InputError(f"the reform calls itself {found.name}", Place(str(inside / FILE)))
        return found
    if folder.is_dir():
        return read(folder)
    known = [each.parent.name for each in reforms_folder().glob(f"*/{FILE}")]
    raise UnknownName("reform, and no folder with one", name, known)
