"""The same law through Spark: a cluster of two worker processes, and every answer equal to the local one."""

import json
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from licet.cli.main import main as licet
from licet.columns.decider import Decider
from tests.batch.rows import rows_of
from tests.batch.spark_home import FORMS, MASTER, SHARED_LAWS, environment
from tests.columns import frames, oddities, thresholds
from tests.columns.cells import frame_of, typed
from tests.conftest import MINI

pytest.importorskip("pyspark", reason='Spark is not here: pip install "licet[spark]"')
pytestmark = pytest.mark.slow
ROWS, FILES = 2000, 4
LAWS = ("US", "NL")
OPTIONS = [
    "--on",
    "2026-01-15",
    "--compare",
    "2024-12-02",
    "--set",
    "kind=export",
    "--sovereigns",
    "US,NL",
    "--json",
]
KINDS = ("parquet", "csv")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("a folder for Spark")


@pytest.fixture(scope="module")
def rows(book):
    return rows_of(book, ROWS)


@pytest.fixture(scope="module")
def shared():
    """Rows that all engines are held to ``decide`` on, as text and in types of their own, with their numbers."""
    made = [
        *(frames.law_rows(law, most=90) for law in SHARED_LAWS),
        *(thresholds.on_lines(law, each=1) for law in SHARED_LAWS),
        frames.declared(150), frames.products(80), frames.places(seed=1, count=150), frames.pool(), *oddities.faults()[:1],
    ]  # fmt: skip
    cells = [row for each in made for row in each.data.to_dicts()]
    cells = frames.on_busiest_days([row for row in cells if row.get("on")], 2)
    text = frame_of([{"line": str(at), **row} for at, row in enumerate(cells)])
    numbered = text.with_columns(pl.col("line").cast(pl.Int64))
    return {"text": numbered, "typed": typed(numbered, frames.the_book())}


@pytest.fixture(scope="module")
def run(folder, rows, shared):
    for form, frame in shared.items():
        write_parts(frame, folder / f"frames-{form}")
    write_parts(rows, folder / "in", row_group_size=50)
    few = rows.head(300).drop("kind", "on")
    few.write_parquet(folder / "in.parquet")
    few.write_csv(folder / "in.csv")
    shutil.copytree(MINI, folder / "law")
    script = Path(__file__).with_name("spark_run.py")
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(script), str(folder), MASTER, *OPTIONS],
        env=environment(folder), cwd=folder, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-6000:]
    return json.loads((folder / "said.json").read_text())


def write_parts(frame, into, **options):
    """The rows in files, each of which is a task of its own."""
    into.mkdir()
    for number, part in enumerate(frame.iter_slices(-(-frame.height // FILES))):
        part.write_parquet(into / f"{number}.parquet", **options)


@pytest.fixture(scope="module")
def found(run, folder):
    assert run
    return pl.read_parquet(folder / "out" / "*.parquet")


def test_every_column_of_every_row_is_as_the_local_decider_says(found, rows, law, library):
    decider = Decider(law, library.products, on=date(2026, 1, 15), sovereigns=LAWS, bits=True)
    wanted = plain(pl.concat([rows, decider(rows)], how="horizontal"))
    assert found.drop("executor", "partition").sort("line").equals(wanted)
    assert 0 < wanted["fault"].null_count() < ROWS
    assert 0 < wanted["next_question"].null_count() < ROWS


@pytest.fixture(scope="module")
def answered(shared, law, library):
    """The same rows with the answers of the local decider."""
    options = {"on": date(2026, 1, 15), "sovereigns": SHARED_LAWS, "bits": True}
    decider = Decider(law, library.products, **options)
    return {
        form: plain(pl.concat([each, decider(each)], how="horizontal"))
        for form, each in shared.items()
    }


@pytest.mark.parametrize("form", FORMS)
def test_the_frames_that_every_engine_is_held_on_are_answered_as_here(run, folder, answered, form):
    assert run
    found, wanted = pl.read_parquet(folder / f"found-{form}" / "*.parquet"), answered[form]
    assert found.sort("line").equals(wanted)
    assert wanted.height > 1000
    assert 0 < wanted["fault"].count() < 300


def plain(frame):
    return frame.cast({pl.Enum: pl.String, pl.Categorical: pl.String})


def test_two_executors_each_decided_a_share(found):
    shares = found["executor"].value_counts()
    assert shares.height == 2
    assert shares["count"].min() > 0


def test_rows_of_a_partition_keep_their_order(found):
    lines = found.group_by("partition", maintain_order=True).agg("line")["line"]
    assert len(lines) == FILES
    assert all(each.is_sorted() for each in lines)


def test_a_worker_that_finds_other_law_than_the_driver_refuses(run):
    assert "this worker's law is not the driver's" in run["refused"]


def test_two_columns_of_one_name_are_refused_before_anything_runs(run):
    assert run["twice"].startswith("the table has two columns 'id'")


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_writes_what_the_local_engine_writes_and_counts_the_same(
    run, folder, capsys, kind
):
    local = folder / f"local.{kind}"
    code = licet(["batch", str(folder / f"in.{kind}"), "--out", str(local), *OPTIONS])
    assert run[kind][0] == code
    apart = {"out", "faults in"}
    wanted = {name: told for name, told in json.loads(capsys.readouterr().out).items() if name not in apart}  # fmt: skip
    found = json.loads(run[kind][1])
    assert {name: told for name, told in found.items() if name not in apart} == wanted
    read = {"parquet": pl.read_parquet, "csv": cells_of}[kind]
    made = [read(each) for each in sorted((folder / f"out.{kind}").glob(f"*.{kind}"))]
    assert plain(pl.concat(made)).equals(plain(read(local)))


def cells_of(path):
    """Cells of a text file; Spark does not tell an empty one in quotes from one without."""
    return pl.read_csv(path, infer_schema=False).fill_null("")


def test_a_place_that_is_taken_and_a_path_that_is_not_there_are_told_in_a_sentence(run):
    assert "take it away, or give --out another name" in run["taken"]
    assert "out.parquet" in run["taken"]
    assert "nowhere.parquet" in run["nowhere"]


def test_a_row_with_a_cell_too_many_stops_the_run_and_nothing_is_left_of_it(run, folder):
    assert "ragged.csv" in run["ragged"]
    assert not (folder / "out-ragged.csv").exists()
