"""``bcg``: points of world share that US chip firms lose with their sales, after BCG (March 2020)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.models.revenue.dynamics import path, share_points
from licet.models.revenue.parameters import from_ledger
from licet.record import replaced
from licet.replications.model import Check, Figure, Replication, moved

_INPUTS = ("world_share", "growth", "feedback")
_CASES = ("current", "full")


def replicate(data: Path | str | None = None, by: Mapping[str, float] | None = None) -> Replication:  # noqa: ARG001 - it needs no data, and is called as the others are
    """Share lost at BCG's two losses of sales, and sales missing some years on, with lost research fed back.

    Raises:
        UnknownName: ``by`` names an input that is none.
    """
    told = load_published("arithmetic")["bcg"]
    central = from_ledger(load_ledger())
    inputs = moved({name: float(getattr(central, name)) for name in _INPUTS}, by or {})
    industry = replaced(central, **{name: np.array(value) for name, value in inputs.items()})
    lost = {case: np.array(told[case]["sales_lost_pct"] / 100) for case in _CASES}
    checks = tuple(
        Check(
            f"world share lost, {told[case]['what']}", "points", told[case]["points_lost"],
            float(share_points(industry.world_share, lost[case])), told["points_tolerance"],
        )
        for case in _CASES
    )  # fmt: skip
    years = int(told["dynamic_years"])
    figures = tuple(
        Figure(
            f"sales missing after {years} years, {told[case]['what']}, research {'answers' if on else 'does not answer'}",
            "%", 100 * float(path(industry, lost[case], years, feedback=on).missing[-1]),
        )
        for case in _CASES
        for on in (False, True)
    )  # fmt: skip
    return Replication(
        "bcg", "Share of US semiconductor firms in world sales", told["source"], inputs, checks, (),
        "Sales that are missing go to others, so share falls in proportion. The later years are ours: BCG printed no path.",
        figures,
    )  # fmt: skip
