"""What the graph says of one party, for a decision: owners, listed share, seats, parent, flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.ownership.cut import counted
from licet.ownership.judge import judge
from licet.ownership.model import CONTROL, DIRECTOR, INDIRECT, OTHER, SHARES, VOTING, Listed
from licet.ownership.parents import Parent, ultimate_parent
from licet.ownership.proof import Proof, prove
from licet.ownership.regimes import reading, regime
from licet.ownership.shares import WHOLE, Range, as_value, shown
from licet.record import record

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from decimal import Decimal

    from licet.book.book import RuleBook
    from licet.facts.values import Interval
    from licet.ownership.cut import Cut
    from licet.ownership.graph import Graph
    from licet.ownership.judge import Judged

MINORITY, SHARED_DIRECTOR, LISTED_DIRECTOR, CONTROLLED = (
    "minority_stake", "shared_director", "listed_director", "control_without_ownership",
)  # fmt: skip


@record
class HeldBy:
    """An owner that counts: itself listed, or owned by listed parties, with whose terms govern.

    ``pct`` is its own direct holding in percent, a range where it is not exact, None where
    nothing of it is known.  ``listed`` is its entry, or that of the strictest listed owner above
    it; ``certain`` is no where it is not settled that the owner counts.
    """

    key: str
    name: str
    pct: Decimal | Interval | None
    listed: Listed
    certain: bool


@record
class Flag:
    """A warning sign that is no finding of ownership: its kind, and a sentence."""

    kind: str
    text: str
    key: str


@record
class OwnershipFacts:
    """All of it.  Places are empty where they are not known.

    ``owned_by_listed`` is the share in parts that counting owners hold on this data, from the
    least to the most; ``unaccounted`` what nobody in the data holds, which may be theirs as well:
    ``owned_by_listed_pct`` takes it in unless ``complete`` is asked for.
    """

    key: str
    day: date
    owners: tuple[HeldBy, ...]
    owned_by_listed: Range
    unaccounted: Range
    country: str
    headquarters: str
    parent: Parent
    parent_headquarters: str
    flags: tuple[Flag, ...]
    proof: Proof

    def owned_by_listed_pct(self, *, complete: bool = False) -> Decimal | Interval:
        """The fact ``owned_by_listed_pct``; ``complete``: the data is said to name every owner."""
        low, high = self.owned_by_listed
        return as_value((low, high if complete else min(WHOLE, high + self.unaccounted[1])))


def facts_of(
    party: str,
    graph: Graph,
    listed: Iterable[Listed],
    day: date,
    book: RuleBook,
    *,
    code: str = "BIS",
) -> OwnershipFacts | None:
    """What the graph says of ``party`` (a key or an identifier) on ``day`` under the regime ``code``.

    None where the graph does not know the party: then nothing is known of its owners.  The
    arithmetic is the same while the rule is suspended; whether it binds is the rule's own state.

    Raises:
        UnknownName: there is no such regime.
    """
    key = graph.key(party)
    rule = regime(book, code)
    ruling = rule.on(day) or rule.first
    if key is None:
        return None
    listed = tuple(listed)
    cut = graph.on(day)
    judged = judge(cut, listed, ruling, day)
    return facts_in(judged, key, book, listed)


def facts_in(
    judged: Judged, key: str, book: RuleBook, listed: Iterable[Listed] = ()
) -> OwnershipFacts:
    """The same from a cascade that has been run, where many parties are asked of one graph."""
    cut, day = judged.cut, judged.day
    read = reading(book)
    proof = prove(judged, key)
    owners = _owners(judged, key)
    parent = ultimate_parent(cut, key, read.parent_over)
    node = cut.nodes[key]
    top = cut.nodes.get(parent.key) if parent.key else None
    return OwnershipFacts(
        key, day, owners, _listed_share(judged, key), proof.unaccounted, node.country,
        node.headquarters, parent, top.headquarters if top else "",
        tuple(_flags(judged, key, [each for each in listed if each.stands(day)], read.minority_from, read.parent_over)),
        proof,
    )  # fmt: skip


def _owners(judged: Judged, key: str) -> tuple[HeldBy, ...]:
    """Direct owners that count, each with the entry whose terms govern."""
    cut, place = judged.cut, judged.cut.place
    held: dict[str, Range] = {}
    for stake in cut.into(key):
        if stake.interest in (SHARES, OTHER, INDIRECT) and place[stake.owner] in judged.possible:
            low, high = held.get(stake.owner, (0, 0))
            adds = counted(stake)[0] if stake.interest == SHARES else 0
            held[stake.owner] = min(low + adds, WHOLE), min(high + stake.share[1], WHOLE)
    found = []
    for owner in sorted(held):
        entries = judged.listed.get(owner, ())
        if entries:
            governs = min(entries, key=lambda each: judged.ruling.strictness(each.policy))
        else:
            above = prove(judged, owner)
            first = above.strictest or (above.roots[0] if above.roots else None)
            if first is None:
                continue
            governs = first
        share = held[owner]
        certain = place[owner] in judged.certain
        found.append(
            HeldBy(
                owner, cut.label(owner), None if share == (0, WHOLE) else as_value(share), governs, certain
            )
        )  # fmt: skip
    return tuple(found)


def _listed_share(judged: Judged, key: str) -> Range:
    """The share that owners who count hold, from the least to the most, on this data."""
    place = judged.cut.place
    low = high = 0
    for stake in judged.cut.into(key):
        owner = place[stake.owner]
        if stake.interest not in (SHARES, OTHER, INDIRECT) or owner not in judged.possible:
            continue
        if stake.interest == SHARES and owner in judged.certain:
            low += counted(stake)[0]
        high += stake.share[1]
    return min(low, WHOLE), min(high, WHOLE)


def _flags(
    judged: Judged, key: str, listed: list[Listed], steps: tuple[int, ...], majority: int
) -> list[Flag]:
    """Minority holdings of listed parties on any list, control, and people in both houses."""
    cut = judged.cut
    on: dict[str, list[str]] = {}
    for each in listed:
        on.setdefault(each.key, []).append(each.list)
    flags = []
    for stake in cut.into(key):
        lists = ", ".join(dict.fromkeys(on.get(stake.owner, ())))
        owner = cut.label(stake.owner)
        if not lists:
            continue
        if stake.interest == DIRECTOR:
            flags.append(Flag(LISTED_DIRECTOR, f"{owner}, on {lists}, sits on the board or in senior management.", stake.owner))  # fmt: skip
        elif stake.interest == CONTROL:
            flags.append(Flag(CONTROLLED, f"{owner}, on {lists}, controls it by other means than shares.", stake.owner))  # fmt: skip
        elif stake.interest in (SHARES, VOTING, OTHER, INDIRECT):
            passed = [step for step in steps if stake.share[1] >= step]
            if passed and stake.share[0] <= majority:
                sure = "holds" if stake.share[0] >= passed[-1] else "may hold"
                flags.append(Flag(MINORITY, f"{owner}, on {lists}, {sure} {shown((passed[-1], passed[-1]))} or more: {shown(stake.share)}.", stake.owner))  # fmt: skip
    flags += _shared(cut, key, on)
    return sorted(flags, key=lambda each: (each.kind, each.key, each.text))


def _shared(cut: Cut, key: str, on: dict[str, list[str]]) -> list[Flag]:
    """Directors of the firm who are directors of a listed one."""
    found = []
    for mine in cut.into(key):
        if mine.interest != DIRECTOR:
            continue
        for other in cut.out_of(mine.owner):
            if other.interest == DIRECTOR and other.owned != key and other.owned in on:
                lists = ", ".join(dict.fromkeys(on[other.owned]))
                found.append(
                    Flag(
                        SHARED_DIRECTOR,
                        f"{cut.label(mine.owner)} is also a director of {cut.label(other.owned)}, on {lists}.",
                        mine.owner,
                    )
                )
    return found
