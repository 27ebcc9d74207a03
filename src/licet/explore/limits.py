"""How large a chip each limb of the law leaves free.

The numbers are read off the rules in force: one chip is made for each cell between them, every
cell is decided, and the largest boxes of cells that come out milder are reported.  No number of
the law stands in this file.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from licet.book.evaluate import truth
from licet.book.patterns import matches
from licet.decide.decide import decide
from licet.explore.outline import severity
from licet.language.nodes import Compare, Constant, FactNumber, Holds, Part, Ref, facts_of, walk
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from licet.decide.decide import Decision
    from licet.language.nodes import Node

PERFORMANCE = "total_processing_performance"
_NEEDS = ("requirement", "letter", "prohibition")
_MOST = 30_000
"""Cells that are decided at most; a law with more lines than that is reported as too fine."""
Strictness = tuple[int, int, int]
_Box = tuple[tuple[tuple[str, bool], ...], tuple[int, ...]]
"""Flags that are fixed, and the places of the far corner along the axes."""


@record
class Side:
    """One side of a box: ``fact`` under ``line``, or at most ``line`` where it is included."""

    fact: str
    line: Decimal
    included: bool


@record
class Limit:
    """A largest box of chips that meet no more than ``sample`` does.

    ``when`` are yes-or-no facts that must hold so; ``sides`` bound the box from above (a fact
    without a side may have any value).  ``sample`` is the decision on a chip in its far corner,
    so near the lines that any more of a bounded fact would cross one.
    """

    when: tuple[tuple[str, bool], ...]
    sides: tuple[Side, ...]
    sample: Decision


@record
class Level:
    """The limits of one level of severity, mildest level first.  ``sample`` speaks for it."""

    strictness: Strictness
    limits: tuple[Limit, ...]


@record
class _Cell:
    """A stretch of a fact's values in which no rule can tell one from another."""

    value: Decimal
    top: Decimal | None
    included: bool


def limits(reference: Decision) -> tuple[Level, ...]:
    """For each level milder than the strictest: the largest chips that stay within it.

    Everything but the figures that the requirements measure is kept as the reference has it:
    route, parties, end use, kind of item.  Empty where the size of the chip changes nothing.
    """
    lines, flags = _measured(reference)
    axes = [(fact, _cells(bounds)) for fact, bounds in sorted(lines.items())]
    count = 2 ** len(flags)
    for _, cells in axes:
        count *= len(cells)
    if not axes or count > _MOST:
        return ()
    grid = _Grid(reference, axes, sorted(flags))
    levels = sorted(set(grid.strict.values()))
    known: list[_Box] = []
    found = [Level(level, tuple(grid.limits(level, known))) for level in levels[:-1]]
    return tuple(level for level in found if level.limits)


def _measured(reference: Decision) -> tuple[dict[str, dict[Decimal, set[str]]], set[str]]:
    """Numeric facts of the item with the lines drawn on them, and its yes-or-no facts, that count.

    They are read off the requirements that a chip without bound would meet, whatever these
    refer to, and the reviews of those requirements.
    """
    book = reference.law.book
    lines: dict[str, dict[Decimal, set[str]]] = {}
    flags: set[str] = set()
    for tree in _trees(reference):
        for node in walk(tree):
            match node:
                case Compare(FactNumber(fact), op, Constant(bound)):
                    if book.facts[fact].owner == "item":
                        lines.setdefault(fact, {}).setdefault(bound, set()).add(op)
                case Holds(fact):
                    if book.facts[fact].owner == "item":
                        flags.add(fact)
                case _:
                    pass
    return lines, flags


def _trees(reference: Decision) -> Iterator[Node]:
    for answer in reference.answers:
        by_id = answer.run.plan.by_id
        unbounded = _unbounded(reference)
        twin = unbounded.answer(answer.sovereign)
        needs = [
            unit.provision.id
            for run in (answer.run, *([twin.run] if twin else []))
            for unit in run.units(*_NEEDS)
            if run.truth(unit) is True
        ]
        seen: set[str] = set()
        for name in dict.fromkeys(needs):
            yield from _closure(name, by_id, seen)
        for unit in answer.run.units("review_policy"):
            if any(matches(pattern, need) for need in needs for pattern in unit.provision.reviews):
                yield from unit.version.trees


