"""Which reports a license owes, filed and outstanding."""

from __future__ import annotations

from datetime import date

from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import Condition
from licet.register.conditions.reporting import Owed, Reporting, owed
from licet.register.conditions.tested import parameters_of


def filings(conditions: tuple[Condition, ...], inputs: Inputs, day: date) -> tuple[Owed, ...]:
    """Every report that the binding conditions ask for up to ``day``, by its due day.

    A report that is due after the license has ended is due all the same, so nothing here looks at that.
    """
    found = [
        each
        for condition in conditions
        if condition.binds and condition.kind == "reporting"
        for each in owed(_rule(condition), inputs, day)
    ]
    return tuple(sorted(found, key=lambda each: (each.due or date.max, each.obligation)))


def _rule(condition: Condition) -> Reporting:
    rule: Reporting = parameters_of(condition)
    return rule
