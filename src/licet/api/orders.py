"""``/orders``: the profile for order systems: one order in, PASS, HOLD or FAIL with the reason a line out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from licet.access.guard import needs, person_of
from licet.api import body as bodies
from licet.api.answers import Fresh, answered, as_bytes, service_of
from licet.api.described import problems
from licet.api.models import CheckOut, ChecksOut, OrderOut, Paged
from licet.api.once import Made, once
from licet.api.paging import Cursor, Limit, cursor_of, sent
from licet.api.problems import Refused, of_input, one_of, place_of
from licet.api.requests import CheckIn, OrderIn, Word
from licet.errors import LicetError
from licet.orders.model import STATES
from licet.orders.orders import Orders
from licet.orders.read import OrderFaults
from licet.store.model import as_data

if TYPE_CHECKING:
    from licet.access.model import Person
    from licet.orders.model import Order, OrderChecked

router = APIRouter(prefix="/orders", tags=["Orders"])
Ref = Annotated[
    str, Path(max_length=200, description="The order's own number.", examples=["SO-1001"])
]


@router.post(
    "", dependencies=[needs("order")], summary="Send an order, or send it again", operation_id="sendOrder",
    response_model=CheckOut, responses=problems(400, 409, 413, 415, 422),
    openapi_extra=bodies.takes(OrderIn),
)  # fmt: skip
async def send_order(
    request: Request, order: Annotated[OrderIn, Depends(bodies.body(OrderIn))]
) -> Response:
    """Take in one order, screen its parties, decide its lines, and say PASS, HOLD or FAIL for each.

    The order is kept under its `ref`; a HOLD or FAIL puts it on hold until an officer releases it at
    the desk.  The same order sent again is checked once; changed, it is checked again, and `differs`
    says what is new.  PASS is no permission: it says that nothing was found, open or stale.
    """
    orders, person = Orders(service_of(request)), person_of(request)
    raw = order.model_dump(by_alias=True, exclude_unset=True)

    def make() -> Made:
        try:
            checked = orders.put(raw, _name(person), person.account)
        except OrderFaults as error:
            places = [(where, what) for where, what in error.faults]
            raise Refused("not-valid", str(error), errors=places) from None
        except LicetError as error:
            raise of_input(error, raw) from None
        return Made(200, as_bytes(_checked(orders.get(checked.ref), checked)))

    return await once(request, make)


@router.get(
    "", dependencies=[needs("order")], summary="Orders", operation_id="orders",
    response_model=Paged, responses=problems(422),
)  # fmt: skip
def listed(
    request: Request, fresh: Fresh, *, limit: Limit = 50, cursor: Cursor = "",
    state: Annotated[Word, Query(description="One state alone.", examples=["held"])] = "",
) -> Response:  # fmt: skip
    """Orders by reference, with how each stands and the result of its newest check."""
    one_of("state", state, STATES, "an order")
    orders = Orders(service_of(request))
    found = orders.listed(state, cursor_of(cursor, str) or "", limit + 1)
    counts = orders.counts()
    total = counts[state] if state else sum(counts.values())
    return sent(request, found, lambda each: each.ref, limit=limit, shown=_short, total=total, headers=fresh)  # fmt: skip


@router.get(
    "/{ref:path}/checks", dependencies=[needs("order")], summary="All checks of an order",
    operation_id="orderChecks", response_model=ChecksOut, responses=problems(404, 422),
)  # fmt: skip
def checks(request: Request, fresh: Fresh, ref: Ref) -> Response:
    """Every check with its lines and with what differs from the one before, the newest first."""
    orders = Orders(service_of(request))
    order = _order(orders, ref)
    found = [_check_data(each) for each in orders.checks(order.ref)]
    return answered({"ref": order.ref, "state": order.state, "checks": found}, fresh)


@router.post(
    "/{ref:path}/checks", dependencies=[needs("order")], summary="Check an order again",
    operation_id="checkOrder", response_model=CheckOut, responses=problems(400, 404, 409, 413, 415, 422),
    openapi_extra=bodies.takes(CheckIn),
)  # fmt: skip
async def check(
    request: Request, ref: Ref, asked: Annotated[CheckIn, Depends(bodies.body(CheckIn))]
) -> Response:
    """Check an order by the law and the lists of this moment; `differs` says what is new."""
    orders, person = Orders(service_of(request)), person_of(request)

    def make() -> Made:
        order = _order(orders, ref)
        try:
            checked = orders.check(order.ref, asked.why, _name(person))
        except LicetError as error:
            place = place_of(error, order.body)
            raise Refused("not-valid", str(error), errors=[(place, str(error))], way_out="Send the order again with what is named mended.") from None  # fmt: skip
        return Made(200, as_bytes(_checked(orders.get(ref), checked)))

    return await once(request, make)


@router.get(
    "/{ref:path}", dependencies=[needs("order")], summary="One order", operation_id="order",
    response_model=OrderOut, responses=problems(404, 422),
)  # fmt: skip
def order(request: Request, fresh: Fresh, ref: Ref) -> Response:
    """The order as it was last sent, how it stands, what holds it, and its newest check."""
    found = _order(Orders(service_of(request)), ref)
    last = None if found.last is None else _check_data(found.last)
    return answered({**_short(found), "body": found.body, "last": last}, fresh)


def _order(orders: Orders, ref: str) -> Order:
    try:
        return orders.get(ref)
    except LicetError as error:
        raise Refused("not-found", str(error), way_out="GET /orders lists them.") from None


def _name(person: Person) -> str:
    return person.officer or person.name


def _short(order: Order) -> dict[str, Any]:
    return {
        "ref": order.ref, "state": order.state, "held": order.held or None,
        "at": order.at.isoformat(), "changed": order.changed.isoformat(),
        "result": order.last.result if order.last else None,
        "check": order.last.number if order.last else None,
    }  # fmt: skip


def _checked(order: Order, checked: OrderChecked) -> dict[str, Any]:
    return {**_check_data(checked), "state": order.state, "held": order.held or None}


def _check_data(checked: OrderChecked) -> dict[str, Any]:
    data: dict[str, Any] = as_data(checked)
    return {**data, "hashes": dict(checked.hashes)}
