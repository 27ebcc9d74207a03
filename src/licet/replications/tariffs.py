"""A file of tariffs that a user brings: who buys from whom, what, and at which rate."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from licet.datasets.caliendo_parro import TradeOf1993
from licet.datasets.rows import rows_of
from licet.models.network.cut import place_of

ANY = "*"


def read_tariffs(file: Path, world: TradeOf1993) -> NDArray[np.float64]:
    """Tariffs in per cent [sector, importer, exporter]: those of 1993, with the rows of ``file`` put over them.

    The file is CSV with the columns ``importer``, ``exporter``, ``sector`` and ``percent``; ``*`` stands for
    all of a column, and later rows go over earlier ones. Nobody has a tariff on what is made at home.

    Raises:
        UnknownName: a country or sector that the data do not have.
        InputError: the file cannot be read, lacks a column, or holds a rate below nought.
    """
    found = world.tariffs_1993.copy()
    sectors = world.sectors[: len(found)]
    for row in rows_of(file, ("importer", "exporter", "sector", "percent")):
        rate = row.number("percent")
        if rate < 0:
            raise row.fault(f"a tariff is nought or more, and {rate:g} is written")
        places = [
            _places(kind, row.text(column), codes)
            for kind, column, codes in (
                ("sector", "sector", sectors), ("country", "importer", world.countries),
                ("country", "exporter", world.countries),
            )
        ]  # fmt: skip
        found[np.ix_(*places)] = rate
    own = np.arange(len(world.countries))
    found[:, own, own] = 0.0
    return found


def _places(kind: str, text: str, codes: tuple[str, ...]) -> list[int]:
    return list(range(len(codes))) if text == ANY else [place_of(kind, text, codes)]
