"""The same cut under many draws of the parameters: what the answer's range is."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from licet.models.network.parameters import Rationing
from licet.models.network.ration import ration
from licet.record import record

Array = NDArray[np.float64]

LAYER = "draws"


@record
class Spread:
    """What D draws give, a row each.

    ``loss`` (D, R) is output lost by region in the table's money, ``share`` (D, R) the same over output
    before, ``world`` (D,) the world's share.  ``gap`` and ``miss`` are the worst over the draws;
    ``assumptions`` are ids of the ledger.
    """

    loss: Array
    share: Array
    world: Array
    gap: float
    miss: float
    assumptions: tuple[str, ...]


def spread(
    flows: Array, final: Array, allowed: Array, by: Sequence[Rationing],
    tell: Callable[[int, int], None] = lambda _done, _all: None,
) -> Spread:  # fmt: skip
    """The cut under each of ``by``, at least one; ``tell`` hears how many are done, and may raise to stop.

    ``allowed`` is (S, R, R) for all draws, or (D, S, R, R) with one for each.  Arrays as in ``ration``.
    """
    shocks = []
    for at, each in enumerate(by):
        tell(at, len(by))
        own = allowed if allowed.ndim == flows.ndim - 1 else allowed[at]
        shocks.append(ration(flows, final, own, each))
    return Spread(
        np.stack([each.loss_by_region for each in shocks]),
        np.stack([each.share_by_region for each in shocks]),
        np.array([each.share_of_world for each in shocks]),
        max(each.gap for each in shocks),
        max(each.miss for each in shocks),
        by[0].assumptions,
    )
