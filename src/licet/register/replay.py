"""From events to what an application is: one small effect for each kind of event, and nothing else.

Guards have no place here.  An event that stands in the record happened; replay tells what it made.
"""

from __future__ import annotations

from collections.abc import Iterable

from licet.record import replaced
from licet.register.clock.days import Tick
from licet.register.effects import EFFECTS
from licet.register.events import Event
from licet.register.guarding import Seen
from licet.register.procedure import Procedure
from licet.register.select import row_for
from licet.register.state import CaseState
from licet.register.table import BACK, SAME, Row

_TICKS = ("start", "stop", "run", "end", "appeal", "aside")
_AWAY = ("question_open", "on_hold", "reopened_for_changes")
_DECIDED = ("denied", "approved", "approved_with_conditions", "no_license_required", "returned_without_action")  # fmt: skip


def replay(events: Iterable[Event], law: Procedure) -> CaseState:
    """The application after ``events``, which stand in order.

    Raises:
        Refused: an event is of a kind, or at a place, that the table does not know.
    """
    state = CaseState()
    for event in events:
        state = fold(state, event, row_for(state, event, law, law.application), law)
    return state


def fold(state: CaseState, event: Event, row: Row, law: Procedure) -> CaseState:
    """The application after one more event, by the row that it took."""
    effect = EFFECTS.get(event.kind)
    changes = effect(Seen(state, event, law)) if effect else {}
    to, back = _led_to(state, row)
    ticks = state.ticks
    if row.clock in _TICKS:
        cause = row.cause or str(event.body.get("cause", "")) if row.clock == "stop" else ""
        ticks = (*ticks, Tick(event.at, row.clock, cause))
    if event.actor.role in ("applicant", "agent") and event.actor.id not in state.filers:
        changes["filers"] = (*state.filers, event.actor.id)
    if to in _DECIDED and state.state != "reopened_for_changes":
        changes["decided"] = event.at
        changes["deciders"] = tuple(dict.fromkeys((*_deciders(state), event.actor.id)))
    return replaced(
        state, case=event.case, state=to, seq=event.seq, last=event.at, back=back, ticks=ticks, **changes
    )  # fmt: skip


def _led_to(state: CaseState, row: Row) -> tuple[str, tuple[str, ...]]:
    """The state after a row, and the states to go back to."""
    if row.to == SAME:
        return state.state, state.back
    if row.to == BACK:
        return state.back[-1], state.back[:-1]
    if row.to in _AWAY:
        return row.to, (*state.back, state.state)
    return row.to, ()


def _deciders(state: CaseState) -> tuple[str, ...]:
    """All who proposed, decided an escalation, or signed, also where a later proposal took its place."""
    return (
        *(each.by for each in state.proposals),
        *(each.decided_by for each in state.escalations if each.decided_by),
        *(each.by for each in state.signatures),
    )
