"""World input-output tables: checked, aggregated by any mapping, and turned into an economy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from licet.errors import InputError
from licet.models.network.ras import over
from licet.models.trade.economy import Economy, Floats, not_negative, numbers
from licet.models.trade.solve import settled
from licet.record import record

MISS = 5e-3
"""How far a row or column of a published table may miss its total, as a share of the table's largest."""


@record
class WorldTable:
    """Flows of a year. ``flows[s,i,k,n]`` from seller sector s in i to buyer sector k in n; ``final[s,i,n]`` to final use.

    ``output[s,i]`` gross output, ``value_added[s,i]``; all in ``unit``, float64, none below nought.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats
    final: Floats
    output: Floats
    value_added: Floats
    unit: str = "USD mn"

    def __post_init__(self) -> None:
        many, sectors = len(self.regions), len(self.sectors)
        own = (sectors, many)
        for name, shape in {
            "flows": own + own,
            "final": (*own, many),
            "output": own,
            "value_added": own,
        }.items():
            numbers(name, getattr(self, name), shape)
            not_negative(name, getattr(self, name))
        for what, names in (("region", self.regions), ("sector", self.sectors)):
            if len(set(names)) < len(names):
                raise InputError(
                    f"a {what} is named twice. Every {what} has one row and one column."
                )
        self._adds("row", self.flows.sum(axis=(2, 3)) + self.final.sum(axis=2))
        self._adds("column", self.flows.sum(axis=(0, 1)) + self.value_added)

    def _adds(self, what: str, found: Floats) -> None:
        miss = abs(found - self.output) / max(self.output.max(), 1e-300)
        if miss.max() > MISS:
            s, i = np.unravel_index(int(miss.argmax()), miss.shape)
            raise InputError(
                f"the {what} of {self.sectors[s]} in {self.regions[i]} comes to {found[s, i]:,.0f}, "
                f"and its output is {self.output[s, i]:,.0f} {self.unit}. The table does not add up."
            )


def world_table(arrays: Mapping[str, Any], unit: str = "USD mn") -> WorldTable:
    """A table from arrays Z[s,i,k,n], F[s,i,n], GO[s,i], VA[s,i], regions, sectors (icio2022_30x28.npz)."""
    wanted = ("Z", "F", "GO", "VA", "regions", "sectors")
    if missing := [name for name in wanted if name not in arrays]:
        raise InputError(
            f"the world table lacks {', '.join(missing)}; it needs {', '.join(wanted)}."
        )
    z, f, output, added = (np.asarray(arrays[name], dtype=np.float64) for name in wanted[:4])
    regions, sectors = (tuple(str(each) for each in arrays[name]) for name in wanted[4:])
    return WorldTable(regions, sectors, z, f, output, added, unit)


class Tabled(Protocol):
    """Any world table with these arrays; that of ``licet.datasets`` is one."""

    @property
    def regions(self) -> tuple[str, ...]:
        """Names on the region axes."""

    @property
    def sectors(self) -> tuple[str, ...]:
        """Names on the sector axes."""

    @property
    def flows(self) -> Floats:
        """Inputs [s,i,k,n]."""

    @property
    def final(self) -> Floats:
        """Final use [s,i,n]."""

    @property
    def output(self) -> Floats:
        """Gross output [s,i]."""

    @property
    def value_added(self) -> Floats:
        """Value added [s,i]."""


def unit_of(table: Tabled) -> str:
    """The unit of a table's money; world tables come in millions of dollars unless they say otherwise."""
    return str(getattr(table, "unit", "USD mn"))


def aggregated(
    table: Tabled,
    regions: Mapping[str, str] | None = None,
    sectors: Mapping[str, str] | None = None,
) -> WorldTable:
    """The table with regions and sectors put together; each mapping says where each name goes.

    New names stand in the order in which the table's own first lead to them.
    """
    to_regions, where = _onto("region", table.regions, regions)
    to_sectors, what = _onto("sector", table.sectors, sectors)
    return WorldTable(
        to_regions, to_sectors,
        np.einsum("sikn,sa,ib,kc,nd->abcd", table.flows, what, where, what, where, optimize=True),
        np.einsum("sin,sa,ib,nd->abd", table.final, what, where, where, optimize=True),
        what.T @ table.output @ where, what.T @ table.value_added @ where, unit_of(table),
    )  # fmt: skip


def _onto(
    kind: str, names: tuple[str, ...], mapping: Mapping[str, str] | None
) -> tuple[tuple[str, ...], Floats]:
    """New names, and a matrix [old, new] of ones and noughts."""
    if mapping is None:
        return names, np.eye(len(names))
    if missing := [name for name in names if name not in mapping]:
        raise InputError(f"the mapping of {kind}s says nothing of {', '.join(missing)}.")
    if unknown := [name for name in mapping if name not in names]:
        raise InputError(
            f"the mapping names {', '.join(unknown)}, and the table has no such {kind}."
        )
    new = tuple(dict.fromkeys(mapping[name] for name in names))
    return new, np.array([[mapping[name] == other for other in new] for name in names], dtype=float)


def economy(
    table: Tabled, theta: Floats, *, tariff: Floats | None = None, settle: bool = True
) -> Economy:
    """The economy of a table, with trade elasticities ``theta[j]`` and, where known, ``tariff[j,n,i]``.

    Flows of the table are taken before the buyer's tariff. ``settle`` solves once with no change, so
    that the table's rounding is gone and the economy reproduces itself.
    """
    flows = (table.flows.sum(axis=2) + table.final).transpose(0, 2, 1)
    factor = np.ones_like(flows) if tariff is None else np.asarray(tariff, dtype=np.float64)
    numbers("tariff", factor, flows.shape)
    gross = flows * factor
    spending = gross.sum(axis=2)
    own = np.arange(len(table.regions))
    pi = over(gross, spending[:, :, None])
    pi[:, own, own] += spending == 0
    paid = np.einsum("sikn,sni->skn", table.flows, factor)
    materials = paid.sum(axis=0)
    made = materials + table.value_added
    beta = np.where(made > 0, over(table.value_added, made), 1.0)
    output = flows.sum(axis=1)
    added = (beta * output).sum(axis=0)
    if (added <= 0).any():
        name = table.regions[int(added.argmin())]
        raise InputError(
            f"{name} adds no value at all, so it can have no wage. Join it to another region."
        )
    bought = np.einsum("sin,sni->sn", table.final, factor)
    alpha = bought / bought.sum(axis=0)
    surplus = output.sum(axis=0) - flows.sum(axis=(0, 2))
    found = Economy(
        table.regions, table.sectors, pi, factor, np.ones_like(factor), beta,
        over(paid, materials[None]).transpose(2, 0, 1), alpha, added, surplus,
        np.asarray(theta, dtype=np.float64), spending, unit_of(table),
    )  # fmt: skip
    return settled(found) if settle else found
