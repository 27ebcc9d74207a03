"""The day of a row: as it is written, with a time of day or without, alike in every engine."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from licet.columns import tables
from licet.columns.row import FAULT
from tests.columns.cells import frame_of
from tests.columns.frames import CHIP, DEAL, the_book
from tests.columns.held import assert_held, decider_for, slowly
from tests.columns.test_sql import assert_held as assert_held_by_sql

EDGE = date(2026, 1, 15)
"""A day on which the law of the United States on chips changes."""
EVE = EDGE - timedelta(days=1)
TIMED = ("2026-01-15 13:45", "2026-01-15T23:59:59.5", " 2026-01-15 00:00:00 ", "2026-01-15 00:30:00+09:00", "2026-01-14T20:00Z")  # fmt: skip
NO_DAY = ("2026-01-15 25:00", "2026-01-15T", "2026-01-15 soon", "2026-01-15 13:60", "2026-02-30 12:00", "13:45")  # fmt: skip


def rows(days):
    """The same deal on each day."""
    base = frame_of([{**DEAL, **CHIP}] * len(days))
    return base.with_columns(pl.Series("on", days))


def decider():
    return decider_for(("US",), bits=False, on=date(2020, 1, 1))


def test_the_law_moves_on_the_edge():
    assert EDGE in the_book().edges


def test_of_a_time_of_day_the_day_counts_as_it_is_written():
    made = decider()
    frame = rows(TIMED)
    assert_held("columns", made, frame)
    days = [EDGE, EDGE, EDGE, EDGE, EVE]
    assert made.parts.days(frame).to_list() == days
    assert made(frame).equals(made(rows(days)))


@pytest.mark.parametrize("zone", [None, "UTC", "Asia/Tokyo", "America/Los_Angeles"])
def test_a_column_of_times_counts_by_the_days_of_its_own_zone(zone):
    own = ZoneInfo(zone) if zone else None
    times = [datetime(2026, 1, 15, 0, 30, tzinfo=own), datetime(2026, 1, 14, 23, 30, tzinfo=own), None]  # fmt: skip
    frame = rows(pl.Series("on", times, dtype=pl.Datetime("us", zone)))
    made = decider()
    assert_held("columns", made, frame)
    assert made.parts.days(frame).to_list() == [EDGE, EVE, date(2020, 1, 1)]
    assert made(frame).equals(made(rows([EDGE, EVE, None])))


def test_what_is_no_time_is_a_fault_in_every_engine():
    frame = rows(NO_DAY)
    made = decider()
    assert_held("columns", made, frame)
    assert made(frame)[FAULT].null_count() == 0
    assert made.parts.days(frame).null_count() == frame.height


def test_sql_reads_the_same_days():
    frame = rows((*TIMED[:3], *NO_DAY)).drop("declared_class", strict=False)
    made = decider_for(("US",), bits=False, on=EDGE)
    assert slowly(made, frame)[FAULT].is_null().to_list() == [True] * 3 + [False] * len(NO_DAY)
    assert_held_by_sql(made, frame)


def test_a_text_of_listings_is_read_once_for_all_who_ask():
    book = the_book()
    one, other = (tables.entries(book, book.facts["lists"]) for _ in range(2))
    assert one("US-EL since 2023-10-17") is other("US-EL since 2023-10-17")
