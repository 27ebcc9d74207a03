"""Sectors split into parts that no world table shows: chips out of electronics, chip tools out of machinery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from licet.errors import InputError
from licet.models.trade.economy import Floats, place
from licet.models.trade.table import WorldTable
from licet.record import record

_ROUNDS, _CLOSE = 500, 1e-10


@record
class Parts:
    """How one sector falls apart. ``names``: its parts, the last of them what is left over.

    ``made[p,i]`` share of part p in the sector's output of region i (columns sum to one);
    ``used[p,b]`` how readily buyer b takes part p, next to other buyers: the table's sectors, the
    sector's own parts included in its own column, and at the end final use.
    ``wanted[p,n]`` the same for final use by region.
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
    used: Mapping[str, Mapping[str, float]] | None = None,
    rest: str = "",
) -> Parts:
    """Parts from shares: ``made[part]`` a share for all regions, or one a region with "*" for the others.

    ``used[part]`` weights by buying sector, "*" for the others and "final" for final use; one if not said.
    What is left over is called ``rest``, or keeps the sector's name.
    """
    where = {name: np.array([_said(share, region) for region in table.regions]) for name, share in made.items()}
    shares = np.array(list(where.values()))
    if (shares < 0).any() or (shares.sum(axis=0) >= 1).any():
        raise InputError(
            f"the parts of {sector} must be shares that leave something over in every region; "
            f"they come to {shares.sum(axis=0).max():g}."
        )
    names = (*made, rest or sector)
    taken = [[_said((used or {}).get(name, 1.0), buyer) for buyer in (*table.sectors, "final")] for name in names]
    weights = np.array(taken)
    return Parts(
        sector, names, np.vstack([shares, 1 - shares.sum(axis=0)]), weights[:, :-1],
        np.repeat(weights[:, -1:], len(table.regions), axis=1),
    )  # fmt: skip


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
        raise InputError(f"the shares of {parts.sector} must sum to one in each of {regions} regions.")
    rows, finals = _rows(table, parts, at)
    z = _spread(table.z, rows, at, 0)
    f = _spread(table.f, finals, at, 0)
    columns = _columns(z, parts, at)
    z = _spread(z, columns, at, 2)
    return WorldTable(
        table.regions, (*table.sectors[:at], *parts.names, *table.sectors[at + 1 :]), z, f,
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
    flows, finals = np.empty((many, regions, sectors, regions)), np.empty((many, regions, regions))
    for i in range(regions):
        cells = np.concatenate([table.z[at, i].ravel(), table.f[at, i]])
        wish = np.concatenate([np.repeat(parts.used, regions, axis=1), parts.wanted], axis=1)
        prior = parts.made[:, i, None] * wish * cells
        sold = ras(prior, parts.made[:, i] * cells.sum(), cells)
        flows[:, i] = sold[:, : sectors * regions].reshape(many, sectors, regions)
        finals[:, i] = sold[:, sectors * regions :]
    return flows, finals


def _columns(z: Floats, parts: Parts, at: int) -> Floats:
    """What each part buys [s,i,p,n]: shared out as output is, and nothing else is known."""
    return z[:, :, at, None, :] * parts.made[None, None]


def ras(prior: Floats, rows: Floats, columns: Floats) -> Floats:
    """A matrix near ``prior`` with these sums: rows and columns scaled in turn until both hold.

    Where a row or column of the prior is nought and its sum is not, no scaling helps: ``InputError``.

    >>> ras(np.ones((2, 2)), np.array([1.0, 3.0]), np.array([2.0, 2.0])).tolist()
    [[0.5, 0.5], [1.5, 1.5]]
    """
    if abs(rows.sum() - columns.sum()) > 1e-6 * max(rows.sum(), 1e-300):
        raise InputError(f"rows sum to {rows.sum():g} and columns to {columns.sum():g}; they must agree.")
    found = np.array(prior, dtype=np.float64)
    for _ in range(_ROUNDS):
        found *= _ratio(rows, found.sum(axis=1))[:, None]
        found *= _ratio(columns, found.sum(axis=0))[None]
        if abs(found.sum(axis=1) - rows).max() <= _CLOSE * max(rows.max(), 1e-300):
            return found
    raise InputError("the sums cannot be met from this prior: it has nought where something is sold.")


def _ratio(wanted: Floats, found: Floats) -> Floats:
    return np.divide(wanted, found, out=np.zeros_like(wanted), where=found > 0)


def split_all(table: WorldTable, several: Sequence[Parts]) -> WorldTable:
    """The table with several sectors split, one after the other; no parts, the same table."""
    for each in several:
        table = split(table, each)
    return table
