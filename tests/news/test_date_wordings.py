"""Wordings of dates of many styles, each with the value that evaluation/news/FORMAT.md gives it.

The wording stands in square brackets, its value is written as FORMAT.md writes one: a day, a month,
a year, an interval of these, a length, or nothing where the text does not allow one.  The texts are
read as of Thursday 27 November 2025.
"""

from calendar import monthrange
from datetime import date

import pytest

from licet.news.dates import dates
from licet.news.model import DURATION, EXACT, RANGE, Dated
from licet.news.parse import parsed
from licet.news.tongue import sentences

THURSDAY = Dated(EXACT, date(2025, 11, 27), date(2025, 11, 27))

IN_FULL = [
    ("It was signed on [8 December 2025].", "2025-12-08"),
    ("It was signed on [December 8, 2025].", "2025-12-08"),
    ("It was signed on [Dec. 8, 2025].", "2025-12-08"),
    ("It was signed on [8 Dec. 2025].", "2025-12-08"),
    ("It was signed on [8th December 2025].", "2025-12-08"),
    ("It was signed on [the 8th of December 2025].", "2025-12-08"),
    ("It was signed on [the 8th day of December 2025].", "2025-12-08"),
    ("It was signed on [this 8th day of December, 2025].", "2025-12-08"),
    ("It was signed on [December the 8th, 2025].", "2025-12-08"),
    ("It was signed on [Monday, December 8, 2025].", "2025-12-08"),
    ("It was signed on [Monday 8 December 2025].", "2025-12-08"),
    ("It was signed on [Mon, 8 Dec 2025].", "2025-12-08"),
    ("It was signed on [Mon., Dec. 8, 2025].", "2025-12-08"),
    ("It was signed on [2025-12-08].", "2025-12-08"),
    ("It was signed on [2025/12/08].", "2025-12-08"),
    ("It was signed on [2025.12.08].", "2025-12-08"),
    ("It was signed on [2025. 12. 8.] in Sejong.", "2025-12-08"),
    ("It was signed at [2025-12-08T09:30:00Z].", "2025-12-08"),
    ("It was signed on [08.12.2025].", "2025-12-08"),
    ("It was signed on [18/12/2025].", "2025-12-18"),
    ("It was signed on [12/18/2025].", "2025-12-18"),
    ("It was signed on [08-Dec-2025].", "2025-12-08"),
    ("It was signed on [8-Dec-25].", "2025-12-08"),
    ("It was signed on [08/12/2025].", None),
    ("It was signed on [DECEMBER 8, 2025].", "2025-12-08"),
    ("It was signed on [8 DECEMBER 2025].", "2025-12-08"),
    ("It was signed on [8 DEC 2025].", "2025-12-08"),
    ("[2026年1月15日],公告生效。", "2026-01-15"),
    ("[2026年1月],公告生效。", "2026-01"),
    ("[令和8年1月15日]に施行される。", "2026-01-15"),
    ("[令和元年7月1日]に発表された。", "2019-07-01"),
    ("[평성]은 아니다. [2025년 11월 4일] 발표되었다.", "2025-11-04"),
    ("It was notified in [Reiwa 7].", "2025"),
    ("It takes effect on [January 15, Reiwa 8].", "2026-01-15"),
    ("It was cut on [the 15th day of January, 2026].", "2026-01-15"),
    ("The rule of [February 29, 2024] stands.", "2024-02-29"),
    ("The rule of [February 30, 2024] stands.", None),
]

