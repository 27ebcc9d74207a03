"""The days of one authority: its zone, the hour at which its day ends, and when it does not work."""

from __future__ import annotations

import calendar as months
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from licet.errors import InputError
from licet.record import record
from licet.register.reading import day_from, open_sheet

CALENDAR, WORKING = "calendar", "working"
UNITS = (CALENDAR, WORKING)
_ONE = timedelta(days=1)
_WEEK = tuple(name.lower() for name in months.day_name)


class UnknownDay(InputError):
    """A day of which nobody entered whether it is a working day."""


@record
class Calendar:
    """``cutoff`` is the hour at which the next day begins, None for midnight.

    ``since`` and ``to`` are the first and last day whose holidays are known; both included.
    """

    code: str
    title: str
    zone: ZoneInfo
    cutoff: time | None
    weekend: frozenset[int]
    since: date
    to: date
    holidays: Mapping[date, str]
    cite: str = ""
    confidence: str = ""

    def day_of(self, moment: datetime) -> date:
        """The day that a moment counts to: past the cut-off hour it is the next one."""
        local = moment.astimezone(self.zone)
        late = self.cutoff is not None and local.time() >= self.cutoff
        return local.date() + _ONE if late else local.date()

    def works(self, day: date) -> bool:
        """Whether the authority works on ``day``.

        Raises:
            UnknownDay: the holidays of that year are not known; none are guessed.
        """
        if not self.since <= day <= self.to:
            raise UnknownDay(
                f"the holidays of {self.code} are known from {self.since} to {self.to}, so whether {day} is a working day is not; "
                f"add them to law/procedure/calendars/{self.code}.yaml"
            )
        return day.weekday() not in self.weekend and day not in self.holidays

    def days(self, after: date, through: date, unit: str) -> Iterator[date]:
        """The days that count in ``unit``, later than ``after`` and up to ``through``."""
        day = after + _ONE
        while day <= through:
            if unit == CALENDAR or self.works(day):
                yield day
            day += _ONE

    def add(self, day: date, number: int, unit: str) -> date:
        """The day that is ``number`` counting days after ``day``; before it where negative."""
        if unit == CALENDAR:
            return day + timedelta(days=number)
        step = _ONE if number >= 0 else -_ONE
        left = abs(number)
        while left:
            day += step
            left -= self.works(day)
        return day


def months_on(day: date, number: int) -> date:
    """The same day ``number`` months on; the month's last where it is shorter.

    >>> months_on(date(2028, 1, 31), 1)
    datetime.date(2028, 2, 29)
    """
    whole = day.year * 12 + day.month - 1 + number
    year, month = divmod(whole, 12)
    return date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1]))


def read_calendar(path: Path) -> Calendar:
    """The calendar of one file; ``LawError`` with line for whatever is wrong in it."""
    sheet = open_sheet(path, "the calendar")
    name, cutoff = sheet.text("zone"), sheet.text("cutoff")
    try:
        zone = ZoneInfo(name)
        hour = None if cutoff == "24:00" else time.fromisoformat(cutoff)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise sheet.wrong(f"the zone or the cut-off hour cannot be read: {error}") from None
    weekend = sheet.texts("weekend")
    for each in weekend:
        if each not in _WEEK:
            raise sheet.wrong(f"{each!r} is no day of the week")
    since, to = sheet.day("from"), sheet.day("to")
    if since is None or to is None or to < since:
        raise sheet.wrong("a calendar has a first and a later last day: from and to")
    holidays = sheet.sheet("holidays")
    days = {day_from(day, holidays): str(title) for day, title in holidays.data.items()}
    for day in days:
        if not since <= day <= to:
            raise holidays.wrong(f"{day} is outside {since} to {to}")
    code = sheet.text("code")
    if path.stem != code:
        raise sheet.wrong(f"the file of {code} is named {code}.yaml")
    found = Calendar(
        code, sheet.text("title"), zone, hour, frozenset(map(_WEEK.index, weekend)),
        since, to, MappingProxyType(days), sheet.text("cite"), sheet.confidence(),
    )  # fmt: skip
    sheet.text("cutoff_note", "")
    sheet.text("source")
    sheet.done()
    return found
