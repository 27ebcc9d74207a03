"""What the industry revenue model assumes, from the ledger; every number may as well be the user's."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.ledger import Ledger
from licet.record import record

Array = NDArray[np.float64]

_FIELDS = {
    "china": "revenue_china", "total": "revenue_total", "research": "revenue_research",
    "jobs": "revenue_jobs", "downstream": "revenue_downstream", "feedback": "revenue_feedback",
    "growth": "revenue_growth", "world_share": "revenue_world_share",
    "listing_return": "revenue_listing_return",
}  # fmt: skip
_GAINS = ("korea", "eu", "taiwan", "japan", "china", "others")
IDS = (*_FIELDS.values(), *(f"revenue_gain_{each}" for each in _GAINS))
"""Ids of the ledger that the model may rest on."""


@record
class Industry:
    """An industry and its sales to the country that is denied: floats, or arrays of one shape (draws).

    ``china`` and ``total`` are sales a year, ``research`` spending on it, in one money; ``jobs`` its jobs and
    ``downstream`` jobs elsewhere for each of them.  ``gains`` are weights of those who take over
    what is lost.  ``feedback`` (e_RD), ``growth`` a year, ``world_share`` and ``listing_return`` (percent)
    are used by the dynamics and the listing cost alone.
    """

    china: Array
    total: Array
    research: Array
    jobs: Array
    downstream: Array
    feedback: Array
    growth: Array
    world_share: Array
    listing_return: Array
    gains: Mapping[str, Array]


def from_ledger(ledger: Ledger) -> Industry:
    """The central values, as arrays of shape ()."""
    return _made(lambda key: np.array(ledger.central(key)))


def draws(ledger: Ledger, n: int, seed: int) -> Industry:
    """``n`` draws of everything, as arrays (n,); the same seed gives the same draws."""
    drawn = ledger.draw(IDS, n, seed)
    return _made(drawn.__getitem__)


def _made(value: Callable[[str], Array]) -> Industry:
    return Industry(
        **{name: value(key) for name, key in _FIELDS.items()},
        gains={name: value(f"revenue_gain_{name}") for name in _GAINS},
    )
