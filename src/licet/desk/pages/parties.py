"""Parties: what waits, how the lists stand, and one name or many against them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs, person_of
from licet.desk.forms import Form, Number, raw, text
from licet.desk.page import page, service_of
from licet.desk.pages import parties_hits, parties_lists, parties_ownership
from licet.desk.screening import Asked, Shown, kept_run, record, screened
from licet.errors import InputError
from licet.lists.shelf import Shelf
from licet.lists.standing import DAMAGED, MISSING, STALE
from licet.screen.customers import Fault, read_pasted

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter()
router.include_router(parties_hits.router)
router.include_router(parties_lists.router)
router.include_router(parties_ownership.router)
MOST_ROWS = 500
"""Rows of a pasted list; longer files go through ``licet screen --file``."""
_FIELDS = ("name", "country", "address", "number", "on", "ref")


@router.get("/parties", dependencies=[needs("screen")])
def parties(request: Request) -> HTMLResponse:
    """What waits for a person, how the lists stand, and a box for one name."""
    service = service_of(request)
    lists = Shelf.of(service.settings).status(service.store.today)
    states = {each.state: 0 for each in lists}
    for each in lists:
        states[each.state] += 1
    return page(
        request, "parties/parties.html", waiting=service.store.worklist(), lists=states,
        stopped=[each for each in lists if each.state in (STALE, DAMAGED)],
        missing=[each.list for each in lists if each.state == MISSING], typed=_typed({}),
    )  # fmt: skip


@router.get("/parties/screen", dependencies=[needs("screen")])
def screen(request: Request) -> HTMLResponse:
    """One name: the entries that it may stand for, and why."""
    return _one(request, request.query_params)


@router.post("/parties/screen", dependencies=[needs("screen")])
def keep_screening(request: Request, form: Form) -> Response:
    """Keep a screening under the asker's own reference, so that officers can close its hits."""
    typed = {name: text(form, name) for name in _FIELDS}
    if not typed["ref"]:
        return _one(request, typed, (("ref", "Give the reference under which it is kept, such as the order's number."),))  # fmt: skip
    service = service_of(request)
    try:
        asked = Asked.of(typed, service.store.today)
        run = record(service, (asked.query,), asked.on, person_of(request), typed["ref"])
    except InputError as error:
        return _one(request, typed, (("name", str(error)),))
    return RedirectResponse(f"/parties/runs/{run.id}", 303)


def _one(
    request: Request, said: Mapping[str, str], errors: tuple[tuple[str, str], ...] = ()
) -> HTMLResponse:
    service, typed, found = service_of(request), _typed(said), None
    if typed["name"]:
        try:
            asked = Asked.of(typed, service.store.today)
            (found,) = screened(service, (asked.query,), asked.on)
        except InputError as error:
            field = (
                "on" if "date" in str(error) else "country" if "country" in str(error) else "name"
            )
            errors = (*errors, (field, str(error)))
    elif "name" in said:
        errors = (*errors, ("name", "Give a name, in any script."))
    return page(
        request,
        "parties/screen.html",
        400 if errors else 200,
        typed=typed,
        found=found,
        errors=errors,
    )


def _typed(said: Mapping[str, str]) -> dict[str, str]:
    return {name: str(said.get(name, "")).strip() for name in _FIELDS}


_COLUMNS = re.compile(r"[,;\t][A-Z]{2}$")
"""A name that ends as a row of columns does; read as one name, it would be held against the lists with its country in it."""


@router.get("/parties/list", dependencies=[needs("screen")])
def list_form(request: Request) -> Response:
    """The form for many names."""
    return _many(request, {})


@router.post("/parties/list", dependencies=[needs("screen")])
def screen_list(request: Request, form: Form) -> Response:
    """A pasted list: every row with its entries, rows that cannot be read with their line."""
    typed = {"rows": raw(form, "rows"), "on": text(form, "on"), "ref": text(form, "ref"), "keep": text(form, "keep")}  # fmt: skip
    return _many(request, typed)


def _many(request: Request, typed: dict[str, str]) -> Response:
    service = service_of(request)
    errors: list[tuple[str, str]] = []
    found: tuple[Shown, ...] = ()
    faults: list[Fault] = []
    on = service.store.today
    if "rows" in typed:
        try:
            on = Asked.day(typed["on"], on)
            rows = list(read_pasted(typed["rows"]))
            faults = [each for each in rows if isinstance(each, Fault)]
            queries = tuple(each for each in rows if not isinstance(each, Fault))
            if len(rows) > MOST_ROWS:
                errors.append(("rows", f"{len(rows):,} rows; at most {MOST_ROWS} are screened here. Longer files: licet screen --file."))  # fmt: skip
            elif not rows:
                errors.append(("rows", "Paste at least one name."))
            elif not_headed := next((each for each in queries if _COLUMNS.search(each.name)), None):
                errors.append(("rows", f"“{not_headed.name[:80]}” looks like a name and a country in columns, but the first line does not name the columns. Make the first line: name,country. If it is all one name, put a space after the comma."))  # fmt: skip
            elif typed["keep"] and faults:
                errors.append(("rows", "Nothing was kept, for some rows cannot be read: they would be lost. Mend them or take them out."))  # fmt: skip
            elif typed["keep"]:
                run = record(service, queries, on, person_of(request), typed["ref"])
                return RedirectResponse(f"/parties/runs/{run.id}", 303)
            else:
                found = screened(service, queries, on)
        except InputError as error:
            errors.append(("on" if "date" in str(error) else "rows", str(error)))
    return page(
        request, "parties/list.html", 400 if errors else 200, typed={"rows": "", "on": "", "ref": "", "keep": "", **typed},
        errors=errors, found=found, faults=faults, on=on, most=MOST_ROWS,
    )  # fmt: skip


@router.get("/parties/runs/{number}", dependencies=[needs("screen")])
def run_page(request: Request, number: Number) -> HTMLResponse:
    """A screening as it was kept: what was asked, of which lists, and the hits that it opened."""
    return page(request, "parties/run.html", **kept_run(service_of(request), number))
