"""What a model gets when its turn comes, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from licet.record import record
from licet.whatif.laws import Laws
from licet.whatif.result import Part, Stamp

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from licet.assumptions.ledger import Ledger
    from licet.whatif.opening import Opened
    from licet.whatif.scenario import Scenario


class Stopped(Exception):
    """The run was told to stop; what was done so far is kept, and a later run goes on from there."""


@record
class Done:
    """A step's part, and arrays that later steps take from it, by name."""

    part: Part
    arrays: Mapping[str, NDArray[np.float64]]


Tell = Callable[[str, float], None]
"""Told what is being done and which share of the step is behind it, 0 to 1; raises ``Stopped``."""


@record
class Asked:
    """What every step may look at.

    ``ledger`` has the scenario's own numbers set; ``earlier`` holds the steps before this one by name;
    ``laws`` answers what several steps ask of both laws.
    """

    scenario: Scenario
    ledger: Ledger
    opened: Opened
    stamp: Stamp
    earlier: Mapping[str, Done]
    tell: Tell
    laws: Laws


Step = Callable[[Asked], Done]
"""A model's turn. What it lacks (a data set, an extra) it says in ``Part.missing``; it never guesses."""
