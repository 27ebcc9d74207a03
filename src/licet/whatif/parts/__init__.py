"""The models' turns, one module each: from what is asked to a part with numbers, tables and plots."""

from __future__ import annotations

from collections.abc import Mapping

from licet.whatif.parts.allies import allies
from licet.whatif.parts.compute import compute
from licet.whatif.parts.flips import flipped
from licet.whatif.parts.leakage import leakage
from licet.whatif.parts.revenue import revenue
from licet.whatif.parts.short_run import short_run
from licet.whatif.parts.trade import trade
from licet.whatif.steps import Step

STEPS: Mapping[str, Step] = {
    "flips": flipped, "trade": trade, "short-run": short_run, "revenue": revenue, "allies": allies,
    "compute": compute, "leakage": leakage,
}  # fmt: skip
"""Every part by its name."""
