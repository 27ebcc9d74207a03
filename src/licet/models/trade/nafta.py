"""Caliendo and Parro (2015): their data to an economy, and their experiments with tariffs.

The steps are theirs: tariffs on top of the trade of 1993, output no less than exports, what is not
exported stays at home, final demand is what materials leave over (negative ones to nought). Nothing
here is fitted: other tariffs, elasticities or members go through the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from licet.errors import InputError, UnknownName
from licet.models.trade.economy import Economy, Floats, not_negative, numbers
from licet.models.trade.equilibrium import Equilibrium
from licet.models.trade.solve import balanced, settled, solve
from licet.record import record

NAMES = (
    "xbilat1993_kusd", "tariffs1993_pct", "tariffs2005_pct", "IO", "B", "GO", "theta", "countries", "sectors",
)  # fmt: skip


def economy_1993(arrays: Mapping[str, Any], theta_other: float) -> Economy:
    """Their world of 1993, in dollars, deficits as they were; ``theta_other`` for sectors without tariffs."""
    _whole(arrays)
    countries, sectors = (tuple(map(str, arrays[name])) for name in ("countries", "sectors"))
    output, share = np.array(arrays["GO"], dtype=float), np.array(arrays["B"], dtype=float)
    traded = 1000.0 * np.array(arrays["xbilat1993_kusd"], dtype=float)
    tariff = factors(arrays, "tariffs1993_pct")
    flows = np.zeros(tariff.shape)
    flows[: len(traded)] = traded
    exports = flows.sum(axis=1)
    output = np.maximum(output, exports)
    own = np.arange(len(countries))
    flows[:, own, own] += output - exports
    gross = flows * tariff
    spending, sold = gross.sum(axis=2), flows.sum(axis=1)
    pi = gross / np.where(spending > 0, spending, 1)[:, :, None]
    pi[:, own, own] += spending == 0
    share, gamma = _inputs(share, np.array(arrays["IO"], dtype=float))
    value_added = (share * output).sum(axis=0)
    surplus = sold.sum(axis=0) - flows.sum(axis=(0, 2))
    income = value_added + (gross - flows).sum(axis=(0, 2)) - surplus
    materials = np.einsum("nkj,jn->kn", gamma, (1 - share) * sold)
    final = np.maximum(spending - materials, 0) / income
    theta = np.full(len(sectors), theta_other)
    theta[: len(arrays["theta"])] = arrays["theta"]
    return Economy(
        countries, sectors, pi, tariff, np.ones_like(tariff), share, gamma, final / final.sum(axis=0),
        value_added, surplus, theta, spending, "USD",
    )  # fmt: skip


def _inputs(share: Floats, given: Floats) -> tuple[Floats, Floats]:
    """Value added in output, and shares of inputs that sum to one.

    Their shares sum to one but for rounding (2 in a million); what a sum misses goes to value added, so
    that no money is lost on the way. Value added is no more than output.
    """
    whole = given.sum(axis=1)
    gamma = given / np.where(whole != 0, whole, 1)[:, None, :]
    return np.clip(1 - (1 - np.minimum(share, 1)) * whole.T, 0, 1), gamma


def factors(arrays: Mapping[str, Any], name: str) -> Floats:
    """Tariffs in per cent [j,n,i] of the traded sectors as factors 1 + rate of all sectors."""
    rates = np.array(arrays[name], dtype=float)
    many = len(arrays["countries"])
    found = np.ones((len(arrays["sectors"]), many, many))
    found[: len(rates)] += rates / 100
    return found


def _whole(arrays: Mapping[str, Any]) -> None:
    """Refuse arrays that lack one, do not fit each other, or hold what trade data cannot."""
    if missing := [name for name in NAMES if name not in arrays]:
        raise InputError(
            f"the data of Caliendo and Parro lack {', '.join(missing)}. Read caliendo_parro_1993.npz."
        )
    many, sectors = len(arrays["countries"]), len(arrays["sectors"])
    traded = len(arrays["theta"])
    wanted = {
        "IO": (many, sectors, sectors), "B": (sectors, many), "GO": (sectors, many), "theta": (traded,),
    } | dict.fromkeys(NAMES[:3], (traded, many, many))  # fmt: skip
    for name, shape in wanted.items():
        found = np.array(arrays[name], dtype=float)
        numbers(name, found, shape)
        if name != "IO":  # one cell of theirs is a little below nought, and they keep it
            not_negative(name, found)


MEMBERS = ("MEX", "CAN", "USA")
EXPERIMENTS = ("nafta", "world", "world-without-nafta", "nafta-given-world")


@record
class Replication:
    """One experiment: ``found`` from ``before`` to ``after`` tariffs, with rows for the members.

    ``rows[region]`` holds welfare_linear, welfare_exact, terms_of_trade, volume, real_wage and
    import_growth (from the other members), all in per cent.
    """

    found: Equilibrium
    rows: Mapping[str, Mapping[str, float]]
    members: tuple[str, ...]


def caliendo_parro(
    arrays: Mapping[str, Any],
    theta_other: float,
    *,
    experiment: str = "nafta",
    tariffs_pct: Any = None,
    members: Sequence[str] = MEMBERS,
    deficits: str = "balanced",
) -> Replication:
    """Solve their model for one change of tariffs.

    ``experiment``: "nafta" moves tariffs among ``members`` alone to those of 2005, "world" all of them,
    "world-without-nafta" all but those, and "nafta-given-world" measures the first from the world in which
    the last has happened. ``tariffs_pct[j,n,i]``, in per cent, replace those of 2005.
    ``deficits``: "balanced" as in their main text, or "fixed" as in their appendix.
    """
    if experiment not in EXPERIMENTS:
        raise UnknownName("experiment", experiment, EXPERIMENTS)
    if tariffs_pct is not None:
        arrays = {**arrays, "tariffs2005_pct": tariffs_pct}
    base = settled(economy_1993(arrays, theta_other))
    if deficits == "balanced":
        base, deficits = balanced(base), "fixed"
    new = factors(arrays, "tariffs2005_pct")
    inside = _inside(base, members)
    if experiment == "nafta-given-world":
        base = settled(base, tariffs=np.where(inside, base.tariff, new))
    tariffs = {
        "nafta": np.where(inside, new, base.tariff),
        "world-without-nafta": np.where(inside, base.tariff, new),
    }.get(experiment, new)
    found = solve(base, tariffs=tariffs, deficits=deficits)
    traded = len(arrays["theta"])
    rows = {name: _row(found, name, members, traded) for name in members}
    return Replication(found, rows, tuple(members))


def _inside(economy: Economy, members: Sequence[str]) -> NDArray[np.bool_]:
    """True for flows between two members [n,i]."""
    one = np.zeros(len(economy.regions), dtype=bool)
    one[[economy.region(name) for name in members]] = True
    return one[:, None] & one[None, :] & ~np.eye(len(one), dtype=bool)


def _row(found: Equilibrium, name: str, members: Sequence[str], traded: int) -> dict[str, float]:
    at = found.economy.region(name)
    parts = ("welfare_linear", "welfare_exact", "terms_of_trade", "volume", "real_wage")
    row = {part: 100 * float(getattr(found, part)[at]) for part in parts}
    others = [other for other in members if other != name]
    row["import_growth"] = import_growth(found, name, others, slice(traded))
    return row


def import_growth(
    found: Equilibrium, buyer: str, sellers: Sequence[str], goods: slice = slice(None)
) -> float:
    """Growth of what ``buyer`` imports from ``sellers``, in per cent, at the border and in the numeraire."""
    at = found.economy.region(buyer)
    sources = [found.economy.region(name) for name in sellers]
    before, after = (
        flows[goods, at][:, sources].sum() for flows in (found.flows_before, found.flows)
    )
    return 100 * float(after / before - 1)
