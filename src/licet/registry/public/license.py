"""What an event did to a license, told in the case of the application that it came from."""

from __future__ import annotations

from licet.register.events import Event
from licet.register.license_state import LicenseState
from licet.register.procedure import Procedure
from licet.register.state import CaseState
from licet.registry.public import condition
from licet.registry.public.told import Told, spoken_by, told
from licet.registry.public.view import Views


def steps(
    before: LicenseState, event: Event, after: LicenseState, case: CaseState, law: Procedure, views: Views
) -> tuple[Told, ...]:  # fmt: skip
    """How the log tells one event of a license; ``case`` is its application.

    An amendment that takes a condition away, or brings one, is told with a step for each.
    """
    view = views.of(after.authority, event.at.date())
    by = spoken_by(event)
    order = condition.numbers(case, after)
    first = told(event, {"by": by, "state": after.state}, view, law)
    moved = condition.amended(event, before, after, order, view, views)
    shown = "condition" in view.view.public["*"]
    return (
        first,
        *(
            Told(f"condition_{each['act']}", {"by": by, "condition": each} if shown else {}, {} if shown else {"condition": each})
            for each in moved
        ),
    )  # fmt: skip
