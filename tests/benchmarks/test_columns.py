"""The benchmark of columns: its law is real, its rows vary, and engines that answer otherwise are refused."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from benchmarks.columns.engines import RIVALS, WITH_UNKNOWNS, Scan, engine
from benchmarks.columns.law import DAY, IDS, LEAVES, cut, reference_law, shares
from benchmarks.columns.rows import COLUMNS, drawn, hidden
from benchmarks.columns.rows_whole import figures_frame, parts_frame
from benchmarks.columns.run import same, summary
from benchmarks.columns.sets import COMPLETE, MISSING, given
from benchmarks.columns.shown import shown
from licet.columns.decider import Decider
from licet.errors import UnknownName
from licet.pack.store import open_library

ROWS = 150
SETS = (COMPLETE, MISSING)


@pytest.fixture(scope="module")
def frames():
    complete = drawn(reference_law().book, ROWS)
    return dict(zip(SETS, (complete, hidden(complete)), strict=True))


@pytest.fixture(scope="module")
def wanted(frames):
    decider = Decider(reference_law(), on=DAY, bits=True)
    return {which: decider.slowly(frame) for which, frame in frames.items()}


def test_the_set_is_real_law_in_the_proportions_of_the_book():
    whole, book = open_library().law.book, reference_law().book
    ours, theirs = shares(book), shares(whole)
    assert ours["provisions"] >= 60
    assert all(book.provisions[name] == whole.provisions[name] for name in IDS)
    assert all(abs(ours[leaf] - theirs[leaf]) < 0.06 for leaf in LEAVES)
    assert {book.provisions[name].sovereign for name in IDS} == {"US", "JP", "CN", "NL"}
    kinds = {book.provisions[name].scope for name in IDS} - {""}
    assert kinds <= set(IDS), "the scope of each chosen provision is chosen"


def test_a_cut_has_a_hash_of_its_own_and_names_what_is_near_an_odd_id():
    whole = open_library().law.book
    some = cut(whole, IDS[:3])
    assert list(some.provisions) == [name for name in whole.provisions if name in IDS[:3]]
    assert len({whole.hash, some.hash, reference_law().book.hash}) == 3
    with pytest.raises(UnknownName, match=r"us\.level\.a"):
        cut(whole, ("us.level.aa",))


def test_rows_are_drawn_the_same_each_time_and_every_column_varies(frames):
    complete, missing = frames[COMPLETE], frames[MISSING]
    assert complete.equals(drawn(reference_law().book, ROWS))
    assert list(complete.columns) == list(COLUMNS)
    assert complete.null_count().sum_horizontal()[0] == 0
    alike = [name for name in COLUMNS if complete[name].n_unique() == 1]
    assert set(alike) <= {"parties_complete", "wmd", "published", "made_in_violation"}, alike
    empty = missing.null_count().sum_horizontal()[0] / (ROWS * len(COLUMNS))
    assert 0.03 < empty < 0.07
    kinds = {type(kind) for kind in complete.schema.values()}
    assert kinds == {pl.Float64, pl.Boolean, pl.Enum, pl.Categorical}


@pytest.mark.parametrize("which", SETS)
@pytest.mark.parametrize("name", [name for name in RIVALS if name != "numpy-2"])
def test_a_rival_answers_every_row_as_decide_does(name, which, frames, wanted):
    if which == MISSING and name not in WITH_UNKNOWNS:
        pytest.skip("it knows no unknowns")
    pytest.importorskip({"zen": "zen", "duckdb": "duckdb", "openfisca": "openfisca_core"}.get(name.split("-")[0], "numpy"))  # fmt: skip
    law, frame = reference_law(), frames[which]
    made = engine(name, law, given(law.book, DAY, frame), unknowns=which == MISSING)
    ready = made.ready(frame)
    found = made.answers(made.run(made.begin(ready) if hasattr(made, "begin") else ready))
    assert {"status", "verdict.US", "holds.us.742.6.a6iii.destination"} <= set(found.columns)
    same(name, wanted[which], found)


def test_an_engine_that_answers_otherwise_is_refused(wanted):
    right = wanted[COMPLETE].select("status", "holds.us.level.a")
    same("right", wanted[COMPLETE], right)
    wrong = right.with_columns(pl.col("holds.us.level.a").not_())
    with pytest.raises(AssertionError, match=r"otherwise in 1 columns\nholds\.us\.level\.a"):
        same("wrong", wanted[COMPLETE], wrong)


def test_the_scan_reads_every_column(frames):
    scan = Scan()
    assert set(scan.run(scan.ready(frames[MISSING])).columns) == set(COLUMNS)


def test_a_distributors_parts_repeat_and_figures_of_each_row_do_not():
    library = open_library()
    parts = parts_frame(library.law.book, library.products, 500)
    figures = figures_frame(library.law.book, library.products, 500)
    assert parts.columns == figures.columns
    assert parts["part_number"].n_unique() < figures["part_number"].n_unique() == 500
    assert 0 < parts["item"].drop_nulls().len() < 150
    chips = parts.filter(pl.col("item_kind") == "material")
    assert chips["processing_tops_8bit"].null_count() == len(chips), "a material has no such figure"
    answers = Decider(library.law, library.products, on=DAY).slowly(parts.head(20))
    assert answers["fault"].null_count() == 20


def test_the_tables_say_what_each_left_out_and_which_goals_are_met():
    cost = {"wall": 0.5, "cpu": 1.0, "memory": 3.0}
    rounds = [
        {
            "name": "licet",
            "left_out": "nothing",
            "rows": 10**6,
            "columns": 9,
            "costs": [cost],
            "first": 0.5,
        }
    ]
    text = shown(
        {
            "rows": 10**6, "provisions": 91, "missing": ["zen"], "day": date(2026, 2, 16), "files": [],
            "inputs": {COMPLETE: (97, 223.0)}, "shares": {"set": {}, "book": {"provisions": 799}},
            "sets": {COMPLETE: {"licet": summary(rounds)}},
        }
    )  # fmt: skip
    assert "nothing" in text
    assert "not installed: zen" in text
    assert "15 M" in text
    assert "missed" in text
    assert "met" in text
