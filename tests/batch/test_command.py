"""``licet batch`` at the keyboard: exit codes, the summary in its forms, mapping and guessing, progress."""

import io
import json
from types import SimpleNamespace

import pytest

from licet.batch.progress import Progress
from licet.cli.main import main
from tests.batch.batches import ON, csv_rows, faults_of, transfers


@pytest.fixture(autouse=True)
def one_library(monkeypatch, library):
    """Commands in this process share the library that the session has opened."""
    monkeypatch.setattr("licet.pack.store.open_library", lambda _law=None: library)


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """``run("in.csv", "--out", "out.csv")`` in a folder of its own: code and both outputs."""
    monkeypatch.chdir(tmp_path)
    transfers(12).write_csv("in.csv")

    def command(*words):
        try:
            code = main(["batch", *words])
        except SystemExit as stopped:
            code = stopped.code
        out, err = capsys.readouterr()
        return SimpleNamespace(code=code, out=out, err=err)

    return command


def test_rows_that_wait_and_rows_at_fault_have_codes_of_their_own(run, tmp_path):
    assert run("in.csv", "--out", "out.csv", "--on", ON).code == 20
    (tmp_path / "bad.csv").write_text("item,destination\nnvidia-h200,Nowhere\n")
    assert run("bad.csv", "--out", "out.csv", "--on", ON).code == 5
    (tmp_path / "none.csv").write_text("item,destination\n")
    assert run("none.csv", "--out", "out.csv", "--on", ON).code == 0
    assert not (tmp_path / "out.csv.faults.csv").exists()
    found = run("nowhere.csv", "--out", "out.csv")
    assert (found.code, found.err) == (2, "licet batch: nowhere.csv: there is no such file\n")


def test_the_summary_says_what_to_ask_first_and_who_waits(run):
    found = run("in.csv", "--out", "out.csv", "--on", ON, "--compare", "2022-01-01", "--json")
    data = json.loads(found.out)
    assert data["rows"] == 12
    assert data["rows that wait for a person"] + data["rows with a fault"] <= 12
    assert sum(each["rows"] for each in data["by_status"]) == 12
    assert data["questions"][0].keys() == {"fact", "ask", "question", "rows"}
    assert data["moved"][0].keys() == {ON, "2022-01-01", "rows"}
    assert sum(each["rows"] for each in data["moved"]) == 12
    assert data["taken for every row"] == {"shipped_from": "US", "kind": "export"}
    assert set(data["hashes"]) == {"law", "catalogue", "code"}
    text = run("in.csv", "--out", "out.csv", "--on", ON).out
    assert "What to ask first" in text
    assert "Its silence means nothing." in text


def test_columns_that_mean_nothing_to_the_law_are_named(run, tmp_path):
    told = run("in.csv", "--out", "out.csv", "--on", ON, "--summary", "page.md").out
    assert "columns kept, not read: part, note" in told
    assert "columns kept, not read: part, note" in (tmp_path / "page.md").read_text()
    data = json.loads(run("in.csv", "--out", "out.csv", "--on", ON, "--json").out)
    assert data["columns kept, not read"] == ["part", "note"]
    (tmp_path / "known.csv").write_text("item,destination\nnvidia-h200,NO\n")
    assert "columns kept" not in run("known.csv", "--out", "out.csv", "--on", ON).out
    heads = ["destination", *(f"ours {each}" for each in range(50))]
    (tmp_path / "wide.csv").write_text(",".join(heads) + "\nNO" + "," * 50 + "\n")
    assert "ours 39 and 10 more" in run("wide.csv", "--out", "out.csv", "--on", ON).out.replace("\n    ", " ")  # fmt: skip


@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_summary_is_a_page_on_demand(run, tmp_path, ending):
    run("in.csv", "--out", "out.csv", "--on", ON, "--summary", f"page.{ending}")
    page = (tmp_path / f"page.{ending}").read_text()
    assert "12 transfers" in page
    assert "What to ask first" in page
    assert "Its silence means nothing." in page
    assert run("in.csv", "--out", "out.csv", "--summary", "page.pdf").code == 2


