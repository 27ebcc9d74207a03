"""What each kind of event makes of an application: one small function for each, of what changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from licet.record import replaced
from licet.register.clock.policy import NO_OBJECTION
from licet.register.events import Event
from licet.register.guarding import Seen, policy_of, today
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
from licet.register.table import moment_of

Look = Seen[CaseState]
Changes = dict[str, Any]
Effect = Callable[[Look], Changes]
_CONTENT = ("type", "lines", "parties", "justification", "opening")
EFFECTS: dict[str, Effect] = {}


def effect(*kinds: str) -> Callable[[Effect], Effect]:
    """Enter a function as what events of these kinds do."""

    def entered(function: Effect) -> Effect:
        for kind in kinds:
            EFFECTS[kind] = function
        return function

    return entered


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value or ()))


def _entered(event: Event) -> Mapping[str, Any]:
    """What the event says, with who entered it."""
    return MappingProxyType({**event.body, "by": event.actor.id, "seq": event.seq})


# ---- filing


@effect("create")
def _create(seen: Look) -> Changes:
    event = seen.event
    body = event.body
    content = {name: body[name] for name in _CONTENT if name in body}
    return {
        "authority": body["authority"], "applicant": body["applicant"], "supersedes": body.get("supersedes", ""),
        "versions": (Version(1, event.at, event.actor.id, MappingProxyType(content)),),
        "mandates": (event.actor.id,) if event.actor.role == "agent" else (),
    }  # fmt: skip


@effect("edit", "attach_decision")
def _edit(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    content = {**state.content, **{name: event.body[name] for name in _CONTENT if name in event.body}}  # fmt: skip
    number = len(state.versions) + 1
    version = Version(number, event.at, event.actor.id, MappingProxyType(content))
    return {"versions": (*state.versions, version)}


@effect("submit")
def _submit(seen: Look) -> Changes:
    event = seen.event
    return _edit(seen) if event.body.get("justification") else {}


@effect("give_mandate")
def _mandate(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    return {"mandates": tuple(dict.fromkeys((*state.mandates, event.body["agent"])))}


@effect("end_mandate")
def _end_mandate(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    return {"mandates": tuple(each for each in state.mandates if each != event.body["agent"])}


@effect("document")
def _document(seen: Look) -> Changes:
    return {"documents": (*seen.state.documents, _entered(seen.event))}


@effect("register")
def _register(seen: Look) -> Changes:
    return {"number": seen.event.body["number"], "registered": today(seen)}


@effect("assign")
def _assign(seen: Look) -> Changes:
    event = seen.event
    return {"assigned": event.body["officer"]}


@effect("return_without_action")
def _returned(seen: Look) -> Changes:
    event = seen.event
    return {"outcome": "return", "reason": event.body["reason"]}


@effect("withdraw")
def _withdraw(seen: Look) -> Changes:
    event = seen.event
    return {"outcome": "withdrawn", "reason": event.body.get("reason", "")}


@effect("supersede")
def _supersede(seen: Look) -> Changes:
    event = seen.event
    return {"outcome": "superseded", "superseded_by": event.body["successor"]}


@effect("recuse")
def _recuse(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    return {"recused": (*state.recused, event.actor.id)}


# ---- referral and positions


@effect("refer")
def _refer(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    body = event.body
    sent = Referral(body["agency"], body["rule"], event.at, _texts(body.get("lines")))
    return {"referrals": (*state.referrals, sent)}


@effect("position")
def _position(seen: Look) -> Changes:
    state, event = seen.state, seen.event
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


@effect("recall_referral")
def _recalled(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    referral = state.referral(event.body["agency"])
    return {} if referral is None else {"referrals": _ended(state, referral, event, "recalled")}


@effect("agency_silent")
def _silent(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    referral = state.referral(event.body["agency"])
    if referral is None:
        return {}
    outcome = "no_objection" if policy_of(seen).silence == NO_OBJECTION else "overdue"
    return {"referrals": _ended(state, referral, event, outcome)}


# ---- questions


@effect("question")
def _question(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    body, actor = event.body, event.actor
    asked = Question(
        body["id"], body["text"], actor.id, actor.authority, body["cause"], event.at,
        moment_of(body["due"]), state.state,
    )  # fmt: skip
    return {"questions": (*state.questions, asked)}


@effect("remind", "answer_in_part", "answer", "question_lapsed", "withdraw_question")
def _answered(seen: Look) -> Changes:
    state, event = seen.state, seen.event
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
def _escalate(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    level = state.level + 1 if event.kind == "escalation_appeal" else 1
    trigger = event.body.get("trigger") or f"appeal of {event.actor.authority}"
    return {
        "escalations": (*state.escalations, Escalation(level, trigger, event.at, event.actor.id))
    }


@effect("vote")
def _vote(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    actor, last = event.actor, state.escalations[-1]
    cast = Vote(actor.authority, event.body["vote"], actor.id, event.at, _texts(event.body.get("reasons")))  # fmt: skip
    others = tuple(each for each in last.votes if each.authority != actor.authority)
    return {"escalations": (*state.escalations[:-1], replaced(last, votes=(*others, cast)))}


@effect("propose", "escalation_decided")
def _propose(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    body, actor = event.body, event.actor
    level = state.level if event.kind == "escalation_decided" else 0
    made = Proposal(
        body["outcome"], _texts(body["reasons"]), actor.id, event.at, level, body.get("text", ""),
        body.get("lines", MappingProxyType({})),
    )  # fmt: skip
    changes: Changes = {"proposals": (*state.proposals, made), "signatures": ()}
    if level:
        last = replaced(
            state.escalations[-1], outcome=made.outcome, decided=event.at, decided_by=actor.id
        )
        changes["escalations"] = (*state.escalations[:-1], last)
    return changes


@effect("send_back")
def _send_back(seen: Look) -> Changes:  # noqa: ARG001 - as the others
    return {"signatures": ()}


@effect("intent_to_deny")
def _intent(seen: Look) -> Changes:
    event = seen.event
    return {"intent": event.at, "signatures": ()}


@effect("reply", "reply_period_ended")
def _replied(seen: Look) -> Changes:
    event = seen.event
    return {"intent_ended": event.at}


@effect("countersign")
def _sign(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    signed = Signature(event.actor.id, event.actor.role, event.at)
    return {"signatures": (*state.signatures, signed)}


@effect("issue", "issue_on_appeal")
def _issue(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    outcome = state.proposal.outcome if state.proposal else ""
    if event.kind == "issue_on_appeal":
        outcome = "issued_on_appeal"
    return {"outcome": outcome, "license": event.body.get("license", "")}


# ---- conditions


@effect("condition_proposed")
def _condition(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    body = event.body
    new = Condition(
        body["id"], body["kind"], body["text"], body.get("terms", MappingProxyType({})),
        _texts(body.get("lines")), PROPOSED, (_step(event),),
    )  # fmt: skip
    return {"conditions": (*state.conditions, new)}


@effect("condition_changed", "condition_adopted", "condition_dropped")
def _condition_moved(seen: Look) -> Changes:
    state, event = seen.state, seen.event
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
def _flag(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    body = event.body
    set_ = Flag(body["flag"], body["on"], body["reason"], event.actor.id, event.at)
    return {"flags": (*state.flags, set_)}


@effect("remove_flag")
def _unflag(seen: Look) -> Changes:
    state, event = seen.state, seen.event
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
def _appeal(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    made = Appeal(event.at, event.actor.id, _texts(event.body["reasons"]), state.state)
    return {"appeals": (*state.appeals, made)}


@effect("appeal_upheld", "appeal_overturned")
def _appeal_decided(seen: Look) -> Changes:
    state, event = seen.state, seen.event
    outcome = event.kind.removeprefix("appeal_")
    last = replaced(state.appeals[-1], outcome=outcome, decided_by=event.actor.id, decided=event.at)
    return {"appeals": (*state.appeals[:-1], last)}


@effect("reopen_for_changes")
def _reopen(seen: Look) -> Changes:
    state = seen.state
    return {"reopened": state.reopened + 1}


@effect("correct")
def _correct(seen: Look) -> Changes:
    return {"corrections": (*seen.state.corrections, _entered(seen.event))}
