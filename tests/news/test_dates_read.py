"""What the wordings of dates come to: counted from the day of the text, by the tense of their verb."""

from datetime import date

import pytest

from licet.news.anchors import anchor
from licet.news.model import DURATION
from licet.news.reader import Reader
from licet.news.sources.files import of_text

READER = Reader()
THURSDAY = date(2025, 11, 27)


def dates(text, on=THURSDAY):
    _, _, cleaned = next(iter(of_text(text, "a")))
    return READER.read(cleaned, on=on).dates


def value(dated):
    if dated.first is None:
        return dated.kind
    return str(dated.first) if dated.first == dated.last else f"{dated.first}/{dated.last}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was signed on December 8, 2025.", "2025-12-08"),
        ("It was signed on 8 Dec 2025.", "2025-12-08"),
        ("The rule of 2025-12-08 stands.", "2025-12-08"),
        ("It is dated 12/23/2025.", "2025-12-23"),
        ("It is dated 03/04/2025.", "unknown"),
        ("It is dated 15-01-2025.", "2025-01-15"),
        ("Dated AUGUST 14, 2025, it stands.", "2025-08-14"),
        ("They met on Sunday, 23 February 2025.", "2025-02-23"),
        ("令和7年11月14日に公布された。", "2025-11-14"),
        ("2025年11月4日,商务部发布公告。", "2025-11-04"),
        ("그것은 2025년 11월 4일 발표되었다.", "2025-11-04"),
        ("They talked on Jan. 15-16, 2026.", "2026-01-15/2026-01-16"),
        ("They talked on May 11 and 12.", "2025-05-11/2025-05-12"),
        ("It was published on 4 April.", "2025-04-04"),
        ("It takes effect on January 13.", "2026-01-13"),
        ("Firms have until May 15 to comply.", "2026-05-15"),
        ("They met on Tuesday.", "2025-11-25"),
        ("They will meet on Tuesday.", "2025-12-02"),
        ("It said so on Thursday.", "2025-11-27"),
        ("It was approved last Thursday.", "2025-11-20"),
        ("They meet next Monday.", "2025-12-01"),
        ("It began to issue permits on Friday.", "2025-11-21"),
        ("The rule is to take effect on Friday.", "2025-11-28"),
        ("Talks are due on Monday.", "2025-12-01"),
        ("It came yesterday.", "2025-11-26"),
        ("It was filed this morning.", "2025-11-27"),
        ("It came two days ago.", "2025-11-25"),
        ("It came two weeks ago.", "2025-11-13"),
        ("It came three months ago.", "2025-08-01/2025-08-31"),
        ("It came four years ago.", "2021-01-01/2021-12-31"),
        ("It came last month.", "2025-10-01/2025-10-31"),
        ("Talks resume next week.", "2025-12-01/2025-12-07"),
        ("They meet late this month.", "2025-11-21/2025-11-30"),
        ("It came in early July.", "2025-07-01/2025-07-10"),
        ("It came in mid-October.", "2025-10-11/2025-10-20"),
        ("He called in late 2024.", "2024-12-01/2024-12-31"),
        ("He called in early 2024.", "2024-01-01/2024-01-31"),
        ("It ran in the second half of 2024.", "2024-07-01/2024-12-31"),
        ("Sales fell in the third quarter.", "2025-07-01/2025-09-30"),
        ("Sales fell in Q2 2024.", "2024-04-01/2024-06-30"),
        ("Exports rose in the first ten months of 2025.", "2025-01-01/2025-10-31"),
        ("It was barred in the spring.", "2025-03-01/2025-05-31"),
        ("It was barred in the spring of 1992.", "1992-03-01/1992-05-31"),
        ("They will meet in the spring.", "2026-03-01/2026-05-31"),
        ("The list was widened in September.", "2025-09-01/2025-09-30"),
        ("It will be widened in March.", "2026-03-01/2026-03-31"),
        ("It was imposed in April last year.", "2024-04-01/2024-04-30"),
        ("It was fined last November.", "2024-11-01/2024-11-30"),
        ("They need it by the end of 2026.", "2026-12-31"),
        ("It runs until the end of March.", "2026-03-31"),
        ("The budget of fiscal 2026 passed.", "2026-01-01/2026-12-31"),
        ("It has been so since 2019.", "2019-01-01/2019-12-31"),
        ("It sold them between 2019 and 2022.", "2019-01-01/2022-12-31"),
        ("Sales fell from January to April 2025.", "2025-01-01/2025-04-30"),
        ("Trade boomed in the 1980s.", "1980-01-01/1989-12-31"),
        ("It began in the middle of the 1980s.", "1984-01-01/1986-12-31"),
        ("The pact of 1952 stands.", "1952-01-01/1952-12-31"),
        ("It waited for 90 days.", DURATION),
        ("It gave a six-month license.", DURATION),
        ("After about seven years it ended.", DURATION),
        ("It was sold by Christmas.", "2025-12-25"),
    ],
)  # fmt: skip
def test_a_wording_comes_to_a_day_a_stretch_or_a_length(text, wanted):
    assert value(dates(text)[0]) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("It was signed on 13 May 2025. It was printed the next day.", "2025-05-14"),
        ("It was signed on 13 May 2025. It was printed two days later.", "2025-05-15"),
        ("A rule came on 13 May 2025. A week earlier it seemed dead.", "2025-05-06"),
        ("It fell in October 2022. A year later it rose.", "2023-10-01/2023-10-31"),
        ("They signed on 17 April 1987. Duties ended that June.", "1987-06-01/1987-06-30"),
        ("They signed on 19 December 1995. It began the following year.", "1996-01-01/1996-12-31"),
        ("It came in early 2024. Limits had fallen the previous October.", "2023-10-01/2023-10-31"),
        ("It came on 1 November 2025. Licenses were given on the 6th.", "2025-11-06"),
        ("It came on 2 May 2025. It was printed the same day.", "2025-05-02"),
        (
            "Steps so far:\n* March 2023: the ministry floated a list. It became law on 23 May.",
            "2023-05-23",
        ),
        ("He was charged on 27 February 2025, a day after police raided his shop.", "2025-02-26"),
        (
            "In December it was told. It had filed four papers by the end of the month.",
            "2024-12-31",
        ),
    ],
)
def test_what_points_back_is_counted_from_the_date_told_last(text, wanted):
    assert value(dates(text)[-1]) == wanted


