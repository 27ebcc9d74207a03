"""What the book says of itself."""

from datetime import date

import pytest

from licet.explore.coverage import coverage

TODAY = date(2026, 11, 21)


@pytest.fixture(scope="module")
def of_us(book):
    return next(each for each in coverage(book, TODAY) if each.sovereign == "US")


def test_every_provision_is_counted_once(of_us, book):
    mine = [each for each in book.provisions.values() if each.sovereign == "US"]
    assert sum(count for _, count in of_us.kinds) == len(mine)
    assert sum(count for _, count in of_us.confidence) == sum(len(e.versions) for e in mine)


def test_what_is_not_verified_is_named(of_us, book):
    for each in of_us.unverified:
        assert any(version.confidence == "unverified" for version in book[each.id].versions)
    assert dict(of_us.confidence).get("unverified", 0) == len(of_us.unverified)


def test_law_that_is_known_and_not_modelled_is_named(of_us):
    assert "us.746.embargoes" in {each.id for each in of_us.not_modelled}


def test_areas_are_in_three_states_and_investment_is_not_forgotten(of_us):
    states = {state for _, state, _ in of_us.areas}
    assert states == {"modelled", "partly", "not modelled"}
    investment = next(each for each in of_us.areas if "investment" in each[0].lower())
    assert investment[1] == "not modelled"


def test_every_law_says_what_it_holds_and_what_it_does_not(book):
    for each in coverage(book, TODAY):
        states = {state for _, state, _ in each.areas}
        assert "not modelled" in states, each.sovereign
        assert states & {"modelled", "partly"}, each.sovereign


def test_a_sunset_that_nobody_has_read_about_since_is_stale(of_us):
    found = {each.id: each for each in of_us.sunsets}
    assert found["us.744.11.affiliates"].state == "stale"
    assert found["us.744.11.affiliates"].on == date(2026, 11, 10)


def test_before_the_day_it_is_near(book):
    of_us = next(each for each in coverage(book, date(2026, 11, 1)) if each.sovereign == "US")
    found = {each.id: each for each in of_us.sunsets}
    assert found["us.744.11.affiliates"].state == "near"


def test_the_oldest_reading_comes_first(of_us):
    days = [each.day for each in of_us.oldest]
    assert days == sorted(days)
    assert of_us.checked == days[0]
