"""Trade tables under the leak watch: sent in, looked at, and what was seen kept under a link."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.datastructures import UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.access.guard import needs
from licet.access.turns import HEAVY
from licet.desk.forms import Form
from licet.desk.page import page, service_of
from licet.desk.pages.watch import first
from licet.desk.watch.looking import signals_of
from licet.desk.watch.showing import interval, shown
from licet.desk.watch.tables import Tables, looked
from licet.errors import InputError

router = APIRouter()


@router.post("/watch/tables", dependencies=[needs("ask")])
def send(request: Request, form: Form) -> Response:
    """Look at a table; what is seen is kept under a link, the table is not."""
    sent = form.get("file")
    if not isinstance(sent, UploadFile) or not sent.filename:
        return first(request, 400, errors=(("file", "Choose a file."),))
    try:
        folder, signals = signals_of(request)
        with HEAVY.taken():
            found = looked(signals, folder, sent.filename, sent.file.read())
    except InputError as error:
        return first(request, 400, errors=(("file", str(error)),))
    key = Tables(service_of(request).settings).keep(found)
    return RedirectResponse(f"/watch/tables/{key}", 303)


@router.get("/watch/tables/{key}", dependencies=[needs("read")])
def table(request: Request, key: str) -> HTMLResponse:
    """What was seen in a table: the routes, or the one that the address names."""
    tables = Tables(service_of(request).settings)
    found = tables.get(key)
    if name := request.query_params.get("route", ""):
        told = shown(request, tables.route(key, name))
        return page(request, "watch/route.html", told=told, key=key, look=found, source={"table": key, "route": name})  # fmt: skip
    rows = [(each, interval(each["estimate"])) for each in found["routes"]]
    return page(request, "watch/table.html", key=key, look=found, rows=rows)
