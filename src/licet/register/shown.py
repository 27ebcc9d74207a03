"""A state as plain data, and how a case stands at a moment: what a page, a command or an API shows."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from licet.record import fields_of, is_record
from licet.register.clock.days import Due, count, due, dues, segments
from licet.register.clock.policy import ClockPolicy
from licet.register.events import Actor, thawed
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.select import possible, table_of
from licet.register.state import CaseState
from licet.register.weighing import dissenters

Json = dict[str, Any]


def as_data(value: Any) -> Any:
    """A state, or any part of one, as JSON data: days, moments and decimals as text."""
    if is_record(value):
        return {name: as_data(content) for name, content, _ in fields_of(value)}
    if isinstance(value, Mapping):
        return thawed(value)
    if isinstance(value, tuple):
        return [as_data(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, date | Decimal) else value


def standing(state: CaseState, law: Procedure, moment: datetime) -> Json:
    """How an application stands at ``moment``: its state in words, days, limits, who is waited for, what blocks.

    Null days are unknown: the authority's holidays of that time are in no file.
    """
    known = law.application.state(state.state)
    told: Json = {
        "case": state.case, "state": state.state, "title": known.title if known else "",
        "open": bool(known and known.mark == "open"), "authority": state.authority,
        "waiting_for": [{"agency": each.agency, "rule": each.rule, "due": None} for each in state.referrals if each.ended is None],
        "escalation": None,
        "must_be_asked": [
            {"agency": agency, "rule": rule.id, "cite": rule.cite}
            for agency, rule in law.routing.asked(state)
            if state.referral(agency) is None
        ],
        "flags": [as_data(each) for each in state.standing_flags],
        "flags_to_raise": list(law.routing.raised(state)),
        "conditions_open": [each.id for each in state.conditions if each.status == "proposed"],
        "clock": None, "limits": [], "spans": [], "procedure": law.hash,
    }  # fmt: skip
    if state.registered is not None:
        policy = law.policy(state.authority, state.registered)
        days = count(state.ticks, policy, moment)
        told["clock"] = {**as_data(days), "stopped": None if days.stopped is None else dict(days.stopped)}  # fmt: skip
        told["limits"] = [_due(each) for each in dues(state.stages, state.ticks, policy, moment)]
        told["spans"] = as_data(segments(state.ticks, policy))
        for each in told["waiting_for"]:
            found = _agency_due(state, each["agency"], policy, moment)
            each["due"] = found and _due(found)
        told["escalation"] = _escalation(state, policy, moment)
    return told


def _agency_due(state: CaseState, agency: str, policy: ClockPolicy, moment: datetime) -> Due | None:
    """How an agency's own time stands; None where the authority sets none."""
    limit, referral = policy.limit("agency_recommendation"), state.referral(agency)
    if limit is None or referral is None:
        return None
    return due(limit, referral.sent, state.ticks, policy, moment)


def _escalation(state: CaseState, policy: ClockPolicy, moment: datetime) -> Json | None:
    """The level that the case is at: who decides and how, by when, and who may still carry it higher until when."""
    level = policy.level(state.level)
    if level is None:
        return None
    last, calendar = state.escalations[-1], policy.calendar
    told: Json = {
        "level": level.level, "body": level.body, "decides": level.decides, "cite": level.cite,
        "votes": {each.authority: each.vote for each in last.votes}, "outcome": last.outcome,
        "decide_by": None, "appeal_by": None, "dissenting": list(dissenters(last)) if last.outcome else [],
    }  # fmt: skip
    if calendar is None:
        return told
    if level.days is not None and last.decided is None:
        starts = [calendar.day_of(last.at)]
        if level.start == "agency_deadline":
            ends = (_agency_due(state, each.agency, policy, moment) for each in state.referrals)
            starts = [each.last_day for each in ends if each and each.last_day] or starts
        told["decide_by"] = str(calendar.add(max(starts), level.days, policy.unit))
    if level.appeal_days is not None and last.decided is not None:
        told["appeal_by"] = str(calendar.add(calendar.day_of(last.decided), level.appeal_days, policy.unit))  # fmt: skip
    return told


def _due(told: Due) -> Json:
    limit = told.limit
    return {
        "name": limit.name, "title": limit.title, "kind": limit.kind, "unit": limit.unit, "since": str(told.since),
        "used": told.used, "left": told.left, "last_day": told.last_day and str(told.last_day), "over": told.over,
        "cite": limit.cite, "confidence": limit.confidence,
    }  # fmt: skip


def ways(state: CaseState | LicenseState, actor: Actor, law: Procedure) -> list[Json]:
    """What the actor's role may do from here, with the fields that each act must have; guards are asked when it is done."""
    found: dict[str, Json] = {}
    for row in possible(state, actor, table_of(state, law)):
        told = found.setdefault(row.event, {"event": row.event, "to": [], "guards": [], "cite": row.cite, "body": [
            {"name": each.name, "type": each.type, "required": each.required, "choices": list(each.choices)} for each in row.body
        ]})  # fmt: skip
        told["to"].append(row.to)
        told["guards"] += [str(each) for each in row.guards if str(each) not in told["guards"]]
    return list(found.values())
