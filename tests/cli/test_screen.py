"""`licet screen` of names: answers, records, slips of the user, and names that would play with a terminal."""

import json

import pytest

from licet.screen.words import SILENCE

HUAWEI = "Huawei Technologies India Private Limited"
ON = ("--on", "2026-08-01")


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    for name in ("LICET_DATABASE", "LICET_OFFICER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_a_hit_says_who_why_and_where_it_was_looked_for(run):
    found = run("screen", HUAWEI, *ON)
    assert found.code == 4
    for said in (
        "US-EL:huawei-technologies-india-private-limited", "On the list since 2019-08-19",
        "Searched: ", "US-EL of 2026-07-31", "Not searched, for none is loaded: ", "Recorded as run 1",
        SILENCE, "a named officer determines",
    ):  # fmt: skip
        assert said in found.flat
    assert "clear " not in found.out.replace("clearance", "")


def test_exit_codes(run):
    assert run("screen", "Quillmere Zarvok", *ON).code == 3
    assert run("screen", HUAWEI, "Trading Company", *ON).code == 4
    assert run("screen", "Trading Company", "Quillmere Zarvok", *ON).code == 5
    assert run("screen", "###", *ON).code == 5
    assert run("screen", HUAWEI, "--on", "2019-01-01").code != 2


def test_the_nearest_below_the_line_is_told_on_request(run):
    found = run("screen", "Huawei Zarvok Quillmere Brasnic Fisheries", "--nearest", *ON)
    assert "Nearest below the line: " in found.flat


def test_a_record_is_made_and_can_be_left_out(run, data, home):
    assert "Nothing was recorded: --no-record was given." in run("screen", HUAWEI, "--no-record", *ON).flat  # fmt: skip
    assert not home.exists()
    found = data("screen", HUAWEI, "--ref", "SO-1", *ON)
    assert found["record"]["run"] == 1
    assert found["record"]["counts"]["opened"] == len(found["answers"][0]["hits"])
    assert data("hits", "list", "--ref", "SO-1")[0]["asked"]["name"] == HUAWEI
    assert run("worklist").code == 20


def test_without_a_home_that_can_be_written_there_is_an_answer_and_it_says_so(run, monkeypatch, tmp_path):  # fmt: skip
    monkeypatch.setenv("LICET_HOME", "/proc/licet")
    found = run("screen", HUAWEI, *ON)
    assert found.code == 4
    assert "Nothing was recorded: The store cannot be made" in found.flat
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "licet.sqlite").write_text("This is no database. " * 100)
    monkeypatch.setenv("LICET_HOME", str(broken))
    assert "Nothing was recorded: " in run("screen", HUAWEI, *ON).flat
    # A store that the user has named must hold the record, or nothing is screened.
    monkeypatch.setenv("LICET_DATABASE", "sqlite:////proc/licet/store.sqlite")
    found = run("screen", HUAWEI, *ON)
    assert (found.code, found.out) == (2, "")
    assert "Or screen without a record: --no-record." in found.err


