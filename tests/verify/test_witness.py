"""The witness: what it signs, what it refuses, and what it never forgets."""

import os
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from hashlib import sha256
from http.client import HTTPConnection

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from licet_verify.checkpoints import open_checkpoint
from licet_verify.faults import Fault
from licet_verify.notes import read_key
from licet_verify.witness import memory as memory_module
from licet_verify.witness.__main__ import main
from licet_verify.witness.memory import Memory
from licet_verify.witness.protocol import (
    BAD,
    BROKEN,
    CONFLICT,
    FORBIDDEN,
    NO_PROOF,
    OK,
    UNKNOWN,
    add_checkpoint,
    request_body,
)
from licet_verify.witness.server import WitnessServer
from tests.verify.story import story
from tests.verify.writer import LOG, ORIGIN, Signer, TinyLog, at, mth, proof_of

KEY = read_key(LOG.vkey)


@pytest.fixture
def memory(tmp_path):
    found = Memory.begin(tmp_path / "w", "witness.test/w")
    found.add_log(KEY, ORIGIN)
    return found


def ask(memory, log, old, new, **changes):
    body = request_body(old, proof_of(old, log.leaves[:new]), log.checkpoint(new))
    return add_checkpoint(memory, body, **changes)


def test_a_checkpoint_that_continues_is_cosigned_and_kept(memory, log):
    for old, new in ((0, 5), (5, 12), (12, 12), (12, 16)):
        answer = ask(memory, log, old, new, now=at(100))
        assert answer.status == OK
        signed = open_checkpoint(log.checkpoint(new) + answer.body.encode(), [KEY], [memory.key])
        assert signed.witnesses == ((memory.key, at(100)),)
        kept = open_checkpoint(memory.record(ORIGIN), [KEY], [memory.key])
        assert kept.checkpoint.size == new


def altered(data, old, new):
    assert old in data
    return data.replace(old, new)


def test_each_refusal_has_the_status_of_the_specification(memory, log):
    assert ask(memory, log, 0, 8).status == OK
    good = request_body(8, proof_of(8, log.leaves), log.checkpoint())
    thief = Signer(ORIGIN, 1, "thief")
    other = TinyLog("log.test/unknown")
    other.append("a")
    text = log.text()
    broken = LOG.line(text + b"x")
    cases = [
        (good.replace(b"old 8", b"old 08"), BAD), (b"", BAD), (b"\n\n\n", BAD), (altered(good, b"old 8\n", b"old 8\nAA==\n"), BAD),
        (altered(good, b"old 8\n", b"old 8\n" + b"A" * 44 + b"\n"), BAD), (request_body(8, [b"x" * 32] * 64, log.checkpoint()), BAD),
        (request_body(17, [], log.checkpoint()), BAD),
        (request_body(0, [], other.checkpoint(log=Signer("log.test/unknown", 1, "x"))), UNKNOWN),
        (request_body(8, [], log.checkpoint(log=thief)), FORBIDDEN), (request_body(8, [], log.checkpoint() + broken), FORBIDDEN),
        (request_body(0, [], log.checkpoint()), CONFLICT), (request_body(7, proof_of(7, log.leaves), log.checkpoint()), CONFLICT),
        (request_body(4, [], log.checkpoint(4)), CONFLICT),
        (request_body(8, [], log.checkpoint()), NO_PROOF), (request_body(8, proof_of(7, log.leaves), log.checkpoint()), NO_PROOF),
        (request_body(8, [b"x" * 32], log.checkpoint(8)), NO_PROOF),
    ]  # fmt: skip
    record = memory.record(ORIGIN)
    for n, (body, status) in enumerate(cases):
        assert add_checkpoint(memory, body).status == status, n
        assert memory.record(ORIGIN) == record
    conflict = add_checkpoint(memory, cases[10][0])
    assert (conflict.body, conflict.kind) == ("8\n", "text/x.tlog.size")
    assert add_checkpoint(memory, good).status == OK


