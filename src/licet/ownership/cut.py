"""The stakes of one day as arrays, each stake once however many records tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from licet.ownership.model import CONTROL, INTERESTS, UNVERIFIED, Stake
from licet.ownership.shares import WHOLE, Range, shown
from licet.record import record, replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from licet.ownership.model import Node

KIND = {name: number for number, name in enumerate(INTERESTS)}


@record
class Cut:
    """Stakes of one day: ``owner`` and ``owned`` are places in ``keys``; ``low`` and ``high`` parts.

    The arrays are numpy's and must not be written to.  ``records`` holds for each stake the
    merged record and the records that it was made of; empty where a cut is made of bare arrays.
    """

    keys: Sequence[str]
    nodes: Mapping[str, Node]
    owner: Any
    owned: Any
    kind: Any
    low: Any
    high: Any
    records: Sequence[tuple[Stake, tuple[Stake, ...]]] = ()
    remarks: tuple[str, ...] = ()
    day: date | None = None

    __extra_slots__ = ("__dict__",)

    @property
    def place(self) -> dict[str, int]:
        """Places by key."""
        found: dict[str, int] | None = self.__dict__.get("place_of")
        if found is None:
            found = self.__dict__["place_of"] = {key: at for at, key in enumerate(self.keys)}
        return found

    def label(self, key: str) -> str:
        """The name of a node."""
        node = self.nodes.get(key)
        return node.label if node else key

    def into(self, key: str) -> list[Stake]:
        """The stakes in ``key``, by owner and interest."""
        return self._index("owned").get(key, [])

    def out_of(self, key: str) -> list[Stake]:
        """The stakes that ``key`` holds, by what is owned and interest."""
        return self._index("owner").get(key, [])

    @property
    def told(self) -> dict[tuple[str, str, str, str], tuple[Stake, ...]]:
        """The records that each stake was merged from, by owner, owned, interest and class."""
        found: dict[tuple[str, str, str, str], tuple[Stake, ...]] | None = self.__dict__.get(
            "told_of"
        )
        if found is None:
            found = self.__dict__["told_of"] = {
                (each.owner, each.owned, each.interest, each.share_class): several
                for each, several in self.records
            }
        return found

    def _index(self, side: str) -> dict[str, list[Stake]]:
        found: dict[str, list[Stake]] | None = self.__dict__.get(side)
        if found is None:
            found = self.__dict__[side] = {}
            for stake, _ in self.records:
                found.setdefault(getattr(stake, side), []).append(stake)
            for each in found.values():
                each.sort(key=_order)
        return found


def cut_of(nodes: Mapping[str, Node], stakes: Iterable[Stake], day: date | None = None) -> Cut:
    """Merge records of one stake and lay the stakes out as arrays.

    Records are of one stake where owner, owned, interest and class agree.  The record of the
    latest source counts; where the latest differ among themselves, or no day tells which is
    later, the share is the range over them.  Both are told in ``remarks``.
    """
    import numpy as np

    remarks: list[str] = []
    records = _records(stakes, nodes, remarks)
    keys = sorted(nodes)
    place = {key: at for at, key in enumerate(keys)}
    owner, owned, kind, low, high = [], [], [], [], []
    for one, _ in records:
        owner.append(place[one.owner])
        owned.append(place[one.owned])
        kind.append(KIND[one.interest])
        least, most = counted(one)
        low.append(least)
        high.append(most)
    cut = Cut(
        keys, nodes,
        np.array(owner, np.int64), np.array(owned, np.int64), np.array(kind, np.int8),
        np.array(low, np.int64), np.array(high, np.int64),
        records, tuple(sorted(remarks)), day,
    )  # fmt: skip
    cut.__dict__["place_of"] = place
    return cut


def _records(
    stakes: Iterable[Stake], nodes: Mapping[str, Node], remarks: list[str]
) -> list[tuple[Stake, tuple[Stake, ...]]]:
    """Each stake once, with the records that it was made of; most have one."""
    first: dict[tuple[str, str, str, str], Stake] = {}
    more: dict[tuple[str, str, str, str], list[Stake]] = {}
    for each in stakes:
        mark = (each.owner, each.owned, each.interest, each.share_class)
        if first.setdefault(mark, each) is not each:
            more.setdefault(mark, [first[mark]]).append(each)
    if not more:
        return [(each, (each,)) for each in first.values()]
    found = []
    for mark, each in first.items():
        group = more.get(mark)
        one = _merged(group, nodes, remarks) if group else each
        found.append((one, tuple(group) if group else (each,)))
    return found


def counted(stake: Stake) -> Range:
    """The share as it counts: control is had or not; what nobody verified may be nothing."""
    low, high = (WHOLE, WHOLE) if stake.interest == CONTROL else stake.share
    return (0 if stake.confidence == UNVERIFIED else low), high


def _merged(group: list[Stake], nodes: Mapping[str, Node], remarks: list[str]) -> Stake:
    dated = [each.said for each in group if each.said is not None]
    newest = max(dated, default=None)
    latest = [each for each in group if each.said == newest] if newest else group
    undated = [each for each in group if each.said is None]
    if newest and undated:  # nobody can tell whether these are later
        latest = latest + undated
    latest = sorted(latest, key=lambda each: (each.source, each.share, str(each.since)))
    first = latest[0]
    what = f"{nodes[first.owner].label} in {nodes[first.owned].label} ({first.interest})"
    share = min(each.share[0] for each in latest), max(each.share[1] for each in latest)
    if len({each.share for each in latest}) > 1:
        told = "; ".join(f"{shown(each.share)} [{each.source or 'no source'}]" for each in latest)
        remarks.append(f"{what}: sources differ, {told}: taken as {shown(share)}.")
    if any(each.share != share for each in group if each not in latest):
        remarks.append(f"{what}: {shown(share)} by the source of {newest}; older records that say otherwise are left out.")  # fmt: skip
    sure = {each.confidence for each in latest}
    return replaced(
        first, share=share,
        source="; ".join(dict.fromkeys(each.source for each in latest if each.source)),
        confidence=first.confidence if len(sure) == 1 else _least_sure(sure),
    )  # fmt: skip


def _least_sure(found: set[str]) -> str:
    from licet.ownership.model import CONFIDENCE

    # Told by a second source that is verified, a stake is not unverified.
    return max(found - {UNVERIFIED} or {UNVERIFIED}, key=CONFIDENCE.index)


def _order(stake: Stake) -> tuple[str, str, str, str]:
    return stake.owner, stake.owned, stake.interest, stake.share_class
