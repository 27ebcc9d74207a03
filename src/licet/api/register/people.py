"""``/register/roles``: which account is what in the register; an administrator gives it, nobody gives it to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from licet.access import accounts, registered
from licet.access.guard import needs, person_of
from licet.access.registered import Seat
from licet.api import body as bodies
from licet.api.answers import as_bytes, service_of
from licet.api.described import problems
from licet.api.once import Made, once
from licet.api.paging import Cursor, Limit, paged
from licet.api.problems import Refused
from licet.api.register.models import EndedOut, PageOut, SeatOut
from licet.api.register.requests import NothingIn, SeatIn

if TYPE_CHECKING:
    from licet.access.registered import Given

router = APIRouter(prefix="/register/roles", tags=["Register: roles"])
MAY = [needs("people")]
Number = Annotated[int, Path(ge=1, le=2**53, examples=[1])]


@router.get(
    "", dependencies=MAY, summary="Register roles of accounts", operation_id="registerRoles",
    response_model=PageOut, responses=problems(422),
)  # fmt: skip
def listed(request: Request, *, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """Those that stand, by number."""
    store = service_of(request).store
    names = {each.id: each.name for each in accounts.everyone(store)}
    return paged(request, registered.given(store), lambda each: each.number, limit=limit, cursor=cursor, shown=lambda each: _told(each, names[each.account]))  # fmt: skip


@router.post(
    "", dependencies=MAY, summary="Give an account a register role", operation_id="giveRegisterRole",
    response_model=SeatOut, responses=problems(400, 409, 413, 415, 422), openapi_extra=bodies.takes(SeatIn),
)  # fmt: skip
async def give(
    request: Request, asked: Annotated[SeatIn, Depends(bodies.body(SeatIn))]
) -> Response:
    """What it is, for which authority, agency or firm, and with what rank.  The account has none by default."""
    person, store = person_of(request), service_of(request).store

    def make() -> Made:
        account = accounts.named(store, asked.account)
        if account.id == person.account:
            raise Refused("not-allowed", "Nobody gives themselves a role in the register.", way_out="Another administrator can.")  # fmt: skip
        given = registered.give(store, account.id, Seat(asked.role, asked.authority, asked.rank), by=person.name)  # fmt: skip
        return Made(200, as_bytes(_told(given, account.name)))

    return await once(request, make)


@router.post(
    "/{number}/end", dependencies=MAY, summary="End a register role", operation_id="endRegisterRole",
    response_model=EndedOut, responses=problems(400, 409, 413, 415, 422), openapi_extra=bodies.takes(NothingIn),
)  # fmt: skip
async def end(
    request: Request, number: Number, _: Annotated[NothingIn, Depends(bodies.body(NothingIn))]
) -> Response:
    """From now on; what was done under it stays."""
    person, store = person_of(request), service_of(request).store

    def make() -> Made:
        registered.take(store, number, by=person.name)
        return Made(200, as_bytes({"ended": True}))

    return await once(request, make)


def _told(given: Given, name: str) -> dict[str, Any]:
    seat = given.seat
    return {"id": given.number, "account": name, "role": seat.role, "authority": seat.authority, "rank": seat.rank}  # fmt: skip