def test_an_empty_log_has_the_root_of_nothing(memory):
    log = TinyLog()
    assert ask(memory, log, 0, 0).status == OK
    log.append("a")
    text = log.text().replace(b"\n1\n", b"\n0\n")
    assert (
        add_checkpoint(memory, request_body(0, [], text + b"\n" + LOG.line(text))).status
        == NO_PROOF
    )


def test_two_roots_at_one_size_are_refused(memory, log):
    assert ask(memory, log, 0, 16).status == OK
    other = story()
    other.entries[3] = other.entries[4]
    assert ask(memory, other, 16, 16).status == NO_PROOF


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 30), st.integers(0, 30)), max_size=12))
def test_whatever_is_asked_no_two_signed_checkpoints_differ(tmp_path_factory, asks):
    memory = Memory.begin(tmp_path_factory.mktemp("w"), "witness.test/w")
    memory.add_log(KEY, ORIGIN)
    one, two = TinyLog(), TinyLog()
    for n in range(30):
        for log in (one, two):
            log.append(str(n), public={"fork": n > 9 and log is two})
    signed = []
    for fork, old, new in asks:
        log = two if fork else one
        if ask(memory, log, min(old, new), new).status == OK:
            signed.append((new, mth(log.leaves[:new])))
    sizes = [size for size, _ in signed]
    assert sizes == sorted(sizes)
    assert any(all(mth(log.leaves[:size]) == root for size, root in signed) for log in (one, two))


def test_two_callers_at_once_never_roll_back(memory, log):
    """Many ask for steps at once; each that is signed begins where another ended."""
    steps, wrong = [], []

    def caller(new):
        for _ in range(40):
            last = Memory(memory.folder).last(ORIGIN)
            old = last[0].size if last else 0
            if old >= new:
                return
            answer = ask(Memory(memory.folder), log, old, new)
            if answer.status == OK:
                steps.append((old, new))
                return
            if answer.status != CONFLICT:
                wrong.append(answer)

    threads = [threading.Thread(target=caller, args=(new,)) for new in range(1, 17)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong
    assert memory.last(ORIGIN)[0].size == 16
    ordered = sorted(steps)
    assert [old for old, _ in ordered] == [0, *(new for _, new in ordered[:-1])]


KILL = """
import os, sys
from pathlib import Path
from licet_verify.witness import memory
from licet_verify.witness.protocol import add_checkpoint
count = int(sys.argv[2])
def dying(function):
    def call(*args, **named):
        global count
        if count == 0:
            os.kill(os.getpid(), 9)
        count -= 1
        return function(*args, **named)
    return call
held = memory.Memory(Path(sys.argv[1]))
os.open, os.fsync, os.replace = dying(os.open), dying(os.fsync), dying(os.replace)
print(add_checkpoint(held, sys.stdin.buffer.read()).body)
"""


@pytest.mark.parametrize("boundary", range(12))
def test_a_witness_killed_at_any_step_forgets_nothing_that_it_signed(memory, log, boundary):
    assert ask(memory, log, 0, 8).status == OK
    body = request_body(8, proof_of(8, log.leaves), log.checkpoint())
    done = subprocess.run([sys.executable, "-c", KILL, str(memory.folder), str(boundary)], input=body, capture_output=True, check=False, env={**os.environ, "PYTHONPATH": "src"})  # fmt: skip # noqa: S603
    size = memory.last(ORIGIN)[0].size
    assert size in (8, 16)
    if done.stdout:
        assert size == 16
    # And it goes on from where it is.
    assert ask(memory, log, size, 16).status == OK


def test_a_full_disk_signs_nothing(memory, log, monkeypatch):
    assert ask(memory, log, 0, 8).status == OK

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("licet_verify.files.os.fsync", full)
    answer = ask(memory, log, 8, 16)
    assert answer.status == BROKEN
    assert "—" not in answer.body
    monkeypatch.undo()
    assert memory.last(ORIGIN)[0].size == 8


@pytest.mark.parametrize("damage", ["gone", "cut", "of another"])
def test_a_witness_whose_record_is_damaged_signs_nothing(memory, log, damage):
    assert ask(memory, log, 0, 8).status == OK
    file = next(memory.folder.glob("logs/*.checkpoint"))
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-20] if damage == "cut" else log.checkpoint(4))
    for old in (0, 4, 8):
        assert ask(memory, log, old, 16).status in (BROKEN, CONFLICT)
    assert ask(memory, log, 8, 16).status == BROKEN


