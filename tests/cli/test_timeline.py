"""``licet timeline`` as a user types it."""

import csv
import io
import json

import pytest
from defusedxml import ElementTree


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("LICET_DATABASE", raising=False)
    return tmp_path / "home"


def test_the_list_of_the_issue(run, home):
    found = run("timeline", "--actors", "JP,NL", "--since", "2023", "--until", "2023")
    assert found.code == 0
    assert "JP restrict, in force: Japan's license rules for the 23 kinds of tools" in found.flat
    assert "in law: jp.metio.art6_17_fu@2023-07-23" in found.flat
    assert "8 events" in found.out
    assert not home.exists()


def test_an_actor_of_no_event_is_named_and_one_of_some_is_not(run):
    found = run("timeline", "--actors", "XX,NL", "--shipped")
    assert found.code == 0
    assert found.err.strip() == "XX acts in none of the 176 events."
    assert "NL" not in run("timeline", "--actors", "nl,Commerce Department", "--shipped").err


def test_each_form_holds_the_same_events_and_the_same_bytes_twice(run, tmp_path):
    asked = ("timeline", "--since", "2025", "--acts", "list,retaliate")
    as_json = json.loads(run(*asked, "--json").out)
    names = [each["id"] for each in as_json]
    assert len(names) > 10
    assert all(each["rule_versions"] or each["unmodelled"] for each in as_json if each["stage"] == "in force")  # fmt: skip
    assert [each["id"] for each in csv.DictReader(io.StringIO(run(*asked, "--csv").out))] == names
    files = [tmp_path / "a.xml", tmp_path / "b.xml"]
    for file in files:
        assert run(*asked, "--rss", "--out", file).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    items = ElementTree.fromstring(files[0].read_bytes()).findall("channel/item/guid")
    assert [each.text.rpartition(":")[2] for each in reversed(items)] == names


def test_the_picture_is_svg_and_the_same_bytes_twice(run, tmp_path):
    pytest.importorskip("altair")
    files = [tmp_path / "a.svg", tmp_path / "b.svg"]
    for file in files:
        assert run("timeline", "--about", "H200", "--svg", file).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert ElementTree.fromstring(files[0].read_bytes()).tag.endswith("svg")


def test_an_event_is_suggested_corrected_and_exported(run, data, tmp_path):
    file = tmp_path / "read.json"
    event = {"id": "r1", "title": "METI will license lasers.", "act": "restrict", "actors": ["JP"], "stage": "in force", "on": "2026-10-01"}  # fmt: skip
    file.write_text(json.dumps({"events": [event]}))
    assert "suggested" in run("timeline", "suggest", file, "--by", "reader").out
    assert "suggested, not judged" in run("timeline", "show", "r1").out
    changed = run("timeline", "correct", "r1", "--by", "eva", "--reason", "A plan.", "--set", "stage=announced", "--set", "target=CN,MO")  # fmt: skip
    assert changed.code == 0
    shown = data("timeline", "show", "r1")
    assert (shown["stage"], shown["target"], shown["state"]) == ("announced", ["CN", "MO"], "corrected")  # fmt: skip
    assert [each["act"] for each in shown["history"]] == ["suggested", "corrected"]
    assert run("timeline", "cases", "--out", tmp_path / "cases").code == 0
    assert (tmp_path / "cases" / "corrected-r1.yaml").read_text().startswith('id: "corrected-r1"')
    assert run("timeline", "reject", "r1", "--by", "eva", "--reason", "Made up.").code == 0
    assert "r1" not in run("timeline", "--since", "2026").out
    assert run("timeline", "confirm", "r1", "--by", "ida", "--reason", "It was.").code == 0
    assert "[r1]" in run("timeline", "--since", "2026").out
    assert "[r1]" not in run("timeline", "--since", "2026", "--shipped").out
    assert "no faults" in run("log", "verify").out


def test_alarms_wait_with_an_exit_code_that_scripts_can_use(run):
    found = run("timeline", "alarms", "--on", "2026-11-22")
    assert found.code == 20
    assert "cn.46_2024.para2" in found.out


def test_the_alignment_of_one_concept(run):
    found = run("timeline", "align", "US", "JP", "NL", "--concept", "duv-immersion", "--on", "2026-11-22")  # fmt: skip
    assert found.code == 0
    assert "equal* 2023-09-01 (+40)" in found.flat
    assert "2023-07-23-23-items-in-force" in found.flat


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--acts", "ban"], "act"),
        (["--since", "soon"], "year, month or day"),
        (["--json", "--csv"], "exclude"),
        (["show", "2025-12-08-h200-announce"], "2025-12-08-h200-announced"),
        (["suggest", "/nowhere.json", "--by", "x"], "cannot be read"),
        (["correct", "2025-12-08-h200-announced", "--by", "x", "--reason", "y", "--set", "stag=z"], "stage"),
        (["align", "US"], "two sovereigns"),
    ],
)  # fmt: skip
def test_bad_input_is_one_plain_sentence(run, words, said):
    found = run("timeline", *words)
    assert found.code == 2
    assert said in found.err


@pytest.mark.parametrize("text", ["", "{", "[1]", '{"events": {}}', '[{"id": "x"}]', "[" * 100_000])
def test_a_file_that_holds_no_events_loses_nothing(run, tmp_path, text, home):
    file = tmp_path / "read.json"
    file.write_text(text)
    found = run("timeline", "suggest", file, "--by", "x")
    assert (found.code, found.out) == (2, "")
    assert "read.json" in found.err
    assert not home.exists()
