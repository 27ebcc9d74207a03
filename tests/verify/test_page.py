"""The worked example of docs/public-log.md: two entries, their openings, a checkpoint and a proof."""

import json
import re

from licet_verify.command import main
from licet_verify.entries import commitment, commitments_root, read_entry
from licet_verify.tree import check_inclusion, leaf_hash
from tests.conftest import ROOT
from tests.verify.writer import bundle_of

ORIGIN = "licet.example/log"
LOG = "licet.example/log+3c7f52ed+AZJzCPU9Z2VQPStkwQOrWqRyBqs5UCz+j5hEL9tUMQC3"
WITNESS = "witness.example/w1+918b6299+BMhAafoiFsbtwdUsqDqhHCZ91UQK+lJgkMpD69DKhqnP"
ENTRIES = [
    ('{"case":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","commitments":{"applicant":"b1b6dee94b8473dc6e36e154384cacc653a6ac06b68a54e83b7708db2b2e6abf",'
    '"units":"dbd80afb41119698a7ddbf65efa2b606aab9c9dbb6e8d7d551a4da551e003078"},'
    '"commitments_root":"ad73be30ed07ba47bd2185a9f600f21e2cb0debf8359c82572e66de0b187f479","event":"registered",'
    '"format":"licet-entry/1","previous":null,"public":{"clock":"start"},"seq":0,"time":"2026-01-15T09:00:00Z","type":"event"}'),
    ('{"case":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","commitments":{},"commitments_root":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",'
    '"event":"denied","format":"licet-entry/1","previous":"f3752808bba30b973fc1fa2e2db466ecc4a15be42cfc6534999ae949291267d5",'
    '"public":{"clock":"end","outcome":"denied"},"seq":1,"time":"2026-02-14T09:00:00Z","type":"event"}'),
]  # fmt: skip
CHECKPOINT = """licet.example/log
2
by1A8ivBaDmPincB+/QKy5ru40GIENd0Sf8Y0zxjMnI=

— licet.example/log PH9S7eWj/MNY4/emceBVwhfprR94EjkD2gOnuRA+z5npfcg0u+HEMPp54STN93k90pNWTzZNglz2VZqLH3OeQzPttwI=
— witness.example/w1 kYtimQAAAABpkDnMRV2Fyh0BUfti1k94DG78ogZlwY5Zgnprxm1EAZmSyDPS1adU4ZnnKuh6BFfn/GL2CZNoYAfVJzEuA6oGfsL/DA==
"""
SALTS = {"applicant": "61" * 32, "units": "62" * 32}
VALUES = {"applicant": "A. Cloud", "units": 10000}


def test_entries_hashes_and_openings():
    first = read_entry(ENTRIES[0].encode(), "entry 0")
    leaf = leaf_hash(ENTRIES[0].encode()).hex()
    assert leaf == read_entry(ENTRIES[1].encode(), "entry 1").previous
    for field, salt in SALTS.items():
        assert commitment(field, VALUES[field], bytes.fromhex(salt)) == first.commitments[field]
    assert commitments_root(first.commitments) == first.commitments_root
    # One field of the small tree, shown alone.
    one = leaf_hash(b"units\n" + bytes.fromhex(first.commitments["units"]))
    beside = bytes.fromhex("776c213af9c78ad7d0f37398991085388bd1f5d439ffb82aa5799503608638c8")
    check_inclusion(one, 1, (2, bytes.fromhex(first.commitments_root)), [beside])


def test_the_whole_example_as_a_bundle_and_as_a_proof(tmp_path):
    lines = [
        {"line": "bundle", "format": "licet-bundle/1", "origin": ORIGIN, "made": "2026-02-15T00:00:00Z", "scope": "log"},
        {"line": "checkpoint", "note": CHECKPOINT},
        *({"line": "entry", "index": n, "entry": each} for n, each in enumerate(ENTRIES)),
        *({"line": "opening", "index": 0, "field": name, "value": VALUES[name], "salt": SALTS[name]} for name in SALTS),
    ]  # fmt: skip
    (tmp_path / "bundle").write_bytes(bundle_of(lines))
    keys = ["--key", LOG, "--witness", WITNESS, "--witnesses", "1"]
    assert main([str(tmp_path / "bundle"), *keys]) == 0

    proof = (
        "c2sp.org/tlog-proof@v1\nindex 1\n83UoCLujC5c/wfouLbRm7MShW+Qs/GU0mZrpSSkSZ9U=\n\n"
        + CHECKPOINT
    )
    (tmp_path / "proof").write_text(proof, "utf-8")
    (tmp_path / "entry").write_text(ENTRIES[1], "utf-8")
    assert main(["--proof", str(tmp_path / "proof"), str(tmp_path / "entry"), *keys]) == 0
    (tmp_path / "entry").write_text(json.dumps(json.loads(ENTRIES[1])), "utf-8")
    assert main(["--proof", str(tmp_path / "proof"), str(tmp_path / "entry"), *keys]) == 1


def test_every_drill_of_the_page_is_a_test():
    page = (ROOT / "docs" / "verify.md").read_text(encoding="utf-8")
    named = re.findall(r"`([a-z_/]+\.py)::(test_\w+)`", page)
    assert len(named) > 30
    for file, name in named:
        assert f"def {name}(" in (ROOT / "tests" / file).read_text(encoding="utf-8"), name
