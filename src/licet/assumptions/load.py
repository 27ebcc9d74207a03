"""The files of ``assumptions/`` to a ``Ledger``: a table an assumption, every oddity refused with its place."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterator
from pathlib import Path

from licet.assumptions.ledger import Ledger
from licet.assumptions.model import POSITIVE, SHAPES, SURE, Assumption
from licet.disk import carried
from licet.errors import InputError, Place, UnknownName

_TEXTS = {"what", "unit", "source", "sure", "symbol", "shape", "url", "note"}
_WANTED = ("what", "unit", "central", "source", "sure")


def assumptions_folder() -> Path:
    """Where this installation keeps its assumptions: in the wheel, or in the checkout."""
    return carried("assumptions")


def load_ledger(folder: Path | None = None) -> Ledger:
    """Every ``*.toml`` of a folder as one ledger; ``InputError`` names file and line of what is wrong."""
    found: dict[str, Assumption] = {}
    for file in sorted((folder or assumptions_folder()).glob("*.toml")):
        for each in _read(file):
            if each.id in found:
                raise InputError(
                    f"{each.id} is stated twice. Leave one out.", _place(file, each.id)
                )
            found[each.id] = each
    return Ledger(found.values())


def _read(file: Path) -> Iterator[Assumption]:
    try:
        tables = tomllib.loads(file.read_text("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"this is no TOML: {error}", Place(str(file))) from error
    for name, table in tables.items():
        if not isinstance(table, dict):
            raise InputError(
                f"{name} is no table. Write [{name}] and its keys.", _place(file, name)
            )
        try:
            yield _assumption(name, table)
        except InputError as error:
            raise InputError(f"{name}: {error}", _place(file, name)) from error


def _assumption(name: str, table: dict[str, object]) -> Assumption:
    for key in table:
        if key not in Assumption.__match_args__ or key in ("id", "stated_by"):
            raise UnknownName("key of an assumption", key, Assumption.__match_args__)
    if lacking := [key for key in _WANTED if key not in table]:
        raise InputError(f"it has no {', '.join(lacking)}. Every assumption states them.")
    texts = {key: _text(key, table[key]) for key in _TEXTS if key in table}
    shape = texts.pop("shape", "point" if "low" not in table else "triangular")
    if shape not in SHAPES:
        raise UnknownName("shape", shape, SHAPES)
    if texts["sure"] not in SURE:
        raise UnknownName("word for how sure it is", texts["sure"], SURE)
    central = _number("central", table["central"])
    low, high = (_number(key, table.get(key, central)) for key in ("low", "high"))
    _in_order(shape, low, central, high)
    return Assumption(id=name, central=central, low=low, high=high, shape=shape, **texts)


def _in_order(shape: str, low: float, central: float, high: float) -> None:
    if not low <= central <= high:
        raise InputError(f"low {low}, central {central}, high {high}: they must rise.")
    if shape != "point" and low == high:
        raise InputError(f"low and high are both {low}. State a range, or the shape point.")
    if shape in POSITIVE and low <= 0:
        raise InputError(f"low is {low}, and the shape {shape} has only values above nought.")


def _text(key: str, value: object) -> str:
    if not isinstance(value, str):
        raise InputError(f"{key} is {value!r}, and text was wanted.")
    return value


def _number(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise InputError(f"{key} is {value!r}, and a finite number was wanted.")
    return float(value)


def _place(file: Path, name: str) -> Place:
    for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
        if line.strip().startswith((f"[{name}]", f"{name} ", f"{name}=")):
            return Place(str(file), number)
    return Place(str(file))
