"""The machinery under the replications takes tables of any shape, any tariff, any kappa, with and without deficits."""

import numpy as np
import pytest

from licet.models.trade.change import Levy
from licet.models.trade.nafta import caliendo_parro
from licet.models.trade.nafta_models import MODELS
from licet.models.trade.solve import BALANCED, FIXED, solve
from tests.models.trade.made import made_economy


def _world(countries=4, traded=2, sectors=3, seed=5):
    """A world of the form of Caliendo and Parro's file, of another shape than theirs."""
    random = np.random.default_rng(seed)
    flow = (traded, countries, countries)
    off = 1 - np.eye(countries)
    trade = random.uniform(1, 5, flow) * off
    inputs = random.uniform(0.1, 1, (countries, sectors, sectors))
    exports = 1000 * trade.sum(axis=1)
    output = np.vstack([exports, np.full((sectors - traded, countries), 20_000.0)])
    return {
        "countries": [f"C{at}" for at in range(countries)], "sectors": [f"S{at}" for at in range(sectors)],
        "xbilat1993_kusd": trade, "tariffs1993_pct": random.uniform(2, 20, flow) * off,
        "tariffs2005_pct": random.uniform(0, 2, flow) * off, "IO": inputs / inputs.sum(axis=1, keepdims=True),
        "B": random.uniform(0.4, 0.8, (sectors, countries)), "GO": 3 * output, "theta": np.array([4.0, 8.0]),
    }  # fmt: skip


@pytest.mark.parametrize("deficits", [BALANCED, FIXED])
@pytest.mark.parametrize("model", MODELS)
def test_a_world_of_four_countries_and_three_sectors_goes_through_their_experiments(
    model, deficits
):
    given = _world()
    run = caliendo_parro(
        given, 5.0, model=model, theta_one=4.0, members=("C0", "C2"), deficits=deficits
    )
    assert run.found.converged
    assert set(run.rows) == {"C0", "C2"}
    assert all(row["import_growth"] > 0 for row in run.rows.values())
    same = caliendo_parro(
        given, 5.0, model=model, theta_one=4.0, members=("C0", "C2"), deficits=deficits,
        tariffs_pct=given["tariffs1993_pct"],
    )  # fmt: skip
    assert abs(same.found.welfare_exact).max() < 1e-8


@pytest.mark.parametrize("deficits", [BALANCED, FIXED])
def test_tariffs_kappa_and_levies_move_a_table_of_five_regions_and_three_sectors(deficits):
    world = made_economy(11, regions=5, sectors=3, taxed=True, even=False)
    abroad = ~np.eye(5, dtype=bool)
    changes = {
        "tariffs": {"tariffs": np.where(abroad, 1.25, 1.0) * np.ones_like(world.pi)},
        "kappa": {"kappa": np.where(abroad, 0.3, 1.0) * np.ones_like(world.pi)},
        "levy": {"levies": [Levy(np.where(abroad, 1.1, 1.0) * np.ones_like(world.pi), "R1")]},
    }
    for what, change in changes.items():
        found = solve(world, deficits=deficits, **change)
        assert found.converged, what
        assert np.isfinite(found.welfare_exact).all()
        assert abs(found.welfare_exact).max() > 1e-3
    closed = solve(world, kappa=changes["kappa"]["kappa"], deficits=deficits)
    assert (closed.welfare_exact < 0).any()
