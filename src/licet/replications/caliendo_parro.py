"""``caliendo-parro``: what NAFTA's tariffs did, and any other change of tariffs on the same world of 1993."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from licet.assumptions.load import load_ledger
from licet.assumptions.published import load_published
from licet.datasets.caliendo_parro import TradeOf1993, caliendo_parro
from licet.models.trade import nafta
from licet.models.trade.nafta_models import FULL, ONE_SECTOR
from licet.models.trade.nafta_tables import (
    by_partner,
    by_sector,
    concentration,
    export_shares,
    imports_among,
)
from licet.models.trade.solve import BALANCED
from licet.record import replaced
from licet.replications.model import Check, Figure, Replication, moved
from licet.replications.tariffs import read_tariffs

_ARRAYS = ("trade", "tariffs_1993", "tariffs_2005", "inputs", "value_added", "output", "theta")
_WORDS = {
    "welfare_linear": "welfare as they print it (first order)", "terms_of_trade": "terms of trade",
    "volume": "volume of trade", "real_wage": "real wage", "import_growth": "growth of imports from members",
    "welfare_exact": "welfare, exact: change of real income",
}  # fmt: skip


def replicate(
    data: Path | str | None = None, by: Mapping[str, float] | None = None, *, experiment: str = "nafta",
    model: str = FULL, deficits: str = BALANCED, tariffs: str = "", members: str = "", tables: bool = False,
) -> Replication:  # fmt: skip
    """Their Table 2 and growth of imports; with any choice other than theirs, the same figures and no checks.

    ``tariffs`` is a file of new tariffs (``tariffs.py`` says its form) in place of those of 2005;
    ``members`` the countries whose tariffs among each other "nafta" moves (``MEX,CAN,USA``); ``tables``
    adds their other tables: by partner, by sector, of exports. ``by`` moves a whole array of the data, and
    in the model of one sector its elasticity. That of services has no part in it: nobody trades them.

    Raises:
        MissingData: their data stand in no folder.
        UnknownName: an experiment, model, convention, country or input that is none.
        InputError: the file of tariffs cannot be read.
    """
    given, ledger = caliendo_parro(data), load_ledger()
    start = dict.fromkeys(_ARRAYS, 1.0)
    if model == ONE_SECTOR:
        start["theta_one"] = ledger.central("trade_theta_nafta_one")
    inputs = moved(start, by or {})
    world: TradeOf1993 = replaced(
        given, **{name: getattr(given, name) * inputs[name] for name in _ARRAYS}
    )
    among = tuple(each.strip() for each in members.split(",")) if members else nafta.MEMBERS
    new = read_tariffs(Path(tariffs), world) if tariffs else None
    run = nafta.caliendo_parro(
        world, ledger.central("trade_theta_nafta_other"), experiment=experiment, model=model, theta_one=inputs.get("theta_one"),
        tariffs_pct=new, members=among, deficits=deficits,
    )  # fmt: skip
    told = load_published("trade")["caliendo_parro"]
    theirs = (experiment, model, deficits, tariffs, among) == (
        "nafta",
        FULL,
        BALANCED,
        "",
        nafta.MEMBERS,
    )
    checks = tuple(_checks(run, told)) if theirs else ()
    left = [name for name in _WORDS if not theirs or name not in told[among[0]]]
    figures = [
        Figure(f"{who}: {_WORDS[name]}", "%", row[name])
        for who, row in run.rows.items()
        for name in left
    ]
    if tables:
        figures += _tables(run)
    return Replication(
        "caliendo-parro", f"Tariffs of 1993 to {'those of ' + tariffs if tariffs else 'those of 2005'}: {experiment}, model {model}, surpluses {deficits}",
        str(told["source"]), inputs, checks, (given.origin,),
        f"Search {'arrived' if run.found.converged else 'did NOT arrive'} after {run.found.passes} passes. What they call welfare is of first order at the old tariffs; real income is the exact one.",
        tuple(figures),
    )  # fmt: skip


def _checks(run: nafta.Replication, told: Mapping[str, Any]) -> Iterator[Check]:
    for who in run.members:
        for name, published in told[who].items():
            near = told["tolerance_growth" if name == "import_growth" else "tolerance_points"]
            yield Check(f"{who}: {_WORDS[name]}", "%", published, run.rows[who][name], near)


def _tables(run: nafta.Replication) -> list[Figure]:
    """Their other tables, as far as this run has them."""
    found = [
        Figure(f"{buyer}: growth of imports from {seller}", "%", grown)
        for buyer, row in imports_among(run).items()
        for seller, grown in row.items()
    ]
    for who in run.members:
        before, after = concentration(run, who)
        found += [
            Figure(f"{who}: concentration of exports {when}", "0 to 1", each)
            for when, each in (("before", before), ("after", after))
        ]
        found += [
            Figure(f"{who}: {sector}, share of exports {when}", "%", each)
            for sector, pair in export_shares(run, who).items()
            for when, each in zip(("before", "after"), pair, strict=True)
        ]
        if run.against is None:  # these are of one change from the world of 1993
            found += [
                Figure(f"{who}: {name.replace('_', ', with ')}", "%", each)
                for name, each in by_partner(run, who).items()
            ]
            found += [
                Figure(f"{who}: {sector}, part of the {what}", "%", each)
                for sector, pair in by_sector(run, who).items()
                for what, each in zip(("terms of trade", "volume"), pair, strict=True)
            ]
    return found