STRETCHES = [
    ("The talks ran [from 1 to 15 May].", "2025-05-01/2025-05-15"),
    ("The talks ran [from 1 May to 15 June].", "2025-05-01/2025-06-15"),
    ("The talks ran [from May 1 through May 15, 2025].", "2025-05-01/2025-05-15"),
    ("The talks ran [May 1-15, 2025].", "2025-05-01/2025-05-15"),
    ("The talks ran [May 1–15].", "2025-05-01/2025-05-15"),
    ("The talks ran [from 28 December 2024 to 3 January 2025].", "2024-12-28/2025-01-03"),
    ("The talks ran [from 28 December to 3 January 2025].", "2024-12-28/2025-01-03"),
    ("The talks ran [between May 1 and May 15].", "2025-05-01/2025-05-15"),
    ("The talks ran [between 1 and 15 May 2024].", "2024-05-01/2024-05-15"),
    ("The talks ran [from the 1st to the 15th of May 2024].", "2024-05-01/2024-05-15"),
    ("Sales fell [from April to June].", "2025-04/2025-06"),
    ("Sales fell in [April-June].", "2025-04/2025-06"),
    ("Sales fell in the [July–September] period.", "2025-07/2025-09"),
    ("Sales fell in [July-September 2024].", "2024-07/2024-09"),
    ("Sales fell [between November 2023 and March 2024].", "2023-11/2024-03"),
    ("It sold them [from 2019 to 2022].", "2019/2022"),
    ("It sold them in [2019-2022].", "2019/2022"),
    ("It sold them in [2019–22].", "2019/2022"),
    ("It sold them in [2021-22].", "2021/2022"),
    ("It sold them [in the 12 months to June].", "2024-07/2025-06"),
    ("It sold them [in the 12 months to June 2024].", "2023-07/2024-06"),
    ("It sold them in [the year to March].", "2024-04/2025-03"),
    ("It sold them in [the three months ended September 30, 2025].", "2025-07/2025-09"),
    ("It sold them in [the six months to the end of June].", "2025-01/2025-06"),
    ("It sold them in [the year ended 31 March 2025].", "2024-04/2025-03"),
    ("They met on [17 and 18 November].", "2025-11-17/2025-11-18"),
    ("They met on [November 17 and 18, 2025].", "2025-11-17/2025-11-18"),
    ("They met in [the week of 3 March].", "2025-03-03/2025-03-09"),
    ("They met in [the week beginning 3 March 2025].", "2025-03-03/2025-03-09"),
    ("They met in [the week ended November 21].", "2025-11-15/2025-11-21"),
    ("It fell in [the first half of 2025].", "2025-01/2025-06"),
    ("It fell in [the first half of the year].", "2025-01/2025-06"),
    ("It fell in [the first half].", "2025-01/2025-06"),
    ("It fell in [H1 2025].", "2025-01/2025-06"),
    ("It fell in [1H 2025].", "2025-01/2025-06"),
    ("It fell in [the second half of last year].", "2024-07/2024-12"),
    ("It fell in [Q3].", "2025-07/2025-09"),
    ("It fell in [Q3 2024].", "2024-07/2024-09"),
    ("It fell in [Q3 of 2024].", "2024-07/2024-09"),
    ("It fell in [2024 Q3].", "2024-07/2024-09"),
    ("It fell in [3Q 2024].", "2024-07/2024-09"),
    ("It fell in [the third quarter of last year].", "2024-07/2024-09"),
    ("It fell in [the July quarter of 2024].", "2024-05/2024-07"),
    ("It fell in [the September quarter].", "2025-07/2025-09"),
    ("It fell in [the fourth quarter of 2024].", "2024-10/2024-12"),
    ("It fell in [the final quarter of 2024].", "2024-10/2024-12"),
    ("It will ship in [the first quarter of next year].", "2026-01/2026-03"),
    ("It fell in [the last three months of 2024].", "2024-10/2024-12"),
    ("It fell in [the first nine months of the year].", "2025-01/2025-09"),
    ("It fell [last quarter].", "2025-07/2025-09"),
    ("It will fall [next quarter].", "2026-01/2026-03"),
    ("It traded in [the 1990s].", "1990/1999"),
    ("It traded in [the early 1990s].", "1990/1993"),
    ("It traded in [the late 1980s].", "1987/1989"),
]

