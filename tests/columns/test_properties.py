"""What must be true of answers in columns, whatever the engine: tried on rows of every sort."""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from licet.columns.layout import layout
from licet.columns.row import FAULT, HOLDS
from licet.decide import answer as words
from licet.language.nodes import facts_of
from tests.columns.cells import frame_of, typed
from tests.columns.frames import pool, the_book
from tests.columns.held import ENGINES, QUICK, decider_for, differing, slowly
from tests.conftest import ROOT

FEW = ("CN", "NL", "US")
"""Laws that are asked: enough to be joined, few enough to be planned in a second."""
numbers = st.integers(0, 10**9)
FEWER = {"sql": ("NL",)}
"""Fewer still, for an engine that takes its time over a plan."""
engines = pytest.mark.parametrize("engine", ENGINES)
quick_engines = pytest.mark.parametrize("engine", QUICK)


def same(engine, frame, wanted):
    """That the engine gives these answers for the frame."""
    found = ENGINES[engine](decider_of(engine), frame)
    assert differing(found, wanted) == []


def decider_of(engine):
    """What the engine is asked."""
    return decider_for(FEWER.get(engine, FEW))


def whole(engine):
    """The pool, with its answers."""
    frame = pool().data
    return frame, slowly(decider_of(engine), frame)


def sound(engine):
    """The rows of the pool that can be read, with their answers."""
    frame, answers = whole(engine)
    read = answers[FAULT].is_null()
    return frame.filter(read), answers.filter(read)


# -- rows ------------------------------------------------------------------------------------


@engines
@settings(max_examples=3)
@given(number=numbers)
def test_the_order_of_rows_is_of_no_account(engine, number):
    frame, answers = whole(engine)
    order = random.Random(number).sample(range(frame.height), frame.height)  # noqa: S311 - examples
    same(engine, frame[order], answers[order])


@quick_engines
@settings(max_examples=3)
@given(number=numbers)
def test_rows_come_back_in_their_order_however_a_frame_is_cut(engine, number):
    frame, answers = whole(engine)
    rng = random.Random(number)  # noqa: S311 - examples
    cuts = sorted(rng.sample(range(frame.height), rng.randint(1, 5)))
    for start, end in zip([0, *cuts], [*cuts, frame.height], strict=True):
        same(engine, frame[start:end], answers[start:end])


@engines
@pytest.mark.parametrize("size", [1, 7, 8, 9, 63, 64, 65, 129, 257])
def test_a_frame_of_any_size_is_answered_to_its_last_row(engine, size):
    """An engine that packs truths in bits must mind the end of the last word."""
    frame, answers = whole(engine)
    picked = [place % frame.height for place in range(size)]
    same(engine, frame[picked], answers[picked])


@engines
@settings(max_examples=3)
@given(number=numbers)
def test_equal_rows_get_equal_answers(engine, number):
    frame, answers = whole(engine)
    rng = random.Random(number)  # noqa: S311 - examples
    picked = rng.choices(rng.sample(range(frame.height), 20), k=300)
    same(engine, frame[picked], answers[picked])


@quick_engines
@settings(max_examples=8)
@given(number=numbers, form=st.sampled_from(["own", "categorical", "enum", "large"]))
def test_a_slice_of_a_frame_is_answered_as_its_rows(engine, number, form):
    """A slice shares the buffers of its frame and starts anywhere in them: once its gaps were read from the start."""
    frame, answers = sound(engine)
    if form == "own":
        shown = typed(frame, the_book())
        stands = parties_standing(frame) == parties_standing(shown)
        frame, answers = shown.filter(stands), answers.filter(stands)
    else:
        frame = recast(frame, form)
    first = number % (frame.height - 20)
    count = 1 + number // 7 % 120
    same(engine, frame.rechunk().slice(first, count), answers.slice(first, count))


@quick_engines
def test_several_threads_may_ask_one_decider_at_once(engine):
    frame, answers = whole(engine)
    rng = random.Random(3)  # noqa: S311 - examples
    parts = [sorted(rng.sample(range(frame.height), 12)) for _ in range(24)]
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as pool_:
            jobs = [pool_.submit(same, engine, frame[part], answers[part]) for part in parts]
            for each in jobs:
                each.result()
    finally:
        sys.setswitchinterval(before)


@engines
@pytest.mark.parametrize("days", [(24, 25, 26), (26, 25, 24), (25, 24, 25)])
def test_a_listing_binds_from_its_day_whatever_was_asked_before(engine, days):
    """What a text had been read as on one day was kept for the days that follow, so that the listing never bound."""
    deal = {
        "kind": "export", "shipped_from": "DE", "destination": "HK", "item_kind": "lithography", "due_care": "yes",
        "parties_complete": "yes", "end_user.lists": "EU-833-IV since 2024-06-25",
    }  # fmt: skip
    decider = decider_for(("EU",))
    frames = [frame_of([{**deal, "on": f"2024-06-{day}"}]) for day in days]
    for frame in (*frames, pl.concat(frames)):
        assert differing(ENGINES[engine](decider, frame), decider.slowly(frame)) == []


