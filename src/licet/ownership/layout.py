"""Where the boxes of an ownership chart stand: owners above what they own, few lines crossing."""

from __future__ import annotations

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
class Layout:
    """Rows of keys from the top down; ``stakes`` are the lines, ``left_out`` owners that found no place."""

    rows: tuple[tuple[str, ...], ...]
    stakes: tuple[Stake, ...]
    left_out: int


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
    for firm in sorted(order, key=lambda each: (levels[each], order.index(each))):
        rows[levels[firm]].append(firm)
    rows.reverse()
    _ordered(rows, stakes)
    return Layout(tuple(map(tuple, rows)), tuple(stakes), len(beyond - seen))


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


def _ordered(rows: list[list[str]], stakes: list[Stake]) -> None:
    """Put each box near the middle of those it is joined to, up and down in turn."""
    joined: dict[str, list[str]] = {}
    for each in stakes:
        joined.setdefault(each.owner, []).append(each.owned)
        joined.setdefault(each.owned, []).append(each.owner)
    for sweep in range(_SWEEPS):
        spot = {firm: (at + 0.5) / len(row) for row in rows for at, firm in enumerate(row)}
        for row in rows if sweep % 2 else reversed(rows):
            middle = {
                firm: sum(spot[each] for each in joined.get(firm, [firm])) / len(joined.get(firm, [firm]))
                for firm in row
            }  # fmt: skip
            row.sort(key=lambda firm: (middle[firm], firm))
            spot.update({firm: (at + 0.5) / len(row) for at, firm in enumerate(row)})
