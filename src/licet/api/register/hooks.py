"""``/register/hooks``: programs that are told when something happens to a file that their owner reaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from licet.access.guard import needs, person_of
from licet.access.hooks import kept
from licet.access.hooks.sealing import Seal
from licet.access.hooks.sending import checked
from licet.api import body as bodies
from licet.api.answers import answered, service_of
from licet.api.described import problems
from licet.api.paging import Cursor, Limit, paged
from licet.api.problems import Refused
from licet.api.register.asked import By, done_once, registry_of
from licet.api.register.models import EndedOut, HookOut, PageOut
from licet.api.register.requests import HookIn, NothingIn
from licet.registry.model import NotAllowed

if TYPE_CHECKING:
    from licet.access.hooks.kept import Hook

router = APIRouter(prefix="/register/hooks", tags=["Register: hooks"])
MAY = [needs("register")]
Number = Annotated[int, Path(ge=1, le=2**53, examples=[1])]
_WITHOUT = ("system", "public", "lab", "auditor")
"""Roles that no file is in the reach of without an order, or that are no person's."""


@router.get(
    "", dependencies=MAY, summary="Your hooks", operation_id="hooks",
    response_model=PageOut, responses=problems(422),
)  # fmt: skip
def listed(request: Request, *, limit: Limit = 50, cursor: Cursor = "") -> Response:
    """Those of your account.  No secret is shown again."""
    found = kept.of(registry_of(request).store, person_of(request).account)
    return paged(request, found, lambda each: each.id, limit=limit, cursor=cursor, shown=_told)


@router.post(
    "", dependencies=MAY, summary="Be told of events", operation_id="addHook",
    response_model=HookOut, responses=problems(400, 413, 415, 422), openapi_extra=bodies.takes(HookIn),
)  # fmt: skip
def add(
    request: Request, by: By, asked: Annotated[HookIn, Depends(bodies.body(HookIn))]
) -> Response:
    """From the next event on: which file, which act, from which state to which, and nothing of what it says.

    Messages are signed as Standard Webhooks says, with the secret of this answer: HMAC over id, time and body.
    Refuse a time more than five minutes off, and an id that you have seen.  No key makes this safe to repeat:
    an answer with a secret is not kept.
    """
    if by.role in _WITHOUT:
        raise NotAllowed(f"a hook is not for {by.role}: no file is always within reach", by)
    settings = service_of(request).settings
    url = checked(asked.url, settings.desk.hook_hosts)
    made = kept.add(
        registry_of(request).store, Seal(settings.home), person_of(request).account, by, url
    )
    return answered({**_told(made), "secret": made.shown}, {"Cache-Control": "no-store"})


@router.get(
    "/{number}/messages", dependencies=MAY, summary="What a hook was told", operation_id="hookMessages",
    response_model=PageOut, responses=problems(404, 422),
)  # fmt: skip
def messages(
    request: Request, number: Number, *, limit: Limit = 50, cursor: Cursor = ""
) -> Response:
    """Each message: how often it was tried, whether it arrived, when it is tried next."""
    store = registry_of(request).store
    if number not in [each.id for each in kept.of(store, person_of(request).account)]:
        raise Refused(
            "not-found", "You have no such hook.", way_out="GET /register/hooks lists yours."
        )
    return paged(request, kept.queue_of(store, number), lambda each: each["number"], limit=limit, cursor=cursor, shown=dict)  # fmt: skip


@router.post(
    "/{number}/end", dependencies=MAY, summary="End a hook", operation_id="endHook",
    response_model=EndedOut, responses=problems(400, 404, 409, 413, 415, 422), openapi_extra=bodies.takes(NothingIn),
)  # fmt: skip
async def end(
    request: Request,
    by: By,
    number: Number,
    _: Annotated[NothingIn, Depends(bodies.body(NothingIn))],
) -> Response:
    """Your own; its secret is destroyed and what waits for it is given up."""
    store, account = registry_of(request).store, person_of(request).account

    def make(_key: str) -> dict[str, Any]:
        if number not in [each.id for each in kept.of(store, account)]:
            raise Refused(
                "not-found", "You have no such hook.", way_out="GET /register/hooks lists yours."
            )
        kept.end(store, account, number, by.id)
        return {"ended": True}

    return await done_once(request, by, make)


def _told(hook: Hook) -> dict[str, Any]:
    return {"id": hook.id, "url": hook.url, "role": hook.by.role, "authority": hook.by.authority, "since": hook.since.isoformat()}  # fmt: skip
