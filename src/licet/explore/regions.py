"""What part of a concept one law controls on a day, cell by cell.

The axes of a concept are cut at every threshold that the laws compared test along them; one item
stands in each stretch between two thresholds and one on each.  So a region is exact: no rule
that is still open along the axes can tell two items of one cell apart, but for rules that join
figures in a sum or product (``Probe.mixed`` names those axes).
"""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise, product
from typing import TYPE_CHECKING

from licet.decide import answer as words
from licet.decide.decide import decide
from licet.decide.plan import plan_for
from licet.decide.situation import Situation
from licet.errors import InputError
from licet.explore.own_law import own_law
from licet.language.nodes import Compare, Constant, FactNumber, facts_of, walk
from licet.record import record
from licet.transfer.reference import raw_transfer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from licet.book.concepts import Concept, Label, Raw, Reference
    from licet.decide.decide import Decision, Law
    from licet.decide.plan import Plan
    from licet.language.nodes import Node
    from licet.transfer.build import Builder
    from licet.transfer.model import Transfer

PROHIBITED, LICENSE, NOTICE = "prohibited", "license", "notice"
OPEN, UNREAD, SUSPENDED, LISTED, MAYBE, FREE = (
    "open", "not read", "suspended", "listed", "perhaps listed", "none found",
)  # fmt: skip
CONTROLLED = frozenset({PROHIBITED, LICENSE, NOTICE})
"""Levels at which the reference transfer may not simply go: banned, licensed or to be notified."""
UNKNOWN = frozenset({OPEN, UNREAD})
MOST = 6_000
"""Cells of one concept at most; more would be a concept to split."""


@record
class State:
    """What one law says of one item.  ``entries`` fit it; ``rests`` are the ids it rests on.

    ``open`` needs facts that are not stated, ``not read`` a text that nobody has read: neither
    is ever "none found".  ``listed`` is named by an entry of the concept and needs no license
    for this transfer; ``perhaps listed`` needs none either way.
    """

    level: str
    entries: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    confidence: str = "high"

    @property
    def controlled(self) -> bool | None:
        """Whether the reference transfer is controlled; None where that is open or not read."""
        return None if self.level in UNKNOWN else self.level in CONTROLLED

    @property
    def named(self) -> bool | None:
        """The same of being on the list, license or not."""
        if self.level in UNKNOWN or self.level == MAYBE:
            return None
        return self.level in CONTROLLED or self.level in (LISTED, SUSPENDED)


@record
class Cell:
    """A stretch of one axis: a single value, or all between two thresholds.

    ``low`` and ``high`` bound it (None: no bound); both are the value itself on a threshold.
    ``value`` stands for it.  Yes-or-no facts and choices have one cell a value.
    """

    value: Raw
    low: Decimal | None = None
    high: Decimal | None = None


