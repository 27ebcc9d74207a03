"""Where Licet keeps what a user gives it, and what the user has chosen: one frozen value.

Settings come from ``settings.toml`` in the home folder and from the environment, which wins:

    LICET_HOME       the home folder; default ``$XDG_DATA_HOME/licet`` or ``~/.local/share/licet``
    LICET_DATABASE   an SQLAlchemy address; default a file ``licet.sqlite`` in the home folder
    LICET_OFFICER    who is at the keyboard, by the name of an officer in the store

In ``settings.toml``: ``database``, ``officer``, ``retention_years`` (a whole number; keeps records longer
than the law asks, never shorter), and one table a list under ``[lists]``:

    [lists.US-EL]
    url = "https://..."          # where ``licet lists fetch`` looks
    format = "csl-json"
    stale_after_days = 7
    shrink_limit_pct = "1"

What ``[desk]`` and ``[desk.oidc]`` may hold are the fields of ``Desk`` and ``Oidc`` (docs/the-desk.md).
"""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from licet.errors import InputError, Place
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping

T = TypeVar("T")
_MOST_YEARS = 1000


@record
class Oidc:
    """A provider by which people sign in; none where ``issuer`` is empty.

    ``secret_env`` is the environment variable that holds the client's secret.  ``claim`` is the claim
    whose values ``roles`` turns into roles of the desk; who has none of them gets ``role``.
    """

    issuer: str = ""
    client_id: str = ""
    secret_env: str = "LICET_OIDC_SECRET"  # noqa: S105 - the name of a variable
    label: str = "your organization"
    role: str = "reader"
    claim: str = "groups"
    roles: Mapping[str, str] | None = None


@record
class Desk:
    """How the desk is served.

    ``public`` lets visitors read and ask; ``address`` is how people reach the desk (https://...);
    ``hosts`` are the names it answers to beside those of this machine; a session ends
    ``session_hours`` after sign-in, or ``idle_minutes`` after the last request; no request may be
    longer than ``body_megabytes``; ``watch_orders`` checks open orders again when lists or law change.
    ``hook_hosts`` are hosts of an inner network, as host:port, that webhooks of the register may be sent to.
    A file of transfers that was sent in may have ``batch_rows`` rows, and is deleted after ``batch_hours``.
    A scenario of "what if" may have ``whatif_draws`` draws.
    """

    public: bool = True
    address: str = ""
    hosts: tuple[str, ...] = ()
    session_hours: int = 12
    idle_minutes: int = 60
    body_megabytes: int = 8
    watch_orders: bool = True
    batch_rows: int = 100_000
    batch_hours: int = 24
    whatif_draws: int = 5000
    hook_hosts: tuple[str, ...] = ()
    oidc: Oidc = Oidc()


@record
class Settings:
    """``home`` is a folder that may not exist yet; ``lists`` is the user's table as it was read."""

    home: Path
    database: str
    officer: str
    lists: Mapping[str, Mapping[str, Any]]
    retention_years: int = 0
    desk: Desk = Desk()

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
        _fields(Desk(), data.get("desk", {}), "desk", file),
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


def _number(data: dict[str, Any], key: str, file: Path) -> int:
    found = data.get(key, 0)
    if not isinstance(found, int) or isinstance(found, bool) or not 0 <= found <= _MOST_YEARS:
        raise InputError(f"{key} must be a whole number up to {_MOST_YEARS}, and is {found!r}.", Place(str(file)))  # fmt: skip
    return found


def _fields(default: T, data: object, name: str, file: Path) -> T:
    """A record of a table of the same names; what the table does not name stays as it was."""
    from licet.errors import UnknownName
    from licet.record import fields_of, is_record, replaced

    if not isinstance(data, dict):
        raise InputError(f"{name} must be a table, [{name}].", Place(str(file)))
    held = {key: value for key, value, _ in fields_of(default)}
    for key in data.keys() - held.keys():
        raise UnknownName(f"setting of [{name}]", key, held, Place(str(file)))
    return replaced(
        default,
        **{
            key: _fields(held[key], value, f"{name}.{key}", file)
            if is_record(held[key])
            else _like(held[key], value, f"{name}.{key}", file)
            for key, value in data.items()
        },
    )


def _like(held: object, value: Any, name: str, file: Path) -> object:
    """``value``, where it is of the kind of ``held``: yes or no, number above 0, text, texts, table."""
    match held:
        case bool():
            fits, wanted = isinstance(value, bool), "true or false"
        case int():
            fits, wanted = type(value) is int and value > 0, "a whole number above 0"
        case str():
            fits, wanted = isinstance(value, str), "a text in quotes"
        case tuple():
            fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
            wanted = "a list of texts in quotes"
        case _:
            fits = isinstance(value, dict) and all(isinstance(e, str) for e in value.values())
            wanted = "a table of texts in quotes"
    if not fits:
        raise InputError(f"{name} must be {wanted}, and is {value!r}.", Place(str(file)))
    return tuple(value) if isinstance(value, list) else value
