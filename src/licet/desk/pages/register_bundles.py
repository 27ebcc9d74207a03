"""Bundles to take home: the whole public log for everybody, and fields of a file opened to one reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import OPEN, needs
from licet.access.turns import HEAVY
from licet.desk.forms import Form, several, text
from licet.desk.page import service_of
from licet.desk.pages.register import MAY
from licet.desk.pages.register_case import again
from licet.desk.register import bundling
from licet.desk.register.acting import actor_of, registry_of
from licet.errors import InputError
from licet.registry.model import NotAllowed
from licet.registry.public.bundles import Order

if TYPE_CHECKING:
    from licet.registry.public.office import PublicOffice

router = APIRouter()


def _office(request: Request) -> PublicOffice:
    return bundling.office_of(service_of(request).settings.home, registry_of(request))


@router.get("/register/public/log.licetlog", dependencies=[needs(OPEN)])
def log(request: Request) -> Response:
    """The whole log as one file that ``licet verify`` checks offline."""
    with HEAVY.taken():
        return _file(bundling.whole_log(_office(request)), "log.licetlog", "application/x-ndjson")


@router.post("/register/bundle", dependencies=[needs(MAY)])
def opened(request: Request, form: Form) -> Response:
    """Fields of a file opened to a named reader on an order; who did it is noted before it is written."""
    registry, actor, case = registry_of(request), actor_of(request), text(form, "case")
    if not registry.roles.to_read("commitments").reach(actor.role):
        raise NotAllowed(f"{actor.role} does not open fields", actor)
    try:
        order = Order(text(form, "reader"), text(form, "order"), several(form, "field"))
        state = registry.case(case, actor, order=order.reference)
        with HEAVY.taken():
            found = bundling.opened(
                _office(request), case, order, actor, all_entries=bool(text(form, "whole")), authority=state.authority,
            )  # fmt: skip
    except NotAllowed:
        raise
    except InputError as error:
        typed = {name: text(form, name) for name in ("reader", "order")}
        return again(request, case, "bundle", str(error), typed)
    return _file(found, "opened.zip", "application/zip")


def _file(content: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(content, media_type=kind, headers=headers)
