"""``GET /law/...``: provisions and how they stand on a day, what changed, and what is modelled."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.api.answers import Fresh, answered, service_of
from licet.api.described import problems
from licet.api.models import ChangesOut, CoverageOut, Paged, ProvisionOut
from licet.api.paging import Cursor, Limit, paged
from licet.api.problems import Refused
from licet.api.requests import Country, Day, Word
from licet.book.provision import KINDS
from licet.decide.report import plain_data
from licet.errors import UnknownName
from licet.explore.browse import fits, listed
from licet.explore.coverage import coverage as covered
from licet.explore.timeline import between, events
from licet.language.text import rule_text

if TYPE_CHECKING:
    from licet.book.provision import Version
    from licet.explore.browse import Listed
    from licet.pack.store import Library

router = APIRouter(prefix="/law", tags=["Law"])
On = Annotated[Day | None, Query(description="As it stands on this day; today where left out.")]
KnownOn = Annotated[Day | None, Query(description="Going by what was published by this day.")]
Sovereign = Annotated[Country | None, Query(description="One law alone.")]


@router.get(
    "/provisions", dependencies=[needs("read")], summary="Provisions as of a day",
    operation_id="provisions", response_model=Paged, responses=problems(422),
)  # fmt: skip
async def provisions(
    request: Request, fresh: Fresh, *, limit: Limit = 50, cursor: Cursor = "", on: On = None,
    known_on: KnownOn = None, sovereign: Sovereign = None,
    kind: Annotated[Word, Query(description="A kind of provision.", examples=["requirement"])] = "",
    q: Annotated[Word, Query(description="Words of id, title, citation or prose.")] = "",
) -> Response:  # fmt: skip
    """Every provision with its version of the day and how that stands, by id."""
    library = service_of(request).library
    if kind and kind not in KINDS:
        error = UnknownName("kind of provision", kind, KINDS)
        raise Refused("not-valid", f"{error} Known are {', '.join(KINDS)}.", errors=[("kind", str(error))])  # fmt: skip
    wanted = q.casefold().split()
    found = [
        each
        for each in library.whole.book.provisions.values()
        if kind in ("", each.kind) and sovereign in (None, each.sovereign)
    ]
    found = [each for each in found if fits(each, wanted, library)]
    day, known = on or date.today(), known_on or date.max
    return paged(
        request, sorted(found, key=_id), _id, limit=limit, cursor=cursor,
        shown=lambda each: _listed(listed(each, day, known)), headers=fresh,
    )  # fmt: skip


def _id(each: Any) -> str:
    return str(each.id)


def _listed(each: Listed) -> dict[str, Any]:
    found = each.provision
    return {
        "id": found.id, "kind": found.kind, "title": found.title, "sovereign": found.sovereign,
        "state": each.state, "cite": [plain_data(cite) for cite in found.cite],
        "from": each.version.since.isoformat(), "to": each.version.to and each.version.to.isoformat(),
        "confidence": each.version.confidence, "checked": each.version.checked.isoformat(),
    }  # fmt: skip


@router.get(
    "/provisions/{provision}", dependencies=[needs("read")], summary="One provision",
    operation_id="provision", response_model=ProvisionOut, responses=problems(404, 422),
)  # fmt: skip
async def provision(
    request: Request, fresh: Fresh, *, on: On = None, known_on: KnownOn = None,
    provision: Annotated[str, Path(max_length=200, description="Id, as answers cite it.", examples=["us.ccl.3A090.a"])],
) -> Response:  # fmt: skip
    """What it says in plain words, how it stands, and every version with its rule."""
    library = service_of(request).library
    book = library.whole.book
    if provision not in book.provisions:
        error = UnknownName("provision", provision, list(book.provisions))
        raise Refused("not-found", str(error), way_out="GET /law/provisions?q= looks for words of one.")  # fmt: skip
    day = on or date.today()
    stands = listed(book[provision], day, known_on or date.max)
    return answered({**_listed(stands), **_whole(stands, library), "on": day.isoformat(), "hashes": library.law.hashes}, fresh)  # fmt: skip


def _whole(each: Listed, library: Library) -> dict[str, Any]:
    found = each.provision
    return {
        "says": library.prose.get(found.id, found.text),
        "code": found.code or None,
        "aim": plain_data(found.rationale),
        "pause": plain_data(each.pause) if each.pause else None,
        "versions": [_version(version) for version in found.versions],
    }


def _version(each: Version) -> dict[str, Any]:
    return {
        "from": each.since.isoformat(), "to": each.to and each.to.isoformat(),
        "published": each.published.isoformat(), "source": each.source, "note": each.note or None,
        "checked": each.checked.isoformat(), "confidence": each.confidence,
        "rule": rule_text(each.rule), "pauses": [plain_data(pause) for pause in each.pauses],
    }  # fmt: skip


@router.get(
    "/changes", dependencies=[needs("read")], summary="What changed between two days",
    operation_id="changes", response_model=ChangesOut, responses=problems(422),
)  # fmt: skip
async def changes(
    request: Request, fresh: Fresh, *, sovereign: Sovereign = None,
    first: Annotated[Day | None, Query(alias="from", description="From this day; 30 days ago where left out.")] = None,
    last: Annotated[Day | None, Query(alias="to", description="Up to this day; today where left out.")] = None,
) -> Response:  # fmt: skip
    """What took effect in the law from one day to another, both included, with the instruments."""
    library = service_of(request).library
    last = last or date.today()
    first = first or max(last - _MONTH, date.min + _DAY)
    if first > last:
        what = f"from is {first} and to is {last}; wanted is a day no later than the other"
        raise Refused("not-valid", f"{what}.", errors=[("from", what)])
    before = first - _DAY if first > date.min else first
    found = [
        each
        for each in between(events(library.law.book), before, last)
        if sovereign in (None, each.sovereign)
    ]
    data = {
        "from": first.isoformat(), "to": last.isoformat(), "count": len(found),
        "changes": [plain_data(each) for each in found], "hashes": library.law.hashes,
    }  # fmt: skip
    return answered(data, fresh)


_DAY = timedelta(days=1)
_MONTH = timedelta(days=30)


@router.get(
    "/coverage", dependencies=[needs("read")], summary="What is and is not modelled",
    operation_id="coverage", response_model=CoverageOut, responses=problems(422),
)  # fmt: skip
async def coverage(request: Request, fresh: Fresh, *, on: On = None) -> Response:
    """Each law of the rule book: its areas, how sure they are, what is missing and what grows old."""
    library = service_of(request).library
    found = covered(library.law.book, on or date.today())
    return answered({"laws": [plain_data(each) for each in found], "hashes": library.law.hashes}, fresh)  # fmt: skip
