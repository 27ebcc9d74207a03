"""One replication: what went in, what was published, what we get, and how near is near enough."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

from licet.datasets.places import Origin
from licet.errors import UnknownName
from licet.record import record

if TYPE_CHECKING:
    from licet.assumptions.ledger import Ledger

NEAR, LEAST, MOST = "near", "at least", "at most"


@record
class Check:
    """One published number and ours.

    ``tolerance`` is in the number's own unit, or a share of the published one where ``relative``.
    ``wanted`` is ``near``, or ``at least`` or ``at most`` where the published number is a bar.
    """

    what: str
    unit: str
    published: float
    ours: float
    tolerance: float
    relative: bool = False
    wanted: str = NEAR

    @property
    def off(self) -> float:
        """How far ours is, in the unit of the tolerance; nought on the right side of a bar."""
        apart = self.ours - self.published
        if self.wanted == NEAR or math.isnan(apart):
            apart = abs(apart)
        else:
            apart = max(0.0, -apart if self.wanted == LEAST else apart)
        return apart / abs(self.published) if self.relative else apart

    @property
    def passed(self) -> bool:
        """Whether ours is within the tolerance; a number that is not finite never is."""
        return self.off <= self.tolerance


@record
class Figure:
    """A number of ours with nothing published to hold it against."""

    what: str
    unit: str
    ours: float


@record
class Replication:
    """A published result made anew.  ``inputs`` are what was used, and what a caller may move.

    Without ``checks``, as where another change than the published one was asked for, there are
    ``figures`` alone and nothing to pass.
    """

    name: str
    title: str
    source: str
    inputs: Mapping[str, float]
    checks: tuple[Check, ...]
    origins: tuple[Origin, ...]
    note: str = ""
    figures: tuple[Figure, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether every number is within its tolerance."""
        return all(each.passed for each in self.checks)


def moved(inputs: Mapping[str, float], by: Mapping[str, float]) -> dict[str, float]:
    """``inputs``, each times its factor in ``by``: 1.01 moves an input up by 1 %.

    Raises:
        UnknownName: ``by`` names an input that the replication does not have.
    """
    for name in by:
        if name not in inputs:
            raise UnknownName("input of this replication", name, inputs)
    return {name: value * by.get(name, 1.0) for name, value in inputs.items()}


def moved_ledger(
    ledger: Ledger, names: tuple[str, ...], by: Mapping[str, float]
) -> tuple[Ledger, dict[str, float]]:
    """A ledger with the central values of ``by`` moved, and the values of all ``names`` in it.

    What is not moved keeps its range.  Errors: as ``moved``.
    """
    inputs = moved({name: ledger.central(name) for name in names}, by)
    return ledger.set({name: inputs[name] for name in by}), inputs


def truth(flag: bool) -> float:  # noqa: FBT001 - it is its one argument
    """1 for yes, 0 for no: a check on a yes-or-no."""
    return 1.0 if flag else 0.0
