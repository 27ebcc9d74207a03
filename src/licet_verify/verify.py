"""Does a bundle hold?  The nine steps of docs/public-log.md, "What verify checks"."""

from __future__ import annotations

import io
from collections.abc import Sequence

from licet_verify.audit import Audit
from licet_verify.bundle import Line, read_bundle
from licet_verify.faults import Differs, Unreadable
from licet_verify.findings import Report
from licet_verify.heads import Heads
from licet_verify.notes import COSIGNATURE_ED25519, ED25519, Key, read_key
from licet_verify.progress import Progress
from licet_verify.recount import Statement, read_statement
from licet_verify.tree import check_inclusion
from licet_verify.trust import Trust, Weighed, log_signed

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
    progress = Progress()
    for line in read_bundle(file, report):
        check.take(line)
        progress.step(line.kind == "entry")
    progress.done()
    check.finish()
    return report


class _Check:
    """What is known so far, as the lines come."""

    def __init__(self, trust: Trust, kept: Sequence[tuple[str, bytes]], report: Report) -> None:
        self.report = report
        self.heads = Heads("", whole=False, trust=trust, report=report)
        self.audit: Audit | None = None
        self._kept = kept
        self._keys: list[Key] = []
        self._last_index = -1
        self._missing = False
        self._last_opening = (-1, "")
        self._opened = 0
        self._statements: list[tuple[str, Statement]] = []

    def take(self, line: Line) -> None:
        match line.kind:
            case "bundle":
                self.heads.origin = line.data["origin"]
                self.heads.whole = line.data["scope"] == "log"
            case "key":
                self._key(line)
            case "checkpoint":
                self.heads.notes.append(line)
            case "consistency":
                self.heads.steps.append(line)
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
        elif key.kind == ED25519 and key.name != self.heads.origin:
            self.report.differs(
                "bad_signature",
                line.where,
                f"the log's key has the name {key.name}, and the log is {self.heads.origin}",
            )
        else:
            self._keys.append(key)

    def _open(self) -> Audit:
        """All that stands before the entries is checked once, when the first of them comes."""
        if self.audit is None:
            heads = self.heads
            heads.trust = heads.trust.with_brought(self._keys)
            heads.check(self._kept)
            self.audit = Audit([*heads.row, *heads.kept], self.report)
        return self.audit

    def _entry(self, line: Line) -> None:
        audit, index = self._open(), line.data["index"]
        where = f"{line.where}, entry {index}"
        if index <= self._last_index:
            self.report.differs(
                "malformed_bundle",
                where,
                f"stands after entry {self._last_index}; entries stand by rising index",
            )
            return
        head = self.heads.head
        if self.heads.whole and index != self._last_index + 1:
            self._lost(self._last_index + 1, index - 1)
        self._last_index = index
        leaf = audit.add(index, line.data["entry"].encode())
        if self.heads.whole:
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

    def _lost(self, first: int, last: int) -> None:
        self._missing = True
        which = f"entry {first}" if first == last else f"entries {first} to {last}"
        self.report.differs(
            "deleted_entry", which, "not in the bundle, which says that it holds the whole log"
        )

    def _opening(self, line: Line) -> None:
        place = (line.data["index"], line.data["field"])
        if place <= self._last_opening:
            self.report.differs(
                "malformed_bundle", line.where, "openings stand by rising index, then name"
            )
            return
        self._last_opening = place
        self._opened += self._open().open(*place, line.data["value"], line.data["salt"])

    def _statement(self, line: Line) -> None:
        self._open()
        where = f"statistics ({line.where})"
        try:
            stated = read_statement(line.data["note"].encode(), where)
        except Unreadable as error:
            self.report.differs("bad_signature", error.where, error.what)
            return
        if stated.origin != self.heads.origin:
            self.report.differs(
                "bad_signature",
                where,
                f"is of {stated.origin}, and the bundle of {self.heads.origin}",
            )
        elif log_signed(stated.note, self.heads.origin, self.heads.trust, where, self.report):
            self._statements.append((where, stated))

    def finish(self) -> None:
        """Check what can be checked only when every line has been read."""
        audit = self._open()
        head = self.heads.head
        if self.heads.whole and head and self._last_index + 1 < head.checkpoint.size:
            self._lost(self._last_index + 1, head.checkpoint.size - 1)
        if head:
            self._roots(audit, head)
        audit.finish(
            [(where, each) for where, each in self._statements if self._recountable(where, each)]
        )
        if self._opened:
            self.report.holds.append(
                f"{self._opened} opened fields are what their entries commit to"
            )
        audit.scratch.close()
        if not self.heads.whole:
            self.report.not_shown.append(
                "whether these cases have later entries, and what other cases the log holds: this bundle holds some cases only"
            )

    def _roots(self, audit: Audit, head: Weighed) -> None:
        counts = self.report.counts
        if self.heads.whole and self._missing:
            self.report.not_shown.append("the root over the entries: some are missing")
        elif self.heads.whole:
            self.heads.check_roots(audit.scratch, self._statements)
        elif audit.count and not counts["wrong_proof"] and not counts["malformed_bundle"]:
            self.report.holds.append(
                f"each of {audit.count} entries is in the log of {head.checkpoint.size} entries"
            )

    def _recountable(self, where: str, stated: Statement) -> bool:
        head = self.heads.head
        if (
            head
            and not self.heads.whole
            and stated.size == head.checkpoint.size
            and stated.root != head.checkpoint.root
        ):
            self.report.differs(
                "fork",
                where,
                f"speaks of a log of {stated.size} entries with root {stated.root.hex()}, and the checkpoint states {head.checkpoint.root.hex()}",
            )
        if not self.heads.whole:
            why = "this bundle holds some cases only"
        elif self._missing:
            why = "entries are missing"
        elif head is None or stated.size > head.checkpoint.size:
            why = f"it speaks of {stated.size} entries, more than are here"
        else:
            return True
        self.report.not_shown.append(
            f"{where}: signed by the log, and its figures were not recomputed: {why}"
        )
        return False
