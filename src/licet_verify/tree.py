"""The Merkle tree of RFC 9162, section 2.1, with SHA-256: hashes and the checks of proofs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

from licet_verify.faults import Differs

Head = tuple[int, bytes]
"""How many leaves a tree has, and its root."""

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()
"""The root of a tree without leaves: the hash of the empty string."""


def leaf_hash(entry: bytes) -> bytes:
    """The hash of an entry as a leaf.

    >>> leaf_hash(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of the node over two others."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes, in one pass and with one hash kept a level.

    >>> root_of([]) == EMPTY_ROOT, root_of([leaf_hash(b"")]) == leaf_hash(b"")
    (True, True)
    """
    frontier = Frontier()
    for each in leaves:
        frontier.add(each)
    return frontier.root()


class Frontier:
    """A tree that only grows, kept as the roots of its full subtrees: a hash a level."""

    __slots__ = ("_full", "size")

    def __init__(self) -> None:
        self.size = 0
        self._full: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        """Append one leaf hash."""
        self.size += 1
        self._full.append(leaf)
        # As many pairs close as the new size has noughts at its end in binary.
        for _ in range((self.size & -self.size).bit_length() - 1):
            right = self._full.pop()
            self._full.append(node_hash(self._full.pop(), right))

    def root(self) -> bytes:
        """The root at the present size."""
        if not self._full:
            return EMPTY_ROOT
        found = self._full[-1]
        for each in reversed(self._full[:-1]):
            found = node_hash(each, found)
        return found


def check_inclusion(
    leaf: bytes, index: int, head: Head, path: Sequence[bytes], where: str = "inclusion proof"
) -> None:
    """Pass if ``leaf`` is the leaf ``index`` of the tree.

    The steps are those of section 2.1.3.2.  Raises ``Differs`` otherwise.
    """
    size, root = head
    if not 0 <= index < size:
        raise Differs(where, f"there is no entry {index} in a log of {size}")
    at, last, found = index, size - 1, leaf
    for each in path:
        if last == 0:
            raise Differs(
                where, f"the proof for entry {index} has more hashes than a log of {size} allows"
            )
        if at & 1 or at == last:
            found = node_hash(each, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node_hash(found, each)
        at, last = at >> 1, last >> 1
    if last:
        raise Differs(where, f"the proof for entry {index} is too short for a log of {size}")
    if found != root:
        raise Differs(
            where,
            f"entry {index} is not in the log with root {root.hex()[:16]}...: the proof leads to {found.hex()[:16]}...",
        )


def check_consistency(
    old: Head, new: Head, path: Sequence[bytes], where: str = "consistency proof"
) -> None:
    """Pass if the new tree begins with exactly the old one.

    The steps are those of section 2.1.4.2; two trees of one size need the same root and no proof,
    and the empty tree begins every tree.  Raises ``Differs`` otherwise.
    """
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size > new_size:
        raise Differs(where, f"the log shrank from {old_size} to {new_size} entries")
    if old_size == 0 and old_root != EMPTY_ROOT:
        raise Differs(where, "the old log is empty, and its root is not that of an empty tree")
    if old_size in (0, new_size):
        if path:
            raise Differs(
                where, f"no proof is needed from {old_size} to {new_size}, and one is given"
            )
        if old_size == new_size and old_root != new_root:
            raise Differs(
                where,
                f"two roots for one size of {old_size}: {old_root.hex()} and {new_root.hex()}",
            )
        return
    if not path:
        raise Differs(where, f"there is no proof from {old_size} to {new_size}")
    hashes = list(path)
    if old_size & (old_size - 1) == 0:
        hashes.insert(0, old_root)
    at, last = old_size - 1, new_size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    old_found = new_found = hashes[0]
    for each in hashes[1:]:
        if last == 0:
            raise Differs(where, f"the proof has more hashes than {old_size} to {new_size} allows")
        if at & 1 or at == last:
            old_found, new_found = node_hash(each, old_found), node_hash(each, new_found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            new_found = node_hash(new_found, each)
        at, last = at >> 1, last >> 1
    if last:
        raise Differs(where, f"the proof is too short for {old_size} to {new_size}")
    if old_found != old_root:
        raise Differs(where, f"what the proof begins from is not the old log of {old_size} entries")
    if new_found != new_root:
        raise Differs(
            where, f"the log of {new_size} entries does not continue the log of {old_size}"
        )
