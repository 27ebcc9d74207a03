"""What is answered over the wire, as pydantic models.

Models of answers name what one may rely on and let more pass, since answers grow.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from licet.api.requests import Day

Status = Literal[
    "prohibited", "license_required", "exception_available_with_conditions",
    "notification_or_registration_required", "no_requirement_found", "unknown_need_facts",
    "suspended_revives_on", "stale_law", "conflict_of_laws", "out_of_scope",
]  # fmt: skip
"""The closed set of results.  None of them says that anything may go."""


class Out(BaseModel):
    """An answer: what is named here is there, and more may be."""

    model_config = ConfigDict(extra="allow")


class Hashes(Out):
    """What an answer was made with."""

    law: str
    catalogue: str
    code: str


class Decision(Out):
    """The answer for one variant of the product.  `passes` is never a clearance."""

    item: str
    product: str | None
    on: Day
    known_on: Day | None
    status: Status
    headline: str
    beside: list[str]
    passes: bool
    answers: list[dict[str, Any]]
    questions: list[dict[str, Any]]
    screening: dict[str, Any] | None
    hashes: Hashes


class Signal(Out):
    """A signal that is raised: something that needs an explanation, and accuses nobody."""

    code: str
    title: str
    strength: str
    rule: str
    cite: list[str]
    looks_alike: str


class Signals(Out):
    """The signals on one variant.  `not_known` names the facts that each open signal wants; `estimate` has low, median and high."""

    subject: str
    on: Day
    signals: list[Signal]
    not_known: dict[str, list[str]]
    quiet: list[str]
    estimate: dict[str, Any]


class SignalsOut(Out):
    """Signals on a transfer; variants that show the same ones stand once."""

    ref: str
    subjects: list[Signals]
    hashes: Hashes
    silence: str


class DecisionsOut(Out):
    """One decision a variant, the strictest status of them, and who must still decide."""

    status: Status
    ref: str
    decisions: list[Decision]
    silence: str


class Fault(BaseModel):
    """One place of a request and what is wrong there."""

    place: str = Field(description="JSON pointer into the body, or the name of a parameter.")
    detail: str


class Problem(BaseModel):
    """A problem document (RFC 9457)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "/api/docs#not-valid",
                    "title": "The request does not say what it must",
                    "status": 422,
                    "detail": "'performence_density' is no known item fact. Did you mean performance_density?",
                    "instance": "/api/v1/decisions",
                    "way_out": "Mend what is named under errors and send it again.",
                    "errors": [
                        {
                            "place": "/transfer/item/facts/performence_density",
                            "detail": "'performence_density' is no known item fact. Did you mean performance_density?",
                        }
                    ],
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    instance: str | None = None
    way_out: str
    errors: list[Fault] = []


class RowOut(Out):
    """One line of a bulk answer: `answer` or `problem`; the last line counts them."""

    row: int | None = None
    ref: str | None = None
    answer: DecisionsOut | None = None
    problem: Problem | None = None


class Paged(Out):
    """One page; `next` is the address of the next, null on the last."""

    items: list[dict[str, Any]]
    next: str | None
    total: int


class ProductOut(Out):
    """A product, or each variant of a family."""

    variants: list[dict[str, Any]]
    hashes: Hashes


class HistoryOut(Out):
    """A product, or each variant of a family, with its stretches of days."""

    variants: list[dict[str, Any]]
    hashes: Hashes


class ProvisionOut(Out):
    """A provision of law; `state` is how it stands on the day."""

    id: str
    kind: str
    title: str
    sovereign: str
    state: str
    says: str
    cite: list[dict[str, Any]]
    versions: list[dict[str, Any]]
    hashes: Hashes


class ChangesOut(Out):
    """Events of the law, by day."""

    count: int
    changes: list[dict[str, Any]]
    hashes: Hashes


class CoverageOut(Out):
    """Each law, with what of it is modelled."""

    laws: list[dict[str, Any]]
    hashes: Hashes


class ScreeningOut(Out):
    """An answer a name, what was searched, and what was kept."""

    answers: list[dict[str, Any]]
    searched: dict[str, Any]
    record: dict[str, Any]
    silence: str


class HitOut(Out):
    """A hit, why it was found and what was said of it."""

    id: int
    state: str
    name: str
    entry: str
    asked: dict[str, Any]
    listed: dict[str, Any]
    history: list[dict[str, Any]]


class WorklistOut(Out):
    """What waits for a person."""

    today: Day
    hits: list[dict[str, Any]]
    proposals: list[dict[str, Any]]
    expiring: list[dict[str, Any]]
    holds: list[dict[str, Any]]
    unscreened: list[dict[str, Any]]


class ListsOut(Out):
    """How each list stands on a day."""

    on: Day
    lists: list[dict[str, Any]]


class LineOut(Out):
    """One line of an order, and why it is as it is."""

    line: str
    item: str
    result: Literal["PASS", "HOLD", "FAIL"]
    status: Status
    reason: str
    code: str
    next_step: str
    matches: list[str]


class CheckedOut(Out):
    """One check of an order.  PASS is no permission."""

    ref: str
    number: int
    result: Literal["PASS", "HOLD", "FAIL"]
    lines: list[LineOut]
    differs: list[str]
    notes: list[str]
    hashes: dict[str, str]


class CheckOut(CheckedOut):
    """A check that was made now, and how the order stands after it."""

    state: str
    held: str | None


class ChecksOut(Out):
    """All checks of one order, the newest first."""

    ref: str
    state: str
    checks: list[CheckedOut]


class OrderOut(Out):
    """One order."""

    ref: str
    state: str
    held: str | None
    body: dict[str, Any]
    last: CheckedOut | None


class DeterminationOut(Out):
    """What an officer has signed; `faults` is empty where bytes, hashes and signature fit."""

    id: int
    officer: str
    item: str
    status: str
    code: str
    statement: dict[str, Any]
    signature: str
    public_key: str
    answer: Any
    faults: list[str]


class Health(Out):
    """Whether the service answers, and by which law."""

    status: Literal["ok"]
    etag: str
    hashes: Hashes
