"""Events are read off versions, pauses, groups and tables; nothing is decided."""

from datetime import date, timedelta

from licet.explore.timeline import (
    BEGINS,
    ENDS,
    GAINS,
    LOSES,
    NEW_TEXT,
    PAUSE_ENDS,
    PAUSED,
    between,
    changes_since,
    events,
)


def of(book, subject):
    return [(str(each.on), each.what) for each in events(book) if each.subject == subject]


def test_events_come_by_day(book):
    days = [event.on for event in events(book)]
    assert days == sorted(days)
    assert len(days) > 100


def test_every_edge_of_the_book_has_an_event(book):
    assert {event.on for event in events(book)} == set(book.edges)


def test_every_event_names_its_text(book):
    for event in events(book):
        assert event.source or event.cite, event


def test_a_text_that_gives_way_to_another_is_a_new_text_and_no_end(book):
    assert of(book, "us.742.6.a6iii.destination") == [
        ("2023-11-17", BEGINS),
        ("2025-01-13", NEW_TEXT),
    ]


def test_a_text_that_nothing_follows_ends(book):
    assert of(book, "us.ccl.3A090_2022") == [("2022-10-21", BEGINS), ("2023-11-17", ENDS)]


def test_a_suspension_begins_and_runs_out(book):
    found = of(book, "us.744.11.affiliates")
    assert ("2025-11-10", PAUSED) in found
    assert ("2026-11-10", PAUSE_ENDS) in found


def test_a_country_that_moves_leaves_one_group_and_joins_another(book):
    moves = {
        (event.subject, event.what)
        for event in events(book)
        if event.on == date(2026, 7, 10) and "AE" in event.names
    }
    assert {("D4", LOSES), ("A5", GAINS)} <= moves


def test_between_leaves_out_its_first_day_and_takes_in_its_last(book):
    day = date(2023, 11, 17)
    found = events(book)
    assert between(found, day - timedelta(days=1), day)
    assert all(event.on != day for event in between(found, day, day + timedelta(days=400)))


def test_changes_since_counts_what_was_published_then_and_binds_later(book):
    found = changes_since(book, date(2026, 4, 7))
    assert any(
        event.subject == "us.ccl.3A090.note_1" and event.on == date(2026, 12, 31) for event in found
    )
    assert all(
        event.on >= date(2026, 4, 7) or event.published >= date(2026, 4, 7) for event in found
    )
