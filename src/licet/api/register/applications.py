"""``/register/applications``: listed with days left, shown, acted on."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.api import body as bodies
from licet.api.described import problems
from licet.api.paging import Cursor, Limit, cursor_of, paged, sent
from licet.api.register.asked import (
    WRONG,
    By,
    Expected,
    Order,
    Stream,
    act_once,
    act_told,
    does,
    done_once,
    inputs_for,
    reads,
    registry_of,
    seen,
)
from licet.api.register.models import ActOut, CaseOut, DueOut, PageOut, StandingOut, WaysOut
from licet.api.register.requests import ActIn, IssueIn, NothingIn
from licet.api.requests import Word
from licet.register.events import Actor, Event, as_data
from licet.register.shown import as_data as plain
from licet.registry.model import APPLICATION, NotAllowed

router = APIRouter(prefix="/register", tags=["Register: applications"])
MAY = [needs("register")]
Issuing = Annotated[Actor, does(APPLICATION, "issue")]
Knowing = Annotated[Actor, reads("standing")]
Reading = Annotated[Actor, reads("file")]
Looking = Annotated[Actor, reads("readers")]
Kind = Annotated[
    str,
    Path(
        pattern="^[a-z_]{1,60}$",
        description="The act, as the table of steps names it.",
        examples=["submit"],
    ),
]


@router.get(
    "/applications", dependencies=MAY, summary="Applications with days left", operation_id="applications",
    response_model=PageOut, responses=problems(422),
)  # fmt: skip
def listed(
    request: Request, by: Knowing, *, limit: Limit = 50, cursor: Cursor = "",
    state: Annotated[Word, Query(description="One state alone.")] = "",
    authority: Annotated[Word, Query(description="Before one authority alone.")] = "",
) -> Response:  # fmt: skip
    """Those that your role reaches, by number: state, who has it, the limit that ends first, why the clock stands."""
    after = cursor_of(cursor, str) or ""
    found = registry_of(request).cases(
        by, state=state, authority=authority, limit=limit + 1, after=after
    )
    return sent(request, found, lambda each: each.case, limit=limit, shown=plain, total=None)


@router.post(
    "/due", dependencies=MAY, summary="Enter what is due", operation_id="enterDue",
    response_model=DueOut, responses=problems(400, 413, 415, 422), openapi_extra=bodies.takes(NothingIn),
)  # fmt: skip
async def due(request: Request, by: By, _: Annotated[NothingIn, Depends(bodies.body(NothingIn))]) -> Response:  # fmt: skip
    """What follows from the record and the calendar: an agency's time that ran out, a license that ended.

    Safe at any time, and twice; an officer may ask for it so that nobody waits for the clock of the house.
    """
    if by.role not in ("officer", "system"):
        raise NotAllowed("this is for officers", by)

    def make(_key: str) -> dict[str, Any]:
        mine = [each for each in registry_of(request).tick() if by.role == "system" or each.state.authority == by.authority]  # fmt: skip
        return {"done": [act_told(each) for each in mine]}

    return await done_once(request, by, make)


@router.get(
    "/applications/{case:path}/standing", dependencies=MAY, summary="Where an application stands",
    operation_id="applicationStanding", response_model=StandingOut, responses=problems(404, 422),
)  # fmt: skip
def standing(request: Request, by: Knowing, case: Stream) -> Response:
    """State, days on the clock, stopped and left, each limit with its law, and who is waited for."""
    return seen(request, registry_of(request).standing(case, by))


@router.get(
    "/applications/{case:path}/events", dependencies=MAY, summary="What happened to it",
    operation_id="applicationEvents", response_model=PageOut, responses=problems(404, 422),
)  # fmt: skip
def events(
    request: Request,
    by: Reading,
    case: Stream,
    *,
    order: Order = "",
    limit: Limit = 50,
    cursor: Cursor = "",
) -> Response:
    """Every act in order, as far as you may see it.  That you looked is noted where your role is noted."""
    return paged_events(request, registry_of(request).events(case, by, order=order), limit, cursor)


def paged_events(request: Request, found: tuple[Event, ...], limit: int, cursor: str) -> Response:
    """A page of the events of a file."""
    return paged(request, found, _seq, limit=limit, cursor=cursor, shown=as_data)


def _seq(each: Event) -> int:
    return each.seq


@router.get(
    "/applications/{case:path}/ways", dependencies=MAY, summary="What you may do next",
    operation_id="applicationWays", response_model=WaysOut, responses=problems(404, 422),
)  # fmt: skip
def ways(request: Request, by: By, case: Stream) -> Response:
    """The acts that are open to your role from here, with the fields of each."""
    return seen(request, {"case": case, "ways": registry_of(request).ways(case, by)})


@router.post(
    "/applications/{case:path}/acts/{kind}", dependencies=MAY, summary="Do one act", operation_id="actOnApplication",
    response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(ActIn),
)  # fmt: skip
async def act(
    request: Request, by: By, *, case: Stream, kind: Kind, expected: Expected,
    asked: Annotated[ActIn, Depends(bodies.body(ActIn))],
) -> Response:  # fmt: skip
    """Any step of the table of applications that is for your role.  Who acts and when is never sent."""
    return await act_once(request, by, APPLICATION, case, kind, asked.model_extra or {}, expected)


@router.post(
    "/applications/{case:path}/license", dependencies=MAY, summary="Issue the decision and its license",
    operation_id="issueLicense", response_model=ActOut, responses=WRONG, openapi_extra=bodies.takes(IssueIn),
)  # fmt: skip
async def issue(
    request: Request, by: Issuing, case: Stream, expected: Expected,
    asked: Annotated[IssueIn, Depends(bodies.body(IssueIn))],
) -> Response:  # fmt: skip
    """Both in one: the license has the granted lines, the parties and the adopted conditions.

    Conditions that are tested before issue are tested; one that is known not to hold refuses it.
    """
    registry = registry_of(request)

    def make(key: str) -> dict[str, Any]:
        known = inputs_for(asked.inputs)
        done = registry.issue(
            case, by, number=asked.number, valid_from=asked.valid_from, valid_to=asked.valid_to, notice=asked.notice,
            preconditions=tuple(asked.preconditions), inputs=known, key=key, expected=expected,
        )  # fmt: skip
        return act_told(done)

    return await done_once(request, by, make)


@router.get(
    "/readers/{case:path}", dependencies=MAY, summary="Who looked at a file", operation_id="readers",
    response_model=PageOut, responses=problems(404, 422),
)  # fmt: skip
def readers(
    request: Request, by: Looking, case: Stream, *, limit: Limit = 50, cursor: Cursor = ""
) -> Response:
    """Each reading of an application or a license that is noted: when, who, in which role, at what, on which order.

    For auditors and the board.  It says nothing of what is in the file.
    """
    after = cursor_of(cursor, int) or 0
    found = registry_of(request).readers(case, by, after=after, limit=limit + 1)
    return sent(request, found, lambda each: each["line"], limit=limit, shown=dict, total=None)


@router.get(
    "/applications/{case:path}", dependencies=MAY, summary="One application", operation_id="application",
    response_model=CaseOut, responses=problems(404, 422),
)  # fmt: skip
def case_(request: Request, by: Reading, case: Stream, order: Order = "") -> Response:
    """The file as you may see it: an agency sees the part that was referred to it.  Reading may be noted."""
    registry = registry_of(request)
    found = plain(registry.case(case, by, order=order))
    return seen(request, {"standing": registry.standing(case, by), "file": found})
