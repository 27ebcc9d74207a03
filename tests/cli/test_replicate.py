"""``licet replicate``: published beside ours, exit codes for scripts, and plain words where data are missing."""

import json

import pytest


@pytest.fixture(autouse=True)
def nowhere(monkeypatch):
    """No data folder and no package that carries data."""
    monkeypatch.delenv("LICET_DATA", raising=False)
    monkeypatch.setattr("licet.datasets.places.find_spec", lambda _: None)


def test_a_replication_prints_published_and_ours_and_passes(run):
    found = run("replicate", "bernstein")
    assert found.code == 0
    assert "bernstein: all within tolerance" in found.out
    assert "at least 25" in found.out
    assert "Source: Bernstein, December 2025" in found.flat


def test_an_input_far_off_is_told_and_is_exit_1(run):
    found = run("replicate", "itif", "--set", "china=1.2")
    assert found.code == 1
    assert "OUTSIDE" in found.out
    assert "NO" in found.out


def test_without_data_it_says_what_was_not_run_and_where_to_get_it(run):
    found = run("replicate", "choke-points", "bcg")
    assert found.code == 3
    for words in ("choke-points: not run", "eto-2026-08", "Source: Emerging Technology", "LICET_DATA", "bcg: all within"):  # fmt: skip
        assert words in found.flat


def test_all_of_it_as_data(run):
    found = run("replicate", "bcg", "choke-points", "--json")
    bcg, missing = json.loads(found.out)
    assert (bcg["state"], missing["state"], missing["wants"]) == (
        "inside",
        "not run",
        "eto-2026-08",
    )
    assert bcg["inputs"].keys() == {"world_share", "growth", "feedback"}
    assert all(each["inside"] for each in bcg["checks"])


def test_the_list_says_what_is_here(run):
    found = run("replicate", "--list")
    assert "caliendo-parro" in found.out
    assert "NOT FOUND" in found.out
    assert len(json.loads(run("replicate", "--list", "--json").out)) == 12


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bcgg",), "bcg"), (("bcg", "--set", "x"), "INPUT=FACTOR"), (("bcg", "--set", "worl_share=2"), "world_share"),
        (("bcg", "--seed", "3"), "seed"), (("--set", "china=2"), "one name"),
    ],
)  # fmt: skip
def test_bad_input_is_one_plain_sentence_and_exit_2(run, words, said):
    found = run("replicate", *words)
    assert found.code == 2
    assert said in found.err
