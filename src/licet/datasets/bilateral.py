"""Finer looks at the 2022 table: who sells four kinds of goods to whom, and each sector's totals."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

from licet.datasets.places import find
from licet.datasets.rows import rows_of
from licet.record import record

T = TypeVar("T")


@record
class GoodsFlow:
    """What ``seller`` sells of a sector's goods to ``buyer`` in 2022, in USD million at basic prices.

    ``final`` is an estimate.  It says where goods are made, not whose law reaches them.
    """

    sector: str
    seller: str
    buyer: str
    inputs: float
    final: float


@record
class Use:
    """Electronics that a sector of ``buyer`` takes from ``seller`` as an input, in USD million."""

    seller: str
    buyer: str
    sector: str
    value: float


@record
class SectorTotals:
    """Output, final sales and value added (with taxes on products) of a sector, in USD million."""

    country: str
    sector: str
    output: float
    final: float
    value_added: float


def goods_flows(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> tuple[GoodsFlow, ...]:  # fmt: skip
    """Electronics (C26), machinery (C28), chemicals (C20) and non-ferrous metals (C24B), 80 x 80 countries.

    Flows below 0.05 million are not in it.

    Raises:
        MissingData: no place holds it.
        InputError: a row cannot be read.
    """
    file = find("icio2022-bilateral", folder, environment).files[0]
    return _read(
        file,
        GoodsFlow,
        ("seller_sector", "seller", "buyer"),
        ("intermediate_usd_mn", "final_usd_mn_est"),
    )


def electronics_users(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> tuple[Use, ...]:  # fmt: skip
    """Which sectors use whose electronics; flows below 1 million are not in it.

    Raises:
        MissingData: no place holds it.
        InputError: a row cannot be read.
    """
    file = find("icio2022-electronics-by-buyer", folder, environment).files[0]
    return _read(file, Use, ("seller", "buyer", "buyer_sector"), ("usd_mn",))


def sector_totals(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> tuple[SectorTotals, ...]:  # fmt: skip
    """Totals of 80 countries x 50 sectors; a sector that a country lacks is not in it.

    Raises:
        MissingData: no place holds it.
        InputError: a row cannot be read.
    """
    file = find("icio2022-sector-totals", folder, environment).files[0]
    return _read(
        file,
        SectorTotals,
        ("country", "sector"),
        ("gross_output_usd_mn", "final_sales_usd_mn", "value_added_incl_taxes_usd_mn"),
    )


def _read(file: Path, kind: Callable[..., T], texts: tuple[str, ...], numbers: tuple[str, ...]) -> tuple[T, ...]:  # fmt: skip
    """A record a row: first the columns that are text, then those that are numbers."""
    return tuple(
        kind(*(row.text(name) for name in texts), *(row.number(name) for name in numbers))
        for row in rows_of(file, (*texts, *numbers))
    )
