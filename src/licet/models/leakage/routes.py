"""What the detectors read: routes from a maker through a hub to a target, as each side reports them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.model import Floats
from licet.errors import InputError
from licet.models.leakage.windows import Ints
from licet.record import fields_of, record

Months = NDArray[np.datetime64]


@record
class Routes:
    """One row a hub and a controlled product (HS6); every series is (routes, months) in dollars unless said.

    ``sent`` is what makers report to have sent to the hub, ``matched`` what the hub reports to have got
    from those of them that report, ``received`` from all of them, ``onward`` what the hub reports to have sent to the target, ``arrived`` what the
    target reports to have got from the hub. ``kg`` is the weight of ``arrived``. The series whose
    names begin with ``beside`` are the same flows of the uncontrolled products of the same chapter.
    ``absorbs`` is what the hub's data centres can take in, in H100e a year; ``newness`` the share of
    trade with consignees that are new or share an address. ``rule`` is the index of the month in
    which the rule took effect, (routes,). ``nan`` is unknown everywhere; no series is ever filled.
    """

    hub: tuple[str, ...]
    product: tuple[str, ...]
    months: Months
    rule: Ints
    sent: Floats
    matched: Floats
    received: Floats
    onward: Floats
    arrived: Floats
    kg: Floats
    beside_sent: Floats
    beside_matched: Floats
    beside_received: Floats
    beside_onward: Floats
    beside_arrived: Floats
    absorbs: Floats
    newness: Floats

    def __post_init__(self) -> None:
        shape = (len(self.hub), len(self.months))
        for name, value, _ in fields_of(self):
            if name in SERIES and value.shape != shape:
                raise InputError(
                    f"{name} is {value.shape}, and {shape} was wanted: routes by months."
                )
        if len(self.product) != shape[0] or self.rule.shape != shape[:1]:
            raise InputError(f"product and rule must have {shape[0]} rows, as hub has.")

    @property
    def shape(self) -> tuple[int, int]:
        """Routes, months."""
        return self.sent.shape


SERIES = (
    "sent", "matched", "received", "onward", "arrived", "kg", "beside_sent", "beside_matched",
    "beside_received", "beside_onward", "beside_arrived", "absorbs", "newness",
)  # fmt: skip
"""The series of a route that anybody may leave out."""
