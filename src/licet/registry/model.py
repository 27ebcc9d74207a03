"""What the registry gives back, and how it says no."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.errors import InputError
from licet.record import record
from licet.register.conditions.model import Condition, Finding
from licet.register.conditions.reporting import Owed
from licet.register.drawdown.model import Balance
from licet.register.events import Actor, Event
from licet.register.license import LicenseView
from licet.register.license_state import LicenseState
from licet.register.money.books import MoneyBook
from licet.register.state import CaseState

APPLICATION, LICENSE = "application", "license"
"""What a stream of events is about."""

State = CaseState | LicenseState
SYSTEM = Actor("system", "system")
"""Who enters what the register itself finds."""


class NotAllowed(InputError):
    """A role may not do or read this, or not this file; it does not say whether the file exists."""

    def __init__(self, message: str, actor: Actor) -> None:
        super().__init__(message)
        self.actor = actor


class NotYours(NotAllowed):
    """There is no such file, or not within reach of who asks; nobody is told which."""


class Changed(InputError):
    """An act was meant for a file after its event ``expected``, and the file has come to ``found``."""

    def __init__(self, case: str, expected: int, found: int, actor: Actor) -> None:
        super().__init__(f"{case} stands at its event {found}, and the act was meant after event {expected}")  # fmt: skip
        self.case, self.expected, self.found, self.actor = case, expected, found, actor


@record
class Acted:
    """An act that was done, now or earlier under the same key (``repeated``).

    ``before`` and ``state`` are the whole file before and after: for the register's own use.  Show an actor
    what ``Registry.case`` and ``Registry.license`` give them.  ``also`` are acts of the same transaction: an
    application that is issued has the ``issue`` of its license there.  ``findings`` are tests before issue.
    """

    event: Event
    before: State
    state: State
    recorded_at: datetime
    repeated: bool = False
    also: tuple[Acted, ...] = ()
    findings: tuple[Finding, ...] = ()


@record
class Posted:
    """One event on its way to the public log.

    ``number`` counts all events of the register from 0 without a gap, in the order in which they were kept;
    where every event gives one entry, it is the entry's index in the log.
    """

    number: int
    nature: str
    event: Event
    before: State
    after: State
    recorded_at: datetime
    published: datetime | None = None


@record
class Standing:
    """A row of a worklist.  ``days_left`` is null where no binding limit runs, or where days are unknown.

    ``limit`` is the title of the limit that ends first, ``stopped`` the cause for which the clock stands.
    """

    case: str
    state: str
    title: str
    authority: str
    applicant: str
    number: str
    assigned: str
    license: str
    last: datetime
    limit: str
    days_left: int | None
    last_day: str
    over: bool
    stopped: str
    waiting_for: tuple[str, ...]


@record
class Holding:
    """A license as its holder sees it: lines with balances, conditions, returns that are owed, the money."""

    state: LicenseState
    view: LicenseView
    balances: tuple[Balance, ...]
    conditions: tuple[Condition, ...]
    owed: tuple[Owed, ...]
    money: MoneyBook


@record
class Examined:
    """What ``verify`` read, and every fault that it found, each a sentence."""

    events: int
    streams: int
    faults: tuple[str, ...]

    @property
    def good(self) -> bool:
        """Whether nothing is at fault."""
        return not self.faults


Json = dict[str, Any]
