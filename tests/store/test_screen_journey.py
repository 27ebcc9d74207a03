"""From a screening to a closed hit and back: what a user and two officers do at the keyboard."""

import csv
import json
from datetime import date
from types import SimpleNamespace

import pytest

from licet.cli.main import main
from licet.lists.model import Edition, Entry
from licet.lists.shelf import Shelf
from licet.pack import store as packs
from licet.settings import read_settings
from licet.store import store as module
from tests.store.conftest import Clock

DAY, NEXT = date(2026, 3, 1), date(2026, 3, 8)
ZARVOK = Entry("XX-DEMO", "1", "Zarvok Photonics Institute", countries=("CN",))
TORDEX = Entry("XX-DEMO", "2", "Tordex Havlin Shipping")
QUILL = Entry("XX-DEMO", "3", "Quillmere Brasnic Works")


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path, database, library):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LICET_DATABASE", database)
    monkeypatch.delenv("LICET_OFFICER", raising=False)
    monkeypatch.setattr(module, "now", Clock())
    monkeypatch.setattr(packs, "open_library", lambda law=None: library)  # noqa: ARG005
    monkeypatch.chdir(tmp_path)
    load(DAY, ZARVOK, TORDEX)


def load(day, *entries):
    made = Edition("XX-DEMO", day, "made up", f"{len(entries)}{day}".encode().hex(), entries)
    Shelf.of(read_settings()).keep(
        made, today=day, allow_shrunk=True, officer="anna", reason="A test."
    )


@pytest.fixture
def run(capsys):
    def command(*words, code=None):
        try:
            found = main([str(word) for word in words])
        except SystemExit as stopped:
            found = stopped.code
        out, err = capsys.readouterr()
        assert code is None or found == code, (found, out, err)
        return SimpleNamespace(code=found, out=out, err=err, flat=" ".join(out.split()))

    return command


@pytest.fixture
def data(run):
    return lambda *words, code=None: json.loads(run(*words, "--json", code=code).out)


@pytest.fixture
def office(run):
    for name in ("anna", "boris"):
        run("officer", "add", name, "--title", name, "--may", "screen,close,countersign", code=0)


def close(run, number, verdict="not_a_match"):
    run("hits", "propose", number, "--verdict", verdict, "--reason", "Another firm.", "--until", "2999-01-01", "--officer", "anna", code=0)  # fmt: skip
    assert "a second, other officer" in run("hits", "confirm", number, "--officer", "anna").err
    run("hits", "confirm", number, "--officer", "boris", code=0)


def screen(data, name, day=DAY, *more):
    return data("screen", name, "--on", day, *more, code=4)


@pytest.mark.usefixtures("office")
def test_a_hit_is_found_closed_found_again_and_reopened_when_the_entry_changes(run, data):
    found = screen(data, "Zarvok Fotonics Institute", DAY, "--ref", "SO-1", "--officer", "anna")
    assert found["record"]["run"] == 1
    assert "closed" not in found["answers"][0]["hits"][0]
    [hit] = data("worklist", code=20)["hits"]
    assert (hit["entry"], hit["refs"], hit["state"]) == ("XX-DEMO:1", ["SO-1"], "potential")
    close(run, hit["id"])
    assert data("worklist", code=0)["hits"] == []

    # The same party again: closed, and still a hit.
    again = screen(data, "Zarvok Fotonics Institute", DAY, "--ref", "SO-2")
    assert again["answers"][0]["hits"][0]["closed"] == {"verdict": "not_a_match", "officers": ["anna", "boris"], "until": "2999-01-01"}  # fmt: skip
    assert again["record"]["counts"]["opened"] == 0
    shown = run("screen", "Zarvok Fotonics Institute", "--on", DAY, code=4)
    assert "Closed: not a match, by anna and boris, until 2999-01-01." in shown.flat
    assert data("worklist", code=0)["hits"] == []
    assert [each["state"] for each in data("hits", "list", "--ref", "SO-2")] == ["not_a_match"]

    # The publisher changes a word: there is a new hit, and it says what it reopens.
    load(NEXT, Entry("XX-DEMO", "1", "Zarvok Photonics Institute", ("Zarvok Labs",), countries=("CN",)), TORDEX)  # fmt: skip
    later = screen(data, "Zarvok Fotonics Institute", NEXT)
    assert later["record"]["counts"]["reopened"] == 1
    assert "closed" not in later["answers"][0]["hits"][0]
    [new] = data("worklist", code=20)["hits"]
    assert (new["state"], new["reopens"], new["why"]) == ("reopened", hit["id"], "entry_changed")
    run("log", "verify", code=0)


@pytest.mark.usefixtures("office")
def test_a_decision_records_its_parties_and_takes_what_officers_close(run, data):
    party = "name=Zarvok Photonics Institute,country=DE"
    ask = ("decide", "nvidia-h200", "--to", "DE", "--party", party, "--on", DAY)
    said = run(*ask, "--record", "--ref", "SO-7", "--officer", "boris")
    assert "Recorded as run 1; hits opened: 1 (licet worklist)." in said.err
    [hit] = data("hits", "list", "--ref", "SO-7")
    assert hit["asked"]["country"] == "DE"
    standing = lambda: {e["standing"] for each in data(*ask) for e in each["screening"]["hits"]}  # noqa: E731
    assert standing() == {"open"}
    close(run, hit["id"])
    assert standing() == {"closed"}
    assert "Nothing was recorded" in run("decide", "nvidia-h200", "--to", "DE", "--on", DAY, "--record").err  # fmt: skip
    assert run(*ask, "--ref", "SO-7").code == 2
    assert run(*ask, "--record", "--no-screening").code == 2


