"""The ultimate parent of a firm, by majority upward; unknown where shares do not decide."""

from __future__ import annotations

from typing import TYPE_CHECKING

from licet.ownership.model import CONTROL, INDIRECT, OTHER, PUBLIC, SHARES, UNVERIFIED
from licet.ownership.shares import WHOLE
from licet.record import record

if TYPE_CHECKING:
    from licet.ownership.cut import Cut

_DEEPEST = 20
"""How many times a climb may branch; what is deeper is not known."""


@record
class Parent:
    """The top of the chain above a firm, or why it is not known.

    ``key`` is the ultimate parent, the firm itself where it has none, None where it is not known;
    ``chain`` are the firms from the firm up; ``why`` is a sentence.
    """

    key: str | None
    chain: tuple[str, ...]
    why: str


def ultimate_parent(cut: Cut, key: str, over: int) -> Parent:
    """Follow the owner of more than ``over`` parts, or the one who controls, upward.

    Holdings of firms that have the same ultimate parent count as one.  A person or a state who
    owns a firm is no parent company: the chain ends below.  It ends as not known where an owner
    may hold the majority and may not, where one holds it and another controls, where firms own
    each other, and where owners that the data does not name could tip it.  Of a firm whose owners
    the file does not tell nobody knows the parent, unless it tells that the public holds it.
    """
    return _climb(cut, key, over, frozenset(), _DEEPEST)[0]


def _climb(
    cut: Cut, key: str, over: int, below: frozenset[str], deep: int
) -> tuple[Parent, str | None]:
    """The parent, and whoever stands at the very top: a person or state too, None where not known."""
    chain = [key]
    while True:
        at = chain[-1]
        above, why = _above(cut, at, over, below.union(chain), deep)
        if above is None:
            return Parent(None, tuple(chain), why), None
        if above == at:
            return Parent(at, tuple(chain), why), at
        if above in chain or above in below:
            why = f"{cut.label(above)} and {cut.label(at)} own each other in a ring."
            return Parent(None, tuple(chain), why), None
        node = cut.nodes.get(above)
        if node is not None and node.kind in ("person", "state"):
            what = "a person" if node.kind == "person" else "a state"
            why = f"{cut.label(above)}, {what}, holds it; {cut.label(at)} is the top of the firms."
            return Parent(at, tuple(chain), why), above
        chain.append(above)


def _above(
    cut: Cut, key: str, over: int, below: frozenset[str], deep: int
) -> tuple[str | None, str]:
    """The owner next above; the firm itself where nobody can be; None where it is not known."""
    name = cut.label(key)
    low: dict[str, int] = {}
    high: dict[str, int] = {}
    controls = set()
    for stake in cut.into(key):
        if stake.interest == CONTROL:
            if stake.confidence == UNVERIFIED:
                return None, f"Whether {cut.label(stake.owner)} controls {name} is not verified."
            controls.add(stake.owner)
        elif stake.interest in (SHARES, OTHER, INDIRECT):
            sure = stake.interest == SHARES and stake.confidence != UNVERIFIED
            low[stake.owner] = low.get(stake.owner, 0) + (stake.share[0] if sure else 0)
            high[stake.owner] = high.get(stake.owner, 0) + stake.share[1]
    majority = {
        owner for owner, share in low.items() if share > over and not _is_public(cut, owner)
    }
    leads = majority | controls
    if len(leads) == 1:
        (owner,) = leads
        does = "holds the majority of" if owner in majority else "controls"
        return owner, f"{cut.label(owner)} {does} {name}."
    if leads:
        who = ", ".join(sorted(map(cut.label, leads)))
        return None, f"{name}: {who} hold the majority or control it, and not one alone."
    node = cut.nodes.get(key)
    if node is not None and node.kind in ("person", "state"):
        return key, f"{name} is no firm that others own."
    if not low:
        return None, f"Who owns {name} is not in the data."
    return _by_group(cut, key, over, low, high, below, deep)


def _by_group(  # noqa: PLR0917 - one step of the climb, always by position
    cut: Cut, key: str, over: int, low: dict[str, int], high: dict[str, int], below: frozenset[str],
    deep: int,
) -> tuple[str | None, str]:  # fmt: skip
    """The same where no owner alone decides: owners with one top count together.

    An owner of which nobody knows who is above it may belong to any of the others, and so may
    shares that the data does not account for.
    """
    name = cut.label(key)
    tops = {owner: _top(cut, owner, over, below, deep) for owner in low}
    least: dict[str, int] = {}
    for owner, (top, _) in tops.items():
        least[top] = least.get(top, 0) + low[owner]
    candidates = [top for top in sorted(least) if not _is_public(cut, top)]
    for top in candidates:
        if least[top] > over:
            return top, f"{cut.label(top)} holds the majority of {name} through several firms."
    unnamed = max(0, WHOLE - sum(low.values()))
    for top in candidates:
        most = sum(high[owner] for owner, (at, settled) in tops.items() if at == top or not settled)
        others = sum(low[owner] for owner, (at, settled) in tops.items() if at != top and settled)
        if min(most + unnamed, WHOLE - others) > over:
            return (
                None,
                f"{name}: {cut.label(top)} may hold the majority; what is known does not settle it.",
            )
    if unnamed > over:
        return None, f"{name}: owners that the data does not name may hold the majority."
    return key, f"Nobody holds the majority of {name}."


def _top(cut: Cut, owner: str, over: int, below: frozenset[str], deep: int) -> tuple[str, bool]:
    """Whoever stands highest above an owner as far as is known, and whether that is the very top."""
    node = cut.nodes.get(owner)
    if node is not None and node.kind in ("person", "state", PUBLIC):
        return owner, True
    if owner in below or not deep:
        return owner, False
    parent, apex = _climb(cut, owner, over, below, deep - 1)
    return (parent.chain[-1], False) if apex is None else (apex, True)


def _is_public(cut: Cut, key: str) -> bool:
    node = cut.nodes.get(key)
    return node is not None and node.kind == PUBLIC
