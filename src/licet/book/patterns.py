"""Patterns by which one provision names others: an id, or a prefix that ends in ``.*``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def matches(pattern: str, target: str) -> bool:
    """Whether ``target`` fits.

    >>> matches("us.744.*", "us.744.11.entity_list"), matches("us.744", "us.744.11.entity_list")
    (True, False)
    """
    return target == pattern or (pattern.endswith(".*") and target.startswith(pattern[:-1]))


def fitting(pattern: str, targets: Collection[str]) -> list[str]:
    """Those of ``targets`` that fit, in their order; one look where the pattern is an id.

    >>> fitting("us.744.*", ["us.744.11", "us.746"]), fitting("us.746", ["us.744.11", "us.746"])
    (['us.744.11'], ['us.746'])
    """
    if pattern.endswith(".*"):
        start = pattern[:-1]
        return [each for each in targets if each == pattern or each.startswith(start)]
    return [pattern] if pattern in targets else []
