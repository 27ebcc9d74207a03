"""Whose signatures count, and what a checkpoint is worth by them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from licet_verify.checkpoints import Checkpoint, read_checkpoint
from licet_verify.faults import Differs, Unreadable
from licet_verify.files import read_file
from licet_verify.findings import Report
from licet_verify.notes import COSIGNATURE_ED25519, ED25519, MOST_BYTES, Key, Note, read_key
from licet_verify.times import time_text


@dataclass(frozen=True, slots=True)
class Trust:
    """The keys that count.

    ``own_log``: the reader brought the log's key, and did not take the one that came with the
    data; ``own_witnesses`` likewise.
    """

    logs: tuple[Key, ...] = ()
    witnesses: tuple[Key, ...] = ()
    needed: int = 0
    """Distinct witnesses that must have cosigned the newest checkpoint."""
    own_log: bool = True
    own_witnesses: bool = True

    def with_brought(self, keys: Sequence[Key]) -> Trust:
        """These keys, and where the reader has none of a kind, those that came with the data."""
        logs = tuple(key for key in keys if key.kind == ED25519)
        witnesses = tuple(key for key in keys if key.kind == COSIGNATURE_ED25519)
        return Trust(
            self.logs or logs, self.witnesses or witnesses, self.needed,
            own_log=bool(self.logs), own_witnesses=bool(self.witnesses),
        )  # fmt: skip


def trust_of(logs: Sequence[str], witnesses: Sequence[str], needed: int = 0) -> Trust:
    """Trust from words: verifier keys, or files with one a line."""
    return Trust(
        _keys(logs, ED25519, "--key"), _keys(witnesses, COSIGNATURE_ED25519, "--witness"), needed
    )


def _keys(words: Sequence[str], kind: int, where: str) -> tuple[Key, ...]:
    lines = [line for word in words for line in (_lines(word) if _is_file(word) else [word])]
    found = tuple(read_key(line, where) for line in lines)
    for key in found:
        if key.kind != kind:
            raise Unreadable(
                where,
                f"{key.name} is the key of a {'log' if key.kind == ED25519 else 'witness'}: give it with {'--key' if key.kind == ED25519 else '--witness'}",
            )
    return found


def _is_file(word: str) -> bool:
    """A key has plus signs; so may the name of a folder, and then there is such a file."""
    return "+" not in word or os.path.isfile(word)  # noqa: PTH113 - a key may be too long for Path


def _lines(file: str) -> list[str]:
    text = read_file(Path(file), MOST_BYTES).decode(errors="replace")
    return [line.strip() for line in text.splitlines() if line.strip()]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A checkpoint, whether the log signed it, and which known witnesses did, and when."""

    checkpoint: Checkpoint
    signed: bool
    witnesses: tuple[tuple[Key, int], ...]
    unknown: int

    @property
    def time(self) -> int | None:
        """The newest good cosignature, in seconds since 1970."""
        return max((at for _, at in self.witnesses), default=None)

    def count(self) -> int:
        """Distinct witnesses: one key under two names is one witness."""
        return len({key.public for key, _ in self.witnesses})


def weigh(
    data: bytes, origin: str | None, trust: Trust, where: str, report: Report
) -> Weighed | None:
    """Check the signatures of one checkpoint; None where it cannot be read.

    ``origin`` is the name that it must have; None takes the one it states.
    """
    try:
        held = read_checkpoint(data, where)
    except Unreadable as error:
        report.differs("bad_signature", error.where, error.what)
        return None
    signed = log_signed(held.note, held.origin, trust, where, report)
    if held.extensions:
        report.differs(
            "bad_signature",
            where,
            f"has {held.extensions} lines after origin, size and root, and this log has none",
        )
        signed = False
    if origin is not None and held.origin != origin:
        report.differs("bad_signature", where, f"is of {held.origin}, and {origin} is wanted")
        signed = False
    witnesses = []
    for key in trust.witnesses:
        try:
            witnesses += [(each, at) for each, at in held.note.signed_by([key]) if at is not None]
        except Differs as error:
            report.differs("bad_cosignature", f"{where}, {error.where}", error.what)
    known = {(key.name, key.id) for key in (*trust.logs, *trust.witnesses)}
    unknown = sum((name, ident) not in known for name, ident, _ in held.note.signatures)
    return Weighed(held, signed, tuple(witnesses), unknown)


def log_signed(note: Note, origin: str, trust: Trust, where: str, report: Report) -> bool:
    """Whether a key of the log has signed; a finding where not.  The key's name is the origin."""
    keys = [key for key in trust.logs if key.name == origin]
    try:
        if note.signed_by(keys):
            return True
    except Differs as error:
        report.differs("bad_signature", f"{where}, {error.where}", error.what)
        return False
    names = ", ".join(sorted({key.name for key in trust.logs})) or "none"
    report.differs(
        "bad_signature", where, f"no key of {origin} in hand has signed it (keys in hand: {names})"
    )
    return False


def check_steps(held: Sequence[Weighed], report: Report) -> None:
    """No smaller tree may have been cosigned after a larger one."""
    timed = [(each.checkpoint.size, each.time) for each in held if each.time is not None]
    latest: tuple[int, int] | None = None  # time and size of the newest among the smaller ones
    for size, row in groupby(sorted(timed), key=itemgetter(0)):
        times = [time for _, time in row]
        if latest is not None and min(times) < latest[0]:
            report.differs(
                "old_backup_restored",
                f"checkpoint of {latest[1]} entries",
                f"was cosigned at {time_text(latest[0])}, after one of {size} entries at {time_text(min(times))}",
            )
        newest = (max(times), size)
        latest = newest if latest is None else max(latest, newest)


def tell_trust(head: Weighed, trust: Trust, report: Report) -> None:
    """What the signatures on the newest checkpoint say, and what they do not."""
    size = head.checkpoint.size
    count = head.count() if trust.own_witnesses else 0
    if count < trust.needed:
        report.differs(
            "too_few_witnesses",
            f"checkpoint of {size} entries",
            f"{count} known witnesses have cosigned it, and you ask for {trust.needed}",
        )
    if head.signed:
        whose = "your key" if trust.own_log else "the key that came with it"
        report.holds.append(
            f"the checkpoint of {head.checkpoint.origin} ({size} entries, root {head.checkpoint.root.hex()}) is signed by {whose}"
        )
    if not trust.own_log:
        report.not_shown.append(
            "who signed: you brought no key of the log (--key), so its own was used; anybody can make a key"
        )
    for key, at in head.witnesses:
        whose = (
            ""
            if trust.own_witnesses
            else ", a key that came with it and that anybody could have made"
        )
        report.holds.append(f"cosigned by {key.name} at {time_text(at)}{whose}")
    if not head.witnesses or not trust.own_witnesses:
        report.not_shown.append(
            "whether other readers are shown the same log: no witness that you named (--witness) has cosigned the newest checkpoint"
        )
    if head.unknown:
        report.not_shown.append(f"{head.unknown} signatures by keys that you did not name")
