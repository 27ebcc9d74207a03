"""The template: every column a question of the dictionary, choices in its cells, and it comes back as filled."""

import io

import openpyxl
import polars as pl
import pytest

from licet.batch.mapping import guess, samples_of
from licet.batch.options import Options
from licet.batch.run import run_batch
from licet.batch.sinks import target_of
from licet.batch.sources import open_source
from licet.batch.template import asked, made, write
from licet.cli.batch import main
from licet.columns.decider import Decider
from licet.columns.layout import layout
from licet.errors import InputError


@pytest.fixture(scope="session")
def book(library):
    return library.law.book


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_every_column_is_read_by_its_own_name(book):
    names = [each.name for each in asked(book)]
    assert layout(names, book).known == tuple(names)
    assert [each.column for each in guess(names, {}, book).columns] == names
    assert len(names) > 30


def test_every_column_is_explained_in_the_words_of_the_dictionary(book):
    rows = {row[0]: row for row in opened(made(".xlsx", book))["Columns"].iter_rows(values_only=True)}  # fmt: skip
    for each in asked(book):
        assert rows[each.name][2] == each.question
        assert each.why
        if each.name in book.facts:
            assert rows[each.name][4] == (book.facts[each.name].unit or None)
    assert any("a named officer determines" in str(name) for name in rows)


def test_choices_and_yes_or_no_are_offered_in_the_cells(book):
    workbook = opened(made(".xlsx", book))
    sheet, lists = workbook["Transfers"], workbook["Choices"]
    offered = {}
    for rule in sheet.data_validations.dataValidation:
        first, last = rule.formula1.rpartition("!")[2].replace("$", "").split(":")
        answers = [cell.value for (cell,) in lists[f"{first}:{last}"]]
        for column in rule.sqref.ranges:
            offered[sheet.cell(1, column.min_col).value] = answers
    assert offered["kind"] == list(book.facts["kind"].choices)
    assert offered["military"] == ["yes", "no"]
    assert "NO" in offered["destination"]
    assert "total_processing_performance" not in offered


def test_every_cell_is_text_so_that_a_class_is_not_read_as_a_number(book):
    sheet = opened(made(".xlsx", book))["Transfers"]
    letters = [cell.column_letter for cell in sheet[1]]
    assert {sheet.column_dimensions[each].number_format for each in letters} == {"@"}


@pytest.mark.parametrize("ending", [".xlsx", ".csv", ".tsv"])
def test_the_same_law_gives_the_same_bytes(book, ending):
    assert made(ending, book) == made(ending, book)


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_its_examples_are_decided_without_a_fault(book, library, ending):
    content = io.BytesIO(made(ending, book))
    frame = pl.read_excel(content, infer_schema_length=0) if ending == ".xlsx" else pl.read_csv(content, infer_schema=False)  # fmt: skip
    found = Decider(library.law, library.products)(guess(frame.columns, samples_of(frame), book).apply(frame))  # fmt: skip
    assert found["fault"].to_list() == [None, None]
    assert found["status"].null_count() == 0


def test_filled_and_saved_it_is_read_as_it_was_typed(book, tmp_path):
    path = tmp_path / "mine.xlsx"
    write(path, book)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Transfers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    typed = {"item": "0012", "declared_class": "3E001", "total_processing_performance": ">= 4800", "destination": "NO", "on": "2026-02-01"}  # fmt: skip
    for name, text in typed.items():
        sheet.cell(4, at[name], text)
    sheet.cell(1, len(at) + 1, "Our remark")
    sheet.cell(4, len(at) + 1, "keep | me")
    workbook.save(path)
    row = pl.read_excel(path, infer_schema_length=0).row(2, named=True)
    assert {name: row[name] for name in typed} == typed
    assert row["Our remark"] == "keep | me"


def test_filled_and_decided_it_comes_back_with_every_cell_that_was_typed(book, library, tmp_path):
    path, out = tmp_path / "mine.xlsx", tmp_path / "answers.xlsx"
    write(path, book)
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Transfers"]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row, (item, to) in enumerate((("0012", "NO"), ("=1+1", "CN | MO"), ("x", "Atlantis")), 2):
        sheet.cell(row, at["item"], item).data_type = "s"
        sheet.cell(row, at["destination"], to)
        sheet.cell(row, at["declared_class"], "3E001")
    workbook.save(path)
    options = Options(library, str(path), target_of(str(out)))
    summary = run_batch(open_source(str(path)), options)
    given, found = (pl.read_excel(each, infer_schema_length=0) for each in (path, out))
    assert found.select(given.columns).equals(given)
    assert (summary.rows, summary.faults) == (3, 1)
    assert "ATLANTIS" in found["fault"][2].upper()
    assert found["status"].null_count() == 1


def test_the_command_writes_it_and_says_what_to_do_next(tmp_path, capsys):
    path = tmp_path / "mine.xlsx"
    with pytest.raises(SystemExit) as ended:
        main(["--template", str(path)])
    assert not ended.value.code
    assert f"licet batch {path} --out answers.xlsx" in capsys.readouterr().out
    assert path.read_bytes()[:2] == b"PK"


def test_an_ending_that_is_not_known_and_a_file_that_is_there_are_refused(book, tmp_path):
    with pytest.raises(InputError, match=r"\.xlsx, \.csv, \.tsv"):
        write(tmp_path / "mine.ods", book)
    (tmp_path / "mine.csv").write_text("x")
    with pytest.raises(InputError, match="such a file already"):
        write(tmp_path / "mine.csv", book)
    assert (tmp_path / "mine.csv").read_text() == "x"
