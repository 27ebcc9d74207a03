"""The law as of a date: every provision to browse, and the page of one."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.book.provision import KINDS
from licet.desk.page import page, service_of
from licet.desk.provision import view
from licet.desk.reading import Days, paged, read_days, reading
from licet.errors import UnknownName
from licet.explore.browse import STATE_WORDS, Listed, found, listed
from licet.explore.related import users_of_group

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.pack.store import Library

router = APIRouter()
_A_PAGE = 50
_FILTERS = ("text", "sovereign", "kind", "group", "state", "unverified")


@router.get("/law", dependencies=[needs("read")])
def browse(request: Request) -> Response:
    """Provisions that fit the filters, on a day."""
    library = service_of(request).library
    book = library.whole.book
    days = read_days(request, on=date.today(), known_on=None)
    asked = {name: request.query_params.get(name, "").strip() for name in _FILTERS}
    return reading(
        request, "law/browse.html", lambda: _browsed(request, library, asked, days), days,
        asked=asked, states=STATE_WORDS, kinds=[(each, each.replace("_", " ")) for each in KINDS],
        sovereigns=[(code, each.title) for code, each in book.sovereigns.items()],
        groups=[(name, f"{each.title} ({name})") for name, each in book.groups.items()],
    )  # fmt: skip


def _browsed(
    request: Request, library: Library, asked: Mapping[str, str], days: Days
) -> dict[str, Any]:
    book = library.whole.book
    every = [
        listed(each, days["on"], days.known_on)
        for each in found(library, asked["text"], asked["kind"])
    ]
    if asked["sovereign"]:
        every = [each for each in every if each.provision.sovereign == asked["sovereign"]]
    if asked["group"]:
        users = set(users_of_group(asked["group"], book))
        every = [each for each in every if each.provision.id in users]
    if asked["unverified"]:
        every = [each for each in every if each.version.confidence == "unverified"]
    states = Counter(each.state for each in every)
    if asked["state"]:
        every = [each for each in every if each.state == asked["state"]]
    return {
        "listed": paged(request, every, _A_PAGE), "whole": len(book.provisions),
        "by_state": {name: states[name] for name in STATE_WORDS if states[name]},
        "unverified": sum(_unverified(each) for each in every),
    }  # fmt: skip


def _unverified(each: Listed) -> bool:
    return each.version.confidence == "unverified"


@router.get("/law/{name:path}", dependencies=[needs("read")])
def provision(request: Request, name: str) -> Response:
    """One provision on a day: what it says, through time, its cases and its neighbours."""
    library = service_of(request).library
    book = library.whole.book
    try:
        found = book[name]
    except UnknownName as error:
        return page(
            request,
            "law/unknown.html",
            404,
            what="provision",
            name=name,
            near=error.near,
            base="/law/",
        )
    days = read_days(request, on=date.today(), known_on=None)

    def made() -> dict[str, Any]:
        return {"view": view(name, library, days["on"], days.known_on), "book": book}

    return reading(request, "law/provision.html", made, days, provision=found, states=STATE_WORDS)
