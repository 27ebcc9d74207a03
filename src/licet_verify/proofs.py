"""Proofs made from tiles: which nodes of the tree a proof needs (RFC 9162, sections 2.1.3 and 2.1.4).

A proof made from tiles that lie is a proof that fails; so nothing here need be trusted.
"""

from __future__ import annotations

from collections.abc import Callable

from licet_verify.tree import node_hash

Node = Callable[[int, int], bytes]
"""The root of the full subtree at a height and index."""


def _split(count: int) -> int:
    """The greatest power of two below ``count``."""
    return 1 << (count - 1).bit_length() - 1


def range_root(node: Node, start: int, end: int) -> bytes:
    """The root over the leaves from ``start`` to before ``end``, as a subtree of the whole."""
    count = end - start
    if count & (count - 1) == 0 and start % count == 0:
        height = count.bit_length() - 1
        return node(height, start >> height)
    middle = start + _split(count)
    return node_hash(range_root(node, start, middle), range_root(node, middle, end))


def inclusion_path(node: Node, index: int, size: int) -> list[bytes]:
    """The hashes beside the way from leaf ``index`` to the root, from the leaf upwards."""
    path, start, end = [], 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(range_root(node, middle, end))
            end = middle
        else:
            path.append(range_root(node, start, middle))
            start = middle
    return path[::-1]


def consistency_path(node: Node, old: int, new: int) -> list[bytes]:
    """The hashes that show the tree of ``new`` leaves to begin with that of ``old``."""
    if old in (0, new):
        return []
    path, start, end, known = [], 0, new, True
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            path.append(range_root(node, middle, end))
            end = middle
        else:
            path.append(range_root(node, start, middle))
            start, known = middle, False
    if not known:
        path.append(range_root(node, start, end))
    return path[::-1]
