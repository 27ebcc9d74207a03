"""Two clocks: the law of a day, and what had been published by then.  Day before, day of, day after."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from licet.book.groups import Span
from licet.book.provision import IN_FORCE, NOT_DUE, NOT_ENFORCED, STALE, SUSPENDED, Pause, Version
from licet.language.nodes import Always

DAY = date(2025, 6, 15)
ONE = timedelta(1)
BEFORE, AFTER = DAY - ONE, DAY + ONE
EARLY, LATE = date(2020, 1, 1), date(2030, 1, 1)


def version(**more):
    known = {
        "since": EARLY,
        "to": None,
        "comply_from": None,
        "published": EARLY,
        "end_published": None,
        "checked": LATE,
    }
    return Version(**{**known, "source": "s", "confidence": "high", "rule": Always(True), **more})


@pytest.mark.parametrize(
    ("dates", "known_on", "stands"),
    [
        # the span is half-open: it starts on its first day and ends before its last
        ({"since": DAY}, LATE, (False, True, True)),
        ({"to": DAY}, LATE, (True, False, False)),
        ({"since": DAY, "to": AFTER}, LATE, (False, True, False)),
        # nothing stands before it was published, whatever it says of itself
        ({"since": DAY, "published": DAY}, BEFORE, (False, False, False)),
        ({"since": DAY, "published": DAY}, DAY, (False, True, True)),
        ({"since": DAY, "published": EARLY}, BEFORE, (False, True, True)),
        # an end counts from when it was known; before that the text went on
        ({"to": DAY, "end_published": DAY}, BEFORE, (True, True, True)),
        ({"to": DAY, "end_published": DAY}, DAY, (True, False, False)),
        ({"to": DAY, "end_published": AFTER}, DAY, (True, True, True)),
        # an end with no publication of its own was published with the text
        ({"to": DAY, "published": EARLY}, EARLY, (True, False, False)),
    ],
)
def test_a_text_stands_from_its_day_to_its_end_as_far_as_published(dates, known_on, stands):
    one = version(**dates)
    assert tuple(one.covers(day, known_on) for day in (BEFORE, DAY, AFTER)) == stands


def pause(kind="suspended", since=EARLY, to=None, published=EARLY):
    return Pause(kind, since, to, published, "s")


@pytest.mark.parametrize(
    ("more", "known_on", "states"),
    [
        ({}, LATE, (IN_FORCE, IN_FORCE, IN_FORCE)),
        ({"comply_from": DAY}, LATE, (NOT_DUE, IN_FORCE, IN_FORCE)),
        ({"pauses": (pause(since=DAY),)}, LATE, (IN_FORCE, SUSPENDED, SUSPENDED)),
        ({"pauses": (pause(to=DAY),)}, LATE, (SUSPENDED, IN_FORCE, IN_FORCE)),
        ({"pauses": (pause("not_enforced", since=DAY, to=AFTER),)}, LATE, (IN_FORCE, NOT_ENFORCED, IN_FORCE)),
        ({"pauses": (pause("not_enforced", since=DAY),)}, LATE, (IN_FORCE, NOT_ENFORCED, NOT_ENFORCED)),
        # a pause that was announced later was not known before
        ({"pauses": (pause(since=DAY, published=AFTER),)}, DAY, (IN_FORCE, IN_FORCE, IN_FORCE)),
        ({"pauses": (pause(since=DAY, published=AFTER),)}, AFTER, (IN_FORCE, SUSPENDED, SUSPENDED)),
        # a pause has run out and nobody has read the text since
        ({"pauses": (pause(to=DAY),), "checked": BEFORE}, LATE, (SUSPENDED, STALE, STALE)),
        ({"pauses": (pause(to=DAY),), "checked": DAY}, LATE, (SUSPENDED, IN_FORCE, IN_FORCE)),
        ({"pauses": (pause(to=DAY),), "checked": AFTER}, LATE, (SUSPENDED, IN_FORCE, IN_FORCE)),
        # a later pause follows on an earlier one
        ({"pauses": (pause(to=DAY), pause("not_enforced", since=DAY))}, LATE, (SUSPENDED, NOT_ENFORCED, NOT_ENFORCED)),
        ({"pauses": (pause(to=DAY), pause("not_enforced", since=DAY)), "checked": BEFORE}, LATE, (SUSPENDED, NOT_ENFORCED, NOT_ENFORCED)),
        # compliance that is not due outranks a pause
        ({"comply_from": AFTER, "pauses": (pause(since=DAY),)}, LATE, (NOT_DUE, NOT_DUE, SUSPENDED)),
    ],
)  # fmt: skip
def test_whether_a_text_binds_on_the_day_before_of_and_after(more, known_on, states):
    one = version(**more)
    assert tuple(one.state(day, known_on)[0] for day in (BEFORE, DAY, AFTER)) == states


@pytest.mark.parametrize(
    ("dates", "known_on", "inside"),
    [
        ({"since": None, "to": None}, EARLY, (True, True, True)),
        ({"since": DAY, "to": None}, LATE, (False, True, True)),
        ({"since": None, "to": DAY}, LATE, (True, False, False)),
        ({"since": DAY, "to": None}, BEFORE, (False, False, False)),
        ({"since": DAY, "to": None, "published": EARLY}, BEFORE, (False, True, True)),
        ({"since": None, "to": DAY}, BEFORE, (True, True, True)),
        ({"since": None, "to": DAY, "end_published": EARLY}, BEFORE, (True, False, False)),
    ],
)
def test_a_country_stands_in_a_group_from_its_day_to_its_end_as_far_as_known(
    dates, known_on, inside
):
    span = Span("CN", **dates)
    assert tuple(span.covers(day, known_on) for day in (BEFORE, DAY, AFTER)) == inside


def test_a_fold_adds_a_country_from_its_day(mini):
    def members(day):
        return mini.book.members("Foes", day)

    assert members(date(2020, 12, 22)) == {"CN", "MO", "VN"}
    assert members(date(2020, 12, 23)) == {"CN", "MO", "VN", "HK"}
    assert members(date(2021, 6, 1)) == {"CN", "MO", "HK"}
    assert members(date(2022, 3, 1)) == {"CN", "MO", "HK", "RU"}


@given(day=st.dates(), known_on=st.dates())
def test_no_two_versions_of_a_provision_stand_at_once_but_for_what_was_not_yet_known(
    book, day, known_on
):
    for provision in book.provisions.values():
        standing = [one for one in provision.versions if one.covers(day, known_on)]
        assert (
            len(standing) <= 1
            or standing[0].end_published is None
            or standing[0].end_published > known_on
        )
        assert provision.on(day, known_on) is (standing[-1] if standing else None)


@given(
    day=st.dates(date(2015, 1, 1), date(2035, 1, 1)),
    known_on=st.dates(date(2015, 1, 1), date(2035, 1, 1)),
)
def test_between_two_edges_and_two_publications_nothing_changes(book, day, known_on):
    """What plans are kept by: a day that is no edge is like the day before it."""
    same_day = day not in book.edges
    same_known = known_on not in book.publications
    for provision in book.provisions.values():
        now = provision.on(day, known_on)
        state = now and now.state(day, known_on)
        for other, known in ((day - ONE, known_on),) * same_day + (
            (day, known_on - ONE),
        ) * same_known:
            then = provision.on(other, known)
            assert then is now
            assert (then and then.state(other, known)) == state
    for name in book.groups:
        if same_day:
            assert book.members(name, day - ONE, known_on) == book.members(name, day, known_on)
        if same_known:
            assert book.members(name, day, known_on - ONE) == book.members(name, day, known_on)
