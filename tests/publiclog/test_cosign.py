"""Asking witnesses, over real HTTP, with one that keeps c2sp.org/tlog-witness's rules."""

import base64
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from licet.errors import InputError
from licet.publiclog import checkpoint, tree
from licet.publiclog.cosign import Witness, collect, over_http
from licet.publiclog.log import begin
from licet.publiclog.note import WITNESS, new_signer
from tests.publiclog.made import consistent

SIGNER = new_signer("licet.example/log", seed=b"L" * 32)
W1, W2 = (new_signer(f"witness.example/w{i}", WITNESS, bytes([i]) * 32) for i in (1, 2))
NOW = 1_768_899_999


class Kept:
    """A witness: it signs what leads on from what it has seen, and nothing else."""

    def __init__(self, signer, key):
        self.signer, self.key = signer, key
        self.seen = checkpoint.Checkpoint(key.name, 0, tree.EMPTY_ROOT)
        self.asked = []

    def __call__(self, body):
        self.asked.append(body.decode())
        head, _, note = body.decode().partition("\n\n")
        first, *lines = head.split("\n")
        old = int(first.removeprefix("old "))
        try:
            new, whole = checkpoint.verified_checkpoint(note, self.key)
        except InputError:
            return 403, b"no good signature\n"
        if old > new.size:
            return 400, b"old is above new\n"
        if old != self.seen.size:
            return 409, b"%d\n" % self.seen.size
        proof = [base64.b64decode(each) for each in lines]
        if not consistent(old, new.size, self.seen.root, new.root, proof):
            return 422, b"the proof does not hold\n"
        self.seen = new
        return 200, checkpoint.cosignature(whole, self.signer, NOW).line.encode()


@contextmanager
def served(witness):
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            assert self.path == "/w/add-checkpoint"
            status, answer = witness(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/w/"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def log(tmp_path):
    made = begin(tmp_path / "log", SIGNER)
    made.append([b"one", b"two"])
    return made


def names(log, *witnesses):
    return checkpoint.cosigners(log.latest()[1], [each.verifier for each in witnesses])


def test_witnesses_cosign_each_checkpoint_as_the_log_grows(log):
    one, two = Kept(W1, log.key), Kept(W2, log.key)
    with served(one) as address:
        witnesses = [Witness(W1.verifier, over_http(address)), Witness(W2.verifier, two)]
        assert [each.signed_at for each in collect(log, witnesses)] == [NOW, NOW]
        log.append([b"%d" % i for i in range(700)])
        assert not names(log, W1, W2)
        answers = collect(log, witnesses)
    assert [(each.witness, each.signed_at, each.reason) for each in answers] == [(W1.name, NOW, ""), (W2.name, NOW, "")]  # fmt: skip
    assert names(log, W1, W2) == {W1.name: NOW, W2.name: NOW}
    assert log.latest()[1].holds(log.key)
    assert one.asked[-1].startswith("old 2\n")  # the witness said what it knew
    assert log.append([b"more"]).size == 703


def test_one_that_fails_costs_the_others_nothing(log):
    liar = Witness(W1.verifier, lambda _: (200, checkpoint.cosignature(log.latest()[1], W2, NOW).line.encode()))  # fmt: skip
    mute = Witness(W1.verifier, lambda _: (200, b""))
    mad = Witness(W1.verifier, lambda _: (409, b"many"))
    gone = Witness(W1.verifier, over_http("http://127.0.0.1:9/"))
    strict = Witness(W1.verifier, lambda _: (403, b"who are you?\n"))
    good = Witness(W2.verifier, Kept(W2, log.key))
    answers = collect(log, [liar, mute, mad, gone, strict, good])
    reasons = [each.reason for each in answers]
    assert "no cosignature that holds" in reasons[0]
    assert "no cosignature that holds" in reasons[1]
    assert "without a size" in reasons[2]
    assert "cannot be reached" in reasons[3]
    assert reasons[4] == "It refused (403): who are you?"
    assert names(log, W1, W2) == {W2.name: NOW}


def test_a_witness_refuses_another_history_of_the_same_key(log, tmp_path):
    witness = Witness(W1.verifier, Kept(W1, log.key))
    collect(log, [witness])
    forked = begin(tmp_path / "fork", SIGNER)
    forked.append([b"one", b"another", b"three"])
    assert "refused (422)" in collect(forked, [witness])[0].reason
    assert not names(forked, W1)


def test_an_old_backup_is_told_to_the_operator(log, tmp_path):
    witness = Witness(W1.verifier, Kept(W1, log.key))
    collect(log, [witness])
    backup = begin(tmp_path / "backup", SIGNER)
    backup.append([b"one"])
    assert "an old backup was restored" in collect(backup, [witness])[0].reason


def test_cosignatures_that_come_too_late_are_not_put_under_a_newer_checkpoint(log):
    kept = Kept(W1, log.key)

    def slow(body):
        log.append([b"meanwhile"])
        return kept(body)

    with pytest.raises(InputError, match="has grown"):
        collect(log, [Witness(W1.verifier, slow)])
    assert not names(log, W1)


def test_an_address_is_of_the_web():
    with pytest.raises(InputError, match="no address of a witness"):
        over_http("file:///etc/passwd")
