"""Every product of a shelf decided once for a route and a day, and what of that a list shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from licet.charts.tones import tone_of
from licet.desk.explorer.kept import Kept
from licet.desk.explorer.room import MAKER
from licet.explore.plane import listed
from licet.explore.products import facts_of, field_of
from licet.explore.words import ends_words, in_short
from licet.facts.values import Interval
from licet.record import record
from licet.service.service import Question
from licet.service.written import usual_kind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from licet.catalogue.model import Product
    from licet.decide.decide import Decision
    from licet.desk.explorer.asked import Asked
    from licet.desk.explorer.room import Room
    from licet.service.service import Service

Ends = tuple["Decimal | None", "Decimal | None"]


@record
class Judged:
    """A product and its answer: the entries that fit or may, the answer in short, and its tone in a chart.

    ``figures`` are its numbers with both ends, for facts that are known at all; ``shown`` the same as text.
    ``settled`` is whether it is known which entry fits.
    """

    product: Product
    status: str
    review: tuple[str, ...]
    entries: tuple[str, ...]
    says: str
    tone: str
    settled: bool
    figures: Mapping[str, Ends]
    shown: Mapping[str, str]

    @property
    def name(self) -> str:
        """What a link to it says, besides its figures."""
        return f"{self.product.name}: {self.entry}, {self.says}"

    @property
    def entry(self) -> str:
        """The entry that fits or those that may."""
        return " or ".join(self.entries) or "no listed entry"


def hash_key(service: Service) -> str:
    """What changes when an answer here may: law, catalogue and code; parties are not stated."""
    return " ".join(service.hashes.values())


_SHELVES: Kept[tuple[Judged, ...]] = Kept(48)


def judged(service: Service, room: Room, asked: Asked) -> tuple[Judged, ...]:
    """Every product of the room's shelf on the route and day asked for, by name."""
    key = (hash_key(service), room.shelf, asked.origin, asked.to, asked.on)
    return _SHELVES.get(key, lambda: _decided(service, room, asked))


def _decided(service: Service, room: Room, asked: Asked) -> tuple[Judged, ...]:
    products = service.library.catalogue.on(room.shelf).products
    found = [_judged(service, room, each, asked) for each in products]
    return tuple(sorted(found, key=lambda each: (each.product.name.casefold(), each.product.id)))


def decided(
    service: Service, product: Product, way: tuple[str, str], on: date, exporter: str = ""
) -> Decision:
    """The answer for one product on a ``way``, from and to; nothing else stated but who exports it, where named."""
    raw = raw_transfer(product, way)
    if exporter:
        raw["exporter"] = {"name": exporter}
    return service.decide(Question(raw, on=on, screened=False)).decisions[0]


def raw_transfer(product: Product, way: tuple[str, str]) -> dict[str, object]:
    """The transfer of a product on a route, in its raw form."""
    origin, to = way
    leaves = product.vendor_country or "US" if origin == MAKER else origin
    return {
        "item": {"id": product.id, "name": product.name},
        "from": leaves,
        "to": to,
        "kind": usual_kind(leaves),
    }


def _judged(service: Service, room: Room, product: Product, asked: Asked) -> Judged:
    decision = decided(service, product, (asked.origin, asked.to), asked.on)
    review = () if not decision.answers else decision.answers[0].enforced.review_range
    entries = listed(decision)
    figures: dict[str, Ends] = {}
    for name, value in decision.transfer.facts.items():
        if service.library.law.book.facts[name].numeric:
            match value:
                case Interval(low, high):
                    figures[name] = (low, high)
                case Decimal():
                    figures[name] = (value, value)
                case _:
                    pass
    known = facts_of(product, service.library)
    shown = {
        name: ends_words(*figures[name])
        if name in figures
        else known.get(name) or str(field_of(product, name) or "")
        for name in dict.fromkeys([*known, *(name for _, name in room.columns)])
    }
    return Judged(
        product=product, status=decision.status, review=review, entries=entries,
        says=in_short(decision), tone=tone_of(decision.status, review),
        settled=all(each.classification.settled for each in decision.claiming),
        figures=figures, shown=shown,
    )  # fmt: skip
