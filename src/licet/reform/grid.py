"""Every product to every destination for every class of end user, as the rows of one frame."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import polars as pl

from licet.book.markdown import parse_toml, read_text
from licet.errors import InputError, LawError, Place, UnknownName
from licet.record import record
from licet.reform.shelf import reforms_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from licet.catalogue.model import Catalogue, Product

FILE = "_grid.toml"
KEYS = ("item", "origin", "destination", "end_user_class")
"""The columns that tell one row of a grid from another."""
_TO, _FROM = "$to", "$from"
_ASKED = {"origin": "from", "destination": "to"}


@record
class EndUser:
    """A class of end users: what it is called, why it is asked about, and what is stated of it."""

    id: str
    title: str
    why: str
    facts: tuple[tuple[str, str | bool | float], ...]


@record
class Grid:
    """What flip tables ask about beside the products.  ``origins`` are by shelf of the catalogue.

    ``value`` is what each destination buys from abroad of a shelf's sector, in bn USD a year; ``since`` and ``marks`` are the days that a history begins with, and whose changes it ranks, if none are said.
    """

    kind: str
    destinations: tuple[str, ...]
    classes: tuple[EndUser, ...]
    origins: tuple[tuple[str, str], ...]
    since: date
    marks: tuple[date, ...]
    value: Mapping[str, Mapping[str, float]]

    def chosen(self, classes: Iterable[str] = ()) -> tuple[EndUser, ...]:
        """The classes of these ids, all where there are none; ``UnknownName`` with suggestions."""
        by_id = {each.id: each for each in self.classes}
        for name in (wanted := tuple(classes)):
            if name not in by_id:
                raise UnknownName("class of end users", name, by_id)
        return tuple(by_id[name] for name in wanted) or self.classes


def read_grid(file: Path | None = None) -> Grid:
    """The grid of this installation, or of ``file``.  ``InputError`` with file and line."""
    path = file or reforms_folder() / FILE
    name = str(path)
    try:
        data = parse_toml(read_text(path, name), name)
    except LawError as error:
        raise InputError(error.message, error.place) from None
    place = Place(name)
    classes = data.get("class")
    countries = data.get("destinations")
    if not isinstance(classes, list) or not isinstance(countries, dict):
        raise InputError("a grid has [destinations] and at least one [[class]]", place)
    origins = data.get("origin", {})
    if not isinstance(origins, dict):
        raise InputError('[origin] gives a country for each shelf: chip = "US"', place)
    told = data.get("history", {})
    if not isinstance(told, dict):
        raise InputError(
            "[history] gives the day it begins with and days to mark: since = 2018-01-01", place
        )
    return Grid(
        str(data.get("kind", "export")), tuple(map(str, countries.get("codes", ()))),
        tuple(_class(each, place) for each in classes), tuple((k, str(v)) for k, v in origins.items()),
        told.get("since", date.min), tuple(told.get("marks", ())), _values(data.get("value", {}), place),
    )  # fmt: skip


def _values(told: Any, place: Place) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for shelf, countries in told.items():
        if not isinstance(countries, dict):
            raise InputError(f"[value.{shelf}] gives bn USD by destination: CN = 461", place)
        found[shelf] = {code: float(amount) for code, amount in countries.items()}
    return found


def _class(table: Any, place: Place) -> EndUser:
    for key in ("id", "title", "facts"):
        if key not in table:
            raise InputError(f"a class of end users lacks its {key}", place)
    facts = tuple(
        (key, float(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value)
        for key, value in table["facts"].items()
    )  # fmt: skip
    return EndUser(table["id"], table["title"], str(table.get("why", "")), facts)


def frame(
    products: Iterable[Product], destinations: Iterable[str], classes: Iterable[EndUser], grid: Grid
) -> pl.DataFrame:
    """A row for each product, destination and class, as columns that ``decide_all`` reads, with ``KEYS``.

    Each product leaves the country of its maker, or that of its shelf where none is known.  Nothing goes
    to where it comes from.
    """
    origins = dict(grid.origins)
    items = [(each.id, each.vendor_country or origins.get(each.shelf, "US")) for each in products]
    wide = pl.DataFrame(items, schema=["item", "origin"], orient="row", schema_overrides={"item": pl.String})  # fmt: skip
    places = pl.DataFrame({"destination": list(destinations)}, schema={"destination": pl.String})
    wide = wide.join(places, how="cross").filter(pl.col("origin") != pl.col("destination"))
    asked = wide.with_columns(kind=pl.lit(grid.kind))
    stated = [_stated(asked, each) for each in classes]
    if not stated:
        return asked.clear().with_columns(end_user_class=pl.lit("", dtype=pl.String))
    return pl.concat(stated, how="diagonal")


def _stated(asked: pl.DataFrame, each: EndUser) -> pl.DataFrame:
    cells = {"$to": pl.col("destination"), "$from": pl.col("origin")}
    facts = [cells.get(str(value), pl.lit(value)).alias(name) for name, value in each.facts]
    return asked.with_columns(end_user_class=pl.lit(each.id)).with_columns(facts)


def asked_of(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows as ``decide_all`` reads them: the place of departure by its own name, no class."""
    return rows.drop("end_user_class").rename(_ASKED)


def products_of(catalogue: Catalogue, items: Iterable[str] = (), shelves: Iterable[str] = ()) -> tuple[Product, ...]:  # fmt: skip
    """Products by id or family, or of these shelves; all where neither is said.

    Raises:
        UnknownName: a product or family that the catalogue has not.
    """
    wanted, on = tuple(items), frozenset(shelves)
    if not wanted:
        return tuple(each for each in catalogue.products if not on or each.shelf in on)
    found: dict[str, Product] = {}
    families = {each.family for each in catalogue.products}
    for name in wanted:
        if name in catalogue:
            found[name] = catalogue.get(name)
        elif name in families:
            found |= {each.id: each for each in catalogue.products if each.family == name}
        else:
            raise UnknownName("product", name, (each.id for each in catalogue.products))
    return tuple(found.values())


def weights_of(rows: pl.DataFrame, weights: Mapping[str, float] | None) -> pl.Series:
    """What each row counts: the weight of its product, 1 for all where none are given, 0 for one left out."""
    if weights is None:
        return pl.Series("weight", [1.0]).new_from_index(0, rows.height)
    table = pl.DataFrame({"item": list(weights), "weight": list(map(float, weights.values()))}, schema={"item": pl.String, "weight": pl.Float64})  # fmt: skip
    return rows.select("item").join(table, on="item", how="left", maintain_order="left")["weight"].fill_null(0.0)  # fmt: skip
