"""The explorer of chips and the page of each."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.desk.explorer.page import explore, show, through_time
from licet.desk.explorer.room import CHIPS

router = APIRouter()


@router.get("/chips", dependencies=[needs("read")])
def chips(request: Request) -> Response:
    """Chips over the lines of the law of a day."""
    return explore(request, CHIPS)


@router.get("/chips/{name}", dependencies=[needs("read")])
def chip(request: Request, name: str) -> Response:
    """One of them: figures, classes, lines, history, and what is milder."""
    return show(request, CHIPS, name)


@router.get("/chips/{name}/history", dependencies=[needs("read")])
def chip_history(request: Request, name: str) -> Response:
    """Its answer through time, one line a change."""
    return through_time(request, CHIPS, name)
