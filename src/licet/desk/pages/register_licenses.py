"""Licenses: the holder's list, one license with balances, shipments, refusals and money, and taking goods from it."""

from __future__ import annotations

import secrets
from datetime import UTC
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs
from licet.desk.forms import Form, several, text
from licet.desk.page import page
from licet.desk.pages.register import MAY
from licet.desk.pages.register_case import again, stated
from licet.desk.register import filling, holding, next_up
from licet.desk.register.acting import actor_of, only_for, registry_of
from licet.desk.register.wording import act_title
from licet.errors import InputError
from licet.register.money.books import Payment
from licet.registry import told
from licet.registry.books import draw_book
from licet.registry.given import consignment_of
from licet.registry.model import LICENSE, NotAllowed

if TYPE_CHECKING:
    from datetime import date

    from licet.register.events import Actor
    from licet.register.license_state import LicenseState
    from licet.registry.registry import Registry

router = APIRouter()
_DRAW = ("key", "line", "quantity", "day", "country", "value", "declaration", "serials", "lot")
_MONEY = ("customs_value", "revenue", "margin", "imported", "entry_day")


@router.get("/register/licenses", dependencies=[needs(MAY)])
def licenses(request: Request) -> Response:
    """The licenses of the actor's firm, or of an agent's mandates, with what is left and what is due."""
    registry, actor = registry_of(request), actor_of(request)
    if number := request.query_params.get("number", "").strip():
        return RedirectResponse(_address(number), 303)
    on = _today(registry)
    found = [
        (
            each,
            holding.used_of(each),
            [o for o in each.owed if o.filed is None],
            holding.overdue(each.money, on),
        )
        for each in (
            registry.holder(actor) if registry.roles.to_read("license").reach(actor.role) else ()
        )
    ]
    return page(request, "register/licenses.html", actor=actor, held=found, on=on, told=told)


@router.get("/register/licenses/{number:path}", dependencies=[needs(MAY)])
def license_(request: Request, number: str) -> HTMLResponse:
    """One license."""
    registry, actor = registry_of(request), actor_of(request)
    order = request.query_params.get("order", "").strip()
    if actor.role == "auditor" and not order:
        return page(request, "register/order.html", actor=actor, case=number)
    return license_page(request, registry.license(number, actor, order=order))


def license_page(
    request: Request, state: LicenseState, *, wrong: dict[str, Any] | None = None, status: int = 200
) -> HTMLResponse:
    """The page of a license that the person may see."""
    registry, actor = registry_of(request), actor_of(request)
    on = _today(registry)
    room = holding.room_of(registry, state, on)
    order = request.query_params.get("order", "").strip()
    forms = filling.forms_of(registry.ways(state.case, actor, order=order))
    shelves, closed = next_up.shelves(forms, state, registry.law, registry.clock(), actor)
    return page(
        request, "register/license.html", status, license=state, room=room, actor=actor, on=on, told=told,
        title=told.state_told(state, registry.law), forms=forms, shelves=shelves, closed=closed if forms else (), act_title=act_title, long=filling.LONG,
        offers=_offers(state), wrong=filling.loose(wrong), again=filling.loose((wrong or {}).get("typed")), may=_may(registry, actor),
        compared=holding.side_by_side(room.money, on), money_cell=holding.money_cell,
        ledger=holding.ledger_of(room.money), overdue=holding.overdue(room.money, on), texts={each.id: each.text for each in room.conditions},
        shown=room.book.under(request.query_params.get("shipment", "")), key=secrets.token_hex(8),
        readings=registry.readings, parties=[filling.loose(each) for each in state.parties],
    )  # fmt: skip


def _may(registry: Registry, actor: Actor) -> frozenset[str]:
    """Which of the acts that are worked out by the register this role has a right to."""
    rights = {kind: registry.roles.to_do("license", kind) for kind in ("drawdown", "goods_back", "assessed", "paid")}  # fmt: skip
    return frozenset(kind for kind, right in rights.items() if right and right.reach(actor.role))


