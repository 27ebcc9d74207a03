"""What a decision says: frozen values, from the joined status down to one step of the proof."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.record import record

if TYPE_CHECKING:
    from datetime import date

    from licet.book.provision import Condition, Pause, Provision, Version
    from licet.facts.values import Truth

PROHIBITED = "prohibited"
LICENSE = "license_required"
EXCEPTION = "exception_available_with_conditions"
NOTIFY = "notification_or_registration_required"
NOTHING = "no_requirement_found"
UNKNOWN = "unknown_need_facts"
SUSPENDED = "suspended_revives_on"
STALE = "stale_law"
CONFLICT = "conflict_of_laws"
OUT_OF_SCOPE = "out_of_scope"

ORDER = (PROHIBITED, LICENSE, STALE, UNKNOWN, NOTIFY, EXCEPTION, OUT_OF_SCOPE, SUSPENDED, NOTHING)
"""Strictest first; how steps and sovereigns join.  An open question ranks above anything
milder, since it may turn out to be a need."""

POLICY_ORDER = (
    "policy_of_denial", "presumption_of_denial", "tailored", "case_by_case", "presumption_of_approval",
)  # fmt: skip

SEVERITY = (
    NOTHING, SUSPENDED, OUT_OF_SCOPE, EXCEPTION, NOTIFY,
    *(f"{LICENSE}:{policy}" for policy in reversed(POLICY_ORDER)), f"{LICENSE}:", PROHIBITED,
)  # fmt: skip
"""The scale of ``lower`` and ``upper``, mildest first: what the answer may turn out to be."""


ORDER_RANK = {status: place for place, status in enumerate(ORDER)}
POLICY_RANK = {policy: place for place, policy in enumerate(POLICY_ORDER)}
SEVERITY_RANK = {level: place for place, level in enumerate(SEVERITY)}


@record
class Finding:
    """A provision that matters to the answer, and whether its effective rule holds."""

    provision: Provision
    version: Version
    truth: Truth
    state: str
    pause: Pause | None = None

    @property
    def id(self) -> str:
        """The provision's id."""
        return self.provision.id


@record
class Tested:
    """A condition and its truth; ``person`` where no machine can tell.

    ``of`` says whose condition it is: an exception's code, a review policy, or a provision's id.
    """

    condition: Condition
    truth: Truth
    of: str = ""

    @property
    def person(self) -> bool:
        """Whether only a person can tell."""
        return self.condition.rule is None


@record
class Relief:
    """An exception measured against the requirements that hold.

    ``available`` is True where it is eligible, overcomes every requirement that holds and no
    condition fails ("available if the open conditions hold"); None where eligibility is open;
    False with ``why_not`` otherwise.
    """

    finding: Finding
    available: Truth
    conditions: tuple[Tested, ...]
    why_not: str = ""

    @property
    def code(self) -> str:
        """The exception's code, such as NAC."""
        return self.finding.provision.code


@record
class Charge:
    """Money owed under another head of law; never a condition of a license."""

    finding: Finding

    @property
    def terms(self) -> dict[str, str]:
        """Head, event, heading, base, payer, moment, legal basis; rate in percent."""
        return {**dict(self.finding.provision.charge), "rate_pct": self.finding.version.rate_pct}


@record
class Classification:
    """The entry that fits, or the entries that may; ``forms`` name it as shipped in other forms."""

    entry: str | None
    candidates: tuple[str, ...]
    forms: tuple[str, ...] = ()
    contradiction: str = ""

    @property
    def settled(self) -> bool:
        """Whether the entry is known, or known to be none."""
        return self.entry is not None or not self.candidates


@record
class Layer:
    """The answer of one layer of the law (enforced, or codified)."""

    status: str
    license_required: Truth
    lower: str
    upper: str
    grounds: tuple[str, ...]
    review_policy: str | None
    review_range: tuple[str, ...]
    reliefs: tuple[Relief, ...]
    requirements: tuple[Finding, ...]
    reviews: tuple[Finding, ...]

    @property
    def exceptions(self) -> tuple[str, ...]:
        """Codes of the exceptions that are available if their open conditions hold."""
        return tuple(relief.code for relief in self.reliefs if relief.available is True)

    @property
    def settled(self) -> bool:
        """Whether no missing fact could change how strict the answer is."""
        return self.lower == self.upper


@record
class Conflict:
    """A need of one law and the provision of another that forbids to follow it.

    ``truth`` is None where the need holds and it is open whether the other law stands against it.
    """

    by: Finding
    need: Finding
    truth: Truth


@record
class Answer:
    """One sovereign's answer."""

    sovereign: str
    enforced: Layer
    codified: Layer
    subject: Truth
    classification: Classification
    conditions: tuple[Tested, ...]
    charges: tuple[Charge, ...]
    alerts: tuple[Finding, ...]
    presumptions: tuple[Finding, ...]
    notifications: tuple[Finding, ...]
    suspended: tuple[Finding, ...]
    stale: tuple[Finding, ...]
    not_modelled: tuple[Finding, ...]
    unverified: tuple[Finding, ...]
    opposed: tuple[Finding, ...] = ()
    """Conflict provisions of this law that hold or are open."""
    run: Any = None

    @property
    def status(self) -> str:
        """The status under the law as enforced."""
        return self.enforced.status

    @property
    def claims(self) -> Truth:
        """Whether this law has a say: it claims the transfer, or asks for something all the same."""
        if self.subject is True or self.enforced.lower not in (NOTHING, OUT_OF_SCOPE):
            return True
        return None if self.subject is None or self.status != NOTHING else False

    @property
    def claimed_through(self) -> tuple[Finding, ...]:
        """Rules of reach that hold and have a ground of their own: direct products, foreign content."""
        return tuple(
            self.run.finding(unit)
            for unit in self.run.living("jurisdiction")
            if unit.part is None and unit.provision.grounds and self.run.truth(unit) is True
        )

    @property
    def severity(self) -> tuple[int, int, int]:
        """Where the answer stands when several are ordered; the strictest is the lowest.

        Of answers that are as strict, those of laws that claim the transfer come first, then those
        of laws that may.
        """
        policy = self.enforced.review_range[:1]
        strict = POLICY_RANK[policy[0]] if policy else -1  # a review that is not known ranks first
        quiet = (True, None, False).index(self.claims)
        return ORDER_RANK[self.status], strict if self.status == LICENSE else 0, quiet

    @property
    def license_required(self) -> Truth:
        """Whether a license is needed under the law as enforced."""
        return self.enforced.license_required

    @property
    def revives_on(self) -> date | None:
        """When the first suspended requirement that fits comes back."""
        days = [
            each.pause.to
            for each in self.suspended
            if each.pause is not None and each.pause.to is not None
        ]
        return min(days, default=None)
