"""Published numbers are made anew through the public entry point, and hang on their inputs."""

from functools import cache

import numpy as np
import pytest

from licet.datasets.catalogue import catalogue
from licet.datasets.places import MissingData
from licet.errors import InputError, UnknownName
from licet.replications.known import KNOWN, choices_of, replicate
from licet.replications.model import LEAST, MOST, Check
from tests.datasets.where import DATA, needs_data, needs_package

FEW = {"ally-game": {"draws": 20_000}, "leak-detectors": {"routes": 1000, "train": 6000}}
"""Fewer draws and routes than the command takes by default: the same lines, in a second."""
OWN_DATA = ("caliendo-parro", "choke-points")
MOVES = {
    "caliendo-parro": ("trade", "tariffs_1993", "tariffs_2005", "inputs", "value_added", "output", "theta"),
    "baseline": ("kappa", "tariff"),
    "cross-model": ("cost", "trade_theta_electronics", "trade_theta_goods", "trade_theta_machinery", "trade_theta_services"),
    "choke-points": ("above", "shares"),
    "sanction-simulator": ("friction", "leak", "inside", "outside", "trade"),
    "itif": ("china", "total", "research", "jobs", "downstream"),
    "bcg": ("world_share", "growth", "feedback"),
    "bernstein": ("domestic_chips", "domestic_pf", "imports_high_zf", "blackwell_chips", "blackwell_pf", "other_zf"),
    "ratios": ("h200_tpp", "h20_tpp", "hbm_stacks", "stacks_per_package", "doubling_months"),
    "january-2026": ("nvidia-h200-sxm-141gb", "nvidia-h20-sxm-96gb", "nvidia-b300"),
    "ally-game": ("game-margin-NL", "game-security-JP", "game-weight-litho"),
    "leak-detectors": ("leakage_base_rate", "leakage_made_misclassified", "leakage_made_route_noise"),
}  # fmt: skip


def _on(name):
    """The folder for a replication, or a skip that says why."""
    if name in OWN_DATA and DATA is None:
        pytest.skip(needs_data.kwargs["reason"])
    if name == "sanction-simulator" and needs_package.args[0]:
        pytest.skip(needs_package.kwargs["reason"])
    if KNOWN[name].data and DATA is None and needs_package.args[0]:
        pytest.skip(needs_package.kwargs["reason"])
    return DATA


@cache
def _run(name, **choices):
    return replicate(name, _on(name), **(choices or FEW.get(name, {})))


def _ours(found):
    return np.array([each.ours for each in (*found.checks, *found.figures)])


@pytest.mark.parametrize("name", KNOWN)
def test_every_replication_is_within_its_tolerances(name):
    found = _run(name)
    assert found.checks
    assert found.passed, [each for each in found.checks if not each.passed]
    assert found.name == name
    assert found.source
    assert found.title
    assert all(each.known for each in found.origins)


@pytest.mark.parametrize(
    ("name", "moved"), [(name, each) for name in MOVES for each in MOVES[name]]
)
def test_a_move_of_one_percent_of_an_input_moves_the_output(name, moved):
    factor = 0.99 if name == "choke-points" else 1.01  # shares stand in whole percent
    found = replicate(name, _on(name), {moved: factor}, **FEW.get(name, {}))
    known = _run(name)
    assert found.inputs[moved] == pytest.approx(factor * known.inputs[moved])
    assert np.nanmax(abs(_ours(found) - _ours(known))) > 1e-7


@needs_package
@pytest.mark.slow
def test_the_cut_of_the_package_is_within_two_percent_by_our_own_program():
    # The two programs solve the same equations: ours is nearer than the published digits tell.
    assert max(each.off for each in _run("sanction-simulator").checks) < 2e-4


@needs_data
def test_choke_points_are_counted_as_published_and_the_rest_is_said():
    found = _run("choke-points")
    assert [each.ours for each in found.checks] == [56, 22, 43]
    assert "in 54" in found.note
    other = _run("choke-points", release=str(DATA / "supply_chain" / "release_2026-08"))
    assert not other.checks
    assert [each.ours for each in other.figures[:2]] == [56, 54]


