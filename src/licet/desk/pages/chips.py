"""The explorer of chips and the page of each."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from licet.access.guard import needs
from licet.desk.explorer.page import explore
from licet.desk.explorer.room import CHIPS

router = APIRouter()


@router.get("/chips", dependencies=[needs("read")])
def chips(request: Request) -> HTMLResponse:
    """Chips over the lines of the law of a day."""
    return explore(request, CHIPS)
