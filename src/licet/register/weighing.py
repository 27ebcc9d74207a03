"""Guards of referral, positions, escalation, conditions and the decision itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from licet.register.clock.days import due
from licet.register.guarding import APPLICATION, Seen, guard, policy_of, today
from licet.register.state import ADOPTED, PROPOSED, CaseState, Escalation, Position

Look = Seen[CaseState]
_SILENT = ("not_applicable", "abstain")
_FINAL = "final"


# ---- referral and positions


@guard(APPLICATION)
def routing_rule_named(seen: Look) -> str:
    """A routing rule of this authority asks for the agency, and does not certainly fail to hold."""
    rule, agency = seen.law.routing.rule(str(seen.said("rule"))), seen.said("agency")
    if rule is None or rule.authority != seen.state.authority:
        known = [each.id for each in seen.law.routing.rules if each.authority == seen.state.authority]  # fmt: skip
        return f"{seen.said('rule')!r} is no routing rule of {seen.state.authority}; known are {', '.join(known)}"
    if agency not in rule.refer:
        return f"the rule {rule.id} asks {', '.join(rule.refer)}, not {agency}"
    if rule.holds(seen.state) is False:
        return f"the rule {rule.id} does not hold for this file"
    return ""


@guard(APPLICATION)
def not_referred_before(seen: Look) -> str:
    """The agency was not asked before."""
    asked = seen.state.referral(str(seen.said("agency")))
    return f"{asked.agency} was asked on {asked.sent.date()}" if asked else ""


@guard(APPLICATION)
def nobody_must_be_asked(seen: Look) -> str:
    """No routing rule certainly asks for an agency, and the officer's own position stands."""
    asked = seen.law.routing.asked(seen.state)
    if asked:
        return "these must be asked: " + ", ".join(f"{name} by {rule.id}" for name, rule in asked)
    return "" if final_positions(seen.state) else "nobody has given a final position"


@guard(APPLICATION)
def asked_for_a_position(seen: Look) -> str:
    """An agency speaks in a file that was referred to it."""
    actor = seen.event.actor
    if actor.role == "agency" and seen.state.referral(actor.authority) is None:
        return f"the file was not referred to {actor.authority}"
    return ""


@guard(APPLICATION)
def line_and_party_known(seen: Look) -> str:
    """A position is about a line, the country of it and a party of this file."""
    content = seen.state.content
    lines = {str(each["id"]): each for each in content.get("lines") or () if isinstance(each, Mapping)}  # fmt: skip
    parties = [str(each["id"]) for each in content.get("parties") or () if isinstance(each, Mapping)]  # fmt: skip
    line, party, country = seen.said("line"), seen.said("party"), seen.said("country")
    if line not in lines:
        return f"there is no line {line}; known are {', '.join(lines)}"
    if party not in parties:
        return f"there is no party {party}; known are {', '.join(parties)}"
    if country != lines[line].get("country"):
        return f"the line {line} goes to {lines[line].get('country')}, not to {country}"
    return ""


@guard(APPLICATION)
def reasons_where_denied(seen: Look) -> str:
    """Whoever wants a denial gives reasons and the provision that they rest on."""
    if seen.said("position") == "deny" and not (seen.said("reasons") and seen.said("basis")):
        return (
            "a position to deny gives its reasons and the statute and regulation that it rests on"
        )
    return ""


@guard(APPLICATION)
def referral_is_due(seen: Look) -> str:
    """The agency is silent and its time has passed."""
    referral = seen.state.referral(str(seen.said("agency")))
    if referral is None or referral.ended is not None:
        return f"no answer of {seen.said('agency')} is open"
    policy = policy_of(seen)
    limit = policy.limit("agency_recommendation")
    if limit is None:
        return f"{policy.name} publishes no time limit for agencies"
    found = due(limit, referral.sent, seen.state.ticks, policy, seen.event.at)
    if found.over:
        return ""
    return f"{referral.agency} has until {found.last_day or 'the clock runs again'}"


@guard(APPLICATION)
def referral_is_open(seen: Look) -> str:
    """The agency was asked and has not answered."""
    referral = seen.state.referral(str(seen.said("agency")))
    waiting = referral is not None and referral.ended is None
    return "" if waiting else f"no answer of {seen.said('agency')} is open"


@guard(APPLICATION)
def all_positions_in(seen: Look) -> str:
    """Every agency that was asked has answered or run out of time, and nobody who must be asked was left out."""
    waiting = [each.agency for each in seen.state.referrals if each.ended is None]
    if waiting:
        return f"{', '.join(waiting)} {'has' if len(waiting) == 1 else 'have'} not answered"
    for agency, rule in seen.law.routing.asked(seen.state):
        if seen.state.referral(agency) is None:
            return f"{agency} must be asked by {rule.id}"
    return ""


