"""A decision and its license, issued together or not at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from licet.errors import InputError
from licet.record import replaced
from licet.register.act import act_on_license
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.issue import before_issue
from licet.register.conditions.model import Condition, Finding
from licet.register.conditions.tested import parameters_of
from licet.register.entries import of_case, of_license, on_license, view_of
from licet.register.events import Actor, Event, thawed
from licet.register.license_state import LicenseState
from licet.register.state import ADOPTED, CaseState
from licet.register.state import Condition as Kept
from licet.registry.books import known, working_days
from licet.registry.model import LICENSE, Acted
from licet.registry.turn import Turn

GRANTS = ("approve", "approve_with_conditions")
Body = dict[str, Any]


def readable(kept: Kept) -> Condition:
    """The condition as it can be tested.

    Raises:
        InputError: it has no terms of a known kind: such a condition cannot bind, since nothing could test it.
    """
    held: Any = kept
    try:
        found = of_case(held)
        parameters_of(found)
    except InputError as error:
        raise InputError(f"the condition {kept.id} cannot be adopted as it stands, for nothing could test it: {error}") from None  # fmt: skip
    return found


def granted(state: CaseState) -> bool:
    """Whether the proposal that stands grants a license for any line."""
    proposal = state.proposal
    if proposal is None:
        return False
    return proposal.outcome in GRANTS


def license_body(
    state: CaseState, number: str, valid_from: date, valid_to: date, preconditions: tuple[str, ...]
) -> Body:
    """The body of the event that issues the license: granted lines, parties, adopted conditions."""
    lines = [_line(each) for each in state.content.get("lines") or () if _granted(state, each)]
    held = [readable(each) for each in state.conditions if each.status == ADOPTED]
    ids = [each.id for each in held]
    if odd := [each for each in preconditions if each not in ids]:
        raise InputError(f"{odd[0]!r} is no adopted condition; adopted are {', '.join(ids) or 'none'}")  # fmt: skip
    return {
        "number": number, "application": state.case, "authority": state.authority, "holder": state.applicant,
        "valid_from": valid_from.isoformat(), "valid_to": valid_to.isoformat(), "lines": lines,
        "parties": [_party(each) for each in state.content.get("parties") or ()],
        "countries": sorted({country for each in lines for country in each["countries"]}),
        "conditions": [on_license(each) for each in held], "preconditions": list(preconditions),
    }  # fmt: skip


def _granted(state: CaseState, line: Mapping[str, Any]) -> bool:
    assert state.proposal is not None  # noqa: S101 - asked before # nosec B101
    return state.proposal.lines.get(str(line["id"]), state.proposal.outcome) in GRANTS


def _party(party: Mapping[str, Any]) -> Body:
    """The party by its name: its id is the file's own, and no number of a register."""
    return {"country": "", **{name: each for name, each in thawed(party).items() if name != "id"}}


def _line(line: Mapping[str, Any]) -> Body:
    told = {name: each for name, each in thawed(line).items() if name != "country"}
    return {**told, "countries": [str(line["country"])]}


def tests_before(  # noqa: PLR0917 - what a license is made of
    turn: Turn, body: Body, number: str, by: Actor, at: datetime, inputs: Inputs
) -> tuple[Finding, ...]:  # fmt: skip
    """What the conditions that are tested before issue say of the license."""
    state: Any = act_on_license(LicenseState(), Event(number, 1, "issue", by, at, body), turn.law)
    first = turn.made.get(state.application)
    day = first.filed if isinstance(first, CaseState) else None
    view = view_of(state, usable=True, application_day=day)
    told = known(
        turn.registry.known(inputs, state, at, turn.work.db), state, working_days(state, turn.law)
    )
    tested = before_issue(view, of_license(state.conditions), told, at)
    return tuple(dict.fromkeys(finding for each in tested for finding in each.findings))


def issue(  # noqa: PLR0917 - what a license is made of
    turn: Turn, state: CaseState, by: Actor, at: datetime, notice: str, number: str, valid_from: date, valid_to: date,
    preconditions: tuple[str, ...], inputs: Inputs, key: str,
) -> Acted:  # fmt: skip
    """Issue the decision with the license, in this turn.

    Raises:
        InputError: a condition tested before issue is known not to hold, or none can be tested; the number is taken.
    """
    if turn.state(number) is not None:
        raise InputError(f"there is a file {number} already; give the license another number")
    done = turn.enter(state.case, "application", "issue", {"notice": notice, "license": number}, by, at, key)  # fmt: skip
    body = license_body(state, number, valid_from, valid_to, preconditions)
    findings = tests_before(turn, body, number, by, at, inputs)
    for each in findings:
        if each.refuses and each.holds is False:
            raise InputError(f"{number} is not issued: the condition {each.condition} does not hold: {each.why}")  # fmt: skip
    open_still = [each.condition for each in findings if each.refuses]
    body["preconditions"] = list(dict.fromkeys((*preconditions, *open_still)))
    made = turn.enter(number, LICENSE, "issue", body, by, at, key)
    return replaced(done, also=(made,), findings=findings)