@pytest.mark.parametrize("text", ["He met them on Monday.", "It came last month.", "It came yesterday.", "It was signed on 4 May."])  # fmt: skip
def test_without_a_day_of_the_text_nothing_is_made_up(text):
    assert dates(text, on=None)[0].kind == "unknown"


@pytest.mark.parametrize("text", ["It may march on.", "Some 2,025 firms may join.", "Nvidia sold 2025 chips."])  # fmt: skip
def test_counts_and_words_like_months_are_no_dates(text):
    assert dates(text) == ()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("A title\n\nTOKYO, Nov. 27 (Kisen) - Japan denied it.", "2025-11-27"),
        ("A title\n\nApril 16, 2025 (Harbor Wire) -- Nvidia said so.", "2025-04-16"),
        ("CLIENT ALERT | 20 January 2026\n\nTwo measures, one chip.", "2026-01-20"),
        ("A letter no. 41 | 30 May 2025\n\nWhat came under control on Wednesday.", "2025-05-30"),
        ("MEMORANDUM\nDate: October 3, 2025\nRe: half is enough", "2025-10-03"),
        ("A title\n\nFebruary 2026\n\nEvery generation of men repeats it.", "2026-02-01/2026-02-28"),
        ("A title\n\nThe two met on 3 March 2020 and agreed on it.", "unknown"),
        ("A title\n\nOn 3 March 2020 the two agreed on it.", "unknown"),
        ("A title\n\n(Harbor Wire) 12/23/2025 - The office said so.", "2025-12-23"),
        ("A title\n25 February 2026. From our desk. China said on Tuesday that it would, the ministry in Beijing having waited for long.", "2026-02-25"),
        ("A title\n\n14 July. A rule took effect.", "unknown"),
    ],
)  # fmt: skip
def test_a_text_counts_from_the_day_that_its_head_gives(text, wanted):
    assert value(anchor(text, (), date(2025, 12, 1) if "TOKYO" in text else None)) == wanted


def test_a_list_of_days_shares_its_year():
    text = "It was gallium in August 2023, graphite from 1 December, antimony on 15 September 2024."
    assert [value(each) for each in dates(text)] == ["2023-08-01/2023-08-31", "2023-12-01", "2024-09-15"]  # fmt: skip


def test_what_comes_each_year_has_no_year():
    assert dates("The list was amended each December.")[0].kind == "unknown"
