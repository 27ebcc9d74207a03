"""The page of a room: its form, its chart and its list, whole or the part that changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse, Response

from licet.catalogue.errors import UnknownProduct
from licet.charts.tones import NAMES, symbol
from licet.desk.explorer.asked import MARKETS, read
from licet.desk.explorer.course import courses
from licet.desk.explorer.judged import judged
from licet.desk.explorer.listing import counts, listing, orders
from licet.desk.explorer.mapped import mapped
from licet.desk.explorer.product import recorded, standing
from licet.desk.explorer.room import MAKER, ROOMS
from licet.desk.page import fragment, page, service_of, wants_part
from licet.explore.history import first_day

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request

    from licet.catalogue.model import Product
    from licet.desk.explorer.room import Room


def explore(request: Request, room: Room) -> HTMLResponse:
    """The room as its address asks for it; for htmx the chart and list alone."""
    service = service_of(request)
    law = service.library.law
    countries = law.book.facts.countries
    asked, wrong = read(request.query_params, room, countries, date.today())
    everything = judged(service, room, asked)
    listed = listing(everything, asked, service.library.catalogue.on(room.shelf))
    drawing = mapped(service, room, asked, everything, listed.found) if room.views else None
    told = {
        "room": room, "asked": asked, "wrong": wrong, "listed": listed, "drawing": drawing,
        "tones": dict(counts(listed.found, lambda each: each.tone)), "names": NAMES, "symbol": symbol,
        "orders": orders(room), "countries": countries, "markets": MARKETS,
        "vendors": counts(everything, lambda each: each.product.vendor or ""),
        "kinds": counts(everything, lambda each: each.product.kind),
        "total": len(everything), "first": first_day(law.book),
    }  # fmt: skip
    if wants_part(request):
        return HTMLResponse(fragment(request, "explorer/found_part.html", **told))
    return page(request, "explorer/room.html", 400 if wrong else 200, **told)


def show(request: Request, room: Room, name: str) -> Response:
    """The page of a product by its id; a family or another name of one leads to the first of its variants."""
    return _of_product(request, room, name, _shown)


def through_time(request: Request, room: Room, name: str) -> Response:
    """The history of a product: for htmx the part that its page takes in, else a page of its own."""
    return _of_product(request, room, name, _history)


def _of_product(
    request: Request,
    room: Room,
    name: str,
    answer: Callable[[Request, Product, dict[str, Any]], Response],
) -> Response:
    service = service_of(request)
    law = service.library.law
    countries = law.book.facts.countries
    try:
        product = service.library.catalogue.resolve(name)[0]
    except UnknownProduct as unknown:
        return page(request, "error.html", 404, title=f"No such {room.one}", message=str(unknown))
    if product.id != name or product.shelf != room.shelf:
        rest = request.url.path.removeprefix(f"{room.path}/{name}")
        query = f"?{request.url.query}" if request.url.query else ""
        here = f"{ROOMS[product.shelf].path}/{product.id}"
        return RedirectResponse(f"{here}{'/history' if rest == '/history' else ''}{query}", 303)
    asked, wrong = read(request.query_params, room, countries, date.today())
    leaves = product.vendor_country or "US" if asked.origin == MAKER else asked.origin
    told = {
        "room": room, "asked": asked, "wrong": wrong, "product": product, "countries": countries,
        "symbol": symbol, "origin_name": countries.get(leaves, leaves), "first": first_day(law.book),
        "question": urlencode({"item": product.id, "from": leaves, "to": asked.to, "on": str(asked.on)}),
    }  # fmt: skip
    return answer(request, product, told)


def _shown(request: Request, product: Product, told: dict[str, Any]) -> Response:
    service = service_of(request)
    found = standing(service, product, told["asked"])
    status = 400 if told["wrong"] else 200
    return page(
        request,
        "explorer/product.html",
        status,
        record=recorded(service, product),
        standing=found,
        **told,
    )


def _history(request: Request, product: Product, told: dict[str, Any]) -> Response:
    told["courses"] = courses(service_of(request), product, told["asked"], date.today())
    if wants_part(request):
        return HTMLResponse(fragment(request, "explorer/history_part.html", **told))
    return page(request, "explorer/history.html", 400 if told["wrong"] else 200, **told)
