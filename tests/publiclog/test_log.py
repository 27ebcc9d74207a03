"""The log on a disk: it grows as its tree does, and whatever stops it, it is whole."""

import os
import resource
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.errors import InputError
from licet.publiclog import tiles, tree
from licet.publiclog.log import Log, begin, folder_reader
from licet.publiclog.note import new_signer
from tests.publiclog.made import consistent, included
from tests.publiclog.test_tree import mth

SIGNER = new_signer("licet.example/log", seed=b"L" * 32)
ROOT = Path(__file__).parents[2]


def some(start, end):
    return [b"entry %d" % i for i in range(start, end)]


def leaves(log):
    return [tree.leaf_hash(each) for each in log.tiles().entries(0, log.latest()[0].size)]


def test_a_new_log_is_empty_and_says_so(tmp_path):
    now, note = begin(tmp_path / "log", SIGNER).latest()
    assert (now.size, now.root) == (0, tree.EMPTY_ROOT)
    assert note.holds(SIGNER.verifier)
    assert str(note).startswith("licet.example/log\n0\n47DEQpj8HBSa")


@settings(max_examples=8, deadline=None)
@given(st.lists(st.integers(0, 400), min_size=1, max_size=4))
def test_however_it_grows_the_root_is_that_of_its_entries(tmp_path_factory, steps):
    log = begin(tmp_path_factory.mktemp("grown") / "log", SIGNER)
    sizes, roots = [0], [tree.EMPTY_ROOT]
    for step in steps:
        before = sizes[-1]
        found = log.append(some(before, before + step), at=before)
        assert found == log.latest()[0]
        sizes.append(found.size)
        roots.append(found.root)
    assert list(log.tiles().entries(0, sizes[-1])) == some(0, sizes[-1])
    hashes = leaves(log)
    node = log.tiles().node
    for (old, old_root), (new, new_root) in pairwise(zip(sizes, roots, strict=True)):
        assert new_root == mth(hashes[:new])
        assert consistent(old, new, old_root, new_root, tree.consistency(node, old, new))


