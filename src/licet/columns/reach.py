"""Which rows of a frame answer otherwise under two laws, or on two days: both compiled, held against each other.

    rows, by = Reach(before, after)(frame)

Both laws run over the frame's bits, and no answer is put together: a row is reached where some bit of some
answer differs.  Rows that columns cannot say, and are decided one by one, are always reached.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from licet.columns.compiled import Coded, Several, Truth
from licet.columns.laid import Side, codes
from licet.columns.laying import bits_of
from licet.columns.laying import laid as plane_of
from licet.columns.layout import layout
from licet.columns.moved import moved
from licet.columns.row import HOLDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    import polars as pl
    from numpy.typing import NDArray

    from licet.columns.compiled import Compiled, Made
    from licet.columns.decider import Decider
    from licet.columns.laid import Planes
    from licet.columns.moved import Movement
    from licet.columns.planes import Block
    from licet.columns.reading import Mask

    Days = tuple[date, date]


class Reach:
    """Two deciders of the same columns, ready for frame after frame.

    Bits of provisions count where the deciders give them; ``questions`` says whether the next question does.
    """

    def __init__(self, before: Decider, after: Decider, *, questions: bool = True) -> None:
        self.deciders = before, after
        self.still = before.law.book.hash == after.law.book.hash and (
            before.terms.products is after.terms.products
            or before.terms.products == after.terms.products
        )
        """Whether the law and the catalogue are the same, so that days alone may differ."""
        self._questions = questions
        self._sides = Side(before), Side(before if self.still else after, after)
        self.movements: dict[tuple[int, int], Movement] = {}

    def movement(self, day: date, then: date) -> Movement:
        """What moved between two days of the two laws."""
        one, other = self.deciders
        key = self._spans((day, then))
        if key not in self.movements:
            self.movements[key] = moved(
                one.law.book, day, one.known_on, other.law.book, then, other.known_on, laws=one.sovereigns or (),
            )  # fmt: skip
        return self.movements[key]

    def __call__(self, frame: pl.DataFrame) -> tuple[Mask, dict[str, Mask]]:
        """The rows whose answer may differ, and of these the ones in which each moved provision does."""
        reached = np.zeros(frame.height, np.bool_)
        by: dict[str, Mask] = {}
        for rows, days in self._by_day(frame):
            movement = self.movement(*days)
            part = frame if len(rows) == frame.height else frame[rows]
            if movement.everything or not self._sides[0].told(part).known:
                reached[rows] = True
            elif not self._nothing(movement, part, days):
                reached[rows], names = self._part(part, days, movement)
                for name, bits in names.items():
                    by.setdefault(name, np.zeros(frame.height, np.bool_))[rows] = bits
        return reached, by

    # -- days ------------------------------------------------------------------------------

    def _by_day(self, frame: pl.DataFrame) -> Iterator[tuple[NDArray[np.int64], Days]]:
        """Rows that one plan of each side serves, and a day of each; rows whose day is none have no answer."""
        parts, numbers = [], []
        for each in self.deciders:
            found = list(each.parts.of(frame, layout(frame.columns, each.law.book)))
            number = np.zeros(frame.height, np.int64)
            for at, (_, rows, _) in enumerate(found):
                number[slice(None) if rows is None else rows] = at
            parts.append(found)
            numbers.append(number)
        both = numbers[0] * len(parts[1]) + numbers[1]
        for key in np.unique(both).tolist():
            (day, _, wrong), (then, _, also) = parts[0][key // len(parts[1])], parts[1][key % len(parts[1])]  # fmt: skip
            if not (wrong and also):
                yield np.flatnonzero(both == key), (day, then)

    def _spans(self, days: Days) -> tuple[int, int]:
        one, other = (bisect_right(each.parts.edges, day) for each, day in zip(self.deciders, days, strict=True))  # fmt: skip
        return one, other

    def _nothing(self, movement: Movement, frame: pl.DataFrame, days: Days) -> bool:
        """Whether no answer can differ: nothing moved, and no entry of a list that a row states began meanwhile."""
        if not (self.still and movement.nothing):
            return False
        decider, (first, last) = self.deciders[0], sorted(days)
        since = decider.parts.listed_since(frame, layout(frame.columns, decider.law.book))
        return not any(first < day <= last for day in since)

    # -- rows ------------------------------------------------------------------------------

    def _part(self, frame: pl.DataFrame, days: Days, movement: Movement) -> tuple[Mask, dict[str, Mask]]:  # fmt: skip
        """The same of rows of one day on each side."""
        sides, key = self._sides, self._spans(days)
        laid = [side.laid(frame) for side in sides[: 2 - self.still]]
        one, other = laid[0], laid[-1]
        bits = dict.fromkeys((*movement.read, *self.deciders[0].bits))
        plans = [
            side.plan(each.laid.shape, day, tuple(bits), (key, at))
            for at, (side, each, day) in enumerate(zip(sides, (one, other), days, strict=True))
        ]
        blocks = [each.laid.block(day) for each, day in zip((one, other), days, strict=True)]
        planes, refused = _run(sides, [plan.answers for plan in plans], blocks)
        rows = frame.height
        apart = {
            mine.name: _apart((mine, theirs), planes, rows)
            for mine, theirs in _shared([plan.answers for plan in plans])
        }
        odd = one.odd | other.odd
        for plan, found, numbers in zip(plans, planes, refused, strict=True):
            odd |= bits_of(found[plan.odd] | numbers, rows)
        counted = [each for name, each in apart.items() if name.removeprefix(HOLDS) not in bits.keys() - self.deciders[0].bits]  # fmt: skip
        counted.append(planes[0][plans[0].declared] ^ planes[1][plans[1].declared])
        reached = bits_of(np.bitwise_or.reduce(counted), rows) | odd | (one.faulty ^ other.faulty)
        if self._questions:
            reached |= self._asked_otherwise(plans, planes, blocks, reached)
        return reached, self._by(movement, plans, planes, apart, odd)

    def _asked_otherwise(
        self, plans: Sequence[Compiled], planes: Sequence[Planes], blocks: Sequence[Block], reached: Mask
    ) -> Mask:  # fmt: skip
        """Rows, among those not reached, in which another question comes next."""
        opened = planes[0][plans[0].open] | planes[1][plans[1].open]
        which = bits_of(opened, len(reached)) & ~reached
        rows = np.flatnonzero(which)
        found = np.zeros(len(reached), np.bool_)
        if len(rows):
            made = [plan.questions for plan in plans]
            plane = plane_of(which, blocks[0].words)
            few = [
                block.only(rows, plane, each.asked)
                for block, each in zip(blocks, made, strict=True)
            ]
            said, _ = _run(self._sides, made, few)
            for pair in _shared(made):
                found[rows] |= bits_of(_apart(pair, said, len(rows)), len(rows))
        return found

    def _by(
        self, movement: Movement, plans: Sequence[Compiled], planes: Sequence[Planes],
        apart: dict[str, Planes], odd: Mask,
    ) -> dict[str, Mask]:  # fmt: skip
        """Rows in which each moved provision differs, or may hold and says something else than its rule did."""
        found: dict[str, Mask] = {}
        for mine, theirs in _shared([plan.answers for plan in plans]):
            name = mine.name.removeprefix(HOLDS)
            if name == mine.name or name not in movement.provisions:
                continue
            bits = bits_of(apart[mine.name], len(odd))
            may = bits_of(_may(mine, planes[0]) | _may(theirs, planes[1]), len(odd))
            bits = bits | (may if movement.says_otherwise(name) else may & odd)
            if bits.any():
                found[name] = bits
        return found


def _run(
    sides: Sequence[Side], made: Sequence[Made], blocks: Sequence[Block]
) -> tuple[list[Planes], list[Planes]]:
    both = [side.run(each, block) for side, each, block in zip(sides, made, blocks, strict=True)]
    return [planes for planes, _ in both], [refused for _, refused in both]


def _shared(made: Sequence[Made]) -> list[tuple[Any, Any]]:
    """The columns that both have."""
    theirs = {each.name: each for each in made[1].columns}
    return [(each, theirs[each.name]) for each in made[0].columns if each.name in theirs]


def _may(column: Truth, planes: Planes) -> Planes:
    """Where a truth is yes or open."""
    found: Planes = planes[column.true] | ~planes[column.known]
    return found


def _apart(columns: tuple[Any, Any], planes: Sequence[Planes], rows: int) -> Planes:
    """The plane of the rows in which two columns of the same name say something else."""
    one, other = planes
    none = np.zeros_like(one[0])
    match columns:
        case Truth(_, true, known), Truth(_, too, told):
            differ = [one[true] ^ other[too], one[known] ^ other[told]]
        case Several(_, words, mine), Several(_, others, theirs):
            a, b = dict(zip(words, mine, strict=True)), dict(zip(others, theirs, strict=True))
            differ = [(one[a[w]] if w in a else none) ^ (other[b[w]] if w in b else none) for w in {**a, **b}]  # fmt: skip
        case Coded(_, words, known, mine), Coded(_, others, told, theirs) if words == others:
            differ = [one[known] ^ other[told]]
            differ += [one[a] ^ other[b] for a, b in zip(mine, theirs, strict=True)]
        case _:
            numbers: dict[str, int] = {}
            said = [codes(each, found, rows, numbers) for each, found in zip(columns, planes, strict=True)]  # fmt: skip
            differ = [plane_of(said[0] != said[1], one.shape[1])]
    found: Planes = np.bitwise_or.reduce([none, *differ])
    return found
