"""The list under a chart: which products are in it, in what order, and which of them are on this page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.catalogue.search import find
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from licet.catalogue.model import Catalogue
    from licet.desk.explorer.asked import Asked
    from licet.desk.explorer.judged import Judged
    from licet.desk.explorer.room import Room

ON_A_PAGE = 50
DATACENTER = "designed_or_marketed_for_datacenter"
_NAME, _ANSWER, _YEAR = "name", "answer", "announced"
_TONES = ("stop", "need", "case", "open", "calm", "none")


@record
class Listing:
    """Every product that the filters leave, in order, and those on one page; ``pages`` counts from one."""

    found: tuple[Judged, ...]
    shown: tuple[Judged, ...]
    page: int
    pages: int


def listing(all_: Sequence[Judged], asked: Asked, catalogue: Catalogue) -> Listing:
    """The products that the filters leave; an order or page that there is none of is the first."""
    left = [each for each in all_ if _fits(each, asked)]
    if asked.q:
        place = {m.product.id: at for at, m in enumerate(find(catalogue, asked.q, limit=len(all_)))}
        left = [each for each in left if each.product.id in place]
        left.sort(key=lambda each: place[each.product.id])
    if asked.sort:
        left = _sorted(left, asked.sort)
    pages = max(-(-len(left) // ON_A_PAGE), 1)
    page = min(asked.page, pages)
    shown = left[(page - 1) * ON_A_PAGE : page * ON_A_PAGE]
    return Listing(tuple(left), tuple(shown), page, pages)


def _fits(each: Judged, asked: Asked) -> bool:
    market = {"datacenter": True, "other": False}.get(asked.market)
    year = (each.product.announced or "")[:4]
    return (
        (not asked.vendor or each.product.vendor == asked.vendor)
        and (not asked.kind or each.product.kind == asked.kind)
        and (not asked.answer or each.tone == asked.answer)
        and (market is None or each.product.facts.get(DATACENTER) is market)
        and (not asked.since or year >= asked.since)
    )


def _sorted(left: Iterable[Judged], sort: str) -> list[Judged]:
    """By a word, or by a figure; ``-`` in front turns it round.  What is not known comes last either way."""
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    keys: dict[str, Callable[[Judged], Any]] = {
        _NAME: lambda each: each.product.name.casefold(),
        _ANSWER: lambda each: (_TONES.index(each.tone), each.entries),
        _YEAR: lambda each: each.product.announced,
    }
    key = keys.get(name) or _figure_of(name)
    known = [(key(each), each) for each in left]
    told = [pair for pair in known if pair[0] is not None]
    found = sorted(told, key=lambda pair: pair[0], reverse=turned)
    return [each for _, each in found] + [each for value, each in known if value is None]


def _figure_of(name: str) -> Callable[[Judged], Any]:
    def figure(each: Judged) -> Decimal | None:
        ends = each.figures.get(name, ())
        return next((end for end in ends if end is not None), None)

    return figure


def counts(all_: Iterable[Judged], of: Callable[[Judged], str]) -> tuple[tuple[str, int], ...]:
    """How many products have each value, by value."""
    found: dict[str, int] = {}
    for each in all_:
        found[of(each)] = found.get(of(each), 0) + 1
    return tuple(sorted(found.items()))


def orders(room: Room) -> tuple[tuple[str, str], ...]:
    """Every head of the list with the order it asks for."""
    return (
        ("name", _NAME), *((head, fact) for head, fact in room.columns), ("announced", _YEAR), ("answer", _ANSWER),
    )  # fmt: skip
