"""Guards of an application's steps: who, and what of the file.  The first line of each says what it asks."""

from __future__ import annotations

from collections.abc import Mapping

from licet.errors import UnknownName
from licet.register import weighing  # noqa: F401 - its guards are entered with these
from licet.register.clock.calendar import WORKING
from licet.register.clock.days import Due, due
from licet.register.events import SIDE_OF_THE_STATE
from licet.register.guarding import APPLICATION, Seen, guard, policy_of
from licet.register.laboratories import CERTIFICATE
from licet.register.opened import opening_fault
from licet.register.state import CaseState
from licet.register.table import moment_of, number_of

Look = Seen[CaseState]


def due_of(seen: Look, limit: str, stage: str) -> Due | None:
    """How a limit stands at the event; None where the authority has no such limit."""
    policy = policy_of(seen)
    found, since = policy.limit(limit), seen.state.stages.get(stage)
    if found is None or since is None:
        return None
    return due(found, since, seen.state.ticks, policy, seen.event.at)


# ---- who


@guard(APPLICATION)
def of_this_authority(seen: Look) -> str:
    """Officials act for the authority of the file; agencies are agencies of it."""
    actor, state = seen.event.actor, seen.state
    if not state.authority or actor.role not in SIDE_OF_THE_STATE:
        return ""
    if actor.role == "agency":
        known = [name for name, authority, _ in seen.law.routing.agencies if authority == state.authority]  # fmt: skip
        if actor.authority not in known:
            return f"{actor.authority or 'no agency'} is no agency of {state.authority}; known are {', '.join(known) or 'none'}"
        return ""
    if actor.authority != state.authority:
        return f"{actor.id} acts for {actor.authority or 'no authority'}; the file is before {state.authority}"
    return ""


@guard(APPLICATION)
def not_own_file(seen: Look) -> str:
    """No official acts on a file that they filed, that is of their own firm, or in which they have an interest."""
    actor, state = seen.event.actor, seen.state
    if actor.role not in SIDE_OF_THE_STATE:
        return ""
    if actor.id in state.filers or (state.applicant and actor.authority == state.applicant):
        return f"{actor.id} acted for the applicant in this file and may not weigh or decide it"
    if actor.id in state.recused:
        return f"{actor.id} stated an interest in this file and stays out of it"
    return ""


@guard(APPLICATION)
def own_file_only(seen: Look) -> str:
    """An applicant acts for the firm that the file is of; an agent by its mandate."""
    actor, state = seen.event.actor, seen.state
    if actor.role == "applicant":
        firm = state.applicant or seen.said("applicant")
        return "" if actor.authority == firm else f"{actor.id} acts for {actor.authority or 'no firm'}; the file is of {firm}"  # fmt: skip
    if actor.role == "agent" and state.case and actor.id not in state.mandates:
        return f"{actor.id} has no mandate in this file"
    return ""


@guard(APPLICATION)
def laboratory_files_certificates(seen: Look) -> str:
    """A laboratory files certificates of tests, and no other document."""
    if seen.event.actor.role == "lab" and seen.said("kind") != CERTIFICATE:
        return f"a laboratory files documents of the kind {CERTIFICATE}, not {seen.said('kind') or 'of no kind'}"
    return ""


@guard(APPLICATION)
def mandate_named(seen: Look) -> str:
    """An agent who files names the mandate."""
    if seen.event.actor.role == "agent" and not seen.said("mandate"):
        return "an agent files by a mandate; name it"
    return ""


@guard(APPLICATION)
def assigned_to_actor(seen: Look) -> str:
    """The file is assigned to the officer who opens the review."""
    if seen.state.assigned != seen.who:
        return f"the file is assigned to {seen.state.assigned or 'nobody'}, not to {seen.who}"
    return ""


@guard(APPLICATION)
def not_the_proposer(seen: Look) -> str:
    """Whoever proposed the decision does not sign it."""
    proposal = seen.state.proposal
    if proposal is not None and proposal.by == seen.who:
        return f"{seen.who} proposed the decision; another person signs"
    return ""


