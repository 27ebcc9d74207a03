"""What an application is at a moment: frozen values, all of them made by replay of its events."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from licet.record import record
from licet.register.clock.days import Tick
from licet.register.table import NONE

_EMPTY: Mapping[str, Any] = MappingProxyType({})
LEVELS = ("desk", "team", "final")
"""How far a position has come within its agency; a later level stands in for an earlier one."""
PROPOSED, ADOPTED, DROPPED = "proposed", "adopted", "dropped"


@record
class Version:
    """What the file said from one moment on; the versions before stay as they were."""

    number: int
    at: datetime
    by: str
    content: Mapping[str, Any]


@record
class Referral:
    """An agency that was asked, and how that ended: answered, no_objection, overdue, recalled, or still open."""

    agency: str
    rule: str
    sent: datetime
    lines: tuple[str, ...] = ()
    ended: datetime | None = None
    outcome: str = ""


@record
class Position:
    """What one agency holds of one line, to one country, for one party."""

    agency: str
    line: str
    country: str
    party: str
    position: str
    level: str
    by: str
    at: datetime
    reasons: tuple[str, ...] = ()
    basis: str = ""
    text: str = ""
    conditions: tuple[str, ...] = ()

    @property
    def about(self) -> tuple[str, str, str]:
        """Line, country and party."""
        return self.line, self.country, self.party


@record
class Question:
    """A question to the applicant; ``back`` is the state that it left."""

    id: str
    text: str
    by: str
    authority: str
    cause: str
    asked: datetime
    due: datetime
    back: str
    reminded: datetime | None = None
    parts: tuple[str, ...] = ()
    ended: datetime | None = None
    outcome: str = ""


@record
class Vote:
    """One body's vote at one level of escalation."""

    authority: str
    vote: str
    by: str
    at: datetime
    reasons: tuple[str, ...] = ()


@record
class Escalation:
    """One level of escalation: what brought it there, the votes, and how it was decided."""

    level: int
    trigger: str
    at: datetime
    by: str
    votes: tuple[Vote, ...] = ()
    outcome: str = ""
    decided: datetime | None = None
    decided_by: str = ""


@record
class Proposal:
    """A proposed decision; ``level`` is the level of escalation that it comes from, 0 for none.

    ``lines`` says how each line ends where they do not end alike.
    """

    outcome: str
    reasons: tuple[str, ...]
    by: str
    at: datetime
    level: int = 0
    text: str = ""
    lines: Mapping[str, Any] = _EMPTY


@record
class Signature:
    """A countersignature under a proposal."""

    by: str
    role: str
    at: datetime


@record
class Step:
    """One thing that happened to a condition: proposed, changed, adopted or dropped, by whom and why."""

    what: str
    by: str
    authority: str
    at: datetime
    reason: str
    seq: int
    content: Mapping[str, Any] = _EMPTY


@record
class Condition:
    """A condition as it stands, with all that happened to it."""

    id: str
    kind: str
    text: str
    terms: Mapping[str, Any]
    lines: tuple[str, ...]
    status: str
    history: tuple[Step, ...]

    @property
    def proposed_by(self) -> str:
        """The authority that proposed it."""
        return self.history[0].authority or self.history[0].by


@record
class Flag:
    """A flag on the case, a line, a party or a country; it stays in the record when it is removed."""

    flag: str
    on: str
    reason: str
    by: str
    at: datetime
    removed_by: str = ""
    removed_at: datetime | None = None
    removed_why: str = ""


@record
class Appeal:
    """An appeal against the decision."""

    at: datetime
    by: str
    reasons: tuple[str, ...]
    against: str
    outcome: str = ""
    decided_by: str = ""
    decided: datetime | None = None