def _offers(state: LicenseState) -> dict[str, tuple[str, ...]]:
    found = {
        "line": [each.id for each in state.lines],
        "condition": [*state.open_preconditions, *(str(each.get("id")) for each in state.conditions)],
        "obligation": [str(each["parameters"].get("obligation", each["id"])) for each in state.conditions if each.get("kind") == "reporting"],
        "key": [each.key for each in state.backs],
        "authority": [state.authority],
    }  # fmt: skip
    return {name: tuple(dict.fromkeys(each for each in several_ if each)) for name, several_ in found.items()}  # fmt: skip


def _today(registry: Registry) -> date:
    return registry.clock().astimezone(UTC).date()


@router.post("/register/draw", dependencies=[needs(MAY)])
def draw(request: Request, form: Form) -> Response:
    """Take goods from a license, or be refused; either is kept and shown with its arithmetic."""
    registry, actor, number = registry_of(request), actor_of(request), text(form, "case")
    only_for(registry, actor, LICENSE, "drawdown")
    typed = {name: text(form, name) for name in _DRAW}
    try:
        state = registry.license(number, actor)
        asked = holding.request_of(state, typed, several(form, "party"))
        drawn = registry.draw(number, asked, stated(form), actor)
    except NotAllowed:
        raise
    except InputError as error:
        return again(request, number, "drawdown", str(error), typed | {"evidence": text(form, "evidence")})  # fmt: skip
    return RedirectResponse(f"{_address(number)}?shipment={quote(drawn.request.key, safe='')}#answer", 303)  # fmt: skip


@router.post("/register/back", dependencies=[needs(MAY)])
def goods_back(request: Request, form: Form) -> Response:
    """Enter goods that came back."""
    names = ("key", "of", "quantity", "date", "ref", "value")
    typed = {name: text(form, name) for name in names} | {"serials": text(form, "serials")}
    body = {name: typed[name] for name in names if typed[name]}
    if typed["serials"]:
        body["serials"] = typed["serials"].split()  # type: ignore[assignment]

    def enter() -> None:
        registry_of(request).goods_back(text(form, "case"), body, actor_of(request))

    return _done(request, form, "goods_back", enter, typed)


@router.post("/register/assess", dependencies=[needs(MAY)])
def assess(request: Request, form: Form) -> Response:
    """One shipment under every reading of the money."""
    registry, actor, number = registry_of(request), actor_of(request), text(form, "case")
    typed = {name: text(form, name) for name in ("shipment", "origin", "why", *_MONEY)}

    def enter() -> None:
        drawn = draw_book(registry.license(number, actor), registry.answers).under(
            typed["shipment"]
        )
        if drawn is None or not drawn.taken:
            raise InputError("Choose a shipment that was taken.")
        raw = {name: typed[name].replace(",", "") for name in _MONEY if typed[name]}
        goods = consignment_of(drawn, raw, registry.library, origin=typed["origin"] or "US")
        registry.assess(number, goods, actor, why=typed["why"])

    return _done(request, form, "assessed", enter, typed)


@router.post("/register/pay", dependencies=[needs(MAY)])
def pay(request: Request, form: Form) -> Response:
    """Enter a payment for an assessed shipment."""
    names = ("key", "reading", "shipment", "amount", "currency", "day", "ref")
    typed = {name: text(form, name) for name in names}

    def enter() -> None:
        payment = Payment(
            typed["key"], typed["reading"], typed["shipment"], holding.number(typed["amount"], "amount"),
            typed["currency"] or "USD", holding.day(typed["day"], "day"), typed["ref"],
        )  # fmt: skip
        registry_of(request).pay(text(form, "case"), payment, actor_of(request))

    return _done(request, form, "paid", enter, typed)


def _done(request: Request, form: Any, kind: str, enter: Any, typed: dict[str, str]) -> Response:
    """Do something on a license, and back to its page; with what was wrong where it could not be done."""
    number = text(form, "case")
    only_for(registry_of(request), actor_of(request), LICENSE, kind)
    try:
        enter()
    except NotAllowed:
        raise
    except InputError as error:
        return again(request, number, kind, str(error), typed)
    return RedirectResponse(f"{_address(number)}#money", 303)


def _address(number: str) -> str:
    return f"/register/licenses/{quote(number, safe='')}"
