"""JSON without floating point, and its one canonical form (docs/public-log.md, "Canonical JSON").

Nothing is guessed: a key that occurs twice, a number that is not whole, NaN, half of a surrogate
pair, or nesting without end is refused with its place.
"""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise
from typing import Any, NoReturn

from licet_verify.faults import Unreadable

MOST_NUMBER = 2**53 - 1
MOST_LEVELS = 32
_MOST_DIGITS = 17


def canonical(value: object) -> str:
    """The one spelling of a value that was read by this module.

    >>> canonical({"b": 1, "a": ["é", None]})
    '{"a":["é",null],"b":1}'
    """
    return _spell(_sorted(value))


def read_canonical(text: str, where: str) -> Any:
    """Read a text that must be in canonical form."""
    value = _read(text, where, _IN_ORDER)
    if _spell(value) != text:
        raise Unreadable(where, "is not canonical JSON: written again it reads otherwise")
    check_levels(value, text, where)
    return value


def read_json(text: str, where: str) -> Any:
    """Read a text in any spelling."""
    value = _read(text, where, _ANY_ORDER)
    check_levels(value, text, where)
    try:
        _spell(value).encode()
    except UnicodeEncodeError:
        raise Unreadable(where, "holds half of a surrogate pair, which is no character") from None
    return value


def check_levels(value: object, text: str, where: str) -> None:
    """Pass if no more than 32 objects and arrays lie in one another."""
    if text.count("{") + text.count("[") <= MOST_LEVELS:
        return
    row, levels = [value], 0
    while row := [each for each in row if isinstance(each, (dict, list))]:
        levels += 1
        if levels > MOST_LEVELS:
            raise Unreadable(where, f"has more than {MOST_LEVELS} levels")
        row = [x for each in row for x in (each.values() if isinstance(each, dict) else each)]


def _read(text: str, where: str, decoder: json.JSONDecoder) -> Any:
    try:
        return decoder.decode(text)
    except json.JSONDecodeError as error:
        raise Unreadable(where, f"is not JSON at character {error.pos}: {error.msg}") from None
    except _Refused as error:
        raise Unreadable(where, str(error)) from None
    except RecursionError:
        raise Unreadable(where, f"has more than {MOST_LEVELS} levels") from None


class _Refused(Exception):
    """A part of JSON that this form does not have."""


def _whole(digits: str) -> int:
    if len(digits) > _MOST_DIGITS or abs(int(digits)) > MOST_NUMBER:
        raise _Refused(f"has the number {digits[:24]}, beyond 2^53-1")
    return int(digits)


def _no_number(text: str) -> NoReturn:
    raise _Refused(f"has the number {text[:24]}, which is not whole")


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key, count in counts.items() if count > 1)
        raise _Refused(f"has the key {twice[:60]!r} twice in one object")
    return held


def _members_in_order(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    names = [key for key, _ in pairs]
    # Among ASCII letters the order of UTF-16 is that of Python.
    keys: list[Any] = names if "".join(names).isascii() else [_order(key) for key in names]
    if any(a > b for a, b in pairwise(keys)):
        raise _Refused("is not canonical JSON: its keys are not sorted")
    return _members(pairs)


def _order(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _sorted(value: object) -> object:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=_order)}
    if isinstance(value, list):
        return [_sorted(each) for each in value]
    return value


def _decoder(members: Any) -> json.JSONDecoder:
    return json.JSONDecoder(
        object_pairs_hook=members, parse_int=_whole, parse_float=_no_number, parse_constant=_no_number
    )  # fmt: skip


_IN_ORDER, _ANY_ORDER = _decoder(_members_in_order), _decoder(_members)
_spell = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
