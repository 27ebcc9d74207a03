"""What part of a concept one law controls on a day, cell by cell, and how two such parts lie.

The axes of a concept are cut at every threshold that the laws compared test along them; one item
stands in each stretch between two thresholds and one on each.  So a region is exact: no rule
that is still open along the axes can tell two items of one cell apart, but for rules that join
figures in a sum or product (``Probe.mixed`` names those axes).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, product
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.explore.probe import OPEN, least
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from licet.book.concepts import Raw
    from licet.decide.decide import Law
    from licet.explore.probe import Probe, State

MOST = 6_000
"""Cells of one concept at most; more would be a concept to split."""


@record
class Cell:
    """A stretch of one axis: a single value, or all between two thresholds.

    ``low`` and ``high`` bound it (None: no bound); both are the value itself on a threshold.
    ``value`` stands for it.  Yes-or-no facts and choices have one cell a value.
    """

    value: Raw
    low: Decimal | None = None
    high: Decimal | None = None


# -- cells ---------------------------------------------------------------------------------


def cells_of(law: Law, fact: str, bounds: set[Decimal]) -> tuple[Cell, ...]:
    """The cells of one axis, lowest first.

    Between two whole numbers that follow each other there is no cell of a counted fact, and
    none under the least value that a fact may have.
    """
    known = law.book.facts[fact]
    if known.type == "boolean":
        return (Cell(value=False), Cell(value=True))
    if known.type == "choice":
        return tuple(Cell(word) for word in known.choices)
    if not known.numeric:
        raise InputError(f"{fact} is no axis: it is neither a number nor a choice")
    whole = known.type == "integer"
    lowest, most = least(law, fact), known.maximum
    ordered: list[Decimal | None] = [None, *sorted(bounds), None]
    found = []
    for low, high in pairwise(ordered):
        value = _between(low, high, lowest, most, whole=whole)
        if value is not None:
            found.append(Cell(value, low, high))
        if high is not None and (lowest is None or high >= lowest):
            found.append(Cell(high, high, high))
    return tuple(found)


def _between(
    low: Decimal | None, high: Decimal | None, least: Decimal | None, most: Decimal | None, *, whole: bool,
) -> Decimal | None:  # fmt: skip
    """A value strictly between two bounds; None where there is none."""
    bottom = low if low is not None else least
    top = high if high is not None else most
    if bottom is None:
        value = Decimal(0) if top is None else top - 1
    elif top is None:
        value = bottom + max(abs(bottom) / 2, Decimal(1))
    else:
        value = (bottom + top) / 2
    if whole:
        value = value.to_integral_value()
    inside = (low is None or value > low) and (high is None or value < high)
    allowed = (least is None or value >= least) and (most is None or value <= most)
    return value if inside and allowed else None


@record
class Grid:
    """The cells of all axes of a concept, and the places where each law is asked."""

    axes: tuple[tuple[str, tuple[Cell, ...]], ...]

    @property
    def places(self) -> list[tuple[int, ...]]:
        """Every cell, as its place along each axis."""
        return list(product(*(range(len(cells)) for _, cells in self.axes)))

    def facts(self, place: tuple[int, ...]) -> dict[str, Raw]:
        """The facts that a cell sets."""
        return {fact: cells[at].value for (fact, cells), at in zip(self.axes, place, strict=True)}


def grid_of(probes: Iterable[Probe], on: date) -> tuple[Grid, dict[str, dict[str, set[Decimal]]]]:
    """The joint grid of several laws, and each law's own thresholds.

    Raises ``InputError`` where the concept would need more cells than ``MOST``.
    """
    asked = list(probes)
    concept, law = asked[0].concept, asked[0].law
    own = {probe.sovereign: probe.thresholds(on) for probe in asked}
    axes = []
    size = 1
    for axis in concept.axes:
        bounds = _joined(each[axis.fact] for each in own.values())
        cells = cells_of(law, axis.fact, bounds)
        axes.append((axis.fact, cells))
        size *= len(cells)
    if size > MOST:
        raise InputError(f"{concept.id} has {size} cells, more than {MOST}; split the concept")
    return Grid(tuple(axes)), own


def _joined(found: Iterable[set[Decimal]]) -> set[Decimal]:
    """All thresholds, each as the law that prints most digits has it: 1.50, not 1.5."""
    longest: dict[Decimal, Decimal] = {}
    for bound in (each for bounds in found for each in sorted(bounds)):
        longest[bound] = max(longest.get(bound, bound), bound, key=lambda each: len(str(each)))
    return set(longest.values())


def region(
    probe: Probe, grid: Grid, own: Mapping[str, set[Decimal]], on: date
) -> dict[tuple[int, ...], State]:
    """The state of every cell under one law; cells that this law cannot tell apart are asked once."""
    base = probe.concept.at(probe.concept.points[0])
    seen: dict[tuple[object, ...], State] = {}
    found = {}
    for place in grid.places:
        facts = grid.facts(place)
        key = tuple(
            value if name in probe.mixed else _mark(value, own[name])
            for name, value in facts.items()
        )
        if key not in seen:
            seen[key] = probe.state({**base, **facts}, on)
        found[place] = seen[key]
    return found


def _mark(value: Raw, bounds: set[Decimal]) -> object:
    if not isinstance(value, Decimal):
        return value
    return (sum(bound < value for bound in bounds), value in bounds)


# -- relations -----------------------------------------------------------------------------

EQUAL, WIDER, NARROWER, CROSSING, NONE, BOTH_NONE = (
    "equal", "wider", "narrower", "crossing", "none", "neither",
)  # fmt: skip


def relation(
    first: Mapping[tuple[int, ...], bool | None], second: Mapping[tuple[int, ...], bool | None]
) -> str:
    """How the second region lies to the first: a word, or ``open`` where what is unknown decides.

    ``none``: the second law controls nothing of the concept and the first does; ``neither``:
    nor does the first.

    >>> a = {(0,): True, (1,): False}
    >>> relation(a, {(0,): True, (1,): True}), relation(a, {(0,): False, (1,): False})
    ('wider', 'none')
    >>> relation(a, {(0,): True, (1,): None})
    'open'
    """
    open_cells = any(value is None for value in (*first.values(), *second.values()))
    guesses = (False, True) if open_cells else (False,)
    said = {
        _relation(
            {place for place, value in first.items() if (mine if value is None else value)},
            {place for place, value in second.items() if (theirs if value is None else value)},
        )
        for mine in guesses
        for theirs in guesses
    }
    return said.pop() if len(said) == 1 else OPEN


def _relation(first: set[tuple[int, ...]], second: set[tuple[int, ...]]) -> str:
    if not second:
        return NONE if first else BOTH_NONE
    if first == second:
        return EQUAL
    if first < second:
        return WIDER
    return NARROWER if second < first else CROSSING


Box = tuple[tuple[int, int], ...]
"""First and last place along each axis."""


def boxes(places: set[tuple[int, ...]], grid: Grid) -> tuple[Box, ...]:
    """Few large boxes that make up ``places``, largest first."""
    left, found = set(places), []
    while left:
        grown = (_grow(seed, places, grid) for seed in sorted(left)[:24])
        best = max(grown, key=lambda box: len(left & set(_inside(box))))
        found.append(best)
        left -= set(_inside(best))
    return tuple(found)


def _grow(seed: tuple[int, ...], places: set[tuple[int, ...]], grid: Grid) -> Box:
    box = [(at, at) for at in seed]
    for axis, (_, cells) in enumerate(grid.axes):
        for step in (-1, 1):
            while True:
                low, high = box[axis]
                wider = (low - 1, high) if step < 0 else (low, high + 1)
                if wider[0] < 0 or wider[1] >= len(cells):
                    break
                tried = [*box[:axis], wider, *box[axis + 1 :]]
                if not set(_inside(tuple(tried))) <= places:
                    break
                box = tried
    return tuple(box)


def _inside(box: Box) -> Iterator[tuple[int, ...]]:
    return product(*(range(low, high + 1) for low, high in box))
