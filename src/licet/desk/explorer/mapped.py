"""The chart of a room: its products over the regions and lines of the law, and the rows that say the same."""

from __future__ import annotations

from decimal import Decimal
from math import log10
from typing import TYPE_CHECKING, Any

from licet.charts import Axis, Drawn, Edge, Patch, Point, scatter, tone_of
from licet.desk.explorer.asked import MARKETS
from licet.desk.explorer.judged import hash_key
from licet.desk.explorer.kept import Kept
from licet.desk.explorer.listing import DATACENTER
from licet.desk.explorer.room import MAKER
from licet.explore.plane import days_of, plane
from licet.explore.words import in_short, label, short_unit
from licet.facts.values import plain
from licet.record import record
from licet.service.written import usual_kind
from licet.transfer.build import Builder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from licet.desk.explorer.asked import Asked
    from licet.desk.explorer.judged import Ends, Judged
    from licet.desk.explorer.room import Room, View
    from licet.explore.plane import Line, Plane, Region
    from licet.service.service import Service
    from licet.transfer.model import Transfer

_MARGIN = Decimal("1.5")
"""Room left around the outermost product, as a factor: a measure of the drawing, not of law."""


@record
class Border:
    """A line in words: the figure, its value, what lies on each side, and the rules that draw it."""

    figure: str
    value: str
    below: str
    above: str
    along: str
    by: tuple[tuple[str, str], ...]


@record
class Area:
    """A region in words: its number in the chart, the entries, other forms, the answer and its tone."""

    entry: str
    forms: tuple[str, ...]
    says: str
    tone: str


@record
class Map:
    """A chart with what it says: regions, lines, the days they moved, and products without a place in it."""

    drawn: Drawn
    areas: tuple[Area, ...]
    borders: tuple[Border, ...]
    days: tuple[date, ...]
    apart: int
    said: str


_PLANES: Kept[Plane] = Kept(128)
_MAPS: Kept[Map] = Kept(128)


def mapped(
    service: Service, room: Room, asked: Asked, all_: Sequence[Judged], found: Sequence[Judged]
) -> Map:
    """The chart of the products found; its axes span all products, so that it stays still."""
    view = room.view(asked.view)
    shown = [each for each in found if each.product.kind == room.kind]
    key = (
        hash_key(service), room.shelf, view.key, asked.to, asked.origin, asked.on, asked.law, _market(asked),
        tuple(each.product.id for each in shown),
    )  # fmt: skip
    return _MAPS.get(key, lambda: _map(service, room, view, asked, all_, shown))


def _map(  # noqa: PLR0917 - here only, in this order
    service: Service, room: Room, view: View, asked: Asked, all_: Sequence[Judged], shown: Sequence[Judged]
) -> Map:  # fmt: skip
    law = service.library.law
    laid = plane_of(service, room, view, asked, all_)
    x, y = (_axis(fact, title, all_) for fact, title in zip(view.facts, view.titles, strict=True))
    points = tuple(_point(each, view, room, asked) for each in shown)
    # Where rules join figures the line runs somewhere between two cuts, so no line is drawn at either.
    edges = tuple(_edge(laid, line) for line in laid.lines if line.by)
    drawn = scatter(points, _patches(laid, x, y), edges, x=x, y=y)
    areas = tuple(_area(each) for each in laid.regions)
    claiming = {each.sovereign for region in laid.regions for each in region.sample.claiming}
    sovereigns = (asked.law,) if asked.law else tuple(sorted(claiming))
    return Map(
        drawn, areas, tuple(_borders(laid, areas, service)), days_of(law, view.facts, sovereigns),
        sum(each.x == (None, None) for each in points), _said(view, asked, room),
    )  # fmt: skip


def plane_of(
    service: Service, room: Room, view: View, asked: Asked, all_: Sequence[Judged]
) -> Plane:
    """The regions that the law of the day draws in a view's plane, on the route asked for."""
    law = service.library.law
    key = (
        hash_key(service), room.shelf, view.key, asked.to, asked.origin, asked.on, asked.law,
        _market(asked),
    )  # fmt: skip
    only = (asked.law,) if asked.law else None
    # Tools have few wavelengths, and a rule may join wavelength and aperture in one figure.
    cuts = {view.facts[0]: _values(view.facts[0], all_)} if room.laws else {}
    return _PLANES.get(
        key,
        lambda: plane(
            _maker(service, room, view, asked),
            law,
            view.facts,
            on=asked.on,
            sovereigns=only,
            cuts=cuts,
        ),
    )


def _values(fact: str, all_: Sequence[Judged]) -> set[Decimal]:
    return {
        ends[0]
        for each in all_
        if (ends := each.figures.get(fact)) and ends[0] and ends[0] == ends[1]
    }


def _market(asked: Asked) -> bool:
    """Lines are drawn for chips of data centers unless others are asked for."""
    return asked.market != "other"


