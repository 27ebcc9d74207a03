import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.errors import InputError
from licet.models.trade.solve import solve
from licet.models.trade.split import parts, split
from licet.models.trade.table import aggregated, economy, world_table
from licet.record import replaced
from tests.models.trade.made import made_table

FEW = settings(max_examples=15, deadline=None)
THETA = np.array([4.0, 6.0, 3.0])


def _arrays(table):
    return {
        "Z": table.flows, "F": table.final, "GO": table.output, "VA": table.value_added,
        "regions": table.regions, "sectors": table.sectors,
    }  # fmt: skip


def test_a_table_becomes_an_economy_that_reproduces_itself():
    found = solve(economy(made_table(1, 4, 3), THETA))
    assert abs(found.wage - 1).max() < 1e-8
    assert abs(found.welfare_exact).max() < 1e-8


@FEW
@given(st.integers(0, 1000))
def test_putting_together_keeps_every_total(seed):
    table = made_table(seed, 4, 3)
    regions = {"R0": "A", "R1": "B", "R2": "A", "R3": "A"}
    found = aggregated(table, regions, {"S0": "X", "S1": "X", "S2": "Y"})
    assert (found.regions, found.sectors) == (("A", "B"), ("X", "Y"))
    assert found.flows.sum() == pytest.approx(table.flows.sum())
    assert found.output[1, 1] == pytest.approx(table.output[2, 1])
    assert found.final[0, 0, 1] == pytest.approx(table.final[:2][:, [0, 2, 3]][:, :, 1].sum())


@FEW
@given(st.integers(0, 1000), st.floats(0.02, 0.6))
def test_splitting_and_putting_back_together_gives_the_same_table(seed, share):
    table = made_table(seed, 3, 2)
    made = parts(
        table, "S0", {"CHIP": {"R1": share, "*": share / 2}, "BOX": 0.1},
        used={"CHIP": {"S1": 0.2, "final": 0.1}}, final={"BOX": {"R2": 3.0}},
    )  # fmt: skip
    found = split(table, made)
    assert found.sectors == ("CHIP", "BOX", "S0", "S1")
    assert found.output[0] == pytest.approx(table.output[0] * [share / 2, share, share / 2])
    back = aggregated(found, None, {"CHIP": "S0", "BOX": "S0", "S0": "S0", "S1": "S1"})
    for name in ("flows", "final", "output", "value_added"):
        assert np.allclose(getattr(back, name), getattr(table, name), rtol=1e-7)


def test_a_split_sector_of_equal_elasticity_changes_little_when_all_of_it_is_banned():
    table = made_table(3, 3, 2)
    whole = economy(table, np.array([5.0, 5.0]))
    fine = economy(split(table, parts(table, "S0", {"CHIP": 0.3})), np.full(3, 5.0))
    kappa = np.ones_like(whole.pi)
    kappa[0, 0, 1] = 0.2
    finer = np.ones_like(fine.pi)
    finer[:2, 0, 1] = 0.2
    assert np.allclose(
        solve(whole, kappa=kappa).welfare_exact, solve(fine, kappa=finer).welfare_exact, atol=1e-4
    )


def test_a_sector_that_a_region_lacks_is_no_hindrance():
    table = made_table(5, 3, 2)
    flows, final = table.flows.copy(), table.final.copy()
    flows[0, 2] = 0
    final[0, 2] = 0
    flows[:, :, 0, 2] = 0
    output = flows.sum(axis=(2, 3)) + final.sum(axis=2)
    gone = replaced(
        table, flows=flows, final=final, output=output, value_added=output - flows.sum(axis=(0, 1))
    )
    world = economy(gone, THETA[:2])
    kappa = np.ones_like(world.pi)
    kappa[1, 0, 1] = 0
    found = solve(world, kappa=kappa)
    assert found.converged
    assert found.output[0, 2] == 0


def test_a_sector_that_nobody_makes_or_buys_keeps_its_price():
    table = made_table(7, 3, 2)
    wide = {
        "Z": np.zeros((3, 3, 3, 3)), "F": np.zeros((3, 3, 3)), "GO": np.zeros((3, 3)), "VA": np.zeros((3, 3)),
        "regions": table.regions, "sectors": (*table.sectors, "NONE"),
    }  # fmt: skip
    wide["Z"][:2, :, :2], wide["F"][:2] = table.flows, table.final
    wide["GO"][:2], wide["VA"][:2] = table.output, table.value_added
    world = economy(world_table(wide), THETA)
    kappa = np.ones_like(world.pi)
    kappa[:, 0, 1] = 0
    found = solve(world, kappa=kappa)
    assert found.converged
    assert found.price[2].tolist() == [1, 1, 1]


@pytest.mark.parametrize(
    ("name", "spoil", "said"),
    [
        ("Z", lambda a: -a, "flows is .* below nought"),
        ("F", lambda a: np.where(a > a.mean(), np.nan, a), "final holds nan"),
        ("GO", lambda a: a[:1], r"output has the shape \(1, 3\)"),
        ("GO", lambda a: 2 * a, "does not add up"),
        ("VA", lambda a: 3 * a, "the column of"),
        ("regions", lambda a: (a[0], a[0], a[2]), "named twice"),
    ],
)
def test_a_bad_table_is_refused_and_says_what_is_wrong(name, spoil, said):
    arrays = _arrays(made_table(1))
    arrays[name] = spoil(arrays[name])
    with pytest.raises(InputError, match=said):
        world_table(arrays)


def test_what_is_missing_is_named():
    arrays = _arrays(made_table(1))
    del arrays["VA"]
    with pytest.raises(InputError, match="lacks VA"):
        world_table(arrays)
    with pytest.raises(InputError, match="says nothing of R2"):
        aggregated(made_table(1), {"R0": "A", "R1": "A"})
    with pytest.raises(InputError, match="no such sector"):
        aggregated(made_table(1), None, {"S0": "A", "S1": "A", "S9": "A"})


def test_shares_that_leave_nothing_over_are_refused():
    with pytest.raises(InputError, match="leave something over"):
        parts(made_table(1), "S0", {"A": 0.7, "B": 0.4})


def test_a_part_for_which_nobody_has_use_is_refused():
    table = made_table(1)
    made = parts(table, "S0", {"A": 0.9}, used={"A": {"*": 0, "final": 0, "S0": 1}})
    with pytest.raises(InputError, match="cannot be split so"):
        split(table, made)


def test_an_elasticity_of_nought_is_refused():
    with pytest.raises(InputError, match="theta must be above nought"):
        economy(made_table(1), np.array([4.0, 0.0]))
