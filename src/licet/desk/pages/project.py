"""A joint project: several ways of sharing with one partner, an answer for each.

The steps, the summary and the answers are asked and shown by the pages of ``ask``.
"""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from licet.access.guard import needs
from licet.desk.page import page
from licet.desk.pages.ask import begun
from licet.interview.steps import PROJECT, path_of

router = APIRouter(dependencies=[needs("ask")])


@router.get("/project/new")
def before(request: Request) -> HTMLResponse:
    """What will be asked, and what comes of it."""
    return page(request, "ask/project.html", steps=path_of(PROJECT, {}))


@router.post("/project/new")
def begin(request: Request) -> Response:
    """A fresh project, at its first step."""
    return begun(request, PROJECT)