@needs_data
@pytest.mark.parametrize("deficits", ["balanced", "fixed"])
def test_tariffs_of_a_file_take_the_place_of_those_of_2005(tmp_path, deficits):
    file = tmp_path / "tariffs.csv"
    head = "importer,exporter,sector,percent\n"
    file.write_text(f"{head}MEX,USA,*,0\n")
    found = replicate(
        "caliendo-parro", DATA, tariffs=str(file), experiment="world", deficits=deficits
    )
    assert not found.checks
    grown = {each.what: each.ours for each in found.figures}
    assert grown["MEX: growth of imports from members"] > 10
    assert abs(grown["CAN: real wage"]) < 0.2
    for text, match in (
        ("MEX,USA,Toys,0\n", "Toys"),
        ("MEX,XXX,*,0\n", "XXX"),
        ("MEX,USA,*,-1\n", "nought or more"),
    ):
        file.write_text(head + text)
        with pytest.raises(InputError, match=match):
            replicate("caliendo-parro", DATA, tariffs=str(file))


@needs_data
def test_other_experiments_members_and_tables_go_through_the_same_lines():
    found = replicate("caliendo-parro", DATA, members="MEX,USA", tables=True)
    names = {each.what for each in found.figures}
    assert {"MEX: growth of imports from USA", "USA: Textile, share of exports after"} <= names
    assert "CAN: real wage" not in names
    given = replicate("caliendo-parro", DATA, experiment="nafta-given-world", tables=True)
    assert not any("part of the volume" in each.what for each in given.figures)
    one = [
        _ours(replicate("caliendo-parro", DATA, {"theta_one": factor}, model="one-sector"))
        for factor in (1.0, 1.01)
    ]
    assert abs(one[1] - one[0]).max() > 1e-5


@needs_package
def test_another_pair_of_countries_has_figures_and_nothing_to_pass():
    found = replicate("sanction-simulator", between="DEU:CHN", direction="out")
    assert not found.checks
    assert {each.what for each in found.figures} == {
        f"output lost, {who}" for who in ("DEU", "CHN", "world")
    }
    with pytest.raises(InputError, match="is no pair"):
        replicate("sanction-simulator", between="DEU")


def test_a_chip_with_more_compute_than_the_line_does_not_turn():
    found = replicate("january-2026", by={"nvidia-h200-sxm-141gb": 21_000 / 15_832})
    assert not found.passed
    assert [each.ours for each in found.checks[:4]] == [0, 1, 1, 1]


def test_other_seeds_give_other_routes_and_pass_as_well():
    found = replicate("leak-detectors", seed=5)
    assert found.passed, [each for each in found.checks if not each.passed]
    assert (_ours(found) != _ours(_run("leak-detectors"))).any()


@pytest.mark.parametrize("name", [name for name in KNOWN if KNOWN[name].data])
def test_missing_data_says_which_and_from_where(name, tmp_path, monkeypatch):
    monkeypatch.delenv("LICET_DATA", raising=False)
    monkeypatch.setattr("licet.datasets.places.find_spec", lambda _: None)
    with pytest.raises(MissingData, match=r"(?s)was not found.*How to get it.*LICET_DATA"):
        replicate(name, tmp_path)


@pytest.mark.parametrize("name", [name for name in KNOWN if not KNOWN[name].data])
def test_what_needs_no_data_runs_without_any(name, tmp_path, monkeypatch):
    monkeypatch.delenv("LICET_DATA", raising=False)
    assert replicate(name, tmp_path, **FEW.get(name, {})).checks


def test_the_registry_names_data_sets_that_there_are():
    assert {key for each in KNOWN.values() for either in each.data for key in either} <= set(
        catalogue()
    )
    assert choices_of("leak-detectors") == {"seed": 1, "routes": 4000, "train": 18_000}


def test_unknown_names_are_told_the_near_ones():
    with pytest.raises(UnknownName, match="itif"):
        replicate("itiff")
    with pytest.raises(UnknownName, match="no known input"):
        replicate("itif", by={"chin": 1.01})
    with pytest.raises(UnknownName, match="seed"):
        replicate("leak-detectors", sed=3)


def test_a_bar_is_passed_on_its_right_side_alone_and_nothing_unknown_passes():
    assert Check("a", "1", 3.0, 8.0, 0, wanted=LEAST).passed
    assert not Check("a", "1", 3.0, 2.9, 0, wanted=LEAST).passed
    assert Check("a", "1", 3.0, 2.9, 0, wanted=MOST).passed
    assert not any(
        Check("a", "1", 3.0, float("nan"), 1, wanted=way).passed for way in (LEAST, MOST, "near")
    )
