"""Who receives the goods, and who uses them from afar."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from licet.facts.values import Truth
from licet.record import record
from licet.register.conditions.certified import Certified, certified
from licet.register.conditions.evidence import Access, AccessReport, Inputs
from licet.register.conditions.lab import Check
from licet.register.conditions.model import Said
from licet.register.license import Party


@record
class EndUser:
    """Each party of ``roles`` (none named: each party) was screened, with no hit open and none that is it.

    The screening is at most ``most_days`` old; ``statements`` are subjects that must be certified besides.
    """

    most_days: int
    roles: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()


@record
class RemoteAccess:
    """Users tied to ``countries`` are among ``disclosed``, and nobody barred has access.

    A user is tied by where it is, by its headquarters or by its parent's.  Reports reach from the first
    drawdown to within ``most_days`` of the test, without a gap.
    """

    countries: tuple[str, ...]
    most_days: int
    disclosed: tuple[str, ...] = ()


def end_user(rule: EndUser, inputs: Inputs, at: datetime) -> Said:
    """Whether the parties of the shipment are screened and closed, and what they signed is in force."""
    if inputs.now is None:
        return Said(None, "There is no shipment, so no parties.", missing=("the shipment",))
    day = inputs.now.day
    parties = [each for each in inputs.now.parties if not rule.roles or each.role in rule.roles]
    absent = [each for each in rule.roles if each not in {party.role for party in parties}]
    checks = [_screened(each, rule, inputs, day) for each in parties]
    checks += [(None, f"the party that is {each.replace('_', ' ')}") for each in absent]
    if not parties and not absent:
        checks.append((None, "the parties of the shipment"))
    used = tuple(sorted({each.ref for each in inputs.screened or () if each.name in {p.name for p in parties}}))  # fmt: skip
    if rule.statements:
        said = certified(Certified(rule.statements), inputs, at)
        checks += [(said.holds, said.why)] if said.holds is not None else [(None, each) for each in said.missing]  # fmt: skip
        used += said.used
    return joined(checks, used, "Every party is screened, every hit closed, every statement in force.")  # fmt: skip


def _screened(party: Party, rule: EndUser, inputs: Inputs, day: date) -> Check:
    fresh = [
        each
        for each in inputs.screened or ()
        if each.name == party.name and day - timedelta(days=rule.most_days) <= each.day <= day
    ]
    if not fresh:
        return None, f"a screening of {party.name} in the {rule.most_days} days up to {day}"
    newest = max(fresh, key=lambda each: each.day)
    if newest.is_it:
        return False, f"{party.name} is on a list ({newest.ref})"
    if newest.open:
        return None, f"the closing of {newest.open} hits on {party.name} ({newest.ref})"
    return True, ""


def remote_access(rule: RemoteAccess, inputs: Inputs, at: datetime) -> Said:
    """Whether remote users are as disclosed, by reports that reach to the day of the test."""
    if inputs.access is None:
        return Said(
            None, "Nothing is known of remote users.", missing=("a report on remote access",)
        )
    day = at.date()
    seen = [each for each in inputs.access if each.since <= day]
    used = tuple(f"{each.ref}, {each.since} to {each.to}" for each in seen)
    checks = [_user(each, rule) for report in seen for each in report.users]
    checks += [(None, each) for each in _not_covered(rule, inputs, seen, day)]
    checks += [(None, f"who signed {each.ref}") for each in seen if not each.signer]
    return joined(checks, used, "Remote users are as disclosed, and none is barred.")


def _not_covered(
    rule: RemoteAccess, inputs: Inputs, seen: list[AccessReport], day: date
) -> Iterator[str]:
    """Spans without a report: from the first drawdown on, between reports, and up to the test."""
    ordered = sorted(seen, key=lambda each: each.since)
    goods = [each.day for each in inputs.drawn if each.day <= day]
    reach = min(goods) if goods else ordered[0].since if ordered else day
    for each in ordered:
        if each.since > reach:
            yield f"a report on remote access from {reach} to {each.since}"
        reach = max(reach, each.to)
    if not ordered or reach < day - timedelta(days=rule.most_days):
        yield f"a report on remote access in the {rule.most_days} days up to {day}"


def _user(user: Access, rule: RemoteAccess) -> Check:
    if user.barred:
        return False, f"{user.user} is barred and had access"
    tied = {user.country, user.headquarters, user.parent} & set(rule.countries)
    if tied and user.user not in rule.disclosed:
        return False, f"{user.user} ({', '.join(sorted(tied))}) had access and was not disclosed"
    if user.barred is None:
        return None, f"whether {user.user} is barred"
    if user.user not in rule.disclosed and not (user.country and user.headquarters and user.parent):
        return None, f"where {user.user}, its headquarters and its parent are"
    return True, ""


def joined(checks: list[Check], used: tuple[str, ...], all_well: str) -> Said:
    """One answer of several checks: what is broken first, then what is missing."""
    broken = [text for truth, text in checks if truth is False]
    missing = tuple(dict.fromkeys(text for truth, text in checks if truth is None))
    holds: Truth = False if broken else None if missing else True
    why = f"{'; '.join(broken)}." if broken else "Something is still open." if missing else all_well
    return Said(holds, why, used, missing)
