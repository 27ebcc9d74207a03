"""`licet screen --file`: the same bytes from any number of processes, and rows that cannot be read."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ON = ("--on", "2026-08-01")
NAMES = [
    "Huawei Technologies India",
    "华为技术有限公司",
    "Trading Company",
    *(f"Acme Works {at}" for at in range(37)),
]


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    for name in ("LICET_DATABASE", "LICET_OFFICER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))


@pytest.fixture
def customers(tmp_path):
    file = tmp_path / "customers.csv"
    lines = [f"C-{at},{NAMES[at % len(NAMES)]}" for at in range(600)]
    lines[500] = 'C-500,"open'
    file.write_text("ref,name\n" + "\n".join(lines) + "\n")
    return file


def read(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_the_same_bytes_from_any_number_of_processes_hash_seed_and_run(customers, tmp_path):
    found = set()
    for processes, seed, ending in (
        (1, "0", "csv"),
        (2, "1", "csv"),
        (2, "2", "jsonl"),
        (1, "1", "jsonl"),
    ):
        out = tmp_path / f"out.{ending}"
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed}
        words = ["screen", "--file", customers, "--out", out, "--processes", str(processes), "--no-record", "--json", *ON]  # fmt: skip
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", "licet.cli.main", *map(str, words)], env=env, capture_output=True, check=False
        )  # fmt: skip
        assert (done.returncode, done.stderr) == (4, b"")
        found.add((out.read_bytes(), done.stdout))
    assert len(found) == 2  # one a form


def test_every_row_is_answered_and_the_summary_counts_them(run, data, customers, tmp_path):
    out = tmp_path / "out.csv"
    found = data("screen", "--file", customers, "--out", out, "--processes", 1, *ON)
    assert found["counts"]["parties"] == 599
    assert [each["line"] for each in found["faults"]] == [502]
    assert {each["ref"] for each in read(out)} == {f"C-{at}" for at in range(600)} - {"C-500"} | {"502"}  # fmt: skip
    assert {each["result"] for each in read(out)} == {"hit", "no hit", "cannot screen", "cannot read"}  # fmt: skip
    assert found["record"]["counts"]["queries"] == 599
    assert run("log", "verify").code == 0
    assert not list(tmp_path.glob(".*.part"))


def test_exit_codes(run, tmp_path):
    file, out = tmp_path / "customers.txt", tmp_path / "out.jsonl"
    for text, code in (("Zarvok Quillmere\n", 3), ("Trading Company\n", 5), ("", 3), ("a\0b\n", 5)):
        file.write_text(text)
        assert run("screen", "--file", file, "--out", out, *ON).code == code
    assert json.loads(out.read_text())["result"] == "cannot_read"


def test_a_spreadsheet_runs_nothing(run, tmp_path):
    file, out = tmp_path / "customers.csv", tmp_path / "out.csv"
    names = ["=HYPERLINK(1)", "+1 Huawei India", "-2", "@SUM", "＝1+1 Works", "Plain Works"]
    file.write_text("ref,name\n" + "".join(f"={at},{name}\n" for at, name in enumerate(names)))
    run("screen", "--file", file, "--out", out, *ON)
    with out.open(encoding="utf-8", newline="") as stream:
        cells = [cell for row in csv.reader(stream) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not [each for each in cells if each[:1] in tuple("=+-@\t\r\n＝＋－＠") and each]


def test_the_file_that_is_screened_is_never_written_over(run, tmp_path):
    file = tmp_path / "customers.csv"
    file.write_text("name\nAcme\n")
    found = run("screen", "--file", file, "--out", file, *ON)
    assert "would overwrite what is screened" in found.err
    assert run("screen", "--file", file, "--out", tmp_path, *ON).code == 2
    assert file.read_text() == "name\nAcme\n"


def test_a_fault_of_the_whole_file_leaves_no_answers_and_no_record(run, tmp_path):
    file, out = tmp_path / "customers.csv", tmp_path / "out.csv"
    file.write_text("nom\nAcme\n")
    out.write_text("of yesterday")
    assert run("screen", "--file", file, "--out", out, *ON).code == 2
    assert out.read_text() == "of yesterday"
    assert {each.name for each in tmp_path.iterdir()} == {"customers.csv", "out.csv", "home"}
    assert "screening" not in run("log").out


def test_memory_does_not_grow_with_the_file(tmp_path):
    """Nine times the rows take hardly more, recorded and all."""
    most = []
    for rows in (1_000, 9_000):
        file = tmp_path / f"{rows}.csv"
        with file.open("w") as stream:
            stream.write("name\n")
            stream.writelines(f"Acme {at}\n" for at in range(rows))
        code = (
            "import resource, sys; from licet.cli.main import main; "
            f"main(['screen', '--file', {str(file)!r}, '--out', {str(tmp_path / 'o.csv')!r}, '--processes', '1', '--on', '2026-08-01']); "
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
        )
        env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-c", code], env=env, capture_output=True, check=True
        )
        most.append(int(done.stderr.split()[-1]))
    assert most[1] < most[0] + 20_000  # KiB