MONTHS_AND_PARTS = [
    ("It was widened in [September].", "2025-09"),
    ("It was widened in [December].", "2024-12"),
    ("It will be widened in [March].", "2026-03"),
    ("It was widened in [Sept. 2024].", "2024-09"),
    ("It was widened in [Sep 2024].", "2024-09"),
    ("It was widened in [September, 2024].", "2024-09"),
    ("It was widened in [September of 2024].", "2024-09"),
    ("It was widened in [September of last year].", "2024-09"),
    ("It was widened in [September last year].", "2024-09"),
    ("It will be widened in [March next year].", "2026-03"),
    ("It was widened [last March].", "2025-03"),
    ("It was widened [this September].", "2025-09"),
    ("It will be widened [this December].", "2025-12"),
    ("It was widened in [early September].", "2025-09-01/2025-09-10"),
    ("It was widened in [mid-March].", "2025-03-11/2025-03-20"),
    ("It was widened in [mid March 2024].", "2024-03-11/2024-03-20"),
    ("It was widened in [late August].", "2025-08-21/2025-08-31"),
    ("They need it by [the end of March].", "2026-03-31"),
    ("They need it by [the end of March 2027].", "2027-03-31"),
    ("They need it by [end-March].", "2026-03-31"),
    ("They need it by [the end of the month].", "2025-11-30"),
    ("They need it by [the end of next month].", "2025-12-31"),
    ("They need it by [the end of the year].", "2025-12-31"),
    ("They need it by [year-end].", "2025-12-31"),
    ("They need it by [the end of the quarter].", "2025-12-31"),
    ("They need it by [the end of the first quarter].", "2026-03-31"),
    ("They need it by [the end of 2026].", "2026-12-31"),
    ("They need it at [the end of this year].", "2025-12-31"),
    ("They need it by [the end of the week].", "2025-11-30"),
    ("Exports have doubled since [the start of the year].", "2025-01-01"),
    ("Exports have doubled since [the beginning of 2025].", "2025-01-01"),
    ("Exports doubled at [the start of the month].", "2025-11-01"),
    ("Exports doubled at [the beginning of October].", "2025-10-01"),
    ("Exports doubled at [the turn of the year].", None),
    ("Exports doubled at [the end of last year].", "2024-12-31"),
    ("Exports doubled in [early 2024].", "2024-01"),
    ("Exports doubled in [late 2024].", "2024-12"),
    ("Exports doubled in [mid-2024].", "2024-05/2024-08"),
    ("Exports doubled [this spring].", "2025-03/2025-05"),
    ("Exports doubled [last winter].", "2024-12/2025-02"),
    ("Exports will double [next summer].", "2026-06/2026-08"),
    ("Exports doubled in [the autumn of 2023].", "2023-09/2023-11"),
    ("Exports doubled in [the fall of 2023].", "2023-09/2023-11"),
    ("Exports doubled in [fall 2023].", "2023-09/2023-11"),
    ("Exports doubled in [summer 2023].", "2023-06/2023-08"),
    ("Exports doubled in [the summer].", "2025-06/2025-08"),
    ("Exports doubled in [2023].", "2023"),
    ("Exports doubled in [the year 2023].", "2023"),
    ("Exports doubled in [fiscal 2023].", "2023"),
    ("Exports doubled in [FY2023].", "2023"),
    ("Exports doubled in [the last fiscal year].", None),
    ("Exports doubled in [calendar year 2023].", "2023"),
]

