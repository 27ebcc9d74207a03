"""A license held against its conditions before it is issued: each line as if all of it went at once."""

from __future__ import annotations

from datetime import datetime

from licet.record import record, replaced
from licet.register.conditions.evidence import Inputs, Shipment
from licet.register.conditions.model import BEFORE_ISSUE, Condition, Finding
from licet.register.conditions.tested import test_all
from licet.register.license import LicenseView, Line


@record
class LineTested:
    """One line with what was found of it."""

    line: str
    findings: tuple[Finding, ...]

    @property
    def refuses(self) -> tuple[Finding, ...]:
        """Findings that keep the license from being issued, or from being used."""
        return tuple(each for each in self.findings if each.refuses)


def before_issue(
    view: LicenseView, conditions: tuple[Condition, ...], inputs: Inputs, at: datetime
) -> tuple[LineTested, ...]:
    """Each line with the findings of the conditions that are tested before issue.

    A line to several countries is tested once for each, since a ratio counts some of them only.
    """
    known = replaced(
        inputs, application_day=inputs.application_day or view.application_day, holder=view.holder
    )
    return tuple(
        LineTested(line.number, test_all(conditions, BEFORE_ISSUE, line.number, each, at))
        for line in view.lines
        for each in (replaced(known, now=_whole(view, line, country)) for country in line.countries)
    )


def _whole(view: LicenseView, line: Line, country: str) -> Shipment:
    return Shipment(
        f"{view.number} line {line.number}", line.item, view.since, line.quantity, country,
        value=line.value, currency=line.currency, parties=line.parties,
    )  # fmt: skip
