"""One replication: what went in, what was published, what we get, and how near is near enough."""

from __future__ import annotations

from collections.abc import Mapping

from licet.datasets.places import Origin
from licet.errors import UnknownName
from licet.record import record


@record
class Check:
    """One published number and ours.

    ``tolerance`` is in the number's own unit, or a share of the published one where ``relative``.
    """

    what: str
    unit: str
    published: float
    ours: float
    tolerance: float
    relative: bool = False

    @property
    def off(self) -> float:
        """How far ours is, in the unit of the tolerance."""
        apart = abs(self.ours - self.published)
        return apart / abs(self.published) if self.relative else apart

    @property
    def passed(self) -> bool:
        """Whether ours is within the tolerance; a number that is not finite never is."""
        return self.off <= self.tolerance


@record
class Replication:
    """A published result made anew.  ``inputs`` are what was used, and what a caller may move."""

    name: str
    title: str
    source: str
    inputs: Mapping[str, float]
    checks: tuple[Check, ...]
    origins: tuple[Origin, ...]
    note: str = ""

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
