"""Checkpoints: how large a log is and what its root is, signed (c2sp.org/tlog-checkpoint), and cosignatures."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence

from licet.errors import InputError
from licet.publiclog.note import Note, Signature, Signer, Verifier, base64_text, read_note
from licet.publiclog.tree import HASH_SIZE
from licet.record import record

_FORM = re.compile(r"([^\n]+)\n(0|[1-9][0-9]{0,18})\n([A-Za-z0-9+/]{43}=)\n")
_TIME_SIZE = 8


@record
class Checkpoint:
    """A log at one moment: its origin, its number of entries, its root hash."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64_text(self.root)}\n"

    def signed(self, signer: Signer) -> Note:
        """The checkpoint with the log's signature."""
        return Note(self.text).signed(signer)


def read_checkpoint(note: Note) -> Checkpoint:
    """The checkpoint that a note says.

    Raises:
        InputError: the text is no checkpoint of three lines.
    """
    match = _FORM.fullmatch(note.text)
    if not match or len(root := base64.b64decode(match[3])) != HASH_SIZE:
        raise InputError("This note is no checkpoint: origin, size and root hash, a line each.")
    return Checkpoint(match[1], int(match[2]), root)


def verified_checkpoint(data: str | bytes, key: Verifier) -> tuple[Checkpoint, Note]:
    """The checkpoint of the log whose key is ``key``, and its note.

    Raises:
        InputError: the signature does not hold, or it is of another log.
    """
    note = read_note(data)
    found = read_checkpoint(note)
    if found.origin != key.name or not note.holds(key):
        raise InputError(
            f"This checkpoint is not signed by the log {key.name} with the key of id {key.id.hex()}."
        )
    return found, note


def cosignature(note: Note, signer: Signer, at: int) -> Signature:
    """A witness's line under a checkpoint; ``at`` is POSIX seconds."""
    content = at.to_bytes(_TIME_SIZE, "big") + signer.sign(_cosigned(note.text, at))
    return Signature(signer.name, signer.verifier.id, content)


def cosigned_at(note: Note, signature: Signature, witness: Verifier) -> int | None:
    """When ``witness`` signed (POSIX seconds); None where the line is not its own or does not hold."""
    at = int.from_bytes(signature.content[:_TIME_SIZE], "big")
    good = signature.of(witness) and witness.holds(_cosigned(note.text, at), signature.content[_TIME_SIZE:])  # fmt: skip
    return at if good else None


def cosigners(note: Note, witnesses: Sequence[Verifier]) -> dict[str, int]:
    """Names of the witnesses whose cosignature holds, and when each signed."""
    found: dict[str, int] = {}
    for signature in note.signatures:
        for witness in witnesses:
            at = cosigned_at(note, signature, witness)
            if at is not None:
                found[witness.name] = max(at, found.get(witness.name, 0))
    return found


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()
