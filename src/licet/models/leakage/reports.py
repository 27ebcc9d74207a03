"""Monthly customs reports, as UN Comtrade has them, to routes. Arrays in; files are the caller's.

Taiwan is no reporter there: partners report it as 490, "other Asia, not elsewhere specified".
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from licet.assumptions.model import Floats
from licet.errors import InputError
from licet.models.leakage.routes import SERIES, Months, Routes
from licet.record import record

Texts = NDArray[np.str_]

TAIWAN = frozenset({"490", "158", "S19", "TWN", "TW"})
"""What sources call Taiwan; all become ``TWN``."""
_MONTH = np.dtype("datetime64[M]")


@record
class Reports:
    """One row a report; all arrays have one length.

    ``reporter`` and ``partner`` are ISO letters or numbers as the source has them, ``flow`` X, M, RX
    (reexport) or RM, ``product`` the six digits of the HS, ``month`` datetime64[M], ``value`` dollars,
    ``kg`` net weight (``nan`` where it is not stated).
    """

    reporter: Texts
    partner: Texts
    flow: Texts
    product: Texts
    month: Months
    value: Floats
    kg: Floats


def one_name(places: Texts) -> Texts:
    """The same codes with every name for Taiwan as ``TWN``.

    >>> one_name(np.array(["490", "SGP"])).tolist()
    ['TWN', 'SGP']
    """
    wide = places.astype(np.str_).astype(object)
    found: Texts = np.where(np.isin(places, sorted(TAIWAN)), "TWN", wide).astype(np.str_)
    return found


def routes_from(
    reports: Reports, *, makers: Iterable[str], hubs: Iterable[str], target: str,
    controlled: Iterable[str], rule: np.datetime64, absorbs: Floats | None = None,
    newness: Floats | None = None,
) -> Routes:  # fmt: skip
    """Routes of every hub and controlled product; a month that a side did not report is unknown.

    ``controlled`` are HS6 codes; the other codes of their chapter (two digits) that the reports hold
    are what they are held against. ``absorbs`` and ``newness`` are (routes, months), routes by hub
    and then product, both in their sorted order. Reexports of a hub are added to its exports only
    where it reports no total: customs put them inside.
    """
    hubs, makers, codes = sorted(set(hubs)), sorted(set(makers)), sorted(set(controlled))
    if not len(reports.month):
        raise InputError("There are no reports. Give monthly reports by HS6 and partner.")
    table = _Table(reports)
    months = table.months
    after = int((np.asarray(rule, dtype=_MONTH) - months[0]).astype(int))
    if not 0 <= after < len(months):
        raise InputError(
            f"The rule is of {rule}; the reports run from {months[0]} to {months[-1]}."
        )
    rows = [(hub, code) for hub in hubs for code in codes]
    telling = [maker for maker in makers if table.reports_itself(maker)]
    found = {name: np.empty((len(rows), len(months))) for name in SERIES[:-2]}
    for row, (hub, code) in enumerate(rows):
        beside = [each for each in table.products if each[:2] == code[:2] and each not in codes]
        for those, prefix in (([code], ""), (beside, "beside_")):
            found[f"{prefix}sent"][row] = table.summed(telling, [hub], "X", those)
            found[f"{prefix}matched"][row] = table.summed([hub], telling, "M", those)
            found[f"{prefix}received"][row] = table.summed([hub], makers, "M", those)
            found[f"{prefix}onward"][row] = table.summed([hub], [target], "X", those)
            found[f"{prefix}arrived"][row] = table.summed([target], [hub], "M", those)
        found["kg"][row] = table.summed([target], [hub], "M", [code], weight=True)
    blank = np.full((len(rows), len(months)), np.nan)
    return Routes(
        tuple(hub for hub, _ in rows), tuple(code for _, code in rows), months,
        np.full(len(rows), after, dtype=np.int64), **found,
        absorbs=blank if absorbs is None else absorbs, newness=blank if newness is None else newness,
    )  # fmt: skip


class _Table:
    """Reports summed by reporter, partner, flow and product: one row of months each."""

    def __init__(self, reports: Reports) -> None:
        first, last = reports.month.min(), reports.month.max()
        self.months: Months = np.arange(first, last + 1, dtype=_MONTH)
        self.products = sorted(set(reports.product.tolist()))
        where = (reports.month.astype(_MONTH) - first).astype(int)
        keys = zip(
            one_name(reports.reporter).tolist(), one_name(reports.partner).tolist(),
            reports.flow.tolist(), reports.product.tolist(), strict=True,
        )  # fmt: skip
        self._rows: dict[tuple[str, ...], tuple[Floats, Floats]] = {}
        values = zip(where.tolist(), reports.value.tolist(), reports.kg.tolist(), strict=True)
        for key, (month, value, kg) in zip(keys, values, strict=True):
            if key not in self._rows:
                blank = np.full(len(self.months), np.nan)
                self._rows[key] = (blank, blank.copy())
            for kept, new in zip(self._rows[key], (value, kg), strict=True):
                kept[month] = new if np.isnan(kept[month]) else kept[month] + new

    def summed(
        self, reporters: list[str], partners: list[str], flow: str, codes: list[str], *, weight: bool = False
    ) -> Floats:  # fmt: skip
        """Months of all of these together; a month is unknown where none of them has it."""
        total = np.zeros(len(self.months))
        known = np.zeros(len(self.months), dtype=bool)
        for reporter in reporters:
            for partner in partners:
                for code in codes:
                    found = self._found(reporter, partner, flow, code)
                    if found is not None:
                        row = found[1 if weight else 0]
                        known |= ~np.isnan(row)
                        total += np.nan_to_num(row)
        return np.where(known, total, np.nan)

    def reports_itself(self, place: str) -> bool:
        """Whether it reports what it sends at all; Taiwan does not, at the United Nations."""
        return any(key[0] == place and key[2] in ("X", "RX") for key in self._rows)

    def _found(
        self, reporter: str, partner: str, flow: str, code: str
    ) -> tuple[Floats, Floats] | None:
        whole = self._rows.get((reporter, partner, flow, code))
        return whole if whole is not None else self._rows.get((reporter, partner, f"R{flow}", code))
