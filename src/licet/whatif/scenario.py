"""A scenario as a user writes it: two laws, a horizon, assumptions that are set, a seed."""

from __future__ import annotations

import hashlib
import json
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from licet.errors import InputError, Place, UnknownName
from licet.record import record

PARTS = ("flips", "trade", "short-run", "compute", "revenue", "allies", "leakage")
"""The models, in the order in which one feeds the next."""
MOST_DRAWS = 1_000_000


@record
class Side:
    """One law: that of a day, with reforms (names of shipped ones, or folders) applied in order."""

    on: date
    reforms: tuple[str, ...] = ()


@record
class Scenario:
    """What is asked: what the law ``after`` does that the law ``before`` does not.

    ``horizon`` is the last year of what runs through time. ``assumptions`` set numbers of the ledger by
    id; ``choices`` settle what is no number (how deficits close, whether China accepts).
    """

    name: str
    title: str
    before: Side
    after: Side
    horizon: int
    draws: int
    seed: int
    parts: tuple[str, ...] = PARTS
    assumptions: Mapping[str, float] = MappingProxyType({})
    choices: Mapping[str, str] = MappingProxyType({})

    def data(self) -> dict[str, Any]:
        """As plain data; what ``hash`` and a result's file hold."""
        sides = {
            name: {"on": side.on.isoformat(), "reforms": list(side.reforms)}
            for name, side in (("before", self.before), ("after", self.after))
        }
        return {
            "name": self.name, "title": self.title, **sides, "horizon": self.horizon,
            "draws": self.draws, "seed": self.seed, "parts": list(self.parts),
            "assumptions": dict(sorted(self.assumptions.items())),
            "choices": dict(sorted(self.choices.items())),
        }  # fmt: skip

    @property
    def hash(self) -> str:
        """SHA-256 of what is asked."""
        return hashlib.sha256(json.dumps(self.data(), sort_keys=True).encode()).hexdigest()


_KEYS = {
    "name", "title", "before", "after", "horizon", "draws", "seed", "parts", "assumptions", "choices",
}  # fmt: skip


def read_scenario(file: Path) -> Scenario:
    """A scenario's file; ``InputError`` with file and line of what is wrong in it."""
    try:
        text = file.read_text("utf-8")
        found = tomllib.loads(text)
    except OSError as error:
        raise InputError(f"it cannot be read: {error.strerror}", Place(str(file))) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"this is no TOML: {error}", Place(str(file))) from error
    return scenario_from(found, file.stem, lambda key: Place(str(file), _line(text, key)))


def scenario_from(found: Mapping[str, Any], name: str, place: Any = lambda _key: None) -> Scenario:
    """A scenario from plain data, as a file or a form holds it.

    >>> asked = {"after": {"on": "2026-02-01"}, "before": {"on": "2026-01-14"}, "seed": 1}
    >>> scenario_from(asked, "january").horizon
    2030
    """
    for key in found:
        if key not in _KEYS:
            raise UnknownName("key of a scenario", key, _KEYS, place(key))
    sides = {key: _side(key, found.get(key), place) for key in ("before", "after")}
    parts = tuple(found.get("parts", PARTS))
    for part in parts:
        if part not in PARTS:
            raise UnknownName("part of a scenario", str(part), PARTS, place("parts"))
    first = sides["after"].on.year
    return Scenario(
        name=str(found.get("name", name)),
        title=str(found.get("title", found.get("name", name))),
        **sides,
        horizon=_whole(found, "horizon", 2030, (first, first + 30), place),
        draws=_whole(found, "draws", 2000, (1, MOST_DRAWS), place),
        seed=_whole(found, "seed", 0, (0, 2**32 - 1), place),
        parts=tuple(each for each in PARTS if each in parts),
        assumptions=_numbers(found.get("assumptions", {}), place),
        choices=_words(found.get("choices", {}), place),
    )


def _side(key: str, found: Any, place: Any) -> Side:
    if not isinstance(found, Mapping) or "on" not in found:
        said = f"[{key}] wants a day: on = 2026-02-01, and may name reforms = [...]."
        raise InputError(said, place(key))
    if odd := [each for each in found if each not in ("on", "reforms")]:
        raise UnknownName(f"key of [{key}]", odd[0], ("on", "reforms"), place(odd[0]))
    on, reforms = found["on"], found.get("reforms", [])
    if not isinstance(on, date):
        try:
            on = date.fromisoformat(str(on))
        except ValueError:
            said = f"[{key}] on = {on!r} is no day. Write it as 2026-02-01."
            raise InputError(said, place(key)) from None
    if not isinstance(reforms, list) or not all(isinstance(each, str) for each in reforms):
        raise InputError(f"[{key}] reforms wants a list of names.", place(key))
    return Side(on, tuple(reforms))


def _whole(
    found: Mapping[str, Any], key: str, usual: int, ends: tuple[int, int], place: Any
) -> int:
    value = found.get(key, usual)
    if isinstance(value, bool) or not isinstance(value, int) or not ends[0] <= value <= ends[1]:
        said = f"{key} is {value!r}. A whole number from {ends[0]:,} to {ends[1]:,} was wanted."
        raise InputError(said, place(key))
    return value


def _numbers(found: Any, place: Any) -> dict[str, float]:
    if not isinstance(found, Mapping):
        raise InputError("[assumptions] wants a number an id.", place("assumptions"))
    for key, value in found.items():
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"{key} is {value!r}, and a number was wanted.", place(key))
    return {key: float(value) for key, value in found.items()}


def _words(found: Any, place: Any) -> dict[str, str]:
    if not isinstance(found, Mapping) or not all(isinstance(each, str) for each in found.values()):
        raise InputError("[choices] wants a word for each choice.", place("choices"))
    return dict(found)


def _line(text: str, key: str) -> int | None:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip().startswith((f"[{key}]", f"{key} ", f"{key}=")):
            return number
    return None
