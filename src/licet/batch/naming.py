"""Names of columns: each once within, as they stood without, and none lost where two are alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

_OURS = "licet_"


def each_once(names: Iterable[str]) -> tuple[str, ...]:
    """The names, a repeated one with its number.

    >>> each_once(["part", "", "part", "part (2)", ""])
    ('part', '', 'part (2)', 'part (2) (2)', ' (2)')
    """
    found: dict[str, None] = {}
    for name in names:
        new, number = name, 2
        while new in found:
            new, number = f"{name} ({number})", number + 1
        found[new] = None
    return tuple(found)


def beside(names: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """What each answer column is called beside the input's: its own name, or one with ``licet_`` before it.

    >>> beside(["status", "law"], ["part", "status"])
    {'status': 'licet_status', 'law': 'law'}
    """
    used = set(taken)
    found = {}
    for name in names:
        new = name
        while new in used:
            new = f"{_OURS}{new}"
        used.add(new)
        found[name] = new
    return found


def twice(heads: Sequence[str], names: Sequence[str]) -> dict[str, list[int]]:
    """Heads that stand more than once, with their places, from 1."""
    return {
        name: [place for place, head in enumerate(heads, 1) if head == name]
        for name in names
        if heads.count(name) > 1
    }
