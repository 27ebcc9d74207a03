"""The gap map: where the laws of several sovereigns draw the line of one concept, and since when.

Every line is computed from the rules of the day (see ``regions``) and every date by walking the
law's own change days (see ``since``).  What nobody has read is "open" or "not read", never "none".
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from licet.errors import InputError
from licet.explore.probe import (
    CONTROLLED,
    FREE,
    LICENSE,
    LISTED,
    MAYBE,
    NOTICE,
    OPEN,
    PROHIBITED,
    SUSPENDED,
    UNNAMED,
    UNREAD,
    Probe,
    State,
    weakest,
)
from licet.explore.regions import Grid, boxes, grid_of, region, relation
from licet.explore.since import Changes, Span, spans
from licet.record import record
from licet.transfer.reference import raw_transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from licet.book.concepts import Concept, Concepts, Label, Point, Reference
    from licet.catalogue.model import Product
    from licet.decide.decide import Decision, Law
    from licet.explore.regions import Box
    from licet.transfer.build import Builder
    from licet.transfer.model import Transfer


@record
class Dated:
    """One representative item under one law, through time.

    ``since`` is the first day of the last stretch of control, None where there is none;
    ``older`` where the book's own start hides an earlier day; ``first`` the first day of all.
    """

    point: Point
    now: State
    spans: tuple[Span, ...]
    first: date | None
    since: date | None
    until: date | None
    older: bool
    settled_by: tuple[str, ...] = ()


@record
class Line:
    """One law's line of the concept on the day, held against that of the first law named.

    ``relation`` compares what may not simply go, ``listing`` what is named at all; both are
    ``none named`` where no line of this law is known and its list was not read in full.  ``days``
    is how long after the sovereign counted from this one followed (negative: before); None
    where either date is not known.
    """

    sovereign: str
    labels: tuple[Label, ...]
    cells: Mapping[tuple[int, ...], State]
    relation: str
    listing: str
    points: tuple[Dated, ...]
    first: date | None
    older: bool
    days: int | None
    rests: tuple[str, ...]
    confidence: str
    mixed: tuple[str, ...] = ()
    """Axes along which its rule joins figures in a sum or product: near the line it is a guess."""

    @property
    def first_confidence(self) -> str:
        """How sure the text is on which the first day rests; ``high`` where there is no such day."""
        return weakest(
            span.state.confidence
            for point in self.points for span in point.spans
            if span.since == self.first and span.state.controlled
        )  # fmt: skip

    @property
    def levels(self) -> tuple[str, ...]:
        """Every level that some cell has, strictest first."""
        order = (PROHIBITED, LICENSE, NOTICE, OPEN, UNREAD, UNNAMED, SUSPENDED, LISTED, MAYBE, FREE)
        held = {state.level for state in self.cells.values()}
        return tuple(level for level in order if level in held)

    def boxes(self, grid: Grid, level: str) -> tuple[Box, ...]:
        """The cells at one level, as few large boxes."""
        return boxes({place for place, s in self.cells.items() if s.level == level}, grid)


@record
class Stray:
    """A product of the catalogue on which the laws differ, or may.

    ``states`` by sovereign; ``settled_by`` names the facts that would settle an open one.
    """

    product: str
    name: str
    states: tuple[tuple[str, State], ...]
    settled_by: tuple[str, ...]

    @property
    def between(self) -> bool:
        """Whether one law surely controls it and another surely does not."""
        held = {state.controlled for _, state in self.states}
        return True in held and False in held


@record
class Gap:
    """The map of one concept on one day."""

    concept: Concept
    reference: Reference
    on: date
    sovereigns: tuple[str, ...]
    counted_from: str
    grid: Grid
    lines: tuple[Line, ...]
    probes: tuple[Probe, ...] = ()

    def line(self, sovereign: str) -> Line:
        """One sovereign's line."""
        return next(each for each in self.lines if each.sovereign == sovereign)