def final_positions(state: CaseState) -> tuple[Position, ...]:
    """Final positions that say yes or no."""
    return tuple(
        each
        for each in state.standing_positions()
        if each.level == _FINAL and each.position not in _SILENT
    )


def differing(state: CaseState) -> tuple[tuple[str, str, str], ...]:
    """Lines, countries and parties of which final positions differ."""
    held: dict[tuple[str, str, str], set[str]] = {}
    for each in final_positions(state):
        held.setdefault(each.about, set()).add(each.position)
    return tuple(about for about, positions in held.items() if len(positions) > 1)


@guard(APPLICATION)
def positions_agree(seen: Look) -> str:
    """There are final positions, and those on each line, country and party are the same."""
    if not final_positions(seen.state):
        return "nobody has given a final position; the officer's own is one"
    apart = differing(seen.state)
    if apart:
        return "final positions differ on " + "; ".join(", ".join(each) for each in apart)
    return ""


@guard(APPLICATION)
def positions_differ(seen: Look) -> str:
    """Final positions differ on some line, country and party."""
    return "" if differing(seen.state) else "final positions do not differ; propose what they say"


@guard(APPLICATION)
def follows_positions(seen: Look) -> str:
    """The proposal is what the positions say; where lines are held apart, one of those."""
    held = {each.position for each in final_positions(seen.state)}
    if seen.said("outcome") not in held:
        return (
            f"the positions say {', '.join(sorted(held)) or 'nothing'}, not {seen.said('outcome')}"
        )
    for line, outcome in (seen.said("lines") or {}).items():
        on = {each.position for each in final_positions(seen.state) if each.line == line}
        if outcome not in on:
            return f"on line {line} the positions say {', '.join(sorted(on)) or 'nothing'}, not {outcome}"
    return ""


@guard(APPLICATION)
def positions_say_return(seen: Look) -> str:
    """The positions say that the file should go back."""
    held = {each.position for each in final_positions(seen.state)}
    return "" if held == {"return"} else "the positions do not say that the file should go back"


# ---- escalation


@guard(APPLICATION)
def votes_recorded(seen: Look) -> str:
    """Every agency that was asked, and not let go, has voted at this level."""
    voted = {each.authority for each in seen.state.escalations[-1].votes}
    held = (each for each in seen.state.referrals if each.outcome != "recalled")
    missing = [each.agency for each in held if each.agency not in voted]
    return f"no vote of {', '.join(missing)} is recorded" if missing else ""


@guard(APPLICATION)
def follows_the_votes(seen: Look) -> str:
    """Where the level decides by majority, the outcome is that of more than half of those who did not abstain."""
    state = seen.state
    policy = policy_of(seen)
    level = policy.level(state.level)
    if level is None or level.decides != "majority":
        return ""
    votes = Counter(each.vote for each in state.escalations[-1].votes if each.vote != "abstain")
    outcome = seen.said("outcome")
    if votes[outcome] * 2 > votes.total():
        return ""
    told = ", ".join(f"{vote} {number}" for vote, number in sorted(votes.items()))
    return f"{level.body} decides by majority; the votes are {told or 'none'}, no majority for {outcome}"


@guard(APPLICATION)
def escalation_was_decided(seen: Look) -> str:
    """The proposal comes from a level of escalation."""
    return "" if _last(seen.state) else "the proposal does not come from an escalation"


def _last(state: CaseState) -> Escalation | None:
    """The level of escalation that the standing proposal comes from."""
    if state.proposal is None or not state.proposal.level:
        return None
    return state.escalations[-1]


def dissenters(escalation: Escalation) -> tuple[str, ...]:
    """Bodies that voted otherwise than it was decided; an abstention is no dissent."""
    return tuple(
        each.authority
        for each in escalation.votes
        if each.vote not in (escalation.outcome, "abstain")
    )


@guard(APPLICATION)
def dissented(seen: Look) -> str:
    """Only an agency that voted otherwise may carry the case higher."""
    last = _last(seen.state)
    if last is not None and seen.event.actor.authority in dissenters(last):
        return ""
    return f"{seen.event.actor.authority} did not vote against the decision"


def _appeal_ends(seen: Look) -> date | None:
    """The last day of an agency's appeal; None where there is none to make."""
    state, last = seen.state, _last(seen.state)
    policy = policy_of(seen)
    level = policy.level(state.level)
    if last is None or last.decided is None or level is None or level.appeal_days is None:
        return None
    if policy.level(level.level + 1) is None or policy.calendar is None:
        return None
    return policy.calendar.add(policy.calendar.day_of(last.decided), level.appeal_days, policy.unit)


@guard(APPLICATION)
def within_escalation_limit(seen: Look) -> str:
    """The days in which an agency may carry the case higher have not passed."""
    ends = _appeal_ends(seen)
    if ends is None:
        return "from this level no agency may appeal"
    return "" if today(seen) <= ends else f"the time to carry the case higher ended on {ends}"  # fmt: skip


