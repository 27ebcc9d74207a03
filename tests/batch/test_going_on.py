"""A run that is killed, or finds the disk full, leaves the input as it was and no half-written output; the next goes on."""

import gzip
import hashlib
import json
import os
import resource
import signal
import subprocess
import sys
import time
from datetime import date

import duckdb
import openpyxl
import polars as pl
import pyarrow.parquet as pq
import pytest

from licet.batch.journal import folder_of
from licet.errors import InputError
from tests.batch.batches import transfers
from tests.conftest import MINI

# The program that a user starts, but that it notes after every block how far it is, and that two marks
# in a file stop it where the test wants.
PROGRAM = """
import os, sys, signal, licet.batch.local as local, licet.batch.sink as sink
local._EVERY = 0.0
stop, until = sys.argv.pop(1), int(sys.argv.pop(1))
def killed():
    os.kill(os.getpid(), signal.SIGKILL)
if stop == "before" or stop == "after":
    really, seen = local.Journal.keep, [0]
    def keep(self, reached):
        seen[0] += 1
        if seen[0] == until and stop == "before": killed()
        really(self, reached)
        if seen[0] == until: killed()
    local.Journal.keep = keep
if stop == "name":
    import licet.batch.journal, licet.batch.parquet_sink, licet.batch.faults_file
    named = [0]
    def put(made, out, really=sink.put_in_place):
        named[0] += 1
        if named[0] == until: killed()
        really(made, out)
    for each in (sink, licet.batch.parquet_sink, licet.batch.faults_file):
        each.put_in_place = put
from licet.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
ROWS = 3_000


def program(*words, stop="no", until=0, **more):
    return subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM, stop, str(until), *map(str, words)],
        capture_output=True, text=True, check=False, timeout=600, **more,
    )  # fmt: skip


def digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.fixture(scope="module", params=["csv", "parquet"])
def made(request, tmp_path_factory):
    """An input with faults here and there, and what an unbroken run makes of it."""
    folder = tmp_path_factory.mktemp(request.param)
    source = folder / f"in.{request.param}"
    speeds = ["4,800" if index % 97 == 0 else str(index) for index in range(ROWS)]
    frame = transfers(ROWS).drop("item").with_columns(speed=pl.Series(speeds))
    if request.param == "csv":
        frame.write_csv(source)
    else:
        pq.write_table(frame.to_arrow(), source, row_group_size=250)
    words = [
        "batch",
        source,
        "--on",
        "2026-11-01",
        "--block",
        "100",
        "--law",
        MINI,
        "--json",
        "--out",
    ]
    out = folder / f"whole.{request.param}"
    run = program(*words, out)
    assert run.returncode == 5
    return words, out, run.stdout


@pytest.mark.parametrize(("stop", "until"), [("before", 4), ("after", 9), ("name", 2)])
def test_a_run_that_is_killed_goes_on_and_gives_the_same_bytes(made, stop, until):
    words, whole, said = made
    if whole.suffix == ".parquet" and stop == "before":
        return  # as good as "after", and a start of the program is dear
    folder = whole.parent
    out = folder / f"{stop}{until}{whole.suffix}"
    before = digest(words[1])
    killed = program(*words, out, stop=stop, until=until)
    assert killed.returncode == -signal.SIGKILL
    assert not out.exists()
    assert folder_of(out).is_dir()
    assert digest(words[1]) == before
    again = program(*words, out)
    assert again.returncode == 5, again.stderr
    assert "Went on behind row" in again.stdout
    assert out.read_bytes() == whole.read_bytes()
    assert digest(folder / f"{out.name}.faults.csv") == digest(folder / f"{whole.name}.faults.csv")
    assert not folder_of(out).exists()
    assert _counts(again.stdout) == _counts(said)


def _counts(text):
    found = json.loads(text)
    return {name: found[name] for name in found if name not in ("out", "said", "faults in")}


def test_a_run_killed_at_any_moment_of_its_own_choosing_goes_on(made):
    words, whole, _ = made
    out = whole.with_name(f"any{whole.suffix}")
    for seconds in (0.0, 0.05)[: 1 + (whole.suffix == ".csv")]:
        running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", PROGRAM, "no", "0", *map(str, words), str(out)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        journal = folder_of(out) / "journal.json"
        while running.poll() is None and not journal.exists():
            time.sleep(0.005)
        time.sleep(seconds)
        running.kill()
        running.wait()
        if out.exists():  # it was quicker
            break
    assert program(*words, out).returncode == 5
    assert out.read_bytes() == whole.read_bytes()


def test_a_run_on_changed_input_or_by_other_options_starts_anew_and_says_so(made):
    words, whole, _ = made
    if whole.suffix == ".parquet":
        return  # the journal is the same
    out = whole.with_name(f"changed{whole.suffix}")
    program(*words, out, stop="after", until=5)
    other = program(*words, out, "--set", "from=DE", stop="after", until=5)
    assert other.returncode == -signal.SIGKILL
    os.utime(words[1], (1, 1))
    again = program(*words, out)
    assert "since then something changed (--set, the input)" in again.stdout
    assert out.read_bytes() == whole.read_bytes()


def test_a_run_without_a_day_goes_on_with_the_day_on_which_it_began(batch, tmp_path, monkeypatch):
    class Yesterday(date):
        @classmethod
        def today(cls):
            return date(2026, 1, 31)

    transfers(60).write_csv(tmp_path / "in.csv")
    monkeypatch.setattr("licet.batch.local._EVERY", 0.0)
    monkeypatch.setattr("licet.batch.local.date", Yesterday)

    def stopped(rows, _read):
        if rows >= 20:
            raise InputError("stopped")

    with pytest.raises(InputError, match="stopped"):
        batch(tmp_path / "in.csv", tmp_path / "out.csv", stopped, on=None, rows=10)
    monkeypatch.undo()
    assert folder_of(tmp_path / "out.csv").exists()
    summary = batch(tmp_path / "in.csv", tmp_path / "out.csv", on=None, rows=10)
    assert summary.facts["on"] == "2026-01-31"


def test_two_runs_do_not_write_one_output_at_once(batch, tmp_path):
    transfers(40).write_csv(tmp_path / "in.csv")
    seen = []

    def another(_rows, _read):
        if not seen:
            seen.append(True)
            with pytest.raises(InputError, match="another run is writing this output"):
                batch(tmp_path / "in.csv", tmp_path / "out.csv", rows=10)

    assert batch(tmp_path / "in.csv", tmp_path / "out.csv", another, rows=10).rows == 40
    assert seen


def test_an_output_of_before_stays_until_the_new_one_is_whole(batch, tmp_path):
    transfers(40).write_csv(tmp_path / "in.csv")
    (tmp_path / "out.csv").write_text("of yesterday")

    def broken(_rows, _read):
        raise InputError("stopped")

    with pytest.raises(InputError, match="stopped"):
        batch(tmp_path / "in.csv", tmp_path / "out.csv", broken)
    assert (tmp_path / "out.csv").read_text() == "of yesterday"


@pytest.mark.parametrize("kind", ["csv", "parquet", "xlsx"])
def test_a_full_disk_is_told_and_leaves_no_output(tmp_path, kind):
    transfers(2_000).drop("item").write_csv(tmp_path / "in.csv")
    words = ["batch", tmp_path / "in.csv", "--law", MINI, "--on", "2026-11-01", "--block", "500", "--out", tmp_path / f"out.{kind}"]  # fmt: skip
    limit = 20_000

    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    found = program(*words, preexec_fn=small)
    assert found.returncode == 2
    assert "the disk is full" in found.stderr
    assert "Traceback" not in found.stderr
    assert not (tmp_path / f"out.{kind}").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_really_full_and_then_has_room_again(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "none", small], check=False, capture_output=True)  # noqa: S603,S607 # fmt: skip
    if mounted.returncode:
        pytest.skip("this machine lets nobody mount")
    try:
        transfers(2_000).drop("item").write_csv(tmp_path / "in.csv")
        words = ["batch", tmp_path / "in.csv", "--law", MINI, "--on", "2026-11-01", "--block", "200", "--out", small / "out.csv"]  # fmt: skip
        found = program(*words)
        assert (found.returncode, "the disk is full" in found.stderr) == (2, True)
        assert not (small / "out.csv").exists()
        subprocess.run(["mount", "-o", "remount,size=8m", small], check=True)  # noqa: S603,S607
        again = program(*words)
        assert "Went on behind row" in again.stdout
        assert program(*words[:-1], tmp_path / "whole.csv").returncode == again.returncode
        assert (small / "out.csv").read_bytes() == (tmp_path / "whole.csv").read_bytes()
    finally:
        subprocess.run(["umount", small], check=True)  # noqa: S603,S607


@pytest.mark.parametrize(("source", "kind"), [
    ("jsonl", "jsonl"), ("csv.gz", "parquet"), ("arrow", "arrow"), ("duckdb", "csv"), ("xlsx", "xlsx"), ("utf16.csv", "tsv"),
])  # fmt: skip
def test_every_kind_goes_on_to_the_same_bytes(batch, tmp_path, monkeypatch, source, kind):
    monkeypatch.setattr("licet.batch.local._EVERY", 0.0)
    path = tmp_path / f"in.{source}"
    frame = transfers(90)
    match source:
        case "jsonl":
            path.write_text(frame.write_ndjson().replace("\n", "\n\n"))
        case "csv.gz":
            path.write_bytes(gzip.compress(frame.write_csv().encode()))
        case "arrow":
            frame.write_ipc(path)
        case "duckdb":
            with duckdb.connect(str(path)) as held:
                held.register("frame", frame.to_arrow())
                held.execute("CREATE TABLE transfers AS SELECT * FROM frame")
        case "xlsx":
            book = openpyxl.Workbook()
            for row in (frame.columns, *frame.iter_rows()):
                book.active.append(row)
            book.save(path)
        case "utf16.csv":
            path.write_bytes(frame.write_csv().encode("utf-16"))

    def stopped(rows, _read):
        if rows >= 50:
            raise InputError("stopped")

    whole, out = tmp_path / f"whole.{kind}", tmp_path / f"out.{kind}"
    batch(path, whole, rows=10)
    with pytest.raises(InputError, match="stopped"):
        batch(path, out, stopped, rows=10)
    assert not out.exists()
    summary = batch(path, out, rows=10)
    assert summary.said == ("Went on behind row 50, where an earlier run was broken off.",)
    assert out.read_bytes() == whole.read_bytes()
