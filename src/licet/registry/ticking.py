"""What is due without anybody's word: the time of an agency, of a question, of a license has run out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from licet.errors import InputError
from licet.record import replaced
from licet.register.act import tried
from licet.register.clock.calendar import WORKING
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import SCHEDULE, SUSPEND
from licet.register.conditions.tested import test_all
from licet.register.drawdown.draw import drawn_so_far
from licet.register.entries import of_license
from licet.register.events import Event
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.state import CaseState
from licet.registry.books import draw_book, known, working_days
from licet.registry.model import SYSTEM, Acted, State
from licet.registry.turn import Turn

Due = tuple[str, dict[str, Any]]
_MOST = 50
"""So many acts on one file in one tick, at most: none leads to another for ever."""


def due(turn: Turn, stream: str, at: datetime) -> tuple[Acted, ...]:
    """Do all that is due on one file at a moment; nothing where its last event is later."""
    done: list[Acted] = []
    for _ in range(_MOST):
        found = turn.state(stream)
        if found is None or (found[1].last is not None and at < found[1].last):
            break
        step = next(_possible(turn, found[1], at), None)
        if step is None:
            break
        done.append(turn.enter(stream, found[0], step[0], step[1], SYSTEM, at))
    return tuple(done)


def _possible(turn: Turn, state: State, at: datetime) -> Iterator[Due]:
    steps = (
        _license(turn, state, at) if isinstance(state, LicenseState) else _case(state, turn.law, at)
    )
    for kind, body in steps:
        if tried(state, Event(state.case, state.seq + 1, kind, SYSTEM, at, body), turn.law) is None:
            yield kind, body


def _case(state: CaseState, law: Procedure, at: datetime) -> Iterator[Due]:
    for each in state.referrals:
        if each.ended is None:
            yield "agency_silent", {"agency": each.agency}
    yield "positions_complete", {}
    if _reminder_is_due(state, law, at):
        yield "remind", {}
    yield "question_lapsed", {"then": "resume", "reason": "the time for the answer has passed"}
    yield "reply_period_ended", {}


def _reminder_is_due(state: CaseState, law: Procedure, at: datetime) -> bool:
    """Whether the reminder that the authority promises is still owed and must go today at the latest, or should have."""
    question = state.question
    if question is None or question.reminded is not None or state.registered is None:
        return False
    policy = law.policy(state.authority, state.registered)
    if not policy.reminder_days or policy.calendar is None:
        return False
    try:
        day = policy.calendar.day_of(question.due)
        return policy.calendar.day_of(at) >= policy.calendar.add(
            day, -policy.reminder_days, WORKING
        )
    except InputError:  # holidays that nobody entered
        return False


def _license(turn: Turn, state: LicenseState, at: datetime) -> Iterator[Due]:
    yield "suspension_ended", {}
    yield "expire", {}
    if state.state in turn.law.license.group("living") and state.state != "suspended":
        yield from _broken(turn, state, at)


def _broken(turn: Turn, state: LicenseState, at: datetime) -> Iterator[Due]:
    """Conditions on schedule that by the register's own record do not hold, and of which suspension follows."""
    try:
        conditions = of_license(state.conditions)
    except InputError:  # conditions that nothing can test
        return
    held = tuple(each for each in conditions if each.consequence == SUSPEND)
    book = draw_book(state, turn.registry.answers)
    inputs = known(Inputs(), state, working_days(state, turn.law))
    inputs = replaced(inputs, drawn=drawn_so_far(book), holder=state.holder)
    told = {each.condition: each for line in state.lines for each in test_all(held, SCHEDULE, line.id, inputs, at)}  # fmt: skip
    for finding in told.values():
        if finding.holds is False and not _suspended_for(state, finding.why):
            yield "condition_broken", {
                "condition": finding.condition, "consequence": SUSPEND, "reason": finding.why, "from": at.date().isoformat(),
            }  # fmt: skip


def _suspended_for(state: LicenseState, why: str) -> bool:
    """Whether the license was suspended for this very reason, and somebody lifted it: that is not done again."""
    return any(each.cause == why for each in state.suspensions)
