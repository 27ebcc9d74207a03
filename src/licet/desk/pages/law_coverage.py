"""What is and is not modelled, law by law."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.desk.page import service_of
from licet.desk.reading import Days, read_days, reading
from licet.explore.coverage import coverage

if TYPE_CHECKING:
    from licet.explore.coverage import Coverage
    from licet.pack.store import Library

router = APIRouter()


@router.get("/law/coverage", dependencies=[needs("read")])
def covered(request: Request) -> Response:
    """The coverage of every law on a day."""
    library = service_of(request).library
    days = read_days(request, on=date.today())
    return reading(request, "law/coverage.html", lambda: _made(library, days), days)


def _made(library: Library, days: Days) -> dict[str, Any]:
    found = coverage(library.law.book, days["on"])
    totals: Counter[str] = Counter()
    for each in found:
        totals.update(counts(each))
    drafts = [each.title for each in library.whole.book.sovereigns.values() if each.draft]
    return {"laws": [(each, counts(each)) for each in found], "totals": totals, "drafts": drafts}


def counts(each: Coverage) -> dict[str, int]:
    """The numbers of one law: provisions, texts and what of them is not sure."""
    confidence = dict(each.confidence)
    return {
        "provisions": sum(number for _, number in each.kinds),
        "texts": sum(confidence.values()),
        "unverified": len(each.unverified),
        "low": confidence.get("low", 0),
        "stale": sum(sunset.state == "stale" for sunset in each.sunsets),
        "not_modelled": len(each.not_modelled),
    }