COUNTED = [
    ("It came [yesterday].", "2025-11-26"),
    ("It comes [tomorrow].", "2025-11-28"),
    ("It came [the day before yesterday].", "2025-11-25"),
    ("It comes [the day after tomorrow].", "2025-11-29"),
    ("It came [today].", "2025-11-27"),
    ("It came [earlier today].", "2025-11-27"),
    ("It came [this morning].", "2025-11-27"),
    ("It came [last night].", "2025-11-26"),
    ("It came [yesterday evening].", "2025-11-26"),
    ("It came [two days ago].", "2025-11-25"),
    ("It came [a week ago].", "2025-11-20"),
    ("It came [a fortnight ago].", "2025-11-13"),
    ("It came [a month ago].", "2025-10"),
    ("It came [a year ago].", "2024"),
    ("It came [a decade ago].", "2015"),
    ("It came [last week].", "2025-11-17/2025-11-23"),
    ("It came [last month].", "2025-10"),
    ("It came [last year].", "2024"),
    ("It came [earlier this week].", "2025-11-24/2025-11-30"),
    ("It came [earlier this month].", "2025-11"),
    ("It came [earlier this year].", "2025"),
    ("It came [earlier in the month].", "2025-11"),
    ("It came [late last month].", "2025-10-21/2025-10-31"),
    ("It came [late last year].", "2024-12"),
    ("It came over [the weekend].", "2025-11-22/2025-11-23"),
    ("It came [last weekend].", "2025-11-22/2025-11-23"),
    ("They will meet [this weekend].", "2025-11-29/2025-11-30"),
    ("They will meet [next week].", "2025-12-01/2025-12-07"),
    ("They will meet [later this week].", "2025-11-24/2025-11-30"),
    ("They will meet [next month].", "2025-12"),
    ("They will meet [next year].", "2026"),
    ("They will meet [the week after next].", "2025-12-08/2025-12-14"),
    ("They will meet [in two weeks' time].", "P2W"),
    ("They met [the week before last].", "2025-11-10/2025-11-16"),
    ("They met [last Friday].", "2025-11-21"),
    ("They met on [Friday last week].", "2025-11-21"),
    ("They met on [Tuesday of last week].", "2025-11-18"),
    ("They will meet on [Tuesday next week].", "2025-12-02"),
    ("They will meet [this Friday].", "2025-11-28"),
    ("They will meet [next Tuesday].", "2025-12-02"),
    ("They met on [Monday evening].", "2025-11-24"),
    ("They met [late Wednesday].", "2025-11-26"),
    ("They met on [Wednesday night local time].", "2025-11-26"),
    ("They met on [Monday and Tuesday].", "2025-11-24/2025-11-25"),
    ("They met on [MONDAY].", "2025-11-24"),
    ("They met on [Thurs].", None),
    ("They met on [Thursday].", "2025-11-27"),
    ("They met at [the end of last week].", "2025-11-23"),
    ("It came on 4 May 2025. It was printed [the next day].", "2025-05-05"),
    ("It came on 4 May 2025. It was printed [the day after].", "2025-05-05"),
    ("It came on 4 May 2025. It was dropped [two weeks later].", "2025-05-18"),
    ("It came on 4 May 2025. [A day earlier] they met.", "2025-05-03"),
    ("It came on 4 May 2025. [The previous day] they met.", "2025-05-03"),
    ("It came on 4 May 2025. [The day before], they met.", "2025-05-03"),
    ("It came on 4 May 2025. It was dropped [six months later].", "2025-11"),
    ("It came on 4 May 2025. It was dropped [the following month].", "2025-06"),
    ("It came on 4 May 2025. It was dropped [the following week].", "2025-05-05/2025-05-11"),
    ("It came on 4 May 2024. It was dropped [the following year].", "2025"),
    ("It came on 4 May 2024. It was dropped [later that year].", "2024"),
    ("It came on 4 May 2024. It was dropped [later that month].", "2024-05"),
    ("It came on 4 May 2024. It was dropped [in June of that year].", "2024-06"),
    ("It came on 4 May 2024. It was dropped [that October].", "2024-10"),
    ("It came on 4 May 2024. It was dropped on [20 June of the same year].", "2024-06-20"),
    ("It came on 4 May 2024. It was dropped on [the 20th of that month].", "2024-05-20"),
]

