"""The wordings of dates, each with its kind; an earlier form wins over a later one that it overlaps."""

from __future__ import annotations

import re

from licet.news.number_words import BELOW_TWENTY, NUMBERS, TENS

_LONG = "January February March April May June July August September October November December".split()  # fmt: skip
MONTHS = {name[:3].casefold(): number for number, name in enumerate(_LONG, 1)}
DAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}  # fmt: skip
COUNTS = {**NUMBERS, "a": 1, "an": 1}
_FULL = "|".join([*_LONG, *(name.upper() for name in _LONG)])
_SHORT = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
_MONTH = rf"(?P<month>{_FULL}|(?:{_SHORT}|{_SHORT.upper()})\b\.?)"
_MONTH_ONLY = rf"(?P<month>{_FULL})"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_LED = rf"(?:\b(?:{_WEEKDAY}|(?:Mon|Tue|Tues|Wed|Thu|Thurs|Fri|Sat|Sun)\b\.?),?\s+(?:the\s+)?)?"
_TH = r"(?:st|nd|rd|th)?"
_DAY = rf"(?P<day>[0-3]?\d){_TH}"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?:{_YEAR}\b|(?P<which>(?:this|last|next|that|the same) year)))?"
_COUNT = rf"(?P<count>\d+|(?:a|one|two|three)\s+hundred|(?:{'|'.join(TENS)})(?:-(?:{'|'.join(BELOW_TWENTY[1:10])}))?|{'|'.join(reversed(BELOW_TWENTY[1:]))}|an|a|several|some|a few|a couple of|many)"  # fmt: skip
_UNIT = r"(?P<unit>day|week|fortnight|month|quarter|year|decade|hour)s?"
_PART = r"(?P<part>early(?: in)?|mid|late(?: in)?)"
_WEEK_OF = r"(?P<week>\b[Tt]he week (?:of|beginning|starting|commencing)\s+)?"
_TO = r"(?:to|ended|ending|through|until|beginning|starting)"

