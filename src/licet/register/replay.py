"""From events to what an application is: one small effect for each kind of event, and nothing else.

Guards have no place here.  An event that stands in the record happened; replay tells what it made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any

from licet.record import replaced
from licet.register.clock.days import Tick
from licet.register.clock.policy import NO_OBJECTION
from licet.register.events import Event
from licet.register.procedure import Procedure
from licet.register.select import row_for
from licet.register.state import (
    ADOPTED,
    DROPPED,
    PROPOSED,
    Appeal,
    CaseState,
    Condition,
    Escalation,
    Flag,
    Position,
    Proposal,
    Question,
    Referral,
    Signature,
    Step,
    Version,
    Vote,
)
from licet.register.table import BACK, SAME, Row, moment_of

Changes = dict[str, Any]
Effect = Callable[[CaseState, Event, Procedure], Changes]
_TICKS = ("start", "stop", "run", "end", "appeal", "aside")
_CONTENT = ("type", "lines", "parties", "justification", "opening")
_AWAY = ("question_open", "on_hold", "reopened_for_changes")
_DECIDED = ("denied", "approved", "approved_with_conditions", "no_license_required", "returned_without_action")  # fmt: skip
EFFECTS: dict[str, Effect] = {}


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
    changes = effect(state, event, law) if effect else {}
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


def effect(*kinds: str) -> Callable[[Effect], Effect]:
    """Enter a function as what events of these kinds do."""

    def entered(function: Effect) -> Effect:
        for kind in kinds:
            EFFECTS[kind] = function
        return function

    return entered


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value or ()))


# ---- filing


@effect("create")
def _create(state: CaseState, event: Event, law: Procedure) -> Changes:
    body = event.body
    content = {name: body[name] for name in _CONTENT if name in body}
    return {
        "authority": body["authority"], "applicant": body["applicant"], "supersedes": body.get("supersedes", ""),
        "versions": (Version(1, event.at, event.actor.id, MappingProxyType(content)),),
        "mandates": (event.actor.id,) if event.actor.role == "agent" else (),
    }  # fmt: skip


@effect("edit")
def _edit(state: CaseState, event: Event, law: Procedure) -> Changes:
    content = {**state.content, **{name: event.body[name] for name in _CONTENT if name in event.body}}  # fmt: skip
    number = len(state.versions) + 1
    version = Version(number, event.at, event.actor.id, MappingProxyType(content))
    return {"versions": (*state.versions, version)}


@effect("submit")
def _submit(state: CaseState, event: Event, law: Procedure) -> Changes:
    return _edit(state, event, law) if event.body.get("justification") else {}


@effect("give_mandate")
def _mandate(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"mandates": tuple(dict.fromkeys((*state.mandates, event.body["agent"])))}


@effect("end_mandate")
def _end_mandate(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"mandates": tuple(each for each in state.mandates if each != event.body["agent"])}


@effect("document")
def _document(state: CaseState, event: Event, law: Procedure) -> Changes:
    entered = MappingProxyType({**event.body, "by": event.actor.id, "seq": event.seq})
    return {"documents": (*state.documents, entered)}


@effect("register")
def _register(state: CaseState, event: Event, law: Procedure) -> Changes:
    calendar = law.policy(state.authority, event.at.date()).calendar
    day = calendar.day_of(event.at) if calendar else event.at.date()
    return {"number": event.body["number"], "registered": day}


@effect("assign")
def _assign(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"assigned": event.body["officer"]}


@effect("return_without_action")
def _returned(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"outcome": "return", "reason": event.body["reason"]}


@effect("withdraw")
def _withdraw(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"outcome": "withdrawn", "reason": event.body.get("reason", "")}


@effect("supersede")
def _supersede(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"outcome": "superseded", "superseded_by": event.body["successor"]}


@effect("recuse")
def _recuse(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"recused": (*state.recused, event.actor.id)}


# ---- referral and positions


@effect("refer")
def _refer(state: CaseState, event: Event, law: Procedure) -> Changes:
    body = event.body
    sent = Referral(body["agency"], body["rule"], event.at, _texts(body.get("lines")))
    return {"referrals": (*state.referrals, sent)}


@effect("position")
def _position(state: CaseState, event: Event, law: Procedure) -> Changes:
    body, actor = event.body, event.actor
    held = Position(
        actor.authority, body["line"], body["country"], body["party"], body["position"], body["level"],
        actor.id, event.at, _texts(body.get("reasons")), body.get("basis", ""), body.get("text", ""),
        _texts(body.get("conditions")),
    )  # fmt: skip
    after = replaced(state, positions=(*state.positions, held))
    referral = state.referral(actor.authority)
    changes: Changes = {"positions": after.positions}
    if referral is not None and referral.outcome != "answered" and _has_answered(after, referral):
        changes["referrals"] = _ended(state, referral, event, "answered")
    return changes


def _has_answered(state: CaseState, referral: Referral) -> bool:
    """Whether the agency has a final position on every line that it was asked about."""
    lines = referral.lines or tuple(
        str(each["id"]) for each in state.content.get("lines") or () if isinstance(each, Mapping)
    )
    final = {
        each.line
        for each in state.standing_positions()
        if each.agency == referral.agency and each.level == "final"
    }
    return bool(final) and set(lines) <= final


def _ended(
    state: CaseState, referral: Referral, event: Event, outcome: str
) -> tuple[Referral, ...]:
    ended = replaced(referral, ended=event.at, outcome=outcome)
    return tuple(ended if each is referral else each for each in state.referrals)


@effect("agency_silent")
def _silent(state: CaseState, event: Event, law: Procedure) -> Changes:
    referral = state.referral(event.body["agency"])
    if referral is None:
        return {}
    policy = law.policy(state.authority, state.registered or event.at.date())
    outcome = "no_objection" if policy.silence == NO_OBJECTION else "overdue"
    return {"referrals": _ended(state, referral, event, outcome)}


# ---- questions


@effect("question")
def _question(state: CaseState, event: Event, law: Procedure) -> Changes:
    body, actor = event.body, event.actor
    asked = Question(
        body["id"], body["text"], actor.id, actor.authority, body["cause"], event.at,
        moment_of(body["due"]), state.state,
    )  # fmt: skip
    return {"questions": (*state.questions, asked)}


@effect("remind", "answer_in_part", "answer", "question_lapsed")
def _answered(state: CaseState, event: Event, law: Procedure) -> Changes:
    question = state.questions[-1]
    match event.kind:
        case "remind":
            question = replaced(question, reminded=event.at)
        case "answer_in_part":
            question = replaced(question, parts=(*question.parts, event.body["text"]))
        case kind:
            question = replaced(question, ended=event.at, outcome=kind)
    changes: Changes = {"questions": (*state.questions[:-1], question)}
    if event.body.get("then") == "return":
        changes.update(outcome="return", reason=event.body.get("reason", "not_answered"))
    return changes


# ---- escalation and the proposal


@effect("escalate", "escalation_appeal")
def _escalate(state: CaseState, event: Event, law: Procedure) -> Changes:
    level = state.level + 1 if event.kind == "escalation_appeal" else 1
    trigger = event.body.get("trigger") or f"appeal of {event.actor.authority}"
    return {
        "escalations": (*state.escalations, Escalation(level, trigger, event.at, event.actor.id))
    }


@effect("vote")
def _vote(state: CaseState, event: Event, law: Procedure) -> Changes:
    actor, last = event.actor, state.escalations[-1]
    cast = Vote(actor.authority, event.body["vote"], actor.id, event.at, _texts(event.body.get("reasons")))  # fmt: skip
    others = tuple(each for each in last.votes if each.authority != actor.authority)
    return {"escalations": (*state.escalations[:-1], replaced(last, votes=(*others, cast)))}


@effect("propose", "escalation_decided")
def _propose(state: CaseState, event: Event, law: Procedure) -> Changes:
    body, actor = event.body, event.actor
    level = state.level if event.kind == "escalation_decided" else 0
    made = Proposal(body["outcome"], _texts(body["reasons"]), actor.id, event.at, level, body.get("text", ""))  # fmt: skip
    changes: Changes = {"proposals": (*state.proposals, made), "signatures": ()}
    if level:
        last = replaced(
            state.escalations[-1], outcome=made.outcome, decided=event.at, decided_by=actor.id
        )
        changes["escalations"] = (*state.escalations[:-1], last)
    return changes


@effect("send_back")
def _send_back(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"signatures": ()}


@effect("intent_to_deny")
def _intent(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"intent": event.at, "signatures": ()}


@effect("reply", "reply_period_ended")
def _replied(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"intent_ended": event.at}


@effect("countersign")
def _sign(state: CaseState, event: Event, law: Procedure) -> Changes:
    signed = Signature(event.actor.id, event.actor.role, event.at)
    return {"signatures": (*state.signatures, signed)}


@effect("issue", "issue_on_appeal")
def _issue(state: CaseState, event: Event, law: Procedure) -> Changes:
    outcome = state.proposal.outcome if state.proposal else ""
    if event.kind == "issue_on_appeal":
        outcome = "issued_on_appeal"
    return {"outcome": outcome, "license": event.body.get("license", "")}


# ---- conditions


@effect("condition_proposed")
def _condition(state: CaseState, event: Event, law: Procedure) -> Changes:
    body = event.body
    new = Condition(
        body["id"], body["kind"], body["text"], body.get("terms", MappingProxyType({})),
        _texts(body.get("lines")), PROPOSED, (_step(event),),
    )  # fmt: skip
    return {"conditions": (*state.conditions, new)}


@effect("condition_changed", "condition_adopted", "condition_dropped")
def _condition_moved(state: CaseState, event: Event, law: Procedure) -> Changes:
    held, body = state.condition(event.body["id"]), event.body
    if held is None:
        return {}
    status = {"condition_adopted": ADOPTED, "condition_dropped": DROPPED}.get(event.kind, PROPOSED)
    moved = replaced(
        held, status=status, kind=body.get("kind", held.kind), text=body.get("text", held.text),
        terms=body.get("terms", held.terms), lines=_texts(body.get("lines")) or held.lines,
        history=(*held.history, _step(event)),
    )  # fmt: skip
    return {"conditions": tuple(moved if each is held else each for each in state.conditions)}


def _step(event: Event) -> Step:
    what, actor = event.kind.removeprefix("condition_"), event.actor
    reason = str(event.body.get("reason", ""))
    return Step(what, actor.id, actor.authority, event.at, reason, event.seq, event.body)


# ---- flags, appeals, administration


@effect("flag")
def _flag(state: CaseState, event: Event, law: Procedure) -> Changes:
    body = event.body
    set_ = Flag(body["flag"], body["on"], body["reason"], event.actor.id, event.at)
    return {"flags": (*state.flags, set_)}


@effect("remove_flag")
def _unflag(state: CaseState, event: Event, law: Procedure) -> Changes:
    body = event.body
    return {
        "flags": tuple(
            replaced(each, removed_by=event.actor.id, removed_at=event.at, removed_why=body["reason"])
            if (each.flag, each.on) == (body["flag"], body["on"]) and each.removed_at is None
            else each
            for each in state.flags
        )
    }  # fmt: skip


@effect("appeal")
def _appeal(state: CaseState, event: Event, law: Procedure) -> Changes:
    made = Appeal(event.at, event.actor.id, _texts(event.body["reasons"]), state.state)
    return {"appeals": (*state.appeals, made)}


@effect("appeal_upheld", "appeal_overturned")
def _appeal_decided(state: CaseState, event: Event, law: Procedure) -> Changes:
    outcome = event.kind.removeprefix("appeal_")
    last = replaced(state.appeals[-1], outcome=outcome, decided_by=event.actor.id, decided=event.at)
    return {"appeals": (*state.appeals[:-1], last)}


@effect("reopen_for_changes")
def _reopen(state: CaseState, event: Event, law: Procedure) -> Changes:
    return {"reopened": state.reopened + 1}


@effect("correct")
def _correct(state: CaseState, event: Event, law: Procedure) -> Changes:
    entered = MappingProxyType({**event.body, "by": event.actor.id, "seq": event.seq})
    return {"corrections": (*state.corrections, entered)}
