"""One function from Arrow batches to Arrow batches, for whatever engine hands them over."""

from datetime import date

import polars as pl
import pyarrow as pa
import pytest

from licet.batch.arrow import answer_types, arrow_function, batches_of
from licet.batch.task import task
from licet.columns.decider import Decider
from licet.errors import InputError
from licet.record import replaced
from tests.batch.rows import rows_of
from tests.conftest import MINI

DAY, LAWS = date(2026, 1, 15), ("NL",)


@pytest.fixture(scope="module")
def rows(book):
    return rows_of(book, 60)


@pytest.fixture(scope="module")
def decider(law, library):
    return Decider(law, library.products, on=DAY, sovereigns=LAWS, bits=True)


@pytest.fixture(scope="module")
def wanted(rows, decider):
    return pl.concat([rows, decider(rows)], how="horizontal")


def cut(rows, *sizes):
    table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    for size in sizes:
        yield from batches_of(table.slice(0, size))
        table = table.slice(size)
    yield from batches_of(table)


def plain(frame):
    return frame.cast({pl.Enum: pl.String, pl.Categorical: pl.String})


def answered(function, batches):
    return pl.from_arrow(pa.Table.from_batches(function(batches)))


@pytest.mark.parametrize("sizes", [(), (1, 0, 30), (13, 13, 13)])
@pytest.mark.parametrize("block", [20, 131_072])
def test_rows_come_out_in_order_with_the_same_answers_however_they_are_cut(
    rows, decider, wanted, sizes, block
):
    found = answered(arrow_function(decider, rows=block), cut(rows, *sizes))
    assert found.equals(plain(wanted))


def test_the_rows_have_answers_open_questions_and_faults(wanted):
    assert 0 < wanted["fault"].null_count() < wanted.height
    assert wanted["next_question"].null_count() < wanted.height
    assert wanted["status"].n_unique() > 2


def test_every_batch_is_of_one_type_and_columns_that_are_not_ours_stay_as_they_are(rows, decider):
    batches = list(cut(rows, 20))
    found = list(arrow_function(decider, rows=20)(iter(batches)))
    types = pa.schema([*batches[0].schema, *answer_types(decider)])
    assert all(each.schema.equals(types) for each in found)


def test_no_rows_give_no_rows_with_the_same_columns_and_no_batches_give_none(rows, decider):
    (found,) = arrow_function(decider)(cut(rows[:0], 0))
    assert found.num_rows == 0
    assert found.schema.names[-1] == "law_hash"
    assert list(arrow_function(decider)(iter([]))) == []


def test_a_table_of_which_the_law_reads_nothing_is_refused(decider):
    batch = pa.record_batch({"colour": ["red", "blue"]})
    with pytest.raises(InputError, match=r"none of its columns.*: colour"):
        list(arrow_function(decider)(iter([batch])))


def test_columns_of_other_names_are_read_by_the_map_given(rows, decider, wanted):
    other = rows.rename({"destination": "Ship to", "item_kind": "What"})
    names = {name: name for name in rows.columns if name in decider.law.book.facts or "." in name}
    del names["destination"], names["item_kind"]
    names |= {"Ship to": "destination", "What": "item_kind", "on": "on"}
    found = answered(arrow_function(decider, names), cut(other))
    assert found["Ship to"].equals(rows["destination"], check_names=False)
    answers = wanted.drop(rows.columns)
    assert found.drop(other.columns).equals(plain(answers))


def test_an_answer_gives_way_to_a_column_of_its_name(decider):
    batch = pa.record_batch({"status": ["open"], "law_hash": ["none"], "to": ["CN"]})
    found = answered(arrow_function(decider), iter([batch]))
    assert found["status"].to_list() == ["open"]
    assert found["licet_status"].null_count() == 0
    assert found.columns[-1] == "licet_law_hash"


def test_two_columns_of_one_name_are_refused(decider):
    batch = pa.RecordBatch.from_arrays([pa.array(["CN"])] * 2, names=["to", "to"])
    with pytest.raises(InputError, match="two columns 'to'"):
        list(arrow_function(decider)(iter([batch])))


def test_a_column_of_the_map_that_is_not_there_is_named(decider):
    batch = pa.record_batch({"to": ["CN"]})
    with pytest.raises(InputError, match="no column 'Ship to'; it has to"):
        list(arrow_function(decider, {"Ship to": "destination"})(iter([batch])))


def test_a_task_answers_as_the_decider_does_batch_by_batch_and_table_by_table(rows, wanted):
    work = task(on=DAY, sovereigns=LAWS, bits=True)
    assert answered(work, cut(rows, 13)).equals(plain(wanted))
    found = pl.from_arrow(work.table(rows.to_arrow(compat_level=pl.CompatLevel.oldest())))
    assert found.equals(plain(wanted))
    assert work.table(next(cut(rows[:0], 0)).schema.empty_table()).num_rows == 0


@pytest.mark.parametrize("what", ["law", "catalogue", "code"])
def test_a_worker_whose_law_catalogue_or_code_is_not_the_drivers_refuses(what):
    work = task(on=DAY)
    other = replaced(work, hashes=tuple((name, "0" * 64 if name == what else found) for name, found in work.hashes))  # fmt: skip
    with pytest.raises(InputError, match=f"this worker's {what} is not the driver's.*same version"):
        next(other(iter([pa.record_batch({"to": ["CN"]})])))


def test_a_task_names_its_folder_of_law_in_full_and_the_day_is_the_drivers():
    work = task(law=MINI, bits=True)
    assert work.law == str(MINI)
    assert work.on == date.today()
    assert work.decider.law.book.hash == dict(work.hashes)["law"]
