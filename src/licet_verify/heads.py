"""The checkpoints of a bundle, and those that the reader kept: signatures, order, continuation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from licet_verify.bundle import Line
from licet_verify.faults import Differs
from licet_verify.findings import Report
from licet_verify.recount import Statement
from licet_verify.scratch import Scratch
from licet_verify.tree import check_consistency
from licet_verify.trust import Trust, Weighed, check_steps, tell_trust, weigh


@dataclass(slots=True)
class Heads:
    """The checkpoints in hand, by rising size; the last of the bundle's own is its head."""

    origin: str
    whole: bool
    """Whether the bundle says that it holds every entry."""
    trust: Trust
    report: Report
    notes: list[Line] = field(default_factory=list)
    steps: list[Line] = field(default_factory=list)
    row: list[Weighed] = field(default_factory=list)
    kept: list[Weighed] = field(default_factory=list)

    @property
    def head(self) -> Weighed | None:
        """The newest checkpoint of the bundle; None where none can be read."""
        return self.row[-1] if self.row else None

    def check(self, kept: Sequence[tuple[str, bytes]]) -> None:
        """Check all that can be checked without the entries."""
        for line in self.notes:
            data = line.data["note"].encode()
            found = weigh(data, self.origin, self.trust, f"checkpoint ({line.where})", self.report)
            if found is None:
                continue
            if self.row and found.checkpoint.size < self.row[-1].checkpoint.size:
                self.report.differs(
                    "malformed_bundle", line.where, "the checkpoints do not stand by rising size"
                )
                continue
            self.row.append(found)
        if not self.row:
            self.report.differs(
                "malformed_bundle",
                "bundle",
                "has no checkpoint that can be read; entries could not be held against anything",
            )
            return
        for name, data in kept:
            found = weigh(data, self.origin, self.trust, name, self.report)
            if found is not None and found.signed:
                self.kept.append(found)
        self._consistency()
        check_steps([*(each for each in self.row if each.signed), *self.kept], self.report)
        tell_trust(self.row[-1], self.trust, self.report)
        for each in self.kept:
            self._against_kept(each)

    def _consistency(self) -> None:
        if len(self.steps) != len(self.notes) - 1:
            self.report.differs(
                "malformed_bundle",
                "consistency",
                f"{len(self.notes)} checkpoints want {len(self.notes) - 1} consistency lines, and there are {len(self.steps)}",
            )
            return
        if len(self.row) != len(self.notes):
            self.report.not_shown.append(
                "whether the checkpoints continue one another: not all of them could be read"
            )
            return
        good = 0
        for line, before, after in zip(self.steps, self.row, self.row[1:], strict=False):
            old, new = before.checkpoint, after.checkpoint
            if (line.data["from"], line.data["to"]) != (old.size, new.size):
                self.report.differs(
                    "malformed_bundle",
                    line.where,
                    f"is from {line.data['from']} to {line.data['to']}, and {old.size} to {new.size} is wanted",
                )
            elif not before.signed or not after.signed:
                self.report.not_shown.append(
                    f"whether the log of {new.size} entries continues that of {old.size}: one of the two is not signed by the log"
                )
            else:
                good += _continues(
                    before,
                    after,
                    [bytes.fromhex(each) for each in line.data["proof"]],
                    line.where,
                    self.report,
                )
        if self.steps and good == len(self.steps):
            self.report.holds.append(
                f"each of {len(self.row)} checkpoints continues the one before, from {self.row[0].checkpoint.size} to {self.row[-1].checkpoint.size} entries"
            )

    def _against_kept(self, kept: Weighed) -> None:
        size, head = kept.checkpoint.size, self.row[-1].checkpoint
        if size > head.size:
            self.report.differs(
                "old_backup_restored",
                f"checkpoint of {head.size} entries",
                f"you kept one of {size} entries, which this log signed before",
            )
        for each in self.row:
            if each.checkpoint.size == size and each.signed:
                _continues(kept, each, [], f"your checkpoint of {size} entries", self.report)
        if (
            not self.whole
            and size < head.size
            and all(each.checkpoint.size != size for each in self.row)
        ):
            self.report.not_shown.append(
                f"whether this log continues the checkpoint of {size} entries that you kept: use --consistency"
            )

    def check_roots(self, scratch: Scratch, statements: Sequence[tuple[str, Statement]]) -> None:
        """Compare the root over the entries, all of which are there, at each size that is in hand."""
        head = self.head
        if head is None:
            return
        signed = [each for each in (*self.row, *self.kept) if each.signed or each is head]
        roots = scratch.roots(
            {each.checkpoint.size for each in signed} | {each.size for _, each in statements}
        )
        good_up_to, wrong = 0, False
        for each in sorted(signed, key=lambda one: one.checkpoint.size):
            size, found = each.checkpoint.size, roots.get(each.checkpoint.size)
            if found is None:
                continue
            if found == each.checkpoint.root:
                good_up_to = size if not wrong else good_up_to
                continue
            wrong = True
            kept = any(each is one for one in self.kept)
            whose = "your checkpoint" if kept else "the checkpoint"
            code = "fork" if kept else "wrong_root"
            self.report.differs(
                code,
                f"entries {good_up_to} to {size - 1}",
                f"give the root {found.hex()} and not {each.checkpoint.root.hex()}, which {whose} of {size} entries states; one of these entries differs",
            )
        if not wrong:
            self.report.holds.append(
                f"all {head.checkpoint.size} entries give the root of the checkpoint"
                + (f", and of {len(signed) - 1} earlier ones" if len(signed) > 1 else "")
            )
        for where, stated in statements:
            if roots.get(stated.size, stated.root) != stated.root:
                self.report.differs(
                    "fork",
                    where,
                    f"speaks of a log of {stated.size} entries with root {stated.root.hex()}, and the entries give {roots[stated.size].hex()}",
                )


def _continues(
    before: Weighed, after: Weighed, path: list[bytes], where: str, report: Report
) -> bool:
    old, new = before.checkpoint, after.checkpoint
    try:
        check_consistency(old.head, new.head, path, where)
    except Differs as error:
        report.differs(
            "fork",
            error.where,
            f"{error.what}. Both checkpoints are signed by {new.origin}; keep them, they are the evidence",
        )
        return False
    return True
