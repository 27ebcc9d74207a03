"""A world input-output table: who sells what to whom, from a file or from an installed package."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from licet.datasets.arrays import arrays_of, codes_of
from licet.datasets.catalogue import dataset
from licet.datasets.places import Origin, find, origin_of
from licet.errors import InputError, Place
from licet.models.network.cut import place_of
from licet.record import record

Array = NDArray[np.float64]

ROUNDING = 1e-3
"""By how much of the world's output a table's own sums may differ: single precision, and rounded cells."""


@record
class WorldTable:
    """A world table of S sectors and R regions, money in the ``unit`` of its origin.

    ``flows[s, i, k, n]`` is what sector s of region i sells to sector k of region n as an input,
    ``final[s, i, n]`` what it sells for final use in n, ``output[s, i]`` gross output,
    ``value_added[s, i]`` value added with taxes on products.  ``members`` are the finer codes that a
    region or sector stands for; empty where each stands for itself.  ``final_estimated`` is True
    where who buys for final use was not in the source but estimated; ``notes`` say how.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Array
    final: Array
    output: Array
    value_added: Array
    origin: Origin
    members: Mapping[str, tuple[str, ...]]
    final_estimated: bool
    notes: tuple[str, ...] = ()

    def region(self, code: str) -> int:
        """The place of a region on its axis."""
        return place_of("region", code, self.regions)

    def sector(self, code: str) -> int:
        """The place of a sector on its axis."""
        return place_of("sector", code, self.sectors)


def world_table(key: str | None = None, folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> WorldTable:  # fmt: skip
    """The world table of a data set; without ``key`` the 30 x 28 table, made from ``world-2022`` where need be.

    The default is the same for everyone who names no folder: 30 regions x 28 sectors.  ``world-2022``
    itself gives 80 countries x 50 sectors.

    Raises:
        MissingData: no place holds it.
    """
    from licet.datasets.default_world import read_package, standard_groups
    from licet.datasets.grouping import grouped
    from licet.datasets.places import MissingData

    if key == "world-2022":
        return read_package(find(key, folder, environment))
    if key is not None:
        found = find(key, folder, environment)
        return read_world(found.files[0], found.origins[0])
    try:
        return world_table("icio2022-30x28", folder, environment)
    except MissingData:
        return grouped(world_table("world-2022", folder, environment), *standard_groups())


def read_world(file: Path, origin: Origin | None = None) -> WorldTable:
    """A table of the form of ``icio2022_30x28.npz``, of any size: Z, F, GO, VA, regions, sectors.

    Raises:
        InputError: an array is missing, of another shape, not finite or below 0, or the sums do not fit.
    """
    arrays = arrays_of(file, ("Z", "F", "GO", "VA", "regions", "sectors"))
    regions, sectors = codes_of(arrays["regions"]), codes_of(arrays["sectors"])
    members = (
        {code: tuple(parts) for code, parts in json.loads(str(arrays["sector_map"])).items()}
        if "sector_map" in arrays
        else {}
    )
    note = str(arrays["F_note"]) if "F_note" in arrays else ""
    flows, final, output, added = (
        np.asarray(arrays[name], dtype=np.float64) for name in ("Z", "F", "GO", "VA")
    )
    origin = origin or origin_of(file, dataset("icio2022-30x28"))
    table = WorldTable(
        regions, sectors, flows, final, output, added, origin, members,
        "estimate" in note, (note,) if note else (),
    )  # fmt: skip
    checked(table, Place(str(file)))
    return table


def checked(table: WorldTable, place: Place) -> None:
    """Refuse a table whose arrays do not fit together.

    Raises:
        InputError: which array, what was found and what was wanted.
    """
    size = (len(table.sectors), len(table.regions))
    shapes = {
        "Z": (table.flows, (*size, *size)), "F": (table.final, (*size, size[1])),
        "GO": (table.output, size), "VA": (table.value_added, size),
    }  # fmt: skip
    for name, (array, shape) in shapes.items():
        if array.shape != shape:
            raise InputError(f"{name} is {array.shape}; {len(table.sectors)} sectors and {len(table.regions)} regions want {shape}.", place)  # fmt: skip
        if not np.isfinite(array).all():
            raise InputError(f"{name} holds values that are no finite numbers.", place)
        if name != "VA" and (array < 0).any():
            raise InputError(f"{name} holds values below 0.", place)
    total = table.output.sum()
    sold = np.abs(table.flows.sum((2, 3)) + table.final.sum(2) - table.output).max()
    made = np.abs(table.flows.sum((0, 1)) + table.value_added - table.output).max()
    if max(sold, made) > ROUNDING * total:
        raise InputError(f"Sales miss output by up to {sold:.6g}, and inputs with value added by up to {made:.6g}: these are not parts of one table.", place)  # fmt: skip
