"""UN Comtrade: exports that a user brings, and the extract on chipmaking tools in the data folder.

A row that cannot be read is left out and named by its line; the others are kept.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from licet.datasets.catalogue import dataset
from licet.datasets.places import Origin, find, origin_of
from licet.datasets.rows import Row, rows_of
from licet.errors import InputError
from licet.record import record

EXPORT = ("reporterISO", "partnerISO", "period", "flowCode", "cmdCode", "primaryValue", "netWgt", "qty")  # fmt: skip
_EXTRACT = ("Year", "Trade Flow", "Reporter ISO", "Partner", "Commodity Code", "Netweight (kg)", "Trade Value (US$)")  # fmt: skip
_FLOWS = {"Import": "M", "Export": "X", "Re-Export": "RX", "Re-Import": "RM"}
_WORLD = "W00"
"""How UN Comtrade writes the world as a partner."""
_NAMED = {"Other Asia, nes": "S19"}
"""Reporters that older extracts give no code: "Other Asia" is how Taiwan's trade is in Comtrade."""
_ISO = r"[A-Z_]\w{1,2}"


@record
class Shipment:
    """Trade that ``reporter`` recorded with ``partner`` (ISO 3166-1 alpha-3; the world is ``W00``).

    ``period`` is ``2024`` or ``202401``; ``flow`` is M, X, RM, RX or another code of Comtrade; ``usd``
    as reported, so imports mostly with freight and exports without; ``kg`` and ``quantity`` are NaN
    where nothing is stated.
    """

    reporter: str
    partner: str
    period: str
    flow: str
    product: str
    usd: float
    kg: float
    quantity: float


@record
class Shipments:
    """What a file holds; ``faults`` name each line that was left out, and why."""

    rows: tuple[Shipment, ...]
    faults: tuple[str, ...]
    origin: Origin


def read_export(file: Path) -> Shipments:
    """A CSV export of UN Comtrade, yearly or monthly, at any depth of the code.

    Raises:
        InputError: the file or one of its columns is missing, or it is no CSV file.
    """
    return _read(file, origin_of(file, dataset("comtrade-export")), EXPORT, _exported)


def tool_trade(folder: Path | str | None = None, environment: Mapping[str, str] = os.environ) -> Shipments:  # fmt: skip
    """Trade in chipmaking tools of each reporter with the world, 2016 to 2020.

    Raises:
        MissingData: no place holds it.
        InputError: it is of another form.
    """
    found = find("comtrade-sme", folder, environment)
    return read_extract(found.files[0], found.origins[0])


def read_extract(file: Path, origin: Origin | None = None) -> Shipments:
    """Any extract with the columns of older downloads: Year, Trade Flow, Reporter ISO, Partner and so on.

    Raises:
        InputError: the file or one of its columns is missing, or it is no CSV file.
    """
    return _read(file, origin or origin_of(file, dataset("comtrade-export")), _EXTRACT, _extracted)


def _read(file: Path, origin: Origin, columns: tuple[str, ...], read: Callable[[Row], Shipment]) -> Shipments:  # fmt: skip
    kept, faults = [], []
    for row in rows_of(file, columns):
        try:
            kept.append(read(row))
        except InputError as error:
            faults.append(str(error))
    return Shipments(tuple(kept), tuple(faults), origin)


def _exported(row: Row) -> Shipment:
    return Shipment(
        _shaped(row, "reporterISO", _ISO), _shaped(row, "partnerISO", _ISO),
        _shaped(row, "period", r"\d{4}((0[1-9]|1[0-2]))?"), row.text("flowCode"),
        _shaped(row, "cmdCode", r"\d{2,10}|TOTAL"), _positive(row, "primaryValue"),
        row.maybe("netWgt"), row.maybe("qty"),
    )  # fmt: skip


def _extracted(row: Row) -> Shipment:
    flow, partner = row.text("Trade Flow"), row.text("Partner")
    if flow not in _FLOWS:
        raise row.fault(f"Trade Flow must be one of {', '.join(_FLOWS)}, and is {flow!r}")
    reporter = _NAMED.get(row.cells.get("Reporter", "")) or _shaped(row, "Reporter ISO", _ISO)
    return Shipment(
        reporter, _WORLD if partner == "World" else partner,
        _shaped(row, "Year", r"\d{4}"), _FLOWS[flow], _shaped(row, "Commodity Code", r"\d{2,10}"),
        _positive(row, "Trade Value (US$)"), row.maybe("Netweight (kg)"), float("nan"),
    )  # fmt: skip


def _shaped(row: Row, column: str, shape: str) -> str:
    found = row.text(column)
    if re.fullmatch(shape, found) is None:
        raise row.fault(f"{column} cannot be {found!r}")
    return found


def _positive(row: Row, column: str) -> float:
    found = row.number(column)
    if found < 0:
        raise row.fault(f"{column} is below 0: {found:g}")
    return found