@pytest.fixture
def customers(tmp_path):
    file = tmp_path / "customers.csv"
    rows = ["C-1,Zarvok Fotonics,CN", "C-2,Acme Works,US", "C-3,Brasnic Quillmere,DE", "C-4,Trading Company,"]  # fmt: skip
    file.write_text("ref,name,country\n" + "".join(f"{each}\n" for each in rows))
    return file


def results(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return [(row["ref"], row["result"], row["closed"]) for row in csv.DictReader(stream)]


@pytest.mark.usefixtures("office")
def test_a_file_is_screened_recorded_and_its_hits_closed(run, data, customers, tmp_path):
    out = tmp_path / "out.csv"
    found = data("screen", "--file", customers, "--out", out, "--on", DAY, code=4)
    assert found["counts"] == {"parties": 4, "with hits": 1, "hits": 1, "cannot be screened": 1, "cannot be read": 0}  # fmt: skip
    assert results(out) == [("C-1", "hit", ""), ("C-2", "no hit", ""), ("C-3", "no hit", ""), ("C-4", "cannot screen", "")]  # fmt: skip
    work = data("worklist", code=20)
    assert [each["ref"] for each in work["unscreened"]] == ["C-4"]
    close(run, work["hits"][0]["id"], "match")
    data("screen", "--file", customers, "--out", out, "--on", DAY, code=4)
    assert results(out)[0] == ("C-1", "hit", "match, by anna and boris, until 2999-01-01")


def test_what_is_due(data, customers, tmp_path):
    out = tmp_path / "out.csv"

    def due(day, code):
        found = data("screen", "--file", customers, "--out", out, "--on", day, "--due", code=code)
        return found["delta"]["looked_at"], [each[:2] for each in results(out)]

    whole = [("C-1", "hit"), ("C-2", "no hit"), ("C-3", "no hit"), ("C-4", "cannot screen")]
    assert due(DAY, 4) == ({"whole": 4, "touched": 0}, whole)
    assert due(DAY, 3) == ({"whole": 0, "touched": 0}, [])
    load(NEXT, ZARVOK, TORDEX, QUILL)  # one entry more: it touches C-3 alone
    assert due(NEXT, 4) == ({"whole": 0, "touched": 1}, [("C-3", "hit")])
    customers.write_text(
        customers.read_text().replace("Acme Works", "Tordex Havlin") + "C-5,Acme,\n"
    )
    assert due(NEXT, 4) == ({"whole": 2, "touched": 0}, [("C-2", "hit"), ("C-5", "no hit")])
    load(date(2026, 3, 9), ZARVOK, QUILL)  # C-2's entry is gone: it is looked at, and has no hit
    assert due(date(2026, 3, 9), 3) == ({"whole": 0, "touched": 1}, [("C-2", "no hit")])
    assert due(date(2026, 3, 9), 3) == ({"whole": 0, "touched": 0}, [])


def test_other_lines_or_tables_make_everybody_due(data, customers, tmp_path, monkeypatch):
    from licet.service import recording

    out = tmp_path / "out.csv"
    ask = ("screen", "--file", customers, "--out", out, "--on", DAY, "--due")
    data(*ask, code=4)
    really = recording.settings_of
    monkeypatch.setattr(recording, "settings_of", lambda each: {**really(each), "review": 1})
    assert data(*ask, code=4)["delta"]["looked_at"] == {"whole": 4, "touched": 0}


def test_changes_since_a_day(run, data, customers, tmp_path):
    out = tmp_path / "out.csv"
    load(NEXT, ZARVOK, TORDEX, QUILL)
    ask = ("screen", "--file", customers, "--out", out, "--on", NEXT, "--changed-since", DAY)
    said = run(*ask, code=4)
    assert "1 of 4 customers had to be looked at; entries since 2026-03-01: 1 new, 0 changed, 0 gone." in said.flat  # fmt: skip
    assert "the store keeps no customers of this file" in said.flat
    assert results(out) == [("C-3", "hit", "")]
    data("screen", "--file", customers, "--out", out, "--on", NEXT, "--due", code=4)
    customers.write_text(customers.read_text() + "C-5,Acme,\n")
    assert data(*ask, code=4)["delta"]["customers"] == 5
    assert results(out) == [("C-3", "hit", ""), ("C-5", "no hit", "")]


def test_hits_on_record_whose_entry_is_gone_are_named(run, customers, tmp_path):
    out = tmp_path / "out.csv"
    run("screen", "--file", customers, "--out", out, "--on", DAY, "--due", code=4)
    load(NEXT, TORDEX, QUILL)
    said = run("screen", "--file", customers, "--out", out, "--on", NEXT, "--due")
    assert "Hits on record whose entry changed or is gone: 1 (licet hits show)." in said.flat


def test_who_may_not_screen_is_told_before_anything_is_screened(run, customers, tmp_path):
    run("officer", "add", "cleo", "--title", "Cleo", "--may", "close", code=0)
    out = tmp_path / "out.csv"
    for name, said in (("cleo", "cleo may not screen"), ("nobody", "no known officer")):
        found = run(
            "screen", "--file", customers, "--out", out, "--on", DAY, "--officer", name, code=2
        )
        assert said in found.err
        assert found.err.count("\n") == 1
        assert run("screen", "Acme", "--on", DAY, "--officer", name, code=2).out == ""
    assert not out.exists()
    assert run("screen", "Acme", "--on", DAY, "--officer", "cleo", "--no-record").code == 3
