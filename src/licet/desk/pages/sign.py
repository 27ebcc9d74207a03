"""A determination on its way: the answer afresh, the officer's own words, and the signature."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.access.signing import signers
from licet.desk.page import page, service_of
from licet.desk.to_sign import Changed, Draft, decided, draft_of, seen, sign
from licet.errors import InputError, LicetError
from licet.letters.content import parts_of
from licet.letters.sealed import seal
from licet.store.determinations import STATUSES

router = APIRouter()
_FIELDS = ("asked_by", "ref", "agrees", "status", "reason", "note")
_AT = (
    ("reason", "otherwise than the machine"), ("status", "status of an answer"),
    ("signing_password", "signing password"), ("officer", "cannot sign as"),
)  # fmt: skip


async def sent(request: Request) -> FormData:
    """The form that was sent."""
    return await request.form()


@router.get("/records/new", dependencies=[needs("sign")])
def new(request: Request) -> HTMLResponse:
    """The answer of this moment, ready to be signed."""
    asked = request.query_params
    raw = {"enquiry": asked.get("enquiry", ""), "question": request.url.query}
    draft = draft_of(service_of(request), person_of(request), raw)
    return _shown(request, draft, {"asked_by": draft.asked_by, "ref": asked.get("ref", "")})


@router.post("/records/new", dependencies=[needs("sign")])
def signed(request: Request, form: Annotated[FormData, Depends(sent)]) -> Response:
    """Sign it, unless the answer is no longer the one that was shown."""
    said = {name: each for name, each in form.items() if isinstance(each, str)}
    service, person = service_of(request), person_of(request)
    draft = draft_of(service, person, said)
    try:
        made = sign(service, person, draft, said)
    except Changed as changed:
        return _shown(request, draft, said, changed=changed, status=409)
    except InputError as error:
        return _shown(request, draft, said, error=error, status=400)
    return RedirectResponse(f"/records/{made.id}", 303)


def _shown(
    request: Request, draft: Draft, said: dict[str, str], *, changed: Changed | None = None,
    error: LicetError | None = None, status: int = 200,
) -> HTMLResponse:  # fmt: skip
    """The page, filled with what was said before."""
    service = service_of(request)
    sealed = seal(decided(service, draft))
    context: dict[str, Any] = {name: said.get(name, "") for name in _FIELDS}
    return page(
        request, "records/new.html", status, draft=draft, parts=parts_of(sealed), seen=seen(sealed),
        said=context, statuses=STATUSES, signers=signers(service.store, person_of(request)),
        changed=changed, errors=_errors(error),
    )  # fmt: skip


def _errors(error: LicetError | None) -> list[tuple[str, str]]:
    """What is wrong, with the field where it is mended."""
    if error is None:
        return []
    field = next((name for name, words in _AT if words in str(error)), "signing_password")
    return [(field, str(error))]
