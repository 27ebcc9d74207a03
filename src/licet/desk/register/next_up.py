"""What is next in a file: who must act, by when, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from licet.desk.register.wording import ON_ITS_WAY, ROLES, WEIGHED, act_title
from licet.record import record
from licet.register.ahead import steps

if TYPE_CHECKING:
    from datetime import datetime

    from licet.register.ahead import Step
    from licet.register.events import Actor
    from licet.register.procedure import Procedure
    from licet.register.state import CaseState
    from licet.registry.model import Standing

    Json = dict[str, Any]


@record
class Up:
    """A step that brings the file on: what, by whom, by which day where one is set, and why not yet.

    ``mine`` says that whoever looks can take it, ``event`` where the form of it is.
    """

    event: str
    title: str
    who: str
    by: str
    against: str
    mine: bool


@record
class Shelf:
    """Acts that are open to somebody, under a heading."""

    heading: str
    forms: tuple[Json, ...]


def next_up(
    state: CaseState, standing: Mapping[str, Any], law: Procedure, at: datetime, actor: Actor
) -> tuple[Up, ...]:
    """The steps that bring an application on, those that are open before those that something stands against."""
    mine = {each.event for each in steps(state, law, at, actor) if not each.against}
    found = [
        _up(each, state, standing, mine)
        for each in steps(state, law, at)
        if each.event in ON_ITS_WAY and _needed(each, state, standing)
    ]
    waits = {each["agency"] for each in standing["waiting_for"]}
    if actor.authority not in waits:
        found = [each if each.event != "position" else _not_mine(each) for each in found]
    return tuple(sorted(found, key=lambda each: (bool(each.against), not each.mine)))


def _needed(step: Step, state: CaseState, standing: Mapping[str, Any]) -> bool:
    """Whether the step has anything left to do: nobody is asked or assigned twice."""
    match step.event:
        case "assign":
            return not state.assigned
        case "refer":
            return bool(standing["must_be_asked"])
        case "position":
            return bool(standing["waiting_for"])
        case "consolidate":
            return not standing["must_be_asked"]
        case "escalate":
            return not step.against
        case "vote":
            return bool(_not_voted(state))
        case _:
            return not step.against or bool(step.to)


def _up(step: Step, state: CaseState, standing: Mapping[str, Any], mine: Iterable[str]) -> Up:
    who, by = _who_by(step, state, standing)
    return Up(step.event, act_title(step.event), who, by, step.against, step.event in mine)


def _not_mine(each: Up) -> Up:
    return Up(each.event, each.title, each.who, each.by, each.against, mine=False)


def _who_by(step: Step, state: CaseState, standing: Mapping[str, Any]) -> tuple[str, str]:
    """Who takes the step, and the day until which it should be."""
    match step.event:
        case "position":
            return _agencies(each["agency"] for each in standing["waiting_for"]), _earliest(each["due"] for each in standing["waiting_for"])  # fmt: skip
        case "refer":
            return _officer(state), ""
        case "vote":
            return ", ".join(_not_voted(state)), _level(standing)
        case "escalation_decided":
            return ROLES["board"], _level(standing)
        case "answer":
            return ROLES["applicant"], str(state.question.due.date()) if state.question else ""
        case "countersign":
            proposed = f", not {state.proposal.by}" if state.proposal else ""
            return f"{_roles(step.actors)}{proposed}", ""
        case _:
            return (_officer(state) if step.actors[0] == "officer" else _roles(step.actors)), ""


def _officer(state: CaseState) -> str:
    return f"the officer, {state.assigned}" if state.assigned else ROLES["officer"]


def _roles(roles: Iterable[str]) -> str:
    return " or ".join(ROLES[each] for each in roles if each in ROLES)


def _agencies(names: Iterable[str]) -> str:
    return ", ".join(each.replace("_", " ").capitalize() for each in names)


def _not_voted(state: CaseState) -> tuple[str, ...]:
    """Who was asked, or sits on the board, and has not voted at this level."""
    if not state.escalations:
        return ()
    voted = {each.authority for each in state.escalations[-1].votes}
    asked = [each.agency for each in state.referrals if each.agency not in voted]
    return (*(_agencies([each]) for each in asked), *((ROLES["board"],) if state.authority not in voted else ()))  # fmt: skip


def _level(standing: Mapping[str, Any]) -> str:
    return str((standing["escalation"] or {}).get("decide_by") or "")


def _earliest(dues: Iterable[Mapping[str, Any] | None]) -> str:
    return min((each["last_day"] for each in dues if each and each["last_day"]), default="")


def shelves(forms: Iterable[Json], state: Any, law: Procedure, at: datetime, actor: Actor) -> tuple[tuple[Shelf, ...], tuple[tuple[str, str], ...]]:  # fmt: skip
    """Acts under headings, and those that something stands against with the reason."""
    against = {each.event: each.against for each in steps(state, law, at, actor)}
    open_ = [each for each in forms if not against.get(each["event"])]
    found = (
        Shelf("Next steps", tuple(each for each in open_ if each["event"] in ON_ITS_WAY)),
        Shelf("Weigh the file", tuple(each for each in open_ if each["event"] in WEIGHED)),
        Shelf("Also possible", tuple(each for each in open_ if each["event"] not in {*ON_ITS_WAY, *WEIGHED})),
    )  # fmt: skip
    closed = tuple((act_title(event), why) for event, why in against.items() if why)
    return tuple(each for each in found if each.forms), closed


def turns(row: Standing, law: Procedure, actor: Actor) -> tuple[str, bool]:
    """Whose turn it is in a row of a worklist, and whether it is the actor's own."""
    if row.state == "referred" and row.waiting_for:
        return _agencies(row.waiting_for), actor.role == "agency" and actor.authority in row.waiting_for  # fmt: skip
    rows = [each for each in law.application.rows_from(row.state) if each.event in ON_ITS_WAY and each.to != "same"]  # fmt: skip
    roles = tuple(dict.fromkeys(role for each in rows for role in each.actors if role in ROLES))
    mine = actor.role in roles and (actor.role != "officer" or row.assigned in {"", actor.id})
    return _roles(roles), mine