@record
class CaseState:
    """An application after its events so far; ``state`` is ``none`` before the first.

    ``filers`` are all who acted for the applicant, ``recused`` officials with an interest of their own:
    none of them may weigh or decide the file.
    """

    case: str = ""
    state: str = NONE
    seq: int = 0
    last: datetime | None = None
    authority: str = ""
    applicant: str = ""
    number: str = ""
    registered: date | None = None
    supersedes: str = ""
    superseded_by: str = ""
    versions: tuple[Version, ...] = ()
    mandates: tuple[str, ...] = ()
    filers: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    assigned: str = ""
    back: tuple[str, ...] = ()
    ticks: tuple[Tick, ...] = ()
    documents: tuple[Mapping[str, Any], ...] = ()
    referrals: tuple[Referral, ...] = ()
    positions: tuple[Position, ...] = ()
    questions: tuple[Question, ...] = ()
    escalations: tuple[Escalation, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    signatures: tuple[Signature, ...] = ()
    conditions: tuple[Condition, ...] = ()
    flags: tuple[Flag, ...] = ()
    intent: datetime | None = None
    intent_ended: datetime | None = None
    decided: datetime | None = None
    deciders: tuple[str, ...] = ()
    outcome: str = ""
    license: str = ""
    reason: str = ""
    appeals: tuple[Appeal, ...] = ()
    corrections: tuple[Mapping[str, Any], ...] = ()
    reopened: int = 0

    @property
    def content(self) -> Mapping[str, Any]:
        """What the file says now: type, lines, parties, justification, opening."""
        return self.versions[-1].content if self.versions else _EMPTY

    @property
    def filed(self) -> date | None:
        """The day on which the file was opened, by universal time; None before that."""
        return self.versions[0].at.date() if self.versions else None

    @property
    def opening(self) -> Mapping[str, Any]:
        """The decision that the application starts from (``licet.register.opening``), empty if none."""
        found: Mapping[str, Any] = self.content.get("opening") or _EMPTY
        return found

    @property
    def proposal(self) -> Proposal | None:
        """The proposal that stands."""
        return self.proposals[-1] if self.proposals else None

    @property
    def level(self) -> int:
        """The level of escalation reached, 0 where nothing was escalated."""
        return self.escalations[-1].level if self.escalations else 0

    @property
    def question(self) -> Question | None:
        """The question that is open."""
        last = self.questions[-1] if self.questions else None
        return last if last is not None and last.ended is None else None

    @property
    def firm(self) -> str:
        """Whose file it is."""
        return self.applicant

    @property
    def standing_flags(self) -> tuple[Flag, ...]:
        """Flags that nobody has removed."""
        return tuple(each for each in self.flags if each.removed_at is None)

    @property
    def stages(self) -> dict[str, datetime]:
        """When each stage that limits count from began; the latest where there were several."""
        marks = {
            "registration": next((each.at for each in self.ticks if each.effect == "start"), None),
            "referral": min((r.sent for r in self.referrals if r.ended is None), default=None),
            "question": self.question.asked if self.question else None,
            "proposal": self.proposal.at if self.proposal and self.decided is None else None,
            "intent": self.intent if self.intent_ended is None else None,
            "decision": self.decided,
            "escalation": self.escalations[-1].at
            if self.escalations and self.escalations[-1].decided is None
            else None,
        }
        return {name: moment for name, moment in marks.items() if moment is not None}

    def standing_positions(self) -> tuple[Position, ...]:
        """The last position of each agency on each line, country and party, of its highest level."""
        found: dict[tuple[str, tuple[str, str, str]], Position] = {}
        for each in self.positions:
            key = (each.agency, each.about)
            held = found.get(key)
            if held is None or LEVELS.index(each.level) >= LEVELS.index(held.level):
                found[key] = each
        return tuple(found.values())

    def condition(self, name: str) -> Condition | None:
        """The condition of that id."""
        return next((each for each in self.conditions if each.id == name), None)

    def flag(self, name: str, on: str) -> Flag | None:
        """The flag of that name that stands on what is named."""
        return next((each for each in self.standing_flags if (each.flag, each.on) == (name, on)), None)  # fmt: skip

    def referral(self, agency: str) -> Referral | None:
        """The referral to that agency."""
        return next((each for each in self.referrals if each.agency == agency), None)
