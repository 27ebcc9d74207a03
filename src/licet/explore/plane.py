"""The regions that a law draws in a plane of two figures, and the lines between them.

The axes are cut at every threshold that a rule in force tests along them; one item stands in each cell
and is decided, so a region is what the law says and not what somebody drew.  No number of the law stands
in this file.
"""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING

from licet.decide.decide import decide
from licet.explore.regions import Grid, boxes, cells_of
from licet.explore.timeline import provision_events
from licet.language.nodes import Compare, Constant, FactNumber, facts_of, walk
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from licet.book.provision import Provision
    from licet.decide.decide import Decision, Law
    from licet.explore.regions import Cell
    from licet.transfer.model import Transfer

Ends = tuple[Decimal | None, Decimal | None]
"""Low and high end of a stretch; None where it has none."""
_At = tuple[int, int]


@record
class Region:
    """Everything in the plane that has one answer: a few boxes, and the decision on one item in it.

    ``entries`` are the listed entries that fit, or may fit, an item there; empty where none does.
    """

    entries: tuple[str, ...]
    sample: Decision
    boxes: tuple[tuple[Ends, Ends], ...]


@record
class Line:
    """A piece of a line: ``fact`` at ``at``, along ``span`` of the other figure.

    ``below`` and ``above`` are the places of the regions on its two sides, ``included`` whether an item on
    the line is in the one above.  ``by`` are the ids of the rules in force that test the figure there.
    """

    fact: str
    at: Decimal
    span: Ends
    below: int
    above: int
    included: bool
    by: tuple[str, ...]


@record
class Plane:
    """The plane of the figures ``x`` and ``y`` under the law of a day."""

    x: str
    y: str
    on: date
    regions: tuple[Region, ...]
    lines: tuple[Line, ...]

    def parts_entries(self, line: Line) -> bool:
        """Whether other entries fit on the other side; else only the answer is another."""
        return self.regions[line.below].entries != self.regions[line.above].entries


def plane(
    make: Callable[[Mapping[str, Decimal]], Transfer],
    law: Law,
    figures: tuple[str, str],
    *,
    on: date,
    sovereigns: tuple[str, ...] | None = None,
    cuts: Mapping[str, Iterable[Decimal]] = MappingProxyType({}),
) -> Plane:
    """The regions of the law of ``on`` in the plane of two figures of an item.

    ``make`` gives the transfer of an item with these two figures; all else about it is the caller's.
    Facts that it leaves unknown leave regions open, as they would an item.  ``cuts`` are further values
    to look at: rules that join figures in a product draw lines at no value of their own.
    """
    thresholds = _thresholds(make, law, figures, on, sovereigns)
    for fact, values in cuts.items():
        thresholds[fact] |= {each: () for each in values if each not in thresholds[fact]}
    axes = [cells_of(law, fact, set(thresholds[fact])) for fact in figures]
    axes = [tuple(cell for cell in cells if _over_nought(cell)) for cells in axes]
    grid = Grid(tuple(zip(figures, axes, strict=True)))
    marks: dict[tuple[object, ...], list[_At]] = {}
    samples: dict[tuple[object, ...], Decision] = {}
    for place in grid.places:
        decision = decide(make(grid.facts(place)), law, on=on, sovereigns=sovereigns)  # type: ignore[arg-type]
        mark = _mark(decision)
        marks.setdefault(mark, []).append((place[0], place[1]))
        samples.setdefault(mark, decision)
    regions = tuple(
        Region(listed(samples[mark]), samples[mark], tuple(_boxes(set(places), grid)))
        for mark, places in marks.items()
    )
    where = {place: number for number, places in enumerate(marks.values()) for place in places}
    return Plane(*figures, on, regions, tuple(_lines(where, grid, thresholds)))


def listed(decision: Decision) -> tuple[str, ...]:
    """The listed entries that fit, or may fit, under the laws that claim the transfer."""
    found = dict.fromkeys(
        name for each in decision.claiming for name in each.classification.candidates
    )
    return tuple(found)


