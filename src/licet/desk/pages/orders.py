"""Orders: what holds them, and the difference when they are held again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.access.signing import signer_of_form, signers
from licet.desk.forms import Form, raw, text
from licet.desk.page import page, service_of
from licet.errors import InputError
from licet.orders.model import HELD, STATES
from licet.orders.orders import Orders
from licet.orders.paste import LONGEST, order_of, rows_of
from licet.orders.read import ROLES, OrderFaults
from licet.orders.results import CODES

if TYPE_CHECKING:
    from licet.orders.model import OrderChecked

router = APIRouter()
_A_PAGE = 50
_CHECKS = 30
"""Checks that an order's page shows; the API has all."""
_FIELDS = ("ref", "on", "from", "to", "kind", "exporter", "end_use")
_LONG = ("parties", "lines", "order")


@router.get("/orders", dependencies=[needs("order")])
def orders(request: Request, state: str = "", after: str = "") -> HTMLResponse:
    """Orders of each state with their counts, and the form for a new one."""
    return _orders(request, state, after)


@router.post("/orders", dependencies=[needs("order")])
def send(request: Request, form: Form) -> Response:
    """Take in an order that was typed, pasted or uploaded, and check it."""
    person = person_of(request)
    typed = {name: text(form, name) for name in _FIELDS} | {name: raw(form, name) for name in _LONG}
    try:
        body = _body(form, typed)
        checked = Orders(service_of(request)).put(
            body, person.officer or person.name, person.account
        )
    except OrderFaults as error:
        faults = [(_field(where), f"{where}: {what}") for where, what in error.faults]
        return _orders(request, typed=typed, errors=faults, status=400)
    except InputError as error:
        return _orders(request, typed=typed, errors=[("ref", str(error))], status=400)
    return RedirectResponse(_address(checked.ref), 303)


def _body(form: Form, typed: dict[str, str]) -> dict[str, Any]:
    sent = form.get("file")
    if isinstance(sent, UploadFile) and sent.filename:
        try:
            return order_of(sent.file.read(LONGEST).decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise OrderFaults((("file", "it is not UTF-8; save it so"),)) from None
    if typed["order"].strip():
        return order_of(typed["order"])
    body: dict[str, Any] = {name: typed[name] for name in _FIELDS if typed[name]}
    body["parties"] = rows_of(typed["parties"], "parties")
    body["lines"] = rows_of(typed["lines"], "lines")
    if text(form, "known"):
        body["parties_complete"] = True
        body["end_use"] = {"text": typed["end_use"], "no_knowledge_beyond_stated": True}
    return body


def _field(where: str) -> str:
    """The field of the form that a fault belongs to."""
    first = where.partition(" ")[0].rstrip(",")
    return {"line": "lines", "order": "order"}.get(
        first, first if first in (*_FIELDS, *_LONG, "file") else "lines"
    )


def _orders(
    request: Request, state: str = "", after: str = "", *, typed: dict[str, str] | None = None,
    errors: list[tuple[str, str]] | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    found = Orders(service_of(request))
    several = found.listed(state, after, _A_PAGE + 1)
    blank = dict.fromkeys((*_FIELDS, *_LONG), "")
    return page(
        request, "orders/orders.html", status, orders=several[:_A_PAGE], counts=found.counts(),
        states=STATES, state=state, next=several[_A_PAGE - 1].ref if len(several) > _A_PAGE else "",
        typed={**blank, **(typed or {})}, errors=errors or [], roles=sorted({*ROLES.values()}),
        after=after,
    )  # fmt: skip


@router.post("/orders/check", dependencies=[needs("order")])
def check(request: Request, form: Form) -> Response:
    """Check one order again, now."""
    person, ref = person_of(request), text(form, "ref")
    Orders(service_of(request)).check(ref, "asked for at the desk", person.officer or person.name)
    return RedirectResponse(_address(ref), 303)


@router.post("/orders/release", dependencies=[needs("sign")])
def release(request: Request, form: Form) -> Response:
    """Let an order go on, under an officer's signature."""
    service, ref = service_of(request), text(form, "ref")
    found, why = Orders(service), text(form, "reason")
    last = found.get(ref).last
    if last is not None and text(form, "check") != str(last.number):
        late = f"The order was checked again since you read it: check {last.number} is the newest. Read it first."
        return _order(request, ref, 409, reason=why, errors=[("reason", late)])
    try:
        read = last.number if last is not None else None
        found.release(ref, signer_of_form(service.store, person_of(request), form), why, read)
    except InputError as error:
        field = "signing_password" if "password" in str(error) else "reason"
        return _order(request, ref, 400, reason=why, errors=[(field, str(error))])
    return RedirectResponse(_address(ref), 303)


@router.post("/orders/hold", dependencies=[needs("order")])
def hold(request: Request, form: Form) -> Response:
    """Put an order on hold: anyone who sends orders may."""
    person, ref = person_of(request), text(form, "ref")
    service = service_of(request)
    try:
        service.store.hold(ref, text(form, "why"), person.officer or person.name)
    except InputError as error:
        return _order(request, ref, 400, errors=[("why", str(error))])
    return RedirectResponse(_address(ref), 303)


@router.post("/orders/close", dependencies=[needs("order")])
def close(request: Request, form: Form) -> Response:
    """Say that an order is done or withdrawn."""
    person, ref = person_of(request), text(form, "ref")
    try:
        Orders(service_of(request)).close(
            ref, text(form, "why_closed"), person.officer or person.name
        )
    except InputError as error:
        return _order(request, ref, 400, errors=[("why_closed", str(error))])
    return RedirectResponse(_address(ref), 303)


@router.get("/orders/{ref:path}", dependencies=[needs("order")])
def order(request: Request, ref: str) -> HTMLResponse:
    """One order: its result, each line, the hits, and every check with what differed."""
    return _order(request, ref)


def _order(
    request: Request, ref: str, status: int = 200, *, reason: str = "",
    errors: list[tuple[str, str]] | None = None,
) -> HTMLResponse:  # fmt: skip
    service, person = service_of(request), person_of(request)
    found = Orders(service)
    one = found.get(ref)
    said = found.read(one.body)
    return page(
        request, "orders/order.html", status, order=one, said={each.line: each for each in said.lines},
        parties=said.transfer["parties"], checks=found.checks(ref, _CHECKS), holds=found.holds(ref), codes=CODES,
        open_hits=_open(found, ref), reason=reason, errors=errors or [], same=_alike(one.last), states=STATES,
        signers=signers(service.store, person) if "sign" in person.may else (), held=one.state == HELD,
    )  # fmt: skip


def _open(orders: Orders, ref: str) -> tuple[int, ...]:
    holds = orders.holds(ref)
    return holds[-1].open_hits if holds and holds[-1].released is None else ()


def _alike(last: OrderChecked | None) -> bool:
    """Whether all lines rest on one reason, which is then said once."""
    return last is not None and len({(each.result, each.reason) for each in last.lines}) == 1


def _address(ref: str) -> str:
    return f"/orders/{quote(ref, safe='')}"
