"""Trade tables that were looked at: what was seen in each, kept under a link; the table itself is not kept."""

from __future__ import annotations

import json
import re
import secrets
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from licet.disk import put
from licet.errors import InputError
from licet.watch.subject import data_of

if TYPE_CHECKING:
    from licet.settings import Settings
    from licet.watch.signals import Signals
    from licet.watch.trade import Watched

MOST = 100
"""Looks that are kept; the oldest makes room."""
_KEY = re.compile(r"[0-9a-f]{32}")


class NoSuchTable(InputError):
    """There is no look under this key."""

    def __init__(self) -> None:
        super().__init__("No look at a trade table is kept under this address: it made room for newer ones, or the address was cut short. Send the table again under Watch.")  # fmt: skip


def looked(signals: Signals, law: Path, name: str, content: bytes) -> dict[str, Any]:
    """What the detectors and signals see in a table.

    Raises:
        InputError: it is none, or holds no row that is looked at.
    """
    from licet.watch.trade import watched

    with TemporaryDirectory(prefix="licet-table-") as folder:
        file = Path(folder, "table.csv")
        file.write_bytes(content)
        try:
            return told(watched(signals, law, file), name)
        except InputError as error:
            raise InputError(str(error).replace(str(file), name)) from None


def told(found: Watched, name: str) -> dict[str, Any]:
    """A look as data: routes that show a signal first, then the others."""
    routes = sorted(found.subjects, key=lambda each: (-len(each.raised), each.name))
    return {
        "name": name, "look": found.look.name, "cite": found.look.cite[0].text, "faults": list(found.faults),
        "routes": [data_of(each) for each in routes],
    }  # fmt: skip


class Tables:
    """The looks of one installation."""

    def __init__(self, settings: Settings) -> None:
        self.home = settings.home / "watch" / "tables"

    def keep(self, data: dict[str, Any]) -> str:
        """Keep a look; gives its key, which nobody guesses."""
        self.home.mkdir(parents=True, exist_ok=True)
        kept = sorted(self.home.glob("*.json"), key=lambda each: each.stat().st_mtime_ns)
        for each in kept[: max(0, len(kept) - MOST + 1)]:
            each.unlink(missing_ok=True)
        key = secrets.token_hex(16)
        put(self.home / f"{key}.json", json.dumps(data).encode())
        return key

    def get(self, key: str) -> dict[str, Any]:
        """A look by its key.

        Raises:
            NoSuchTable: there is none.
        """
        if _KEY.fullmatch(key):
            with suppress(OSError, ValueError):
                found: dict[str, Any] = json.loads((self.home / f"{key}.json").read_bytes())
                return found
        raise NoSuchTable

    def route(self, key: str, name: str) -> dict[str, Any]:
        """One route of a look."""
        for each in self.get(key)["routes"]:
            if each["subject"] == name:
                found: dict[str, Any] = each
                return found
        raise NoSuchTable
