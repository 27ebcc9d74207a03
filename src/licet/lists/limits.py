"""How old a list may be and how much it may shrink, by ``catalog.toml``, ``limits.toml`` and the user."""

from __future__ import annotations

import tomllib
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from licet.errors import InputError
from licet.lists.catalog import known
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping


@record
class Limits:
    """``stale_after_days``: whole days.  ``shrink_limit_pct``: percent of the last edition's entries."""

    stale_after_days: int
    shrink_limit_pct: Decimal


def limits_of(code: str, settings: Mapping[str, Mapping[str, Any]] | None = None) -> Limits:
    """The limits of one list; ``settings`` is the user's ``[lists]`` table, which stands above ours.

    >>> limits_of("US-EL", {"US-EL": {"stale_after_days": 2}})
    Limits(stale_after_days=2, shrink_limit_pct=Decimal('1'))

    Raises:
        InputError: a limit is no number that can be.
    """
    ours = known().get(code)
    said = {
        **_shipped(),
        **({"stale_after_days": ours.stale_after_days} if ours else {}),
        **(settings or {}).get(code, {}),
    }
    return Limits(_days(said["stale_after_days"], code), _percent(said["shrink_limit_pct"], code))


@cache
def _shipped() -> dict[str, Any]:
    return tomllib.loads((files("licet.lists") / "limits.toml").read_text("utf-8"))


def _days(value: object, code: str) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise InputError(
        f"stale_after_days of {code} must be a whole number of days, and is {value!r}. "
        "Mend it in settings.toml."
    )


def _percent(value: object, code: str) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        found = Decimal(-1)
    if isinstance(value, bool) or not found.is_finite() or not 0 <= found <= 100:  # noqa: PLR2004
        raise InputError(
            f'shrink_limit_pct of {code} must be a number from 0 to 100, such as "1", and is '
            f"{value!r}. Mend it in settings.toml."
        )
    return found
