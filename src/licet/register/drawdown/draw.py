"""Taking goods from a license: once, within its balance, and with every condition tested."""

from __future__ import annotations

from datetime import datetime

from licet.record import replaced
from licet.register.conditions.evidence import Inputs, Shipment
from licet.register.conditions.model import DRAWDOWN, Condition, Finding
from licet.register.conditions.tested import test_all
from licet.register.drawdown.against import against_license, drawn_before, not_identified
from licet.register.drawdown.balance import alerts, balance_of, with_drawn
from licet.register.drawdown.model import Book, Drawn, Reason, Request
from licet.register.exact import exact
from licet.register.license import LicenseView


@exact
def draw(
    view: LicenseView, book: Book, request: Request, conditions: tuple[Condition, ...], inputs: Inputs,
    *, at: datetime, by: str,
) -> Drawn:  # fmt: skip
    """The answer to a request; ``book.with_answer`` keeps it.

    The same key with the same content gives the answer that was given, refusals too: after a refusal
    that could be cured, ask under a new key.  The same key with other content is refused, and not kept.
    """
    before = book.under(request.key)
    if before is not None:
        if before.request.content == request.content:
            return before
        said = (
            f"{request.key} was used on {before.at:%Y-%m-%d} for another request; take a new key."
        )
        return Drawn(view.number, request, at, by, False, (Reason("key_reused", said),), (), None)
    findings = tried(view, book, request, conditions, inputs, at=at)
    refused = (
        *against_license(view, request, book),
        *not_identified(request),
        *drawn_before(request, book),
        *(
            Reason("condition", f"{each.condition}: {each.why}")
            for each in findings
            if each.refuses
        ),
    )
    line = view.line(request.line)
    answer = Drawn(
        view.number, request, at, by, not refused, refused, findings,
        balance_of(line, book) if line else None, notes=_notes(request),
    )  # fmt: skip
    if line is None or refused:
        return answer
    after = with_drawn(line, book, answer)
    return replaced(answer, balance=after, alerts=alerts(balance_of(line, book), after))


def tried(
    view: LicenseView, book: Book, request: Request, conditions: tuple[Condition, ...], inputs: Inputs,
    *, at: datetime,
) -> tuple[Finding, ...]:  # fmt: skip
    """What the conditions say of the request, after everything that was drawn before it."""
    known = replaced(
        inputs, now=shipment_of(request), drawn=(*inputs.drawn, *drawn_so_far(book)),
        application_day=inputs.application_day or view.application_day, holder=view.holder,
    )  # fmt: skip
    return test_all(conditions, DRAWDOWN, request.line, known, at)


@exact
def drawn_so_far(book: Book) -> tuple[Shipment, ...]:
    """What was taken, less what was given back to the balance; what came back whole is not there."""
    found = []
    for each in book.taken:
        goods = shipment_of(each.request)
        back, worth = book.restored(each.request.key)
        if back < goods.units:
            value = None if goods.value is None else goods.value - worth
            found.append(replaced(goods, units=goods.units - back, value=value))
    return tuple(found)


def shipment_of(request: Request) -> Shipment:
    """The request as the conditions see it."""
    return Shipment(
        request.key, request.item, request.day, request.quantity, request.country,
        value=request.value, currency=request.currency, lot=request.lot, serials=request.serials,
        parties=request.parties,
    )  # fmt: skip


def _notes(request: Request) -> tuple[str, ...]:
    if request.declaration:
        return ()
    return ("No customs declaration is named yet; the drawdown is to be matched with one.",)
