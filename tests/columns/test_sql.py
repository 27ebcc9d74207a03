"""The law as SQL, run in DuckDB: it says of every row what ``decide`` says, or gives the row a fault."""

from datetime import timedelta

import duckdb
import polars as pl
import pytest

from licet.columns.row import FAULT
from licet.columns.sql.described import described
from licet.columns.sql.emit import sql_of
from licet.columns.sql.faults import NOT_A_WORD
from tests.columns import frames
from tests.columns.cells import frame_of, typed
from tests.columns.frames import LATE, the_book
from tests.columns.held import decider_for, differing, slowly, told
from tests.columns.in_sql import answers_of, left_by

LATE_DAY = frames.a_day_of(LATE)
SAID = (
    "kind", "shipped_from", "destination", "item", "item_kind", "declared_class", "total_processing_performance",
    "performance_density", "die_area_mm2", "us_origin", "subject_to_ear", "due_care", "parties_complete",
    "end_user.name", "end_user.country", "end_user.headquarters", "end_user.lists", "value_usd",
)  # fmt: skip
"""Columns that the frames are cut to: the time goes into planning, and grows with them."""


def assert_held(decider, frame, most=0, asked=None):
    """That rows without SQL's own fault are answered as one by one, and that at most so many have one."""
    found, wanted = answers_of(decider, frame, asked=asked), slowly(decider, frame)
    wanted = wanted.select(found.columns)
    own = left_by(found)
    assert (own & wanted[FAULT].is_null()).sum() <= most, found[FAULT].drop_nulls().to_list()
    found, wanted, frame = (each.filter(~own) for each in (found, wanted, frame))
    places = differing(found, wanted)
    assert not places, told(decider, frame, found, wanted, places)


def late(laws, **options):
    """A decider of the late day."""
    return decider_for(laws, bits=False, on=LATE_DAY, **options)


def cut(frame):
    """A frame without its days, and of few columns."""
    return frame.select(each for each in frame.columns if each in SAID)


def test_all_laws_answer_alike():
    """All but the next question, which takes most of the time."""
    decider = late(None)
    frame = typed(cut(frames.places(seed=2, count=60).data), the_book())
    assert_held(decider, frame, asked=[each for each in decider.schema if each != "next_question"])


@pytest.mark.parametrize("form", ["text", "typed"])
def test_places_and_chips_are_decided_alike(form):
    frame = cut(frames.places(seed=2, count=60).data)
    assert_held(late(("US",)), frame if form == "text" else typed(frame, the_book()))


@pytest.mark.parametrize("laws", [("US",), ("EU", "JP", "NL")], ids="-".join)
def test_declared_classes_settle_alike(laws):
    """Alone, beside kinds of item that fit and that do not, beside figures, and words that are no class."""
    kinds = ("integrated_circuit", "lithography", "computer")
    frame = frames.declared(120, seed=5, kinds=kinds).data.drop("on")
    assert_held(late(laws), frame, most=6)


def test_the_kind_that_a_class_stands_beside_is_stated_or_of_the_product_or_its_own():
    rows = [
        {**chip, "item": item, "item_kind": kind, "declared_class": declared}
        for chip in ({"kind": "export", "shipped_from": "US", "destination": "CN"},)
        for item in ("nvidia-h20-96gb", "no-such-thing", None)
        for kind in ("computer", "integrated_circuit | computer", "?", None)
        for declared in ("3A090.a", " 3A090.a ", "3B001.f.1", "5A992.c", "EAR99", "?", None)
    ]
    assert_held(late(("US",)), frame_of(rows), most=12)


def test_a_class_or_a_kind_beside_it_that_the_script_was_not_made_with_is_a_fault():
    deal = {"kind": "export", "destination": "CN"}
    known = frame_of([{**deal, "declared_class": "3A090.a", "item_kind": "integrated_circuit"}])
    more = frame_of(
        [
            {**deal, "declared_class": "3A090.a", "item_kind": "integrated_circuit"},
            {**deal, "declared_class": "4A090.a", "item_kind": "integrated_circuit"},
            {**deal, "declared_class": "3A090.a", "item_kind": "computer"},
            {**deal, "declared_class": "3A090.a"},
        ]
    )
    found, wanted = answers_of(late(("US",)), more, known), slowly(late(("US",)), more)
    assert [each and NOT_A_WORD in each for each in found[FAULT]] == [None, True, True, None]
    assert differing(found[::3], wanted[::3]) == []


def test_products_are_known_alike_or_left_to_the_engine():
    """A third of these rows state a figure against the catalogue's own, or a range: SQL leaves those."""
    assert_held(late(("US",)), cut(frames.products(30).data), most=12)


def ratios():
    """A density worked out of two columns, on a line, beside it, and by the last digit of a float."""
    chip = {
        "kind": "export",
        "shipped_from": "US",
        "destination": "CN",
        "item_kind": "integrated_circuit",
    }
    pairs = [
        (4736.0, 800.0),
        (4735.999999, 800.0),
        (4736.000001, 800.0),
        (1600.0, 500.0),
        (3.2, 1.0),
        (5.92, 1.0),
    ]
    pairs += [(0.1 + 0.2, 0.09375), (4800.0, None), (None, 1.0), (4736.0000000001, 800.0)]
    rows = [
        {**chip, "total_processing_performance": tpp, "die_area_mm2": area} for tpp, area in pairs
    ]
    return pl.DataFrame(rows)


