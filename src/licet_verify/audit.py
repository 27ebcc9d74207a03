"""The checks that need the entries: form, times, cases, commitments, openings, conditions.

One pass over the entries in the order of the log, then one over the cases.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from licet_verify.canonical import canonical
from licet_verify.cases import check_case
from licet_verify.entries import commitment, commitments_root, read_entry
from licet_verify.faults import Unreadable
from licet_verify.findings import Report
from licet_verify.recount import Statement, StatementCheck
from licet_verify.reserved import Row
from licet_verify.scratch import Scratch
from licet_verify.times import time_text
from licet_verify.tree import leaf_hash
from licet_verify.trust import Weighed

PUBLISH_SECONDS, AHEAD_SECONDS = 3_600, 300
"""How long an operator may take to publish, and how far a clock may run ahead (docs/public-log.md)."""


class Audit:
    """Entries by rising index, and what is known of them."""

    def __init__(self, checkpoints: Sequence[Weighed], report: Report) -> None:
        self.report = report
        self.scratch = Scratch()
        self.count = 0
        self._latest: tuple[int, int] | None = None
        timed = sorted(
            (each.checkpoint.size, each.time)
            for each in checkpoints
            if each.time is not None and each.signed
        )
        self._sizes = [size for size, _ in timed]
        times = [time for _, time in timed]
        self.timed = bool(timed)
        # The newest cosignature of any checkpoint up to here, and the oldest of any from here on.
        self._before = [max(times[: n + 1]) for n in range(len(times))]
        self._after = [min(times[n:]) for n in range(len(times))]

    def add(self, index: int, data: bytes) -> bytes:
        """Check one entry; gives its leaf hash."""
        where = f"entry {index}"
        leaf = leaf_hash(data)
        self.count += 1
        try:
            entry = read_entry(data, where)
        except Unreadable as error:
            self.report.differs("malformed_entry", error.where, error.what)
            self.scratch.add(index, leaf, None)
            return leaf
        if commitments_root(entry.commitments) != entry.commitments_root:
            self.report.differs(
                "wrong_commitments_root",
                where,
                f"its commitments give {commitments_root(entry.commitments)}, and it states {entry.commitments_root}",
            )
        self._time(index, entry.time, f"{where} (case {entry.case}, seq {entry.seq})")
        self.scratch.add(index, leaf, entry)
        return leaf

    def _time(self, index: int, time: int, where: str) -> None:
        place = bisect_right(self._sizes, index)
        if self._latest and time < self._latest[0] - PUBLISH_SECONDS:
            self.report.differs(
                "back_dated",
                where,
                f"is of {time_text(time)}, more than an hour before entry {self._latest[1]} of {time_text(self._latest[0])}, which was written earlier",
            )
        elif place and time < self._before[place - 1] - PUBLISH_SECONDS:
            self.report.differs(
                "back_dated",
                where,
                f"is of {time_text(time)}, and a checkpoint that was cosigned at {time_text(self._before[place - 1])} does not hold it yet",
            )
        if place < len(self._sizes) and time > self._after[place] + AHEAD_SECONDS:
            self.report.differs(
                "future_dated",
                where,
                f"is of {time_text(time)}, and a checkpoint that holds it was cosigned at {time_text(self._after[place])}",
            )
        if self._latest is None or time > self._latest[0]:
            self._latest = (time, index)

    def open(self, index: int, field: str, value: object, salt: str) -> bool:
        """Check one opening; a finding where it does not hold."""
        where = f"entry {index}, field {field}"
        promised = self.scratch.promised(index, field)
        if promised is None:
            what = (
                "the entry commits to no such field"
                if self.scratch.has_entry(index)
                else "the entry is not here"
            )
            self.report.differs("wrong_opening", where, what)
            return False
        if commitment(field, value, bytes.fromhex(salt)) != promised:
            self.report.differs(
                "wrong_opening", where, "the value and salt shown are not what the entry commits to"
            )
            return False
        self.scratch.open(index, field, bytes.fromhex(salt), canonical(value))
        return True

    def finish(self, statements: Sequence[tuple[str, Statement]] = ()) -> None:
        """The second pass: each case, salts, and every statement of figures."""
        report, before = self.report, self.report.counts.total()
        checks = [
            StatementCheck(where, each, self.scratch.opened("application_number"), report)
            for where, each in statements
        ]
        cases = 0
        for case, rows in self.scratch.cases():
            cases += 1
            events = check_case(case, rows, report)
            self._tell(case, rows)
            for check in checks:
                check.add(case, rows, events)
        if report.counts.total() == before:
            report.holds.append(
                f"in each of {cases} cases: no gap in the sequence, each entry written after the one before, no time running back, no condition left open at an approval"
            )
        self._salts()
        for check in checks:
            check.finish()

    def _tell(self, case: str, rows: list[Row]) -> None:
        if self.report.told is None:
            return
        self.report.tell(f"case {case}")
        for row in rows:
            refers = f" (of seq {row.refers[0]})" if row.refers else ""
            self.report.tell(
                f"  {time_text(row.time)}  entry {row.index}  {row.event}{refers}{_words(row.public)}"
            )
            for field, value in self.scratch.opened_of(row.index):
                self.report.tell(f"      opened: {field} = {value}")

    def _salts(self) -> None:
        before = self.report.counts.total()
        for same in self.scratch.same_commitments():
            self.report.differs(
                "reused_salt",
                ", ".join(same),
                "the commitments are equal, so one salt was used twice",
            )
        for same in self.scratch.same_salts():
            self.report.differs("reused_salt", ", ".join(same), "the openings have one salt")
        promised, opened = self.scratch.counts()
        if promised and self.report.counts.total() == before:
            self.report.holds.append(f"{promised} commitments, no two of them equal")
        if promised > opened:
            self.report.not_shown.append(
                f"the values behind {promised - opened} commitments that were not opened, and whether their salts are good ones"
            )


def _words(public: dict[str, Any]) -> str:
    """Public fields in a line; a condition as a sentence."""
    held = dict(public)
    condition = held.pop("condition", None)
    parts = []
    if isinstance(condition, dict):
        said = "; condition {id} {act} by {by}".format_map(
            {name: condition.get(name, "?") for name in ("id", "act", "by")}
        )
        parts.append(said + (f": {condition['reason']}" if condition.get("reason") else ""))
    elif condition is not None:
        held["condition"] = condition
    parts += [
        f"; {name} {value if isinstance(value, str) else canonical(value)}"
        for name, value in held.items()
    ]
    return "".join(parts)
