"""The page of a room: its form, its chart and its list, whole or the part that changes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse

from licet.charts.tones import NAMES, symbol
from licet.desk.explorer.asked import MARKETS, read
from licet.desk.explorer.judged import judged
from licet.desk.explorer.listing import counts, listing, orders
from licet.desk.explorer.mapped import mapped
from licet.desk.page import fragment, page, service_of, wants_part
from licet.explore.history import first_day

if TYPE_CHECKING:
    from starlette.requests import Request

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
        return HTMLResponse(fragment(request, "explorer/found.html", **told))
    return page(request, "explorer/room.html", 400 if wrong else 200, **told)