def test_a_figure_worked_out_falls_on_its_side_of_a_line_or_is_a_fault():
    assert_held(late(("US",)), ratios(), most=2)


def test_numbers_that_columns_do_not_hold_are_faults_and_never_answers():
    rows = [{"kind": "export", "destination": "CN", "item_kind": "integrated_circuit", "total_processing_performance": each}
            for each in ("4799", "4800", ">= 4800", "[4000, 6000]", "-1", "NaN", "?", "", " 4800.0 ", "1e60")]  # fmt: skip
    frame = frame_of(rows)
    found, wanted = answers_of(late(("US",)), frame), slowly(late(("US",)), frame)
    assert found[FAULT].is_null().to_list() == [
        True,
        True,
        False,
        False,
        False,
        False,
        True,
        True,
        True,
        False,
    ]
    read = found[FAULT].is_null()
    assert differing(found.filter(read), wanted.filter(read)) == []


def test_a_table_of_one_row_whose_product_is_not_named_is_answered():
    """Figures of products that no row names were texts to DuckDB, which then refused to work with them."""
    row = {"kind": "export", "destination": "CN", "item": None, "die_area_mm2": "814"}
    frame = frame_of([row, {**row, "item": ""}])
    assert_held(late(("US",)), frame)


def test_lists_are_read_as_cells_are_or_not_at_all():
    deal = {"kind": "export", "shipped_from": "US"}
    rows = [
        {**deal, "destination": "CN", "route": ["SG", "MY"]},
        {**deal, "destination": "CN", "route": []},
        {**deal, "destination": "CN", "route": [None, "SG"]},
        {**deal, "destination": "CN", "route": ["SG|MY"]},
        {**deal, "destination": "CN", "route": ["none"]},
    ]
    one = pl.DataFrame(rows)
    found = answers_of(late(("US",)), one)
    assert left_by(found).to_list() == [False, False, True, True, True]
    assert differing(found[:2], slowly(late(("US",)), one[:2])) == []
    several = one.with_columns(pl.Series("destination", [["CN"], ["CN", "MO"], [], None, ["CN"]]))
    found = answers_of(late(("US",)), several.drop("route"))
    assert left_by(found).to_list() == [True, True, True, False, True]


def test_a_word_that_the_script_was_not_made_with_is_a_fault_of_its_row_alone():
    known = frame_of([{"kind": "export", "shipped_from": "US", "destination": "CN"}] * 2)
    more = frame_of(
        [{"kind": "export", "shipped_from": "US", "destination": each} for each in ("CN", "BE", "")]
    )
    found = answers_of(late(("US",)), more, known)
    assert [each and NOT_A_WORD in each for each in found[FAULT]] == [None, True, None]
    assert found["status"].is_null().to_list() == [False, True, False]


def test_a_row_of_another_day_is_a_fault_if_the_law_changed_between():
    since = max(each for each in the_book().edges if each <= LATE_DAY)
    days = [LATE_DAY, since, since - timedelta(1), None]
    frame = pl.DataFrame(
        {"kind": "export", "destination": "CN", "on": pl.Series(days, dtype=pl.Date)}
    )
    found = answers_of(late(("US",)), frame)
    assert found[FAULT].is_null().to_list() == [True, True, False, True]


def test_answers_that_are_not_asked_for_are_not_worked_out():
    decider, frame = late(("US",)), cut(frames.places(seed=2, count=60).data)
    found = answers_of(decider, frame, asked=("status", "reason"))
    assert found.columns == [FAULT, "status", "reason", "law_hash"]
    assert (
        found["status"].cast(pl.String).to_list()
        == slowly(decider, frame)["status"].cast(pl.String).to_list()
    )


def test_the_same_table_and_law_give_the_same_text():
    frame = cut(frames.places(seed=2, count=60).data)
    with duckdb.connect() as connection:
        connection.register("here", frame.to_arrow())
        table = described(connection, "here", the_book())
    one, other = (sql_of(late(("US",)), table).text for _ in range(2))
    assert one == other
    assert the_book().hash in one


def test_a_list_that_nobody_knows_is_a_fault_with_the_nearest_and_never_no_listing():
    """A code such as US-XYZ counted as "on no list that matters", which nobody had said."""
    base = {"kind": "export", "shipped_from": "US", "destination": "CN", "due_care": "yes"}
    said = ("US-XYZ", "US-EL | US-XYZ?", "Entity List", "US-EL", "none")
    frame = frame_of([{**base, "end_user.country": "CN", "end_user.lists": each} for each in said])
    decider = late(("US",))
    for found in (slowly(decider, frame), decider(frame), answers_of(decider, frame)):
        faults = found[FAULT].to_list()
        assert [each is None for each in faults] == [False, False, False, True, True]
        assert found["status"].is_null().to_list() == [True, True, True, False, False]
        assert all(each.startswith("end_user.lists: ") for each in faults[:3])
    assert "'US-XYZ' is no list" in decider(frame)[FAULT][0]
    assert decider(frame)[FAULT][2].endswith("one such as US-EL was wanted")
