"""Patterns by which one provision names others: an id, or a prefix that ends in ``.*``."""

from __future__ import annotations


def matches(pattern: str, target: str) -> bool:
    """Whether ``target`` fits.

    >>> matches("us.744.*", "us.744.11.entity_list"), matches("us.744", "us.744.11.entity_list")
    (True, False)
    """
    return target == pattern or (pattern.endswith(".*") and target.startswith(pattern[:-1]))
