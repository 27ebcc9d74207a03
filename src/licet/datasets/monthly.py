"""Monthly customs reports of an export of UN Comtrade, as the arrays that the leak detectors take."""

from __future__ import annotations

import re

import numpy as np

from licet.datasets.comtrade import Shipment, Shipments
from licet.errors import InputError
from licet.models.leakage.reports import Reports

_MONTH = re.compile(r"\d{6}")
_DIGITS = 6


def monthly_reports(shipments: Shipments) -> Reports:
    """The monthly rows by six digits of a product, in the order of the file; the rest is left out.

    A year's row says nothing of months, and a chapter's holds its products again.

    Raises:
        InputError: no row is monthly and by six digits.
    """
    rows = [each for each in shipments.rows if _fits(each)]
    if not rows:
        raise InputError(
            f"{len(shipments.rows)} rows, and none is monthly by six digits of the HS. "
            "Ask UN Comtrade for monthly data (period as 202401) and for codes such as 847180."
        )
    reporter, partner, flow, product = (
        np.array([getattr(each, name) for each in rows])
        for name in ("reporter", "partner", "flow", "product")
    )
    months = [f"{each.period[:4]}-{each.period[4:]}" for each in rows]
    return Reports(
        reporter, partner, flow, product, np.array(months, dtype="datetime64[M]"),
        np.array([each.usd for each in rows]), np.array([each.kg for each in rows]),
    )  # fmt: skip


def _fits(row: Shipment) -> bool:
    return len(row.product) == _DIGITS and _MONTH.fullmatch(row.period) is not None
