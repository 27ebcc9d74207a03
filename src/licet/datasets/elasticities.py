"""Elasticities by product: ProTEE (tariffs, HS6) and Broda and Weinstein (substitution, HS3)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from licet.datasets.places import find
from licet.datasets.rows import rows_of
from licet.record import record


@record
class TariffElasticity:
    """How trade of an HS6 product moves with one plus its tariff; NaN where nothing is stated.

    ``sigma`` is below 0 where it has the expected sign.  ``filled`` says that the product's own
    estimate was not significant and ``sigma`` is that of its four digits; ``positive`` that the own
    estimate had the wrong sign.
    """

    product: str
    sigma: float
    filled: bool
    positive: bool


@record
class Substitution:
    """The import substitution elasticity of an importer for an HS3 product: ``sigma`` is theta plus 1."""

    importer: str
    product: str
    sigma: float

    @property
    def theta(self) -> float:
        """The trade elasticity that goes with it."""
        return self.sigma - 1


def protee(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> dict[str, TariffElasticity]:  # fmt: skip
    """Tariff elasticities by HS6 product of 2007.

    Raises:
        MissingData: no place holds it.
        InputError: a row cannot be read.
    """
    file = find("protee-hs6", folder, environment).files[0]
    found = {}
    for row in rows_of(file, ("HS6", "zero", "positive", "sigma")):
        product = row.text("HS6").zfill(6)
        found[product] = TariffElasticity(product, row.maybe("sigma"), row.cells["zero"] == "1", row.cells["positive"] == "1")  # fmt: skip
    return found


def broda_weinstein(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> tuple[Substitution, ...]:  # fmt: skip
    """Substitution elasticities of 73 importers, in the order of the file.

    Raises:
        MissingData: no place holds it.
        InputError: a row cannot be read.
    """
    file = find("broda-weinstein-hs3", folder, environment).files[0]
    return tuple(
        Substitution(row.text("cname"), row.text("hs_3digit").zfill(3), row.number("sigma"))
        for row in rows_of(file, ("cname", "hs_3digit", "sigma"))
    )
