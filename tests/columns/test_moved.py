"""What moved between two days or two laws, and that no row is passed over whose answer changes."""

import json
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from licet.columns.decider import Decider
from licet.columns.moved import moved
from licet.columns.reach import Reach
from licet.pack.store import open_library
from tests.columns.drawn import frame_of
from tests.columns.laws import reformed
from tests.conftest import MINI

JANUARY = date(2026, 1, 14), date(2026, 1, 15)
NOVEMBER = date(2023, 11, 16), date(2023, 11, 17)
GULF = date(2026, 7, 9), date(2026, 7, 10)
TODAY = date(2026, 3, 1)
NOT_COMPARED = ("law_hash",)
FEW = ("US", "CN", "NL")
"""Laws that are asked where one of them moves: they are made ready sooner than all."""


def between(book, days):
    return moved(book, days[0], date.max, book, days[1], date.max)


def both(one, other, day=TODAY):
    return moved(one.law.book, day, date.max, other.law.book, day, date.max)


def changed_rows(frame, one, other, days, laws=None):
    """Places of rows whose answers differ, each row decided by itself under both laws."""
    answers = [
        Decider(each.law, each.products, on=day, sovereigns=laws).slowly(frame).drop(NOT_COMPARED)
        for each, day in zip((one, other), days, strict=True)
    ]
    names = [name for name in answers[0].columns if name in answers[1].columns]
    pairs = zip(answers[0][names].rows(), answers[1][names].rows(), strict=True)
    return {row for row, (was, now) in enumerate(pairs) if was != now}


def reached_rows(frame, one, other, days, laws=None):
    sides = zip((one, other), days, strict=True)
    deciders = (Decider(each.law, each.products, on=day, sovereigns=laws) for each, day in sides)
    return set(np.flatnonzero(Reach(*deciders)(frame)[0]).tolist())


@pytest.fixture(scope="module")
def ids(library):
    return [each.id for each in library.catalogue.products]


@pytest.fixture(scope="module")
def small():
    return open_library(str(MINI))


# -- provisions --------------------------------------------------------------------------------


def test_the_box_of_january_2026_moved_and_so_did_the_denial_that_it_carves(book):
    found = between(book, JANUARY).provisions
    assert found["us.review.742_6_b10.box_2026"].own == ("stands since 2026-01-15 (91 FR 1684)",)
    assert "us.review.742_6_b10.box_2026" in found["us.review.742_6_b10.denial"].rests_on
    assert "us.ccl.3A090.a" not in found


def test_the_rule_of_november_2023_brings_the_new_entry_and_ends_the_old(book):
    found = between(book, NOVEMBER).provisions
    assert found["us.ccl.3A090.a"].own[0].startswith("stands since 2023-11-17")
    assert found["us.ccl.3A090_2022"].own[0].startswith("stands no longer")


def test_a_group_that_changed_moves_what_tests_it_and_names_the_countries(book):
    found = between(book, GULF).provisions
    told = [text for move in found.values() for text in move.own if text.startswith("group")]
    assert "group A5: AE joined" in told
    assert "group D4: AE left" in told


def test_between_two_days_of_constant_law_nothing_moves(book):
    assert between(book, (date(2024, 5, 1), date(2024, 5, 2))).nothing


def test_a_law_held_against_itself_has_not_moved(small):
    movement = both(small, reformed(small, lambda _data, _provisions: None))
    assert movement.nothing
    assert movement.provisions == {}


def test_a_number_of_a_rule_moves_it_and_what_rests_on_it(small):
    found = both(small, reformed(small, faster)).provisions
    assert found["xx.A1"].own
    assert found["xx.need.place"].own == ()
    assert found["xx.need.place"].rests_on == ("xx.A1",)


def test_the_order_in_which_a_rule_states_its_parts_moves_nothing(small):
    def turned(_data, provisions):
        for version in provisions["xx.need.place"]["versions"]:
            kind, *parts = version["rule"]
            version["rule"] = [kind, *reversed(parts)]

    assert both(small, reformed(small, turned)).provisions == {}


# -- rows ----------------------------------------------------------------------------------------


def faster(_data, provisions):
    provisions["xx.A1"] = json.loads(json.dumps(provisions["xx.A1"]).replace('"100"', '"90"'))


def test_only_rows_between_the_old_limit_and_the_new_are_reached(small):
    speeds = [50.0, 89.0, 90.0, 99.0, 100.0, 250.0, None]
    frame = pl.DataFrame({
        "speed": speeds, "item_kind": ["chip"] * 7, "destination": ["CN"] * 7, "area_mm2": [1e6] * 7,
    })  # fmt: skip
    other = reformed(small, faster)
    assert reached_rows(frame, small, other, (TODAY, TODAY)) == {2, 3}


