"""The day of an act: what hangs on its verb, what is carried, and what is history."""

from datetime import date

import pytest

from licet.news.reader import Reader
from licet.news.sources.files import of_text

READER = Reader()
THURSDAY = date(2025, 11, 27)


def events(text, on=THURSDAY):
    _, _, cleaned = next(iter(of_text(text, "a")))
    return READER.read(cleaned, on=on).events


def day(event):
    last = event.date.last
    return (event.date.kind, str(last) if last else None)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Japan restricted exports of 23 tools on Tuesday.", ("exact", "2025-11-25")),
        ("Japan will restrict exports of 23 tools from January 5.", ("exact", "2026-01-05")),
        ("Japan has restricted exports of 23 tools.", ("not after", "2025-11-27")),
        ("Japan has restricted exports of 23 tools, the ministry said on Tuesday.", ("not after", "2025-11-25")),
        ("Japan restricted exports of 23 tools last month.", ("range", "2025-10-31")),
        ("China lifted the curbs of October 2022 on Monday.", ("exact", "2025-11-24")),
        ("China suspended the ban until 10 November 2026.", ("not after", "2025-11-27")),
        ("China banned exports of gallium on December 3, 2024.", ("exact", "2024-12-03")),
    ],
)  # fmt: skip
def test_an_act_has_the_day_that_hangs_on_its_verb(text, wanted):
    assert day(events(text)[0]) == wanted


def test_a_day_is_carried_where_the_same_body_goes_on():
    text = (
        "Japan restricted exports of 23 tools on Tuesday. It added ten firms to the end user list."
    )
    first, second = events(text)[:2]
    assert day(second) == day(first)
    assert second.date.how == "carried from another sentence"


def test_a_day_is_not_carried_to_another_body():
    text = "Japan restricted exports of 23 tools on Tuesday. China lodged a protest with Tokyo."
    assert day(events(text)[-1]) == ("not after", "2025-11-27")


def test_an_old_day_and_a_pluperfect_are_history():
    (old,) = events("China banned exports of gallium in July 2023.")
    (new,) = events("China banned exports of gallium on Wednesday.")
    assert old.background
    assert not new.background


def test_without_a_day_of_the_text_an_act_has_none():
    assert day(events("Japan restricted exports of 23 tools on Tuesday.", on=None)[0]) == ("unknown", None)  # fmt: skip
