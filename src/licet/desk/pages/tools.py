"""The explorer of chipmaking tools and of materials and the page of each."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.desk.explorer.page import explore, show, through_time
from licet.desk.explorer.room import MATERIALS, TOOLS

router = APIRouter()


@router.get("/tools", dependencies=[needs("read")])
def tools(request: Request) -> Response:
    """Chipmaking tools over the lines of one law of a day."""
    return explore(request, TOOLS)


@router.get("/tools/{name}", dependencies=[needs("read")])
def tool(request: Request, name: str) -> Response:
    """One of them: figures, classes, lines, history, and what is milder."""
    return show(request, TOOLS, name)


@router.get("/materials", dependencies=[needs("read")])
def materials(request: Request) -> Response:
    """Materials in a list."""
    return explore(request, MATERIALS)


@router.get("/materials/{name}", dependencies=[needs("read")])
def material(request: Request, name: str) -> Response:
    """One of them: figures, classes, lines, history, and what is milder."""
    return show(request, MATERIALS, name)


@router.get("/tools/{name}/history", dependencies=[needs("read")])
def tool_history(request: Request, name: str) -> Response:
    """Its answer through time, one line a change."""
    return through_time(request, TOOLS, name)


@router.get("/materials/{name}/history", dependencies=[needs("read")])
def material_history(request: Request, name: str) -> Response:
    """Its answer through time, one line a change."""
    return through_time(request, MATERIALS, name)
