"""The verbs of the store at the keyboard."""

import io
import json
import re
import stat
from types import SimpleNamespace

import pytest

from licet.cli.main import VERBS, main
from licet.settings import read_settings
from licet.store import store as module
from tests.store.conftest import ACME, DAY, Clock, answer, edition
from tests.store.test_determinations import ANSWER

OURS = ("worklist", "hits", "hold", "release", "determine", "determinations", "officer", "log", "store")  # fmt: skip


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))
    for name in ("LICET_DATABASE", "LICET_OFFICER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(module, "now", Clock())
    return tmp_path / "home"


@pytest.fixture
def run(capsys):
    def command(*words):
        try:
            code = main([str(word) for word in words])
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    return command


@pytest.fixture
def data(run):
    def command(*words, code=0):
        found = run(*words, "--json")
        assert (found.code, found.err) == (code, "")
        return json.loads(found.out)

    return command


@pytest.fixture
def office(run):
    assert run("officer", "add", "anna", "--title", "Anna Lind", "--may", "screen,close,countersign").code == 0  # fmt: skip
    assert run("officer", "add", "boris", "--title", "Boris Ek", "--may", "close,countersign,determine,override").code == 0  # fmt: skip
    with module.Store.open(read_settings(), module.now) as store:
        store.record_run([answer("Acme Work", ACME, ref="SO-1")], [edition(ACME)], on=DAY)


@pytest.mark.usefixtures("office")
def test_a_day_in_the_office(run, data, tmp_path):
    run("hold", "SO-1", "--reason", "A hit.", "--officer", "anna")
    work = data("worklist", code=20)
    assert [each["id"] for each in work["hits"]] == [1]
    assert work["holds"][0]["open_hits"] == [1]
    proposed = data("hits", "propose", 1, "--verdict", "not-a-match", "--reason", "Another firm.", "--until", "2027-11-22", "--officer", "anna")  # fmt: skip
    assert proposed["state"] == "proposed"
    refused = run("hits", "confirm", 1, "--officer", "anna")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "a second, other officer" in refused.err
    assert run("release", "SO-1", "--reason", "Fine.", "--officer", "boris").code == 2
    assert run("hits", "confirm", 1, "--proposal", 1, "--officer", "boris").code == 0
    released = data("release", "SO-1", "--reason", "Closed by two.", "--officer", "boris")
    assert released["released_by"] == "boris"
    assert run("worklist").out.startswith("Nothing waits on 2026-11-22.")
    assert run("worklist").code == 0
    file = tmp_path / "answer.json"
    file.write_bytes(ANSWER)
    assert run("determine", file, "--officer", "boris", "--ref", "SO-1").code == 0
    assert data("determinations", "verify") == {"wrong": False, "faults": {"1": []}}
    assert run("determinations", "show", 1, "--answer").code == 0
    found = data("log", "verify")
    assert (found["lines"], found["faults"]) == (9, [])
    assert run("log", "verify", "--expect", f"{found['last']}:{found['hash']}").code == 0
    assert run("log", "verify", "--expect", f"{found['last']}:{'0' * 64}").code == 1
    assert [each["kind"] for each in data("log")] == ["store", "officer", "officer", "screening", "hold", "decision", "decision", "release", "determination"]  # fmt: skip


@pytest.mark.usefixtures("office")
def test_the_same_is_said_in_words(run):
    shown = run("hits", "show", 1).out
    for words in ("Hit 1: potential", "asked   Acme Work", "listed  Acme Works", "XX-LIST:1, list of 2026-11-22", "Made up."):  # fmt: skip
        assert words in shown
    assert "clear" not in shown
    for words in (("hits", "list"), ("worklist",), ("hits", "show", 1), ("determinations", "list")):
        assert run(*words).out.endswith("Its silence means nothing.\n")
    assert re.search(r"screening -: Acme Work: hits 1, not screened 0; searched XX-LIST of 2026-11-22", run("log").out)  # fmt: skip
    assert "Records are kept for 5 years (us.info.762_6.records)." in run("store", "status").out
    assert run("hits", "refuse", 1, "--reason", "No.", "--officer", "anna").code == 2
    assert run("hits", "reopen", 1, "--reason", "No.", "--officer", "anna").code == 2
    assert "Anna Lind" in run("officer", "list").out


@pytest.mark.usefixtures("office")
def test_a_locked_key_opens_with_its_passphrase(run, data, tmp_path, home, monkeypatch):
    phrase = tmp_path / "phrase"
    phrase.write_text("correct horse\n")
    found = data("officer", "add", "cleo", "--title", "Cleo", "--may", "close", "--passphrase-file", phrase)  # fmt: skip
    assert found["private_key"] == str(home / "keys" / "cleo.pem")
    assert b"ENCRYPTED" in (home / "keys" / "cleo.pem").read_bytes()
    words = ("hits", "propose", 1, "--verdict", "escalate", "--reason", "Unsure.", "--officer", "cleo")  # fmt: skip
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert "locked" in run(*words).err
    assert run(*words, "--passphrase-file", phrase).code == 0
    files = [home / "licet.sqlite", *(home / "keys").iterdir()]
    assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}


