"""An answer in words through JSON and back, so that a letter of years ago needs no law of its own day."""

from __future__ import annotations

from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from licet.decide.report import plain_data
from licet.errors import InputError
from licet.telling.model import Told


def as_data(told: Told) -> dict[str, Any]:
    """The answer as JSON data: names to values, tuples as lists, days as text."""
    data: dict[str, Any] = plain_data(told)
    return data


def of_data(data: object) -> Told:
    """The answer that ``as_data`` gave.

    Raises:
        InputError: what stands there is no such answer, with the field and what was wanted.
    """
    found: Told = _read(Told, data, "the answer")
    return found


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _read(kind: Any, raw: Any, where: str) -> Any:
    """``raw`` as a value of an annotation: a record, tuples, a choice with None, a day, a plain value."""
    if get_origin(kind) in (UnionType, Union):
        inner = next(each for each in get_args(kind) if each is not NoneType)
        return None if raw is None else _read(inner, raw, where)
    if get_origin(kind) is tuple:
        return _tuple(get_args(kind), raw, where)
    if hasattr(kind, "__record_defaults__"):
        return _record(kind, raw, where)
    if kind is date and isinstance(raw, str):
        try:
            return date.fromisoformat(raw)
        except ValueError:
            raise _odd(where, "a day such as 2026-01-15", raw) from None
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        raise _odd(where, kind.__name__, raw)
    return raw


def _tuple(kinds: tuple[Any, ...], raw: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(raw, list):
        raise _odd(where, "a list", raw)
    if len(kinds) == 2 and kinds[1] is ...:  # noqa: PLR2004 - a type, and the dots after it
        return tuple(_read(kinds[0], each, f"{where}[{n}]") for n, each in enumerate(raw))
    if len(raw) != len(kinds):
        raise _odd(where, f"{len(kinds)} values", raw)
    return tuple(_read(kind, each, where) for kind, each in zip(kinds, raw, strict=True))


def _record(kind: Any, raw: Any, where: str) -> Any:
    if not isinstance(raw, dict):
        raise _odd(where, "a mapping", raw)
    names = kind.__match_args__
    missing = [n for n in names if n not in raw and n not in kind.__record_defaults__]
    unknown = [n for n in raw if n not in names]
    if missing or unknown:
        wanted = f"{kind.__name__} with {', '.join(missing) or 'no ' + ', '.join(unknown)}"
        raise _odd(where, wanted, list(raw))
    hints = _hints(kind)
    return kind(**{n: _read(hints[n], content, f"{where}.{n}") for n, content in raw.items()})


def _odd(where: str, wanted: str, raw: object) -> InputError:
    return InputError(f"{where}: wanted {wanted}, found {str(raw)[:80]!r}")
