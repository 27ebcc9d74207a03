"""One entry and its proof in a file: c2sp.org/tlog-proof, ``--proof FILE ENTRY``."""

from __future__ import annotations

from pathlib import Path

from licet_verify.entries import MOST_ENTRY_BYTES, commitments_root, read_entry
from licet_verify.faults import Differs, Unreadable
from licet_verify.files import read_file
from licet_verify.findings import Report
from licet_verify.notes import MOST_BYTES, strict_base64
from licet_verify.times import time_text
from licet_verify.tree import HASH_BYTES, check_inclusion, leaf_hash
from licet_verify.trust import Trust, tell_trust, weigh

_FORMAT = "c2sp.org/tlog-proof@v1"
_MOST_HASHES = 64


def verify_single(proof: str, entry: str, trust: Trust) -> Report:
    """Hold one entry, as its bytes stand in a file, against the proof in another."""
    report = Report()
    index, path, data = read_proof(read_file(Path(proof), MOST_BYTES), proof)
    held = read_file(Path(entry), MOST_ENTRY_BYTES)
    if not trust.logs:
        raise Unreadable("--key", "is needed: a proof names no key")
    head = weigh(data, None, trust, proof, report)
    try:
        found = read_entry(held, entry)
    except Unreadable as error:
        report.differs("malformed_entry", error.where, error.what)
    else:
        if commitments_root(found.commitments) != found.commitments_root:
            report.differs("wrong_commitments_root", entry, "its commitments give another root")
        report.holds.append(
            f"the entry says: {found.event}, case {found.case}, seq {found.seq}, {time_text(found.time)}"
        )
    if head is not None:
        tell_trust(head, trust, report)
        try:
            check_inclusion(leaf_hash(held), index, head.checkpoint.head, path, entry)
        except Differs as error:
            report.differs("wrong_proof", error.where, error.what)
        else:
            report.holds.append(
                f"the entry is number {index} of the {head.checkpoint.size} in the log"
            )
    report.not_shown.append("what else the log holds of this case: one entry was shown")
    return report


def read_proof(data: bytes, where: str) -> tuple[int, list[bytes], bytes]:
    """Index, inclusion proof and checkpoint of a proof file; the checkpoint is not looked at."""
    head, gap, checkpoint = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    if lines[0] != _FORMAT or not gap:
        raise Unreadable(where, f"is no proof: its first line is {_FORMAT}")
    if len(lines) > 1 and lines[1].startswith("extra "):
        raise Unreadable(where, "has an extra line, which proofs of this log do not have")
    name, _, number = (lines[1] if len(lines) > 1 else "").partition(" ")
    if name != "index" or not number.isdigit() or str(int(number[:20])) != number:
        raise Unreadable(where, "wants a line with index and a number")
    path = [strict_base64(each, where) for each in lines[2:]]
    if len(path) > _MOST_HASHES or any(len(each) != HASH_BYTES for each in path):
        raise Unreadable(where, f"wants at most {_MOST_HASHES} hashes of {HASH_BYTES} bytes")
    return int(number), path, checkpoint