def _closure(name: str, by_id: dict[str, Any], seen: set[str]) -> Iterator[Node]:
    """The rule of a provision and of all that it refers to; forms of an entry are left out."""
    unit = by_id.get(name)
    if name in seen or unit is None or unit.provision.refines:
        return
    seen.add(name)
    parts = dict(unit.version.parts)
    trees = [unit.version.rule]
    used: set[str] = set()
    while trees:
        tree = trees.pop()
        yield tree
        for node in walk(tree):
            match node:
                case Part(part) if part not in used:
                    used.add(part)
                    trees.append(parts[part])
                case Ref(target, _):
                    yield from _closure(target, by_id, seen)
                case _:
                    pass


def _unbounded(reference: Decision) -> Decision:
    """The decision on a chip beyond every line that a classification draws."""
    facts = dict(reference.transfer.facts)
    book = reference.law.book
    for answer in reference.answers:
        for unit in answer.run.units("classification"):
            for tree in (unit.version.rule, *(tree for _, tree in unit.version.parts)):
                for node in walk(tree):
                    match node:
                        case Compare(FactNumber(fact), _, Constant(bound)):
                            if book.facts[fact].owner == "item":
                                known = facts.get(fact)
                                high = known if isinstance(known, Decimal) else Decimal(0)
                                facts[fact] = max(high, 2 * bound + 1)
                        case _:
                            pass
    return _decide(reference, facts)


def _decide(reference: Decision, facts: dict[str, Any]) -> Decision:
    transfer = replaced(reference.transfer, facts=MappingProxyType(facts))
    return decide(transfer, reference.law, on=reference.on, known_on=reference.known_on)


def _cells(bounds: dict[Decimal, set[str]]) -> tuple[_Cell, ...]:
    """The stretches between lines, lowest first.

    A line that is only ever tested with ``>=`` or ``<`` opens the stretch above it, one tested
    with ``>`` or ``<=`` closes the one below; one tested both ways is a stretch of its own.
    """
    cells: list[_Cell] = []
    floor = Decimal(0)
    ordered = sorted(bound for bound in bounds if bound > 0)
    for bound in ordered:
        opens = bool(bounds[bound] & {">=", "<"})
        closes = bool(bounds[bound] & {">", "<="})
        exact = bool(bounds[bound] & {"==", "!="}) or (opens and closes)
        if exact:
            cells += [_Cell((floor + bound) / 2, bound, False), _Cell(bound, bound, True)]
        elif closes:
            cells.append(_Cell(bound, bound, True))
        else:
            cells.append(_Cell((floor + bound) / 2, bound, False))
        floor = bound
    cells.append(_Cell(floor * 2 + 1, None, False))
    return tuple(cells)


