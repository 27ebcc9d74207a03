"""What is done under a license: drawdowns, goods that come back, money, reports; and an order line that is matched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.api import body as bodies
from licet.api.answers import answered
from licet.api.decisions import SILENCE
from licet.api.described import problems
from licet.api.problems import Refused
from licet.api.register.asked import (
    WRONG,
    Order,
    Stream,
    act_told,
    does,
    done_once,
    inputs_for,
    reads,
    registry_of,
    seen,
)
from licet.api.register.models import (
    ActOut,
    AssessedOut,
    DrawnOut,
    LicenseOut,
    MatchedOut,
    MoneyOut,
)
from licet.api.register.requests import AssessIn, BackIn, DrawIn, OrderLineIn, PayIn, ReturnIn
from licet.decide.report import plain_data
from licet.errors import UnknownName
from licet.register.drawdown.model import Request as Wanted
from licet.register.entries import book_of
from licet.register.events import Actor
from licet.register.money.books import Payment
from licet.register.shown import as_data as plain
from licet.registry.given import consignment_of
from licet.registry.model import LICENSE
from licet.store.records import read_record

if TYPE_CHECKING:
    from pydantic import BaseModel

router = APIRouter(prefix="/register", tags=["Register: shipments and money"])
Drawing = Annotated[Actor, does(LICENSE, "drawdown")]
Returning = Annotated[Actor, does(LICENSE, "goods_back")]
Assessing = Annotated[Actor, does(LICENSE, "assessed")]
Paying = Annotated[Actor, does(LICENSE, "paid")]
Reporting = Annotated[Actor, does(LICENSE, "return_filed")]
Counting = Annotated[Actor, reads("money")]
Reading = Annotated[Actor, reads("license")]
MAY = [needs("register")]


def _said(asked: BaseModel, *left_out: str) -> dict[str, Any]:
    """What was sent, as plain data."""
    return asked.model_dump(mode="json", exclude_unset=True, exclude=set(left_out))


def _wanted(asked: OrderLineIn) -> Wanted:
    found: Wanted = read_record(
        Wanted, {"line": "", **_said(asked, "inputs")}, "the request", texts=True
    )
    return found


@router.post(
    "/licenses/{number:path}/drawdowns", dependencies=MAY, summary="Take goods from a license", operation_id="drawDown",
    response_model=DrawnOut, responses=WRONG, openapi_extra=bodies.takes(DrawIn),
)  # fmt: skip
async def draw(
    request: Request, by: Drawing, number: Stream, asked: Annotated[DrawIn, Depends(bodies.body(DrawIn))]
) -> Response:  # fmt: skip
    """Taken or refused; both are kept, with every condition and its arithmetic.

    The same request under its `key` has the same answer, for good; the key with other content is refused.
    """
    registry = registry_of(request)

    def make(_key: str) -> dict[str, Any]:
        wanted = _wanted(asked)
        known = inputs_for(asked.inputs)
        return {**plain_data(registry.draw(number, wanted, known, by)), "silence": SILENCE}

    return await done_once(request, by, make)


@router.post(
    "/licenses/{number:path}/goods-back", dependencies=MAY, summary="Goods came back", operation_id="goodsBack",
    response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(BackIn),
)  # fmt: skip
async def goods_back(
    request: Request, by: Returning, number: Stream, asked: Annotated[BackIn, Depends(bodies.body(BackIn))]
) -> Response:  # fmt: skip
    """They do not fill the balance again unless an officer says so."""
    body = _said(asked)
    return await done_once(
        request, by, lambda key: act_told(registry_of(request).goods_back(number, body, by, key=key))
    )  # fmt: skip


@router.post(
    "/licenses/{number:path}/assessments", dependencies=MAY, summary="What a shipment owes, side by side",
    operation_id="assess", response_model=AssessedOut, responses=WRONG, openapi_extra=bodies.takes(AssessIn),
)  # fmt: skip
async def assess(
    request: Request, by: Assessing, number: Stream, asked: Annotated[AssessIn, Depends(bodies.body(AssessIn))]
) -> Response:  # fmt: skip
    """Under every reading of the money; what is known to be due is kept.  No reading is added to another."""
    registry = registry_of(request)
    raw = {name: value if isinstance(value, bool) else str(value) for name, value in _said(asked, "shipment", "origin", "why").items() if value is not None}  # fmt: skip

    def make(_key: str) -> dict[str, Any]:
        draws = registry.license(number, by).draws
        drawn = book_of(each.content for each in draws).under(asked.shipment)
        if drawn is None:
            said = str(UnknownName("shipment of the license", asked.shipment, [each.key for each in draws]))  # fmt: skip
            raise Refused("not-valid", said, errors=[("/shipment", said)])
        goods = consignment_of(drawn, raw, registry.library, origin=asked.origin)
        found = registry.assess(number, goods, by, why=asked.why)
        return {"shipment": asked.shipment, "readings": [{**plain_data(each), "due": plain_data(each.due)} for each in found]}  # fmt: skip

    return await done_once(request, by, make)


@router.post(
    "/licenses/{number:path}/payments", dependencies=MAY, summary="Enter a payment", operation_id="pay",
    response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(PayIn),
)  # fmt: skip
async def pay(
    request: Request, by: Paying, number: Stream, asked: Annotated[PayIn, Depends(bodies.body(PayIn))]
) -> Response:  # fmt: skip
    """For a shipment that was assessed; the same payment twice counts once."""

    def make(_key: str) -> dict[str, Any]:
        payment = read_record(Payment, _said(asked), "the payment", texts=True)
        return act_told(registry_of(request).pay(number, payment, by))

    return await done_once(request, by, make)


@router.post(
    "/licenses/{number:path}/returns", dependencies=MAY, summary="File a report", operation_id="fileReturn",
    response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(ReturnIn),
)  # fmt: skip
async def file_return(
    request: Request, by: Reporting, number: Stream, asked: Annotated[ReturnIn, Depends(bodies.body(ReturnIn))]
) -> Response:  # fmt: skip
    """A report that the license asks for, by obligation and period."""
    body = _said(asked)
    return await done_once(
        request, by, lambda key: act_told(registry_of(request).file_return(number, body, by, key=key))
    )  # fmt: skip


@router.get(
    "/licenses/{number:path}/money", dependencies=MAY, summary="What is due, paid and open", operation_id="money",
    response_model=MoneyOut, responses=problems(404, 422),
)  # fmt: skip
def money(request: Request, by: Counting, number: Stream, order: Order = "") -> Response:
    """Each shipment under each reading, and the double-entry ledger; the accounts of one reading stand alone."""
    registry = registry_of(request)
    book = registry.money(number, by, order=order)
    rows = plain(book.rows(registry.clock().date()))
    return seen(request, {"license": number, "rows": rows, "ledger": plain(book.ledger.entries)})


@router.post(
    "/matches", dependencies=MAY, summary="Which license line an order line fits", operation_id="matchOrderLine",
    response_model=MatchedOut, responses=WRONG, openapi_extra=bodies.takes(OrderLineIn),
)  # fmt: skip
def match(
    request: Request, by: Reading, asked: Annotated[OrderLineIn, Depends(bodies.body(OrderLineIn))]
) -> Response:
    """PASS only where one line of your licenses covers it now; two lines that fit are for a person.  Nothing is taken."""
    registry, wanted = registry_of(request), _wanted(asked)
    known = inputs_for(asked.inputs)
    found = registry.match(wanted, by, inputs=known)
    return answered({**plain_data(found), "silence": SILENCE})


@router.get(
    "/licenses/{number:path}", dependencies=MAY, summary="One license", operation_id="license",
    response_model=LicenseOut, responses=problems(404, 422),
)  # fmt: skip
def license_(request: Request, by: Reading, number: Stream, order: Order = "") -> Response:
    """Lines with what is left, conditions, shipments taken and refused.  Reading may be noted."""
    found = registry_of(request).license(number, by, order=order)
    return seen(request, {"number": found.number, "state": found.state, "file": plain(found)})
