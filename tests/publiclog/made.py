"""A small register's log, made up: four cases with questions, conditions, a correction, opened fields."""

import hashlib
from datetime import UTC, datetime, timedelta
from itertools import count

from licet.publiclog import commitments, entry
from licet_verify.faults import Differs
from licet_verify.tree import check_consistency, check_inclusion


def included(index, size, leaf, proof, under):
    """Whether the stranger's program, which shares no code with the log's, accepts the proof."""
    return _holds(check_inclusion, leaf, index, (size, under), proof)


def consistent(old, new, old_root, new_root, proof):
    """The same for a proof that a tree continues another."""
    return _holds(check_consistency, (old, old_root), (new, new_root), proof)


def _holds(check, *given):
    try:
        check(*given)
    except Differs:
        return False
    return True


START = datetime(2026, 1, 15, 9, 0, tzinfo=UTC)


def at(days, hours=0):
    return START + timedelta(days=days, hours=hours)


def salts(seed):
    """Salts that are the same in each run of a test; a real one draws them at random."""
    numbers = count()
    return lambda size: hashlib.sha256(f"{seed}/{next(numbers)}".encode()).digest()[:size]


def condition(id_, act, by="Commerce", reason=""):
    return {"condition": {"id": id_, "act": act, "by": by, "reason": reason}}


class Cases:
    """Writes events of several cases in the order of their times, as the register's outbox does."""

    def __init__(self, seed="made"):
        self.draw = salts(seed)
        self.entries = []
        self.openings = {}
        self.last = {}

    def add(self, case, what, when, public=None, secret=None, *, of=None):
        openings = commitments.sealed(secret or {}, self.draw)
        before = self.last.get(case)
        if of is None:
            made = entry.event(what, when, public or {}, openings, after=before, case=case)
        else:
            made = entry.correction(what, when, of, public, openings, reason="a slip", after=before)
        if openings:
            self.openings[len(self.entries)] = openings
        self.entries.append(made)
        self.last[case] = made
        return made

    def forget(self, case, when, of, fields):
        made = entry.forgetting("salts_destroyed", when, of, fields, reason="asked for", after=self.last[case])  # fmt: skip
        self.entries.append(made)
        self.last[case] = made
        return made

    @property
    def data(self):
        return [each.data for each in self.entries]


CLOUD, LAB, DENIED, RETURNED = (digit * 32 for digit in "abcd")


def four_cases():
    made = Cases()
    add = made.add
    add(CLOUD, "registered", at(0), {"clock": "start", "destination": "CN"}, {"applicant": "A. Cloud", "units": 10_000, "application_number": "2026-1"})  # fmt: skip
    add(LAB, "registered", at(1), {"clock": "start", "destination": "TW"}, {"application_number": "2026-2"})  # fmt: skip
    add(CLOUD, "condition_proposed", at(3), condition("share", "proposed", "State", "wants more"))
    add(CLOUD, "question", at(4), {"clock": "stop", "cause": "question"})
    add(DENIED, "registered", at(5), {"clock": "start", "destination": "CN"}, {"application_number": "2026-3"})  # fmt: skip
    add(CLOUD, "answered", at(9), {"clock": "resume"})
    add(CLOUD, "condition_proposed", at(10), condition("cap", "proposed"))
    add(CLOUD, "condition_adopted", at(11), condition("cap", "adopted"))
    add(CLOUD, "condition_dropped", at(11), condition("share", "dropped", "chair", "outvoted"))
    add(CLOUD, "issued", at(20), {"clock": "end", "outcome": "approved_with_conditions", "conditions": ["cap"]})  # fmt: skip
    lab = add(LAB, "issued", at(21, 5), {"outcome": "denied"})
    add(DENIED, "denied", at(30), {"clock": "end", "outcome": "denied"})
    add(LAB, "corrected", at(31), {"outcome": "approved"}, of=lab)
    add(RETURNED, "returned", at(32), {"outcome": "returned_without_action"})
    made.forget(CLOUD, at(40), made.entries[0], ["applicant"])
    return made
