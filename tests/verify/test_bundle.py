"""What an honest bundle shows, and to whom."""

import json

import pytest

from licet_verify.command import main
from tests.verify.story import COUNTED, RESULT
from tests.verify.writer import LOG, ORIGIN, OTHER_WITNESS, WITNESS, Signer, at, bundle_of, path_of

ALL = [(0, "applicant"), (0, "application_number"), (5, "answer")]


def codes(report):
    return dict(report.counts)


def test_an_honest_bundle_holds_and_its_figures_are_recomputed(log, verify):
    checkpoints = [
        log.checkpoint(6, at(8)),
        log.checkpoint(11, at(11)),
        log.checkpoint(cosigned=at(20, 1)),
    ]
    report = verify(
        log.bundle(
            checkpoints=checkpoints, openings=ALL, statements=[log.statement(COUNTED, RESULT)]
        ),
        needed=1,
    )
    assert codes(report) == {}
    said = "\n".join(report.holds)
    assert "4 cases" in said
    assert "2 of 3 decided (66.7 %) and 2 of 4 decided or returned (50.0 %)" in said
    assert "3 opened fields" in said
    assert any("1 commitments that were not opened" in each for each in report.not_shown)


def test_some_cases_alone_hold_and_say_what_they_cannot_show(log, verify):
    data = log.bundle(
        scope="cases",
        indices=[0, 3, 5, 6, 7, 8, 9, 11],
        openings=ALL,
        statements=[log.statement(COUNTED, RESULT)],
    )
    report = verify(data)
    assert codes(report) == {}
    said = "\n".join(report.not_shown)
    assert "later entries" in said
    assert "figures were not recomputed" in said


def test_a_case_that_is_not_whole_shows_the_gap(log, verify):
    report = verify(log.bundle(scope="cases", indices=[0, 3, 6]))
    assert report.counts["deleted_entry"]
    assert "seq 2" in report.findings[0].where


@pytest.mark.parametrize("size", range(1, 17))
def test_every_size_of_log_holds(log, verify, size):
    assert codes(verify(log.bundle(checkpoints=[log.checkpoint(size, at(400))]))) == {}


def test_an_empty_log_holds(log, verify):
    assert codes(verify(log.bundle(checkpoints=[log.checkpoint(0, at(400))]))) == {}


def test_without_a_key_of_the_readers_own_the_exit_says_so(log, tmp_path, capsys):
    file = tmp_path / "a.licetlog"
    file.write_bytes(log.bundle())
    assert main([str(file)]) == 3
    assert "you brought no key" in capsys.readouterr().out
    assert main([str(file), "--key", LOG.vkey]) == 0
    assert "no witness that you named" in capsys.readouterr().out
    assert (
        main(
            [str(file), "--key", LOG.vkey, "--witness", WITNESS.vkey, "--witnesses", "1", "--json"]
        )
        == 0
    )
    assert json.loads(capsys.readouterr().out)["findings"] == []


def test_keys_may_stand_in_files(log, tmp_path):
    file, keys = tmp_path / "a.licetlog", tmp_path / "c++" / "keys"
    keys.parent.mkdir()
    file.write_bytes(log.bundle())
    keys.write_text(f"{LOG.vkey}\n", "utf-8")
    assert main([str(file), "--key", str(keys)]) == 0


@pytest.mark.parametrize(
    "words", [[], ["no-such-file"], ["x", "--key", "nonsense+1+2"], ["x", "--key", WITNESS.vkey]]
)
def test_what_cannot_be_used_exits_with_two(words, capsys):
    try:
        code = main(words)
    except SystemExit as error:
        code = error.code
    assert code == 2
    assert capsys.readouterr().err


def test_another_key_of_the_same_name_signed_nothing(log, verify):
    report = verify(log.bundle(), keys=[Signer(ORIGIN, 1, "another").vkey])
    assert codes(report) == {"bad_signature": 1}


