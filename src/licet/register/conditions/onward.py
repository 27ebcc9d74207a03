"""The goods stay where the license says, unless the authority has consented first."""

from __future__ import annotations

from datetime import datetime

from licet.record import record
from licet.register.conditions.evidence import Inputs, Onward
from licet.register.conditions.lab import Check
from licet.register.conditions.model import Said
from licet.register.conditions.users import joined


@record
class NoReexport:
    """No later transfer without consent; one within ``free`` countries needs none."""

    free: tuple[str, ...] = ()


def no_reexport(rule: NoReexport, inputs: Inputs, at: datetime) -> Said:
    """Whether each later transfer had consent before it happened."""
    if inputs.onward is None:
        return Said(None, "Nothing is known of later transfers.", missing=("later transfers, or that there are none",))  # fmt: skip
    seen = [each for each in inputs.onward if each.day <= at.date()]
    checks = [_check(each) for each in seen if each.country not in rule.free]
    return joined(checks, tuple(each.ref for each in seen), "No later transfer lacked consent.")


def _check(each: Onward) -> Check:
    if not each.consent:
        return False, f"{each.ref} to {each.country} on {each.day} had no consent"
    if each.consent_day is None:
        return None, f"the day of consent {each.consent}"
    after = f"consent {each.consent} of {each.consent_day} came after {each.ref} of {each.day}"
    return each.consent_day <= each.day, after
