"""What a regime makes of every firm of a graph on one day, from the lists of the day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.ownership.cascade import alone, stakes_of, together
from licet.ownership.regimes import OPEN, TOGETHER
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from licet.ownership.cut import Cut
    from licet.ownership.model import Listed, Stake
    from licet.ownership.regimes import Ruling

LISTED, CERTAIN, POSSIBLE, NOT_SHOWN = (
    "listed", "certain", "cannot_be_excluded", "not_on_this_data",
)  # fmt: skip
FOUND = {
    LISTED: "named on a list itself",
    CERTAIN: "restricted by ownership",
    POSSIBLE: "cannot be excluded: the shares known do not settle it",
    NOT_SHOWN: "not restricted on this data, which proves nothing about what the data lacks",
}
"""What can be found of a firm.  None of these says that it is clear."""


@record
class Judged:
    """One regime over one cut: rounds in which firms were reached, for certain and at most.

    ``certain`` and ``possible`` hold places of the cut.  Where owners count each by itself,
    ``by_owner`` and ``by_owner_possible`` hold the same for each listed owner, and the others
    their union with the earliest round.
    """

    cut: Cut
    ruling: Ruling
    day: date
    listed: Mapping[str, tuple[Listed, ...]]
    certain: Mapping[int, int]
    possible: Mapping[int, int]
    by_owner: Mapping[int, Mapping[int, int]]
    by_owner_possible: Mapping[int, Mapping[int, int]]

    def found(self, key: str) -> str:
        """What is found of the firm ``key``; a key that the graph lacks is not shown by it."""
        if key in self.listed:
            return LISTED
        at = self.cut.place.get(key)
        if at in self.certain:
            return CERTAIN
        return POSSIBLE if at in self.possible else NOT_SHOWN

    def spared(self, key: str) -> bool:
        """Whether the rule does not speak of firms where this one is registered; no where that is not known."""
        node = self.cut.nodes.get(key)
        return bool(node and node.country in self.ruling.spares)

    def told(self, stake: Stake) -> tuple[Stake, ...]:
        """The records that a stake of the cut was merged from."""
        return self.cut.told.get((stake.owner, stake.owned, stake.interest, stake.share_class), ())

    def keys(self, found: str) -> list[str]:
        """Every firm of which this was found, by key; of ``not_on_this_data`` too, which may be most."""
        return sorted(key for key in self.cut.keys if self.found(key) == found)

    def caught(self) -> list[str]:
        """Every firm that is restricted by ownership, or may be, without those listed; by key."""
        keys = self.cut.keys
        return sorted(keys[at] for at in self.possible if keys[at] not in self.listed)


def judge(cut: Cut, listed: Iterable[Listed], ruling: Ruling, day: date) -> Judged:
    """Run the cascade of ``ruling`` twice: on the least shares and on the most.

    Entries that do not bind on ``day``, and those of lists that do not count, start nothing.
    """
    counted: dict[str, list[Listed]] = {}
    for each in listed:
        if ruling.counts(each.list) and each.stands(day):
            counted.setdefault(each.key, []).append(each)
    starts = sorted(cut.place[key] for key in counted if key in cut.place)
    stakes = stakes_of(cut, ruling)
    by_owner: Mapping[int, Mapping[int, int]] = {}
    by_owner_possible: Mapping[int, Mapping[int, int]] = {}
    if ruling.add_up == TOGETHER:
        certain: Mapping[int, int] = together(stakes, starts, stakes.low)
    else:
        by_owner = alone(stakes, starts, stakes.low)
        certain = _union(starts, by_owner)
    if ruling.add_up in (TOGETHER, OPEN):
        possible: Mapping[int, int] = together(stakes, starts, stakes.high)
    else:
        by_owner_possible = alone(stakes, starts, stakes.high)
        possible = _union(starts, by_owner_possible)
    return Judged(
        cut, ruling, day, {key: tuple(sorted(each, key=_entry)) for key, each in counted.items()},
        certain, possible, by_owner, by_owner_possible,
    )  # fmt: skip


def _union(starts: list[int], by_owner: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
    found = dict.fromkeys(starts, 0)
    for reached in by_owner.values():
        for firm, number in reached.items():
            found[firm] = min(number, found.get(firm, number))
    return found


def _entry(listed: Listed) -> tuple[str, str, str]:
    return listed.list, listed.entry, listed.name
