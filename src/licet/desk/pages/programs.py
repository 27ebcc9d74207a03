"""For programs: the API's operations on one page, made from its OpenAPI document."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from licet.access.guard import OPEN, needs, person_of
from licet.api.problems import KINDS
from licet.api.reference import reference, words
from licet.desk.page import page

router = APIRouter()


@router.get("/api/docs", dependencies=[needs(OPEN)])
def programs(request: Request) -> HTMLResponse:
    """Every operation with its parameters, an example and a line to try."""
    document = request.app.state.api.openapi()
    about = [words(each) for each in document["info"]["description"].replace("**", "").split("\n\n")]  # fmt: skip
    return page(
        request, "programs/api.html", about=about, kinds=KINDS,
        topics=reference(document, str(request.base_url), token=person_of(request).how != "local"),
    )  # fmt: skip
