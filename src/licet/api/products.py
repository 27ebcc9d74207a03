"""``GET /products``: the catalogue, one product, and what the law said of it through time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from licet.access.guard import needs
from licet.api.answers import Fresh, answered, service_of
from licet.api.described import problems
from licet.api.models import HistoryOut, Paged, ProductOut
from licet.api.paging import Cursor, Limit, paged
from licet.api.problems import Refused, of_input
from licet.api.requests import Country, Day, Word
from licet.catalogue.errors import UnknownProduct
from licet.decide.report import plain_data
from licet.decide.words import headline
from licet.errors import InputError, UnknownName
from licet.explore.history import history as stretches
from licet.explore.products import as_data as product_data
from licet.transfer.public_record import with_public_record

if TYPE_CHECKING:
    from licet.catalogue.model import Product
    from licet.explore.history import Stretch
    from licet.pack.store import Library
    from licet.transfer.model import Transfer

router = APIRouter(tags=["Products"])
_MOST_FOUND = 10_000
Id = Annotated[
    str, Path(max_length=200, description="Id or name.", examples=["nvidia-h200-sxm-141gb"])
]


@router.get(
    "/products", dependencies=[needs("read")], summary="The catalogue", operation_id="products",
    response_model=Paged, responses=problems(422),
)  # fmt: skip
async def products(
    request: Request, fresh: Fresh, *, limit: Limit = 50, cursor: Cursor = "",
    q: Annotated[Word, Query(description="Words of a name.", examples=["H200"])] = "",
    shelf: Annotated[Word, Query(description="chip, tool or material.", examples=["chip"])] = "",
    vendor: Annotated[Word, Query(description="A maker, as the records name it.")] = "",
) -> Response:  # fmt: skip
    """Chips, tools and materials by id; where words are given, those that they fit."""
    library = service_of(request).library
    catalogue = library.catalogue
    if shelf:
        known = sorted({each.shelf for each in catalogue.products})
        if shelf not in known:
            error = UnknownName("shelf", shelf, known)
            raise Refused("not-valid", f"{error} Known are {', '.join(known)}.", errors=[("shelf", str(error))])  # fmt: skip
        catalogue = catalogue.on(shelf)
    found = catalogue.products if not q else [e.product for e in catalogue.find(q, limit=_MOST_FOUND)]  # fmt: skip
    fitting = [each for each in found if vendor.casefold() in ("", str(each.vendor).casefold())]
    return paged(
        request, sorted(fitting, key=_id), _id, limit=limit, cursor=cursor,
        shown=lambda each: product_data(each, library), headers=fresh,
    )  # fmt: skip


def _id(product: Product) -> str:
    return product.id


@router.get(
    "/products/{product}", dependencies=[needs("read")], summary="One product",
    operation_id="product", response_model=ProductOut, responses=problems(404, 422),
)  # fmt: skip
async def product(request: Request, fresh: Fresh, product: Id) -> Response:
    """The record of a product, its facts of law, and what is worked out from them.

    The name of a family gives its `variants`.
    """
    library = service_of(request).library
    found = _named(library, product)
    data = {
        "variants": [product_data(each, library) for each in found],
        "hashes": library.law.hashes,
    }
    return answered(data, fresh)


def _named(library: Library, name: str) -> tuple[Product, ...]:
    try:
        return library.catalogue.resolve(name)
    except UnknownProduct as error:
        raise Refused("not-found", str(error), way_out="GET /products?q= looks for words of a name.") from None  # fmt: skip


@router.get(
    "/products/{product}/history", dependencies=[needs("read")], summary="A product through time",
    operation_id="productHistory", response_model=HistoryOut, responses=problems(404, 422),
)  # fmt: skip
def history(
    request: Request, fresh: Fresh, *, product: Id, to: Annotated[Country, Query(description="Where it goes.")],
    origin: Annotated[Country, Query(alias="from", description="Where it leaves.")] = "US",
    since: Annotated[Day | None, Query(description="From this day; where left out, from the day the product was announced.")] = None,
    until: Annotated[Day | None, Query(description="Up to this day.")] = None,
    known_on: Annotated[Day | None, Query(description="Use only what was published by then.")] = None,
    exporter: Annotated[Word, Query(description="Who exports: a letter binds its addressee.")] = "",
) -> Response:  # fmt: skip
    """The status of an export, one stretch of days a change, with the texts that brought it about."""
    library = service_of(request).library
    raw: dict[str, Any] = {"kind": "export", "from": origin, "to": to}
    if exporter:
        raw["exporter"] = {"name": exporter}
    found = []
    try:
        for each in _named(library, product):
            stated = service_of(request).transfers({**raw, "item": {"id": each.id}})[0]
            told = stretches(
                _on_each_day(stated, library), library.law, since=since or _announced(each), until=until, known_on=known_on
            )  # fmt: skip
            found.append({"product": each.id, "name": each.name, "history": [_stretch(e) for e in told]})  # fmt: skip
    except InputError as error:
        raise of_input(error, raw) from None
    return answered({"variants": found, "hashes": library.law.hashes}, fresh)


def _announced(product: Product) -> date | None:
    """The day on which a product was announced; None where it is not known to the day."""
    try:
        return date.fromisoformat(product.announced or "")
    except ValueError:
        return None


def _on_each_day(stated: Transfer, library: Library) -> Any:
    """The transfer with what the public record of a day says of its names."""
    return lambda day: with_public_record(stated, library.law.book, day, date.max)


def _stretch(each: Stretch) -> dict[str, Any]:
    return {
        "from": each.since.isoformat(),
        "to": each.to.isoformat() if each.to else None,
        "status": each.decision.status,
        "headline": headline(each.decision),
        "with_due_care": {"status": each.closed.status, "headline": headline(each.closed)},
        "changed": list(each.moved),
        "causes": [plain_data(event) for event in each.causes],
    }