def test_a_key_that_the_bundle_brings_never_stands_in_for_the_readers(log, verify):
    thief = Signer(ORIGIN, 1, "thief")
    forged = log.bundle(checkpoints=[log.checkpoint(log=thief)], keys=(thief,))
    assert codes(verify(forged)) == {"bad_signature": 1}
    assert codes(verify(forged, keys=[])) == {}  # and the report says whose key it is


def test_a_damaged_signature_of_a_known_witness_is_told(log, verify):
    good = log.checkpoint(cosigned=at(400))
    bad = good[:-8] + (b"AAAA" if good[-8:-4] != b"AAAA" else b"BBBB") + good[-4:]
    assert codes(verify(log.bundle(checkpoints=[bad]))) == {"bad_cosignature": 1}


def test_witnesses_are_counted_once_and_only_if_the_reader_named_them(log, verify):
    text = log.text()
    note = (
        log.checkpoint(cosigned=at(400))
        + WITNESS.line(text, at(401))
        + OTHER_WITNESS.line(text, at(400))
    )
    assert codes(verify(log.bundle(checkpoints=[note]), needed=2)) == {"too_few_witnesses": 1}
    assert (
        codes(
            verify(
                log.bundle(checkpoints=[note]),
                witnesses=[WITNESS.vkey, OTHER_WITNESS.vkey],
                needed=2,
            )
        )
        == {}
    )
    assert codes(verify(log.bundle(checkpoints=[note]), witnesses=[], needed=1)) == {
        "too_few_witnesses": 1
    }


def test_a_bundle_of_another_log_is_told(log, verify):
    lines = log.lines()
    lines[0]["origin"] = "log.test/other"
    assert verify(bundle_of(lines)).counts["bad_signature"]


def test_licet_verify_is_the_same_program(log, tmp_path, capsys):
    from licet.cli.main import main as licet

    file = tmp_path / "a.licetlog"
    file.write_bytes(log.bundle())
    assert licet(["verify", str(file), "--key", LOG.vkey]) == 0
    assert "Nothing that was checked differs." in capsys.readouterr().out


def test_one_entry_with_its_proof(log, tmp_path, capsys):
    from base64 import b64encode

    path = path_of(11, log.leaves)
    lines = ["c2sp.org/tlog-proof@v1", "index 11", *(b64encode(each).decode() for each in path), ""]
    proof, entry = tmp_path / "one.tlog-proof", tmp_path / "entry.json"
    proof.write_bytes("".join(f"{each}\n" for each in lines).encode() + log.checkpoint())
    entry.write_bytes(log.entries[11])
    words = ["--proof", str(proof), str(entry), "--key", LOG.vkey]
    assert main(words) == 0
    assert "number 11 of the 16" in capsys.readouterr().out
    entry.write_bytes(log.entries[12])
    assert main(words) == 1
    assert "wrong_proof" in capsys.readouterr().out
    assert main(words[:3]) == 2
    for old, new in (
        (b"@v1", b"@v2"),
        (b"index 11", b"index 011"),
        (b"index 11", b"extra AA==\nindex 11"),
        (b"\n\n", b"\n"),
    ):
        bad = proof.read_bytes().replace(old, new, 1)
        (tmp_path / "bad").write_bytes(bad)
        assert main(["--proof", str(tmp_path / "bad"), *words[2:]]) == 2


def test_the_story_of_each_case_is_told_when_asked_for(log, tmp_path, capsys):
    file = tmp_path / "a.licetlog"
    file.write_bytes(log.bundle(openings=ALL))
    assert main([str(file), "--key", LOG.vkey, "--tell"]) == 0
    said = capsys.readouterr().out
    assert "condition lab-test dropped by commerce: no laboratory is accredited" in said
    assert 'opened: applicant = "Cloud Nine Ltd"' in said
    assert main([str(file), "--key", LOG.vkey, "--tell", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["told"]
