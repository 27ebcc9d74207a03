"""Bytes to JSON data, whoever wrote them: size, UTF-8, depth, double keys, odd characters."""

from __future__ import annotations

import json
import re
from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from licet.publish.fault import MOST, Fault, Path, pointer

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 64_000_000
DEEPEST = 150
_SURROGATE = re.compile("[\ud800-\udfff]")


class _Object(dict[str, Any]):
    """An object that remembers which of its keys were written more than once."""

    twice: tuple[str, ...] = ()


def read_json(raw: bytes) -> tuple[Any, list[Fault]]:
    """The data and what is wrong with its form; the data is None where it cannot be read at all."""
    if len(raw) > LARGEST:
        return None, [_whole(f"{len(raw):,} bytes were found, at most {LARGEST:,} are read", "publish each sovereign's law in a file of its own")]  # fmt: skip
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return None, [_whole(f"line {line} holds bytes that are no UTF-8 (byte {error.start:,})", "save the file as UTF-8")]  # fmt: skip
    if text.startswith("\ufeff"):
        return None, [_whole("the file starts with a byte order mark", "save it as UTF-8 without one")]  # fmt: skip
    try:
        data = json.loads(
            text, object_pairs_hook=_pairs, parse_constant=_refuse, parse_float=Decimal
        )
    except json.JSONDecodeError as error:
        return None, [_whole(f"line {error.lineno}, column {error.colno}: this is no JSON: {error.msg}", "see the line; licet law export writes a file that is well formed")]  # fmt: skip
    except RecursionError:
        return None, [_too_deep()]
    except (ValueError, ArithmeticError) as error:
        return None, [_whole(f"a number cannot be read: {error}", "write large or exact numbers as text")]  # fmt: skip
    faults: list[Fault] = []
    for fault in _walk(data):
        faults.append(fault)
        if len(faults) >= MOST:
            break
    deep = any(fault.check == "depth" for fault in faults)
    return (None if deep else data), faults


def _whole(message: str, way_out: str) -> Fault:
    return Fault("form", "", message, way_out)


def _too_deep() -> Fault:
    return Fault("depth", "", f"objects and lists stand more than {DEEPEST} deep in each other", "split long rules in parts")  # fmt: skip


def _pairs(pairs: list[tuple[str, Any]]) -> _Object:
    found = _Object(pairs)
    if len(found) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        found.twice = tuple(sorted(key for key, times in counts.items() if times > 1))
    return found


def _refuse(word: str) -> Any:
    raise ValueError(f"{word} is no number of JSON")


def _walk(data: Any) -> Iterator[Fault]:
    """Every double key and every character that no file can hold, in order of the file."""
    todo: list[tuple[Any, Path]] = [(data, ())]
    while todo:
        value, path = todo.pop()
        if len(path) > DEEPEST:
            yield _too_deep()
            return
        if isinstance(value, dict):
            for key in value.twice if isinstance(value, _Object) else ():
                yield Fault("form", pointer(path), f"the key {key!a} stands more than once", "keep one of them")  # fmt: skip
            for key in value:
                if _SURROGATE.search(key):
                    yield Fault("form", pointer(path), f"the key {key!a} is half of a character", "write it whole")  # fmt: skip
            todo += [(value[key], (*path, key)) for key in reversed(value)]
        elif isinstance(value, list):
            todo += [(value[i], (*path, i)) for i in reversed(range(len(value)))]
        elif isinstance(value, str) and _SURROGATE.search(value):
            yield Fault("form", pointer(path), f"{value[:60]!a} holds half of a character (a lone surrogate)", "write the character whole")  # fmt: skip
