"""Reports that must be filed by a day, and which are outstanding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from licet.errors import InputError, UnknownName
from licet.record import record
from licet.register.conditions.evidence import Inputs, Shipment
from licet.register.conditions.model import Said

SHIPMENT = "shipment"
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
EVERY = (*MONTHS, SHIPMENT)
_IN_YEAR = 12


@record
class Reporting:
    """``obligation`` is filed within ``days`` of the end of each period, or of each shipment.

    Periods are those of the calendar; the first is the one that holds ``since``.  With ``working`` the days
    are working days; else calendar days, and with ``roll`` a day off moves the end to the next working day.
    """

    obligation: str
    every: str
    days: int
    since: date
    working: bool = False
    roll: bool = False

    def __post_init__(self) -> None:
        """Refuse a period that is none."""
        if self.every not in EVERY:
            raise UnknownName("period of a report", self.every, EVERY)


@record
class Owed:
    """One report: for which period or shipment, due when (None where no calendar tells), filed when."""

    obligation: str
    period: str
    ended: date
    due: date | None
    filed: date | None = None
    ref: str = ""

    def outstanding(self, day: date) -> bool:
        """Whether its day has passed and nothing is filed."""
        return self.filed is None and self.due is not None and self.due < day

    @property
    def days_late(self) -> int:
        """By how many days it was filed late; 0 where it was not, or is not filed."""
        late = self.filed is not None and self.due is not None and self.filed > self.due
        return (self.filed - self.due).days if late and self.filed and self.due else 0


def reporting(rule: Reporting, inputs: Inputs, at: datetime) -> Said:
    """Whether every report whose day has passed is filed; one filed late counts as filed, and is named."""
    day = at.date()
    if inputs.returns is None:
        return Said(None, "Nothing is known of reports.", missing=(f"what was filed as {rule.obligation}",))  # fmt: skip
    reports = owed(rule, inputs, day)
    unknown = [each for each in reports if each.due is None and each.filed is None]
    open_ = [each for each in reports if each.outstanding(day)]
    late = [f"{each.period} by {each.days_late} days" for each in reports if each.days_late]
    used = tuple(f"{each.ref}, {each.filed}" for each in reports if each.filed)
    tail = f" Filed late: {', '.join(late)}." if late else ""
    if open_:
        said = ", ".join(f"{each.period} (due {each.due})" for each in open_)
        return Said(False, f"{rule.obligation} is outstanding for {said}.{tail}", used)
    if unknown:
        said = ", ".join(each.period for each in unknown)
        return Said(None, f"When {rule.obligation} is due for {said} cannot be told.{tail}", used, ("the calendar of the authority",))  # fmt: skip
    return Said(True, f"No {rule.obligation} is outstanding on {day}.{tail}", used)


def owed(rule: Reporting, inputs: Inputs, day: date) -> tuple[Owed, ...]:
    """Each report whose period has ended by ``day``, or whose goods have gone, in order."""
    ends = (
        _shipments(inputs.drawn, rule.since, day) if rule.every == SHIPMENT else _periods(rule, day)
    )
    filed = {
        each.period: each
        for each in sorted(inputs.returns or (), key=lambda each: each.filed, reverse=True)
        if each.obligation == rule.obligation and each.filed <= day
    }
    return tuple(
        Owed(
            rule.obligation, name, end, due_day(end, rule.days, rule.working, rule.roll, inputs.working),
            filed[name].filed if name in filed else None, filed[name].ref if name in filed else "",
        )
        for name, end in ends
    )  # fmt: skip


def _shipments(drawn: tuple[Shipment, ...], since: date, day: date) -> list[tuple[str, date]]:
    return [(each.ref, each.day) for each in drawn if since <= each.day <= day]


def _periods(rule: Reporting, day: date) -> Iterator[tuple[str, date]]:
    """Name and last day of each period that has ended before ``day``."""
    length = MONTHS[rule.every]
    start = date(rule.since.year, (rule.since.month - 1) // length * length + 1, 1)
    while True:
        month = start.month + length
        after = date(start.year + (month > _IN_YEAR), (month - 1) % _IN_YEAR + 1, 1)
        if after > day:
            return
        yield period_name(start, rule.every), after - timedelta(days=1)
        start = after


def period_name(day: date, every: str) -> str:
    """The period of the calendar that holds ``day``.

    >>> period_name(date(2026, 5, 1), "quarter"), period_name(date(2026, 5, 1), "month")
    ('2026-Q2', '2026-05')
    """
    match every:
        case "month":
            return f"{day:%Y-%m}"
        case "quarter":
            return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
        case "half_year":
            return f"{day.year}-H{(day.month - 1) // 6 + 1}"
        case _:
            return str(day.year)


def due_day(
    end: date, days: int, working: bool, roll: bool, calendar: Callable[[date], bool] | None  # noqa: FBT001
) -> date | None:  # fmt: skip
    """``days`` after ``end``; None where working days are asked for and no calendar tells them.

    >>> due_day(date(2026, 3, 31), 30, False, False, None)
    datetime.date(2026, 4, 30)
    >>> due_day(date(2026, 1, 16), 2, True, False, lambda day: day.weekday() < 5)
    datetime.date(2026, 1, 20)
    """
    if not working and not roll:
        return end + timedelta(days=days)
    if calendar is None:
        return None
    try:
        return _by_calendar(end, days, working, calendar)
    except InputError:  # the calendar does not reach so far
        return None


def _by_calendar(
    end: date, days: int, working: bool, calendar: Callable[[date], bool]  # noqa: FBT001
) -> date:  # fmt: skip
    """So many working days on; or so many days on, and to the next working day."""
    if not working:
        end, days = end + timedelta(days=days), 0
        while not calendar(end):
            end += timedelta(days=1)
    while days:
        end += timedelta(days=1)
        days -= bool(calendar(end))
    return end
