"""Plain data as TOML: one line a key, texts in one form, so that the same law is the same bytes."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_PLAIN_NOT = re.compile(r"['\x00-\x1f\x7f]")
_BARE = re.compile(r"[A-Za-z0-9_-]+")


def value(content: Any) -> str:
    """One value on one line.

    >>> print(value(["a", 1, True, {"b c": 'd "e"'}]))
    ["a", 1, true, { "b c" = 'd "e"' }]
    """
    match content:
        case bool():
            return "true" if content else "false"
        case int():
            return str(content)
        case str():
            if '"' in content and not _PLAIN_NOT.search(content):
                return f"'{content}'"  # a rule with words in it reads better so
            # JSON's escapes are TOML's, and 0x7f has one of its own.
            return json.dumps(content, ensure_ascii=False).replace("\x7f", "\\u007F")
        case list():
            return "[" + ", ".join(map(value, content)) + "]"
        case dict():
            inner = ", ".join(f"{_key(key)} = {value(each)}" for key, each in content.items())
            return f"{{ {inner} }}" if inner else "{}"
        case _:
            raise TypeError(f"{content!r} is nothing that TOML holds")


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else value(key)


def line(key: str, content: Any, *, day: bool = False) -> str:
    """``key = value`` with its line end; a day stands without quotation marks."""
    return f"{_key(key)} = {content if day else value(content)}\n"


def table(head: str, fields: Mapping[str, Any], *, days: Collection[str] = ()) -> str:
    """A table under its header, which may be empty; ``days`` are the keys that hold dates."""
    lines = (line(key, content, day=key in days) for key, content in fields.items())
    return (f"{head}\n" if head else "") + "".join(lines)
