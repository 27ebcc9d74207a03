"""Where the boxes of an ownership chart stand: owners above what they own, few lines crossing."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from licet.ownership.model import DIRECTOR
from licet.record import record

if TYPE_CHECKING:
    from licet.ownership.cut import Cut
    from licet.ownership.model import Stake

MOST = 60
"""Boxes of one chart; beyond it nobody reads one."""
_SWEEPS = 8


@record
class Line:
    """One stake, and the free places that its line goes through between its two boxes, from the top down.

    ``rises`` where it goes up, or along a row: it closes a ring.
    """

    stake: Stake
    through: tuple[str, ...]
    rises: bool


@record
class Layout:
    """Rows from the top down, of keys and of free places, which start with ``FREE``.

    ``left_out`` counts owners that found no place.
    """

    rows: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    left_out: int


FREE = "\0"


def layout(cut: Cut, key: str, most: int = MOST) -> Layout:
    """The firm at the bottom and everyone above it, nearest first where there are more than ``most``."""
    order, seen = [key], {key}
    beyond: set[str] = set()
    for firm in order:
        for stake in cut.into(firm):
            if stake.interest == DIRECTOR or stake.owner in seen:
                continue
            if len(order) < most:
                seen.add(stake.owner)
                order.append(stake.owner)
            else:
                beyond.add(stake.owner)
    stakes = [
        each
        for firm in order
        for each in cut.into(firm)
        if each.owner in seen and each.interest != DIRECTOR
    ]
    levels = _levels(key, stakes)
    rows: list[list[str]] = [[] for _ in range(max(levels.values()) + 1)]
    for firm in order:
        rows[levels[firm]].append(firm)
    joins: list[tuple[str, str]] = []
    lines = []
    for number, each in enumerate(stakes):
        top, bottom = levels[each.owner], levels[each.owned]
        through = tuple(f"{FREE}{number}.{level}" for level in range(top - 1, bottom, -1))
        for level, place in zip(range(top - 1, bottom, -1), through, strict=True):
            rows[level].append(place)
        stops = (each.owner, *through, each.owned)
        joins += pairwise(stops)
        lines.append(Line(each, through, top <= bottom))
    rows.reverse()
    _ordered(rows, joins)
    return Layout(tuple(map(tuple, rows)), tuple(lines), len(beyond - seen))


def _levels(key: str, stakes: list[Stake]) -> dict[str, int]:
    """The longest way down to the firm; lines that close a ring do not count."""
    above: dict[str, list[str]] = {}
    for each in stakes:
        above.setdefault(each.owned, []).append(each.owner)
    done: list[str] = []
    state: dict[str, int] = {key: 1}
    closing: set[tuple[str, str]] = set()
    stack = [(key, iter(above.get(key, ())))]
    while stack:
        firm, owners = stack[-1]
        for owner in owners:
            if state.get(owner) == 1:
                closing.add((owner, firm))
            elif owner not in state:
                state[owner] = 1
                stack.append((owner, iter(above.get(owner, ()))))
                break
        else:
            state[firm] = 2
            done.append(firm)
            stack.pop()
    levels = dict.fromkeys(done, 0)
    for firm in reversed(done):
        for owner in above.get(firm, ()):
            if (owner, firm) not in closing:
                levels[owner] = max(levels[owner], levels[firm] + 1)
    return levels


def _ordered(rows: list[list[str]], joins: list[tuple[str, str]]) -> None:
    """Put each box near the middle of those it is joined to, up and down in turn."""
    joined: dict[str, list[str]] = {}
    for above, below in joins:
        joined.setdefault(above, []).append(below)
        joined.setdefault(below, []).append(above)
    for sweep in range(_SWEEPS):
        spot = {firm: (at + 0.5) / len(row) for row in rows for at, firm in enumerate(row)}
        for row in rows if sweep % 2 else reversed(rows):
            middle = {
                firm: sum(spot[each] for each in joined.get(firm, [firm])) / len(joined.get(firm, [firm]))
                for firm in row
            }  # fmt: skip
            row.sort(key=lambda firm: (middle[firm], firm))
            spot.update({firm: (at + 0.5) / len(row) for at, firm in enumerate(row)})
