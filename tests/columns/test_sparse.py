"""Columns that are filled in some blocks and not in others: few plans, and the answers of each block by itself."""

from datetime import date

import polars as pl
import pytest

from licet.columns.decider import Decider
from licet.columns.layouts import MOST
from licet.columns.row import FAULT
from tests.columns.cells import frame_of, typed
from tests.columns.frames import CHIP, DEAL, LATE, the_book, the_library
from tests.columns.held import assert_held, decider_for

ON = date.fromisoformat(LATE)
SPARSE = ("total_processing_performance", "performance_density", "die_area_mm2", "us_origin", "end_user.headquarters", "end_user.lists")  # fmt: skip


def decider(law="MY"):
    library = the_library()
    return Decider(library.law, library.products, on=ON, sovereigns=(law,))


def blocks(form):
    """A block for each way of filling some of the sparse columns, each cell in a few rows."""
    base = frame_of(
        [{**DEAL, **CHIP, "die_area_mm2": "800", "us_origin": "yes", "end_user.lists": "US-EL"}] * 4
    )
    base = base if form == "text" else typed(base, the_book())
    for number in range(1, 2 ** len(SPARSE), 5):
        empty = [name for place, name in enumerate(SPARSE) if not number >> place & 1]
        kept = pl.int_range(pl.len()) % 2 == 0
        yield base.with_columns(
            *(pl.lit(None, base.schema[name]).alias(name) for name in empty),
            *(pl.when(kept).then(pl.col(name)).alias(name) for name in SPARSE[:2] if name not in empty),
        )  # fmt: skip


@pytest.mark.parametrize(("form", "law"), [("text", "MY"), ("typed", "US")])
def test_sparse_columns_cost_few_plans_and_change_no_answer(form, law):
    made = decider(law)
    found = [made(block) for block in blocks(form)]
    assert len(found) > 10
    assert len(made._engine._compiled) <= 2 * (MOST + 2)
    for block, answers in zip(blocks(form), found, strict=True):
        told = [name for name in block.columns if block[name].null_count() < block.height]
        assert answers.equals(decider_for((law,), bits=False, on=ON).slowly(block.select(told)))


def test_columns_that_become_filled_one_by_one_cost_few_plans():
    made = decider()
    names = [f.name for f in the_book().facts if f.type == "boolean" and f.owner == "item"][:40]
    base = frame_of([{**DEAL, **CHIP}] * 2)
    for count in range(len(names)):
        flags = [pl.Series(name, [True, None] if place % 2 else [True, True] if place <= count else [None, None], pl.Boolean) for place, name in enumerate(names)]  # fmt: skip
        made(base.with_columns(flags))
    assert len(made._engine._compiled) <= MOST + 2


def test_of_two_columns_for_one_fact_the_first_counts_also_where_a_block_leaves_it_empty():
    """The second was read where a whole block of the first was empty, so answers hung on where blocks were cut."""
    tpp = "total_processing_performance"
    frame = frame_of([{**DEAL, **CHIP}] * 2).with_columns(pl.lit("1").alias("tpp"))
    order = [*(each for each in frame.columns if each != "tpp"), "tpp"]
    gone = frame.select(order).with_columns(pl.lit(None, pl.String).alias(tpp))
    made = decider_for(("US",), bits=False, on=ON)
    assert_held("columns", made, gone)
    mixed = pl.concat([frame.select(order), gone])
    assert made(mixed)[2:].drop(FAULT).equals(made(gone).drop(FAULT))
