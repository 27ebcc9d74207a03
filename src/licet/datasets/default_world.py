"""The 2022 world table that the package ``sanction-simulator`` carries, as one of ours.

Only its data file is read, never its program.  ``bench_cache.npz`` holds ``A[(s, i), (k, n)]``, the
share of a seller in the inputs of a buyer (columns sum to 1), ``omb``, the share of inputs in output,
``s`` output and ``z`` final sales, in USD million; a pair (sector, country) stands at
sector x countries + country.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.datasets.arrays import arrays_of, codes_of
from licet.datasets.places import Found
from licet.datasets.world import WorldTable, checked
from licet.errors import Place
from licet.models.network.ras import balance, over

Array = NDArray[np.float64]
_PER_BILLION = 1000.0  # the table counts in millions
_ESTIMATED = (
    "Who buys for final use is estimated by RAS from each producer's final sales, a country's output "
    "less its rounded trade balance, and where the same good goes as an input"
)
_ENOUGH = 1e-9
"""Largest miss of the estimate's margins, of world final sales: nothing beside what the estimate rests on."""


def read_package(found: Found) -> WorldTable:
    """80 countries x 50 sectors, with final sales by buyer estimated.

    Raises:
        InputError: the file is of another form.
    """
    file = found.files[0]
    held = arrays_of(file, ("A", "omb", "z", "s", "countries", "sectors"))
    shares, inputs, final, output = (held[name] for name in ("A", "omb", "z", "s"))
    countries, sectors = codes_of(held["countries"]), codes_of(held["sectors"])
    size = (len(sectors), len(countries))
    flows = (shares * (inputs * output)[None, :]).reshape(*size, *size)
    made, added = output.reshape(size), ((1 - inputs) * output).reshape(size)
    rules = _told()["final_use"]
    told = [rules["balance_usd_bn"].get(each, 0.0) * _PER_BILLION for each in countries]
    stays = [rules["home_weight"] if each in rules["home_sectors"] else 0.0 for each in sectors]
    estimate, gap = estimated_final(
        flows, final.reshape(size), added.sum(0) - np.array(told), np.array(stays)
    )
    notes = (
        f"{_ESTIMATED} (margins met to {gap:.0e} of world final sales).",
        "The rest of the world beyond 80 countries is left out by the source.",
    )
    table = WorldTable(
        countries, sectors, flows, estimate, made, added, found.origins[0], {},
        final_estimated=True, notes=notes,
    )  # fmt: skip
    checked(table, Place(str(file)))
    return table


def estimated_final(flows: Array, final: Array, spent: Array, stays: Array) -> tuple[Array, float]:
    """Final sales by buyer (S, R, R), and by how much they miss their margins, as a share of their sum.

    ``final`` (S, R) are the producers' final sales; ``spent`` (R,) what each country buys for final
    use, of which only the proportions count; ``stays`` (S,) how much of the first guess is put at
    home.  A producer that sells no inputs is first thought to sell at home.
    """
    sold = flows.sum(2)  # seller sector, seller, buyer
    spread = over(sold, sold.sum(2, keepdims=True))
    weight = np.where(sold.sum(2) > 0, stays[:, None], 1.0)[:, :, None]
    guess = (1 - weight) * spread + weight * np.eye(sold.shape[1])
    rows = final.ravel()
    columns = spent * (rows.sum() / spent.sum())
    found = balance(guess.reshape(len(rows), -1) * rows[:, None], rows, columns, gap=_ENOUGH)
    # Rows are the source's own numbers, so they are met last and exactly.
    table = found.table * over(rows, found.table.sum(1))[:, None]
    return table.reshape(guess.shape), found.gap


def standard_groups() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """The 30 regions and 28 sectors that the default table is put together in."""
    regions, sectors = (
        {code: tuple(parts) for code, parts in _told()[what].items()}
        for what in ("regions", "sectors")
    )
    return regions, sectors


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("default_world.toml").read_text("utf-8"))
