"""Every kind of file in, every kind out: the same answers, in the same order, beside columns that are as they were."""

from datetime import UTC, date, datetime
from decimal import Decimal

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from licet.errors import InputError
from licet.lists.shelf import Shelf
from licet.settings import read_settings
from tests.batch.batches import ON, answers_of, csv_rows, faults_of, transfers
from tests.lists.conftest import edition

ROWS = 300
FRAME = transfers(ROWS)


def _write(kind, path):
    match kind:
        case "csv":
            FRAME.write_csv(path)
        case "csv.gz":
            path.write_bytes(__import__("gzip").compress(FRAME.write_csv().encode()))
        case "tsv":
            FRAME.write_csv(path, separator="\t")
        case "jsonl":
            FRAME.write_ndjson(path)
        case "parquet":
            pq.write_table(FRAME.to_arrow(), path, row_group_size=70)
        case "arrow":
            FRAME.write_ipc(path)
        case "arrows":
            with pa.ipc.new_stream(path, FRAME.to_arrow().schema) as out:
                out.write_table(FRAME.to_arrow(), 90)
        case "xlsx":
            _workbook(path)
        case "duckdb":
            with duckdb.connect(str(path)) as held:
                held.register("frame", FRAME.to_arrow())
                held.execute("CREATE TABLE transfers AS SELECT * FROM frame")


def _workbook(path):
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    book.create_sheet("notes").append(["nothing here"])
    sheet = book.create_sheet("transfers")
    sheet.append(FRAME.columns)
    for row in FRAME.iter_rows():
        sheet.append(row)
    book.save(path)


@pytest.fixture(scope="module")
def expected(library, tmp_path_factory):
    """The answers to a CSV file, as text."""
    from tests.batch.batches import Batches

    folder = tmp_path_factory.mktemp("expected")
    FRAME.write_csv(folder / "in.csv")
    Batches(library)(folder / "in.csv", folder / "out.csv", rows=64)
    return answers_of(folder / "out.csv")


@pytest.mark.parametrize("kind", ["csv", "csv.gz", "tsv", "jsonl", "parquet", "arrow", "arrows", "xlsx", "duckdb"])  # fmt: skip
def test_every_kind_of_source_gives_the_same_rows(batch, tmp_path, expected, kind):
    source = tmp_path / f"in.{kind}"
    _write(kind, source)
    named = f"{source}#transfers" if kind in ("xlsx", "duckdb") else source
    summary = batch(named, tmp_path / "out.csv", rows=64)
    assert summary.rows == ROWS
    assert answers_of(tmp_path / "out.csv").equals(expected)


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "parquet", "arrow", "xlsx"])
@pytest.mark.parametrize("source", ["csv", "parquet"])
def test_every_kind_of_output_holds_the_same_answers(batch, tmp_path, expected, source, kind):
    _write(source, tmp_path / f"in.{source}")
    out = tmp_path / f"out.{kind}"
    batch(tmp_path / f"in.{source}", out, rows=64)
    assert answers_of(out).select(expected.columns).equals(expected)
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_table_of_duckdb_is_made_beside_others_and_never_over_one(batch, tmp_path):
    _write("duckdb", tmp_path / "in.duckdb")
    named = f"duckdb:{tmp_path / 'in.duckdb'}#answers"
    batch(f"duckdb:{tmp_path / 'in.duckdb'}#SELECT * FROM transfers WHERE quantity < 10", named)  # noqa: S608
    with duckdb.connect(str(tmp_path / "in.duckdb"), read_only=True) as held:
        assert held.sql("SELECT count(*), count(status) FROM answers").fetchall() == [(10, 10)]
        assert held.sql("SELECT count(*) FROM transfers").fetchall() == [(ROWS,)]
    with pytest.raises(InputError, match="there is a table 'answers' already"):
        batch(f"duckdb:{tmp_path / 'in.duckdb'}#transfers", named)


def test_a_new_duckdb_file_appears_whole(batch, tmp_path):
    _write("csv", tmp_path / "in.csv")
    batch(tmp_path / "in.csv", tmp_path / "new.duckdb")
    with duckdb.connect(str(tmp_path / "new.duckdb"), read_only=True) as held:
        assert held.sql("SELECT count(*) FROM answers").fetchall() == [(ROWS,)]


