"""``GET /determinations``: what officers have signed, and the letters of it.  Nothing is signed here."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.api.answers import Fresh, answered, service_of
from licet.api.described import problems
from licet.api.models import DeterminationOut, Paged
from licet.api.paging import Cursor, Limit, paged
from licet.api.problems import Refused
from licet.api.requests import Word
from licet.errors import InputError
from licet.letters.content import Signed
from licet.letters.letter import letter

if TYPE_CHECKING:
    from licet.store.model import Determination

router = APIRouter(prefix="/determinations", tags=["Determinations"])
Number = Annotated[int, Path(ge=1, le=2**53, description="Its number.", examples=[1])]
PDF = "application/pdf"


@router.get(
    "", dependencies=[needs("records")], summary="What officers have determined",
    operation_id="determinations", response_model=Paged, responses=problems(422),
)  # fmt: skip
def listed(
    request: Request, fresh: Fresh, *, limit: Limit = 50, cursor: Cursor = "",
    ref: Annotated[Word, Query(description="Those of one order.")] = "",
) -> Response:  # fmt: skip
    """Determinations by number, each with officer, item and status."""
    found = service_of(request).store.determinations(ref)
    return paged(
        request, sorted(found, key=_id), _id, limit=limit, cursor=cursor, shown=_short, headers=fresh
    )  # fmt: skip


def _id(each: Determination) -> int:
    return int(each.id)


@router.get(
    "/{number}", dependencies=[needs("records")], summary="One determination",
    operation_id="determination", response_model=DeterminationOut, responses=problems(404, 422),
)  # fmt: skip
def determination(request: Request, fresh: Fresh, number: Number) -> Response:
    """The signed statement, its signature and key, the answer it is about, and whether all still fits."""
    store = service_of(request).store
    found = _found(request, number)
    data = {
        **_short(found),
        "code": Signed.of(found).code,
        "statement": json.loads(found.statement),
        "statement_base64": base64.b64encode(found.statement).decode(),
        "signature": base64.b64encode(found.signature).decode(),
        "public_key": found.public_key,
        "answer": json.loads(found.answer),
        "faults": list(store.verify_determination(number).faults),
    }
    return answered(data, fresh)


@router.get(
    "/{number}/letter.pdf", dependencies=[needs("records")], summary="Its letter",
    operation_id="letter", response_class=Response,
    responses={
        200: {
            "description": "The same bytes each time.",
            "content": {PDF: {"schema": {"type": "string", "format": "binary"}}},
        },
        **problems(404, 422),
    },
)  # fmt: skip
def letter_of(request: Request, fresh: Fresh, number: Number) -> Response:
    """The letter as PDF, with a code that `licet verify-letter` checks."""
    found = letter(Signed.of(_found(request, number)))
    name = f'inline; filename="licet-determination-{number}.pdf"'
    return Response(found, headers={**fresh, "Content-Disposition": name}, media_type=PDF)


def _found(request: Request, number: int) -> Determination:
    try:
        return service_of(request).store.determination(number)
    except InputError as error:
        raise Refused("not-found", str(error), way_out="GET /determinations lists them.") from None


def _short(each: Determination) -> dict[str, Any]:
    return {
        "id": each.id, "at": each.at.isoformat(), "officer": each.officer, "ref": each.ref,
        "item": each.item, "status": each.status, "note": each.note,
    }  # fmt: skip