WRONG = [
    ([], "There is nothing to screen. Give a name, or --file FILE"),
    (["Acme", "--id", "LEI"], "--id is 'LEI'; wanted KIND=NUMBER"),
    (["Acme", "--id", "=5"], "wanted KIND=NUMBER"),
    (["Acme", "--country", "China"], "--country is 'China'; wanted two letters"),
    (["Acme", "--list", "US-EI"], "'US-EI' is no known list. Did you mean US-EL"),
    (["Acme", "--list", "US-SDN"], "No edition of US-SDN is loaded, so it cannot be searched"),
    (["Acme", "--on", "soon"], "no date"),
    (["Acme", "Zeta", "--id", "LEI=5"], "speak of one party"),
    (["Acme", "--out", "x.csv"], "--out goes with --file FILE."),
    (["Acme", "--due"], "--due goes with --file FILE."),
    (["Acme", "--index", "x"], "--index goes with --evaluate PAIRS."),
    (["Acme\udcff"], "is not text in UTF-8"),
    (["--file", "x.csv", "Acme"], "a name beside --file"),
    (["--file", "x.csv", "--ref", "1"], "--ref beside --file"),
    (["--file", "x.csv"], "Give --out ANSWERS.csv or ANSWERS.jsonl."),
    (["--file", "x.csv", "--out", "y.xlsx"], "y.xlsx: The answers are written as .csv or .jsonl."),
    (["--file", "x.csv", "--out", "y.csv"], "x.csv: The file cannot be read: No such file"),
    (["--file", "x.csv", "--out", "y.csv", "--due"], "x.csv: The file cannot be read: No such file"),
    (["--file", "x.xls", "--out", "y.csv"], "The ending '.xls' is not known; wanted .csv"),
    (["--file", "x.csv", "--out", "/proc/y.csv"], "/proc/y.csv: The answers cannot be written"),
    (["--file", "x.csv", "--out", "no/y.csv"], "The answers cannot be written: No such file or directory"),
    (["--file", "x.csv", "--out", "y.csv", "--processes", "-1"], "is no count of processes"),
    (["--file", "x.csv", "--out", "y.csv", "--due", "--changed-since", "2026-01-01"], "Leave one out."),
    (["--file", "x.csv", "--out", "y.csv", "--due", "--no-record"], "--due needs the store"),
    (["--file", "x.csv", "--out", "y.csv", "--due", "--list", "US-EL"], "Leave one out."),
    (["--file", "x.csv", "--out", "y.csv", "--changed-since", "2199-01-01"], "is after"),
    (["--evaluate", "x.csv"], "--evaluate needs --index FILE"),
    (["--evaluate", "x.csv", "--index", "y"], "x.csv: The file cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[" ".join(each) for each, _ in WRONG])
def test_a_slip_is_one_sentence_and_leaves_nothing_behind(run, words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    found = run("screen", *words)
    assert (found.code, found.out) == (2, "")
    assert said in found.err
    assert "Traceback" not in found.err
    assert {each.name for each in tmp_path.iterdir()} <= {"home"}


def test_what_a_name_would_do_to_a_terminal_is_written_out(run):
    found = run("screen", f"{HUAWEI}\x1b[2J\u202e\x9b31m\x07", "--ref", "\x1b[1m", *ON)
    assert found.code == 4
    assert HUAWEI + r"\x1b[2J\u202e\x9b31m\x07" in found.out
    assert not set(found.out) & set("\x1b\u202e\x9b\x07")
    for words in (("worklist",), ("hits", "list"), ("hits", "show", 1), ("log",)):
        assert not set(run(*words).out) & set("\x1b\u202e\x9b\x07"), words


def test_the_lines(run, data):
    assert run("screen", "--lines").out.startswith("review 0.")
    found = data("screen", "--lines")
    assert 0 < float(found["review"]) < float(found["strong"]) < 1


def test_json_holds_all_that_is_said(data):
    found = data("screen", HUAWEI, "Trading Company", *ON)
    assert [each["result"] for each in found["answers"]] == ["hits", "cannot_screen"]
    assert found["searched"]["lists"]
    assert found["searched"]["tables"]
    assert found["silence"] == SILENCE
    assert {"aligned", "why", "entry", "edition", "score", "band"} <= set(found["answers"][0]["hits"][0])  # fmt: skip


def test_an_evaluation_prints_and_gives_data(run, data, tmp_path):
    (tmp_path / "pairs.csv").write_text(
        "query,expected_ids,label,category\nZarvok Photonics,1,1,same\nBrasnic,,0,negative\n"
    )
    (tmp_path / "index.jsonl").write_text(
        json.dumps(
            {"id": "1", "list": "XX", "name": "Zarvok Photonics", "native_names": ["扎沃克"]}
        )
    )
    words = ("screen", "--evaluate", tmp_path / "pairs.csv", "--index", tmp_path / "index.jsonl")
    assert "recall at 1 % false alarms  1.000" in run(*words).out
    assert data(*words)["recall"] == {"recall": "1.0000", "found": 1, "of": 1, "interval": ["1", "1"]}  # fmt: skip
    (tmp_path / "index.jsonl").write_text("{}")
    assert "index.jsonl:1: The line is not a party" in run(*words).err
