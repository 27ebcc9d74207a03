"""What an operator who holds the key may try, told by programs that share no code with ours.

``licet_verify`` and its witness run as processes of their own, on files alone.
"""

import importlib.util
import json
import os
import subprocess
import sys
import time
from datetime import timedelta
from random import Random

import pytest

from licet.publiclog import bundle, canonical, checkpoint, cosign, entry
from licet.publiclog.commitments import Opening
from licet.publiclog.log import begin
from licet.publiclog.note import WITNESS, Note, new_signer, read_vkey
from licet.publiclog.statistics import Query, figures, signed_statement, statement
from tests.publiclog.made import CLOUD, LAB, Cases, at, condition, four_cases
from tests.publiclog.random_log import drawn, query

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("licet_verify") is None, reason="the verifier is not in this checkout"
)

SIGNER = new_signer("licet.example/log", seed=b"L" * 32)
W1 = new_signer("witness.example/w1", WITNESS, b"W" * 32)
YEAR = Query("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")


class Published:
    """A log in a folder, and what was handed out of it."""

    def __init__(self, folder, entries=()):
        self.log = begin(folder, SIGNER)
        self.notes = []
        if entries:
            self.grow(entries)

    def grow(self, entries, cosigned=None):
        self.log.append(entries)
        note = self.log.latest()[1]
        if cosigned:
            line = checkpoint.cosignature(note, W1, int(cosigned.timestamp()))
            self.log.cosigned(Note(note.text, (*note.signatures, line)))
        self.notes.append(self.log.latest()[1])
        return self

    def bundle(self, **contents):
        """The file that a stranger gets."""
        earlier = tuple(self.notes[:-1])
        file = self.log.folder / "whole.licetlog"
        made = bundle.Contents(at(50), (W1.verifier,), earlier, **contents)
        file.write_bytes(b"".join(bundle.whole_log(self.log, made)))
        return file


def ran(*words, data=None):
    done = subprocess.run(  # noqa: S603 - the programs of this repository
        [sys.executable, "-m", *map(str, words)],
        input=data, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, check=False,
    )  # fmt: skip
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done


def verified(file, *words):
    """Exit code and codes of findings of ``verify``."""
    done = ran("licet_verify", file, "--key", SIGNER.verifier.vkey, "--witness", W1.verifier.vkey, "--json", *words)  # fmt: skip
    return done.returncode, sorted(json.loads(done.stdout)["counts"])


@pytest.fixture
def honest(tmp_path):
    made = four_cases()
    published = Published(tmp_path / "honest")
    for start, end in ((0, 5), (5, 15)):
        when = entry.read_time(made.entries[end - 1].time) + timedelta(minutes=5)
        published.grow(made.data[start:end], when)
    return published, made


def test_an_honest_log_holds(honest):
    published, made = honest
    told = (statement(published.log, YEAR), statement(published.log, Query(YEAR.since, YEAR.until, "destination", 3)))  # fmt: skip
    file = published.bundle(openings=made.openings, statistics=told)
    assert verified(file, "--witnesses", "1") == (0, [])
    done = ran("licet_verify.monitor", published.log.folder, "--key", SIGNER.verifier.vkey)
    assert done.returncode == 0, done.stdout


def test_an_entry_is_left_out(tmp_path):
    data = four_cases().data
    assert verified(Published(tmp_path, data[:5] + data[6:]).bundle())[1] == ["deleted_entry"]


def test_two_entries_change_places(tmp_path):
    made = four_cases()
    data = made.data
    same = [i for i, each in enumerate(made.entries) if each.case == CLOUD and each.time == made.entries[7].time]  # fmt: skip
    data[same[0]], data[same[1]] = data[same[1]], data[same[0]]
    assert verified(Published(tmp_path, data).bundle())[1] == ["reordered"]


def test_an_entry_is_written_as_if_it_were_older(tmp_path):
    made = four_cases()
    published = Published(tmp_path).grow(made.data, at(41))
    late = entry.event("registered", at(39), {"clock": "start"}, case="e" * 32)
    assert verified(published.grow([late.data], at(42)).bundle())[1] == ["back_dated"]