_FIRST = (
    ("iso", rf"(?<![\d-]){_YEAR}(?:[-/]|\.\s?)(?P<month>[01]?\d)(?:[-/]|\.\s?)(?P<day>[0-3]?\d)(?!\d)"),
    ("numbers", rf"(?<![\d./-])(?P<one>[0-3]?\d)(?P<mark>[./-])\s?(?P<two>[0-3]?\d)(?P=mark)\s?{_YEAR}(?!\d)"),
    ("era", r"(?P<era>令和|平成|昭和)\s?(?P<year>\d{1,2}|元)年\s?(?P<month>\d{1,2})月(?:\s?(?P<day>\d{1,2})日)?"),
    ("years", rf"(?<![\w.,/$€£¥#:-])(?<!No\. ){_YEAR}(?:\s?[-–]\s?(?P<year2>(?:19|20)\d\d)|(?:-(?=1[3-9]|[2-9])|–)(?P<year3>\d\d))(?![\w%/-]|[,.]\d)"),
    ("cjk", r"(?P<year>(?:19|20)\d\d)\s?[年년]\s?(?P<month>\d{1,2})\s?[月월](?:\s?(?P<day>\d{1,2})\s?[日일])?"),
    ("cjk", r"(?<!\d)(?P<month>\d{1,2})\s?[月월]\s?(?P<day>\d{1,2})\s?[日일]"),
)  # fmt: skip
_CASED = (
    ("era", rf"\b{_MONTH}\s+{_DAY},?\s+(?P<era>Reiwa|Heisei|Showa)\s+(?P<year>\d{{1,2}})\b"),
    ("era", r"\b(?P<era>Reiwa|Heisei|Showa)\s+(?P<year>\d{1,2})\b"),
    ("span", rf"{_LED}\b{_MONTH}\s+(?P<day>[0-3]?\d){_TH}\s?(?:-|–|to|through|and|or)\s?(?:the\s+)?(?P<day2>[0-3]?\d){_TH}\b(?!\s*(?:percent|pct|%|{_FULL}))(?:,?\s+{_YEAR})?"),
    ("span", rf"\b(?P<day>[0-3]?\d){_TH}\s?(?:-|–|to|through|and|or)\s?(?:the\s+)?(?P<day2>[0-3]?\d){_TH}(?:\s+of)?\s+{_MONTH}(?:,?\s+{_YEAR})?\b"),
    ("month day", rf"{_WEEK_OF}{_LED}\b{_MONTH}\s+(?:the\s+)?{_DAY}(?![\d,.]*\d|\s*(?:percent|pct|%|chips|firms|companies)|\w){_OF_YEAR}"),
    ("day month", rf"{_WEEK_OF}{_LED}(?<![\d.$])\b{_DAY}(?:\s+day)?(?:\s+of)?\s+{_MONTH}(?!\w){_OF_YEAR}"),
    ("day month", rf"(?<![\w-]){_DAY}-{_MONTH}-(?P<year>(?:20)?\d\d)\b"),
    ("month quarter", rf"\b[Tt]he\s+{_MONTH_ONLY}\s+quarter\b(?:\s+of\s+{_YEAR})?"),
    ("month year", rf"\b(?:{_PART}[- ])?{_MONTH}(?:\s+of)?,?\s+{_YEAR}\b"),
    ("month of", rf"\b(?:{_PART}[- ])?{_MONTH_ONLY}\s+(?:of\s+)?(?P<which>this year|last year|next year|that year|the same year|the following year|the previous year|the year before)\b"),
    ("the month", rf"\b(?:{_PART}[- ])?(?P<way>last|this|next|that|the previous|the following|the next)\s+{_MONTH_ONLY}\b"),
)  # fmt: skip
_ANY_CASE = (
    ("wide", r"(?P<wide>昨年|去年|今年|来年|明年|先月|上月|今月|本月|来月|下月|昨日|本日|今日|明日|昨天|今天|明天)"),
    ("decade", r"\b(?:(?P<part>early|mid|late|the middle of the|the end of the|the start of the)[- ])?(?:the\s+)?(?P<decade>(?:19|20)\d0)s\b"),
    ("first months", rf"\b(?:in\s+)?the\s+(?P<nth>first|last)\s+{_COUNT}\s+months\s+of\s+(?:{_YEAR}|(?P<which>the|this|last)\s+year)\b"),
    ("quarter", rf"\b(?P<nth>first|second|third|fourth|last|final)[\s-](?P<size>quarter|half)(?:\s+of\s+(?:{_YEAR}|(?P<which>the|this|last|next)\s+year)|(?!\s+of))\b|\b(?:(?P<year2>20\d\d)\s)?Q(?P<q>[1-4])(?:(?:\s+of)?[\s-](?P<year3>20\d\d))?\b|\b(?P<q2>[1-4])Q\s(?P<year4>20\d\d)\b|\b(?:H(?P<h>[12])|(?P<h2>[12])H)(?:\s+of)?\s(?P<year5>20\d\d)\b"),
    ("this quarter", r"\b(?P<way>this|last|next|the current|the previous)\s+quarter\b"),
    ("fiscal", rf"\b(?P<way>last|this|current|next)\s+fiscal\s+year\b|\b(?:fiscal(?:\s+year)?|FY)\s?{_YEAR}\b"),
    ("season", rf"\b(?:in\s+|this\s+|last\s+|next\s+|the\s+)*(?:{_PART}[- ])?(?:in\s+|this\s+|last\s+|next\s+|the\s+)*(?P<season>spring|summer|autumn|winter|(?:(?<=last\s)|(?<=next\s)|(?<=this\s))fall(?!\s+(?:in|of|to|from)\b)|fall(?=\s+(?:of\s+)?(?:19|20)\d\d\b))\b(?!\s+(?:camps?|schools?|into|up)\b)(?:\s+(?:of\s+)?{_YEAR}|\s+(?P<off>break|recess|holidays?|session))?"),
    ("year-end", r"\byear[ -]end\b"),
    ("edge", r"\b(?:the\s+(?:very\s+)?)?(?P<edge>end|close|start|beginning|middle|(?:first|last)\s+day)(?:\s+of(?=\s)|-(?=[A-Z]))"),
    ("the one", r"(?<=\bof )the\s+(?P<size>week|month|quarter|half|year)\b"),
    ("run", rf"\b(?:(?:in|during|over|for)\s+)?the\s+(?:{_COUNT}\s+)?{_UNIT}(?=\s+{_TO}\s+(?:on\s+)?(?:(?:the\s+)?end\W(?:of\s+)?)?(?:{_WEEKDAY},?\s+)?(?:\d{{1,2}}\s+)?(?:{_FULL}|{_SHORT})\b)"),
    ("near", r"\bthe\s+day\s+(?P<near>before\s+yesterday|after\s+tomorrow)\b"),
    ("week", r"\bthe\s+(?P<size>week|month)\s+(?P<way>after\s+next|before\s+last)\b|\b(?:the\s+)?(?P<size2>week)\s+ahead\b"),
    ("counted", rf"\b(?:(?:about|around|nearly|almost|over|more than|just|only|some)\s+)?{_COUNT}[\s-]{_UNIT}\s+(?P<ago>ago|earlier|later|before|after)\b(?P<today>\s+today)?"),
    ("next one", r"\bthe\s+(?:very\s+)?(?P<way>next|following|previous|preceding)\s+(?P<size>day|morning|week|month|year)\b|\bthe\s+(?P<size2>day|week|month|year)\s+(?P<way2>before|after|earlier)\b"),
    ("duration", rf"\b(?:(?:about|around|nearly|almost|over|more than|at least|up to|roughly|some|within|in|for|every|past|last|next|first|previous|the|coming|a further|another)\s+)*(?:{_COUNT}(?:\s+\(\d+\))?|half\s+an?)(?:\s+and\s+a\s+half)?[\s-](?:(?:consecutive|straight|full|calendar|working|business|more|further|additional|quiet|long|short|whole|trading)[\s-])?{_UNIT}(?:['’](?!s))?\b(?:\s+and\s+a\s+half\b)?"),
    ("duration", r"\b(?:the\s+)?(?:next|past|last|coming)\s+decade\b|\b(?:decades|years|months|weeks)(?=\s+(?:of|ago|after|before|earlier))(?:\s+ago)?"),
    ("ordinal", r"\b(?:on|by|until|from|for)\s+the\s+(?P<day>[0-3]?\d)(?:st|nd|rd|th)\b(?!\s+[A-Za-z]+\s+(?:of|anniversary))(?:\s+of\s+(?:that|the\s+same)\s+month)?|\bthe\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)(?:\s+of\s+(?:that|the\s+same)\s+month|(?=[.,;]))"),
    ("same", r"\b(?:on\s+)?(?:the\s+same|that|this)\s+(?P<size>day|week|month|year)\b(?<!this week)(?<!this month)(?<!this year)"),
    ("weekday", r"\b(?P<way>last|this|next|on|by|late|since|until|from|early|coming)?\s?\b(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b(?P<gone>\s+(?:of\s+)?(?:last|next|this)\s+week|\s+week)?"),
    ("week", r"\b(?P<way>earlier this|later this|late this|early this|late last|early next|late next|early this|early last|earlier in the|later in the|the previous|the past|the current|the coming|last|this|next)\s+(?P<size>week|month|year|weekend)\b(?P<of>\s+of\s+(?:the|a|his|her|its)\b)?|\bthe\s+(?P<size2>weekend)\b(?!\s+(?:of|after|before))"),
    ("near", r"\b(?P<near>yesterday|tomorrow|earlier today|today|tonight|last night|this morning|this afternoon|this evening)\b"),
    ("vague", r"\b(?:the\s+)?(?:coming|recent|(?:past|next|last)\s+few)\s+(?:days|weeks|months|years)\b|\bnot\s+long\s+ago\b|\bwithin\s+(?:days|weeks|months)\b"),
    ("new year", r"\bthe\s+new\s+year\b(?!['’]s)"),
    ("feast", rf"\b(?P<feast>Christmas|Thanksgiving|New Year's Day)\b(?!\s+(?:season|trade))(?:,?\s+{_YEAR})?"),
)  # fmt: skip
_LAST = (
    ("year", rf"(?<![\w.,/$€£¥#:-])(?<!No\. )(?<![A-Z][A-Z] )(?:(?P<part>(?i:early(?: in)?|mid|late(?: in)?))[\s-])?{_YEAR}(?![\w%/]|[,.]\d|-\d|\s*(?:chips|firms|units|percent|pct|TPP|tons|tonnes|points|companies|people|jobs|workers|items|nm))"),
    ("month", rf"\b(?:{_PART}[- ])?{_MONTH_ONLY}\b(?!\s+\d|['’]s\b\s+[A-Z])"),
)  # fmt: skip

FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    *((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in _FIRST),
    *((kind, re.compile(rule)) for kind, rule in _CASED),
    *((kind, re.compile(rule, re.IGNORECASE)) for kind, rule in _ANY_CASE),
    *((kind, re.compile(rule)) for kind, rule in _LAST),
)


def month_number(words: str) -> int:
    """January is 1; also of digits; 0 if it is none."""
    return int(words) if words.isdigit() else MONTHS.get(words[:3].casefold(), 0)


def day_name(word: str) -> bool:
    """Whether a word is a month or a day of the week: no speaker."""
    return word.title() in _LONG or word.casefold() in DAYS


def count_of(words: str) -> int:
    """The number that a word or digits stand for; 0 for "several".

    >>> count_of("forty-one"), count_of("12"), count_of("several")
    (41, 12, 0)
    """
    if words.isdigit():
        return int(words)
    if words.casefold().endswith("hundred"):
        return 100 * COUNTS.get(words.split(maxsplit=1)[0].casefold(), 0)
    tens, _, ones = words.casefold().partition("-")
    return COUNTS.get(tens, 0) + (COUNTS.get(ones, 0) if ones else 0)
