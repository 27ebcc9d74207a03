"""What the readers make of good files and bad ones."""

import math
import statistics

import numpy as np
import pytest

from licet.datasets.bilateral import electronics_users, goods_flows, sector_totals
from licet.datasets.caliendo_parro import caliendo_parro, theta_estimates
from licet.datasets.chain import country_shares, read_release, supply_chain
from licet.datasets.comtrade import read_export, tool_trade
from licet.datasets.elasticities import broda_weinstein, protee
from licet.datasets.grouping import grouped
from licet.datasets.world import read_world, world_table
from licet.errors import InputError, UnknownName
from tests.datasets.where import DATA, needs_data, needs_package

EXPORT = "reporterISO,partnerISO,period,flowCode,cmdCode,primaryValue,netWgt,qty\n"


def _table(folder, **changes):
    """A made table of two regions and two sectors, in which all sums fit."""
    flows = np.arange(16, dtype=float).reshape(2, 2, 2, 2)
    final = np.arange(8, dtype=float).reshape(2, 2, 2) + 20
    output = flows.sum((2, 3)) + final.sum(2)
    arrays = {
        "Z": flows, "F": final, "GO": output, "VA": output - flows.sum((0, 1)),
        "regions": np.array(["AAA", "BBB"]), "sectors": np.array(["X", "Y"]),
    }  # fmt: skip
    file = folder / "table.npz"
    np.savez(file, **{**arrays, **changes})
    return file


def test_a_table_of_the_same_form_is_read_at_any_size(tmp_path):
    table = read_world(_table(tmp_path))
    assert (table.regions, table.sectors) == (("AAA", "BBB"), ("X", "Y"))
    assert table.flows[table.sector("Y"), table.region("AAA"), 0, 1] == 9
    assert table.origin.known is None


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"F": np.zeros((2, 2))}, "F is"),
        ({"F": np.zeros((2, 2, 2))}, "not parts of one table"),
        ({"Z": np.full((2, 2, 2, 2), np.nan)}, "no finite"),
        ({"GO": np.full((2, 2), -1.0)}, "below 0"),
    ],
)
def test_a_table_that_does_not_fit_together_is_refused(tmp_path, change, said):
    with pytest.raises(InputError, match=said):
        read_world(_table(tmp_path, **change))


def test_a_file_that_is_no_table_is_refused(tmp_path):
    (tmp_path / "table.npz").write_text("no")
    with pytest.raises(InputError, match="no table"):
        read_world(tmp_path / "table.npz")


def test_putting_together_keeps_sums_and_drops_nothing(tmp_path):
    table = read_world(_table(tmp_path))
    one = grouped(table, {"W": ("AAA", "BBB")}, {"X": ("X",), "Y": ("Y",)})
    assert one.flows.shape == (2, 1, 2, 1)
    assert one.flows.sum() == table.flows.sum()
    assert one.final[1, 0, 0] == table.final[1].sum()
    with pytest.raises(InputError, match="BBB is in 0 groups"):
        grouped(table, {"W": ("AAA",)}, {"X": ("X", "Y")})
    with pytest.raises(UnknownName, match="CCC"):
        grouped(table, {"W": ("AAA", "CCC")}, {"X": ("X", "Y")})


@needs_package
def test_the_package_s_table_closes_and_says_what_is_estimated():
    table = world_table("world-2022", environment={})
    assert table.flows.shape == (50, 80, 50, 80)
    assert table.origin.known
    assert table.final_estimated
    sold = table.flows.sum((2, 3)) + table.final.sum(2)
    assert np.abs(sold - table.output).max() < 1e-6
    assert (table.final >= 0).all()


@needs_package
@needs_data
def test_the_default_table_is_the_project_s_own_30_by_28():
    """Ours is made from the package alone; only who buys for final use is an estimate, and a near one."""
    ours, theirs = world_table(environment={}), world_table("icio2022-30x28", DATA, {})
    assert (ours.regions, ours.sectors) == (theirs.regions, theirs.sectors)
    for name in ("flows", "output", "value_added"):
        assert np.allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-6, atol=1e-2), name
    assert np.allclose(ours.final.sum(2), theirs.final.sum(2), rtol=1e-6)
    assert np.abs(ours.final - theirs.final).sum() < 0.01 * theirs.final.sum()