def test_one_reader_is_shown_another_history(honest, tmp_path):
    published, made = honest
    changed = four_cases().data
    changed[-1] = entry.event("lost", at(40), {}, after=made.entries[9]).data
    other = Published(tmp_path / "other", changed)
    kept = tmp_path / "kept"
    kept.write_text(str(published.log.latest()[1]))
    code, codes = verified(other.bundle(), "--kept", kept)
    assert (code, codes) == (1, ["fork"])
    done = ran("licet_verify", "--consistency", kept, other.log.folder / "checkpoint", "--key", SIGNER.verifier.vkey, "--json")  # fmt: skip
    assert (done.returncode, list(json.loads(done.stdout)["counts"])) == (1, ["fork"])


def test_the_past_is_written_anew_and_grows(honest, tmp_path):
    published, _ = honest
    made = Cases()
    for number in range(20):
        made.add(LAB, "step", at(number), {})
    anew = Published(tmp_path / "anew", made.data)
    kept = tmp_path / "kept"
    kept.write_text(str(published.log.latest()[1]))
    assert verified(anew.bundle())[0] == 0, "from the file alone nobody can tell"
    assert "fork" in verified(anew.bundle(), "--kept", kept)[1]


def test_an_old_backup_is_put_back(honest, tmp_path):
    published, made = honest
    backup = Published(tmp_path / "backup").grow(made.data[:5], at(45))
    kept = tmp_path / "kept"
    kept.write_text(str(published.log.latest()[1]))
    assert verified(backup.bundle(), "--kept", kept) == (1, ["old_backup_restored"])


def test_a_salt_is_used_twice(tmp_path):
    made = Cases()
    made.draw = lambda size: b"s" * size
    made.add(LAB, "registered", at(0), {}, {"units": 5})
    made.add(CLOUD, "registered", at(1), {}, {"units": 5})
    assert verified(Published(tmp_path, made.data).bundle())[1] == ["reused_salt"]


def test_a_salt_is_used_twice_for_values_that_differ_and_are_opened(tmp_path):
    made = Cases()
    made.draw = lambda size: b"s" * size
    made.add(LAB, "registered", at(0), {}, {"units": 5, "value": 6})
    published = Published(tmp_path, made.data)
    assert verified(published.bundle())[0] == 0
    assert verified(published.bundle(openings=made.openings))[1] == ["reused_salt"]


def test_another_value_is_opened_than_was_committed(honest):
    published, made = honest
    index, openings = next(iter(made.openings.items()))
    lie = {index: [Opening(openings[0].field, "B. Cloud", openings[0].salt)]}
    assert verified(published.bundle(openings=lie))[1] == ["wrong_opening"]


def test_a_condition_that_was_proposed_is_dropped_without_a_word(tmp_path):
    made = Cases()
    made.add(LAB, "condition_proposed", at(0), condition("cap", "proposed"))
    made.add(LAB, "condition_adopted", at(1), condition("cap", "adopted"))
    made.add(LAB, "condition_proposed", at(2), condition("lab", "proposed"))
    made.add(LAB, "issued", at(3), {"outcome": "approved_with_conditions", "conditions": ["cap"]})
    assert verified(Published(tmp_path, made.data).bundle())[1] == ["dropped_condition"]


def test_a_case_of_two_outcomes_is_counted_for_each(tmp_path):
    made = Cases()
    made.add(LAB, "denied", at(0), {"outcome": "denied"})
    made.add(LAB, "issued_on_appeal", at(40), {"outcome": "approved"})
    published = Published(tmp_path, made.data)
    now, told = published.log.latest()[0], figures(made.entries, YEAR)
    told["counted"] *= 2
    told["result"]["cases"] = 2
    told["result"]["outcomes"]["denied"] = 1
    lie = signed_statement(published.log, now, told)
    assert "counted_twice" in verified(published.bundle(statistics=(lie,)))[1]


