"""The data of Caliendo and Parro (2015), and the world of 1993 that they make of it.

The steps are theirs: tariffs on top of the trade of 1993, output no less than exports, what is not
exported stays at home, final demand is what materials leave over (negative ones to nought).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import numpy as np

from licet.errors import InputError
from licet.models.network.ras import over
from licet.models.trade.economy import Economy, Floats, not_negative, numbers
from licet.record import record


class Trade1993(Protocol):
    """Their data, as ``licet.datasets.caliendo_parro`` reads it.

    ``trade[j,n,i]`` in thousand dollars, tariffs in per cent alike, ``inputs[n,k,j]`` shares of input k in the
    materials of j, ``value_added[j,n]`` shares of output, ``output[j,n]`` dollars, ``theta[j]`` of traded goods.
    """

    @property
    def countries(self) -> tuple[str, ...]: ...  # noqa: D102 - the class says what each is
    @property
    def sectors(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def trade(self) -> Floats: ...  # noqa: D102
    @property
    def tariffs_1993(self) -> Floats: ...  # noqa: D102
    @property
    def tariffs_2005(self) -> Floats: ...  # noqa: D102
    @property
    def inputs(self) -> Floats: ...  # noqa: D102
    @property
    def value_added(self) -> Floats: ...  # noqa: D102
    @property
    def output(self) -> Floats: ...  # noqa: D102
    @property
    def theta(self) -> Floats: ...  # noqa: D102


@record
class Data1993:
    """``Trade1993`` as plain arrays, checked."""

    countries: tuple[str, ...]
    sectors: tuple[str, ...]
    trade: Floats
    tariffs_1993: Floats
    tariffs_2005: Floats
    inputs: Floats
    value_added: Floats
    output: Floats
    theta: Floats

    def __post_init__(self) -> None:
        many, sectors = len(self.countries), len(self.sectors)
        flow = (len(self.theta), many, many)
        wanted = {
            "trade": flow, "tariffs_1993": flow, "tariffs_2005": flow, "inputs": (many, sectors, sectors),
            "value_added": (sectors, many), "output": (sectors, many), "theta": flow[:1],
        }  # fmt: skip
        for name, shape in wanted.items():
            numbers(name, getattr(self, name), shape)
            if name != "inputs":  # one cell of theirs is a little below nought, and they keep it
                not_negative(name, getattr(self, name))


FILE = {
    "countries": "countries", "sectors": "sectors", "trade": "xbilat1993_kusd",
    "tariffs_1993": "tariffs1993_pct", "tariffs_2005": "tariffs2005_pct", "inputs": "IO",
    "value_added": "B", "output": "GO", "theta": "theta",
}  # fmt: skip
"""Our names to those of the arrays in caliendo_parro_1993.npz."""


def data_1993(given: Trade1993 | Mapping[str, Any]) -> Data1993:
    """Their data from arrays under the names of the file, or from a record that holds them."""
    if isinstance(given, Mapping):
        if missing := [name for name in FILE.values() if name not in given]:
            raise InputError(
                f"the data of Caliendo and Parro lack {', '.join(missing)}. Read caliendo_parro_1993.npz."
            )
        found = {name: given[key] for name, key in FILE.items()}
    else:
        found = {name: getattr(given, name) for name in FILE}
    countries, sectors = (tuple(map(str, found.pop(key))) for key in ("countries", "sectors"))
    arrays = [np.array(each, dtype=np.float64) for each in found.values()]
    return Data1993(countries, sectors, *arrays)


def economy_1993(given: Trade1993 | Mapping[str, Any], theta_other: float) -> Economy:
    """Their world of 1993, in dollars, deficits as they were; ``theta_other`` for sectors without tariffs."""
    data = data_1993(given)
    tariff = factors(data, data.tariffs_1993)
    flows = np.zeros(tariff.shape)
    flows[: len(data.trade)] = 1000.0 * data.trade
    exports = flows.sum(axis=1)
    output = np.maximum(data.output, exports)
    own = np.arange(len(data.countries))
    flows[:, own, own] += output - exports
    gross = flows * tariff
    spending, sold = gross.sum(axis=2), flows.sum(axis=1)
    pi = over(gross, spending[:, :, None])
    pi[:, own, own] += spending == 0
    share, gamma = _inputs(data.value_added, data.inputs)
    value_added = (share * output).sum(axis=0)
    surplus = sold.sum(axis=0) - flows.sum(axis=(0, 2))
    income = value_added + (gross - flows).sum(axis=(0, 2)) - surplus
    materials = np.einsum("nkj,jn->kn", gamma, (1 - share) * sold)
    final = np.maximum(spending - materials, 0) / income
    theta = np.full(len(data.sectors), theta_other)
    theta[: len(data.theta)] = data.theta
    return Economy(
        data.countries, data.sectors, pi, tariff, np.ones_like(tariff), share, gamma,
        final / final.sum(axis=0), value_added, surplus, theta, spending, "USD",
    )  # fmt: skip


def _inputs(share: Floats, given: Floats) -> tuple[Floats, Floats]:
    """Value added in output, and shares of inputs that sum to one.

    Their shares sum to one but for rounding (2 in a million); what a sum misses goes to value added, so
    that no money is lost on the way. Value added is no more than output.
    """
    whole = given.sum(axis=1)
    gamma = given / np.where(whole != 0, whole, 1)[:, None, :]
    return np.clip(1 - (1 - np.minimum(share, 1)) * whole.T, 0, 1), gamma


def factors(data: Data1993, rates: Floats) -> Floats:
    """Tariffs in per cent [j,n,i] of the traded sectors as factors 1 + rate of all sectors."""
    many = len(data.countries)
    found = np.ones((len(data.sectors), many, many))
    found[: len(rates)] += rates / 100
    return found
