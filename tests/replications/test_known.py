"""Published numbers are made anew through the public entry point, and hang on their inputs."""

import pytest

from licet.datasets.places import MissingData
from licet.errors import UnknownName
from licet.replications.known import MODULES, replicate
from tests.datasets.where import DATA, needs_data, needs_package

MOVES = {
    "itif": ("china", "total", "research", "jobs", "downstream", "world_share"),
    "sanction-simulator": ("friction", "leak", "inside", "outside", "trade"),
}


@pytest.fixture(scope="module")
def cut():
    return replicate("sanction-simulator")


def _ours(found):
    return [each.ours for each in found.checks]


def test_itif_and_bcg_round_to_what_is_printed():
    found = replicate("itif")
    assert found.passed, [each for each in found.checks if not each.passed]
    assert len(found.checks) == 16


@needs_package
@pytest.mark.slow
def test_the_cut_of_the_package_is_within_two_percent_by_our_own_program(cut):
    assert cut.passed, [each for each in cut.checks if not each.passed]
    # The two programs solve the same equations: ours is nearer than the published digits tell.
    assert max(each.off for each in cut.checks) < 2e-4


@needs_data
def test_choke_points_are_counted_as_published_and_the_rest_is_said():
    found = replicate("choke-points", DATA)
    assert [each.ours for each in found.checks] == [56, 22, 43]
    assert found.passed
    assert "in 54" in found.note
    assert all(each.known for each in found.origins)


@pytest.mark.parametrize("name", MOVES["itif"])
def test_a_move_of_one_percent_of_an_input_moves_itif(name):
    assert _ours(replicate("itif", by={name: 1.01})) != _ours(replicate("itif"))


@needs_package
@pytest.mark.slow
@pytest.mark.parametrize("name", MOVES["sanction-simulator"])
def test_a_move_of_one_percent_of_an_input_moves_the_cut(name, cut):
    moved = replicate("sanction-simulator", by={name: 1.01})
    assert moved.inputs[name] == pytest.approx(1.01 * cut.inputs[name])
    changes = [abs(a / b - 1) for a, b in zip(_ours(moved), _ours(cut), strict=True)]
    # The fixed points are solved to 1e-10 of output, so this is no noise.
    assert min(changes) > 1e-6


@needs_data
@pytest.mark.parametrize("name", ["above", "shares"])
def test_a_move_of_one_percent_of_an_input_moves_the_choke_points(name):
    assert _ours(replicate("choke-points", DATA, {name: 0.99})) != _ours(replicate("choke-points", DATA))  # fmt: skip


def test_missing_data_says_which_and_how(tmp_path, monkeypatch):
    monkeypatch.delenv("LICET_DATA", raising=False)
    with pytest.raises(MissingData, match=r"eto-2026-08.*LICET_DATA"):
        replicate("choke-points", tmp_path)


def test_unknown_names_are_told_the_near_ones():
    with pytest.raises(UnknownName, match="itif"):
        replicate("itiff")
    with pytest.raises(UnknownName, match="no known input"):
        replicate("itif", by={"chin": 1.01})
    assert set(MODULES) >= {"sanction-simulator", "itif", "choke-points"}
