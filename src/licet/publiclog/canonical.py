"""Canonical JSON: the subset of RFC 8785 without floating point.  The same data, the same bytes.

>>> written({"b": 1, "a": ["12.50", None, True]})
b'{"a":["12.50",null,true],"b":1}'
>>> read(b'{"b":1,"a":2}')
Traceback (most recent call last):
    ...
licet.errors.InputError: This is JSON, and not in canonical form: it would be {"a":2,"b":1}
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from licet.errors import InputError

LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly (RFC 7493, section 2.2)."""

DEEPEST = 32


def written(data: object) -> bytes:
    """``data`` as canonical JSON.  Amounts with decimals are strings; binary floats are refused.

    Raises:
        InputError: ``data`` holds something that has no canonical form.
    """
    try:
        text = json.dumps(_ordered(data, 0), ensure_ascii=False, separators=(",", ":"))
        return text.encode()
    except UnicodeEncodeError:
        raise InputError("A text holds half a character, which UTF-8 cannot say.") from None


def read(data: bytes) -> Any:
    """The data of canonical JSON.

    Raises:
        InputError: it is no JSON, or another form of it than the canonical one.
    """
    try:
        found = json.loads(data.decode(), object_pairs_hook=_once, parse_float=_no_fraction, parse_constant=_no_fraction)  # fmt: skip
    except InputError:
        raise
    except (RecursionError, ValueError) as error:
        raise InputError(f"This is no JSON: {error}") from None
    if (again := written(found)) != data:
        raise InputError(
            f"This is JSON, and not in canonical form: it would be {again[:200].decode(errors='replace')}"
        )
    return found


def _ordered(data: Any, depth: int) -> Any:
    match data:
        case None | bool() | str():
            return data
        case int():
            if abs(data) > LARGEST:
                raise InputError(f"{data} is beyond 2^53-1; write it as a string.")
            return data
        case list() | tuple() | Mapping() if depth >= DEEPEST:
            raise InputError(f"This data is nested deeper than {DEEPEST} levels.")
        case list() | tuple():
            return [_ordered(each, depth + 1) for each in data]
        case Mapping():
            return {name: _ordered(data[name], depth + 1) for name in sorted(data, key=_units)}
        case _:
            raise InputError(
                f"{data!r} has no form in canonical JSON. Write an amount with decimals as a string."
            )


def _units(name: object) -> bytes:
    """A key as its UTF-16 code units, by which RFC 8785 sorts."""
    if not isinstance(name, str):
        raise InputError(f"A key of a JSON object is a string, not {name!r}.")
    return name.encode("utf-16-be")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InputError("A key stands twice in one object.")
    return found


def _no_fraction(text: str) -> Any:
    raise InputError(f"{text} is not a whole number; write an amount with decimals as a string.")
