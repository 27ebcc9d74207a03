"""Money that must be assessed and paid: a duty, or a share that a license was made to depend on."""

from __future__ import annotations

from datetime import datetime

from licet.facts.values import Truth, plain
from licet.record import record
from licet.register.conditions.evidence import Inputs, Paid
from licet.register.conditions.lab import Check
from licet.register.conditions.model import Said
from licet.register.conditions.users import joined


@record
class MoneyPaid:
    """What ``reading`` assesses is paid: before the shipment (``before_shipment``), or by its due day."""

    reading: str
    before_shipment: bool = False


def money_paid(rule: MoneyPaid, inputs: Inputs, at: datetime) -> Said:
    """Whether each shipment is assessed under the reading, and nothing that is due is open."""
    if inputs.paid is None:
        return Said(None, "Nothing is known of payments.", missing=(f"assessments under {rule.reading}",))  # fmt: skip
    by_shipment = {each.shipment: each for each in inputs.paid if each.reading == rule.reading}
    wanted = [each.ref for each in inputs.drawn]
    if inputs.now is not None and rule.before_shipment:
        wanted.append(inputs.now.ref)
    checks = [_check(ref, by_shipment.get(ref), rule, at) for ref in wanted]
    used = tuple(by_shipment[ref].ref or ref for ref in wanted if ref in by_shipment)
    return joined(checks, used, f"Nothing is open under {rule.reading}.")


def _check(ref: str, paid: Paid | None, rule: MoneyPaid, at: datetime) -> Check:
    if paid is None:
        return None, f"an assessment of {ref} under {rule.reading}"
    if paid.assessed is None:
        return None, f"the amount assessed on {ref} under {rule.reading}"
    open_ = paid.assessed - paid.paid
    if open_ <= 0:
        return True, ""
    said = f"{plain(open_)} {paid.currency} of {plain(paid.assessed)} is open on {ref}"
    if rule.before_shipment:
        return False, said
    if paid.due is None:
        return None, f"by when {said}"
    late: Truth = paid.due >= at.date()
    return late, f"{said}, due {paid.due}"
