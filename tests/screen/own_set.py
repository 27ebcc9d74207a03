"""Names made up by us, and the snapshot that ships, with what each query should find.

``data/own_entries.csv`` holds parties of no list (invented names in several scripts, and
universities under their public names); ``data/own_pairs.csv`` the queries, written before any of
them was run.  ``expected`` are published names: a query is answered where a hit is an entry that
publishes one of them.
"""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from licet.lists.model import Entry
from licet.lists.shipped import shipped
from licet.screen.screener import Screener

DATA = Path(__file__).parent / "data"
ON = date(2026, 7, 1)
"""A day on which the snapshot's delisted party (AMEC) no longer stands."""


class Row(NamedTuple):
    query: str
    expected: frozenset[str]
    category: str


def parts(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@cache
def entries() -> tuple[Entry, ...]:
    with (DATA / "own_entries.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Entry(
                "XX-OWN", row["key"], row["name"],
                aliases=parts(row["aliases"]),
                native=parts(row["native"]),
                kind=row["kind"],
                countries=parts(row["countries"]),
            )
            for row in csv.DictReader(file)
        )  # fmt: skip


@cache
def rows() -> tuple[Row, ...]:
    with (DATA / "own_pairs.csv").open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(row["query"], frozenset(parts(row["expected"])), row["category"])
            for row in csv.DictReader(file)
        )


@cache
def screener() -> Screener:
    return Screener({**{each.list: each.entries for each in shipped()}, "XX-OWN": entries()})
