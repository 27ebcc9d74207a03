"""Several processes on one shelf, and processes that are stopped half-way."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from licet.errors import InputError
from licet.lists.files import locked
from licet.lists.shelf import Shelf
from tests.lists.conftest import TODAY, edition

ROOT = Path(__file__).resolve().parents[2]

KEEP = """
import sys
from datetime import date
from licet.lists.model import Edition, Entry
from licet.lists.shelf import Shelf

folder, code, first, count = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
from pathlib import Path
shelf = Shelf(Path(folder))
for number in range(first, first + count):
    entries = tuple(Entry(code, str(each), f"{code} {number} {each}") for each in range(200))
    shelf.keep(
        Edition(code, date(2026, 11, 1), "f", f"{number:064}", entries), today=date(2026, 11, 22)
    )
    print(number, flush=True)
"""


def process(folder, code, first, count):
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", KEEP, str(folder), code, str(first), str(count)],
        env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def test_loads_from_many_processes_lose_nothing(tmp_path):
    running = [
        process(tmp_path, code, 10 * number, 5)
        for number, code in enumerate(["US-EL", "US-EL", "US-EL", "US-SDN"])
    ]
    shelf = Shelf(tmp_path)
    while any(each.poll() is None for each in running):
        Shelf(tmp_path).on(TODAY)  # a reader sees a whole state at any moment
    for each in running:
        _, err = each.communicate()
        assert each.returncode == 0, err.decode()
    assert (len(shelf.editions("US-EL")), len(shelf.editions("US-SDN"))) == (15, 5)
    for code in shelf.lists():
        for kept in shelf.editions(code):
            assert len(shelf.read(kept).entries) == 200


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_process_that_is_killed_leaves_a_whole_state_and_no_lock(tmp_path):
    for wait in (0.0, 0.004, 0.009):
        running = process(tmp_path, "US-EL", 0, 10_000)
        running.stdout.readline()
        time.sleep(wait)
        running.kill()
        running.communicate()
    shelf = Shelf(tmp_path)
    editions = shelf.editions("US-EL")
    assert editions
    for kept in editions:
        shelf.read(kept)
    shelf.keep(edition(300), today=TODAY)
    assert not list(tmp_path.glob(".half-*"))


def test_a_lock_that_is_held_too_long_is_told(tmp_path):
    with (
        locked(tmp_path),
        pytest.raises(InputError, match="Another process"),
        locked(tmp_path, patience=0.1),
    ):
        pass


DIES = """
import os, sys
from pathlib import Path
from licet.lists.shelf import Shelf
from tests.lists.conftest import TODAY, edition

def watch(event, details, left=[int(sys.argv[2])]):
    if event == "os.rename":
        left[0] -= 1
        if left[0] == 0:
            os._exit(9)

sys.addaudithook(watch)
Shelf(Path(sys.argv[1])).keep(edition(501, "2026-11-21"), today=TODAY)
"""


@pytest.mark.parametrize("rename", [1, 2])
def test_a_machine_that_stops_before_either_file_stands_changes_nothing(tmp_path, rename):
    shelf = Shelf(tmp_path)
    shelf.keep(edition(500), today=TODAY)
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    died = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", DIES, str(tmp_path), str(rename)], env=env, check=False
    )
    assert died.returncode == 9
    assert list(tmp_path.glob(".half-*"))
    assert [each.entries for each in Shelf(tmp_path).editions("US-EL")] == [500]
    assert len(Shelf(tmp_path).on(TODAY)[3].entries) == 500
    assert shelf.keep(edition(501, "2026-11-21"), today=TODAY).new
    assert not list(tmp_path.glob(".half-*"))


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(InputError, match="LICET_HOME"):
        Shelf(tmp_path / "file" / "lists").keep(edition(5), today=TODAY)


FULL = """
import resource, signal, sys
from pathlib import Path
from licet.errors import InputError
from licet.lists.shelf import Shelf
from tests.lists.conftest import TODAY, edition

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    Shelf(Path(sys.argv[1])).keep(edition(501, "2026-11-21"), today=TODAY)
except InputError as error:
    print(error)
"""


def test_a_full_disk_is_told_and_changes_nothing(tmp_path):
    Shelf(tmp_path).keep(edition(500), today=TODAY)
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    said = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", FULL, str(tmp_path)], env=env, check=True, capture_output=True
    )
    assert b"cannot be kept" in said.stdout
    assert [each.entries for each in Shelf(tmp_path).editions("US-EL")] == [500]
    assert not list(tmp_path.glob(".half-*"))
