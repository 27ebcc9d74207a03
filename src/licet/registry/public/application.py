"""What an event did to an application, worked out from the states before and after it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from licet.publiclog.reserved import NAME, OUTCOMES
from licet.record import replaced
from licet.register.clock.days import END, RUN, START, STOP, Tick, count, main_clock
from licet.register.clock.policy import ClockPolicy
from licet.register.events import Event
from licet.register.guarding import Seen, policy_of
from licet.register.state import CaseState
from licet.registry.public import condition
from licet.registry.public.told import Told, spoken_by, told
from licet.registry.public.view import Telling

Pseudonyms = Callable[[str], str]
"""The pseudonym of a case by its id in the register; drawn at random when it is first asked for."""

_COUNTRY = re.compile(r"[A-Z]{2}")
_ADMINISTRATION = "reopened_for_changes"
_ON_APPEAL = "issued_on_appeal"
_SERIAL = re.compile(r"[0-9]{1,9}")


def steps(
    by: Telling, before: CaseState, after: CaseState, pseudonym: Pseudonyms
) -> tuple[Told, ...]:
    """How the log tells one event of an application."""
    event = by.event
    policy = policy_of(Seen(after, event, by.law))
    found: dict[str, Any] = {"by": spoken_by(event), "state": after.state}
    found |= _clock(before, after, policy)
    if outcome := _outcome(before, after):
        found |= _decided(by, outcome, after, policy)
    if (moved := condition.acted(by, after)) is not None:
        found["condition"] = moved
    if event.kind == "supersede":
        found["superseded_by"] = pseudonym(after.superseded_by)
    if event.kind == "register":
        found["application_number"] = after.number
    return (replaced(told(by, found), corrects=_corrected(event)),)


def _decided(by: Telling, outcome: str, after: CaseState, policy: ClockPolicy) -> dict[str, Any]:
    found: dict[str, Any] = {"outcome": outcome}
    if outcome.startswith("approved"):
        carried = condition.adopted(by, after)
        found["outcome"] = "approved_with_conditions" if carried else "approved"
        found["conditions"] = carried
    days = count(after.ticks, policy, by.event.at)
    found["authority_days"] = {
        "unit": days.unit, "gross": days.gross, "clock": days.clock,
        "stopped": None if days.stopped is None else dict(days.stopped),
    }  # fmt: skip
    if to := _destination(after):
        found["destination"] = to
    return found


def _outcome(before: CaseState, after: CaseState) -> str:
    """The outcome that the event brought; an upheld one and mere administration bring none."""
    if before.state in {after.state, _ADMINISTRATION}:
        return ""
    if after.state == _ON_APPEAL:
        return "approved"
    return after.state if after.state in OUTCOMES else ""


def _clock(before: CaseState, after: CaseState, policy: ClockPolicy) -> dict[str, str]:
    """What the event did to the days that count; waiting that stops no day is told as what it is."""
    old, new = main_clock(before.ticks), main_clock(after.ticks)
    if len(old) == len(new):
        return {}
    tick = new[-1]
    match tick.effect:
        case effect if effect == START:
            return {"clock": "start"}
        case effect if effect == END:
            return {"clock": "end"}
        case effect if effect == STOP:
            cause = tick.cause if NAME.fullmatch(tick.cause) else "other"
            counted = policy.stops_for(tick.cause)
            return {"clock": "stop", "cause": cause} if counted else {"waits_for": cause}
        case effect if effect == RUN and _stood(old, policy):
            return {"clock": "resume"}
    return {}


def _stood(ticks: tuple[Tick, ...], policy: ClockPolicy) -> bool:
    return bool(ticks) and ticks[-1].effect == STOP and policy.stops_for(ticks[-1].cause)


def _destination(state: CaseState) -> str:
    """The countries of the lines, such as CN or CN+TW; empty where a line says none or says it otherwise."""
    lines = state.content.get("lines") or ()
    said = {str(each.get("country", "")) if isinstance(each, Mapping) else "" for each in lines}
    return "+".join(sorted(said)) if all(_COUNTRY.fullmatch(each) for each in said) else ""


def _corrected(event: Event) -> int:
    """The number of the event that a correction names, 0 where it names none."""
    of = str(event.body.get("of", ""))
    return int(of) if event.kind == "correct" and _SERIAL.fullmatch(of) and int(of) < event.seq else 0  # fmt: skip
