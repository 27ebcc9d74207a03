"""Register roles of an account: an administrator gives and ends them, nobody their own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from licet.access import accounts, registered
from licet.access.guard import needs, person_of
from licet.access.registered import Seat
from licet.desk.forms import Form, Number, text
from licet.desk.page import service_of
from licet.errors import InputError

router = APIRouter()


@router.post("/people/{number}/register-roles", dependencies=[needs("people")])
def give(request: Request, number: Number, form: Form) -> Response:
    """A role in the license register: what, for which authority, agency or firm, with what rank."""
    _another(request, number)
    seat = Seat(*(text(form, each) for each in ("register_role", "authority", "rank")))
    registered.give(service_of(request).store, number, seat, by=person_of(request).name)
    return _back(request, number)


@router.post("/people/{number}/register-roles/{account}/end", dependencies=[needs("people")])
def end(request: Request, number: Number, account: Number) -> Response:
    """From now on; what was done under it stays.  ``account`` is the number of the role that was given."""
    _another(request, number)
    store = service_of(request).store
    if account not in [each.number for each in registered.given(store, number)]:
        raise InputError("The account has no such role in the register.")
    registered.take(store, account, by=person_of(request).name)
    return _back(request, number)


def _another(request: Request, number: int) -> None:
    accounts.find(service_of(request).store, number)
    if person_of(request).account == number:
        raise InputError(
            "Nobody gives themselves a role in the register; another administrator can."
        )


def _back(request: Request, number: int) -> Response:
    request.app.state.knowing.forget()
    return RedirectResponse(f"/people/{number}#register", 303)