class _Grid:
    """Every cell decided: places count along the axes, then along the flags (no before yes)."""

    def __init__(
        self, reference: Decision, axes: list[tuple[str, tuple[_Cell, ...]]], flags: list[str]
    ) -> None:
        self.reference = reference
        self.axes = axes
        self.flags = flags
        book, measured = reference.law.book, {*dict(axes), *flags}
        # What was derived from the reference's own figures no longer holds of the grid's.
        self.stale = [
            name
            for name, trees in book.formulas.items()
            if name not in measured and any(facts_of(tree) & measured for tree in trees)
        ]
        self.meaningless = [
            (name, truth(tree, book, reference.on))  # type: ignore[arg-type]
            for name, tree in book.meaningless.items()
        ]
        self.corners = list(product(*(range(len(cells)) for _, cells in axes)))
        self.settings = list(product((False, True), repeat=len(flags)))
        self.decisions: dict[tuple[tuple[int, ...], tuple[bool, ...]], Decision] = {}
        self.strict: dict[tuple[tuple[int, ...], tuple[bool, ...]], Strictness] = {}
        seen: dict[
            tuple[object, ...], Decision
        ] = {}  # cells may differ in what is meaningless only
        for corner, setting in product(self.corners, self.settings):
            facts = self.facts(corner, setting)
            key = tuple(facts.get(name) for name in sorted(measured))
            if key not in seen:
                seen[key] = _decide(reference, facts)
            self.decisions[corner, setting] = seen[key]
            self.strict[corner, setting] = severity(seen[key])

    def facts(self, corner: tuple[int, ...], setting: tuple[bool, ...]) -> dict[str, Any]:
        """The reference's facts with the figures of a cell; what the flags make meaningless is left out."""
        facts = dict(self.reference.transfer.facts)
        for (fact, cells), place in zip(self.axes, corner, strict=True):
            facts[fact] = cells[place].value
        facts.update(zip(self.flags, setting, strict=True))
        for name in self.stale:
            facts.pop(name, None)
        for name, test in self.meaningless:
            if test(facts) is True:
                facts.pop(name, None)
        return facts

    def limits(self, level: Strictness, known: list[_Box]) -> Iterator[Limit]:
        """Largest boxes whose every cell is at ``level`` or milder, widest conditions first.

        Boxes inside one of ``known`` (those of milder levels) are left out; new ones join it.
        """
        found: list[_Box] = []
        for when in self.conditions():
            settings = self.fitting(when)
            free = {
                corner
                for corner in self.corners
                if all(self.strict[corner, each] <= level for each in settings)
            }
            for corner in self.largest(free):
                if not any(set(w) <= set(when) and _within(corner, c) for w, c in known):
                    found.append((when, corner))
                    known.append((when, corner))
        found.sort(key=lambda box: (len(box[0]), *self.sizes(box[1])))
        for when, corner in found:
            worst = max((self.strict[corner, each], each) for each in self.fitting(when))[1]
            yield Limit(when, tuple(self.sides(corner)), self.decisions[corner, worst])

    def fitting(self, when: tuple[tuple[str, bool], ...]) -> list[tuple[bool, ...]]:
        """The settings of the flags that fit a condition."""
        return [each for each in self.settings if _fits(self.flags, each, when)]

    def sizes(self, corner: tuple[int, ...]) -> tuple[int, ...]:
        """Sort key: by performance first, as people read it."""
        order = sorted(range(len(self.axes)), key=lambda each: self.axes[each][0] != PERFORMANCE)
        return tuple(corner[each] for each in order)

    def conditions(self) -> list[tuple[tuple[str, bool], ...]]:
        """Every way of fixing some of the flags, fewest first."""
        ways = product((None, False, True), repeat=len(self.flags))
        fixed = [
            tuple(
                (flag, value)
                for flag, value in zip(self.flags, way, strict=True)
                if value is not None
            )
            for way in ways
        ]
        return sorted(fixed, key=len)

    def largest(self, free: set[tuple[int, ...]]) -> list[tuple[int, ...]]:
        """Corners of the boxes that start at nought, lie in ``free`` and can grow no further."""
        solid = set()
        for corner in self.corners:  # in order, so that smaller boxes come first
            below = [
                (*corner[:axis], place - 1, *corner[axis + 1 :])
                for axis, place in enumerate(corner)
                if place
            ]
            if corner in free and all(each in solid for each in below):
                solid.add(corner)
        return [
            corner
            for corner in solid
            if not any(other != corner and _within(corner, other) for other in solid)
        ]

    def sides(self, corner: tuple[int, ...]) -> Iterator[Side]:
        """The bounded sides of a box."""
        named = sorted(
            zip(self.axes, corner, strict=True), key=lambda each: each[0][0] != PERFORMANCE
        )
        for (fact, cells), place in named:
            cell = cells[place]
            if cell.top is not None:
                yield Side(fact, cell.top, cell.included)


def _within(small: tuple[int, ...], large: tuple[int, ...]) -> bool:
    return all(a <= b for a, b in zip(small, large, strict=True))


def _fits(flags: list[str], setting: tuple[bool, ...], when: tuple[tuple[str, bool], ...]) -> bool:
    known = dict(zip(flags, setting, strict=True))
    return all(known[flag] is value for flag, value in when)