@pytest.mark.parametrize("size", [1, 255, 256, 257, 512, 1000])
def test_the_files_are_those_that_the_tiles_specification_names(tmp_path, size):
    log = begin(tmp_path / "log", SIGNER)
    log.append(some(0, size // 2))
    log.append(some(size // 2, size))
    for level in range(3):
        for number in range(-(-(size >> 8 * level) // 256)):
            width = tiles.width_of(level, number, size)
            data = (log.folder / tiles.tile_path(level, number, width)).read_bytes()
            assert len(data) == 32 * width
    full = [each for each in (log.folder / "tile").rglob("*") if each.is_file() and not each.parent.name.endswith(".p")]  # fmt: skip
    assert len(full) == 2 * (size // 256) + size // 65_536
    assert {each.stat().st_mode & 0o777 for each in [*full, log.folder / "checkpoint"]} <= {0o644}
    # A partial file goes once the full one is there.
    assert not [each for each in (log.folder / "tile").rglob("*.p") if (each.parent / each.stem).exists()]  # fmt: skip


def test_a_proof_in_a_large_log_reads_a_few_tiles(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    log.append(b"%d" % i for i in range(70_000))
    now = log.latest()[0]
    for index in (0, 12_345, 69_999):
        found = log.tiles()
        proof = tree.inclusion(found.node, index, now.size)
        assert included(index, now.size, tree.leaf_hash(b"%d" % index), proof, now.root)
        assert found.reads <= 6
    assert next(log.tiles().entries(69_999, 70_000)) == b"69999"


def test_someone_who_appends_again_after_a_crash_puts_nothing_in_twice(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    log.append(some(0, 3), at=0)
    with pytest.raises(InputError, match="has 3 entries, not 0"):
        log.append(some(0, 3), at=0)
    assert log.append([], at=3).size == 3


def test_two_that_have_the_log_open_see_each_others_entries(tmp_path):
    one = begin(tmp_path / "log", SIGNER)
    two = Log(tmp_path / "log", SIGNER)
    for start in range(0, 600, 100):
        (one, two)[start % 200 // 100].append(some(start, start + 100))
    assert list(one.tiles().entries(0, 600)) == some(0, 600)
    assert one.latest()[0].root == mth(leaves(one))


MANY = """
import sys
from pathlib import Path
from licet.publiclog.log import Log
from licet.publiclog.note import new_signer

log = Log(Path(sys.argv[1]), new_signer("licet.example/log", seed=b"L" * 32))
for number in range(12):
    log.append([b"%s of %d" % (sys.argv[2].encode(), number)] * 7)
"""


def test_several_processes_append_at_once_and_nothing_is_lost(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    running = [
        subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", MANY, str(log.folder), name], env=environment
        )
        for name in "abcd"
    ]
    assert [each.wait(timeout=600) for each in running] == [0] * 4
    found = list(log.tiles().entries(0, log.latest()[0].size))
    assert sorted(found) == sorted(b"%s of %d" % (name, i) for name in (b"a", b"b", b"c", b"d") for i in range(12) for _ in range(7))  # fmt: skip
    assert log.latest()[0].root == mth(leaves(log))


def test_a_log_begins_once_and_is_not_begun_anew_where_it_was_lost(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    with pytest.raises(InputError, match="There is a log already"):
        begin(log.folder, SIGNER)
    (log.folder / "checkpoint").unlink()
    with pytest.raises(InputError, match="No log can be read here"):
        log.append(some(0, 1))
    with pytest.raises(InputError, match="would be a fork"):
        Log(tmp_path / "gone", SIGNER)
    assert not (tmp_path / "gone").exists()


def test_a_log_is_opened_with_its_own_key_alone(tmp_path):
    begin(tmp_path / "log", SIGNER).append(some(0, 3))
    with pytest.raises(InputError, match="not signed by the log"):
        Log(tmp_path / "log", new_signer("licet.example/log"))


def test_nothing_is_appended_to_a_log_whose_files_were_changed(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    log.append(some(0, 300))
    tile = log.folder / "tile/0/001.p/44"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    with pytest.raises(InputError, match="do not give the root"):
        Log(log.folder, SIGNER).append(some(300, 301))
    tile.unlink()
    with pytest.raises(InputError, match=r"lacks tile/0/001\.p/44"):
        Log(log.folder, SIGNER).append(some(300, 301))


def test_nothing_is_appended_to_an_old_copy_that_was_put_in_place(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    log.append(some(0, 3))
    old = (log.folder / "checkpoint").read_bytes()
    log.append(some(3, 5))
    (log.folder / "checkpoint").write_bytes(old)
    with pytest.raises(InputError, match="had 5 entries and now has 3"):
        log.append(some(5, 6))


def test_an_old_copy_is_made_whole_by_the_same_bytes(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    log.append(some(0, 300))
    shutil.copytree(log.folder, tmp_path / "copy")
    log.append(some(300, 700))
    copy = Log(tmp_path / "copy", SIGNER)
    copy.append(some(300, 700), at=300)
    assert str(copy.latest()[1]) == str(log.latest()[1])


def test_an_entry_that_is_too_long_leaves_the_log_as_it_was(tmp_path):
    log = begin(tmp_path / "log", SIGNER)
    log.append(some(0, 3))
    with pytest.raises(InputError, match="65,535"):
        log.append([*some(3, 6), b"x" * 65_536])
    assert log.append(some(3, 4), at=3).root == mth(leaves(log))


KILLED = """
import os, sys
from pathlib import Path
from licet import disk
from licet.publiclog import log as logs
from licet.publiclog.note import new_signer

folder, signer = Path(sys.argv[1]), new_signer("licet.example/log", seed=b"L" * 32)
before, after = int(sys.argv[2]), int(sys.argv[3])
steps = [0]

def until(limit, work):
    # Every write, rename and sync of a folder is a boundary; the process dies at one of them.
    def step(*words):
        steps[0] += 1
        if steps[0] > limit:
            os._exit(9)
        return work(*words)
    return step

def grown(at, end):
    logs.Log(at, signer).append([b"entry %d" % i for i in range(before, end)], at=before)

limit = 0
while True:
    at = folder / str(limit)
    logs.begin(at, signer).append([b"entry %d" % i for i in range(before)])
    child = os.fork()
    if child == 0:
        os.fsync, logs.sync_folder = until(limit, os.fsync), until(limit, logs.sync_folder)
        Path.replace, Path.unlink = until(limit, Path.replace), until(limit, Path.unlink)
        grown(at, after)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    log = logs.Log(at, signer)
    print(limit, code, log.latest()[0].size, flush=True)
    if log.latest()[0].size == before:
        log.append([b"another %d" % i for i in range(before, after)], at=before)
    log.append([b"last"], at=after)
    if code == 0:
        break
    limit += 1
"""


@pytest.mark.parametrize(("before", "after"), [(0, 1), (255, 256)])
def test_a_kill_at_any_write_leaves_the_old_log_or_the_new_one(tmp_path, before, after):
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", KILLED, str(tmp_path), str(before), str(after)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    runs = [[int(each) for each in line.split()] for line in done.stdout.splitlines()]
    assert len(runs) > 8
    assert runs[-1][1] == 0
    for limit, code, size in runs:
        assert size == before if code and size != after else size == after
        log = Log(tmp_path / str(limit), SIGNER)
        said = b"entry" if size == after else b"another"
        assert list(log.tiles().entries(0, after + 1)) == [*some(0, before), *(said + b" %d" % i for i in range(before, after)), b"last"]  # fmt: skip
        assert log.latest()[0].root == mth(leaves(log))
    assert any(code and size == before for _, code, size in runs)


FULL = """
import resource, signal, sys
from pathlib import Path
from licet.errors import InputError
from licet.publiclog.log import begin
from licet.publiclog.note import new_signer

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
log = begin(Path(sys.argv[1]), new_signer("licet.example/log", seed=b"L" * 32))
log.append([b"x" * 1000] * 10)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    log.append([b"y" * 1000] * 10)
except InputError as error:
    print(error)
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
print(log.append([b"z"], at=10).size)
"""


@pytest.mark.skipif(not hasattr(resource, "RLIMIT_FSIZE"), reason="limits of this system")
def test_where_the_disk_takes_no_more_the_log_is_as_it_was_and_goes_on_later(tmp_path):
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", FULL, str(tmp_path / "log")],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "cannot be written: File too large. It has 10 entries" in done.stdout
    assert done.stdout.endswith("\n11\n")
    log = Log(tmp_path / "log", SIGNER)
    assert log.latest()[0].root == mth(leaves(log))
    assert not list(log.folder.rglob(".half-*"))


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 123_456, 1_234_067])
def test_the_path_of_a_tile_says_its_number(number):
    path = tiles.tile_path(2, number)
    assert int(path.removeprefix("tile/2/").replace("x", "").replace("/", "")) == number


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_a_bundle_of_entries_is_unpacked_as_it_was(entries):
    assert tiles.unpacked(tiles.packed(entries)) == entries


def test_a_bundle_that_was_cut_is_refused():
    with pytest.raises(InputError, match="in the middle"):
        tiles.unpacked(tiles.packed([b"abc"])[:-1])


def test_nothing_is_read_from_outside_the_folder_but_what_is_asked(tmp_path):
    read = folder_reader(tmp_path)
    assert read("tile/0/000") is None