def test_columns_of_other_names_are_guessed_shown_and_confirmed(run, tmp_path, monkeypatch):
    (tmp_path / "theirs.csv").write_text(
        "Ship-to country,Part no,Incoterm\nNorway,nvidia-h200,DAP\n"
    )
    assert "none of its columns" in run("theirs.csv", "--out", "out.csv", "--guess", "no").err
    found = run("theirs.csv", "--out", "out.csv", "--on", ON, "--guess", "yes")
    assert found.code == 20
    assert "Ship-to country" in found.err
    _, rows = csv_rows(tmp_path / "out.csv")
    assert rows[0][:3] == ["Norway", "nvidia-h200", "DAP"]
    monkeypatch.setattr("sys.stdin", io.StringIO("Ship-to country = declared_to\n\n"))
    found = run("theirs.csv", "--out", "out.csv", "--on", ON, "--guess", "ask")
    assert found.code == 20
    assert "declared_to" in found.err


def test_a_mapping_file_says_what_columns_mean_and_what_holds_for_all(run, tmp_path):
    (tmp_path / "theirs.csv").write_text("Dest,SKU,BW TB/s\nNO,nvidia-h200,4.8\n")
    (tmp_path / "map.toml").write_text(
        '[columns]\nDest = "to"\nSKU = "item"\n"BW TB/s" = {column = "total_dram_bandwidth_gb_s", unit = "TB/s"}\n[set]\nfrom = "DE"\n'
    )
    found = run("theirs.csv", "--out", "out.csv", "--map", "map.toml", "--on", ON, "--json")
    assert json.loads(found.out)["taken for every row"] == {"shipped_from": "DE", "kind": "reexport"}  # fmt: skip
    (tmp_path / "theirs.csv").write_text("Dest,SKU,BW TB/s\nNO,nvidia-h200,fast\n")
    assert run("theirs.csv", "--out", "out.csv", "--map", "map.toml").code == 5
    (fault,) = faults_of(tmp_path / "out.csv")
    assert (fault["line"], fault["column"]) == ("2", "BW TB/s")
    (tmp_path / "other.csv").write_text("A,B\n1,2\n")
    found = run("other.csv", "--out", "out.csv", "--map", "map.toml")
    assert (found.code, "has no such column" in found.err) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--out", "out.pdf"], "answers are written as"),
        (["--out", "none/out.csv"], "there is no such folder"),
        (["--out", "out.csv", "--set", "from"], "no COLUMN=VALUE"),
        (["--out", "out.csv", "--engine", "abacus"], "no known engine"),
        (["--out", "out.csv", "--sovereigns", "US,ZZ"], "no known law"),
        (["--out", "out.csv", "--delimiter", "ab"], "one sign"),
        (["--out", "out.csv", "--encoding", "utf-99"], "no encoding is called"),
        (["--out", "out.csv", "--block", "0"], "1 or more"),
        (["--out", "in.csv"], "overwrite"),
        ([], "--out"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(run, tmp_path, words, said):
    found = run("in.csv", *words)
    assert found.code == 2
    assert said in found.err
    assert sorted(each.name for each in tmp_path.iterdir()) == ["in.csv"]


def test_the_laws_asked_are_the_laws_answered(run, tmp_path):
    run("in.csv", "--out", "out.csv", "--on", ON, "--sovereigns", "us,nl")
    heads, _ = csv_rows(tmp_path / "out.csv")
    assert [each for each in heads if each.startswith("verdict.")] == ["verdict.US", "verdict.NL"]


def test_progress_tells_rows_rate_and_time_left(run):
    found = run("in.csv", "--out", "out.csv", "--on", ON, "--progress")
    assert "12 rows" in found.err
    rows = SimpleNamespace(total=1_000, size=None)
    told = Progress(rows, io.StringIO())
    told.started = 0.0
    told(0, 0)
    assert told.line(250, 0, 10.0) == "250 of 1,000 rows, 25 a second, 25 %, 30 s left"
    bytes_ = Progress(SimpleNamespace(total=None, size=4_000), io.StringIO())
    bytes_.started = 0.0
    bytes_(0, 0)
    assert bytes_.line(250, 1_000, 10.0) == "250 rows, 25 a second, 25 %, 30 s left"
