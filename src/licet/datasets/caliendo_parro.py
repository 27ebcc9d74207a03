"""The data behind Caliendo and Parro (2015): trade and tariffs of 31 countries, and their elasticities."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from licet.datasets.arrays import arrays_of, codes_of
from licet.datasets.places import Origin, find
from licet.datasets.rows import rows_of
from licet.record import record

Array = NDArray[np.float64]


@record
class TradeOf1993:
    """J tradable sectors, K sectors in all, N countries; the last country is the rest of the world.

    ``trade[j, n, i]`` is what importer n buys of j from i in thousand USD, without tariffs and without
    home sales; ``tariffs_1993`` and ``tariffs_2005`` are percent, of the same shape.
    ``inputs[n, k, j]`` is the share of input k in the materials of j, ``value_added[j, n]`` the share
    of value added in output, ``output[j, n]`` gross output in USD, ``theta[j]`` the elasticities of
    their 99 % sample.
    """

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    trade: Array
    tariffs_1993: Array
    tariffs_2005: Array
    inputs: Array
    value_added: Array
    output: Array
    theta: Array
    origin: Origin


@record
class ThetaEstimate:
    """One estimate of a sector's elasticity in one sample: ``theta`` is minus the published coefficient.

    ``share`` is the part of the sample that was kept, in percent; ``fixed_effects`` tells their two
    ways of estimating apart.  Their coefficient with the wrong sign gives a ``theta`` below 0.
    """

    sector: str
    share: float
    fixed_effects: bool
    theta: float
    error: float
    count: int


_NAMES = {
    "trade": "xbilat1993_kusd", "tariffs_1993": "tariffs1993_pct", "tariffs_2005": "tariffs2005_pct",
    "inputs": "IO", "value_added": "B", "output": "GO", "theta": "theta",
}  # fmt: skip


def caliendo_parro(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> TradeOf1993:  # fmt: skip
    """The data of 1993, with the tariffs of 1993 and 2005.

    Raises:
        MissingData: no place holds it.
        InputError: the file is of another form.
    """
    found = find("caliendo-parro-1993", folder, environment)
    held = arrays_of(found.files[0], (*_NAMES.values(), "countries", "sectors"))
    arrays = {name: held[key].astype(np.float64) for name, key in _NAMES.items()}
    countries, sectors = codes_of(held["countries"]), codes_of(held["sectors"])
    origin = found.origins[0]
    return TradeOf1993(countries, sectors, **arrays, origin=origin)


def theta_estimates(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> tuple[ThetaEstimate, ...]:  # fmt: skip
    """Every sector in the three samples (100, 99 and 97.5 %), without and with fixed effects.

    Raises:
        MissingData: no place holds it.
        InputError: a row cannot be read.
    """
    file = find("caliendo-parro-theta", folder, environment).files[0]
    estimates = []
    for row in rows_of(file, ("sector", "c_99", "se_99", "N_99")):
        for share in (100.0, 99.0, 97.5):
            for fixed in (False, True):
                tail = f"_{share:g}".replace(".", "") + ("_fe" if fixed else "")
                coefficient = row.maybe(f"c{tail}")
                if not math.isnan(coefficient):
                    error, count = row.number(f"se{tail}"), int(row.number(f"N{tail}"))
                    estimates.append(
                        ThetaEstimate(row.text("sector"), share, fixed, -coefficient, error, count)
                    )
    return tuple(estimates)
