"""The events that come with Licet: ``events/*.toml``, a table an event, its name the event's id."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from licet.disk import carried
from licet.errors import InputError, Place
from licet.happened.model import Happening, order
from licet.happened.reading import happening


def events_folder() -> Path:
    """Where this installation keeps its events: in the wheel, or in the checkout."""
    return carried("events")


def shipped(folder: Path | None = None) -> tuple[Happening, ...]:
    """Every event of a folder's files of years, by day; ``InputError`` names the file of what is wrong."""
    found: dict[str, Happening] = {}
    for file in sorted((folder or events_folder()).glob("[0-9]*.toml")):
        for name, table in _tables(file).items():
            if name in found:
                raise InputError(f"{name} is stated twice. Leave one out.", Place(str(file)))
            if not isinstance(table, dict):
                raise InputError(f"{name} is no table. Write [{name}].", Place(str(file)))
            try:
                found[name] = happening({"id": name, **table})
            except InputError as error:
                raise InputError(f"{name}: {error}", Place(str(file))) from error
    return tuple(sorted(found.values(), key=order))


def alarm_days(folder: Path | None = None) -> dict[str, int]:
    """The days of ``alarms.toml`` by name."""
    file = (folder or events_folder()) / "alarms.toml"
    found = _tables(file)
    for name, value in found.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise InputError(f"{name} is {value!r}, and a number of days was wanted.", Place(str(file)))  # fmt: skip
    return found


def _tables(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", Place(str(file))) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"this is no TOML: {error}", Place(str(file))) from error