@needs_data
def test_the_data_of_1993_has_its_shapes_and_shares():
    data = caliendo_parro(DATA, {})
    assert data.trade.shape == data.tariffs_1993.shape == data.tariffs_2005.shape == (20, 31, 31)
    assert data.inputs.shape == (31, 40, 40)
    assert np.allclose(data.inputs.sum(1)[:, :20], 1, atol=1e-6)
    assert data.theta[data.sectors.index("Auto")] == 8.22
    auto = [each for each in theta_estimates(DATA, {}) if each.sector == "Auto"]
    assert len(auto) == 6
    assert any(each.theta < 0 for each in auto)


@needs_data
def test_elasticities_are_those_the_design_quotes():
    tariffs = protee(DATA, {})
    assert len(tariffs) == 5050
    assert tariffs["848620"].sigma == pytest.approx(-6.95, abs=0.01)
    assert tariffs["854231"].filled
    assert math.isnan(tariffs["010110"].sigma)
    substitution = broda_weinstein(DATA, {})
    for product, median in (("847", 3.65), ("848", 3.07), ("854", 3.26), ("903", 3.13)):
        assert statistics.median(each.sigma for each in substitution if each.product == product) == pytest.approx(median, abs=0.01)  # fmt: skip


@needs_data
def test_the_finer_looks_are_read_whole():
    assert len(goods_flows(DATA, {})) == 18733
    assert len(electronics_users(DATA, {})) == 25037
    totals = sector_totals(DATA, {})
    assert len(totals) == 3949
    assert sum(each.output for each in totals) == pytest.approx(192_418_640, rel=1e-6)


@needs_data
def test_the_extract_on_tools_keeps_taiwan():
    found = tool_trade(DATA, {})
    assert (len(found.rows), found.faults) == (2863, ())
    assert sum(each.reporter == "S19" for each in found.rows) == 30


def test_an_export_keeps_good_rows_and_names_bad_ones_by_line(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text(
        EXPORT
        + "USA,CHN,202401,X,854231,1000.5,2,3\n"
        + "USA,CHN,202413,X,854231,1000.5,2,3\n"
        + "USA,S19,2024,M,8542,7,,\n"
        + "USA,CHN,2024,X,854231,abc,2,3\n"
        + "USA,,2024,X,854231,1,2,3\n"
        + "USA,CHN,2024,X,854231,-1,2,3,\n"
    )
    found = read_export(file)
    assert [each.usd for each in found.rows] == [1000.5, 7]
    assert math.isnan(found.rows[1].kg)
    assert [fault.split(":")[1] for fault in found.faults] == ["3", "5", "6", "7"]
    assert "period cannot be '202413'" in found.faults[0]


def test_an_export_without_a_column_is_refused(tmp_path):
    file = tmp_path / "export.csv"
    file.write_text("reporterISO,partnerISO\n")
    with pytest.raises(InputError, match=r"export\.csv:1: .*primaryValue"):
        read_export(file)


@needs_data
@pytest.mark.parametrize("release", ["2026-08", "2022"])
def test_a_missing_share_is_unknown_and_a_percent_sign_is_read(release):
    chain = supply_chain(release, DATA, {})
    shares = [each.share for each in chain.provisions]
    assert any(math.isnan(each) for each in shares)
    assert max(each for each in shares if not math.isnan(each)) > 60
    assert any(each.negligible for each in chain.provisions) == (release == "2022")
    assert all("several" not in by and "Various" not in by for by in country_shares(chain).values())


def _release(folder, share):
    within = folder / "release_2022"
    within.mkdir()
    (within / "stages.csv").write_text("stage_id,stage_name\nS1,Design\n")
    (within / "inputs.csv").write_text("input_id,input_name,type,stage_id\nN1,CPUs,process,S1\n")
    (within / "providers.csv").write_text("provider_id,provider_name,provider_type,country\nP1,USA,country,\n")  # fmt: skip
    (within / "provision.csv").write_text(f"provider_id,provided_id,share_provided\n{share}\n")
    (within / "sequence.csv").write_text("input_id,goes_into_id,is_type_of_id\n")
    return folder


def test_a_release_of_the_user_s_own_is_read_from_its_folder(tmp_path):
    chain = read_release(_release(tmp_path, "P1,N1,61%") / "release_2022")
    assert country_shares(chain) == {"N1": {"USA": 61.0}}


@pytest.mark.parametrize(
    ("row", "said"),
    [("P1,N1,200%", "0 to 100"), ("P1,N9,5", "N9 is no input"), ("P9,N1,5", "P9 is no provider")],
)
def test_a_bad_row_of_a_release_is_named_by_line(tmp_path, row, said):
    with pytest.raises(InputError, match=rf"provision\.csv:2: .*{said}"):
        supply_chain("2022", _release(tmp_path, row), {})