LEGAL = [
    ("It takes effect on [1 January 2026], the notice says.", "2026-01-01"),
    ("File no later than [31 March 2026].", "2026-03-31"),
    ("File on or before [1 May 2026].", "2026-05-01"),
    ("File not later than [close of business on 1 May 2026].", "2026-05-01"),
    ("File by [5:00 p.m. on May 1, 2026].", "2026-05-01"),
    ("Comments are due on [December 15].", "2025-12-15"),
    ("It is effective as of [January 1, 2026].", "2026-01-01"),
    ("It is effective [January 1, 2026], unless withdrawn.", "2026-01-01"),
    ("It applies as of [the 60th day after publication].", None),
    ("It applies from [the thirtieth day following its publication].", None),
    ("It applies [60 days after publication] of the notice.", "P60D"),
    ("Parties have [thirty (30) days] to reply.", "P30D"),
    ("Parties have [sixty days] to reply.", "P60D"),
    ("Parties have [90 calendar days] to reply.", "P90D"),
    ("Parties have [ten working days] to reply.", "P10D"),
    ("Parties have [a 30-day period] to reply.", "P30D"),
    ("The license is valid for [two years].", "P2Y"),
    ("The license is valid for [one and a half years].", "P18M"),
    ("The license is valid for [a year and a half].", "P18M"),
    ("The license is valid for [18 months].", "P18M"),
    ("The license is valid for [half a year].", "P6M"),
    ("The license is valid for [48 hours].", "PT48H"),
    ("The license is valid for [twenty-four months].", "P24M"),
    ("The license is valid for [a further six weeks].", "P6W"),
    ("The license is valid for [one hundred days].", "P100D"),
    ("The license is valid for [180 days].", "P180D"),
    ("The license is valid for [several months].", None),
    ("The license is valid for [a decade].", "P10Y"),
    ("The license is valid for [two decades].", "P20Y"),
    ("The license is valid until [31 December 2027].", "2027-12-31"),
    ("The license is valid through [June 30, 2026].", "2026-06-30"),
    ("It held since [November 2023].", "2023-11"),
    ("It is dated [the 3rd of June, 2025].", "2025-06-03"),
    ("Done at Brussels, [3 June 2025].", "2025-06-03"),
    ("It entered into force on [1.6.2025].", "2025-06-01"),
    ("See OJ L 206, [11.6.2021], p. 1.", "2021-06-11"),
    ("See 90 FR 4544 ([Jan. 16, 2025]).", "2025-01-16"),
]

NO_DATES = [
    "It may march on and fall in line.",
    "Nvidia sold 2025 chips and 1 may be lost.",
    "Sales fell 5 percent and the price rose to 2,025 yen.",
    "See Regulation (EU) 2021/821 and 15 CFR 744.21.",
    "The RTX 4090 and the 910B are chips of 7 nm.",
    "Call 03-3501-1511 or see page 12-13 of the notice.",
    "Under section 232 the duty is 25 percent.",
    "The second round and the third batch were cut.",
    "The fall of the yen hit them.",
    "They spring into action and summer schools close.",
]


def read(text, known=THURSDAY):
    cut = sentences(text)
    return dates(text, known, tuple(parsed(text, cut, [])))


def ends(value):
    """First and last day of a value, or its length."""
    if value is None or value.startswith("P"):
        return value
    first, _, last = value.partition("/")
    low = [int(part) for part in first.split("-")]
    high = [int(part) for part in (last or first).split("-")]
    high += [12] if len(high) == 1 else []
    high += [monthrange(*high)[1]] if len(high) == 2 else []
    return date(*[*low, 1, 1][:3]), date(*high)


def found(text, known=THURSDAY):
    before, _, rest = text.rpartition("[")
    words, _, after = rest.partition("]")
    plain = before.replace("[", "").replace("]", "") + words + after
    start = len(before.replace("[", "").replace("]", ""))
    met = [each for each in read(plain, known) if each.span and each.span.start < start + len(words) and start < each.span.end]  # fmt: skip
    assert len(met) <= 1, "one wording, one date"
    if not met or met[0].kind not in (EXACT, RANGE, DURATION):
        return None
    return met[0].length or None if met[0].kind == DURATION else (met[0].first, met[0].last)


@pytest.mark.parametrize(
    ("text", "value"),
    [*IN_FULL, *STRETCHES, *MONTHS_AND_PARTS, *COUNTED, *LEGAL],
    ids=str,
)
def test_a_wording_has_the_value_of_the_format(text, value):
    assert found(text) == ends(value)


@pytest.mark.parametrize("text", NO_DATES)
def test_numbers_and_words_like_dates_are_none(text):
    assert [text[each.span.start : each.span.end] for each in read(text) if each.span] == []
