"""add-checkpoint of c2sp.org/tlog-witness: what is asked, in which order it is checked, what is answered."""

from __future__ import annotations

import re
import time
from base64 import b64encode
from dataclasses import dataclass

from licet_verify.checkpoints import read_checkpoint, signers
from licet_verify.faults import Differs, Unreadable
from licet_verify.notes import cosigned_message, strict_base64
from licet_verify.tree import EMPTY_ROOT, HASH_BYTES, check_consistency
from licet_verify.witness.memory import Memory

OK, BAD, FORBIDDEN, UNKNOWN, CONFLICT, NO_PROOF, BROKEN = 200, 400, 403, 404, 409, 422, 500
_MOST_PROOF = 63
_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")


@dataclass(frozen=True, slots=True)
class Answer:
    """A status of HTTP with its body; ``kind`` is the content type."""

    status: int
    body: str
    kind: str = "text/plain; charset=utf-8"


def request_body(old: int, path: list[bytes], checkpoint: bytes) -> bytes:
    """What a log sends: the old size, the proof, and the checkpoint."""
    lines = [f"old {old}", *(b64encode(each).decode() for each in path), ""]
    return "".join(f"{line}\n" for line in lines).encode() + checkpoint


def add_checkpoint(memory: Memory, body: bytes, now: int | None = None) -> Answer:
    """Cosign a checkpoint that continues the last one; ``now`` is in seconds since 1970.

    The record is on the disk before the answer is given.  Nothing is signed and nothing changes
    unless the status is 200.
    """
    try:
        old, path, data = read_request(body)
        new = read_checkpoint(data)
    except (Unreadable, Differs) as error:
        return Answer(BAD, f"{error}\n")
    try:
        keys = memory.keys_of(new.origin)
        if not keys:
            return Answer(UNKNOWN, f"{new.origin}: this witness does not know that log\n")
        try:
            signed = signers(new, keys, [])
        except Differs as error:
            return Answer(FORBIDDEN, f"{error}\n")
        if old > new.size:
            return Answer(BAD, f"old size {old} is above the size {new.size} of the checkpoint\n")
        with memory.locked(new.origin):
            last = memory.last(new.origin)
            size = last[0].size if last else 0
            if old != size:
                return Answer(CONFLICT, f"{size}\n", "text/x.tlog.size")
            if new.size == 0 and new.root != EMPTY_ROOT:
                return Answer(
                    NO_PROOF,
                    "checkpoint: states no entries, and a root that is not that of an empty tree\n",
                )
            try:
                check_consistency(last[0].head if last else (0, EMPTY_ROOT), new.head, path)
            except Differs as error:
                return Answer(NO_PROOF, f"{error}\n")
            at = int(time.time()) if now is None else now
            if last and at < last[1]:
                return Answer(
                    BROKEN,
                    f"the clock of this witness says {at}, before {last[1]} when it last signed\n",
                )
            line = _cosign(memory, new.note.text, at)
            by_log = [
                _line(name, ident + signature)
                for name, ident, signature in new.note.signatures
                if any((key.name, key.id) == (name, ident) for key in signed.log)
            ]
            memory.keep(new.origin, new.note.text + b"\n" + "".join([*by_log, line]).encode())
    except (Differs, Unreadable, OSError) as error:
        # What the witness keeps is at fault, or its disk: it stays silent.
        return Answer(BROKEN, f"{error}\n")
    return Answer(OK, line)


def _cosign(memory: Memory, text: bytes, at: int) -> str:
    signature = memory.sign(cosigned_message(text, at))
    return _line(memory.key.name, memory.key.id + at.to_bytes(8, "big") + signature)


def _line(name: str, signature: bytes) -> str:
    return f"\N{EM DASH} {name} {b64encode(signature).decode()}\n"


def read_request(body: bytes) -> tuple[int, list[bytes], bytes]:
    """Old size, proof and checkpoint of a request; the checkpoint is not looked at."""
    head, gap, checkpoint = body.partition(b"\n\n")
    try:
        first, *rest = head.decode("ascii").split("\n")
    except UnicodeDecodeError:
        raise Unreadable("request", "the lines before the checkpoint are not ASCII") from None
    found = _OLD.fullmatch(first)
    if not found or not gap:
        raise Unreadable(
            "request", "begins with 'old SIZE', proof lines and an empty line, which are not there"
        )
    if len(rest) > _MOST_PROOF:
        raise Unreadable("request", f"has {len(rest)} proof lines; {_MOST_PROOF} are the most")
    path = [strict_base64(each, f"proof line {n}") for n, each in enumerate(rest, 1)]
    for n, each in enumerate(path, 1):
        if len(each) != HASH_BYTES:
            raise Unreadable(f"proof line {n}", f"has {len(each)} bytes, not {HASH_BYTES}")
    return int(found[1]), path, checkpoint
