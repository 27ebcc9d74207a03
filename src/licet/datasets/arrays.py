"""Arrays of a NumPy file (npz), without running anything that such a file may hold."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError, Place


def arrays_of(file: Path, wanted: Iterable[str]) -> dict[str, NDArray[Any]]:
    """All arrays of ``file`` by name, which must have those ``wanted``.

    Raises:
        InputError: it cannot be read, is no such file, or an array is missing.
    """
    place = Place(str(file))
    try:
        with np.load(file, allow_pickle=False) as held:
            found = {name: held[name] for name in held.files}
    except (AttributeError, EOFError, OSError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise InputError(f"This is no table of NumPy (npz): {error}.", place) from None
    if missing := [each for each in wanted if each not in found]:
        raise InputError(
            f"The array {', '.join(missing)} is missing; it has {', '.join(found) or 'none'}.",
            place,
        )
    return found


def codes_of(array: NDArray[Any]) -> tuple[str, ...]:
    """An axis of codes as text."""
    return tuple(str(each) for each in array)
