"""What changed in a month, what is about to change, and the same as a feed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.desk.feed import atom
from licet.desk.journeys import flipper_of, usual
from licet.desk.page import service_of
from licet.desk.reading import Days, known, labels, reading
from licet.explore.event_words import sentence, source
from licet.explore.monthly import Month, acts, flips_by_day
from licet.explore.timeline import events

if TYPE_CHECKING:
    from licet.explore.timeline import Event
    from licet.pack.store import Library

router = APIRouter()
_MONTH = re.compile(r"(19|20|21)\d\d-(0[1-9]|1[0-2])")
_AHEAD = timedelta(days=90)
_IN_FEED = 60


@router.get("/law/changes", dependencies=[needs("read")])
def changes(request: Request) -> Response:
    """What took effect in a month; the month before today's where none is named."""
    library = service_of(request).library
    text = request.query_params.get("month", "").strip()
    month = Month.of(date.today()).previous
    wrong: tuple[tuple[str, str], ...] = ()
    if _MONTH.fullmatch(text):
        month = Month.of(date.fromisoformat(f"{text}-01"))
    elif text:
        wrong = (("month", f"“{text[:40]}” is no month; write it as 2026-10"),)
    days = Days({}, {"month": text or str(month)}, wrong)
    return reading(request, "law/changes.html", lambda: _made(library, month), days)


def _made(library: Library, month: Month) -> dict[str, Any]:
    book = library.law.book
    every = events(book)
    today = date.today()
    now = [each for each in every if month.has(each.on)]
    origin, destination = usual(library)
    flips = flips_by_day(now, flipper_of(library), origin, destination)
    soon = [each for each in every if today < each.on <= today + _AHEAD]
    announced = [each for each in every if month.has(each.published) and each.on > month.last]
    return {
        "month": month, "acts": acts(now, flips), "count": len(now), "announced": acts(announced),
        "flipped": _products(flips), "soon": acts(soon), "until": today + _AHEAD,
        "origin": origin, "destination": destination, "sentence": sentence,
        "countries": book.facts.countries,
        "this": Month.of(today), "this_count": sum(Month.of(today).has(each.on) and each.on <= today for each in every),
        "last": _last_before(every, month), "latest_read": _latest_read(library),
    }  # fmt: skip


def _products(flips: dict[date, Any]) -> int:
    return len({one.id for day in flips.values() for flip in day for one in flip.products})


def _last_before(every: tuple[Event, ...], month: Month) -> Month | None:
    days = [each.on for each in every if each.on < month.first]
    return Month.of(max(days)) if days else None


def _latest_read(library: Library) -> date:
    """The newest day on which anybody read an official text for this book."""
    provisions = library.law.book.provisions.values()
    return max(version.checked for each in provisions for version in each.versions)


@router.get("/law/changes.atom", dependencies=[needs("read")])
def feed(request: Request) -> Response:
    """The newest changes and those of the next 90 days, newest first, as an Atom feed."""
    book = service_of(request).library.law.book
    headers = labels(request)
    if known(request, headers):
        return Response(status_code=304, headers=headers)
    near = date.today() + _AHEAD
    shown = [each for each in events(book) if each.on <= near][-_IN_FEED:]
    base = str(request.base_url).rstrip("/")
    made = atom(
        base, "/law/changes", "Licet: what changed in the law",
        [(each, sentence(each, book.facts.countries), source(each)) for each in reversed(shown)],
    )  # fmt: skip
    return Response(made, media_type="application/atom+xml", headers=headers)