def test_only_rows_to_a_country_that_moved_are_reached(small):
    def joined(data, _provisions):
        foes = next(each for each in data["groups"] if each["name"] == "Foes")
        foes["members"].append({"name": "MY"})

    frame = pl.DataFrame({
        "destination": ["CN", "MY", "SG", None, "MY | SG"], "item_kind": ["chip"] * 5, "speed": [300.0] * 5,
        "parties_complete": [True] * 5,
    })  # fmt: skip
    other = reformed(small, joined)
    assert reached_rows(frame, small, other, (TODAY, TODAY)) == {1, 4}


def test_an_entry_of_a_list_that_began_between_the_days_is_reached(small):
    frame = pl.DataFrame({
        "end_user.lists": ["none", "XX-BAD since 2024-02-01", "XX-BAD since 2020-01-01", None],
        "end_user.owned_by_listed_pct": [0.0] * 4, "item_kind": ["chip"] * 4, "speed": [1.0] * 4,
        "parties_complete": ["yes"] * 4, "shipped_from": ["US"] * 4,
    })  # fmt: skip
    days = date(2024, 1, 1), date(2024, 3, 1)
    assert reached_rows(frame, small, small, days) == {1}


@pytest.mark.parametrize("days", [JANUARY, NOVEMBER, GULF])
def test_no_row_that_changes_between_days_of_the_real_law_is_passed_over(library, ids, days):
    frame = frame_of(library.law.book, ids, 60, days[0].year + days[0].day)
    reached = reached_rows(frame, library, library, days)
    assert changed_rows(frame, library, library, days) <= reached


@pytest.mark.parametrize("seed", range(3))
def test_no_row_that_changes_between_drawn_days_is_passed_over(library, ids, seed):
    edges = [day for day in library.law.book.edges if day.year >= 2018]
    last = edges[seed * 37 % len(edges)]
    days = last - timedelta(1), last
    frame = frame_of(library.law.book, ids, 40, seed)
    reached = reached_rows(frame, library, library, days, FEW)
    assert changed_rows(frame, library, library, days, FEW) <= reached


def lower(_data, provisions):
    provisions["us.ccl.3A090.a"] = json.loads(json.dumps(provisions["us.ccl.3A090.a"]).replace('"4800"', '"4000"'))  # fmt: skip


def repealed(_data, provisions):
    del provisions["us.742.6.a6iii.headquarters"]


def milder(_data, provisions):
    for version in provisions["us.review.742_6_b10.denial"]["versions"]:
        version["policy"] = "case_by_case"


def renamed(_data, provisions):
    for version in provisions["us.ccl.3A090.b"]["versions"]:
        version["entry"] = "3A090.bb"


def of_computers(_data, provisions):
    provisions["us.ccl.3A090.a"]["items"] = ["computer"]


def without_formula(data, _provisions):
    data["formulas"].pop("performance_density")


def fewer_letters(data, _provisions):
    for table in data["tables"]:
        if table.get("fact") == "exporter.letters":
            table["rows"] = table["rows"][:-2]


REFORMS = (lower, repealed, milder, renamed, of_computers, without_formula, fewer_letters)


@pytest.mark.parametrize("reform", REFORMS, ids=lambda each: each.__name__)
def test_no_row_that_a_reform_changes_is_passed_over(library, ids, reform):
    other = reformed(library, reform)
    frame = frame_of(library.law.book, ids, 40, REFORMS.index(reform) * 7)
    reached = reached_rows(frame, library, other, (TODAY, TODAY), FEW)
    assert changed_rows(frame, library, other, (TODAY, TODAY), FEW) <= reached


def test_most_rows_of_a_small_change_are_passed_over(library, ids):
    frame = frame_of(library.law.book, ids, 2000, 1)
    reached = reached_rows(frame, library, library, JANUARY)
    assert 0 < len(reached) < frame.height // 5


def test_where_other_laws_decide_every_row_is_reached(library, ids):
    def drafted(data, _provisions):
        next(each for each in data["sovereigns"] if each["code"] == "JP")["draft"] = True

    other = reformed(library, drafted)
    movement = both(library, other)
    frame = frame_of(library.law.book, ids, 10, 1)
    assert movement.everything == ("the laws that decide are others: JP",)
    assert len(reached_rows(frame, library, other, (TODAY, TODAY))) == frame.height
