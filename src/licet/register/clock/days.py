"""Days at a moment: gross, on the clock, and stopped by cause, with what is left of each limit.

A day counts to what the clock did when that day began: a question sent on Friday and answered on Monday
stops Saturday, Sunday and Monday, and one answered on the day it was sent stops none.  Gross days are
those on the clock and those stopped, together, always.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

from licet.record import record
from licet.register.clock.calendar import CALENDAR, Calendar, UnknownDay, months_on
from licet.register.clock.policy import CLOCK, ClockPolicy, Limit

START, STOP, RUN, END, APPEAL = "start", "stop", "run", "end", "appeal"
NOT_STARTED, RUNNING, STOPPED, ENDED = "not_started", "running", "stopped", "ended"


@record
class Tick:
    """What an event did to the clock, and why."""

    at: datetime
    effect: str
    cause: str = ""


@record
class Segment:
    """A span in which the clock ran or stood still; ``to`` is None while it lasts.

    ``counted`` is False where the cause is listed by the policy; an unlisted cause stops no day.
    """

    since: datetime
    to: datetime | None
    standing: str
    cause: str
    counted: bool


@record
class Days:
    """Days from registration to a moment, or to the end, in the unit of the policy.

    ``gross``, ``clock`` and ``stopped`` are None where working days are counted and the authority's
    holidays are not known.  ``calendar_days`` are always known.
    """

    unit: str
    standing: str
    cause: str
    gross: int | None
    clock: int | None
    stopped: tuple[tuple[str, int], ...] | None
    calendar_days: int


@record
class Due:
    """A limit that runs: days used and left, and its last day.

    ``left`` is negative when it is over.  ``last_day`` is None while the clock stands still, since it
    moves with every day, and where it lies in a year whose holidays are not known; ``used`` and ``left``
    are None where those of a day before are not known.
    """

    limit: Limit
    since: date
    used: int | None
    left: int | None
    last_day: date | None
    over: bool | None
    """Whether the last day has passed; None where that is unknown."""


def main_clock(ticks: tuple[Tick, ...]) -> tuple[Tick, ...]:
    """The ticks from the start to the first end: an appeal has its own clock, administration none."""
    found: list[Tick] = []
    for tick in ticks:
        if tick.effect == START or (found and tick.effect in (STOP, RUN, END)):
            found.append(tick)
        if found and tick.effect == END:
            break
    return tuple(found)


def segments(ticks: tuple[Tick, ...], policy: ClockPolicy) -> tuple[Segment, ...]:
    """The spans of the main clock, in order."""
    main = main_clock(ticks)
    found = []
    for n, tick in enumerate(main):
        if tick.effect == END:
            break
        to = main[n + 1].at if n + 1 < len(main) else None
        stopped = tick.effect == STOP
        listed = stopped and policy.stops_for(tick.cause)
        found.append(Segment(tick.at, to, STOPPED if stopped else RUNNING, tick.cause, not listed))
    return tuple(found)


def count(ticks: tuple[Tick, ...], policy: ClockPolicy, moment: datetime) -> Days:
    """Days of the main clock at ``moment``.  A file that is not registered has none."""
    main = tuple(tick for tick in main_clock(ticks) if tick.at <= moment)
    if not main:
        return Days(policy.unit, NOT_STARTED, "", 0, 0, (), 0)
    last = main[-1]
    standing = {END: ENDED, STOP: STOPPED}.get(last.effect, RUNNING)
    until = last.at if standing == ENDED else moment
    calendar = policy.calendar
    if calendar is None:
        calendar_days = (until.date() - main[0].at.date()).days
    else:
        calendar_days = (calendar.day_of(until) - calendar.day_of(main[0].at)).days
    cause = last.cause if standing == STOPPED else ""
    days = days_of(main, policy, main[0].at, until, policy.unit)
    if days is None:
        return Days(policy.unit, standing, cause, None, None, None, calendar_days)
    tally = Counter(why for _, why in days)
    stopped = tuple(sorted((name, n) for name, n in tally.items() if name))
    return Days(policy.unit, standing, cause, len(days), tally[""], stopped, calendar_days)


def days_of(
    ticks: tuple[Tick, ...], policy: ClockPolicy, since: datetime, until: datetime, unit: str
) -> list[tuple[date, str]] | None:
    """The days after that of ``since`` up to that of ``until``, each with the cause that stopped it, "" if none did.

    None where ``unit`` is working days and the holidays are not known.
    """
    calendar = policy.calendar
    if calendar is None:
        if unit != CALENDAR:
            return None
        first = since.date()
        return [(first + timedelta(days=n), "") for n in range(1, (until.date() - first).days + 1)]
    marks = [
        (calendar.day_of(tick.at), tick.cause if tick.effect == STOP and policy.stops_for(tick.cause) else "")
        for tick in ticks
    ]  # fmt: skip
    try:
        days = list(calendar.days(calendar.day_of(since), calendar.day_of(until), unit))
    except UnknownDay:
        return None
    found: list[tuple[date, str]] = []
    at, now = 0, ""
    for day in days:
        while at < len(marks) and marks[at][0] < day:
            now = marks[at][1]
            at += 1
        found.append((day, now))
    return found


def due(
    limit: Limit, since: datetime, ticks: tuple[Tick, ...], policy: ClockPolicy, moment: datetime
) -> Due:
    """How a limit that began at ``since`` stands at ``moment``, or stood when the clock ended."""
    calendar = policy.calendar
    main = tuple(tick for tick in main_clock(ticks) if tick.at <= moment)
    if main and main[-1].effect == END and since < main[-1].at:
        moment = main[-1].at  # what was to be done before the end is counted to the end
    start = calendar.day_of(since) if calendar else since.date()
    today = calendar.day_of(moment) if calendar else moment.date()
    if limit.months:
        end = months_on(start, limit.months)
        return Due(limit, start, (today - start).days, (end - today).days, end, today > end)
    days = days_of(main, policy, since, moment, limit.unit)
    if days is None:
        return Due(limit, start, None, None, None, None)
    counted = [day for day, cause in days if not cause or limit.counts != CLOCK]
    used = len(counted)
    if used >= limit.days:  # the last day is behind us or today, also where today is no day of work
        end = counted[limit.days - 1]
        return Due(limit, start, used, limit.days - used, end, today > end)
    stands = bool(main) and main[-1].effect == STOP and policy.stops_for(main[-1].cause)
    ahead = None if limit.counts == CLOCK and stands else _ahead(calendar, today, limit, used)
    return Due(limit, start, used, limit.days - used, ahead, over=False)


def _ahead(calendar: Calendar | None, today: date, limit: Limit, used: int) -> date | None:
    """The day on which the last day of the limit falls if the clock runs from now on; None where unknown."""
    if calendar is None:
        return today + timedelta(days=limit.days - used)
    try:
        return calendar.add(today, limit.days - used, limit.unit)
    except UnknownDay:
        return None


def dues(
    stages: Mapping[str, datetime], ticks: tuple[Tick, ...], policy: ClockPolicy, moment: datetime
) -> tuple[Due, ...]:
    """Every limit of the stages that have begun, the one with least time left first."""
    found = [
        due(each, stages[each.start], ticks, policy, moment)
        for each in policy.limits
        if each.start in stages
    ]
    return tuple(
        sorted(found, key=lambda each: (each.left is None, each.left or 0, each.limit.name))
    )
