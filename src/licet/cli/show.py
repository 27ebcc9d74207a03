"""Printing: JSON in one form, text wrapped, colour only where a person looks."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import unicodedata
from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

RULES = "Licet shows evidence; a named officer determines. Its silence means nothing."
_BOLD, _DIM, _OFF = "\033[1m", "\033[2m", "\033[0m"


def print_json(data: object) -> None:
    """``data`` as JSON, keys in the order given, so that the same answer is the same bytes."""
    print(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def coloured() -> bool:
    """Whether standard output is a terminal that wants emphasis."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def strong(text: str) -> str:
    """``text`` in bold where a person looks."""
    return f"{_BOLD}{text}{_OFF}" if coloured() else text


def faint(text: str) -> str:
    """``text`` dimmed where a person looks."""
    return f"{_DIM}{text}{_OFF}" if coloured() else text


def wrapped(text: str, indent: int = 0, hang: int | None = None) -> str:
    """``text`` wrapped to the terminal, at most 96 columns."""
    width = 96
    if sys.stdout.isatty():
        with contextlib.suppress(OSError):
            width = min(width, max(os.get_terminal_size().columns, 40))
    return fill(
        text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent if hang is None else hang),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_KEPT = "\u200c\u200d"
"""Joiners that the spelling of Persian and Indian names needs."""


def visible(text: str) -> str:
    r"""``text`` with what a terminal obeys or hides written out: control characters, turns of direction.

    >>> visible("Acme\x1b[2J Works\u202e")
    'Acme\\x1b[2J Works\\u202e'
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        each.encode("unicode_escape").decode()
        if unicodedata.category(each) in _UNSEEN and each not in _KEPT
        else each
        for each in text
    )


def table(rows: Sequence[tuple[str, ...]], heads: tuple[str, ...] = ()) -> str:
    """Rows in columns as wide as their widest cell."""
    lines = [tuple(map(visible, line)) for line in ([heads, *rows] if heads else rows)]
    widths = (
        [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
        if lines
        else []
    )
    shown = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    if heads:
        shown.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(shown)


def print_footer(hashes: dict[str, str]) -> None:
    """The hashes that an answer rests on, and what it is not."""
    print(faint(" · ".join(f"{name} {value[:12]}" for name, value in hashes.items())))
    print(faint(RULES))
