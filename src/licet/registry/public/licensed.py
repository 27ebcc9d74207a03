"""What an event did to a license, told in the case of the application that it came from."""

from __future__ import annotations

from licet.publiclog.view import ANY
from licet.register.license_state import LicenseState
from licet.register.state import CaseState
from licet.registry.public import condition
from licet.registry.public.told import Told, spoken_by, told
from licet.registry.public.view import Telling


def steps(
    by: Telling, before: LicenseState, after: LicenseState, case: CaseState
) -> tuple[Told, ...]:
    """How the log tells one event of a license; ``case`` is its application.

    An amendment that takes a condition away, or brings one, is told with a step for each.
    """
    who = spoken_by(by.event)
    order = condition.numbers(case, after)
    found = [told(by, {"by": who, "state": after.state})]
    shown = by.view.view.shows(ANY, "condition")
    for each in condition.amended(by, before, after, order):
        said = {"by": who, "condition": each}
        found.append(Told(f"condition_{each['act']}", said if shown else {}, {} if shown else said))
    return tuple(found)