@guard(APPLICATION)
def not_signed_before(seen: Look) -> str:
    """Nobody signs twice."""
    signed = any(each.by == seen.who for each in seen.state.signatures)
    return f"{seen.who} has signed already" if signed else ""


@guard(APPLICATION)
def signed_by_another(seen: Look) -> str:
    """The decision carries the signature of somebody who did not propose it."""
    proposal, signed = seen.state.proposal, seen.state.signatures
    if proposal is None or not any(each.by != proposal.by for each in signed):
        return "nobody but the proposer has signed the decision"
    return ""


@guard(APPLICATION)
def not_a_first_decider(seen: Look) -> str:
    """An appeal is decided by nobody who took part in the first decision."""
    if seen.who in seen.state.deciders:
        return f"{seen.who} took part in the decision that is appealed"
    return ""


@guard(APPLICATION)
def not_the_one_who_overturned(seen: Look) -> str:
    """Whoever overturned the decision does not issue the new one."""
    if any(each.decided_by == seen.who for each in seen.state.appeals):
        return f"{seen.who} decided the appeal; another person issues"
    return ""


@guard(APPLICATION)
def rank_at_least(seen: Look) -> str:
    """The actor has the rank that the row names, or a higher one."""
    wanted, rank = seen.words[0], seen.event.actor.rank
    if seen.law.routing.reaches(rank, wanted):
        return ""
    return f"{seen.who} has the rank {rank or 'of nobody'}; {wanted} or above is needed"


# ---- what was filed


@guard(APPLICATION)
def authority_known(seen: Look) -> str:
    """There is a clock policy for the authority."""
    try:
        seen.law.policy(str(seen.said("authority")), seen.event.at.date())
    except UnknownName as error:
        return str(error)
    return ""


@guard(APPLICATION)
def opening_is_readable(seen: Look) -> str:
    """The decision that the file opens with has the shape that the routing rules read."""
    found = seen.said("opening")
    return "" if found is None else opening_fault(found)


@guard(APPLICATION)
def has_lines(seen: Look) -> str:
    """Every line has an id of its own, an item, a quantity with its unit, and a country."""
    lines = seen.state.content.get("lines") or ()
    if not lines:
        return "the application has no line"
    for each in lines:
        fault = _line_fault(each)
        if fault:
            return fault
    return _twice(lines, "line")


def _line_fault(line: object) -> str:
    if not isinstance(line, Mapping):
        return f"a line is a mapping, not {str(line)[:60]!r}"
    missing = [name for name in ("id", "item", "quantity", "unit", "country") if not line.get(name)]
    if missing:
        return f"the line {line.get('id', '?')} lacks {', '.join(missing)}"
    try:
        positive = number_of(line["quantity"]) > 0
    except ValueError as error:
        return f"the quantity of line {line['id']}: {error}"
    return "" if positive else f"the quantity of line {line['id']} is not above zero"


@guard(APPLICATION)
def has_parties(seen: Look) -> str:
    """Every party has an id of its own, a name and a role, and one of them is the end user."""
    parties = seen.state.content.get("parties") or ()
    for each in parties:
        if not isinstance(each, Mapping) or not all(each.get(n) for n in ("id", "name", "role")):
            return "a party has an id, a name and a role"
    if not any("end_user" in str(each["role"]) for each in parties):
        return "no party has the role end_user or ultimate_end_user"
    return _twice(parties, "party")


def _twice(things: tuple[Mapping[str, object], ...], what: str) -> str:
    ids = [each["id"] for each in things]
    again = next((each for n, each in enumerate(ids) if each in ids[:n]), None)
    return f"two entries share the {what} id {again}" if again is not None else ""


@guard(APPLICATION)
def no_gaps(seen: Look) -> str:
    """Whoever checked the file found no gap that blocks it."""
    gaps = seen.said("gaps") or ()
    return f"the file still lacks {', '.join(map(str, gaps))}" if gaps else ""


# ---- questions, causes, periods


@guard(APPLICATION)
def cause_known(seen: Look) -> str:
    """The cause is one that the clocks have a name for."""
    known = [name for name, _ in seen.law.clocks.causes]
    cause = seen.said("cause")
    return "" if cause in known else f"{cause!r} is no known cause; known are {', '.join(known)}"


