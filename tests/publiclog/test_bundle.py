"""Bundles: what stands in them, and that it is enough to check everything by hand."""

import base64
import gc
import hashlib
import json
import tracemalloc
from datetime import timedelta

import pytest

from licet.publiclog import bundle, checkpoint, commitments, entry, tree
from licet.publiclog.log import begin
from licet.publiclog.note import WITNESS, Note, new_signer, read_note, read_vkey
from licet.publiclog.statistics import Query, statement
from tests.publiclog.made import CLOUD, at, consistent, four_cases, included

SIGNER = new_signer("licet.example/log", seed=b"L" * 32)
W1 = new_signer("witness.example/w1", WITNESS, b"W" * 32)
YEAR = Query("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")


@pytest.fixture
def published(tmp_path):
    """A log of four cases with two earlier checkpoints, all cosigned."""
    log, made, notes = begin(tmp_path / "log", SIGNER), four_cases(), []
    for end in (4, 9, len(made.data)):
        start = log.latest()[0].size
        log.append(made.data[start:end], at=start)
        note = log.latest()[1]
        when = entry.read_time(made.entries[end - 1].time) + timedelta(minutes=5)
        line = checkpoint.cosignature(note, W1, int(when.timestamp()))
        assert log.cosigned(Note(note.text, (*note.signatures, line)))
        notes.append(log.latest()[1])
    return log, made, notes


def parsed(lines):
    return [json.loads(each) for each in lines]


def test_a_whole_log_can_be_checked_from_the_file_alone(published):
    log, made, notes = published
    contents = bundle.Contents(at(50), (W1.verifier,), tuple(notes[:-1]), made.openings, (statement(log, YEAR),))  # fmt: skip
    raw = list(bundle.whole_log(log, contents))
    lines = parsed(raw)
    kinds = list(dict.fromkeys(each["line"] for each in lines))
    assert kinds == ["bundle", "key", "checkpoint", "consistency", "entry", "opening", "statistics", "end"]  # fmt: skip
    assert lines[0] == {
        "line": "bundle", "format": "licet-bundle/1", "origin": "licet.example/log",
        "made": "2026-03-06T09:00:00Z", "scope": "log",
    }  # fmt: skip
    by = {kind: [each for each in lines if each["line"] == kind] for kind in kinds}
    assert [(each["role"], read_vkey(each["vkey"])) for each in by["key"]] == [("log", log.key), ("witness", W1.verifier)]  # fmt: skip
    heads = [checkpoint.verified_checkpoint(each["note"], log.key)[0] for each in by["checkpoint"]]
    assert [each.size for each in heads] == [4, 9, 15]
    for older, newer, line in zip(heads, heads[1:], by["consistency"], strict=False):
        proof = [bytes.fromhex(each) for each in line["proof"]]
        assert consistent(line["from"], line["to"], older.root, newer.root, proof)
    data = [each["entry"].encode() for each in by["entry"]]
    assert [each["index"] for each in by["entry"]] == list(range(15))
    assert data == made.data
    assert tree.root(tree.among([tree.leaf_hash(each) for each in data]), 15) == heads[-1].root
    for each in by["opening"]:
        opening = commitments.Opening(each["field"], each["value"], bytes.fromhex(each["salt"]))
        assert commitments.opens(opening, entry.entry_from(data[each["index"]]).commitments)
    assert read_note(by["statistics"][0]["note"]).holds(log.key)
    before = b"".join(raw[:-1])
    assert lines[-1] == {"line": "end", "lines": len(raw) - 1, "sha256": hashlib.sha256(before).hexdigest()}  # fmt: skip


def test_one_case_comes_with_a_proof_for_each_entry(published):
    log, made, _ = published
    indexes = [i for i, each in enumerate(made.entries) if each.case == CLOUD]
    lines = parsed(bundle.of_entries(log, reversed(indexes), bundle.Contents(at(50))))
    now = log.latest()[0]
    entries = [each for each in lines if each["line"] == "entry"]
    assert lines[0]["scope"] == "cases"
    assert [each["index"] for each in entries] == indexes
    for each in entries:
        proof = [bytes.fromhex(part) for part in each["proof"]]
        leaf = tree.leaf_hash(each["entry"].encode())
        assert included(each["index"], now.size, leaf, proof, now.root)


def test_the_same_log_gives_the_same_bytes(published):
    log, made, _ = published
    contents = bundle.Contents(at(50), openings=made.openings)
    assert list(bundle.whole_log(log, contents)) == list(bundle.whole_log(log, contents))


def test_a_proof_for_one_entry_has_the_form_of_tlog_proof(published):
    log, made, _ = published
    first, second, rest = bundle.tlog_proof(log, 5).split("\n", 2)
    proof, _, note = rest.partition("\n\n")
    assert (first, second) == ("c2sp.org/tlog-proof@v1", "index 5")
    now, _ = checkpoint.verified_checkpoint(note, log.key)
    hashes = [base64.b64decode(each) for each in proof.splitlines()]
    assert included(5, now.size, tree.leaf_hash(made.data[5]), hashes, now.root)


def test_a_bundle_of_a_long_log_is_made_in_little_memory(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    log.append(b'{"entry":"%06d%s"}' % (i, b"x" * 200) for i in range(20_000))
    next(bundle.whole_log(log, bundle.Contents(at(0))))  # what is made once is no memory of the log
    gc.collect()
    tracemalloc.start()
    size = sum(len(each) for each in bundle.whole_log(log, bundle.Contents(at(0))))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert size > 5_000_000
    assert peak < 1_000_000
