"""Columns in which no two cells are alike: what is remembered of texts is bounded, however many there are."""

import gc
from pathlib import Path

import polars as pl
import pytest

from licet.columns.decider import Decider
from tests.columns.cells import frame_of
from tests.columns.frames import CHIP, DEAL, LATE, a_day_of, the_library
from tests.columns.held import assert_held

BLOCK, BLOCKS, WARM = 250_000, 12, 4
"""Three million rows; after the first million every cache has been full and was emptied."""
MOST = 150e6
"""Bytes by which the process may grow meanwhile: two million names, kept, are at least twice as much."""
_RESIDENT = Path("/proc/self/statm")


def decider(law):
    library = the_library()
    return Decider(library.law, library.products, on=a_day_of(LATE), sovereigns=(law,))


def named(first, count):
    """Deals between parties, and of products, that nobody has heard of before."""
    rows = pl.int_range(first, first + count, eager=True)
    names = [pl.format("Trading Company No {}", rows).alias("end_user.name"), pl.format("PN-{}", rows).alias("item")]  # fmt: skip
    base = frame_of([{**DEAL, **CHIP}]).drop("end_user.name")
    return pl.select(*(pl.lit(base[name][0]).alias(name) for name in base.columns), *names)


def resident():
    gc.collect()
    return int(_RESIDENT.read_text().split()[1]) * 4096


@pytest.mark.skipif(not _RESIDENT.exists(), reason="only Linux tells a process how large it is")
def test_three_million_names_take_no_more_room_than_one():
    made = decider("MY")
    before = 0
    for number in range(BLOCKS):
        if number == WARM:
            before = resident()
        answers = made(named(number * BLOCK, BLOCK))
        assert answers.height == BLOCK
    assert resident() - before < MOST


def test_a_product_that_the_catalogue_has_not_is_no_product_whatever_its_name():
    """Each such name was asked every question of every figure: 125,000 part numbers took half a minute."""
    items = ["nvidia-h200", "PN-1", "", None, "?", " nvidia-h200", "nvidia-h20-96gb", "item"]
    frame = frame_of([DEAL] * len(items)).with_columns(pl.Series("item", items))
    assert_held("columns", decider("US"), frame)
    assert_held("columns", decider("US"), frame.with_columns(pl.col("item").cast(pl.Categorical())))  # fmt: skip
