"""Where Licet keeps what a user gives it, and what the user has chosen: one frozen value.

Settings come from ``settings.toml`` in the home folder and from the environment, which wins:

    LICET_HOME       the home folder; default ``$XDG_DATA_HOME/licet`` or ``~/.local/share/licet``
    LICET_DATABASE   an SQLAlchemy address; default a file ``licet.sqlite`` in the home folder
    LICET_OFFICER    who is at the keyboard, by the name of an officer in the store

In ``settings.toml``: ``database``, ``officer``, ``retention_years`` (a whole number; keeps records longer
than the law asks, never shorter), ``watch_orders_seconds`` (how often a server looks whether open orders
must be checked again; 0: never), and one table a list under ``[lists]``:

    [lists.US-EL]
    url = "https://..."          # where ``licet lists fetch`` looks
    format = "csl-json"
    stale_after_days = 7
    shrink_limit_pct = "1"
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from licet.errors import InputError, Place
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_YEARS = 1000
_A_MINUTE, _A_DAY = 60, 86_400


@record
class Settings:
    """``home`` is a folder that may not exist yet; ``lists`` is the user's table as it was read."""

    home: Path
    database: str
    officer: str
    lists: Mapping[str, Mapping[str, Any]]
    retention_years: int = 0
    watch_orders_seconds: int = _A_MINUTE

    @property
    def indexes(self) -> Path:
        """The folder of indexes made of them, which may be removed at any time."""
        return self.home / "cache"

    @property
    def list_editions(self) -> Path:
        """The folder of list editions."""
        return self.home / "lists"


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """What the user has chosen.

    Raises:
        InputError: ``settings.toml`` is not TOML, or a part of it is of another kind than wanted.
    """
    home = _home(environment)
    file = home / "settings.toml"
    data = _table(file) if file.is_file() else {}
    lists = data.get("lists", {})
    if not isinstance(lists, dict) or not all(isinstance(each, dict) for each in lists.values()):
        raise InputError(
            "[lists] must hold one table a list, such as [lists.US-EL].", Place(str(file))
        )
    return Settings(
        home,
        environment.get("LICET_DATABASE")
        or _text(data, "database", file)
        or f"sqlite:///{home / 'licet.sqlite'}",
        environment.get("LICET_OFFICER") or _text(data, "officer", file),
        lists,
        _number(data, "retention_years", file),
        _number(data, "watch_orders_seconds", file, _A_MINUTE, _A_DAY),
    )


def _home(environment: Mapping[str, str]) -> Path:
    if named := environment.get("LICET_HOME"):
        return Path(named).expanduser()
    if shared := environment.get("XDG_DATA_HOME"):
        return Path(shared) / "licet"
    return Path("~/.local/share/licet").expanduser()


def _table(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(
            f"The settings cannot be read: {error}. Mend the file, or move it away.",
            Place(str(file)),
        ) from None


def _text(data: dict[str, Any], key: str, file: Path) -> str:
    found = data.get(key, "")
    if not isinstance(found, str):
        raise InputError(f"{key} must be a text in quotes, and is {found!r}.", Place(str(file)))
    return found


def _number(
    data: dict[str, Any], key: str, file: Path, default: int = 0, most: int = _MOST_YEARS
) -> int:
    found = data.get(key, default)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= most:
        raise InputError(f"{key} must be a whole number up to {most}, and is {found!r}.", Place(str(file)))  # fmt: skip
    return found
