"""Does one checkpoint continue another?  ``--consistency OLD NEW``."""

from __future__ import annotations

from pathlib import Path
from zipfile import is_zipfile

from licet_verify.checkpoints import read_checkpoint
from licet_verify.faults import Differs, Unreadable
from licet_verify.files import read_file
from licet_verify.findings import Report
from licet_verify.notes import MOST_BYTES
from licet_verify.proofs import consistency_path
from licet_verify.sources import Source, source_of
from licet_verify.tiles import Tiles
from licet_verify.tree import check_consistency
from licet_verify.trust import Trust, Weighed, check_steps, tell_trust, weigh
from licet_verify.witness.protocol import read_request


def verify_consistency(old: str, new: str, trust: Trust) -> Report:
    """Hold NEW against OLD, the checkpoint that the reader has had for longer.

    NEW is a checkpoint, the body of an ``add-checkpoint`` request, or a log (folder, zip file or
    web address), from whose tiles the proof is made.
    """
    report = Report()
    data, path, source = _take(new)
    old_data = read_file(Path(old), MOST_BYTES)
    if not trust.logs:
        report.not_shown.append(
            "who signed either checkpoint: you brought no key of the log (--key)"
        )
    before = weigh(old_data, None, trust, old, report) if trust.logs else _bare(old_data, old)
    after = (
        weigh(data, before.checkpoint.origin if before else None, trust, new, report)
        if trust.logs
        else _bare(data, new)
    )
    if before is None or after is None:
        return report
    if before.checkpoint.origin != after.checkpoint.origin:
        raise Unreadable(
            new,
            f"is of {after.checkpoint.origin}, and {old} of {before.checkpoint.origin}: two logs cannot be compared",
        )
    if trust.logs:
        tell_trust(after, trust, report)
    was, now = before.checkpoint, after.checkpoint
    if now.size < was.size:
        report.differs(
            "old_backup_restored",
            new,
            f"has {now.size} entries, and you had one of {was.size} before",
        )
        return report
    check_steps([before, after], report)
    if source is not None and was.size not in (0, now.size):
        path = consistency_path(Tiles(source, now.size).node, was.size, now.size)
    if path is None and was.size not in (0, now.size):
        report.not_shown.append(
            f"whether the log of {now.size} entries continues that of {was.size}: no proof was given. Give a log's folder or address, or a request body with the proof"
        )
        return report
    try:
        check_consistency(
            was.head,
            now.head,
            path or [],
            f"from {was.size} to {now.size} entries",
        )
    except Differs as error:
        report.differs("fork", error.where, error.what)
    else:
        report.holds.append(
            f"the log of {now.size} entries begins with exactly the {was.size} entries of the older checkpoint"
        )
    return report


def _take(new: str) -> tuple[bytes, list[bytes] | None, Source | None]:
    """The checkpoint that a word leads to, with the proof that came along, or the log's files."""
    if "://" in new or not Path(new).is_file() or is_zipfile(new):
        source = source_of(new)
        data = source.read("checkpoint", MOST_BYTES)
        if data is None:
            raise Unreadable(new, "has no file named checkpoint")
        return data, None, source
    data = read_file(Path(new), MOST_BYTES)
    if data.startswith(b"old "):
        _, path, data = read_request(data)
        return data, path, None
    return data, None, None


def _bare(data: bytes, where: str) -> Weighed:
    return Weighed(read_checkpoint(data, where), signed=False, witnesses=(), unknown=0)
