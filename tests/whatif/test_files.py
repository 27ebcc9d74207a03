"""A result as files: the same bytes each time, tables in three forms, plots with their tables, a memo."""

import io
import json

import pyarrow.parquet as pq
import pytest

from licet.errors import InputError
from licet.whatif.files import as_csv, contents, write
from licet.whatif.memo import main_swings, memo
from licet.whatif.number import Number
from licet.whatif.pictures import picture
from licet.whatif.result import Column, Part, Plot, Result, Stamp, Swing, Table
from licet.whatif.scenario import scenario_from
from licet.whatif.sheet import data_of, sheet

SCENARIO = scenario_from({"before": {"on": "2026-01-14"}, "after": {"on": "2026-02-01"}}, "january")
WELFARE = Table(
    "welfare", "Welfare",
    (Column("place"), Column("change", "%"), Column("low", "%"), Column("high", "%"), Column("mark")),
    (("China", -0.15, -0.3, -0.05, "a"), ("Taiwan", -2.25, -3.0, -1.0, "=cmd()"), ("Chad", None, None, None, None)),
)  # fmt: skip
PLOT = Plot("welfare", "Welfare", "welfare", "spans", {"name": "place", "value": "change", "low": "low", "high": "high", "unit": "%"})  # fmt: skip
NUMBER = Number("trade.welfare.CN", "welfare of China", -0.15, "%", -0.3, -0.05, "exact", "solved", ("theta",))  # fmt: skip
SWINGS = (Swing("trade.welfare.CN", "theta", -0.3, -0.05), Swing("trade.welfare.CN", "rho", -0.16, -0.14))  # fmt: skip
TRADE = Part("trade", (NUMBER,), (WELFARE,), (PLOT,), SWINGS, ("China loses a little.",), ("It is static.",))  # fmt: skip
RESULT = Result(SCENARIO.data(), Stamp("a" * 64, "b" * 64, "c" * 64, {"table": "d" * 64}, "e" * 64), (TRADE, Part("allies", missing="no data")))  # fmt: skip


def test_every_table_and_plot_is_written_and_the_same_result_is_the_same_bytes(tmp_path):
    written = [file.relative_to(tmp_path).as_posix() for file in write(RESULT, tmp_path)]
    assert written[-1] == "result.json"
    for name in ("tables/numbers.csv", "tables/welfare.parquet", "plots/welfare.svg", "plots/welfare.png", "memo.md", "memo.pdf"):  # fmt: skip
        assert name in written
    assert dict(contents(RESULT)) == {name: (tmp_path / name).read_bytes() for name in written}


def test_a_table_says_the_same_in_all_forms():
    found = dict(contents(RESULT))
    rows = json.loads(found["tables/welfare.json"])["rows"]
    parquet = pq.read_table(io.BytesIO(found["tables/welfare.parquet"]))
    assert parquet.to_pylist() == rows
    assert parquet.schema.field("change").metadata[b"unit"] == b"%"
    assert found["tables/welfare.csv"].decode().splitlines()[3] == "Chad,,,,"


def test_a_text_that_a_spreadsheet_would_run_is_made_a_text():
    assert b",'=cmd()" in as_csv(WELFARE)


def test_what_is_not_known_is_left_out_of_the_picture():
    assert [row[0] for row in picture(PLOT, WELFARE).rows] == ["China", "Taiwan"]


def test_a_plot_of_a_column_that_is_not_there_is_a_fault():
    with pytest.raises(InputError, match="column of welfare"):
        picture(Plot("a", "A", "welfare", "spans", {"name": "land", "value": "change", "unit": "%"}), WELFARE)  # fmt: skip


def test_the_memo_says_what_it_rests_on_and_what_it_cannot_say():
    text = memo(RESULT)
    for said in (
        "**Trade and welfare.** China loses a little.", "**Allies.** Not run: no data", "It is static.", "no forecast",
        "theta: from one end of its range to the other, welfare of China goes from -0.3 % to -0.05 %.",
    ):  # fmt: skip
        assert said in text
    assert [each.assumption for each in main_swings(RESULT)] == ["theta", "rho"]


def test_the_memo_is_a_pdf_of_the_same_bytes_each_time():
    pytest.importorskip("typst", reason="typst is not installed (extra desk)")
    data = data_of(RESULT)
    assert [
        each["alt"] for each in data["plots"]
    ] == []  # the plots of this made result are none that a memo shows
    assert data["first"][0]["lines"][0] == {
        "head": "Trade and welfare.",
        "text": "China loses a little.",
    }
    found = sheet(RESULT)
    assert found.startswith(b"%PDF")
    assert found == sheet(RESULT)
