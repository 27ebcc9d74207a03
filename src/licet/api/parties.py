"""``POST /screenings``, ``GET /hits``, ``/worklist``, ``/lists``: names against the lists, and what waits."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from licet.access.guard import needs, person_of
from licet.api import body as bodies
from licet.api.answers import Fresh, answered, as_bytes, service_of
from licet.api.described import problems
from licet.api.models import HitOut, ListsOut, Paged, ScreeningOut, WorklistOut
from licet.api.once import Made, once
from licet.api.paging import Cursor, Limit, paged
from licet.api.problems import Refused, of_input, one_of
from licet.api.requests import Day, Name, ScreeningIn, Word
from licet.errors import InputError
from licet.lists.model import Identifier
from licet.lists.shelf import Shelf
from licet.screen.model import Query as Asked
from licet.screen.words import SILENCE
from licet.screen.words import as_data as answer_data
from licet.service.recording import Keeper
from licet.store.model import as_data
from licet.store.states import STATES

if TYPE_CHECKING:
    from licet.access.model import Person
    from licet.service.service import Service

router = APIRouter(tags=["Parties"])


@router.post(
    "/screenings", dependencies=[needs("screen")], summary="Screen names", operation_id="screen",
    status_code=200, response_model=ScreeningOut, responses=problems(400, 409, 413, 415, 422),
    openapi_extra=bodies.takes(ScreeningIn),
)  # fmt: skip
async def screen(
    request: Request, asked: Annotated[ScreeningIn, Depends(bodies.body(ScreeningIn))]
) -> Response:
    """Which listed parties each name may stand for, with the reasons, and what was searched.

    With `record` the screening is kept and its hits are opened for two officers; send an
    `Idempotency-Key` so that it is kept once.  No hit is not a clearance.
    """
    service, person = service_of(request), person_of(request)

    def make() -> Made:
        return Made(200, as_bytes(_screened(service, person, asked)))

    if not asked.record:
        return answered_bytes(await run_in_threadpool(make))
    return await once(request, make)


def answered_bytes(made: Made) -> Response:
    """An answer that was made just now."""
    return Response(made.body, made.status, media_type=made.kind)


def _screened(service: Service, person: Person, asked: ScreeningIn) -> dict[str, Any]:
    on = asked.on or date.today()
    try:
        searched, screener = service.current.on(on)
        if asked.lists:
            searched = searched.of_lists(asked.lists)
            screener = searched.screener()
        answers = [screener.one(_query(each), on, nearest=asked.nearest) for each in asked.names]
        keeper = Keeper(service.store, _officer(service, person), "record is false", chosen=True)
        if asked.record:
            keeper.keep(answers, searched, screener, on)
        told = [
            answer_data(each, tuple(keeper.closed(each.query, hit, on) for hit in each.hits))
            for each in answers
        ]
    except InputError as error:
        raise of_input(error, asked.model_dump(mode="json")) from None
    return {
        "answers": told,
        "searched": searched.as_data(screener),
        "record": keeper.as_data(),
        "silence": SILENCE,
    }


def _query(each: Name) -> Asked:
    numbers = tuple(Identifier(one.kind, one.value) for one in each.identifiers)
    return Asked(each.name, each.country, each.address, numbers, each.ref)


def _officer(service: Service, person: Person) -> str:
    """The officer whose name a screening carries: the person's own, where that one may screen."""
    for each in service.store.officers():
        if each.name == person.officer and each.active(service.store.today) and "screen" in each.may:  # fmt: skip
            return each.name
    return ""


@router.get(
    "/hits", dependencies=[needs("screen")], summary="Hits", operation_id="hits",
    response_model=Paged, responses=problems(422),
)  # fmt: skip
def hits(
    request: Request, fresh: Fresh, *, limit: Limit = 50, cursor: Cursor = "",
    state: Annotated[Word, Query(description="One state alone.", examples=["potential"])] = "",
    ref: Annotated[Word, Query(description="Found under this order or customer.")] = "",
    replaced: Annotated[bool, Query(description="Hits on older texts of an entry too.")] = False,
) -> Response:  # fmt: skip
    """Hits by number, each with its state today.  What a hit is, two officers say at the desk."""
    one_of("state", state, STATES, "a hit")
    found = service_of(request).store.hits(state=state, ref=ref, replaced=replaced)
    return paged(
        request, found, lambda each: int(each.id), limit=limit, cursor=cursor, shown=as_data, headers=fresh
    )  # fmt: skip


@router.get(
    "/hits/{hit}", dependencies=[needs("screen")], summary="One hit", operation_id="hit",
    response_model=HitOut, responses=problems(404, 422),
)  # fmt: skip
def hit(request: Request, fresh: Fresh, hit: Annotated[int, Path(ge=1, le=2**53)]) -> Response:
    """Why it was found, and what was said of it by whom."""
    try:
        found = service_of(request).store.hit(hit)
    except InputError as error:
        raise Refused("not-found", str(error), way_out="GET /hits lists them.") from None
    return answered(as_data(found), fresh)


@router.get(
    "/worklist", dependencies=[needs("screen")], summary="What waits for a person",
    operation_id="worklist", response_model=WorklistOut, responses=problems(422),
)  # fmt: skip
def worklist(
    request: Request, fresh: Fresh, *,
    days: Annotated[int, Query(ge=0, le=3650, description="Decisions that end within so many days.")] = 30,
) -> Response:  # fmt: skip
    """Open hits, proposals for a second officer, decisions that end soon, orders on hold."""
    return answered(as_data(service_of(request).store.worklist(days)), fresh)


@router.get(
    "/lists", dependencies=[needs("read")], summary="How the lists stand", operation_id="lists",
    response_model=ListsOut, responses=problems(422),
)  # fmt: skip
def lists(
    request: Request, fresh: Fresh, *,
    on: Annotated[Day | None, Query(description="Ages up to this day; today where left out.")] = None,
) -> Response:  # fmt: skip
    """Every list that Licet knows: loaded or not, its edition, its age, and what is wrong with it."""
    day = on or date.today()
    found = Shelf.of(service_of(request).settings).status(day)
    return answered({"on": day.isoformat(), "lists": [each.as_data() for each in found]}, fresh)