@pytest.mark.usefixtures("office")
def test_an_officer_who_is_refused_leaves_no_key(run, home):
    assert run("officer", "add", "Anna", "--title", "A", "--may", "close").code == 2
    assert run("officer", "add", "dora", "--title", "D", "--may", "fly").code == 2
    assert run("officer", "add", "anna", "--title", "A", "--may", "close").code == 2
    assert sorted(each.name for each in (home / "keys").iterdir()) == ["anna.pem", "boris.pem"]
    assert run("officer", "retire", "anna").code == 0
    assert run("officer", "change", "boris", "--may", "close").code == 0


@pytest.mark.usefixtures("office")
def test_a_copy_and_a_purge_that_comes_too_early(run, data, tmp_path):
    assert data("store", "backup", tmp_path / "copy.sqlite")["rows"]["hits"] == 1
    early = run("store", "purge", "--before", "2026-01-01", "--reason", "Old.", "--officer", "boris")  # fmt: skip
    assert early.code == 2
    assert "kept for 5 years" in early.err
    done = data("store", "purge", "--before", "2020-01-01", "--reason", "Old.", "--officer", "boris")  # fmt: skip
    assert set(done["deleted"].values()) == {0}
    assert data("store", "upgrade")["before"] == data("store", "upgrade")["after"]


@pytest.mark.usefixtures("office")
def test_settings_may_keep_records_longer(run, home):
    (home / "settings.toml").write_text("retention_years = 10\n")
    assert "Records are kept for 10 years (settings)." in run("store", "status").out
    (home / "settings.toml").write_text('retention_years = "10"\n')
    assert run("store", "status").code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("hits", "show", "9"), "no hit 9"),
        (("hits", "list", "--state", "clear"), "no known state"),
        (("hits", "lst"), "Did you mean list"),
        (("hits", "confirm", "1"), "Say who acts"),
        (("hits", "confirm", "1", "--officer", "../x"), "cannot name an officer"),
        (("hits", "confirm", "1", "--officer", "nobody"), "cannot be read"),
        (("determine", "none.json", "--officer", "x"), "cannot be read"),
        (("determinations", "show", "3"), "no determination 3"),
        (("hold", " ", "--reason", "x y"), "Name the order"),
        (("log", "verify", "--expect", "x"), "no line of a log"),
        (("officer", "retire", "nobody"), "no officer"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_2(run, words, said):
    found = run(*words)
    assert found.code == 2
    assert said in found.err
    assert found.err.count("\n") == 1


@pytest.mark.parametrize("verb", OURS)
def test_every_verb_tells_its_exit_codes(run, verb):
    assert verb in VERBS
    found = run(verb, "--help")
    assert (found.code, f"licet {verb}" in found.out, "--json" in found.out) == (0, True, True)
    assert "xit codes" in found.out