class Mapper:
    """Makes gap maps of one law; what two concepts share is computed once."""

    def __init__(self, law: Law, builder: Builder, concepts: Concepts) -> None:
        self.law = law
        self.builder = builder
        self.concepts = concepts
        self._changes: dict[str, Changes] = {}
        self._decided: dict[tuple[object, ...], Decision] = {}

    @cached_property
    def start(self) -> date:
        """The first day of the book; control on it began on some day before."""
        provisions = self.law.book.provisions.values()
        return min(each.versions[0].since for each in provisions)

    def check(self, sovereigns: Sequence[str]) -> tuple[str, ...]:
        """The sovereigns asked for, each once; ``InputError`` where the book has no such law."""
        known = self.law.book.sovereigns
        for code in sovereigns:
            if code not in known:
                raise InputError(
                    f"{code!r} is no sovereign of this book; it holds {', '.join(known)}"
                )
        if len(set(sovereigns)) < 2:  # noqa: PLR2004 - a comparison has two sides
            raise InputError("name at least two sovereigns to compare, such as US,JP")
        return tuple(dict.fromkeys(sovereigns))

    def gap(self, concept: Concept, sovereigns: Sequence[str], on: date) -> Gap:
        """The map of one concept.  Raises ``InputError`` for a sovereign without law."""
        codes = self.check(sovereigns)
        reference = self.concepts.reference(concept)
        made: dict[tuple[object, ...], Transfer] = {}
        probes = [
            Probe(self.law, self.builder, concept, reference, code, made=made) for code in codes
        ]
        grid, own = grid_of(probes, on)
        cells = {p.sovereign: region(p, grid, own[p.sovereign], on) for p in probes}
        wanted = self.concepts.counted_from
        counted = wanted if wanted in codes else codes[0]
        dated = {p.sovereign: self._dated(p, cells[p.sovereign], on) for p in probes}
        firsts = {code: _first(points) for code, points in dated.items()}
        base = cells[codes[0]]
        lines = []
        for probe in probes:
            mine = cells[probe.sovereign]
            first, older = firsts[probe.sovereign]
            rests = tuple(
                dict.fromkeys(
                    name
                    for state in (*mine.values(), *(d.now for d in dated[probe.sovereign]))
                    for name in state.rests
                )
            )
            unnamed = all(state.level == UNNAMED for state in mine.values())
            lines.append(
                Line(
                    sovereign=probe.sovereign,
                    labels=probe.labels,
                    cells=mine,
                    relation=UNNAMED
                    if unnamed
                    else relation(_truths(base, "controlled"), _truths(mine, "controlled")),
                    listing=UNNAMED
                    if unnamed
                    else relation(_truths(base, "named"), _truths(mine, "named")),
                    points=dated[probe.sovereign],
                    first=first,
                    older=older,
                    days=_days(firsts[counted], (first, older)),
                    rests=rests,
                    confidence=weakest(state.confidence for state in mine.values()),
                    mixed=tuple(sorted(probe.mixed)),
                )
            )
        return Gap(concept, reference, on, codes, counted, grid, tuple(lines), tuple(probes))

    def _dated(
        self, probe: Probe, cells: Mapping[tuple[int, ...], State], on: date
    ) -> tuple[Dated, ...]:
        if probe.sovereign not in self._changes:
            self._changes[probe.sovereign] = Changes(self.law.book, probe.sovereign)
        starts = set(probe.provisions)
        points = (probe.state(probe.concept.at(each), on) for each in probe.concept.points)
        for state in (*cells.values(), *points):
            if state.controlled:
                starts |= set(state.rests)
        _, arrives = probe.reference.route(probe.sovereign)
        days = self._changes[probe.sovereign].days(starts, arrives)
        return tuple(self._one(probe, point, days, on) for point in probe.concept.points)

    def _one(self, probe: Probe, point: Point, days: Iterable[date], on: date) -> Dated:
        facts = probe.concept.at(point)
        now = probe.state(facts, on)
        walked = spans(probe, facts, days, on)
        held = [span for span in walked if span.state.controlled]
        first = held[0].since if held else None
        earliest = _earliest(
            probe
        )  # None where only a class is known: then its register's first day
        marked = any(each.older for each in probe.labels) and earliest in (None, first)
        return Dated(
            point, now, walked, first, held[-1].since if held else None,
            held[-1].to if held else None, first is not None and (first <= self.start or marked),
            probe.settling(facts, on) if now.level in (OPEN, UNNAMED) else (),
        )  # fmt: skip

    # -- between the lines -----------------------------------------------------------------

    def between(self, gap: Gap, products: Iterable[Product]) -> tuple[Stray, ...]:
        """Products that belong to the concept and on which the laws differ or are open.

        A product belongs where some law's label of the concept fits it, or may.  Those that
        are surely between the lines come first.
        """
        found = []
        for product in products:
            if product.kind not in gap.concept.items:
                continue
            states = []
            belongs = False
            settled_by: dict[str, None] = {}
            for probe in gap.probes:
                decision = self._decision(probe, product, gap.on)
                state = probe.judge(decision)
                states.append((probe.sovereign, state))
                if probe.provisions & set(state.rests):
                    belongs = (
                        belongs or state.level in CONTROLLED or state.level in (OPEN, LISTED, MAYBE)
                    )
                    if state.level == OPEN:
                        settled_by.update(dict.fromkeys(probe.settled_by(decision, state)))
            held = {state.controlled for _, state in states}
            if belongs and len(held) > 1:
                found.append(Stray(product.id, product.name, tuple(states), tuple(settled_by)))
        return tuple(sorted(found, key=lambda each: (not each.between, each.product)))

    def _decision(self, probe: Probe, product: Product, on: date) -> Decision:
        key = (probe.reference.name, probe.sovereign, product.id, on)
        if key not in self._decided:
            item = {"id": product.id, "name": product.name, "kind": product.kind}
            transfer = self.builder.transfer(raw_transfer(probe.reference, probe.sovereign, item))
            self._decided[key] = probe.decision(transfer, on)
        return self._decided[key]


def _truths(
    cells: Mapping[tuple[int, ...], State], name: str
) -> dict[tuple[int, ...], bool | None]:
    return {place: getattr(state, name) for place, state in cells.items()}


def _first(points: tuple[Dated, ...]) -> tuple[date | None, bool]:
    """The first day on which any representative item was controlled, and whether it is older still."""
    days = [(each.first, not each.older) for each in points if each.first is not None]
    if not days:
        return None, False
    first, exact = min(days)
    return first, not exact


def _days(counted: tuple[date | None, bool], mine: tuple[date | None, bool]) -> int | None:
    (theirs, older), (own, also) = counted, mine
    if theirs is None or own is None or older or also:
        return None
    return (own - theirs).days


def _earliest(probe: Probe) -> date | None:
    provisions = probe.law.book.provisions
    return min(
        (provisions[name].versions[0].since for name in probe.provisions if name in provisions),
        default=None,
    )
