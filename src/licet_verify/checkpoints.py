"""Checkpoints (c2sp.org/tlog-checkpoint) with the signatures of the log and of its witnesses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from licet_verify.faults import Differs, Unreadable
from licet_verify.notes import COSIGNATURE_ED25519, ED25519, Key, Note, read_note, strict_base64
from licet_verify.tree import EMPTY_ROOT, HASH_BYTES, Head

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")
_HEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: its name, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes
    extensions: int
    """Lines after the first three, which nobody can check."""
    note: Note

    @property
    def head(self) -> Head:
        """Size and root."""
        return self.size, self.root

    def __str__(self) -> str:
        return f"{self.origin}, {self.size} entries, root {self.root.hex()}"


@dataclass(frozen=True, slots=True)
class Signed:
    """A checkpoint that a trusted key of the log has signed."""

    checkpoint: Checkpoint
    log: tuple[Key, ...]
    witnesses: tuple[tuple[Key, int], ...]
    """The trusted witnesses that cosigned, each with its time in seconds since 1970."""
    unknown: int
    """Signature lines by keys that the reader did not bring along; nothing is known of them."""


def read_checkpoint(data: bytes, where: str = "checkpoint") -> Checkpoint:
    """Read the form; no signature is checked."""
    note = read_note(data, where)
    lines = note.text.decode().removesuffix("\n").split("\n")
    if len(lines) < _HEAD_LINES or not all(lines):
        raise Unreadable(where, "wants three lines that are not empty: origin, size, root")
    origin, size, root, *rest = lines
    if not _NUMBER.fullmatch(size) or int(size) >= 1 << 63:
        raise Unreadable(where, f"{size[:40]!r} is no tree size")
    held = strict_base64(root, where)
    if len(held) != HASH_BYTES:
        raise Unreadable(where, f"the root has {len(held)} bytes, not {HASH_BYTES}")
    return Checkpoint(origin, int(size), held, len(rest), note)


def open_checkpoint(
    data: bytes, logs: Sequence[Key], witnesses: Sequence[Key] = (), where: str = "checkpoint"
) -> Signed:
    """Read a checkpoint and check every signature by a key in hand.

    Raises ``Differs`` if no key of the log has signed, or if a line that names a known key is no
    signature of it.  How many witnesses are enough is the reader's to say.
    """
    held = read_checkpoint(data, where)
    signed = signers(held, logs, witnesses, where)
    if held.size == 0 and held.root != EMPTY_ROOT:
        raise Differs(where, "states no entries, and a root that is not that of an empty tree")
    return signed


def signers(
    held: Checkpoint, logs: Sequence[Key], witnesses: Sequence[Key], where: str = "checkpoint"
) -> Signed:
    """Who of those trusted signed a checkpoint that was read; raises as ``open_checkpoint``."""
    for each in logs:
        if each.kind != ED25519:
            raise Unreadable(
                where, f"the key of {each.name} is a witness's (type {each.kind}), not a log's"
            )
    for each in witnesses:
        if each.kind != COSIGNATURE_ED25519:
            raise Unreadable(
                where, f"the key of {each.name} is a log's (type {each.kind}), not a witness's"
            )
    try:
        found = held.note.signed_by([*logs, *witnesses])
    except Differs as error:
        raise Differs(f"{where}, {error.where}", error.what) from None
    by_log = tuple(key for key, at in found if at is None)
    by_witness = tuple((key, at) for key, at in found if at is not None)
    if not by_log:
        named = ", ".join(sorted({name for name, _, _ in held.note.signatures}))
        raise Differs(
            where, f"no trusted key of the log has signed it; its signatures claim to be by {named}"
        )
    known = {(key.name, key.id) for key, _ in found}
    unknown = sum((name, ident) not in known for name, ident, _ in held.note.signatures)
    return Signed(held, by_log, by_witness, unknown)