@guard(APPLICATION)
def due_is_later(seen: Look) -> str:
    """The answer is due after the question."""
    due_at = moment_of(seen.said("due"))
    return "" if due_at > seen.event.at else f"the answer would be due at {due_at.isoformat()}, not after the question"  # fmt: skip


@guard(APPLICATION)
def question_is_new(seen: Look) -> str:
    """No question of this file has that id."""
    taken = any(each.id == seen.said("id") for each in seen.state.questions)
    return f"there is a question {seen.said('id')} already" if taken else ""


@guard(APPLICATION)
def question_is_due(seen: Look) -> str:
    """The time for the answer has passed."""
    question = seen.state.question
    if question is None:
        return "no question is open"
    if seen.event.at <= question.due:
        return f"the answer to {question.id} is due by {question.due.isoformat()}"
    return ""


@guard(APPLICATION)
def reminded_in_time(seen: Look) -> str:
    """Where the authority promises a reminder, it went out that many working days before the due day."""
    policy, question = policy_of(seen), seen.state.question
    if question is None or not policy.reminder_days:
        return ""
    if question.reminded is None or policy.calendar is None:
        return f"no reminder of {question.id} went out; {policy.reminder_days} working days before the due day one is owed"
    latest = policy.calendar.add(policy.calendar.day_of(question.due), -policy.reminder_days, WORKING)  # fmt: skip
    if policy.calendar.day_of(question.reminded) > latest:
        return f"the reminder of {question.id} went out after {latest}"
    return ""


@guard(APPLICATION)
def within_reply_period(seen: Look) -> str:
    """The period for a reply to a notice of intent has not ended."""
    found = due_of(seen, "reply_to_intent", "intent")
    return f"the period for a reply ended on {found.last_day}" if found and found.over else ""


@guard(APPLICATION)
def reply_period_is_over(seen: Look) -> str:
    """The period for a reply to a notice of intent has ended."""
    found = due_of(seen, "reply_to_intent", "intent")
    if found is None:
        return "this authority sets no period for a reply; it ends with the reply"
    return "" if found.over else f"the period for a reply runs until {found.last_day}"


@guard(APPLICATION)
def within_appeal_limit(seen: Look) -> str:
    """The time for an appeal has not passed; where none is known it cannot have."""
    found = due_of(seen, "appeal", "decision")
    return f"the time for an appeal ended on {found.last_day}" if found and found.over else ""


@guard(APPLICATION)
def not_appealed_before(seen: Look) -> str:
    """A decision is appealed once."""
    return "the decision was appealed before" if seen.state.appeals else ""


# ---- flags


@guard(APPLICATION)
def no_flag_blocks(seen: Look) -> str:
    """No standing flag blocks the stage that the row names."""
    stage = seen.words[0]
    for each in seen.state.standing_flags:
        kind = seen.law.routing.flag(each.flag)
        if kind is not None and stage in kind.blocks:
            return f"the flag {each.flag} on {each.on} blocks the {stage}; {kind.removed_by} or above may remove it"
    return ""


@guard(APPLICATION)
def flag_is_listed(seen: Look) -> str:
    """The flag is of a known kind and does not stand there yet."""
    name, on = seen.said("flag"), seen.said("on")
    if seen.law.routing.flag(name) is None:
        known = ", ".join(each.name for each in seen.law.routing.flags)
        return f"{name!r} is no known flag; known are {known}"
    return f"the flag {name} stands on {on} already" if seen.state.flag(name, on) else ""


@guard(APPLICATION)
def flag_is_set(seen: Look) -> str:
    """The flag stands on what is named."""
    name, on = seen.said("flag"), seen.said("on")
    return "" if seen.state.flag(name, on) else f"no flag {name} stands on {on}"


@guard(APPLICATION)
def rank_of_flag(seen: Look) -> str:
    """A flag is removed only from the rank that it names."""
    kind, rank = seen.law.routing.flag(str(seen.said("flag"))), seen.event.actor.rank
    if kind is None or seen.law.routing.reaches(rank, kind.removed_by):
        return ""
    return f"the flag {kind.name} is removed by {kind.removed_by} or above; {seen.who} has the rank {rank or 'of nobody'}"
