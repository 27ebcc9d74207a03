"""A scenario asked from end to end: laws opened, ledger set, models run, steps kept."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from licet.assumptions.load import load_ledger
from licet.reform.shelf import named
from licet.whatif.kept import Shelf
from licet.whatif.opening import opened
from licet.whatif.parts import STEPS
from licet.whatif.run import Watch, run

if TYPE_CHECKING:
    from licet.pack.store import Library
    from licet.reform.model import Reform
    from licet.whatif.result import Result
    from licet.whatif.scenario import Scenario

STEPS_IN = ".steps"
"""Where under the folder of a result its finished steps are kept."""


def ask(
    scenario: Scenario, library: Library, *, data: Path | None = None, keep: Path | None = None,
    watch: Watch = lambda _step, _doing, _share: None, reforms: Callable[[str], Reform] = named,
) -> Result:  # fmt: skip
    """The result of a scenario.

    ``data`` is the folder of data sets (else ``LICET_DATA``, else the table of an installed package); what
    is not found is said in the parts that lack it. ``keep`` is a folder for finished steps: a run that was
    stopped goes on from them. ``reforms`` finds a reform by its name. Errors: an assumption or a reform that is none (``UnknownName``).
    """
    ledger = load_ledger().set(scenario.assumptions)
    found, stamp = opened(scenario, library, ledger, data, reforms)
    shelf = Shelf(keep / STEPS_IN, scenario, stamp) if keep else None
    return run(scenario, ledger, found, stamp, STEPS, shelf=shelf, watch=watch)
