"""What the register answers."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from licet.api.models import Out


class ActOut(Out):
    """An act that was done: the event as it is kept, and from which state to which; `also` came in the same turn."""

    event: dict[str, Any]
    from_: str = Field(alias="from")
    to: str
    also: list[dict[str, Any]]
    findings: list[dict[str, Any]]


class PageOut(Out):
    """One page; `next` is the address of the next, null on the last."""

    items: list[dict[str, Any]]
    next: str | None


class CaseOut(Out):
    """An application as the reader may see it."""

    standing: dict[str, Any]
    file: dict[str, Any]


class StandingOut(Out):
    """Where an application stands: state, days, limits, who is waited for."""

    case: str
    state: str
    clock: dict[str, Any] | None
    limits: list[dict[str, Any]]


class WaysOut(Out):
    """What you may do next, with the fields that each act has; guards are asked when it is done."""

    case: str
    ways: list[dict[str, Any]]


class LicenseOut(Out):
    """A license as the reader may see it."""

    number: str
    state: str
    file: dict[str, Any]


class DrawnOut(Out):
    """Taken or refused, with every condition as it was tested; both are kept."""

    license: str
    taken: bool
    refused: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    balance: dict[str, Any] | None
    silence: str


class MatchedOut(Out):
    """PASS against the balance of one line, HOLD in every other case.  Nothing was taken."""

    result: Literal["PASS", "HOLD"]
    code: str
    reason: str
    silence: str


class AssessedOut(Out):
    """One shipment under every reading, side by side; none is added to another."""

    shipment: str
    readings: list[dict[str, Any]]


class MoneyOut(Out):
    """Each shipment under each reading with what is due, paid and open, and the ledger behind it."""

    license: str
    rows: list[dict[str, Any]]
    ledger: list[dict[str, Any]]


class DueOut(Out):
    """What the register entered of itself, since its time had come."""

    done: list[dict[str, Any]]


class LogOut(Out):
    """How far the public log has come; the checkpoint is a signed note."""

    size: int
    checkpoint: str
    key: str


class StatisticsOut(Out):
    """Figures that follow from the log, signed; numbers below the bound of the authority are left out."""

    figures: dict[str, Any]
    words: list[str]
    statement: str


class HookOut(Out):
    """A program that is told.  `secret` is shown this once."""

    id: int
    url: str
    secret: str


class EndedOut(Out):
    """It has ended."""

    ended: bool