def _maker(
    service: Service, room: Room, view: View, asked: Asked
) -> Callable[[Mapping[str, Decimal]], Transfer]:
    """Makes the transfer of an item with two figures, as the view has it otherwise."""
    book = service.library.law.book
    builder = Builder(book, service.library.products)
    origin = (asked.law or "US") if asked.origin == MAKER else asked.origin
    facts: dict[str, Any] = dict(view.item)
    if room.shelf == "chip":
        facts[DATACENTER] = _market(asked)
    raw = {"from": origin, "to": asked.to, "kind": usual_kind(origin)}

    def make(figures: Mapping[str, Decimal]) -> Transfer:
        item = {
            "kind": room.kind,
            "facts": {**facts, **{name: str(value) for name, value in figures.items()}},
        }
        return builder.transfer({**raw, "item": item})

    return make


# -- drawing -------------------------------------------------------------------------------


def _axis(fact: str, title: str, all_: Sequence[Judged]) -> Axis:
    known = [
        end for each in all_ for end in each.figures.get(fact, ()) if end is not None and end > 0
    ]
    if not known:
        return Axis(title, Decimal(1), Decimal(1000))
    unknown = f"{title.partition(' (')[0]} not known"
    return Axis(title, min(known) / _MARGIN, max(known) * _MARGIN, unknown)


def _point(each: Judged, view: View, room: Room, asked: Asked) -> Point:
    x, y = (each.figures.get(fact, (None, None)) for fact in view.facts)
    told = ", ".join(
        f"{label(fact, '')} {each.shown.get(fact, 'not known')}" for fact in view.facts
    )
    link = f"{room.path}/{each.product.id}{asked.route}"
    return Point(f"{each.name} ({told})", link, x, y, each.tone, hollow=not each.settled)


def _edge(laid: Plane, line: Line) -> Edge:
    return Edge(line.fact == laid.x, line.at, line.span, laid.parts_entries(line))


def _patches(laid: Plane, x: Axis, y: Axis) -> tuple[Patch, ...]:
    found = []
    several = [each.entries for each in laid.regions]
    for region in laid.regions:
        largest = max(
            region.boxes, key=lambda box: _share(box[0], x) * _share(box[1], y), default=None
        )
        name = _entry(region) if len(region.entries) <= 1 else f"{region.entries[0]}?\nor another"
        if several.count(region.entries) > 1 and region.sample.answers:
            name += f"\n{_brief(region)}"
        found += [
            Patch(*box, _tone(region), name if box is largest else "") for box in region.boxes
        ]
    return tuple(found)


def _share(ends: Ends, axis: Axis) -> float:
    low, high = (
        min(max(float(end if end is not None else edge), float(axis.low)), float(axis.high))
        for end, edge in zip(ends, (axis.low, axis.high), strict=True)
    )
    return log10(high / low) + 0.001  # what lies on one value has some width too


def _tone(region: Region) -> str:
    first = region.sample.answers[0] if region.sample.answers else None
    return tone_of(region.sample.status, first.enforced.review_range if first else ())


def _brief(region: Region) -> str:
    review = region.sample.answers[0].enforced.review_range
    return review[-1].replace("_", " ") if review else region.sample.status.replace("_", " ")


# -- words ---------------------------------------------------------------------------------


def _entry(region: Region) -> str:
    return " or ".join(region.entries) or "no listed entry"


def _area(region: Region) -> Area:
    forms = dict.fromkeys(
        name for each in region.sample.claiming for name in each.classification.forms
    )
    return Area(_entry(region), tuple(forms), in_short(region.sample), _tone(region))


def _borders(laid: Plane, areas: tuple[Area, ...], service: Service) -> list[Border]:
    book = service.library.law.book
    found = []
    for line in laid.lines:
        unit = book.facts[line.fact].unit
        other = laid.y if line.fact == laid.x else laid.x
        sign = ("from" if line.included else "over") if line.by else "by"
        below, above = (_side(areas[at], areas) for at in (line.below, line.above))
        found.append(
            Border(
                label(line.fact, unit),
                f"{sign} {plain(line.at)} {short_unit(unit)}".rstrip(),
                below,
                above,
                _along(label(other, book.facts[other].unit), line.span),
                tuple((name, book.provisions[name].title) for name in line.by),
            )
        )
    return found


def _side(area: Area, areas: tuple[Area, ...]) -> str:
    alike = sum(each.entry == area.entry for each in areas) > 1
    return f"{area.entry} ({area.says})" if alike else area.entry


def _along(name: str, span: Ends) -> str:
    low, high = span
    if low is None and high is None:
        return "everywhere"
    if low is None:
        return f"{name} under {plain(high)}" if high is not None else ""
    return (
        f"{name} of {plain(low)} and more"
        if high is None
        else f"{name} {plain(low)} to {plain(high)}"
    )


def _said(view: View, asked: Asked, room: Room) -> str:
    market = (
        f", {MARKETS['datacenter' if _market(asked) else 'other']}" if room.shelf == "chip" else ""
    )
    return f"Lines are drawn for {view.said}{market}; parties and end use not stated."
