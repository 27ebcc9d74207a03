"""The kinds of condition, and the test of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from licet.errors import InputError, UnknownName
from licet.record import record
from licet.register.conditions import (
    caps,
    certified,
    expiry,
    lab,
    location,
    onward,
    paid,
    ratio,
    reporting,
    threshold,
    users,
)
from licet.register.conditions.evidence import Inputs
from licet.register.conditions.model import Condition, Finding, Said
from licet.register.exact import exact
from licet.store.records import read_record


@record
class Kind:
    """The parameters of a kind, and its test: parameters, inputs and time to what it says."""

    parameters: type[Any]
    says: Callable[[Any, Inputs, datetime], Said]


KINDS: dict[str, Kind] = {
    "quantity_cap": Kind(caps.QuantityCap, caps.quantity_cap),
    "value_cap": Kind(caps.ValueCap, caps.value_cap),
    "ratio_cap": Kind(ratio.RatioCap, ratio.ratio_cap),
    "threshold": Kind(threshold.Threshold, threshold.threshold),
    "certification": Kind(certified.Certified, certified.certified),
    "third_party_test": Kind(lab.ThirdPartyTest, lab.third_party_test),
    "end_user": Kind(users.EndUser, users.end_user),
    "remote_access": Kind(users.RemoteAccess, users.remote_access),
    "reporting": Kind(reporting.Reporting, reporting.reporting),
    "location_reply": Kind(location.LocationReply, location.location_reply),
    "money_paid": Kind(paid.MoneyPaid, paid.money_paid),
    "no_reexport": Kind(onward.NoReexport, onward.no_reexport),
    "expiry_on_event": Kind(expiry.ExpiryOnEvent, expiry.expiry_on_event),
}


def parameters_of(condition: Condition) -> Any:
    """The condition's parameters as a value of its kind.

    Raises:
        UnknownName: there is no such kind.
        InputError: a parameter that is missing, unknown or cannot be read.
    """
    if condition.kind not in KINDS:
        raise UnknownName(f"kind of condition ({condition.id})", condition.kind, KINDS)
    where = f"condition {condition.id}"
    return read_record(KINDS[condition.kind].parameters, condition.parameters, where, texts=True)


@exact
def test(condition: Condition, inputs: Inputs, at: datetime) -> Finding:
    """What is found of the condition on these inputs at that time.

    A condition that cannot be read is not known to hold, and blocks where it would: nothing passes by a slip
    in what was adopted.
    """
    try:
        parameters = parameters_of(condition)
    except InputError as error:
        said = Said(
            None, f"The condition cannot be tested: {error}", missing=("terms that can be read",)
        )
    else:
        said = KINDS[condition.kind].says(parameters, inputs, at)
    return Finding(
        condition.id, condition.kind, said.holds, said.why, said.used, said.missing, said.figures,
        condition.consequence,
    )  # fmt: skip


def test_all(
    conditions: tuple[Condition, ...], when: str, line: str, inputs: Inputs, at: datetime
) -> tuple[Finding, ...]:
    """Findings of the conditions that bind the line on the day and are tested ``when``, in order."""
    day = inputs.now.day if inputs.now else at.date()
    return tuple(
        test(each, inputs, at)
        for each in conditions
        if each.binds and when in each.tested and each.speaks_of(line, day)
    )


test.__test__ = test_all.__test__ = False  # type: ignore[attr-defined]
