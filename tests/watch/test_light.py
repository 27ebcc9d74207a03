"""Physics excludes a place, or says nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.errors import InputError
from licet.watch.light import RoundTrip, Spot, along_km, bound, farthest_km, impossible, straight_km

SINGAPORE, HONG_KONG = Spot("Singapore", 1.35, 103.82, 5), Spot("Hong Kong", 22.32, 114.17, 5)
JOHOR = Spot("Johor", 1.49, 103.74, 30)
PLACES = st.builds(Spot, st.just("somewhere"), st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 500))  # fmt: skip
TIMES = st.floats(0, 500)


def test_an_answer_in_three_milliseconds_near_hong_kong_is_not_from_johor():
    assert impossible([RoundTrip(HONG_KONG, 3.0, 0.5)], JOHOR) is True


def test_a_slow_answer_excludes_nothing():
    assert impossible([RoundTrip(HONG_KONG, 40.0), RoundTrip(SINGAPORE, 200.0)], JOHOR) is False


def test_without_a_round_trip_nothing_is_known():
    assert impossible([], JOHOR) is None


def test_the_timers_error_counts_for_the_one_who_answers():
    just = bound(RoundTrip(HONG_KONG, 16.0), JOHOR)
    assert just.impossible
    assert not bound(RoundTrip(HONG_KONG, 16.0, 2.0), JOHOR).impossible


@given(PLACES, PLACES, TIMES, TIMES)
def test_more_delay_never_makes_a_place_impossible(landmark, stated, ms, more):
    if impossible([RoundTrip(landmark, ms + more)], stated):
        assert impossible([RoundTrip(landmark, ms)], stated)


@given(PLACES, PLACES, TIMES, st.floats(0, 1000))
def test_a_place_known_less_well_is_never_more_impossible(landmark, stated, ms, more):
    vague = Spot("vague", stated.north, stated.east, stated.within_km + more)
    if impossible([RoundTrip(landmark, ms)], vague):
        assert impossible([RoundTrip(landmark, ms)], stated)


@given(PLACES, PLACES)
def test_the_straight_line_is_no_longer_than_the_way_along_the_ground(one, other):
    assert straight_km(one, other) <= along_km(one, other) + 1e-6


@given(PLACES, PLACES)
def test_an_honest_answer_through_glass_is_never_called_impossible(landmark, place):
    way = along_km(landmark, place)
    ms = 2 * way / (2 / 3 * 299_792.458) * 1000
    assert not impossible([RoundTrip(landmark, ms)], place)
    assert farthest_km(RoundTrip(landmark, ms)) >= way


@pytest.mark.parametrize(("north", "east", "within"), [(91, 0, 0), (0, 181, 0), (0, 0, -1), (float("nan"), 0, 0)])  # fmt: skip
def test_a_place_off_the_earth_is_refused(north, east, within):
    with pytest.raises(InputError, match="wanted -90 to 90"):
        Spot("nowhere", north, east, within)


def test_a_negative_time_is_refused():
    with pytest.raises(InputError, match="wanted 0 or more"):
        RoundTrip(JOHOR, -1)
