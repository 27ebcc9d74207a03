"""Plain tables for standard output."""

from __future__ import annotations

from collections.abc import Sequence


def table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table with its first column to the left and the others to the right."""
    lines = [heads, *rows]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    shown = [
        "  ".join(
            cell.ljust(width) if place == 0 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([title, "", shown[0], "  ".join("-" * width for width in widths), *shown[1:]])


def pairs(title: str, entries: dict[str, object]) -> str:
    """Names and values, one a line."""
    width = max(map(len, entries))
    return "\n".join([title, "", *(f"{name:<{width}}  {value}" for name, value in entries.items())])
