"""`licet whatif` as a person types it: run, read, explain, stop and go on, and what is told of mistakes."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from licet.cli.main import main

QUICK = ["whatif", "january-2026", "--draws", "40", "--only", "compute", "--only", "leakage"]


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    out = tmp_path_factory.mktemp("whatif")
    assert main([*QUICK, "--out", str(out)]) == 0
    return out


@pytest.mark.slow
def test_a_run_leaves_memo_tables_plots_and_all_of_it_as_json(done):
    assert (done / "memo.md").read_text().startswith("# What the rule of January 2026")
    for name in ("tables/compute-share.csv", "tables/numbers.parquet", "plots/compute-share.png", "plots/leakage-chips.svg"):  # fmt: skip
        assert (done / name).stat().st_size > 100
    result = json.loads((done / "result.json").read_bytes())
    assert [part["name"] for part in result["parts"]] == ["compute", "leakage"]
    assert all(len(digest) == 64 for digest in (result["stamp"]["law_before"], result["stamp"]["ledger"]))  # fmt: skip


@pytest.mark.slow
def test_what_lies_behind_a_number_is_told(done, capsys):
    assert main(["whatif", "--explain", "compute.share.after", "--out", str(done)]) == 0
    told = capsys.readouterr().out
    for said in ("How: stock of next year", "Layer: draws", "us.review.742_6_b10.box_2026", "compute_delta", "Epoch AI"):  # fmt: skip
        assert said in told
    assert main(["whatif", "--explain", "compute.shar.after", "--out", str(done)]) == 2
    assert "Did you mean compute.share.after" in capsys.readouterr().err


@pytest.mark.slow
def test_a_run_that_is_stopped_goes_on_with_the_same_bytes(done, tmp_path):
    command = [sys.executable, "-m", "licet.cli.main", *QUICK, "--out", str(tmp_path)]
    running = subprocess.Popen(command, stderr=subprocess.PIPE, env=dict(os.environ))  # noqa: S603
    kept = tmp_path / ".steps" / "compute.npz"
    for _ in range(6000):
        if kept.exists() or running.poll() is not None:
            break
        time.sleep(0.1)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=300)
    assert kept.exists()
    began = kept.stat().st_mtime_ns
    assert main([*QUICK, "--out", str(tmp_path)]) == 0
    assert kept.stat().st_mtime_ns == began
    for name in ("result.json", "memo.md", "plots/compute-share.svg"):
        assert (tmp_path / name).read_bytes() == (done / name).read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["whatif"], "licet whatif --list names those that ship"),
        (["whatif", "january-2025"], "Did you mean january-2026"),
        (["whatif", "../january-2026"], "no known scenario"),
        (["whatif", "january-2026", "--set", "bridge_approval"], "write it as ID=NUMBER"),
        (["whatif", "january-2026", "--set", "bridge_aproval=0.4"], "Did you mean bridge_approval"),
        (["whatif", "january-2026", "--draws", "0"], "draws is 0"),
        (["whatif", "january-2026", "--only", "trades"], "Did you mean trade"),
        (["whatif", "--explain", "x"], "name its folder with --out"),
        (["whatif", "--explain", "x", "--out", "/nowhere"], "holds no result"),
    ],
)
def test_a_mistake_is_told_with_the_way_out(words, said, capsys):
    assert main(words) == 2
    assert said in capsys.readouterr().err


def test_the_scenarios_that_ship_are_listed(capsys):
    assert main(["whatif", "--list", "--json"]) == 0
    found = {each["name"] for each in json.loads(capsys.readouterr().out)}
    assert {"january-2026", "h200-withdrawn", "match-act"} <= found
