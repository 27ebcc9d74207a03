"""The first page: one line to ask with, and the ways to everything else."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from licet.access.guard import needs
from licet.desk.page import page

router = APIRouter()


@router.get("/", dependencies=[needs("read")])
def home(request: Request) -> HTMLResponse:
    """The line, and the ways."""
    return page(request, "home.html")
