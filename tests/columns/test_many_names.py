"""Columns in which no two cells are alike: what is remembered of texts is bounded, however many there are."""

import gc
from pathlib import Path

import polars as pl
import pytest

from licet.columns.classes import DECLARED, class_of, with_kind
from licet.columns.decider import Decider
from licet.columns.nameless import alike
from tests.columns.cells import frame_of
from tests.columns.frames import CHIP, DEAL, LATE, a_day_of, labels, the_book, the_library
from tests.columns.held import assert_held, decider_for

BLOCK, BLOCKS, WARM = 200_000, 8, 3
"""More than a million and a half rows; after the first 600,000 every cache has been full and was emptied."""
MOST = 100e6
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
def test_a_million_names_more_take_no_more_room():
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


def test_a_class_that_the_law_has_no_name_for_is_like_any_other_such():
    """Each was asked every question of every entry: 20,000 of them took half a minute."""
    texts = [
        "P0000001",
        "PN-2",
        "3A",
        "zz_9",
        "NONE",
        "EAR99",
        "ear99",
        "unlisted",
        "3A090",
        "3A999",
        "Unlisted",
        "?",
    ]
    frame = frame_of([{**DEAL, **CHIP, "on": LATE}] * len(texts)).with_columns(
        pl.Series(DECLARED, texts)
    )
    assert_held("columns", decider_for(None), frame)
    assert_held("columns", decider_for(None), frame.drop("item_kind"))


def test_no_class_that_the_law_names_is_taken_for_one_that_it_does_not():
    stands = alike(the_book(), DECLARED, DECLARED)
    assert stands(with_kind("P1", "computer")) == stands(with_kind("P2", "computer"))
    assert stands(with_kind("P1", "computer")) != stands(with_kind("P1", "assembly"))
    entries = {v.entry for p in the_book().provisions.values() for v in p.versions if v.entry}
    named = [each for each in labels() if each in entries | set(the_book().registers.entries)]
    assert len(named) > 500
    assert all(class_of(stands(each)) == each for each in named)
