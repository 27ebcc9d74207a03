"""Effective economic interest: shares multiplied along every chain and added.  Information only.

No ownership rule of the book asks for it: the rules look at each step (``licet.ownership.cascade``).
It answers another question, how much of a firm's profit ends with an owner, and is shown beside
the rules so that nobody takes the one for the other.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.ownership.model import SHARES
from licet.ownership.shares import WHOLE

if TYPE_CHECKING:
    from licet.ownership.cut import Cut

_MOST = 20_000
_SLACK = 1e-9


def effective_interest(cut: Cut, key: str, *, most: bool = False) -> dict[str, Decimal] | None:
    """What each owner at the top has of ``key`` through all chains, in percent to two decimals, by key.

    At the top is whoever nobody in the data holds shares of.  The least shares are taken, or the
    greatest with ``most``.  Solved as a linear system over all owners above, so that rings are
    reckoned in full; None where a ring holds all of itself, which leaves no answer, where one owner
    would have more than the whole, or where more than 20,000 owners stand above.
    """
    above, seen = [key], {key}
    for firm in above:
        for stake in cut.into(firm):
            if stake.interest == SHARES and stake.owner not in seen:
                seen.add(stake.owner)
                above.append(stake.owner)
        if len(above) > _MOST:
            return None
    import warnings

    import numpy as np
    from scipy.sparse import coo_matrix, identity
    from scipy.sparse.linalg import MatrixRankWarning, spsolve

    place = {firm: at for at, firm in enumerate(above)}
    rows, columns, values = [], [], []
    for firm in above:
        for stake in cut.into(firm):
            if stake.interest == SHARES:
                rows.append(place[stake.owner])
                columns.append(place[firm])
                values.append(stake.share[1 if most else 0] / WHOLE)
    if not rows:
        return {}
    size = len(above)
    shares = coo_matrix((values, (rows, columns)), shape=(size, size)).tocsc()
    into = np.zeros(size)
    into[0] = 1.0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MatrixRankWarning)
        whole = spsolve(identity(size, format="csc") - shares, into)
    if not np.isfinite(whole).all():
        return None
    held = {above[at] for at in columns}
    tops = {firm: float(whole[place[firm]]) for firm in sorted(above) if firm not in held}
    if any(not -_SLACK <= each <= 1 + _SLACK for each in tops.values()):
        return None
    return {firm: Decimal(round(each * 10_000)).scaleb(-2) for firm, each in tops.items()}
