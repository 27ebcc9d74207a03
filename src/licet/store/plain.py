"""Data in one form only: the same JSON bytes for the same data, on any engine and any day."""

from __future__ import annotations

import hashlib
import json
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

T = TypeVar("T")


def chunks(items: Iterable[T], size: int = 1000) -> Iterator[tuple[T, ...]]:
    """The items in order, ``size`` at a time; the last chunk may be shorter.

    >>> list(chunks("abc", 2))
    [('a', 'b'), ('c',)]
    """
    rest = iter(items)
    while chunk := tuple(islice(rest, size)):
        yield chunk


def canonical(data: object) -> bytes:
    """JSON in UTF-8, keys sorted, no blanks.  Binary floats are refused: they have no one form.

    >>> canonical({"b": 1, "a": ["x", None, True]}).decode()
    '{"a":["x",null,true],"b":1}'
    """
    return json.dumps(
        _checked(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def digest(data: object) -> str:
    """SHA-256 of the canonical bytes, as hexadecimal text."""
    return hashlib.sha256(canonical(data)).hexdigest()


def storable(text: str) -> str:
    """``text`` as both databases take it: NUL and half characters become the mark for a lost one.

    >>> storable("a" + chr(0) + "b") == "a" + chr(0xFFFD) + "b"
    True
    """
    if text.isascii() and "\0" not in text:
        return text
    return "".join("\ufffd" if each == "\0" or "\ud800" <= each <= "\udfff" else each for each in text)  # fmt: skip


def storable_data(data: Any) -> Any:
    """The same for each text in lists and tables of JSON data."""
    match data:
        case str():
            return storable(data)
        case list() | tuple():
            return [storable_data(each) for each in data]
        case dict():
            return {storable(str(key)): storable_data(each) for key, each in data.items()}
        case _:
            return data


def exact(raw: Any) -> Any:
    """What was asked as JSON data; a number with a fraction as text, since binary floats have no one form.

    >>> exact({"tpp": 4800, "gb_s": 1.5})
    {'tpp': 4800, 'gb_s': '1.5'}
    """
    match raw:
        case dict():
            return {str(key): exact(each) for key, each in raw.items()}
        case list() | tuple() | set() | frozenset():
            return [exact(each) for each in raw]
        case None | bool() | int() | str():
            return raw
        case _:
            return str(raw)


def _checked(data: Any) -> Any:
    match data:
        case float():
            raise TypeError(f"{data!r} is a binary float; give a Decimal as text, or an integer")
        case dict():
            return {key: _checked(each) for key, each in data.items()}
        case list() | tuple():
            return [_checked(each) for each in data]
        case _:
            return data
