"""Reformed copies of the compiled law: the same pack with a line or two changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from licet.book.book import canonical_hash
from licet.pack.store import FIRST, Library

if TYPE_CHECKING:
    from collections.abc import Callable


def reformed(library: Library, change: Callable[[dict[str, Any], dict[str, dict[str, Any]]], None]) -> Library:  # fmt: skip
    """The library after ``change(data, provisions)`` worked on the plain JSON of its law."""
    data = json.loads(library.lines[1])
    provisions = {
        name: json.loads(line)
        for name, line in zip(data["titles"], library.lines[FIRST:], strict=True)
    }
    change(data, provisions)
    for name in data["outlines"]:
        data["outlines"][name] = [each for each in data["outlines"][name] if each[0] in provisions]
    data["titles"] = {name: data["titles"][name] for name in provisions}
    lines = [json.dumps(each, ensure_ascii=False).encode() for each in provisions.values()]
    header = {
        **library.header,
        "law": canonical_hash([data, provisions]),
        "lines": FIRST + len(lines),
    }
    middle = [json.dumps(data, ensure_ascii=False).encode(), *library.lines[2:FIRST]]
    return Library((json.dumps(header).encode(), *middle, *lines), library.folder)