@guard(APPLICATION)
def level_above(seen: Look) -> str:
    """There is a higher level."""
    policy = policy_of(seen)
    return "" if policy.level(seen.state.level + 1) else "there is no higher level"


@guard(APPLICATION)
def escalation_is_final(seen: Look) -> str:
    """Nobody who voted otherwise can still carry the case higher."""
    last, ends = _last(seen.state), _appeal_ends(seen)
    if last is None or ends is None or not dissenters(last) or today(seen) > ends:
        return ""
    return f"{', '.join(dissenters(last))} may carry the case higher until {ends}"


# ---- conditions and the decision


@guard(APPLICATION)
def condition_is_new(seen: Look) -> str:
    """No condition of this file has that id."""
    taken = seen.state.condition(str(seen.said("id"))) is not None
    return f"there is a condition {seen.said('id')} already; change it" if taken else ""


@guard(APPLICATION)
def condition_is_known(seen: Look) -> str:
    """The condition was proposed in this file."""
    if seen.state.condition(str(seen.said("id"))) is not None:
        return ""
    known = ", ".join(each.id for each in seen.state.conditions)
    return f"there is no condition {seen.said('id')}; known are {known or 'none'}"


@guard(APPLICATION)
def conditions_settled(seen: Look) -> str:
    """Every condition that was proposed is adopted, or dropped with a reason."""
    waiting = [each.id for each in seen.state.conditions if each.status == PROPOSED]
    return f"neither adopted nor dropped: {', '.join(waiting)}" if waiting else ""


@guard(APPLICATION)
def outcome_fits_conditions(seen: Look) -> str:
    """Adopted conditions go with an approval with conditions, and with nothing else."""
    proposal = seen.state.proposal
    adopted = [each.id for each in seen.state.conditions if each.status == ADOPTED]
    outcome = proposal.outcome if proposal else ""
    if outcome == "approve_with_conditions" and not adopted:
        return "the proposal is to approve with conditions, and no condition is adopted"
    if outcome == "approve" and adopted:
        return f"the proposal is to approve without conditions, and {', '.join(adopted)} is adopted"
    return ""


@guard(APPLICATION)
def no_signature_yet(seen: Look) -> str:
    """Nobody has signed: what is signed does not change."""
    signed = ", ".join(each.by for each in seen.state.signatures)
    return f"{signed} has signed; send the proposal back to change it" if signed else ""


@guard(APPLICATION)
def proposed(seen: Look) -> str:
    """The standing proposal has the outcome that the row names."""
    outcome = seen.state.proposal.outcome if seen.state.proposal else "nothing"
    return "" if outcome == seen.words[0] else f"proposed is {outcome}, not {seen.words[0]}"


@guard(APPLICATION)
def notice_is_owed(seen: Look) -> str:
    """The authority's law asks for a notice before a denial; elsewhere nothing would end its period."""
    policy = policy_of(seen)
    return "" if policy.intent_required else f"{policy.name} gives no notice of intent; it decides"


@guard(APPLICATION)
def intent_not_given(seen: Look) -> str:
    """No notice of intent to deny was given before."""
    return f"notice was given on {seen.state.intent.date()}" if seen.state.intent else ""


@guard(APPLICATION)
def intent_was_given(seen: Look) -> str:
    """Where the authority must say first that it means to deny, it has, and the time for a reply is over."""
    state = seen.state
    policy = policy_of(seen)
    if state.proposal is None or state.proposal.outcome != "deny" or not policy.intent_required:
        return ""
    return "" if state.intent_ended else "a denial needs a notice of intent first, and the applicant's reply or the end of its period"  # fmt: skip


@guard(APPLICATION)
def another_signature_is_needed(seen: Look) -> str:
    """After this signature another one is needed."""
    missing = signatures_needed(seen) - len(seen.state.signatures) - 1
    return "" if missing > 0 else "this is the last signature that is needed"


@guard(APPLICATION)
def enough_signatures(seen: Look) -> str:
    """As many have signed as are needed now: a flag set after the signature may ask for one more."""
    missing = signatures_needed(seen) - len(seen.state.signatures)
    return f"{missing} more must sign; send the proposal back" if missing > 0 else ""


def signatures_needed(seen: Look) -> int:
    """Countersignatures that the decision needs: the authority's number, two where a flag ever asked for two."""
    state = seen.state
    policy = policy_of(seen)
    kinds = (seen.law.routing.flag(each.flag) for each in state.flags)
    return max(policy.signatures, 2 if any(kind and kind.two_sign for kind in kinds) else 1)


@guard(APPLICATION)
def license_named(seen: Look) -> str:
    """An approval names the number of the license."""
    return "" if seen.said("license") else "an approval names its license"