# -- columns ---------------------------------------------------------------------------------


@engines
def test_columns_that_say_nothing_change_nothing(engine):
    frame, answers = sound(engine)
    silent = [fact.name for fact in the_book().facts if fact.owner != "party"]
    silent = [name for name in silent if name not in frame.columns and name not in aliases(frame)]
    more = frame.with_columns(
        *(pl.lit(None).alias(name) for name in silent[:40]),
        *(pl.lit(None, pl.Float64).alias(name) for name in silent[40:60]),
        *(pl.lit("").alias(name) for name in silent[60:80]),
        pl.Series("Our number", range(frame.height)),
        pl.lit("x").alias("forwarder_9.no_such_fact"),
        pl.lit(None, pl.String).alias("forwarder_9.country"),
    )
    same(engine, more, answers)


def aliases(frame):
    """Facts that the columns of a frame say already."""
    return {each.fact for each in layout(frame.columns, the_book()).columns}


@engines
@settings(max_examples=3)
@given(number=numbers)
def test_the_order_of_columns_is_of_no_account(engine, number):
    frame, answers = sound(engine)
    names = random.Random(number).sample(frame.columns, frame.width)  # noqa: S311 - examples
    same(engine, frame.select(names), answers)


@engines
@pytest.mark.parametrize("form", ["categorical", "enum", "large", "mixed"])
def test_the_same_words_in_any_type_get_the_same_answers(engine, form):
    frame, answers = whole(engine)
    same(engine, recast(frame, form), answers)


def recast(frame, form):
    """Text in types that keep each word once."""
    match form:
        case "categorical":
            return frame.cast(pl.Categorical())
        case "enum":
            return frame.select(
                each.cast(pl.Enum(sorted(each.drop_nulls().unique()))) for each in frame
            )
        case "large":
            return pl.DataFrame(frame.to_arrow())
        case _:
            return frame.select(
                each.cast(pl.Categorical()) if place % 3 else each
                for place, each in enumerate(frame)
            )


@engines
def test_cells_in_types_of_their_own_get_the_answers_of_text(engine):
    frame, answers = sound(engine)
    shown = typed(frame, the_book())
    assert {"Float64", "Boolean", "Date"} <= {str(each) for each in shown.dtypes}
    stands = parties_standing(frame) == parties_standing(shown)
    same(engine, shown.filter(stands), answers.filter(stands))


def parties_standing(frame):
    """Which parties stand in each row: one of which only ``?`` is said stands in text, and in a type it cannot."""
    shape = layout(frame.columns, the_book())
    said = [
        pl.any_horizontal(
            *(pl.col(c.name).is_not_null() for c in shape.columns if c.party == label)
        )
        for label in shape.parties
    ]
    return frame.select(pl.concat_list(said).cast(pl.List(pl.Int8)).alias("who"))["who"]


# -- what is not known -------------------------------------------------------------------------


@quick_engines
@settings(max_examples=6)
@given(number=numbers)
def test_to_hide_a_column_may_open_answers_and_flips_none(engine, number):
    rng = random.Random(number)  # noqa: S311 - examples
    frame = pool(seed=1).data.with_columns(pl.lit("no").alias("due_care"))
    hidden = rng.choice([name for name in frame.columns if hideable(name)])
    decider = decider_for(FEW)
    full, less = (ENGINES[engine](decider, each) for each in (frame, frame.drop(hidden)))
    read = full[FAULT].is_null() & less[FAULT].is_null()
    full, less = full.filter(read), less.filter(read)
    for name in full.columns:
        if name.startswith(HOLDS):
            flipped = less[name].is_not_null() & full[name].ne_missing(less[name])
            assert not flipped.any(), f"{hidden} hidden: {name} in row {flipped.arg_true()[0]}"
    calm = less.with_columns(full["status"].alias("before")).filter(~pl.col("needs_person"))
    assert set(calm["before"].cast(pl.String)) <= {words.NOTHING, words.SUSPENDED}, hidden


def hideable(name):
    """Whether a column may be hidden without another fact coming in its place, or a party going."""
    book = the_book()
    shape = layout([name], book).columns
    if not shape or name in ("on", "due_care", "item") or not shape[0].fact:
        return False
    fact = shape[0].fact
    worked_out = {
        *book.formulas,
        *(each for tree in book.meaningless.values() for each in facts_of(tree)),
    }
    return fact not in worked_out and fact != "role" and not book.facts[fact].no_closes


# -- bytes -----------------------------------------------------------------------------------

HASHED = """
import hashlib, io
from tests.columns.frames import pool
from tests.columns.held import decider_for
held = io.BytesIO()
decider_for(('CN', 'NL', 'US'))(pool().data).write_ipc(held)
print(hashlib.sha256(held.getvalue()).hexdigest())
"""


def test_the_same_rows_give_the_same_bytes_in_every_process():
    found = set()
    for seed in ("0", "4242"):
        paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
        env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", HASHED], env=env, cwd=ROOT, capture_output=True, text=True, check=True
        )  # fmt: skip
        found.add(done.stdout)
    assert len(found) == 1
