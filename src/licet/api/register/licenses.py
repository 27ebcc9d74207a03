"""``/register/licenses``: those of the holder with balances and conditions, one with its events, acts, an order line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.api import body as bodies
from licet.api.described import problems
from licet.api.paging import Cursor, Limit, paged
from licet.api.register.applications import Kind, paged_events
from licet.api.register.asked import (
    WRONG,
    By,
    Expected,
    Order,
    Stream,
    act_once,
    reads,
    registry_of,
    seen,
)
from licet.api.register.models import ActOut, PageOut, WaysOut
from licet.api.register.requests import ActIn
from licet.register.events import Actor
from licet.register.shown import as_data as plain
from licet.registry.model import LICENSE

if TYPE_CHECKING:
    from datetime import date

    from licet.registry.model import Holding

router = APIRouter(prefix="/register/licenses", tags=["Register: licenses"])
Reading = Annotated[Actor, reads("license")]
MAY = [needs("register")]


@router.get(
    "", dependencies=MAY, summary="My licenses", operation_id="licenses",
    response_model=PageOut, responses=problems(422),
)  # fmt: skip
def held(request: Request, by: Reading, *, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """The licenses of your firm, or of your mandates: lines, balances, conditions, reports that are owed, money."""
    registry = registry_of(request)
    on = registry.clock().date()
    return paged(
        request, registry.holder(by), _number, limit=limit, cursor=cursor, shown=lambda each: _held(each, on)
    )  # fmt: skip


def _number(each: Holding) -> str:
    return str(each.state.number)


def _held(each: Holding, on: date) -> dict[str, Any]:
    return {
        "number": each.state.number, "state": each.state.state, "view": plain(each.view), "balances": plain(each.balances),
        "conditions": plain(each.conditions), "reports": plain(each.owed), "money": plain(each.money.rows(on)),
    }  # fmt: skip


@router.get(
    "/{number:path}/events", dependencies=MAY, summary="What happened to a license", operation_id="licenseEvents",
    response_model=PageOut, responses=problems(404, 422),
)  # fmt: skip
def events(
    request: Request,
    by: Reading,
    number: Stream,
    *,
    order: Order = "",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Response:
    """Every act in order.  That you looked is noted where your role is noted."""
    return paged_events(
        request, registry_of(request).events(number, by, order=order), limit, cursor
    )


@router.get(
    "/{number:path}/ways", dependencies=MAY, summary="What you may do with it next", operation_id="licenseWays",
    response_model=WaysOut, responses=problems(404, 422),
)  # fmt: skip
def ways(request: Request, by: By, number: Stream) -> Response:
    """The acts that are open to your role from here, with the fields of each."""
    return seen(request, {"case": number, "ways": registry_of(request).ways(number, by)})


@router.post(
    "/{number:path}/acts/{kind}", dependencies=MAY, summary="Do one act on a license", operation_id="actOnLicense",
    response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(ActIn),
)  # fmt: skip
async def act(
    request: Request, by: By, *, number: Stream, kind: Kind, expected: Expected,
    asked: Annotated[ActIn, Depends(bodies.body(ActIn))],
) -> Response:  # fmt: skip
    """Any step of the table of licenses that is for your role.  Who acts and when is never sent."""
    return await act_once(request, by, LICENSE, number, kind, asked.model_extra or {}, expected)
