"""Merkle trees of RFC 9162 section 2.1: roots, inclusion proofs, consistency proofs.

A tree is given by a function of level and index that returns the hash of a *perfect* subtree: that
over the leaves ``index * 2**level`` up to ``(index + 1) * 2**level``.  Where it gets them (a list, tiles on
a disk) is its own affair, so that a proof in a log of a million entries asks for some twenty of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from licet.errors import InputError

Node = Callable[[int, int], bytes]
"""The hash of a perfect subtree, by its level (0 = leaves) and its index in that level."""

HASH_SIZE = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of a leaf that holds ``data``."""
    return hashlib.sha256(b"\0" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node over two others."""
    return hashlib.sha256(b"\1" + left + right).digest()


def perfect(hashes: Sequence[bytes]) -> bytes:
    """The root over hashes whose number is a power of two."""
    while len(hashes) > 1:
        hashes = [node_hash(*hashes[i : i + 2]) for i in range(0, len(hashes), 2)]
    return hashes[0]


def among(leaves: Sequence[bytes]) -> Node:
    """The perfect subtrees over leaf hashes in memory."""
    return lambda level, index: perfect(leaves[index << level : (index + 1) << level])


def root(node: Node, size: int, start: int = 0) -> bytes:
    """The root over the leaves from ``start`` up to ``size``.

    ``start`` must be 0 or where a subtree of the tree of ``size`` leaves starts.

    >>> root(among([leaf_hash(b"a"), leaf_hash(b"b")]), 2) == node_hash(
    ...     leaf_hash(b"a"), leaf_hash(b"b")
    ... )
    True
    """
    parts = [node(level, index) for level, index in _parts(start, size)]
    if not parts:
        return EMPTY_ROOT
    found = parts.pop()
    while parts:
        found = node_hash(parts.pop(), found)
    return found


def _parts(start: int, end: int) -> Iterator[tuple[int, int]]:
    """The perfect subtrees, largest first, that lie side by side from ``start`` to ``end``."""
    while start < end:
        level = (end - start).bit_length() - 1
        yield level, start >> level
        start += 1 << level


def inclusion(node: Node, index: int, size: int) -> list[bytes]:
    """The proof that leaf ``index`` is in the tree of ``size`` leaves, from its sibling upward.

    Raises:
        InputError: there is no such leaf.
    """
    if not 0 <= index < size:
        raise InputError(f"A tree of {size} leaves has no leaf {index}; they count from 0.")
    proof, start, end = [], 0, size
    while end - start > 1:
        middle = start + _left(end - start)
        if index < middle:
            proof.append(root(node, end, middle))
            end = middle
        else:
            proof.append(root(node, middle, start))
            start = middle
    return proof[::-1]


def consistency(node: Node, old: int, new: int) -> list[bytes]:
    """The proof that the tree of ``new`` leaves starts with that of ``old``; empty from 0 and to itself.

    Raises:
        InputError: ``old`` is larger than ``new``.
    """
    if not 0 <= old <= new:
        raise InputError(f"A log of {new} entries has not grown from one of {old}.")
    if old in (0, new):
        return []
    proof, start, end = [], 0, new
    while end != old:
        middle = start + _left(end - start)
        if old <= middle:
            proof.append(root(node, end, middle))
            end = middle
        else:
            proof.append(root(node, middle, start))
            start = middle
    if start:  # else the old tree is itself a subtree of the new one, whose root the reader has
        proof.append(root(node, end, start))
    return proof[::-1]


def _left(width: int) -> int:
    """How many of ``width`` leaves are on the left: the largest power of two below it."""
    return 1 << ((width - 1).bit_length() - 1)
