"""Stocks and flows of compute, kept apart by type, by whose they are and by how they are counted.

A stock is what is held at the end of a year; a flow is what came in during it. By owner and by place
are two measures of the world, and figures of one say nothing of the other. ``MixedMeasures`` is raised
where a sum or a quotient would mix them.
"""

from __future__ import annotations

from enum import Enum
from typing import TypeVar

import numpy as np

from licet.assumptions.model import Floats
from licet.errors import InputError
from licet.models.compute.chips import Count
from licet.record import record, replaced


class By(Enum):
    """Whose compute: that of owners of a country wherever it stands, in a country whoever owns it, or used."""

    OWNER = "owner"
    PLACE = "place"
    USER = "user"


class MixedMeasures(InputError):
    """Two amounts of compute that are not of one kind."""


@record
class Stock:
    """Compute held at the end of each year: ``held`` is (years, draws), ``before`` it (draws,) at the start."""

    years: tuple[int, ...]
    before: Floats
    held: Floats
    by: By
    count: Count

    @property
    def amount(self) -> Floats:
        """The numbers, (years, draws)."""
        return self.held


@record
class Flow:
    """Compute added during each year: ``added`` is (years, draws), a year."""

    years: tuple[int, ...]
    added: Floats
    by: By
    count: Count

    @property
    def amount(self) -> Floats:
        """The numbers, (years, draws)."""
        return self.added


Measure = TypeVar("Measure", Stock, Flow)


def alike(first: Stock | Flow, second: Stock | Flow) -> None:
    """Raise ``MixedMeasures`` unless both are stocks or both flows, of one count, owner and horizon."""
    said = [_said(each) for each in (first, second)]
    if said[0] != said[1]:
        raise MixedMeasures(
            f"One is {said[0]}, the other {said[1]}. Compare two of one kind, counted one way."
        )


def _said(each: Stock | Flow) -> str:
    kind = "a stock" if isinstance(each, Stock) else "a flow"
    return f"{kind} by {each.by.value} in {each.count.value}, {each.years[0]} to {each.years[-1]}"


def ratio(first: Measure, second: Measure) -> Floats:
    """``first`` over ``second``, (years, draws); ``nan`` where the second is nought."""
    alike(first, second)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(second.amount > 0, first.amount / second.amount, np.nan)
    return found


def share(part: Measure, rest: Measure) -> Floats:
    """``part`` of ``part`` and ``rest`` together, (years, draws); ``nan`` where both are nought."""
    alike(part, rest)
    whole = part.amount + rest.amount
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(whole > 0, part.amount / whole, np.nan)
    return found


def total(flows: tuple[Flow, ...]) -> Flow:
    """All of them together, added in their order."""
    first = flows[0]
    amount = first.added.copy()
    for each in flows[1:]:
        alike(first, each)
        amount += each.added
    return replaced(first, added=amount)


def carried(opening: Floats, flow: Flow, leaving: Floats) -> Stock:
    """Equation (13): last year's stock less what leaves service, and what came in.

    ``opening`` is what is held before the first year, ``leaving`` the share that leaves a year, both
    (draws,).
    """
    stays = 1.0 - leaving
    held = np.empty_like(flow.added)
    last = opening
    for year, added in enumerate(flow.added):
        last = np.add(stays * last, added, out=held[year])
    return Stock(flow.years, opening, held, flow.by, flow.count)