def days_of(law: Law, figures: tuple[str, str], sovereigns: tuple[str, ...]) -> tuple[date, ...]:
    """Days on which a rule of these laws that reads one of the figures began, changed, paused or ended."""
    wanted = set(figures)
    return tuple(
        sorted(
            {
                event.on
                for each in law.book.provisions.values()
                if each.sovereign in sovereigns and _reads(each, wanted)
                for event in provision_events(each)
            }
        )
    )


def _reads(provision: Provision, wanted: set[str]) -> bool:
    return any(facts_of(tree) & wanted for tree in provision.trees)


def _mark(decision: Decision) -> tuple[object, ...]:
    return tuple(
        (each.sovereign, each.status, each.classification.candidates, each.enforced.review_range, each.enforced.exceptions)
        for each in decision.claiming
    )  # fmt: skip


def _thresholds(
    make: Callable[[Mapping[str, Decimal]], Transfer], law: Law, figures: tuple[str, str], on: date,
    sovereigns: tuple[str, ...] | None,
) -> dict[str, dict[Decimal, tuple[str, ...]]]:  # fmt: skip
    """Every value over nought that a rule in force tests a figure at, with the rules that do."""
    found: dict[str, dict[Decimal, dict[str, None]]] = {fact: {} for fact in figures}
    probe = decide(make({}), law, on=on, sovereigns=sovereigns)
    for answer in probe.claiming:
        for unit in answer.run.plan.units:
            for tree in unit.version.trees if unit.part is None else ():
                for node in walk(tree):
                    match node:
                        case Compare(FactNumber(fact), _, Constant(bound)):
                            if fact in found and bound > 0:
                                by = found[fact].setdefault(bound, {})
                                by[unit.provision.id] = None
                        case _:
                            pass
    return {
        fact: {bound: tuple(by) for bound, by in bounds.items()} for fact, bounds in found.items()
    }


def _over_nought(cell: Cell) -> bool:
    return cell.high is None or cell.high > 0


def _boxes(places: set[_At], grid: Grid) -> Iterator[tuple[Ends, Ends]]:
    """The boxes of a region that have an area; where none has, what lies on a threshold alone."""
    (_, across), (_, up) = grid.axes
    found = [
        ((across[left].low, across[right].high), (up[low].low, up[high].high))
        for (left, right), (low, high) in boxes(set(places), grid)
    ]
    wide = [box for box in found if not any(_is_thin(ends) for ends in box)]
    yield from wide or found


def _is_thin(ends: Ends) -> bool:
    return ends[0] is not None and ends[0] == ends[1]


def _lines(
    where: Mapping[_At, int], grid: Grid, thresholds: Mapping[str, Mapping[Decimal, tuple[str, ...]]]
) -> Iterator[Line]:  # fmt: skip
    """Each stretch of a threshold with other answers on its two sides, joined to the one before it."""
    for axis in (0, 1):
        fact, cells = grid.axes[axis]
        _, others = grid.axes[1 - axis]
        for place, cell in enumerate(cells[1:-1], 1):
            if cell.low is None or not _is_thin((cell.low, cell.high)):
                continue
            pieces: list[tuple[tuple[int, int, bool], Ends]] = []
            for other, across in enumerate(others):
                if _is_thin((across.low, across.high)):
                    continue
                sides = [
                    where[(at, other) if axis == 0 else (other, at)]
                    for at in (place - 1, place, place + 1)
                ]
                if sides[0] == sides[2]:
                    continue
                key = (sides[0], sides[2], sides[1] == sides[2])
                if pieces and pieces[-1][0] == key and pieces[-1][1][1] == across.low:
                    pieces[-1] = (key, (pieces[-1][1][0], across.high))
                else:
                    pieces.append((key, (across.low, across.high)))
            for (below, above, included), span in pieces:
                yield Line(fact, cell.low, span, below, above, included, thresholds[fact][cell.low])
