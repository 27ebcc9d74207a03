"""The law of two days: what changed, in words, and whose answers flip."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.desk.explorer.kept import Kept
from licet.desk.journeys import countries, flipper_of, journeys_of, usual
from licet.desk.page import service_of
from licet.desk.reading import Days, paged, read_days, reading, wrong
from licet.errors import InputError
from licet.explore.browse import STATE_WORDS
from licet.explore.event_words import sentence, source
from licet.explore.timeline import events, latest_days
from licet.explore.two_days import two_days

if TYPE_CHECKING:
    from collections.abc import Mapping

    from licet.explore.flips import Flip, Flipper
    from licet.pack.store import Library

router = APIRouter()
_A_PAGE = 40
_RECENT = 8
_KEPT: Kept[tuple[Any, tuple[Flip, ...]]] = Kept(64)


@router.get("/law/compare", dependencies=[needs("read")])
def compare(request: Request) -> Response:
    """What differs between two days."""
    library = service_of(request).library
    today = date.today()
    days = read_days(request, **{"from": today - timedelta(days=365), "to": today})
    origin, destination = usual(library)
    asked = {
        "origin": request.query_params.get("origin") or origin,
        "destination": request.query_params.get("destination") or destination,
        "law": request.query_params.get("law", ""),
    }
    if not days.errors and days["from"] == days["to"]:
        days = wrong(days, "to", f"both days are {days['to']}; two different days were wanted")
    known = library.whole.book.facts.countries
    for name in ("origin", "destination"):
        try:
            countries(asked[name], known)
        except InputError as error:
            days = wrong(days, name, error.message)
    return reading(
        request, "law/compare.html", lambda: _made(request, library, days, asked), days, asked=asked,
        states=STATE_WORDS, recent=_recent(library, today), sovereigns=[(code, each.title) for code, each in library.whole.book.sovereigns.items()],
    )  # fmt: skip


def _recent(library: Library, today: date) -> list[tuple[date, date, int]]:
    """Days to compare at a click: (eve, day, how much happened on it)."""
    found = latest_days(events(library.law.book), today, _RECENT)
    return [(day - timedelta(days=1), day, count) for day, count in found]


def _made(
    request: Request, library: Library, days: Days, asked: Mapping[str, str]
) -> dict[str, Any]:
    book = library.law.book
    found, flips = _worked_out(library, days, asked)
    moved = [each for each in found.moved if asked["law"] in ("", each.provision.sovereign)]
    page = paged(request, moved, _A_PAGE)
    return {
        "found": found, "page": page, "by_law": Counter(each.provision.sovereign for each in found.moved),
        "flips": {way: [each for each in flips if each.way == way] for way in ("stricter", "milder", "other")},
        "flipped": len({product.id for flip in flips for product in flip.products}),
        "countries": book.facts.countries, "sentence": sentence, "source": source, "book": book,
    }  # fmt: skip


def _worked_out(
    library: Library, days: Days, asked: Mapping[str, str]
) -> tuple[Any, tuple[Flip, ...]]:
    """What differs, and whose answers flip; the same days and countries are worked out once."""
    flipper, book = flipper_of(library), library.law.book

    def make() -> tuple[Any, tuple[Flip, ...]]:
        found = two_days(book, days["from"], days["to"])
        return found, _flips(flipper, found, asked, library)

    places = tuple(
        countries(asked[each], book.facts.countries) for each in ("origin", "destination")
    )
    return _KEPT.get((flipper, days["from"], days["to"], *places), make)


def _flips(
    flipper: Flipper, found: Any, asked: Mapping[str, str], library: Library
) -> tuple[Flip, ...]:
    book = library.law.book
    laws = tuple(each for each in found.sovereigns if each in book.deciding)
    made: list[Flip] = []
    if laws:
        for journey in journeys_of(
            asked["origin"], asked["destination"], laws, book.facts.countries
        ):
            kinds = found.kinds(book, journey.origin, journey.destination)
            made += flipper.flips(journey, found.first, found.last, kinds)
    return tuple(made)
