"""``licet lists load``, ``status``, ``diff`` and ``show``."""

import pytest

from tests.lists.conftest import ours


@pytest.fixture
def load(home, run):
    def loaded(content, *words):
        file = home / "list-2026-11-20.jsonl"
        file.write_bytes(content)
        return run("lists", "load", file, *words)

    return loaded


def test_load_status_diff_and_show(load, run, data):
    assert load(ours("US-EL", 500), "--as-of", "2026-11-18", "--checked", "2026-11-20").code == 0
    assert load(ours("US-EL", 501), "--as-of", "2026-11-21").flat.startswith(
        "US-EL: new edition of 2026-11-21, 501 entries, 500 before"
    )
    assert "no change" in load(ours("US-EL", 501)).flat

    status = run("lists", "status", "--on", "2026-11-22")
    assert status.code == 0
    assert "US-EL current 2026-11-21 1 7 501 500 2" in status.flat
    assert "Its silence means nothing" in status.flat
    old = run("lists", "status", "--on", "2026-12-22")
    assert old.code == 1
    assert "stale" in old.out

    changed = run("lists", "diff", "US-EL")
    assert changed.code == 1
    assert "1 added, 0 removed, 0 changed" in changed.flat
    assert "500 Party 500" in changed.flat
    assert [each["key"] for each in data("lists", "diff", "US-EL")["added"]] == ["500"]
    assert run("lists", "diff", "US-EL", "2026-11-18", "2026-11-19").code == 0

    shown = data("lists", "show", "US-EL:7")["found"]
    assert [[each["as_of"] for each in one["editions"]] for one in shown] == [
        ["2026-11-18", "2026-11-21"]
    ]
    assert "US-EL:500 Party 500" in run("lists", "show", "party 500").flat


def test_a_refused_load_leaves_the_shelf_and_tells_the_way_out(load, data):
    load(ours("US-EL", 500))
    found = load(ours("US-EL", 100), "--as-of", "2026-11-21")
    assert found.code == 2
    assert "400 entries" not in found.err
    assert "80.00 % are gone" in found.err
    assert load(ours("US-EL", 100), "--officer", "A").code == 2
    both = ("--as-of", "2026-11-21", "--officer", "A. Mori", "--reason", "right")
    assert load(ours("US-EL", 100), *both).code == 0
    (stands,) = (each for each in data("lists", "status")["lists"] if each["list"] == "US-EL")
    assert stands["edition"]["officer"] == "A. Mori"


def test_one_list_of_a_file_may_be_taken(load, data):
    content = ours("US-EL", 5) + ours("US-SDN", 5)
    assert load(content, "--list", "US-SDN").code == 0
    status = data("lists", "status", "--on", "2026-11-22")["lists"]
    stands = {each["list"]: each["state"] for each in status}
    assert (stands["US-EL"], stands["US-SDN"]) == ("snapshot", "current")
    assert "not US-DPL" in load(content, "--list", "US-DPL").err


@pytest.mark.usefixtures("home")
def test_what_ships_is_shown_with_its_warning(run):
    found = run("lists", "show", "Yangtze Memory Technologies Co., Ltd.")
    assert found.code == 0
    assert "listed: 2022-12-16" in found.flat
    assert "snapshot" in found.flat


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(("words", "said"), [
    (["load", "absent.json"], "cannot be read"),
    (["load", "."], "cannot be read"),
    (["diff", "US-EL"], "US-EL"),
    (["show", "Nobody & Sons"], "no screening"),
    (["stats"], "status"),
])  # fmt: skip
def test_bad_input_is_one_sentence_and_code_2(run, words, said):
    found = run("lists", *words)
    assert found.code == 2
    assert said in found.err


@pytest.mark.parametrize("action", ["fetch", "load", "status", "diff", "show"])
def test_every_action_has_help_that_speaks_of_its_exit_code(run, action):
    found = run("lists", action, "--help")
    assert found.code == 0
    assert "--json" in found.out
    assert "Exit codes:" in found.out
