"""Sectors split into parts that no world table shows: chips out of electronics, chip tools out of machinery."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from licet.errors import InputError
from licet.models.network.ras import balance
from licet.models.trade.economy import Floats, place
from licet.models.trade.table import WorldTable
from licet.record import record

_CLOSE, _ROUNDS = 1e-8, 400


@record
class Parts:
    """How one sector falls apart. ``names``: its parts, the last of them what is left over.

    ``made[p,i]`` share of part p in the sector's output of region i (columns sum to one);
    ``used[p,k]`` how readily sector k takes part p, next to the other buyers of the whole sector;
    ``wanted[p,n]`` the same for final use in region n.
    """

    sector: str
    names: tuple[str, ...]
    made: Floats
    used: Floats
    wanted: Floats


def parts(
    table: WorldTable,
    sector: str,
    made: Mapping[str, Mapping[str, float] | float],
    *,
    used: Mapping[str, Mapping[str, float]] | None = None,
    final: Mapping[str, Mapping[str, float]] | None = None,
    rest: str = "",
) -> Parts:
    """Parts from shares: ``made[part]`` a share for all regions, or one a region with "*" for the others.

    ``used[part]`` weights by buying sector, "*" for the others and "final" for final use; ``final[part]``
    further weights of final use by region. What is not said is one. What is left over is called
    ``rest``, or keeps the sector's name.
    """
    where = {
        name: np.array([_said(share, region) for region in table.regions])
        for name, share in made.items()
    }
    shares = np.array(list(where.values()))
    if (shares < 0).any() or (shares.sum(axis=0) >= 1).any():
        raise InputError(
            f"the parts of {sector} must be shares that leave something over in every region; "
            f"they come to {shares.sum(axis=0).max():g}."
        )
    names = (*made, rest or sector)
    use, last = ([(given or {}).get(name, {}) for name in names] for given in (used, final))
    taken = np.array([[_said(one, buyer) for buyer in table.sectors] for one in use])
    wanted = [
        [float(one.get("final", 1.0)) * _said(by, region) for region in table.regions]
        for one, by in zip(use, last, strict=True)
    ]
    made_all = np.vstack([shares, 1 - shares.sum(axis=0)])
    return Parts(sector, names, made_all, taken, np.array(wanted))


def _said(said: Mapping[str, float] | float, name: str) -> float:
    if isinstance(said, Mapping):
        return float(said.get(name, said.get("*", 1.0)))
    return float(said)


def split(table: WorldTable, parts: Parts) -> WorldTable:
    """The table with one sector in parts; every total of the table stays as it was (RAS).

    Value added is shared out as output is, since no source tells otherwise.
    """
    at = place("sector", parts.sector, table.sectors)
    many, regions = len(parts.names), len(table.regions)
    if parts.made.shape != (many, regions) or abs(parts.made.sum(axis=0) - 1).max() > _CLOSE:
        raise InputError(
            f"the shares of {parts.sector} must sum to one in each of {regions} regions."
        )
    rows, finals = _rows(table, parts, at)
    flows = _spread(table.flows, rows, at, 0)
    final = _spread(table.final, finals, at, 0)
    columns = _columns(flows, parts, at)
    flows = _spread(flows, columns, at, 2)
    return WorldTable(
        table.regions, (*table.sectors[:at], *parts.names, *table.sectors[at + 1 :]), flows, final,
        _spread(table.output, parts.made * table.output[at], at, 0),
        _spread(table.value_added, parts.made * table.value_added[at], at, 0), table.unit,
    )  # fmt: skip


def _spread(array: Floats, new: Floats, at: int, axis: int) -> Floats:
    """An array with the entry ``at`` of an axis replaced by several."""
    moved = np.moveaxis(array, axis, 0)
    found = np.concatenate([moved[:at], np.moveaxis(new, axis, 0), moved[at + 1 :]])
    return np.moveaxis(found, 0, axis)


def _rows(table: WorldTable, parts: Parts, at: int) -> tuple[Floats, Floats]:
    """What each part sells to each buyer: [p,i,k,n] and, to final use, [p,i,n]."""
    many, regions = parts.made.shape
    sectors = len(table.sectors)
    inputs, finals = np.empty((many, regions, sectors, regions)), np.empty((many, regions, regions))
    for i in range(regions):
        cells = np.concatenate([table.flows[at, i].ravel(), table.final[at, i]])
        wish = np.concatenate([np.repeat(parts.used, regions, axis=1), parts.wanted], axis=1)
        prior = parts.made[:, i, None] * wish * cells
        with np.errstate(
            over="ignore", invalid="ignore"
        ):  # where the sums cannot be met, scales run away
            found = balance(prior, parts.made[:, i] * cells.sum(), cells, rounds=_ROUNDS)
        if not found.gap <= _CLOSE:
            raise InputError(
                f"{parts.sector} of {table.regions[i]} cannot be split so: {', '.join(parts.names)} find no "
                f"buyers for all they make (the sums miss by {found.gap:.1g}). Smaller shares, or more uses."
            )
        sold = found.table
        inputs[:, i] = sold[:, : sectors * regions].reshape(many, sectors, regions)
        finals[:, i] = sold[:, sectors * regions :]
    return inputs, finals


def _columns(flows: Floats, parts: Parts, at: int) -> Floats:
    """What each part buys [s,i,p,n]: shared out as output is, and nothing else is known."""
    return flows[:, :, at, None, :] * parts.made[None, None]
