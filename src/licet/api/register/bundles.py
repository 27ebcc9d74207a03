"""Bundles for ``licet verify``: the whole log, one case, and the one whose fields are opened to a named reader."""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Callable, Iterator
from typing import IO, TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response, StreamingResponse

from licet.access.guard import needs
from licet.api import body as bodies
from licet.api.described import problems
from licet.api.register.asked import Stream, reads, registry_of
from licet.api.register.log import office_of
from licet.api.register.requests import BundleIn
from licet.register.events import Actor
from licet.registry.public.bundles import Order, for_committee, of_case, whole

if TYPE_CHECKING:
    from licet.registry.public.bundles import Handed

router = APIRouter(prefix="/register", tags=["Register: bundles"])
Knowing = Annotated[Actor, reads("standing")]
Opening = Annotated[Actor, reads("commitments")]
LINES = "application/x-ndjson"
_IN_MEMORY, _PIECE = 4_000_000, 65_536
_GIVES: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One line an entry, with proofs; for `licet verify`.",
        "content": {LINES: {"schema": {"type": "string"}}},
    },
}


def _handed(make: Callable[[IO[bytes]], Handed], name: str) -> Response:
    """A bundle through a file that leaves memory when it grows."""
    out: IO[bytes] = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - closed when it is sent
    try:
        done = make(out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Licet-SHA-256": done.sha256, "Cache-Control": "no-store"}  # fmt: skip
    if done.cover is not None:
        headers["Licet-Cover"] = base64.b64encode(str(done.cover).encode()).decode()
    return StreamingResponse(_pieces(out), headers=headers, media_type=LINES)


def _pieces(out: IO[bytes]) -> Iterator[bytes]:
    with out:
        while piece := out.read(_PIECE):
            yield piece


@router.get(
    "/public/bundle", dependencies=[needs("read")], summary="The whole log as one file", operation_id="publicBundle",
    response_class=StreamingResponse, responses={**_GIVES, **problems(404)},
)  # fmt: skip
def log_bundle(request: Request) -> Response:
    """All entries and nothing opened."""
    office = office_of(request)
    return _handed(lambda out: whole(office, out), "log.licetlog")


@router.get(
    "/applications/{case:path}/bundle", dependencies=[needs("register")], summary="One case as one file",
    operation_id="caseBundle", response_class=StreamingResponse, responses={**_GIVES, **problems(404, 422)},
)  # fmt: skip
def case_bundle(request: Request, by: Knowing, case: Stream) -> Response:
    """The entries of an application and its licenses with their proofs, nothing opened.

    For those who may know where it stands: the bundle tells which case of the log it is.
    """
    registry_of(request).standing(case, by)
    office = office_of(request)
    return _handed(lambda out: of_case(office, case, out), "case.licetlog")


@router.post(
    "/bundles", dependencies=[needs("register")], summary="Open fields to one reader", operation_id="openBundle",
    response_class=StreamingResponse, responses={**_GIVES, **problems(400, 404, 409, 413, 415, 422)},
    openapi_extra=bodies.takes(BundleIn),
)  # fmt: skip
async def opened(
    request: Request, by: Opening, asked: Annotated[BundleIn, Depends(bodies.body(BundleIn))]
) -> Response:
    """Confidential fields of some cases, opened to a named reader on a named order; it is noted before it is written.

    The signed cover, which says who got it and why, is in the header `Licet-Cover` (base64).
    """
    order = Order(asked.reader, asked.order, tuple(asked.fields))

    def make(out: IO[bytes]) -> Handed:
        registry = registry_of(request)
        for each in asked.cases:  # nobody opens what they may not read
            registry.case(each, by, order=asked.order)
        return for_committee(office_of(request), asked.cases, order, out, by=by, all_entries=asked.whole)  # fmt: skip

    return await run_in_threadpool(_handed, make, "opened.licetlog")
