"""A coarser world table from a finer one: regions and sectors put together, sums kept."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from licet.datasets.world import WorldTable
from licet.errors import InputError, UnknownName
from licet.record import replaced

Groups = Mapping[str, tuple[str, ...]]


def grouped(table: WorldTable, regions: Groups, sectors: Groups) -> WorldTable:
    """``table`` with each group of regions and sectors put together, in the order of the groups.

    A region or sector that no group names is an error: nothing may fall out of the world.

    Raises:
        UnknownName: a group names a code that the table does not hold.
        InputError: a code is in no group, or in two.
    """
    across = _membership("region", table.regions, regions)
    along = _membership("sector", table.sectors, sectors)
    flows = np.einsum("as,sikn->aikn", along, table.flows, optimize=True)
    flows = np.einsum("ri,aikn->arkn", across, flows, optimize=True)
    flows = np.einsum("bk,arkn->arbn", along, flows, optimize=True)
    return replaced(
        table,
        regions=tuple(regions),
        sectors=tuple(sectors),
        flows=np.einsum("mn,arbn->arbm", across, flows, optimize=True),
        final=np.einsum("as,ri,mn,sin->arm", along, across, across, table.final, optimize=True),
        output=along @ table.output @ across.T,
        value_added=along @ table.value_added @ across.T,
        members={**dict(regions), **dict(sectors)},
    )


def _membership(what: str, codes: tuple[str, ...], groups: Groups) -> NDArray[np.float64]:
    """(groups, codes): 1 where the group holds the code."""
    found = np.zeros((len(groups), len(codes)))
    for at, (name, parts) in enumerate(groups.items()):
        for part in parts:
            if part not in codes:
                raise UnknownName(f"{what} of the table (group {name})", part, codes)
            found[at, codes.index(part)] += 1
    for code, count in zip(codes, found.sum(0), strict=True):
        if count != 1:
            raise InputError(f"The {what} {code} is in {int(count)} groups, and must be in one.")
    return found
