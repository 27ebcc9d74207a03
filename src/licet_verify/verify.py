"""Does a bundle hold?  The nine steps of docs/public-log.md, "What verify checks"."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from licet_verify.audit import Audit
from licet_verify.bundle import Line, read_bundle
from licet_verify.faults import Differs, Unreadable
from licet_verify.findings import Report
from licet_verify.notes import COSIGNATURE_ED25519, ED25519, Key, read_key
from licet_verify.recount import Statement, read_statement
from licet_verify.tree import check_consistency, check_inclusion
from licet_verify.trust import Trust, Weighed, check_steps, log_signed, tell_trust, weigh

_KINDS = {"log": ED25519, "witness": COSIGNATURE_ED25519}


def verify_bundle(
    file: io.BufferedIOBase,
    trust: Trust,
    kept: Sequence[tuple[str, bytes]] = (),
    *,
    tell: bool = False,
) -> Report:
    """Check a bundle; ``kept`` are checkpoints that the reader kept from before, oldest first.

    ``tell`` puts the story of each case into the report.
    """
    report = Report(told=[] if tell else None)
    check = _Check(trust, kept, report)
    for line in read_bundle(file, report):
        check.take(line)
    check.finish()
    return report


@dataclass(slots=True)
class _Check:
    trust: Trust
    kept: Sequence[tuple[str, bytes]]
    report: Report
    origin: str = ""
    scope: str = ""
    keys: list[Key] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    steps: list[Line] = field(default_factory=list)
    row: list[Weighed] = field(default_factory=list)
    kept_row: list[Weighed] = field(default_factory=list)
    audit: Audit | None = None
    last_index: int = -1
    missing: bool = False
    last_opening: tuple[int, str] = (-1, "")
    opened: int = 0
    statements: list[tuple[str, Statement]] = field(default_factory=list)

    def take(self, line: Line) -> None:
        match line.kind:
            case "bundle":
                self.origin, self.scope = line.data["origin"], line.data["scope"]
            case "key":
                self._key(line)
            case "checkpoint":
                self.notes.append(line)
            case "consistency":
                self.steps.append(line)
            case "entry":
                self._entry(line)
            case "opening":
                self._opening(line)
            case "statistics":
                self._statement(line)

    def _key(self, line: Line) -> None:
        try:
            key = read_key(line.data["vkey"], line.where)
        except Unreadable as error:
            self.report.differs("malformed_bundle", error.where, error.what)
            return
        if key.kind != _KINDS[line.data["role"]]:
            self.report.differs(
                "malformed_bundle",
                line.where,
                f"the key of {key.name} is not of the role {line.data['role']}",
            )
        elif key.kind == ED25519 and key.name != self.origin:
            self.report.differs(
                "bad_signature",
                line.where,
                f"the log's key has the name {key.name}, and the log is {self.origin}",
            )
        else:
            self.keys.append(key)

    def _open(self) -> Audit:
        """All that stands before the entries is checked once, when the first of them comes."""
        if self.audit is None:
            self._checkpoints()
            self.audit = Audit([*self.row, *self.kept_row], self.report)
        return self.audit

    @property
    def head(self) -> Weighed | None:
        return self.row[-1] if self.row else None

    def _checkpoints(self) -> None:
        self.trust = self.trust.with_brought(self.keys)
        for line in self.notes:
            found = weigh(
                line.data["note"].encode(),
                self.origin,
                self.trust,
                f"checkpoint ({line.where})",
                self.report,
            )
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
        for name, data in self.kept:
            found = weigh(data, self.origin, self.trust, name, self.report)
            if found is not None and found.signed:
                self.kept_row.append(found)
        self._consistency()
        check_steps([each for each in self.row if each.signed], self.report)
        tell_trust(self.row[-1], self.trust, self.report)
        for each in self.kept_row:
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
            self.scope == "cases"
            and size < head.size
            and all(each.checkpoint.size != size for each in self.row)
        ):
            self.report.not_shown.append(
                f"whether this log continues the checkpoint of {size} entries that you kept: use --consistency"
            )

    def _entry(self, line: Line) -> None:
        audit, index = self._open(), line.data["index"]
        where = f"{line.where}, entry {index}"
        if index <= self.last_index:
            self.report.differs(
                "malformed_bundle",
                where,
                f"stands after entry {self.last_index}; entries stand by rising index",
            )
            return
        head = self.head
        if self.scope == "log" and index != self.last_index + 1:
            self._missing(self.last_index + 1, index - 1)
        self.last_index = index
        leaf = audit.add(index, line.data["entry"].encode())
        if self.scope == "log":
            if "proof" in line.data:
                self.report.differs(
                    "malformed_bundle",
                    where,
                    "has a proof, which entries of a whole log do not have",
                )
            if head and index >= head.checkpoint.size:
                self.report.differs(
                    "wrong_root",
                    where,
                    f"stands beyond the {head.checkpoint.size} entries of the checkpoint",
                )
        elif "proof" not in line.data:
            self.report.differs("malformed_bundle", where, "has no proof")
        elif head:
            path = [bytes.fromhex(each) for each in line.data["proof"]]
            try:
                check_inclusion(leaf, index, head.checkpoint.head, path, f"entry {index}")
            except Differs as error:
                self.report.differs("wrong_proof", error.where, error.what)

    def _missing(self, first: int, last: int) -> None:
        self.missing = True
        which = f"entry {first}" if first == last else f"entries {first} to {last}"
        self.report.differs(
            "deleted_entry", which, "not in the bundle, which says that it holds the whole log"
        )

    def _opening(self, line: Line) -> None:
        place = (line.data["index"], line.data["field"])
        if place <= self.last_opening:
            self.report.differs(
                "malformed_bundle", line.where, "openings stand by rising index, then name"
            )
            return
        self.last_opening = place
        self.opened += self._open().open(*place, line.data["value"], line.data["salt"])

    def _statement(self, line: Line) -> None:
        self._open()
        where = f"statistics ({line.where})"
        try:
            stated = read_statement(line.data["note"].encode(), where)
        except Unreadable as error:
            self.report.differs("bad_signature", error.where, error.what)
            return
        if stated.origin != self.origin:
            self.report.differs(
                "bad_signature", where, f"is of {stated.origin}, and the bundle of {self.origin}"
            )
        elif log_signed(stated.note, self.origin, self.trust, where, self.report):
            self.statements.append((where, stated))

    def finish(self) -> None:
        if not self.origin:
            return
        audit = self._open()
        head = self.head
        if self.scope == "log" and head and self.last_index + 1 < head.checkpoint.size:
            self._missing(self.last_index + 1, head.checkpoint.size - 1)
        self._roots(audit)
        audit.finish(
            [(where, each) for where, each in self.statements if self._recountable(where, each)]
        )
        if self.opened:
            self.report.holds.append(
                f"{self.opened} opened fields are what their entries commit to"
            )
        audit.scratch.close()
        if self.scope == "cases":
            self.report.not_shown.append(
                "whether these cases have later entries, and what other cases the log holds: this bundle holds some cases only"
            )

    def _roots(self, audit: Audit) -> None:
        """The root at each size that is in hand, from the entries themselves."""
        head = self.head
        if head is None or self.scope != "log":
            if (
                head
                and audit.count
                and not self.report.counts["wrong_proof"]
                and not self.report.counts["malformed_bundle"]
            ):
                self.report.holds.append(
                    f"each of {audit.count} entries is in the log of {head.checkpoint.size} entries"
                )
            return
        if self.missing:
            self.report.not_shown.append("the root over the entries: some are missing")
            return
        signed = [each for each in (*self.row, *self.kept_row) if each.signed or each is head]
        roots = audit.scratch.roots(
            {each.checkpoint.size for each in signed} | {each.size for _, each in self.statements}
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
            kept = any(each is one for one in self.kept_row)
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
        for where, stated in self.statements:
            if roots.get(stated.size, stated.root) != stated.root:
                self.report.differs(
                    "fork",
                    where,
                    f"speaks of a log of {stated.size} entries with root {stated.root.hex()}, and the entries give {roots[stated.size].hex()}",
                )

    def _recountable(self, where: str, stated: Statement) -> bool:
        head = self.head
        if (
            head
            and self.scope != "log"
            and stated.size == head.checkpoint.size
            and stated.root != head.checkpoint.root
        ):
            self.report.differs(
                "fork",
                where,
                f"speaks of a log of {stated.size} entries with root {stated.root.hex()}, and the checkpoint states {head.checkpoint.root.hex()}",
            )
        if self.scope != "log":
            why = "this bundle holds some cases only"
        elif self.missing:
            why = "entries are missing"
        elif head is None or stated.size > head.checkpoint.size:
            why = f"it speaks of {stated.size} entries, more than are here"
        else:
            return True
        self.report.not_shown.append(
            f"{where}: signed by the log, and its figures were not recomputed: {why}"
        )
        return False


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
