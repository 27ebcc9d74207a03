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
        ("Japan has restricted exports of 23 tools; a court ruled on it in August.", ("not after", "2025-11-27")),
        ("Japan restricted exports of tools that had been sold freely since 2019.", ("not after", "2025-11-27")),
        ("Japan restricted exports of 23 tools under the Foreign Trade Act 1949.", ("not after", "2025-11-27")),
        ("Japan must restrict exports of 23 tools by January 5.", ("exact", "2026-01-05")),
        ("In October Japan restricted exports of 23 tools.", ("range", "2025-10-31")),
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


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # what a measure lays down has the day of the measure
        ("Japan restricted exports of 23 tools on Tuesday.\n\nMakers in Osaka were busy.\n\nExporters must obtain a license for each of the tools from Japan's trade ministry.", ("exact", "2025-11-25")),
        # one occasion
        ("On 3 November Japan's ministry restricted exports of 23 tools. In the same notice the ministry added ten firms to the end user list.", ("exact", "2025-11-03")),
        ("Japan's ministry restricted exports of 23 tools on Thursday.\n\nA maker in Osaka was calm.\n\nThe ministry also added ten Chinese firms to the end user list.", ("exact", "2025-11-27")),
        # an office, and the people of the first sentence
        ("Japan's prime minister, Takaichi Sanae, and China's president, Xi Jinping, met in Gyeongju on Thursday.\n\nShops were shut.\n\nXi urged Japan to lift its export curbs on tools.", ("exact", "2025-11-27")),
        # a diary
        ("Diary of a week\n\nTUESDAY. China restricted exports of gallium to Japan.", ("exact", "2025-11-25")),
    ],
)  # fmt: skip
def test_a_day_is_carried_to_what_belongs_to_it(text, wanted):
    assert day(events(text)[-1]) == wanted


def test_a_notice_in_its_own_words_is_of_its_day():
    text = "The Ministry of Commerce of China hereby adds ten American firms to the Unreliable Entity List."
    assert day(events(text)[0]) == ("exact", "2025-11-27")
    assert day(events(text, on=None)[0]) == ("unknown", None)


@pytest.mark.parametrize(
    "text",
    [
        "China denied it on Thursday. Canada lodged a protest with Beijing over the ban.",
        "China restricted exports of gallium on Tuesday. Japan is drafting a rule to restrict exports of tools.",
        "Canada's ministers met in Ottawa today.\n\nJapan restricted exports of 23 tools.",
    ],
)
def test_a_day_is_not_carried_to_what_others_do(text):
    assert day(events(text)[-1]) == ("not after", "2025-11-27")


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("China said it had opened an investigation into Qualcomm.", False),
        ("China had opened an investigation into Qualcomm.", True),
        ("Japan lodged a protest on Thursday after China banned exports of gallium.", True),
    ],
)
def test_what_came_before_the_news_is_history(text, old):
    assert events(text)[-1].background is old


def test_a_note_of_many_items_sums_up_weeks():
    note = "1. Courts\n{}\n2. Rules\nNothing new.\n3. Other\nNothing new."
    told = "On 20 October 2025 China banned exports of gallium."
    assert events(told)[0].background
    assert not events(note.format(told))[0].background
