"""Past batches are found again, and told which of their rows change answer, and why."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from licet.batch import rechecking
from licet.batch.laws import kept_law, laws_folder
from licet.batch.options import Options
from licet.batch.recheck import asked, recheck
from licet.batch.recheck_words import headline, report_data, roots_of
from licet.batch.run import run_batch
from licet.batch.runs import run_of, runs
from licet.batch.sinks import target_of
from licet.batch.sources import open_source
from licet.cli.main import main
from licet.columns.decider import Decider
from licet.errors import InputError, UnknownName
from licet.pack.store import open_library
from tests.columns.laws import reformed
from tests.conftest import MINI

DAY = date(2024, 1, 1)
ROWS = pl.DataFrame({
    "ref": ["a", "b", "c", "d", "e"],
    "kind": ["export"] * 5,
    "item_kind": ["chip"] * 5,
    "speed": ["95", "150", "10", "not a number", "95"],
    "area_mm2": ["1000000"] * 5,
    "shipped_from": ["US"] * 5,
    "destination": ["CN", "CN", "CN", "CN", "MY"],
    "parties_complete": ["yes"] * 5,
    "no_knowledge_beyond_stated": ["yes"] * 5,
    "note": ["", "x, y", "z", "", ""],
})  # fmt: skip


def faster(_data, provisions):
    """From 100 GB/s down to 90."""
    provisions["xx.A1"] = json.loads(json.dumps(provisions["xx.A1"]).replace('"100"', '"90"'))


@pytest.fixture(scope="module")
def small():
    return open_library(str(MINI))


@pytest.fixture(scope="module")
def other(small):
    return reformed(small, faster)


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "home"))


def batch(library, folder, frame=ROWS, ending=".csv", on=DAY):
    """Decide a file; gives the path of what came out."""
    source, out = folder / "in.csv", folder / f"out{ending}"
    frame.write_csv(source)
    run_batch(open_source(str(source)), Options(library, str(source), target_of(str(out)), on=on))
    return out


# -- what is kept ----------------------------------------------------------------------------------


def test_a_batch_keeps_a_record_beside_its_output_and_in_the_home(small, tmp_path):
    out = batch(small, tmp_path)
    run = run_of(out)
    assert (run.out, run.rows, run.on, run.law) == (str(out), 5, DAY, small.law.book.hash)
    assert json.loads(Path(f"{out}.licet.json").read_text()) == run.data
    assert runs() == (run,)


def test_the_law_of_a_batch_is_kept_once_and_read_again(small, tmp_path):
    batch(small, tmp_path)
    batch(small, tmp_path, ending=".jsonl")
    assert len(list(laws_folder().iterdir())) == 1
    assert len(runs()) == 2
    assert kept_law(small.law.book.hash[:10]).law.book.hash == small.law.book.hash


def test_an_output_decided_anew_has_one_record(small, other, tmp_path):
    batch(small, tmp_path)
    out = batch(other, tmp_path)
    assert [each.law for each in runs()] == [other.law.book.hash]
    assert run_of(out).law == other.law.book.hash


def test_a_law_that_is_not_kept_is_named():
    with pytest.raises(UnknownName, match="law kept by hash"):
        kept_law("abcdef")


def test_a_file_that_no_batch_wrote_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(InputError, match="licet batch IN --out OUT"):
        run_of(tmp_path / "in.csv")


def test_a_record_that_was_changed_by_hand_is_refused(small, tmp_path):
    out = batch(small, tmp_path)
    Path(f"{out}.licet.json").write_text('{"format": "licet-batch/1"}')
    with pytest.raises(InputError, match="cannot be read"):
        run_of(out)


# -- what changes ------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".jsonl"])
def test_a_change_of_the_text_is_told_for_the_rows_that_it_turns(small, other, tmp_path, ending):
    out = batch(small, tmp_path, ending=ending)
    report = recheck(asked(run_of(out), other, small.law.book.hash[:8]))
    assert (report.rows, report.reached, report.changed) == (5, 3, 2)  # the third cannot be read
    assert report.turns["no_requirement_found", "license_required"] == 1
    row, entry = report.first
    assert (row["row"], entry["row"]) == (1, 5)
    assert (entry["before.classification"], entry["after.classification"]) == ("B9", "A1")
    assert (row["before.license_required"], row["after.license_required"]) == ("false", "true")
    assert "xx.need.place" in row["moved_by"].split(",")
    assert roots_of(report, "xx.need.place") == ("xx.A1",)


def test_a_batch_is_held_against_the_law_in_use_today_where_nothing_is_asked(small, tmp_path):
    frame = ROWS.with_columns(pl.lit("RU").alias("destination"), pl.lit("150").alias("speed"))
    out = batch(small, tmp_path, frame, on=date(2021, 7, 1))
    report = recheck(asked(run_of(out), small))
    assert report.changed == 5
    assert any("RU joined" in text for move in report.provisions.values() for text in move.own)


def test_a_date_later_than_the_batch_takes_the_law_of_that_day_as_before(small, tmp_path):
    frame = ROWS.with_columns(pl.lit("RU").alias("destination"), pl.lit("150").alias("speed"))
    out = batch(small, tmp_path, frame, on=date(2021, 7, 1))
    early = asked(run_of(out), small, date(2022, 2, 20), date(2022, 3, 1))
    late = asked(run_of(out), small, date(2022, 3, 2), date(2024, 1, 1))
    assert (early.stored, early.before.on) == (False, date(2022, 2, 20))
    assert recheck(early).changed == 5
    assert recheck(late).changed == 0


def test_a_row_keeps_the_day_that_it_states(small, other, tmp_path):
    frame = ROWS.with_columns(pl.Series("on", ["2021-06-01", None, "2024-01-01", "", "no day"]))
    out = batch(small, tmp_path, frame)
    report = recheck(asked(run_of(out), other, small.law.book.hash))
    assert [row["row"] for row in report.first] == [1]  # the last states a day that is none
    assert recheck(asked(run_of(out), small, date(2023, 1, 1), date(2025, 1, 1))).changed == 0


def test_no_change_is_no_word_on_the_answers(small, tmp_path):
    report = recheck(asked(run_of(batch(small, tmp_path)), small, on=DAY))
    told = headline(report)
    assert told == "No row of these 5 changes its answer; 0 provisions moved, 0 rows could reach them and were decided again."  # fmt: skip
    assert "clear" not in json.dumps(report_data(report))


def test_a_law_that_is_gone_stops_a_recheck_with_the_way_out(small, other, tmp_path):
    run = run_of(batch(small, tmp_path))
    for each in laws_folder().iterdir():
        each.unlink()
    with pytest.raises(InputError, match="decide the file anew"):
        asked(run, other)


def test_a_batch_that_screened_no_names_says_that_lists_change_nothing_in_it(small, tmp_path):
    one = asked(run_of(batch(small, tmp_path)), small)
    assert any("No name was screened" in text for text in one.said)


@pytest.mark.parametrize("few", [0, 5_000])
def test_few_rows_and_many_are_decided_alike(small, other, few, monkeypatch):
    monkeypatch.setattr(rechecking, "FEW", few)
    again = rechecking.Rechecking(rechecking.Question(small, DAY), rechecking.Question(other, DAY))
    found = again(ROWS)
    assert found.reached == 3
    assert found.changed["row"].to_list() == [0, 4]


def test_recheck_finds_what_a_whole_recomputation_finds(small, other):
    frame = pl.DataFrame({
        "item_kind": ["chip", "tool"] * 60, "kind": ["export"] * 120, "shipped_from": ["US"] * 120,
        "speed": [[50.0, 91.0, 99.0, 120.0, None][row % 5] for row in range(120)],
        "area_mm2": [[10.0, 40.0, None][row % 3] for row in range(120)],
        "destination": [["CN", "RU", "MY", None][row // 5 % 4] for row in range(120)],
        "declared_class": [["A1", None, None][row // 7 % 3] for row in range(120)],
        "no_knowledge_beyond_stated": [row % 11 > 4 for row in range(120)],
    })  # fmt: skip
    again = rechecking.Rechecking(rechecking.Question(small, DAY), rechecking.Question(other, DAY))
    told = [Decider(each.law, each.products, on=DAY).slowly(frame).drop("law_hash", "next_question") for each in (small, other)]  # fmt: skip
    pairs = zip(told[0].rows(), told[1].rows(), strict=True)
    whole = [row for row, (was, now) in enumerate(pairs) if was != now]
    found = again(frame)
    assert found.changed["row"].to_list() == whole
    assert whole
    assert found.reached < frame.height


# -- the command -------------------------------------------------------------------------------------


def test_the_command_tells_what_changed_and_writes_the_rows(small, tmp_path, capsys):
    frame = ROWS.with_columns(pl.lit("RU").alias("destination"), pl.lit("150").alias("speed"))
    out = batch(small, tmp_path, frame, on=date(2021, 7, 1))
    file = tmp_path / "changed.csv"
    code = main(["recheck", str(out), "--since", "2021-07-01", "--on", "2022-03-01", "--law", str(MINI), "--out", str(file)])  # fmt: skip
    told = capsys.readouterr().out
    assert code == 1
    assert "5 of 5 rows change their answer" in told
    assert "RU joined" in told
    assert "section 2" in told
    rows = pl.read_csv(file, infer_schema=False)
    assert rows["ref"].to_list() == ["a", "b", "c", "d", "e"]
    assert rows["note"].to_list()[1] == "x, y"
    assert set(rows["after.status"]) == {"license_required"}
    assert rows["row"].to_list() == ["1", "2", "3", "4", "5"]


def test_without_a_file_every_batch_is_looked_at_and_a_lost_one_is_named(small, tmp_path, capsys):
    batch(small, tmp_path)
    gone = batch(small, tmp_path, ending=".parquet")
    gone.unlink()
    code = main(["recheck", "--on", "2024-01-01", "--law", str(MINI), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert code == 0
    assert [each["changed"] for each in told["batches"]] == [0]
    assert "out.parquet" in told["failed"][0]


def test_what_is_neither_a_date_nor_a_hash_is_refused(capsys):
    with pytest.raises(SystemExit) as stopped:
        main(["recheck", "--since", "last week"])
    assert stopped.value.code == 2
    assert "neither a date" in capsys.readouterr().err


def test_where_no_record_can_be_kept_the_answers_stand_and_it_is_said(small, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("LICET_HOME", str(tmp_path / "file"))
    ROWS.write_csv(tmp_path / "in.csv")
    source = str(tmp_path / "in.csv")
    options = Options(small, source, target_of(str(tmp_path / "out.csv")), on=DAY)
    summary = run_batch(open_source(source), options)
    assert (tmp_path / "out.csv").is_file()
    assert any("No record of this batch was kept" in text for text in summary.said)
