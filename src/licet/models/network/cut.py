"""Which flows a cut blocks, as the part of each flow that may go on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from licet.errors import UnknownName
from licet.record import record

Array = NDArray[np.float64]


@record
class Cut:
    """No goods of ``sectors`` from ``sellers`` to ``buyers``, nor the other way where ``two_way``.

    Codes are those of the table; empty ``sectors`` are all of them.
    """

    sellers: tuple[str, ...]
    buyers: tuple[str, ...]
    sectors: tuple[str, ...] = ()
    two_way: bool = True


def allowed(cuts: tuple[Cut, ...], regions: tuple[str, ...], sectors: tuple[str, ...]) -> Array:
    """(S, R, R), seller sector x seller x buyer: 0 where a cut blocks the flow, else 1.

    Sales at home are never blocked.  The array has the place of ``kappa`` of the bridge, which may hold
    parts: 0.3 where 70 % of a flow's value is denied.

    Raises:
        UnknownName: a cut names a region or sector that is not there.

    >>> allowed((Cut(("A",), ("B",)),), ("A", "B"), ("X",)).tolist()
    [[[1.0, 0.0], [0.0, 1.0]]]
    """
    found = np.ones((len(sectors), len(regions), len(regions)))
    for cut in cuts:
        what = [place_of("sector", each, sectors) for each in cut.sectors or sectors]
        sellers, buyers = (
            [place_of("region", each, regions) for each in side]
            for side in (cut.sellers, cut.buyers)
        )
        found[np.ix_(what, sellers, buyers)] = 0.0
        if cut.two_way:
            found[np.ix_(what, buyers, sellers)] = 0.0
    at = np.arange(len(regions))
    found[:, at, at] = 1.0
    return found


def place_of(what: str, code: str, codes: tuple[str, ...]) -> int:
    """Where ``code`` stands among the ``codes`` of an axis of regions or sectors.

    Raises:
        UnknownName: it does not; the message has those that are near.
    """
    try:
        return codes.index(code)
    except ValueError:
        raise UnknownName(what, code, codes) from None