class Probe:
    """Asks one law about items of one concept; what was asked once is kept.

    ``made`` may be shared among probes of one concept, so that each transfer is made once.
    """

    def __init__(
        self, law: Law, builder: Builder, concept: Concept, reference: Reference, sovereign: str,
        made: dict[tuple[object, ...], Transfer] | None = None,
    ) -> None:  # fmt: skip
        self.law = own_law(law, sovereign, concept.items[0])
        self.builder = builder
        self.concept = concept
        self.reference = reference
        self.sovereign = sovereign
        self.labels = concept.labels_of(sovereign)
        self.provisions = frozenset(name for each in self.labels for name in each.provisions)
        self._made = {} if made is None else made
        self._states: dict[tuple[object, ...], State] = {}
        self.mixed: set[str] = set()
        """Axes that this law tests in sums or products: between thresholds its line is a guess."""

    def transfer(self, facts: Mapping[str, Raw]) -> Transfer:
        """The reference transfer of an item with these facts.

        Laws that are asked about the same destination share one transfer but for where it
        leaves, as long as no formula of the dictionary looks at that.
        """
        leaves, arrives = self.reference.route(self.sovereign)
        key = (self.concept.items[0], arrives, *facts.items())
        if key not in self._made:
            item = {"kind": self.concept.items[0], "facts": dict(facts)}
            raw = raw_transfer(self.reference, self.sovereign, item)
            self._made[key] = self.builder.transfer(raw)
        found = self._made[key]
        if found.facts["shipped_from"] == leaves:
            return found
        return found.knowing("shipped_from", self.builder.book.facts["shipped_from"].read(leaves))  # type: ignore[arg-type]

    def decision(self, transfer: Transfer, on: date) -> Decision:
        """This law's answer alone."""
        return decide(transfer, self.law, on=on, sovereigns=(self.sovereign,))

    def state(self, facts: Mapping[str, Raw], on: date) -> State:
        """What this law says of an item on a day."""
        key = (on, *facts.items())
        if key not in self._states:
            self._states[key] = self.judge(self.decision(self.transfer(facts), on))
        return self._states[key]

    def judge(self, decision: Decision) -> State:
        """A decision in one word, with the entries and provisions that it rests on."""
        answer = decision.answers[0]
        run, enforced = answer.run, answer.enforced
        mine = [
            unit for unit in run.living("classification") if unit.provision.id in self.provisions
        ]
        holds = [unit for unit in mine if run.truth(unit) is True]
        needs = [each for each in enforced.requirements if each.truth is True]
        notices = [each for each in answer.notifications if each.truth is True]
        if any(each.provision.kind == "prohibition" for each in needs):
            level = PROHIBITED
        elif enforced.license_required:
            level = LICENSE
        elif answer.status == words.NOTIFY:
            level, needs = NOTICE, notices
        elif enforced.license_required is None or answer.status in (words.UNKNOWN, words.STALE):
            level, needs = OPEN, [each for each in enforced.requirements if each.truth is None]
        elif not self.labels or self.unread(decision.on):
            level = UNREAD  # where no line of this law is named, none was looked for
        elif any(each.truth is True for each in answer.suspended):
            level, needs = SUSPENDED, list(answer.suspended)
        elif holds:
            level = LISTED
        else:
            level = MAYBE if mine else FREE
        if level in CONTROLLED and not holds:
            holds = [u for u in run.living("classification") if run.truth(u) is True][:1]
        if level in (OPEN, MAYBE):
            holds = [unit for unit in mine if run.truth(unit) is None] or holds
        versions = [unit.version for unit in holds] + [each.version for each in needs]
        return State(
            level,
            tuple(dict.fromkeys(unit.version.entry for unit in holds)),
            tuple(
                dict.fromkeys([*(u.provision.id for u in holds), *(each.id for each in needs)])
            ),
            weakest(each.confidence for each in versions),
        )

    def unread(self, on: date) -> Label | None:
        """The label of a line that stands, or may stand, on the day and was not read."""
        return next(
            (
                each for each in self.labels
                if not each.read and not each.absent and (each.since is None or each.since <= on)
            ),
            None,
        )  # fmt: skip

    def settling(self, facts: Mapping[str, Raw], on: date) -> tuple[str, ...]:
        """Facts of the item that would settle what is open, as far as the rules name any."""
        return settling(self.decision(self.transfer(facts), on))

    def thresholds(self, on: date) -> dict[str, set[Decimal]]:
        """Every number that this law tests along the axes and that may matter to this concept.

        The rules run with the axes (and what is derived from them) unknown: a unit that is
        settled all the same draws no line here.
        """
        axes = {each.fact for each in self.concept.axes}
        open_facts = axes | _derived_from(axes, self.law)
        found: dict[str, set[Decimal]] = {name: set() for name in axes}
        for point in self.concept.points:
            situation = Situation(self.transfer(self.concept.at(point)), self.law.book, on)
            for name in open_facts:
                situation.facts.pop(name, None)
            situation.stated = {**situation.stated, **dict.fromkeys(open_facts, True)}
            plan = self.plan(on)
            truths, _ = plan.run(situation)
            first, seen = len(plan.leaf_nodes), set()
            for unit in plan.units:
                if truths[unit.slot] is None:
                    seen |= {slot for slot in unit.leaves if slot < first and truths[slot] is None}
            trees = [plan.leaf_nodes[slot] for slot in seen]
            used = {name for tree in trees for name in facts_of(tree)} & open_facts
            trees += [tree for name in used - axes for tree in self.law.book.formulas.get(name, ())]
            self.mixed |= {name for tree in trees for name in _mixed(tree)} & axes
            for name, op, bound in _lines(trees):
                if name in axes and not _idle(self.law, name, op, bound):
                    found[name].add(bound)
        return found

    def plan(self, on: date) -> Plan:
        """This law's plan of the day for the concept's kind of item."""
        from datetime import date as day

        return plan_for(self.law.book, on, day.max, self.concept.items[0], self.sovereign)


def settling(decision: Decision) -> tuple[str, ...]:
    """Facts of the item that would settle an open decision, as far as the rules name any."""
    from licet.decide.questions import missing_facts

    facts = decision.law.book.facts
    return tuple(
        name for name, party in missing_facts(decision)
        if party is None and facts[name].owner == "item"
    )  # fmt: skip


def weakest(confidences: Iterable[str]) -> str:
    """The least sure of some confidences; ``high`` where there are none."""
    from licet.book.provision import CONFIDENCE

    return max(confidences, key=CONFIDENCE.index, default=CONFIDENCE[0])


def _derived_from(axes: set[str], law: Law) -> set[str]:
    found: set[str] = set()
    formulas = law.book.formulas
    while True:
        more = {
            name for name, trees in formulas.items()
            if name not in found and name not in axes
            and any(facts_of(tree) & (axes | found) for tree in trees)
        }  # fmt: skip
        if not more:
            return found
        found |= more


def _least(law: Law, fact: str) -> Decimal | None:
    """The least value that a fact may have; a test that every value passes draws no line."""
    known = law.book.facts[fact]
    return known.minimum if known.minimum is not None else known.exclusive_minimum


def _idle(law: Law, fact: str, op: str, bound: Decimal) -> bool:
    """Whether a test draws no line since every value that the fact may have lies on one side."""
    known = law.book.facts[fact]
    if known.exclusive_minimum is not None and bound <= known.exclusive_minimum:
        return True
    least = known.minimum
    return least is not None and (bound < least or (bound == least and op in (">=", "<")))


def _lines(trees: Iterable[Node]) -> Iterator[tuple[str, str, Decimal]]:
    for tree in trees:
        for node in walk(tree):
            match node:
                case Compare(FactNumber(fact), op, Constant(bound)):
                    yield fact, op, bound
                case _:
                    pass


def _mixed(tree: Node) -> Iterator[str]:
    for node in walk(tree):
        match node:
            case Compare(FactNumber(_), _, Constant(_)):
                pass
            case Compare(left, _, right):
                yield from facts_of(Compare(left, "==", right))
            case _:
                pass


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
    least, most = _least(law, fact), known.maximum
    ordered: list[Decimal | None] = [None, *sorted(bounds), None]
    found = []
    for low, high in pairwise(ordered):
        value = _between(low, high, least, most, whole=whole)
        if value is not None:
            found.append(Cell(value, low, high))
        if high is not None and (least is None or high >= least):
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
        return {
            fact: cells[at].value for (fact, cells), at in zip(self.axes, place, strict=True)
        }


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