def test_one_application_is_counted_under_two_names(tmp_path):
    made = Cases()
    for day, case in enumerate((LAB, CLOUD)):
        made.add(case, "registered", at(day), {}, {"application_number": "2026-7"})
        made.add(case, "issued", at(day), {"outcome": "approved"})
    published = Published(tmp_path, made.data)
    told = (statement(published.log, YEAR),)
    assert verified(published.bundle(statistics=told))[0] == 0
    assert verified(published.bundle(openings=made.openings, statistics=told))[1] == ["counted_twice"]  # fmt: skip


def test_a_rate_is_made_to_look_better(honest):
    published, made = honest
    told = figures(made.entries, YEAR)
    told["result"]["approval_rate"]["of_decided"] |= {"numerator": 3, "percent": "100.0"}
    lie = signed_statement(published.log, published.log.latest()[0], told)
    assert verified(published.bundle(statistics=(lie,)))[1] == ["wrong_statistics"]


@pytest.mark.parametrize("seed", range(5))
def test_the_figures_of_a_random_log_are_those_that_the_verifier_computes(tmp_path, seed):
    made, random = drawn(seed), Random(seed)  # noqa: S311 - a test draws the same each time
    half = max(1, len(made.data) // 2)
    published = Published(tmp_path, made.data[:half])
    heads = [published.log.latest()[0]]
    published.grow(made.data[half:])
    heads.append(published.log.latest()[0])
    told = tuple(
        signed_statement(published.log, head, figures(made.entries[: head.size], query(random)))
        for head in heads * 3
    )
    assert not {"wrong_statistics", "counted_twice"} & set(verified(published.bundle(statistics=told))[1])  # fmt: skip


def test_a_byte_of_the_file_is_changed(honest):
    published, _ = honest
    file = published.bundle()
    file.write_bytes(file.read_bytes().replace(b"outvoted", b"outvoied"))
    assert verified(file)[0] == 1


def test_an_entry_of_another_form_is_in_the_log(tmp_path):
    made = entry.event("registered", at(0), {}, case=LAB)
    told = canonical.read(made.data)
    extra = canonical.written({**told, "note": "x"})
    assert verified(Published(tmp_path, [extra]).bundle())[1] == ["malformed_entry"]


@pytest.fixture
def witness(tmp_path):
    """A witness as a process: asks it with a request in a file's stead."""
    folder = tmp_path / "witness"
    begun = ran("licet_verify.witness", "begin", folder, "witness.example/w9")
    key = next(each for each in begun.stdout.decode().split() if each.startswith("witness.example/w9+"))  # fmt: skip
    assert ran("licet_verify.witness", "add-log", folder, SIGNER.verifier.vkey).returncode == 0

    def ask(body):
        done = ran("licet_verify.witness", "add", folder, "-", data=body)
        return (200 if done.returncode == 0 else 409, done.stdout)

    return read_vkey(key), ask


def asked(log, ask, old):
    now, note = log.latest()
    return ask(cosign.request(log, old, note, now.size))


def test_a_witness_of_another_program_cosigns_what_grows(honest, witness):
    published, _ = honest
    key, ask = witness
    assert asked(published.log, ask, 0)[0] == 200
    published.grow([entry.event("registered", at(60), {}).data])
    status, said = asked(published.log, ask, 15)
    assert status == 200
    note = published.log.latest()[1]
    lines = [cosign.read_signatures(line)[0] for line in said.decode().splitlines() if line.startswith("—")]  # fmt: skip
    times = [checkpoint.cosigned_at(note, line, key) for line in lines]
    assert abs(times[0] - time.time()) < 600


@pytest.mark.parametrize("entries", [5, 15, 20])
def test_a_witness_of_another_program_refuses_a_step_back_and_a_fork(honest, witness, tmp_path, entries):  # fmt: skip
    published, made = honest
    _, ask = witness
    assert asked(published.log, ask, 0)[0] == 200
    data = made.data[:5] if entries == 5 else [b"%d" % i for i in range(entries)]
    other = Published(tmp_path / "other", data)
    for old in (0, min(15, entries)):
        status, said = asked(other.log, ask, old)
        assert status != 200
        assert "—".encode() not in said
