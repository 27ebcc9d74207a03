"""What a shipment owes under each reading of the money, and what was paid."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from licet.book.book import RuleBook
from licet.register.entries import assessed_body
from licet.register.events import Actor
from licet.register.license_state import LicenseState
from licet.register.money.assess import Assessment, Consignment, side_by_side
from licet.register.money.books import Payment
from licet.register.money.readings import Reading
from licet.registry.books import money_book, payment_body, working_days
from licet.registry.model import LICENSE, Acted
from licet.registry.turn import Turn


def assess(  # noqa: PLR0917 - handed on as they came
    turn: Turn, state: LicenseState, readings: tuple[Reading, ...], book: RuleBook, goods: Consignment, by: Actor,
    at: datetime, why: str,
) -> tuple[Assessment, ...]:  # fmt: skip
    """The shipment under every reading; what is known to be due is entered, and entered once."""
    found = side_by_side(readings, goods, book, working=working_days(state, turn.law))
    money = money_book(state.money)
    for each in found:
        body: dict[str, Any] | None = assessed_body(each)
        if body is None or money.under(each.reading, each.shipment) == each:
            continue
        money = money.assessed(each, at.date(), why=why)
        turn.enter(
            state.case, LICENSE, "assessed", {**body, **({"why": why} if why else {})}, by, at
        )
    return found


def pay(turn: Turn, state: LicenseState, payment: Payment, by: Actor, at: datetime) -> Acted:
    """Enter a payment, unless this very one was entered."""
    body = payment_body(payment)
    key = f"paid:{payment.key}"
    done = turn.repeated(state.case, "paid", body, by, key)
    if done is None:
        money_book(state.money).paid(payment)
        done = turn.enter(state.case, LICENSE, "paid", body, by, at, key)
    return done