TYPED = pa.table(
    {
        "item": pa.array(["nvidia-h200"] * 5).dictionary_encode(),
        "destination": ["CN", "NO", "TW", None, "MY"],
        "tiny": pa.array([1, 2, None, 4, 5], pa.int8()),
        "money": pa.array([Decimal("1.50")] * 5, pa.decimal128(9, 2)),
        "at": pa.array([datetime(2026, 1, 1, tzinfo=UTC)] * 5, pa.timestamp("s", "Europe/Oslo")),
        "days": pa.array([date(2026, 1, 1)] * 5),
        "clock": pa.array([1] * 5, pa.time32("s")),
        "nested": pa.array([[{"a": 1}], [], None, [{"a": None}], [{"a": 3}]]),
        "raw": pa.array([b"\0\xff"] * 5, pa.binary()),
        "half": pa.array([1.5] * 5, pa.float32()),
    }
).replace_schema_metadata({"made by": "a customer"})


@pytest.mark.parametrize("size", [1, 2, 3, 100])
@pytest.mark.parametrize("rows", [1, 2, 100])
def test_columns_of_parquet_keep_their_type_whatever_the_row_groups(batch, tmp_path, size, rows):
    pq.write_table(TYPED, tmp_path / "in.parquet", row_group_size=size)
    batch(tmp_path / "in.parquet", tmp_path / "out.parquet", rows=rows)
    read = pq.read_table(tmp_path / "out.parquet")
    before = pq.read_table(tmp_path / "in.parquet")
    kept = read.select(before.column_names)
    assert kept.equals(before)
    assert kept.schema.types == before.schema.types
    assert read.schema.metadata[b"made by"] == b"a customer"
    assert pq.read_metadata(tmp_path / "out.parquet").num_row_groups == -(-5 // size)
    with duckdb.connect() as held:
        found = held.sql(f"SELECT status FROM '{tmp_path / 'out.parquet'}'").fetchall()  # noqa: S608
    assert [status for (status,) in found] == read["status"].to_pylist()
    assert pl.read_parquet(tmp_path / "out.parquet", columns=["status"]).height == 5


def test_parquet_without_rows_gives_parquet_without_rows(batch, tmp_path):
    pq.write_table(TYPED.slice(0, 0), tmp_path / "in.parquet")
    summary = batch(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert summary.rows == 0
    read = pq.read_table(tmp_path / "out.parquet")
    assert read.num_rows == 0
    assert "status" in read.column_names


@pytest.mark.parametrize("cut", [10, 0.5, 0.95, -1])
def test_parquet_that_is_cut_short_is_refused_and_nothing_is_written(batch, tmp_path, cut):
    _write("parquet", tmp_path / "in.parquet")
    raw = (tmp_path / "in.parquet").read_bytes()
    end = cut if isinstance(cut, int) else int(len(raw) * cut)
    (tmp_path / "in.parquet").write_bytes(raw[:end])
    with pytest.raises(InputError, match="cut short or damaged"):
        batch(tmp_path / "in.parquet", tmp_path / "out.parquet")
    assert [each.name for each in tmp_path.iterdir()] == ["in.parquet"]


def test_parquet_damaged_in_its_middle_is_refused_and_nothing_is_written(batch, tmp_path):
    pq.write_table(FRAME.to_arrow(), tmp_path / "in.parquet", row_group_size=70, compression="zstd")
    raw = bytearray((tmp_path / "in.parquet").read_bytes())
    middle = pq.read_metadata(tmp_path / "in.parquet").row_group(2).column(1).data_page_offset
    raw[middle : middle + 40] = b"\xff" * 40
    (tmp_path / "in.parquet").write_bytes(raw)
    with pytest.raises(InputError, match="cut short or damaged"):
        batch(tmp_path / "in.parquet", tmp_path / "out.parquet", rows=70)
    assert not (tmp_path / "out.parquet").exists()


def test_text_of_a_workbook_stays_text_and_formulas_are_none(batch, tmp_path):
    (tmp_path / "in.csv").write_text("item,destination,note\nnvidia-h200,CN,=1+1\nnvidia-h200,CN,007\n")  # fmt: skip
    batch(tmp_path / "in.csv", tmp_path / "a.xlsx")
    batch(tmp_path / "in.csv", tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    assert answers_of(tmp_path / "a.xlsx")["note"].to_list() == ["=1+1", "007"]


def test_json_lines_keep_their_numbers_keys_and_order(batch, tmp_path):
    lines = [
        '{"z": 1.50, "item": "nvidia-h200", "destination":"CN", "a": {"b": [1, 2]}}',
        '{"item": "nvidia-h200", "destination":"NO", "end_user": {"country": "NO"} }',
        "nonsense",
        '{"item": "nvidia-h200", "destination":"XX"}',
    ]
    (tmp_path / "in.jsonl").write_text("\n\n".join(lines))
    summary = batch(tmp_path / "in.jsonl", tmp_path / "out.jsonl")
    out = (tmp_path / "out.jsonl").read_text().splitlines()
    assert out[0].startswith(lines[0][:-1] + ',"fault":null,"status":')
    assert out[1].startswith(lines[1][:-2] + ',"fault":null')
    assert out[2].startswith('{"input": "nonsense","fault":"row: ')
    assert [(each["line"], each["column"]) for each in faults_of(tmp_path / "out.jsonl")] == [
        ("5", ""), ("7", "destination"),
    ]  # fmt: skip
    assert (summary.rows, summary.faults) == (4, 2)


def test_a_key_that_appears_late_is_told_and_never_passed_over(batch, tmp_path, monkeypatch):
    monkeypatch.setattr("licet.batch.json_source._LOOKED", 1)
    (tmp_path / "in.jsonl").write_text('{"item":"nvidia-h200"}\n{"item":"nvidia-h200","destination":"CN"}\n')  # fmt: skip
    summary = batch(tmp_path / "in.jsonl", tmp_path / "out.csv")
    (fault,) = faults_of(tmp_path / "out.csv")
    assert (fault["line"], fault["column"], fault["answered"]) == ("2", "destination", "no")
    assert summary.faults == 1


def test_a_day_of_its_own_and_a_second_day(batch, tmp_path):
    (tmp_path / "in.csv").write_text("item,destination,on\nnvidia-a100,CN,2021-01-01\nnvidia-a100,CN,\n")  # fmt: skip
    from datetime import date

    summary = batch(tmp_path / "in.csv", tmp_path / "out.csv", compare=date(2021, 1, 1), bits=True)
    heads, rows = csv_rows(tmp_path / "out.csv")
    first, second = (dict(zip(heads, row, strict=True)) for row in rows)
    assert first["changed"] == "false"
    assert second["changed"] == "true"
    assert first["reason"] == first["then.reason"] == second["then.reason"] != second["reason"]
    assert sum(name.startswith("holds.") for name in heads) > 100
    (outside,) = [each for each in summary.tables if each.name == "not_modelled"]
    name, _, count = outside.rows[0]
    place = heads.index(f"holds.{name}")
    assert count == sum(row[place] != "false" for row in rows)


def test_each_row_says_by_the_law_of_which_day_it_was_decided(batch, tmp_path):
    days = ("2021-01-01", "2021-05-05 13:45", "", "soon")
    lines = "".join(f"nvidia-a100,CN,{day}\n" for day in days)
    (tmp_path / "in.csv").write_text(f"item,destination,on\n{lines}")
    batch(tmp_path / "in.csv", tmp_path / "out.csv")
    assert answers_of(tmp_path / "out.csv")["as_of"].to_list() == ["2021-01-01", "2021-05-05", ON, None]  # fmt: skip
    (tmp_path / "no days.csv").write_text("item,destination\nnvidia-a100,CN\nnvidia-a100,XX\n")
    batch(tmp_path / "no days.csv", tmp_path / "typed.parquet")
    assert pl.read_parquet(tmp_path / "typed.parquet")["as_of"].to_list() == [date.fromisoformat(ON), None]  # fmt: skip
    batch(tmp_path / "no days.csv", tmp_path / "asked.csv", on="2022-01-01")
    assert answers_of(tmp_path / "asked.csv")["as_of"].to_list() == ["2022-01-01", None]


def test_the_summary_says_of_which_day_the_lists_are_that_are_loaded(batch, tmp_path, monkeypatch):
    (tmp_path / "in.csv").write_text("item,destination\nnvidia-a100,CN\n")
    monkeypatch.setenv("LICET_HOME", str(tmp_path))
    name = "lists loaded, and not searched by a batch"
    assert name not in batch(tmp_path / "in.csv", tmp_path / "a.csv").facts
    shelf = Shelf.of(read_settings())
    for count, day in ((3, "2026-10-30"), (4, "2026-11-02")):
        shelf.keep(edition(count, day), today=date(2026, 11, 3))
    assert batch(tmp_path / "in.csv", tmp_path / "b.csv").facts[name] == {"US-EL": "2026-10-30"}
    later = batch(tmp_path / "in.csv", tmp_path / "c.csv", on="2026-11-02")
    assert later.facts[name] == {"US-EL": "2026-11-02"}


def test_what_holds_for_every_row_is_told_once(batch, tmp_path):
    (tmp_path / "in.csv").write_text("item,to\nnvidia-h200,MY\n")
    summary = batch(tmp_path / "in.csv", tmp_path / "a.csv", constants=(("from", "DE"),))
    assert summary.facts["taken for every row"] == {"shipped_from": "DE", "kind": "reexport"}
    with pytest.raises(InputError, match="the file has a column 'to'"):
        batch(tmp_path / "in.csv", tmp_path / "b.csv", constants=(("destination", "CN"),))
    with pytest.raises(InputError, match="'colour' is no known column"):
        batch(tmp_path / "in.csv", tmp_path / "b.csv", constants=(("colour", "red"),))


def test_where_each_row_says_where_it_leaves_its_kind_follows(batch, tmp_path):
    (tmp_path / "in.csv").write_text("item,to,from\nnvidia-h200,CN,US\nnvidia-h200,CN,DE\nnvidia-h200,CN,\n")  # fmt: skip
    batch(tmp_path / "in.csv", tmp_path / "each.csv")
    (tmp_path / "told.csv").write_text("item,to,from,kind\nnvidia-h200,CN,US,export\nnvidia-h200,CN,DE,reexport\nnvidia-h200,CN,,\n")  # fmt: skip
    batch(tmp_path / "told.csv", tmp_path / "all.csv")
    each, told = answers_of(tmp_path / "each.csv"), answers_of(tmp_path / "all.csv")
    assert each.equals(told.drop("kind"))


def test_a_file_that_says_nothing_of_a_transfer_is_refused(batch, tmp_path):
    (tmp_path / "in.csv").write_text("name,color\na,b\n")
    with pytest.raises(InputError, match="none of its columns says anything"):
        batch(tmp_path / "in.csv", tmp_path / "out.csv")


def test_an_output_that_would_go_over_its_input_is_refused(batch, tmp_path):
    (tmp_path / "in.csv").write_text("item,destination\nnvidia-h200,CN\n")
    with pytest.raises(InputError, match="overwrite what is read"):
        batch(tmp_path / "in.csv", tmp_path / "in.csv")
    with pytest.raises(InputError, match="answers are written as"):
        batch(tmp_path / "in.csv", tmp_path / "out.pdf")


def test_wide_rows_make_small_blocks_and_the_same_answers(batch, tmp_path, monkeypatch, expected):
    monkeypatch.setattr("licet.batch.json_source._LARGEST", 2_000)
    monkeypatch.setattr("licet.batch.arrow_frames._LARGEST", 500)
    monkeypatch.setattr("licet.batch.arrow_frames._FEWEST", 7)
    for kind in ("jsonl", "parquet", "arrow"):
        _write(kind, tmp_path / f"in.{kind}")
        seen = []
        batch(tmp_path / f"in.{kind}", tmp_path / "out.csv", lambda rows, _, seen=seen: seen.append(rows))  # fmt: skip
        assert len(seen) > 5
        assert answers_of(tmp_path / "out.csv").equals(expected)