def test_a_clock_that_runs_back_signs_nothing(memory, log):
    assert ask(memory, log, 0, 8, now=at(10)).status == OK
    assert ask(memory, log, 8, 16, now=at(9)).status == BROKEN


def test_the_lock_is_not_waited_for_without_end(memory, log, monkeypatch):
    monkeypatch.setattr(memory_module, "_LOCK_WAIT_SECONDS", 0.05)
    with memory.locked(ORIGIN):
        assert ask(memory, log, 0, 8).status == BROKEN


def test_a_folder_holds_one_witness_and_its_key_is_private(memory):
    with pytest.raises(Fault, match="already"):
        Memory.begin(memory.folder, "other")
    assert (memory.folder / "key.pem").stat().st_mode & 0o077 == 0


@pytest.fixture
def server(memory):
    with WitnessServer(memory) as found:
        thread = threading.Thread(target=found.serve_forever, args=(0.05,))
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def fetched(address, body=None, **headers):
    request = urllib.request.Request(address, data=body, headers=headers)  # noqa: S310 - our own server
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310 - likewise
            return answer.status, answer.read(), answer.headers["Content-Type"]
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), error.headers["Content-Type"]


def test_over_http(server, memory, log):
    place = f"{server.address}/{sha256(ORIGIN.encode()).hexdigest()}/checkpoint"
    add = f"{server.address}/add-checkpoint"
    assert fetched(place)[0] == UNKNOWN
    status, body, _ = fetched(add, request_body(0, [], log.checkpoint(9)))
    assert (status, body.startswith("— witness.test/w ".encode())) == (OK, True)
    assert fetched(add, request_body(0, [], log.checkpoint(9)))[::2] == (
        CONFLICT,
        "text/x.tlog.size",
    )
    status, note, _ = fetched(place)
    signed = open_checkpoint(note, [KEY], [memory.key])
    assert (status, signed.checkpoint.size, len(signed.witnesses)) == (OK, 9, 1)
    assert fetched(f"{server.address}/../../etc/passwd")[0] == UNKNOWN
    assert fetched(f"{server.address}/other", b"x")[0] == UNKNOWN
    for headers, status in (
        ({"Content-Length": str(1 << 21)}, 413),
        ({}, 411),
        ({"Transfer-Encoding": "chunked"}, 411),
    ):
        caller = HTTPConnection(*server.server_address, timeout=60)
        caller.putrequest("POST", "/add-checkpoint")
        for name, value in headers.items():
            caller.putheader(name, value)
        caller.endheaders()
        with caller.getresponse() as answer:
            assert answer.status == status
        caller.close()


def test_the_commands_of_a_witness(tmp_path, log, capsys):
    folder, place = str(tmp_path / "w"), log.folder(tmp_path / "log")
    assert main(["begin", folder, "witness.test/w"]) == 0
    key = read_key(capsys.readouterr().out)
    assert main(["add-log", folder, LOG.vkey]) == 0
    (tmp_path / "request").write_bytes(request_body(0, [], log.checkpoint(9)))
    assert main(["add", folder, str(tmp_path / "request")]) == 0
    line = capsys.readouterr().out
    assert open_checkpoint(log.checkpoint(9) + line.encode(), [KEY], [key]).witnesses
    assert main(["add", folder, str(tmp_path / "request")]) == 1
    assert "will not go back" in capsys.readouterr().err
    # It follows a log by its files alone.
    assert main(["follow", folder, str(place)]) == 0
    assert main(["show", folder]) == 0
    assert "16 entries" in capsys.readouterr().out
    (place / "checkpoint").write_bytes(log.checkpoint(8))
    assert main(["follow", folder, str(place)]) == 1
    assert main(["follow", folder, str(tmp_path / "nothing")]) == 2
    assert time.time() > at()
