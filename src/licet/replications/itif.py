"""``itif``: what US chip firms lose without China, after ITIF (November 2025)."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from licet.assumptions.load import load_ledger
from licet.models.revenue.industry import revenue_loss
from licet.models.revenue.parameters import from_ledger
from licet.record import replaced
from licet.replications.model import Check, Replication, moved

_THOUSAND = 1000.0
_INPUTS = ("china", "total", "research", "jobs", "downstream")
_RESEARCH = ((1.0, 14.0), (0.5, 7.0), (0.25, 3.0), (0.1, 1.0))
"""Part of the sales to China that goes, and research lost with it in billions, as printed."""
_GAINS = {"korea": 21.0, "eu": 15.0, "taiwan": 14.0, "japan": 12.0, "china": 9.0, "others": 5.0}


def replicate(data: Path | str | None = None, by: Mapping[str, float] | None = None) -> Replication:  # noqa: ARG001 - it needs no data, and is called as the others are
    """The cells of ITIF's table from the ledger's figures; no data set is needed.

    ``by`` moves an input of the ledger by a factor.  A printed cell is rounded to billions, so ours must
    be within half of one of it.  ITIF's jobs are words, "more than 80,000" and "almost 500,000", so that
    ours must be near them.

    Raises:
        UnknownName: ``by`` names another input.
    """
    central = from_ledger(load_ledger())
    inputs = moved({name: float(getattr(central, name)) for name in _INPUTS}, by or {})
    industry = replaced(central, **{name: np.array(value) for name, value in inputs.items()})
    full = revenue_loss(industry, 1.0)
    checks = [
        Check("sales lost, all of China", "USD billion", 77.0, float(full.sales), 0.5),
        Check("sales lost, of all sales", "%", 24.0, 100 * float(full.share), 0.5),
        *(
            Check(f"research lost at {part:.0%}", "USD billion", told, float(revenue_loss(industry, part).research), 0.5)
            for part, told in _RESEARCH
        ),
        Check("jobs lost (more than)", "thousand", 80.0, float(full.jobs) / _THOUSAND, 2.0),
        Check("jobs lost elsewhere (almost)", "thousand", 500.0, float(full.downstream) / _THOUSAND, 20.0),
        *(
            Check(f"sales gained, {who}", "USD billion", told, float(full.gains[who]), 0.5)
            for who, told in _GAINS.items()
        ),
    ]  # fmt: skip
    return Replication(
        "itif",
        "US semiconductor firms without China",
        "ITIF, Long, Decoupling Risks, November 2025",
        inputs,
        tuple(checks),
        (),
        "The gains are read off the report and the weights are the printed cells, so those rows are no test. "
        "Research and jobs of the whole industry are implied by the report's own shares.",
    )
