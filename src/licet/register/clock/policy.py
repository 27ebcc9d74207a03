"""How an authority counts over a span of time: unit, causes that stop the clock, limits of the stages."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from licet.errors import UnknownName
from licet.record import record
from licet.register.clock.calendar import UNITS, Calendar
from licet.register.reading import Sheet, open_sheet

NO_OBJECTION, OVERDUE = "no_objection", "overdue"
CLOCK, GROSS = "clock", "gross"
_STAGES = ("registration", "referral", "question", "proposal", "intent", "decision", "escalation")


@record
class Stop:
    """A listed cause that stops the clock."""

    cause: str
    cite: str
    confidence: str
    note: str = ""


@record
class Limit:
    """So many days (or months) from the start of a stage.  ``kind`` is limit, or target for a mere aim."""

    name: str
    title: str
    days: int
    months: int
    unit: str
    start: str
    counts: str
    kind: str
    cite: str
    confidence: str
    note: str = ""


@record
class Level:
    """One level of escalation: who decides, how, in how many days, and how long an agency may appeal."""

    level: int
    body: str
    decides: str
    days: int | None
    start: str
    appeal_days: int | None
    cite: str
    confidence: str


@record
class ClockPolicy:
    """The policy of an authority from ``since`` until, not including, ``to``.

    ``expiry_moves`` tells whether a license that ends on a holiday lasts to the first working day after it.
    """

    authority: str
    name: str
    since: date
    to: date | None
    unit: str
    calendar: Calendar | None
    cite: str
    source: str
    confidence: str
    silence: str
    intent_required: bool
    signatures: int
    reminder_days: int
    expiry_moves: bool
    stops: tuple[Stop, ...]
    limits: tuple[Limit, ...]
    levels: tuple[Level, ...]

    def stops_for(self, cause: str) -> bool:
        """Whether this cause is listed: another one changes the state and lets the days run on."""
        return any(each.cause == cause for each in self.stops)

    def limit(self, name: str) -> Limit | None:
        """The limit of that name, if the authority has one."""
        return next((each for each in self.limits if each.name == name), None)

    def level(self, number: int) -> Level | None:
        """The level of escalation of that number, if there is one."""
        return next((each for each in self.levels if each.level == number), None)


@record
class Clocks:
    """Every policy, and the titles of the causes."""

    policies: tuple[ClockPolicy, ...]
    causes: tuple[tuple[str, str], ...]

    @property
    def authorities(self) -> tuple[str, ...]:
        """Codes of the authorities that have a policy."""
        return tuple(dict.fromkeys(each.authority for each in self.policies))

    def on(self, authority: str, day: date) -> ClockPolicy:
        """The policy of ``authority`` on ``day``.

        Raises:
            UnknownName: none is here for that authority, or none for that day.
        """
        for each in self.policies:
            if (
                each.authority == authority
                and each.since <= day
                and (each.to is None or day < each.to)
            ):
                return each
        if authority in self.authorities:
            raise UnknownName(f"clock policy on {day}", authority, ())
        raise UnknownName("authority with a clock policy", authority, self.authorities)


def read_clocks(path: Path, calendars: dict[str, Calendar]) -> Clocks:
    """The policies of the file; ``LawError`` with line for whatever is wrong in it."""
    sheet = open_sheet(path, "the clocks")
    causes: dict[str, str] = {}
    for name, each in sheet.named("causes").items():
        causes[name] = each.text("title")
        each.done()
    policies = tuple(_policy(each, calendars, causes) for each in sheet.sheets("policies"))
    sheet.done()
    for n, later in enumerate(policies):
        for other in policies[:n]:
            if later.authority == other.authority and (other.to is None or later.since < other.to):
                raise sheet.wrong(f"two policies of {later.authority} hold on {later.since}")
    return Clocks(policies, tuple(causes.items()))


def _policy(sheet: Sheet, calendars: dict[str, Calendar], causes: dict[str, str]) -> ClockPolicy:
    since, unit = sheet.day("from"), sheet.of("unit", UNITS)
    if since is None:
        raise sheet.wrong("a policy has its first day")
    code = sheet.text("calendar", "")
    if code and code not in calendars:
        raise sheet.wrong(f"there is no calendar {code}; known are {', '.join(calendars)}")
    sheet.of("start", ("registration",))
    sheet.text("silence_cite", "")
    sheet.text("expiry_cite", "")
    found = ClockPolicy(
        sheet.text("authority"), sheet.text("name"), since, sheet.day("to", None), unit,
        calendars.get(code), sheet.text("cite"), sheet.text("source"), sheet.confidence(),
        sheet.of("silence", (NO_OBJECTION, OVERDUE)), sheet.of("intent", ("required", "none")) == "required",
        sheet.number("signatures", 1), sheet.number("reminder_days", 0),
        sheet.of("expiry_on_holiday", ("stands", "next_working_day"), "stands") != "stands",
        tuple(_stop(each, causes) for each in sheet.sheets("stops")),
        tuple(_limit(each, unit) for each in sheet.sheets("limits")),
        tuple(_level(each) for each in sheet.sheets("levels")),
    )  # fmt: skip
    sheet.done()
    if [each.level for each in found.levels] != list(range(1, len(found.levels) + 1)):
        raise sheet.wrong("levels of escalation count 1, 2, 3 and so on")
    return found


def _stop(sheet: Sheet, causes: dict[str, str]) -> Stop:
    cause = sheet.of("cause", tuple(causes))
    found = Stop(cause, sheet.text("cite"), sheet.confidence(), sheet.text("note", ""))
    sheet.done()
    return found


def _limit(sheet: Sheet, unit: str) -> Limit:
    found = Limit(
        sheet.text("name"), sheet.text("title"), sheet.number("days", 0), sheet.number("months", 0),
        sheet.of("unit", UNITS, unit), sheet.of("from", _STAGES), sheet.of("counts", (CLOCK, GROSS)),
        sheet.of("kind", ("limit", "target")), sheet.text("cite"), sheet.confidence(), sheet.text("note", ""),
    )  # fmt: skip
    sheet.done()
    if bool(found.days) == bool(found.months):
        raise sheet.wrong(f"the limit {found.name} has days or months, one of the two")
    return found


def _level(sheet: Sheet) -> Level:
    found = Level(
        sheet.number("level"), sheet.text("body"), sheet.of("decides", ("chair", "majority")),
        sheet.number("days", 0) or None, sheet.of("from", ("escalation", "agency_deadline")),
        sheet.number("appeal_days", 0) or None, sheet.text("cite"), sheet.confidence(),
    )  # fmt: skip
    sheet.text("note", "")
    sheet.done()
    return found
