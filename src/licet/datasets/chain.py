"""The chip supply chain of the Emerging Technology Observatory: inputs, who provides them, what goes into what.

Releases differ in column names and in how a share is written (``61%`` against ``99.3``).  A share that
is missing is unknown, never 0, and the shares of one input may exceed 100 together.
"""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from pathlib import Path

from licet.datasets.places import Origin, find
from licet.datasets.rows import Row, rows_of
from licet.errors import InputError
from licet.record import record

_MOST = 100.0


@record
class Stage:
    """A stage of making chips: design, fabrication, assembly and so on."""

    id: str
    name: str


@record
class Input:
    """A tool, material, process or design; ``stage`` is the id of its stage, "" where none is stated."""

    id: str
    name: str
    kind: str
    stage: str


@record
class Provider:
    """A country or an organization; ``country`` is an organization's, "" where none is stated.

    ``is_country`` is True for a country or region that the release gives shares of its own, and
    ``several`` for the one that stands for several countries together.
    """

    id: str
    name: str
    is_country: bool
    country: str
    several: bool


@record
class Provision:
    """That a provider provides an input, or a whole stage; ``share`` is percent of the world market.

    ``share`` is NaN where it is unknown.  ``negligible`` says that the release calls it so small
    that it was rounded up.
    """

    provider: str
    provided: str
    share: float
    negligible: bool
    year: str


@record
class Step:
    """What goes into what, or is a kind of what; the other one is ""."""

    input: str
    goes_into: str
    is_kind_of: str


@record
class SupplyChain:
    """One release, by id where a thing has one."""

    stages: Mapping[str, Stage]
    inputs: Mapping[str, Input]
    providers: Mapping[str, Provider]
    provisions: tuple[Provision, ...]
    steps: tuple[Step, ...]
    origins: tuple[Origin, ...]


_OF_INPUT = ("input_id", "input_name", "type", "stage_id")


def supply_chain(release: str = "2026-08", folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> SupplyChain:  # fmt: skip
    """The release ``2026-08`` or ``2022``.

    Raises:
        UnknownName: there is no such release.
        MissingData: no place holds it.
        InputError: as ``read_release``.
    """
    found = find(f"eto-{release}", folder, environment)
    return read_release(found.files[0].parent, found.origins)


def read_release(folder: Path, origins: tuple[Origin, ...] = ()) -> SupplyChain:
    """Any release: a folder with inputs, stages, providers, provision and sequence as CSV files.

    Raises:
        InputError: a file or column is missing, a row cannot be read, or it names an input or provider
            that the release does not hold.
    """

    def rows(name: str, *wanted: str) -> list[Row]:
        return list(rows_of(folder / f"{name}.csv", wanted))

    stages = {
        row.text("stage_id"): Stage(row.text("stage_id"), row.text("stage_name"))
        for row in rows("stages", "stage_id", "stage_name")
    }
    inputs = {
        row.text("input_id"): Input(*map(row.cells.__getitem__, _OF_INPUT))
        for row in rows("inputs", *_OF_INPUT)
    }
    providers = {
        row.text("provider_id"): _provider(row)
        for row in rows("providers", "provider_id", "provider_name", "provider_type", "country")
    }
    provided = {**stages, **inputs}
    provision = rows("provision", "provider_id", "provided_id", "share_provided")
    steps = tuple(
        Step(*map(row.cells.__getitem__, ("input_id", "goes_into_id", "is_type_of_id")))
        for row in rows("sequence", "input_id", "goes_into_id", "is_type_of_id")
    )
    return SupplyChain(
        stages, inputs, providers,
        tuple(_provision(providers, provided, row) for row in provision), steps, origins,
    )  # fmt: skip


def _provider(row: Row) -> Provider:
    name = row.text("provider_name")
    return Provider(
        row.text("provider_id"), name, row.cells["provider_type"] in ("country", "region"), row.cells["country"],
        name.startswith("Various"),
    )  # fmt: skip


def _provision(providers: Mapping[str, object], provided: Mapping[str, object], row: Row) -> Provision:  # fmt: skip
    who, what = row.text("provider_id"), row.text("provided_id")
    if who not in providers:
        raise row.fault(f"{who} is no provider of this release")
    if what not in provided:
        raise row.fault(f"{what} is no input or stage of this release")
    return Provision(who, what, _share(row), bool(row.cells.get("negligible_market_share")), row.cells.get("year", ""))  # fmt: skip


def _share(row: Row) -> float:
    """Percent, from ``61%`` or ``99.3``; NaN where nothing is stated."""
    text = row.cells["share_provided"].removesuffix("%").strip()
    if not text:
        return math.nan
    try:
        found = float(text)
    except ValueError:
        found = -1.0
    if not 0 <= found <= _MOST:
        raise row.fault(f"share_provided must be 0 to 100 percent, and is {text!r}")
    return found


def country_shares(chain: SupplyChain, *, several: bool = False) -> dict[str, dict[str, float]]:
    """Shares of countries by input, in percent; NaN where a country provides and its share is unknown.

    ``several`` also gives the rows that stand for several countries together, as if for one.

    Raises:
        InputError: the release gives one country two shares of the same thing.
    """
    found: dict[str, dict[str, float]] = {}
    for each in chain.provisions:
        provider = chain.providers[each.provider]
        if not provider.is_country or (provider.several and not several):
            continue
        shares = found.setdefault(each.provided, {})
        if provider.name in shares:
            raise InputError(f"{provider.name} has two shares of {each.provided}.")
        shares[provider.name] = each.share
    return found
